//! Scoring 100,000 units by 100 items on one core: the goal is one second at most.
//!
//! What is measured is the time that the thread was on a core, where the system tells it (Linux), so that other programs
//! on the machine do not count as waiting.
//!
//! `cargo bench -p jinguo-tests --bench scoring`
#![allow(
    missing_docs,
    clippy::arithmetic_side_effects,
    reason = "a benchmark, not a library"
)]

use criterion::{Criterion, criterion_group, criterion_main};
use jinguo::performance::{Candidate, InputColumn, Inputs, Scorecards};
use serde_json::{Value, json};
use std::hint::black_box;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

const UNITS: usize = 100_000;
const ITEMS: usize = 100;

/// An item of each family in turn, as offices mix them.
fn rule(at: usize) -> Value {
    let of = json!({"input": format!("i{at}")});
    match at % 10 {
        0..=2 => json!({"ratio": {"of": of, "target": {"constant": 12}, "points": 10, "beyond": "capped"}}),
        3 | 4 => json!({"tally": {"start": 10, "deduct": [
            {"title": {"zh": "迟报"}, "of": of, "points": "0.5", "at_most": {"points": 5}},
            {"title": {"zh": "漏报"}, "of": {"shortfall": {"of": {"input": format!("i{}", at - 1)}, "target": {"constant": 4}}},
             "points": 1, "at_most": "unlimited"}]}}),
        5 | 6 => json!({"slope": {"of": of, "reference": {"constant": 10}, "base": 8,
            "above": {"add": {"each": 2, "counted": "complete", "points": "0.5", "at_most": {"points": 2}}},
            "below": {"deduct": {"each": 2, "counted": "started", "points": "0.5", "at_most": "unlimited"}}}}),
        7 => json!({"bands": {"of": of, "bands": [
            {"at_least": 15, "gives": 10}, {"at_least": 10, "below": 15, "gives": 8},
            {"at_least": 5, "below": 10, "gives": 6}, {"below": 5, "gives": 0}], "gaps": "none"}}),
        8 => {
            json!({"threshold": {"of": of, "line": {"at_least": {"constant": 10}}, "met": 10, "otherwise": 0}})
        }
        _ => json!({"ratio": {"of": of,
            "target": {"cohort": {"of": {"input": format!("i{at}")}, "aggregate": "highest", "within": "group"}},
            "points": 10, "beyond": "capped"}}),
    }
}

fn scorecards() -> Scorecards {
    let inputs: Vec<Value> = (0..ITEMS)
        .map(|at| json!({"id": format!("i{at}"), "title": {"zh": "输入"}, "from": "given", "collected": "filed"}))
        .collect();
    let bounds = json!({"combine": "sum", "bonus_at_most": "unlimited", "deduction_at_most": "unlimited",
        "floor": "zero", "ceiling": "unbounded"});
    let section = |id: String, parts: Vec<Value>| {
        let mut section = bounds.clone();
        section["id"] = id.into();
        section["title"] = json!({"zh": "项目"});
        section["parts"] = parts.into();
        section
    };
    let sections: Vec<Value> = (0..10)
        .map(|tens| {
            let items = (0..10)
                .map(|ones| {
                    let at = tens * 10 + ones;
                    json!({"item": {"id": format!("item{at}"), "title": {"zh": "评分项"}, "stream": "base", "points": 10,
                        "rule": rule(at), "floor": "zero", "ceiling": "full"}})
                })
                .collect();
            json!({"section": section(format!("section{tens}"), items)})
        })
        .collect();
    let total = json!({"section": "total"});
    let document = json!({
        "schema": "jinguo-scorecards/1", "id": "bench", "version": "1", "status": "draft", "title": {"zh": "基准"},
        "source": {"title": "基准", "issuer": "基准"}, "inputs": inputs,
        "scorecards": [{
            "id": "card", "title": {"zh": "评分表"}, "period": {"calendar_year": 2022}, "candidates": {},
            "total": section("total".to_owned(), sections),
            "grades": {"of": total, "order": ["优秀", "合格"], "lines": [{"bands": [
                {"at_least": 700, "gives": "优秀"}, {"below": 700, "gives": "合格"}], "gaps": "none"}]},
            "rankings": [{"id": "rank", "title": {"zh": "排名"}, "order": [{"of": total, "first": "highest"}],
                "within": "group", "method": "competition"}]
        }]
    });
    Scorecards::from_json("bench.json", &document.to_string()).unwrap()
}

/// A number that looks random and is the same in every run.
fn mixed(seed: usize) -> i64 {
    let mut x = seed as u64 ^ 0x9e37_79b9_7f4a_7c15;
    x ^= x >> 30;
    x = x.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x ^= x >> 27;
    (x % 21) as i64
}

fn inputs() -> Inputs {
    let cohort = (0..UNITS)
        .map(|unit| Candidate {
            id: format!("u{unit:06}"),
            group: Some(format!("g{}", unit % 100)),
            ..Candidate::default()
        })
        .collect();
    let columns = (0..ITEMS)
        .map(|item| {
            let values = (0..UNITS).map(|unit| mixed(unit * ITEMS + item));
            (format!("i{item}"), InputColumn::whole(values))
        })
        .collect();
    Inputs {
        cohort,
        columns,
        ..Inputs::default()
    }
}

/// The time that this thread has been on a core; the time of day where the system does not tell.
fn on_core() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|text| text.split_whitespace().next()?.parse().ok());
    nanoseconds.map_or_else(|| START.elapsed(), Duration::from_nanos)
}

fn scoring(criterion: &mut Criterion) {
    let scorecards = scorecards();
    let inputs = inputs();
    let mut group = criterion.benchmark_group("scoring");
    group.sample_size(10);
    group.bench_function("100,000 units × 100 items", |bencher| {
        bencher.iter_custom(|times| {
            let mut total = Duration::ZERO;
            for _ in 0..times {
                let inputs = inputs.clone();
                let start = on_core();
                let evaluation = black_box(scorecards.evaluate(inputs).unwrap());
                total += on_core() - start;
                drop(evaluation);
            }
            total
        });
    });
    group.finish();
}

criterion_group!(benches, scoring);
criterion_main!(benches);
