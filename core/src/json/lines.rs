//! From a byte offset to line and column.

/// Where the lines of a text begin.
pub(crate) struct Lines<'a> {
    text: &'a str,
    /// Offset of the first byte of each line.
    starts: Vec<usize>,
    /// The number of the first line: 1 for a document, the line's own number for a line of a file.
    first: u32,
}

impl<'a> Lines<'a> {
    pub(crate) fn new(text: &'a str, first: u32) -> Self {
        let ends = memchr::memchr_iter(b'\n', text.as_bytes());
        Self {
            text,
            starts: std::iter::once(0)
                .chain(ends.map(|end| end.saturating_add(1)))
                .collect(),
            first,
        }
    }

    /// Line, and column in characters, both from 1, of the character at a byte offset.
    pub(crate) fn at(&self, offset: usize) -> (u32, u32) {
        let line = self
            .starts
            .partition_point(|start| *start <= offset)
            .saturating_sub(1);
        let start = self.starts.get(line).copied().unwrap_or(0);
        let column = self.text.as_bytes().get(start..offset).map_or(0, characters);
        let number = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
        (
            self.first.saturating_add(number(line)),
            number(column).saturating_add(1),
        )
    }

    /// The offset of a byte of a line; line and byte from 1, as `serde_json` counts them.
    pub(crate) fn offset(&self, line: usize, byte: usize) -> usize {
        let start = self.starts.get(line.saturating_sub(1)).copied().unwrap_or(0);
        start.saturating_add(byte.saturating_sub(1)).min(self.text.len())
    }
}

/// How many characters begin in these bytes of a UTF-8 text.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| *byte & 0xC0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::Lines;

    #[test]
    fn columns_count_characters_not_bytes() {
        let lines = Lines::new("一\r\n二三 4\n\nx", 1);
        let at = |found: &str| lines.at(lines.text.find(found).unwrap());
        assert_eq!(
            (at("一"), at("三"), at("4"), at("x")),
            ((1, 1), (2, 2), (2, 4), (4, 1))
        );
        assert_eq!(lines.at(1_000), (4, 1));
        assert_eq!(Lines::new("ab", 7).at(1), (7, 2));
    }
}
