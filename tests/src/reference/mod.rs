//! The reference evaluator: slow, obvious, and without a line of the fast one.
//!
//! It takes the plan document and the records as they are written, and loops. It exists to be compared with
//! `jinguo::evaluate` on random plans and ledgers, so where a rule can be said in one plain sentence, the code is
//! that sentence. `README.md` beside this file lists how it reads the places that the documents leave open.

mod calendar;
mod class;
mod composite;
mod criterion;
mod figures;
mod flag;
mod known;
mod number;
mod target;

pub use calendar::{age, months_before, period_days};
pub use class::{Outcomes, classify};
pub use criterion::Truth;

use criterion::Question;
use figures::Figures;
use jinguo::gap::{Class, Subject};
use jinguo::ledger::Record;
use jinguo::plan::{CompositeMethod, PlanDocument, Scoring};
use jinguo::report::{Parameters, Status, UnitResult};
use jinguo::time::Day;
use std::collections::{BTreeMap, BTreeSet};

/// What the reference has to say about a measure.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The measure.
    pub measure: String,
    /// First day of the period.
    pub first: Day,
    /// Last day of the period.
    pub last: Day,
    /// The day on which subjects were looked at.
    pub at: Day,
    /// The results by unit and stratum.
    pub results: BTreeMap<(String, Vec<String>), UnitResult>,
    /// The class of each subject that exists on the day. Empty for a composite of results.
    pub classes: BTreeMap<Subject, Class>,
    /// The subjects that are due and not validly met.
    pub gaps: BTreeMap<Subject, Gap>,
}

/// Where a subject is missing, and until when there is time.
#[derive(Clone, Debug)]
pub struct Gap {
    /// The units at which it is missing: its own and all above.
    pub units: BTreeSet<String>,
    /// The due day.
    pub due: Day,
}

/// Evaluates every measure of the plan.
///
/// # Panics
/// On a plan or records that the strict readers would refuse.
pub fn evaluate(plan: &PlanDocument, records: &[Record], parameters: Parameters) -> Vec<Answer> {
    let known = known::known(records, parameters.known_at);
    plan.measures
        .iter()
        .map(|measure| answer(&Question::new(plan, &known, measure, parameters.as_of)))
        .collect()
}

fn answer(question: &Question<'_>) -> Answer {
    let composite = question.measure.scoring == Scoring::Composite;
    let by_subject = matches!(
        question.measure.composite,
        Some(CompositeMethod::AllOrNothing | CompositeMethod::Linear)
    );
    let has_classes = !composite || by_subject;
    let members = if has_classes {
        question.members()
    } else {
        Vec::new()
    };
    let gap = |class: Class| {
        matches!(
            class,
            Class::Void | Class::Open | Class::Prospective | Class::Unknown
        )
    };
    Answer {
        measure: question.measure.id.clone(),
        first: question.first,
        last: question.last,
        at: question.at,
        results: results(question),
        gaps: members
            .iter()
            .filter(|member| gap(member.class))
            .map(|member| {
                let gap = Gap {
                    units: member.units.clone(),
                    due: member.due,
                };
                (member.subject.clone(), gap)
            })
            .collect(),
        classes: members
            .into_iter()
            .map(|member| (member.subject, member.class))
            .collect(),
    }
}

fn results(question: &Question<'_>) -> BTreeMap<(String, Vec<String>), UnitResult> {
    let mut figures = question.all_figures();
    for unit in question.known.units.keys() {
        let top = question.measure.scoring == Scoring::Count
            && question.known.unit_on(unit, question.at).is_some()
            && question.known.chain(unit, question.at, question.hierarchy).len() == 1;
        if question.is_named(unit) || top {
            figures
                .entry((unit.clone(), Vec::new()))
                .or_insert_with(|| question.nobody(unit));
        }
    }
    figures
        .into_iter()
        .map(|((unit, stratum), figures)| {
            let (target, pace, status) = if stratum.is_empty() {
                question.judge(&unit, &figures, |due| {
                    let then = Question::new(question.plan, question.known, question.measure, due);
                    let mut cells = then.all_figures();
                    Some(
                        cells
                            .remove(&(unit.clone(), Vec::new()))
                            .unwrap_or_else(|| then.nobody(&unit)),
                    )
                })
            } else if question.as_of < question.first {
                (None, None, Status::NotStarted)
            } else {
                (None, None, Status::Tracked)
            };
            let flags = question.flags(&unit, &stratum, &figures);
            let result = UnitResult {
                unit: unit.clone(),
                stratum: stratum.clone(),
                state: figures.state,
                classes: figures.classes,
                numerator: figures.numerator,
                denominator: figures.denominator,
                value: figures.value.map(number::rational),
                bounds: figures.bounds,
                organisations: figures.organisations,
                official: figures.official,
                target,
                pace,
                status,
                flags,
            };
            ((unit, stratum), result)
        })
        .collect()
}

impl Question<'_> {
    /// The figures of a unit without subjects.
    fn nobody(&self, unit: &str) -> Figures {
        if self.measure.scoring == Scoring::Composite {
            self.composed(0, None)
        } else {
            self.figures_of(unit, &[], &[])
        }
    }
}
