//! The digest of the participations, of which there are millions.
//!
//! A registered person stands for a place: the how-manieth of the person rows that were entered by the day, which the
//! digest of the persons fixes. A role stands for its place among those in use. So neither the order in which words
//! came, nor what was entered later, shows in the digest.

use super::digest::{count, entry};
use super::rows::{NONE, ix, number};
use super::store::Store;
use crate::report::{Fingerprint, LedgerStamp};
use crate::time::{Day, Stamp};
use std::collections::BTreeSet;

impl Store {
    /// Parts by activity, then those of persons who were not in the register.
    pub(super) fn part_digest(
        &self,
        digest: &mut Fingerprint,
        stamp: &mut LedgerStamp,
        activities: &[u32],
        known_at: Day,
    ) {
        let parts = &self.participations;
        let place = self.person_places(known_at);
        let place_of = |row: u32| match &place {
            Some(places) => places.get(ix(row)).copied().unwrap_or(NONE),
            None => row,
        };
        let ranks = self.role_ranks(digest, known_at, &place_of);
        let mut strangers: BTreeSet<(String, String, String, Stamp)> = parts
            .unmatched
            .iter()
            .filter(|part| part.known.from.known_on(known_at))
            .map(|part| self.stranger(part.activity, part.key, part.role, part.known.from))
            .collect();
        let mut known: Vec<(u32, u8, Stamp)> = Vec::new();
        for &activity in activities {
            known.clear();
            for index in parts.of(activity) {
                let from = parts.from.get(index);
                if !from.known_on(known_at) {
                    continue;
                }
                let row = parts.person.get(index).copied().unwrap_or_default();
                let role = parts.role.get(index).copied().unwrap_or_default();
                let place = place_of(row);
                if place == NONE {
                    let key = self.persons.key.get(ix(row)).copied().unwrap_or(NONE);
                    strangers.insert(self.stranger(activity, key, role, from));
                } else {
                    let rank = ranks.get(usize::from(role)).copied().unwrap_or(u8::MAX);
                    known.push((place, rank, from));
                }
            }
            if known.is_empty() {
                continue;
            }
            // Rows lie in the order of persons already; only the roles of one person may not.
            known.sort_unstable();
            digest.text(self.activities.ids.get(activity).as_str());
            for (place, rank, from) in &known {
                count(&mut stamp.participations);
                digest.fixed(&place.to_be_bytes());
                digest.fixed(&[*rank]);
                digest.fixed(&from.seconds().to_be_bytes());
            }
        }
        for (activity, person, role, from) in strangers {
            count(&mut stamp.participations);
            entry(digest, b't', &activity, from);
            digest.text(&person);
            digest.text(&role);
        }
    }

    fn stranger(&self, activity: u32, key: u32, role: u8, from: Stamp) -> (String, String, String, Stamp) {
        let role = self.participations.roles.get(usize::from(role));
        (
            self.activities.id(activity),
            self.persons.keys.get(key).as_str().to_owned(),
            role.map_or_else(String::new, |role| self.word(*role)),
            from,
        )
    }

    /// At each person's first row, the place of the first row that was entered by the day; `NONE` where none was.
    /// `None` where every row was there from the start, so that a row is its own place.
    fn person_places(&self, known_at: Day) -> Option<Vec<u32>> {
        let persons = &self.persons;
        if persons.from.is_plain() {
            return None;
        }
        let mut places = Vec::with_capacity(persons.key.len());
        let mut next = 0u32;
        for row in 0..persons.key.len() {
            if persons.from.get(row).known_on(known_at) {
                places.push(next);
                next = next.saturating_add(1);
            } else {
                places.push(NONE);
            }
        }
        for family in persons.families.values() {
            let least = family
                .iter()
                .filter_map(|row| places.get(ix(*row)))
                .min()
                .copied();
            if let Some(slot) = family.first().and_then(|first| places.get_mut(ix(*first))) {
                *slot = least.unwrap_or(NONE);
            }
        }
        Some(places)
    }

    /// The place of each role among the roles in use, whose words go into the digest.
    fn role_ranks(&self, digest: &mut Fingerprint, known_at: Day, place_of: &dyn Fn(u32) -> u32) -> Vec<u8> {
        let parts = &self.participations;
        let mut used = [false; 256];
        for (index, (role, row)) in parts.role.iter().zip(&parts.person).enumerate() {
            if let Some(used) = used.get_mut(usize::from(*role))
                && !*used
            {
                *used = parts.from.get(index).known_on(known_at) && place_of(*row) != NONE;
            }
        }
        let mut words: Vec<(String, usize)> = parts
            .roles
            .iter()
            .enumerate()
            .filter(|(role, _)| used.get(*role).copied().unwrap_or(false))
            .map(|(role, word)| (self.word(*word), role))
            .collect();
        words.sort_unstable();
        let mut ranks = vec![u8::MAX; parts.roles.len()];
        for (rank, (word, role)) in words.iter().enumerate() {
            digest.text(word);
            if let Some(slot) = ranks.get_mut(*role) {
                *slot = u8::try_from(number(rank)).unwrap_or(u8::MAX);
            }
        }
        ranks
    }
}
