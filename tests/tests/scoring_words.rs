//! Words of the document that the vectors do not use, each worked out by hand.

use jinguo::performance::{Evaluation, Inputs, Scorecards};
use serde_json::{Value, json};

fn document(name: &str) -> Value {
    let file = format!("{}/vectors/scoring/{name}.json", env!("CARGO_MANIFEST_DIR"));
    let vector: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    vector["document"].clone()
}

fn evaluate(document: &Value, inputs: &Value) -> Evaluation {
    let scorecards =
        Scorecards::from_json("", &document.to_string()).unwrap_or_else(|error| panic!("{error}"));
    scorecards
        .evaluate(Inputs::from_json("", &inputs.to_string()).unwrap())
        .unwrap()
}

#[test]
fn a_bonus_is_limited_by_a_share_of_what_was_reached() {
    let mut document = document("A7");
    let total = &mut document["scorecards"][0]["total"];
    total["parts"][0]["section"]["bonus_at_most"] = json!({"share_of_reached": "10%"});
    total["bonus_at_most"] = json!("unlimited");
    let inputs = json!({"schema": "jinguo-inputs/1", "candidates": [{"id": "over"}, {"id": "at"}, {"id": "none"}], "numbers": {
        "base_1": {"over": 18, "at": 10, "none": 0}, "more_1": {"over": 3, "at": 1, "none": 3},
        "base_2": {"over": 0, "at": 0, "none": 0}, "more_2": {"over": 0, "at": 0, "none": 0}}});
    let evaluation = evaluate(&document, &inputs);
    let points = |candidate| {
        evaluation
            .points("card", "party", candidate)
            .unwrap()
            .unwrap()
            .to_string()
    };
    // 18 + min(3, 1.8); 10 + min(1, 1); 0 + min(3, 0).
    assert_eq!(["over", "at", "none"].map(points), ["19.8", "11", "0"]);
}

#[test]
fn an_award_names_the_gates_that_bar_from_it() {
    let mut document = document("R1");
    document["awards"][1]["barred_by"] = json!([{"scorecard": "card", "gate": "notice"}]);
    let inputs = json!({"schema": "jinguo-inputs/1", "candidates": [{"id": "a"}, {"id": "b"}, {"id": "c"}, {"id": "d"}],
        "numbers": {"x": {"a": 95, "b": 90, "c": 80, "d": 99}, "criticised": {"a": 1, "b": 0, "c": 0}}});
    let report = evaluate(&document, &inputs).report().unwrap();
    let open = &report.awards[1];
    // a is criticised; of d nobody can tell.
    assert_eq!(
        (&open.nominated[..], &open.unknown[..]),
        (&["b".to_owned(), "c".into()][..], &["d".to_owned()][..])
    );
    assert_eq!(open.cuts[0].chosen, ["b", "c"]);
    let keys: Vec<String> = open
        .standings
        .iter()
        .map(|one| one.keys[0].value.unwrap().to_string())
        .collect();
    assert_eq!(keys, ["90", "80"]);
}

#[test]
fn points_are_limited_per_word_day_quarter_and_ledger() {
    let limits = |per: &str| -> Vec<String> {
        let mut document = document("E9");
        document["points"] = json!([{"id": "ledger", "title": {"zh": "积分"}, "year_starts_on": "01-01", "lasting": "forever",
            "balance_floor": "refuses_entry", "kinds": [{"id": "paper", "title": {"zh": "用稿"},
                "worth": {"by_word": [{"word": "省", "points": 3}, {"word": "市", "points": 2}]}, "same_matter": "all_count",
                "limits": [{"per": per, "points": 4}]}]}]);
        let entry = |id: &str, day: &str, word: &str| json!({"id": id, "ledger": "ledger", "candidate": "a", "kind": "paper", "day": day, "word": word});
        let inputs = json!({"schema": "jinguo-inputs/1", "as_of": "2022-12-31", "candidates": [{"id": "a"}], "entries": [
            entry("1", "2022-03-31", "省"), entry("2", "2022-03-31", "市"), entry("3", "2022-04-01", "市"),
            entry("4", "2022-06-30", "市"), entry("5", "2022-07-01", "市")]});
        let statements = evaluate(&document, &inputs).statements_at("2022-12-31".parse().unwrap());
        statements[0]
            .bookings
            .iter()
            .map(|one| one.booked.to_string())
            .collect()
    };
    // 省 3 of 4; 市 2, 2, then nothing is left.
    assert_eq!(limits("word"), ["3", "2", "2", "0", "0"]);
    assert_eq!(limits("day"), ["3", "1", "2", "2", "2"]);
    // First quarter 3 + 1, second 2 + 2, third 2.
    assert_eq!(limits("quarter"), ["3", "1", "2", "2", "2"]);
    assert_eq!(limits("ledger"), ["3", "1", "0", "0", "0"]);
}

/// “≥” takes the line itself, “>” does not; the explanation says which.
#[test]
fn a_line_that_is_included_is_met_at_the_line_and_one_that_is_not_is_not() {
    for (word, sign, at_line) in [
        ("at_least", "≥", "4"),
        ("above", ">", "0"),
        ("at_most", "≤", "4"),
        ("below", "<", "0"),
    ] {
        let mut document = document("M7");
        let item = &mut document["scorecards"][0]["total"]["parts"][0]["item"];
        item["rule"] = json!({"threshold": {"of": {"input": "r"}, "line": {word: {"constant": "0.98"}}, "met": 4, "otherwise": 0}});
        let inputs = json!({"schema": "jinguo-inputs/1", "candidates": [{"id": "a"}], "numbers": {"r": {"a": "0.98"}}});
        let evaluation = evaluate(&document, &inputs);
        let points = evaluation.points("card", "complete", "a").unwrap().unwrap();
        assert_eq!(points.to_string(), at_line, "{word}");
        let why = evaluation.explain("card", "a").unwrap();
        assert!(
            why.items[0].rule.zh.contains(&format!("{sign} 0.98")),
            "{}",
            why.items[0].rule.zh
        );
    }
}
