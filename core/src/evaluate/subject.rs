//! Subjects by id, and the facts that belong to each.

use super::bits::Bits;
use super::criterion::{Criteria, Frame};
use super::tally::Places;
use crate::gap::Subject;
use crate::ledger::rows::{ActivityRow, NONE, ObservationRow, Observed, OrganisationRow, ix, number};
use crate::plan::Basis;
use std::collections::HashMap;

impl Subject {
    /// The id.
    pub fn id(&self) -> &str {
        match self {
            Self::Person(id) | Self::Unit(id) | Self::Event(id) | Self::Organisation(id) => id,
        }
    }

    pub(crate) fn basis(&self) -> Basis {
        match self {
            Self::Person(_) => Basis::Person,
            Self::Unit(_) => Basis::Unit,
            Self::Event(_) => Basis::Event,
            Self::Organisation(_) => Basis::Organisation,
        }
    }

    pub(crate) fn new(basis: Basis, id: String) -> Self {
        match basis {
            Basis::Person => Self::Person(id),
            Basis::Unit => Self::Unit(id),
            Basis::Event => Self::Event(id),
            Basis::Organisation => Self::Organisation(id),
        }
    }
}

/// Facts by subject, gathered for the subjects of one page.
pub(crate) struct Evidence<'a, 'c> {
    pub(crate) criteria: &'a Criteria<'c>,
    /// Activity and role of each asked person, by the person's first row.
    parts: HashMap<u32, Vec<(u32, u8)>>,
}

impl<'a, 'c> Evidence<'a, 'c> {
    /// Gathers what the subjects need: for persons one pass over all participations.
    pub(crate) fn new(criteria: &'a Criteria<'c>, basis: Basis, subjects: &[usize]) -> Self {
        let mut parts = HashMap::new();
        if basis == Basis::Person {
            let mut asked = Bits::none(criteria.domain(basis));
            for subject in subjects {
                let first = first_row(criteria, *subject);
                asked.set(ix(first));
                parts.insert(first, Vec::new());
            }
            for row in criteria.facts.activities() {
                for (person, role) in criteria.facts.parts(row.activity) {
                    if asked.get(ix(person)) {
                        parts.entry(person).or_default().push((row.activity, role));
                    }
                }
            }
        }
        Self { criteria, parts }
    }

    /// The activities that a person took part in, with the roles.
    pub(crate) fn parts(&self, subject: usize) -> &[(u32, u8)] {
        self.parts
            .get(&first_row(self.criteria, subject))
            .map_or(&[], Vec::as_slice)
    }

    /// The organisations that cover a unit.
    pub(crate) fn covering(&self, unit: usize) -> impl Iterator<Item = &'c OrganisationRow> + use<'_, 'c> {
        let unit = number(unit);
        self.criteria
            .facts
            .organisations()
            .filter(move |row| row.covers.contains(&unit))
    }

    /// The activities that a unit hosted, itself or through the units below it.
    pub(crate) fn hosted(&self, unit: usize, below: Option<&super::tree::Tree>) -> Vec<&'c ActivityRow> {
        let unit = number(unit);
        let own = |host: &u32| *host == unit || below.is_some_and(|tree| tree.is_within(*host, unit));
        self.criteria
            .facts
            .activities()
            .filter(|row| row.hosts.iter().any(own))
            .collect()
    }

    /// The observations of a kind that count for a subject.
    pub(crate) fn observations(
        &self,
        basis: Basis,
        frame: Frame,
        kind: &str,
        subject: usize,
    ) -> Vec<&'c ObservationRow> {
        let of = match basis {
            Basis::Person => Observed::Person(self.key(subject)),
            _ => Observed::Unit(number(subject)),
        };
        self.criteria
            .observations(basis, frame, kind)
            .remove(&of)
            .unwrap_or_default()
    }

    fn key(&self, row: usize) -> u32 {
        self.criteria
            .facts
            .store
            .persons
            .key
            .get(row)
            .copied()
            .unwrap_or(NONE)
    }
}

/// The first row of the person of a row, where participations stand.
fn first_row(criteria: &Criteria<'_>, row: usize) -> u32 {
    let persons = &criteria.facts.store.persons;
    let key = persons.key.get(row).copied().unwrap_or(NONE);
    persons.row_of_key.get(ix(key)).copied().unwrap_or(NONE)
}

impl Criteria<'_> {
    /// The id of a subject.
    pub(crate) fn id(&self, basis: Basis, index: usize) -> String {
        let store = self.facts.store;
        match basis {
            Basis::Person => {
                let key = store.persons.key.get(index).copied().unwrap_or(NONE);
                store.persons.keys.get(key).as_str().to_owned()
            }
            Basis::Unit => store.units.id(number(index)),
            Basis::Event => store.activities.id(number(index)),
            Basis::Organisation => store.organisations.id(number(index)),
        }
    }

    /// Where a subject stands in its domain: for a person the row that holds on the day of the frame, else the first.
    pub(crate) fn index(&self, subject: &Subject, frame: Frame) -> Option<usize> {
        let store = self.facts.store;
        match subject {
            Subject::Person(id) => {
                let rows = store.rows_of_person(id);
                let live = self.live(Basis::Person, frame);
                // Where none holds, the last one to begin: the same whichever came first.
                let last = |row: &&u32| {
                    let row = ix(**row);
                    (store.persons.valid_from.get(row), store.persons.from.get(row))
                };
                rows.iter()
                    .find(|row| live.get(ix(**row)))
                    .or_else(|| rows.iter().max_by_key(last))
                    .map(|row| ix(*row))
            }
            Subject::Unit(id) => store.units.ids.find(id).map(ix),
            Subject::Event(id) => store.activities.ids.find(id).map(ix),
            Subject::Organisation(id) => store.organisations.ids.find(id).map(ix),
        }
    }
}

impl Places<'_, '_> {
    /// The unit under which a subject is listed: of several hosts the first in the tree.
    pub(crate) fn listed(&self, index: usize) -> u32 {
        let position = |unit: &u32| self.tree.position.get(ix(*unit)).copied().unwrap_or(NONE);
        self.units(index).into_iter().min_by_key(position).unwrap_or(NONE)
    }
}
