//! A cliff: all or nothing.

use crate::error::Words;
use crate::performance::document::{Line, Threshold};
use crate::performance::number::{Number, Outcome};
use crate::performance::term::{Scope, Term};
use crate::performance::trace::{Trace, show, text};
use std::cmp::Ordering;

pub(super) fn points<N: Number>(
    rule: &Threshold<Term>,
    scope: Scope<'_>,
    row: usize,
    trace: &mut impl Trace,
) -> Outcome<N> {
    let value: N = rule.of.number(scope, row)?;
    let (term, sign, holds): (_, _, fn(Ordering) -> bool) = match &rule.line {
        Line::AtLeast(term) => (term, "≥", Ordering::is_ge),
        Line::Above(term) => (term, ">", Ordering::is_gt),
        Line::AtMost(term) => (term, "≤", Ordering::is_le),
        Line::Below(term) => (term, "<", Ordering::is_lt),
    };
    let line: N = term.number(scope, row)?;
    let met = holds(value.compare(line));
    let given = if met { rule.met } else { rule.otherwise };
    trace.step(|| {
        let (value, line, given) = (show(value), show(line), text(given));
        if met {
            Words::new(
                format!("{value} {sign} {line} 成立，得 {given} 分"),
                format!("{value} {sign} {line} holds: {given}"),
            )
        } else {
            Words::new(
                format!("{value} {sign} {line} 不成立，得 {given} 分"),
                format!("{value} {sign} {line} does not hold: {given}"),
            )
        }
    });
    N::of(given)
}
