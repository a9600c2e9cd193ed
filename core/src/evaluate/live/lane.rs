//! All criteria on one day of evaluation, kept up to date.

use super::super::bits::Bits;
use super::super::criterion::activity::{self, Prepared};
use super::super::criterion::participated::PartRoles;
use super::super::criterion::person::Births;
use super::super::criterion::{Criteria, Frame, organisation, unit};
use super::super::tree::Tree;
use super::super::truth::{Truths, both, certain, enough};
use super::counts::{self, Counts};
use super::program::{Kind, Node, Program};
use super::step::{Changed, Event, Step};
use super::words::{self, Words};
use crate::error::Error;
use crate::explain::Truth;
use crate::ledger::OptionalDay;
use crate::ledger::rows::{ActivityRow, NONE, OrganisationRow, ix};
use crate::plan::{
    ActivityTest, AgeTest, Basis, Covered, Criterion, Hosted, Instant, OrganisationTest, Participated,
    PersonTest, Reach, VocabularyList,
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Truths of criteria, and who is there, as on the day of a frame.
pub(super) struct Lane {
    pub(super) frame: Frame,
    nodes: BTreeSet<usize>,
    slots: Vec<Option<Slot>>,
    /// By basis.
    live: BTreeMap<Basis, Bits>,
    /// The members of each category of a split; the last are those of none.
    pub(super) splits: BTreeMap<usize, Vec<Bits>>,
}

struct Slot {
    truths: Truths,
    memo: Memo,
}

/// What a criterion must remember to be kept up to date.
enum Memo {
    Nothing,
    /// The units that are asked for.
    Units(Option<Arc<Truths>>),
    /// Of how many activities of the test each person surely, and possibly, was a part.
    Parts(Counts, Option<Counts>),
    /// How many activities of the test each unit surely, and possibly, hosted; or how many organisations cover it.
    Each(Vec<(u32, u32)>),
}

/// What a step did to a lane.
#[derive(Default)]
pub(super) struct Moved<'a> {
    pub(super) events: Vec<Event<'a>>,
    pub(super) organisations: Vec<Changed<'a>>,
    /// Words of each criterion that changed.
    pub(super) nodes: Vec<Words>,
    /// Words of those who are there that changed, by basis.
    pub(super) live: BTreeMap<Basis, Words>,
    /// Words of each split that changed, with its members before.
    pub(super) splits: BTreeMap<usize, SplitMove>,
    /// What was true before of each event, or of each organisation, for a criterion over these.
    old: BTreeMap<usize, Vec<Truth>>,
    /// Whether anything was looked at; else the lane stands on its day, and no fact came.
    looked: bool,
}

/// Words of a split that changed, with the members that each category had before.
#[derive(Default)]
pub(super) struct SplitMove {
    pub(super) words: Words,
    members: Vec<u64>,
}

impl SplitMove {
    /// Who of a word was in each category; `None` where that has not changed.
    pub(super) fn before(&self, word: u32) -> Option<&[u64]> {
        let at = self.words.binary_search(&word).ok()?;
        let count = self.members.len().checked_div(self.words.len())?;
        let start = at.saturating_mul(count);
        self.members.get(start..start.saturating_add(count))
    }
}

impl Lane {
    /// The lane of some measures: their criteria and splits.
    ///
    /// # Errors
    /// As [`Criteria::truths`].
    pub(super) fn new(
        criteria: &Criteria<'_>,
        program: &Program,
        frame: Frame,
        nodes: BTreeSet<usize>,
        splits: BTreeSet<usize>,
    ) -> Result<Self, Error> {
        let mut lane = Self {
            frame,
            slots: program.nodes.iter().map(|_| None).collect(),
            nodes,
            live: BTreeMap::new(),
            splits: BTreeMap::new(),
        };
        for basis in [Basis::Person, Basis::Unit, Basis::Event, Basis::Organisation] {
            lane.live.insert(basis, Bits::clone(&criteria.live(basis, frame)));
        }
        for place in lane.nodes.clone() {
            let Some(node) = program.nodes.get(place) else {
                continue;
            };
            let mut truths = Truths::clone(&*criteria.truths(node.basis, frame, &node.criterion)?);
            truths.spread();
            let memo = lane.memo(criteria, node)?;
            if let Some(slot) = lane.slots.get_mut(place) {
                *slot = Some(Slot { truths, memo });
            }
        }
        for split in splits {
            let Some(categories) = program.splits.get(split).map(|split| &split.categories) else {
                continue;
            };
            let basis = categories.first().and_then(|(_, node)| program.nodes.get(*node));
            let domain = basis.map_or(0, |node| criteria.domain(node.basis));
            let mut members: Vec<Bits> = (0..=categories.len()).map(|_| Bits::none(domain)).collect();
            for word in 0..domain.div_ceil(64) {
                lane.put_members(&mut members, word, categories);
            }
            lane.splits.insert(split, members);
        }
        Ok(lane)
    }

