//! The digest of a ledger: the same for the same facts, in whatever order they came.

use super::batch::OptionalDay;
use super::key::KeyText;
use super::rows::{AttributeValue, Observed, ix};
use super::store::{Store, Table};
use crate::report::{Fingerprint, LedgerStamp};
use crate::time::{Day, Stamp};
use std::collections::BTreeSet;

impl Store {
    /// Counts and digest of all records and withdrawals that were entered by the end of a day.
    pub(crate) fn stamp(&self, known_at: Day) -> LedgerStamp {
        if self.persons.runs.len() != self.persons.sealed_runs {
            let mut ordered = self.clone();
            ordered.put_in_order();
            return ordered.stamp(known_at);
        }
        let mut stamp = LedgerStamp {
            units: 0,
            persons: 0,
            organisations: 0,
            activities: 0,
            participations: 0,
            observations: 0,
            digest: String::new(),
        };
        let mut digest = Fingerprint::default();
        let known = |stamp: Stamp| stamp.known_on(known_at);
        let unit = |unit: u32| self.units.ids.get(unit);
        for key in self.units.sorted() {
            for row in self.units.of(key).iter().filter(|row| known(row.known.from)) {
                count(&mut stamp.units);
                entry(&mut digest, b'u', unit(key).as_str(), row.known.from);
                day(&mut digest, row.valid_from);
                day(&mut digest, row.valid_to);
                digest.text(&row.name);
                self.word_text(&mut digest, row.level);
                let mut parents: Vec<_> = row
                    .parents
                    .iter()
                    .map(|(of, up)| (self.word(*of), self.units.id(*up)))
                    .collect();
                parents.sort_unstable();
                list(&mut digest, parents.len());
                for (hierarchy, parent) in parents {
                    digest.text(&hierarchy);
                    digest.text(&parent);
                }
                self.word_list(&mut digest, &row.groups);
                self.attributes_text(&mut digest, &row.attributes);
                row.codes
                    .iter()
                    .for_each(|code| digest.text(code.as_deref().unwrap_or_default()));
            }
        }
        self.person_digest(&mut digest, &mut stamp, known_at);
        for key in self.organisations.sorted() {
            for row in self
                .organisations
                .of(key)
                .iter()
                .filter(|row| known(row.known.from))
            {
                count(&mut stamp.organisations);
                entry(
                    &mut digest,
                    b'o',
                    self.organisations.ids.get(key).as_str(),
                    row.known.from,
                );
                self.word_text(&mut digest, row.kind);
                digest.number(row.mode as u64);
                digest.text(unit(row.host).as_str());
                list(&mut digest, row.covers.len());
                row.covers
                    .iter()
                    .for_each(|covered| digest.text(unit(*covered).as_str()));
                day(&mut digest, Some(row.established).into());
                day(&mut digest, row.dissolved);
                for strength in [row.members, row.executives] {
                    digest.number(strength.map_or(u64::MAX, u64::from));
                }
            }
        }
        let activities = self.activities.sorted();
        for &key in &activities {
            for row in self.activities.of(key).iter().filter(|row| known(row.known.from)) {
                count(&mut stamp.activities);
                entry(
                    &mut digest,
                    b'a',
                    self.activities.ids.get(key).as_str(),
                    row.known.from,
                );
                self.word_text(&mut digest, row.kind);
                self.word_list(&mut digest, &row.topics);
                day(&mut digest, Some(row.first).into());
                day(&mut digest, Some(row.last).into());
                digest.number(row.status as u64);
                list(&mut digest, row.hosts.len());
                row.hosts
                    .iter()
                    .for_each(|host| digest.text(unit(*host).as_str()));
                digest.text(unit(row.organiser).as_str());
                let mut heads: Vec<_> = row
                    .headcounts
                    .iter()
                    .map(|(of, heads)| (self.word(*of), *heads))
                    .collect();
                heads.sort_unstable();
                list(&mut digest, heads.len());
                for (audience, heads) in heads {
                    digest.text(&audience);
                    digest.number(u64::from(heads));
                }
                digest.number(u64::from(row.evidence));
                self.attributes_text(&mut digest, &row.attributes);
            }
        }
        self.part_digest(&mut digest, &mut stamp, &activities, known_at);
        for key in self.observations.sorted() {
            for row in self
                .observations
                .of(key)
                .iter()
                .filter(|row| known(row.known.from))
            {
                count(&mut stamp.observations);
                entry(
                    &mut digest,
                    b'b',
                    self.observations.ids.get(key).as_str(),
                    row.known.from,
                );
                self.word_text(&mut digest, row.kind);
                match row.subject {
                    Observed::Unit(of) => digest.text(unit(of).as_str()),
                    Observed::Person(of) => {
                        digest.text("");
                        digest.text(self.persons.keys.get(of).as_str());
                    }
                }
                day(&mut digest, Some(row.date).into());
                digest.text(&row.value.to_string());
                digest.text(row.source.as_deref().unwrap_or_default());
            }
        }
        for line in self.withdrawals(known_at) {
            digest.text(&line);
        }
        stamp.digest = digest.finish();
        stamp
    }

