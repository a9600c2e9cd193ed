//! How many activities each person took part in.

use super::super::criterion::participated::PartRoles;
use super::super::facts::Facts;
use crate::ledger::rows::{ix, number};
use std::collections::HashMap;
use std::ops::Range;

/// A count for each person row: one byte, and a place apart for the few that are larger.
#[derive(Clone, Default)]
pub(super) struct Counts {
    small: Vec<u8>,
    large: HashMap<u32, u32>,
}

impl Counts {
    pub(super) fn new(rows: usize) -> Self {
        Self {
            small: vec![0; rows],
            large: HashMap::new(),
        }
    }

    /// Makes room for more rows.
    pub(super) fn resize(&mut self, rows: usize) {
        self.small.resize(rows, 0);
    }

    pub(super) fn get(&self, row: u32) -> u32 {
        match self.small.get(ix(row)) {
            Some(&u8::MAX) => self.large.get(&row).copied().unwrap_or(u32::from(u8::MAX)),
            Some(count) => u32::from(*count),
            None => 0,
        }
    }

    /// Changes a count by one.
    pub(super) fn step(&mut self, row: u32, up: bool) {
        let count = self.get(row);
        let count = if up {
            count.saturating_add(1)
        } else {
            count.saturating_sub(1)
        };
        if let Some(slot) = self.small.get_mut(ix(row)) {
            *slot = u8::try_from(count).unwrap_or(u8::MAX);
        }
        if count >= u32::from(u8::MAX) {
            self.large.insert(row, count);
        } else if !self.large.is_empty() {
            self.large.remove(&row);
        }
    }
}

/// The persons with a known part in an activity in one of the roles, each once, in order.
pub(super) fn persons(facts: &Facts<'_>, activity: u32, roles: &PartRoles) -> Vec<u32> {
    let mut persons = Vec::new();
    facts.visit(
        activity,
        |role| roles.has(role),
        |found| persons.extend_from_slice(found),
    );
    distinct(persons)
}

/// The same of rows where the activity's parts stood before a change.
pub(super) fn persons_of(facts: &Facts<'_>, rows: Range<usize>, roles: &PartRoles) -> Vec<u32> {
    let parts = &facts.store.participations;
    let known = rows.filter(|row| {
        let role = parts.role.get(*row).copied().unwrap_or_default();
        roles.has(role) && parts.known(*row).on(facts.known_at)
    });
    distinct(known.filter_map(|row| parts.person.get(row).copied()).collect())
}

fn distinct(mut persons: Vec<u32>) -> Vec<u32> {
    if !persons.is_sorted() {
        persons.sort_unstable();
    }
    persons.dedup();
    persons
}

/// Adds one for each person of some activities.
pub(super) fn count(facts: &Facts<'_>, activities: impl Iterator<Item = usize>, roles: &PartRoles) -> Counts {
    let mut counts = Counts::new(facts.store.persons.key.len());
    for activity in activities {
        for person in persons(facts, number(activity), roles) {
            counts.step(person, true);
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_goes_past_a_byte_and_back() {
        let mut counts = Counts::new(3);
        for up in 1..=300 {
            counts.step(1, true);
            assert_eq!(counts.get(1), up);
        }
        for down in (0..300).rev() {
            counts.step(1, false);
            assert_eq!(counts.get(1), down);
        }
        counts.step(1, false);
        counts.resize(5);
        assert_eq!(
            (counts.get(0), counts.get(1), counts.get(4), counts.get(9)),
            (0, 0, 0, 0)
        );
    }
}
