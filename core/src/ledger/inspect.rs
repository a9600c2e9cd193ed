//! What a batch must satisfy against the ledger that it enters: references, duplicates, overlaps, withdrawals.

use super::batch::{Batch, Kind, OptionalDay, Row};
use super::bulk;
use super::check::{self, RowFaults};
use super::known;
use super::record::RecordKey;
use super::rows::{NONE, ix, number};
use super::store::Store;
use crate::error::{Code, Words, nearest};
use crate::time::Stamp;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Looks up the keys of a batch, so that it can be inspected. The persons of many participations that are surely good are left
/// for when they enter an empty ledger.
pub(crate) fn look_up(store: &Store, batch: &mut Batch) {
    batch.settle_persons();
    let wait = batch.has_plain_participations()
        && batch.withdrawals.is_empty()
        && bulk::participations::can_enter(store, batch)
        && good_activities(store, batch).into_iter().all(|good| good)
        && good_roles(batch).into_iter().all(|good| good);
    if !wait {
        batch.settle();
    }
}

/// Which activities that participations name are there.
fn good_activities(store: &Store, batch: &Batch) -> Vec<bool> {
    let new: HashSet<&str> = batch
        .activities
        .iter()
        .map(|(_, record)| record.id.as_str())
        .collect();
    let good = |activity: u32| {
        let id = batch.activity_keys.get(activity);
        new.contains(id.as_str()) || store.activities.ids.find(id.as_str()).is_some()
    };
    (0..number(batch.activity_keys.len())).map(good).collect()
}

/// So many roles of participations fit the ledger.
const ROLES: usize = 255;

/// Which roles of participations are too many for the ledger.
fn roles_too_many(store: &Store, batch: &Batch) -> Vec<bool> {
    let known = |role: u32| {
        let word = store.words.find(batch.roles.get(role).as_str());
        word.is_some_and(|word| store.participations.roles.contains(&word))
    };
    let mut left = ROLES.saturating_sub(store.participations.roles.len());
    let too_many = |role: u32| {
        let fits = known(role) || left > 0;
        left = left.saturating_sub(usize::from(!known(role)));
        !fits
    };
    (0..number(batch.roles.len())).map(too_many).collect()
}

fn good_roles(batch: &Batch) -> Vec<bool> {
    let good = |role: u32| check::is_name(batch.roles.get(role).as_str());
    (0..number(batch.roles.len())).map(good).collect()
}

/// All faults of a batch, by row.
pub(crate) fn inspect(store: &Store, batch: &Batch) -> RowFaults {
    let mut faults = RowFaults::default();
    let units = Units::new(store, batch);
    for (row, record) in rows(&batch.units, Kind::Unit) {
        check::unit(&mut faults, batch, row, record);
        let parents = record
            .parents
            .iter()
            .map(|(hierarchy, parent)| (format!("parent.{hierarchy}"), parent));
        for (field, parent) in record
            .parent
            .iter()
            .map(|parent| ("parent".to_owned(), parent))
            .chain(parents)
        {
            units.must_exist(&mut faults, batch, row, &field, parent);
            if *parent == record.id {
                let expected = Words::new("应为另一个单位", "another unit");
                faults.push(batch, row, &field, Code::UnitCycle, parent, expected);
            }
        }
    }
    for (row, record) in rows(&batch.organisations, Kind::Organisation) {
        check::organisation(&mut faults, batch, row, record);
        units.must_exist(&mut faults, batch, row, "host", &record.host);
        record
            .covers
            .iter()
            .for_each(|unit| units.must_exist(&mut faults, batch, row, "covers", unit));
    }
    for (row, record) in rows(&batch.activities, Kind::Activity) {
        check::activity(&mut faults, batch, row, record);
        record
            .hosts
            .iter()
            .for_each(|unit| units.must_exist(&mut faults, batch, row, "hosts", unit));
        record
            .organiser
            .iter()
            .for_each(|unit| units.must_exist(&mut faults, batch, row, "organiser", unit));
    }
    let plain_keys = batch.person_keys.are_plain();
    let persons = persons(&mut faults, batch, &units, plain_keys);
    participations(&mut faults, store, batch, plain_keys);
    for (row, record) in rows(&batch.observations, Kind::Observation) {
        check::observation(&mut faults, batch, row, record);
        record
            .unit
            .iter()
            .for_each(|unit| units.must_exist(&mut faults, batch, row, "unit", unit));
        if let Some(person) = record
            .person
            .as_ref()
            .filter(|person| !persons.exists(store, batch, person))
        {
            let expected = Words::new("应为人员表中的编号", "a person of the register");
            faults.push(
                batch,
                row,
                "person",
                Code::UnknownSubjectOfObservation,
                person,
                expected,
            );
        }
    }
    let doubtful = doubtful_persons(store, batch);
    let mut entries = Entries::new(store, batch, &doubtful);
    entries.duplicates(&mut faults, batch);
    entries.withdrawals(&mut faults, batch);
    overlaps(&mut faults, store, batch, &doubtful);
    faults
}

