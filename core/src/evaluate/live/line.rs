//! One measure on one day, kept up to date: classes, and the counts at every unit.

use super::super::bits::{Bits, Span};
use super::super::class::{ClassBits, Populations};
use super::super::composite::{self, Components, Linear};
use super::super::counted::{self, Counted, Group};
use super::super::criterion::Criteria;
use super::super::sum::{self, Summed};
use super::super::tallies::{Tallies, Tally};
use super::super::tally::Places;
use super::super::target::Targets;
use super::super::{organisation, stratum};
use super::attendance::Attendances;
use super::lane::{Lane, Moved, SplitMove};
use super::program::{Parts, Program};
use super::step::{Event, Step};
use super::words::{self, Words};
use crate::error::Error;
use crate::ledger::rows::{NONE, ix};
use crate::plan::{Basis, CompositeMethod, Measure, Scoring, Sum};
use crate::time::Day;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// Whether a measure is counted on the day of evaluation or on a due day that has passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum When {
    Now,
    On(Day),
}

/// The splits of a stratum, with the place of the category in each.
type Cell = Vec<(usize, usize)>;

pub(super) struct Line {
    pub(super) place: usize,
    pub(super) when: When,
    pub(super) lane: usize,
    /// Its components, as places among the lines.
    pub(super) components: Vec<usize>,
    pub(super) counted: Arc<Counted>,
    /// The cell of each stratum.
    cells: Vec<Cell>,
    attendances: Option<Attendances>,
    /// The words of its classes that the last step changed.
    pub(super) words: Words,
    /// Whether the last step changed its counts.
    pub(super) changed: bool,
}

/// What a line needs of its surroundings in a step.
pub(super) struct Around<'s, 'a, 'c> {
    pub(super) step: &'s Step<'a, 'c>,
    pub(super) measure: &'s Measure,
    pub(super) parts: &'s Parts,
    pub(super) lane: &'s Lane,
    pub(super) moved: &'s Moved<'a>,
    /// Whether somebody came into the register or left it.
    pub(super) register_moves: bool,
    /// Whether observations change, or some of other days count.
    pub(super) observations: bool,
    pub(super) as_of: (Day, Day),
    /// Words of its components that changed.
    pub(super) component_words: Words,
    pub(super) components_change: bool,
    pub(super) components: &'s Components,
}

impl Line {
    /// A line from a measure that has just been counted. Strata that have nobody get a place as well: somebody may come.
    pub(super) fn new(
        criteria: &Criteria<'_>,
        program: &Program,
        measure: &Measure,
        counted: Arc<Counted>,
        (when, lane, place): (When, usize, &Lane),
    ) -> Result<Self, Error> {
        let parts = program.measures.get(counted.place);
        let mut counted = counted;
        let mut cells = Vec::new();
        if counted.classes.is_some()
            && let (Some(parts), Some(counted)) = (parts, Arc::get_mut(&mut counted))
        {
            let units = criteria.domain(Basis::Unit);
            let mut known: HashMap<Vec<String>, Group> =
                std::mem::take(&mut counted.strata).into_iter().collect();
            for crossing in &parts.crossings {
                for (labels, cell) in all_cells(program, crossing) {
                    let group = known.remove(&labels).unwrap_or_else(|| nobody(measure, units));
                    counted.strata.push((labels, group));
                    cells.push(cell);
                }
            }
        }
        let attendances = Attendances::new(criteria, program, measure, place)?;
        Ok(Self {
            place: counted.place,
            when,
            lane,
            components: Vec::new(),
            counted,
            cells,
            attendances,
            words: Words::new(),
            changed: false,
        })
    }

