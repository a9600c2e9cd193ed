//! Evaluation: how far each measure has come, at every unit of the tree.
//!
//! Each subject is classified once, by one total function over six criteria; classes are counted over ranges of bit
//! sets, and counts roll up along the tree. Everything else, the rate, the state, the pace, the status, is read off
//! the counts when it is asked for.

mod bits;
mod class;
mod composite;
mod counted;
mod criterion;
mod difference;
mod facts;
mod finding;
mod gaps;
mod given;
mod headcount;
mod list;
mod live;
mod organisation;
mod pace;
mod reason;
mod result;
mod stratum;
mod subject;
mod subjects;
mod sum;
mod tallies;
mod tally;
mod target;
mod trace;
mod tree;
mod truth;
mod units;
mod view;

use crate::error::Error;
use crate::ledger::{CommonStamp, Ledger, PersonStamp};
use crate::partial::odd::Odd;
use crate::plan::Plan;
use crate::report::{Finding, LedgerStamp, MeasureReport, Parameters, Report, ReportUnit, UnitResult};
use crate::time::Day;
use counted::{Counted, Counter, Persons};
use criterion::Criteria;
use facts::Facts;
pub(crate) use given::state;
pub use live::LiveEvaluation;
use std::collections::BTreeMap;
use std::sync::Arc;
pub(crate) use subjects::stratum_names;

/// Evaluates a plan over a ledger: what was true by the end of `as_of`, as it was known at the end of `known_at`.
///
/// # Errors
/// `unit_cycle` where units are their own parents on the day, `overlapping_values` where two targets meet at one unit,
/// `bad_period` and `overflow` where a day or a number is out of range.
pub fn evaluate(plan: &Plan, ledger: &Ledger, parameters: Parameters) -> Result<Evaluation, Error> {
    evaluate_with(plan, ledger, parameters, Persons::Facts)
}

fn evaluate_with(
    plan: &Plan,
    ledger: &Ledger,
    parameters: Parameters,
    persons: Persons<'_>,
) -> Result<Evaluation, Error> {
    let facts = Facts::new(ledger.store(), parameters.known_at);
    let criteria = Criteria::new(plan, &facts);
    let counter = Counter::new(&criteria, persons);
    let measures = count(&counter, parameters.as_of)?;
    let view = criteria.view(parameters.as_of);
    let units = units::Units::new(&view);
    Ok(Evaluation {
        plan: plan.clone(),
        ledger: ledger.clone(),
        parameters,
        measures,
        units,
    })
}

/// Counts all measures on the days that a report needs.
fn count(counter: &Counter<'_, '_>, as_of: Day) -> Result<Vec<State>, Error> {
    let plan = counter.criteria.plan;
    let mut measures: Vec<Option<State>> = plan.measures().iter().map(|_| None).collect();
    for &place in plan.order() {
        let Some(measure) = plan.measures().get(place) else {
            continue;
        };
        let now = counter.count(place, as_of)?;
        let mut on_due = BTreeMap::new();
        for due in now.frame.passed_dues(measure, as_of) {
            on_due.insert(due, counter.count(place, due)?);
        }
        if let Some(slot) = measures.get_mut(place) {
            *slot = Some(State { now, on_due });
        }
    }
    Ok(measures.into_iter().flatten().collect())
}

/// The report of merged states, with the common facts of a ledger and their stamp.
///
/// # Errors
/// `damaged_partial` where the states do not have the numbers of the plan's measures, and as [`evaluate()`].
pub(crate) fn report(
    plan: &Plan,
    ledger: &Ledger,
    parameters: Parameters,
    state: &crate::partial::State,
    common: &CommonStamp,
) -> Result<Report, Error> {
    let evaluation = evaluate_with(plan, ledger, parameters, Persons::Given(state, parameters.as_of))?;
    let digests = state.buckets.values().copied().collect();
    let persons = PersonStamp {
        persons: state.persons,
        participations: state.participations,
        observations: state.observations,
        digests,
    };
    evaluation.report_with(LedgerStamp::of(common, &persons), |_| state.odd.clone())
}

/// A count as an index; one too large for the machine is past every end.
fn usize_of(count: u64) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}

/// An index as a number of the ledger.
fn number_of(index: usize) -> u32 {
    crate::ledger::rows::number(index)
}

/// A measure, counted on the day of evaluation and on the due days that have passed.
struct State {
    now: Arc<Counted>,
    on_due: BTreeMap<Day, Arc<Counted>>,
}

/// An evaluated plan. It keeps what it was made from: later changes of the ledger do not touch it.
pub struct Evaluation {
    plan: Plan,
    ledger: Ledger,
    parameters: Parameters,
    measures: Vec<State>,
    units: units::Units,
}

impl Evaluation {
    /// The plan.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// What was asked for.
    pub fn parameters(&self) -> Parameters {
        self.parameters
    }

    /// The results of all measures, without the fingerprint that a [`Report`] carries.
    ///
    /// # Errors
    /// `overflow`.
    pub fn results(&self) -> Result<Vec<MeasureReport>, Error> {
        (0..self.measures.len())
            .filter_map(|place| self.measure(place, true).transpose())
            .collect()
    }

    /// The result of one measure at one unit, for everybody; `None` where the measure is not in the plan, the unit not
    /// in the ledger, or the measure has nothing to say there.
    ///
    /// # Errors
    /// `overflow`.
    pub fn result(&self, measure: &str, unit: &str) -> Result<Option<UnitResult>, Error> {
        self.result_of(measure, unit, &[])
    }