/// Rows of a small table with their places.
pub(crate) fn rows<T>(items: &[(super::batch::At, T)], kind: Kind) -> impl Iterator<Item = (Row, &T)> {
    items
        .iter()
        .enumerate()
        .map(move |(index, (at, record))| (Row { at: *at, kind, index }, record))
}

/// The unit ids of the ledger and of the batch.
struct Units<'a> {
    store: &'a Store,
    new: HashSet<&'a str>,
}

impl<'a> Units<'a> {
    fn new(store: &'a Store, batch: &'a Batch) -> Self {
        Self {
            store,
            new: batch.units.iter().map(|(_, record)| record.id.as_str()).collect(),
        }
    }

    fn exists(&self, id: &str) -> bool {
        self.new.contains(id) || self.store.units.ids.find(id).is_some()
    }

    fn must_exist(&self, faults: &mut RowFaults, batch: &Batch, row: Row, field: &str, id: &str) {
        if self.exists(id) {
            return;
        }
        // A hint is worth a scan of all ids only while they are few.
        let hint = if self.new.len() <= 10_000 {
            nearest(id, sorted(&self.new))
        } else {
            None
        };
        let expected = match hint {
            Some(hint) => Words::new(
                format!("单位表中的编号，是否为 `{hint}`"),
                format!("a unit of the ledger; did you mean `{hint}`?"),
            ),
            None => Words::new("单位表中的编号", "a unit of the ledger"),
        };
        faults.push(batch, row, field, Code::UnknownUnit, id, expected);
    }
}

fn sorted<'a>(ids: &HashSet<&'a str>) -> Vec<&'a str> {
    let mut ids: Vec<&str> = ids.iter().copied().collect();
    ids.sort_unstable();
    ids
}

/// Which person keys of a batch have a person row in it; empty where no observation asks.
struct NewPersons {
    has_row: Vec<bool>,
}

impl NewPersons {
    fn exists(&self, store: &Store, batch: &Batch, id: &str) -> bool {
        let new = batch
            .person_keys
            .find(id)
            .and_then(|key| self.has_row.get(ix(key)))
            .copied()
            .unwrap_or(false);
        let old = || {
            store
                .persons
                .keys
                .find(id)
                .and_then(|key| store.persons.row_of_key.get(ix(key)))
                .copied()
        };
        new || old().is_some_and(|row| row != super::rows::NONE)
    }
}

