//! Person rows of a large batch, ordered by unit id, role list, birth and key, and put behind those that are there.

use super::super::share::{add, cut_evenly, grow, ranges, share};
use crate::ledger::batch::{OptionalDay, PersonRows};
use crate::ledger::key::Keys;
use crate::ledger::rows::{NONE, Persons, Run, ix, number};
use crate::ledger::seal;
use crate::ledger::store::{Store, starts};
use std::ops::Range;

/// How many role lists fit the place that a row on its way has for one.
const LISTS: usize = 1 << 16;

/// Whether these rows can enter this way: there are enough.
pub(crate) fn can_enter(store: &Store, rows: &PersonRows) -> bool {
    store.persons.role_lists.len() <= LISTS && rows.key.len() >= super::LARGE
}

/// What a batch's numbers are in the ledger.
pub(crate) struct Numbers<'a> {
    pub(crate) units: &'a [u32],
    pub(crate) lists: &'a [u32],
    /// Those of person keys, with the batch's table of them; `None` where the ledger's table is the batch's.
    pub(crate) keys: Option<(&'a [u32], &'a Keys)>,
}

/// A row on its way: its role list, its birth, the beginning of its key, and a last number: where it stands in the batch, or its
/// key where rows have no dates but their births, and no more is to be known of it. Most rows are in order once these are.
fn packed(list: u32, birth: OptionalDay, key: u128, last: u32) -> u128 {
    (u128::from(list) << 112) | (u128::from(birth.rank()) << 80) | (key >> 80 << 32) | u128::from(last)
}

/// The last number of a row on its way.
fn last_of(packed: u128) -> u32 {
    u32::try_from(packed & u128::from(u32::MAX)).unwrap_or(NONE)
}

/// What of the order shows in a row on its way.
fn order_of(packed: u128) -> u128 {
    packed >> 32
}

/// Puts the rows behind all others, in an order of their own.
pub(crate) fn enter(store: &mut Store, rows: &PersonRows, numbers: &Numbers<'_>) {
    let by_rank = store.units.sorted();
    let unit_rank = seal::ranks(&by_rank);
    let persons = &mut store.persons;
    let lists_by_rank = persons.role_lists.sorted();
    let list_rank = seal::ranks(&lists_by_rank);
    let rank = |map: &[u32], ranks: &[u32]| -> Vec<u32> {
        let rank = |to: &u32| ranks.get(ix(*to)).copied().unwrap_or(0);
        map.iter().map(rank).collect()
    };
    let unit_of = rank(numbers.units, &unit_rank);
    let list_of = rank(numbers.lists, &list_rank);
    let (keys, units) = (
        numbers.keys.map_or(&persons.keys, |(_, table)| table),
        by_rank.len(),
    );
    let placed = share(ranges(rows.key.len()), |range| {
        Placed::new(rows, range, keys, units, (&unit_of, &list_of))
    });
    let done = share(cut(&placed, units), |units| {
        Ordered::new(units, &placed, rows, keys)
    });
    drop(placed);
    let all = persons.key.len().saturating_add(rows.key.len());
    let mut order = Vec::new();
    for mut ordered in done {
        let before = number(persons.key.len());
        persons.runs.extend(ordered.runs.into_iter().map(|run| Run {
            unit: by_rank.get(ix(run.unit)).copied().unwrap_or(NONE),
            roles: lists_by_rank.get(ix(run.roles)).copied().unwrap_or(NONE),
            start: run.start.saturating_add(before),
            end: run.end.saturating_add(before),
            ..run
        }));
        if let Some((numbers, _)) = numbers.keys {
            for key in &mut ordered.key {
                *key = numbers.get(ix(*key)).copied().unwrap_or(NONE);
            }
        }
        add(&mut persons.key, ordered.key, all);
        add(&mut persons.birth, ordered.birth, all);
        add(&mut order, ordered.order, rows.key.len());
    }
    fill_dates(persons, rows, &order);
    let more = persons.keys.len().saturating_sub(persons.row_of_key.len());
    grow(&mut persons.row_of_key, more);
}

/// Whether rows have no dates but their births.
fn are_plain(rows: &PersonRows) -> bool {
    rows.valid_from.is_plain() && rows.valid_to.is_plain() && rows.recorded.is_plain()
}

/// The columns of which most rows have the default. `order` is where the rows stood in the batch, where that matters.
fn fill_dates(persons: &mut Persons, rows: &PersonRows, order: &[u32]) {
    let count = rows.key.len();
    persons.until.push_defaults(count);
    if are_plain(rows) {
        persons.valid_from.push_defaults(count);
        persons.valid_to.push_defaults(count);
        persons.from.push_defaults(count);
        return;
    }
    for row in order.iter().map(|row| ix(*row)) {
        let from = rows.recorded.get(row);
        persons.valid_from.push(rows.valid_from.get(row));
        persons.valid_to.push(rows.valid_to.get(row));
        persons.from.push(from);
        persons.latest = persons.latest.max(from);
    }
}

