//! What was known on a day: one entry for each record.

use super::bits::Bits;
use crate::ledger::StoredTable as Table;
use crate::ledger::rows::{
    ActivityRow, Known, NONE, ObservationRow, OrganisationRow, Persons, Run, ix, number,
};
use crate::ledger::{Change, OptionalDay, Store};
use crate::order::Order;
use crate::time::Day;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// The ledger as it was known at the end of a day.
pub(crate) struct Facts<'a> {
    pub(crate) store: &'a Store,
    pub(crate) known_at: Day,
    index: Arc<Index>,
}

/// What is looked up of a ledger as it was known: made once, and kept up to date where facts come one by one.
pub(crate) struct Index {
    /// The known row of each activity; `NONE` for one that was not known.
    activity: Vec<u32>,
    /// The known activities of each kind, by number.
    of_kind: HashMap<u32, Vec<u32>>,
    organisation: Vec<u32>,
    observation: Vec<u32>,
    /// Unit numbers ordered by id.
    units_by_id: Vec<u32>,
    /// Rows of each unit's persons, in the order of the rows.
    residents: Vec<(u32, Range<usize>)>,
    /// At each person's first row, whether some row of the person was known; `None` where that holds for all.
    registered: Option<Bits>,
    /// First rows of persons with several.
    several: Bits,
    /// The rows that do not stand for their persons on all days; found when they are first asked for.
    bounds: OnceLock<Vec<Bound>>,
}

/// On which days a row stands for its person.
pub(crate) struct Bound {
    pub(crate) row: u32,
    /// `None` where it never does.
    days: Option<(Day, Day)>,
    /// From this day on another row of the person does.
    next: OptionalDay,
}

impl Bound {
    pub(crate) fn has(&self, day: Day) -> bool {
        self.days.is_some_and(|(first, last)| first <= day && day <= last)
            && self.next.get().is_none_or(|next| day < next)
    }
}

/// The rows that hold for some days only, that were not known, or that share their person with others. Of these the last
/// one that was known and has begun ends those before it, even one that names no last day.
fn bounds_of(persons: &Persons, known_at: Day) -> Vec<Bound> {
    let known = |row: usize| persons.known(row).on(known_at);
    let days = |row: usize| {
        let first = persons.valid_from.get(row).get().unwrap_or(Day::FIRST);
        let last = persons.valid_to.get(row).get().unwrap_or(Day::LAST);
        known(row).then_some((first, last))
    };
    let mut bounds = Vec::with_capacity(persons.bounded.len());
    let mut seen = Bits::none(persons.key.len());
    let mut ordered: Vec<(OptionalDay, u32)> = Vec::new();
    for family in persons.families.values() {
        seen.set_all(family);
        ordered.clear();
        for row in family.iter() {
            if known(ix(*row)) {
                ordered.push((persons.valid_from.get(ix(*row)), *row));
            } else {
                bounds.push(Bound {
                    row: *row,
                    days: None,
                    next: OptionalDay::default(),
                });
            }
        }
        // Rows stand in order, so that of two that begin on a day the later one comes last.
        ordered.order();
        let next = ordered
            .iter()
            .skip(1)
            .map(|(first, _)| Some(first.get().unwrap_or(Day::FIRST)));
        for ((_, row), next) in ordered.iter().zip(next.chain([None])) {
            bounds.push(Bound {
                row: *row,
                days: days(ix(*row)),
                next: next.into(),
            });
        }
    }
    let alone = |row: &u32| !seen.get(ix(*row));
    let mut bound = |row: u32| {
        bounds.push(Bound {
            row,
            days: days(ix(row)),
            next: OptionalDay::default(),
        });
    };
    persons.bounded.iter().copied().filter(alone).for_each(&mut bound);
    if !persons.latest.known_on(known_at) {
        let later = persons.from.given().filter(|(_, from)| !from.known_on(known_at));
        later.map(|(row, _)| number(row)).filter(alone).for_each(bound);
    }
    bounds
}

/// Who was in the register, as far as it was known on a day.
fn registered(persons: &Persons, day: Day) -> Option<Bits> {
    if persons.from.is_plain() && persons.until.is_plain() {
        return None;
    }
    // Only rows that say when they were entered, or that were withdrawn or replaced, may be unknown.
    let mut registered = Bits::all(persons.key.len());
    for (row, _) in persons.from.given().filter(|(_, from)| !from.known_on(day)) {
        registered.clear(row);
    }
    for (row, _) in persons.until.given() {
        registered.put(row, persons.known(row).on(day));
    }
    for family in persons.families.values() {
        if let Some(first) = family.first()
            && family.iter().any(|row| registered.get(ix(*row)))
        {
            registered.set(ix(*first));
        }
    }
    Some(registered)
}

fn known_rows<R>(table: &Table<R>, known: impl Fn(&R) -> Known, day: Day) -> Vec<u32> {
    let mut rows = Vec::with_capacity(table.ids.len());
    let mut at = 0u32;
    for key in 0..number(table.ids.len()) {
        let group = table.of(key);
        let found = group.iter().position(|row| known(row).on(day));
        rows.push(found.map_or(NONE, |found| at.saturating_add(number(found))));
        at = at.saturating_add(number(group.len()));
    }
    rows
}

