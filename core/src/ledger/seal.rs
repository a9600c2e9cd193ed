//! Bringing whole tables into their order after many rows were added: persons by unit id, role list, birth and key;
//! participations by activity, role and person. For few rows see [`super::append`].

use super::batch::{OptionalDay, ParticipationRows};
use super::group::Groups;
use super::known;
use super::rows::{Known, NONE, Part, Participations, Persons, Run, Until, ix, number};
use super::store::{Store, Table};
use crate::time::Stamp;
use std::collections::{BTreeMap, BTreeSet, HashMap};

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

    pub(crate) fn iter(&self) -> impl Iterator<Item = PartRow> + '_ {
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

/// Orders a small table by key and entry, and marks when each entry of the touched keys was known.
pub(crate) fn table<R>(
    table: &mut Table<R>,
    touched: &BTreeSet<u32>,
    key: impl Fn(&R) -> u32,
    from: impl Fn(&R) -> Stamp,
    known: impl Fn(&mut R) -> &mut Known,
) {
    if touched.is_empty() {
        return;
    }
    if !table.extend_index(|row| (key(row), from(row))) {
        table.rows.sort_by_key(|row| (key(row), from(row)));
        table.index(key);
    }
    let mut withdrawn: HashMap<u32, Vec<Stamp>> = HashMap::new();
    for (id, time) in table.withdrawn.iter().filter(|(id, _)| touched.contains(id)) {
        withdrawn.entry(*id).or_default().push(*time);
    }
    for id in touched {
        let gone = withdrawn.get(id).map_or(&[][..], Vec::as_slice);
        let rows = table.of_mut(*id);
        let entries: Vec<Stamp> = rows.iter().map(&from).collect();
        for (row, span) in rows.iter_mut().zip(known::spans(&entries, gone)) {
            *known(row) = span;
        }
    }
}

/// Orders the units by number, first day and entry.
pub(crate) fn units(store: &mut Store, touched: &BTreeSet<u32>) {
    if touched.is_empty() {
        return;
    }
    let mut withdrawn: HashMap<(u32, OptionalDay), Vec<Stamp>> = HashMap::new();
    for (unit, first, time) in &store.withdrawn_units {
        withdrawn.entry((*unit, *first)).or_default().push(*time);
    }
    let table = &mut store.units;
    table
        .rows
        .sort_by_key(|row| (row.unit, row.valid_from, row.known.from));
    table.index(|row| row.unit);
    for unit in touched {
        for group in table
            .of_mut(*unit)
            .chunk_by_mut(|a, b| a.valid_from == b.valid_from)
        {
            let first = group.first().map(|row| row.valid_from).unwrap_or_default();
            let entries: Vec<Stamp> = group.iter().map(|row| row.known.from).collect();
            let gone = withdrawn.get(&(*unit, first)).map_or(&[][..], Vec::as_slice);
            for (row, span) in group.iter_mut().zip(known::spans(&entries, gone)) {
                row.known = span;
            }
        }
    }
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
            push(&mut next, row);
        }
    }
    let withdrawn = next.withdrawn.iter().map(|(key, ..)| *key).collect();
    join(&mut next, 0, &withdrawn);
    next.sealed();
    store.persons = next;
}

/// Notes what follows from rows that have come behind others, from `before` on; keys that were withdrawn are looked at as well.
pub(crate) fn join(persons: &mut Persons, before: usize, withdrawn: &BTreeSet<u32>) {
    persons.row_of_key.resize(persons.keys.len(), NONE);
    // The rows of each key that has more than one now.
    let mut again: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    let news = persons.key.get(before..).unwrap_or_default();
    for (row, key) in (number(before)..).zip(news) {
        match persons.row_of_key.get_mut(ix(*key)) {
            Some(first) if *first == NONE => *first = row,
            Some(first) => {
                let (first, families) = (*first, &persons.families);
                let old = || {
                    families
                        .get(&first)
                        .map_or_else(|| vec![first], |rows| rows.to_vec())
                };
                again.entry(*key).or_insert_with(old).push(row);
            }
            None => {}
        }
    }
    let mut until: HashMap<u32, Until> = HashMap::new();
    for rows in again.values() {
        mark(persons, rows, &mut until);
    }
    for key in withdrawn.iter().filter(|key| !again.contains_key(key)) {
        let first = persons.row_of_key.get(ix(*key)).copied().unwrap_or(NONE);
        if first != NONE {
            mark(persons, persons.family(&first), &mut until);
        }
    }
    for rows in again.into_values() {
        if let Some(first) = rows.first() {
            persons.families.insert(*first, rows.into());
        }
    }
    let ended = persons.end(until);
    let plain = persons.until.is_plain() && persons.valid_from.is_plain() && persons.valid_to.is_plain();
    if !plain {
        let mut bounded = std::mem::take(&mut persons.bounded);
        let all_new = ended.first().is_none_or(|row| ix(*row) >= before);
        bounded.extend(ended.into_iter().filter(|row| ix(*row) < before));
        let news = number(before)..number(persons.key.len());
        bounded.extend(news.filter(|row| persons.is_bounded(*row)));
        if !all_new {
            bounded.sort_unstable();
            bounded.dedup();
        }
        persons.bounded = bounded;
    }
}

