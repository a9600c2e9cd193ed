//! Rules, one family a file: each turns values into points, exactly.

mod band;
mod mark;
mod place;
mod ratio;
mod slope;
mod tally;
mod threshold;

pub(super) use place::place_points;

use super::document::{
    BallotRule, BandsRule, Efficacy, Judged, RatioRule, Slope, Stretches, Tally, Threshold,
};
use super::number::{Number, Outcome, Stop};
use super::term::{Scope, Term};
use super::trace::{Trace, show};
use crate::error::Words;
use crate::number::Rational;
use crate::report::State;

/// A compiled rule.
#[derive(Clone, Debug)]
pub(super) enum RuleProgram {
    Threshold(Threshold<Term>),
    Ratio(RatioRule<Term>),
    Slope(Slope<Term>),
    Tally(Tally<Term>),
    Bands(BandsRule<Term>),
    Stretches(Stretches<Term>),
    /// The points stand in a column of their own, because they depend on the whole cohort.
    Places(usize),
    Judged(Judged<Term>),
    Ballot(BallotRule<Term>),
    Efficacy(Efficacy<Term>),
    Words {
        input: usize,
        words: Vec<String>,
        points: Vec<Rational>,
    },
    Value(Term),
}

impl RuleProgram {
    /// The points of a candidate, before floor and ceiling.
    pub(super) fn points<N: Number>(
        &self,
        scope: Scope<'_>,
        row: usize,
        trace: &mut impl Trace,
    ) -> Outcome<N> {
        match self {
            Self::Threshold(rule) => threshold::points(rule, scope, row, trace),
            Self::Ratio(rule) => ratio::points(rule, scope, row, trace),
            Self::Efficacy(rule) => ratio::efficacy(rule, scope, row, trace),
            Self::Slope(rule) => slope::points(rule, scope, row, trace),
            Self::Stretches(rule) => slope::stretches(rule, scope, row, trace),
            Self::Tally(rule) => tally::points(rule, scope, row, trace),
            Self::Bands(rule) => band::points(rule, scope, row, trace),
            Self::Judged(rule) => mark::judged(rule, scope, row, trace),
            Self::Ballot(rule) => mark::ballot(rule, scope, row, trace),
            Self::Words { input, words, points } => {
                let word: N = Term::Input(*input).number(scope, row)?;
                let word =
                    usize::try_from(word.exact()?.numerator()).map_err(|_| Stop::State(State::Error))?;
                let given = points.get(word).ok_or(Stop::State(State::Error))?;
                let name = words.get(word).map_or("", String::as_str);
                trace.step(|| Words::new(format!("“{name}” → {given} 分"), format!("`{name}` → {given}")));
                N::of(*given)
            }
            Self::Places(points) => {
                let given: N = Term::Node(*points).number(scope, row)?;
                trace.step(|| {
                    Words::new(
                        format!("按名次得 {} 分", show(given)),
                        format!("points of the place: {}", show(given)),
                    )
                });
                Ok(given)
            }
            Self::Value(term) => {
                let value: N = term.number(scope, row)?;
                trace.step(|| {
                    Words::new(
                        format!("取值 {}", show(value)),
                        format!("the value {}", show(value)),
                    )
                });
                Ok(value)
            }
        }
    }
}
