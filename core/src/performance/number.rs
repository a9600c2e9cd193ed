//! Two exact forms of the same numbers: a small one that is fast, and [`Rational`] for what does not fit.
//!
//! Every rule is written once over [`Number`]. It runs on [`Small`] first; where a number does not fit, the same code
//! runs again on [`Rational`]. Both are exact, so the result never depends on the form.

use super::column::Column;
use crate::number::{Rational, Rounding, RoundingMode};
use crate::report::State;
use std::cmp::Ordering;

/// Why a computation stopped without a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// The number does not fit this form.
    Overflow,
    /// There is a state instead of a number.
    State(State),
}

pub(super) type Outcome<N> = Result<N, Stop>;

impl Stop {
    /// Which of two reasons is told, so that the order in which they are met changes nothing: what does not fit is
    /// computed anew, an error comes before what is missing, and that before what nobody asks for.
    pub(super) fn worse(self, other: Self) -> Self {
        let weight = |stop: Self| match stop {
            Self::Overflow => 6,
            Self::State(State::Error) => 5,
            Self::State(State::Missing) => 4,
            Self::State(State::Suppressed) => 3,
            Self::State(State::EmptyDenominator) => 2,
            Self::State(State::NotApplicable) => 1,
            Self::State(State::Value) => 0,
        };
        if weight(other) > weight(self) { other } else { self }
    }
}

/// Two outcomes, or the worse of their reasons.
#[inline]
pub(super) fn both<A, B>(first: Outcome<A>, second: Outcome<B>) -> Outcome<(A, B)> {
    match (first, second) {
        (Ok(first), Ok(second)) => Ok((first, second)),
        (Err(first), Err(second)) => Err(first.worse(second)),
        (Err(stop), Ok(_)) | (Ok(_), Err(stop)) => Err(stop),
    }
}

/// An exact number with checked arithmetic.
pub(super) trait Number: Copy {
    /// A number of the document.
    fn of(value: Rational) -> Outcome<Self>;
    /// A whole number.
    fn whole(value: i64) -> Self;
    /// A cell of a column.
    fn read(column: &Column, row: usize) -> Outcome<Self>;
    fn plus(self, other: Self) -> Outcome<Self>;
    fn minus(self, other: Self) -> Outcome<Self>;
    fn times(self, other: Self) -> Outcome<Self>;
    /// The quotient; state `empty_denominator` for a zero divisor.
    fn over(self, other: Self) -> Outcome<Self>;
    fn compare(self, other: Self) -> Ordering;
    fn floor(self) -> Outcome<Self>;
    fn ceil(self) -> Outcome<Self>;
    fn is_whole(self) -> bool;
    fn round(self, rounding: Rounding) -> Outcome<Self>;
    /// The number in lowest terms.
    fn exact(self) -> Outcome<Rational>;

    fn is_negative(self) -> bool {
        self.compare(Self::whole(0)) == Ordering::Less
    }

    fn is_zero(self) -> bool {
        self.compare(Self::whole(0)) == Ordering::Equal
    }

    fn smaller(self, other: Self) -> Self {
        if other.compare(self) == Ordering::Less {
            other
        } else {
            self
        }
    }

    fn larger(self, other: Self) -> Self {
        if other.compare(self) == Ordering::Greater {
            other
        } else {
            self
        }
    }

    fn negated(self) -> Outcome<Self> {
        Self::whole(0).minus(self)
    }

    /// How many steps fit.
    fn steps(self, each: Self, counted: super::StepCount) -> Outcome<Self> {
        let steps = self.over(each)?;
        match counted {
            super::StepCount::Proportional => Ok(steps),
            super::StepCount::Complete => steps.floor(),
            super::StepCount::Started => steps.ceil(),
        }
    }
}

/// A fraction of 64-bit integers with a positive denominator, not always in lowest terms.
#[derive(Clone, Copy, Debug)]
pub(super) struct Small {
    numerator: i64,
    denominator: i64,
}

/// Denominators above this are reduced at once, so that a long sum stays small.
const ROOM: i64 = 1 << 31;

