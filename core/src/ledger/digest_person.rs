//! The digests of the facts of persons, bucket by bucket; there are millions of rows.
//!
//! Within a bucket persons are in the order of their keys. Each has its rows, then its participations. A unit or activity
//! stands for its place among those that were entered by the day, which the digest of the common facts fixes; a role or
//! role list is written out where it comes first and stands for its place among those written from then on. So neither
//! the order in which records came, nor what was entered later, nor how rows are stored, shows in a digest.

use super::batch::OptionalDay;
use super::bucket::{BUCKETS, bucket};
use super::digest::{count, day, first};
use super::key::{KeyText, Keys};
use super::rows::{NONE, Observed, ix, number};
use super::share::share;
use super::store::Store;
use crate::order::Order;
use crate::report::{Digest, Fingerprint};
use crate::time::{Day, Stamp};
use std::ops::Range;

/// Counts of the facts of persons, and the digest of each bucket.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct PersonStamp {
    pub(crate) persons: u64,
    pub(crate) participations: u64,
    pub(crate) observations: u64,
    pub(crate) digests: Vec<Digest>,
}

impl PersonStamp {
    pub(crate) fn digest(&self, bucket: u16) -> Digest {
        let digest = self.digests.get(usize::from(bucket)).copied();
        digest.unwrap_or_default()
    }

    fn append(&mut self, other: Self) {
        self.persons = self.persons.saturating_add(other.persons);
        self.participations = self.participations.saturating_add(other.participations);
        self.observations = self.observations.saturating_add(other.observations);
        self.digests.extend(other.digests);
    }
}

/// About so many rows are put in the order of their persons at once: as many as a cache holds.
const AT_ONCE: usize = 1 << 20;
/// Into at most so many groups the buckets are taken: each looks through all rows.
const GROUPS: usize = 8;

impl Store {
    /// Counts and digests of all facts of persons that were entered by the end of a day.
    pub(crate) fn person_stamp(&self, known_at: Day) -> PersonStamp {
        let rows = self.participations.len().max(self.persons.key.len());
        let groups = rows
            .div_ceil(AT_ONCE)
            .clamp(1, GROUPS)
            .checked_next_power_of_two();
        let step = usize::from(BUCKETS).checked_div(groups.unwrap_or(1)).unwrap_or(1);
        let ranges: Vec<Range<u16>> = (0..BUCKETS)
            .step_by(step.max(1))
            .map(|from| from..from.saturating_add(u16::try_from(step).unwrap_or(BUCKETS)))
            .collect();
        let known = Known::new(self, known_at, step);
        let mut stamp = PersonStamp::default();
        share(ranges, |range| known.stamp(range))
            .into_iter()
            .for_each(|group| stamp.append(group));
        stamp
    }
}

/// What was entered by a day, with the places that stand for units and activities.
struct Known<'a> {
    store: &'a Store,
    day: Day,
    /// The bucket of each person key.
    bucket: Vec<u16>,
    /// How many buckets a group has, and the group of each person row: most rows that a group looks at are not its own.
    step: usize,
    group: Vec<u8>,
    units: Ranks,
    activities: Ranks,
}

/// Keys in the order of their texts, and the place of each among those that were entered by a day.
struct Ranks {
    /// Numbers in the order of texts.
    sorted: Vec<u32>,
    /// Where each number stands in that order.
    order: Vec<u32>,
    /// Where each number stands among those that were entered; `NONE` for one that was not.
    place: Vec<u32>,
}

impl Ranks {
    fn new(sorted: Vec<u32>, entered: impl Fn(u32) -> bool) -> Self {
        let mut order = vec![NONE; sorted.len()];
        let mut place = vec![NONE; sorted.len()];
        let mut next = 0u32;
        for (rank, &of) in sorted.iter().enumerate() {
            if let Some(slot) = order.get_mut(ix(of)) {
                *slot = number(rank);
            }
            if entered(of) {
                if let Some(slot) = place.get_mut(ix(of)) {
                    *slot = next;
                }
                next = next.saturating_add(1);
            }
        }
        Self { sorted, order, place }
    }

    /// Adds a key to a digest: its place, or its text where it has none.
    fn add(&self, digest: &mut Fingerprint, of: u32, ids: &Keys) {
        match self.place.get(ix(of)) {
            Some(place) if *place != NONE => digest.small(place.saturating_add(1)),
            _ => {
                digest.small(0);
                digest.text(ids.get(of).as_str());
            }
        }
    }
}

/// Words that are written out once in a bucket.
struct Words {
    /// The place of each that was written.
    place: Vec<u32>,
    written: Vec<u32>,
}

impl Words {
    fn new(count: usize) -> Self {
        Self {
            place: vec![NONE; count],
            written: Vec::new(),
        }
    }

