//! From an evaluated plan to inputs: candidates, measures, observations and last year's values flow in by themselves.

use super::Scorecards;
use super::adapter::value;
use super::document::{Input, InputSource, MeasureInput, MeasurePart, ObservationInput, ObservedCandidate};
use super::input::{Candidate, InputColumn, InputValue, Inputs};
use crate::error::{Code, Error, Fault, Faults, Place, Words};
use crate::evaluate::{Evaluation, evaluate};
use crate::gap::Class;
use crate::number::Rational;
use crate::plan::{Basis, Plan, Take};
use crate::report::{Parameters, State};
use crate::time::{MonthEnd, months_before};
use std::collections::{BTreeMap, BTreeSet};

/// Whose values are taken. An evaluation of last year has its own period; an observation names one that has to move.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Year {
    This,
    Last,
}

impl Scorecards {
    /// Whether an input flows from plan and ledger by itself, or is given.
    pub fn flows(&self, input: &Input) -> bool {
        match &input.from {
            InputSource::Measure(_) | InputSource::Observation(_) => true,
            InputSource::Given => false,
            InputSource::LastYear(of) => self.source(of).is_some(),
        }
    }

    /// The measure or observation of which another input is last year's value.
    fn source(&self, of: &str) -> Option<&InputSource> {
        let found = self.document().inputs.iter().find(|input| input.id == of)?;
        let flows = matches!(found.from, InputSource::Measure(_) | InputSource::Observation(_));
        flows.then_some(&found.from)
    }
}

impl Inputs {
    /// Takes everything that flows by itself out of an evaluated plan:
    ///
    /// 1. the candidates of `candidates_from`, after those that are there already; who is there already stays as given;
    /// 2. each input from a `measure`: at the candidate's unit, at the unit that the input names, or, for part `met`,
    ///    of the candidate itself;
    /// 3. each input from an `observation`;
    /// 4. each input that is `last_year`'s value of one of those, from the same ledger a year before: the plan's period
    ///    and the day of evaluation are moved by a year, what is known is what is known now. Last year's targets are
    ///    not in this plan: a part `target` is `not_applicable`.
    ///
    /// A column that flows replaces one that was given. The day of evaluation becomes the plan's.
    ///
    /// # Errors
    /// Whatever [`Scorecards::fits`] refuses, and `unknown_unit`, each with its place in the document of scorecards;
    /// `bad_parameter` for inputs of another day;
    /// `overflow`, `bad_period`, and for last year whatever [`evaluate`] refuses. Nothing is taken then.
    pub fn take(&mut self, scorecards: &Scorecards, evaluation: &Evaluation) -> Result<(), Error> {
        let as_of = evaluation.parameters().as_of;
        if let Some(other) = self.as_of
            && other != as_of
        {
            let place = Place::pointer(&self.name, "/as_of".to_owned(), None);
            let expected = Words::same(as_of.to_string());
            return Err(Fault::new(Code::BadParameter, place, other.to_string(), expected).into());
        }
        let mut taken = Self {
            as_of: Some(as_of),
            cohort: self.cohort.clone(),
            ..Self::default()
        };
        fit(scorecards, evaluation)?;
        taken.candidates(scorecards, evaluation)?;
        let inputs = &scorecards.document().inputs;
        let is_this_year = |source: &InputSource| !matches!(source, InputSource::LastYear(_));
        let this_year: Vec<_> = inputs
            .iter()
            .enumerate()
            .filter(|(_, input)| is_this_year(&input.from))
            .map(|(at, input)| (at, input.id.as_str(), &input.from))
            .collect();
        taken.columns(scorecards, &this_year, evaluation, Year::This)?;
        let last_year: Vec<_> = inputs
            .iter()
            .enumerate()
            .filter_map(|(at, input)| {
                let InputSource::LastYear(of) = &input.from else {
                    return None;
                };
                scorecards
                    .source(of)
                    .map(|source| (at, input.id.as_str(), source))
            })
            .collect();
        if !last_year.is_empty() {
            let before = year_before(&last_year, evaluation)?;
            taken.columns(scorecards, &last_year, &before, Year::Last)?;
        }
        self.as_of = taken.as_of;
        let more = taken.cohort.len().saturating_sub(self.cohort.len());
        self.cohort = taken.cohort;
        // Columns that were given are for the candidates that were given; of the others nothing is known.
        for column in self.columns.values_mut() {
            (0..more).for_each(|_| column.push(InputValue::state(State::Missing)));
        }
        self.columns.extend(taken.columns);
        Ok(())
    }

