//! The person: role and age.

use super::super::bits::Bits;
use super::super::truth::Truths;
use super::{Criteria, Frame};
use crate::ledger::OptionalDay;
use crate::ledger::rows::ix;
use crate::plan::{AgeTest, Basis, PersonTest, VocabularyList};

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
            Truths::certain(bits)
        });
    let age = test.age.map(|test| age(criteria, frame, test));
    match (roles, age) {
        (Some(roles), Some(age)) => roles.and(&age),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => Truths::constant(domain, true),
    }
}

/// Births are in order within a run, missing ones first: each run is cut, not looked through.
fn age(criteria: &Criteria<'_>, frame: Frame, test: AgeTest) -> Truths {
    let persons = &criteria.facts.store.persons;
    let day = frame.day(test.at);
    let bound = |years: u8| OptionalDay::from(Some(day.born_by(i32::from(years))));
    // A missing birth date orders before every day.
    let missing = OptionalDay::default();
    let old = test
        .at_least
        .map_or(OptionalDay::from(Some(crate::time::Day::LAST)), bound);
    let young = test.below.map_or(missing, bound);
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
