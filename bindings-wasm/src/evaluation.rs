//! Evaluations.

use crate::error::{Given, day, json};
use crate::ledger::Ledger;
use crate::plan::Plan;
use jinguo::gap::{GapQuery, Subject, SubjectQuery};
use jinguo::json::argument;
use jinguo::report::{MoveQuery, Parameters, UnitResult};
use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;

/// A plan evaluated over a ledger. It keeps what it was made from.
#[wasm_bindgen]
pub struct Evaluation(pub(crate) jinguo::Evaluation);

#[wasm_bindgen]
impl Evaluation {
    /// Evaluates: what was true by the end of one day, as it was known at the end of another.
    pub fn of(plan: &Plan, ledger: &Ledger, as_of: &str, known_at: &str) -> Given<Evaluation> {
        let parameters = Parameters {
            as_of: day(as_of, "as_of")?,
            known_at: day(known_at, "known_at")?,
        };
        Ok(Self(jinguo::evaluate(&plan.0, &ledger.0, parameters)?))
    }

    /// The canonical report.
    pub fn report(&self) -> Given<String> {
        Ok(self.0.report()?.to_json()?)
    }

    /// The fingerprint over plan, ledger and parameters.
    pub fn fingerprint(&self) -> String {
        self.0.fingerprint()
    }

    /// The result of one measure at one unit, for everybody or for one stratum.
    pub fn result(&self, measure: &str, unit: &str, stratum: Vec<String>) -> Given<String> {
        json(&self.0.result_of(measure, unit, &stratum)?)
    }

    /// One measure at every unit, for everybody or for every stratum too.
    pub fn measure(&self, measure: &str, strata: bool) -> Given<String> {
        json(&self.0.measure_report(measure, strata)?)
    }

    /// Every measure at one unit, for everybody.
    pub fn at(&self, unit: &str) -> Given<String> {
        let mut results = Vec::new();
        for measure in self.0.plan().measures() {
            if let Some(result) = self.0.result(&measure.id, unit)? {
                let measure = measure.id.as_str();
                results.push(At { measure, result });
            }
        }
        json(&results)
    }

    /// All units on the day of evaluation.
    pub fn units(&self) -> Given<String> {
        json(&self.0.units()?)
    }

    /// A page of the gap list.
    pub fn gaps(&self, query: &str) -> Given<String> {
        let query: GapQuery = argument(query, "query")?;
        json(&self.0.gaps(&query)?)
    }

    /// A page of the subjects of some classes.
    pub fn subjects(&self, query: &str) -> Given<String> {
        let query: SubjectQuery = argument(query, "query")?;
        json(&self.0.subjects(&query)?)
    }

    /// The days that each measure looks at.
    pub fn periods(&self) -> Given<String> {
        json(&self.0.periods())
    }

    /// What is odd about the facts.
    pub fn findings(&self) -> Given<String> {
        json(&self.0.findings())
    }

    /// Why a subject has its class.
    pub fn explain(&self, measure: &str, subject: &str) -> Given<String> {
        let subject: Subject = argument(subject, "subject")?;
        json(&self.0.explain(measure, &subject)?)
    }

    /// What changed since an earlier evaluation.
    pub fn difference(&self, earlier: &Evaluation, subjects: u32) -> Given<String> {
        json(&self.0.difference(&earlier.0, subjects)?)
    }

    /// A page of those who moved from one class to another since an earlier evaluation.
    pub fn moves(&self, earlier: &Evaluation, query: &str) -> Given<String> {
        let query: MoveQuery = argument(query, "query")?;
        json(&self.0.moves(&earlier.0, &query)?)
    }
}

#[derive(Serialize)]
struct At<'a> {
    measure: &'a str,
    result: UnitResult,
}