    /// Takes in what a step changed. The components have been brought up to date before.
    ///
    /// # Errors
    /// As [`Criteria::truths`].
    pub(super) fn follow(&mut self, around: &Around<'_, '_, '_>) -> Result<(), Error> {
        let (step, measure, lane) = (around.step, around.measure, around.lane);
        let criteria = step.criteria;
        self.words.clear();
        self.changed = around.components_change;
        if around.moved.is_still() && around.as_of.0 == around.as_of.1 && !self.changed {
            return Ok(());
        }
        // INVARIANT: nobody else holds the counts during a step; see `LiveEvaluation::release`.
        let Some(counted) = Arc::get_mut(&mut self.counted) else {
            return Err(super::shared());
        };
        counted.frame = lane.frame;
        counted.started = lane.frame.has_begun(around.as_of.1);
        if around.observations {
            counted.official = counted::official(criteria, measure, lane.frame)?;
        }
        let Some(classes) = &mut counted.classes else {
            if !around.components_change {
                return Ok(());
            }
            let units = criteria.domain(Basis::Unit);
            counted.everybody.tallies = composite::population(around.components, units);
            return Ok(());
        };
        let domain = criteria.domain(measure.basis);
        classes
            .columns_mut()
            .into_iter()
            .for_each(|bits| bits.resize(domain));
        let populations = Populations::of(lane, around.parts);
        let is_composite = measure.scoring == Scoring::Composite;
        let class_word = |at: usize| {
            if is_composite {
                return composite::class_word(around.components, at);
            }
            populations.classes(at, lane.live(measure.basis).map_or(0, |live| live.word(at)))
        };
        let mut words = around.changed();
        // A stratum may change, or a component, and no class: sums and shares do then.
        let some_change = !words.is_empty() || around.components_change;
        // An activity may move to other hosts and keep its class.
        if measure.basis == Basis::Event {
            words.extend(words::of(
                around.moved.events.iter().map(|event| ix(event.activity)),
            ));
            words::tidy(&mut words);
        }
        let tree = Arc::clone(&counted.tree);
        let places = Places {
            criteria,
            basis: measure.basis,
            tree: &tree,
            apart: false,
        };
        let cut = |(split, category): &(usize, usize)| Cut {
            members: lane.splits.get(split).and_then(|members| members.get(*category)),
            moved: around
                .moved
                .splits
                .get(split)
                .filter(|moved| !moved.words.is_empty()),
            category: *category,
        };
        let cells = self.cells.iter().map(|cell| cell.iter().map(cut).collect());
        let mut changes = Changes {
            counted,
            cells: cells.collect(),
            around,
            places: &places,
            touched: Words::new(),
        };
        let recount = match measure.basis {
            Basis::Person => {
                changes.persons(&words, class_word);
                false
            }
            Basis::Event => {
                changes.events(&words, class_word);
                false
            }
            Basis::Unit => {
                changes.units(&words, class_word);
                false
            }
            // Organisations are few, and one may move to another host: they are counted anew.
            Basis::Organisation => {
                let again = !step.change.organisations.is_empty() || !words.is_empty();
                if again {
                    changes.touched.clone_from(&words);
                    changes.counted.classes = Some(ClassBits::by_word(domain, None, class_word));
                }
                again
            }
        };
        self.words = changes.touched;
        let flips = counted.targets.flips(around.as_of.0, around.as_of.1);
        let changed = recount || flips || some_change || !self.words.is_empty();
        self.changed = changed;
        self.count(around, &places, recount || flips, changed)?;
        if let Some(attendances) = &mut self.attendances
            && let Some(counted) = Arc::get_mut(&mut self.counted)
        {
            attendances.follow(around, &tree, &mut counted.heads)?;
        }
        Ok(())
    }

    /// Counts what is not kept up to date subject by subject.
    fn count(
        &mut self,
        around: &Around<'_, '_, '_>,
        places: &Places<'_, '_>,
        recount: bool,
        changed: bool,
    ) -> Result<(), Error> {
        let (measure, lane, criteria) = (around.measure, around.lane, around.step.criteria);
        let Some(counted) = Arc::get_mut(&mut self.counted) else {
            return Err(super::shared());
        };
        let Some(classes) = &counted.classes else {
            return Ok(());
        };
        let met = |event: &Event<'_>| classes.met.get(ix(event.activity));
        let persons = !around.step.change.persons.is_empty();
        let sums = measure.sum.as_ref().filter(|sum| {
            changed
                || match sum {
                    Sum::Participations(_) => persons || !around.moved.events.is_empty(),
                    Sum::Observation(_) => persons || around.observations,
                    Sum::Members => !around.moved.organisations.is_empty(),
                    // An activity may be corrected and stay met.
                    Sum::Headcount(_) | Sum::Attribute(_) => {
                        measure.basis == Basis::Event && around.moved.events.iter().any(met)
                    }
                }
        });
        let linear = changed && measure.composite == Some(CompositeMethod::Linear);
        if recount || sums.is_some() || linear {
            let everybody = (&mut counted.everybody, None);
            let strata = counted.strata.iter_mut().map(|(_, group)| group);
            let strata = strata.zip(self.cells.iter().map(|cell| Some(lane.members(cell))));
            for (group, subjects) in std::iter::once(everybody).chain(strata) {
                let within = |bits: Bits| match &subjects {
                    Some(subjects) => bits.and(subjects),
                    None => bits,
                };
                if recount {
                    group.tallies =
                        places.tally(classes, subjects.as_ref(), &counted.targets, around.as_of.1);
                }
                if let Some(what) = sums {
                    let met = within(classes.met.clone());
                    group.sums = Some(sum::sum(criteria, places, lane.frame, what, &met)?);
                }
                if linear {
                    let denominator = within(classes.denominator(measure.missing));
                    group.linear = Some(composite::linear(around.components, places, &denominator));
                }
            }
        }
        if let (Some(_), Some(numerator)) = (&counted.organisations, &measure.numerator)
            && (changed || around.organisations_change())
        {
            let due = classes.denominator(measure.missing);
            counted.organisations =
                organisation::covering(criteria, lane.frame, numerator, &due, places.tree)?;
        }
        Ok(())
    }
}

