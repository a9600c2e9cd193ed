//! On which days something changes by itself: births, first and last days, days of activities.

use super::super::facts::Facts;
use crate::ledger::rows::{OrganisationRow, Persons, ix, number};
use crate::ledger::{Change, OptionalDay, starts};
use crate::plan::PlanDocument;
use crate::time::Day;
use std::collections::{BTreeMap, BTreeSet};

/// The days, of a ledger as it was known.
#[derive(Default)]
pub(super) struct Calendar {
    /// Person rows in the order of birth, as far as they were there from the start.
    by_birth: Vec<u32>,
    /// The rows that came later.
    born_later: BTreeMap<OptionalDay, Vec<u32>>,
    /// How many person rows stand in either.
    persons: usize,
    /// Person rows that begin or cease to hold on a day.
    bounded: BTreeMap<Day, Vec<u32>>,
    activities: BTreeMap<Day, BTreeSet<u32>>,
    organisations: BTreeMap<Day, BTreeSet<u32>>,
    observations: BTreeSet<Day>,
    /// Days on which units, or words and numbers of the plan, change.
    rules: BTreeSet<Day>,
}

impl Calendar {
    pub(super) fn new(plan: &PlanDocument, facts: &Facts<'_>) -> Self {
        let persons = &facts.store.persons;
        let mut calendar = Self {
            by_birth: by_day(&persons.birth),
            born_later: BTreeMap::new(),
            persons: persons.key.len(),
            bounded: BTreeMap::new(),
            activities: BTreeMap::new(),
            organisations: BTreeMap::new(),
            observations: BTreeSet::new(),
            rules: plan.change_days(),
        };
        persons
            .bounded
            .iter()
            .for_each(|row| calendar.bound(persons, *row));
        for row in facts.activities() {
            calendar
                .activities
                .entry(row.last)
                .or_default()
                .insert(row.activity);
        }
        for row in &facts.store.units.rows {
            calendar.rules.extend(row.valid_from.get());
            calendar.rules.extend(row.valid_to.get().map(Day::next));
        }
        for row in facts.organisations() {
            calendar.add_organisation(row);
        }
        calendar.observations = facts.observations().map(|row| row.date).collect();
        calendar
    }

    /// The days on which an organisation begins and ends.
    fn add_organisation(&mut self, row: &OrganisationRow) {
        for day in [Some(row.established), row.dissolved.get()].into_iter().flatten() {
            self.organisations
                .entry(day)
                .or_default()
                .insert(row.organisation);
        }
    }

    fn bound(&mut self, persons: &Persons, row: u32) {
        let first = persons.valid_from.get(ix(row)).get();
        let ended = persons.valid_to.get(ix(row)).get().map(Day::next);
        for day in first.into_iter().chain(ended) {
            self.bounded.entry(day).or_default().push(row);
        }
    }

    /// Takes in what a batch brought.
    pub(super) fn follow(&mut self, facts: &Facts<'_>, change: &Change) {
        let persons = &facts.store.persons;
        for row in number(self.persons)..number(persons.key.len()) {
            let birth = persons.birth.get(ix(row)).copied().unwrap_or_default();
            self.born_later.entry(birth).or_default().push(row);
            self.bound(persons, row);
        }
        self.persons = persons.key.len();
        for (activity, rows) in &change.activities {
            for row in rows {
                if let Some(there) = self.activities.get_mut(&row.last) {
                    there.remove(activity);
                }
            }
            if let Some(row) = facts.activity(*activity) {
                self.activities.entry(row.last).or_default().insert(*activity);
            }
        }
        for (organisation, rows) in &change.organisations {
            for day in rows
                .iter()
                .flat_map(|row| [Some(row.established), row.dissolved.get()])
                .flatten()
            {
                if let Some(there) = self.organisations.get_mut(&day) {
                    there.remove(organisation);
                }
            }
            if let Some(row) = facts.organisation(*organisation) {
                self.add_organisation(row);
            }
        }
        if !change.observations.is_empty() {
            self.observations = facts.observations().map(|row| row.date).collect();
        }
    }

