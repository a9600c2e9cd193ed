//! What the ledger already holds of a record: its entries and its spans.

use super::inspect::Version;
use super::record::RecordKey;
use super::rows::{NONE, ix, number};
use super::store::{Store, Table};
use crate::time::Stamp;

fn entries<R>(table: &Table<R>, id: &str, stamp: impl Fn(&R) -> Stamp) -> Vec<Stamp> {
    table
        .ids
        .find(id)
        .map_or_else(Vec::new, |key| table.of(key).iter().map(stamp).collect())
}

impl Store {
    /// When a record was entered, each time.
    pub(crate) fn entries(&self, key: &RecordKey) -> Vec<Stamp> {
        match key {
            RecordKey::Unit { id, valid_from } => {
                let Some(unit) = self.units.ids.find(id) else {
                    return Vec::new();
                };
                let rows = self.units.of(unit).iter();
                rows.filter(|row| row.valid_from.get() == *valid_from)
                    .map(|row| row.known.from)
                    .collect()
            }
            RecordKey::Person { id, valid_from } => {
                let rows = self.rows_of_person(id).into_iter().map(ix);
                let persons = &self.persons;
                rows.filter(|row| persons.valid_from.get(*row).get() == *valid_from)
                    .map(|row| persons.from.get(row))
                    .collect()
            }
            RecordKey::Organisation(id) => entries(&self.organisations, id, |row| row.known.from),
            RecordKey::Activity(id) => entries(&self.activities, id, |row| row.known.from),
            RecordKey::Observation(id) => entries(&self.observations, id, |row| row.known.from),
            RecordKey::Participation {
                activity,
                person,
                role,
            } => self.part_entries(activity, person, role),
        }
    }

    fn part_entries(&self, activity: &str, person: &str, role: &str) -> Vec<Stamp> {
        let parts = &self.participations;
        let role = self
            .words
            .find(role)
            .and_then(|word| parts.roles.iter().position(|known| *known == word));
        let (Some(activity), Some(key), Some(role)) = (
            self.activities.ids.find(activity),
            self.persons.keys.find(person),
            role.and_then(|role| u8::try_from(role).ok()),
        ) else {
            return Vec::new();
        };
        let row = self.persons.row_of_key.get(ix(key)).copied().unwrap_or(NONE);
        if row == NONE {
            let entries = parts.strangers(activity, key, role);
            return entries.map(|part| part.known.from).collect();
        }
        parts
            .of(activity)
            .filter(|index| parts.person.get(*index) == Some(&row) && parts.role.get(*index) == Some(&role))
            .map(|index| parts.from.get(index))
            .collect()
    }

    /// The rows of a person; none for a key that is not in the register.
    pub(crate) fn rows_of_person(&self, id: &str) -> Vec<u32> {
        let Some(key) = self.persons.keys.find(id) else {
            return Vec::new();
        };
        match self.persons.row_of_key.get(ix(key)) {
            None | Some(&NONE) => Vec::new(),
            Some(row) => self.persons.family(row).to_vec(),
        }
    }

    /// Whether a person key has a row.
    pub(crate) fn is_in_register(&self, key: u32) -> bool {
        self.persons
            .row_of_key
            .get(ix(key))
            .is_some_and(|row| *row != NONE)
    }

    /// The spans of a unit that are not withdrawn.
    pub(crate) fn unit_versions(&self, id: &str) -> Vec<Version> {
        let Some(unit) = self.units.ids.find(id) else {
            return Vec::new();
        };
        let rows = self
            .units
            .of(unit)
            .iter()
            .filter(|row| row.known.until == super::rows::Until::default());
        rows.map(|row| Version {
            from: row.valid_from,
            to: row.valid_to,
            entered: row.known.from,
            row: None,
        })
        .collect()
    }

    /// The spans of a person that are not withdrawn.
    pub(crate) fn person_versions(&self, id: &str) -> Vec<Version> {
        let persons = &self.persons;
        let rows = self.rows_of_person(id).into_iter().map(ix);
        rows.filter(|row| persons.until.get(*row) == super::rows::Until::default())
            .map(|row| Version {
                from: persons.valid_from.get(row),
                to: persons.valid_to.get(row),
                entered: persons.from.get(row),
                row: None,
            })
            .collect()
    }

    /// How many units there are.
    pub(crate) fn unit_count(&self) -> u32 {
        number(self.units.ids.len())
    }
}
