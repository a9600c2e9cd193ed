//! Every mechanism of scoring has a file in `vectors/scoring`: a document, inputs, and what must come out, worked out by
//! hand. Each is run on small fractions and again on wide ones.

use jinguo::error::Error;
use jinguo::performance::{Evaluation, Inputs, PartResult, ScoreReport, Scorecards, Signature, SigningStep};
use jinguo::report::State;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::path::PathBuf;

fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/vectors/scoring"))
}

/// Every file of the folder, by its name.
fn vectors() -> BTreeMap<String, Value> {
    std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "json"))
        .map(|path| {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let text = std::fs::read_to_string(&path).unwrap();
            let value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
            (name, value)
        })
        .filter(|(_, value): &(String, Value)| value.get("cases").is_some())
        .collect()
}

/// A number as text, or its state in brackets.
fn said(result: &PartResult) -> Value {
    match (&result.value, result.state) {
        (Some(value), State::Value) => Value::from(value.to_string()),
        (_, state) => {
            let state = serde_json::to_value(state).unwrap();
            Value::from(format!("({})", state.as_str().unwrap()))
        }
    }
}

fn named(results: &[PartResult]) -> Value {
    results
        .iter()
        .map(|result| (result.id.clone(), said(result)))
        .collect::<Map<String, Value>>()
        .into()
}

/// What a report says, in the form of `expected`.
fn found(report: &ScoreReport) -> Value {
    let mut cards = Map::new();
    for card in &report.results {
        let mut candidates = Map::new();
        for one in &card.candidates {
            let mut points = named(&one.sections);
            points
                .as_object_mut()
                .unwrap()
                .extend(named(&one.items).as_object().unwrap().clone());
            candidates.insert(
                one.id.clone(),
                json!({
                    "points": points,
                    "grade": one.grade,
                    "gates": one.gates,
                    "unknown_gates": one.unknown_gates,
                    "ranks": named(&one.ranks),
                    "payouts": named(&one.payouts),
                    "consequences": one.consequences,
                }),
            );
        }
        cards.insert(
            card.id.clone(),
            json!({"candidates": candidates, "quotas": card.quotas, "bonuses": card.bonuses, "tied": card.tied}),
        );
    }
    let awards: Map<String, Value> = report
        .awards
        .iter()
        .map(|award| (award.id.clone(), serde_json::to_value(award).unwrap()))
        .collect();
    json!({"scorecards": cards, "awards": awards})
}

/// What is expected and not found; only keys that are expected are looked at.
fn differences(path: &str, expected: &Value, found: &Value, list: &mut Vec<String>) {
    match (expected, found) {
        (Value::Object(expected), Value::Object(found)) => {
            for (key, value) in expected {
                let path = format!("{path}/{key}");
                match found.get(key) {
                    Some(found) => differences(&path, value, found, list),
                    None => list.push(format!("{path}: expected {value}, found nothing")),
                }
            }
        }
        (Value::Array(expected), Value::Array(found)) if expected.len() == found.len() => {
            for (at, (expected, found)) in expected.iter().zip(found).enumerate() {
                differences(&format!("{path}/{at}"), expected, found, list);
            }
        }
        (expected, found) if expected == found => {}
        (expected, found) => list.push(format!("{path}: expected {expected}, found {found}")),
    }
}

fn codes(error: &Error) -> Value {
    error
        .faults()
        .iter()
        .map(|fault| json!({"code": fault.code.name(), "pointer": fault.place.pointer}))
        .collect()
}

