//! Heads without names: how many people they could be, and where.

use super::bits::Bits;
use super::criterion::participated::PartRoles;
use super::criterion::{Criteria, Frame};
use super::given::damaged;
use super::sum::heads;
use super::tally::Places;
use super::tree::Tree;
use super::truth::Truths;
use crate::error::Error;
use crate::ledger::rows::{ActivityRow, ix, number};
use crate::order::Order;
use crate::partial::Named;
use crate::plan::{Basis, Criterion, HeadcountFrom, HeadcountRule, Measure, Participated, VocabularyList};
use std::collections::HashMap;

/// The first part of a criterion that says how headcounts are read.
pub(crate) fn rule(criterion: &Criterion) -> Option<(&Participated, &HeadcountRule)> {
    match criterion {
        Criterion::All(list) | Criterion::Any(list) => list.iter().find_map(rule),
        Criterion::Participated(test) if test.at_least == 1 => Some((test, test.headcount.as_ref()?)),
        _ => None,
    }
}

/// What activities say of attendance besides names, at every unit.
pub(crate) struct Heads {
    /// Heads without a name that could belong to the unit.
    pub(crate) unnamed: Vec<u64>,
    /// Activities hosted at or below the unit that report neither names nor heads.
    pub(crate) silent: Vec<u64>,
}

/// How many registered persons are named at each activity whose headcounts a measure reads, in the order of ids, as far as
/// its heads depend on them; `None` where the measure has no rule for headcounts.
pub(crate) fn named(
    criteria: &Criteria<'_>,
    measure: &Measure,
    frame: Frame,
) -> Result<Option<Vec<u64>>, Error> {
    let Some((test, rule)) = measure.numerator.as_ref().and_then(rule) else {
        return Ok(None);
    };
    let attendance = Attendance::new(criteria, frame, test, rule);
    let activities = asked(criteria, &*criteria.activities(frame, &test.activity)?);
    let rows = activities
        .iter()
        .filter_map(|activity| criteria.facts.activity(*activity));
    Ok(Some(rows.map(|row| attendance.named(row)).collect()))
}

/// The activities for which a test holds, in the order of ids.
fn asked(criteria: &Criteria<'_>, activities: &Truths) -> Vec<u32> {
    let mut sorted = criteria.facts.store.activities.sorted();
    sorted.retain(|activity| activities.yes.get(ix(*activity)));
    sorted
}

/// Counts heads; `None` where the measure has no rule for them. How many persons are named at each activity may be given, as
/// [`named`] tells it.
///
/// # Errors
/// `damaged_partial` where the numbers that are given are not as many as the activities.
pub(crate) fn heads_at(
    criteria: &Criteria<'_>,
    measure: &Measure,
    frame: Frame,
    tree: &Tree,
    given: Option<&Named>,
) -> Result<Option<Heads>, Error> {
    let Some((test, rule)) = measure.numerator.as_ref().and_then(rule) else {
        return Ok(None);
    };
    let activities = criteria.activities(frame, &test.activity)?;
    let mut attendance = Attendance::new(criteria, frame, test, rule);
    if let Some((len, column)) = given {
        let asked = asked(criteria, &activities);
        if asked.len() != *len || !column.fits(*len) {
            return Err(damaged(&measure.id));
        }
        attendance.given = Some(asked.into_iter().zip(column.counts(*len)).collect());
    }
    let mut reach = Reach::new(tree, criteria.domain(Basis::Unit));
    let mut silent = Bits::none(criteria.domain(Basis::Event));
    for activity in activities.yes.iter() {
        let Some(row) = criteria.facts.activity(number(activity)) else {
            continue;
        };
        let look = attendance.look(row);
        silent.put(activity, look.silent);
        if look.unnamed > 0 {
            match rule.from {
                HeadcountFrom::Anywhere => reach.everywhere = reach.everywhere.saturating_add(look.unnamed),
                HeadcountFrom::Host => reach.add(&row.hosts, look.unnamed),
            }
        }
    }
    let places = Places {
        criteria,
        basis: Basis::Event,
        tree,
        apart: false,
    };
    let count = |count: &mut u64, _: usize| *count = count.saturating_add(1);
    let silent = places.spread(&silent, 0u64, count, |to, from| *to = to.saturating_add(*from));
    Ok(Some(Heads {
        unnamed: reach.finish(),
        silent,
    }))
}

/// How the attendance of activities is read.
pub(crate) struct Attendance<'a, 'c> {
    criteria: &'a Criteria<'c>,
    roles: PartRoles,
    audiences: Option<Vec<u32>>,
    /// How many persons are named at each activity, where that is known from elsewhere.
    given: Option<HashMap<u32, u64>>,
}

