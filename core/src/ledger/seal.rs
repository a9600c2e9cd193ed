//! Bringing the tables into their order after rows were added.
//!
//! The order depends on the facts alone, not on the order in which they came: persons by unit id, role list, birth and key;
//! participations by activity, role and person.

use super::batch::{OptionalDay, ParticipationRows};
use super::group::Groups;
use super::known;
use super::rows::{Known, NONE, Part, Participations, Persons, Run, Until, ix, number};
use super::store::{Store, Table};
use crate::time::Stamp;
use std::collections::{BTreeMap, HashMap};

/// A person row on its way to its place.
#[derive(Clone, Copy)]
pub(crate) struct PersonRow {
    pub(crate) unit: u32,
    pub(crate) roles: u32,
    pub(crate) key: u32,
    pub(crate) birth: OptionalDay,
    pub(crate) valid_from: OptionalDay,
    pub(crate) valid_to: OptionalDay,
    pub(crate) from: Stamp,
}

/// A participation row on its way to its place.
#[derive(Clone, Copy)]
pub(crate) struct PartRow {
    pub(crate) activity: u32,
    pub(crate) key: u32,
    pub(crate) role: u8,
    pub(crate) from: Stamp,
}

/// All participations on their way: those that the ledger has, and those of a batch, whose numbers are translated as
/// they are read.
pub(crate) struct Parts<'a> {
    pub(crate) old: Vec<PartRow>,
    pub(crate) new: &'a ParticipationRows,
    pub(crate) activities: Vec<u32>,
    pub(crate) keys: &'a [u32],
    pub(crate) roles: Vec<u8>,
}

impl Parts<'_> {
    fn len(&self) -> usize {
        self.old.len().saturating_add(self.new.person.len())
    }

    fn iter(&self) -> impl Iterator<Item = PartRow> + '_ {
        let new = self.new;
        let columns = new.activity.iter().zip(&new.person).zip(&new.role).enumerate();
        self.old
            .iter()
            .copied()
            .chain(columns.map(|(row, ((activity, person), role))| PartRow {
                activity: self.activities.get(ix(*activity)).copied().unwrap_or(NONE),
                key: self.keys.get(ix(*person)).copied().unwrap_or(NONE),
                role: self.roles.get(ix(*role)).copied().unwrap_or(u8::MAX),
                from: new.recorded.get(row),
            }))
    }
}

/// Orders a small table by key and entry, and marks when each entry was known.
pub(crate) fn table<R>(
    table: &mut Table<R>,
    key: impl Fn(&R) -> u32,
    from: impl Fn(&R) -> Stamp,
    known: impl Fn(&mut R) -> &mut Known,
) {
    table.rows.sort_by_key(|row| (key(row), from(row)));
    let mut withdrawn: HashMap<u32, Vec<Stamp>> = HashMap::new();
    for (id, time) in &table.withdrawn {
        withdrawn.entry(*id).or_default().push(*time);
    }
    for group in table.rows.chunk_by_mut(|a, b| key(a) == key(b)) {
        let id = group.first().map_or(NONE, &key);
        let entries: Vec<Stamp> = group.iter().map(&from).collect();
        let gone = withdrawn.get(&id).map_or(&[][..], Vec::as_slice);
        for (row, span) in group.iter_mut().zip(known::spans(&entries, gone)) {
            *known(row) = span;
        }
    }
    table.index(key);
}

/// Orders the units by number, first day and entry.
pub(crate) fn units(store: &mut Store) {
    let mut withdrawn: HashMap<(u32, OptionalDay), Vec<Stamp>> = HashMap::new();
    for (unit, first, time) in &store.withdrawn_units {
        withdrawn.entry((*unit, *first)).or_default().push(*time);
    }
    let table = &mut store.units;
    table
        .rows
        .sort_by_key(|row| (row.unit, row.valid_from, row.known.from));
    for group in table
        .rows
        .chunk_by_mut(|a, b| (a.unit, a.valid_from) == (b.unit, b.valid_from))
    {
        let key = group.first().map(|row| (row.unit, row.valid_from));
        let entries: Vec<Stamp> = group.iter().map(|row| row.known.from).collect();
        let gone = key
            .and_then(|key| withdrawn.get(&key))
            .map_or(&[][..], Vec::as_slice);
        for (row, span) in group.iter_mut().zip(known::spans(&entries, gone)) {
            row.known = span;
        }
    }
    table.index(|row| row.unit);
}