impl Small {
    /// A fraction from a column; its denominator is above zero.
    #[inline]
    pub(super) fn fraction(numerator: i64, denominator: u32) -> Self {
        Self {
            numerator,
            denominator: i64::from(denominator),
        }
    }

    /// Numerator and denominator for a column, if the denominator fits.
    #[inline]
    pub(super) fn parts(self) -> Option<(i64, u32)> {
        let denominator = u32::try_from(self.denominator).ok()?;
        Some((self.numerator, denominator))
    }

    /// A fraction whose denominator is above zero.
    #[inline]
    fn fit(numerator: i128, denominator: i128) -> Outcome<Self> {
        if let (Ok(numerator), Ok(denominator)) = (i64::try_from(numerator), i64::try_from(denominator))
            && denominator <= ROOM
        {
            return Ok(Self {
                numerator,
                denominator,
            });
        }
        Self::reduce(numerator, denominator)
    }

    #[cold]
    fn reduce(numerator: i128, denominator: i128) -> Outcome<Self> {
        let shared = greatest_common_divisor(numerator.unsigned_abs(), denominator.unsigned_abs());
        let shared = i128::try_from(shared).map_err(|_| Stop::Overflow)?;
        let part = |value: i128| {
            value
                .checked_div(shared)
                .and_then(|value| i64::try_from(value).ok())
                .ok_or(Stop::Overflow)
        };
        Ok(Self {
            numerator: part(numerator)?,
            denominator: part(denominator)?,
        })
    }

    #[inline]
    fn wide(self) -> (i128, i128) {
        (i128::from(self.numerator), i128::from(self.denominator))
    }
}

fn greatest_common_divisor(a: u128, b: u128) -> u128 {
    let (mut a, mut b) = (a, b);
    while b != 0 {
        if let (Ok(x), Ok(y)) = (u64::try_from(a), u64::try_from(b)) {
            return u128::from(greatest_common_divisor_64(x, y));
        }
        let rest = a.checked_rem(b).unwrap_or(0);
        a = b;
        b = rest;
    }
    a.max(1)
}

fn greatest_common_divisor_64(a: u64, b: u64) -> u64 {
    let (mut a, mut b) = (a, b);
    while b != 0 {
        let rest = a.checked_rem(b).unwrap_or(0);
        a = b;
        b = rest;
    }
    a.max(1)
}

impl Number for Small {
    #[inline]
    fn of(value: Rational) -> Outcome<Self> {
        match (
            i64::try_from(value.numerator()),
            i64::try_from(value.denominator()),
        ) {
            (Ok(numerator), Ok(denominator)) => Ok(Self {
                numerator,
                denominator,
            }),
            _ => Err(Stop::Overflow),
        }
    }

    #[inline]
    fn whole(value: i64) -> Self {
        Self {
            numerator: value,
            denominator: 1,
        }
    }

    #[inline]
    fn read(column: &Column, row: usize) -> Outcome<Self> {
        column.small(row)
    }

    #[inline]
    fn plus(self, other: Self) -> Outcome<Self> {
        if self.denominator == other.denominator
            && let Some(numerator) = self.numerator.checked_add(other.numerator)
        {
            return Ok(Self {
                numerator,
                denominator: self.denominator,
            });
        }
        let ((a, b), (c, d)) = (self.wide(), other.wide());
        // A whole number and a fraction: no division is needed.
        if other.denominator == 1 {
            return Self::fit(a.wrapping_add(c.wrapping_mul(b)), b);
        }
        if self.denominator == 1 {
            return Self::fit(a.wrapping_mul(d).wrapping_add(c), d);
        }
        // The usual case of decimals: the finer denominator holds the coarser one.
        if self.denominator.checked_rem(other.denominator) == Some(0) {
            let factor = self.denominator.checked_div(other.denominator).unwrap_or(1);
            return Self::fit(a.wrapping_add(c.wrapping_mul(i128::from(factor))), b);
        }
        if other.denominator.checked_rem(self.denominator) == Some(0) {
            let factor = other.denominator.checked_div(self.denominator).unwrap_or(1);
            return Self::fit(a.wrapping_mul(i128::from(factor)).wrapping_add(c), d);
        }
        // INVARIANT: products of 64-bit numbers stay below 2^126, so their sum stays in 128 bits.
        Self::fit(
            a.wrapping_mul(d).wrapping_add(c.wrapping_mul(b)),
            b.wrapping_mul(d),
        )
    }