/// Does the steps of signing and tells how each went.
fn sign(card: &str, steps: &Value, scorecards: &Scorecards, inputs: &Value) -> Value {
    let mut outcome = Vec::new();
    let mut signing = None;
    for step in steps.as_array().unwrap() {
        let signature: Signature = serde_json::from_value(step["signature"].clone()).unwrap();
        let mut given = inputs.clone();
        if let Some(overrides) = step.get("overrides") {
            given["overrides"] = overrides.clone();
        }
        let inputs = Inputs::from_json("", &given.to_string()).unwrap();
        let evaluation = scorecards.evaluate(inputs).unwrap();
        let kind: SigningStep = serde_json::from_value(step["step"].clone()).unwrap();
        let done = match (&mut signing, kind) {
            (None, SigningStep::Propose) => evaluation.propose(card, signature).map(|new| {
                signing = Some(new);
            }),
            (Some(signing), kind) => signing.step(kind, signature, &evaluation),
            (None, kind) => panic!("{kind:?} before a proposal"),
        };
        outcome.push(match (&signing, done) {
            (Some(signing), Ok(())) => json!({
                "state": signing.state,
                "changes": signing.steps.last().unwrap().changes.iter()
                    .map(|change| json!({
                        "candidate": change.candidate, "before": said(&change.before), "after": said(&change.after)
                    }))
                    .collect::<Vec<_>>(),
            }),
            (_, Err(error)) => json!({"error": error.code().name()}),
            (None, Ok(())) => Value::Null,
        });
    }
    Value::from(outcome)
}

/// What a case asks beside scores.
fn more(expected: &Value, scorecards: &Scorecards, evaluation: &Evaluation, inputs: &Value) -> Value {
    let mut more = Map::new();
    let object = |key: &str| expected.get(key).and_then(Value::as_object).into_iter().flatten();
    for (key, answer) in [("statements", true), ("drawn", false)] {
        let mut answers = Map::new();
        for (name, _) in object(key) {
            let value = if answer {
                let mut ledgers: BTreeMap<String, Map<String, Value>> = BTreeMap::new();
                for statement in evaluation.statements_at(name.parse().unwrap()) {
                    ledgers.entry(statement.ledger.clone()).or_default().insert(
                        statement.candidate.clone(),
                        serde_json::to_value(&statement).unwrap(),
                    );
                }
                serde_json::to_value(ledgers).unwrap()
            } else {
                let cuts = evaluation.drawn(name);
                let chosen = |cut: &jinguo::performance::Cut| (cut.class.clone(), json!(cut.chosen));
                cuts.iter().map(chosen).collect::<Map<_, _>>().into()
            };
            answers.insert(name.clone(), value);
        }
        more.insert(key.to_owned(), answers.into());
    }
    let mut periods = Map::new();
    for (card, _) in object("periods") {
        let as_of = "2022-12-31".parse().unwrap();
        let days = scorecards.period(card, as_of).unwrap();
        periods.insert(card.clone(), json!([days.first(), days.last()]));
    }
    more.insert("periods".to_owned(), periods.into());
    let mut calendar = Map::new();
    for (card, days) in object("calendar") {
        let states: Map<String, Value> = days
            .as_object()
            .unwrap()
            .keys()
            .map(|day| {
                let steps: Map<String, Value> = scorecards
                    .calendar(card, day.parse().unwrap())
                    .into_iter()
                    .map(|(step, state)| (step.to_owned(), serde_json::to_value(state).unwrap()))
                    .collect();
                (day.clone(), steps.into())
            })
            .collect();
        calendar.insert(card.clone(), states.into());
    }
    more.insert("calendar".to_owned(), calendar.into());
    let mut signing = Map::new();
    for (card, steps) in object("signing") {
        let outcome = sign(card, steps, scorecards, inputs);
        let steps = steps.as_array().unwrap().iter().zip(outcome.as_array().unwrap());
        let both: Vec<Value> = steps
            .map(|(step, outcome)| {
                let mut step = step.clone();
                step["outcome"] = outcome.clone();
                step
            })
            .collect();
        signing.insert(card.clone(), both.into());
    }
    more.insert("signing".to_owned(), signing.into());
    more.into()
}

