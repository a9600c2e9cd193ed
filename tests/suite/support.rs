//! What the tests share: short ways to write plans and records, and to ask the evaluators.

use jinguo::Evaluation;
use jinguo::gap::{GapPage, GapQuery};
use jinguo::ledger::{Batch, Ledger, Record};
use jinguo::plan::{Plan, PlanDocument};
use jinguo::report::Parameters;
use jinguo::time::Day;
use jinguo_tests::reference::{self, Answer};
use serde_json::{Value, json};

/// A day.
pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// An evaluation that knows all that was entered by the day of evaluation.
pub fn on(text: &str) -> Parameters {
    Parameters {
        as_of: day(text),
        known_at: day(text),
    }
}

/// A plan for the year 2022 with these measures. The vocabulary holds every word of the lists that are given.
pub fn plan(measures: Value, words: Value) -> Value {
    let vocabulary: serde_json::Map<String, Value> = words
        .as_object()
        .unwrap()
        .iter()
        .map(|(list, words)| {
            let terms = words.as_array().unwrap().iter();
            let terms: Value = terms
                .map(|word| json!({"id": word, "title": {"zh": word}}))
                .collect();
            (list.clone(), terms)
        })
        .collect();
    json!({
        "schema": "jinguo-plan/1",
        "id": "test",
        "version": "1.0.0",
        "status": "active",
        "title": {"zh": "测试"},
        "source": {"title": "测试", "issuer": "测试"},
        "period": {"calendar_year": 2022},
        "hierarchy": "administrative",
        "vocabulary": vocabulary,
        "pace": [{"value": {"on_track": "0.95", "at_risk": "0.8"}}],
        "clauses": [{"id": "1", "number": "1", "title": {"zh": "条款"}}],
        "measures": measures,
    })
}

/// Records from JSON.
pub fn records(list: Value) -> Vec<Record> {
    serde_json::from_value(list).unwrap()
}

/// The reference's answers.
pub fn reference(plan: &Value, records: &[Record], parameters: Parameters) -> Vec<Answer> {
    let document: PlanDocument = serde_json::from_value(plan.clone()).unwrap();
    reference::evaluate(&document, records, parameters)
}

/// The reference's answers in the shape of a report, as far as it goes.
pub fn reference_report(answers: &[Answer]) -> Value {
    let measures: Value = answers
        .iter()
        .map(|answer| {
            let results: Vec<_> = answer.results.values().collect();
            json!({"id": answer.measure, "first": answer.first, "last": answer.last, "at": answer.at, "results": results})
        })
        .collect();
    json!({"measures": measures})
}

/// The reference's gap list of a measure, as a page of gaps without reasons.
pub fn reference_gaps(answers: &[Answer], measure: &str, at: Option<&str>) -> Value {
    let answer = answers.iter().find(|answer| answer.measure == measure).unwrap();
    let gaps: Vec<Value> = answer
        .gaps
        .iter()
        .filter(|(_, gap)| at.is_none_or(|unit| gap.units.contains(unit)))
        .map(|(subject, gap)| json!({"subject": subject, "class": answer.classes[subject], "due": gap.due}))
        .collect();
    json!({"total": gaps.len(), "gaps": gaps})
}

/// The engine's evaluation of a plan over records that enter in one batch.
///
/// # Panics
/// With the faults, where the plan or a record is refused.
pub fn engine(plan: &Value, records: &[Record], parameters: Parameters) -> Evaluation {
    let plan = Plan::from_json("plan.json", &plan.to_string()).unwrap_or_else(|error| panic!("{error}"));
    evaluated(&plan, &ledger(records), parameters)
}

/// A ledger of these records.
pub fn ledger(records: &[Record]) -> Ledger {
    let mut ledger = Ledger::new();
    let batch: Batch = records.iter().cloned().collect();
    ledger.apply(batch).unwrap_or_else(|error| panic!("{error}"));
    ledger
}

/// The engine's evaluation.
pub fn evaluated(plan: &Plan, ledger: &Ledger, parameters: Parameters) -> Evaluation {
    jinguo::evaluate(plan, ledger, parameters).unwrap_or_else(|error| panic!("{error}"))
}

/// All gaps of a measure at or below a unit.
pub fn all_gaps(evaluation: &Evaluation, measure: &str, unit: Option<&str>) -> GapPage {
    let query = GapQuery {
        measure: measure.into(),
        unit: unit.map(Into::into),
        offset: 0,
        limit: 10_000,
    };
    evaluation.gaps(&query).unwrap_or_else(|error| panic!("{error}"))
}

/// Records in the order in which one may refer to the other: units and persons, what names them, withdrawals.
pub fn rank(record: &Record) -> u8 {
    match record {
        Record::Unit(_) => 0,
        Record::Person(_) => 1,
        Record::Organisation(_) | Record::Activity(_) | Record::Observation(_) => 2,
        Record::Participation(_) => 3,
        Record::Withdrawal(_) => 4,
    }
}