    #[inline]
    fn minus(self, other: Self) -> Outcome<Self> {
        let numerator = other.numerator.checked_neg().ok_or(Stop::Overflow)?;
        self.plus(Self { numerator, ..other })
    }

    #[inline]
    fn times(self, other: Self) -> Outcome<Self> {
        let ((a, b), (c, d)) = (self.wide(), other.wide());
        Self::fit(a.wrapping_mul(c), b.wrapping_mul(d))
    }

    #[inline]
    fn over(self, other: Self) -> Outcome<Self> {
        let ((a, b), (c, d)) = (self.wide(), other.wide());
        match c.cmp(&0) {
            Ordering::Equal => Err(Stop::State(State::EmptyDenominator)),
            Ordering::Greater => Self::fit(a.wrapping_mul(d), b.wrapping_mul(c)),
            Ordering::Less => Self::fit(a.wrapping_mul(d).wrapping_neg(), b.wrapping_mul(c).wrapping_neg()),
        }
    }

    #[inline]
    fn compare(self, other: Self) -> Ordering {
        if self.denominator == other.denominator {
            return self.numerator.cmp(&other.numerator);
        }
        let ((a, b), (c, d)) = (self.wide(), other.wide());
        a.wrapping_mul(d).cmp(&c.wrapping_mul(b))
    }

    #[inline]
    fn floor(self) -> Outcome<Self> {
        Ok(Self::whole(
            self.numerator
                .checked_div_euclid(self.denominator)
                .ok_or(Stop::Overflow)?,
        ))
    }

    #[inline]
    fn ceil(self) -> Outcome<Self> {
        let down = self
            .numerator
            .checked_div_euclid(self.denominator)
            .ok_or(Stop::Overflow)?;
        let up = down
            .checked_add(i64::from(!self.is_whole()))
            .ok_or(Stop::Overflow)?;
        Ok(Self::whole(up))
    }

    #[inline]
    fn is_whole(self) -> bool {
        self.numerator.checked_rem(self.denominator) == Some(0)
    }

    fn round(self, rounding: Rounding) -> Outcome<Self> {
        let scale = 10i64
            .checked_pow(u32::from(rounding.digits))
            .ok_or(Stop::Overflow)?;
        let magnitude = self
            .numerator
            .checked_abs()
            .and_then(|numerator| numerator.checked_mul(scale))
            .ok_or(Stop::Overflow)?;
        let whole = magnitude.checked_div(self.denominator).ok_or(Stop::Overflow)?;
        let rest = magnitude.checked_rem(self.denominator).ok_or(Stop::Overflow)?;
        let twice = rest.checked_mul(2).ok_or(Stop::Overflow)?;
        let up = match rounding.mode {
            RoundingMode::Down => false,
            RoundingMode::Up => rest > 0,
            RoundingMode::HalfUp => twice >= self.denominator,
            RoundingMode::HalfEven => {
                twice > self.denominator || (twice == self.denominator && whole & 1 == 1)
            }
        };
        let rounded = whole.checked_add(i64::from(up)).ok_or(Stop::Overflow)?;
        let numerator = if self.numerator < 0 {
            rounded.checked_neg().ok_or(Stop::Overflow)?
        } else {
            rounded
        };
        Ok(Self {
            numerator,
            denominator: scale,
        })
    }

    #[inline]
    fn exact(self) -> Outcome<Rational> {
        // Most numbers are whole, and need no search for lowest terms.
        if self.denominator == 1 {
            return Ok(Rational::integer(self.numerator));
        }
        let (numerator, denominator) = self.wide();
        Rational::new(numerator, denominator).ok_or(Stop::Overflow)
    }
}

impl Number for Rational {
    fn of(value: Rational) -> Outcome<Self> {
        Ok(value)
    }

    fn whole(value: i64) -> Self {
        Rational::integer(value)
    }

    fn read(column: &Column, row: usize) -> Outcome<Self> {
        column.exact(row)
    }