fn persons(faults: &mut RowFaults, batch: &Batch, units: &Units<'_>, plain_keys: bool) -> NewPersons {
    let good_roles = check::good_role_lists(batch);
    let good_units: Vec<bool> = (0..number(batch.unit_keys.len()))
        .map(|unit| {
            let id = batch.unit_keys.get(unit);
            units.exists(id.as_str())
        })
        .collect();
    let rows = &batch.persons;
    // A key, role list or unit is looked at once, however many rows name it; mostly all are good and there are no dates but
    // births, and no row needs a look.
    let all_good = good_roles.iter().chain(&good_units).all(|good| *good)
        && plain_keys
        && rows.valid_from.is_plain()
        && rows.valid_to.is_plain()
        && rows.recorded.is_plain();
    for (index, unit) in rows.unit.iter().enumerate().filter(|_| !all_good) {
        check::person(faults, batch, index, &good_roles);
        if !good_units.get(ix(*unit)).copied().unwrap_or(false) {
            let id = batch.unit_keys.get(*unit);
            units.must_exist(faults, batch, batch.person_row(index), "unit", id.as_str());
        }
    }
    let mut has_row = Vec::new();
    if batch
        .observations
        .iter()
        .any(|(_, record)| record.person.is_some())
    {
        has_row.resize(batch.person_keys.len(), false);
        for key in &rows.key {
            if let Some(seen) = has_row.get_mut(ix(*key)) {
                *seen = true;
            }
        }
    }
    NewPersons { has_row }
}

fn participations(faults: &mut RowFaults, store: &Store, batch: &Batch, plain_keys: bool) {
    let good_activities = good_activities(store, batch);
    let good_roles = good_roles(batch);
    let parts = &batch.participations;
    let too_many = roles_too_many(store, batch);
    let all_good = good_activities.iter().chain(&good_roles).all(|good| *good)
        && !too_many.iter().any(|too_many| *too_many);
    if all_good && plain_keys {
        return;
    }
    let good_keys: Vec<bool> = (0..number(batch.person_keys.len()))
        .map(|key| check::is_name(batch.person_keys.get(key).as_str()))
        .collect();
    if all_good && good_keys.iter().all(|good| *good) {
        return;
    }
    for (index, ((activity, person), role)) in parts
        .activity
        .iter()
        .zip(&parts.person)
        .zip(&parts.role)
        .enumerate()
    {
        if !all_good {
            if !good_activities.get(ix(*activity)).copied().unwrap_or(false) {
                let found = batch.activity_keys.get(*activity).as_str().to_owned();
                let expected = Words::new("活动表中的编号", "an activity of the ledger");
                faults.push(
                    batch,
                    batch.participation_row(index),
                    "activity",
                    Code::UnknownActivity,
                    found,
                    expected,
                );
            }
            if too_many.get(ix(*role)).copied().unwrap_or(false) {
                let found = batch.roles.get(*role).as_str().to_owned();
                let expected = Words::new(
                    format!("一个台账至多 {ROLES} 种参加角色"),
                    format!("at most {ROLES} roles of participations in one ledger"),
                );
                let row = batch.participation_row(index);
                faults.push(batch, row, "role", Code::TooMany, found, expected);
            }
            if !good_roles.get(ix(*role)).copied().unwrap_or(false) {
                let found = batch.roles.get(*role).as_str().to_owned();
                let expected = Words::new("应为角色名", "a role");
                faults.push(
                    batch,
                    batch.participation_row(index),
                    "role",
                    Code::BadText,
                    found,
                    expected,
                );
            }
        }
        if !good_keys.get(ix(*person)).copied().unwrap_or(true) {
            let found = batch.person_keys.get(*person).as_str().to_owned();
            let expected = Words::new("应为人员编号", "a person's key");
            faults.push(
                batch,
                batch.participation_row(index),
                "person",
                Code::BadText,
                found,
                expected,
            );
        }
    }
}

/// Moments of entry by record key: what the ledger has, and what the batch adds.
struct Entries {
    old: HashMap<RecordKey, Vec<Stamp>>,
    new: HashMap<RecordKey, Vec<(Stamp, Row)>>,
}

