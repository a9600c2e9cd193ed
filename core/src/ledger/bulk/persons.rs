//! Person rows of a large batch into the order of the ledger: by unit id, role list, birth and key.

use super::share::{share, threads};
use crate::ledger::batch::{OptionalDay, PersonRows};
use crate::ledger::key::Keys;
use crate::ledger::rows::{NONE, Persons, Run, ix, number};
use crate::ledger::seal;
use crate::ledger::store::{Store, starts};
use std::collections::BTreeMap;
use std::ops::Range;

/// How many role lists fit the place that a row on its way has for one.
const LISTS: usize = 1 << 16;

/// Whether these rows can enter this way: the ledger has none, and there are enough.
pub(crate) fn can_enter(store: &Store, rows: &PersonRows) -> bool {
    let persons = &store.persons;
    persons.key.is_empty()
        && persons.withdrawn.is_empty()
        && persons.role_lists.len() <= LISTS
        && rows.key.len() >= super::LARGE
}

/// A row on its way: its role list, its birth, the beginning of its key, and where it stands in the batch. Most rows are in
/// order once these numbers are.
fn packed(list: u32, birth: OptionalDay, key: u128, row: usize) -> u128 {
    (u128::from(list) << 112) | (u128::from(birth.rank()) << 80) | (key >> 80 << 32) | u128::from(number(row))
}

/// The place in the batch.
fn row_of(packed: u128) -> usize {
    usize::try_from(packed & u128::from(u32::MAX)).unwrap_or(usize::MAX)
}

/// What of the order shows in a row on its way.
fn order_of(packed: u128) -> u128 {
    packed >> 32
}

/// Enters the rows. The numbers of their keys are those of the ledger; `units` and `lists` give the ledger's numbers for the
/// batch's.
pub(crate) fn enter(store: &mut Store, rows: &PersonRows, units: &[u32], lists: &[u32]) {
    let by_rank = store.units.sorted();
    let unit_rank = seal::ranks(&by_rank);
    let persons = &mut store.persons;
    let lists_by_rank = persons.role_lists.sorted();
    let list_rank = seal::ranks(&lists_by_rank);
    let rank = |map: &[u32], ranks: &[u32], of: u32| {
        let known = map.get(ix(of)).and_then(|to| ranks.get(ix(*to)));
        known.copied().unwrap_or(0)
    };
    let unit_of: Vec<u32> = (0..number(units.len()))
        .map(|unit| rank(units, &unit_rank, unit))
        .collect();
    let list_of: Vec<u32> = (0..number(lists.len()))
        .map(|list| rank(lists, &list_rank, list))
        .collect();
    let at = |map: &[u32], of: u32| map.get(ix(of)).copied().unwrap_or(0);
    let starts = starts(by_rank.len(), rows.unit.iter().map(|unit| at(&unit_of, *unit)));
    let mut next_of = starts.clone();
    let mut placed = vec![0u128; rows.key.len()];
    let columns = rows.unit.iter().zip(&rows.roles).zip(&rows.birth).zip(&rows.key);
    for (row, (((unit, list), birth), key)) in columns.enumerate() {
        if let Some(next) = next_of.get_mut(ix(at(&unit_of, *unit))) {
            if let Some(slot) = placed.get_mut(ix(*next)) {
                *slot = packed(at(&list_of, *list), *birth, persons.keys.order_word(*key), row);
            }
            *next = next.wrapping_add(1);
        }
    }
    let jobs = cut(&starts, &mut placed);
    let keys = &persons.keys;
    let done = share(jobs, |job| job.order(rows, keys, &starts));
    let (mut key, mut birth) = (Vec::new(), Vec::new());
    let mut runs: Vec<Run> = Vec::new();
    for ordered in done {
        let before = number(key.len());
        runs.extend(ordered.runs.into_iter().map(|run| Run {
            unit: at(&by_rank, run.unit),
            roles: at(&lists_by_rank, run.roles),
            start: run.start.saturating_add(before),
            end: run.end.saturating_add(before),
            ..run
        }));
        add(&mut key, ordered.key, rows.key.len());
        add(&mut birth, ordered.birth, rows.key.len());
    }
    let mut next = Persons {
        keys: std::mem::take(&mut persons.keys),
        role_lists: std::mem::take(&mut persons.role_lists),
        roles_of: std::mem::take(&mut persons.roles_of),
        row_of_key: vec![NONE; 0],
        key,
        birth,
        runs,
        ..Persons::default()
    };
    let again = index(&mut next);
    fill_dates(&mut next, rows, &placed);
    seal::finish_persons(&mut next, again);
    store.persons = next;
}

/// Adds a column behind another; a first one that is all is not copied.
fn add<T>(to: &mut Vec<T>, mut more: Vec<T>, all: usize) {
    if to.is_empty() && more.len() == all {
        *to = more;
    } else {
        to.reserve_exact(all.saturating_sub(to.len()));
        to.append(&mut more);
    }
}

