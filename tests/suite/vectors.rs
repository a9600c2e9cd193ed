//! The published vectors, read as they are.

use crate::support::{engine, on, plan, records, reference};
use jinguo::gap::{Class, Subject};
use jinguo::number::{Rational, Rounding, RoundingMode};
use jinguo::report::UnitResult;
use jinguo::time::{Day, MonthEnd, add_months};
use jinguo_tests::cases::vectors;
use jinguo_tests::reference::{Outcomes, classify, months_before};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;

fn rows(file: &str, separator: char) -> Vec<Vec<String>> {
    let text = fs::read_to_string(vectors().join(file)).unwrap();
    let rows: Vec<Vec<String>> = text
        .lines()
        .skip(1)
        .map(|line| {
            line.split(separator)
                .map(|field| field.trim().to_owned())
                .collect()
        })
        .collect();
    assert!(rows.len() > 1, "{file} is empty");
    rows
}

/// The class that the vectors name, with the due day still ahead or not.
fn class(name: &str, still_time: bool) -> Class {
    match (name, still_time) {
        ("outside", _) => Class::Outside,
        ("excluded", _) => Class::Excluded,
        ("excepted", _) => Class::Excepted,
        ("met", _) => Class::Met,
        ("void", _) => Class::Void,
        ("open", true) => Class::Prospective,
        ("open", false) => Class::Open,
        _ => panic!("no such class: {name}"),
    }
}

#[test]
fn each_of_the_64_combinations_has_its_class() {
    let rows = rows("population/classes.csv", ',');
    assert_eq!(rows.len(), 64);
    for row in &rows {
        let bit = |index: usize| Some(row[index] == "1");
        let outcomes = Outcomes {
            initial_population: bit(0),
            denominator: bit(1),
            denominator_exclusion: bit(2),
            numerator: bit(3),
            numerator_exclusion: bit(4),
            denominator_exception: bit(5),
        };
        for still_time in [false, true] {
            assert_eq!(
                classify(outcomes, still_time),
                class(&row[6], still_time),
                "{row:?}"
            );
        }
    }
}

/// A plan whose six criteria are roles, and one person for each of the 64 rows; the person lives alone in a unit, so
/// that each row has a result of its own.
fn combinations() -> (Value, Vec<jinguo::ledger::Record>) {
    let criteria = ["ip", "d", "dx", "n", "nx", "de"];
    let role = |role: &str| json!({"person": {"role": [role]}});
    let measure = json!([{
        "id": "m", "title": {"zh": "指标"}, "clause": "1",
        "scoring": "proportion", "basis": "person", "improvement": "increase",
        "initial_population": role("ip"), "denominator": role("d"), "denominator_exclusion": role("dx"),
        "numerator": role("n"), "numerator_exclusion": role("nx"), "denominator_exception": role("de"),
    }]);
    let plan = plan(
        measure,
        json!({"person_roles": criteria, "levels": ["city", "home"]}),
    );
    let mut list = vec![json!({"record": "unit", "id": "top", "name": "top", "level": "city"})];
    for (number, row) in rows("population/classes.csv", ',').iter().enumerate() {
        // The columns are in the order: population, denominator, its exclusion, numerator, its exclusion, exception.
        let roles: Vec<&str> = (0..6)
            .filter(|index| row[*index] == "1")
            .map(|index| criteria[index])
            .collect();
        let home = format!("u{number}");
        list.push(json!({"record": "unit", "id": home, "name": home, "level": "home", "parent": "top"}));
        list.push(json!({"record": "person", "id": format!("p{number}"), "unit": home, "roles": roles}));
    }
    (plan, records(list.into()))
}

#[test]
fn a_plan_gives_each_of_the_64_combinations_its_class_and_memberships() {
    let (plan, records) = combinations();
    let answers = reference(&plan, &records, on("2022-06-30"));
    let mut sums = (0, 0);
    for (number, row) in rows("population/classes.csv", ',').iter().enumerate() {
        let subject = Subject::Person(format!("p{number}"));
        assert_eq!(answers[0].classes[&subject], class(&row[6], true), "{row:?}");
        let result = answers[0].results.get(&(format!("u{number}"), vec![]));
        let memberships = result.map_or((0, 0), |result| (result.denominator, result.numerator));
        let expected: (u64, u64) = (row[7].parse().unwrap(), row[8].parse().unwrap());
        assert_eq!(memberships, expected, "{row:?}");
        sums = (sums.0 + expected.0, sums.1 + expected.1);
    }
    let top = &answers[0].results[&("top".to_owned(), vec![])];
    assert_eq!((top.denominator, top.numerator), sums);
}

#[test]
fn the_engine_gives_each_of_the_64_combinations_its_class_and_memberships() {
    let (plan, records) = combinations();
    for (as_of, still_time) in [("2022-12-31", true), ("2023-01-01", false)] {
        let evaluation = engine(&plan, &records, on(as_of));
        for (number, row) in rows("population/classes.csv", ',').iter().enumerate() {
            let subject = Subject::Person(format!("p{number}"));
            let found = evaluation.explain("m", &subject).unwrap().class;
            assert_eq!(found, class(&row[6], still_time), "{row:?}");
            let result = evaluation.result("m", &format!("u{number}")).unwrap();
            let memberships = result.map_or((0, 0), |result| (result.denominator, result.numerator));
            let expected: (u64, u64) = (row[7].parse().unwrap(), row[8].parse().unwrap());
            assert_eq!(memberships, expected, "{row:?}");
        }
    }
}

