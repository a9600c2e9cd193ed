//! Rows and fields of a CSV text (RFC 4180).
//!
//! A row without a quote is split at its commas and copied nowhere; only a row with quotes is read byte by byte.

use std::borrow::Cow;

/// Walks over the rows of a text.
pub(super) struct Rows<'a> {
    text: &'a str,
    position: usize,
    line: u32,
    /// Whether there is a quote anywhere: most files have none, and are not searched row by row.
    quotes: bool,
}

/// Where a row stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RowAt<'a> {
    /// The line on which it begins, from 1.
    pub(super) line: u32,
    /// The row as it stands, without its line end.
    pub(super) text: &'a str,
}

/// What is wrong with the quotes of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum QuoteFault {
    /// A quoted field does not end; it took the rest of the text.
    Unclosed,
    /// A quote inside a field that does not begin with one, or text after a closing quote.
    Stray,
}

impl<'a> Rows<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            position: 0,
            line: 1,
            quotes: memchr::memchr(b'"', text.as_bytes()).is_some(),
        }
    }

    /// The next row that is not blank, its fields in `fields`; what is wrong with its quotes comes with it.
    pub(super) fn next(&mut self, fields: &mut Vec<Cow<'a, str>>) -> Option<(RowAt<'a>, Option<QuoteFault>)> {
        loop {
            fields.clear();
            let rest = self.text.get(self.position..).filter(|rest| !rest.is_empty())?;
            let line = self.line;
            let end = memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
            let plain = rest.get(..end).unwrap_or(rest);
            if self.quotes && memchr::memchr(b'"', plain.as_bytes()).is_some() {
                let (length, fault) = quoted(rest, fields);
                let text = rest.get(..length).unwrap_or(rest);
                self.step(length, rest.len());
                self.line = self.line.saturating_add(lines_in(text));
                return Some((
                    RowAt {
                        line,
                        text: text.strip_suffix('\r').unwrap_or(text),
                    },
                    fault,
                ));
            }
            self.step(end, rest.len());
            let text = plain.strip_suffix('\r').unwrap_or(plain);
            if text.trim().is_empty() {
                continue;
            }
            let mut start = 0usize;
            for comma in memchr::memchr_iter(b',', text.as_bytes()) {
                fields.push(Cow::Borrowed(text.get(start..comma).unwrap_or_default()));
                start = comma.saturating_add(1);
            }
            fields.push(Cow::Borrowed(text.get(start..).unwrap_or_default()));
            return Some((RowAt { line, text }, None));
        }
    }

    /// Past the row and its line feed.
    fn step(&mut self, length: usize, rest: usize) {
        self.position = self.position.saturating_add(length.saturating_add(1).min(rest));
        self.line = self.line.saturating_add(1);
    }
}

fn lines_in(text: &str) -> u32 {
    u32::try_from(memchr::memchr_iter(b'\n', text.as_bytes()).count()).unwrap_or(u32::MAX)
}

/// Reads a row with quotes; gives its length without the line feed.
fn quoted<'a>(rest: &'a str, fields: &mut Vec<Cow<'a, str>>) -> (usize, Option<QuoteFault>) {
    let bytes = rest.as_bytes();
    let mut fault = None;
    let mut at = 0usize;
    loop {
        let (field, end) = if bytes.get(at) == Some(&b'"') {
            match closed(rest, at.saturating_add(1)) {
                Some((field, end)) => (field, end),
                None => {
                    fields.push(Cow::Borrowed(rest.get(at..).unwrap_or_default()));
                    return (rest.len(), Some(QuoteFault::Unclosed));
                }
            }
        } else {
            let end = memchr::memchr2(b',', b'\n', bytes.get(at..).unwrap_or_default());
            let end = end.map_or(rest.len(), |end| at.saturating_add(end));
            let field = rest.get(at..end).unwrap_or_default();
            if field.contains('"') {
                fault = Some(QuoteFault::Stray);
            }
            (
                Cow::Borrowed(
                    field
                        .strip_suffix('\r')
                        .filter(|_| bytes.get(end) != Some(&b','))
                        .unwrap_or(field),
                ),
                end,
            )
        };
        fields.push(field);
        // After a field comes a comma, a line end or the end; anything else stands after a closing quote.
        let mut end = end;
        if bytes.get(end) == Some(&b'\r') && matches!(bytes.get(end.saturating_add(1)), Some(b'\n') | None) {
            end = end.saturating_add(1);
        }
        match bytes.get(end) {
            None | Some(b'\n') => return (end.min(rest.len()), fault),
            Some(b',') => at = end.saturating_add(1),
            Some(_) => {
                fault = Some(QuoteFault::Stray);
                let next = memchr::memchr2(b',', b'\n', bytes.get(end..).unwrap_or_default());
                match next.map(|next| end.saturating_add(next)) {
                    Some(next) if bytes.get(next) == Some(&b',') => at = next.saturating_add(1),
                    Some(next) => return (next, fault),
                    None => return (rest.len(), fault),
                }
            }
        }
    }
}

