//! Changes of the input whose effect is known without working out a single number.

use crate::random::{World, config, worlds};
use crate::support::{evaluated, ledger, rank};
use jinguo::Evaluation;
use jinguo::gap::GapQuery;
use jinguo::ledger::{Batch, Ledger, PersonRecord, Record, RecordKey, UnitRecord};
use jinguo::plan::{Basis, Criterion, Plan, PlanDocument};
use jinguo::report::{Parameters, Report};
use jinguo::time::{Day, Stamp};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn plan(document: &PlanDocument) -> Plan {
    Plan::from_document(document.clone()).unwrap()
}

fn evaluation(world: &World) -> Evaluation {
    evaluated(&plan(&world.plan), &ledger(&world.records), world.parameters)
}

fn report(world: &World) -> Report {
    evaluation(world).report().unwrap()
}

fn bytes(report: &Report) -> String {
    report.to_json().unwrap()
}

/// When a record was entered.
fn entered(record: &Record) -> Stamp {
    let time = match record {
        Record::Unit(it) => it.recorded_at,
        Record::Person(it) => it.recorded_at,
        Record::Organisation(it) => it.recorded_at,
        Record::Activity(it) => it.recorded_at,
        Record::Participation(it) => it.recorded_at,
        Record::Observation(it) => it.recorded_at,
        Record::Withdrawal(it) => Some(it.recorded_at),
    };
    time.unwrap_or_default()
}

/// The same records in an order that `seed` decides.
fn shuffled(records: &[Record], seed: u64) -> Vec<Record> {
    let mut keyed: Vec<(u64, &Record)> = records
        .iter()
        .enumerate()
        .map(|(index, record)| {
            // A multiplicative hash: neighbours end up far apart.
            let mixed = (index as u64 ^ seed).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            (mixed ^ (mixed >> 29), record)
        })
        .collect();
    keyed.sort_by_key(|(key, _)| *key);
    keyed.into_iter().map(|(_, record)| record.clone()).collect()
}

/// Every id of units, persons, activities, organisations and observations with something before it.
fn renamed(world: &World) -> World {
    let new = |id: &mut String| *id = format!("n-{id}");
    let mut world = world.clone();
    for record in &mut world.records {
        match record {
            Record::Unit(it) => {
                new(&mut it.id);
                it.parent.iter_mut().for_each(new);
                it.parents.values_mut().for_each(new);
            }
            Record::Person(it) => [&mut it.id, &mut it.unit].into_iter().for_each(new),
            Record::Organisation(it) => {
                [&mut it.id, &mut it.host].into_iter().for_each(new);
                it.covers.iter_mut().for_each(new);
            }
            Record::Activity(it) => {
                new(&mut it.id);
                it.hosts.iter_mut().chain(&mut it.organiser).for_each(new);
            }
            Record::Participation(it) => [&mut it.activity, &mut it.person].into_iter().for_each(new),
            Record::Observation(it) => {
                new(&mut it.id);
                it.unit.iter_mut().chain(&mut it.person).for_each(new);
            }
            Record::Withdrawal(it) => match &mut it.of {
                RecordKey::Unit { id, .. } | RecordKey::Person { id, .. } => new(id),
                RecordKey::Organisation(id) | RecordKey::Activity(id) | RecordKey::Observation(id) => new(id),
                RecordKey::Participation { activity, person, .. } => {
                    [activity, person].into_iter().for_each(new);
                }
            },
        }
    }
    for measure in &mut world.plan.measures {
        for target in &mut measure.targets {
            target
                .scope
                .iter_mut()
                .flat_map(|scope| &mut scope.unit)
                .for_each(new);
        }
        let categories = measure
            .stratifiers
            .iter_mut()
            .flat_map(|stratifier| &mut stratifier.categories)
            .map(|category| &mut category.criterion);
        let populations = [
            &mut measure.initial_population,
            &mut measure.denominator,
            &mut measure.denominator_exclusion,
            &mut measure.denominator_exception,
            &mut measure.numerator,
            &mut measure.numerator_exclusion,
        ];
        for criterion in populations.into_iter().flatten().chain(categories) {
            rename_within(criterion, new);
        }
        if let Some(jinguo::plan::Sum::Participations(test)) = &mut measure.sum {
            let host = test.activity.host.iter_mut();
            host.flat_map(|host| &mut host.within).for_each(new);
        }
    }
    world
}