/// The attendance of one activity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Look {
    /// Heads without a name.
    pub(crate) unnamed: u64,
    /// Whether there are neither names nor heads.
    pub(crate) silent: bool,
}

impl<'a, 'c> Attendance<'a, 'c> {
    pub(crate) fn new(
        criteria: &'a Criteria<'c>,
        frame: Frame,
        test: &Participated,
        rule: &HeadcountRule,
    ) -> Self {
        Self {
            criteria,
            roles: PartRoles::new(criteria, frame, &test.role),
            audiences: criteria.words(VocabularyList::Audiences, &rule.audience, frame.at),
            given: None,
        }
    }

    /// How many registered persons are named; where there are no heads to compare with, whether there is one.
    fn named(&self, row: &ActivityRow) -> u64 {
        if let Some(given) = &self.given {
            return given.get(&row.activity).copied().unwrap_or(0);
        }
        if !row.headcounts.is_empty() {
            return self.criteria.named(row.activity, &self.roles);
        }
        // Nearly every activity has a name; the first one found is enough.
        let facts = self.criteria.facts;
        let mut parts = facts.parts(row.activity);
        let any = parts.any(|(person, role)| self.roles.has(role) && facts.is_registered(person));
        u64::from(any)
    }

    pub(crate) fn look(&self, row: &ActivityRow) -> Look {
        if row.headcounts.is_empty() {
            return Look {
                unnamed: 0,
                silent: self.named(row) == 0,
            };
        }
        let unnamed = match heads(&row.headcounts, self.audiences.as_deref()) {
            0 => 0,
            heads => heads.saturating_sub(self.named(row)),
        };
        Look {
            unnamed,
            silent: false,
        }
    }
}

/// The units that heads at some hosts may belong to: the hosts, everything below them, and everything above; each once.
pub(crate) fn reached(tree: &Tree, hosts: &[u32]) -> Vec<u32> {
    let mut units: Vec<u32> = Vec::new();
    for host in hosts {
        units.extend(tree.order.get(tree.span(*host)).unwrap_or_default());
        units.extend(tree.line(*host));
    }
    units.order();
    units.dedup();
    units
}

/// Sums numbers over units that each reaches: its hosts, everything below them, and everything above.
struct Reach<'a> {
    tree: &'a Tree,
    everywhere: u64,
    above: Vec<u64>,
    /// Differences over the positions of the tree: what begins, and what ends before a position.
    begins: Vec<u64>,
    ends: Vec<u64>,
}

impl<'a> Reach<'a> {
    fn new(tree: &'a Tree, units: usize) -> Self {
        let positions = tree.order.len().saturating_add(1);
        Self {
            tree,
            everywhere: 0,
            above: vec![0; units],
            begins: vec![0; positions],
            ends: vec![0; positions],
        }
    }

    fn add(&mut self, hosts: &[u32], heads: u64) {
        let mut spans: Vec<(std::ops::Range<usize>, u32)> =
            hosts.iter().map(|host| (self.tree.span(*host), *host)).collect();
        spans.order_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
        let mut tops: Vec<u32> = Vec::new();
        let mut covered = 0usize;
        for (span, host) in spans {
            // A host below another host is reached through it.
            if span.end <= covered {
                continue;
            }
            covered = span.end;
            tops.push(host);
            for (differences, position) in [(&mut self.begins, span.start), (&mut self.ends, span.end)] {
                if let Some(slot) = differences.get_mut(position) {
                    *slot = slot.saturating_add(heads);
                }
            }
        }
        let mut ups: Vec<u32> = tops.iter().flat_map(|top| self.tree.line(*top).skip(1)).collect();
        ups.order();
        ups.dedup();
        for up in ups {
            if let Some(slot) = self.above.get_mut(ix(up)) {
                *slot = slot.saturating_add(heads);
            }
        }
    }

    fn finish(self) -> Vec<u64> {
        let mut sums = self.above;
        let mut running = 0u64;
        for (position, unit) in self.tree.order.iter().enumerate() {
            let at = |differences: &[u64]| differences.get(position).copied().unwrap_or(0);
            running = running
                .saturating_add(at(&self.begins))
                .saturating_sub(at(&self.ends));
            if let Some(slot) = sums.get_mut(ix(*unit)) {
                *slot = slot.saturating_add(running);
            }
        }
        sums.iter_mut()
            .for_each(|sum| *sum = sum.saturating_add(self.everywhere));
        sums
    }
}