/// Takes all person rows out, to put them back with others.
pub(crate) fn take_persons(store: &mut Store) -> Vec<PersonRow> {
    let persons = &mut store.persons;
    let mut rows = Vec::with_capacity(persons.key.len());
    for run in &persons.runs {
        for row in ix(run.start)..ix(run.end) {
            rows.push(PersonRow {
                unit: run.unit,
                roles: run.roles,
                key: persons.key.get(row).copied().unwrap_or(NONE),
                birth: persons.birth.get(row).copied().unwrap_or_default(),
                valid_from: persons.valid_from.get(row),
                valid_to: persons.valid_to.get(row),
                from: persons.from.get(row),
            });
        }
    }
    persons.key = Vec::new();
    persons.birth = Vec::new();
    rows
}

/// Puts all person rows into their order.
pub(crate) fn persons(store: &mut Store, rows: Vec<PersonRow>) {
    let unit_rank = ranks(&store.units.sorted());
    let persons = &mut store.persons;
    let mut lists: Vec<u32> = (0..number(persons.role_lists.len())).collect();
    lists.sort_unstable_by(|&a, &b| persons.role_lists.compare(a, b));
    let list_rank = ranks(&lists);
    let rows = by_bucket(rows, unit_rank.len(), |row| {
        unit_rank.get(ix(row.unit)).copied().unwrap_or(0)
    });
    let mut next = Persons {
        keys: std::mem::take(&mut persons.keys),
        role_lists: std::mem::take(&mut persons.role_lists),
        roles_of: std::mem::take(&mut persons.roles_of),
        withdrawn: std::mem::take(&mut persons.withdrawn),
        key: Vec::with_capacity(rows.len()),
        birth: Vec::with_capacity(rows.len()),
        ..Persons::default()
    };
    next.row_of_key = vec![NONE; next.keys.len()];
    let mut again: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    let mut scratch: Vec<((u32, OptionalDay), u128, PersonRow)> = Vec::new();
    for unit in rows.chunk_by(|a, b| a.unit == b.unit) {
        scratch.clear();
        scratch.extend(unit.iter().map(|row| {
            (
                (list_rank.get(ix(row.roles)).copied().unwrap_or(0), row.birth),
                next.keys.order_word(row.key),
                *row,
            )
        }));
        let keys = &next.keys;
        scratch.sort_unstable_by(|a, b| {
            (a.0, a.1)
                .cmp(&(b.0, b.1))
                .then_with(|| keys.compare(a.2.key, b.2.key))
                .then_with(|| (a.2.valid_from, a.2.from).cmp(&(b.2.valid_from, b.2.from)))
        });
        for (_, _, row) in &scratch {
            append(&mut next, row, &mut again);
        }
    }
    let mut until: HashMap<u32, Until> = HashMap::new();
    let withdrawn: std::collections::HashSet<u32> = next.withdrawn.iter().map(|(key, ..)| *key).collect();
    for key in withdrawn {
        let first = next.row_of_key.get(ix(key)).copied().unwrap_or(NONE);
        if first != NONE && !again.contains_key(&key) {
            mark(&next, &[first], &mut until);
        }
    }
    for rows in again.values() {
        mark(&next, rows, &mut until);
    }
    if !until.is_empty() {
        next.until = (0..number(next.key.len()))
            .map(|row| until.get(&row).copied().unwrap_or_default())
            .collect();
    }
    next.families = again.into_values().map(Into::into).collect();
    let plain = next.until.is_plain() && next.valid_from.is_plain() && next.valid_to.is_plain();
    if !plain {
        let bounded = |row: &u32| {
            let row = ix(*row);
            next.until.get(row) != Until::default()
                || next.valid_from.get(row) != OptionalDay::default()
                || next.valid_to.get(row) != OptionalDay::default()
        };
        next.bounded = (0..number(next.key.len())).filter(bounded).collect();
    }
    store.persons = next;
}

