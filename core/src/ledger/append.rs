//! Entering few rows into a large ledger: they join at the end of their tables, and nothing else moves.
//!
//! New person rows form runs of their own behind all others. An activity that gets participations has all of its own
//! put behind all others; the place where they stood is left, until so much is left that everything is put in order.

use super::change::Change;
use super::rows::{NONE, Part, Persons, ix};
use super::seal::{self, PartRow, PersonRow};
use super::store::Store;
use crate::time::Stamp;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Few rows are put in order again once a batch brings more than one for so many that are there.
const SHARE: usize = 4;

/// So few rows are never worth it.
const FEW: usize = 8;

/// So many rows stay where they are, however many come: a batch costs what it brings, not what is there.
const MANY: usize = super::bulk::LARGE;

/// Runs may become so many times as many as after the last ordering.
const RUNS: usize = 8;

/// Runs that are always allowed.
const SOME_RUNS: usize = 4096;

/// Runs of so many rows on average are long enough, however many there are.
const LENGTH: usize = 64;

/// Whether so many new person rows had better be put in order with all others.
pub(crate) fn persons_are_many(store: &Store, new: usize) -> bool {
    let persons = &store.persons;
    let old = persons.key.len();
    let most = persons.sealed_runs.saturating_mul(RUNS).saturating_add(SOME_RUNS);
    are_many(new, old) || persons.runs.len() > most.max(old.div_ceil(LENGTH))
}

/// Whether so many new participations had better be put in order with all others.
pub(crate) fn parts_are_many(store: &Store, new: usize) -> bool {
    let parts = &store.participations;
    are_many(new, parts.len()) || parts.left > parts.len().saturating_add(FEW)
}

fn are_many(new: usize, old: usize) -> bool {
    let few = old == 0 || (old < MANY && new < MANY);
    few && new > FEW && new.saturating_mul(SHARE) > old
}

/// Adds person rows in an order of their own.
pub(crate) fn persons(store: &mut Store, mut rows: Vec<PersonRow>, change: &mut Change) {
    let (units, persons) = (&store.units.ids, &mut store.persons);
    rows.sort_unstable_by(|a, b| {
        units
            .compare(a.unit, b.unit)
            .then_with(|| persons.role_lists.compare(a.roles, b.roles))
            .then_with(|| a.birth.cmp(&b.birth))
            .then_with(|| persons.keys.compare(a.key, b.key))
            .then_with(|| (a.valid_from, a.from).cmp(&(b.valid_from, b.from)))
    });
    let before = persons.key.len();
    rows.iter().for_each(|row| seal::push(persons, row));
    join_persons(persons, before, change);
}

/// Notes what follows from rows that have come behind others; the keys of the change are those with a new or a withdrawn row.
pub(crate) fn join_persons(persons: &mut Persons, before: usize, change: &mut Change) {
    seal::join(persons, before, &change.persons);
    let news = persons.key.get(before..).unwrap_or_default();
    change.persons.append(&mut news.iter().copied().collect());
}

/// Adds participations, and looks again at those that are withdrawn or whose person has come into the register.
pub(crate) fn participations(
    store: &mut Store,
    rows: impl Iterator<Item = PartRow>,
    withdrawn: &[(u32, u32, u8)],
    change: &mut Change,
) {
    let mut news: BTreeMap<u32, Vec<PartRow>> = BTreeMap::new();
    for row in rows {
        news.entry(row.activity).or_default().push(row);
    }
    for (activity, ..) in withdrawn {
        news.entry(*activity).or_default();
    }
    store.participations.extend(store.activities.ids.len());
    // Whoever has a row now leaves the strangers with all parts.
    if !change.persons.is_empty() {
        let known = |part: &Part| change.persons.contains(&part.key) && store.is_in_register(part.key);
        let found: Vec<Part> = store
            .participations
            .unmatched
            .iter()
            .copied()
            .filter(known)
            .collect();
        for part in found {
            store.participations.unmatched.remove(&part);
            let row = PartRow {
                activity: part.activity,
                key: part.key,
                role: part.role,
                from: part.known.from,
            };
            news.entry(part.activity).or_default().push(row);
        }
    }
    let mut gone: HashMap<(u32, u32, u8), Vec<Stamp>> = HashMap::new();
    for (activity, key, role, time) in &store.participations.withdrawn {
        if news.contains_key(activity) {
            gone.entry((*activity, *key, *role)).or_default().push(*time);
        }
    }
    for (activity, rows) in news {
        change.parts.insert(activity, store.participations.of(activity));
        let (known, strangers): (Vec<PartRow>, Vec<PartRow>) =
            rows.into_iter().partition(|row| store.is_in_register(row.key));
        add_known(store, activity, &known, &gone);
        let mut touched: BTreeSet<(u32, u8)> = strangers.iter().map(|row| (row.key, row.role)).collect();
        let named = withdrawn
            .iter()
            .filter(|(of, key, _)| *of == activity && !store.is_in_register(*key));
        touched.extend(named.map(|(_, key, role)| (*key, *role)));
        for (key, role) in touched {
            let new = strangers
                .iter()
                .filter(|row| (row.key, row.role) == (key, role))
                .copied();
            add_strangers(store, (activity, key, role), new, &gone);
        }
    }
}

/// Puts the parts of an activity behind all others, with new ones.
fn add_known(store: &mut Store, activity: u32, rows: &[PartRow], gone: &HashMap<(u32, u32, u8), Vec<Stamp>>) {
    let persons = &store.persons;
    let parts = &mut store.participations;
    let old = parts.of(activity);
    let mut entries: Vec<(u64, Stamp)> = old
        .clone()
        .map(|index| {
            let row = parts.person.get(index).copied().unwrap_or(NONE);
            let role = parts.role.get(index).copied().unwrap_or_default();
            (seal::pack(row, role), parts.from.get(index))
        })
        .collect();
    let row_of = |key: u32| persons.row_of_key.get(ix(key)).copied().unwrap_or(NONE);
    entries.extend(
        rows.iter()
            .map(|row| (seal::pack(row_of(row.key), row.role), row.from)),
    );
    entries.sort_unstable();
    parts.left = parts.left.saturating_add(old.len());
    let place = parts.spans.len();
    parts.add_activity(&entries, |row, role| {
        let key = persons.key.get(ix(row)).copied().unwrap_or(NONE);
        gone.get(&(activity, key, role)).map_or(&[][..], Vec::as_slice)
    });
    parts.spans.swap(place, ix(activity));
    parts.latest.swap(place, ix(activity));
    parts.ended.swap(place, ix(activity));
    parts.spans.truncate(place);
    parts.latest.truncate(place);
    parts.ended.truncate(place);
    let rows = parts.of(activity);
    parts.groups.set(activity, rows, &parts.person, &parts.role);
}

fn add_strangers(
    store: &mut Store,
    (activity, key, role): (u32, u32, u8),
    new: impl Iterator<Item = PartRow>,
    gone: &HashMap<(u32, u32, u8), Vec<Stamp>>,
) {
    let parts = &mut store.participations;
    let old: Vec<Part> = parts.strangers(activity, key, role).copied().collect();
    let mut group: Vec<PartRow> = old
        .iter()
        .map(|part| PartRow {
            activity,
            key,
            role,
            from: part.known.from,
        })
        .chain(new)
        .collect();
    group.sort_unstable_by_key(|row| row.from);
    for part in &old {
        parts.unmatched.remove(part);
    }
    let gone = gone.get(&(activity, key, role)).map_or(&[][..], Vec::as_slice);
    let news = seal::stranger(&group, gone, &mut parts.duplicates);
    parts.unmatched.extend(news);
}
