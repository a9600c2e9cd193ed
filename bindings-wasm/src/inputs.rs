//! Inputs of scorecards.

use crate::error::Given;
use crate::evaluation::Evaluation;
use crate::scorecards::Scorecards;
use wasm_bindgen::prelude::wasm_bindgen;

/// What scorecards are evaluated over: candidates and their values.
#[wasm_bindgen]
pub struct Inputs(pub(crate) jinguo::performance::Inputs);

#[wasm_bindgen]
impl Inputs {
    /// Reads inputs.
    pub fn from_json(name: &str, text: &str) -> Given<Inputs> {
        Ok(Self(jinguo::performance::Inputs::from_json(name, text)?))
    }

    /// Fills candidates and inputs from an evaluation.
    pub fn take(&mut self, scorecards: &Scorecards, evaluation: &Evaluation) -> Given<()> {
        Ok(self.0.take(&scorecards.0, &evaluation.0)?)
    }

    /// Fills the inputs that come from measures.
    pub fn take_measures(&mut self, scorecards: &Scorecards, evaluation: &Evaluation) -> Given<()> {
        Ok(self.0.take_measures(&scorecards.0, &evaluation.0.report()?)?)
    }

    /// Fills the inputs that are last year's.
    pub fn take_last_year(&mut self, scorecards: &Scorecards, evaluation: &Evaluation) -> Given<()> {
        Ok(self.0.take_last_year(&scorecards.0, &evaluation.0.report()?)?)
    }
}