    /// The result of one measure at one unit for one stratum, named as results name it, such as `["sex=female"]`; for
    /// everybody where the stratum is empty. `None` as in [`Evaluation::result`], and where the measure has no such stratum.
    ///
    /// # Errors
    /// `overflow`.
    pub fn result_of(
        &self,
        measure: &str,
        unit: &str,
        stratum: &[String],
    ) -> Result<Option<UnitResult>, Error> {
        let place = self.plan.measure(measure);
        let unit = self.ledger.store().units.ids.find(unit);
        let (Some(place), Some(unit)) = (place, unit) else {
            return Ok(None);
        };
        if stratum.is_empty() {
            return self.unit_result(place, unit, &[], None);
        }
        let strata = self.measures.get(place).map(|state| &state.now.strata);
        let index = strata.and_then(|strata| strata.iter().position(|(labels, _)| labels == stratum));
        match index {
            Some(index) => self.unit_result(place, unit, stratum, Some(index)),
            None => Ok(None),
        }
    }

    /// The results of one measure at every unit, for everybody and, if asked for, for every stratum, as they stand in the
    /// report; `None` where the measure is not in the plan.
    ///
    /// # Errors
    /// `overflow`.
    pub fn measure_report(&self, measure: &str, strata: bool) -> Result<Option<MeasureReport>, Error> {
        match self.plan.measure(measure) {
            Some(place) => self.measure(place, strata),
            None => Ok(None),
        }
    }

    /// Every unit that stands in the plan's hierarchy on the day of evaluation, in the order of the tree.
    ///
    /// # Errors
    /// `unit_cycle`.
    pub fn units(&self) -> Result<Vec<ReportUnit>, Error> {
        self.report_units(None)
    }

    /// The fingerprint over plan, ledger and parameters, as the report carries it.
    pub fn fingerprint(&self) -> String {
        let ledger = self.ledger.store().stamp(self.parameters.known_at);
        crate::report::fingerprint(&self.plan_stamp(), &ledger, self.parameters)
    }

    /// The report: all results, findings, and the fingerprint over plan, ledger and parameters.
    ///
    /// # Errors
    /// `overflow`.
    pub fn report(&self) -> Result<Report, Error> {
        let ledger = self.ledger.store().stamp(self.parameters.known_at);
        self.report_with(ledger, |facts| {
            finding::odd(&self.plan, facts, self.parameters.as_of)
        })
    }

    fn report_with(&self, ledger: LedgerStamp, odd: impl FnOnce(&Facts<'_>) -> Odd) -> Result<Report, Error> {
        let measures = self.results()?;
        let plan = self.plan_stamp();
        Ok(Report {
            schema: crate::report::SCHEMA.to_owned(),
            engine: env!("CARGO_PKG_VERSION").to_owned(),
            fingerprint: crate::report::fingerprint(&plan, &ledger, self.parameters),
            plan,
            ledger,
            parameters: self.parameters,
            units: self.report_units(Some(&measures))?,
            measures,
            findings: self.findings_with(odd),
        })
    }

    /// What is odd about the facts, as the report has it; it computes no results.
    pub fn findings(&self) -> Vec<Finding> {
        self.findings_with(|facts| finding::odd(&self.plan, facts, self.parameters.as_of))
    }

    fn findings_with(&self, odd: impl FnOnce(&Facts<'_>) -> Odd) -> Vec<Finding> {
        let facts = Facts::new(self.ledger.store(), self.parameters.known_at);
        finding::findings(&self.plan, &facts, self.parameters.as_of, odd(&facts))
    }

    /// Which plan this is.
    fn plan_stamp(&self) -> crate::report::PlanStamp {
        crate::report::PlanStamp {
            id: self.plan.document().id.clone(),
            version: self.plan.document().version.clone(),
            digest: self.plan.digest().to_owned(),
        }
    }

    fn measure(&self, place: usize, strata: bool) -> Result<Option<MeasureReport>, Error> {
        let (Some(measure), Some(state)) = (self.plan.measures().get(place), self.measures.get(place)) else {
            return Ok(None);
        };
        let frame = state.now.frame;
        let mut results = Vec::new();
        let groups = state
            .now
            .strata
            .iter()
            .enumerate()
            .filter(|_| strata)
            .map(|(index, (labels, _))| (Some(index), labels.as_slice()));
        for (stratum, labels) in std::iter::once((None, &[][..])).chain(groups) {
            for &unit in &state.now.tree.order {
                results.extend(self.unit_result(place, unit, labels, stratum)?);
            }
        }
        Ok(Some(MeasureReport {
            id: measure.id.clone(),
            title: measure.title.clone(),
            clause: measure.clause.clone(),
            scoring: measure.scoring,
            basis: measure.basis,
            improvement: measure.improvement,
            first: frame.period.first().unwrap_or(Day::FIRST),
            last: frame.period.last().unwrap_or(Day::LAST),
            at: frame.at,
            results,
        }))
    }

    fn unit_result(
        &self,
        place: usize,
        unit: u32,
        labels: &[String],
        stratum: Option<usize>,
    ) -> Result<Option<UnitResult>, Error> {
        let (Some(measure), Some(state)) = (self.plan.measures().get(place), self.measures.get(place)) else {
            return Ok(None);
        };
        let store = self.ledger.store();
        let maker = result::Maker {
            plan: &self.plan,
            measure,
            counted: &state.now,
            as_of: self.parameters.as_of,
            id: &|unit| store.units.id(unit),
            is_open: &|unit| state.now.is_open(unit),
            on_due: &|due| state.on_due.get(&due).cloned(),
        };
        maker.result(unit, labels, stratum)
    }
}
