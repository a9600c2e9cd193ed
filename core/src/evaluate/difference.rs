//! Comparing two evaluations, subject by subject and result by result.

use super::{Evaluation, number_of};
use crate::error::Error;
use crate::gap::{Class, Subject};
use crate::ledger::rows::ix;
use crate::ledger::{Keys, Store};
use crate::order::Order;
use crate::plan::Basis;
use crate::report::{
    DIFFERENCE_SCHEMA, Difference, MeasureDifference, MeasureReport, Move, Numbers, ResultDifference, Side,
    UnitResult,
};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

impl Evaluation {
    /// What changed since an earlier evaluation: of the same ledger or another, by the same plan or another version.
    /// Subjects are matched by id; of those that moved, the first `subjects` of each pair of classes are named.
    ///
    /// # Errors
    /// `overflow`.
    pub fn difference(&self, earlier: &Evaluation, subjects: u32) -> Result<Difference, Error> {
        let (before, after) = (earlier.results()?, self.results()?);
        let find = |id: &str| before.iter().find(|measure| measure.id == id);
        let mut measures = Vec::new();
        for measure in &after {
            measures.extend(self.compare(earlier, find(&measure.id), Some(measure), subjects)?);
        }
        for measure in before
            .iter()
            .filter(|measure| after.iter().all(|other| other.id != measure.id))
        {
            measures.extend(self.compare(earlier, Some(measure), None, subjects)?);
        }
        Ok(Difference {
            schema: DIFFERENCE_SCHEMA.to_owned(),
            earlier: earlier.side(),
            later: self.side(),
            measures,
        })
    }

    fn side(&self) -> Side {
        let plan = self.plan_stamp();
        let ledger = self.ledger.store().stamp(self.parameters.known_at);
        let fingerprint = crate::report::fingerprint(&plan, &ledger, self.parameters);
        Side {
            plan,
            ledger,
            parameters: self.parameters,
            fingerprint,
        }
    }

    fn compare(
        &self,
        earlier: &Evaluation,
        before: Option<&MeasureReport>,
        after: Option<&MeasureReport>,
        subjects: u32,
    ) -> Result<Option<MeasureDifference>, Error> {
        let Some(id) = after.or(before).map(|measure| measure.id.as_str()) else {
            return Ok(None);
        };
        let rule = |evaluation: &Evaluation| {
            evaluation
                .plan
                .measure(id)
                .and_then(|place| evaluation.plan.measures().get(place).cloned())
        };
        let difference = MeasureDifference {
            measure: id.to_owned(),
            rule_changed: rule(self) != rule(earlier),
            results: results(before, after),
            moves: self.first_moves(earlier, id, subjects)?,
        };
        let same = !difference.rule_changed && difference.results.is_empty() && difference.moves.is_empty();
        Ok((!same).then_some(difference))
    }

    /// The first subjects of each pair of classes.
    fn first_moves(&self, earlier: &Evaluation, id: &str, subjects: u32) -> Result<Vec<Move>, Error> {
        let basis = self
            .plan
            .measure(id)
            .map(|place| self.counted(place))
            .transpose()?;
        let Some(basis) = basis.map(|(measure, _)| measure.basis) else {
            return Ok(Vec::new());
        };
        let moves = self
            .moved(earlier, id, None)?
            .into_iter()
            .map(|((from, to), mut ids)| {
                let count = u64::try_from(ids.len()).unwrap_or(u64::MAX);
                ids.truncate(ix(subjects));
                let subjects = ids.into_iter().map(|id| Subject::new(basis, id));
                Move {
                    from,
                    to,
                    count,
                    subjects: subjects.collect(),
                }
            });
        Ok(moves.collect())
    }

