//! What a person reads who wrote a scorecard wrongly: every fault at once, each with its place, in both languages.

use jinguo::error::Code;
use jinguo::performance::{Inputs, Scorecards, ScorecardsDocument};
use jinguo_tests::bless;
use serde_json::{Value, json};
use std::collections::BTreeSet;

#[test]
fn a_scorecard_with_more_than_twenty_faults_tells_each_with_its_place() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/scorecards/meaning.json");
    let text = std::fs::read_to_string(file).unwrap();
    let error = Scorecards::from_json("meaning.json", &text).unwrap_err();
    bless::compare(
        "tests/snapshots/scorecards-meaning.txt",
        &format!("{}\n\n{}\n", error.zh(), error.en()),
    );
    let places: Vec<_> = error
        .faults()
        .iter()
        .map(|fault| (fault.place.line.unwrap(), fault.place.column.unwrap()))
        .collect();
    assert!(places.is_sorted(), "not in the order of the text: {places:?}");
    assert!(error.total() >= 20, "{}", error.total());
    let codes: BTreeSet<Code> = error.faults().iter().map(|fault| fault.code).collect();
    for code in [
        Code::UnknownInput,
        Code::DuplicateId,
        Code::BandGap,
        Code::BandOverlap,
        Code::BadStep,
        Code::AbovePoints,
        Code::DeductionNegative,
        Code::PointsMissing,
        Code::WrongStream,
        Code::ScoreCycle,
        Code::OutOfOrder,
        Code::BadWordTable,
        Code::WrongKindOfInput,
        Code::FloorAboveCeiling,
        Code::WeightSum,
        Code::WeightMissing,
        Code::WrongRankMethod,
        Code::PointsMismatch,
        Code::BadComparison,
        Code::UnknownGrade,
        Code::UnknownPart,
        Code::BadPlaces,
        Code::BadVoteRule,
        Code::UnknownScorecard,
        Code::BadText,
    ] {
        assert!(codes.contains(&code), "{}", code.name());
    }
    // A document built in memory has the same faults, without lines.
    let document = serde_json::from_str(&text).unwrap();
    let other = Scorecards::from_document(document).unwrap_err();
    let pointers = |error: &jinguo::error::Error| -> Vec<(Code, Option<String>)> {
        error
            .faults()
            .iter()
            .map(|fault| (fault.code, fault.place.pointer.clone()))
            .collect()
    };
    let sorted = |mut list: Vec<(Code, Option<String>)>| {
        list.sort();
        list
    };
    assert_eq!(sorted(pointers(&error)), sorted(pointers(&other)));
}

#[test]
fn every_choice_that_hides_a_formula_must_be_written() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/vectors/scoring/M7.json");
    let vector: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    let item = "/scorecards/0/total/parts/0/item";
    for (object, key) in [
        ("/scorecards/0/total", "combine"),
        ("/scorecards/0/total", "bonus_at_most"),
        ("/scorecards/0/total", "deduction_at_most"),
        ("/scorecards/0/total", "floor"),
        ("/scorecards/0/total", "ceiling"),
        ("/scorecards/0", "period"),
        (item, "stream"),
        (item, "floor"),
        (item, "ceiling"),
        ("/scorecards/0/total/parts/0/item/rule/slope", "above"),
        ("/scorecards/0/total/parts/0/item/rule/slope", "reference"),
        (
            "/scorecards/0/total/parts/0/item/rule/slope/below/deduct",
            "counted",
        ),
        (
            "/scorecards/0/total/parts/0/item/rule/slope/below/deduct",
            "at_most",
        ),
    ] {
        let mut document = vector["document"].clone();
        document
            .pointer_mut(object)
            .unwrap()
            .as_object_mut()
            .unwrap()
            .remove(key);
        let error = Scorecards::from_json("", &document.to_string()).unwrap_err();
        assert_eq!(error.code(), Code::MissingKey, "{object}/{key}");
        assert!(error.en().contains(key), "{object}/{key}: {error}");
    }
}

#[test]
fn faults_of_the_inputs_come_at_once() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/vectors/scoring/E5.json");
    let vector: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    let scorecards = Scorecards::from_json("", &vector["document"].to_string()).unwrap();
    let inputs = json!({
        "schema": "jinguo-inputs/1",
        "candidates": [{"id": "a"}, {"id": "a"}, {"id": "b", "oversees": ["z"]}],
        "numbers": {"absent": {"b": 1}, "absnt": {"b": 1}},
        "words": {"plenary": {"b": "迟到"}, "leave": {"b": "出席"}},
        "entries": [{"id": "1", "ledger": "ledgr", "candidate": "b", "kind": "session", "day": "2022-05-01"},
            {"id": "2", "ledger": "ledger", "candidate": "c", "kind": "session", "day": "2022-05-01", "word": "出席"}]
    });
    let inputs = Inputs::from_json("inputs.json", &inputs.to_string()).unwrap();
    let error = scorecards.evaluate(inputs).unwrap_err();
    let found: Vec<(&str, &str)> = error
        .faults()
        .iter()
        .map(|fault| (fault.code.name(), fault.place.pointer.as_deref().unwrap()))
        .collect();
    assert_eq!(
        found,
        [
            ("duplicate_id", "/candidates/1/id"),
            ("unknown_candidate", "/candidates/2/oversees/0"),
            ("unknown_input", "/numbers/absnt"),
            ("unknown_word", "/words/plenary/b"),
            ("wrong_kind_of_input", "/words/leave/b"),
            ("missing_day", "/as_of"),
            ("unknown_points_ledger", "/entries/0/ledger"),
            ("unknown_candidate", "/entries/1/candidate"),
            ("bad_entry", "/entries/1/word"),
        ]
    );
}

