//! What is wrong with the input, where, and what was expected.
//!
//! Every fallible call gives an [`Error`]: a list of [`Fault`]s, all that were found, in document order.
//! A fault has a stable [`Code`], a [`Place`], what was found and what was expected, and can say itself in
//! Chinese ([`Fault::zh`]) and in English ([`Fault::en`]).

mod code;
mod nearest;
mod place;

pub use code::{Area, Code};
pub use nearest::nearest;
pub use place::Place;

use serde::Serialize;
use std::fmt;

/// At most this many faults are kept in one [`Error`]; [`Error::total`] counts the rest.
pub const MAX_FAULTS: usize = 1000;

/// The same words in Chinese and in English.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Words {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Words {
    /// Words in both languages.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            zh: zh.into(),
            en: en.into(),
        }
    }

    /// A term that is the same in both languages: a code, a number, a date.
    pub fn same(term: impl Into<String>) -> Self {
        let term = term.into();
        Self {
            zh: term.clone(),
            en: term,
        }
    }

    /// “one of `a`, `b`, `c`”, in both languages; long lists are cut after twelve terms.
    pub fn one_of<S: AsRef<str>>(terms: impl IntoIterator<Item = S>) -> Self {
        let all: Vec<String> = terms
            .into_iter()
            .map(|term| format!("`{}`", term.as_ref()))
            .collect();
        let shown = all.iter().take(12).map(String::as_str).collect::<Vec<_>>();
        let cut = if all.len() > 12 {
            ("……", ", …")
        } else {
            ("", "")
        };
        Self {
            zh: format!("应为 {}{} 之一", shown.join("、"), cut.0),
            en: format!("one of {}{}", shown.join(", "), cut.1),
        }
    }
}

/// One thing that is wrong, with its place, what was found and what was expected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// The stable code.
    pub code: Code,
    /// Where in the input.
    pub place: Place,
    /// The text that was found, as it stood; empty where nothing stood.
    pub found: String,
    /// What was expected instead.
    pub expected: Words,
}

impl Fault {
    /// A fault; `found` is shown as it is, `expected` says what would be right.
    pub fn new(code: Code, place: Place, found: impl Into<String>, expected: Words) -> Self {
        Self {
            code,
            place,
            found: found.into(),
            expected,
        }
    }

    /// The fault in one Chinese sentence.
    ///
    /// ```
    /// use jinguo::error::{Code, Fault, Place, Words};
    /// let fault = Fault::new(
    ///     Code::BadDate,
    ///     Place::row("persons.csv", 12).field("birth_date"),
    ///     "2022-02-30",
    ///     Words::new("应为存在的日期，如 2022-02-28", "a day that exists, such as 2022-02-28"),
    /// );
    /// assert_eq!(
    ///     fault.zh(),
    ///     "persons.csv 第 12 行“birth_date”：日期无法识别：读到 `2022-02-30`，应为存在的日期，如 2022-02-28 [2201]"
    /// );
    /// ```
    pub fn zh(&self) -> String {
        self.sentence(true)
    }

    /// The fault in one English sentence.
    pub fn en(&self) -> String {
        self.sentence(false)
    }

    fn sentence(&self, chinese: bool) -> String {
        let mut text = if chinese { self.place.zh() } else { self.place.en() };
        if !text.is_empty() {
            text.push_str(if chinese { "：" } else { ": " });
        }
        text.push_str(if chinese { self.code.zh() } else { self.code.en() });
        let expected = if chinese {
            &self.expected.zh
        } else {
            &self.expected.en
        };
        if !self.found.is_empty() {
            let found = shorten(&self.found);
            text.push_str(&if chinese {
                format!("：读到 `{found}`")
            } else {
                format!(": found `{found}`")
            });
        }
        if !expected.is_empty() {
            let (lead, word) = match (chinese, self.found.is_empty(), expected.starts_with('应')) {
                (true, true, true) => ("：", ""),
                (true, true, false) => ("：", "应为 "),
                (true, false, true) => ("，", ""),
                (true, false, false) => ("，", "应为 "),
                (false, true, _) => (": ", "expected "),
                (false, false, _) => (", ", "expected "),
            };
            text.push_str(lead);
            text.push_str(word);
            text.push_str(expected);
        }
        text.push_str(&format!(" [{}]", self.code.number()));
        text
    }
}

