//! Counting classes at every unit of the tree.

use super::bits::{self, Bits, Span};
use super::class::ClassBits;
use super::criterion::Criteria;
use super::tallies::Tallies;
use super::target::Targets;
use super::tree::Tree;
use crate::ledger::rows::{NONE, ix, number};
use crate::plan::Basis;
use crate::time::Day;

/// Where the subjects of a measure are counted.
pub(crate) struct Places<'a, 'c> {
    pub(crate) criteria: &'a Criteria<'c>,
    pub(crate) basis: Basis,
    pub(crate) tree: &'a Tree,
    /// Whether the counts of persons stay at their own units, to be rolled up once those of others were added.
    pub(crate) apart: bool,
}

impl Places<'_, '_> {
    /// The unit of a subject that belongs to one unit only.
    fn unit(&self, index: usize) -> u32 {
        let facts = self.criteria.facts;
        match self.basis {
            Basis::Unit => number(index),
            Basis::Person => facts
                .store
                .persons
                .run_of(number(index))
                .map_or(NONE, |run| run.unit),
            Basis::Organisation => facts.organisation(number(index)).map_or(NONE, |row| row.host),
            Basis::Event => NONE,
        }
    }

    /// Adds what each unit has to all above it, unless that is done later.
    pub(crate) fn roll_up<T>(&self, own: &mut [T], add: impl FnMut(&mut T, &T)) {
        if !self.apart || self.basis != Basis::Person {
            self.tree.roll_up(own, add);
        }
    }

    /// The units to which a subject belongs: an activity has one for each host.
    pub(crate) fn units(&self, index: usize) -> Vec<u32> {
        match self.basis {
            Basis::Event => self
                .criteria
                .facts
                .activity(number(index))
                .map_or_else(Vec::new, |row| row.hosts.to_vec()),
            _ => vec![self.unit(index)],
        }
    }

    /// Adds something for each subject of a set to every unit at or above it, once for each unit.
    pub(crate) fn spread<T: Clone>(
        &self,
        subjects: &Bits,
        zero: T,
        mut own: impl FnMut(&mut T, usize),
        add: impl FnMut(&mut T, &T),
    ) -> Vec<T> {
        let count = self.criteria.domain(Basis::Unit);
        let mut sums = vec![zero; count];
        if self.basis != Basis::Event {
            for index in subjects.iter() {
                if let Some(sum) = sums.get_mut(ix(self.unit(index))) {
                    own(sum, index);
                }
            }
            self.roll_up(&mut sums, add);
            return sums;
        }
        // The activity that a unit was counted for last.
        let mut seen = vec![usize::MAX; count];
        for index in subjects.iter() {
            let hosts = self.criteria.facts.activity(number(index)).map(|row| &row.hosts);
            for host in hosts.into_iter().flatten() {
                for unit in self.tree.line(*host) {
                    if let (Some(seen), Some(sum)) = (seen.get_mut(ix(unit)), sums.get_mut(ix(unit)))
                        && *seen != index
                    {
                        *seen = index;
                        own(sum, index);
                    }
                }
            }
        }
        sums
    }

    /// Counts the classes at every unit, of everybody or of one stratum. Who is not met is open once the due day of the
    /// unit has passed.
    pub(crate) fn tally(
        &self,
        classes: &ClassBits,
        stratum: Option<&Bits>,
        targets: &Targets,
        as_of: Day,
    ) -> Tallies {
        if self.basis == Basis::Person {
            return self.tally_residents(classes, stratum, targets, as_of);
        }
        let units = self.criteria.domain(Basis::Unit);
        let count = |subjects: &Bits| {
            let inside = stratum.map(|stratum| subjects.and(stratum));
            let subjects = inside.as_ref().unwrap_or(subjects);
            if subjects.is_empty() {
                return Vec::new();
            }
            let one = |count: &mut u64, _: usize| *count = count.saturating_add(1);
            self.spread(subjects, 0u64, one, add)
        };
        let mut ahead = Bits::none(classes.open.len());
        for index in classes.open.iter() {
            ahead.put(index, self.due(targets, index) >= as_of);
        }
        let columns = [
            count(&classes.population),
            count(&classes.excluded),
            count(&classes.excepted),
            count(&classes.met),
            count(&classes.void),
            count(&classes.open.and_not(&ahead)),
            count(&ahead),
            count(&classes.unknown),
        ];
        Tallies::of(units, columns)
    }

    /// By when a subject is due; an activity of several hosts as long as one of them has time.
    pub(crate) fn due(&self, targets: &Targets, index: usize) -> Day {
        if self.basis != Basis::Event {
            return targets.due(self.unit(index));
        }
        let hosts = self.criteria.facts.activity(number(index)).map(|row| &row.hosts);
        let days = hosts.into_iter().flatten().map(|host| targets.due(*host));
        days.max().unwrap_or(Day::LAST)
    }

    /// Persons of a unit are one range of rows: counting them is counting bits.
    fn tally_residents(
        &self,
        classes: &ClassBits,
        stratum: Option<&Bits>,
        targets: &Targets,
        as_of: Day,
    ) -> Tallies {
        let units = self.criteria.domain(Basis::Unit);
        let residents = self.criteria.facts.residents();
        // A class that nobody is in has no words.
        let sets = classes
            .columns()
            .map(|bits| Some(bits).filter(|bits| bits.end() > 0));
        let mut own = sets.map(|bits| bits.map_or_else(Vec::new, |_| vec![0u64; units]));
        let spans = residents.iter().map(|(_, rows)| Span::new(rows.clone()));
        let mut unit_of = residents.iter().map(|(unit, _)| ix(*unit));
        bits::count_spans(&classes.population, sets, stratum, spans, |counts| {
            let unit = unit_of.next().unwrap_or(usize::MAX);
            for (column, count) in own.iter_mut().zip(counts) {
                if let Some(slot) = column.get_mut(unit) {
                    add(slot, &count);
                }
            }
        });
        let [excluded, excepted, met, void, open, unknown, population] = own;
        let (open, prospective) = targets.divide(open, as_of);
        let columns = [
            population,
            excluded,
            excepted,
            met,
            void,
            open,
            prospective,
            unknown,
        ];
        let mut tallies = Tallies::of(units, columns);
        for column in tallies.columns_mut() {
            self.roll_up(column, add);
        }
        tallies
    }
}

/// Adds a count.
pub(crate) fn add(to: &mut u64, count: &u64) {
    *to = to.saturating_add(*count);
}
