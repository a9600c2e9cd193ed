//! Where the rows of a batch came from.

use super::batch::At;

/// Places of rows. Rows of one source on lines that follow one another are kept as one entry.
#[derive(Clone, Default, Debug, PartialEq, Eq)]
pub(crate) struct Places {
    /// Where each run of rows starts, and the place of its first row.
    runs: Vec<(usize, At)>,
    len: usize,
}

/// The place so many lines further.
fn further(at: At, lines: usize) -> At {
    let lines = super::rows::number(lines);
    At {
        source: at.source,
        // A row without a line has none, and neither have those behind it.
        row: if at.row == 0 {
            0
        } else {
            at.row.saturating_add(lines)
        },
    }
}

impl Places {
    #[inline]
    pub(crate) fn push(&mut self, at: At) {
        let follows = self
            .runs
            .last()
            .is_some_and(|(start, first)| further(*first, self.len.saturating_sub(*start)) == at);
        if !follows {
            self.runs.push((self.len, at));
        }
        self.len = self.len.saturating_add(1);
    }

    pub(crate) fn get(&self, index: usize) -> Option<At> {
        if index >= self.len {
            return None;
        }
        let after = self.runs.partition_point(|(start, _)| *start <= index);
        let (start, first) = self.runs.get(after.checked_sub(1)?)?;
        Some(further(*first, index.saturating_sub(*start)))
    }

    pub(crate) fn len(&self) -> usize {
        self.len
    }

    /// All places, in the order of the rows.
    #[cfg(test)]
    pub(crate) fn iter(&self) -> impl Iterator<Item = At> + '_ {
        (0..self.len).filter_map(|index| self.get(index))
    }

    /// Forgets all rows but the first `len`.
    pub(crate) fn truncate(&mut self, len: usize) {
        if len < self.len {
            self.runs.retain(|(start, _)| *start < len);
            self.len = len;
        }
    }

    /// Adds the rows of another.
    #[cfg(feature = "threads")]
    pub(crate) fn append(&mut self, other: &Self) {
        for (run, (start, at)) in other.runs.iter().enumerate() {
            let end = other
                .runs
                .get(run.saturating_add(1))
                .map_or(other.len, |next| next.0);
            self.push(*at);
            self.len = self
                .len
                .saturating_add(end.saturating_sub(*start))
                .saturating_sub(1);
        }
    }

    /// Keeps the rows that the test names.
    pub(crate) fn keep(&mut self, test: impl Fn(usize) -> bool) {
        let mut kept = Self::default();
        let rows = (0..self.len).filter(|index| test(*index));
        rows.filter_map(|index| self.get(index))
            .for_each(|at| kept.push(at));
        *self = kept;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(places: &Places) -> Vec<At> {
        places.iter().collect()
    }

    #[test]
    fn places_come_back_as_they_were_put_in() {
        let at = |source, row| At { source, row };
        let given = [
            at(0, 2),
            at(0, 3),
            at(0, 5),
            at(1, 6),
            at(1, 7),
            at(1, 0),
            at(1, 0),
            at(2, 1),
        ];
        let mut places = Places::default();
        given.iter().for_each(|at| places.push(*at));
        assert_eq!(list(&places), given);
        assert_eq!(places.runs.len(), 5);
        let mut kept = places.clone();
        kept.keep(|index| index != 1);
        assert_eq!(list(&kept), [&given[..1], &given[2..]].concat());
        places.truncate(4);
        assert_eq!(list(&places), given[..4]);
        places.push(at(1, 7));
        assert_eq!(list(&places), given[..5]);
    }

    #[cfg(feature = "threads")]
    #[test]
    fn appended_places_stand_behind_the_others() {
        let at = |row| At { source: 0, row };
        let (mut first, mut second, mut whole) = (Places::default(), Places::default(), Places::default());
        for row in [2, 3, 4, 7, 8, 12] {
            whole.push(at(row));
            if row < 4 {
                first.push(at(row))
            } else {
                second.push(at(row))
            }
        }
        first.append(&second);
        assert_eq!(first, whole);
    }
}
