//! Entering a batch that was found good: texts become numbers, rows join their tables.

use super::append;
use super::batch::{Batch, OptionalDay};
use super::bulk;
use super::change::Change;
use super::key::Keys;
use super::record::{
    ADMINISTRATIVE, ActivityRecord, ObservationRecord, OrganisationRecord, RecordKey, UnitRecord,
};
use super::rows::{
    ActivityRow, AttributeValue, Known, NONE, ObservationRow, Observed, OrganisationRow, UnitRow, ix, number,
};
use super::seal::{self, PersonRow};
use super::store::Store;
use crate::time::Stamp;
use std::collections::BTreeMap;

/// A key that was checked before; the table cannot be full, as a batch counts its rows in 32 bits.
fn intern(keys: &mut Keys, text: &str) -> u32 {
    keys.intern(text).unwrap_or(NONE)
}

impl Store {
    /// Enters all rows of a batch and tells what they changed.
    pub(crate) fn commit(&mut self, mut batch: Batch) -> Change {
        let mut change = Change::default();
        let (new_persons, new_parts) = (batch.persons.key.len(), batch.participations.at.len());
        change.moved = new_persons > 0 && append::persons_are_many(self, new_persons);
        change.parts_moved = change.moved || (new_parts > 0 && append::parts_are_many(self, new_parts));
        let parts = &self.participations;
        let has_parts = !parts.person.is_empty() || !parts.unmatched.is_empty();
        if change.parts_moved && has_parts {
            // All are put in order together, old and new.
            batch.settle();
        }
        // Unit ids first: parents, hosts and covered units may come later in the batch than those that name them.
        for (_, record) in &batch.units {
            intern(&mut self.units.ids, &record.id);
        }
        for (_, record) in &batch.units {
            let row = self.unit_row(record);
            change.units.insert(row.unit);
            self.units.rows.push(row);
        }
        for (_, record) in &batch.organisations {
            let row = self.organisation_row(record);
            self.remember_organisation(row.organisation, &mut change);
            self.organisations.rows.push(row);
        }
        for (_, record) in &batch.activities {
            let row = self.activity_row(record);
            self.remember_activity(row.activity, &mut change);
            self.activities.rows.push(row);
        }
        let first_keys = self.persons.keys.len() == 0;
        let person_keys: Vec<u32> = if first_keys {
            self.persons.keys = std::mem::take(&mut batch.person_keys);
            (0..number(self.persons.keys.len())).collect()
        } else {
            self.persons.keys.intern_all(&batch.person_keys)
        };
        for (_, record) in &batch.observations {
            let row = self.observation_row(record);
            change.observations.insert(row.observation);
            self.observations.rows.push(row);
        }
        let withdrawn_before = self.participations.withdrawn.len();
        for (_, withdrawal) in &batch.withdrawals {
            self.withdraw(&withdrawal.of, withdrawal.recorded_at, &mut change);
        }
        seal::units(self, &change.units);
        seal::table(
            &mut self.organisations,
            &change.organisations.keys().copied().collect(),
            |row| row.organisation,
            |row| row.known.from,
            |row| &mut row.known,
        );
        seal::table(
            &mut self.activities,
            &change.activities.keys().copied().collect(),
            |row| row.activity,
            |row| row.known.from,
            |row| &mut row.known,
        );
        seal::table(
            &mut self.observations,
            &change.observations,
            |row| row.observation,
            |row| row.known.from,
            |row| &mut row.known,
        );
        let parts = seal::Parts {
            old: Vec::new(),
            new: &batch.participations,
            activities: translate(&batch.activity_keys, |text| {
                intern(&mut self.activities.ids, text)
            }),
            keys: &person_keys,
            roles: translate_in_order(&batch.roles, |text| self.participation_role(text)),
        };
        let parts_wait = !batch.waiting.participations.words.is_empty();
        let old = if change.parts_moved {
            seal::take_participations(self)
        } else {
            Vec::new()
        };
        let first_rows = self.persons.key.is_empty();
        if (!change.moved || first_rows) && bulk::persons::can_enter(self, &batch.persons) {
            let (units, lists) = self.units_and_lists(&batch);
            let numbers = bulk::persons::Numbers {
                units: &units,
                lists: &lists,
                keys: (!first_keys).then_some((person_keys.as_slice(), &batch.person_keys)),
            };
            let before = self.persons.key.len();
            bulk::persons::enter(self, &batch.persons, &numbers);
            if first_rows {
                seal::join(&mut self.persons, before, &change.persons);
                self.persons.sealed();
            } else {
                append::join_persons(&mut self.persons, before, &mut change);
            }
        } else if change.moved {
            let mut rows = seal::take_persons(self);
            self.add_persons(&batch, &person_keys, &mut rows);
            seal::persons(self, rows);
        } else {
            let mut rows = Vec::new();
            self.add_persons(&batch, &person_keys, &mut rows);
            append::persons(self, rows, &mut change);
        }
        if parts_wait {
            let (activities, roles) = (parts.activities, parts.roles);
            if !change.parts_moved {
                // None of them had any.
                change.parts = activities.iter().map(|activity| (*activity, 0..0)).collect();
            }
            bulk::participations::enter(self, batch, &bulk::participations::Numbers { activities, roles });
        } else if change.parts_moved {
            seal::participations(self, seal::Parts { old, ..parts });
        } else {
            let withdrawn = self.participations.withdrawn.iter().skip(withdrawn_before);
            let withdrawn: Vec<(u32, u32, u8)> = withdrawn
                .map(|(activity, key, role, _)| (*activity, *key, *role))
                .collect();
            append::participations(self, parts.iter(), &withdrawn, &mut change);
        }
        change
    }