fn append(persons: &mut Persons, row: &PersonRow, again: &mut BTreeMap<u32, Vec<u32>>) {
    let at = number(persons.key.len());
    match persons.runs.last_mut() {
        Some(run) if run.unit == row.unit && run.roles == row.roles => {
            run.end = at.saturating_add(1);
            run.youngest = row.birth;
        }
        _ => persons.runs.push(Run {
            unit: row.unit,
            roles: row.roles,
            start: at,
            end: at.saturating_add(1),
            oldest: row.birth,
            youngest: row.birth,
        }),
    }
    if let Some(first) = persons.row_of_key.get_mut(ix(row.key)) {
        if *first == NONE {
            *first = at;
        } else {
            again.entry(row.key).or_insert_with(|| vec![*first]).push(at);
        }
    }
    persons.key.push(row.key);
    persons.birth.push(row.birth);
    persons.valid_from.push(row.valid_from);
    persons.valid_to.push(row.valid_to);
    persons.from.push(row.from);
    persons.latest = persons.latest.max(row.from);
}

/// Marks until when each row of one person was known.
fn mark(persons: &Persons, rows: &[u32], until: &mut HashMap<u32, Until>) {
    let mut spans: BTreeMap<OptionalDay, Vec<(Stamp, u32)>> = BTreeMap::new();
    for &row in rows {
        spans
            .entry(persons.valid_from.get(ix(row)))
            .or_default()
            .push((persons.from.get(ix(row)), row));
    }
    let key = rows
        .first()
        .and_then(|row| persons.key.get(ix(*row)))
        .copied()
        .unwrap_or(NONE);
    for (first, mut entries) in spans {
        entries.sort_unstable();
        let stamps: Vec<Stamp> = entries.iter().map(|entry| entry.0).collect();
        let withdrawn = persons
            .withdrawn
            .iter()
            .filter(|(of, day, _)| *of == key && *day == first);
        let withdrawn: Vec<Stamp> = withdrawn.map(|(.., time)| *time).collect();
        for ((_, row), span) in entries.iter().zip(known::spans(&stamps, &withdrawn)) {
            if span.until != Until::default() {
                until.insert(*row, span.until);
            }
        }
    }
}

/// The rank of each number in an order.
fn ranks(order: &[u32]) -> Vec<u32> {
    let mut ranks = vec![0u32; order.len()];
    for (rank, &of) in order.iter().enumerate() {
        if let Some(slot) = ranks.get_mut(ix(of)) {
            *slot = number(rank);
        }
    }
    ranks
}

/// Items grouped by bucket, in one pass over counts.
fn by_bucket<T: Copy>(items: Vec<T>, buckets: usize, bucket: impl Fn(&T) -> u32) -> Vec<T> {
    let mut next_of = super::store::starts(buckets, items.iter().map(&bucket));
    let mut placed = items.clone();
    for item in items {
        if let Some(next) = next_of.get_mut(ix(bucket(&item))) {
            if let Some(slot) = placed.get_mut(ix(*next)) {
                *slot = item;
            }
            *next = next.saturating_add(1);
        }
    }
    placed
}

/// Takes all participations out, persons by key.
pub(crate) fn take_participations(store: &mut Store) -> Vec<PartRow> {
    let parts = &mut store.participations;
    let mut rows = Vec::with_capacity(parts.person.len().saturating_add(parts.unmatched.len()));
    for activity in 0..number(parts.starts.len().saturating_sub(1)) {
        for index in parts.of(activity) {
            let row = parts.person.get(index).copied().unwrap_or(NONE);
            rows.push(PartRow {
                activity,
                key: store.persons.key.get(ix(row)).copied().unwrap_or(NONE),
                role: parts.role.get(index).copied().unwrap_or_default(),
                from: parts.from.get(index),
            });
        }
    }
    rows.extend(parts.unmatched.drain(..).map(|part| PartRow {
        activity: part.activity,
        key: part.key,
        role: part.role,
        from: part.known.from,
    }));
    parts.person = Vec::new();
    parts.role = Vec::new();
    rows
}

