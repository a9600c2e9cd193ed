//! What a person reads who wrote a scorecard wrongly: every fault at once, each with its place, in both languages.

use jinguo::error::Code;
use jinguo::performance::{Inputs, Scorecards};
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