    fn memo(&self, criteria: &Criteria<'_>, node: &Node) -> Result<Memo, Error> {
        let facts = criteria.facts;
        Ok(match &node.kind {
            Kind::Unit if node.basis != Basis::Unit => match &node.criterion {
                Criterion::Unit(test) => {
                    Memo::Units(Some(Arc::new(unit::of_units(criteria, self.frame, test, false)?)))
                }
                _ => Memo::Nothing,
            },
            Kind::Activity(test) => Memo::Units(activity::hosts(criteria, self.frame, test)?),
            Kind::Participated(test, of) => {
                let roles = PartRoles::new(criteria, self.frame, &test.role);
                let Some(activities) = self.truths(*of) else {
                    return Ok(Memo::Nothing);
                };
                let sure = counts::count(facts, activities.yes.iter(), &roles);
                let possible = activities.unknown.as_ref().map(|unknown| {
                    let possible = activities.yes.or(unknown);
                    counts::count(facts, possible.iter(), &roles)
                });
                Memo::Parts(sure, possible)
            }
            Kind::Hosted(test, of) => {
                let hosting = Hosting::new(criteria, self.frame, test)?;
                let mut counts = vec![(0u32, 0u32); criteria.domain(Basis::Unit)];
                for row in facts.activities() {
                    let truth = self.truth(*of, row.activity);
                    if truth != Truth::False {
                        let units = hosting.units(row).into_iter();
                        units.for_each(|unit| count(&mut counts, unit, truth, true));
                    }
                }
                Memo::Each(counts)
            }
            Kind::Covered(_, of) => {
                let mut counts = vec![(0u32, 0u32); criteria.domain(Basis::Unit)];
                for row in facts.organisations() {
                    let truth = self.truth(*of, row.organisation);
                    row.covers
                        .iter()
                        .for_each(|unit| count(&mut counts, *unit, truth, true));
                }
                Memo::Each(counts)
            }
            _ => Memo::Nothing,
        })
    }

    /// The truths of a criterion.
    pub(super) fn truths(&self, node: usize) -> Option<&Truths> {
        self.slots.get(node)?.as_ref().map(|slot| &slot.truths)
    }

    fn truth(&self, node: usize, subject: u32) -> Truth {
        self.truths(node)
            .map_or(Truth::False, |truths| truths.at(ix(subject)))
    }

    /// Who is there.
    pub(super) fn live(&self, basis: Basis) -> Option<&Bits> {
        self.live.get(&basis)
    }

    /// Puts the subjects of a word into the first category that holds for each.
    fn put_members(&self, members: &mut [Bits], word: usize, categories: &[(String, usize)]) {
        let mut rest = members.first().map_or(0, |bits| bits.inside(word));
        let nodes = categories.iter().map(|(_, node)| Some(*node)).chain([None]);
        for (bits, node) in members.iter_mut().zip(nodes) {
            let yes = match node {
                Some(node) => self.truths(node).map_or(0, |truths| truths.yes.word(word)),
                None => u64::MAX,
            };
            bits.put_word(word, rest & yes);
            rest &= !yes;
        }
    }

