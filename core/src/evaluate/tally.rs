//! Counting classes at every unit of the tree.

use super::bits::{Bits, Span};
use super::class::ClassBits;
use super::criterion::Criteria;
use super::target::Targets;
use super::tree::Tree;
use crate::ledger::rows::{NONE, ix, number};
use crate::plan::Basis;
use crate::report::Classes;
use crate::time::Day;

/// How many subjects of a unit and all below it are in each class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// How many may be in the initial population.
    pub(crate) population: u64,
    pub(crate) classes: Classes,
}

impl Tally {
    pub(crate) fn add(&mut self, other: &Self) {
        self.population = self.population.saturating_add(other.population);
        let (to, from) = (&mut self.classes, &other.classes);
        for (to, from) in [
            (&mut to.excluded, from.excluded),
            (&mut to.excepted, from.excepted),
            (&mut to.met, from.met),
            (&mut to.void, from.void),
            (&mut to.open, from.open),
            (&mut to.prospective, from.prospective),
            (&mut to.unknown, from.unknown),
        ] {
            *to = to.saturating_add(from);
        }
    }
}

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
            for host in self.units(index) {
                for unit in self.tree.line(host) {
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
    ) -> Vec<Tally> {
        if self.basis == Basis::Person {
            return self.tally_residents(classes, stratum, targets, as_of);
        }
        let inside = stratum.map(|stratum| classes.population.and(stratum));
        self.spread(
            inside.as_ref().unwrap_or(&classes.population),
            Tally::default(),
            |tally, index| {
                tally.population = tally.population.saturating_add(1);
                let counts = &mut tally.classes;
                for (bits, count) in [
                    (&classes.excluded, &mut counts.excluded),
                    (&classes.excepted, &mut counts.excepted),
                    (&classes.met, &mut counts.met),
                    (&classes.void, &mut counts.void),
                    (&classes.unknown, &mut counts.unknown),
                ] {
                    *count = count.saturating_add(u64::from(bits.get(index)));
                }
                if classes.open.get(index) {
                    let ahead = self.due(targets, index) >= as_of;
                    let count = if ahead {
                        &mut counts.prospective
                    } else {
                        &mut counts.open
                    };
                    *count = count.saturating_add(1);
                }
            },
            Tally::add,
        )
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
    ) -> Vec<Tally> {
        let mut tallies = vec![Tally::default(); self.criteria.domain(Basis::Unit)];
        // Whoever has a class is in the population.
        let columns = [
            &classes.excluded,
            &classes.excepted,
            &classes.met,
            &classes.void,
            &classes.unknown,
            &classes.open,
            &classes.population,
        ];
        // A class that nobody is in has no words.
        let columns = columns.map(|bits| Some(bits).filter(|bits| !bits.words().is_empty()));
        for (unit, rows) in self.criteria.facts.residents() {
            let Some(tally) = tallies.get_mut(ix(*unit)) else {
                continue;
            };
            let span = Span::new(rows.clone());
            let counts = columns.map(|bits| bits.map_or(0, |bits| bits.count_span(&span, stratum)));
            let [excluded, excepted, met, void, unknown, waiting, population] = counts;
            let ahead = targets.due(*unit) >= as_of;
            tally.add(&Tally {
                population,
                classes: Classes {
                    excluded,
                    excepted,
                    met,
                    void,
                    open: if ahead { 0 } else { waiting },
                    prospective: if ahead { waiting } else { 0 },
                    unknown,
                },
            });
        }
        self.roll_up(&mut tallies, Tally::add);
        tallies
    }
}
