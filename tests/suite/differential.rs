//! The engine against the reference, on random plans and ledgers.

use crate::random::{World, config, worlds};
use crate::support::{all_gaps, evaluated, ledger};
use jinguo::gap::{Class, Subject};
use jinguo::number::Rational;
use jinguo::plan::{CompositeMethod, Plan};
use jinguo::report::UnitResult;
use jinguo_tests::reference::{self, Answer};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use std::collections::{BTreeMap, BTreeSet};

/// Every way in which the engine and the reference differ on a world.
fn differences(world: &World) -> Vec<String> {
    let plan = Plan::from_document(world.plan.clone()).unwrap();
    let evaluation = evaluated(&plan, &ledger(&world.records), world.parameters);
    let answers = reference::evaluate(&world.plan, &world.records, world.parameters);
    let results = evaluation.results().unwrap();
    assert_eq!(answers.len(), results.len());
    let mut found = Vec::new();
    for ((answer, report), measure) in answers.iter().zip(&results).zip(&world.plan.measures) {
        let id = &report.id;
        assert_eq!(&answer.measure, id);
        let frames = [
            (answer.first, answer.last, answer.at),
            (report.first, report.last, report.at),
        ];
        if frames[0] != frames[1] {
            found.push(format!("{id}: reference and engine look at the days {frames:?}"));
        }
        compare_results(answer, &report.results, &mut found);
        for (subject, class) in &answer.classes {
            let engine = evaluation
                .explain(id, subject)
                .map(|explanation| explanation.class);
            if engine.as_ref().ok() != Some(class) {
                found.push(format!(
                    "{id}: {subject:?} is {class:?}, and {engine:?} in the engine"
                ));
            }
        }
        let of_results = [CompositeMethod::Opportunity, CompositeMethod::Weighted].map(Some);
        if of_results.contains(&measure.composite) {
            continue;
        }
        for unit in [None, Some("k1"), Some("v2"), Some("c")] {
            compare_gaps(answer, &all_gaps(&evaluation, id, unit), unit, &mut found);
        }
    }
    found.dedup();
    found.truncate(10);
    found
}

fn compare_results(answer: &Answer, results: &[UnitResult], found: &mut Vec<String>) {
    let id = &answer.measure;
    let mut engine: BTreeMap<(String, Vec<String>), UnitResult> = BTreeMap::new();
    for result in results {
        let twice = engine.insert((result.unit.clone(), result.stratum.clone()), result.clone());
        assert!(
            twice.is_none(),
            "{id}: two results for {} {:?}",
            result.unit,
            result.stratum
        );
    }
    for (cell, expected) in &answer.results {
        match engine.remove(cell) {
            None => found.push(format!("{id}: {cell:?} has no result, instead of {expected:?}")),
            Some(actual) if actual != *expected => {
                let json = |result: &UnitResult| serde_json::to_value(result).unwrap();
                let (expected, actual) = (json(expected), json(&actual));
                for key in expected
                    .as_object()
                    .unwrap()
                    .keys()
                    .chain(actual.as_object().unwrap().keys())
                {
                    let (expected, actual) = (&expected[key], &actual[key]);
                    if expected != actual {
                        found.push(format!(
                            "{id}: {cell:?}, {key}\n  reference {expected}\n  engine    {actual}"
                        ));
                    }
                }
            }
            Some(_) => {}
        }
    }
    for (cell, actual) in engine {
        found.push(format!(
            "{id}: {cell:?} has a result of the engine alone: {actual:?}"
        ));
    }
}

fn compare_gaps(answer: &Answer, page: &jinguo::gap::GapPage, unit: Option<&str>, found: &mut Vec<String>) {
    let expected: BTreeMap<&Subject, (Class, _)> = answer
        .gaps
        .iter()
        .filter(|(_, gap)| unit.is_none_or(|unit| gap.units.contains(unit)))
        .map(|(subject, gap)| (subject, (answer.classes[subject], Some(gap.due))))
        .collect();
    let actual: BTreeMap<&Subject, (Class, _)> = page
        .gaps
        .iter()
        .map(|gap| (&gap.subject, (gap.class, gap.due)))
        .collect();
    if expected != actual || page.total != expected.len() as u64 {
        found.push(format!(
            "{}: gaps at {unit:?}, {} in all\n  reference {expected:?}\n  engine    {actual:?}",
            answer.measure, page.total
        ));
    }
}

