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