    /// Brings the lane to another day, and takes in what a batch changed.
    ///
    /// # Errors
    /// As [`Criteria::truths`].
    pub(super) fn follow<'a, 'c: 'a>(
        &mut self,
        program: &Program,
        step: &Step<'a, 'c>,
        to: Frame,
    ) -> Result<Moved<'a>, Error> {
        let from = std::mem::replace(&mut self.frame, to);
        if from == to && step.change.is_empty() {
            return Ok(Moved::default());
        }
        let mut moved = Moved {
            events: step.events(from.at, to.at),
            organisations: step.organisations(from.at, to.at),
            nodes: program.nodes.iter().map(|_| Words::new()).collect(),
            live: BTreeMap::new(),
            splits: BTreeMap::new(),
            old: BTreeMap::new(),
            looked: true,
        };
        self.follow_live(step, from, &mut moved);
        for &place in &self.nodes {
            let (before, rest) = self.slots.split_at_mut(place);
            let Some(Some(slot)) = rest.first_mut() else {
                continue;
            };
            let Some(node) = program.nodes.get(place) else {
                continue;
            };
            let domain = step.criteria.domain(node.basis);
            slot.truths.resize(domain);
            let mut follower = Follower {
                step,
                from,
                to,
                basis: node.basis,
                before,
                slot,
                moved: &mut moved,
            };
            let words = match &node.kind {
                Kind::All | Kind::Any | Kind::Not => follower.join(&node.kind, &node.parts),
                Kind::Unit if node.basis == Basis::Unit => Words::new(),
                Kind::Unit => follower.unit(),
                Kind::Person(test) => follower.person(test),
                Kind::Activity(test) => follower.activity(place, test),
                Kind::Organisation(test) => follower.organisation(place, test),
                Kind::Covered(test, of) => follower.covered(test, *of),
                Kind::Participated(test, of) => follower.participated(test, *of)?,
                Kind::Hosted(test, of) => follower.hosted(test, *of)?,
                Kind::Observed => {
                    if follower.observations_change() {
                        follower.again(&node.criterion)?
                    } else {
                        Words::new()
                    }
                }
            };
            if let Some(slot) = moved.nodes.get_mut(place) {
                *slot = words;
            }
        }
        self.follow_splits(program, step, &mut moved);
        Ok(moved)
    }

    fn follow_splits(&mut self, program: &Program, step: &Step<'_, '_>, moved: &mut Moved<'_>) {
        let mut splits = std::mem::take(&mut self.splits);
        for (split, members) in &mut splits {
            let Some(categories) = program.splits.get(*split).map(|split| &split.categories) else {
                continue;
            };
            let basis = categories.first().and_then(|(_, node)| program.nodes.get(*node));
            let Some(basis) = basis.map(|node| node.basis) else {
                continue;
            };
            let domain = step.criteria.domain(basis);
            let changed = categories.iter().filter_map(|(_, node)| moved.nodes.get(*node));
            let grown = words::grown(step.before.of(basis), domain);
            members.iter_mut().for_each(|bits| bits.resize(domain));
            let mut of_split = SplitMove {
                words: words::union(changed.chain([&grown])),
                members: Vec::new(),
            };
            for &word in &of_split.words {
                of_split
                    .members
                    .extend(members.iter().map(|bits| bits.word(ix(word))));
                self.put_members(members, ix(word), categories);
            }
            moved.splits.insert(*split, of_split);
        }
        self.splits = splits;
    }

    /// Who is there on the other day.
    fn follow_live(&mut self, step: &Step<'_, '_>, from: Frame, moved: &mut Moved<'_>) {
        let (criteria, to) = (step.criteria, self.frame);
        let view = criteria.view(to.at);
        let persons = &criteria.facts.store.persons;
        let mut rows: Vec<u32> = step.born(Some(from.at).into(), Some(to.at).into());
        rows.extend(step.calendar.bounded(from.at, to.at));
        // A row that begins or ends changes which of the person's rows stands.
        let families: Vec<u32> = rows
            .iter()
            .filter_map(|row| persons.key.get(ix(*row)))
            .filter_map(|key| persons.row_of_key.get(ix(*key)))
            .filter_map(|first| persons.families.get(first))
            .flat_map(|rows| rows.iter().copied())
            .collect();
        rows.extend(families);
        rows.extend_from_slice(&step.rows);
        let events = moved.events.iter();
        for (basis, bits) in &mut self.live {
            bits.resize(criteria.domain(*basis));
            let changed = match basis {
                Basis::Person => put_all(bits, rows.iter().map(|row| (ix(*row), view.is_live(*row)))),
                Basis::Event => {
                    let days = to.counted();
                    let live = |row: Option<&ActivityRow>| row.is_some_and(|row| days.contains(row.last));
                    let events = events.clone();
                    put_all(bits, events.map(|event| (ix(event.activity), live(event.new))))
                }
                Basis::Unit => Words::new(),
                Basis::Organisation => {
                    let exists = |changed: &Changed<'_>| changed.new.is_some_and(|row| row.exists(to.at));
                    let changed = moved.organisations.iter();
                    put_all(
                        bits,
                        changed.map(|changed| (ix(changed.organisation), exists(changed))),
                    )
                }
            };
            moved.live.insert(*basis, changed);
        }
    }
}

