//! The person: role and age.

use super::super::bits::Bits;
use super::super::truth::{Truths, certain};
use super::{Criteria, Frame};
use crate::explain::Truth;
use crate::ledger::OptionalDay;
use crate::ledger::rows::ix;
use crate::plan::{AgeTest, Basis, PersonTest, VocabularyList};
use crate::time::Day;

pub(super) fn truths(criteria: &Criteria<'_>, frame: Frame, test: &PersonTest) -> Truths {
    let persons = &criteria.facts.store.persons;
    let domain = criteria.domain(Basis::Person);
    let roles = criteria
        .words(VocabularyList::PersonRoles, &test.role, frame.at)
        .map(|roles| {
            let has: Vec<bool> = persons
                .roles_of
                .iter()
                .map(|list| list.iter().any(|role| roles.contains(role)))
                .collect();
            let mut bits = Bits::none(domain);
            for run in &persons.runs {
                if has.get(ix(run.roles)).copied().unwrap_or(false) {
                    bits.set_range(ix(run.start)..ix(run.end));
                }
            }
            Truths::certain(bits.few())
        });
    let age = test.age.map(|test| age(criteria, frame, test));
    match (roles, age) {
        (Some(roles), Some(age)) => roles.and(&age),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => Truths::constant(domain, true),
    }
}

/// Of which births an age test holds: after a day, and by another one. A missing birth orders before every day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Births {
    pub(crate) after: OptionalDay,
    pub(crate) by: OptionalDay,
}

impl Births {
    pub(crate) fn new(frame: Frame, test: AgeTest) -> Self {
        let day = frame.day(test.at);
        let bound = |years: u8| OptionalDay::from(Some(day.born_by(i32::from(years))));
        Self {
            after: test.below.map_or(OptionalDay::default(), bound),
            by: test.at_least.map_or(OptionalDay::from(Some(Day::LAST)), bound),
        }
    }

    pub(crate) fn have(self, birth: OptionalDay) -> Truth {
        if birth == OptionalDay::default() {
            return Truth::Unknown;
        }
        certain(self.after < birth && birth <= self.by)
    }
}

/// Births are in order within a run, missing ones first: each run is cut, not looked through.
fn age(criteria: &Criteria<'_>, frame: Frame, test: AgeTest) -> Truths {
    let persons = &criteria.facts.store.persons;
    let missing = OptionalDay::default();
    let Births {
        after: young,
        by: old,
    } = Births::new(frame, test);
    let domain = criteria.domain(Basis::Person);
    let (mut yes, mut possible) = (Bits::none(domain), Bits::none(domain));
    let [unknown, young, old] = [missing, young, old].map(|last| criteria.cuts(last));
    let cuts = unknown.iter().zip(young.iter()).zip(old.iter());
    for (run, ((unknown, young), old)) in persons.runs.iter().zip(cuts) {
        possible.set_range(ix(run.start)..ix(*unknown));
        yes.set_range(ix(*young)..ix(*old));
    }
    if !possible.is_empty() {
        possible = possible.or(&yes);
        return Truths::new(yes, possible);
    }
    Truths::certain(yes)
}
