//! What one step changes, before any criterion is looked at.

use super::super::criterion::Criteria;
use super::super::facts::Facts;
use super::calendar::Calendar;
use crate::ledger::rows::{ActivityRow, NONE, OrganisationRow, ix, number};
use crate::ledger::{Change, OptionalDay};
use crate::plan::Basis;
use crate::time::Day;
use std::collections::BTreeMap;
use std::ops::Range;

/// How many subjects each domain had before the step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Domains {
    pub(super) persons: usize,
    pub(super) events: usize,
    pub(super) organisations: usize,
    pub(super) units: usize,
}

impl Domains {
    pub(super) fn new(criteria: &Criteria<'_>) -> Self {
        Self {
            persons: criteria.domain(Basis::Person),
            events: criteria.domain(Basis::Event),
            organisations: criteria.domain(Basis::Organisation),
            units: criteria.domain(Basis::Unit),
        }
    }

    pub(super) fn of(self, basis: Basis) -> usize {
        match basis {
            Basis::Person => self.persons,
            Basis::Event => self.events,
            Basis::Organisation => self.organisations,
            Basis::Unit => self.units,
        }
    }
}

/// One step: a batch was entered, or the day of evaluation moves.
pub(super) struct Step<'a, 'c> {
    pub(super) criteria: &'a Criteria<'c>,
    pub(super) calendar: &'a Calendar,
    pub(super) change: &'a Change,
    pub(super) before: Domains,
    /// The rows of persons with a new or a withdrawn row, in order.
    pub(super) rows: Vec<u32>,
}

/// An activity of which something changes: its row, its participations, or whether its day counts.
pub(super) struct Event<'a> {
    pub(super) activity: u32,
    pub(super) old: Option<&'a ActivityRow>,
    pub(super) new: Option<&'a ActivityRow>,
    /// Where its participations stood; `None` where they have not changed.
    pub(super) parts: Option<Range<usize>>,
}

/// An organisation of which something changes: its row, or whether it exists.
pub(super) struct Changed<'a> {
    pub(super) organisation: u32,
    pub(super) old: Option<&'a OrganisationRow>,
    pub(super) new: Option<&'a OrganisationRow>,
}

impl<'a, 'c> Step<'a, 'c> {
    pub(super) fn new(
        criteria: &'a Criteria<'c>,
        calendar: &'a Calendar,
        change: &'a Change,
        before: Domains,
    ) -> Self {
        let persons = &criteria.facts.store.persons;
        let mut rows: Vec<u32> = Vec::new();
        for key in &change.persons {
            let first = persons.row_of_key.get(ix(*key)).copied().unwrap_or(NONE);
            if first != NONE {
                rows.extend_from_slice(persons.family(&first));
            }
        }
        rows.sort_unstable();
        Self {
            criteria,
            calendar,
            change,
            before,
            rows,
        }
    }

    pub(super) fn facts(&self) -> &'a Facts<'c> {
        self.criteria.facts
    }

    /// The person rows that are new.
    pub(super) fn new_rows(&self) -> Range<u32> {
        number(self.before.persons)..number(self.criteria.domain(Basis::Person))
    }

    /// Whether a domain has more subjects than before.
    pub(super) fn grows(&self, basis: Basis) -> bool {
        self.criteria.domain(basis) > self.before.of(basis)
    }

    /// The activities that change where the days up to one counted, and now those up to another.
    pub(super) fn events(&self, from: Day, to: Day) -> Vec<Event<'a>>
    where
        'c: 'a,
    {
        let facts = self.facts();
        let mut events: BTreeMap<u32, Event<'a>> = BTreeMap::new();
        for (activity, rows) in &self.change.activities {
            let event = Event {
                activity: *activity,
                old: rows.iter().find(|row| row.known.on(facts.known_at)),
                new: facts.activity(*activity),
                parts: None,
            };
            events.insert(*activity, event);
        }
        let same = |activity: u32| Event {
            activity,
            old: facts.activity(activity),
            new: facts.activity(activity),
            parts: None,
        };
        for (activity, rows) in &self.change.parts {
            let event = events.entry(*activity).or_insert_with(|| same(*activity));
            event.parts = Some(rows.clone());
        }
        for activity in self.calendar.activities(from, to) {
            events.entry(activity).or_insert_with(|| same(activity));
        }
        events.into_values().collect()
    }

    /// The organisations that change between two days.
    pub(super) fn organisations(&self, from: Day, to: Day) -> Vec<Changed<'a>>
    where
        'c: 'a,
    {
        let facts = self.facts();
        let mut changed: BTreeMap<u32, Changed<'a>> = BTreeMap::new();
        for (organisation, rows) in &self.change.organisations {
            let change = Changed {
                organisation: *organisation,
                old: rows.iter().find(|row| row.known.on(facts.known_at)),
                new: facts.organisation(*organisation),
            };
            changed.insert(*organisation, change);
        }
        for organisation in self.calendar.organisations(from, to) {
            changed.entry(organisation).or_insert_with(|| Changed {
                organisation,
                old: facts.organisation(organisation),
                new: facts.organisation(organisation),
            });
        }
        changed.into_values().collect()
    }

    /// Whether observations change, or some of other days count.
    pub(super) fn observations(&self, from: Day, to: Day) -> bool {
        !self.change.observations.is_empty() || self.calendar.observations(from, to)
    }

    /// The rows of persons born on the days after one and up to another, in either order.
    pub(super) fn born(&self, from: OptionalDay, to: OptionalDay) -> Vec<u32> {
        let births = &self.facts().store.persons.birth;
        self.calendar.born(births, from.min(to), from.max(to))
    }
}