    /// The ids of those who moved from one class to another, at a unit or everywhere. None where the measure has no subjects
    /// on one side, or others than before.
    pub(super) fn moved(&self, earlier: &Evaluation, id: &str, unit: Option<&str>) -> Result<Moves, Error> {
        let mut moved = Moves::new();
        let (Some(now), Some(then)) = (self.classed(id, unit)?, earlier.classed(id, unit)?) else {
            return Ok(moved);
        };
        if now.basis != then.basis {
            return Ok(moved);
        }
        let (store, old_store) = (self.ledger.store(), earlier.ledger.store());
        let (keys, old_keys) = (keys(store, now.basis), keys(old_store, now.basis));
        let shared = Arc::ptr_eq(store, old_store);
        let mut add = |from: Class, to: Class, keys: &Keys, key: u32| {
            if from != to {
                let ids = moved.entry((from, to)).or_default();
                ids.push(keys.get(key).as_str().to_owned());
            }
        };
        let mut seen: HashSet<u32> = HashSet::new();
        for (&key, &to) in &now.classes {
            let old = if shared {
                Some(key)
            } else {
                old_keys.find(keys.get(key).as_str())
            };
            let from = old
                .and_then(|old| then.classes.get(&old))
                .copied()
                .unwrap_or(Class::Outside);
            if let Some(old) = old {
                seen.insert(old);
            }
            add(from, to, keys, key);
        }
        for (&key, &from) in then.classes.iter().filter(|(key, _)| !seen.contains(key)) {
            add(from, Class::Outside, old_keys, key);
        }
        moved.values_mut().for_each(|ids| ids.order());
        Ok(moved)
    }
}

/// Ids by the class before and the class after.
pub(super) type Moves = BTreeMap<(Class, Class), Vec<String>>;

/// The class of each subject, by the number of its id.
pub(super) struct Classed {
    basis: Basis,
    classes: HashMap<u32, Class>,
}

impl Classed {
    pub(super) fn new(basis: Basis) -> Self {
        Self {
            basis,
            classes: HashMap::new(),
        }
    }

    /// Adds subjects by their indices; a person has the number of its key.
    pub(super) fn add(
        &mut self,
        store: &Store,
        indices: impl Iterator<Item = usize>,
        class: impl Fn(usize) -> Class,
    ) {
        let key = |index: usize| match self.basis {
            Basis::Person => store.persons.key.get(index).copied().unwrap_or_default(),
            _ => number_of(index),
        };
        self.classes
            .extend(indices.map(|index| (key(index), class(index))));
    }
}

fn keys(store: &Store, basis: Basis) -> &Keys {
    match basis {
        Basis::Person => &store.persons.keys,
        Basis::Unit => &store.units.ids,
        Basis::Event => &store.activities.ids,
        Basis::Organisation => &store.organisations.ids,
    }
}

fn numbers(result: &UnitResult) -> Numbers {
    Numbers {
        state: result.state,
        numerator: result.numerator,
        denominator: result.denominator,
        value: result.value,
        status: result.status,
    }
}

/// The results that differ.
fn results(before: Option<&MeasureReport>, after: Option<&MeasureReport>) -> Vec<ResultDifference> {
    type Key<'a> = (&'a str, &'a [String]);
    fn key(result: &UnitResult) -> Key<'_> {
        (&result.unit, &result.stratum)
    }
    let (before, after) = (
        before.map_or(&[][..], |of| &of.results),
        after.map_or(&[][..], |of| &of.results),
    );
    let old: HashMap<Key<'_>, Numbers> = before
        .iter()
        .map(|result| (key(result), numbers(result)))
        .collect();
    let new: HashMap<Key<'_>, Numbers> = after
        .iter()
        .map(|result| (key(result), numbers(result)))
        .collect();
    let gone = before.iter().filter(|result| !new.contains_key(&key(result)));
    after
        .iter()
        .chain(gone)
        .map(|result| ResultDifference {
            unit: result.unit.clone(),
            stratum: result.stratum.clone(),
            earlier: old.get(&key(result)).copied(),
            later: new.get(&key(result)).copied(),
        })
        .filter(|result| result.earlier != result.later)
        .collect()
}