proptest! {
    #![proptest_config(config(1_000))]

    #[test]
    fn the_engine_gives_what_the_reference_gives(world in worlds()) {
        let found = differences(&world);
        prop_assert!(found.is_empty(), "{}", found.join("\n"));
    }
}

/// What a comparison is worth: each class, state, status and rare figure must have been there to be compared.
#[test]
fn the_random_worlds_reach_every_rule() {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut runner = TestRunner::new(config(1));
    for _ in 0..2_000 {
        let world = worlds().new_tree(&mut runner).unwrap().current();
        let mut here = BTreeSet::new();
        for answer in reference::evaluate(&world.plan, &world.records, world.parameters) {
            here.extend(answer.classes.values().map(|class| format!("{class:?}")));
            let measure = world
                .plan
                .measures
                .iter()
                .find(|measure| measure.id == answer.measure)
                .unwrap();
            for result in answer.results.values() {
                if result.value.is_some() {
                    here.extend(measure.composite.map(|method| format!("{method:?}")));
                    here.insert(format!("{:?} {:?}", measure.scoring, measure.basis));
                    if answer.measure == "outer" {
                        here.insert("a composite of a composite".to_owned());
                    }
                    if measure.composite.is_some() && !result.stratum.is_empty() {
                        here.insert("strata of a composite".to_owned());
                    }
                }
                here.insert(format!("{:?}", result.state));
                here.insert(format!("{:?}", result.status));
                here.extend(result.flags.iter().map(|flag| format!("{:?}", flag.code)));
                for (name, there) in [
                    ("bounds", result.bounds.is_some()),
                    (
                        "bounds below 1",
                        result.bounds.is_some_and(|bounds| bounds.high < Rational::ONE),
                    ),
                    (
                        "organisations",
                        result
                            .organisations
                            .is_some_and(|counts| counts.organisations > 0),
                    ),
                    ("official", result.official.is_some()),
                    ("strata", !result.stratum.is_empty()),
                    (
                        "a finish in sight",
                        result.pace.is_some_and(|pace| pace.projected_finish.is_some()),
                    ),
                ] {
                    if there {
                        here.insert(name.to_owned());
                    }
                }
            }
        }
        for name in here {
            *seen.entry(name).or_default() += 1;
        }
    }
    let wanted = [
        "Outside",
        "Excluded",
        "Excepted",
        "Met",
        "Void",
        "Open",
        "Prospective",
        "Unknown",
        "Value",
        "EmptyDenominator",
        "Missing",
        "NotApplicable",
        "Tracked",
        "NotStarted",
        "Undetermined",
        "OnTrack",
        "AtRisk",
        "OffTrack",
        "MetLate",
        "Missed",
        "bounds",
        "bounds below 1",
        "organisations",
        "official",
        "strata",
        "a finish in sight",
        "AllOrNothing",
        "Linear",
        "Opportunity",
        "Weighted",
        "a composite of a composite",
        "strata of a composite",
        "Proportion Person",
        "Proportion Unit",
        "Proportion Event",
        "Proportion Organisation",
        "Count Person",
        "Count Unit",
        "Count Event",
        "Count Organisation",
        "OverCoverage",
        "RegisterAboveOfficial",
        "RegisterBelowOfficial",
        "HeadcountAboveOpen",
        "WithoutAttendance",
        "ClosedUnit",
        "MissingData",
    ];
    let rare: Vec<_> = wanted
        .iter()
        .filter(|name| seen.get(**name).is_none_or(|count| *count < 3))
        .collect();
    assert!(rare.is_empty(), "{rare:?} in {seen:#?}");
}
