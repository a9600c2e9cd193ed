//! What must hold for scoring whatever the numbers are: order changes nothing, a newcomer without a score changes nothing
//! but what the cohort rules say, and ranks are those of an independent implementation.

use jinguo::number::Rational;
use jinguo::performance::{First, Inputs, RankMethod, ScoreReport, Scorecards, rank};
use serde_json::{Value, json};
use std::collections::BTreeMap;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/vectors");

/// A generator that gives the same numbers in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }

    fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            list.swap(at, self.below(at as u64 + 1) as usize);
        }
    }
}

fn vectors() -> Vec<(String, Value)> {
    let mut list: Vec<(String, Value)> = std::fs::read_dir(format!("{FOLDER}/scoring"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "json"))
        .map(|path| {
            let value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
            (path.file_stem().unwrap().to_str().unwrap().to_owned(), value)
        })
        .collect();
    list.sort_by(|a, b| a.0.cmp(&b.0));
    list
}

fn report(document: &Value, inputs: &Value) -> Option<ScoreReport> {
    let scorecards = Scorecards::from_json("", &document.to_string()).unwrap();
    let inputs = Inputs::from_json("", &inputs.to_string()).ok()?;
    Some(scorecards.evaluate(inputs).ok()?.report().unwrap())
}

/// A report whose lists are ordered by identifier, without the digest of the document.
fn ordered(mut report: ScoreReport) -> Value {
    // Parts in another order are another document, with another digest.
    report.scorecards.digest.clear();
    report.fingerprint.clear();
    report.results.sort_by(|a, b| a.id.cmp(&b.id));
    report.awards.sort_by(|a, b| a.id.cmp(&b.id));
    for card in &mut report.results {
        card.candidates.sort_by(|a, b| a.id.cmp(&b.id));
        card.bonuses.sort_by(|a, b| a.of.cmp(&b.of));
        for tied in &mut card.tied {
            tied.candidates.sort();
        }
        card.tied
            .sort_by(|a, b| (&a.item, &a.candidates).cmp(&(&b.item, &b.candidates)));
        for one in &mut card.candidates {
            one.sections.sort_by(|a, b| a.id.cmp(&b.id));
            one.items.sort_by(|a, b| a.id.cmp(&b.id));
            one.ranks.sort_by(|a, b| a.id.cmp(&b.id));
            one.payouts.sort_by(|a, b| a.id.cmp(&b.id));
            one.gates.sort();
            one.unknown_gates.sort();
            one.consequences.sort();
        }
    }
    for award in &mut report.awards {
        award.nominated.sort();
        award.standings.sort_by(|a, b| a.candidate.cmp(&b.candidate));
        award.unknown.sort();
    }
    serde_json::to_value(report).unwrap()
}

/// Shuffles the parts of every section of a document.
fn shuffle_parts(value: &mut Value, numbers: &mut Numbers) {
    match value {
        Value::Object(keys) => {
            for (key, value) in keys {
                if let ("parts" | "gates" | "rankings", Value::Array(list)) = (key.as_str(), &mut *value) {
                    numbers.shuffle(list);
                }
                shuffle_parts(value, numbers);
            }
        }
        Value::Array(list) => list.iter_mut().for_each(|value| shuffle_parts(value, numbers)),
        _ => {}
    }
}

#[test]
fn the_order_of_units_and_items_changes_nothing() {
    let mut numbers = Numbers(1);
    let mut compared = 0;
    for (name, vector) in vectors() {
        for case in vector["cases"].as_array().unwrap() {
            let Some(plain) = report(&vector["document"], &case["inputs"]) else {
                continue;
            };
            let plain = ordered(plain);
            for _ in 0..4 {
                let mut document = vector["document"].clone();
                shuffle_parts(&mut document, &mut numbers);
                for key in ["inputs", "scorecards", "awards"] {
                    if let Some(Value::Array(list)) = document.get_mut(key) {
                        numbers.shuffle(list);
                    }
                }
                let mut inputs = case["inputs"].clone();
                for key in ["candidates", "entries", "ballots", "filings", "overrides"] {
                    if let Some(Value::Array(list)) = inputs.get_mut(key) {
                        numbers.shuffle(list);
                    }
                }
                let other = ordered(report(&document, &inputs).unwrap());
                assert_eq!(plain, other, "{name}");
                compared += 1;
            }
        }
    }
    assert!(compared > 300, "{compared}");
}

/// Whether a document has a rule that looks at the whole cohort.
fn looks_at_the_cohort(document: &Value) -> bool {
    let text = document.to_string();
    [
        "\"cohort\"",
        "\"rank\":{",
        "\"places\"",
        "\"mean_within\"",
        "\"distinct\"",
        "\"samples\":[",
        "\"rankings\":[",
    ]
    .iter()
    .any(|word| text.contains(word))
}

