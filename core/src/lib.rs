//! Jinguo (巾帼) runs the yearly work plan of a Women's Federation (妇联).
//!
//! ```text
//! plan.json ──► Plan ─┐
//!                     ├─► evaluate(as_of, known_at) ─► Report ─► table, gaps, explanation, score, rank
//! facts  ────► Ledger ┘
//! ```
//!
//! A [`plan::Plan`] knows no facts, a [`ledger::Ledger`] knows no rules, a [`report::Report`] is plain data.
//! There is no I/O, no clock and no randomness here: the same inputs give the same bytes everywhere.
#![forbid(unsafe_code)]
#![cfg_attr(
    test,
    allow(
        clippy::arithmetic_side_effects,
        clippy::string_slice,
        reason = "a test that overflows or slices wrongly fails, which is what it is for"
    )
)]

pub mod code;
pub mod error;
pub mod evaluate;
pub mod explain;
pub mod gap;
mod json;
pub mod ledger;
pub mod number;
pub mod plan;

pub mod report;
pub mod time;

pub use error::{Code, Error, Fault, Place};
pub use evaluate::{Evaluation, evaluate};
