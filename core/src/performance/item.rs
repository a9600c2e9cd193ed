//! Items: a rule, its bounds, and what stands in where there is no value.

use super::column::Column;
use super::document::{Ceiling, Floor, Item, NotDistinct, Policy, Within, WithoutEvidence};
use super::evaluate::Run;
use super::number::{Number, Outcome, Small, Stop};
use super::program::{ItemProgram, KeyTerm, Owner};
use super::term::{Scope, Term, exact, find_band};
use super::trace::{Silent, Trace, show, text};
use crate::error::Words;
use crate::number::Rational;
use crate::report::State;
use std::collections::BTreeMap;

/// What an item's column says beside numbers.
///
/// `missing`: no score until somebody decides. `not_applicable`: the item is left out. `empty_denominator`: left out,
/// and its points go to the others. `suppressed`: the mean of the others, until it is known.
pub(super) const REFUSED: Stop = Stop::State(State::Missing);
pub(super) const LEFT_OUT: Stop = Stop::State(State::NotApplicable);
const REDISTRIBUTED: Stop = Stop::State(State::EmptyDenominator);
const MEAN: Stop = Stop::State(State::Suppressed);

/// What an item can see beside its scope.
#[derive(Clone, Copy)]
pub(super) struct Evidences<'a> {
    /// For each input: candidate → pieces of evidence.
    pub(super) of: &'a [BTreeMap<usize, Vec<String>>],
}

impl ItemProgram {
    pub(super) fn cell<N: Number>(
        &self,
        scope: Scope<'_>,
        evidences: Evidences<'_>,
        row: usize,
        trace: &mut impl Trace,
    ) -> Outcome<N> {
        if let Some(applies) = &self.applies {
            match applies.holds(scope, row) {
                Some(true) => {}
                Some(false) => {
                    trace.step(|| Words::new("本项不适用于该对象", "the item is not for this candidate"));
                    return Err(LEFT_OUT);
                }
                None => return Err(REFUSED),
            }
        }
        if let Some(stop) = failed::<N>(&self.fail, scope, row, trace) {
            return stop;
        }
        let points = match self.rule.points::<N>(scope, row, trace) {
            Ok(points) => points,
            Err(Stop::Overflow) => return Err(Stop::Overflow),
            Err(Stop::State(state)) => return self.stand_in(state, trace),
        };
        if let Some(stop) = self.without_evidence(evidences, row, trace) {
            return stop;
        }
        let mut points = self.bounded(points, trace)?;
        if let (Some(days), Some(lateness)) = (&self.lateness, &self.item.lateness) {
            let late = match days.number::<N>(scope, row) {
                Ok(late) => late,
                Err(Stop::Overflow) => return Err(Stop::Overflow),
                Err(Stop::State(state)) => return self.stand_in(state, trace),
            };
            let kept = *find_band(late, &lateness.kept, lateness.gaps)?;
            let before = points;
            points = points.times(N::of(kept)?)?;
            trace.step(|| {
                let line = format!("{} × {} = {}", show(before), text(kept), show(points));
                let late = show(late);
                Words::new(
                    format!("迟 {late} 天：{line}"),
                    format!("{late} days late: {line}"),
                )
            });
        }
        if let Some(round) = self.item.round {
            let before = points;
            points = points.round(round)?;
            trace.step(|| {
                let line = format!("{} → {}", show(before), show(points));
                Words::new(format!("修约 {line}"), format!("rounded {line}"))
            });
        }
        Ok(points)
    }

    fn bounded<N: Number>(&self, points: N, trace: &mut impl Trace) -> Outcome<N> {
        let mut bounded = points;
        if let Some(floor) = floor(self.item.floor) {
            bounded = bounded.larger(N::of(floor)?);
        }
        if let Some(ceiling) = ceiling(self.item.ceiling, self.item.points) {
            bounded = bounded.smaller(N::of(ceiling.ok_or(Stop::Overflow)?)?);
        }
        if bounded.compare(points).is_ne() {
            trace.step(|| {
                let line = format!("{} → {}", show(points), show(bounded));
                Words::new(format!("限幅 {line}"), format!("bounded {line}"))
            });
        }
        Ok(bounded)
    }