    fn add(&mut self, digest: &mut Fingerprint, word: u32, text: impl FnOnce(&mut Fingerprint)) {
        let next = number(self.written.len());
        let place = self.place.get(ix(word)).copied().unwrap_or(NONE);
        if place != NONE {
            digest.small(place);
            return;
        }
        digest.small(next);
        text(digest);
        if let Some(slot) = self.place.get_mut(ix(word)) {
            *slot = next;
            self.written.push(word);
        }
    }

    fn clear(&mut self) {
        for word in self.written.drain(..) {
            if let Some(slot) = self.place.get_mut(ix(word)) {
                *slot = NONE;
            }
        }
    }
}

/// A person key of a group of buckets.
struct Key {
    bucket: u16,
    /// Orders as the text does; of a key that is not long it is the text.
    word: u128,
    key: u32,
    is_long: bool,
}

/// A row of a person: in the order in which a digest takes them.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Row {
    valid_from: OptionalDay,
    from: Stamp,
    row: u32,
    // A row has one of each: they do not count for the order, but lie at hand.
    birth: OptionalDay,
    unit: u32,
    roles: u32,
}

/// A participation of a person: in the order in which a digest takes them.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Part {
    /// Where the activity stands in the order of ids.
    activity: u32,
    /// Where the role stands in the order of words.
    role: u32,
    from: Stamp,
}

/// Items grouped by owner.
struct Grouped<T> {
    starts: Vec<u32>,
    items: Vec<T>,
}

impl<T: Copy + Default + Ord> Grouped<T> {
    /// Groups items that stand with their owners.
    fn new(owners: usize, pairs: &[(u32, T)]) -> Self {
        let starts = super::store::starts(owners, pairs.iter().map(|(owner, _)| *owner));
        let mut items = vec![T::default(); pairs.len()];
        let mut next = starts.clone();
        for (owner, item) in pairs {
            if let Some(at) = next.get_mut(ix(*owner)) {
                if let Some(slot) = items.get_mut(ix(*at)) {
                    *slot = *item;
                }
                *at = at.saturating_add(1);
            }
        }
        Self { starts, items }
    }

    /// The items of an owner, in order.
    fn of(&mut self, owner: usize) -> &[T] {
        let at = |place: usize| self.starts.get(place).copied().map_or(0, ix);
        let range = at(owner)..at(owner.saturating_add(1));
        let items = self.items.get_mut(range).unwrap_or_default();
        if !items.is_sorted() {
            items.sort_unstable();
        }
        items
    }
}

impl<'a> Known<'a> {
    fn new(store: &'a Store, day: Day, step: usize) -> Self {
        let keys = &store.persons.keys;
        let bucket: Vec<u16> = (0..number(keys.len()))
            .map(|key| bucket(keys.get(key).as_str()))
            .collect();
        let group = |key: &u32| {
            let bucket = bucket.get(ix(*key)).copied().map_or(0, usize::from);
            u8::try_from(bucket.checked_div(step).unwrap_or(0)).unwrap_or(u8::MAX)
        };
        Self {
            store,
            day,
            step,
            group: store.persons.key.iter().map(group).collect(),
            units: Ranks::new(store.units.sorted(), |unit| {
                store
                    .units
                    .of(unit)
                    .iter()
                    .any(|row| row.known.from.known_on(day))
            }),
            activities: Ranks::new(store.activities.sorted(), |activity| {
                let mut rows = store.activities.of(activity).iter();
                rows.any(|row| row.known.from.known_on(day))
            }),
            bucket,
        }
    }

    fn bucket_of(&self, key: u32) -> u16 {
        self.bucket.get(ix(key)).copied().unwrap_or_default()
    }

