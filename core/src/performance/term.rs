//! Compiled values: names are resolved to columns.

use super::column::Column;
use super::document::{AttributeIs, Band, Gaps, StepCount, WithoutValue};
use super::input::Candidate;
use super::number::{Number, Outcome, Stop, both};
use crate::number::Rational;
use crate::order::Order;
use crate::report::State;
use std::cmp::Ordering;

/// A compiled value.
#[derive(Clone, Debug)]
pub(super) enum Term {
    Constant(Rational),
    Input(usize),
    /// Points, ranks, aggregates and whatever else stands in a column of its own.
    Node(usize),
    Sum(Vec<Term>),
    Difference(Box<[Term; 2]>),
    Product(Vec<Term>),
    Ratio(Box<[Term; 2]>),
    Growth(Box<[Term; 2]>),
    Shortfall(Box<[Term; 2]>),
    Excess(Box<[Term; 2]>),
    Least(Vec<Term>),
    Greatest(Vec<Term>),
    FirstKnown(Vec<Term>),
    Instead(Box<InsteadTerm>),
    MeanOf(MeanTerm),
    Weighted(Vec<(Term, Rational)>),
    ByGroup(Vec<(Vec<usize>, Term)>, Option<Box<Term>>),
    Banded(Box<Term>, Vec<Band<Rational>>, Gaps),
    Steps(Box<Term>, Rational, StepCount),
}

#[derive(Clone, Debug)]
pub(super) struct InsteadTerm {
    pub(super) of: Term,
    pub(super) not_applicable: Option<Rational>,
    pub(super) empty_denominator: Option<Rational>,
    pub(super) missing: Option<Rational>,
}

#[derive(Clone, Debug)]
pub(super) struct MeanTerm {
    pub(super) of: Vec<Term>,
    pub(super) drop_highest: usize,
    pub(super) drop_lowest: usize,
    pub(super) without_value: WithoutValue,
    pub(super) at_least: usize,
}

/// What a term can see.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a> {
    pub(super) inputs: &'a [Column],
    pub(super) nodes: &'a [Column],
    /// The number of each candidate's group; `usize::MAX` without one.
    pub(super) groups: &'a [usize],
    pub(super) candidates: &'a [Candidate],
}

impl Scope<'_> {
    /// A cell of a node.
    #[inline]
    pub(super) fn node<N: Number>(&self, node: usize, row: usize) -> Outcome<N> {
        match self.nodes.get(node) {
            Some(column) => N::read(column, row),
            None => Err(ABSENT),
        }
    }
}

const ABSENT: Stop = Stop::State(State::Missing);

impl Term {
    #[inline]
    pub(super) fn number<N: Number>(&self, scope: Scope<'_>, row: usize) -> Outcome<N> {
        match self {
            Self::Constant(value) => N::of(*value),
            Self::Input(index) => match scope.inputs.get(*index) {
                Some(column) => N::read(column, row),
                None => Err(ABSENT),
            },
            Self::Node(index) => scope.node(*index, row),
            _ => self.composed(scope, row),
        }
    }

