//! What the tests share: checked-in texts, the vector loader and the reference evaluator.
#![allow(
    clippy::panic,
    clippy::arithmetic_side_effects,
    reason = "a test that panics fails, which is what it is for"
)]

pub mod bless;
