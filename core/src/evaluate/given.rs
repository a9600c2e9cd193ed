//! Counts of persons as columns: taken out of an evaluation of some persons, and put into one of all.

use super::composite::Linear;
use super::counted::{Counted, Counter, Group, Persons, is_mergeable};
use super::criterion::Criteria;
use super::facts::Facts;
use super::subjects::stratum_names;
use super::sum::Summed;
use super::tallies::{Tallies, Tally};
use super::tally::{Places, add};
use super::{finding, headcount};
use crate::error::{Code, Error, Fault, Place, Words};
use crate::ledger::Ledger;
use crate::ledger::rows::{ix, number};
use crate::number::Exact;
use crate::partial::State;
use crate::partial::cells::{Block, Cells, Totals};
use crate::partial::column::Column;
use crate::plan::{CompositeMethod, Measure, Plan};
use crate::report::Parameters;

/// A state whose numbers are not those of a measure.
pub(super) fn damaged(measure: &str) -> Error {
    let expected = Words::new(
        format!("指标 {measure} 的数列"),
        format!("the columns of measure `{measure}`"),
    );
    Fault::new(Code::DamagedPartial, Place::document("partial"), "", expected).into()
}

/// What the persons of a ledger add to a report.
///
/// # Errors
/// As [`super::evaluate`].
pub(crate) fn state(plan: &Plan, ledger: &Ledger, parameters: Parameters) -> Result<State, Error> {
    let facts = Facts::new(ledger.store(), parameters.known_at);
    let criteria = Criteria::new(plan, &facts);
    let counter = Counter::new(&criteria, Persons::Apart);
    super::count(&counter, parameters.as_of)?;
    let mut state = State {
        units: facts.units_by_id().len(),
        odd: finding::odd(plan, &facts, parameters.as_of),
        ..State::default()
    };
    for ((place, day), counted) in counter.into_counted() {
        let Some(measure) = plan.measures().get(place) else {
            continue;
        };
        if !is_mergeable(measure) {
            continue;
        }
        let is_now = day == parameters.as_of;
        let block = block(&counted, measure, facts.units_by_id(), is_now);
        state.blocks.insert((number(place), day), block);
        if is_now && let Some(named) = headcount::named(&criteria, measure, counted.frame)? {
            let column = Column::new(named.iter().copied());
            state.named.insert(number(place), (named.len(), column));
        }
    }
    Ok(state)
}

/// The columns of a measure. Strata are shown on the day of evaluation only.
fn block(counted: &Counted, measure: &Measure, units: &[u32], with_strata: bool) -> Block {
    let mut block = Block {
        everybody: cells(&counted.everybody, measure, units),
        ..Block::default()
    };
    // The strata that have somebody are in the order of all.
    let mut names = (0u32..).zip(stratum_names(measure));
    for (labels, group) in counted.strata.iter().filter(|_| with_strata) {
        if let Some((place, _)) = names.find(|(_, name)| name == labels) {
            block.strata.insert(place, cells(group, measure, units));
        }
    }
    block
}

/// How many components a linear composite has: as many may be due for a subject.
fn parts(measure: &Measure) -> usize {
    match measure.composite {
        Some(CompositeMethod::Linear) => measure.components.len(),
        _ => 0,
    }
}

fn cells(group: &Group, measure: &Measure, units: &[u32]) -> Cells {
    let column = |of: &dyn Fn(u32) -> u64| {
        let counts: Vec<u64> = units.iter().map(|unit| of(*unit)).collect();
        Column::new(counts.iter().copied())
    };
    let tallies = group.tallies.columns().iter();
    let mut columns: Vec<Column> = tallies
        .map(|counts| column(&|unit| counts.get(ix(unit)).copied().unwrap_or(0)))
        .collect();
    let mut totals = None;
    if let Some(sums) = &group.sums {
        let sum = |unit: &u32| sums.get(ix(*unit)).copied().unwrap_or(Summed::ZERO);
        let all: Vec<Exact> = units.iter().map(|unit| sum(unit).total).collect();
        totals = Some(Totals::new(&all));
        columns.push(column(&|unit| sum(&unit).missing));
    }
    if let Some(linear) = &group.linear {
        let of = |unit: u32| linear.get(ix(unit));
        let at = |counts: &[u64], place: usize| counts.get(place).copied().unwrap_or(0);
        columns.push(column(&|unit| of(unit).map_or(0, |linear| linear.subjects)));
        for place in 0..parts(measure) {
            columns.push(column(&|unit| {
                of(unit).map_or(0, |linear| at(&linear.met, place))
            }));
            columns.push(column(&|unit| {
                of(unit).map_or(0, |linear| at(&linear.failed, place))
            }));
        }
    }
    Cells { columns, totals }
}

