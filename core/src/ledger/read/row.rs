//! One row under its header: typed fields, and the faults found on the way.

use super::header::Column;
use super::value::{self, trim};
use crate::code::{check_credit_code, check_division_code};
use crate::error::{Code, Fault, Place, Words, nearest};
use crate::json::cut;
use crate::number::Rational;
use crate::time::{Day, Stamp};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A row with the right number of fields. A field that is wrong gives a fault and an empty value; the record is used
/// only where the row [`is_good`](Row::is_good) in the end.
pub(super) struct Row<'r> {
    pub(super) line: u32,
    pub(super) document: &'r str,
    /// Whether all fields are known to be plain, so that an id or word is not looked at again.
    pub(super) plain: bool,
    pub(super) fields: &'r [Cow<'r, str>],
    pub(super) faults: &'r mut Vec<Fault>,
}

impl<'r> Row<'r> {
    /// Whether nothing was wrong so far.
    pub(super) fn is_good(&self) -> bool {
        self.faults.is_empty()
    }

    /// The text of a field without spaces around it; empty where the file has no such column.
    pub(super) fn text(&self, column: &Column) -> &'r str {
        column
            .field
            .and_then(|field| self.fields.get(field))
            .map_or("", |text| trim(text))
    }

    /// Adds a fault of a field.
    #[cold]
    pub(super) fn fault(&mut self, column: &Column, code: Code, found: &str, expected: Words) {
        let place = Place::row(self.document, u64::from(self.line)).field(&column.name);
        self.faults.push(Fault::new(code, place, cut(found), expected));
    }

    #[cold]
    fn empty(&mut self, column: &Column) {
        self.fault(column, Code::EmptyField, "", Words::new("应填写", "a value"));
    }

    /// An id or word that must be there.
    pub(super) fn key(&mut self, column: &Column) -> &'r str {
        let text = self.text(column);
        if text.is_empty() {
            self.empty(column);
        } else if !self.plain {
            self.fit(column, text);
        }
        text
    }

    /// An id or word that may be there.
    pub(super) fn optional_key(&mut self, column: &Column) -> Option<String> {
        let text = self.text(column);
        if !text.is_empty() {
            self.fit(column, text);
        }
        (!text.is_empty()).then(|| text.to_owned())
    }

    fn fit(&mut self, column: &Column, text: &str) {
        if let Some(expected) = value::unfit(text) {
            self.fault(column, Code::BadText, text, expected);
        }
    }

    /// Ids or words with `;` between them; a full-width `；` does as well.
    pub(super) fn list(&mut self, column: &Column) -> Vec<String> {
        let text = self.text(column);
        if text.is_empty() {
            return Vec::new();
        }
        let mut items = Vec::new();
        for item in text.split([';', '；']) {
            let item = trim(item);
            if item.is_empty() {
                let expected = Words::new(
                    "应在分号之间写上内容，末尾不加分号",
                    "something between semicolons, and none at the end",
                );
                self.fault(column, Code::BadText, text, expected);
                return Vec::new();
            }
            self.fit(column, item);
            items.push(item.to_owned());
        }
        items
    }

    /// The values of a family of columns, by what stands behind the point; empty ones are left out.
    pub(super) fn map<T>(
        &mut self,
        columns: &[Column],
        value: impl Fn(&mut Self, &Column) -> Option<T>,
    ) -> BTreeMap<String, T> {
        let mut values = BTreeMap::new();
        for column in columns {
            if let Some(value) = value(self, column) {
                values.insert(column.suffix().to_owned(), value);
            }
        }
        values
    }

    /// A day that may be there.
    pub(super) fn day(&mut self, column: &Column) -> Option<Day> {
        let text = self.text(column);
        if text.is_empty() {
            return None;
        }
        let day = value::day(text);
        if day.is_none() {
            self.fault(column, Code::BadDate, text, value::day_words(text));
        }
        day
    }

    /// A day that must be there.
    pub(super) fn required_day(&mut self, column: &Column) -> Option<Day> {
        if self.text(column).is_empty() {
            self.empty(column);
        }
        self.day(column)
    }

    /// A time of entry that may be there.
    pub(super) fn stamp(&mut self, column: &Column) -> Option<Stamp> {
        let text = self.text(column);
        if text.is_empty() {
            return None;
        }
        let stamp = value::stamp(text);
        if stamp.is_none() {
            let expected = Words::new(
                "应为日期，或日期加时间，如 2022-07-05、2022-07-05 16:30，在 1970 至 2105 年之间",
                "a day, or a day with a time, such as 2022-07-05 or 2022-07-05 16:30, from 1970 to 2105",
            );
            self.fault(column, Code::BadTime, text, expected);
        }
        stamp
    }

    /// A whole number that may be there.
    pub(super) fn count(&mut self, column: &Column) -> Option<u32> {
        let text = self.text(column);
        if text.is_empty() {
            return None;
        }
        let number = value::count(text);
        if let Err(too_large) = number {
            let (code, expected) = if too_large {
                let zh = format!("应不大于 {}", u32::MAX);
                (Code::OutOfRange, Words::new(zh, format!("at most {}", u32::MAX)))
            } else {
                let zh = "应为不带符号、小数点和千分位的整数，如 120";
                let en = "a whole number without sign, point or thousands separator, such as 120";
                (Code::BadNumber, Words::new(zh, en))
            };
            self.fault(column, code, text, expected);
        }
        number.ok()
    }

    /// A number that must be there.
    pub(super) fn rational(&mut self, column: &Column) -> Option<Rational> {
        let text = self.text(column);
        if text.is_empty() {
            self.empty(column);
            return None;
        }
        let number = text.parse().ok();
        if number.is_none() {
            let expected = Words::new(
                "应为整数、小数、百分数或分数，如 12、0.95、95%、19/20",
                "a whole number, decimal, percentage or fraction, such as 12, 0.95, 95% or 19/20",
            );
            self.fault(column, Code::BadNumber, text, expected);
        }
        number
    }

    /// Yes or no; nothing is no.
    pub(super) fn yes_or_no(&mut self, column: &Column) -> bool {
        let text = self.text(column);
        value::yes_or_no(text).unwrap_or_else(|| {
            let expected = Words::new(
                "应为 是/否、yes/no、true/false、1/0 或留空",
                "yes/no, true/false, 1/0, 是/否 or nothing",
            );
            self.fault(column, Code::BadBoolean, text, expected);
            false
        })
    }

    /// One of some words; it must be there.
    pub(super) fn word<T: Copy>(&mut self, column: &Column, words: &[(&str, T)]) -> Option<T> {
        let text = self.text(column);
        if text.is_empty() {
            self.empty(column);
            return None;
        }
        let found = words
            .iter()
            .find(|(word, _)| *word == text)
            .map(|(_, value)| *value);
        if found.is_none() {
            let all = || words.iter().map(|(word, _)| *word);
            let mut expected = Words::one_of(all());
            if let Some(near) = nearest(text, all()) {
                expected.zh.push_str(&format!("，最接近的是 `{near}`"));
                expected.en.push_str(&format!("; the nearest is `{near}`"));
            }
            self.fault(column, Code::UnknownWord, text, expected);
        }
        found
    }

    /// A statistical division code that may be there.
    pub(super) fn division_code(&mut self, column: &Column) -> Option<String> {
        let code = self.optional_key(column)?;
        // A code that a spreadsheet spoilt has its fault already.
        if value::unfit(&code).is_none()
            && let Err(reason) = check_division_code(&code)
        {
            self.fault(column, Code::BadDivisionCode, &code, reason.words());
        }
        Some(code)
    }

    /// A unified social credit code that may be there.
    pub(super) fn credit_code(&mut self, column: &Column) -> Option<String> {
        let code = self.optional_key(column)?;
        if value::unfit(&code).is_none()
            && let Err(reason) = check_credit_code(&code)
        {
            self.fault(column, Code::BadCreditCode, &code, reason.words());
        }
        Some(code)
    }
}
