//! What can be read from an evaluation, whether it stands for one day or goes on with its ledger.

use jinguo::report::UnitResult;
use serde::Serialize;

/// A result with its measure.
#[derive(Serialize)]
pub(crate) struct At<'a> {
    /// The measure.
    pub(crate) measure: &'a str,
    /// Its result.
    pub(crate) result: UnitResult,
}

/// Gives a class the functions that read; it has a function `standing`, which gives the evaluation of the core.
macro_rules! reading {
    ($class:ident) => {
        #[wasm_bindgen]
        impl $class {
            /// The canonical report.
            pub fn report(&self) -> Given<String> {
                Ok(self.standing()?.report()?.to_json()?)
            }

            /// The fingerprint over plan, ledger and parameters.
            pub fn fingerprint(&self) -> Given<String> {
                Ok(self.standing()?.fingerprint())
            }

            /// The result of one measure at one unit, for everybody or for one stratum.
            pub fn result(&self, measure: &str, unit: &str, stratum: Vec<String>) -> Given<String> {
                json(&self.standing()?.result_of(measure, unit, &stratum)?)
            }

            /// One measure at every unit, for everybody or for every stratum too.
            pub fn measure(&self, measure: &str, strata: bool) -> Given<String> {
                json(&self.standing()?.measure_report(measure, strata)?)
            }

            /// Every measure at one unit, for everybody.
            pub fn at(&self, unit: &str) -> Given<String> {
                let evaluation = self.standing()?;
                let mut results = Vec::new();
                for measure in evaluation.plan().measures() {
                    if let Some(result) = evaluation.result(&measure.id, unit)? {
                        let measure = measure.id.as_str();
                        results.push($crate::reading::At { measure, result });
                    }
                }
                json(&results)
            }

            /// All units on the day of evaluation.
            pub fn units(&self) -> Given<String> {
                json(&self.standing()?.units()?)
            }

            /// A page of the gap list.
            pub fn gaps(&self, query: &str) -> Given<String> {
                let query: jinguo::gap::GapQuery = argument(query, "query")?;
                json(&self.standing()?.gaps(&query)?)
            }

            /// A page of the subjects of some classes.
            pub fn subjects(&self, query: &str) -> Given<String> {
                let query: jinguo::gap::SubjectQuery = argument(query, "query")?;
                json(&self.standing()?.subjects(&query)?)
            }

            /// The days that each measure looks at.
            pub fn periods(&self) -> Given<String> {
                json(&self.standing()?.periods())
            }

            /// What is odd about the facts.
            pub fn findings(&self) -> Given<String> {
                json(&self.standing()?.findings())
            }

            /// Why a subject has its class.
            pub fn explain(&self, measure: &str, subject: &str) -> Given<String> {
                let subject: jinguo::gap::Subject = argument(subject, "subject")?;
                json(&self.standing()?.explain(measure, &subject)?)
            }

            /// What changed since an earlier evaluation.
            pub fn difference(&self, earlier: &Evaluation, subjects: u32) -> Given<String> {
                json(&self.standing()?.difference(&earlier.0, subjects)?)
            }

            /// A page of those who moved from one class to another since an earlier evaluation.
            pub fn moves(&self, earlier: &Evaluation, query: &str) -> Given<String> {
                let query: jinguo::report::MoveQuery = argument(query, "query")?;
                json(&self.standing()?.moves(&earlier.0, &query)?)
            }
        }
    };
}
pub(crate) use reading;