/// Found text longer than eighty characters is cut: a message stays one line.
fn shorten(text: &str) -> String {
    let clean: String = text
        .chars()
        .take(81)
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if clean.chars().count() > 80 {
        clean.chars().take(79).chain(['…']).collect()
    } else {
        clean
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.en())
    }
}

/// All faults of one call, in the order of the document.
///
/// `Display` prints the English sentences, one a line; [`Error::zh`] the Chinese ones.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.en())]
pub struct Error(Box<Inner>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Inner {
    faults: Vec<Fault>,
    total: u64,
}

impl Error {
    /// The faults that were kept, at least one, at most [`MAX_FAULTS`].
    pub fn faults(&self) -> &[Fault] {
        &self.0.faults
    }

    /// How many faults were found, kept or not.
    pub fn total(&self) -> u64 {
        self.0.total
    }

    /// The code of the first fault.
    pub fn code(&self) -> Code {
        self.0.faults.first().map_or(Code::Internal, |fault| fault.code)
    }

    /// All sentences in Chinese, one a line.
    pub fn zh(&self) -> String {
        self.lines(Fault::zh, |more| format!("另有 {more} 处错误未列出"))
    }

    /// All sentences in English, one a line.
    pub fn en(&self) -> String {
        self.lines(Fault::en, |more| format!("{more} more faults are not listed"))
    }

    fn lines(&self, say: impl Fn(&Fault) -> String, rest: impl Fn(u64) -> String) -> String {
        let mut lines: Vec<String> = self.0.faults.iter().map(say).collect();
        let kept = u64::try_from(lines.len()).unwrap_or(u64::MAX);
        let more = self.0.total.saturating_sub(kept);
        if more > 0 {
            lines.push(rest(more));
        }
        lines.join("\n")
    }
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        Self(Box::new(Inner {
            faults: vec![fault],
            total: 1,
        }))
    }
}

/// Gathers faults while a document is read, so that all are told at once.
#[derive(Debug, Clone, Default)]
pub struct Faults {
    kept: Vec<Fault>,
    total: u64,
}

impl Faults {
    /// An empty list.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a fault; past [`MAX_FAULTS`] it is only counted.
    pub fn push(&mut self, fault: Fault) {
        self.total = self.total.saturating_add(1);
        if self.kept.len() < MAX_FAULTS {
            self.kept.push(fault);
        }
    }

    /// Counts faults that are not kept.
    pub(crate) fn count(&mut self, more: u64) {
        self.total = self.total.saturating_add(more);
    }

    /// Adds all faults of an error.
    pub fn extend(&mut self, error: Error) {
        let uncounted = error
            .0
            .total
            .saturating_sub(u64::try_from(error.0.faults.len()).unwrap_or(u64::MAX));
        error.0.faults.into_iter().for_each(|fault| self.push(fault));
        self.count(uncounted);
    }

    /// Whether nothing was wrong so far.
    pub fn is_empty(&self) -> bool {
        self.total == 0
    }

    /// How many were found.
    pub fn total(&self) -> u64 {
        self.total
    }

    /// The faults that were kept.
    pub fn kept(&self) -> &[Fault] {
        &self.kept
    }

    /// `Ok(())` where nothing was wrong.
    ///
    /// # Errors
    /// All gathered faults.
    pub fn into_result(self) -> Result<(), Error> {
        if self.total == 0 {
            Ok(())
        } else {
            Err(Error(Box::new(Inner {
                faults: self.kept,
                total: self.total,
            })))
        }
    }
}
