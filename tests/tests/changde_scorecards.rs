//! The example scorecards of Changde load, fit the plan, and score a synthetic year.

use jinguo::performance::{InputSource, Inputs, MeasureInput, MeasurePart, ScoreReport, Scorecards};
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
fn the_scorecards_fit_the_plan_and_stand_on_its_measures() {
    let plan = Plan::from_json("plan.json", &read("plan.json")).unwrap();
    let scorecards = scorecards();
    scorecards.fits(&plan).unwrap_or_else(|error| panic!("{error}"));
    let is_measure = |input: &&jinguo::performance::Input| matches!(input.from, InputSource::Measure(_));
    let measures = scorecards.document().inputs.iter().filter(is_measure).count();
    assert!(measures >= 40, "{measures}");
    // Each of the five duties is the plan's own measure, of the member itself.
    for (input, measure) in [
        ("tree", "duty_tree"),
        ("lecture", "duty_lecture"),
        ("household", "duty_household"),
        ("proposal", "duty_proposal"),
        ("training", "duty_training"),
    ] {
        let found = scorecards
            .document()
            .inputs
            .iter()
            .find(|one| one.id == input)
            .unwrap();
        let asked = MeasureInput {
            measure: measure.to_owned(),
            part: MeasurePart::Met,
            at: None,
        };
        assert_eq!(found.from, InputSource::Measure(asked));
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
