//! A piece of a batch: rows that one thread read from parts of a file, for the batch that puts the pieces together.

use super::batch::{Batch, Words};
use super::key::{Keys, is_short};
use super::rows::{ix, number};
use super::sparse::Sparse;

/// Adds numbers of one key table as those of another, where new keys are added.
fn append_numbers(to: (&mut Vec<u32>, &mut Keys), mut from: Vec<u32>, keys: &Keys) {
    let (column, known) = to;
    let numbers: Vec<u32> = (0..number(keys.len()))
        // INVARIANT: a key table is full only past 2³² keys; a batch that large does not fit a machine's memory.
        .filter_map(|key| known.intern(keys.get(key).as_str()))
        .collect();
    if numbers.iter().enumerate().any(|(key, to)| key != ix(*to)) {
        for key in &mut from {
            *key = numbers.get(ix(*key)).copied().unwrap_or_default();
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

impl Batch {
    /// An empty piece of this batch, with the same sources.
    pub(crate) fn piece(&self) -> Self {
        Self {
            sources: self.sources.clone(),
            ..Self::default()
        }
    }

    /// Adds the rows of a piece.
    pub(crate) fn append(&mut self, mut piece: Self) {
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
        append_numbers((&mut rows.unit, &mut self.unit_keys), new.unit, &piece.unit_keys);
        append_numbers(
            (&mut rows.roles, &mut self.role_lists),
            new.roles,
            &piece.role_lists,
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
        );
        append_numbers((&mut rows.role, &mut self.roles), new.role, &piece.roles);
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