fn read(name: &str) -> Value {
    let file = format!("{}/vectors/scoring/{name}.json", env!("CARGO_MANIFEST_DIR"));
    let vector: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    vector["document"].clone()
}

#[test]
fn periods_without_days_and_candidates_whom_nobody_scores_are_told() {
    let mut document = read("M7");
    let observed = |period: Value| json!({"observation": {"of": "unit", "kind": "k", "take": "sum", "period": period, "sample": "n"}});
    document["inputs"].as_array_mut().unwrap().extend([
        json!({"id": "x", "title": {"zh": "x"}, "collected": "filed", "sample_at_least": 1,
            "from": observed(json!({"range": {"first": "2022-12-01", "last": "2022-11-30"}}))}),
        json!({"id": "y", "title": {"zh": "y"}, "collected": "filed",
            "from": observed(json!({"rolling_months": {"months": 0, "month_end": "down"}}))}),
    ]);
    document["scorecards"][0]["period"] = json!({"calendar_year": 0});
    document["scorecards"][0]["candidates"] = json!({"groups": ["区县"]});
    document["candidates_from"] =
        json!([{"group": "区县", "measure": "m"}, {"group": "县区", "measure": "m"}]);
    let inputs = document["inputs"].as_array().unwrap().len();
    let error = Scorecards::from_json("", &document.to_string()).unwrap_err();
    let mut found: Vec<(Code, String)> = error
        .faults()
        .iter()
        .map(|fault| (fault.code, fault.place.pointer.clone().unwrap()))
        .collect();
    found.sort();
    let mut expected = vec![
        (Code::MissingKey, format!("/inputs/{}", inputs - 1)),
        (Code::UnknownWord, "/candidates_from/1/group".to_owned()),
        (
            Code::BadPeriod,
            format!("/inputs/{}/from/observation/period", inputs - 2),
        ),
        (
            Code::BadPeriod,
            format!("/inputs/{}/from/observation/period", inputs - 1),
        ),
        (Code::BadPeriod, "/scorecards/0/period".to_owned()),
    ];
    expected.sort();
    assert_eq!(found, expected, "{error}");
}

#[test]
fn a_document_that_is_nested_too_deeply_is_refused_from_text_and_from_memory() {
    let document: ScorecardsDocument = serde_json::from_value(read("M7")).unwrap();
    let nested = |depth: usize| {
        let mut document = document.clone();
        let mut value = jinguo::performance::Value::Constant(jinguo::number::Rational::ONE);
        for _ in 0..depth {
            value = jinguo::performance::Value::Sum(vec![value]);
        }
        let mut second = document.scorecards[0].clone();
        second.id = "second".into();
        let gate = json!({"id": "g", "title": {"zh": "g"}, "when": {"compare": {"of": {"constant": 1}, "at_least": {"constant": 1}}},
            "effect": {"bar_awards": []}});
        let mut gate: jinguo::performance::Gate = serde_json::from_value(gate).unwrap();
        if let jinguo::performance::Condition::Compare(compare) = &mut gate.when {
            compare.of = value;
        }
        second.gates.push(gate);
        document.scorecards.push(second);
        document
    };
    // From memory the text is never made: five thousand levels would end the stack.
    for depth in [200, 5_000] {
        let error = Scorecards::from_document(nested(depth)).unwrap_err();
        let fault = &error.faults()[0];
        assert_eq!((error.total(), fault.code), (1, Code::TooDeep));
        assert_eq!(fault.place.pointer.as_deref(), Some("/scorecards/1"));
    }
    let text = |depth| serde_json::to_string(&nested(depth)).unwrap();
    let codes = |error: jinguo::Error| error.faults().iter().map(|fault| fault.code).collect::<Vec<_>>();
    let deep = Scorecards::from_json("", &text(60)).unwrap_err();
    assert_eq!(codes(deep), [Code::TooDeep]);
    let deep = Scorecards::from_document(nested(60)).unwrap_err();
    assert_eq!(codes(deep), [Code::TooDeep], "the same limit");
    assert!(Scorecards::from_document(nested(40)).is_ok() && Scorecards::from_json("", &text(40)).is_ok());
}
