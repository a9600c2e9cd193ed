//! Evaluation: fills the columns of a program, node by node.

use super::column::Column;
use super::document::{
    Aggregate, Draw, First, Places, Sample, ScorecardsDocument, TieRule, Within, WithoutValue,
};
use super::input::{Candidate, Inputs, Override};
use super::number::{Number, Outcome, Small, Stop};
use super::partition::{Partition, Partitions};
use super::prepare::Prepared;
use super::program::{KeyTerm, Kind, Owner, Program};
use super::quota::{Contender, Cut, choose, count};
use super::rank::ties;
use super::rule::place_points;
use super::term::{Scope, Term, exact};
use crate::error::Error;
use crate::number::Rational;
use crate::report::State;
use std::collections::{BTreeMap, BTreeSet};

/// Everything that an evaluation has found out.
#[derive(Debug, Default)]
pub(super) struct Filled {
    pub(super) nodes: Vec<Column>,
    /// How places were given: by node, then by quota.
    pub(super) cuts: BTreeMap<(usize, usize), Vec<Cut>>,
    /// What was computed where a person set another number.
    pub(super) computed: BTreeMap<(usize, usize), Result<Rational, State>>,
    /// Candidates with the same points where no two may have them, by node.
    pub(super) tied: BTreeMap<usize, Vec<Vec<usize>>>,
    /// Candidates whose nomination or gate condition could not be told, by node.
    pub(super) unknown: BTreeMap<usize, BTreeSet<usize>>,
}

/// A row with its keys.
pub(super) struct Keyed {
    pub(super) row: usize,
    pub(super) keys: Vec<Rational>,
}

pub(super) struct Run<'a> {
    pub(super) document: &'a ScorecardsDocument,
    pub(super) program: &'a Program,
    pub(super) inputs: &'a Inputs,
    pub(super) prepared: &'a Prepared,
    pub(super) partitions: Partitions,
    pub(super) overrides: BTreeMap<usize, Vec<(usize, &'a Override)>>,
    pub(super) filled: Filled,
    /// Never use the small form: the tests compare both.
    pub(super) wide_only: bool,
}

/// Fills every node.
///
/// # Errors
/// A candidate without the group or attribute that a rule ranks by.
pub(super) fn run(
    document: &ScorecardsDocument,
    program: &Program,
    inputs: &Inputs,
    prepared: &Prepared,
    wide_only: bool,
) -> Result<Filled, Error> {
    let partitions = Partitions::new(document, program, inputs)?;
    let mut overrides: BTreeMap<usize, Vec<(usize, &Override)>> = BTreeMap::new();
    for (node, row, one) in &prepared.overrides {
        if let Some(one) = inputs.overrides.get(*one) {
            overrides.entry(*node).or_default().push((*row, one));
        }
    }
    let mut run = Run {
        document,
        program,
        inputs,
        prepared,
        partitions,
        overrides,
        filled: Filled {
            nodes: vec![Column::default(); program.nodes.len()],
            ..Filled::default()
        },
        wide_only,
    };
    for node in &program.order {
        run.node(*node);
        run.overridden(*node);
    }
    Ok(run.filled)
}

impl<'a> Run<'a> {
    pub(super) fn rows(&self) -> usize {
        self.inputs.cohort.len()
    }

