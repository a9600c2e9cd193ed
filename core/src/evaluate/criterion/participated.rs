//! The person took part in activities: distinct persons, distinct activities.

use super::super::bits::Bits;
use super::super::truth::Truths;
use super::{Criteria, Frame};
use crate::error::Error;
use crate::ledger::rows::{NONE, ix, number};
use crate::plan::{Basis, Participated, VocabularyList};

/// Which participation roles count.
pub(crate) struct PartRoles([bool; 256]);

impl PartRoles {
    pub(crate) fn new(criteria: &Criteria<'_>, frame: Frame, roles: &[String]) -> Self {
        let words = criteria.words(VocabularyList::ParticipationRoles, roles, frame.at);
        let mut counts = [words.is_none(); 256];
        let known = criteria.facts.store.participations.roles.iter();
        for (count, role) in counts.iter_mut().zip(known) {
            *count = words.as_ref().is_none_or(|words| words.contains(role));
        }
        Self(counts)
    }

    pub(crate) fn has(&self, role: u8) -> bool {
        self.0.get(usize::from(role)).copied().unwrap_or(false)
    }
}

pub(super) fn truths(criteria: &Criteria<'_>, frame: Frame, test: &Participated) -> Result<Truths, Error> {
    let activities = criteria.activities(frame, &test.activity)?;
    let roles = PartRoles::new(criteria, frame, &test.role);
    let mut yes = took_part(criteria, &activities.yes, &roles, test.at_least);
    families(criteria, &mut yes);
    let Some(unknown) = activities.unknown.as_ref() else {
        return Ok(Truths::certain(yes));
    };
    let mut possible = took_part(criteria, &activities.yes.or(unknown), &roles, test.at_least);
    families(criteria, &mut possible);
    Ok(Truths::new(yes, possible))
}

/// The persons who took part in at least so many of the activities.
fn took_part(criteria: &Criteria<'_>, activities: &Bits, roles: &PartRoles, at_least: u32) -> Bits {
    let facts = criteria.facts;
    let mut bits = Bits::none(criteria.domain(Basis::Person));
    if at_least <= 1 {
        for activity in activities.iter() {
            let activity = number(activity);
            facts.gather(activity, |role| roles.has(role), &mut bits);
        }
        return bits;
    }
    for (person, count) in counts(criteria, activities, roles).into_iter().enumerate() {
        if count >= at_least {
            bits.set(person);
        }
    }
    bits
}

/// How many of the activities each person took part in, at the person's first row.
pub(crate) fn counts(criteria: &Criteria<'_>, activities: &Bits, roles: &PartRoles) -> Vec<u32> {
    let mut counts = vec![0u32; criteria.domain(Basis::Person)];
    // The activity that a person was counted for last: several roles in one activity are one activity.
    let mut last = vec![NONE; counts.len()];
    for activity in activities.iter() {
        let activity = number(activity);
        criteria.facts.visit(
            activity,
            |role| roles.has(role),
            |persons| {
                for person in persons {
                    if let (Some(count), Some(last)) =
                        (counts.get_mut(ix(*person)), last.get_mut(ix(*person)))
                        && *last != activity
                    {
                        *last = activity;
                        *count = count.saturating_add(1);
                    }
                }
            },
        );
    }
    counts
}

/// Parts stand at a person's first row; the person's other rows get the same.
fn families(criteria: &Criteria<'_>, bits: &mut Bits) {
    for family in criteria.facts.store.persons.families.values() {
        if let Some((first, others)) = family.split_first()
            && bits.get(ix(*first))
        {
            others.iter().for_each(|row| bits.set(ix(*row)));
        }
    }
}

impl Criteria<'_> {
    /// How many activities of the test each person surely took part in, at every row of the person.
    pub(crate) fn participations(&self, frame: Frame, test: &Participated) -> Result<Vec<u32>, Error> {
        let activities = self.activities(frame, &test.activity)?;
        let roles = PartRoles::new(self, frame, &test.role);
        let mut counts = counts(self, &activities.yes, &roles);
        for family in self.facts.store.persons.families.values() {
            let first = family
                .first()
                .and_then(|row| counts.get(ix(*row)))
                .copied()
                .unwrap_or(0);
            for row in family {
                if let Some(count) = counts.get_mut(ix(*row)) {
                    *count = first;
                }
            }
        }
        Ok(counts)
    }

    /// Distinct registered persons who took part in an activity in one of the roles.
    pub(crate) fn named(&self, activity: u32, roles: &PartRoles) -> u64 {
        let mut persons: Vec<u32> = Vec::new();
        self.facts.visit(
            activity,
            |role| roles.has(role),
            |found| {
                let registered = found.iter().filter(|person| self.facts.is_registered(**person));
                persons.extend(registered);
            },
        );
        persons.sort_unstable();
        persons.dedup();
        u64::try_from(persons.len()).unwrap_or(u64::MAX)
    }
}