/// A quoted field from after its opening quote, and the position after its closing one.
fn closed(rest: &str, start: usize) -> Option<(Cow<'_, str>, usize)> {
    let bytes = rest.as_bytes();
    let mut owned: Option<String> = None;
    let mut from = start;
    loop {
        let quote = from.saturating_add(memchr::memchr(b'"', bytes.get(from..)?)?);
        let part = rest.get(from..quote)?;
        if bytes.get(quote.saturating_add(1)) == Some(&b'"') {
            // Two quotes are one.
            let text = owned.get_or_insert_with(String::new);
            text.push_str(part);
            text.push('"');
            from = quote.saturating_add(2);
            continue;
        }
        let end = quote.saturating_add(1);
        return Some(match owned {
            Some(mut text) => {
                text.push_str(part);
                (Cow::Owned(text), end)
            }
            None => (Cow::Borrowed(part), end),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Read = Vec<(u32, Vec<String>, Option<QuoteFault>)>;

    fn read(text: &str) -> Read {
        let mut rows = Rows::new(text);
        let mut fields = Vec::new();
        let mut all = Vec::new();
        while let Some((at, fault)) = rows.next(&mut fields) {
            all.push((
                at.line,
                fields.iter().map(|field| field.to_string()).collect(),
                fault,
            ));
        }
        all
    }

    fn row(line: u32, fields: &[&str]) -> (u32, Vec<String>, Option<QuoteFault>) {
        (
            line,
            fields.iter().map(|field| (*field).to_owned()).collect(),
            None,
        )
    }

    #[test]
    fn rows_and_fields_are_found_with_and_without_quotes() {
        assert_eq!(read("a,b\r\n\r\n1,\n"), [row(1, &["a", "b"]), row(3, &["1", ""])]);
        assert_eq!(
            read("\"a,\"\"b\"\"\nc\",d\r\ne,\"f\"\r\ng"),
            [row(1, &["a,\"b\"\nc", "d"]), row(3, &["e", "f"]), row(4, &["g"])]
        );
        assert_eq!(read("a,b"), [row(1, &["a", "b"])]);
        assert_eq!(read(""), []);
        assert_eq!(read("\"\",\"\""), [row(1, &["", ""])]);
    }

    #[test]
    fn a_wrong_quote_is_told_and_the_next_row_is_read() {
        assert_eq!(
            read("a\"b,c\nd,e"),
            [
                (1, vec!["a\"b".into(), "c".into()], Some(QuoteFault::Stray)),
                row(2, &["d", "e"])
            ]
        );
        assert_eq!(
            read("\"a\"b,c\nd"),
            [
                (1, vec!["a".into(), "c".into()], Some(QuoteFault::Stray)),
                row(2, &["d"])
            ]
        );
        let unclosed = read("a,\"b\nc,d\n");
        assert_eq!(unclosed.len(), 1);
        assert_eq!(unclosed[0].2, Some(QuoteFault::Unclosed));
    }
}
