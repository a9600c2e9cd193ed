//! The conformance cases as questions for a client of the C library, and the answers of the Rust crate, byte for byte.
//!
//! `cargo run -p jinguo-c --example answers -- WORK ANSWERS`: WORK gets a folder for each question, ANSWERS a file for each
//! folder. `tests/c/conformance.c` describes both.
#![allow(clippy::expect_used, reason = "a part of the tests")]

use jinguo::gap::GapQuery;
use jinguo::ledger::{Batch, Ledger};
use jinguo::performance::{Inputs, Scorecards};
use jinguo::plan::Plan;
use jinguo::report::Parameters;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_default()
}

fn line(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("plain data") + "\n"
}

fn evaluated(plan_text: &str, lines: &str, parameters: Parameters) -> (String, String) {
    let plan = Plan::from_json("plan.json", plan_text).expect("the plan of a case");
    let mut batch = Batch::new();
    batch
        .read_json_lines("ledger.jsonl", lines.as_bytes())
        .expect("the ledger of a case");
    let mut ledger = Ledger::new();
    ledger.apply(batch).expect("the ledger of a case");
    let evaluation = jinguo::evaluate(&plan, &ledger, parameters).expect("an evaluation");
    let measure = plan.measures().first().expect("a measure").id.clone();
    let order = plan
        .order()
        .iter()
        .filter_map(|place| plan.measures().get(*place));
    let order: Vec<&str> = order.map(|measure| measure.id.as_str()).collect();
    #[derive(serde::Serialize)]
    struct Description<'a> {
        digest: &'a str,
        order: Vec<&'a str>,
        document: &'a jinguo::plan::PlanDocument,
    }
    let mut answer = line(&Description {
        digest: plan.digest(),
        order,
        document: plan.document(),
    });
    let report = evaluation.report().expect("a report");
    answer.push_str(&report.to_json().expect("a report"));
    let page = evaluation
        .gaps(&GapQuery {
            measure: measure.clone(),
            unit: None,
            offset: 0,
            limit: 1000,
        })
        .expect("a page");
    answer.push_str(&line(&page));
    for gap in &page.gaps {
        answer.push_str(&line(
            &evaluation.explain(&measure, &gap.subject).expect("a reason"),
        ));
    }
    let Parameters { as_of, known_at } = parameters;
    (answer, format!("{as_of}\n{known_at}\n{measure}\n"))
}

fn scored(document: &str, given: &str) -> String {
    let scorecards = Scorecards::from_json("scorecards.json", document).expect("scorecards");
    let inputs = Inputs::from_json("inputs.json", given).expect("inputs");
    let scores = scorecards.evaluate(inputs).expect("scores");
    let report = scores.report().and_then(|report| report.to_json());
    line(scorecards.document()) + &report.expect("a report of scores")
}

fn main() {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let (work, answers) = arguments
        .next()
        .zip(arguments.next())
        .expect("answers WORK ANSWERS");
    let vectors = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/vectors");
    let write = |name: &str, files: &[(&str, &str)], answer: &str| {
        let folder = work.join(name);
        std::fs::create_dir_all(&folder).expect("a folder");
        for (file, text) in files {
            std::fs::write(folder.join(file), text).expect("a question");
        }
        std::fs::write(answers.join(format!("{name}.json")), answer).expect("an answer");
    };
    std::fs::create_dir_all(&answers).expect("a folder");
    let entries = |folder: &str| std::fs::read_dir(vectors.join(folder)).expect("the vectors");
    for case in entries("cases") {
        let folder = case.expect("a case").path();
        let name = folder.file_name().expect("a name").to_string_lossy().into_owned();
        let [plan, lines, query] =
            ["plan.json", "ledger.jsonl", "query.json"].map(|file| read(&folder.join(file)));
        let parameters = serde_json::from_str(&query).expect("two days");
        let (answer, query) = evaluated(&plan, &lines, parameters);
        let files = [
            ("plan.json", plan.as_str()),
            ("ledger.jsonl", &lines),
            ("query.txt", &query),
        ];
        write(&name, &files, &answer);
    }
    for vector in entries("scoring") {
        let path = vector.expect("a vector").path();
        let Ok(vector) = serde_json::from_str::<Value>(&read(&path)) else {
            continue;
        };
        let stem = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let cases = vector.get("cases").and_then(Value::as_array);
        for (at, case) in cases.into_iter().flatten().enumerate() {
            let [document, inputs] = [vector.get("document"), case.get("inputs")].map(|part| part.cloned());
            let (Some(document), Some(inputs)) = (document, inputs) else {
                continue;
            };
            let (document, inputs) = (json!(document).to_string(), json!(inputs).to_string());
            // A vector may be about a fault; those are the business of the crate's own tests.
            let fails = Inputs::from_json("inputs.json", &inputs)
                .and_then(|inputs| {
                    Scorecards::from_json("scorecards.json", &document)?
                        .evaluate(inputs)?
                        .report()
                })
                .is_err();
            if !fails {
                let files = [("scorecards.json", document.as_str()), ("inputs.json", &inputs)];
                write(&format!("{stem}-{at}"), &files, &scored(&document, &inputs));
            }
        }
    }
}
