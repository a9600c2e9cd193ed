//! Types of columns, as the interface writes them.
#![allow(unsafe_code, reason = "structures of another library are read here")]

use super::abi::ArrowSchema;
use crate::memory::{bad_pointer, items, misuse};
use jinguo::error::{Code, Error, Words};
use std::ffi::{CStr, c_char};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// Nothing at all.
    Null,
    /// Bits.
    Boolean,
    /// Whole numbers with a sign, of so many bytes.
    Signed(usize),
    /// Whole numbers without a sign, of so many bytes.
    Unsigned(usize),
    /// Decimals in 128 bits, with so many digits behind the point.
    Decimal(u32),
    /// Days since 1970-01-01.
    Days,
    /// Milliseconds since 1970-01-01, at the start of days.
    DayMilliseconds,
    /// Time since 1970-01-01 00:00: so many units a second.
    Time(i64),
    /// Text with offsets in 32 bits.
    Utf8,
    /// Text with offsets in 64 bits.
    LargeUtf8,
    /// Text in views.
    Utf8View,
    /// Lists with offsets in 32 bits.
    List,
    /// Lists with offsets in 64 bits.
    LargeList,
}

impl Format {
    pub(super) fn is_list(self) -> bool {
        matches!(self, Self::List | Self::LargeList)
    }
}

/// # Safety
/// The pointer is NULL or points to a NUL-terminated text.
unsafe fn text<'a>(pointer: *const c_char) -> Result<&'a str, Error> {
    if pointer.is_null() {
        return Ok("");
    }
    // SAFETY: the caller keeps the contract.
    unsafe { CStr::from_ptr(pointer) }
        .to_str()
        .map_err(|_| misuse(Code::NotText, "schema", "", Words::new("应为 UTF-8", "UTF-8")))
}

/// The children of a schema.
///
/// # Safety
/// The schema keeps the interface.
pub(super) unsafe fn children(schema: &ArrowSchema) -> Result<Vec<&ArrowSchema>, Error> {
    let count = usize::try_from(schema.n_children).map_err(|_| bad_pointer("schema"))?;
    // SAFETY: the caller keeps the contract.
    let children = unsafe { items(schema.children.cast_const(), count, "schema")? };
    children
        .iter()
        // SAFETY: as above.
        .map(|child| unsafe { child.as_ref() }.ok_or_else(|| bad_pointer("schema")))
        .collect()
}

/// The names of a table's columns.
///
/// # Safety
/// The schema keeps the interface.
pub(super) unsafe fn names(schema: &ArrowSchema) -> Result<Vec<String>, Error> {
    // SAFETY: the caller keeps the contract.
    if unsafe { text(schema.format)? } != "+s" {
        let expected = Words::new("应为一张表（struct）", "a table, which is a struct");
        // SAFETY: as above.
        let found = unsafe { text(schema.format)? };
        return Err(misuse(Code::BadParameter, "schema", found, expected));
    }
    // SAFETY: as above.
    unsafe { children(schema)? }
        .into_iter()
        // SAFETY: as above.
        .map(|child| unsafe { text(child.name) }.map(str::to_owned))
        .collect()
}

/// What a column holds; of a dictionary, its indices.
///
/// # Safety
/// The schema keeps the interface.
pub(super) unsafe fn format(schema: &ArrowSchema) -> Result<Format, Error> {
    // SAFETY: the caller keeps the contract.
    let (written, name) = unsafe { (text(schema.format)?, text(schema.name)?) };
    parse(written).ok_or_else(|| {
        let expected = if ["e", "f", "g"].contains(&written) {
            Words::new(
                "应为整数或 decimal128；浮点数不精确，不能使用",
                "a whole number or decimal128; a floating-point number is not exact",
            )
        } else if written.starts_with("ts") {
            Words::new(
                "应为不带时区的时间，即单位所在地的钟表时间",
                "a timestamp without a zone: the clock of the office",
            )
        } else {
            Words::new(
                "应为文字、日期、时间、整数、decimal128、布尔或文字列表",
                "text, a date, a timestamp, a whole number, decimal128, a boolean or a list of text",
            )
        };
        misuse(Code::BadParameter, name, written, expected)
    })
}

fn parse(written: &str) -> Option<Format> {
    Some(match written {
        "n" => Format::Null,
        "b" => Format::Boolean,
        "c" => Format::Signed(1),
        "s" => Format::Signed(2),
        "i" => Format::Signed(4),
        "l" => Format::Signed(8),
        "C" => Format::Unsigned(1),
        "S" => Format::Unsigned(2),
        "I" => Format::Unsigned(4),
        "L" => Format::Unsigned(8),
        "u" => Format::Utf8,
        "U" => Format::LargeUtf8,
        "vu" => Format::Utf8View,
        "tdD" => Format::Days,
        "tdm" => Format::DayMilliseconds,
        "+l" => Format::List,
        "+L" => Format::LargeList,
        _ => return time(written).or_else(|| decimal(written)),
    })
}

fn time(written: &str) -> Option<Format> {
    let (unit, zone) = written.strip_prefix("ts")?.split_once(':')?;
    let units = match unit {
        "s" => 1,
        "m" => 1_000,
        "u" => 1_000_000,
        "n" => 1_000_000_000,
        _ => return None,
    };
    // A ledger knows the clock of the office and no zones: read by another clock, a record would be known a day early.
    zone.is_empty().then_some(Format::Time(units))
}

fn decimal(written: &str) -> Option<Format> {
    let parts: Vec<&str> = written.strip_prefix("d:")?.split(',').collect();
    let digits = match parts.as_slice() {
        [_, digits] | [_, digits, "128"] => digits,
        _ => return None,
    };
    digits
        .parse()
        .ok()
        .filter(|digits| *digits <= 12)
        .map(Format::Decimal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_and_foreign_zones_are_no_formats() {
        for written in [
            "e",
            "f",
            "g",
            "tss:Asia/Shanghai",
            "tsu:UTC",
            "d:38,10,256",
            "d:38,20",
            "d:38,-2",
            "+m",
            "z",
            "",
        ] {
            assert_eq!(parse(written), None, "{written}");
        }
        assert_eq!(parse("tsu:"), Some(Format::Time(1_000_000)));
        assert_eq!(parse("d:10,2"), Some(Format::Decimal(2)));
        assert_eq!(parse("d:10,2,128"), Some(Format::Decimal(2)));
    }
}
