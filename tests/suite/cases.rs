//! The conformance cases, through each evaluator in this workspace that has a Rust face.

use crate::support;
use jinguo::ledger::{Batch, Ledger, Record};
use jinguo::plan::Plan;
use jinguo::report::Parameters;
use jinguo_tests::cases::{Case, cases, differences};
use serde_json::Value;

fn read(case: &Case) -> (Value, Vec<Record>, Parameters) {
    let plan = serde_json::from_str(&case.plan).unwrap_or_else(|error| panic!("{}: {error}", case.name));
    let records = case
        .ledger
        .lines()
        .map(|line| {
            serde_json::from_str(line).unwrap_or_else(|error| panic!("{}: {error}: {line}", case.name))
        })
        .collect();
    let query = serde_json::from_str(&case.query).unwrap_or_else(|error| panic!("{}: {error}", case.name));
    (plan, records, query)
}

/// Runs every case and tells all differences at once.
fn run(answer: impl Fn(&Case) -> Vec<String>) {
    let cases = cases();
    assert!(cases.len() >= 60, "only {} cases were found", cases.len());
    let told: Vec<String> = cases
        .iter()
        .flat_map(|case| {
            let name = &case.name;
            answer(case)
                .into_iter()
                .map(move |difference| format!("{name}: {difference}"))
        })
        .collect();
    assert!(told.is_empty(), "\n{}\n", told.join("\n"));
}

#[test]
fn the_reference_gives_what_was_worked_out_by_hand() {
    run(|case| {
        let (plan, records, parameters) = read(case);
        let answers = support::reference(&plan, &records, parameters);
        differences(
            &case.expected,
            &support::reference_report(&answers),
            |query| {
                let measure = query["measure"].as_str().unwrap();
                support::reference_gaps(&answers, measure, query["unit"].as_str())
            },
            // The reference gives no reasons, and tells nothing about the ledger.
            &["findings", "reason", "closes", "unit"],
        )
    });
}

#[test]
fn the_engine_gives_what_was_worked_out_by_hand() {
    run(|case| {
        let plan = Plan::from_json("plan.json", &case.plan).unwrap();
        let mut batch = Batch::new();
        batch
            .read_json_lines("ledger.jsonl", case.ledger.as_bytes())
            .unwrap_or_else(|error| panic!("{}: {error}", case.name));
        let mut ledger = Ledger::new();
        ledger
            .apply(batch)
            .unwrap_or_else(|error| panic!("{}: {error}", case.name));
        let evaluation = support::evaluated(&plan, &ledger, serde_json::from_str(&case.query).unwrap());
        let report = evaluation.report().and_then(|report| report.to_json()).unwrap();
        differences(
            &case.expected,
            &serde_json::from_str(&report).unwrap(),
            |query| {
                let query = serde_json::from_value(query.clone()).unwrap();
                serde_json::to_value(evaluation.gaps(&query).unwrap()).unwrap()
            },
            &[],
        )
    });
}

#[test]
fn every_case_says_why_and_expects_something() {
    run(|case| {
        let told = |key: &str| case.expected[key].as_array().is_some_and(|list| !list.is_empty());
        let why = case.expected["why"].as_str().is_some_and(|why| why.len() > 20);
        if why && told("results") {
            vec![]
        } else {
            vec!["no reason, or nothing expected".to_owned()]
        }
    });
}

#[test]
fn every_plan_of_a_case_passes_the_check() {
    run(
        |case| match jinguo::plan::Plan::from_json("plan.json", &case.plan) {
            Ok(_) => vec![],
            Err(error) => vec![error.en()],
        },
    );
}
