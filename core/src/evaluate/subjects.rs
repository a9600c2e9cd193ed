//! Subjects one by one, and what was observed of them: what scorecards ask of an evaluated plan.

use super::Evaluation;
use super::bits::Bits;
use super::class::ClassBits;
use super::counted::Counted;
use super::criterion::{Criteria, Frame};
use super::facts::Facts;
use super::gaps::classes;
use super::stratum::{self, OTHER};
use super::tally::Places;
use crate::error::{Code, Error, Fault, Place, Words};
use crate::gap::Class;
use crate::ledger::Ledger;
use crate::ledger::rows::{NONE, ObservationRow, Observed};
use crate::number::Rational;
use crate::order::Order;
use crate::plan::{Basis, Measure, Take};
use crate::time::Period;
use std::collections::{BTreeMap, HashMap};

/// The number that observations give, and the ids of those that count.
pub(crate) struct Taken {
    pub(crate) number: Rational,
    /// Of those that count, the ones that name where they come from.
    pub(crate) sourced: Vec<String>,
}

/// A subject of a measure.
pub(crate) struct Member {
    pub(crate) id: String,
    /// The unit under which it is listed.
    pub(crate) unit: String,
}

impl Evaluation {
    /// The facts that were evaluated, as they were then.
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// Everyone who is due in a measure, by id; of a measure that counts, everyone whom it counts. A stratum is named as
    /// results name it; see [`stratum_names`].
    ///
    /// # Errors
    /// `unknown_measure`; `bad_parameter` for a composite of results, which has no subjects.
    pub(crate) fn members(&self, measure: &str, labels: &[String]) -> Result<Vec<Member>, Error> {
        let (measure, counted) = self.counted(self.place(measure)?)?;
        let found = classes(counted, measure)?;
        let facts = Facts::new(self.ledger.store(), self.parameters.known_at);
        let criteria = Criteria::new(&self.plan, &facts);
        let mut due = found.met.or(&found.void).or(&found.open).or(&found.unknown);
        if !labels.is_empty() {
            due = due.and(&stratum_of(&criteria, measure, counted, found, labels)?);
        }
        let places = Places {
            criteria: &criteria,
            basis: measure.basis,
            tree: &counted.tree,
            apart: false,
        };
        let units = &self.ledger.store().units;
        let mut members: Vec<Member> = due
            .iter()
            .map(|index| Member {
                id: criteria.id(measure.basis, index),
                unit: match places.listed(index) {
                    NONE => String::new(),
                    unit => units.id(unit),
                },
            })
            .collect();
        members.order_by(|a, b| a.id.cmp(&b.id));
        Ok(members)
    }

    /// The class of each of some subjects in some measures, measure by measure; `None` for a subject that is not of the
    /// measure's basis or not in the ledger.
    ///
    /// # Errors
    /// `unknown_measure`; `bad_parameter` for a composite of results, which has no subjects.
    pub(crate) fn classes_of(
        &self,
        measures: &[&str],
        subjects: &[&str],
    ) -> Result<Vec<Vec<Option<Class>>>, Error> {
        let facts = Facts::new(self.ledger.store(), self.parameters.known_at);
        let criteria = Criteria::new(&self.plan, &facts);
        let mut places: HashMap<(Basis, Frame), Vec<Option<usize>>> = HashMap::new();
        let mut all = Vec::with_capacity(measures.len());
        for measure in measures {
            let place = self.place(measure)?;
            let (measure, counted) = self.counted(place)?;
            classes(counted, measure)?;
            let at = places.entry((measure.basis, counted.frame)).or_insert_with(|| {
                let index = |id: &&str| {
                    let subject = crate::gap::Subject::new(measure.basis, (*id).to_owned());
                    criteria.index(&subject, counted.frame)
                };
                subjects.iter().map(index).collect()
            });
            let class = |at: &Option<usize>| at.map(|at| self.class(&criteria, place, at)).transpose();
            all.push(at.iter().map(class).collect::<Result<_, Error>>()?);
        }
        Ok(all)
    }