impl Entries {
    /// Gathers the entries of the small tables, and of those persons and participations that have more than one
    /// entry or are withdrawn: looking at each of millions would be waste.
    fn new(store: &Store, batch: &Batch, doubtful: &[usize]) -> Self {
        let mut new: HashMap<RecordKey, Vec<(Stamp, Row)>> = HashMap::new();
        let mut add = |key: RecordKey, stamp: Option<Stamp>, row: Row| {
            new.entry(key).or_default().push((stamp.unwrap_or_default(), row));
        };
        for (row, record) in rows(&batch.units, Kind::Unit) {
            add(
                RecordKey::Unit {
                    id: record.id.clone(),
                    valid_from: record.valid_from,
                },
                record.recorded_at,
                row,
            );
        }
        for (row, record) in rows(&batch.organisations, Kind::Organisation) {
            add(
                RecordKey::Organisation(record.id.clone()),
                record.recorded_at,
                row,
            );
        }
        for (row, record) in rows(&batch.activities, Kind::Activity) {
            add(RecordKey::Activity(record.id.clone()), record.recorded_at, row);
        }
        for (row, record) in rows(&batch.observations, Kind::Observation) {
            add(RecordKey::Observation(record.id.clone()), record.recorded_at, row);
        }
        for &index in doubtful {
            let key = batch.persons.key.get(index).copied().unwrap_or_default();
            let id = batch.person_keys.get(key).as_str().to_owned();
            let valid_from = batch.persons.valid_from.get(index).get();
            add(
                RecordKey::Person { id, valid_from },
                Some(batch.persons.recorded.get(index)),
                batch.person_row(index),
            );
        }
        for index in withdrawn_parts(batch) {
            let parts = &batch.participations;
            let get = |column: &[u32]| column.get(index).copied().unwrap_or_default();
            let key = RecordKey::Participation {
                activity: batch.activity_keys.get(get(&parts.activity)).as_str().to_owned(),
                person: batch.person_keys.get(get(&parts.person)).as_str().to_owned(),
                role: batch.roles.get(get(&parts.role)).as_str().to_owned(),
            };
            add(
                key,
                Some(parts.recorded.get(index)),
                batch.participation_row(index),
            );
        }
        let asked = new
            .keys()
            .chain(batch.withdrawals.iter().map(|(_, withdrawal)| &withdrawal.of));
        let old = asked
            .map(|key| (key.clone(), store.entries(key)))
            .filter(|(_, stamps)| !stamps.is_empty())
            .collect();
        Self { old, new }
    }

    /// Two entries of one record at one moment: which of them holds?
    fn duplicates(&mut self, faults: &mut RowFaults, batch: &Batch) {
        for (key, entries) in &mut self.new {
            if matches!(key, RecordKey::Participation { .. }) {
                continue;
            }
            entries.sort_unstable();
            let mut seen: BTreeMap<Stamp, Option<Row>> = self
                .old
                .get(key)
                .into_iter()
                .flatten()
                .map(|stamp| (*stamp, None))
                .collect();
            for &(stamp, row) in entries.iter() {
                match seen.get(&stamp) {
                    None => {
                        seen.insert(stamp, Some(row));
                    }
                    Some(earlier) => {
                        let same = earlier.is_none_or(|earlier| batch.same(row, earlier));
                        let code = if same {
                            Code::DuplicateRecord
                        } else {
                            Code::ConflictingRecord
                        };
                        let expected = match earlier {
                            Some(earlier) => {
                                let place = batch.place(earlier.at);
                                Words::new(
                                    format!("与 {} 编号相同，更正应写明更晚的 recorded_at", place.zh()),
                                    format!(
                                        "another id than {}, or a later `recorded_at` for a correction",
                                        place.en()
                                    ),
                                )
                            }
                            None => Words::new(
                                "台账中已有此编号，更正应写明更晚的 recorded_at",
                                "an id that the ledger does not hold yet, or a later `recorded_at` for a correction",
                            ),
                        };
                        faults.push(batch, row, "id", code, id_of(key), expected);
                    }
                }
            }
        }
    }