/// The stratum at a place among all of a measure.
pub(super) fn labels(measure: &Measure, place: u32) -> Result<Vec<String>, Error> {
    let name = stratum_names(measure).into_iter().nth(ix(place));
    name.ok_or_else(|| damaged(&measure.id))
}

/// Counts at every unit of the tree, from those of each unit alone.
pub(super) fn group(cells: &Cells, measure: &Measure, places: &Places<'_, '_>) -> Result<Group, Error> {
    let by_id = places.criteria.facts.units_by_id();
    let len = by_id.len();
    let has_sums = measure.sum.is_some();
    let is_linear = measure.composite == Some(CompositeMethod::Linear);
    let linear_columns = if is_linear {
        parts(measure).saturating_mul(2).saturating_add(1)
    } else {
        0
    };
    let columns = Tally::NUMBERS
        .saturating_add(usize::from(has_sums))
        .saturating_add(linear_columns);
    let fit = cells.columns.iter().all(|column| column.fits(len));
    if cells.columns.len() != columns || !fit || cells.totals.is_some() != has_sums {
        return Err(damaged(&measure.id));
    }
    let mut tallies = Tallies::none(len);
    let mut columns = cells.columns.iter();
    for (counts, column) in tallies.columns_mut().iter_mut().zip(columns.by_ref()) {
        if column.width() == 0 {
            continue;
        }
        counts.resize(len, 0);
        spread(column, by_id, counts, |to, count| *to = count);
        places.roll_up(counts, add);
    }
    let mut sums = None;
    if let Some(totals) = &cells.totals {
        let mut own = vec![Summed::ZERO; len];
        if !totals.is_zero() {
            let fit = totals.columns.iter().all(|column| column.fits(len));
            let numbers = totals.numbers(len).filter(|_| fit);
            let numbers = numbers.ok_or_else(|| damaged(&measure.id))?;
            for (unit, total) in by_id.iter().zip(numbers) {
                if let Some(sum) = own.get_mut(ix(*unit)) {
                    sum.total = total;
                }
            }
        }
        if let Some(missing) = columns.next() {
            spread(missing, by_id, &mut own, |sum, count| sum.missing = count);
        }
        places.roll_up(&mut own, Summed::add);
        sums = Some(own);
    }
    let mut linear = None;
    if is_linear {
        let empty = Linear {
            subjects: 0,
            met: vec![0; parts(measure)],
            failed: vec![0; parts(measure)],
        };
        let mut own = vec![empty; len];
        if let Some(subjects) = columns.next() {
            spread(subjects, by_id, &mut own, |linear, count| linear.subjects = count);
        }
        let sides: [fn(&mut Linear) -> &mut Vec<u64>; 2] =
            [|linear| &mut linear.met, |linear| &mut linear.failed];
        for (place, side) in (0..parts(measure)).flat_map(|place| sides.map(|side| (place, side))) {
            if let Some(column) = columns.next() {
                spread(column, by_id, &mut own, |linear, count| {
                    if let Some(slot) = side(linear).get_mut(place) {
                        *slot = count;
                    }
                });
            }
        }
        places.roll_up(&mut own, Linear::add);
        linear = Some(own);
    }
    Ok(Group {
        tallies,
        sums,
        linear,
    })
}

/// Puts the numbers of a column, which are in the order of unit ids, to their units.
fn spread<T>(column: &Column, by_id: &[u32], items: &mut [T], put: impl Fn(&mut T, u64)) {
    if column.width() == 0 {
        return;
    }
    for (unit, count) in by_id.iter().zip(column.counts(by_id.len())) {
        if let Some(item) = items.get_mut(ix(*unit)) {
            put(item, count);
        }
    }
}