/// Puts subjects into a set or takes them out; tells which words changed.
fn put_all(bits: &mut Bits, subjects: impl Iterator<Item = (usize, bool)>) -> Words {
    let changed = subjects.filter(|(index, holds)| {
        let changes = bits.get(*index) != *holds;
        if changes {
            bits.put(*index, *holds);
        }
        changes
    });
    words::of(changed.map(|(index, _)| index))
}

/// Adds or takes away an activity at a unit.
fn count(counts: &mut [(u32, u32)], unit: u32, truth: Truth, up: bool) {
    let Some((sure, possible)) = counts.get_mut(ix(unit)) else {
        return;
    };
    let step = |count: &mut u32| {
        *count = if up {
            count.saturating_add(1)
        } else {
            count.saturating_sub(1)
        };
    };
    match truth {
        Truth::True => {
            step(sure);
            step(possible);
        }
        Truth::Unknown => step(possible),
        Truth::False => {}
    }
}

/// One criterion on its way to another day or other facts.
struct Follower<'f, 'a, 'c> {
    step: &'f Step<'a, 'c>,
    from: Frame,
    to: Frame,
    basis: Basis,
    /// The criteria before this one.
    before: &'f [Option<Slot>],
    slot: &'f mut Slot,
    moved: &'f mut Moved<'a>,
}

impl<'a, 'c: 'a> Follower<'_, 'a, 'c> {
    /// Computes the criterion as a whole.
    fn again(&mut self, criterion: &Criterion) -> Result<Words, Error> {
        let truths = self.step.criteria.truths(self.basis, self.to, criterion)?;
        Ok(words::replace(&mut self.slot.truths, Truths::clone(&truths)))
    }

    fn observations_change(&self) -> bool {
        self.step.observations(self.from.at, self.to.at)
            || self.step.grows(self.basis)
            || (self.basis == Basis::Person && !self.step.rows.is_empty())
    }

    /// Puts the words together in which one of the parts changed, or in which there are new subjects.
    fn join(&mut self, kind: &Kind, parts: &[usize]) -> Words {
        let domain = self.slot.truths.yes.len();
        let grown = words::grown(self.step.before.of(self.basis), domain);
        let changed = parts.iter().filter_map(|part| self.moved.nodes.get(*part));
        let changed = words::union(changed.chain([&grown]));
        let mut words = Words::new();
        for word in changed {
            let at = ix(word);
            let all = parts.iter().filter_map(|part| self.before.get(*part)?.as_ref());
            let all = all.map(|slot| slot.truths.word(at));
            let (yes, possible) = match kind {
                Kind::Any => all.fold((0, 0), |sum, part| (sum.0 | part.0, sum.1 | part.1)),
                Kind::Not => all.fold((0, 0), |_, (yes, possible)| (!possible, !yes)),
                _ => all.fold((u64::MAX, u64::MAX), |sum, part| (sum.0 & part.0, sum.1 & part.1)),
            };
            if self.slot.truths.put_word(at, yes, possible) {
                words.push(word);
            }
        }
        words
    }

    /// Gives subjects their truths.
    fn put(&mut self, truths: impl Iterator<Item = (usize, Truth)>) -> Words {
        let slot = &mut self.slot.truths;
        words::of(
            truths
                .filter(|(index, truth)| slot.put(*index, *truth))
                .map(|(index, _)| index),
        )
    }

    fn units(&self) -> Option<Arc<Truths>> {
        match &self.slot.memo {
            Memo::Units(units) => units.clone(),
            _ => None,
        }
    }

    /// The units stand as they did: only new subjects, and those that moved, are looked at.
    fn unit(&mut self) -> Words {
        let Some(units) = self.units() else {
            return Words::new();
        };
        match self.basis {
            Basis::Person => {
                let persons = &self.step.facts().store.persons;
                let of = |row: u32| {
                    persons
                        .run_of(row)
                        .map_or(Truth::False, |run| units.at(ix(run.unit)))
                };
                self.put(self.step.new_rows().map(|row| (ix(row), of(row))))
            }
            Basis::Event => self.put_events(|row| unit::hosts(&units, &row.hosts)),
            Basis::Organisation => self.put_organisations(|row| units.at(ix(row.host))),
            Basis::Unit => Words::new(),
        }
    }

    /// Gives the activities that change their truths; one that is not known has none.
    fn put_events(&mut self, truth: impl Fn(&ActivityRow) -> Truth) -> Words {
        let events = self.moved.events.iter();
        let truths = events.map(|event| (ix(event.activity), event.new.map_or(Truth::False, &truth)));
        let truths: Vec<(usize, Truth)> = truths.collect();
        self.put(truths.into_iter())
    }