fn several(persons: &Persons) -> Bits {
    let mut several = Bits::none(persons.key.len());
    persons.families.keys().for_each(|first| several.set(ix(*first)));
    several
}

/// The rows of each unit that lie together.
fn residents(runs: &[Run]) -> Vec<(u32, Range<usize>)> {
    let mut residents: Vec<(u32, Range<usize>)> = Vec::new();
    for run in runs {
        match residents.last_mut() {
            Some((unit, rows)) if *unit == run.unit => rows.end = ix(run.end),
            _ => residents.push((run.unit, ix(run.start)..ix(run.end))),
        }
    }
    residents
}

impl Index {
    fn new(store: &Store, known_at: Day) -> Self {
        let mut index = Self {
            activity: Vec::new(),
            of_kind: HashMap::new(),
            organisation: known_rows(&store.organisations, |row| row.known, known_at),
            observation: known_rows(&store.observations, |row| row.known, known_at),
            units_by_id: store.units.sorted(),
            residents: residents(&store.persons.runs),
            registered: registered(&store.persons, known_at),
            several: several(&store.persons),
            bounds: OnceLock::new(),
        };
        index.find_activities(store, known_at);
        index
    }

    fn find_activities(&mut self, store: &Store, known_at: Day) {
        self.activity = known_rows(&store.activities, |row| row.known, known_at);
        self.of_kind.clear();
        for row in self
            .activity
            .iter()
            .filter_map(|row| store.activities.rows.get(ix(*row)))
        {
            self.of_kind.entry(row.kind).or_default().push(row.activity);
        }
    }

    /// Brings the index up to date after a batch that left units and the numbers of person rows alone. Tells whether
    /// somebody who was there before came into the register or left it.
    pub(crate) fn follow(&mut self, store: &Store, known_at: Day, change: &Change) -> bool {
        let fresh = change.activities.values().all(Vec::is_empty);
        if fresh {
            for &activity in change.activities.keys() {
                let rows = store.activities.of(activity);
                let known = rows.iter().position(|row| row.known.on(known_at));
                let base = store.activities.starts.get(ix(activity)).copied().unwrap_or(0);
                let row = known.map_or(NONE, |at| base.saturating_add(number(at)));
                self.activity.push(row);
                if let Some(row) = store.activities.rows.get(ix(row)) {
                    self.of_kind.entry(row.kind).or_default().push(activity);
                }
            }
        } else {
            self.find_activities(store, known_at);
        }
        if !change.organisations.is_empty() {
            self.organisation = known_rows(&store.organisations, |row| row.known, known_at);
        }
        if !change.observations.is_empty() {
            self.observation = known_rows(&store.observations, |row| row.known, known_at);
        }
        if change.persons.is_empty() {
            return false;
        }
        self.residents = residents(&store.persons.runs);
        self.several = several(&store.persons);
        self.bounds = OnceLock::new();
        self.follow_register(store, known_at, change)
    }

    fn follow_register(&mut self, store: &Store, known_at: Day, change: &Change) -> bool {
        let persons = &store.persons;
        let Some(registered) = &mut self.registered else {
            self.registered = registered(persons, known_at);
            // Everybody was in it; who is now?
            return self.registered.is_some();
        };
        let before = registered.len();
        let mut moved = false;
        registered.resize(persons.key.len());
        for key in &change.persons {
            let first = persons.row_of_key.get(ix(*key)).copied().unwrap_or(NONE);
            let rows = if first == NONE {
                &[][..]
            } else {
                persons.family(&first)
            };
            let was = registered.get(ix(first));
            for row in rows {
                registered.put(ix(*row), persons.known(ix(*row)).on(known_at));
            }
            let some = rows.iter().any(|row| registered.get(ix(*row)));
            registered.put(ix(first), some);
            moved |= ix(first) < before && was != some;
        }
        moved
    }
}

impl<'a> Facts<'a> {
    pub(crate) fn new(store: &'a Store, known_at: Day) -> Self {
        Self::with(store, known_at, Arc::new(Index::new(store, known_at)))
    }

    /// Facts whose index is at hand.
    pub(crate) fn with(store: &'a Store, known_at: Day, index: Arc<Index>) -> Self {
        Self {
            store,
            known_at,
            index,
        }
    }

    pub(crate) fn index(&self) -> Arc<Index> {
        Arc::clone(&self.index)
    }

    /// Unit numbers ordered by id.
    pub(crate) fn units_by_id(&self) -> &[u32] {
        &self.index.units_by_id
    }

    /// Rows of each unit's persons, in the order of the rows; a unit has several where persons came later.
    pub(crate) fn residents(&self) -> &[(u32, Range<usize>)] {
        &self.index.residents
    }

    /// Whether the person with this first row was in the register.
    pub(crate) fn is_registered(&self, person: u32) -> bool {
        let registered = self.index.registered.as_ref();
        registered.is_none_or(|registered| registered.get(ix(person)))
    }

