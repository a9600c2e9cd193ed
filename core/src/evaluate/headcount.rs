//! Heads without names: how many people they could be, and where.

use super::bits::Bits;
use super::criterion::participated::PartRoles;
use super::criterion::{Criteria, Frame};
use super::sum::heads;
use super::tally::Places;
use super::tree::Tree;
use crate::error::Error;
use crate::ledger::rows::{ActivityRow, ix, number};
use crate::order::Order;
use crate::plan::{Basis, Criterion, HeadcountFrom, HeadcountRule, Measure, Participated, VocabularyList};

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

/// Counts heads; `None` where the measure has no rule for them.
pub(crate) fn heads_at(
    criteria: &Criteria<'_>,
    measure: &Measure,
    frame: Frame,
    tree: &Tree,
) -> Result<Option<Heads>, Error> {
    let Some((test, rule)) = measure.numerator.as_ref().and_then(rule) else {
        return Ok(None);
    };
    let activities = criteria.activities(frame, &test.activity)?;
    let attendance = Attendance::new(criteria, frame, test, rule);
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
        }
    }

    pub(crate) fn look(&self, row: &ActivityRow) -> Look {
        let facts = self.criteria.facts;
        if row.headcounts.is_empty() {
            // Nearly every activity has a name; the first one found is enough.
            let mut parts = facts.parts(row.activity);
            let named = parts.any(|(person, role)| self.roles.has(role) && facts.is_registered(person));
            return Look {
                unnamed: 0,
                silent: !named,
            };
        }
        let unnamed = match heads(&row.headcounts, self.audiences.as_deref()) {
            0 => 0,
            heads => heads.saturating_sub(self.criteria.named(row.activity, &self.roles)),
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
