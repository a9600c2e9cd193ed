//! What a ledger holds, column by column.

use super::key::Keys;
use super::rows::{
    ActivityRow, ObservationRow, OrganisationRow, Participations, Persons, UnitRow, ix, number,
};
use crate::time::Stamp;

/// Rows of a small table, grouped by key, with the withdrawals that were entered.
#[derive(Clone)]
pub(crate) struct Table<R> {
    pub(crate) ids: Keys,
    /// Ordered by the number of the key, then by the moment of entry.
    pub(crate) rows: Vec<R>,
    /// Rows `starts[k]..starts[k + 1]` belong to key `k`.
    pub(crate) starts: Vec<u32>,
    /// Key number, and when the withdrawal was entered.
    pub(crate) withdrawn: Vec<(u32, Stamp)>,
}

impl<R> Default for Table<R> {
    fn default() -> Self {
        Self {
            ids: Keys::default(),
            rows: Vec::new(),
            starts: Vec::new(),
            withdrawn: Vec::new(),
        }
    }
}

impl<R> Table<R> {
    /// The rows of a key.
    pub(crate) fn of(&self, key: u32) -> &[R] {
        let at = |index: usize| self.starts.get(index).copied().map_or(0, ix);
        let start = at(ix(key));
        self.rows
            .get(start..at(ix(key).saturating_add(1)).max(start))
            .unwrap_or_default()
    }

    /// The rows of a key.
    pub(crate) fn of_mut(&mut self, key: u32) -> &mut [R] {
        let at = |index: usize| self.starts.get(index).copied().map_or(0, ix);
        let start = at(ix(key));
        let end = at(ix(key).saturating_add(1)).max(start);
        self.rows.get_mut(start..end).unwrap_or_default()
    }

    /// Marks where the keys of new rows start, if all of them are new and the rows in order; else nothing happens.
    pub(crate) fn extend_index(&mut self, order: impl Fn(&R) -> (u32, Stamp)) -> bool {
        if self.starts.is_empty() {
            self.starts.push(0);
        }
        let (known, indexed) = (
            self.starts.len().saturating_sub(1),
            self.starts.last().copied().map_or(0, ix),
        );
        let new = self.rows.get(indexed..).unwrap_or_default();
        let fresh = new.first().is_none_or(|row| ix(order(row).0) >= known);
        if !fresh || !new.is_sorted_by_key(&order) {
            return false;
        }
        let keys: Vec<u32> = new.iter().map(|row| order(row).0).collect();
        let mut at = indexed;
        for key in keys {
            // Keys between, of which there is no row, start where this one does.
            while self.starts.len() <= ix(key) {
                self.starts.push(number(at));
            }
            at = at.saturating_add(1);
        }
        while self.starts.len() <= self.ids.len() {
            self.starts.push(number(at));
        }
        true
    }

    /// Orders the rows by key and marks where each key starts.
    pub(crate) fn index(&mut self, key: impl Fn(&R) -> u32) {
        self.starts = starts(self.ids.len(), self.rows.iter().map(&key));
    }

    /// The text of a key.
    pub(crate) fn id(&self, key: u32) -> String {
        self.ids.get(key).as_str().to_owned()
    }

    /// Key numbers ordered by their texts.
    pub(crate) fn sorted(&self) -> Vec<u32> {
        self.ids.sorted()
    }
}

/// Where each of `count` keys starts once all are ordered by key, with the end as a last entry.
pub(crate) fn starts(count: usize, keys: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut starts = vec![0u32; count.saturating_add(1)];
    for key in keys {
        if let Some(next) = starts.get_mut(ix(key).saturating_add(1)) {
            *next = next.saturating_add(1);
        }
    }
    let mut sum = 0u32;
    for start in &mut starts {
        sum = sum.saturating_add(*start);
        *start = sum;
    }
    starts
}

/// Everything that a ledger holds.
#[derive(Clone, Default)]
pub(crate) struct Store {
    /// Levels, groups, kinds, topics, roles, attributes, audiences, hierarchies.
    pub(crate) words: Keys,
    pub(crate) units: Table<UnitRow>,
    pub(crate) persons: Persons,
    pub(crate) organisations: Table<OrganisationRow>,
    pub(crate) activities: Table<ActivityRow>,
    pub(crate) participations: Participations,
    pub(crate) observations: Table<ObservationRow>,
    /// Withdrawals of unit records: unit, first day, moment of entry.
    pub(crate) withdrawn_units: Vec<(u32, super::batch::OptionalDay, Stamp)>,
}

impl Store {
    /// The text of a word.
    pub(crate) fn word(&self, word: u32) -> String {
        self.words.get(word).as_str().to_owned()
    }
}
