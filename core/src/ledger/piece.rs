//! A piece of a batch: rows that one thread read from parts of a file, for the batch that puts the pieces together.

use super::batch::{Batch, Words};
use super::key::{Keys, is_short};
use super::rows::{ix, number};
use super::sparse::Sparse;

/// Adds numbers of one key table as those of another, where new keys are added. The first `shared` keys are the same in both.
fn append_numbers(to: (&mut Vec<u32>, &mut Keys), mut from: Vec<u32>, keys: &Keys, shared: u32) {
    let (column, known) = to;
    let numbers: Vec<u32> = (shared..number(keys.len()))
        // INVARIANT: a key table is full only past 2³² keys; a batch that large does not fit a machine's memory.
        .filter_map(|key| known.intern(keys.get(key).as_str()))
        .collect();
    if (shared..).zip(&numbers).any(|(key, to)| key != *to) {
        for key in &mut from {
            let new = key.checked_sub(shared).and_then(|new| numbers.get(ix(new)));
            *key = new.copied().unwrap_or(*key);
        }
    }
    append_column(column, from);
}

/// Adds a column to another; a first one is not copied.
fn append_column<T>(to: &mut Vec<T>, mut from: Vec<T>) {
    if to.is_empty() {
        *to = from;
    } else {
        to.append(&mut from);
    }
}

fn append_sparse<T: Copy + PartialEq + Default>(to: &mut Sparse<T>, from: &Sparse<T>, rows: usize) {
    if from.is_plain() {
        to.push_defaults(rows);
    } else {
        (0..rows).for_each(|row| to.push(from.get(row)));
    }
}

impl Words {
    /// Adds words; the long keys among them stand so many places further.
    fn append(&mut self, mut from: Self, places: u128) {
        if places > 0 {
            let long = from.words.iter_mut().filter(|word| !is_short(**word));
            long.for_each(|word| *word = word.saturating_add(places));
        }
        self.doubtful = self.doubtful.saturating_add(from.doubtful);
        self.words.append(from.words);
    }
}

/// How many keys of each kind a piece had of its batch from the start.
#[derive(Clone, Copy)]
pub(crate) struct Shared {
    units: u32,
    role_lists: u32,
    activities: u32,
    roles: u32,
}

impl Batch {
    /// An empty piece of this batch, with the same sources and, of each kind of key, those that the batch has by now, so that a
    /// piece need not number all of them anew; none where they are more than `most`, which would take longer.
    pub(crate) fn piece(&mut self, most: usize) -> (Self, Shared) {
        self.settle_activities();
        let some = |keys: &Keys| {
            if keys.len() > most {
                Keys::default()
            } else {
                keys.clone()
            }
        };
        let piece = Self {
            sources: self.sources.clone(),
            unit_keys: some(&self.unit_keys),
            role_lists: some(&self.role_lists),
            activity_keys: some(&self.activity_keys),
            roles: some(&self.roles),
            ..Self::default()
        };
        let shared = Shared {
            units: number(piece.unit_keys.len()),
            role_lists: number(piece.role_lists.len()),
            activities: number(piece.activity_keys.len()),
            roles: number(piece.roles.len()),
        };
        (piece, shared)
    }

    /// Adds the rows of a piece that had so many keys of the batch.
    pub(crate) fn append(&mut self, mut piece: Self, shared: Shared) {
        self.settle_activities();
        piece.settle_activities();
        self.units.append(&mut piece.units);
        self.organisations.append(&mut piece.organisations);
        self.activities.append(&mut piece.activities);
        self.observations.append(&mut piece.observations);
        self.withdrawals.append(&mut piece.withdrawals);
        let places = u128::try_from(self.waiting.long.len()).unwrap_or_default();
        self.waiting.long.append(&mut piece.waiting.long);

        let (rows, new) = (&mut self.persons, piece.persons);
        let count = new.at.len();
        append_numbers(
            (&mut rows.unit, &mut self.unit_keys),
            new.unit,
            &piece.unit_keys,
            shared.units,
        );
        append_numbers(
            (&mut rows.roles, &mut self.role_lists),
            new.roles,
            &piece.role_lists,
            shared.role_lists,
        );
        append_column(&mut rows.birth, new.birth);
        rows.at.append(&new.at);
        append_sparse(&mut rows.valid_from, &new.valid_from, count);
        append_sparse(&mut rows.valid_to, &new.valid_to, count);
        append_sparse(&mut rows.recorded, &new.recorded, count);
        self.waiting.persons.append(piece.waiting.persons, places);

        let (rows, new) = (&mut self.participations, piece.participations);
        let count = new.at.len();
        append_numbers(
            (&mut rows.activity, &mut self.activity_keys),
            new.activity,
            &piece.activity_keys,
            shared.activities,
        );
        append_numbers(
            (&mut rows.role, &mut self.roles),
            new.role,
            &piece.roles,
            shared.roles,
        );
        rows.at.append(&new.at);
        append_sparse(&mut rows.recorded, &new.recorded, count);
        self.waiting
            .participations
            .append(piece.waiting.participations, places);
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
        // Pieces that two threads filled at a time, with and without the keys that were known.
        for (parts, most) in [
            ([0..90, 90..100], 0),
            ([100..100, 100..101], 100),
            ([101..400, 400..700], 8),
        ] {
            let (empty, shared) = joined.piece(most);
            let pieces = parts.map(|part| {
                let mut piece = empty.clone();
                fill(&mut piece, part);
                piece
            });
            pieces.into_iter().for_each(|piece| joined.append(piece, shared));
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
