//! From a byte offset to line and column.

/// Characters are counted block by block: a text of one long line with many faults is not counted from its start for
/// each of them.
const BLOCK: usize = 4096;

/// Where the lines of a text begin.
pub(crate) struct Lines<'a> {
    text: &'a str,
    /// Offset of the first byte of each line.
    starts: Vec<usize>,
    /// How many characters begin before each block of bytes.
    blocks: Vec<usize>,
    /// The number of the first line: 1 for a document, the line's own number for a line of a file.
    first: u32,
}

impl<'a> Lines<'a> {
    pub(crate) fn new(text: &'a str, first: u32) -> Self {
        let ends = memchr::memchr_iter(b'\n', text.as_bytes());
        let mut before = 0usize;
        let blocks = text.as_bytes().chunks(BLOCK).map(|block| {
            let at_start = before;
            before = before.saturating_add(characters(block));
            at_start
        });
        Self {
            text,
            blocks: blocks.collect(),
            starts: std::iter::once(0)
                .chain(ends.map(|end| end.saturating_add(1)))
                .collect(),
            first,
        }
    }

    /// Line, and column in characters, both from 1, of the character at a byte offset.
    pub(crate) fn at(&self, offset: usize) -> (u32, u32) {
        let offset = offset.min(self.text.len());
        let line = self
            .starts
            .partition_point(|start| *start <= offset)
            .saturating_sub(1);
        let start = self.starts.get(line).copied().unwrap_or(0);
        let column = self.before(offset).saturating_sub(self.before(start));
        let number = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
        (
            self.first.saturating_add(number(line)),
            number(column).saturating_add(1),
        )
    }

    /// How many characters begin before a byte offset.
    fn before(&self, offset: usize) -> usize {
        // The end of a text whose last block is full belongs to that block.
        let block = (offset / BLOCK).min(self.blocks.len().saturating_sub(1));
        let rest = self.text.as_bytes().get(block.saturating_mul(BLOCK)..offset);
        let counted = self.blocks.get(block).copied().unwrap_or(0);
        counted.saturating_add(rest.map_or(0, characters))
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
        assert_eq!(lines.at(1_000), (4, 2));
        assert_eq!(Lines::new("ab", 7).at(1), (7, 2));
    }

    #[test]
    fn columns_of_a_long_line_are_exact_at_every_block() {
        let text = "x\n".to_owned() + &"妇a".repeat(8192);
        let lines = Lines::new(&text, 1);
        for (character, (offset, _)) in text.char_indices().skip(2).enumerate() {
            assert_eq!(lines.at(offset), (2, u32::try_from(character).unwrap() + 1));
        }
        assert_eq!(lines.at(text.len()), (2, 16_385));
    }
}