    /// Keeps the rows of an activity as they are before the change.
    fn remember_activity(&self, activity: u32, change: &mut Change) {
        let rows = change.activities.entry(activity);
        rows.or_insert_with(|| self.activities.of(activity).to_vec());
    }

    fn remember_organisation(&self, organisation: u32, change: &mut Change) {
        let rows = change.organisations.entry(organisation);
        rows.or_insert_with(|| self.organisations.of(organisation).to_vec());
    }

    fn words(&mut self, words: &[String]) -> Box<[u32]> {
        let mut numbers: Vec<u32> = words.iter().map(|word| intern(&mut self.words, word)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers.into()
    }

    fn attributes(&mut self, attributes: &BTreeMap<String, String>) -> Box<[AttributeValue]> {
        attributes
            .iter()
            .map(|(id, text)| AttributeValue {
                word: intern(&mut self.words, id),
                text: text.as_str().into(),
                number: text.parse().ok(),
            })
            .collect()
    }

    /// Distinct units, in the order of their ids so that the order of writing does not matter.
    fn unit_list(&mut self, ids: &[String]) -> Box<[u32]> {
        let mut sorted: Vec<&String> = ids.iter().collect();
        sorted.sort_unstable();
        sorted.dedup();
        sorted
            .into_iter()
            .map(|id| intern(&mut self.units.ids, id))
            .collect()
    }

    fn unit_row(&mut self, record: &UnitRecord) -> UnitRow {
        let parents = record
            .parents
            .iter()
            .map(|(hierarchy, parent)| (hierarchy.as_str(), parent));
        let parents: Box<[(u32, u32)]> = record
            .parent
            .iter()
            .map(|parent| (ADMINISTRATIVE, parent))
            .chain(parents)
            .map(|(hierarchy, parent)| {
                (
                    intern(&mut self.words, hierarchy),
                    intern(&mut self.units.ids, parent),
                )
            })
            .collect();
        UnitRow {
            unit: intern(&mut self.units.ids, &record.id),
            name: record.name.as_str().into(),
            level: intern(&mut self.words, &record.level),
            parents,
            groups: self.words(&record.groups),
            attributes: self.attributes(&record.attributes),
            codes: [&record.division_code, &record.credit_code].map(|code| code.as_deref().map(Into::into)),
            valid_from: record.valid_from.into(),
            valid_to: record.valid_to.into(),
            known: Known::since(record.recorded_at.unwrap_or_default()),
        }
    }

    fn organisation_row(&mut self, record: &OrganisationRecord) -> OrganisationRow {
        let covers = if record.covers.is_empty() {
            std::slice::from_ref(&record.host)
        } else {
            &record.covers
        };
        OrganisationRow {
            organisation: intern(&mut self.organisations.ids, &record.id),
            kind: intern(&mut self.words, &record.kind),
            mode: record.mode,
            host: intern(&mut self.units.ids, &record.host),
            covers: self.unit_list(covers),
            established: record.established,
            dissolved: record.dissolved.into(),
            members: record.members,
            executives: record.executives,
            known: Known::since(record.recorded_at.unwrap_or_default()),
        }
    }

    fn activity_row(&mut self, record: &ActivityRecord) -> ActivityRow {
        let headcounts = record.headcounts.iter();
        ActivityRow {
            activity: intern(&mut self.activities.ids, &record.id),
            kind: intern(&mut self.words, &record.kind),
            topics: self.words(&record.topics),
            first: record.date,
            last: record.last_date.unwrap_or(record.date),
            status: record.status,
            hosts: self.unit_list(&record.hosts),
            organiser: record
                .organiser
                .as_deref()
                .map_or(NONE, |unit| intern(&mut self.units.ids, unit)),
            headcounts: headcounts
                .map(|(audience, heads)| (intern(&mut self.words, audience), *heads))
                .collect(),
            evidence: record.evidence,
            attributes: self.attributes(&record.attributes),
            known: Known::since(record.recorded_at.unwrap_or_default()),
        }
    }

    fn observation_row(&mut self, record: &ObservationRecord) -> ObservationRow {
        let subject = match (&record.unit, &record.person) {
            (_, Some(person)) => Observed::Person(intern(&mut self.persons.keys, person)),
            (Some(unit), None) => Observed::Unit(intern(&mut self.units.ids, unit)),
            (None, None) => Observed::Unit(NONE),
        };
        ObservationRow {
            observation: intern(&mut self.observations.ids, &record.id),
            kind: intern(&mut self.words, &record.kind),
            subject,
            date: record.date,
            value: record.value,
            source: record.source.as_deref().map(Into::into),
            known: Known::since(record.recorded_at.unwrap_or_default()),
        }
    }

    fn withdraw(&mut self, key: &RecordKey, time: Stamp, change: &mut Change) {
        match key {
            RecordKey::Unit { id, valid_from } => {
                let unit = intern(&mut self.units.ids, id);
                change.units.insert(unit);
                self.withdrawn_units
                    .push((unit, OptionalDay::from(*valid_from), time));
            }
            RecordKey::Person { id, valid_from } => {
                let person = intern(&mut self.persons.keys, id);
                change.persons.insert(person);
                self.persons
                    .withdrawn
                    .push((person, OptionalDay::from(*valid_from), time));
            }
            RecordKey::Organisation(id) => {
                let organisation = intern(&mut self.organisations.ids, id);
                self.remember_organisation(organisation, change);
                self.organisations.withdrawn.push((organisation, time));
            }
            RecordKey::Activity(id) => {
                let activity = intern(&mut self.activities.ids, id);
                self.remember_activity(activity, change);
                self.activities.withdrawn.push((activity, time));
            }
            RecordKey::Observation(id) => {
                let observation = intern(&mut self.observations.ids, id);
                change.observations.insert(observation);
                self.observations.withdrawn.push((observation, time));
            }
            RecordKey::Participation {
                activity,
                person,
                role,
            } => {
                let activity = intern(&mut self.activities.ids, activity);
                let person = intern(&mut self.persons.keys, person);
                let role = self.participation_role(role);
                self.participations.withdrawn.push((activity, person, role, time));
            }
        }
    }

    /// The index of a participation role. The inspection refuses a batch that would bring more than 255.
    fn participation_role(&mut self, role: &str) -> u8 {
        let word = intern(&mut self.words, role);
        let roles = &mut self.participations.roles;
        let index = roles.iter().position(|known| *known == word).unwrap_or_else(|| {
            roles.push(word);
            roles.len().saturating_sub(1)
        });
        u8::try_from(index).unwrap_or(u8::MAX)
    }

    /// The number of a role list: its words sorted, each once.
    fn role_list(&mut self, text: &str) -> u32 {
        let mut roles: Vec<&str> = text.split(';').filter(|role| !role.is_empty()).collect();
        roles.sort_unstable();
        roles.dedup();
        let known = self.persons.role_lists.len();
        let list = intern(&mut self.persons.role_lists, &roles.join(";"));
        if self.persons.role_lists.len() > known {
            let words = roles
                .into_iter()
                .map(|role| intern(&mut self.words, role))
                .collect();
            self.persons.roles_of.push(words);
        }
        list
    }

    /// The ledger's numbers of the units and role lists that person rows name.
    fn units_and_lists(&mut self, batch: &Batch) -> (Vec<u32>, Vec<u32>) {
        let units = translate(&batch.unit_keys, |text| intern(&mut self.units.ids, text));
        let lists = translate_in_order(&batch.role_lists, |text| self.role_list(text));
        (units, lists)
    }

    fn add_persons(&mut self, batch: &Batch, keys: &[u32], rows: &mut Vec<PersonRow>) {
        let (units, roles) = self.units_and_lists(batch);
        let of = |map: &[u32], column: &[u32], row: usize| {
            column
                .get(row)
                .and_then(|number| map.get(ix(*number)))
                .copied()
                .unwrap_or(NONE)
        };
        let new = &batch.persons;
        rows.reserve(new.key.len());
        rows.extend((0..new.key.len()).map(|row| PersonRow {
            unit: of(&units, &new.unit, row),
            roles: of(&roles, &new.roles, row),
            key: of(keys, &new.key, row),
            birth: new.birth.get(row).copied().unwrap_or_default(),
            valid_from: new.valid_from.get(row),
            valid_to: new.valid_to.get(row),
            from: new.recorded.get(row),
        }));
    }
}

/// The numbers of one key table in another.
fn translate(keys: &Keys, mut intern: impl FnMut(&str) -> u32) -> Vec<u32> {
    (0..number(keys.len()))
        .map(|key| intern(keys.get(key).as_str()))
        .collect()
}

/// The same where new numbers are given in the order of the texts, as rows come in any order.
fn translate_in_order<T: Copy + Default>(keys: &Keys, mut intern: impl FnMut(&str) -> T) -> Vec<T> {
    let mut numbers = vec![T::default(); keys.len()];
    for key in keys.sorted() {
        if let Some(slot) = numbers.get_mut(ix(key)) {
            *slot = intern(keys.get(key).as_str());
        }
    }
    numbers
}