    /// What the observations of a kind say about units or persons, by id.
    ///
    /// # Errors
    /// `overflow` where a sum leaves 128 bits; `bad_period` where the period leaves the years 1 to 9999.
    pub(crate) fn observed(
        &self,
        basis: Basis,
        kind: &str,
        take: Take,
        period: &Period,
    ) -> Result<BTreeMap<String, Taken>, Error> {
        let as_of = self.parameters.as_of;
        let days = period.days(as_of).ok_or_else(|| {
            let expected = Words::new("应在公元 1 年至 9999 年之间", "days between the years 1 and 9999");
            Error::from(Fault::new(
                Code::BadPeriod,
                Place::default(),
                as_of.to_string(),
                expected,
            ))
        })?;
        let store = self.ledger.store();
        let facts = Facts::new(store, self.parameters.known_at);
        let criteria = Criteria::new(&self.plan, &facts);
        let frame = Frame {
            at: as_of,
            period: days,
            hierarchy: NONE,
        };
        let mut taken = BTreeMap::new();
        for (subject, rows) in criteria.observations(basis, frame, kind) {
            let id = match subject {
                Observed::Unit(unit) => store.units.id(unit),
                Observed::Person(person) => store.persons.keys.get(person).as_str().to_owned(),
            };
            let (number, counted) = take_of(&rows, take);
            let number = number.ok_or_else(|| super::criterion::observed::overflow(kind))?;
            let sourced = counted
                .iter()
                .filter(|row| row.source.is_some())
                .map(|row| store.observations.id(row.observation));
            taken.insert(
                id,
                Taken {
                    number,
                    sourced: sourced.collect(),
                },
            );
        }
        Ok(taken)
    }

    /// Makes sure that the ledger has a unit.
    ///
    /// # Errors
    /// `unknown_unit`, at `at`.
    pub(crate) fn has_unit(&self, id: &str) -> Result<(), Error> {
        if self.ledger.store().units.ids.find(id).is_some() {
            return Ok(());
        }
        let expected = Words::new("单位表中的编号", "a unit of the ledger");
        Err(Fault::new(Code::UnknownUnit, Place::default().field("at"), id, expected).into())
    }
}

/// The number that is taken of several observations, in their order of days, entries and ids, and those that give it.
fn take_of<'a, 'r>(
    rows: &'a [&'r ObservationRow],
    take: Take,
) -> (Option<Rational>, &'a [&'r ObservationRow]) {
    let at = match take {
        Take::Sum => {
            let sum = rows
                .iter()
                .try_fold(Rational::ZERO, |sum, row| sum.plus(row.value));
            return (sum, rows);
        }
        Take::Latest => rows.len().checked_sub(1),
        // Of equal ones the latest.
        Take::Max => (0..rows.len()).max_by_key(|at| rows.get(*at).map(|row| row.value)),
        Take::Min => (0..rows.len())
            .rev()
            .min_by_key(|at| rows.get(*at).map(|row| row.value)),
    };
    let one = at
        .and_then(|at| rows.get(at..at.saturating_add(1)))
        .unwrap_or_default();
    (one.first().map(|row| row.value), one)
}

/// The subjects of a stratum; nobody where it has nobody.
fn stratum_of(
    criteria: &Criteria<'_>,
    measure: &Measure,
    counted: &Counted,
    classes: &ClassBits,
    labels: &[String],
) -> Result<Bits, Error> {
    let strata = stratum::strata(criteria, measure, counted.frame, &classes.population)?;
    let found = strata.into_iter().find(|(of, _)| of == labels);
    Ok(found.map_or_else(
        || Bits::none(criteria.domain(measure.basis)),
        |(_, subjects)| Bits::clone(&subjects),
    ))
}

/// All strata that a measure can have, as results name them.
pub(crate) fn stratum_names(measure: &Measure) -> Vec<Vec<String>> {
    let mut names = Vec::new();
    for crossed in &measure.strata {
        let mut crossing: Vec<Vec<String>> = vec![Vec::new()];
        for id in crossed {
            let stratifier = measure.stratifiers.iter().find(|stratifier| stratifier.id == *id);
            let categories: Vec<&str> = stratifier
                .iter()
                .flat_map(|stratifier| &stratifier.categories)
                .map(|category| category.id.as_str())
                .chain([OTHER])
                .collect();
            crossing = crossing
                .iter()
                .flat_map(|labels| {
                    categories.iter().map(move |category| {
                        labels
                            .iter()
                            .cloned()
                            .chain([format!("{id}={category}")])
                            .collect()
                    })
                })
                .collect();
        }
        names.append(&mut crossing);
    }
    names
}
