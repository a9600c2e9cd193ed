//! Rankings of a cohort: classes apart, chain of tie-breaks, draw.

use super::column::Column;
use super::document::RankMethod;
use super::evaluate::Run;
use super::program::{Owner, RankProgram};
use super::rank::{lot, ties};
use crate::number::Rational;
use crate::report::State;

impl Run<'_> {
    pub(super) fn ranks(&self, rank: &RankProgram, owner: Owner) -> Column {
        let mut column = self.outside_or(owner, |run, row| {
            for key in &rank.order {
                run.exact(&key.of, row)?;
            }
            for gate in &rank.barred_by {
                match run.hit(*gate, row) {
                    Some(false) => {}
                    Some(true) => return Err(State::NotApplicable),
                    None => return Err(State::Missing),
                }
            }
            // Until its place is known.
            Ok(Rational::ZERO)
        });
        for class in self.classes(owner, &rank.within) {
            let rows: Vec<usize> = class
                .rows
                .iter()
                .copied()
                .filter(|row| column.has_value(*row))
                .collect();
            let mut keyed = self.keyed(&rank.order, &rows);
            let ranked = ties(&mut keyed, |a, b| {
                b.keys.cmp(&a.keys).then_with(|| match (&rank.seed, rank.method) {
                    (Some(seed), RankMethod::Ordinal) => {
                        lot(seed, self.id(a.row)).cmp(&lot(seed, self.id(b.row)))
                    }
                    _ => std::cmp::Ordering::Equal,
                })
            });
            for (one, tie) in ranked {
                column.set(one.row, tie.rank(rank.method).ok_or(State::Missing));
            }
        }
        column
    }
}
