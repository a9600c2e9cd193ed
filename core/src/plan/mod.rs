//! The plan (工作要点): what shall be done, as a versioned document.

mod criterion;
mod document;

pub use criterion::*;
pub use document::*;
