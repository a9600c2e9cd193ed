//! The whole Changde plan on the whole synthetic city, on one core: reading the CSV files, entering them, evaluating all
//! measures, reading off all results.
//!
//! Evaluation and report are measured by the time that their one thread was on a core, where the system tells it (Linux), so
//! that other programs on the machine do not count as waiting. Files are read by all processors, so that is measured by
//! the clock on the wall; `taskset -c 0` gives the figure of one processor.
//!
//! `cargo bench -p jinguo-tests --bench city`
#![allow(missing_docs, reason = "a benchmark, not a library")]

use criterion::{Criterion, criterion_group, criterion_main};
use jinguo::ledger::{Batch, Ledger, Table};
use jinguo::plan::Plan;
use jinguo::report::Parameters;
use jinguo_examples::synthetic::{self, Scale};
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

/// Time on the core since the thread began; elapsed time where the system does not tell.
fn on_core(begin: Instant) -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|text| text.split_whitespace().next()?.parse().ok());
    nanoseconds.map_or_else(|| begin.elapsed(), Duration::from_nanos)
}

/// Runs a routine several times and adds up its time on the core.
fn timed<T>(runs: u64, mut routine: impl FnMut() -> T) -> Duration {
    let begin = Instant::now();
    (0..runs).fold(Duration::ZERO, |sum, _| {
        let before = on_core(begin);
        black_box(routine());
        sum + on_core(begin).saturating_sub(before)
    })
}

fn read(folder: &Path) -> Batch {
    let mut batch = Batch::new();
    for table in Table::ALL {
        let bytes = std::fs::read(folder.join(table.file_name())).unwrap();
        batch.read_csv(table, table.file_name(), &bytes).unwrap();
    }
    batch
}

fn city(criterion: &mut Criterion) {
    let folder = std::env::temp_dir().join(format!("jinguo-city-{}", std::process::id()));
    synthetic::write(&folder, Scale { divide: 1 }, &mut |_, _, _| {}).unwrap();
    let plan = Plan::from_json("plan.json", include_str!("../../examples/changde-2022/plan.json")).unwrap();
    let mut ledger = Ledger::new();
    ledger.apply(read(&folder)).unwrap();
    println!("{ledger:?}");
    let parameters = Parameters {
        as_of: "2022-12-31".parse().unwrap(),
        known_at: "2023-01-10".parse().unwrap(),
    };
    let evaluation = jinguo::evaluate(&plan, &ledger, parameters).unwrap();

    let mut group = criterion.benchmark_group("city");
    group
        .sample_size(10)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(5));
    group.bench_function("evaluate all measures", |bencher| {
        bencher.iter_custom(|runs| timed(runs, || jinguo::evaluate(&plan, &ledger, parameters).unwrap()));
    });
    group.bench_function("results of all measures at all units", |bencher| {
        bencher.iter_custom(|runs| timed(runs, || evaluation.results().unwrap()));
    });
    group.bench_function("report with its fingerprint", |bencher| {
        bencher.iter_custom(|runs| timed(runs, || evaluation.report().unwrap()));
    });
    group.bench_function("read the six CSV files", |bencher| bencher.iter(|| read(&folder)));
    group.bench_function("read the six CSV files and enter them", |bencher| {
        bencher.iter(|| {
            let mut ledger = Ledger::new();
            ledger.apply(read(&folder)).unwrap();
            ledger
        });
    });
    group.finish();
    std::fs::remove_dir_all(&folder).unwrap();
}

criterion_group!(benches, city);
criterion_main!(benches);
