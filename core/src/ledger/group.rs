//! The parts of each activity, role by role.
//!
//! Whoever comes to an activity mostly lives where it is held, so their rows lie close together: where that is shorter,
//! the persons of a role are kept a second time as words of a bit set, which a criterion takes over sixty-four at a time.

use super::rows::{ix, number};
use std::ops::Range;

/// How many persons a word must stand for on average to be worth its place.
const WORTH: usize = 4;

/// Parts of one role in one activity, as a reader sees them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Group {
    /// Index into the roles of the ledger.
    pub(crate) role: u8,
    /// Rows of the participations.
    pub(crate) rows: Range<usize>,
    /// Words that stand for the same persons; empty where they were not worth it.
    words: Range<usize>,
}

/// All groups, by activity.
#[derive(Clone, Default)]
pub(crate) struct Groups {
    /// The groups of each activity: the first, and the first after them.
    pub(super) spans: Vec<(u32, u32)>,
    pub(super) role: Vec<u8>,
    /// First row and first word of each group; the next group's are its ends.
    pub(super) row: Vec<u32>,
    pub(super) word: Vec<u32>,
    /// Place of a word in the bit set of all person rows, and the word.
    pub(super) places: Vec<u32>,
    pub(super) bits: Vec<u64>,
}

impl Groups {
    /// The groups of participations that lie by role and person within the rows of their activity.
    pub(crate) fn new(spans: &[(u32, u32)], person: &[u32], role: &[u8]) -> Self {
        let mut groups = Self::default();
        for (activity, (start, end)) in spans.iter().enumerate() {
            groups.set(number(activity), ix(*start)..ix(*end), person, role);
        }
        groups
    }

    /// Makes the groups of an activity anew; those that it had stay behind unused.
    pub(crate) fn set(&mut self, activity: u32, rows: Range<usize>, person: &[u32], role: &[u8]) {
        let first = number(self.role.len());
        let mut from = rows.start;
        let roles = role.get(rows.clone()).unwrap_or_default();
        for run in roles.chunk_by(|a, b| a == b) {
            let to = from.saturating_add(run.len());
            self.role.push(run.first().copied().unwrap_or_default());
            self.row.push(number(from));
            self.word.push(number(self.places.len()));
            self.pack(person.get(from..to).unwrap_or_default());
            from = to;
        }
        self.extend(ix(activity).saturating_add(1));
        if let Some(span) = self.spans.get_mut(ix(activity)) {
            *span = (first, number(self.role.len()));
        }
    }

    /// Makes room for so many activities.
    pub(crate) fn extend(&mut self, activities: usize) {
        if self.spans.len() < activities {
            self.spans.resize(activities, (0, 0));
        }
    }

    fn pack(&mut self, persons: &[u32]) {
        let before = self.places.len();
        let most = persons.len().checked_div(WORTH).unwrap_or(0);
        for same in persons.chunk_by(|a, b| a >> 6 == b >> 6) {
            if self.places.len().saturating_sub(before) >= most {
                self.places.truncate(before);
                self.bits.truncate(before);
                return;
            }
            let bits = same.iter().fold(0u64, |bits, row| bits | (1u64 << (row & 63)));
            self.places.push(same.first().map_or(0, |row| row >> 6));
            self.bits.push(bits);
        }
    }

    /// The groups of an activity.
    pub(crate) fn of(&self, activity: u32, rows: Range<usize>) -> impl Iterator<Item = Group> + '_ {
        let (first, end) = self.spans.get(ix(activity)).copied().unwrap_or_default();
        let end = ix(end);
        (ix(first)..end).map(move |group| {
            let next = group.saturating_add(1);
            let row = |group: usize| self.row.get(group).copied().map_or(0, ix);
            let word = |group: usize| self.word.get(group).copied().map_or(self.places.len(), ix);
            Group {
                role: self.role.get(group).copied().unwrap_or_default(),
                rows: row(group)..if next < end { row(next) } else { rows.end },
                words: word(group)..word(next),
            }
        })
    }

    /// The words of a group: their places in the bit set of all person rows, and the words; `None` where it has none.
    pub(crate) fn words(&self, group: &Group) -> Option<(&[u32], &[u64])> {
        if group.words.is_empty() {
            return None;
        }
        self.places
            .get(group.words.clone())
            .zip(self.bits.get(group.words.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_a_group_stand_for_exactly_its_persons() {
        let near: Vec<u32> = (100..400).step_by(3).collect();
        let far: Vec<u32> = (0..10).map(|index| index * 1000).collect();
        let person: Vec<u32> = near.iter().chain(&far).chain(&near).copied().collect();
        let role: Vec<u8> = std::iter::repeat_n(0, 100)
            .chain(std::iter::repeat_n(1, 10))
            .chain(std::iter::repeat_n(2, 100))
            .collect();
        let groups = Groups::new(&[(0, 110), (110, 110), (110, 210)], &person, &role);
        let first: Vec<Group> = groups.of(0, 0..110).collect();
        let [close, spread] = first.as_slice() else {
            panic!("{first:?}");
        };
        assert_eq!((close.role, close.rows.clone()), (0, 0..100));
        assert_eq!((spread.role, spread.rows.clone()), (1, 100..110));
        assert_eq!(groups.words(spread), None);
        let (places, bits) = groups.words(close).unwrap();
        let persons: Vec<u32> = places
            .iter()
            .zip(bits)
            .flat_map(|(place, bits)| {
                (0..64)
                    .filter(move |bit| bits >> bit & 1 == 1)
                    .map(move |bit| place * 64 + bit)
            })
            .collect();
        assert_eq!(persons, near);
        assert_eq!(groups.of(1, 110..110).count(), 0);
        let last: Vec<Group> = groups.of(2, 110..210).collect();
        assert_eq!(last.len(), 1);
        assert!(
            last.iter()
                .all(|group| group.rows == (110..210) && groups.words(group).is_some())
        );
    }
}