/// Finds the first row of each key, and the rows of those with more.
fn index(persons: &mut Persons) -> BTreeMap<u32, Vec<u32>> {
    let mut again: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    let mut first_of = vec![NONE; persons.keys.len()];
    for (row, key) in (0u32..).zip(&persons.key) {
        if let Some(first) = first_of.get_mut(ix(*key)) {
            if *first == NONE {
                *first = row;
            } else {
                again.entry(*key).or_insert_with(|| vec![*first]).push(row);
            }
        }
    }
    persons.row_of_key = first_of;
    again
}

/// The columns of which most rows have the default.
fn fill_dates(persons: &mut Persons, rows: &PersonRows, placed: &[u128]) {
    persons.until.push_defaults(placed.len());
    if rows.valid_from.is_plain() && rows.valid_to.is_plain() && rows.recorded.is_plain() {
        persons.valid_from.push_defaults(placed.len());
        persons.valid_to.push_defaults(placed.len());
        persons.from.push_defaults(placed.len());
        return;
    }
    for packed in placed {
        let row = row_of(*packed);
        let from = rows.recorded.get(row);
        persons.valid_from.push(rows.valid_from.get(row));
        persons.valid_to.push(rows.valid_to.get(row));
        persons.from.push(from);
        persons.latest = persons.latest.max(from);
    }
}

/// Rows of some units that follow one another.
struct Job<'a> {
    units: Range<usize>,
    rows: &'a mut [u128],
}

/// Rows of a job in their order. Units and role lists of the runs stand for their ranks, rows count from the first of the job.
struct Ordered {
    key: Vec<u32>,
    birth: Vec<OptionalDay>,
    runs: Vec<Run>,
}

/// Cuts the rows at the ends of units into about four jobs a thread.
fn cut<'a>(starts: &[u32], mut rows: &'a mut [u128]) -> Vec<Job<'a>> {
    let most = if threads() > 1 {
        rows.len().div_ceil(threads().saturating_mul(4)).max(1)
    } else {
        rows.len()
    };
    let mut jobs = Vec::new();
    let (mut first, mut taken) = (0usize, 0usize);
    let units = starts.len().saturating_sub(1);
    for unit in 0..units {
        let end = starts.get(unit.saturating_add(1)).copied().map_or(0, ix);
        let length = end.saturating_sub(taken);
        let next = unit.saturating_add(1);
        if length < most && next < units {
            continue;
        }
        let (mine, others) = rows.split_at_mut_checked(length).unwrap_or_default();
        jobs.push(Job {
            units: first..next,
            rows: mine,
        });
        (rows, first, taken) = (others, next, end);
    }
    jobs
}

impl Job<'_> {
    fn order(self, rows: &PersonRows, keys: &Keys, starts: &[u32]) -> Ordered {
        let mut ordered = Ordered {
            key: Vec::with_capacity(self.rows.len()),
            birth: Vec::with_capacity(self.rows.len()),
            runs: Vec::new(),
        };
        let at = |unit: usize| starts.get(unit).copied().map_or(0, ix);
        let mut rest = self.rows;
        for unit in self.units {
            let length = at(unit.saturating_add(1)).saturating_sub(at(unit));
            let (mine, others) = rest.split_at_mut_checked(length).unwrap_or_default();
            rest = others;
            mine.sort_unstable();
            for same in mine.chunk_by_mut(|a, b| order_of(*a) == order_of(*b)) {
                if same.len() > 1 {
                    by_all(same, rows, keys);
                }
            }
            for list in mine.chunk_by(|a, b| a >> 112 == b >> 112) {
                ordered.add(unit, list, rows);
            }
        }
        ordered
    }
}

/// Orders rows of one unit, role list and birth whose keys begin alike.
fn by_all(same: &mut [u128], rows: &PersonRows, keys: &Keys) {
    let key = |row: usize| rows.key.get(row).copied().unwrap_or(NONE);
    let dates = |row: usize| (rows.valid_from.get(row), rows.recorded.get(row));
    same.sort_unstable_by(|a, b| {
        let (a, b) = (row_of(*a), row_of(*b));
        keys.compare(key(a), key(b)).then_with(|| dates(a).cmp(&dates(b)))
    });
}

impl Ordered {
    /// Adds the rows of a unit with one role list.
    fn add(&mut self, unit: usize, list: &[u128], rows: &PersonRows) {
        let start = number(self.key.len());
        for packed in list {
            let row = row_of(*packed);
            self.key.push(rows.key.get(row).copied().unwrap_or(NONE));
            self.birth.push(birth_of(*packed));
        }
        let birth =
            |packed: Option<&u128>| packed.map_or_else(OptionalDay::default, |packed| birth_of(*packed));
        self.runs.push(Run {
            unit: number(unit),
            roles: list
                .first()
                .map_or(0, |packed| u32::try_from(packed >> 112).unwrap_or(0)),
            start,
            end: number(self.key.len()),
            oldest: birth(list.first()),
            youngest: birth(list.last()),
        });
    }
}

fn birth_of(packed: u128) -> OptionalDay {
    OptionalDay::from_rank(u32::try_from(packed >> 80 & u128::from(u32::MAX)).unwrap_or(0))
}
