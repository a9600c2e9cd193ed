//! The C library of Jinguo: translation only, no logic of its own. `README.md` has the conventions that every function
//! keeps, `include/jinguo.h` is made from the sources of this crate by a test.
//!
//! Unsafe code is confined to what C needs: `handle` and `memory` look at what a caller passed; the exported functions
//! call them under the contract that the header states.
#![allow(
    non_camel_case_types,
    reason = "the types have here the names that they have in C"
)]
#![allow(
    clippy::missing_safety_doc,
    reason = "the README and the header state the contract once for all functions: pointers are valid or NULL"
)]
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::arithmetic_side_effects,
        reason = "a test that fails loudly does its work"
    )
)]

pub mod arrow;
pub mod batch;
pub mod columns;
pub mod day;
pub mod error;
pub mod evaluation;
pub mod gaps;
mod guard;
mod handle;
pub mod inputs;
pub mod ledger;
pub mod live;
mod memory;
pub mod number;
pub mod partial;
pub mod plan;
pub mod rejections;
pub mod report;
pub mod scorecards;
pub mod scores;
pub mod signing;
pub mod status;
pub mod text;
pub mod version;
pub mod words;
