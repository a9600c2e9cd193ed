//! The plan that comes with the library is the text of the ten items, and nothing else.

use jinguo::plan::{Plan, Scoring};
use std::collections::BTreeSet;

const PLAN: &str = include_str!("../../examples/changde-2022/plan.json");

fn plan() -> Plan {
    Plan::from_json("plan.json", PLAN).unwrap_or_else(|error| panic!("{}", error.zh()))
}

#[test]
fn the_changde_plan_has_no_fault() {
    assert_eq!(plan().document().id, "changde-2022");
}

#[test]
fn every_item_of_the_text_has_measures() {
    let plan = plan();
    let used: BTreeSet<&str> = plan
        .measures()
        .iter()
        .map(|measure| measure.clause.as_str())
        .collect();
    let items: BTreeSet<&str> = plan
        .document()
        .clauses
        .iter()
        .filter(|clause| clause.parent.is_some())
        .map(|clause| clause.id.as_str())
        .collect();
    assert_eq!(items.len(), 10);
    assert_eq!(used, items);
}

#[test]
fn a_measure_without_a_target_says_why_and_one_with_a_target_says_how_it_was_read() {
    for measure in plan().measures() {
        let note = measure
            .note
            .as_ref()
            .map(|note| note.zh.as_str())
            .unwrap_or_default();
        let tracked = measure.targets.is_empty();
        let says = ["不设目标", "目标设在合成指标上"]
            .iter()
            .any(|words| note.contains(words));
        assert_eq!(tracked, says, "{}: {note}", measure.id);
        assert!(!note.is_empty(), "{}", measure.id);
        let both = measure.title.en.is_some() && measure.note.as_ref().is_some_and(|note| note.en.is_some());
        assert!(both, "{}", measure.id);
    }
}

#[test]
fn the_numbers_are_those_of_the_text() {
    let plan = plan();
    let target = |id: &str| plan.measures()[plan.measure(id).unwrap()].targets[0].clone();
    let count = |id: &str| target(id).count.unwrap().to_string();
    assert_eq!(count("three_to_countryside"), "100");
    assert_eq!(count("protection_lectures"), "100");
    assert_eq!(count("protection_lecturers"), "1000");
    assert_eq!(count("protection_executives"), "10000");
    assert_eq!(count("new_field_organisations"), "50");
    for id in [
        "protection_minors",
        "protection_guardians",
        "protection_communities",
        "family_education_centres",
        "executive_duties",
    ] {
        assert!(target(id).every_one, "{id}");
    }
    let organs = target("municipal_organs");
    assert!(organs.every_one);
    assert_eq!(organs.due.unwrap().to_string(), "2022-06-30");
    // Every other number is one: a thing that the text names and does not count.
    for measure in plan
        .measures()
        .iter()
        .filter(|measure| measure.scoring == Scoring::Count)
    {
        for target in &measure.targets {
            let number = target.count.unwrap().to_string();
            assert!(
                ["1", "50", "100", "1000", "10000"].contains(&number.as_str()),
                "{}",
                measure.id
            );
        }
    }
}
