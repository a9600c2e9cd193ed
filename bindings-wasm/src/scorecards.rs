//! Scorecards.

use crate::error::{Given, day, json};
use crate::inputs::Inputs;
use crate::plan::Plan;
use crate::scores::Scores;
use jinguo::performance::StepState;
use jinguo::time::Day;
use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;

/// Scorecards (评分表), awards and points ledgers that have passed every check.
#[wasm_bindgen]
pub struct Scorecards(pub(crate) jinguo::performance::Scorecards);

#[wasm_bindgen]
impl Scorecards {
    /// Reads and checks scorecards.
    pub fn from_json(name: &str, text: &str) -> Given<Scorecards> {
        Ok(Self(jinguo::performance::Scorecards::from_json(name, text)?))
    }

    /// The document, as JSON.
    pub fn document(&self) -> Given<String> {
        json(self.0.document())
    }

    /// Checks the document against a plan.
    pub fn fits(&self, plan: &Plan) -> Given<()> {
        Ok(self.0.fits(&plan.0)?)
    }

    /// Period and steps of a scorecard on a day.
    pub fn calendar(&self, scorecard: &str, day: &str) -> Given<String> {
        let day = self::day(day, "day")?;
        let period = self.0.period(scorecard, day);
        let steps = self.0.calendar(scorecard, day).into_iter();
        json(&Calendar {
            first: period.and_then(|period| period.first()),
            last: period.and_then(|period| period.last()),
            steps: steps.map(|(id, state)| Step { id, state }).collect(),
        })
    }

    /// Evaluates the scorecards over inputs.
    pub fn evaluate(&self, inputs: &Inputs) -> Given<Scores> {
        Ok(Scores(self.0.evaluate(inputs.0.clone())?))
    }
}

#[derive(Serialize)]
struct Calendar<'a> {
    first: Option<Day>,
    last: Option<Day>,
    steps: Vec<Step<'a>>,
}

#[derive(Serialize)]
struct Step<'a> {
    id: &'a str,
    state: StepState,
}
