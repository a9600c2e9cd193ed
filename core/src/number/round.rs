//! Rounding, for views and for the places that a scorecard names.

use super::Rational;
use super::rational::place_point;
use serde::{Deserialize, Serialize};

/// How a number between two representable neighbours is rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum RoundingMode {
    /// 四舍五入: to the nearest, halves away from zero. What Excel and WPS do.
    HalfUp,
    /// 四舍六入五成双 (GB/T 8170): to the nearest, halves to the even digit.
    HalfEven,
    /// Towards zero.
    Down,
    /// Away from zero.
    Up,
}

/// A rounding rule: the mode and the digits kept after the point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Rounding {
    /// How.
    pub mode: RoundingMode,
    /// Digits after the point, 0 to 12.
    pub digits: u8,
}

impl Rounding {
    /// The rounded number; `None` where it would leave 128 bits or more than twelve digits are asked for.
    ///
    /// ```
    /// use jinguo::number::{Rational, Rounding, RoundingMode};
    /// let x: Rational = "1.005".parse().unwrap();
    /// let two = |mode| Rounding { mode, digits: 2 }.apply(x).unwrap().to_string();
    /// assert_eq!((two(RoundingMode::HalfUp), two(RoundingMode::HalfEven)), ("1.01".into(), "1".into()));
    /// ```
    pub fn apply(self, value: Rational) -> Option<Rational> {
        Rational::new(self.scaled(value)?, self.scale()?)
    }

    /// The rounded number as text with exactly `digits` digits after the point.
    pub fn text(self, value: Rational) -> Option<String> {
        Some(place_point(self.scaled(value)?, usize::from(self.digits)))
    }

    fn scale(self) -> Option<i128> {
        if self.digits > 12 {
            None
        } else {
            10i128.checked_pow(u32::from(self.digits))
        }
    }

    fn scaled(self, value: Rational) -> Option<i128> {
        let magnitude = value.numerator().checked_abs()?.checked_mul(self.scale()?)?;
        let denominator = value.denominator();
        let (whole, rest) = (
            magnitude.checked_div(denominator)?,
            magnitude.checked_rem(denominator)?,
        );
        let twice = rest.checked_mul(2)?;
        let up = match self.mode {
            RoundingMode::Down => false,
            RoundingMode::Up => rest > 0,
            RoundingMode::HalfUp => twice >= denominator,
            RoundingMode::HalfEven => twice > denominator || (twice == denominator && whole & 1 == 1),
        };
        let rounded = whole.checked_add(i128::from(up))?;
        if value.is_negative() {
            rounded.checked_neg()
        } else {
            Some(rounded)
        }
    }
}