    /// Whether the person with this first row has others.
    pub(crate) fn has_several_rows(&self, person: u32) -> bool {
        self.index.several.get(ix(person))
    }

    /// The rows of persons that do not stand for these on all days.
    pub(crate) fn bounds(&self) -> &[Bound] {
        let bounds = &self.index.bounds;
        bounds.get_or_init(|| bounds_of(&self.store.persons, self.known_at))
    }

    /// Whether every person of the ledger was in the register.
    pub(crate) fn all_registered(&self) -> bool {
        self.index.registered.is_none()
    }

    /// An activity as it was known.
    pub(crate) fn activity(&self, activity: u32) -> Option<&'a ActivityRow> {
        self.store
            .activities
            .rows
            .get(ix(*self.index.activity.get(ix(activity))?))
    }

    /// All activities that were known, by number.
    pub(crate) fn activities(&self) -> impl Iterator<Item = &'a ActivityRow> {
        let rows = &self.store.activities.rows;
        self.index.activity.iter().filter_map(|row| rows.get(ix(*row)))
    }

    /// All known activities of some kinds; of all kinds where `None`.
    pub(crate) fn activities_of<'f>(
        &'f self,
        kinds: Option<&'f [u32]>,
    ) -> impl Iterator<Item = &'a ActivityRow> + 'f {
        let named = kinds.unwrap_or_default().iter();
        let named = named.filter_map(|kind| self.index.of_kind.get(kind)).flatten();
        let all = kinds.is_none().then(|| self.activities());
        let named = named.filter_map(|activity| self.activity(*activity));
        named.chain(all.into_iter().flatten())
    }

    /// An organisation as it was known.
    pub(crate) fn organisation(&self, organisation: u32) -> Option<&'a OrganisationRow> {
        self.store
            .organisations
            .rows
            .get(ix(*self.index.organisation.get(ix(organisation))?))
    }

    /// All organisations that were known, by number.
    pub(crate) fn organisations(&self) -> impl Iterator<Item = &'a OrganisationRow> {
        let rows = &self.store.organisations.rows;
        self.index
            .organisation
            .iter()
            .filter_map(|row| rows.get(ix(*row)))
    }

    /// All observations that were known, by number.
    pub(crate) fn observations(&self) -> impl Iterator<Item = &'a ObservationRow> {
        let rows = &self.store.observations.rows;
        self.index.observation.iter().filter_map(|row| rows.get(ix(*row)))
    }

    /// The known parts of an activity: role and person row, ordered; a person may stand there with several roles.
    pub(crate) fn parts(&self, activity: u32) -> impl Iterator<Item = (u32, u8)> + '_ {
        let parts = &self.store.participations;
        let range = parts.of(activity);
        let all = self.all_known(activity);
        let persons = parts.person.get(range.clone()).unwrap_or_default();
        let roles = parts.role.get(range.clone()).unwrap_or_default();
        persons
            .iter()
            .zip(roles)
            .zip(range)
            .filter(move |(_, index)| all || parts.known(*index).on(self.known_at))
            .map(|((person, role), _)| (*person, *role))
    }

    /// Whether every part of an activity was known, so that none needs a look of its own.
    fn all_known(&self, activity: u32) -> bool {
        let parts = &self.store.participations;
        let latest = parts.latest.get(ix(activity)).copied().unwrap_or_default();
        latest.known_on(self.known_at) && !parts.ended.get(ix(activity)).copied().unwrap_or(false)
    }

    /// Visits the persons with a known part in one of the roles, role by role and in order within a role, some at a
    /// time; one with several roles several times.
    pub(crate) fn visit(&self, activity: u32, has: impl Fn(u8) -> bool, mut each: impl FnMut(&[u32])) {
        let parts = &self.store.participations;
        let all = self.all_known(activity);
        for group in parts.groups.of(activity, parts.of(activity)) {
            if !has(group.role) {
                continue;
            }
            let persons = parts.person.get(group.rows.clone()).unwrap_or_default();
            if all {
                each(persons);
            } else {
                let known = persons
                    .iter()
                    .zip(group.rows)
                    .filter(|(_, index)| parts.known(*index).on(self.known_at));
                known.for_each(|(row, _)| each(std::slice::from_ref(row)));
            }
        }
    }

    /// Adds the persons with a known part in one of the roles to a set of person rows.
    pub(crate) fn gather(&self, activity: u32, has: impl Fn(u8) -> bool, set: &mut Bits) {
        let parts = &self.store.participations;
        if !self.all_known(activity) {
            self.visit(activity, has, |persons| set.set_all(persons));
            return;
        }
        for group in parts.groups.of(activity, parts.of(activity)) {
            if !has(group.role) {
                continue;
            }
            match parts.groups.words(&group) {
                Some((places, bits)) => set.set_words(places, bits),
                None => set.set_all(parts.person.get(group.rows.clone()).unwrap_or_default()),
            }
        }
    }
}
