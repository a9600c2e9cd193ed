//! From a report to inputs: what the measures of a plan say about the units that are scored.

use super::document::{InputSource, MeasurePart};
use super::input::{InputColumn, InputValue, Inputs};
use super::{MeasureInput, Scorecards};
use crate::error::{Code, Error, Fault, Faults, Place};
use crate::json::known;
use crate::number::Rational;
use crate::report::{MeasureReport, Report, State, UnitResult};

impl Inputs {
    /// Fills every input that comes from a measure's results: a candidate is the unit of the same identifier, unless the
    /// input names the unit. A unit of which the measure has no result is `not_applicable`: the measure is about nobody
    /// there. Other columns stay as they are, those of part `met` among them: a report has units, no persons; see
    /// [`Inputs::take`].
    ///
    /// # Errors
    /// `unknown_measure` for each input whose measure the report does not have; nothing is filled then.
    pub fn take_measures(&mut self, scorecards: &Scorecards, report: &Report) -> Result<(), Error> {
        self.take_from(scorecards, report, |input| match input {
            InputSource::Measure(measure) => of_results(measure),
            InputSource::Observation(_) | InputSource::LastYear(_) | InputSource::Given => None,
        })
    }

    /// Fills every input that is last year's value of an input from a measure, from last year's report.
    ///
    /// # Errors
    /// As [`Inputs::take_measures`].
    pub fn take_last_year(&mut self, scorecards: &Scorecards, report: &Report) -> Result<(), Error> {
        let inputs = &scorecards.document().inputs;
        self.take_from(scorecards, report, |input| {
            let InputSource::LastYear(of) = input else {
                return None;
            };
            let this_year = inputs.iter().find(|input| input.id == *of)?;
            match &this_year.from {
                InputSource::Measure(measure) => of_results(measure),
                InputSource::Observation(_) | InputSource::LastYear(_) | InputSource::Given => None,
            }
        })
    }

    fn take_from(
        &mut self,
        scorecards: &Scorecards,
        report: &Report,
        wanted: impl Fn(&InputSource) -> Option<MeasureInput>,
    ) -> Result<(), Error> {
        let mut faults = Faults::new();
        let mut columns = Vec::new();
        for (at, input) in scorecards.document().inputs.iter().enumerate() {
            let Some(measure) = wanted(&input.from) else {
                continue;
            };
            let found = report.measures.iter().find(|one| one.id == measure.measure);
            match found {
                Some(found) => columns.push((input.id.clone(), self.column(found, &measure))),
                None => faults.push(Fault::new(
                    Code::UnknownMeasure,
                    Place::pointer("", format!("/inputs/{at}/from"), None),
                    &measure.measure,
                    known(&measure.measure, report.measures.iter().map(|one| &one.id)),
                )),
            }
        }
        faults.into_result()?;
        self.columns.extend(columns);
        Ok(())
    }

    fn column(&self, measure: &MeasureReport, asked: &MeasureInput) -> InputColumn {
        let everybody = measure.results.iter().filter(|result| result.stratum.is_empty());
        let results = crate::order::map(everybody.map(|result| (result.unit.as_str(), result)));
        self.cohort
            .iter()
            .map(|candidate| {
                let unit = asked.at.as_ref().unwrap_or(&candidate.id);
                match results.get(unit.as_str()) {
                    Some(result) => value(result, asked.part),
                    None => InputValue::state(State::NotApplicable),
                }
            })
            .collect()
    }
}

/// A measure whose results at units say all that is asked for.
fn of_results(measure: &MeasureInput) -> Option<MeasureInput> {
    (measure.part != MeasurePart::Met).then(|| measure.clone())
}

pub(super) fn value(result: &UnitResult, part: MeasurePart) -> InputValue {
    let number = match part {
        // A result at a unit says nothing of single subjects.
        MeasurePart::Met => return InputValue::state(State::Missing),
        MeasurePart::Value => {
            return match (result.state, result.value) {
                (State::Value, Some(value)) => InputValue::number(value),
                (State::Value, None) => InputValue::state(State::Missing),
                (state, _) => InputValue::state(state),
            };
        }
        MeasurePart::Target => {
            return match &result.target {
                Some(target) => InputValue::number(target.value),
                None => InputValue::state(State::NotApplicable),
            };
        }
        MeasurePart::Numerator => result.numerator,
        MeasurePart::Denominator => result.denominator,
        MeasurePart::Open => result.classes.open,
    };
    // Counts of a result that has been withheld, or that went wrong, are no counts to score by.
    match result.state {
        State::Value | State::EmptyDenominator => InputValue::number(Rational::count(number)),
        state => InputValue::state(state),
    }
}
