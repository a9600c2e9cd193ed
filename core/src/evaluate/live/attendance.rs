//! Heads without names, kept up to date activity by activity.

use super::super::criterion::{Criteria, Frame};
use super::super::headcount::{Attendance, Heads, Look, reached};
use super::super::tree::Tree;
use super::lane::Lane;
use super::line::Around;
use super::program::{Attended, Program};
use crate::error::Error;
use crate::explain::Truth;
use crate::ledger::rows::{ActivityRow, ix, number};
use crate::plan::{HeadcountFrom, Measure};
use std::collections::HashMap;

/// What each activity that counts says of its attendance; those that say nothing of interest are not there.
pub(super) struct Attendances {
    looks: HashMap<u32, Look>,
}

impl Attendances {
    /// `None` where the measure does not read headcounts.
    pub(super) fn new(
        criteria: &Criteria<'_>,
        program: &Program,
        measure: &Measure,
        lane: &Lane,
    ) -> Result<Option<Self>, Error> {
        let place = criteria.plan.measure(&measure.id);
        let parts = place.and_then(|place| program.measures.get(place));
        let Some(attended) = parts.and_then(|parts| parts.attended.as_ref()) else {
            return Ok(None);
        };
        Ok(Some(Self {
            looks: looks(criteria, attended, lane, lane.frame),
        }))
    }

    /// Takes in what a step changed.
    ///
    /// # Errors
    /// `unit_cycle`.
    pub(super) fn follow(
        &mut self,
        around: &Around<'_, '_, '_>,
        tree: &Tree,
        heads: &mut Option<Heads>,
    ) -> Result<(), Error> {
        let Some((attended, heads)) = around.parts.attended.as_ref().zip(heads.as_mut()) else {
            return Ok(());
        };
        let step = around.step;
        if around.register_moves {
            // Whoever leaves the register is no name any more, in none of the activities.
            self.looks = looks(step.criteria, attended, around.lane, around.lane.frame);
            *heads = self.sum(step.criteria, attended, tree);
            return Ok(());
        }
        let attendance = Attendance::new(step.criteria, around.lane.frame, &attended.test, &attended.rule);
        for event in &around.moved.events {
            let counts = around.lane.truths(attended.activities);
            let counts = counts.is_some_and(|truths| truths.at(ix(event.activity)) == Truth::True);
            let now = event
                .new
                .filter(|_| counts)
                .map(|row| attendance.look(row))
                .unwrap_or_default();
            let before = self.looks.remove(&event.activity).unwrap_or_default();
            add(heads, tree, attended.rule.from, event.old, before, false);
            add(heads, tree, attended.rule.from, event.new, now, true);
            if now != Look::default() {
                self.looks.insert(event.activity, now);
            }
        }
        Ok(())
    }

    fn sum(&self, criteria: &Criteria<'_>, attended: &Attended, tree: &Tree) -> Heads {
        let units = criteria.domain(crate::plan::Basis::Unit);
        let mut heads = Heads {
            unnamed: vec![0; units],
            silent: vec![0; units],
        };
        for (activity, look) in &self.looks {
            let row = criteria.facts.activity(*activity);
            add(&mut heads, tree, attended.rule.from, row, *look, true);
        }
        heads
    }
}

fn looks(criteria: &Criteria<'_>, attended: &Attended, lane: &Lane, frame: Frame) -> HashMap<u32, Look> {
    let attendance = Attendance::new(criteria, frame, &attended.test, &attended.rule);
    let activities = lane
        .truths(attended.activities)
        .into_iter()
        .flat_map(|truths| truths.yes.iter());
    let rows = activities.filter_map(|activity| criteria.facts.activity(number(activity)));
    let looks = rows.map(|row| (row.activity, attendance.look(row)));
    looks.filter(|(_, look)| *look != Look::default()).collect()
}

/// Adds the attendance of an activity to all units that it concerns, or takes it away.
fn add(heads: &mut Heads, tree: &Tree, from: HeadcountFrom, row: Option<&ActivityRow>, look: Look, up: bool) {
    let step = |count: &mut u64, by: u64| {
        *count = if up {
            count.saturating_add(by)
        } else {
            count.saturating_sub(by)
        };
    };
    let hosts = row.map_or(&[][..], |row| &row.hosts);
    if look.unnamed > 0 {
        match from {
            HeadcountFrom::Anywhere => heads
                .unnamed
                .iter_mut()
                .for_each(|count| step(count, look.unnamed)),
            HeadcountFrom::Host => {
                for unit in reached(tree, hosts) {
                    if let Some(count) = heads.unnamed.get_mut(ix(unit)) {
                        step(count, look.unnamed);
                    }
                }
            }
        }
    }
    if look.silent {
        for unit in tree.above(hosts) {
            if let Some(count) = heads.silent.get_mut(ix(unit)) {
                step(count, 1);
            }
        }
    }
}