/// Puts all participations into their order; the same part entered twice at one moment stays once.
pub(crate) fn participations(store: &mut Store, parts: Parts<'_>) {
    let old = std::mem::take(&mut store.participations);
    let mut withdrawn: HashMap<(u32, u32, u8), Vec<Stamp>> = HashMap::new();
    for (activity, key, role, time) in &old.withdrawn {
        withdrawn.entry((*activity, *key, *role)).or_default().push(*time);
    }
    let mut next = Participations {
        roles: old.roles,
        duplicates: old.duplicates,
        withdrawn: old.withdrawn,
        person: Vec::with_capacity(parts.len()),
        role: Vec::with_capacity(parts.len()),
        ..Participations::default()
    };
    let persons = &store.persons;
    let row_of = |key: u32| persons.row_of_key.get(ix(key)).copied().unwrap_or(NONE);
    let (mut sorted, mut unmatched) = scatter(&parts, store.activities.ids.len(), row_of);
    let mut counts = Vec::with_capacity(sorted.starts.len());
    let mut entries: Vec<(u64, Stamp)> = Vec::new();
    for activity in 0..number(sorted.starts.len().saturating_sub(1)) {
        counts.push(number(next.person.len()));
        sorted.entries(activity, &mut entries);
        for part in entries.chunk_by(|a, b| a.0 == b.0) {
            let (row, role) = unpack(part.first().map_or(0, |entry| entry.0));
            let gone = if withdrawn.is_empty() {
                &[][..]
            } else {
                let key = persons.key.get(ix(row)).copied().unwrap_or(NONE);
                withdrawn
                    .get(&(activity, key, role))
                    .map_or(&[][..], Vec::as_slice)
            };
            if let ([(_, from)], []) = (part, gone) {
                next.add(row, role, Known::since(*from));
                continue;
            }
            let mut stamps: Vec<Stamp> = part.iter().map(|entry| entry.1).collect();
            keep_once(&mut stamps, &mut next.duplicates);
            let spans = known::spans(&stamps, gone);
            next.replaced.extend(replaced(&spans));
            spans.into_iter().for_each(|known| next.add(row, role, known));
        }
    }
    counts.push(number(next.person.len()));
    next.starts = counts;
    next.latest = of_each(&next.starts, |rows| {
        next.from.within(rows).iter().max().copied().unwrap_or_default()
    });
    next.ended = of_each(&next.starts, |rows| !next.until.within(rows).is_empty());
    unmatched.sort_unstable_by_key(|part| (part.activity, part.key, part.role, part.from));
    for group in unmatched.chunk_by(|a, b| (a.activity, a.key, a.role) == (b.activity, b.key, b.role)) {
        let Some(part) = group.first() else { continue };
        let mut stamps: Vec<Stamp> = group.iter().map(|part| part.from).collect();
        keep_once(&mut stamps, &mut next.duplicates);
        let gone = withdrawn
            .get(&(part.activity, part.key, part.role))
            .map_or(&[][..], Vec::as_slice);
        let spans = known::spans(&stamps, gone);
        next.replaced.extend(replaced(&spans));
        let (activity, key, role) = (part.activity, part.key, part.role);
        next.unmatched.extend(spans.into_iter().map(|known| Part {
            activity,
            key,
            role,
            known,
        }));
    }
    next.person.shrink_to_fit();
    next.role.shrink_to_fit();
    next.groups = Groups::new(&next.starts, &next.person, &next.role);
    store.participations = next;
}

/// Entries that replaced one that was still known: their moments.
fn replaced(spans: &[Known]) -> impl Iterator<Item = Stamp> + '_ {
    spans.windows(2).filter_map(|pair| match pair {
        [earlier, later] if earlier.until == Until::from(later.from) => Some(later.from),
        _ => None,
    })
}

/// Keeps each moment once and hands over the rest.
fn keep_once(stamps: &mut Vec<Stamp>, duplicates: &mut Vec<Stamp>) {
    let mut last = None;
    stamps.retain(|stamp| {
        let again = last == Some(*stamp);
        if again {
            duplicates.push(*stamp);
        }
        last = Some(*stamp);
        !again
    });
}