    /// Adds the candidates that the ledger knows.
    fn candidates(&mut self, scorecards: &Scorecards, evaluation: &Evaluation) -> Result<(), Error> {
        let mut there = crate::order::set(self.cohort.iter().map(|one| one.id.clone()));
        for source in &scorecards.document().candidates_from {
            for member in evaluation.members(&source.measure, &source.stratum)? {
                if there.insert(member.id.clone()) {
                    let unit = (!member.unit.is_empty()).then_some(("unit".to_owned(), member.unit));
                    self.cohort.push(Candidate {
                        id: member.id,
                        group: Some(source.group.clone()),
                        attributes: unit.into_iter().collect(),
                        oversees: Vec::new(),
                    });
                }
            }
        }
        Ok(())
    }

    /// Fills a column for each of some inputs, by place in the document, id and source.
    fn columns(
        &mut self,
        scorecards: &Scorecards,
        inputs: &[(usize, &str, &InputSource)],
        evaluation: &Evaluation,
        year: Year,
    ) -> Result<(), Error> {
        let mut faults = Faults::new();
        let mut met = Vec::new();
        let mut columns = Vec::new();
        for (at, id, source) in inputs {
            let column = match source {
                InputSource::Measure(asked) => match asked.part {
                    MeasurePart::Met => {
                        met.push((*id, asked.measure.as_str()));
                        Ok(None)
                    }
                    MeasurePart::Target if year == Year::Last => {
                        Ok(Some(self.same(&InputValue::state(State::NotApplicable))))
                    }
                    _ => self.at_units(asked, evaluation).map(Some),
                },
                InputSource::Observation(asked) => self.observed(asked, evaluation, year).map(Some),
                InputSource::LastYear(_) | InputSource::Given => Ok(None),
            };
            match column {
                Ok(column) => columns.extend(column.map(|column| ((*id).to_owned(), column))),
                Err(error) => placed(
                    &mut faults,
                    &error,
                    scorecards,
                    &format!("/inputs/{at}/from/{}", key(source)),
                ),
            }
        }
        faults.into_result()?;
        let subjects: Vec<&str> = self.cohort.iter().map(|one| one.id.as_str()).collect();
        let measures: Vec<&str> = met.iter().map(|(_, measure)| *measure).collect();
        let classes = evaluation.classes_of(&measures, &subjects)?;
        for ((id, _), classes) in met.iter().zip(classes) {
            columns.push(((*id).to_owned(), classes.into_iter().map(of_class).collect()));
        }
        self.columns.extend(columns);
        Ok(())
    }

    /// One value for everybody.
    fn same(&self, value: &InputValue) -> InputColumn {
        self.cohort.iter().map(|_| value.clone()).collect()
    }

    fn at_units(&self, asked: &MeasureInput, evaluation: &Evaluation) -> Result<InputColumn, Error> {
        let of = |unit: &str| -> Result<InputValue, Error> {
            let result = evaluation.result(&asked.measure, unit)?;
            Ok(result.map_or(InputValue::state(State::NotApplicable), |result| {
                value(&result, asked.part)
            }))
        };
        match &asked.at {
            None => self.cohort.iter().map(|candidate| of(&candidate.id)).collect(),
            Some(unit) => Ok(self.same(&of(unit)?)),
        }
    }

    fn observed(
        &self,
        asked: &ObservationInput,
        evaluation: &Evaluation,
        year: Year,
    ) -> Result<InputColumn, Error> {
        let basis = match asked.of {
            ObservedCandidate::Unit => Basis::Unit,
            ObservedCandidate::Person => Basis::Person,
        };
        let period = match year {
            Year::This => asked.period.clone(),
            Year::Last => asked.period.year_before().ok_or_else(|| outside(evaluation))?,
        };
        let found = evaluation.observed(basis, &asked.kind, asked.take, &period)?;
        let samples = match &asked.sample {
            Some(kind) => evaluation.observed(basis, kind, Take::Latest, &period)?,
            None => BTreeMap::new(),
        };
        let column = self
            .cohort
            .iter()
            .map(|candidate| match found.get(&candidate.id) {
                None => InputValue::state(State::Missing),
                Some(taken) => {
                    let sample = samples.get(&candidate.id).map(|sample| sample.number.floor());
                    InputValue {
                        evidence: taken.sourced.clone(),
                        sample: sample.and_then(|sample| u64::try_from(sample).ok()),
                        ..InputValue::number(taken.number)
                    }
                }
            });
        Ok(column.collect())
    }
}

