//! The conformance cases of `vectors/cases`: how to read them and how to compare an answer with them.
//!
//! Everything is JSON, so that a binding is compared by what it really gives out.

use serde_json::{Map, Value};
use std::fs;
use std::path::{Path, PathBuf};

/// A conformance case.
pub struct Case {
    /// The name of its folder: the fact that it proves.
    pub name: String,
    /// Its folder.
    pub folder: PathBuf,
    /// The text of `plan.json`.
    pub plan: String,
    /// The text of `ledger.jsonl`.
    pub ledger: String,
    /// The text of `query.json`.
    pub query: String,
    /// What must come out.
    pub expected: Value,
}

/// The folder of the vectors.
pub fn vectors() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors")
}

/// All cases, in the order of their names.
///
/// # Panics
/// Where a file cannot be read.
pub fn cases() -> Vec<Case> {
    let folder = vectors().join("cases");
    let mut folders: Vec<PathBuf> = fs::read_dir(&folder)
        .expect("the folder of the cases")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    folders.sort();
    folders.into_iter().map(read).collect()
}

fn read(folder: PathBuf) -> Case {
    let text = |file: &str| {
        let path = folder.join(file);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    };
    Case {
        name: folder.file_name().expect("a name").to_string_lossy().into_owned(),
        plan: text("plan.json"),
        ledger: text("ledger.jsonl"),
        query: text("query.json"),
        expected: serde_json::from_str(&text("expected.json"))
            .unwrap_or_else(|error| panic!("{}: {error}", folder.display())),
        folder,
    }
}

/// Every way in which a report and its gap lists differ from what is expected; empty where the case passes.
///
/// `gaps` answers a gap query with a page of gaps. Keys in `untold` are not compared: an evaluator that has no reasons
/// can still be held against the rest.
pub fn differences(
    expected: &Value,
    report: &Value,
    gaps: impl Fn(&Value) -> Value,
    untold: &[&str],
) -> Vec<String> {
    let mut found = Vec::new();
    for result in list(expected, "results") {
        let at = cell(result);
        match find(report, result) {
            None => found.push(format!("{at}: no result")),
            Some(actual) => subset(&at, result, actual, untold, &mut found),
        }
    }
    for result in list(expected, "absent") {
        if find(report, result).is_some() {
            found.push(format!("{}: a result where none is due", cell(result)));
        }
    }
    for expected in list(expected, "gaps") {
        let page = gaps(&expected["query"]);
        page_of_gaps(expected, &page, untold, &mut found);
    }
    if !untold.contains(&"findings") {
        for finding in list(expected, "findings") {
            let same = |actual: &&Value| ["code", "count"].iter().all(|key| actual[key] == finding[key]);
            if !list(report, "findings").iter().any(|actual| same(&actual)) {
                found.push(format!("finding {finding} is not among {}", report["findings"]));
            }
        }
    }
    found
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

fn cell(result: &Value) -> String {
    let mut at = format!("{} at {}", result["measure"], result["unit"]);
    if let Some(stratum) = result.get("stratum") {
        at.push_str(&format!(" for {stratum}"));
    }
    at
}

/// The result of a report for a measure, unit and stratum.
fn find<'a>(report: &'a Value, wanted: &Value) -> Option<&'a Value> {
    let mut measures = list(report, "measures").iter();
    let measure = measures.find(|measure| measure["id"] == wanted["measure"])?;
    let mut results = list(measure, "results").iter();
    results
        .find(|result| result["unit"] == wanted["unit"] && list(result, "stratum") == list(wanted, "stratum"))
}

fn page_of_gaps(expected: &Value, page: &Value, untold: &[&str], found: &mut Vec<String>) {
    let at = format!("gaps of {}", expected["query"]);
    if page["total"] != expected["total"] {
        found.push(format!(
            "{at}: {} instead of {}",
            page["total"], expected["total"]
        ));
    }
    let Some(gaps) = expected["gaps"].as_array() else {
        return;
    };
    for gap in gaps {
        let mut actual = list(page, "gaps").iter();
        match actual.find(|actual| actual["subject"] == gap["subject"]) {
            None => found.push(format!("{at}: {} is not among them", gap["subject"])),
            Some(actual) => subset(&format!("{at}: {}", gap["subject"]), gap, actual, untold, found),
        }
    }
    if gaps.len() != list(page, "gaps").len() {
        found.push(format!(
            "{at}: {} gaps instead of {}",
            list(page, "gaps").len(),
            gaps.len()
        ));
    }
}

