//! From a report to inputs: the measures of a plan at the units that are scored.

use jinguo::error::Code;
use jinguo::performance::{Candidate, Inputs, Scorecards};
use jinguo::report::{Report, State};
use serde_json::{Value, json};

fn result(unit: &str, state: &str, value: Option<&str>, numerator: u64, denominator: u64) -> Value {
    let mut result = json!({"unit": unit, "state": state, "numerator": numerator, "denominator": denominator,
        "classes": {"excluded": 0, "excepted": 0, "met": numerator, "void": 0, "open": denominator - numerator,
            "prospective": 0, "unknown": 0}, "status": "tracked"});
    if let Some(value) = value {
        result["value"] = value.into();
    }
    result
}

fn report(measure: &str, results: Vec<Value>) -> Report {
    serde_json::from_value(json!({
        "schema": "jinguo-report/1", "engine": "0", "plan": {"id": "p", "version": "1", "digest": ""},
        "ledger": {"units": 0, "persons": 0, "organisations": 0, "activities": 0, "participations": 0,
            "observations": 0, "digest": ""},
        "parameters": {"as_of": "2022-12-31", "known_at": "2022-12-31"}, "fingerprint": "", "units": [],
        "measures": [{"id": measure, "title": {"zh": "覆盖"}, "clause": "三.5", "scoring": "proportion", "basis": "person",
            "improvement": "increase", "first": "2022-01-01", "last": "2022-12-31", "at": "2022-12-31",
            "results": results}],
        "findings": []
    }))
    .unwrap()
}

fn scorecards() -> Scorecards {
    let input = |id: &str, from: Value| json!({"id": id, "title": {"zh": id}, "from": from, "collected": "monitored"});
    let item = |id: &str| {
        json!({"item": {"id": id, "title": {"zh": id}, "stream": "base", "points": 10, "rule": {"value": {"input": id}},
            "floor": "zero", "ceiling": "unbounded", "not_applicable": "leave_out"}})
    };
    let part = |part: &str| json!({"measure": {"measure": "coverage", "part": part}});
    let ids = ["rate", "done", "due", "left", "before"];
    let document = json!({
        "schema": "jinguo-scorecards/1", "id": "adapter", "version": "1", "status": "draft", "title": {"zh": "适配"},
        "source": {"title": "适配", "issuer": "适配"},
        "inputs": [input("rate", part("value")), input("done", part("numerator")), input("due", part("denominator")),
            input("left", part("open")), input("before", json!({"last_year": "rate"}))],
        "scorecards": [{"id": "card", "title": {"zh": "表"}, "period": {"calendar_year": 2022}, "candidates": {},
            "total": {"id": "total", "title": {"zh": "总分"}, "parts": ids.map(item), "combine": "sum",
                "bonus_at_most": "unlimited", "deduction_at_most": "unlimited", "floor": "zero", "ceiling": "unbounded"}}]
    });
    Scorecards::from_json("", &document.to_string()).unwrap()
}

fn inputs() -> Inputs {
    Inputs {
        cohort: ["u1", "u2", "u3"]
            .map(|id| Candidate {
                id: id.to_owned(),
                ..Candidate::default()
            })
            .into(),
        ..Inputs::default()
    }
}

#[test]
fn measures_become_inputs_and_an_empty_denominator_stays_one() {
    let scorecards = scorecards();
    let this_year = report(
        "coverage",
        vec![
            result("city", "value", Some("0.5"), 50, 100),
            result("u1", "value", Some("0.75"), 3, 4),
            result("u2", "empty_denominator", None, 0, 0),
        ],
    );
    let last_year = report("coverage", vec![result("u1", "value", Some("0.5"), 1, 2)]);
    let mut inputs = inputs();
    inputs.take_measures(&scorecards, &this_year).unwrap();
    inputs.take_last_year(&scorecards, &last_year).unwrap();
    let evaluation = scorecards.evaluate(inputs).unwrap();
    let points = |part: &str, unit: &str| {
        evaluation
            .points("card", part, unit)
            .unwrap()
            .map(|points| points.to_string())
    };
    assert_eq!(
        ["rate", "done", "due", "left", "before"].map(|part| points(part, "u1").unwrap()),
        ["0.75", "3", "4", "1", "0.5"]
    );
    // Nobody is due: the rate is refused, the counts are what they are.
    assert_eq!(
        (points("rate", "u2"), points("due", "u2")),
        (Err(State::Missing), Ok("0".to_owned()))
    );
    // The measure has no result there: the item is left out, as the scorecard says.
    assert_eq!(points("rate", "u3"), Err(State::NotApplicable));
}

#[test]
fn a_measure_that_the_report_does_not_have_is_told_and_nothing_is_filled() {
    let scorecards = scorecards();
    let mut inputs = inputs();
    let error = inputs
        .take_measures(&scorecards, &report("coverge", Vec::new()))
        .unwrap_err();
    assert_eq!((error.code(), error.total()), (Code::UnknownMeasure, 4));
    assert!(
        error.en().contains("found `coverage`, expected `coverge`"),
        "{error}"
    );
    assert!(inputs.columns.is_empty());
}