/// Ten components and ten subjects: a role says that a component applies, an activity of its kind that it is met.
fn composite() -> (Value, Vec<jinguo::ledger::Record>) {
    let rows = rows("composite/hl7.csv", ',');
    let names: Vec<String> = rows.iter().map(|row| format!("c{}", row[0])).collect();
    let mut measures: Vec<Value> = names
        .iter()
        .map(|name| {
            json!({
                "id": name, "title": {"zh": name}, "clause": "1",
                "scoring": "proportion", "basis": "person", "improvement": "increase",
                "initial_population": {"all": []},
                "denominator": {"person": {"role": [name]}},
                "numerator": {"participated": {"activity": {"status": ["held"], "kind": [name]}, "at_least": 1}},
            })
        })
        .collect();
    let components: Vec<Value> = names.iter().map(|name| json!({"measure": name})).collect();
    for method in ["all_or_nothing", "opportunity", "linear", "weighted"] {
        measures.push(json!({
            "id": method, "title": {"zh": method}, "clause": "1",
            "scoring": "composite", "basis": "person", "improvement": "increase",
            "composite": method, "components": components,
        }));
    }
    let plan = plan(
        measures.into(),
        json!({"levels": ["city"], "person_roles": names, "activity_kinds": names, "participation_roles": ["audience"]}),
    );
    let mut list = vec![json!({"record": "unit", "id": "u", "name": "u", "level": "city"})];
    let mut roles: BTreeMap<usize, Vec<&String>> = BTreeMap::new();
    for (row, name) in rows.iter().zip(&names) {
        list.push(json!({
            "record": "activity", "id": name, "kind": name, "date": "2022-03-01", "status": "held", "hosts": ["u"],
        }));
        for (subject, field) in row.iter().enumerate().skip(1) {
            if !field.is_empty() {
                roles.entry(subject).or_default().push(name);
            }
            if field == "T" {
                list.push(json!({
                    "record": "participation", "activity": name, "person": format!("s{subject}"), "role": "audience",
                }));
            }
        }
    }
    for (subject, roles) in roles {
        list.push(json!({"record": "person", "id": format!("s{subject}"), "unit": "u", "roles": roles}));
    }
    (plan, records(list.into()))
}

/// Holds the published scores against the results of the four composites.
fn has_the_published_scores(result: impl Fn(&str) -> UnitResult) {
    let four_digits = |measure: &str| {
        let rounding = Rounding {
            mode: RoundingMode::HalfUp,
            digits: 4,
        };
        rounding.text(result(measure).value.unwrap()).unwrap()
    };
    let opportunity = result("opportunity");
    assert_eq!((opportunity.numerator, opportunity.denominator), (59, 79));
    assert_eq!(opportunity.value, Rational::new(59, 79));
    let all = result("all_or_nothing");
    assert_eq!((all.numerator, all.denominator), (2, 10));
    assert_eq!(four_digits("linear"), "0.7648");
    // The mean of the component rates: equal weights.
    assert_eq!(four_digits("weighted"), "0.7427");
}

#[test]
fn the_published_composite_gives_its_published_scores() {
    let (plan, records) = composite();
    let answers = reference(&plan, &records, on("2022-06-30"));
    has_the_published_scores(|measure| {
        let mut answers = answers.iter();
        let answer = answers.find(|answer| answer.measure == measure).unwrap();
        answer.results[&("u".to_owned(), vec![])].clone()
    });
    let evaluation = engine(&plan, &records, on("2022-06-30"));
    has_the_published_scores(|measure| evaluation.result(measure, "u").unwrap().unwrap());
}

/// `[Y years, M months, D days]` of the vectors, as months and days.
fn span(text: &str) -> (i32, i32) {
    let numbers: Vec<i32> = text
        .trim_matches(['[', ']'])
        .split(',')
        .map(|part| part.split_whitespace().next().unwrap().parse().unwrap())
        .collect();
    (numbers[0] * 12 + numbers[1], numbers[2])
}

fn date(text: &str) -> Day {
    text.parse().unwrap()
}

#[test]
fn months_are_added_as_the_published_vectors_say() {
    for row in rows("months/ambiguous_computations.csv", ';') {
        let (months, days) = span(&row[1]);
        assert_eq!(days, 0);
        let added = |end| add_months(date(&row[0]), months, end).unwrap();
        assert_eq!(added(MonthEnd::Up), date(&row[2]), "{row:?}");
        assert_eq!(added(MonthEnd::Down), date(&row[3]), "{row:?}");
    }
    for row in rows("months/exact_computations.csv", ';') {
        let (months, days) = span(&row[1]);
        for end in [MonthEnd::Up, MonthEnd::Down] {
            let moved = add_months(date(&row[0]), months, end).unwrap();
            assert_eq!(moved.plus(days), date(&row[2]), "{row:?}");
        }
    }
}

#[test]
fn a_month_ends_the_day_before_the_next_one_begins() {
    for row in rows("months/first_last_day_of_month.csv", ';') {
        let (year, month, _) = date(&row[0]).ymd();
        let first = Day::from_ymd(year, month, 1).unwrap();
        assert_eq!(first, date(&row[1]));
        let next = add_months(first, 1, MonthEnd::Down).unwrap();
        assert_eq!(next.previous(), date(&row[2]));
        assert_eq!(months_before(next.to_date(), 1, MonthEnd::Up), first.to_date());
    }
}
