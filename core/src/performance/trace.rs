//! The arithmetic of a score, step by step. The rules say each step as they take it, so that what is explained is what
//! was computed; when nobody asks, saying costs nothing.

use super::number::Number;
use crate::error::Words;
use crate::number::Rational;

/// Hears the steps of a computation.
pub(super) trait Trace {
    fn step(&mut self, say: impl FnOnce() -> Words);
}

/// Nobody listens.
pub(super) struct Silent;

impl Trace for Silent {
    #[inline]
    fn step(&mut self, _: impl FnOnce() -> Words) {}
}

/// Keeps every step.
#[derive(Default)]
pub(super) struct Steps(pub(super) Vec<Words>);

impl Trace for Steps {
    fn step(&mut self, say: impl FnOnce() -> Words) {
        self.0.push(say());
    }
}

/// A number as text; `?` where it left 128 bits.
pub(super) fn show<N: Number>(number: N) -> String {
    number
        .exact()
        .map_or_else(|_| "?".to_owned(), |value| value.to_string())
}

/// A number of the document as text.
pub(super) fn text(number: Rational) -> String {
    number.to_string()
}
