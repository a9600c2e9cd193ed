//! Exact numbers: rationals decide, rounding happens in views only.

mod rational;
mod round;

pub use rational::Rational;
pub use round::{Rounding, RoundingMode};
