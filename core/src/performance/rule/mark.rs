//! Judges' marks and ballots.

use crate::error::Words;
use crate::performance::document::{BallotRule, Grid, Judged};
use crate::performance::number::{Number, Outcome, Stop};
use crate::performance::term::{Scope, Term};
use crate::performance::trace::{Trace, show, text};
use crate::report::State;
use std::cmp::Ordering;

/// The mark itself. One that is out of bounds or off the grid is an error: bending it would hide a mistake.
pub(super) fn judged<N: Number>(
    rule: &Judged<Term>,
    scope: Scope<'_>,
    row: usize,
    trace: &mut impl Trace,
) -> Outcome<N> {
    let mark: N = rule.mark.number(scope, row)?;
    let (least, greatest) = (N::of(rule.at_least)?, N::of(rule.at_most)?);
    let inside = mark.compare(least) != Ordering::Less && mark.compare(greatest) != Ordering::Greater;
    let on_grid = match rule.grid {
        Grid::Any => true,
        Grid::Step(step) => greatest.minus(mark)?.over(N::of(step)?)?.is_whole(),
    };
    if !inside || !on_grid {
        return Err(Stop::State(State::Error));
    }
    trace.step(|| {
        Words::new(
            format!("评定 {} 分", show(mark)),
            format!("the mark {}", show(mark)),
        )
    });
    Ok(mark)
}

/// `points × Σ worth × votes ÷ (of × valid votes)`; state `empty_denominator` without valid votes.
pub(super) fn ballot<N: Number>(
    rule: &BallotRule<Term>,
    scope: Scope<'_>,
    row: usize,
    trace: &mut impl Trace,
) -> Outcome<N> {
    let (mut worth, mut valid) = (N::whole(0), N::whole(0));
    let mut said = Vec::new();
    for option in &rule.options {
        let votes: N = option.votes.number(scope, row)?;
        if votes.is_negative() || !votes.is_whole() {
            return Err(Stop::State(State::Error));
        }
        valid = valid.plus(votes)?;
        worth = worth.plus(votes.times(N::of(option.worth)?)?)?;
        said.push((option.worth, votes));
    }
    let mean = worth.over(valid)?;
    let result = N::of(rule.points)?.times(mean)?.over(N::of(rule.of)?)?;
    trace.step(|| {
        let sum = said
            .iter()
            .map(|(worth, votes)| format!("{} × {}", text(*worth), show(*votes)))
            .collect::<Vec<_>>()
            .join(" + ");
        let line = format!("({sum}) ÷ {} = {}", show(valid), show(mean));
        Words::new(
            format!("有效票 {}：{line}", show(valid)),
            format!("{} valid votes: {line}", show(valid)),
        )
    });
    trace.step(|| {
        Words::same(format!(
            "{} × {} ÷ {} = {}",
            text(rule.points),
            show(mean),
            text(rule.of),
            show(result)
        ))
    });
    Ok(result)
}
