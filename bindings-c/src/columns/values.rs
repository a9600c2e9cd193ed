//! The values of columns, read where the caller has them.
#![allow(unsafe_code, reason = "pointers of a column are followed here")]

use crate::words::{JINGUO_NO_DAY, JINGUO_NONE};
use jinguo::error::{Code, Words};
use jinguo::ledger::{BadValue, ColumnValues};
use jinguo::time::{Day, Stamp};
use std::borrow::Cow;
use std::ops::Range;

/// Bytes as text.
pub(crate) fn utf8(bytes: &[u8]) -> Result<Cow<'_, str>, BadValue> {
    std::str::from_utf8(bytes)
        .map(Cow::Borrowed)
        .map_err(|_| not_utf8(bytes))
}

/// The fault of text that is not UTF-8.
fn not_utf8(bytes: &[u8]) -> BadValue {
    BadValue {
        code: Code::BadEncoding,
        found: String::from_utf8_lossy(bytes).into_owned(),
        expected: Words::new("应为 UTF-8 文字", "text in UTF-8"),
    }
}

fn outside(found: impl ToString, code: Code, words: Words) -> BadValue {
    BadValue {
        code,
        found: found.to_string(),
        expected: words,
    }
}

/// A day as text.
pub(crate) fn day_text(number: i64) -> Result<Cow<'static, str>, BadValue> {
    i32::try_from(number)
        .ok()
        .and_then(Day::from_number)
        .map(|day| Cow::Owned(day.to_string()))
        .ok_or_else(|| {
            let expected = Words::new(
                "应为 1970-01-01 起的天数，在公元 1 至 9999 年之间",
                "days since 1970-01-01, in the years 1 to 9999",
            );
            outside(number, Code::BadDate, expected)
        })
}

/// A time as text.
pub(crate) fn stamp_text(seconds: i64) -> Result<Cow<'static, str>, BadValue> {
    u32::try_from(seconds)
        .map(|seconds| Cow::Owned(Stamp::from_seconds(seconds).to_string()))
        .map_err(|_| {
            let expected = Words::new(
                "应为 1970-01-01 起的秒数，在 1970 至 2105 年之间",
                "seconds since 1970-01-01, in the years 1970 to 2105",
            );
            outside(seconds, Code::BadTime, expected)
        })
}

/// A decimal as text: a whole number of which the last digits stand behind the point.
pub(crate) fn number_text(value: i128, digits: u32) -> String {
    let digits = usize::try_from(digits).unwrap_or(usize::MAX);
    let mut text = value.unsigned_abs().to_string();
    if digits > 0 {
        let zeros = digits.saturating_add(1).saturating_sub(text.len());
        text.insert_str(0, &"0".repeat(zeros));
        text.insert(text.len().saturating_sub(digits), '.');
    }
    if value < 0 {
        text.insert(0, '-');
    }
    text
}

/// The characters of days, times and numbers.
pub(crate) const OF_NUMBERS: &str = "0123456789-:.T";

fn none() -> Cow<'static, str> {
    Cow::Borrowed("")
}

/// Bytes that hold many texts.
pub(crate) struct Buffer<'a> {
    bytes: &'a [u8],
    /// The same as text, where all of it is UTF-8: looked at once, and not text by text.
    text: Option<&'a str>,
}

impl<'a> Buffer<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        let text = std::str::from_utf8(bytes).ok();
        Self { bytes, text }
    }

    /// All of it, where it is text.
    pub(crate) fn whole(&self) -> Option<&'a str> {
        self.text
    }

    /// One of the texts; none where the buffer is shorter.
    pub(crate) fn text(&self, span: Range<usize>) -> Option<Result<Cow<'a, str>, BadValue>> {
        match self.text.and_then(|text| text.get(span.clone())) {
            Some(text) => Some(Ok(Cow::Borrowed(text))),
            None => self.bytes.get(span).map(utf8),
        }
    }
}

/// Text in one buffer.
pub(super) struct Utf8 {
    pub(super) data: Buffer<'static>,
    pub(super) offsets: &'static [u64],
}