fn rename_within(criterion: &mut Criterion, new: fn(&mut String)) {
    match criterion {
        Criterion::All(parts) | Criterion::Any(parts) => {
            parts.iter_mut().for_each(|part| rename_within(part, new));
        }
        Criterion::Not(part) => rename_within(part, new),
        Criterion::Unit(test) => test.within.iter_mut().for_each(new),
        Criterion::Activity(test) => {
            let host = test.host.iter_mut();
            host.flat_map(|host| &mut host.within).for_each(new);
        }
        Criterion::Participated(test) => {
            let host = test.activity.host.iter_mut();
            host.flat_map(|host| &mut host.within).for_each(new);
        }
        Criterion::Hosted(test) => {
            let host = test.activity.host.iter_mut();
            host.flat_map(|host| &mut host.within).for_each(new);
        }
        Criterion::Person(_)
        | Criterion::Organisation(_)
        | Criterion::Covered(_)
        | Criterion::Observed(_) => {}
    }
}

proptest! {
    #![proptest_config(config(150))]

    /// The order of the records does not show in a single byte.
    #[test]
    fn the_order_of_the_records_does_not_matter(world in worlds(), seed in any::<u64>()) {
        let other = World { records: shuffled(&world.records, seed), ..world.clone() };
        prop_assert_eq!(bytes(&report(&world)), bytes(&report(&other)));
    }

    /// Neither does the way in which they were split into batches, as long as a batch refers to what is there.
    #[test]
    fn batches_split_anywhere_give_the_same_bytes(world in worlds(), cuts in proptest::collection::vec(any::<prop::sample::Index>(), 0..6)) {
        let mut records = world.records.clone();
        records.sort_by_key(rank);
        // All units first: they refer to each other in any order.
        let units = records.iter().filter(|record| rank(record) == 0).count();
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut.index(records.len() + 1).max(units)).collect();
        cuts.extend([0, records.len()]);
        cuts.sort_unstable();
        let mut ledger = Ledger::new();
        for pair in cuts.windows(2) {
            let batch: Batch = records[pair[0]..pair[1]].iter().cloned().collect();
            ledger.apply(batch).unwrap_or_else(|error| panic!("{error}"));
        }
        let split = evaluated(&plan(&world.plan), &ledger, world.parameters).report().unwrap();
        prop_assert_eq!(bytes(&report(&world)), bytes(&split));
    }

    /// What was known on a day is what a ledger says that only holds what was entered by that day.
    #[test]
    fn a_report_known_on_a_day_is_the_report_of_that_day(world in worlds(), days in 0..14usize) {
        let known_at: Day = crate::random::DAYS[days].parse().unwrap();
        let parameters = Parameters { known_at, ..world.parameters };
        let then: Vec<Record> = world.records.iter().filter(|record| {
            let time = entered(record);
            time == Stamp::START || time.day() <= known_at
        }).cloned().collect();
        let mut past = Ledger::new();
        // A ledger of that day exists only if nothing in it refers to what was entered later.
        let applied = past.apply(then.iter().cloned().collect()).is_ok();
        prop_assume!(applied);
        let today = report(&World { parameters, ..world.clone() });
        let that_day = evaluated(&plan(&world.plan), &past, parameters).report().unwrap();
        prop_assert_eq!(&today.measures, &that_day.measures);
        prop_assert_eq!(&today.findings, &that_day.findings);
        prop_assert_eq!(bytes(&today), bytes(&that_day));
    }

    /// Somebody who is outside the initial population of every measure changes no result.
    #[test]
    fn a_non_member_changes_nothing(world in worlds()) {
        let mut world = world;
        world.plan.measures.retain(|measure| measure.basis == Basis::Person && measure.composite.is_none());
        for measure in &mut world.plan.measures {
            let member = Criterion::Not(Box::new(Criterion::Person(jinguo::plan::PersonTest {
                role: vec!["executive".into()],
                age: None,
            })));
            let population = measure.initial_population.take().into_iter();
            measure.initial_population = Some(Criterion::All(population.chain([member]).collect()));
        }
        prop_assume!(Plan::from_document(world.plan.clone()).is_ok());
        let before = report(&world);
        world.records.push(Record::Person(PersonRecord {
            id: "stranger".into(),
            unit: "v1".into(),
            roles: vec!["executive".into()],
            ..PersonRecord::default()
        }));
        let after = report(&world);
        prop_assert_eq!(before.measures, after.measures);
    }

    /// Names are only names: with every id changed the numbers stay at their places.
    #[test]
    fn renamed_ids_keep_their_numbers(world in worlds()) {
        let other = renamed(&world);
        let (before, after) = (report(&world), report(&other));
        for (before, after) in before.measures.iter().zip(&after.measures) {
            prop_assert_eq!(before.results.len(), after.results.len());
            for (before, after) in before.results.iter().zip(&after.results) {
                let mut renamed = before.clone();
                renamed.unit = format!("n-{}", before.unit);
                prop_assert_eq!(&renamed, after);
            }
        }
    }

    /// A unit that is split into two on a day, with its people, leaves every number above it as it was.
    #[test]
    fn a_split_unit_keeps_the_totals_above(homes in proptest::collection::vec((any::<bool>(), any::<bool>(), any::<bool>()), 1..12)) {
        let (whole, split) = split_worlds(&homes);
        let (whole, split) = (report(&whole), report(&split));
        for (before, after) in whole.measures.iter().zip(&split.measures) {
            for unit in ["c", "k1"] {
                let of = |report: &jinguo::report::MeasureReport| {
                    report.results.iter().find(|result| result.unit == unit).cloned()
                };
                prop_assert_eq!(of(before), of(after));
            }
        }
    }

    /// Pages of a gap list, put together, are the gap list.
    #[test]
    fn pages_of_gaps_add_up(world in worlds(), limit in 1u32..5) {
        let evaluation = evaluation(&world);
        for measure in &world.plan.measures {
            let page = |offset, limit| {
                let query = GapQuery { measure: measure.id.clone(), unit: None, offset, limit };
                evaluation.gaps(&query)
            };
            let Ok(all) = page(0, 10_000) else { continue };
            let mut gaps = Vec::new();
            for start in (0..all.total).step_by(limit as usize) {
                let part = page(start, limit).unwrap();
                prop_assert_eq!(part.total, all.total);
                gaps.extend(part.gaps);
            }
            prop_assert_eq!(gaps, all.gaps);
        }
    }

    /// Counts, not rates, are rolled up: where each subject has one place, a unit is its own subjects and its children's.
    #[test]
    fn strata_add_up_to_everybody(world in worlds()) {
        let report = report(&world);
        for (measure, results) in world.plan.measures.iter().zip(&report.measures) {
            for entry in &measure.strata {
                let mut sums: BTreeMap<&str, [u64; 3]> = BTreeMap::new();
                let of_entry = |stratum: &[String]| {
                    stratum.len() == entry.len()
                        && stratum.iter().zip(entry).all(|(cell, id)| cell.starts_with(&format!("{id}=")))
                };
                for result in results.results.iter().filter(|result| of_entry(&result.stratum)) {
                    let sum = sums.entry(&result.unit).or_default();
                    for (total, part) in sum.iter_mut().zip([result.numerator, result.denominator, result.classes.excluded]) {
                        *total += part;
                    }
                }
                for result in results.results.iter().filter(|result| result.stratum.is_empty()) {
                    let sum = sums.get(result.unit.as_str()).copied().unwrap_or_default();
                    prop_assert_eq!(sum, [result.numerator, result.denominator, result.classes.excluded]);
                }
            }
        }
    }
}

