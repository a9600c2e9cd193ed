//! Rows and fields of a CSV text (RFC 4180), without a copy where no quote is doubled.

use memchr::{memchr, memchr_iter, memchr2, memchr3};
use std::borrow::Cow;

/// What is wrong with the quotes of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quote {
    /// A quoted field that does not end before the text does.
    Unclosed,
    /// A quote inside a field without quotes, or something between a closing quote and the comma.
    Stray,
}

/// One row as it stands in the text. The fields are in [`Splitter::fields`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RawRow<'a> {
    /// The line on which it starts, from 1.
    pub(super) line: u32,
    /// The row without its line end.
    pub(super) text: &'a str,
    /// What is wrong with its quotes, and in which field.
    pub(super) fault: Option<(Quote, usize)>,
}

/// Splits a text into rows and fields. Lines end with LF, CR LF or CR. Empty lines are no rows.
///
/// A row with a wrong quote ends with its line, wherever the quote would lead: the next lines are then read as
/// rows of their own, so that one slip does not swallow the file.
pub(super) struct Splitter<'a> {
    text: &'a str,
    position: usize,
    line: u32,
    /// The fields of the last row.
    pub(super) fields: Vec<Cow<'a, str>>,
}

impl<'a> Splitter<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self::at_line(text, 1)
    }

    /// A text that starts on a line.
    pub(super) fn at_line(text: &'a str, line: u32) -> Self {
        Self {
            text,
            position: 0,
            line,
            fields: Vec::new(),
        }
    }

    /// What is not split yet, and the line on which it starts.
    pub(super) fn rest(&self) -> (&'a str, u32) {
        (self.text.get(self.position..).unwrap_or_default(), self.line)
    }

    /// Leaves out so many bytes, behind which a line starts.
    pub(super) fn skip(&mut self, length: usize, line: u32) {
        self.position = self.position.saturating_add(length).min(self.text.len());
        self.line = line;
    }

    /// Whether nothing is left.
    pub(super) fn is_at_end(&self) -> bool {
        self.position >= self.text.len()
    }

    /// The next row, unless it may go on behind the end of the text: then the splitter stays where it is.
    pub(super) fn next_whole_row(&mut self) -> Option<RawRow<'a>> {
        let before = (self.position, self.line);
        let row = self.next_row();
        let unclosed = |row: &RawRow<'_>| matches!(row.fault, Some((Quote::Unclosed, _)));
        // Behind a CR there may be an LF.
        let may_go_on = self.is_at_end() && !self.text.ends_with('\n');
        if may_go_on || row.as_ref().is_some_and(unclosed) {
            (self.position, self.line) = before;
            return None;
        }
        row
    }

    /// The next row that is not an empty line.
    pub(super) fn next_row(&mut self) -> Option<RawRow<'a>> {
        loop {
            let start = self.position;
            let rest = self
                .text
                .as_bytes()
                .get(start..)
                .filter(|rest| !rest.is_empty())?;
            let line = self.line;
            match memchr3(b'\n', b'\r', b'"', rest) {
                Some(at) if rest.get(at) == Some(&b'"') => return Some(self.quoted_row(start, line)),
                end => {
                    let text = self.take_line(start, end.unwrap_or(rest.len()));
                    if !text.is_empty() {
                        self.split_plain(text);
                        return Some(RawRow {
                            line,
                            text,
                            fault: None,
                        });
                    }
                }
            }
        }
    }

    /// The text from `start` over `length` bytes; moves behind its line end.
    fn take_line(&mut self, start: usize, length: usize) -> &'a str {
        let end = start.saturating_add(length);
        let after = match self.text.as_bytes().get(end..) {
            Some([b'\r', b'\n', ..]) => end.saturating_add(2),
            Some([_, ..]) => end.saturating_add(1),
            _ => end,
        };
        self.position = after;
        self.line = self.line.saturating_add(1);
        self.text.get(start..end).unwrap_or_default()
    }

    fn split_plain(&mut self, text: &'a str) {
        self.fields.clear();
        let mut start = 0usize;
        for comma in memchr_iter(b',', text.as_bytes()) {
            self.fields
                .push(Cow::Borrowed(text.get(start..comma).unwrap_or_default()));
            start = comma.saturating_add(1);
        }
        self.fields
            .push(Cow::Borrowed(text.get(start..).unwrap_or_default()));
    }

    /// A row that has a quote somewhere on its first line.
    fn quoted_row(&mut self, start: usize, line: u32) -> RawRow<'a> {
        self.fields.clear();
        let mut at = start;
        loop {
            let (field, end, fault) = match self.text.as_bytes().get(at) {
                Some(b'"') => self.quoted_field(at.saturating_add(1)),
                _ => self.plain_field(at),
            };
            self.fields.push(field);
            if let Some(fault) = fault {
                return self.broken_row(start, line, (fault, self.fields.len().saturating_sub(1)));
            }
            at = end;
            match self.text.as_bytes().get(end) {
                Some(b',') => at = at.saturating_add(1),
                _ => break,
            }
        }
        let text = self.take_line(start, at.saturating_sub(start));
        // The row itself counted one line; quoted line ends are more.
        self.line = line.saturating_add(lines_in(text)).saturating_add(1);
        RawRow {
            line,
            text,
            fault: None,
        }
    }

    /// Gives up on a row: it is its first line, and the fields are of no use.
    fn broken_row(&mut self, start: usize, line: u32, fault: (Quote, usize)) -> RawRow<'a> {
        let rest = self.text.as_bytes().get(start..).unwrap_or_default();
        let end = memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
        let text = self.take_line(start, end);
        RawRow {
            line,
            text,
            fault: Some(fault),
        }
    }

    /// A field that does not start with a quote: it ends at a comma or a line end and holds no quote.
    fn plain_field(&self, start: usize) -> (Cow<'a, str>, usize, Option<Quote>) {
        let rest = self.text.as_bytes().get(start..).unwrap_or_default();
        let length = rest
            .iter()
            .position(|byte| matches!(byte, b',' | b'\n' | b'\r' | b'"'))
            .unwrap_or(rest.len());
        let end = start.saturating_add(length);
        let fault = (rest.get(length) == Some(&b'"')).then_some(Quote::Stray);
        (
            Cow::Borrowed(self.text.get(start..end).unwrap_or_default()),
            end,
            fault,
        )
    }

    /// A field behind its opening quote: it ends with a quote, and two quotes stand for one.
    fn quoted_field(&self, start: usize) -> (Cow<'a, str>, usize, Option<Quote>) {
        let bytes = self.text.as_bytes();
        let mut field = Cow::Borrowed("");
        let mut from = start;
        loop {
            let rest = bytes.get(from..).unwrap_or_default();
            let Some(length) = memchr(b'"', rest) else {
                return (field, bytes.len(), Some(Quote::Unclosed));
            };
            let quote = from.saturating_add(length);
            let after = quote.saturating_add(1);
            let next = bytes.get(after);
            let doubled = next == Some(&b'"');
            let piece = self
                .text
                .get(from..if doubled { after } else { quote })
                .unwrap_or_default();
            if field.is_empty() {
                field = Cow::Borrowed(piece);
            } else {
                field.to_mut().push_str(piece);
            }
            if doubled {
                from = after.saturating_add(1);
                continue;
            }
            let fault = !matches!(next, None | Some(b',' | b'\n' | b'\r'));
            return (field, after, fault.then_some(Quote::Stray));
        }
    }
}

/// How many line ends a text holds.
pub(super) fn lines_in(text: &str) -> u32 {
    let mut rest = text.as_bytes();
    if memchr(b'\r', rest).is_none() {
        return crate::ledger::rows::number(memchr_iter(b'\n', rest).count());
    }
    let mut lines = 0u32;
    while let Some(end) = memchr2(b'\n', b'\r', rest) {
        let pair = matches!(rest.get(end..), Some([b'\r', b'\n', ..]));
        rest = rest
            .get(end.saturating_add(if pair { 2 } else { 1 })..)
            .unwrap_or_default();
        lines = lines.saturating_add(1);
    }
    lines
}

#[cfg(test)]
mod tests;