fn key(source: &InputSource) -> &'static str {
    match source {
        InputSource::Measure(_) => "measure",
        InputSource::Observation(_) => "observation",
        InputSource::LastYear(_) => "last_year",
        InputSource::Given => "given",
    }
}

fn of_class(class: Option<Class>) -> InputValue {
    match class {
        Some(Class::Met) => InputValue::number(Rational::ONE),
        Some(Class::Void | Class::Open | Class::Prospective) => InputValue::number(Rational::ZERO),
        Some(Class::Unknown) => InputValue::state(State::Missing),
        None | Some(Class::Outside | Class::Excluded | Class::Excepted) => {
            InputValue::state(State::NotApplicable)
        }
    }
}

/// Whether everything that is named is in the plan and in the ledger.
fn fit(scorecards: &Scorecards, evaluation: &Evaluation) -> Result<(), Error> {
    let mut faults = Faults::new();
    if let Err(error) = scorecards.fits(evaluation.plan()) {
        faults.extend(error);
    }
    for (at, input) in scorecards.document().inputs.iter().enumerate() {
        if let InputSource::Measure(MeasureInput { at: Some(unit), .. }) = &input.from
            && let Err(error) = evaluation.has_unit(unit)
        {
            placed(
                &mut faults,
                &error,
                scorecards,
                &format!("/inputs/{at}/from/measure"),
            );
        }
    }
    faults.into_result()
}

/// The plan as it would have stood a year before, on the same ledger: only the measures that are asked for, without
/// targets, whose values are this year's.
fn year_before(asked: &[(usize, &str, &InputSource)], evaluation: &Evaluation) -> Result<Evaluation, Error> {
    let Parameters { as_of, known_at } = evaluation.parameters();
    let out = || outside(evaluation);
    let plan = evaluation.plan();
    let mut kept = BTreeSet::new();
    let mut open: Vec<usize> = asked
        .iter()
        .filter_map(|(_, _, source)| match source {
            InputSource::Measure(measure) => plan.measure(&measure.measure),
            _ => None,
        })
        .collect();
    while let Some(place) = open.pop() {
        if kept.insert(place) {
            open.extend(plan.components(place));
        }
    }
    let mut document = plan.document().clone();
    document.period = document.period.year_before().ok_or_else(out)?;
    document.measures = kept
        .iter()
        .filter_map(|place| plan.measures().get(*place))
        .cloned()
        .collect();
    for measure in &mut document.measures {
        measure.targets.clear();
        measure.strata.clear();
        if let Some(period) = &mut measure.period {
            *period = period.year_before().ok_or_else(out)?;
        }
    }
    let as_of = months_before(as_of, 12, MonthEnd::Down).ok_or_else(out)?;
    evaluate(
        &Plan::from_document(document)?,
        evaluation.ledger(),
        Parameters { as_of, known_at },
    )
}

/// A day or period a year before that is none.
fn outside(evaluation: &Evaluation) -> Error {
    let expected = Words::new("应在公元 1 年至 9999 年之间", "days between the years 1 and 9999");
    let as_of = evaluation.parameters().as_of.to_string();
    Fault::new(Code::BadPeriod, Place::default(), as_of, expected).into()
}

/// Faults of an input, with its place in the document of scorecards.
fn placed(faults: &mut Faults, error: &Error, scorecards: &Scorecards, pointer: &str) {
    for fault in error.faults() {
        let mut fault = fault.clone();
        let pointer = match &fault.place.field {
            Some(field) => format!("{pointer}/{field}"),
            None => pointer.to_owned(),
        };
        fault.place = scorecards.place(pointer);
        faults.push(fault);
    }
}
