//! A table by bands.

use crate::error::Words;
use crate::performance::document::BandsRule;
use crate::performance::number::{Number, Outcome};
use crate::performance::term::{Scope, Term, find_band};
use crate::performance::trace::{Trace, show, text};

pub(super) fn points<N: Number>(
    rule: &BandsRule<Term>,
    scope: Scope<'_>,
    row: usize,
    trace: &mut impl Trace,
) -> Outcome<N> {
    let value: N = rule.of.number(scope, row)?;
    let given = *find_band(value, &rule.bands, rule.gaps)?;
    trace.step(|| {
        let (value, given) = (show(value), text(given));
        Words::new(
            format!("{value} 所在档次得 {given} 分"),
            format!("the band of {value} gives {given}"),
        )
    });
    N::of(given)
}