    /// Persons are in the order of unit id, role list and key already; text is hashed once for each run and key.
    fn person_digest(&self, digest: &mut Fingerprint, stamp: &mut LedgerStamp, known_at: Day) {
        let persons = &self.persons;
        for run in &persons.runs {
            let mut named = false;
            for row in ix(run.start)..ix(run.end) {
                let from = persons.from.get(row);
                if !from.known_on(known_at) {
                    continue;
                }
                if !named {
                    named = true;
                    digest.text(self.units.ids.get(run.unit).as_str());
                    digest.text(persons.role_lists.get(run.roles).as_str());
                }
                count(&mut stamp.persons);
                let key = persons.key.get(row).copied().unwrap_or_default();
                match persons.keys.get(key) {
                    KeyText::Short(bytes) => digest.fixed(&bytes),
                    KeyText::Long(text) => {
                        // No short key begins with a zero byte.
                        digest.fixed(&[0]);
                        digest.text(text);
                    }
                }
                digest.fixed(&from.seconds().to_be_bytes());
                day(digest, persons.birth.get(row).copied().unwrap_or_default());
                day(digest, persons.valid_from.get(row));
                day(digest, persons.valid_to.get(row));
            }
        }
    }

    /// Withdrawals by the end of a day, as sorted lines.
    fn withdrawals(&self, known_at: Day) -> BTreeSet<String> {
        fn of<R>(lines: &mut BTreeSet<String>, name: &str, table: &Table<R>, known_at: Day) {
            let known = table.withdrawn.iter().filter(|(_, time)| time.known_on(known_at));
            lines.extend(known.map(|(key, time)| format!("{name} {time} {}", table.id(*key))));
        }
        let mut lines = BTreeSet::new();
        of(&mut lines, "organisation", &self.organisations, known_at);
        of(&mut lines, "activity", &self.activities, known_at);
        of(&mut lines, "observation", &self.observations, known_at);
        let first = |day: OptionalDay| day.get().map_or_else(String::new, |day| day.to_string());
        let known = |time: &Stamp| time.known_on(known_at);
        lines.extend(
            self.withdrawn_units
                .iter()
                .filter(|(.., time)| known(time))
                .map(|(unit, from, time)| format!("unit {time} {} {}", first(*from), self.units.id(*unit))),
        );
        let key = |key: u32| self.persons.keys.get(key).as_str().to_owned();
        lines.extend(
            self.persons
                .withdrawn
                .iter()
                .filter(|(.., time)| known(time))
                .map(|(person, from, time)| format!("person {time} {} {}", first(*from), key(*person))),
        );
        lines.extend(
            self.participations
                .withdrawn
                .iter()
                .filter(|(.., time)| known(time))
                .map(|(activity, person, role, time)| {
                    let role = self
                        .participations
                        .roles
                        .get(usize::from(*role))
                        .map_or_else(String::new, |role| self.word(*role));
                    format!(
                        "participation {time} {};{};{role}",
                        self.activities.id(*activity),
                        key(*person)
                    )
                }),
        );
        lines
    }

    fn word_text(&self, digest: &mut Fingerprint, word: u32) {
        digest.text(self.words.get(word).as_str());
    }

    fn word_list(&self, digest: &mut Fingerprint, words: &[u32]) {
        let mut words: Vec<String> = words.iter().map(|word| self.word(*word)).collect();
        words.sort_unstable();
        list(digest, words.len());
        words.iter().for_each(|word| digest.text(word));
    }

    fn attributes_text(&self, digest: &mut Fingerprint, values: &[AttributeValue]) {
        // Attributes come from an ordered map, so they are in the order of their names.
        list(digest, values.len());
        for value in values {
            self.word_text(digest, value.word);
            digest.text(&value.text);
        }
    }
}

pub(super) fn count(counter: &mut u64) {
    *counter = counter.saturating_add(1);
}

pub(super) fn entry(digest: &mut Fingerprint, kind: u8, id: &str, from: Stamp) {
    digest.fixed(&[kind]);
    digest.text(id);
    digest.fixed(&from.seconds().to_be_bytes());
}

fn day(digest: &mut Fingerprint, day: OptionalDay) {
    digest.fixed(&day.get().map_or(i32::MIN, Day::number).to_be_bytes());
}

fn list(digest: &mut Fingerprint, length: usize) {
    digest.number(u64::try_from(length).unwrap_or(u64::MAX));
}
