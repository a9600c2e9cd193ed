//! Exact numbers: rationals decide, rounding happens in views only.

mod exact;
mod rational;
mod round;

pub(crate) use exact::Exact;
pub use rational::Rational;
pub use round::{Rounding, RoundingMode};