/// Puts a row behind all others.
pub(crate) fn push(persons: &mut Persons, row: &PersonRow) {
    let at = number(persons.key.len());
    match persons.runs.last_mut() {
        Some(run) if run.unit == row.unit && run.roles == row.roles && run.youngest <= row.birth => {
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
    persons.key.push(row.key);
    persons.birth.push(row.birth);
    persons.valid_from.push(row.valid_from);
    persons.valid_to.push(row.valid_to);
    persons.from.push(row.from);
    persons.until.push(Until::default());
    persons.latest = persons.latest.max(row.from);
}

impl Persons {
    /// Notes that all rows are in order.
    pub(crate) fn sealed(&mut self) {
        self.sealed_runs = self.runs.len();
    }

    /// Notes until when rows were known; gives the rows in order.
    pub(crate) fn end(&mut self, until: HashMap<u32, Until>) -> Vec<u32> {
        let mut ended: Vec<(usize, Until)> = until.into_iter().map(|(row, until)| (ix(row), until)).collect();
        ended.sort_unstable_by_key(|(row, _)| *row);
        self.until.set(&ended);
        ended.into_iter().map(|(row, _)| number(row)).collect()
    }
}

/// Finds until when each row of one person was known.
pub(crate) fn mark(persons: &Persons, rows: &[u32], until: &mut HashMap<u32, Until>) {
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
pub(crate) fn ranks(order: &[u32]) -> Vec<u32> {
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
    for activity in 0..number(parts.spans.len()) {
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
    let unmatched = std::mem::take(&mut parts.unmatched);
    rows.extend(unmatched.into_iter().map(|part| PartRow {
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
    let (mut sorted, unmatched) = scatter(&parts, store.activities.ids.len(), row_of);
    let mut entries: Vec<(u64, Stamp)> = Vec::new();
    for activity in 0..number(sorted.starts.len().saturating_sub(1)) {
        sorted.entries(activity, &mut entries);
        let gone = |row: u32, role: u8| {
            if withdrawn.is_empty() {
                return &[][..];
            }
            let key = persons.key.get(ix(row)).copied().unwrap_or(NONE);
            withdrawn
                .get(&(activity, key, role))
                .map_or(&[][..], Vec::as_slice)
        };
        next.add_activity(&entries, gone);
    }
    next.add_strangers(unmatched, |part| {
        withdrawn
            .get(&(part.activity, part.key, part.role))
            .map_or(&[][..], Vec::as_slice)
    });
    next.person.shrink_to_fit();
    next.role.shrink_to_fit();
    next.groups = Groups::new(&next.spans, &next.person, &next.role);
    store.participations = next;
}

/// The entries of one part of somebody who is not in the register, in the order of their moments.
pub(crate) fn stranger(group: &[PartRow], withdrawn: &[Stamp], duplicates: &mut Vec<Stamp>) -> Vec<Part> {
    let mut stamps: Vec<Stamp> = group.iter().map(|part| part.from).collect();
    keep_once(&mut stamps, duplicates);
    let spans = known::spans(&stamps, withdrawn).into_iter();
    let parts = spans.zip(group).map(|(known, part)| Part {
        activity: part.activity,
        key: part.key,
        role: part.role,
        known,
    });
    parts.collect()
}

/// Keeps each moment once and hands over the rest.
pub(crate) fn keep_once(stamps: &mut Vec<Stamp>, duplicates: &mut Vec<Stamp>) {
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
pub(crate) fn pack(row: u32, role: u8) -> u64 {
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

impl Participations {
    /// Takes up all parts of persons who are not in the register.
    pub(crate) fn add_strangers<'w>(
        &mut self,
        mut rows: Vec<PartRow>,
        gone: impl Fn(&PartRow) -> &'w [Stamp],
    ) {
        rows.sort_unstable_by_key(|part| (part.activity, part.key, part.role, part.from));
        let mut all = Vec::with_capacity(rows.len());
        for group in rows.chunk_by(|a, b| (a.activity, a.key, a.role) == (b.activity, b.key, b.role)) {
            let gone = group.first().map_or(&[][..], &gone);
            all.extend(stranger(group, gone, &mut self.duplicates));
        }
        self.unmatched.append(&mut all.into_iter().collect());
    }

    /// Puts the parts of an activity behind all others; `entries` are in order. Activities without a place get theirs in
    /// the order in which they come.
    pub(crate) fn add_activity<'w>(
        &mut self,
        entries: &[(u64, Stamp)],
        gone: impl Fn(u32, u8) -> &'w [Stamp],
    ) {
        let start = self.person.len();
        for part in entries.chunk_by(|a, b| a.0 == b.0) {
            let (row, role) = unpack(part.first().map_or(0, |entry| entry.0));
            let gone = gone(row, role);
            if let ([(_, from)], []) = (part, gone) {
                self.add(row, role, Known::since(*from));
                continue;
            }
            let mut stamps: Vec<Stamp> = part.iter().map(|entry| entry.1).collect();
            keep_once(&mut stamps, &mut self.duplicates);
            let spans = known::spans(&stamps, gone);
            spans.into_iter().for_each(|known| self.add(row, role, known));
        }
        let rows = start..self.person.len();
        self.spans.push((number(rows.start), number(rows.end)));
        let latest = self.from.within(rows.clone()).iter().max().copied();
        self.latest.push(latest.unwrap_or_default());
        self.ended.push(!self.until.within(rows).is_empty());
    }

    fn add(&mut self, row: u32, role: u8, known: Known) {
        self.person.push(row);
        self.role.push(role);
        self.from.push(known.from);
        self.until.push(known.until);
    }

    /// Makes room for activities that have no participations yet.
    pub(crate) fn extend(&mut self, activities: usize) {
        if self.spans.len() < activities {
            self.spans.resize(activities, (0, 0));
            self.latest.resize(activities, Stamp::default());
            self.ended.resize(activities, false);
        }
        self.groups.extend(activities);
    }
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