fn run(name: &str, vector: &Value) -> Vec<String> {
    let mut wrong = Vec::new();
    let text = serde_json::to_string_pretty(&vector["document"]).unwrap();
    let scorecards = match Scorecards::from_json(&format!("{name}.json"), &text) {
        Ok(scorecards) => scorecards,
        Err(error) => return vec![format!("{name}: {error}")],
    };
    let again = Scorecards::from_document(scorecards.document().clone()).unwrap();
    for (at, case) in vector["cases"].as_array().unwrap().iter().enumerate() {
        let path = format!("{name}/cases/{at}");
        let text = serde_json::to_string_pretty(&case["inputs"]).unwrap();
        let inputs = match Inputs::from_json("inputs.json", &text) {
            Ok(inputs) => inputs,
            Err(error) => {
                wrong.push(format!("{path}: {error}"));
                continue;
            }
        };
        let expected = &case["expected"];
        let (small, wide) = (scorecards.evaluate(inputs.clone()), again.evaluate_wide(inputs));
        match (small, wide) {
            (Ok(small), Ok(wide)) => {
                let (report, other) = (small.report().unwrap(), wide.report().unwrap());
                assert_eq!(report, other, "{path}: small and wide fractions differ");
                let mut found = found(&report);
                let asked = more(expected, &scorecards, &small, &case["inputs"]);
                found
                    .as_object_mut()
                    .unwrap()
                    .extend(asked.as_object().unwrap().clone());
                differences(&path, expected, &found, &mut wrong);
            }
            (Err(error), Err(_)) => match expected.get("errors") {
                Some(errors) => differences(&path, errors, &codes(&error), &mut wrong),
                None => wrong.push(format!("{path}: {error}")),
            },
            _ => wrong.push(format!("{path}: small and wide fractions differ")),
        }
    }
    wrong
}

#[test]
fn every_vector_comes_out_as_worked_out_by_hand() {
    let vectors = vectors();
    assert!(!vectors.is_empty());
    let wrong: Vec<String> = vectors
        .iter()
        .flat_map(|(name, vector)| run(name, vector))
        .collect();
    assert!(
        wrong.is_empty(),
        "{} differences:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn every_mechanism_has_a_vector() {
    let vectors = vectors();
    let series = [("M", 27), ("A", 19), ("R", 26), ("E", 10)];
    let missing: Vec<String> = series
        .iter()
        .flat_map(|(letter, last)| (1..=*last).map(move |number| format!("{letter}{number}")))
        .chain(["D1", "D5", "D6", "D11"].map(str::to_owned))
        .filter(|code| !vectors.contains_key(code))
        .collect();
    assert!(missing.is_empty(), "no vector for {missing:?}");
}

#[test]
fn who_comes_into_or_leaves_the_cohort_between_two_steps_is_a_change() {
    let vector = vectors().remove("A1").unwrap();
    let scorecards = Scorecards::from_json("", &vector["document"].to_string()).unwrap();
    let card = scorecards.document().scorecards[0].id.clone();
    let with = |ids: &[&str]| {
        let candidates: Vec<Value> = ids.iter().map(|id| json!({"id": id})).collect();
        let inputs = json!({"schema": "jinguo-inputs/1", "as_of": "2022-12-31", "candidates": candidates});
        scorecards
            .evaluate(Inputs::from_json("", &inputs.to_string()).unwrap())
            .unwrap()
    };
    let signature = |at: &str| Signature {
        by: "考核办".into(),
        at: at.parse().unwrap(),
        note: None,
    };
    let mut signing = with(&["a", "b"])
        .propose(&card, signature("2022-12-20T09:00:00"))
        .unwrap();
    let changed = with(&["b", "c"]);
    let error = signing
        .step(SigningStep::Sign, signature("2022-12-21T09:00:00"), &changed)
        .unwrap_err();
    assert_eq!(error.code().name(), "score_changed");
    signing
        .step(SigningStep::Amend, signature("2022-12-21T09:00:00"), &changed)
        .unwrap();
    let changes = &signing.steps.last().unwrap().changes;
    let said: Vec<(&str, bool, bool)> = changes
        .iter()
        .map(|change| {
            let gone = |result: &PartResult| result.state == State::NotApplicable;
            (
                change.candidate.as_str(),
                gone(&change.before),
                gone(&change.after),
            )
        })
        .collect();
    assert_eq!(said, [("a", false, true), ("c", true, false)]);
}
