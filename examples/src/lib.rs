//! The report program: the plan clause by clause, the worst counties, the gaps with their reasons, as a table, CSV, JSON
//! and an HTML page. Everything in it may be copied.
#![forbid(unsafe_code)]

pub mod changde;
pub mod command;
pub mod synthetic;
pub mod views;
pub mod words;

// The programs in the two READMEs run as documentation tests, from the folder of this crate.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
mod readme {}

#[cfg(doctest)]
#[doc = include_str!("../../README.zh.md")]
mod readme_zh {}
