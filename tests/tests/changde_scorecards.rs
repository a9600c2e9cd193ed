//! The example scorecards of Changde load, fit the plan, and score a synthetic year.

use jinguo::performance::{InputSource, Inputs, ScoreReport, Scorecards};
use jinguo::plan::Plan;
use jinguo_tests::bless;
use std::collections::BTreeMap;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/changde-2022");

fn read(name: &str) -> String {
    std::fs::read_to_string(format!("{FOLDER}/{name}")).unwrap()
}

fn scorecards() -> Scorecards {
    Scorecards::from_json("scorecards.json", &read("scorecards.json"))
        .unwrap_or_else(|error| panic!("{error}"))
}

fn report() -> ScoreReport {
    let inputs = read("scorecard-inputs-synthetic.json");
    let inputs = Inputs::from_json("scorecard-inputs-synthetic.json", &inputs)
        .unwrap_or_else(|error| panic!("{error}"));
    scorecards()
        .evaluate(inputs)
        .unwrap_or_else(|error| panic!("{error}"))
        .report()
        .unwrap()
}

#[test]
fn every_measure_and_clause_of_the_scorecards_is_in_the_plan() {
    let plan = Plan::from_json("plan.json", &read("plan.json")).unwrap();
    let text: serde_json::Value = serde_json::from_str(&read("scorecards.json")).unwrap();
    let mut measures = 0;
    for input in &scorecards().document().inputs {
        if let InputSource::Measure(measure) = &input.from {
            measures += 1;
            assert!(plan.measure(&measure.measure).is_some(), "{}", measure.measure);
        }
    }
    assert!(measures >= 10, "{measures}");
    fn clauses(value: &serde_json::Value, found: &mut Vec<String>) {
        match value {
            serde_json::Value::Object(keys) => {
                found.extend(
                    keys.get("clause")
                        .and_then(|clause| clause.as_str())
                        .map(str::to_owned),
                );
                keys.values().for_each(|value| clauses(value, found));
            }
            serde_json::Value::Array(list) => list.iter().for_each(|value| clauses(value, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    clauses(&text, &mut found);
    assert!(found.len() > 15);
    for clause in found {
        assert!(plan.clause(&clause).is_some(), "{clause}");
    }
}

#[test]
fn the_example_says_that_it_is_one() {
    let scorecards = scorecards();
    let note = scorecards.document().source.note.clone().unwrap();
    assert!(note.zh.starts_with("示例") && note.zh.contains("没有公开"));
    for card in &scorecards.document().scorecards {
        assert!(card.note.as_ref().unwrap().zh.starts_with("示例"), "{}", card.id);
    }
}

#[test]
fn a_synthetic_year_is_scored_graded_and_ranked() {
    let report = report();
    let mut text = String::new();
    for card in &report.results {
        text.push_str(&format!("{}\n", card.id));
        for one in &card.candidates {
            let value = |result: &jinguo::performance::PartResult| {
                result
                    .value
                    .map_or_else(|| format!("({:?})", result.state), |value| value.to_string())
            };
            let rank = one.ranks.first().map_or_else(String::new, value);
            text.push_str(&format!(
                "  {} {} {} {} {}\n",
                one.id,
                value(&one.total),
                rank,
                one.grade.as_deref().unwrap_or("-"),
                one.gates.join(",")
            ));
        }
    }
    for award in &report.awards {
        let cut = &award.cuts[0];
        text.push_str(&format!("{} {}\n", award.id, cut.chosen.join(" ")));
        let vote = award.vote.as_ref().unwrap();
        text.push_str(&format!(
            "  {} of {} ballots, {:?}\n",
            vote.valid, vote.cast, vote.void
        ));
    }
    bless::compare("tests/snapshots/changde-scores.txt", &text);
    let groups: BTreeMap<&str, usize> = report
        .results
        .iter()
        .map(|card| (card.id.as_str(), card.candidates.len()))
        .collect();
    assert_eq!(
        groups,
        [("counties", 10), ("executives", 13), ("offices", 7)].into()
    );
    for award in &report.awards {
        assert_eq!(award.cuts[0].places, 10);
        assert!(award.cuts[0].chosen.len() <= 10);
        assert_eq!(award.vote.as_ref().unwrap().cast, 40);
    }
}

#[test]
fn an_office_without_its_record_gets_nothing_for_it() {
    let report = report();
    let offices = &report.results[0];
    let papers = |candidate: &str| {
        let one = offices.candidates.iter().find(|one| one.id == candidate).unwrap();
        one.items
            .iter()
            .find(|item| item.id == "papers")
            .unwrap()
            .value
            .unwrap()
            .to_string()
    };
    assert_eq!(
        (papers("office-5"), papers("office-1")),
        ("0".to_owned(), "5".to_owned())
    );
}
