//! In proportion: to a target, or between two ends.

use crate::error::Words;
use crate::performance::document::{Beyond, Efficacy, EqualEnds, RatioRule};
use crate::performance::number::{Number, Outcome, Stop};
use crate::performance::term::{Scope, Term};
use crate::performance::trace::{Trace, show, text};
use crate::report::State;
use std::cmp::Ordering;

/// `points × of ÷ target`, at most `points` where capped.
pub(super) fn points<N: Number>(
    rule: &RatioRule<Term>,
    scope: Scope<'_>,
    row: usize,
    trace: &mut impl Trace,
) -> Outcome<N> {
    let value: N = rule.of.number(scope, row)?;
    let target: N = rule.target.number(scope, row)?;
    if target.is_zero() {
        return Err(Stop::State(State::EmptyDenominator));
    }
    let full = N::of(rule.points)?;
    // A value at or beyond the target needs no division, which keeps most numbers small.
    let reached = if target.is_negative() {
        value.compare(target) != Ordering::Greater
    } else {
        value.compare(target) != Ordering::Less
    };
    if reached && rule.beyond == Beyond::Capped {
        trace.step(|| {
            let (value, target, full) = (show(value), show(target), text(rule.points));
            Words::new(
                format!("{value} 达到 {target}，得满分 {full}"),
                format!("{value} reaches {target}: {full}"),
            )
        });
        return Ok(full);
    }
    let result = full.times(value)?.over(target)?;
    trace.step(|| {
        let line = format!(
            "{} × {} ÷ {} = {}",
            text(rule.points),
            show(value),
            show(target),
            show(result)
        );
        Words::same(line)
    });
    Ok(result)
}

/// `points × (base + (1 − base) × (of − lowest) ÷ (highest − lowest))`.
pub(super) fn efficacy<N: Number>(
    rule: &Efficacy<Term>,
    scope: Scope<'_>,
    row: usize,
    trace: &mut impl Trace,
) -> Outcome<N> {
    let value: N = rule.of.number(scope, row)?;
    let lowest: N = rule.lowest.number(scope, row)?;
    let highest: N = rule.highest.number(scope, row)?;
    let (full, base) = (N::of(rule.points)?, N::of(rule.base)?);
    let width = highest.minus(lowest)?;
    if width.is_zero() {
        let result = match rule.equal {
            EqualEnds::Full => full,
            EqualEnds::Base => full.times(base)?,
            EqualEnds::Refuse => return Err(Stop::State(State::EmptyDenominator)),
        };
        trace.step(|| {
            let (end, result) = (show(lowest), show(result));
            Words::new(
                format!("最高值与最低值都是 {end}，得 {result} 分"),
                format!("highest and lowest are both {end}: {result}"),
            )
        });
        return Ok(result);
    }
    let share = value.minus(lowest)?.over(width)?;
    let result = full.times(base.plus(N::whole(1).minus(base)?.times(share)?)?)?;
    trace.step(|| {
        Words::same(format!(
            "{} × ({} + (1 − {}) × ({} − {}) ÷ ({} − {})) = {}",
            text(rule.points),
            text(rule.base),
            text(rule.base),
            show(value),
            show(lowest),
            show(highest),
            show(lowest),
            show(result)
        ))
    });
    Ok(result)
}