/// Some rows of the batch, by the rank of their unit.
struct Placed {
    rows: Vec<u128>,
    /// Where the rows of each unit start, with the end as a last entry.
    starts: Vec<u32>,
}

impl Placed {
    /// The rows of a range. The maps give the ranks of the batch's units and role lists.
    fn new(
        rows: &PersonRows,
        range: Range<usize>,
        keys: &Keys,
        units: usize,
        maps: (&[u32], &[u32]),
    ) -> Self {
        fn within<'c>(column: &'c [u32], range: &Range<usize>) -> &'c [u32] {
            column.get(range.clone()).unwrap_or_default()
        }
        let at = |map: &[u32], of: u32| map.get(ix(of)).copied().unwrap_or(0);
        let unit = within(&rows.unit, &range);
        let starts = starts(units, unit.iter().map(|unit| at(maps.0, *unit)));
        let mut next_of = starts.clone();
        let mut placed = vec![0u128; unit.len()];
        let columns = unit.iter().zip(within(&rows.roles, &range));
        let columns = columns.zip(rows.birth.get(range.clone()).unwrap_or_default());
        let columns = columns.zip(within(&rows.key, &range));
        let plain = are_plain(rows);
        for ((((unit, list), birth), key), row) in columns.zip(range.clone()) {
            if let Some(next) = next_of.get_mut(ix(at(maps.0, *unit))) {
                if let Some(slot) = placed.get_mut(ix(*next)) {
                    let last = if plain { *key } else { number(row) };
                    *slot = packed(at(maps.1, *list), *birth, keys.order_word(*key), last);
                }
                *next = next.wrapping_add(1);
            }
        }
        Self { rows: placed, starts }
    }

    /// The rows of a unit.
    fn of(&self, unit: usize) -> &[u128] {
        let at = |unit: usize| self.starts.get(unit).copied().map_or(0, ix);
        self.rows
            .get(at(unit)..at(unit.saturating_add(1)))
            .unwrap_or_default()
    }
}

/// Cuts the units into jobs with about equally many rows.
fn cut(placed: &[Placed], units: usize) -> Vec<Range<usize>> {
    let before = |unit: usize| {
        let at = |placed: &Placed| placed.starts.get(unit).copied().map_or(0, ix);
        placed.iter().map(at).fold(0, usize::saturating_add)
    };
    cut_evenly(units, before)
}

/// Rows of some units in their order. Units and role lists of the runs stand for their ranks, rows count from the first.
#[derive(Default)]
struct Ordered {
    key: Vec<u32>,
    birth: Vec<OptionalDay>,
    runs: Vec<Run>,
    /// Where the rows stood in the batch, where rows have dates.
    order: Vec<u32>,
}

impl Ordered {
    fn new(units: Range<usize>, placed: &[Placed], rows: &PersonRows, keys: &Keys) -> Self {
        let count = |placed: &Placed| units.clone().map(|unit| placed.of(unit).len()).sum::<usize>();
        let rows_in_all = placed.iter().map(count).sum();
        let mut ordered = Self {
            key: Vec::with_capacity(rows_in_all),
            birth: Vec::with_capacity(rows_in_all),
            ..Self::default()
        };
        let mut of_unit: Vec<u128> = Vec::new();
        for unit in units {
            of_unit.clear();
            placed
                .iter()
                .for_each(|placed| of_unit.extend_from_slice(placed.of(unit)));
            of_unit.sort_unstable();
            for same in of_unit.chunk_by_mut(|a, b| order_of(*a) == order_of(*b)) {
                if same.len() > 1 {
                    by_all(same, rows, keys);
                }
            }
            for list in of_unit.chunk_by(|a, b| a >> 112 == b >> 112) {
                ordered.add(unit, list, rows);
            }
        }
        ordered
    }
}

/// Orders rows of one unit, role list and birth whose keys begin alike.
fn by_all(same: &mut [u128], rows: &PersonRows, keys: &Keys) {
    if are_plain(rows) {
        return same.sort_unstable_by(|a, b| keys.compare(last_of(*a), last_of(*b)));
    }
    let key = |row: usize| rows.key.get(row).copied().unwrap_or(NONE);
    let dates = |row: usize| (rows.valid_from.get(row), rows.recorded.get(row));
    same.sort_unstable_by(|a, b| {
        let (a, b) = (ix(last_of(*a)), ix(last_of(*b)));
        keys.compare(key(a), key(b)).then_with(|| dates(a).cmp(&dates(b)))
    });
}

impl Ordered {
    /// Adds the rows of a unit with one role list.
    fn add(&mut self, unit: usize, list: &[u128], rows: &PersonRows) {
        let start = number(self.key.len());
        let last = list.iter().map(|packed| last_of(*packed));
        if are_plain(rows) {
            self.key.extend(last);
        } else {
            let key = |row: u32| rows.key.get(ix(row)).copied().unwrap_or(NONE);
            self.key.extend(last.clone().map(key));
            self.order.extend(last);
        }
        self.birth.extend(list.iter().map(|packed| birth_of(*packed)));
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