    pub(super) fn scope(&self) -> Scope<'_> {
        self.prepared.scope(&self.filled.nodes, &self.inputs.cohort)
    }

    pub(super) fn id(&self, row: usize) -> &'a str {
        self.inputs
            .cohort
            .get(row)
            .map_or("", |candidate| candidate.id.as_str())
    }

    fn node(&mut self, at: usize) {
        let program = self.program;
        let Some(node) = program.nodes.get(at) else { return };
        let owner = node.owner;
        let column = match &node.kind {
            Kind::Shadow => return,
            Kind::Item(item) => self.item(at, item, owner),
            Kind::Section(section) => self.section(section, owner),
            Kind::Gate(gate) => self.gate(at, gate, owner),
            Kind::Grade(grades) => self.grades(at, grades, owner),
            Kind::Rank(rank) => self.ranks(rank, owner),
            Kind::Cohort {
                of,
                aggregate,
                within,
            } => self.cohort(of, *aggregate, within, owner),
            Kind::Overseen {
                part,
                aggregate,
                without_value,
            } => self.overseen(*part, *aggregate, *without_value, owner),
            Kind::PlacePoints(rule) => {
                let key = KeyTerm {
                    of: rule.of.clone(),
                    first: rule.first,
                };
                let mut column = self.outside_or(owner, |run, row| match exact(&rule.of, run.scope(), row) {
                    Ok(_) => Err(State::Missing),
                    Err(state) => Err(state),
                });
                for class in self.classes(owner, &rule.within) {
                    let mut keyed = self.keyed(std::slice::from_ref(&key), &class.rows);
                    for (one, tie) in ties(&mut keyed, |a, b| b.keys.cmp(&a.keys)) {
                        column.set(one.row, cell(place_points(rule, tie)));
                    }
                }
                column
            }
            Kind::Points { ledger, kinds, at } => self.points(*ledger, kinds, *at),
            Kind::Votes {
                award,
                nomination,
                counted,
            } => self.vote_column(*award, *nomination, *counted),
            Kind::Target(target) => self.targets(*target),
            Kind::Sampled(sample) => self.sampled(*sample),
            Kind::Nomination { test, barred_by, .. } => self.nominations(at, test, barred_by, owner),
            Kind::Winners {
                award,
                nomination,
                order,
            } => self.winners(at, *award, *nomination, order, owner),
            Kind::Payout {
                when,
                amount,
                otherwise,
                round,
            } => self.outside_or(owner, |run, row| {
                let scope = run.scope();
                let value = match when.holds(scope, row) {
                    None => return Err(State::Missing),
                    Some(false) => *otherwise,
                    Some(true) => exact(amount, scope, row)?,
                };
                match round {
                    Some(round) => round.apply(value).ok_or(State::Error),
                    None => Ok(value),
                }
            }),
            Kind::Consequence(test) => {
                self.outside_or(owner, |run, row| match test.holds(run.scope(), row) {
                    Some(true) => Ok(Rational::ONE),
                    Some(false) => Ok(Rational::ZERO),
                    None => Err(State::Missing),
                })
            }
        };
        self.put(at, column);
    }

    pub(super) fn put(&mut self, node: usize, column: Column) {
        if let Some(place) = self.filled.nodes.get_mut(node) {
            *place = column;
        }
    }

    /// A column whose cells outside the owner's cohort do not apply.
    pub(super) fn outside_or(
        &self,
        owner: Owner,
        fill: impl Fn(&Self, usize) -> Result<Rational, State>,
    ) -> Column {
        let mut column = Column::with_room(self.rows());
        for (row, inside) in self.partitions.mask(owner).iter().enumerate() {
            if *inside {
                column.push(fill(self, row));
            } else {
                column.push(Err(State::NotApplicable));
            }
        }
        column
    }

    /// Runs a computation on the small form, and again on the wide form where it does not fit.
    pub(super) fn both<T>(
        &self,
        small: impl Fn() -> Outcome<T>,
        wide: impl Fn() -> Outcome<T>,
    ) -> Result<T, State> {
        let first = if self.wide_only {
            Err(Stop::Overflow)
        } else {
            small()
        };
        let outcome = match first {
            Err(Stop::Overflow) => wide(),
            done => done,
        };
        outcome.map_err(state)
    }

    /// Pushes a cell, computed on the small form where it fits.
    #[inline]
    pub(super) fn push(
        &self,
        column: &mut Column,
        small: impl FnOnce() -> Outcome<Small>,
        wide: impl FnOnce() -> Outcome<Rational>,
    ) {
        let first = if self.wide_only {
            Err(Stop::Overflow)
        } else {
            small()
        };
        match first {
            Ok(number) => column.push_small(number),
            Err(Stop::State(state)) => column.push(Err(state)),
            Err(Stop::Overflow) => column.push(wide().map_err(state)),
        }
    }

    pub(super) fn classes(&self, owner: Owner, within: &Within) -> Vec<Partition> {
        self.partitions.classes(owner, within)
    }

    /// The rows that have all keys, with their keys. Larger is better in each.
    pub(super) fn keyed(&self, order: &[KeyTerm], rows: &[usize]) -> Vec<Keyed> {
        let scope = self.scope();
        let key = |key: &KeyTerm, row: usize| {
            let value = exact(&key.of, scope, row).ok()?;
            match key.first {
                First::Highest => Some(value),
                First::Lowest => value.negated(),
            }
        };
        rows.iter()
            .filter_map(|row| {
                let keys: Option<Vec<Rational>> = order.iter().map(|one| key(one, *row)).collect();
                Some(Keyed {
                    row: *row,
                    keys: keys?,
                })
            })
            .collect()
    }

    fn cohort(&self, of: &Term, aggregate: Aggregate, within: &Within, owner: Owner) -> Column {
        let mut column = self.outside_or(owner, |_, _| Err(State::Missing));
        for class in self.classes(owner, within) {
            let scope = self.scope();
            let result = self.both(
                || over::<Small>(of, scope, &class.rows, aggregate),
                || over::<Rational>(of, scope, &class.rows, aggregate),
            );
            for row in class.rows {
                column.set(row, result);
            }
        }
        column
    }

    fn overseen(
        &self,
        part: usize,
        aggregate: Aggregate,
        without_value: WithoutValue,
        owner: Owner,
    ) -> Column {
        self.outside_or(owner, |run, row| {
            let column = run.filled.nodes.get(part).ok_or(State::Missing)?;
            let overseen = run.prepared.oversees.get(&row).map_or(&[][..], Vec::as_slice);
            let mut values = Vec::with_capacity(overseen.len());
            for other in overseen {
                match (column.get(*other), without_value) {
                    (Ok(value), _) => values.push(value),
                    (Err(State::Error), _) => return Err(State::Error),
                    (Err(_), WithoutValue::LeaveOut) => {}
                    (Err(_), WithoutValue::Refuse) => return Err(State::Missing),
                }
            }
            aggregate_of(values.into_iter(), aggregate).map_err(state)
        })
    }

    fn sampled(&self, sample: usize) -> Column {
        let mut column = self.outside_or(Owner::Everyone, |_, _| Ok(Rational::ZERO));
        if let Some(sample) = self.document.samples.get(sample) {
            for (_, rows) in draw(sample, &self.inputs.cohort) {
                for row in rows {
                    column.set(row, Ok(Rational::ONE));
                }
            }
        }
        column
    }

    /// Gives places among the rows; the rest of the class counts for a share.
    pub(super) fn give(
        &self,
        places: &Places,
        order: &[KeyTerm],
        ties: &TieRule,
        class: &Partition,
        rows: &[usize],
    ) -> (Cut, Vec<usize>) {
        let contenders: Vec<Contender> = self
            .keyed(order, rows)
            .into_iter()
            .map(|one| Contender {
                row: one.row,
                id: self.id(one.row).to_owned(),
                keys: one.keys,
            })
            .collect();
        let places = count(places, &class.name, class.rows.len(), contenders.len());
        choose(&class.name, contenders, places, ties)
    }

    /// Puts the numbers that persons have set in place of the computed ones.
    fn overridden(&mut self, node: usize) {
        let Some(overrides) = self.overrides.get(&node) else {
            return;
        };
        for (row, one) in overrides.clone() {
            let Some(column) = self.filled.nodes.get_mut(node) else {
                continue;
            };
            self.filled.computed.entry((node, row)).or_insert(column.get(row));
            column.set(row, Ok(one.points));
        }
    }
}

