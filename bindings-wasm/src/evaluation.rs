//! Evaluations of one day.

use crate::error::{Given, day, json};
use crate::ledger::Ledger;
use crate::plan::Plan;
use crate::reading::reading;
use jinguo::error::Error;
use jinguo::json::argument;
use jinguo::report::Parameters;
use wasm_bindgen::prelude::wasm_bindgen;

/// A plan evaluated over a ledger. It keeps what it was made from.
#[wasm_bindgen]
pub struct Evaluation(pub(crate) jinguo::Evaluation);

#[wasm_bindgen]
impl Evaluation {
    /// Evaluates: what was true by the end of one day, as it was known at the end of another.
    pub fn of(plan: &Plan, ledger: &Ledger, as_of: &str, known_at: &str) -> Given<Evaluation> {
        let parameters = parameters(as_of, known_at)?;
        Ok(Self(jinguo::evaluate(&plan.0, &ledger.0, parameters)?))
    }
}

impl Evaluation {
    fn standing(&self) -> Result<&jinguo::Evaluation, Error> {
        Ok(&self.0)
    }
}

reading!(Evaluation);

/// The two days of an evaluation.
pub(crate) fn parameters(as_of: &str, known_at: &str) -> Result<Parameters, Error> {
    Ok(Parameters {
        as_of: day(as_of, "as_of")?,
        known_at: day(known_at, "known_at")?,
    })
}