/// Compares the keys that are expected; `null` stands for a key that must be absent.
fn subset(at: &str, expected: &Value, actual: &Value, untold: &[&str], found: &mut Vec<String>) {
    let Some(keys) = expected.as_object() else {
        if expected != actual {
            found.push(format!("{at}: {actual} instead of {expected}"));
        }
        return;
    };
    for (key, wanted) in keys {
        if key == "measure" || untold.contains(&key.as_str()) {
            continue;
        }
        let at = format!("{at}, {key}");
        match (wanted, actual.get(key)) {
            (Value::Null, None) => {}
            (Value::Null, Some(value)) => found.push(format!("{at}: {value} where nothing is due")),
            (_, None) => found.push(format!("{at}: missing, instead of {wanted}")),
            (_, Some(value)) if key == "classes" => subset(&at, &all_classes(wanted), value, untold, found),
            (_, Some(value)) => subset(&at, wanted, value, untold, found),
        }
    }
}

/// Class counts with a 0 for each class that is not named.
fn all_classes(named: &Value) -> Value {
    let names = [
        "excluded",
        "excepted",
        "met",
        "void",
        "open",
        "prospective",
        "unknown",
    ];
    let count = |name: &str| named.get(name).cloned().unwrap_or_else(|| 0.into());
    let classes: Map<String, Value> = names
        .iter()
        .map(|name| ((*name).to_owned(), count(name)))
        .collect();
    for name in named.as_object().expect("class counts").keys() {
        assert!(classes.contains_key(name), "no such class: {name}");
    }
    Value::Object(classes)
}

#[cfg(test)]
mod tests {
    use super::differences;
    use serde_json::{Value, json};

    #[test]
    fn every_kind_of_difference_is_told() {
        let report = json!({
            "measures": [{"id": "m", "results": [
                {"unit": "u", "value": "0.5", "classes": {"excluded": 0, "excepted": 0, "met": 1, "void": 0, "open": 1, "prospective": 0, "unknown": 0}},
                {"unit": "u", "stratum": ["a=b"], "value": "1"},
            ]}],
            "findings": [{"code": "planned_overdue", "count": 2}],
        });
        let page = json!({"total": 1, "gaps": [{"subject": {"person": "p"}, "class": "open"}]});
        let told = |expected: Value| differences(&expected, &report, |_| page.clone(), &[]).len();
        let fine = json!({
            "results": [
                {"measure": "m", "unit": "u", "value": "0.5", "bounds": null, "classes": {"met": 1, "open": 1}},
                {"measure": "m", "unit": "u", "stratum": ["a=b"], "value": "1"},
            ],
            "absent": [{"measure": "m", "unit": "v"}],
            "gaps": [{"query": {}, "total": 1, "gaps": [{"subject": {"person": "p"}}]}],
            "findings": [{"code": "planned_overdue", "count": 2}],
        });
        assert_eq!(told(fine), 0);
        for wrong in [
            json!({"results": [{"measure": "m", "unit": "v"}]}),
            json!({"results": [{"measure": "m", "unit": "u", "value": "1"}]}),
            json!({"results": [{"measure": "m", "unit": "u", "value": null}]}),
            json!({"results": [{"measure": "m", "unit": "u", "bounds": {}}]}),
            json!({"results": [{"measure": "m", "unit": "u", "classes": {"met": 1}}]}),
            json!({"absent": [{"measure": "m", "unit": "u"}]}),
            json!({"gaps": [{"query": {}, "total": 2}]}),
            json!({"gaps": [{"query": {}, "total": 1, "gaps": []}]}),
            json!({"gaps": [{"query": {}, "total": 1, "gaps": [{"subject": {"person": "p"}, "class": "void"}]}]}),
            json!({"findings": [{"code": "planned_overdue", "count": 1}]}),
        ] {
            assert_eq!(told(wrong.clone()), 1, "{wrong}");
        }
    }
}
