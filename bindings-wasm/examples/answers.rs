//! Writes what the package is asked in the conformance tests, and what the Rust library answers, byte for byte:
//! `answers FOLDER` writes `questions.json` and `answers.json`. The questions are the conformance cases, the vectors of
//! scoring, and documents with faults.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a program of the tests: it stops loudly"
)]

use jinguo::error::Error;
use jinguo::gap::{GapQuery, SubjectQuery};
use jinguo::ledger::{Batch, Ledger, Table};
use jinguo::number::Rational;
use jinguo::performance::{Inputs, Scorecards, Signature, Signing, SigningStep, StepState};
use jinguo::plan::Plan;
use jinguo::report::{MoveQuery, Parameters, State, UnitResult};
use jinguo::time::Day;
use jinguo_tests::cases::{cases, vectors};
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::path::Path;

/// Answers, each under what was asked.
#[derive(Default)]
struct Answers(Map<String, Value>);

impl Answers {
    fn put(&mut self, asked: impl Into<String>, answer: impl Into<String>) {
        let before = self.0.insert(asked.into(), Value::String(answer.into()));
        assert!(before.is_none(), "asked twice");
    }

    fn json(&mut self, asked: impl Into<String>, answer: &impl Serialize) {
        self.put(asked, serde_json::to_string(answer).unwrap());
    }

    fn told<T>(&mut self, asked: &str, answer: Result<T, Error>) -> Option<T> {
        answer
            .inspect_err(|error| self.put(asked, jinguo_wasm::error::thrown(error)))
            .ok()
    }
}

// What the package puts together itself, in the order of its keys.