    /// The same of organisations.
    fn put_organisations(&mut self, truth: impl Fn(&OrganisationRow) -> Truth) -> Words {
        let changed = self.moved.organisations.iter();
        let truths = changed.map(|of| (ix(of.organisation), of.new.map_or(Truth::False, &truth)));
        let truths: Vec<(usize, Truth)> = truths.collect();
        self.put(truths.into_iter())
    }

    /// Keeps what is true of some subjects before they change, for the criteria that count them.
    fn remember(&mut self, place: usize, subjects: &[u32]) {
        let truths = subjects.iter().map(|subject| self.slot.truths.at(ix(*subject)));
        self.moved.old.insert(place, truths.collect());
    }

    /// What was true of some subjects for a criterion that this one counts, and what is now.
    fn old_and_new(&self, of: usize, subjects: &[u32]) -> Vec<(Truth, Truth)> {
        let now = self.before.get(of).and_then(Option::as_ref);
        let now = |subject: u32| now.map_or(Truth::False, |slot| slot.truths.at(ix(subject)));
        let old = self.moved.old.get(&of).map_or(&[][..], Vec::as_slice);
        old.iter()
            .zip(subjects)
            .map(|(old, subject)| (*old, now(*subject)))
            .collect()
    }

    fn organisation(&mut self, place: usize, test: &OrganisationTest) -> Words {
        let prepared = organisation::Prepared::new(self.step.criteria, self.to, test);
        self.remember(place, &self.moved.changed_organisations());
        self.put_organisations(|row| prepared.look(row).truth())
    }

    fn person(&mut self, test: &PersonTest) -> Words {
        let criteria = self.step.criteria;
        let persons = &criteria.facts.store.persons;
        let roles = criteria.words(VocabularyList::PersonRoles, &test.role, self.to.at);
        let mut rows: Vec<u32> = self.step.new_rows().collect();
        let births = test.age.map(|age| Births::new(self.to, age));
        if let Some(AgeTest {
            at: Instant::AsOf, ..
        }) = test.age
            && self.from.at != self.to.at
            && let (Some(age), Some(to)) = (test.age, births)
        {
            let from = Births::new(self.from, age);
            rows.extend(self.step.born(from.after, to.after));
            rows.extend(self.step.born(from.by, to.by));
        }
        let truth = |row: u32| {
            let role = roles.as_ref().is_none_or(|roles| {
                let list = persons
                    .run_of(row)
                    .and_then(|run| persons.roles_of.get(ix(run.roles)));
                list.is_some_and(|list| list.iter().any(|role| roles.contains(role)))
            });
            let birth: OptionalDay = persons.birth.get(ix(row)).copied().unwrap_or_default();
            let age = births.map_or(Truth::True, |births| births.have(birth));
            (ix(row), both(certain(role), age))
        };
        self.put(rows.into_iter().map(truth))
    }

    fn activity(&mut self, place: usize, test: &ActivityTest) -> Words {
        let prepared = Prepared::with(self.step.criteria, self.to, test, self.units());
        self.remember(place, &self.moved.changed_events());
        self.put_events(|row| prepared.truth(row))
    }

    fn participated(&mut self, test: &Participated, of: usize) -> Result<Words, Error> {
        let criteria = self.step.criteria;
        let facts = criteria.facts;
        let domain = criteria.domain(Basis::Person);
        let roles = PartRoles::new(criteria, self.to, &test.role);
        let truths = self.old_and_new(of, &self.moved.changed_events());
        let Memo::Parts(sure, possible) = &mut self.slot.memo else {
            return Ok(Words::new());
        };
        sure.resize(domain);
        if let Some(possible) = possible {
            possible.resize(domain);
        }
        let mut touched: Vec<u32> = self.step.rows.clone();
        for (event, (old, now)) in self.moved.events.iter().zip(truths) {
            if (old, now) == (Truth::False, Truth::False) || (old == now && event.parts.is_none()) {
                continue;
            }
            if now == Truth::Unknown && possible.is_none() {
                // The first activity of which something is missing: from now on both are counted. All that were sure before
                // are possible as well; those of this step follow below.
                *possible = Some(sure.clone());
            }
            let here = counts::persons(facts, event.activity, &roles);
            let before = match &event.parts {
                Some(rows) => counts::persons_of(facts, rows.clone(), &roles),
                None => here.clone(),
            };
            for (persons, truth, up) in [(&before, old, false), (&here, now, true)] {
                for person in persons.iter().filter(|_| truth != Truth::False) {
                    if truth == Truth::True {
                        sure.step(*person, up);
                    }
                    if let Some(possible) = possible {
                        possible.step(*person, up);
                    }
                }
                touched.extend_from_slice(persons);
            }
        }
        // Parts stand at a person's first row; the other rows have the same truth.
        let persons = &facts.store.persons;
        let first = |row: u32| {
            let key = persons.key.get(ix(row)).copied().unwrap_or(NONE);
            persons.row_of_key.get(ix(key)).copied().unwrap_or(NONE)
        };
        let mut truths = Vec::with_capacity(touched.len());
        for row in touched {
            let first = first(row);
            let holding = sure.get(first);
            let possible = possible.as_ref().map_or(holding, |possible| possible.get(first));
            let truth = enough(holding, possible, test.at_least);
            if facts.has_several_rows(first) {
                truths.extend(persons.family(&first).iter().map(|row| (ix(*row), truth)));
            } else {
                truths.push((ix(first), truth));
            }
        }
        Ok(self.put(truths.into_iter()))
    }