    fn composed<N: Number>(&self, scope: Scope<'_>, row: usize) -> Outcome<N> {
        let pair = |pair: &[Term; 2]| -> Outcome<(N, N)> {
            let [first, second] = pair;
            both(first.number(scope, row), second.number(scope, row))
        };
        match self {
            Self::Constant(_) | Self::Input(_) | Self::Node(_) => self.number(scope, row),
            Self::Sum(terms) => fold(terms, scope, row, N::whole(0), N::plus),
            Self::Product(terms) => fold(terms, scope, row, N::whole(1), N::times),
            Self::Difference(both) => pair(both).and_then(|(of, minus)| of.minus(minus)),
            Self::Ratio(both) => pair(both).and_then(|(of, to)| of.over(to)),
            Self::Growth(both) => pair(both).and_then(|(of, from)| of.minus(from)?.over(from)),
            Self::Shortfall(both) => {
                pair(both).and_then(|(of, target)| Ok(target.minus(of)?.larger(N::whole(0))))
            }
            Self::Excess(both) => {
                pair(both).and_then(|(of, target)| Ok(of.minus(target)?.larger(N::whole(0))))
            }
            Self::Least(terms) => extreme(terms, scope, row, N::smaller),
            Self::Greatest(terms) => extreme(terms, scope, row, N::larger),
            Self::FirstKnown(terms) => {
                let mut last = ABSENT;
                for term in terms {
                    match term.number(scope, row) {
                        Err(Stop::State(state)) if state != State::Error => last = Stop::State(state),
                        done => return done,
                    }
                }
                Err(last)
            }
            Self::Instead(instead) => match instead.of.number(scope, row) {
                Err(Stop::State(state)) => {
                    let stand_in = match state {
                        State::NotApplicable => instead.not_applicable,
                        State::EmptyDenominator => instead.empty_denominator,
                        State::Missing => instead.missing,
                        State::Value | State::Suppressed | State::Error => None,
                    };
                    stand_in.map_or(Err(Stop::State(state)), N::of)
                }
                done => done,
            },
            Self::MeanOf(mean) => {
                let mut marks = Vec::with_capacity(mean.of.len());
                let mut worst: Option<Stop> = None;
                for term in &mean.of {
                    match (term.number::<N>(scope, row), mean.without_value) {
                        (Ok(mark), _) => marks.push(mark),
                        (
                            Err(Stop::State(State::Missing | State::NotApplicable | State::EmptyDenominator)),
                            WithoutValue::LeaveOut,
                        ) => {}
                        (Err(stop), _) => worst = Some(worst.map_or(stop, |worst| worst.worse(stop))),
                    }
                }
                if let Some(stop) = worst {
                    return Err(stop);
                }
                trimmed_mean(marks, mean.drop_lowest, mean.drop_highest, mean.at_least)
            }
            Self::Weighted(parts) => {
                let mut sum = Ok(N::whole(0));
                for (term, weight) in parts {
                    let part = term.number::<N>(scope, row);
                    sum = both(sum, part).and_then(|(sum, part)| sum.plus(part.times(N::of(*weight)?)?));
                }
                sum
            }
            Self::ByGroup(cases, otherwise) => {
                let group = scope.groups.get(row).copied().unwrap_or(usize::MAX);
                match cases.iter().find(|(groups, _)| groups.contains(&group)) {
                    Some((_, term)) => term.number(scope, row),
                    None => match otherwise {
                        Some(term) => term.number(scope, row),
                        None => Err(Stop::State(State::NotApplicable)),
                    },
                }
            }
            Self::Banded(of, bands, gaps) => N::of(*find_band(of.number::<N>(scope, row)?, bands, *gaps)?),
            Self::Steps(of, each, counted) => of.number::<N>(scope, row)?.steps(N::of(*each)?, *counted),
        }
    }
}

/// The mean of the marks without the lowest and highest; `missing` where fewer than `at_least` are left.
pub(super) fn trimmed_mean<N: Number>(
    mut marks: Vec<N>,
    drop_lowest: usize,
    drop_highest: usize,
    at_least: usize,
) -> Outcome<N> {
    marks.order_by(|a, b| a.compare(*b));
    let kept = marks
        .len()
        .checked_sub(drop_highest)
        .and_then(|end| marks.get(drop_lowest..end))
        .filter(|kept| !kept.is_empty() && kept.len() >= at_least)
        .ok_or(ABSENT)?;
    let sum = kept
        .iter()
        .try_fold(N::whole(0), |sum: N, mark| sum.plus(*mark))?;
    sum.over(N::whole(i64::try_from(kept.len()).map_err(|_| Stop::Overflow)?))
}

fn fold<N: Number>(
    terms: &[Term],
    scope: Scope<'_>,
    row: usize,
    start: N,
    combine: impl Fn(N, N) -> Outcome<N>,
) -> Outcome<N> {
    let mut result = Ok(start);
    for term in terms {
        result = both(result, term.number(scope, row)).and_then(|(result, one)| combine(result, one));
    }
    result
}

fn extreme<N: Number>(
    terms: &[Term],
    scope: Scope<'_>,
    row: usize,
    choose: impl Fn(N, N) -> N,
) -> Outcome<N> {
    let mut best: Outcome<Option<N>> = Ok(None);
    for term in terms {
        best = both(best, term.number(scope, row))
            .map(|(best, value)| Some(best.map_or(value, |best| choose(best, value))));
    }
    best?.ok_or(ABSENT)
}

/// What the band gives in which a value lies. The check has seen to it that bands do not overlap.
pub(super) fn find_band<N: Number, T>(value: N, bands: &[Band<T>], gaps: Gaps) -> Outcome<&T> {
    if let Gaps::BetweenSteps(step) = gaps
        && !value.over(N::of(step)?)?.is_whole()
    {
        return Err(Stop::State(State::Error));
    }
    let mut below: Option<(N, &T)> = None;
    let mut over: Option<(N, &T)> = None;
    for band in bands {
        let mut inside = true;
        if let Some(bound) = band.at_least.or(band.above) {
            let bound = N::of(bound)?;
            let order = value.compare(bound);
            if order == Ordering::Less || (order == Ordering::Equal && band.above.is_some()) {
                inside = false;
                if over
                    .as_ref()
                    .is_none_or(|(nearest, _)| bound.compare(*nearest) == Ordering::Less)
                {
                    over = Some((bound, &band.gives));
                }
            }
        }
        if let Some(bound) = band.at_most.or(band.below) {
            let bound = N::of(bound)?;
            let order = value.compare(bound);
            if order == Ordering::Greater || (order == Ordering::Equal && band.below.is_some()) {
                inside = false;
                if below
                    .as_ref()
                    .is_none_or(|(nearest, _)| bound.compare(*nearest) == Ordering::Greater)
                {
                    below = Some((bound, &band.gives));
                }
            }
        }
        if inside {
            return Ok(&band.gives);
        }
    }
    let nearest = match gaps {
        Gaps::Lower => below,
        Gaps::Upper => over,
        Gaps::None | Gaps::BetweenSteps(_) => None,
    };
    nearest.map(|(_, gives)| gives).ok_or(Stop::State(State::Error))
}

