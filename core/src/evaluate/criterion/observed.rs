//! A number reported for the subject.

use super::super::bits::Bits;
use super::super::truth::Truths;
use super::{Criteria, Frame};
use crate::error::{Code, Error, Fault, Place, Words};
use crate::ledger::rows::{NONE, ObservationRow, Observed as Subject, ix};
use crate::number::Rational;
use crate::order::Order;
use crate::plan::{Basis, Observed, Take};
use std::collections::BTreeMap;

pub(super) fn truths(
    criteria: &Criteria<'_>,
    basis: Basis,
    frame: Frame,
    test: &Observed,
) -> Result<Truths, Error> {
    let domain = criteria.domain(basis);
    let (mut yes, mut unknown) = (Bits::none(domain), Bits::all(domain));
    for (subject, value) in criteria.observed(basis, frame, &test.kind, test.take)? {
        for index in criteria.indices(basis, subject) {
            unknown.clear(index);
            if test.compare.holds(value) {
                yes.set(index);
            }
        }
    }
    Ok(Truths::new(yes.clone(), yes.or(&unknown)))
}

impl<'c> Criteria<'c> {
    /// The observations of a kind that count, by subject, in the order of their days, entries and ids.
    pub(crate) fn observations(
        &self,
        basis: Basis,
        frame: Frame,
        kind: &str,
    ) -> BTreeMap<Subject, Vec<&'c ObservationRow>> {
        let mut rows: BTreeMap<Subject, Vec<&'c ObservationRow>> = BTreeMap::new();
        let Some(kind) = self.facts.store.words.find(kind) else {
            return rows;
        };
        let days = frame.counted();
        for row in self.facts.observations() {
            let of_basis = match row.subject {
                Subject::Unit(_) => basis == Basis::Unit,
                Subject::Person(_) => basis == Basis::Person,
            };
            if of_basis && row.kind == kind && days.contains(row.date) {
                rows.entry(row.subject).or_default().push(row);
            }
        }
        let ids = &self.facts.store.observations.ids;
        for rows in rows.values_mut() {
            rows.order_by(|a, b| {
                (a.date, a.known.from)
                    .cmp(&(b.date, b.known.from))
                    .then_with(|| ids.compare(a.observation, b.observation))
            });
        }
        rows
    }

    /// One number for each subject that has any.
    ///
    /// # Errors
    /// `overflow` where a sum leaves 128 bits.
    pub(crate) fn observed(
        &self,
        basis: Basis,
        frame: Frame,
        kind: &str,
        take: Take,
    ) -> Result<BTreeMap<Subject, Rational>, Error> {
        let mut numbers = BTreeMap::new();
        for (subject, rows) in self.observations(basis, frame, kind) {
            let mut values = rows.iter().map(|row| row.value);
            let number = match take {
                Take::Latest => values.next_back(),
                Take::Max => values.max(),
                Take::Min => values.min(),
                Take::Sum => values.try_fold(Rational::ZERO, Rational::plus),
            };
            numbers.insert(subject, number.ok_or_else(|| overflow(kind))?);
        }
        Ok(numbers)
    }

    /// Where a subject stands in its domain: a unit once, a person at each of its rows.
    pub(crate) fn indices(&self, basis: Basis, subject: Subject) -> Vec<usize> {
        match (basis, subject) {
            (Basis::Unit, Subject::Unit(unit)) => vec![ix(unit)],
            (Basis::Person, Subject::Person(key)) => {
                let persons = &self.facts.store.persons;
                let first = persons.row_of_key.get(ix(key)).copied().unwrap_or(NONE);
                if first == NONE {
                    return Vec::new();
                }
                persons.family(&first).iter().map(|row| ix(*row)).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// A number that leaves 128 bits.
pub(crate) fn overflow(what: &str) -> Error {
    let expected = Words::new("应为 128 位以内的数", "numbers that fit 128 bits");
    Fault::new(Code::Overflow, Place::default(), what, expected).into()
}