    fn hosted(&mut self, test: &Hosted, of: usize) -> Result<Words, Error> {
        let hosting = Hosting::new(self.step.criteria, self.to, test)?;
        let truths = self.old_and_new(of, &self.moved.changed_events());
        let mut steps = Vec::new();
        for (event, (old, now)) in self.moved.events.iter().zip(truths) {
            for (row, truth, up) in [(event.old, old, false), (event.new, now, true)] {
                let units = row
                    .filter(|_| truth != Truth::False)
                    .map(|row| hosting.units(row));
                steps.extend(units.into_iter().flatten().map(|unit| (unit, truth, up)));
            }
        }
        Ok(self.each(steps, test.at_least))
    }

    fn covered(&mut self, test: &Covered, of: usize) -> Words {
        let truths = self.old_and_new(of, &self.moved.changed_organisations());
        let mut steps = Vec::new();
        for (changed, (old, now)) in self.moved.organisations.iter().zip(truths) {
            for (row, truth, up) in [(changed.old, old, false), (changed.new, now, true)] {
                let units = row.map_or(&[][..], |row| &row.covers);
                steps.extend(units.iter().map(|unit| (*unit, truth, up)));
            }
        }
        self.each(steps, test.at_least)
    }

    /// Takes steps of the counts at units, and gives these their truths.
    fn each(&mut self, steps: Vec<(u32, Truth, bool)>, at_least: u32) -> Words {
        let Memo::Each(counts) = &mut self.slot.memo else {
            return Words::new();
        };
        let mut units: Vec<u32> = Vec::with_capacity(steps.len());
        for (unit, truth, up) in steps {
            count(counts, unit, truth, up);
            units.push(unit);
        }
        let truth = |unit: u32| {
            let (holding, possible) = counts.get(ix(unit)).copied().unwrap_or_default();
            (ix(unit), enough(holding, possible, at_least))
        };
        let truths: Vec<(usize, Truth)> = units.into_iter().map(truth).collect();
        self.put(truths.into_iter())
    }
}

/// The units that an activity was hosted by, as a test reaches them.
struct Hosting(Option<Arc<Tree>>);

impl Hosting {
    fn new(criteria: &Criteria<'_>, frame: Frame, test: &Hosted) -> Result<Self, Error> {
        Ok(Self(match test.reach {
            Reach::Itself => None,
            Reach::Below => Some(criteria.view(frame.at).tree(frame.hierarchy)?),
        }))
    }

    /// Each unit once.
    fn units(&self, row: &ActivityRow) -> Vec<u32> {
        match &self.0 {
            // A list of units has each once.
            None => row.hosts.to_vec(),
            Some(tree) => tree.above(&row.hosts),
        }
    }
}

impl Moved<'_> {
    fn changed_events(&self) -> Vec<u32> {
        self.events.iter().map(|event| event.activity).collect()
    }

    fn changed_organisations(&self) -> Vec<u32> {
        self.organisations.iter().map(|of| of.organisation).collect()
    }

    /// Whether nothing can have changed.
    pub(super) fn is_still(&self) -> bool {
        !self.looked
    }

    /// The words in which something changed for those of a basis, of all of some criteria.
    pub(super) fn words(&self, basis: Basis, nodes: impl Iterator<Item = usize>) -> Words {
        let nodes = nodes.filter_map(|node| self.nodes.get(node));
        words::union(nodes.chain(self.live.get(&basis)))
    }
}