impl ColumnValues for Utf8 {
    fn len(&self) -> usize {
        self.offsets.len().saturating_sub(1)
    }

    fn characters(&self) -> Option<Vec<&str>> {
        self.data.whole().map(|text| vec![text])
    }

    fn text(&self, row: usize) -> Result<Cow<'_, str>, BadValue> {
        let at = |row: usize| {
            self.offsets
                .get(row)
                .and_then(|offset| usize::try_from(*offset).ok())
        };
        let (start, end) = (at(row), at(row.saturating_add(1)));
        match start.zip(end).and_then(|(start, end)| self.data.text(start..end)) {
            Some(text) => text,
            None => {
                let len = self.data.bytes.len();
                let expected = Words::new(
                    format!("偏移应递增且不超过 {len}"),
                    format!("offsets that grow and do not pass {len}"),
                );
                let offset = |row: usize| self.offsets.get(row).copied().unwrap_or_default();
                let found = format!("{}..{}", offset(row), offset(row.saturating_add(1)));
                Err(outside(found, Code::BadLength, expected))
            }
        }
    }
}

/// Text in many places.
pub(super) struct Pointers {
    pub(super) values: &'static [*const u8],
    pub(super) lengths: &'static [usize],
}

impl ColumnValues for Pointers {
    fn len(&self) -> usize {
        self.values.len()
    }

    fn text(&self, row: usize) -> Result<Cow<'_, str>, BadValue> {
        let Some((value, len)) = self.values.get(row).zip(self.lengths.get(row)) else {
            return Ok(none());
        };
        if value.is_null() {
            return Ok(none());
        }
        // SAFETY: the caller lends the text until the columns are read.
        match unsafe { crate::memory::items(*value, *len, "values") } {
            Ok(bytes) => utf8(bytes),
            Err(error) => Err(BadValue {
                code: error.code(),
                found: len.to_string(),
                expected: Words::new("应不超过内存所能容纳", "no more than memory can hold"),
            }),
        }
    }
}

/// Days.
pub(super) struct Days(pub(super) &'static [i32]);

impl ColumnValues for Days {
    fn len(&self) -> usize {
        self.0.len()
    }

    fn characters(&self) -> Option<Vec<&str>> {
        Some(vec![OF_NUMBERS])
    }

    fn text(&self, row: usize) -> Result<Cow<'_, str>, BadValue> {
        match self.0.get(row) {
            None | Some(&JINGUO_NO_DAY) => Ok(none()),
            Some(day) => day_text(i64::from(*day)),
        }
    }
}

/// Times of entry.
pub(super) struct Times(pub(super) &'static [i64]);

impl ColumnValues for Times {
    fn len(&self) -> usize {
        self.0.len()
    }

    fn characters(&self) -> Option<Vec<&str>> {
        Some(vec![OF_NUMBERS])
    }

    fn text(&self, row: usize) -> Result<Cow<'_, str>, BadValue> {
        match self.0.get(row) {
            None | Some(&JINGUO_NONE) => Ok(none()),
            Some(seconds) => stamp_text(*seconds),
        }
    }
}

/// Numbers with digits behind the point.
pub(super) struct Numbers {
    pub(super) values: &'static [i64],
    pub(super) digits: u32,
}

impl ColumnValues for Numbers {
    fn len(&self) -> usize {
        self.values.len()
    }

    fn characters(&self) -> Option<Vec<&str>> {
        Some(vec![OF_NUMBERS])
    }

    fn text(&self, row: usize) -> Result<Cow<'_, str>, BadValue> {
        match self.values.get(row) {
            None | Some(&JINGUO_NONE) => Ok(none()),
            Some(value) => Ok(Cow::Owned(number_text(i128::from(*value), self.digits))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::number_text;

    #[test]
    fn digits_stand_behind_the_point() {
        let cases = [
            (955, 1, "95.5"),
            (-5, 2, "-0.05"),
            (0, 3, "0.000"),
            (7, 0, "7"),
            (100, 2, "1.00"),
        ];
        for (value, digits, text) in cases {
            assert_eq!(number_text(value, digits), text);
        }
    }
}