    fn withdrawals(&self, faults: &mut RowFaults, batch: &Batch) {
        for (row, withdrawal) in rows(&batch.withdrawals, Kind::Withdrawal) {
            let old = self.old.get(&withdrawal.of).cloned().unwrap_or_default();
            let new = self
                .new
                .get(&withdrawal.of)
                .into_iter()
                .flatten()
                .map(|(stamp, _)| *stamp);
            let entries: Vec<Stamp> = old.into_iter().chain(new).collect();
            if !known::withdraws(&entries, withdrawal.recorded_at) {
                let time = withdrawal.recorded_at;
                let expected = Words::new(
                    format!("应为 {time} 之前登记的记录"),
                    format!("a record entered by {time}"),
                );
                faults.push(
                    batch,
                    row,
                    "id",
                    Code::WithdrawnUnknown,
                    id_of(&withdrawal.of),
                    expected,
                );
            }
        }
    }
}

/// The id in a record key, for a message.
fn id_of(key: &RecordKey) -> String {
    match key {
        RecordKey::Unit { id, .. } | RecordKey::Person { id, .. } => id.clone(),
        RecordKey::Organisation(id) | RecordKey::Activity(id) | RecordKey::Observation(id) => id.clone(),
        RecordKey::Participation {
            activity,
            person,
            role,
        } => format!("{activity};{person};{role}"),
    }
}

/// Person rows whose key has another row, here or in the ledger, or is withdrawn.
fn doubtful_persons(store: &Store, batch: &Batch) -> Vec<usize> {
    if batch.persons.key.is_empty() {
        return Vec::new();
    }
    let fresh = store.persons.key.is_empty();
    // Where only person rows name keys, and there are as many keys as rows, each has one.
    let only_rows = batch.participations.person.is_empty();
    if fresh
        && only_rows
        && batch.withdrawals.is_empty()
        && batch.person_keys.len() == batch.persons.key.len()
    {
        return Vec::new();
    }
    let mut count = vec![0u8; batch.person_keys.len()];
    for key in &batch.persons.key {
        if let Some(count) = count.get_mut(ix(*key)) {
            *count = count.saturating_add(1);
        }
    }
    for (_, withdrawal) in &batch.withdrawals {
        if let RecordKey::Person { id, .. } = &withdrawal.of
            && let Some(count) = batch.person_keys.find(id).and_then(|key| count.get_mut(ix(key)))
        {
            *count = 2;
        }
    }
    let old = if fresh {
        Vec::new()
    } else {
        store.persons.keys.find_all(&batch.person_keys)
    };
    let doubtful = |key: u32| {
        count.get(ix(key)).is_some_and(|count| *count > 1)
            || old.get(ix(key)).is_some_and(|number| *number != NONE)
    };
    (0..batch.persons.key.len())
        .filter(|&index| batch.persons.key.get(index).is_some_and(|key| doubtful(*key)))
        .collect()
}

/// Participation rows whose part a withdrawal of the batch names.
fn withdrawn_parts(batch: &Batch) -> Vec<usize> {
    let named: HashSet<(u32, u32, u32)> = batch
        .withdrawals
        .iter()
        .filter_map(|(_, withdrawal)| match &withdrawal.of {
            RecordKey::Participation {
                activity,
                person,
                role,
            } => Some((
                batch.activity_keys.find(activity)?,
                batch.person_keys.find(person)?,
                batch.roles.find(role)?,
            )),
            _ => None,
        })
        .collect();
    if named.is_empty() {
        return Vec::new();
    }
    let parts = &batch.participations;
    let keys = parts.activity.iter().zip(&parts.person).zip(&parts.role);
    keys.enumerate()
        .filter(|(_, ((a, p), r))| named.contains(&(**a, **p, **r)))
        .map(|(index, _)| index)
        .collect()
}