    fn without_evidence<N: Number>(
        &self,
        evidences: Evidences<'_>,
        row: usize,
        trace: &mut impl Trace,
    ) -> Option<Outcome<N>> {
        let evidence = self.item.evidence.as_ref()?;
        let wanted = usize::try_from(evidence.at_least).unwrap_or(usize::MAX);
        let enough = self.evidence.iter().all(|input| {
            let pieces = evidences
                .of
                .get(*input)
                .and_then(|of| of.get(&row))
                .map_or(0, Vec::len);
            pieces >= wanted
        });
        if enough {
            return None;
        }
        trace.step(|| Words::new("没有书面证据", "no written evidence"));
        Some(match evidence.otherwise {
            WithoutEvidence::Zero => Ok(N::whole(0)),
            WithoutEvidence::Points(points) => N::of(points),
            WithoutEvidence::Missing => self.stand_in(State::Missing, trace),
        })
    }

    /// What the item gives in place of a state.
    fn stand_in<N: Number>(&self, state: State, trace: &mut impl Trace) -> Outcome<N> {
        let policy = policy(&self.item, state);
        let Some(policy) = policy else {
            return Err(Stop::State(State::Error));
        };
        trace.step(|| said(state, policy, &self.item));
        match policy {
            Policy::Refuse => Err(REFUSED),
            Policy::Zero => Ok(N::whole(0)),
            Policy::Full => N::of(self.item.points.unwrap_or(Rational::ZERO)),
            Policy::Points(points) => N::of(*points),
            Policy::MeanWithin(_) => Err(MEAN),
            Policy::Redistribute => Err(REDISTRIBUTED),
            Policy::LeaveOut => Err(LEFT_OUT),
        }
    }
}

/// Which policy holds for a state; none for an error, which nothing can stand in for.
fn policy(item: &Item, state: State) -> Option<&Policy> {
    match state {
        State::NotApplicable => Some(&item.not_applicable),
        State::EmptyDenominator => Some(&item.empty_denominator),
        State::Missing | State::Suppressed => Some(&item.missing),
        State::Value | State::Error => None,
    }
}

pub(super) fn said(state: State, policy: &Policy, item: &Item) -> Words {
    let (zh, en) = match state {
        State::NotApplicable => ("不适用", "not applicable"),
        State::EmptyDenominator => ("无应完成对象", "nobody is due"),
        _ => ("缺数据", "missing"),
    };
    let full = item.points.map_or_else(String::new, |points| points.to_string());
    let (then_zh, then_en) = match policy {
        Policy::Refuse => ("待定".to_owned(), "no score until decided".to_owned()),
        Policy::Zero => ("计 0 分".to_owned(), "0".to_owned()),
        Policy::Full => (format!("计满分 {full}"), format!("full points {full}")),
        Policy::Points(points) => (format!("计 {points} 分"), format!("{points}")),
        Policy::MeanWithin(_) => ("取平均分".to_owned(), "the mean of the others".to_owned()),
        Policy::Redistribute => (
            "分值分摊到其他项".to_owned(),
            "its points go to the other items".to_owned(),
        ),
        Policy::LeaveOut => ("不计".to_owned(), "left out".to_owned()),
    };
    Words::new(format!("{zh}：{then_zh}"), format!("{en}: {then_en}"))
}

pub(super) fn floor(floor: Floor) -> Option<Rational> {
    match floor {
        Floor::Zero => Some(Rational::ZERO),
        Floor::Points(points) => Some(points),
        Floor::Unbounded => None,
    }
}

