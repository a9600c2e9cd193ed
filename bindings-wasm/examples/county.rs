//! The native side of `bindings-wasm/bench`: `county FOLDER` loads a folder of CSV files and evaluates the Changde plan as of
//! several days on one thread, and prints the times as JSON, in microseconds on the core.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a program of the benchmark: it stops loudly"
)]

use jinguo::ledger::{Batch, Ledger, Table};
use jinguo::plan::Plan;
use jinguo::report::Parameters;
use serde_json::{Map, Value};
use std::hint::black_box;

/// Microseconds that this thread was on a core.
fn on_core() -> u64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").expect("Linux");
    let nanoseconds: u64 = told.split_whitespace().next().unwrap().parse().unwrap();
    nanoseconds.div_euclid(1000)
}

fn main() {
    let folder = std::env::args().nth(1).expect("a folder");
    let mut times = Map::new();
    let mut timed = |name: &str, begin: u64| {
        let before = times.get(name).and_then(Value::as_u64).unwrap_or(u64::MAX);
        let spent = on_core().saturating_sub(begin);
        times.insert(name.to_owned(), spent.min(before).into());
    };
    let plan = Plan::from_json("plan.json", include_str!("../../examples/changde-2022/plan.json")).unwrap();
    for _ in 0..3 {
        let begin = on_core();
        let mut batch = Batch::new();
        for table in Table::ALL {
            let name = table.file_name();
            let bytes = std::fs::read(format!("{folder}/{name}")).unwrap();
            batch.read_csv(table, name, &bytes).unwrap();
        }
        timed("read", begin);
        let begin = on_core();
        let mut ledger = Ledger::new();
        ledger.apply(batch).unwrap();
        timed("apply", begin);
        for day in ["2022-06-30", "2022-07-01", "2022-09-30", "2022-12-31"] {
            let as_of = day.parse().unwrap();
            let parameters = Parameters {
                as_of,
                known_at: as_of,
            };
            let begin = on_core();
            let evaluation = jinguo::evaluate(&plan, &ledger, parameters).unwrap();
            timed(&format!("evaluate {day}"), begin);
            let begin = on_core();
            black_box(evaluation.measure_report("protection_minors", true).unwrap());
            timed("measure", begin);
        }
    }
    println!("{}", Value::from(times));
}