impl<'l> Populations<'l> {
    /// The populations of a measure in a lane.
    fn of(lane: &'l Lane, parts: &Parts) -> Self {
        let [ip, d, dx, n, nx, de] = parts
            .populations
            .map(|node| node.and_then(|node| lane.truths(node)));
        Self {
            initial_population: ip,
            denominator: d,
            denominator_exclusion: dx,
            numerator: n,
            numerator_exclusion: nx,
            denominator_exception: de,
        }
    }
}

impl Around<'_, '_, '_> {
    /// Whether an organisation that the measure looks at was corrected, or counts now and did not before.
    fn organisations_change(&self) -> bool {
        let mut words = self
            .parts
            .organisations
            .iter()
            .filter_map(|node| self.moved.nodes.get(*node));
        !self.step.change.organisations.is_empty() || words.any(|words| !words.is_empty())
    }

    /// The words in which a class or a stratum may have changed.
    fn changed(&self) -> Words {
        let populations = self.parts.populations.iter().flatten().copied();
        let own = if self.measure.scoring == Scoring::Composite {
            self.component_words.clone()
        } else {
            self.moved.words(self.measure.basis, populations)
        };
        words::union(std::iter::once(&own).chain(self.splits().map(|split| &split.words)))
    }

    /// What the step changed of the splits that the strata are made of.
    fn splits(&self) -> impl Iterator<Item = &SplitMove> {
        let splits = self.parts.crossings.iter().flatten();
        splits.filter_map(|(_, split)| self.moved.splits.get(split))
    }
}

impl Lane {
    /// Who is in a cell of splits.
    fn members(&self, cell: &[(usize, usize)]) -> Bits {
        let mut sets = cell
            .iter()
            .filter_map(|(split, category)| self.splits.get(split)?.get(*category));
        let first = sets.next().cloned().unwrap_or_default();
        sets.fold(first, |all, set| all.and(set))
    }
}

/// The cells of a crossing with their labels, in the order in which strata stand.
fn all_cells(program: &Program, crossing: &[(String, usize)]) -> Vec<(Vec<String>, Cell)> {
    let mut cells = vec![(Vec::new(), Vec::new())];
    for (id, split) in crossing {
        let categories = program
            .splits
            .get(*split)
            .into_iter()
            .flat_map(|split| &split.categories);
        let names: Vec<&str> = categories
            .map(|(category, _)| category.as_str())
            .chain([stratum::OTHER])
            .collect();
        let crossed = cells.iter().flat_map(|(labels, cell)| {
            names.iter().enumerate().map(move |(at, name)| {
                let labels: Vec<String> = labels.iter().cloned().chain([format!("{id}={name}")]).collect();
                let cell: Cell = cell.iter().copied().chain([(*split, at)]).collect();
                (labels, cell)
            })
        });
        cells = crossed.collect();
    }
    cells
}

/// The counts of a stratum that has nobody.
fn nobody(measure: &Measure, units: usize) -> Group {
    Group {
        tallies: Tallies::none(units),
        sums: measure.sum.is_some().then(|| vec![Summed::ZERO; units]),
        linear: (measure.composite == Some(CompositeMethod::Linear)).then(|| vec![Linear::default(); units]),
    }
}

