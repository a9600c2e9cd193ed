//! What the tests share: checked-in texts, the loader of the conformance cases and the reference evaluator.
//!
//! The tests themselves stand in `tests/` and `suite/`, the vectors in `vectors/`, the fuzz targets in `fuzz/`.
#![allow(
    clippy::panic,
    clippy::arithmetic_side_effects,
    reason = "a test that panics fails, which is what it is for"
)]

pub mod bless;
pub mod cases;
pub mod reference;
