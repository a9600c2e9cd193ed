//! The digest of a ledger: the same for the same facts, in whatever order they came.
//!
//! It is made of the digest of the common facts, those that are about no person, and of one digest for each bucket of
//! person keys: whoever has the facts of some persons only can give the digests of their buckets.

use super::batch::OptionalDay;
use super::bucket::BUCKETS;
use super::digest_person::PersonStamp;
use super::rows::{AttributeValue, ObservationRow, Observed};
use super::store::{Store, Table};
use crate::report::{Digest, Fingerprint, LedgerStamp};
use crate::time::{Day, Stamp};
use std::collections::BTreeSet;

/// Counts and digest of the facts that are about no person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct CommonStamp {
    pub(crate) units: u64,
    pub(crate) organisations: u64,
    pub(crate) activities: u64,
    pub(crate) observations: u64,
    pub(crate) digest: Digest,
}

impl LedgerStamp {
    /// The stamp of a whole ledger.
    pub(crate) fn of(common: &CommonStamp, persons: &PersonStamp) -> Self {
        let mut digest = Fingerprint::default();
        digest.fixed(&common.digest);
        for bucket in 0..BUCKETS {
            digest.fixed(&persons.digest(bucket));
        }
        Self {
            units: common.units,
            persons: persons.persons,
            organisations: common.organisations,
            activities: common.activities,
            participations: persons.participations,
            observations: common.observations.saturating_add(persons.observations),
            digest: digest.finish(),
        }
    }
}

impl Store {
    /// Counts and digest of all records and withdrawals that were entered by the end of a day.
    pub(crate) fn stamp(&self, known_at: Day) -> LedgerStamp {
        LedgerStamp::of(&self.common_stamp(known_at), &self.person_stamp(known_at))
    }

    /// Counts and digest of units, organisations, activities and observations of units, and of their withdrawals.
    pub(crate) fn common_stamp(&self, known_at: Day) -> CommonStamp {
        let mut stamp = CommonStamp::default();
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
        for key in self.activities.sorted() {
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
        for key in self.observations.sorted() {
            for row in self.observations.of(key) {
                if let Observed::Unit(of) = row.subject
                    && known(row.known.from)
                {
                    count(&mut stamp.observations);
                    self.observation(&mut digest, row, unit(of).as_str());
                }
            }
        }
        for line in self.withdrawals(known_at) {
            digest.text(&line);
        }
        stamp.digest = digest.bytes();
        stamp
    }

    /// Adds an observation of a subject.
    pub(super) fn observation(&self, digest: &mut Fingerprint, row: &ObservationRow, subject: &str) {
        entry(
            digest,
            b'b',
            self.observations.ids.get(row.observation).as_str(),
            row.known.from,
        );
        self.word_text(digest, row.kind);
        digest.text(subject);
        day(digest, Some(row.date).into());
        digest.text(&row.value.to_string());
        digest.text(row.source.as_deref().unwrap_or_default());
    }

    /// Withdrawals of common facts by the end of a day, as sorted lines.
    fn withdrawals(&self, known_at: Day) -> BTreeSet<String> {
        fn of<R>(lines: &mut BTreeSet<String>, name: &str, table: &Table<R>, known_at: Day) {
            let known = table.withdrawn.iter().filter(|(_, time)| time.known_on(known_at));
            lines.extend(known.map(|(key, time)| format!("{name} {time} {}", table.id(*key))));
        }
        let mut lines = BTreeSet::new();
        of(&mut lines, "organisation", &self.organisations, known_at);
        of(&mut lines, "activity", &self.activities, known_at);
        let observations = self.observations.withdrawn.iter();
        let common = observations
            .filter(|(key, time)| time.known_on(known_at) && self.observed_person(*key, known_at).is_none());
        lines.extend(common.map(|(key, time)| format!("observation {time} {}", self.observations.id(*key))));
        let units = self.withdrawn_units.iter();
        let known = units.filter(|(.., time)| time.known_on(known_at));
        lines.extend(
            known.map(|(unit, from, time)| format!("unit {time} {} {}", first(*from), self.units.id(*unit))),
        );
        lines
    }

    /// The person whom an observation was about by a day; `None` for one about a unit.
    pub(super) fn observed_person(&self, observation: u32, known_at: Day) -> Option<u32> {
        let mut rows = self.observations.of(observation).iter();
        let row = rows.rfind(|row| row.known.from.known_on(known_at))?;
        match row.subject {
            Observed::Person(key) => Some(key),
            Observed::Unit(_) => None,
        }
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

/// A first day as it stands in the line of a withdrawal.
pub(super) fn first(day: OptionalDay) -> String {
    day.get().map_or_else(String::new, |day| day.to_string())
}

pub(super) fn day(digest: &mut Fingerprint, day: OptionalDay) {
    digest.fixed(&day.get().map_or(i32::MIN, Day::number).to_be_bytes());
}

fn list(digest: &mut Fingerprint, length: usize) {
    digest.number(u64::try_from(length).unwrap_or(u64::MAX));
}