/// Parts grouped by activity: most say nothing of when they were entered, the others stand apart.
struct Scattered {
    starts: Vec<u32>,
    used: Vec<u32>,
    parts: Vec<u64>,
    /// Activity, part, and when it was entered; in order.
    stamped: Vec<(u32, u64, Stamp)>,
    /// How many of `stamped` belong to activities that were asked for.
    passed: usize,
}

impl Scattered {
    /// The parts of an activity in order. Activities are asked for in ascending order.
    fn entries(&mut self, activity: u32, entries: &mut Vec<(u64, Stamp)>) {
        entries.clear();
        let at = |column: &[u32]| column.get(ix(activity)).copied().map_or(0, ix);
        let plain = at(&self.starts)..at(&self.used);
        let plain = self.parts.get_mut(plain).unwrap_or_default();
        plain.sort_unstable();
        entries.extend(plain.iter().map(|part| (*part, Stamp::START)));
        let rest = self.stamped.get(self.passed..).unwrap_or_default();
        let stamped = rest.iter().take_while(|(of, ..)| *of == activity);
        let before = entries.len();
        entries.extend(stamped.map(|(_, part, from)| (*part, *from)));
        let more = entries.len().saturating_sub(before);
        if more > 0 {
            self.passed = self.passed.saturating_add(more);
            // Two ordered runs: a stable sort merges them.
            entries.sort();
        }
    }
}

/// Role first: the parts of one role lie together, ordered by person.
fn pack(row: u32, role: u8) -> u64 {
    (u64::from(role) << 32) | u64::from(row)
}

fn unpack(part: u64) -> (u32, u8) {
    let [_, _, _, role, a, b, c, d] = part.to_be_bytes();
    (u32::from_be_bytes([a, b, c, d]), role)
}

fn scatter(rows: &Parts<'_>, activities: usize, row_of: impl Fn(u32) -> u32) -> (Scattered, Vec<PartRow>) {
    let (mut unmatched, mut stamped) = (Vec::new(), Vec::new());
    let starts = super::store::starts(activities, rows.iter().map(|part| part.activity));
    // Slots of parts that go elsewhere stay empty at the end of their activity; `used` cuts them off.
    let mut used = starts.clone();
    let mut parts = vec![0u64; rows.len()];
    for part in rows.iter() {
        let row = row_of(part.key);
        if row == NONE {
            unmatched.push(part);
        } else if part.from != Stamp::START {
            stamped.push((part.activity, pack(row, part.role), part.from));
        } else if let Some(next) = used.get_mut(ix(part.activity)) {
            if let Some(slot) = parts.get_mut(ix(*next)) {
                *slot = pack(row, part.role);
            }
            *next = next.saturating_add(1);
        }
    }
    stamped.sort_unstable();
    let scattered = Scattered {
        starts,
        used,
        parts,
        stamped,
        passed: 0,
    };
    (scattered, unmatched)
}

/// Something of the rows of each activity.
fn of_each<T>(starts: &[u32], of: impl Fn(std::ops::Range<usize>) -> T) -> Vec<T> {
    let rows = |pair: &[u32]| match pair {
        [start, end] => ix(*start)..ix(*end),
        _ => 0..0,
    };
    starts.windows(2).map(|pair| of(rows(pair))).collect()
}

impl Participations {
    fn add(&mut self, row: u32, role: u8, known: Known) {
        self.person.push(row);
        self.role.push(role);
        self.from.push(known.from);
        self.until.push(known.until);
    }
}

/// New activities without participations still need their place in `starts`.
pub(crate) fn no_new_participations(store: &mut Store) {
    let parts = &mut store.participations;
    let end = number(parts.person.len());
    parts
        .starts
        .resize(store.activities.ids.len().saturating_add(1), end);
    parts.groups = Groups::new(&parts.starts, &parts.person, &parts.role);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grouping_by_bucket_keeps_every_item() {
        let items: Vec<u32> = vec![3, 1, 2, 3, 0, 1];
        assert_eq!(by_bucket(items, 4, |item| *item), [0, 1, 1, 2, 3, 3]);
        assert_eq!(unpack(pack(0x1234_5678, 9)), (0x1234_5678, 9));
    }
}