/// Persons of one community; in the second world it is split on 1 April. Each home says in which half it lies, whether
/// the person attended, and whether the birth date is known.
fn split_worlds(homes: &[(bool, bool, bool)]) -> (World, World) {
    let document: PlanDocument = serde_json::from_value(crate::support::plan(
        serde_json::json!([{
            "id": "m", "title": {"zh": "指标"}, "clause": "1",
            "scoring": "proportion", "basis": "person", "improvement": "increase",
            "initial_population": {"person": {"age": {"at": "as_of", "below": 18}}},
            "numerator": {"participated": {
                "activity": {"status": ["held"], "kind": ["lecture"]}, "at_least": 1, "headcount": {"from": "host"},
            }},
            "targets": [{"every_one": true}],
        }]),
        serde_json::json!({"levels": ["city", "county", "community"], "activity_kinds": ["lecture"], "participation_roles": ["audience"]}),
    ))
    .unwrap();
    let day = |text: &str| -> Option<Day> { Some(text.parse().unwrap()) };
    let unit = |id: &str, level: &str, parent: Option<&str>, from: Option<Day>, to: Option<Day>| {
        Record::Unit(UnitRecord {
            id: id.into(),
            name: id.into(),
            level: level.into(),
            parent: parent.map(Into::into),
            valid_from: from,
            valid_to: to,
            ..UnitRecord::default()
        })
    };
    let mut shared: Vec<Record> = vec![
        unit("c", "city", None, None, None),
        unit("k1", "county", Some("c"), None, None),
    ];
    shared.extend(crate::support::records(serde_json::json!([{
        "record": "activity", "id": "a", "kind": "lecture", "date": "2022-03-01", "status": "held", "hosts": ["v"],
        "headcounts": {"minors": 4},
    }])));
    let (mut whole, mut split) = (shared.clone(), shared);
    whole.push(unit("v", "community", Some("k1"), None, None));
    split.push(unit("v", "community", Some("k1"), None, day("2022-03-31")));
    for half in ["va", "vb"] {
        split.push(unit(half, "community", Some("k1"), day("2022-04-01"), None));
    }
    for (number, (half, attended, known)) in homes.iter().enumerate() {
        let person = |unit: &str, valid_from| {
            Record::Person(PersonRecord {
                id: format!("p{number}"),
                unit: unit.into(),
                birth_date: known.then(|| "2012-01-01".parse().unwrap()),
                valid_from,
                ..PersonRecord::default()
            })
        };
        whole.push(person("v", None));
        split.push(person("v", None));
        split.push(person(if *half { "va" } else { "vb" }, day("2022-04-01")));
        if *attended {
            let part = crate::support::records(serde_json::json!([{
                "record": "participation", "activity": "a", "person": format!("p{number}"), "role": "audience",
            }]));
            whole.extend(part.clone());
            split.extend(part);
        }
    }
    let world = |records| World {
        plan: document.clone(),
        records,
        parameters: crate::support::on("2022-06-30"),
    };
    (world(whole), world(split))
}

#[test]
fn the_shuffle_of_these_tests_moves_records() {
    let records: Vec<Record> = (0..20)
        .map(|number| {
            Record::Person(PersonRecord {
                id: format!("p{number}"),
                ..PersonRecord::default()
            })
        })
        .collect();
    assert_ne!(shuffled(&records, 7), records);
    assert_eq!(shuffled(&records, 7).len(), records.len());
}