/// A category that a cell is cut out of.
struct Cut<'l> {
    members: Option<&'l Bits>,
    /// What the step changed of its split.
    moved: Option<&'l SplitMove>,
    category: usize,
}

impl Cut<'_> {
    /// Who of a word was in the category before the step, and is now.
    fn word(&self, word: u32) -> (u64, u64) {
        let now = self.members.map_or(0, |members| members.word(ix(word)));
        let before = self.moved.and_then(|moved| moved.before(word));
        let before = before.and_then(|before| before.get(self.category));
        (before.copied().unwrap_or(now), now)
    }
}

/// Changes of classes, brought into the counts.
struct Changes<'l, 's, 'a, 'c> {
    counted: &'l mut Counted,
    cells: Vec<Vec<Cut<'l>>>,
    around: &'l Around<'s, 'a, 'c>,
    places: &'l Places<'l, 'c>,
    /// Words of classes that changed.
    touched: Words,
}

impl Changes<'_, '_, '_, '_> {
    /// Who of a word is in each group, before and now: everybody, and each cell.
    fn groups(&self, word: u32, groups: &mut Vec<(u64, u64)>) {
        groups.clear();
        groups.push((u64::MAX, u64::MAX));
        groups.extend(self.cells.iter().map(|cell| {
            let words = cell.iter().map(|cut| cut.word(word));
            words.fold((u64::MAX, u64::MAX), |all, cut| (all.0 & cut.0, all.1 & cut.1))
        }));
    }

    /// Whether somebody of a word may have come into a cell or left it.
    fn cells_move(&self, word: u32) -> bool {
        self.around.splits().any(|split| split.before(word).is_some())
    }

    /// Replaces the classes of a word; gives what they were and are.
    fn put(&mut self, word: u32, new: [u64; 7]) -> ([u64; 7], [u64; 7]) {
        let mut old = [0u64; 7];
        let Some(classes) = &mut self.counted.classes else {
            return (old, old);
        };
        for ((bits, old), new) in classes.columns_mut().into_iter().zip(&mut old).zip(new) {
            *old = bits.word(ix(word));
            if *old != new {
                bits.put_word(ix(word), new);
            }
        }
        if old != new {
            self.touched.push(word);
        }
        (old, new)
    }

    /// Persons lie by unit: what changes is added up unit by unit, and then goes up the tree once.
    fn persons(&mut self, words: &Words, class_word: impl Fn(usize) -> [u64; 7]) {
        let persons = &self.places.criteria.facts.store.persons;
        let groups = self.cells.len().saturating_add(1);
        let mut sums = vec![[0i64; 7]; groups];
        let mut masks = Vec::with_capacity(groups);
        let mut unit = NONE;
        for &word in words {
            let (old, new) = self.put(word, class_word(ix(word)));
            if old == new && !self.cells_move(word) {
                continue;
            }
            self.groups(word, &mut masks);
            let moves = masks.iter().any(|(before, now)| before != now);
            // Only those are looked at of whom a class or a stratum changes.
            let classes = old.iter().zip(&new);
            let mut rest = if moves {
                classes.fold(0, |all, (old, new)| all | old | new)
            } else {
                classes.fold(0, |all, (old, new)| all | (old ^ new))
            };
            while rest != 0 {
                let row = (word << 6) | rest.trailing_zeros();
                let Some(run) = persons.run_of(row) else { break };
                let here = Span::new(ix(run.start)..ix(run.end)).mask_of(ix(word)) & rest;
                rest &= !here;
                if run.unit != unit {
                    self.flush(unit, &mut sums);
                    unit = run.unit;
                }
                for (sum, (before, now)) in sums.iter_mut().zip(&masks) {
                    let (before, now) = (before & here, now & here);
                    if before | now == 0 {
                        continue;
                    }
                    for (sum, (old, new)) in sum.iter_mut().zip(old.iter().zip(&new)) {
                        if old != new || before != now {
                            let more = i64::from((new & now).count_ones());
                            let less = i64::from((old & before).count_ones());
                            *sum = sum.saturating_add(more).saturating_sub(less);
                        }
                    }
                }
            }
        }
        self.flush(unit, &mut sums);
    }