/// Spans of one unit or person that reach into the next.
fn overlaps(faults: &mut RowFaults, store: &Store, batch: &Batch, doubtful: &[usize]) {
    let mut units: BTreeMap<&str, Vec<Version>> = BTreeMap::new();
    for (row, record) in rows(&batch.units, Kind::Unit) {
        let version = Version {
            from: record.valid_from.into(),
            to: record.valid_to.into(),
            entered: record.recorded_at.unwrap_or_default(),
            row: Some(row),
        };
        units.entry(&record.id).or_default().push(version);
    }
    let gone = Gone::new(batch);
    for (id, mut versions) in units {
        versions.extend(store.unit_versions(id));
        versions.retain(|version| !gone.unit(id, version));
        Version::check(faults, batch, versions, id);
    }
    let mut persons: BTreeMap<u32, Vec<Version>> = BTreeMap::new();
    for &index in doubtful {
        let version = Version {
            from: batch.persons.valid_from.get(index),
            to: batch.persons.valid_to.get(index),
            entered: batch.persons.recorded.get(index),
            row: Some(batch.person_row(index)),
        };
        persons
            .entry(batch.persons.key.get(index).copied().unwrap_or_default())
            .or_default()
            .push(version);
    }
    for (key, mut versions) in persons {
        let id = batch.person_keys.get(key);
        versions.extend(store.person_versions(id.as_str()));
        versions.retain(|version| !gone.person(id.as_str(), version));
        Version::check(faults, batch, versions, id.as_str());
    }
}

/// Unit and person records that the batch withdraws.
struct Gone<'a>(HashMap<(bool, &'a str, OptionalDay), Stamp>);

impl<'a> Gone<'a> {
    fn new(batch: &'a Batch) -> Self {
        let mut gone: HashMap<(bool, &str, OptionalDay), Stamp> = HashMap::new();
        for (_, withdrawal) in &batch.withdrawals {
            let key = match &withdrawal.of {
                RecordKey::Unit { id, valid_from } => (true, id.as_str(), OptionalDay::from(*valid_from)),
                RecordKey::Person { id, valid_from } => (false, id.as_str(), OptionalDay::from(*valid_from)),
                _ => continue,
            };
            let latest = gone.entry(key).or_default();
            *latest = (*latest).max(withdrawal.recorded_at);
        }
        Self(gone)
    }

    fn unit(&self, id: &str, version: &Version) -> bool {
        self.0
            .get(&(true, id, version.from))
            .is_some_and(|time| version.entered <= *time)
    }

    fn person(&self, id: &str, version: &Version) -> bool {
        self.0
            .get(&(false, id, version.from))
            .is_some_and(|time| version.entered <= *time)
    }
}

/// A span of a unit or person, with the row of the batch that brings it.
pub(crate) struct Version {
    pub(crate) from: OptionalDay,
    pub(crate) to: OptionalDay,
    pub(crate) entered: Stamp,
    pub(crate) row: Option<Row>,
}

impl Version {
    /// Of the versions in force now, none may name a last day that lies in the next one.
    fn check(faults: &mut RowFaults, batch: &Batch, mut versions: Vec<Self>, id: &str) {
        versions.sort_by_key(|version| (version.from, version.entered));
        let mut latest: Vec<Self> = Vec::new();
        for version in versions {
            match latest.last_mut() {
                Some(last) if last.from == version.from => *last = version,
                _ => latest.push(version),
            }
        }
        for pair in latest.windows(2) {
            let [earlier, later] = pair else { continue };
            let (Some(to), Some(from)) = (earlier.to.get(), later.from.get()) else {
                continue;
            };
            let Some(row) = later.row.or(earlier.row).filter(|_| to >= from) else {
                continue;
            };
            let expected = Words::new(
                format!("前一条记录有效至 {to}，后一条应从次日或更晚开始"),
                format!("a later start: the record before it holds up to {to}"),
            );
            faults.push(
                batch,
                row,
                "valid_from",
                Code::OverlappingVersions,
                format!("{id} {from}"),
                expected,
            );
        }
    }
}

/// Rows by kind and index, for [`Batch::remove`].
pub(crate) fn bad_rows(faults: &RowFaults) -> BTreeSet<(Kind, usize)> {
    faults.rows.keys().map(|row| (row.kind, row.index)).collect()
}