    /// Activities whose day lies after one day and by another, in either order.
    pub(super) fn activities(&self, from: Day, to: Day) -> impl Iterator<Item = u32> + '_ {
        between(&self.activities, from, to).flatten().copied()
    }

    /// Person rows that begin or cease to hold after one day and by another, in either order.
    pub(super) fn bounded(&self, from: Day, to: Day) -> impl Iterator<Item = u32> + '_ {
        between(&self.bounded, from, to).flatten().copied()
    }

    /// Organisations that begin or end after one day and by another, in either order.
    pub(super) fn organisations(&self, from: Day, to: Day) -> impl Iterator<Item = u32> + '_ {
        between(&self.organisations, from, to).flatten().copied()
    }

    /// Whether an observation is made after one day and by another, in either order.
    pub(super) fn observations(&self, from: Day, to: Day) -> bool {
        some(&self.observations, from, to)
    }

    /// Whether a rule changes between two days.
    pub(super) fn rules(&self, from: Day, to: Day) -> bool {
        some(&self.rules, from, to)
    }

    /// Rows of persons born after one day and by another; a missing birth is the least day.
    pub(super) fn born(&self, births: &[OptionalDay], after: OptionalDay, by: OptionalDay) -> Vec<u32> {
        let until = |day: OptionalDay| {
            let before = |row: &u32| births.get(ix(*row)).is_some_and(|birth| *birth <= day);
            self.by_birth.partition_point(before)
        };
        let (start, end) = (until(after), until(by));
        let mut rows = self.by_birth.get(start..end).unwrap_or_default().to_vec();
        if after < by {
            let later = (std::ops::Bound::Excluded(after), std::ops::Bound::Included(by));
            rows.extend(self.born_later.range(later).flat_map(|(_, rows)| rows));
        }
        rows
    }
}

/// The rows of a column in the order of their days, those without a day first. There are far fewer days than rows: how many rows
/// each day has tells where they stand.
fn by_day(column: &[OptionalDay]) -> Vec<u32> {
    let missing = OptionalDay::default();
    let given = || column.iter().filter(|day| **day != missing).map(|day| day.rank());
    let first = given().min().unwrap_or(0);
    let last = given().max().unwrap_or(0);
    let place = |day: &OptionalDay| match *day == missing {
        true => 0,
        false => day.rank().saturating_sub(first).saturating_add(1),
    };
    let days = ix(last.saturating_sub(first)).saturating_add(2);
    let mut next = starts(days, column.iter().map(place));
    let mut rows = vec![0u32; column.len()];
    for (row, day) in (0u32..).zip(column) {
        if let Some(next) = next.get_mut(ix(place(day))) {
            if let Some(slot) = rows.get_mut(ix(*next)) {
                *slot = row;
            }
            *next = next.saturating_add(1);
        }
    }
    rows
}

fn between<T>(days: &BTreeMap<Day, T>, from: Day, to: Day) -> impl Iterator<Item = &T> {
    let (first, last) = (from.min(to), from.max(to));
    let span = (first < last).then_some((std::ops::Bound::Excluded(first), std::ops::Bound::Included(last)));
    span.into_iter()
        .flat_map(|span| days.range(span))
        .map(|(_, of)| of)
}

fn some(days: &BTreeSet<Day>, from: Day, to: Day) -> bool {
    let (first, last) = (from.min(to), from.max(to));
    first < last
        && days
            .range((std::ops::Bound::Excluded(first), std::ops::Bound::Included(last)))
            .next()
            .is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_stand_in_the_order_of_their_days_and_then_as_they_were() {
        let day = |number: i32| OptionalDay::from(Day::from_number(number));
        let missing = OptionalDay::default();
        let columns = [
            vec![],
            vec![missing, missing],
            vec![day(5), missing, day(-3), day(5), day(9), missing, day(-3)],
            vec![Some(Day::LAST).into(), day(0), Some(Day::FIRST).into()],
        ];
        for column in columns {
            let mut wanted: Vec<u32> = (0..number(column.len())).collect();
            wanted.sort_by_key(|row| column[ix(*row)]);
            assert_eq!(by_day(&column), wanted);
        }
    }
}