    /// Counts and digests of some buckets.
    fn stamp(&self, buckets: Range<u16>) -> PersonStamp {
        let store = self.store;
        let persons = &store.persons;
        let keys = self.keys(&buckets);
        let mut place = vec![NONE; persons.keys.len()];
        for (at, Key { key, .. }) in keys.iter().enumerate() {
            if let Some(slot) = place.get_mut(ix(*key)) {
                *slot = number(at);
            }
        }
        let group = usize::from(buckets.start).checked_div(self.step).unwrap_or(0);
        let mut owners = Owners {
            known: self,
            group: u8::try_from(group).unwrap_or(u8::MAX),
            place: &place,
            of_row: vec![NONE; persons.key.len()],
        };
        owners.find();
        let mut rows = Grouped::new(keys.len(), &owners.rows());
        let (role_order, roles) = self.roles();
        let mut parts = Grouped::new(keys.len(), &owners.parts(&role_order));
        let mut rest = self.rest(&buckets);
        let mut stamp = PersonStamp::default();
        let mut lists = Words::new(persons.role_lists.len());
        let mut words = Words::new(roles.len());
        let mut next = 0usize;
        for bucket in buckets {
            let mut digest = Fingerprint::default();
            while let Some(Key {
                word, key, is_long, ..
            }) = keys.get(next).filter(|key| key.bucket == bucket)
            {
                let (rows, parts) = (rows.of(next), parts.of(next));
                next = next.saturating_add(1);
                if rows.is_empty() && parts.is_empty() {
                    continue;
                }
                if *is_long {
                    // No short key begins with a zero byte.
                    digest.fixed(&[0, 1]);
                    digest.text(persons.keys.get(*key).as_str());
                } else {
                    digest.fixed(&word.to_be_bytes());
                }
                digest.small(number(rows.len()));
                for row in rows {
                    count(&mut stamp.persons);
                    self.units.add(&mut digest, row.unit, &store.units.ids);
                    lists.add(&mut digest, row.roles, |digest| {
                        digest.text(persons.role_lists.get(row.roles).as_str());
                    });
                    let at = ix(row.row);
                    day(&mut digest, row.birth);
                    day(&mut digest, row.valid_from);
                    day(&mut digest, persons.valid_to.get(at));
                    digest.fixed(&row.from.seconds().to_be_bytes());
                }
                digest.small(number(parts.len()));
                for part in parts {
                    count(&mut stamp.participations);
                    let activity = self.activities.sorted.get(ix(part.activity));
                    let activity = activity.copied().unwrap_or(NONE);
                    self.activities.add(&mut digest, activity, &store.activities.ids);
                    words.add(&mut digest, part.role, |digest| {
                        digest.text(roles.get(ix(part.role)).map_or("", String::as_str));
                    });
                    digest.small(part.from.seconds());
                }
            }
            let observations = rest.observations.iter().filter(|(of, ..)| *of == bucket);
            let from = observations.clone().count();
            // The end of the persons: no key begins with two zero bytes.
            digest.fixed(&[0, 0]);
            digest.number(u64::try_from(from).unwrap_or(u64::MAX));
            for (_, row) in observations {
                count(&mut stamp.observations);
                if let Some(row) = store.observations.rows.get(ix(*row))
                    && let Observed::Person(key) = row.subject
                {
                    store.observation(&mut digest, row, persons.keys.get(key).as_str());
                }
            }
            rest.observations.drain(..from);
            let lines = rest.withdrawals.iter().filter(|(of, _)| *of == bucket);
            let from = lines.clone().count();
            lines.for_each(|(_, line)| digest.text(line));
            rest.withdrawals.drain(..from);
            lists.clear();
            words.clear();
            stamp.digests.push(digest.bytes());
        }
        stamp
    }

    /// The person keys of some buckets, in order.
    fn keys(&self, buckets: &Range<u16>) -> Vec<Key> {
        let texts = &self.store.persons.keys;
        let all = (0u32..).zip(&self.bucket);
        let mut keys: Vec<Key> = all
            .filter(|(_, bucket)| buckets.contains(bucket))
            .map(|(key, bucket)| Key {
                bucket: *bucket,
                word: texts.order_word(key),
                key,
                is_long: matches!(texts.get(key), KeyText::Long(_)),
            })
            .collect();
        keys.sort_unstable_by(|a, b| {
            (a.bucket, a.word)
                .cmp(&(b.bucket, b.word))
                .then_with(|| texts.compare(a.key, b.key))
        });
        keys
    }

    /// Where each participation role stands in the order of words, and the words in order.
    fn roles(&self) -> (Vec<u32>, Vec<String>) {
        let roles = &self.store.participations.roles;
        let mut words: Vec<(String, usize)> = roles
            .iter()
            .enumerate()
            .map(|(place, role)| (self.store.word(*role), place))
            .collect();
        words.order();
        let mut order = vec![0u32; roles.len()];
        for (rank, (_, role)) in words.iter().enumerate() {
            if let Some(slot) = order.get_mut(*role) {
                *slot = number(rank);
            }
        }
        (order, words.into_iter().map(|(word, _)| word).collect())
    }

