//! The plan of Changde over the real units of Changde, without any fact yet.

use jinguo::evaluate;
use jinguo::ledger::{Ledger, Record, UnitRecord};
use jinguo::number::Rational;
use jinguo::plan::Plan;
use jinguo::report::{Parameters, State, Status};
use std::collections::BTreeMap;

const PLAN: &str = include_str!("../../examples/changde-2022/plan.json");
const UNITS: &str = include_str!("../../examples/changde-2022/units.csv");

/// No field of the file is quoted, so that splitting it is reading it.
fn units() -> Vec<UnitRecord> {
    assert!(!UNITS.contains('"'));
    let mut lines = UNITS.lines();
    assert_eq!(lines.next(), Some("id,name,level,parent,groups,division_code"));
    lines
        .map(|line| {
            let fields: Vec<&str> = line.split(',').collect();
            let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
            UnitRecord {
                id: fields[0].into(),
                name: fields[1].into(),
                level: fields[2].into(),
                parent: some(fields[3]),
                groups: fields[4]
                    .split(';')
                    .filter(|group| !group.is_empty())
                    .map(Into::into)
                    .collect(),
                division_code: some(fields[5]),
                ..UnitRecord::default()
            }
        })
        .collect()
}

fn evaluation(as_of: &str) -> jinguo::Evaluation {
    let plan = Plan::from_json("plan.json", PLAN).unwrap();
    let mut ledger = Ledger::new();
    ledger
        .apply(units().into_iter().map(Record::Unit).collect())
        .unwrap();
    let day = as_of.parse().unwrap();
    evaluate(
        &plan,
        &ledger,
        Parameters {
            as_of: day,
            known_at: day,
        },
    )
    .unwrap()
}

#[test]
fn the_units_of_changde_are_all_there() {
    let mut levels: BTreeMap<String, usize> = BTreeMap::new();
    let mut groups: BTreeMap<String, usize> = BTreeMap::new();
    for unit in units() {
        *levels.entry(unit.level.clone()).or_default() += 1;
        unit.groups
            .iter()
            .for_each(|group| *groups.entry(group.clone()).or_default() += 1);
        assert_eq!(unit.division_code.as_deref(), Some(unit.id.as_str()));
        if let Some(parent) = &unit.parent {
            assert!(unit.id.starts_with(parent.as_str()), "{} below {parent}", unit.id);
        }
    }
    let found: Vec<(&str, usize)> = levels
        .iter()
        .map(|(level, count)| (level.as_str(), *count))
        .collect();
    assert_eq!(
        found,
        [
            ("city", 1),
            ("community", 2273),
            ("county", 10),
            ("township", 178)
        ]
    );
    assert_eq!(
        (groups["urban_community"], groups["village"], groups["virtual"]),
        (763, 1502, 3)
    );
}

#[test]
fn every_community_but_the_virtual_ones_is_due() {
    let result = evaluation("2022-06-30")
        .result("protection_communities", "4307")
        .unwrap()
        .unwrap();
    assert_eq!((result.denominator, result.classes.excluded), (2270, 3));
    assert_eq!(result.value, Some(Rational::ZERO));
    assert_eq!(result.classes.prospective, 2270);
    assert_eq!(result.status, Status::OffTrack);
}

#[test]
fn every_county_needs_a_centre() {
    let result = evaluation("2022-12-31")
        .result("family_education_centres", "4307")
        .unwrap()
        .unwrap();
    assert_eq!((result.numerator, result.denominator), (0, 10));
    let target = result.target.unwrap();
    assert!(target.every_one && !target.reached);
    assert_eq!(target.missing, Rational::integer(10));
}

#[test]
fn a_measure_about_nobody_has_no_value_and_a_count_of_nothing_is_zero() {
    let evaluation = evaluation("2022-07-01");
    for (id, state) in [
        ("protection_minors", State::NotApplicable),
        ("executive_duties", State::NotApplicable),
        ("protection_lectures", State::Value),
    ] {
        let result = evaluation.result(id, "4307").unwrap();
        match result {
            Some(result) => assert_eq!((result.state, result.numerator), (state, 0), "{id}"),
            None => assert_eq!(state, State::NotApplicable, "{id}"),
        }
    }
    let lectures = evaluation.result("protection_lectures", "4307").unwrap().unwrap();
    assert_eq!(lectures.pace.unwrap().required.to_string(), "3640/73");
    let winter = evaluation.result("holiday_care_winter", "4307").unwrap().unwrap();
    assert_eq!(winter.status, Status::Missed);
}