/// The ceiling, if there is one; `Some(None)` where it left 128 bits.
pub(super) fn ceiling(ceiling: Ceiling, points: Option<Rational>) -> Option<Option<Rational>> {
    match ceiling {
        Ceiling::Unbounded => None,
        Ceiling::Points(points) => Some(Some(points)),
        Ceiling::Full => points.map(Some),
        Ceiling::TimesFull(times) => points.map(|points| times.times(points)),
    }
}

/// Zero where a gate fails the part, a refusal where the gate cannot be told.
pub(super) fn failed<N: Number>(
    gates: &[usize],
    scope: Scope<'_>,
    row: usize,
    trace: &mut impl Trace,
) -> Option<Outcome<N>> {
    for gate in gates {
        match scope.node::<N>(*gate, row) {
            Ok(hit) if hit.is_zero() => {}
            Ok(_) => {
                trace.step(|| Words::new("单元否决：得 0 分", "failed by a gate: 0"));
                return Some(Ok(N::whole(0)));
            }
            Err(_) => return Some(Err(REFUSED)),
        }
    }
    None
}

impl Run<'_> {
    pub(super) fn item(&mut self, at: usize, item: &ItemProgram, owner: Owner) -> Column {
        let mut column = Column::with_room(self.rows());
        let evidences = Evidences {
            of: &self.prepared.evidence,
        };
        let scope = self.scope();
        for (row, inside) in self.partitions.mask(owner).iter().enumerate() {
            if *inside {
                self.push(
                    &mut column,
                    || item.cell::<Small>(scope, evidences, row, &mut Silent),
                    || item.cell::<Rational>(scope, evidences, row, &mut Silent),
                );
            } else {
                column.push(Err(State::NotApplicable));
            }
        }
        self.means(&mut column, item, owner);
        if let Some((within, otherwise)) = &item.distinct {
            self.distinct(at, &mut column, within, *otherwise, owner);
        }
        if item.item.cohort.is_some() {
            self.cohort_limit(at, &mut column, item, owner);
        }
        column
    }

    /// Puts the mean of the candidates that have a value where the policy asks for it.
    fn means(&self, column: &mut Column, item: &ItemProgram, owner: Owner) {
        for policy in [
            &item.item.not_applicable,
            &item.item.empty_denominator,
            &item.item.missing,
        ] {
            let Policy::MeanWithin(within) = policy else {
                continue;
            };
            for class in self.classes(owner, within) {
                let wanting: Vec<usize> = class
                    .rows
                    .iter()
                    .copied()
                    .filter(|row| {
                        column.get(*row) == Err(State::Suppressed) && self.has_policy(item, *row, policy)
                    })
                    .collect();
                if wanting.is_empty() {
                    continue;
                }
                let values: Vec<Rational> = class
                    .rows
                    .iter()
                    .filter_map(|row| column.get(*row).ok())
                    .collect();
                let sum = values
                    .iter()
                    .try_fold(Rational::ZERO, |sum, value| sum.plus(*value));
                let number = u64::try_from(values.len()).unwrap_or(u64::MAX);
                let mean = match sum {
                    _ if values.is_empty() => Err(State::Missing),
                    Some(sum) => sum.over(Rational::count(number)).ok_or(State::Error),
                    None => Err(State::Error),
                };
                let mean = match (mean, item.item.round) {
                    (Ok(mean), Some(round)) => round.apply(mean).ok_or(State::Error),
                    (mean, _) => mean,
                };
                // Everybody gets the mean of those who have a value of their own.
                for row in wanting {
                    column.set(row, mean);
                }
            }
        }
    }

    /// Whether this is the policy that put the candidate on the waiting list.
    fn has_policy(&self, item: &ItemProgram, row: usize, wanted: &Policy) -> bool {
        let state = item.rule.points::<Rational>(self.scope(), row, &mut Silent).err();
        let state = match state {
            Some(Stop::State(state)) => state,
            // The rule has a value, so a missing datum beside it (evidence, lateness) is what stopped.
            _ => State::Missing,
        };
        policy(&item.item, state) == Some(wanted)
    }

    fn distinct(
        &mut self,
        at: usize,
        column: &mut Column,
        within: &Within,
        otherwise: NotDistinct,
        owner: Owner,
    ) {
        for class in self.classes(owner, within) {
            let mut by_points: BTreeMap<Rational, Vec<usize>> = BTreeMap::new();
            for row in &class.rows {
                if let Ok(points) = column.get(*row) {
                    by_points.entry(points).or_default().push(*row);
                }
            }
            let tied: Vec<Vec<usize>> = by_points.into_values().filter(|rows| rows.len() > 1).collect();
            if tied.is_empty() {
                continue;
            }
            match otherwise {
                NotDistinct::Refuse => {
                    for row in tied.iter().flatten() {
                        column.set(*row, Err(State::Missing));
                    }
                }
                NotDistinct::CancelItem => {
                    for row in &class.rows {
                        column.set(*row, Err(State::NotApplicable));
                    }
                }
            }
            self.filled.tied.entry(at).or_default().extend(tied);
        }
    }

    fn cohort_limit(&mut self, at: usize, column: &mut Column, item: &ItemProgram, owner: Owner) {
        let Some(limit) = &item.item.cohort else { return };
        let mut cuts = Vec::new();
        for class in self.classes(owner, &limit.within) {
            if let (Some(share), Some(meeting)) = (&limit.only_if, &item.only_if) {
                let meets = |row: &&usize| {
                    self.both(
                        || meeting.holds::<Small>(self.scope(), **row),
                        || meeting.holds::<Rational>(self.scope(), **row),
                    ) == Ok(true)
                };
                let number = class.rows.iter().filter(meets).count();
                let part = ratio(number, class.rows.len());
                let enough = part.is_some_and(|part| {
                    share.above.is_none_or(|line| part > line)
                        && share.at_least.is_none_or(|line| part >= line)
                });
                if !enough {
                    for row in &class.rows {
                        if column.has_value(*row) {
                            column.set(*row, Ok(Rational::ZERO));
                        }
                    }
                    continue;
                }
            }
            if let Some(recipients) = &limit.recipients {
                let earners: Vec<usize> = class
                    .rows
                    .iter()
                    .copied()
                    .filter(|row| column.get(*row).is_ok_and(|points| points > Rational::ZERO))
                    .collect();
                // The points of the item come first; they stand in the column that is being made.
                let (cut, chosen) = self.recipients(column, recipients, &item.recipients, &class, &earners);
                let chosen = crate::order::set(chosen);
                for row in earners {
                    if !chosen.contains(&row) {
                        column.set(row, Ok(Rational::ZERO));
                    }
                }
                cuts.push(cut);
            }
        }
        self.filled.cuts.insert((at, 0), cuts);
    }

    fn recipients(
        &self,
        column: &Column,
        recipients: &super::document::Recipients,
        order: &[KeyTerm],
        class: &super::partition::Partition,
        earners: &[usize],
    ) -> (super::quota::Cut, Vec<usize>) {
        let contenders: Vec<super::quota::Contender> = self
            .keyed(order, earners)
            .into_iter()
            .filter_map(|one| {
                let mut keys = vec![column.get(one.row).ok()?];
                keys.extend(one.keys);
                Some(super::quota::Contender {
                    row: one.row,
                    id: self.id(one.row).to_owned(),
                    keys,
                })
            })
            .collect();
        let places = super::quota::count(
            &recipients.places,
            &class.name,
            class.rows.len(),
            contenders.len(),
        );
        super::quota::choose(&class.name, contenders, places, &recipients.ties)
    }

    /// The number of a term, or its state.
    pub(super) fn exact(&self, term: &Term, row: usize) -> Result<Rational, State> {
        exact(term, self.scope(), row)
    }
}

fn ratio(part: usize, whole: usize) -> Option<Rational> {
    Rational::new(i128::try_from(part).ok()?, i128::try_from(whole).ok()?)
}
