//! The documentation names every key and word that the documents may hold.

use serde_json::Value;
use std::collections::BTreeSet;

/// The keys and words of a JSON Schema: names of properties, constants, members of enumerations.
fn names(schema: &Value, found: &mut BTreeSet<String>) {
    match schema {
        Value::Object(map) => {
            for (key, value) in map {
                match (key.as_str(), value) {
                    ("properties", Value::Object(properties)) => {
                        found.extend(properties.keys().cloned());
                        properties.values().for_each(|value| names(value, found));
                    }
                    ("const", Value::String(word)) => {
                        found.insert(word.clone());
                    }
                    ("enum", Value::Array(words)) => {
                        found.extend(words.iter().filter_map(Value::as_str).map(Into::into));
                    }
                    _ => names(value, found),
                }
            }
        }
        Value::Array(list) => list.iter().for_each(|value| names(value, found)),
        _ => {}
    }
}

/// Names that stand nowhere in the text between quotes, backticks, spaces or brackets.
fn unnamed(schema: &str, text: &str) -> Vec<String> {
    let schema: Value = serde_json::from_str(schema).unwrap();
    let mut found = BTreeSet::new();
    names(&schema, &mut found);
    assert!(found.len() > 40, "{found:?}");
    let words: BTreeSet<&str> = text
        .split(|c: char| !(c.is_ascii_alphanumeric() || "_-/".contains(c)))
        .collect();
    found
        .into_iter()
        .filter(|name| !words.contains(name.as_str()))
        .collect()
}

#[test]
fn every_key_of_the_plan_is_documented() {
    let missing = unnamed(
        include_str!("../../core/schema/plan.schema.json"),
        include_str!("../../core/docs/plan-format.md"),
    );
    assert!(missing.is_empty(), "not in plan-format.md: {missing:?}");
}

#[test]
fn every_key_of_a_record_is_documented() {
    let missing = unnamed(
        include_str!("../../core/schema/record.schema.json"),
        include_str!("../../core/docs/ledger-columns.md"),
    );
    assert!(missing.is_empty(), "not in ledger-columns.md: {missing:?}");
}

#[test]
fn every_measure_and_word_of_changde_stands_in_its_readme() {
    let readme = include_str!("../../examples/changde-2022/README.md");
    let plan: jinguo::plan::PlanDocument =
        serde_json::from_str(include_str!("../../examples/changde-2022/plan.json")).unwrap();
    for measure in &plan.measures {
        assert!(
            readme.contains(&format!("| `{}` |", measure.id)),
            "{}",
            measure.id
        );
    }
    let words = &plan.vocabulary;
    for term in [
        &words.levels,
        &words.groups,
        &words.attributes,
        &words.person_roles,
        &words.organisation_kinds,
        &words.activity_kinds,
        &words.topics,
        &words.participation_roles,
        &words.audiences,
        &words.observation_kinds,
    ]
    .into_iter()
    .flatten()
    {
        let entry = format!("`{}` {}", term.id, term.title.zh);
        assert!(readme.contains(&entry), "{entry}");
    }
}

#[test]
fn every_key_of_scorecards_and_their_inputs_is_documented() {
    let text = include_str!("../../core/docs/scoring.md");
    for schema in [
        include_str!("../../core/schema/scorecards.schema.json"),
        include_str!("../../core/schema/inputs.schema.json"),
    ] {
        let missing = unnamed(schema, text);
        assert!(missing.is_empty(), "not in scoring.md: {missing:?}");
    }
}

#[test]
fn every_mechanism_of_scoring_has_a_row_of_words_and_a_vector() {
    let text = include_str!("../../core/docs/scoring.md");
    for (letter, last) in [("M", 27), ("A", 19), ("R", 26), ("E", 10)] {
        for number in 1..=last {
            let row = text
                .lines()
                .find(|line| line.starts_with(&format!("| {letter}{number} |")))
                .unwrap_or_else(|| panic!("{letter}{number}"));
            assert!(row.contains('`'), "{row}");
            let vector = format!(
                "{}/vectors/scoring/{letter}{number}.json",
                env!("CARGO_MANIFEST_DIR")
            );
            let vector: Value = serde_json::from_str(&std::fs::read_to_string(vector).unwrap()).unwrap();
            let title = vector["title"]["zh"].as_str().unwrap();
            assert!(row.contains(title), "{row} is not {title}");
        }
    }
}
