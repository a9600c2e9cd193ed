//! The forms that values may have in a file.

use crate::time::{Day, Stamp};

/// Without blanks at the ends, ASCII or full width.
pub(super) fn tidy(text: &str) -> &str {
    let bytes = text.as_bytes();
    let plain = |byte: Option<&u8>| byte.is_none_or(|byte| byte.is_ascii_graphic());
    if plain(bytes.first()) && plain(bytes.last()) {
        text
    } else {
        text.trim()
    }
}

/// A day: `2022-06-30`, or as spreadsheets rewrite it, `2022/6/30` and `2022-6-30`. The year comes first, always.
pub(super) fn day(text: &str) -> Option<Day> {
    if let Ok(day) = Day::parse_bytes(text.as_bytes()) {
        return Some(day);
    }
    let separator = if text.contains('/') { '/' } else { '-' };
    let mut parts = text.split(separator);
    let mut part = |longest: usize| {
        let digits = parts.next().filter(|part| (1..=longest).contains(&part.len()))?;
        if digits.bytes().all(|byte| byte.is_ascii_digit()) {
            digits.parse::<u32>().ok()
        } else {
            None
        }
    };
    let (year, month, date) = (part(4)?, part(2)?, part(2)?);
    if parts.next().is_some() || year < 1000 {
        return None;
    }
    Day::from_ymd(i32::try_from(year).ok()?, month, date)
}

/// A moment of entry: a day, and optionally a time such as `16:30`, `9:05` or `16:30:00`.
pub(super) fn stamp(text: &str) -> Option<Stamp> {
    if let Ok(stamp) = text.parse() {
        return Some(stamp);
    }
    let (date, time) = match text.split_once(['T', ' ']) {
        Some((date, time)) => (date, tidy(time)),
        None => (text, "00:00"),
    };
    let time = if time.find(':') == Some(1) {
        format!("0{time}")
    } else {
        time.to_owned()
    };
    format!("{} {time}", day(date)?).parse().ok()
}

/// Yes or no.
pub(super) fn boolean(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "yes" | "true" | "1" | "y" | "是" => Some(true),
        "no" | "false" | "0" | "n" | "否" => Some(false),
        _ => None,
    }
}

/// Whether a spreadsheet has turned a long number into scientific notation, `4.307E+11`: the digits are lost.
pub(super) fn is_scientific(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once("E+").or_else(|| text.split_once("e+")) else {
        return false;
    };
    let digits =
        |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    digits(mantissa) && digits(exponent)
}

/// The items of a list field, separated by `;` or `；`.
pub(super) fn list(text: &str) -> impl Iterator<Item = &str> {
    text.split([';', '；']).map(tidy).filter(|item| !item.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_in_every_form_that_cannot_be_misread() {
        let june = Day::from_ymd(2022, 6, 3);
        for text in ["2022-06-03", "2022/6/3", "2022/06/03", "2022-6-3"] {
            assert_eq!(day(text), june, "{text}");
        }
        for text in [
            "2022-02-30",
            "3/6/2022",
            "22-6-3",
            "2022/6",
            "2022/6/3/1",
            "2022-06-03 ",
            "2022/6-3",
            "44713",
            "2022年6月3日",
            "",
        ] {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn a_stamp_is_read_with_and_without_a_time() {
        for (text, expected) in [
            ("2022/7/5", "2022-07-05T00:00:00"),
            ("2022/7/5 9:05", "2022-07-05T09:05:00"),
            ("2022-07-05 16:30:01", "2022-07-05T16:30:01"),
        ] {
            assert_eq!(
                stamp(text).map(|stamp| stamp.to_string()).as_deref(),
                Some(expected),
                "{text}"
            );
        }
        assert_eq!(stamp("2022/7/5 25:00"), None);
        assert_eq!(stamp("5/7/2022"), None);
    }

    #[test]
    fn scientific_notation_is_seen() {
        assert!(is_scientific("4.307E+11") && is_scientific("4e+15"));
        assert!(!is_scientific("4307") && !is_scientific("3e7a+b") && !is_scientific("e+1"));
    }
}