#[test]
fn a_unit_without_any_value_changes_nobody_else_but_through_cohort_rules() {
    let mut compared = 0;
    for (name, vector) in vectors() {
        if looks_at_the_cohort(&vector["document"]) {
            continue;
        }
        for case in vector["cases"].as_array().unwrap() {
            let Some(plain) = report(&vector["document"], &case["inputs"]) else {
                continue;
            };
            let mut inputs = case["inputs"].clone();
            inputs["candidates"]
                .as_array_mut()
                .unwrap()
                .insert(0, json!({"id": "newcomer", "group": "新"}));
            let mut more = report(&vector["document"], &inputs).unwrap();
            assert_ne!(plain.fingerprint, more.fingerprint, "{name}");
            for card in &mut more.results {
                card.candidates.retain(|one| one.id != "newcomer");
            }
            for award in &mut more.awards {
                award.unknown.retain(|one| one != "newcomer");
                award.nominated.retain(|one| one != "newcomer");
            }
            more.points.retain(|statement| statement.candidate != "newcomer");
            assert_eq!(ordered(plain), ordered(more), "{name}");
            compared += 1;
        }
    }
    assert!(compared > 40, "{compared}");
}

#[test]
fn a_unit_without_a_score_takes_no_rank_and_moves_nobody() {
    let mut numbers = Numbers(7);
    for _ in 0..200 {
        let values: Vec<Option<Rational>> =
            (0..12).map(|_| Some(Rational::count(numbers.below(5)))).collect();
        let mut more = values.clone();
        let at = numbers.below(13) as usize;
        more.insert(at, None);
        for method in [
            RankMethod::Competition,
            RankMethod::Dense,
            RankMethod::Modified,
            RankMethod::Average,
        ] {
            let mut ranks = rank(&more, First::Highest, method);
            assert_eq!(ranks.remove(at), None);
            assert_eq!(ranks, rank(&values, First::Highest, method));
        }
    }
}

/// The rank that a method of SciPy gives is the rank of ours.
#[test]
fn ranks_are_those_of_scipy() {
    let text = std::fs::read_to_string(format!("{FOLDER}/scoring-peer/rankdata.csv")).unwrap();
    let mut cases: BTreeMap<u32, Vec<Vec<Rational>>> = BTreeMap::new();
    for line in text.lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        let row = fields[1..].iter().map(|field| field.parse().unwrap()).collect();
        cases.entry(fields[0].parse().unwrap()).or_default().push(row);
    }
    assert_eq!(cases.len(), 40);
    let methods = [
        (RankMethod::Competition, 1),
        (RankMethod::Modified, 2),
        (RankMethod::Average, 3),
        (RankMethod::Dense, 4),
    ];
    for (case, rows) in &cases {
        let values: Vec<Option<Rational>> = rows.iter().map(|row| Some(row[0])).collect();
        for (method, column) in methods {
            let ranks = rank(&values, First::Lowest, method);
            let expected: Vec<Option<Rational>> = rows.iter().map(|row| Some(row[column])).collect();
            assert_eq!(ranks, expected, "case {case}, {method:?}");
        }
        // SciPy breaks ties by position; here the chain does, so the position is the second key.
        let candidates: Vec<Value> = (0..rows.len())
            .map(|at| json!({"id": format!("{at:02}")}))
            .collect();
        let column = |value: &dyn Fn(usize) -> String| -> Value {
            (0..rows.len())
                .map(|at| (format!("{at:02}"), Value::from(value(at))))
                .collect::<serde_json::Map<_, _>>()
                .into()
        };
        let inputs = json!({"schema": "jinguo-inputs/1", "candidates": candidates, "numbers": {
            "x": column(&|at| rows[at][0].to_string()), "at": column(&|at| at.to_string())}});
        let report = report(&ordinal(), &inputs).unwrap();
        let found: Vec<Option<Rational>> = report.results[0]
            .candidates
            .iter()
            .map(|one| one.ranks[0].value)
            .collect();
        let expected: Vec<Option<Rational>> = rows.iter().map(|row| Some(row[5])).collect();
        assert_eq!(found, expected, "case {case}, ordinal");
    }
}

fn ordinal() -> Value {
    let input = |id: &str| json!({"id": id, "title": {"zh": id}, "from": "given", "collected": "filed"});
    json!({
        "schema": "jinguo-scorecards/1", "id": "ranks", "version": "1", "status": "draft", "title": {"zh": "排名"},
        "source": {"title": "排名", "issuer": "排名"}, "inputs": [input("x"), input("at")],
        "scorecards": [{
            "id": "card", "title": {"zh": "排名"}, "period": {"calendar_year": 2022}, "candidates": {},
            "total": {"id": "total", "title": {"zh": "总分"}, "parts": [{"item": {
                "id": "x", "title": {"zh": "分"}, "stream": "base", "points": 0, "rule": {"value": {"input": "x"}},
                "floor": "unbounded", "ceiling": "unbounded"}}],
                "combine": "sum", "bonus_at_most": "unlimited", "deduction_at_most": "unlimited",
                "floor": "unbounded", "ceiling": "unbounded"},
            "rankings": [{"id": "rank", "title": {"zh": "排名"}, "within": "everyone", "method": "ordinal",
                "order": [{"of": {"section": "total"}, "first": "lowest"}, {"of": {"input": "at"}, "first": "lowest"}]}]
        }]
    })
}

