//! The tests that no single crate owns.

mod cases;
mod support;
mod vectors;