    /// Adds what has been summed up for a unit to it and all above it.
    fn flush(&mut self, unit: u32, sums: &mut [[i64; 7]]) {
        if unit == NONE {
            return;
        }
        let ahead = self.counted.targets.due(unit) >= self.around.as_of.1;
        for (group, sum) in sums.iter_mut().enumerate().filter(|(_, sum)| **sum != [0; 7]) {
            let sum = std::mem::take(sum);
            let tree = self.places.tree;
            if let Some(tallies) = self.tallies(group) {
                for up in tree.line(unit) {
                    tallies.change(up, |tally| tally.step(sum, ahead));
                }
            }
        }
    }

    /// The counts of everybody (0) or of a stratum.
    fn tallies(&mut self, group: usize) -> Option<&mut Tallies> {
        match group.checked_sub(1) {
            None => Some(&mut self.counted.everybody.tallies),
            Some(stratum) => self
                .counted
                .strata
                .get_mut(stratum)
                .map(|(_, group)| &mut group.tallies),
        }
    }

    /// A unit is its own home.
    fn units(&mut self, words: &Words, class_word: impl Fn(usize) -> [u64; 7]) {
        let mut masks = Vec::new();
        for &word in words {
            let (old, new) = self.put(word, class_word(ix(word)));
            self.groups(word, &mut masks);
            for (group, (before, now)) in masks.iter().copied().enumerate() {
                let classes = old.iter().zip(&new);
                let mut rest = classes.fold(0, |all, (old, new)| all | ((old & before) ^ (new & now)));
                while rest != 0 {
                    let bit = rest & rest.wrapping_neg();
                    rest &= !bit;
                    let unit = (word << 6) | bit.trailing_zeros();
                    self.step(group, &[unit], (old, before & bit), false);
                    self.step(group, &[unit], (new, now & bit), true);
                }
            }
        }
    }

    fn events(&mut self, words: &Words, class_word: impl Fn(usize) -> [u64; 7]) {
        let around = self.around;
        let mut changed: BTreeMap<u32, ([u64; 7], [u64; 7])> = BTreeMap::new();
        for &word in words {
            let classes = self.put(word, class_word(ix(word)));
            changed.insert(word, classes);
        }
        let mut masks = Vec::new();
        for event in &around.moved.events {
            let word = event.activity >> 6;
            let bit = 1u64 << (event.activity & 63);
            let Some((old, new)) = changed.get(&word).copied() else {
                continue;
            };
            self.groups(word, &mut masks);
            for (group, (before, now)) in masks.iter().copied().enumerate() {
                for (row, classes, up) in [
                    (event.old, (old, before & bit), false),
                    (event.new, (new, now & bit), true),
                ] {
                    let hosts = row.map_or(&[][..], |row| &row.hosts);
                    self.step(group, hosts, classes, up);
                }
            }
        }
    }

    /// Adds a subject of some homes to the counts of a group, or takes it away.
    fn step(&mut self, group: usize, homes: &[u32], (classes, bit): ([u64; 7], u64), up: bool) {
        let by = if up { 1 } else { -1 };
        let sum = classes.map(|class| if class & bit == 0 { 0 } else { by });
        if sum == [0; 7] {
            return;
        }
        let due = homes.iter().map(|home| self.counted.targets.due(*home)).max();
        let as_of = if up {
            self.around.as_of.1
        } else {
            self.around.as_of.0
        };
        let ahead = due.unwrap_or(Day::LAST) >= as_of;
        let units = self.places.tree.above(homes);
        if let Some(tallies) = self.tallies(group) {
            for unit in units {
                tallies.change(unit, |tally| tally.step(sum, ahead));
            }
        }
    }
}

impl Tally {
    /// Changes the counts, in the order of [`ClassBits::columns`].
    fn step(&mut self, by: [i64; 7], ahead: bool) {
        let c = &mut self.classes;
        let open = if ahead { &mut c.prospective } else { &mut c.open };
        let counts = [
            &mut c.excluded,
            &mut c.excepted,
            &mut c.met,
            &mut c.void,
            open,
            &mut c.unknown,
            &mut self.population,
        ];
        for (count, by) in counts.into_iter().zip(by) {
            *count = count.saturating_add_signed(by);
        }
    }
}

impl Targets {
    /// Whether some subject is due by one of two days of evaluation and not by the other.
    fn flips(&self, from: Day, to: Day) -> bool {
        let (first, last) = (from.min(to), from.max(to));
        first < last && self.dues().iter().any(|due| first <= *due && *due < last)
    }
}
