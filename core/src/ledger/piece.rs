//! A piece of a batch: rows that one thread read from a part of a file, for the batch that puts the parts together.
//!
//! The order of the rows is that of the file, so keys get the numbers that they get where one thread reads it all.

use super::batch::Batch;
use super::key::Keys;
use super::rows::{ix, number};
use super::sparse::Sparse;

/// The numbers of one key table in another, where new keys are added.
fn translate(from: &Keys, to: &mut Keys) -> Vec<u32> {
    (0..number(from.len()))
        // INVARIANT: a key table is full only past 2³² keys; a batch that large does not fit a machine's memory.
        .filter_map(|key| to.intern(from.get(key).as_str()))
        .collect()
}

fn extend(to: &mut Vec<u32>, from: &[u32], numbers: &[u32]) {
    to.extend(from.iter().filter_map(|key| numbers.get(ix(*key))));
}

fn append<T: Copy + PartialEq + Default>(to: &mut Sparse<T>, from: &Sparse<T>, rows: usize) {
    (0..rows).for_each(|row| to.push(from.get(row)));
}

impl Batch {
    /// A piece of this batch that starts behind its last source.
    pub(crate) fn piece(&self) -> Self {
        let mut piece = Self {
            sources: self.sources.clone(),
            ..Self::default()
        };
        piece.waiting.held = true;
        piece
    }

    /// Adds the rows of the next piece.
    pub(crate) fn append(&mut self, mut piece: Self) {
        self.settle();
        self.units.append(&mut piece.units);
        self.organisations.append(&mut piece.organisations);
        self.activities.append(&mut piece.activities);
        self.observations.append(&mut piece.observations);
        self.withdrawals.append(&mut piece.withdrawals);

        let (rows, new) = (&mut self.persons, &piece.persons);
        let count = new.at.len();
        extend(
            &mut rows.unit,
            &new.unit,
            &translate(&piece.unit_keys, &mut self.unit_keys),
        );
        extend(
            &mut rows.roles,
            &new.roles,
            &translate(&piece.role_lists, &mut self.role_lists),
        );
        rows.at.append(&new.at);
        rows.birth.extend_from_slice(&new.birth);
        append(&mut rows.valid_from, &new.valid_from, count);
        append(&mut rows.valid_to, &new.valid_to, count);
        append(&mut rows.recorded, &new.recorded, count);
        let waiting = &piece.waiting;
        self.person_keys
            .intern_held(&waiting.persons, &waiting.long, &mut rows.key);

        let (rows, new) = (&mut self.participations, &piece.participations);
        let count = new.at.len();
        extend(
            &mut rows.role,
            &new.role,
            &translate(&piece.roles, &mut self.roles),
        );
        rows.at.append(&new.at);
        append(&mut rows.recorded, &new.recorded, count);
        self.activity_keys
            .intern_held(&waiting.activities, &waiting.long, &mut rows.activity);
        self.person_keys
            .intern_held(&waiting.participations, &waiting.long, &mut rows.person);
    }
}

impl Keys {
    /// The numbers of keys that a piece held back: short ones as words, others as their place in `long`.
    fn intern_held(&mut self, words: &[u128], long: &[Box<str>], numbers: &mut Vec<u32>) {
        for run in words.chunk_by(|a, b| super::key::is_short(*a) == super::key::is_short(*b)) {
            if run.first().is_some_and(|word| super::key::is_short(*word)) {
                let settled = self.intern_words(run, numbers);
                debug_assert!(settled.is_some(), "a key table is full only past 2³² keys");
                continue;
            }
            for word in run {
                let text = usize::try_from(*word).ok().and_then(|at| long.get(at));
                numbers.extend(text.and_then(|text| self.intern(text)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::{ParticipationRow, PersonRow};

    fn fill(batch: &mut Batch, numbers: std::ops::Range<u32>) {
        for at in numbers {
            // Some keys are too long for a word.
            let id = if at % 7 == 0 {
                format!("a key that is too long for a word {}", at % 49)
            } else {
                format!("p{at}")
            };
            let (unit, birth_date) = (format!("u{}", at % 5), "2012-02-29".parse().ok());
            batch.push_person(
                at,
                PersonRow {
                    id: &id,
                    unit: &unit,
                    birth_date,
                    roles: "minor",
                    valid_from: birth_date.filter(|_| at % 11 == 0),
                    valid_to: None,
                    recorded_at: None,
                },
            );
            let activity = format!("a{}", at % 13);
            let part = ParticipationRow {
                activity: &activity,
                person: &id,
                role: if at % 2 == 0 { "audience" } else { "lecturer" },
                recorded_at: None,
            };
            batch.push_participation(at, part);
        }
    }

    #[test]
    fn pieces_put_together_are_the_batch_that_was_read_at_once() {
        let mut whole = Batch::new();
        whole.source("persons.csv");
        let mut joined = whole.clone();
        fill(&mut whole, 0..700);
        whole.settle();
        for part in [0..100, 100..100, 100..101, 101..700] {
            let mut piece = joined.piece();
            fill(&mut piece, part);
            joined.append(piece);
        }
        joined.settle();
        assert_eq!(joined.persons.key, whole.persons.key);
        assert_eq!(joined.persons.unit, whole.persons.unit);
        assert_eq!(joined.persons.at, whole.persons.at);
        assert_eq!(joined.participations.person, whole.participations.person);
        assert_eq!(joined.participations.activity, whole.participations.activity);
        assert_eq!(joined.participations.role, whole.participations.role);
        assert_eq!(joined.person_keys.len(), whole.person_keys.len());
        for row in 0..700 {
            assert_eq!(
                joined.persons.valid_from.get(row),
                whole.persons.valid_from.get(row)
            );
        }
    }
}
