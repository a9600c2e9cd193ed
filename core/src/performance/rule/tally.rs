//! A start, and points added or taken away for each of several counts.

use crate::error::Words;
use crate::performance::document::{AtMost, Charged, Entry, Escalation, Tally};
use crate::performance::number::{Number, Outcome, Stop, both};
use crate::performance::term::{Scope, Term};
use crate::performance::trace::{Trace, show, text};
use crate::report::State;

pub(super) fn points<N: Number>(
    rule: &Tally<Term>,
    scope: Scope<'_>,
    row: usize,
    trace: &mut impl Trace,
) -> Outcome<N> {
    let mut result = N::of(rule.start);
    for entry in &rule.add {
        let points = entry_points(entry, "+", scope, row, trace);
        result = both(result, points).and_then(|(sum, points)| sum.plus(points));
    }
    for entry in &rule.deduct {
        let points = entry_points(entry, "−", scope, row, trace);
        result = both(result, points).and_then(|(sum, points)| sum.minus(points));
    }
    let result: N = result?;
    trace.step(|| {
        let (start, result) = (text(rule.start), show(result));
        Words::new(
            format!("起点 {start}，合计 {result}"),
            format!("from {start} to {result}"),
        )
    });
    Ok(result)
}

fn entry_points<N: Number>(
    entry: &Entry<Term>,
    sign: &str,
    scope: Scope<'_>,
    row: usize,
    trace: &mut impl Trace,
) -> Outcome<N> {
    let count: N = entry.of.number(scope, row)?;
    // Fewer than none would turn a deduction into a bonus.
    if count.is_negative() {
        return Err(Stop::State(State::Error));
    }
    let charged = match &entry.escalation {
        None => count,
        Some(escalation) => escalated(escalation, count)?,
    };
    let mut points = N::of(entry.points)?.times(charged)?;
    let factor = match &entry.times {
        None => None,
        Some(term) => Some(term.number::<N>(scope, row)?),
    };
    if let Some(factor) = factor {
        points = points.times(factor)?;
    }
    let limited = match entry.at_most {
        AtMost::Unlimited => points,
        AtMost::Points(limit) => points.smaller(N::of(limit)?),
    };
    trace.step(|| {
        let mut product = format!("{} × {}", text(entry.points), show(charged));
        if let Some(factor) = factor {
            product.push_str(&format!(" × {}", show(factor)));
        }
        if let AtMost::Points(limit) = entry.at_most {
            product = format!("min({}, {product})", text(limit));
        }
        let line = format!("{sign} {product} = {sign}{}", show(limited));
        let english = entry.title.en.as_ref().unwrap_or(&entry.title.zh);
        Words::new(
            format!("{}：{line}", entry.title.zh),
            format!("{english}: {line}"),
        )
    });
    Ok(limited)
}

/// How many times count, each with its factor.
fn escalated<N: Number>(escalation: &Escalation, count: N) -> Outcome<N> {
    if !count.is_whole() {
        return Err(Stop::State(State::Error));
    }
    let last = escalation
        .factors
        .last()
        .copied()
        .ok_or(Stop::State(State::Error))?;
    let times = count.exact()?.numerator();
    let tabled = i128::try_from(escalation.factors.len()).map_err(|_| Stop::Overflow)?;
    match escalation.charged {
        Charged::LastTime => {
            if times == 0 {
                return Ok(N::whole(0));
            }
            let nth = usize::try_from(times.min(tabled)).map_err(|_| Stop::Overflow)?;
            let factor = nth
                .checked_sub(1)
                .and_then(|at| escalation.factors.get(at))
                .copied();
            N::of(factor.unwrap_or(last))
        }
        Charged::EachTime => {
            let within = usize::try_from(times.min(tabled)).map_err(|_| Stop::Overflow)?;
            let mut sum = N::whole(0);
            for factor in escalation.factors.iter().take(within) {
                sum = sum.plus(N::of(*factor)?)?;
            }
            let beyond = i64::try_from(times.saturating_sub(tabled).max(0)).map_err(|_| Stop::Overflow)?;
            sum.plus(N::of(last)?.times(N::whole(beyond))?)
        }
    }
}
