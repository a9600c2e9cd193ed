//! What a person reads who wrote a plan wrongly: every fault at once, in both languages, in the order of the text.

use jinguo::error::{Code, Error};
use jinguo::plan::Plan;
use jinguo_tests::bless;
use std::collections::BTreeSet;

/// Compares the sentences on a plan with checked-in ones, and gives its faults.
fn sentences(name: &str) -> Error {
    let file = format!("{}/plans/{name}.json", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{file}: {error}"));
    let error = Plan::from_json(&format!("{name}.json"), &text).unwrap_err();
    bless::compare(
        &format!("tests/snapshots/plan-{name}.txt"),
        &format!("{}\n\n{}\n", error.zh(), error.en()),
    );
    let places: Vec<_> = error
        .faults()
        .iter()
        .map(|fault| (fault.place.line, fault.place.column))
        .collect();
    assert!(places.is_sorted(), "not in the order of the text: {places:?}");
    error
}

fn kinds(error: &Error) -> BTreeSet<Code> {
    error.faults().iter().map(|fault| fault.code).collect()
}

#[test]
fn every_fault_of_form_is_told_at_once() {
    let kinds = kinds(&sentences("form"));
    for code in [
        Code::DuplicateKey,
        Code::UnknownKey,
        Code::MissingKey,
        Code::WrongType,
        Code::UnknownWord,
        Code::OutOfRange,
        Code::ExactlyOne,
        Code::BadDate,
        Code::BadNumber,
    ] {
        assert!(kinds.contains(&code), "{code:?}");
    }
}

#[test]
fn more_than_twenty_kinds_of_faults_of_meaning_are_told_at_once() {
    assert!(kinds(&sentences("meaning")).len() > 20);
}

#[test]
fn broken_syntax_is_told_in_both_languages() {
    let texts = [
        "",
        "{",
        "[1",
        "{\"a\": \"b",
        "{\"a\" 1}",
        "{\"a\": 1 \"b\": 2}",
        "[1 2]",
        "{a: 1}",
        "{\"a\": 1,}",
        "{\"a\": nul}",
        "{\"a\": 01}",
        "{\"a\": -}",
        "{\"a\": }",
        "{\"a\": \"\\x\"}",
        "{\"a\": \"\\ud800\"}",
        "{\"a\": \"\\ud800\\u0041\"}",
        "{\"a\": \"\n\"}",
        "{} {}",
        "{\"常德\":\n  常德}",
    ];
    let mut told = String::new();
    for text in texts {
        let error = Plan::from_json("plan.json", text).unwrap_err();
        assert_eq!((error.code(), error.total()), (Code::BadJson, 1), "{text}");
        told.push_str(&format!("{text:?}\n{}\n{}\n", error.zh(), error.en()));
    }
    bless::compare("tests/snapshots/plan-syntax.txt", &told);
}
