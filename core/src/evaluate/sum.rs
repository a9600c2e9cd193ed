//! The number that a count sums over its numerator.

use super::bits::Bits;
use super::criterion::{Criteria, Frame, attribute_number};
use super::tally::Places;
use crate::error::Error;
use crate::ledger::rows::{ix, number};
use crate::number::{Exact, Rational};
use crate::plan::{Basis, Sum, Take, VocabularyList};
use std::collections::HashMap;

/// A sum at every unit, and for how many subjects the number was missing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Summed {
    pub(crate) total: Exact,
    pub(crate) missing: u64,
}

impl Summed {
    pub(crate) const ZERO: Self = Self {
        total: Exact::ZERO,
        missing: 0,
    };

    pub(crate) fn add(&mut self, other: &Self) {
        self.total.add(&other.total);
        self.missing = self.missing.saturating_add(other.missing);
    }
}

/// Sums a number over subjects, at every unit.
pub(crate) fn sum(
    criteria: &Criteria<'_>,
    places: &Places<'_, '_>,
    frame: Frame,
    sum: &Sum,
    subjects: &Bits,
) -> Result<Vec<Summed>, Error> {
    let amounts = amounts(criteria, places.basis, frame, sum)?;
    Ok(places.spread(
        subjects,
        Summed::ZERO,
        |total, index| {
            let amount = amounts(index);
            total.add(&Summed {
                total: amount.unwrap_or(Rational::ZERO).into(),
                missing: u64::from(amount.is_none()),
            });
        },
        Summed::add,
    ))
}

type Amounts<'a> = Box<dyn Fn(usize) -> Option<Rational> + 'a>;

/// The number of each subject; `None` where it is missing.
fn amounts<'a, 'c>(
    criteria: &'a Criteria<'c>,
    basis: Basis,
    frame: Frame,
    sum: &Sum,
) -> Result<Amounts<'a>, Error>
where
    'c: 'a,
{
    let facts = criteria.facts;
    Ok(match sum {
        Sum::Headcount(audiences) => {
            let words = criteria.words(VocabularyList::Audiences, audiences, frame.at);
            Box::new(move |activity| {
                let row = facts.activity(number(activity))?;
                let heads = heads(&row.headcounts, words.as_deref());
                // No headcount at all is a missing number, not nobody.
                (!row.headcounts.is_empty()).then(|| Rational::count(heads))
            })
        }
        Sum::Attribute(id) => {
            let word = facts.store.words.find(id);
            let view = criteria.view(frame.at);
            Box::new(move |index| match basis {
                Basis::Unit => view
                    .unit(number(index))
                    .and_then(|row| attribute_number(&row.attributes, word)),
                Basis::Event => facts
                    .activity(number(index))
                    .and_then(|row| attribute_number(&row.attributes, word)),
                Basis::Person | Basis::Organisation => None,
            })
        }
        Sum::Observation(kind) => {
            let mut numbers = HashMap::new();
            for (subject, value) in criteria.observed(basis, frame, kind, Take::Sum)? {
                criteria.indices(basis, subject).into_iter().for_each(|index| {
                    numbers.insert(index, value);
                });
            }
            Box::new(move |index| numbers.get(&index).copied())
        }
        Sum::Members => Box::new(move |index| {
            facts
                .organisation(number(index))
                .and_then(|row| row.members)
                .map(|members| Rational::count(u64::from(members)))
        }),
        Sum::Participations(test) => {
            let counts = criteria.participations(frame, test)?;
            Box::new(move |index| Some(Rational::count(counts.get(index).copied().map_or(0, u64::from))))
        }
    })
}

/// The heads of the named audiences; of all where `None`.
pub(crate) fn heads(headcounts: &[(u32, u32)], audiences: Option<&[u32]>) -> u64 {
    headcounts
        .iter()
        .filter(|(audience, _)| audiences.is_none_or(|audiences| audiences.contains(audience)))
        .map(|(_, heads)| u64::from(*heads))
        .fold(0, u64::saturating_add)
}

/// What a column has for a unit.
pub(crate) fn at<T: Copy>(column: &[T], unit: u32) -> Option<T> {
    column.get(ix(unit)).copied()
}