#[test]
fn a_draw_is_the_same_whoever_repeats_it_and_depends_on_the_seed() {
    let vector = vectors().into_iter().find(|(name, _)| name == "R17").unwrap().1;
    let mut document = vector["document"].clone();
    let drawn = |document: &Value| {
        let scorecards = Scorecards::from_json("", &document.to_string()).unwrap();
        let inputs = Inputs::from_json("", &vector["cases"][0]["inputs"].to_string()).unwrap();
        scorecards.evaluate(inputs).unwrap().drawn("check")
    };
    let first = drawn(&document);
    assert_eq!(first, drawn(&document));
    let mut others = 0;
    for seed in 0..20 {
        document["samples"][0]["seed"] = Value::from(format!("种子 {seed}"));
        others += usize::from(drawn(&document) != first);
    }
    assert!(others >= 18, "{others}");
}

/// A scorecard that sums `count` inputs, and what they are.
fn sum_of(values: &[Rational]) -> Result<Rational, jinguo::report::State> {
    let ids: Vec<String> = (0..values.len()).map(|at| format!("x{at}")).collect();
    let mut document = ordinal();
    document["inputs"] = ids
        .iter()
        .map(|id| json!({"id": id, "title": {"zh": id}, "from": "given", "collected": "filed"}))
        .collect();
    document["scorecards"][0]["rankings"] = json!([]);
    document["scorecards"][0]["total"]["parts"] = ids
        .iter()
        .map(|id| {
            json!({"item": {"id": id, "title": {"zh": id}, "stream": "base", "points": 1, "rule": {"value": {"input": id}},
                "floor": "unbounded", "ceiling": "unbounded"}})
        })
        .collect();
    let numbers: serde_json::Map<String, Value> = ids
        .iter()
        .zip(values)
        .map(|(id, value)| (id.clone(), json!({"a": value})))
        .collect();
    let inputs = json!({"schema": "jinguo-inputs/1", "candidates": [{"id": "a"}], "numbers": numbers});
    let report = report(&document, &inputs).unwrap();
    let total = &report.results[0].candidates[0].total;
    total.value.ok_or(total.state)
}

#[test]
fn a_sum_that_leaves_64_bits_is_still_exact_and_one_that_leaves_128_is_an_error() {
    // Primes, so that no denominator holds another.
    let primes = [
        4_294_967_291u64,
        4_294_967_279,
        4_294_967_231,
        4_294_967_197,
        4_294_967_189,
    ];
    let values: Vec<Rational> = primes
        .iter()
        .map(|prime| Rational::new(1, i128::from(*prime)).unwrap())
        .collect();
    let three = values[0].plus(values[1]).unwrap().plus(values[2]).unwrap();
    assert_eq!(sum_of(&values[..3]), Ok(three));
    assert!(three.denominator() > i128::from(u64::MAX));
    assert_eq!(sum_of(&values), Err(jinguo::report::State::Error));
}

#[test]
fn the_fingerprint_knows_every_input_and_no_order() {
    let mut numbers = Numbers(11);
    for (name, vector) in vectors() {
        let inputs = &vector["cases"][0]["inputs"];
        let Some(plain) = report(&vector["document"], inputs) else {
            continue;
        };
        let mut shuffled = inputs.clone();
        for key in ["candidates", "entries", "ballots", "filings", "overrides"] {
            if let Some(Value::Array(list)) = shuffled.get_mut(key) {
                numbers.shuffle(list);
            }
        }
        let other = report(&vector["document"], &shuffled).unwrap();
        assert_eq!(plain.fingerprint, other.fingerprint, "{name}");
        let mut changed = inputs.clone();
        if let Some(column) = changed["numbers"]
            .as_object_mut()
            .and_then(|numbers| numbers.values_mut().next())
        {
            let cell = column.as_object_mut().unwrap().values_mut().next().unwrap();
            *cell = if *cell == json!(1) { json!(0) } else { json!(1) };
        } else {
            changed["candidates"]
                .as_array_mut()
                .unwrap()
                .push(json!({"id": "one more", "group": "又"}));
        }
        if let Some(other) = report(&vector["document"], &changed) {
            assert_ne!(plain.fingerprint, other.fingerprint, "{name}");
        }
    }
}

#[test]
fn the_report_has_the_same_bytes_each_time_and_reads_back() {
    for (name, vector) in vectors() {
        let Some(first) = report(&vector["document"], &vector["cases"][0]["inputs"]) else {
            continue;
        };
        let again = report(&vector["document"], &vector["cases"][0]["inputs"]).unwrap();
        let text = first.to_json().unwrap();
        assert_eq!(text, again.to_json().unwrap(), "{name}");
        assert_eq!(
            serde_json::from_str::<ScoreReport>(&text).unwrap(),
            first,
            "{name}"
        );
    }
}
