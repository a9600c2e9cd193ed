//! What was true on a day: which units and persons there are, and how the units hang together.

use super::bits::Bits;
use super::facts::Facts;
use super::tree::Tree;
use crate::error::Error;
use crate::ledger::OptionalDay;
use crate::ledger::rows::{NONE, UnitRow, ix, number};
use crate::time::Day;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The known facts as they were true on a day.
pub(crate) struct View<'a> {
    pub(crate) facts: &'a Facts<'a>,
    pub(crate) day: Day,
    stand: Arc<Stand>,
}

/// How the units stand: their rows on a day, and the trees that these make.
pub(crate) struct Stand {
    units: Vec<Place>,
    trees: Mutex<BTreeMap<u32, Arc<Tree>>>,
}

/// A unit's row on a day.
#[derive(Clone, Copy)]
struct Place {
    /// The row that holds on the day, else the last one before it, else the first one known, else the first one: a
    /// unit that people live in never falls out of the tree.
    row: u32,
    /// Whether the row holds on the day.
    open: bool,
}

impl Stand {
    fn trees(&self) -> MutexGuard<'_, BTreeMap<u32, Arc<Tree>>> {
        // A tree is put in whole: what another thread left is good even if that thread then failed.
        self.trees.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<'a> View<'a> {
    pub(crate) fn new(facts: &'a Facts<'a>, day: Day) -> Self {
        let units = (0..facts.store.unit_count())
            .map(|unit| place(facts, unit, day))
            .collect();
        let stand = Stand {
            units,
            trees: Mutex::default(),
        };
        Self::with(facts, day, Arc::new(stand))
    }

    /// The view of a day on which the units stand as they did on another.
    pub(crate) fn with(facts: &'a Facts<'a>, day: Day, stand: Arc<Stand>) -> Self {
        Self { facts, day, stand }
    }

    pub(crate) fn stand(&self) -> Arc<Stand> {
        Arc::clone(&self.stand)
    }

    /// A unit as on the day; one that does not exist on the day stands as it last stood.
    pub(crate) fn unit(&self, unit: u32) -> Option<&'a UnitRow> {
        let place = self.stand.units.get(ix(unit))?;
        self.facts.store.units.rows.get(ix(place.row))
    }

    /// The row of a unit on the day; see [`View::unit`].
    pub(crate) fn row(&self, unit: u32) -> u32 {
        self.stand.units.get(ix(unit)).map_or(NONE, |place| place.row)
    }

    /// Whether the unit exists on the day.
    pub(crate) fn is_open(&self, unit: u32) -> bool {
        self.stand.units.get(ix(unit)).is_some_and(|place| place.open)
    }

    /// A hierarchy on the day, with every unit of the ledger.
    ///
    /// # Errors
    /// `unit_cycle`.
    pub(crate) fn tree(&self, hierarchy: u32) -> Result<Arc<Tree>, Error> {
        if let Some(tree) = self.stand.trees().get(&hierarchy) {
            return Ok(Arc::clone(tree));
        }
        let units = 0..self.facts.store.unit_count();
        let in_tree: Vec<bool> = units.clone().map(|unit| self.unit(unit).is_some()).collect();
        let parents = units.map(|unit| {
            let edges = self.unit(unit).map_or(&[][..], |row| &row.parents);
            edges
                .iter()
                .find(|(of, _)| *of == hierarchy)
                .map_or(NONE, |(_, parent)| *parent)
        });
        let id = |unit| self.facts.store.units.id(unit);
        let tree = Arc::new(Tree::new(
            parents.collect(),
            &in_tree,
            self.facts.units_by_id(),
            id,
        )?);
        self.stand.trees().insert(hierarchy, Arc::clone(&tree));
        Ok(tree)
    }

    /// The rows of the persons that exist on the day, one for each person.
    pub(crate) fn persons(&self) -> Bits {
        let persons = &self.facts.store.persons;
        let born = OptionalDay::from(Some(self.day));
        let mut live = Bits::none(persons.key.len());
        for run in &persons.runs {
            live.set_range(ix(run.start)..persons.born_after(run, born));
        }
        for bound in self.facts.bounds() {
            if !bound.has(self.day) {
                live.clear(ix(bound.row));
            }
        }
        live
    }

    /// Whether a row is the one that stands for its person on the day.
    pub(crate) fn is_live(&self, row: u32) -> bool {
        let persons = &self.facts.store.persons;
        let birth = persons.birth.get(ix(row)).copied().unwrap_or_default();
        if birth > OptionalDay::from(Some(self.day)) || !self.holds(ix(row)) {
            return false;
        }
        let key = persons.key.get(ix(row)).copied().unwrap_or(NONE);
        let first = persons.row_of_key.get(ix(key)).copied().unwrap_or(NONE);
        match persons.families.get(&first) {
            Some(family) => self.last_started(family) == Some(ix(row)),
            None => true,
        }
    }

    /// Of the rows of a person the last one that was known and has begun: it ends those before it, even one that names no
    /// last day.
    fn last_started(&self, family: &[u32]) -> Option<usize> {
        let persons = &self.facts.store.persons;
        let started = |row: &usize| {
            let first = persons.valid_from.get(*row).get();
            persons.known(*row).on(self.facts.known_at) && first.is_none_or(|first| first <= self.day)
        };
        let rows = family.iter().map(|row| ix(*row)).filter(started);
        rows.max_by_key(|row| persons.valid_from.get(*row))
    }

    fn holds(&self, row: usize) -> bool {
        let persons = &self.facts.store.persons;
        persons.known(row).on(self.facts.known_at)
            && persons
                .valid_from
                .get(row)
                .get()
                .is_none_or(|first| first <= self.day)
            && persons
                .valid_to
                .get(row)
                .get()
                .is_none_or(|last| self.day <= last)
    }
}

fn place(facts: &Facts<'_>, unit: u32, day: Day) -> Place {
    let table = &facts.store.units;
    let base = table.starts.get(ix(unit)).copied().unwrap_or(0);
    let known = table
        .of(unit)
        .iter()
        .enumerate()
        .filter(|(_, row)| row.known.on(facts.known_at));
    let (mut first, mut started) = (None, None);
    for (index, row) in known {
        first = first.or(Some(index));
        if row.valid_from.get().is_none_or(|from| from <= day) {
            started = Some((index, row.valid_to.get().is_none_or(|to| day <= to)));
        }
    }
    let at = |index: usize| base.saturating_add(number(index));
    match (started, first) {
        (Some((index, open)), _) => Place { row: at(index), open },
        (None, Some(index)) => Place {
            row: at(index),
            open: false,
        },
        // Withdrawn as a whole: it keeps the place that was entered first, but none that was entered later.
        (None, None) => {
            let entered = |row: &UnitRow| row.known.from.known_on(facts.known_at);
            let row = table.of(unit).iter().position(entered);
            Place {
                row: row.map_or(base, at),
                open: false,
            }
        }
    }
}
