//! Whatever the text of a plan, the answer is a plan or a list of faults, never a panic, and it comes soon.

use jinguo::error::{Code, MAX_FAULTS};
use jinguo::plan::Plan;

const GOOD: &str = include_str!("../../core/src/plan/check/plan.json");
const FORM: &str = include_str!("../plans/form.json");
const MEANING: &str = include_str!("../plans/meaning.json");

/// A small generator of numbers, the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }
}

/// Pieces that tend to hurt.
const PIECES: [&str; 24] = [
    "null",
    "true",
    "{}",
    "[]",
    "\"\"",
    "\"\\ud800\"",
    "\"\\u0000\"",
    "-0",
    "1e999",
    "340282366920938463463374607431768211456",
    "\"1/0\"",
    "\"-999999999999999999/999999999999999999\"",
    "\"0000-00-00\"",
    "\"9999-12-31\"",
    "\"0001-01-01\"",
    "{\"rolling_months\":{\"months\":1200,\"month_end\":\"up\"}}",
    "{\"calendar_year\":9999}",
    "{\"not\":{\"not\":{\"any\":[]}}}",
    "\"@\"",
    "\"@new\"",
    "\"coverage\"",
    ",",
    "}",
    "\u{feff}",
];

/// Tries a text; the sentences must be there for every fault.
fn tell(text: &str) -> bool {
    match Plan::from_json("p", text) {
        Ok(plan) => {
            let again = Plan::from_json("p", &serde_json::to_string(plan.document()).unwrap()).unwrap();
            assert_eq!(again.digest(), plan.digest());
            true
        }
        Err(error) => {
            assert!(!error.faults().is_empty());
            assert!(error.zh().contains('[') && error.en().contains('['));
            false
        }
    }
}

/// Where the values of a text begin and end, as near as a quick look tells: between two of `:,[]{}`.
fn values(text: &str) -> Vec<std::ops::Range<usize>> {
    let marks: Vec<usize> = text
        .match_indices([':', ',', '[', ']', '{', '}'])
        .map(|(at, _)| at)
        .collect();
    marks.windows(2).map(|pair| pair[0] + 1..pair[1]).collect()
}

#[test]
fn a_plan_with_values_replaced_never_panics() {
    let mut numbers = Numbers(0x6a69_6e67_756f);
    for text in [GOOD, FORM, MEANING] {
        let places = values(text);
        let mut plans = 0;
        for _ in 0..2_000 {
            let mut text = text.to_owned();
            for _ in 0..=numbers.below(3) {
                let range = places[numbers.below(places.len())].clone();
                if text.get(range.clone()).is_some() {
                    text.replace_range(range, PIECES[numbers.below(PIECES.len())]);
                }
            }
            plans += usize::from(tell(&text));
        }
        assert!(plans < 2_000);
    }
}

#[test]
fn a_plan_with_characters_lost_swapped_or_doubled_never_panics() {
    let mut numbers = Numbers(0x5eed);
    let characters: Vec<char> = GOOD.chars().collect();
    for _ in 0..3_000 {
        let mut text = characters.clone();
        for _ in 0..=numbers.below(4) {
            let (one, other) = (numbers.below(text.len()), numbers.below(text.len()));
            match numbers.below(4) {
                0 => drop(text.remove(one)),
                1 => text.swap(one, other),
                2 => text.insert(one, text[other]),
                _ => text.truncate(one.max(1)),
            }
        }
        tell(&text.into_iter().collect::<String>());
    }
}

/// The good plan with another value for one of its keys.
fn with(key: &str, value: &str) -> String {
    let mut document: serde_json::Value = serde_json::from_str(GOOD).unwrap();
    document[key] = serde_json::from_str(value).unwrap();
    document.to_string()
}

#[test]
fn criteria_are_nested_up_to_the_limit_and_no_deeper() {
    let nested = |depth: usize| {
        let criterion = format!(
            "{}{{\"unit\":{{}}}}{}",
            "{\"not\":".repeat(depth),
            "}".repeat(depth)
        );
        let measure = format!(
            r#"[{{"id":"m","title":{{"zh":"m"}},"clause":"三","scoring":"count","basis":"unit","improvement":"increase","initial_population":{criterion}}}]"#
        );
        // Not through a tree of values, which has a limit of its own.
        let text = with("measures", "[]");
        text.replace("\"measures\":[]", &format!("\"measures\":{measure}"))
    };
    assert!(Plan::from_json("", &nested(90)).is_ok());
    let error = Plan::from_json("", &nested(100)).unwrap_err();
    assert_eq!(error.code(), Code::TooDeep);
    let error = Plan::from_json("", &nested(50_000)).unwrap_err();
    assert_eq!(error.code(), Code::TooDeep);
}

#[test]
fn a_document_full_of_faults_keeps_the_first_and_counts_all() {
    let clauses: Vec<String> = (0..50_000)
        .map(|number| {
            format!(r#"{{"id":"c{number}","number":"","title":{{"zh":"c"}},"parent":"d{number}"}}"#)
        })
        .collect();
    let text = with("clauses", &format!("[{}]", clauses.join(",")));
    let error = Plan::from_json("", &text).unwrap_err();
    assert_eq!(error.faults().len(), MAX_FAULTS);
    assert!(error.total() > 50_000);
    let wrong = with("clauses", &format!("[{}]", "1,".repeat(50_000) + "1"));
    assert_eq!(Plan::from_json("", &wrong).unwrap_err().total(), 50_001);
}

#[test]
fn a_long_chain_of_clauses_and_composites_is_checked() {
    let clauses: Vec<String> = (0..20_000)
        .map(|number: usize| {
            let parent = number.saturating_sub(1);
            let parent = if number == 0 {
                String::new()
            } else {
                format!(r#","parent":"c{parent}""#)
            };
            format!(r#"{{"id":"c{number}","number":"","title":{{"zh":"c"}}{parent}}}"#)
        })
        .collect();
    let measures: Vec<String> = (0..20_000)
        .map(|number| {
            let next = (number + 1) % 20_000;
            format!(
                r#"{{"id":"m{number}","title":{{"zh":"m"}},"clause":"c1","scoring":"composite","basis":"unit","improvement":"increase","composite":"all_or_nothing","components":[{{"measure":"m{next}"}}]}}"#
            )
        })
        .collect();
    let mut document: serde_json::Value =
        serde_json::from_str(&with("clauses", &format!("[{}]", clauses.join(",")))).unwrap();
    document["measures"] = serde_json::from_str(&format!("[{}]", measures.join(","))).unwrap();
    document["pace"] = serde_json::json!([]);
    document["sets"] = serde_json::json!([]);
    let error = Plan::from_json("", &document.to_string()).unwrap_err();
    assert_eq!((error.code(), error.total()), (Code::MeasureCycle, 1));
}
