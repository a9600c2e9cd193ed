//! Views: what people read. They turn plain data into text and decide nothing.

pub mod criterion;
pub mod csv;
pub mod explanation;
pub mod gaps;
pub mod html;
pub mod json;
pub mod number;
pub mod scene;
pub mod score;
pub mod table;
pub mod text;
