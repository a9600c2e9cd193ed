//! The tests that no single crate owns.

mod cases;
mod differential;
mod random;
mod support;
mod vectors;
