//! Exact rational numbers.

use num_rational::Ratio as Inner;
use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, CheckedSub, Zero};
use serde::de::{self, Deserializer, Visitor};
use serde::{Deserialize, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// An exact rational number: a rate, a target, a weight, points.
///
/// Always in lowest terms with a positive denominator, so equal numbers are equal in memory and in text.
/// Arithmetic is checked: `None` where a numerator or denominator would leave 128 bits.
/// In text: a decimal (`0.95`), a percentage (`95%`), a fraction (`19/20`) or an integer. It prints as a decimal
/// where that is exact within twelve digits, else as a fraction.
///
/// ```
/// use jinguo::number::Rational;
/// let rate: Rational = "95%".parse().unwrap();
/// assert_eq!(rate, Rational::new(19, 20).unwrap());
/// assert_eq!(rate.to_string(), "0.95");
/// assert_eq!(Rational::new(1, 3).unwrap().to_string(), "1/3");
/// assert!(Rational::new(199_999, 200_000).unwrap() < Rational::ONE);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Rational(Inner<i128>);

impl Rational {
    /// Zero.
    pub const ZERO: Self = Self(Inner::new_raw(0, 1));
    /// One, which is every one.
    pub const ONE: Self = Self(Inner::new_raw(1, 1));

    /// `numerator / denominator` in lowest terms; `None` for a zero denominator or the one number too large to negate.
    pub fn new(numerator: i128, denominator: i128) -> Option<Self> {
        let small = |value: i128| value != i128::MIN;
        (denominator != 0 && small(numerator) && small(denominator))
            .then(|| Self(Inner::new(numerator, denominator)))
    }

    /// A whole number.
    pub fn integer(value: i64) -> Self {
        Self(Inner::from_integer(i128::from(value)))
    }

    /// A count.
    pub fn count(value: u64) -> Self {
        Self(Inner::from_integer(i128::from(value)))
    }

    /// The numerator in lowest terms; it carries the sign.
    pub fn numerator(self) -> i128 {
        *self.0.numer()
    }

    /// The denominator in lowest terms, at least 1.
    pub fn denominator(self) -> i128 {
        *self.0.denom()
    }

    /// The sum, if it fits.
    pub fn plus(self, other: Self) -> Option<Self> {
        self.0.checked_add(&other.0).map(Self)
    }

    /// The difference, if it fits.
    pub fn minus(self, other: Self) -> Option<Self> {
        self.0.checked_sub(&other.0).map(Self)
    }

    /// The product, if it fits.
    pub fn times(self, other: Self) -> Option<Self> {
        self.0.checked_mul(&other.0).map(Self)
    }

    /// The quotient, if it fits and `other` is not zero.
    pub fn over(self, other: Self) -> Option<Self> {
        if other.0.is_zero() {
            None
        } else {
            self.0.checked_div(&other.0).map(Self)
        }
    }

    /// The negative.
    pub fn negated(self) -> Option<Self> {
        Self::ZERO.minus(self)
    }

    /// Whether it is zero.
    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    /// Whether it is below zero.
    pub fn is_negative(self) -> bool {
        self.numerator() < 0
    }

    /// The largest whole number not above it.
    pub fn floor(self) -> i128 {
        self.numerator().div_euclid(self.denominator())
    }

    /// The smallest whole number not below it.
    pub fn ceil(self) -> i128 {
        let down = self.floor();
        if self.is_integer() {
            down
        } else {
            down.saturating_add(1)
        }
    }

    /// Whether it is a whole number.
    pub fn is_integer(self) -> bool {
        self.denominator() == 1
    }

    /// The exact decimal, if it needs no more than twelve digits after the point.
    pub fn to_exact_decimal(self) -> Option<String> {
        let mut numerator = self.numerator();
        let mut rest = self.denominator();
        let mut digits = 0usize;
        while rest != 1 {
            if digits == 12 {
                return None;
            }
            digits = digits.saturating_add(1);
            numerator = numerator.checked_mul(10)?;
            let shared = gcd(numerator.unsigned_abs(), rest.unsigned_abs());
            let shared = i128::try_from(shared).ok()?;
            numerator = numerator.checked_div(shared)?;
            rest = rest.checked_div(shared)?;
        }
        Some(place_point(numerator, digits))
    }
}

fn gcd(a: u128, b: u128) -> u128 {
    let (mut a, mut b) = (a, b);
    while b != 0 {
        let rest = a.checked_rem(b).unwrap_or(0);
        a = b;
        b = rest;
    }
    a.max(1)
}

/// `value × 10^-digits` as a decimal text without trailing zeros lost.
pub(super) fn place_point(value: i128, digits: usize) -> String {
    let sign = if value < 0 { "-" } else { "" };
    let text = format!(
        "{:0>width$}",
        value.unsigned_abs(),
        width = digits.saturating_add(1)
    );
    let (whole, part) = text
        .split_at_checked(text.len().saturating_sub(digits))
        .unwrap_or((text.as_str(), ""));
    if part.is_empty() {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{part}")
    }
}

impl fmt::Display for Rational {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.to_exact_decimal() {
            Some(text) => f.write_str(&text),
            None => write!(f, "{}/{}", self.numerator(), self.denominator()),
        }
    }
}

/// The text is not a decimal, percentage, fraction or integer within range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected a decimal such as `0.95`, a percentage such as `95%` or a fraction such as `19/20`")]
pub struct NotARational;

impl FromStr for Rational {
    type Err = NotARational;

    fn from_str(text: &str) -> Result<Self, NotARational> {
        if let Some((numerator, denominator)) = text.split_once('/') {
            let (n, d) = (
                decimal(numerator).ok_or(NotARational)?,
                decimal(denominator).ok_or(NotARational)?,
            );
            return n.over(d).ok_or(NotARational);
        }
        match text.strip_suffix('%') {
            Some(percent) => decimal(percent)
                .and_then(|n| n.over(Self::integer(100)))
                .ok_or(NotARational),
            None => decimal(text).ok_or(NotARational),
        }
    }
}

/// An optional sign, digits, and optionally a point with digits; at most eighteen digits on each side.
fn decimal(text: &str) -> Option<Rational> {
    let (negative, body) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, part) = body.split_once('.').unwrap_or((body, "0"));
    let digits = |s: &str| !s.is_empty() && s.len() <= 18 && s.bytes().all(|b| b.is_ascii_digit());
    if !digits(whole) || !digits(part) {
        return None;
    }
    let scale = 10i128.checked_pow(u32::try_from(part.len()).ok()?)?;
    let value = whole
        .parse::<i128>()
        .ok()?
        .checked_mul(scale)?
        .checked_add(part.parse::<i128>().ok()?)?;
    Rational::new(if negative { value.checked_neg()? } else { value }, scale)
}

impl Serialize for Rational {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Rational {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl Visitor<'_> for Text {
            type Value = Rational;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "an integer or a text such as \"0.95\", \"95%\" or \"19/20\"")
            }

            fn visit_i64<E: de::Error>(self, value: i64) -> Result<Rational, E> {
                Ok(Rational::integer(value))
            }

            fn visit_u64<E: de::Error>(self, value: u64) -> Result<Rational, E> {
                Ok(Rational::count(value))
            }

            fn visit_str<E: de::Error>(self, value: &str) -> Result<Rational, E> {
                value.parse().map_err(E::custom)
            }
        }
        deserializer.deserialize_any(Text)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Rational {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Rational".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "An exact number: an integer, or a text such as \"0.95\", \"95%\" or \"19/20\". JSON numbers with a point are refused because they cannot hold every decimal.",
            "type": ["integer", "string"],
            "format": "rational",
        })
    }
}
