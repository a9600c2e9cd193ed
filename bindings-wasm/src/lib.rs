//! The npm package of Jinguo: translation only, no logic of its own.
//!
//! What stands here is the lower half, one function for each crossing of the boundary: documents cross as JSON text,
//! tables as bytes and typed arrays, faults as the JSON text that [`error`] writes. `ts/` is the upper half, which gives
//! JavaScript its classes, its `Error` objects and its types.

pub mod batch;
pub mod columns;
pub mod error;
pub mod evaluation;
pub mod inputs;
pub mod ledger;
pub mod live;
pub mod number;
pub mod plan;
mod reading;
pub mod rejections;
pub mod scorecards;
pub mod scores;

use wasm_bindgen::prelude::wasm_bindgen;

/// The version of the package.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
