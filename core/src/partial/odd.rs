//! What is odd about the facts of some persons.

use crate::plan::VocabularyList;
use std::collections::{BTreeMap, BTreeSet};

/// How many ids a finding shows.
pub(crate) const EXAMPLES: usize = 5;

/// The lists of words that facts of persons use.
pub(crate) const LISTS: [VocabularyList; 3] = [
    VocabularyList::PersonRoles,
    VocabularyList::ParticipationRoles,
    VocabularyList::ObservationKinds,
];

/// How many there are, and the smallest ids of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Few {
    pub(crate) count: u64,
    pub(crate) least: BTreeSet<String>,
}

impl Few {
    /// Adds one id.
    pub(crate) fn add(&mut self, id: &str) {
        self.count = self.count.saturating_add(1);
        self.show(id);
    }

    fn show(&mut self, id: &str) {
        if self.least.len() < EXAMPLES || self.least.last().is_some_and(|last| id < last.as_str()) {
            self.least.insert(id.to_owned());
            if self.least.len() > EXAMPLES {
                self.least.pop_last();
            }
        }
    }

    fn append(&mut self, other: &Self) {
        self.count = self.count.saturating_add(other.count);
        other.least.iter().for_each(|id| self.show(id));
    }
}

/// What is odd about the facts of persons.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Odd {
    /// Participations of persons who are not in the register.
    pub(crate) unmatched: Few,
    /// Participations that were entered once more.
    pub(crate) duplicates: u64,
    /// Words that the plan does not know, and how many records use each.
    pub(crate) words: BTreeMap<(VocabularyList, String), u64>,
    /// Persons whose unit is closed.
    pub(crate) residents: Few,
    /// Persons without a birth date.
    pub(crate) births: Few,
}

impl Odd {
    pub(crate) fn append(&mut self, other: &Self) {
        self.unmatched.append(&other.unmatched);
        self.duplicates = self.duplicates.saturating_add(other.duplicates);
        for (word, count) in &other.words {
            let sum = self.words.entry(word.clone()).or_default();
            *sum = sum.saturating_add(*count);
        }
        self.residents.append(&other.residents);
        self.births.append(&other.births);
    }
}
