//! National codes, checked where they are used.
//!
//! A check answers with the level or with the reason, in words that say what would be right.

mod credit;
mod division;

pub use credit::{NotACreditCode, check_credit_code};
pub use division::{DivisionLevel, NotADivisionCode, check_division_code};
