//! Points for each step above or below a reference, and slopes that differ by stretch.

use crate::error::Words;
use crate::performance::document::{AtMost, LosingSide, PerStep, Reading, Side, Slope, Stretches};
use crate::performance::number::{Number, Outcome};
use crate::performance::term::{Scope, Term};
use crate::performance::trace::{Trace, show, text};
use std::cmp::Ordering;

pub(super) fn points<N: Number>(
    rule: &Slope<Term>,
    scope: Scope<'_>,
    row: usize,
    trace: &mut impl Trace,
) -> Outcome<N> {
    let value: N = rule.of.number(scope, row)?;
    let reference: N = rule.reference.number(scope, row)?;
    let base = N::of(rule.base)?;
    let (side, distance) = match value.compare(reference) {
        Ordering::Greater => (rule.above, value.minus(reference)?),
        Ordering::Less => (rule.below, reference.minus(value)?),
        Ordering::Equal => (Side::Nothing, N::whole(0)),
    };
    let (result, sign, per) = match side {
        Side::Nothing => {
            trace.step(|| {
                let (value, reference, base) = (show(value), show(reference), text(rule.base));
                Words::new(
                    format!("{value} 对照 {reference}，得 {base} 分"),
                    format!("{value} against {reference}: {base}"),
                )
            });
            return Ok(base);
        }
        Side::Add(per) => (base.plus(side_points(per, distance)?)?, "+", per),
        Side::Deduct(per) => (base.minus(side_points(per, distance)?)?, "−", per),
    };
    let steps = distance.steps(N::of(per.each)?, per.counted)?;
    trace.step(|| {
        let (value, reference, distance, steps) = (show(value), show(reference), show(distance), show(steps));
        let each = text(per.each);
        Words::new(
            format!("{value} 与 {reference} 相差 {distance}，按每 {each} 计 {steps} 步"),
            format!("{value} and {reference} differ by {distance}: {steps} steps of {each}"),
        )
    });
    trace.step(|| {
        let limit = match per.at_most {
            AtMost::Unlimited => format!("{} × {}", text(per.points), show(steps)),
            AtMost::Points(limit) => {
                format!("min({}, {} × {})", text(limit), text(per.points), show(steps))
            }
        };
        Words::same(format!("{} {sign} {limit} = {}", text(rule.base), show(result)))
    });
    Ok(result)
}

fn side_points<N: Number>(per: PerStep, distance: N) -> Outcome<N> {
    let points = distance
        .steps(N::of(per.each)?, per.counted)?
        .times(N::of(per.points)?)?;
    match per.at_most {
        AtMost::Unlimited => Ok(points),
        AtMost::Points(limit) => Ok(points.smaller(N::of(limit)?)),
    }
}

pub(super) fn stretches<N: Number>(
    rule: &Stretches<Term>,
    scope: Scope<'_>,
    row: usize,
    trace: &mut impl Trace,
) -> Outcome<N> {
    let value: N = rule.of.number(scope, row)?;
    // How far the value lies on the losing side of an edge; zero or less means it is not in that stretch.
    let past = |edge: N| match rule.side {
        LosingSide::Below => edge.minus(value),
        LosingSide::Above => value.minus(edge),
    };
    let start = N::of(rule.start)?;
    let mut lost = N::whole(0);
    let mut edges = rule.stretches.iter().peekable();
    let mut first_edge = None;
    while let Some(stretch) = edges.next() {
        let edge = N::of(stretch.edge)?;
        let first = *first_edge.get_or_insert(edge);
        let way = past(edge)?;
        if way.compare(N::whole(0)) != Ordering::Greater {
            break;
        }
        let next = edges.peek().map(|next| N::of(next.edge)).transpose()?;
        let further = match next {
            Some(next) => past(next)?.larger(N::whole(0)),
            None => N::whole(0),
        };
        let is_last = further.is_zero();
        let charged = match rule.reading {
            Reading::Cumulative => way.minus(further)?,
            Reading::FlatFromFirstEdge if is_last => past(first)?,
            Reading::FlatFromOwnEdge if is_last => way,
            Reading::FlatFromFirstEdge | Reading::FlatFromOwnEdge => continue,
        };
        let steps = charged.steps(N::of(stretch.each)?, stretch.counted)?;
        let points = steps.times(N::of(stretch.points)?)?;
        lost = lost.plus(points)?;
        trace.step(|| {
            let (edge, charged, steps) = (text(stretch.edge), show(charged), show(steps));
            let line = format!("{} × {} = {}", text(stretch.points), steps, show(points));
            Words::new(
                format!("界点 {edge} 起 {charged}：扣 {line}"),
                format!("from the edge {edge} on {charged}: less {line}"),
            )
        });
    }
    let result = start.minus(lost)?;
    trace.step(|| {
        Words::same(format!(
            "{} − {} = {}",
            text(rule.start),
            show(lost),
            show(result)
        ))
    });
    Ok(result)
}