    /// Observations and withdrawals, of which there are few.
    fn rest(&self, buckets: &Range<u16>) -> Rest {
        let store = self.store;
        let key_text = |key: u32| store.persons.keys.get(key).as_str().to_owned();
        let mut observations = Vec::new();
        for (at, row) in (0u32..).zip(&store.observations.rows) {
            if let Observed::Person(key) = row.subject
                && buckets.contains(&self.bucket_of(key))
                && row.known.from.known_on(self.day)
            {
                observations.push((self.bucket_of(key), at));
            }
        }
        let row_of = |at: u32| store.observations.rows.get(ix(at));
        observations.sort_by(|a, b| {
            a.0.cmp(&b.0).then_with(|| match (row_of(a.1), row_of(b.1)) {
                (Some(x), Some(y)) => store
                    .observations
                    .ids
                    .compare(x.observation, y.observation)
                    .then_with(|| x.known.from.cmp(&y.known.from)),
                _ => std::cmp::Ordering::Equal,
            })
        });
        let mut withdrawals = Vec::new();
        let mut line = |key: u32, time: Stamp, line: &dyn Fn() -> String| {
            let bucket = self.bucket_of(key);
            if buckets.contains(&bucket) && time.known_on(self.day) {
                withdrawals.push((bucket, line()));
            }
        };
        for (person, from, time) in &store.persons.withdrawn {
            line(*person, *time, &|| {
                format!("person {time} {} {}", first(*from), key_text(*person))
            });
        }
        for (activity, person, role, time) in &store.participations.withdrawn {
            line(*person, *time, &|| {
                let roles = &store.participations.roles;
                let role = roles.get(usize::from(*role)).map(|role| store.word(*role));
                let role = role.unwrap_or_default();
                format!(
                    "participation {time} {};{};{role}",
                    store.activities.id(*activity),
                    key_text(*person)
                )
            });
        }
        for (observation, time) in &store.observations.withdrawn {
            if let Some(person) = store.observed_person(*observation, self.day) {
                line(person, *time, &|| {
                    format!("observation {time} {}", store.observations.id(*observation))
                });
            }
        }
        withdrawals.order();
        withdrawals.dedup();
        Rest {
            observations,
            withdrawals,
        }
    }
}

/// The persons of a group of buckets.
struct Owners<'a> {
    known: &'a Known<'a>,
    group: u8,
    /// The place of each key among those of the group; `NONE` for one of another group.
    place: &'a [u32],
    /// The owner of each person row; `NONE` where another group has it. Participations name rows by the million, and those of an
    /// activity lie closer together than their keys.
    of_row: Vec<u32>,
}

impl Owners<'_> {
    fn place(&self, key: u32) -> u32 {
        self.place.get(ix(key)).copied().unwrap_or(NONE)
    }

    /// Finds the owner of each row.
    fn find(&mut self) {
        let mut owners = std::mem::take(&mut self.of_row);
        let rows = owners
            .iter_mut()
            .zip(&self.known.group)
            .zip(&self.known.store.persons.key);
        for ((owner, group), key) in rows {
            if *group == self.group {
                *owner = self.place(*key);
            }
        }
        self.of_row = owners;
    }

    /// The owner of a person row; `NONE` where another group has it.
    fn of_row(&self, row: usize) -> u32 {
        if self.known.group.get(row) != Some(&self.group) {
            return NONE;
        }
        self.of_row.get(row).copied().unwrap_or(NONE)
    }

    fn rows(&self) -> Vec<(u32, Row)> {
        let persons = &self.known.store.persons;
        let mut rows = Vec::new();
        for run in &persons.runs {
            for row in run.start..run.end {
                let at = ix(row);
                let owner = self.of_row(at);
                if owner == NONE {
                    continue;
                }
                let from = persons.from.get(at);
                if from.known_on(self.known.day) {
                    let row = Row {
                        valid_from: persons.valid_from.get(at),
                        from,
                        row,
                        birth: persons.birth.get(at).copied().unwrap_or_default(),
                        unit: run.unit,
                        roles: run.roles,
                    };
                    rows.push((owner, row));
                }
            }
        }
        rows
    }

    fn parts(&self, role_order: &[u32]) -> Vec<(u32, Part)> {
        let parts = &self.known.store.participations;
        let activities = &self.known.activities;
        let role_of = |role: u8| role_order.get(usize::from(role)).copied().unwrap_or(NONE);
        let mut found = Vec::new();
        for (activity, of) in (0u32..).zip(&activities.sorted) {
            let rows = parts.of(*of);
            let persons = parts.person.get(rows.clone()).unwrap_or_default();
            let roles = parts.role.get(rows.clone()).unwrap_or_default();
            for ((row, role), at) in persons.iter().zip(roles).zip(rows) {
                let owner = self.of_row(ix(*row));
                if owner == NONE {
                    continue;
                }
                let from = parts.from.get(at);
                if from.known_on(self.known.day) {
                    let role = role_of(*role);
                    found.push((owner, Part { activity, role, from }));
                }
            }
        }
        for part in &parts.unmatched {
            let owner = self.place(part.key);
            if owner != NONE && part.known.from.known_on(self.known.day) {
                let activity = activities.order.get(ix(part.activity));
                let entry = Part {
                    activity: activity.copied().unwrap_or(NONE),
                    role: role_of(part.role),
                    from: part.known.from,
                };
                found.push((owner, entry));
            }
        }
        found
    }
}

/// Rows and lines with their buckets, in order.
struct Rest {
    observations: Vec<(u16, u32)>,
    withdrawals: Vec<(u16, String)>,
}
