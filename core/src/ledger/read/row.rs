//! The fields of one row, by column.

use super::header::{Column, Header};
use super::value;
use crate::error::{Code, Fault, Place, Words, nearest};
use crate::number::Rational;
use crate::time::{Day, Stamp};
use std::borrow::Cow;

/// A row being read: its fields, and what is wrong with them.
pub(super) struct Row<'r, 'a> {
    pub(super) document: &'r str,
    pub(super) line: u32,
    pub(super) fields: &'r [Cow<'a, str>],
    pub(super) header: &'r Header,
    pub(super) columns: &'static [Column],
    pub(super) faults: Vec<Fault>,
}

impl<'r> Row<'r, '_> {
    /// The text of a column, without blanks at the ends; empty where the column is missing.
    pub(super) fn text(&self, column: usize) -> &'r str {
        self.header
            .position(column)
            .map_or("", |position| self.at(position))
    }

    /// The text at a position.
    pub(super) fn at(&self, position: usize) -> &'r str {
        self.fields.get(position).map_or("", |field| value::tidy(field))
    }

    /// Columns `prefix.NAME` that are not empty: the name and the text.
    pub(super) fn named(
        &self,
        prefix: &'static str,
    ) -> impl Iterator<Item = (&'r str, &'r str)> + use<'r, '_> {
        let (header, fields) = (self.header, self.fields);
        let of_prefix = header.named.iter().filter(move |(of, ..)| *of == prefix);
        of_prefix
            .map(move |(_, name, position)| {
                (
                    name.as_str(),
                    fields.get(*position).map_or("", |field| value::tidy(field)),
                )
            })
            .filter(|(_, text)| !text.is_empty())
    }

    /// The name of a column.
    pub(super) fn name(&self, column: usize) -> &'static str {
        self.columns.get(column).map_or("", |column| column.name)
    }

    pub(super) fn fault(&mut self, field: &str, code: Code, found: &str, expected: Words) {
        let place = Place::row(self.document, u64::from(self.line)).field(field);
        self.faults.push(Fault::new(code, place, found, expected));
    }

    /// A text that must be there, and must not be a number that a spreadsheet has cut.
    pub(super) fn required(&mut self, column: usize) -> &'r str {
        let text = self.text(column);
        if text.is_empty() {
            self.fault(
                self.name(column),
                Code::EmptyField,
                "",
                Words::new("应填写", "a value"),
            );
        }
        self.uncut(self.name(column), text);
        text
    }

    /// Tells a number that a spreadsheet has turned into scientific notation.
    pub(super) fn uncut(&mut self, field: &str, text: &str) {
        if memchr::memchr(b'+', text.as_bytes()).is_some() && value::is_scientific(text) {
            let expected = Words::new(
                "应为完整编号；电子表格已把长数字改成科学记数，请把该列设为“文本”后重填",
                "the whole code; a spreadsheet turned it into scientific notation, format the column as text",
            );
            self.fault(field, Code::BadText, text, expected);
        }
    }

    /// A text that may be missing.
    pub(super) fn optional(&mut self, column: usize) -> Option<String> {
        let text = self.text(column);
        self.uncut(self.name(column), text);
        (!text.is_empty()).then(|| text.to_owned())
    }

    fn parsed<T>(
        &mut self,
        column: usize,
        parse: impl Fn(&str) -> Option<T>,
        code: Code,
        expected: (&str, &str),
    ) -> Option<T> {
        let text = self.text(column);
        if text.is_empty() {
            return None;
        }
        let parsed = parse(text);
        if parsed.is_none() {
            self.fault(self.name(column), code, text, Words::new(expected.0, expected.1));
        }
        parsed
    }

    pub(super) fn day(&mut self, column: usize) -> Option<Day> {
        let expected = (
            "应为存在的日期，如 2022-06-30",
            "a day that exists, such as 2022-06-30",
        );
        self.parsed(column, value::day, Code::BadDate, expected)
    }

    /// A day that must be there.
    pub(super) fn required_day(&mut self, column: usize) -> Option<Day> {
        self.required(column);
        self.day(column)
    }

    pub(super) fn stamp(&mut self, column: usize) -> Option<Stamp> {
        let expected = (
            "应为日期或日期加时间，如 2022-07-05 16:30",
            "a day or a day with a time, such as 2022-07-05 16:30",
        );
        self.parsed(column, value::stamp, Code::BadTime, expected)
    }

    pub(super) fn number(&mut self, column: usize) -> Option<u32> {
        let text = self.text(column);
        self.count(self.name(column), text)
    }

    /// A whole number up to 4,294,967,295.
    pub(super) fn count(&mut self, field: &str, text: &str) -> Option<u32> {
        if text.is_empty() {
            return None;
        }
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        let number = text.parse().ok().filter(|_| digits);
        if number.is_none() {
            let code = if digits { Code::OutOfRange } else { Code::BadNumber };
            self.fault(
                field,
                code,
                text,
                Words::new(
                    "应为 0 至 4294967295 的整数",
                    "a whole number from 0 to 4294967295",
                ),
            );
        }
        number
    }

    pub(super) fn rational(&mut self, column: usize) -> Option<Rational> {
        let expected = ("应为数字，如 12、0.95、95%", "a number such as 12, 0.95 or 95%");
        self.parsed(column, |text| text.parse().ok(), Code::BadNumber, expected)
    }

    pub(super) fn boolean(&mut self, column: usize) -> Option<bool> {
        self.parsed(
            column,
            value::boolean,
            Code::BadBoolean,
            ("应为 yes 或 no（是、否）", "yes or no"),
        )
    }

    /// One of some words.
    pub(super) fn word<T: Copy>(&mut self, column: usize, words: &[(&str, T)]) -> Option<T> {
        let text = self.required(column);
        let found = words
            .iter()
            .find(|(word, _)| *word == text)
            .map(|(_, value)| *value);
        if found.is_none() && !text.is_empty() {
            let names = words.iter().map(|(word, _)| *word);
            let expected = match nearest(text, names.clone()) {
                Some(near) => Words::new(format!("应为 `{near}`？"), format!("`{near}`?")),
                None => Words::one_of(names),
            };
            self.fault(self.name(column), Code::UnknownWord, text, expected);
        }
        found
    }

    /// The items of a list, separated by semicolons.
    pub(super) fn list(&mut self, column: usize) -> Vec<String> {
        let text = self.text(column);
        value::list(text).for_each(|item| self.uncut(self.name(column), item));
        value::list(text).map(str::to_owned).collect()
    }
}
