//! Text that the library gives: bytes with a length, and a NUL behind them.
#![allow(unsafe_code, reason = "exported functions")]

use crate::handle::{self, Opaque};

/// Text made by the library: UTF-8, and a NUL byte behind it that the length does not count.
///
/// Thread rule: does not change; any number of threads may read it at once.
/// Free it with `jinguo_text_free`.
pub struct jinguo_text {
    _opaque: [u8; 0],
}

impl Opaque for jinguo_text {
    type Value = Text;
    const NAME: &'static str = "jinguo_text";
}

/// Text with a NUL behind it.
pub struct Text {
    bytes: Vec<u8>,
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        let mut bytes = text.into_bytes();
        bytes.push(0);
        Self { bytes }
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

/// The bytes of a text, with a NUL behind the last one. They live as long as the text.
///
/// Returns NULL if `text` is NULL or no text.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_text_data(text: *const jinguo_text) -> *const u8 {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { handle::borrow(text, "text") }.map_or(std::ptr::null(), |text| text.bytes.as_ptr())
}

/// How many bytes a text has, without the NUL behind them.
///
/// Returns 0 if `text` is NULL or no text.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_text_len(text: *const jinguo_text) -> usize {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { handle::borrow(text, "text") }.map_or(0, |text| text.bytes.len().saturating_sub(1))
}

/// Frees a text. NULL is allowed and does nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_text_free(text: *mut jinguo_text) {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { handle::free(text) }
}