    fn plus(self, other: Self) -> Outcome<Self> {
        Rational::plus(self, other).ok_or(Stop::Overflow)
    }

    fn minus(self, other: Self) -> Outcome<Self> {
        Rational::minus(self, other).ok_or(Stop::Overflow)
    }

    fn times(self, other: Self) -> Outcome<Self> {
        Rational::times(self, other).ok_or(Stop::Overflow)
    }

    fn over(self, other: Self) -> Outcome<Self> {
        if Rational::is_zero(other) {
            Err(Stop::State(State::EmptyDenominator))
        } else {
            Rational::over(self, other).ok_or(Stop::Overflow)
        }
    }

    fn compare(self, other: Self) -> Ordering {
        self.cmp(&other)
    }

    fn floor(self) -> Outcome<Self> {
        Rational::new(Rational::floor(self), 1).ok_or(Stop::Overflow)
    }

    fn ceil(self) -> Outcome<Self> {
        Rational::new(Rational::ceil(self), 1).ok_or(Stop::Overflow)
    }

    fn is_whole(self) -> bool {
        self.is_integer()
    }

    fn round(self, rounding: Rounding) -> Outcome<Self> {
        rounding.apply(self).ok_or(Stop::Overflow)
    }

    fn exact(self) -> Outcome<Rational> {
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A generator that gives the same numbers in every run.
    struct Numbers(u64);

    impl Numbers {
        fn next(&mut self) -> i64 {
            self.0 = self
                .0
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            // Small, middle and large numbers alike.
            let shift = (self.0 >> 58) as u32;
            ((self.0 << 6) as i64) >> shift
        }

        fn fraction(&mut self) -> Rational {
            let denominator = self.next().unsigned_abs().max(1);
            Rational::new(i128::from(self.next()), i128::from(denominator)).unwrap()
        }
    }

    /// The small form gives what the wide one gives, or says that it cannot.
    fn same(small: Outcome<Small>, wide: Outcome<Rational>, what: &str) -> bool {
        match small.and_then(Number::exact) {
            Err(Stop::Overflow) => false,
            small => {
                assert_eq!(small, wide, "{what}");
                true
            }
        }
    }

    #[test]
    fn both_forms_give_the_same_numbers() {
        let mut numbers = Numbers(3);
        let (mut tried, mut fitted) = (0, 0);
        for _ in 0..20_000 {
            let (a, b) = (numbers.fraction(), numbers.fraction());
            let (Ok(x), Ok(y)) = (Small::of(a), Small::of(b)) else {
                continue;
            };
            let what = format!("{a} {b}");
            let rounding = Rounding {
                mode: [
                    RoundingMode::HalfUp,
                    RoundingMode::HalfEven,
                    RoundingMode::Down,
                    RoundingMode::Up,
                ][tried % 4],
                digits: (tried % 5) as u8,
            };
            let outcomes = [
                same(x.plus(y), Number::plus(a, b), &what),
                same(x.minus(y), Number::minus(a, b), &what),
                same(x.times(y), Number::times(a, b), &what),
                same(x.over(y), Number::over(a, b), &what),
                same(x.floor(), Number::floor(a), &what),
                same(x.ceil(), Number::ceil(a), &what),
                same(x.round(rounding), Number::round(a, rounding), &what),
            ];
            assert_eq!(x.compare(y), a.cmp(&b), "{what}");
            assert_eq!(x.is_whole(), a.is_integer(), "{what}");
            tried += 1;
            fitted += outcomes.iter().filter(|fits| **fits).count();
        }
        assert!(tried > 10_000 && fitted > 4 * tried, "{tried} {fitted}");
    }

    #[test]
    fn a_long_sum_of_decimals_stays_small() {
        let tenth = Small::of(Rational::new(1, 10).unwrap()).unwrap();
        let third = Small::of(Rational::new(1, 3).unwrap()).unwrap();
        let sum = (0..10_000).fold(Small::whole(0), |sum, at| {
            sum.plus(if at % 2 == 0 { tenth } else { third }).unwrap()
        });
        assert_eq!(sum.exact(), Rational::new(6500, 3).ok_or(Stop::Overflow));
    }
}
