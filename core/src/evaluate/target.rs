//! Which target is in force for a unit, and by when.

use super::criterion::{Criteria, Frame};
use super::tree::Tree;
use crate::error::{Code, Error, Fault, Place, Words};
use crate::ledger::rows::{NONE, UnitRow, ix};
use crate::number::Rational;
use crate::order::Order;
use crate::plan::{Measure, Target, VocabularyList};
use crate::time::{Day, Interval};

impl Target {
    /// The number to reach: 1 for everyone.
    pub(crate) fn value(&self) -> Rational {
        self.rate.or(self.count).unwrap_or(Rational::ONE)
    }

    /// The day by which: the end of the period where none is given.
    pub(crate) fn due_day(&self, frame: Frame) -> Day {
        self.due.or(frame.period.last()).unwrap_or(Day::LAST)
    }

    fn in_force(&self, at: Day) -> bool {
        Interval::closed(self.first, self.last).contains(at)
    }
}

/// The targets of a measure at each unit.
pub(crate) struct Targets {
    /// Index of the target in force at each unit; `NONE` for none.
    at: Vec<u32>,
    /// The day by which a unit's subjects are due: its own target's, else that of the nearest unit above with one, else
    /// the last day of the period.
    due: Vec<Day>,
    /// The days in `due`, each once.
    days: Vec<Day>,
}

impl Targets {
    /// Finds the target of each unit.
    ///
    /// # Errors
    /// `overlapping_values` where two targets are in force for one unit on the day.
    pub(crate) fn new(
        criteria: &Criteria<'_>,
        measure: &Measure,
        place: usize,
        frame: Frame,
        tree: &Tree,
    ) -> Result<Self, Error> {
        let view = criteria.view(frame.at);
        let count = criteria.domain(crate::plan::Basis::Unit);
        let last = frame.period.last().unwrap_or(Day::LAST);
        let mut targets = Self {
            at: vec![NONE; count],
            due: vec![last; count],
            days: Vec::new(),
        };
        let scopes: Vec<(u32, &Target, Scope)> = (0u32..)
            .zip(&measure.targets)
            .filter(|(_, target)| target.in_force(frame.at))
            .map(|(index, target)| (index, target, Scope::new(criteria, target, frame)))
            .collect();
        // Without a target all units are due alike.
        for &unit in tree.order.iter().filter(|_| !scopes.is_empty()) {
            let row = view.unit(unit);
            let mut matching = scopes
                .iter()
                .filter(|(.., scope)| row.is_some_and(|row| scope.has(row)));
            let own = matching.next();
            if let (Some((one, ..)), Some((other, ..))) = (own, matching.next()) {
                let at = |index: u32| format!("/measures/{place}/targets/{index}");
                let expected = Words::new(
                    format!(
                        "与 {} 不同时对单位 {} 生效",
                        at(*one),
                        criteria.facts.store.units.id(unit)
                    ),
                    format!(
                        "not in force for unit `{}` together with {}",
                        criteria.facts.store.units.id(unit),
                        at(*one)
                    ),
                );
                let place = Place::pointer(criteria.plan.document().id.clone(), at(*other), None);
                return Err(Fault::new(Code::OverlappingValues, place, "", expected).into());
            }
            let due = match own {
                Some((_, target, _)) => target.due_day(frame),
                None => tree
                    .up(unit)
                    .and_then(|up| targets.due.get(ix(up)))
                    .copied()
                    .unwrap_or(last),
            };
            if let (Some(slot), Some(slot_due)) =
                (targets.at.get_mut(ix(unit)), targets.due.get_mut(ix(unit)))
            {
                *slot = own.map_or(NONE, |(index, ..)| *index);
                *slot_due = due;
            }
        }
        // Neighbours mostly share their day.
        targets.days = targets.due.clone();
        targets.days.dedup();
        targets.days.order();
        targets.days.dedup();
        targets.days.shrink_to_fit();
        Ok(targets)
    }

    /// The target in force at a unit.
    pub(crate) fn of<'m>(&self, measure: &'m Measure, unit: u32) -> Option<&'m Target> {
        measure.targets.get(ix(*self.at.get(ix(unit))?))
    }

    /// All days by which subjects are due, each once.
    pub(crate) fn dues(&self) -> &[Day] {
        &self.days
    }

    /// Divides what each unit alone has by whether it is due before a day, and not.
    pub(crate) fn divide(&self, own: Vec<u64>, day: Day) -> (Vec<u64>, Vec<u64>) {
        match self.days.as_slice() {
            [all] if *all < day => (own, Vec::new()),
            [all] if *all >= day => (Vec::new(), own),
            _ => {
                let (mut before, mut ahead) = (own.clone(), own);
                for ((before, ahead), due) in before.iter_mut().zip(&mut ahead).zip(&self.due) {
                    *(if *due < day { ahead } else { before }) = 0;
                }
                (before, ahead)
            }
        }
    }

    /// By when the subjects of a unit are due.
    pub(crate) fn due(&self, unit: u32) -> Day {
        self.due.get(ix(unit)).copied().unwrap_or(Day::LAST)
    }
}

/// A target's scope in the ledger's numbers; `None` where a list is not given.
struct Scope {
    units: Option<Vec<u32>>,
    levels: Option<Vec<u32>>,
    groups: Option<Vec<u32>>,
}

impl Scope {
    fn new(criteria: &Criteria<'_>, target: &Target, frame: Frame) -> Self {
        let scope = target.scope.clone().unwrap_or_default();
        let find = |id: &String| criteria.facts.store.units.ids.find(id);
        Self {
            units: (!scope.unit.is_empty()).then(|| scope.unit.iter().filter_map(find).collect()),
            levels: criteria.words(VocabularyList::Levels, &scope.level, frame.at),
            groups: criteria.words(VocabularyList::Groups, &scope.group, frame.at),
        }
    }

    fn has(&self, row: &UnitRow) -> bool {
        self.units.as_ref().is_none_or(|units| units.contains(&row.unit))
            && self
                .levels
                .as_ref()
                .is_none_or(|levels| levels.contains(&row.level))
            && self
                .groups
                .as_ref()
                .is_none_or(|groups| row.groups.iter().any(|group| groups.contains(group)))
    }
}