#[derive(Serialize)]
struct At {
    measure: String,
    result: UnitResult,
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

#[derive(Serialize)]
struct Points {
    state: State,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<Rational>,
}

/// A plan over a ledger: everything that an evaluation can be asked.
fn case(plan: &str, ledger: &str, parameters: Parameters) -> Answers {
    let mut answers = Answers::default();
    let plan = Plan::from_json("plan.json", plan).unwrap();
    answers.put("digest", plan.digest());
    answers.json("document", plan.document());
    let mut batch = Batch::new();
    batch.read_json_lines("ledger.jsonl", ledger.as_bytes()).unwrap();
    let mut ledger = Ledger::new();
    ledger.apply(batch).unwrap();
    let evaluation = jinguo::evaluate(&plan, &ledger, parameters).unwrap();
    let report = evaluation.report().unwrap();
    answers.put("report", report.to_json().unwrap());
    answers.put("fingerprint", evaluation.fingerprint());
    let units = evaluation.units().unwrap();
    answers.json("units", &units);
    answers.json("periods", &evaluation.periods());
    answers.json("findings", &evaluation.findings());
    for measure in &report.measures {
        let id = &measure.id;
        answers.json(format!("measure {id}"), measure);
        for result in &measure.results {
            let asked = format!("result {id} {} {}", result.unit, result.stratum.join(";"));
            answers.json(asked, result);
        }
        let query = GapQuery {
            measure: id.clone(),
            unit: None,
            offset: 0,
            limit: 1000,
        };
        let asked = format!("gaps {id}");
        let Some(page) = answers.told(&asked, evaluation.gaps(&query)) else {
            continue;
        };
        answers.json(asked, &page);
        let query = SubjectQuery {
            measure: id.clone(),
            unit: None,
            classes: Vec::new(),
            offset: 0,
            limit: 1000,
        };
        answers.json(format!("subjects {id}"), &evaluation.subjects(&query).unwrap());
        for gap in &page.gaps {
            let why = evaluation.explain(id, &gap.subject).unwrap();
            let subject = serde_json::to_string(&gap.subject).unwrap();
            answers.json(format!("why {id} {subject}"), &why);
        }
    }
    for unit in &units {
        let of = |measure: &jinguo::plan::Measure| {
            let result = evaluation.result(&measure.id, &unit.id).unwrap()?;
            let measure = measure.id.clone();
            Some(At { measure, result })
        };
        let all: Vec<At> = plan.measures().iter().filter_map(of).collect();
        answers.json(format!("at {}", unit.id), &all);
    }
    let known_at = parameters.as_of.plus(-45);
    let earlier = Parameters {
        as_of: known_at,
        known_at,
    };
    if let Some(earlier) = answers.told("difference", jinguo::evaluate(&plan, &ledger, earlier)) {
        answers.json("difference", &evaluation.difference(&earlier, 10).unwrap());
        for measure in plan.measures() {
            let asked = format!("moves {}", measure.id);
            let query = MoveQuery {
                measure: measure.id.clone(),
                unit: None,
                from: None,
                to: None,
                offset: 0,
                limit: 1000,
            };
            if let Some(page) = answers.told(&asked, evaluation.moves(&earlier, &query)) {
                answers.json(asked, &page);
            }
        }
    }
    answers
}

/// Scorecards over inputs: everything that scores can be asked.
fn scoring(document: &str, given: &str, asked: &Value) -> Answers {
    let mut answers = Answers::default();
    let scorecards = Scorecards::from_json("scorecards.json", document).unwrap();
    answers.json("document", scorecards.document());
    let Some(inputs) = answers.told("inputs", Inputs::from_json("inputs.json", given)) else {
        return answers;
    };
    let Some(scores) = answers.told("scores", scorecards.evaluate(inputs)) else {
        return answers;
    };
    let report = scores.report().unwrap();
    answers.put("report", report.to_json().unwrap());
    answers.put("fingerprint", scores.fingerprint().unwrap());
    for card in &report.results {
        let days = scorecards.period(&card.id, "2022-12-31".parse().unwrap());
        let steps = scorecards.calendar(&card.id, "2022-12-31".parse().unwrap());
        let calendar = Calendar {
            first: days.and_then(|days| days.first()),
            last: days.and_then(|days| days.last()),
            steps: steps.into_iter().map(|(id, state)| Step { id, state }).collect(),
        };
        answers.json(format!("calendar {}", card.id), &calendar);
        for candidate in &card.candidates {
            let why = scores.explain(&card.id, &candidate.id).unwrap();
            answers.json(format!("why {} {}", card.id, candidate.id), &why);
            for part in candidate.items.iter().chain(&candidate.sections) {
                let points = scores.points(&card.id, &part.id, &candidate.id).unwrap();
                let points = Points {
                    state: points.err().unwrap_or(State::Value),
                    value: points.ok(),
                };
                answers.json(
                    format!("points {} {} {}", card.id, part.id, candidate.id),
                    &points,
                );
            }
        }
    }
    for card in &scorecards.document().scorecards {
        for ranking in &card.rankings {
            let asked = format!("ladder {} {}", card.id, ranking.id);
            answers.json(asked, &scores.ladder(&card.id, &ranking.id));
        }
    }
    answers.json("statements", &scores.statements_at("2022-12-31".parse().unwrap()));
    for sample in &scorecards.document().samples {
        answers.json(format!("drawn {}", sample.id), &scores.drawn(&sample.id));
    }
    let signing = asked.get("signing").and_then(Value::as_object);
    for (card, steps) in signing.into_iter().flatten() {
        sign(&mut answers, &scorecards, given, card, steps);
    }
    answers
}

fn sign(answers: &mut Answers, scorecards: &Scorecards, given: &str, card: &str, steps: &Value) {
    let mut standing: Option<Signing> = None;
    for (nth, step) in steps.as_array().unwrap().iter().enumerate() {
        let mut given: Value = serde_json::from_str(given).unwrap();
        if let Some(overrides) = step.get("overrides") {
            given["overrides"] = overrides.clone();
        }
        let scores = scorecards
            .evaluate(Inputs::from_json("inputs.json", &given.to_string()).unwrap())
            .unwrap();
        let signature: Signature = serde_json::from_value(step["signature"].clone()).unwrap();
        let kind: SigningStep = serde_json::from_value(step["step"].clone()).unwrap();
        let done = match standing.clone() {
            None => scores.propose(card, signature),
            Some(mut signing) => signing.step(kind, signature, &scores).map(|()| signing),
        };
        let before = standing
            .as_ref()
            .map(|signing| signing.standing(&scores).unwrap());
        answers.json(format!("standing {card} {nth}"), &before);
        let asked = format!("sign {card} {nth}");
        if let Some(signing) = answers.told(&asked, done) {
            answers.json(asked, &signing);
            standing = Some(signing);
        }
    }
}

/// Tables of which some rows are bad, in ways that only the row, or only the ledger, can tell.
const BAD: [(Table, &str); 6] = [
    (
        Table::Units,
        "id,name,level,parent\n4307,常德市,city,\n4307,再一个,city,\nx,,county,4307\ny,\"a\"b,county,4307\n",
    ),
    (
        Table::Persons,
        "id,unit,birth_date,roles\np1,4307,2012-02-30,minor\n,4307,,\np3,nowhere,2012-01-01,minor\np4,4307\n",
    ),
    (
        Table::Organisations,
        "id,kind,mode,host,established,members\no1,k,jiont,4307,2022-01-01,-1\n",
    ),
    (
        Table::Activities,
        "id,kind,date,status,hosts,evidence\na1,k,2022-13-01,hold,4307,x\na2,k,2022-03-08,held,4307;nowhere,0\n",
    ),
    (
        Table::Participations,
        "activity,person,role\na2,p9,audience\na9,p9,audience\n",
    ),
    (
        Table::Observations,
        "id,kind,unit,date,value\nv1,k,4307,2022-01-01,1.2.3\nv2,k,nowhere,2022-01-01,5\n",
    ),
];

/// Each table read as a whole, then its good rows entered.
fn tables() -> Answers {
    let mut answers = Answers::default();
    let mut ledger = Ledger::new();
    for (table, text) in BAD {
        let name = table.file_name();
        let mut batch = Batch::new();
        answers.told(
            &format!("all {name}"),
            batch.read_csv(table, name, text.as_bytes()),
        );
        let mut good = Batch::new();
        let rows = good.read_csv_good_rows(table, name, text.as_bytes()).unwrap();
        answers.put(
            format!("good {name}"),
            jinguo_wasm::rejections::of_rows(name, &rows).ok().unwrap(),
        );
        let receipt = ledger.apply_good_rows(good);
        let receipt = jinguo_wasm::rejections::receipt(receipt.accepted, &receipt.rejected);
        answers.put(format!("receipt {name}"), receipt.ok().unwrap());
    }
    answers
}

fn faults(error: Error) -> Answers {
    let mut answers = Answers::default();
    answers.put("faults", jinguo_wasm::error::thrown(&error));
    answers.put("zh", error.zh());
    answers.put("en", error.en());
    answers
}

fn main() {
    let target = std::env::args().nth(1).expect("a folder");
    let target = Path::new(&target);
    let (mut questions, mut all) = (Vec::new(), Map::new());
    let mut add = |mut question: Value, answers: Answers| {
        let name = question["name"].as_str().unwrap().to_owned();
        question["answers"] = answers.0.len().into();
        assert!(all.insert(name, answers.0.into()).is_none());
        questions.push(question);
    };
    for one in cases() {
        let parameters: Parameters = serde_json::from_str(&one.query).unwrap();
        let answers = case(&one.plan, &one.ledger, parameters);
        let name = format!("cases/{}", one.name);
        add(
            json!({"name": name, "kind": "case", "plan": one.plan, "ledger": one.ledger, "parameters": parameters}),
            answers,
        );
    }
    let mut files: Vec<_> = std::fs::read_dir(vectors().join("scoring"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "json"))
        .collect();
    files.sort();
    for path in files {
        let vector: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let document = serde_json::to_string_pretty(&vector["document"]).unwrap();
        for (nth, one) in vector["cases"].as_array().into_iter().flatten().enumerate() {
            let inputs = serde_json::to_string_pretty(&one["inputs"]).unwrap();
            let answers = scoring(&document, &inputs, &one["expected"]);
            let stem = path.file_stem().unwrap().to_string_lossy();
            let name = format!("scoring/{stem}/{nth}");
            let signing = one["expected"].get("signing");
            add(
                json!({"name": name, "kind": "scoring", "document": document, "inputs": inputs, "signing": signing}),
                answers,
            );
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests");
    for (name, of_plan) in [
        ("plans/form", true),
        ("plans/meaning", true),
        ("scorecards/meaning", false),
    ] {
        let text = std::fs::read_to_string(root.join(format!("{name}.json"))).unwrap();
        let error = if of_plan {
            Plan::from_json(name, &text).err().unwrap()
        } else {
            Scorecards::from_json(name, &text).err().unwrap()
        };
        add(
            json!({"name": name, "kind": "faults", "plan": of_plan, "text": text}),
            faults(error),
        );
    }
    let texts: Map<String, Value> = BAD
        .iter()
        .map(|(table, text)| (table.file_name().to_owned(), (*text).into()))
        .collect();
    add(
        json!({"name": "tables", "kind": "tables", "tables": BAD.map(|(table, _)| table.file_name()), "texts": texts}),
        tables(),
    );
    std::fs::create_dir_all(target).unwrap();
    std::fs::write(target.join("questions.json"), Value::from(questions).to_string()).unwrap();
    std::fs::write(target.join("answers.json"), Value::from(all).to_string()).unwrap();
}