/// Compiled conditions.
#[derive(Clone, Debug)]
pub(super) enum Test {
    All(Vec<Test>),
    Any(Vec<Test>),
    Not(Box<Test>),
    Compare(Box<CompareTest>),
    Group(Vec<usize>),
    Attribute(AttributeIs),
    /// A column of word numbers and the numbers that fit.
    Words(WordColumn, Vec<usize>),
    /// A column of ones and zeros.
    Holds(usize),
    Known(Box<Term>),
}

/// Where words stand as numbers.
#[derive(Clone, Copy, Debug)]
pub(super) enum WordColumn {
    Input(usize),
    Node(usize),
}

#[derive(Clone, Debug)]
pub(super) struct CompareTest {
    pub(super) of: Term,
    pub(super) at_least: Option<Term>,
    pub(super) above: Option<Term>,
    pub(super) at_most: Option<Term>,
    pub(super) below: Option<Term>,
}

impl CompareTest {
    pub(super) fn holds<N: Number>(&self, scope: Scope<'_>, row: usize) -> Outcome<bool> {
        let value = self.of.number::<N>(scope, row)?;
        let against = |bound: &Option<Term>, good: fn(Ordering) -> bool| -> Outcome<bool> {
            match bound {
                Some(term) => Ok(good(value.compare(term.number(scope, row)?))),
                None => Ok(true),
            }
        };
        Ok(against(&self.at_least, Ordering::is_ge)?
            && against(&self.above, Ordering::is_gt)?
            && against(&self.at_most, Ordering::is_le)?
            && against(&self.below, Ordering::is_lt)?)
    }
}

/// False if one is false, else unknown if one is unknown, else true.
pub(super) fn all(outcomes: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut known = true;
    for outcome in outcomes {
        match outcome {
            Some(false) => return Some(false),
            Some(true) => {}
            None => known = false,
        }
    }
    known.then_some(true)
}

/// True if one is true, else unknown if one is unknown, else false.
pub(super) fn any(outcomes: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    all(outcomes.map(|outcome| outcome.map(|holds| !holds))).map(|none| !none)
}

impl Test {
    /// `Some(true)`, `Some(false)` or `None` for unknown.
    pub(super) fn holds(&self, scope: Scope<'_>, row: usize) -> Option<bool> {
        match self {
            Self::All(tests) => all(tests.iter().map(|test| test.holds(scope, row))),
            Self::Any(tests) => any(tests.iter().map(|test| test.holds(scope, row))),
            Self::Not(test) => test.holds(scope, row).map(|holds| !holds),
            Self::Compare(compare) => match compare.holds::<super::number::Small>(scope, row) {
                Ok(holds) => Some(holds),
                Err(Stop::Overflow) => compare.holds::<Rational>(scope, row).ok(),
                Err(Stop::State(_)) => None,
            },
            Self::Group(groups) => Some(scope.groups.get(row).is_some_and(|group| groups.contains(group))),
            Self::Attribute(attribute) => scope
                .candidates
                .get(row)?
                .attributes
                .get(&attribute.id)
                .map(|word| attribute.one_of.contains(word)),
            Self::Words(column, words) => {
                let column = match column {
                    WordColumn::Input(index) => scope.inputs.get(*index),
                    WordColumn::Node(index) => scope.nodes.get(*index),
                };
                let word = column?.get(row).ok()?;
                usize::try_from(word.numerator())
                    .ok()
                    .map(|word| words.contains(&word))
            }
            Self::Holds(index) => scope
                .nodes
                .get(*index)?
                .get(row)
                .ok()
                .map(|value| !value.is_zero()),
            Self::Known(term) => Some(exact(term, scope, row).is_ok()),
        }
    }
}

/// The number of a term in lowest terms, or its state.
pub(super) fn exact(term: &Term, scope: Scope<'_>, row: usize) -> Result<Rational, State> {
    let small = term
        .number::<super::number::Small>(scope, row)
        .and_then(Number::exact);
    let number = match small {
        Err(Stop::Overflow) => term.number::<Rational>(scope, row),
        done => done,
    };
    number.map_err(|stop| match stop {
        Stop::Overflow => State::Error,
        Stop::State(state) => state,
    })
}