/// Draws a sample: everyone is equal, so the lots decide. Candidates that belong to no class cannot be drawn.
pub(super) fn draw(sample: &Sample, cohort: &[Candidate]) -> Vec<(Cut, Vec<usize>)> {
    let ties = TieRule::Draw(Draw {
        seed: sample.seed.clone(),
    });
    let mut classes: BTreeMap<&str, Vec<Contender>> = BTreeMap::new();
    for (row, candidate) in cohort.iter().enumerate() {
        if let Some(class) = super::partition::class_of(&sample.within, candidate) {
            classes.entry(class).or_default().push(Contender {
                row,
                id: candidate.id.clone(),
                keys: Vec::new(),
            });
        }
    }
    classes
        .into_iter()
        .map(|(class, contenders)| {
            let places = count(&sample.places, class, contenders.len(), contenders.len());
            choose(class, contenders, places, &ties)
        })
        .collect()
}

pub(super) fn state(stop: Stop) -> State {
    match stop {
        Stop::Overflow => State::Error,
        Stop::State(state) => state,
    }
}

pub(super) fn cell(outcome: Outcome<Rational>) -> Result<Rational, State> {
    outcome.map_err(state)
}

/// What is taken over the candidates that have a value.
fn over<N: Number>(of: &Term, scope: Scope<'_>, rows: &[usize], aggregate: Aggregate) -> Outcome<Rational> {
    let mut values = Vec::with_capacity(rows.len());
    for row in rows {
        match of.number::<N>(scope, *row) {
            Ok(value) => values.push(value),
            Err(Stop::Overflow) => return Err(Stop::Overflow),
            Err(Stop::State(_)) => {}
        }
    }
    aggregate_of(values.into_iter(), aggregate)
}

fn aggregate_of<N: Number>(
    values: impl ExactSizeIterator<Item = N>,
    aggregate: Aggregate,
) -> Outcome<Rational> {
    let number = i64::try_from(values.len()).map_err(|_| Stop::Overflow)?;
    if aggregate == Aggregate::Number {
        return Ok(Rational::integer(number));
    }
    let combine: fn(N, N) -> Outcome<N> = match aggregate {
        Aggregate::Mean | Aggregate::Sum | Aggregate::Number => N::plus,
        Aggregate::Highest => |a, b| Ok(a.larger(b)),
        Aggregate::Lowest => |a, b| Ok(a.smaller(b)),
    };
    let mut result: Option<N> = None;
    for value in values {
        result = Some(match result {
            Some(so_far) => combine(so_far, value)?,
            None => value,
        });
    }
    let result = result.ok_or(Stop::State(State::Missing))?;
    match aggregate {
        Aggregate::Mean => result.over(N::whole(number))?.exact(),
        _ => result.exact(),
    }
}
