//! Columns of a query result: typed arrays, named as the columns of the CSV files are.

use jinguo::error::{Code, Words};
use jinguo::ledger::{BadValue, ColumnSource, ColumnValues};
use jinguo::time::{Day, Stamp};
use std::borrow::Cow;
use wasm_bindgen::prelude::wasm_bindgen;

/// Columns on their way into a batch.
#[wasm_bindgen]
#[derive(Default)]
pub struct Columns(Vec<(String, Box<dyn ColumnValues>)>);

#[wasm_bindgen]
impl Columns {
    /// No column.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Text in one buffer: row `i` is `data[offsets[i] .. offsets[i + 1]]`, UTF-8.
    pub fn add_text(&mut self, name: &str, data: Vec<u8>, offsets: Vec<u32>) {
        self.add(name, Texts { data, offsets });
    }

    /// Few different words, as text in one buffer, and for each row the number of its word; `0xFFFF_FFFF` for none.
    pub fn add_words(&mut self, name: &str, data: Vec<u8>, offsets: Vec<u32>, codes: Vec<u32>) {
        let words = Texts { data, offsets };
        self.add(name, Coded { words, codes });
    }

    /// Days since 1970-01-01; the least number for none.
    pub fn add_days(&mut self, name: &str, days: Vec<i32>) {
        self.add(name, Days(days));
    }

    /// Seconds since 1970-01-01 00:00 by the clock of the office; the least number for none.
    pub fn add_times(&mut self, name: &str, seconds: Vec<i64>) {
        self.add(name, Times(seconds));
    }

    /// Whole numbers of which the last `digits` stand behind the point; the least number for none.
    pub fn add_numbers(&mut self, name: &str, values: Vec<i64>, digits: u8) {
        self.add(name, Numbers { values, digits });
    }
}

impl Columns {
    fn add(&mut self, name: &str, values: impl ColumnValues + 'static) {
        self.0.push((name.to_owned(), Box::new(values)));
    }

    pub(crate) fn sources(&self) -> Vec<ColumnSource<'_>> {
        let columns = self.0.iter();
        columns
            .map(|(name, values)| ColumnSource {
                name,
                values: values.as_ref(),
            })
            .collect()
    }
}

type Value<'a> = Result<Cow<'a, str>, BadValue>;

const NONE: Cow<'static, str> = Cow::Borrowed("");

fn outside(found: impl ToString, code: Code, words: Words) -> BadValue {
    BadValue {
        code,
        found: found.to_string(),
        expected: words,
    }
}

struct Texts {
    data: Vec<u8>,
    offsets: Vec<u32>,
}

impl ColumnValues for Texts {
    fn len(&self) -> usize {
        self.offsets.len().saturating_sub(1)
    }

    fn text(&self, row: usize) -> Value<'_> {
        let at = |row| {
            let offset = self.offsets.get(row)?;
            usize::try_from(*offset).ok()
        };
        let (start, end) = (at(row), at(row.saturating_add(1)));
        let bytes = start.zip(end).and_then(|(start, end)| self.data.get(start..end));
        let Some(bytes) = bytes else {
            let expected = Words::new(
                format!("偏移应递增且不超过 {}", self.data.len()),
                format!("offsets that grow and do not pass {}", self.data.len()),
            );
            let found = format!("{}..{}", start.unwrap_or_default(), end.unwrap_or_default());
            return Err(outside(found, Code::BadLength, expected));
        };
        std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|_| {
            let expected = Words::new("应为 UTF-8 文字", "text in UTF-8");
            outside(String::from_utf8_lossy(bytes), Code::BadEncoding, expected)
        })
    }
}

struct Coded {
    words: Texts,
    codes: Vec<u32>,
}

impl ColumnValues for Coded {
    fn len(&self) -> usize {
        self.codes.len()
    }

    fn text(&self, row: usize) -> Value<'_> {
        let code = match self.codes.get(row) {
            None | Some(&u32::MAX) => return Ok(NONE),
            Some(code) => *code,
        };
        match usize::try_from(code) {
            Ok(word) if word < self.words.len() => self.words.text(word),
            _ => {
                let words = self.words.len();
                let expected = Words::new(
                    format!("应小于 {words}，即所给词语的个数"),
                    format!("less than {words}, the number of words"),
                );
                Err(outside(code, Code::OutOfRange, expected))
            }
        }
    }
}

struct Days(Vec<i32>);

impl ColumnValues for Days {
    fn len(&self) -> usize {
        self.0.len()
    }

    fn text(&self, row: usize) -> Value<'_> {
        let number = match self.0.get(row) {
            None | Some(&i32::MIN) => return Ok(NONE),
            Some(number) => *number,
        };
        Day::from_number(number)
            .map(|day| Cow::Owned(day.to_string()))
            .ok_or_else(|| {
                let expected = Words::new(
                    "应为 1970-01-01 起的天数，在公元 1 至 9999 年之间",
                    "days since 1970-01-01, in the years 1 to 9999",
                );
                outside(number, Code::BadDate, expected)
            })
    }
}

struct Times(Vec<i64>);

impl ColumnValues for Times {
    fn len(&self) -> usize {
        self.0.len()
    }

    fn text(&self, row: usize) -> Value<'_> {
        let seconds = match self.0.get(row) {
            None | Some(&i64::MIN) => return Ok(NONE),
            Some(seconds) => *seconds,
        };
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
}

struct Numbers {
    values: Vec<i64>,
    digits: u8,
}

impl ColumnValues for Numbers {
    fn len(&self) -> usize {
        self.values.len()
    }

    fn text(&self, row: usize) -> Value<'_> {
        let value = match self.values.get(row) {
            None | Some(&i64::MIN) => return Ok(NONE),
            Some(value) => *value,
        };
        let digits = usize::from(self.digits);
        let mut text = value.unsigned_abs().to_string();
        if digits > 0 {
            let zeros = digits.saturating_add(1).saturating_sub(text.len());
            text.insert_str(0, &"0".repeat(zeros));
            text.insert(text.len().saturating_sub(digits), '.');
        }
        if value < 0 {
            text.insert(0, '-');
        }
        Ok(Cow::Owned(text))
    }
}
