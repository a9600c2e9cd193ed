//! The forms of values in a CSV field. Everything here works on a trimmed text.

use crate::error::Words;
use crate::time::{Day, Stamp};

/// The text without the spaces around it: ASCII ones, the ideographic one (U+3000) and the one that pages and
/// word processors keep lines together with (U+00A0).
pub(super) fn trim(text: &str) -> &str {
    let bytes = text.as_bytes();
    let inner = |byte: Option<&u8>| byte.is_some_and(|byte| (0x21..0x80).contains(byte));
    if inner(bytes.first()) && inner(bytes.last()) {
        return text;
    }
    text.trim_matches([' ', '\t', '\u{3000}', '\u{a0}', '\r', '\n'])
}

/// Whether a text is printable ASCII without the characters that need a closer look.
pub(super) fn is_plain(text: &str) -> bool {
    text.bytes()
        .all(|byte| (0x20..0x7f).contains(&byte) && byte != b'+' && byte != b'#')
}

/// Whether all fields of a table are plain: the same test over the whole text, line ends aside, in one sweep.
pub(super) fn is_plain_table(text: &str) -> bool {
    let needs_look = |byte: u8| {
        (byte < 0x20 && byte != b'\n' && byte != b'\r')
            || byte > 0x7e
            || byte == b'+'
            || byte == b'#'
            || byte == b'"'
    };
    // Blocks keep the sweep free of early exits within, and stop it soon after the first find.
    text.as_bytes()
        .chunks(4096)
        .all(|block| !block.iter().fold(false, |found, byte| found | needs_look(*byte)))
}

/// Whether all texts that are parts of a buffer are plain.
pub(super) fn is_plain_buffer(text: &str) -> bool {
    is_plain_table(text) && memchr::memchr2(b'\n', b'\r', text.as_bytes()).is_none()
}

/// Why a text cannot be an id or a word, in words that say what would be right. `None` if it can.
pub(super) fn unfit(text: &str) -> Option<Words> {
    if is_plain(text) {
        return None;
    }
    if is_scientific(text) {
        return Some(Words::new(
            "应为完整的编号；这是 Excel 改写成的科学记数法，后面的位数已丢失，请把该列设为“文本”后重新填写",
            "the whole code; a spreadsheet rewrote it in scientific notation and lost its digits: format the column as text and enter it again",
        ));
    }
    if is_spreadsheet_error(text) {
        return Some(Words::new(
            "应为编号或词；这是表格软件的出错标记，请修正公式",
            "an id or a word; this is the error mark of a spreadsheet: mend the formula",
        ));
    }
    text.chars().any(is_invisible).then(|| {
        Words::new(
            "应无控制字符和看不见的字符",
            "no control characters and no invisible ones",
        )
    })
}

/// `4.307E+11`: digits, perhaps a point with digits, `E+`, digits. A plain `1E5` may be a code and stays one.
fn is_scientific(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once("E+").or_else(|| text.split_once("e+")) else {
        return false;
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    digits(whole) && digits(part) && digits(exponent)
}

/// `#N/A`, `#REF!` and their like, or a field of `#` for a column that is too narrow.
fn is_spreadsheet_error(text: &str) -> bool {
    const MARKS: [&str; 9] = [
        "#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!",
    ];
    MARKS.contains(&text) || (text.len() > 1 && text.bytes().all(|byte| byte == b'#'))
}

/// Characters that nobody sees and that make two equal keys differ, and the mark of a lost character.
fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{2064}'
                | '\u{feff}'
                | '\u{fffd}'
        )
}

/// A day: `2022-06-30`, or as spreadsheets write it `2022-6-30`, `2022/6/30`, `2022年6月30日`. The year comes first and
/// has four digits, so that no form can be read in two ways.
pub(super) fn day(text: &str) -> Option<Day> {
    Day::parse_bytes(text.as_bytes()).ok().or_else(|| loose_day(text))
}

fn loose_day(text: &str) -> Option<Day> {
    let (year, rest, end) = if let Some((year, rest)) = text.split_once('年') {
        (year, rest.split_once('月')?, "日")
    } else {
        let separator = text.chars().find(|character| !character.is_ascii_digit())?;
        if separator != '-' && separator != '/' {
            return None;
        }
        let (year, rest) = text.split_once(separator)?;
        (year, rest.split_once(separator)?, "")
    };
    let (month, day) = (rest.0, rest.1.strip_suffix(end)?);
    let number = |text: &str, lengths: std::ops::RangeInclusive<usize>| {
        let fits = lengths.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        fits.then(|| text.parse::<u32>().ok()).flatten()
    };
    let year = i32::try_from(number(year, 4..=4)?).ok()?;
    Day::from_ymd(year, number(month, 1..=2)?, number(day, 1..=2)?)
}

/// What a day looks like; a bare number gets a hint, because spreadsheets count days.
pub(super) fn day_words(text: &str) -> Words {
    if text.len() == 5 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Words::new(
            "应为日期，如 2022-06-30；这像是 Excel 的日期序号，请把该列设为“日期”后再保存",
            "a day such as 2022-06-30; this looks like a spreadsheet's day number: format the column as a date",
        );
    }
    Words::new(
        "应为存在的日期，如 2022-06-30、2022/6/30、2022年6月30日",
        "a day that exists, such as 2022-06-30 or 2022/6/30",
    )
}

/// When a row was entered: a day in one of the forms of [`day`], and perhaps a time, `16:30` or `16:30:00`.
pub(super) fn stamp(text: &str) -> Option<Stamp> {
    if let Ok(stamp) = text.parse() {
        return Some(stamp);
    }
    let (date, time) = match text.split_once(['T', ' ']) {
        Some((date, time)) => (date, time.trim_start()),
        None => (text, "00:00"),
    };
    let date = day(date)?;
    // Spreadsheets leave out the zero of the hour.
    let zero = if time.find(':') == Some(1) { "0" } else { "" };
    format!("{date}T{zero}{time}").parse().ok()
}

/// A whole number without a sign: `Err(true)` if it is one, but too large.
pub(super) fn count(text: &str) -> Result<u32, bool> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(false);
    }
    text.parse().map_err(|_| true)
}

/// Yes or no; nothing is no.
pub(super) fn yes_or_no(text: &str) -> Option<bool> {
    let is = |words: [&str; 4]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
    if text.is_empty() || is(["no", "false", "0", "否"]) {
        Some(false)
    } else {
        is(["yes", "true", "1", "是"]).then_some(true)
    }
}

#[cfg(test)]
mod tests;
