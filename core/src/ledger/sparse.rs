//! A column of which most rows have the default.

use std::ops::Range;

/// Keeps only the values that differ from the default, in the order of their rows: one bit a row tells which rows they
/// are, and a count every sixty-four rows where their values start.
#[derive(Clone, Default)]
pub(crate) struct Sparse<T> {
    pub(super) present: Vec<u64>,
    /// How many values stand before each word of `present`.
    pub(super) before: Vec<u32>,
    pub(super) values: Vec<T>,
    len: usize,
}

/// Up to so many values are put in one by one; for more the column is made anew.
const FEW: usize = 64;

fn bit(index: usize) -> u64 {
    1u64 << (index & 63)
}

impl<T: Copy + PartialEq + Default> Sparse<T> {
    #[inline]
    pub(crate) fn push(&mut self, value: T) {
        if self.len & 63 == 0 {
            self.present.push(0);
            self.before.push(super::rows::number(self.values.len()));
        }
        if value != T::default()
            && let Some(word) = self.present.last_mut()
        {
            *word |= bit(self.len);
            self.values.push(value);
        }
        self.len = self.len.saturating_add(1);
    }

    /// Adds rows with the default.
    pub(crate) fn push_defaults(&mut self, rows: usize) {
        self.len = self.len.saturating_add(rows);
        let words = self.len.div_ceil(64);
        self.present.resize(words, 0);
        self.before.resize(words, super::rows::number(self.values.len()));
    }

    pub(crate) fn get(&self, index: usize) -> T {
        match self.present.get(index >> 6) {
            Some(word) if word & bit(index) != 0 => {
                self.values.get(self.rank(index)).copied().unwrap_or_default()
            }
            _ => T::default(),
        }
    }

    /// How many values stand before a row.
    fn rank(&self, index: usize) -> usize {
        let (Some(before), Some(word)) = (self.before.get(index >> 6), self.present.get(index >> 6)) else {
            return self.values.len();
        };
        let below = word & bit(index).wrapping_sub(1);
        super::rows::ix(before.saturating_add(below.count_ones()))
    }

    /// The values of a range of rows, without the defaults.
    pub(crate) fn within(&self, rows: Range<usize>) -> &[T] {
        self.values
            .get(self.rank(rows.start)..self.rank(rows.end))
            .unwrap_or_default()
    }

    /// The rows whose value is not the default, in order, with their values.
    pub(crate) fn given(&self) -> impl Iterator<Item = (usize, T)> + '_ {
        let words = self.present.iter().enumerate();
        let rows = words.flat_map(|(at, word)| super::rows::ones(at, *word));
        rows.zip(self.values.iter().copied())
    }

    /// Gives rows values that are not the default; `values` are in the order of their rows, none of which is past the end.
    pub(crate) fn set(&mut self, values: &[(usize, T)]) {
        if values.len() > FEW {
            let old = std::mem::take(self);
            let mut values = values.iter().peekable();
            for row in 0..old.len {
                let value = values.next_if(|(of, _)| *of == row);
                self.push(value.map_or_else(|| old.get(row), |(_, value)| *value));
            }
            return;
        }
        for (row, value) in values {
            let at = self.rank(*row);
            let Some(word) = self.present.get_mut(row >> 6) else {
                continue;
            };
            if *word & bit(*row) != 0 {
                if let Some(slot) = self.values.get_mut(at) {
                    *slot = *value;
                }
                continue;
            }
            *word |= bit(*row);
            self.values.insert(at.min(self.values.len()), *value);
            let after = self.before.iter_mut().skip((row >> 6).saturating_add(1));
            after.for_each(|before| *before = before.saturating_add(1));
        }
    }

    /// Keeps the rows that the test names.
    pub(crate) fn keep(&mut self, test: impl Fn(usize) -> bool) {
        *self = (0..self.len)
            .filter(|index| test(*index))
            .map(|index| self.get(index))
            .collect();
    }

    /// Forgets all rows but the first `len`.
    pub(crate) fn truncate(&mut self, len: usize) {
        if len >= self.len {
            return;
        }
        self.values.truncate(self.rank(len));
        let words = len.div_ceil(64);
        self.present.truncate(words);
        self.before.truncate(words);
        if len & 63 != 0
            && let Some(last) = self.present.last_mut()
        {
            *last &= bit(len).wrapping_sub(1);
        }
        self.len = len;
    }

    /// Whether every row has the default.
    pub(crate) fn is_plain(&self) -> bool {
        self.values.is_empty()
    }
}

impl<T: Copy + PartialEq + Default> FromIterator<T> for Sparse<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        let mut column = Self::default();
        values.into_iter().for_each(|value| column.push(value));
        column
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_defaults_are_as_if_pushed_one_by_one() {
        for (before, defaults, after) in [(0, 0, 3), (3, 1, 2), (64, 64, 1), (63, 200, 70)] {
            let (mut one, mut many) = (Sparse::<u32>::default(), Sparse::<u32>::default());
            (0..before).for_each(|at| [&mut one, &mut many].iter_mut().for_each(|to| to.push(at % 3)));
            (0..defaults).for_each(|_| one.push(0));
            many.push_defaults(defaults);
            (0..after).for_each(|at| [&mut one, &mut many].iter_mut().for_each(|to| to.push(at % 2)));
            assert_eq!((one.present, one.before), (many.present, many.before));
            assert_eq!((one.values, one.len), (many.values, many.len));
        }
    }

    #[test]
    fn a_sparse_column_gives_what_was_put_in() {
        let values: Vec<u32> = (0..300u32).map(|at| if at % 7 == 3 { at } else { 0 }).collect();
        let mut column: Sparse<u32> = values.iter().copied().collect();
        for (at, value) in values.iter().enumerate() {
            assert_eq!(column.get(at), *value);
        }
        assert_eq!(column.get(300), 0);
        let given = (3..300).step_by(7).map(|at| (at, at as u32));
        assert!(column.given().eq(given));
        assert_eq!(
            column.within(60..131),
            [66, 73, 80, 87, 94, 101, 108, 115, 122, 129]
        );
        assert_eq!(column.within(0..300).len(), 43);
        assert_eq!(column.within(4..10), [0u32; 0]);
        for len in [300, 256, 200, 130, 64, 63, 4, 3, 0] {
            column.truncate(len);
            assert_eq!(
                (0..300)
                    .map(|at| column.get(at))
                    .filter(|value| *value > 0)
                    .count(),
                values[..len].iter().filter(|value| **value > 0).count()
            );
            let mut grown = column.clone();
            grown.push(9);
            assert_eq!((grown.get(len), grown.within(len..len + 1)), (9, &[9u32][..]));
        }
        assert!(column.is_plain());
    }

    #[test]
    fn a_row_takes_a_value_later_whether_few_or_many_do() {
        let values: Vec<u32> = (0..400u32).map(|at| if at % 7 == 3 { at } else { 0 }).collect();
        for step in [3, 90] {
            let mut column: Sparse<u32> = values.iter().copied().collect();
            let news: Vec<(usize, u32)> = (0..400).step_by(step).map(|at| (at, 1000)).collect();
            column.set(&news);
            let expected = |at: usize| if at.is_multiple_of(step) { 1000 } else { values[at] };
            assert!((0..400).all(|at| column.get(at) == expected(at)));
            assert_eq!(
                column.within(0..400).len(),
                (0..400).filter(|at| expected(*at) != 0).count()
            );
        }
    }
}
