//! The whole Changde plan on the whole synthetic city, on one core: reading the CSV files, entering them, evaluating all
//! measures, reading off all results.
//!
//! Evaluation and report are measured by the time that their one thread was on a core, where the system tells it (Linux), so
//! that other programs on the machine do not count as waiting. Files are read by all processors, so that is measured by
//! the clock on the wall; `taskset -c 0` gives the figure of one processor.
//!
//! `cargo bench -p jinguo-tests --bench city`
#![allow(missing_docs, reason = "a benchmark, not a library")]

mod common;

use common::{on_core, read};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use jinguo::ledger::{Batch, Ledger, Table};
use jinguo::partial::{Partial, partition};
use jinguo::plan::{Basis, Criterion as Test, Plan};
use jinguo::report::{LedgerStamp, Parameters};
use jinguo_examples::synthetic::{self, Scale};
use std::collections::HashMap;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

/// Runs a routine several times and adds up its time on the core.
fn timed<T>(runs: u64, mut routine: impl FnMut() -> T) -> Duration {
    let begin = Instant::now();
    (0..runs).fold(Duration::ZERO, |sum, _| {
        let before = on_core(begin);
        black_box(routine());
        sum + on_core(begin).saturating_sub(before)
    })
}

/// The subject-criteria of a plan: for each measure the number of subjects looked at, which are all persons, units,
/// activities or organisations of the ledger, times the number of leaf criteria of its six populations. A composite has no
/// populations and counts for nothing; neither do strata, nor the due days on which measures are counted once more.
fn subject_criteria(plan: &Plan, ledger: &LedgerStamp) -> u64 {
    fn leaves(test: &Test) -> u64 {
        match test {
            Test::All(list) | Test::Any(list) => list.iter().map(leaves).sum(),
            Test::Not(inner) => leaves(inner),
            _ => 1,
        }
    }
    let of = |measure: &jinguo::plan::Measure| {
        let subjects = match measure.basis {
            Basis::Person => ledger.persons,
            Basis::Unit => ledger.units,
            Basis::Event => ledger.activities,
            Basis::Organisation => ledger.organisations,
        };
        let populations = [
            &measure.initial_population,
            &measure.denominator,
            &measure.denominator_exclusion,
            &measure.numerator,
            &measure.numerator_exclusion,
            &measure.denominator_exception,
        ];
        subjects * populations.into_iter().flatten().map(leaves).sum::<u64>()
    };
    plan.measures().iter().map(of).sum()
}

/// The states of a number of partitions: rows of the CSV files go by the person that they name.
fn states(plan: &Plan, folder: &Path, parameters: Parameters, of: u16) -> Vec<Partial> {
    let mut parts: Vec<[String; 3]> = vec![<[String; 3]>::default(); usize::from(of)];
    let tables = [Table::Persons, Table::Participations, Table::Observations];
    for (at, table) in tables.into_iter().enumerate() {
        let text = std::fs::read_to_string(folder.join(table.file_name())).unwrap();
        let (header, rows) = text.split_once('\n').unwrap();
        let name = if table == Table::Persons { "id" } else { "person" };
        let column = header.trim_end().split(',').position(|column| column == name);
        // A withdrawal names the record alone: it goes where that went.
        let mut of_record: HashMap<&str, &str> = HashMap::new();
        parts.iter_mut().for_each(|part| part[at] = format!("{header}\n"));
        for row in rows.lines() {
            let person = column
                .and_then(|column| row.split(',').nth(column))
                .unwrap_or_default();
            let id = row.split(',').next().unwrap_or_default();
            let person = match person {
                "" => of_record.get(id).copied().unwrap_or_default(),
                _ => person,
            };
            of_record.insert(id, person);
            let places = match person {
                // An observation of a unit: a common fact.
                "" => 0..of,
                _ => partition(person, of).unwrap()..partition(person, of).unwrap() + 1,
            };
            for place in places {
                let part = &mut parts[usize::from(place)][at];
                part.push_str(row);
                part.push('\n');
            }
        }
    }
    let mut common = Batch::new();
    for table in [Table::Units, Table::Organisations, Table::Activities] {
        common
            .read_csv(
                table,
                table.file_name(),
                &std::fs::read(folder.join(table.file_name())).unwrap(),
            )
            .unwrap();
    }
    let part = |(index, texts): (u16, &[String; 3])| {
        let mut batch = common.clone();
        for (table, text) in tables.into_iter().zip(texts) {
            batch.read_csv(table, table.file_name(), text.as_bytes()).unwrap();
        }
        let mut ledger = Ledger::new();
        ledger.apply(batch).unwrap();
        Partial::new(plan, &ledger, parameters, index, of).unwrap()
    };
    (0..of).zip(&parts).map(part).collect()
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

    let looked_at = subject_criteria(&plan, &evaluation.report().unwrap().ledger);
    println!("{looked_at} subject-criteria in the plan");

    let mut group = criterion.benchmark_group("city");
    group
        .sample_size(10)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(5));
    // Elements a second are subject-criteria a second.
    group.throughput(Throughput::Elements(looked_at));
    group.bench_function("evaluate all measures", |bencher| {
        bencher.iter_custom(|runs| timed(runs, || jinguo::evaluate(&plan, &ledger, parameters).unwrap()));
    });
    group.finish();

    let mut group = criterion.benchmark_group("city");
    group
        .sample_size(10)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(5));
    group.bench_function("results of all measures at all units", |bencher| {
        bencher.iter_custom(|runs| timed(runs, || evaluation.results().unwrap()));
    });
    group.bench_function("report with its fingerprint", |bencher| {
        bencher.iter_custom(|runs| timed(runs, || evaluation.report().unwrap()));
    });
    // The states of 64 partitions: each part ledger is thrown away once its state is made.
    let states = states(&plan, &folder, parameters, 64);
    let bytes: Vec<Vec<u8>> = states.iter().map(Partial::to_bytes).collect();
    println!(
        "states: {} bytes in all",
        bytes.iter().map(Vec::len).sum::<usize>()
    );
    group.bench_function("merge of 64 partial states", |bencher| {
        bencher.iter(|| Partial::merged(&states).unwrap());
    });
    group.bench_function("64 partial states from bytes", |bencher| {
        bencher.iter(|| {
            bytes
                .iter()
                .map(|bytes| Partial::from_bytes(bytes).unwrap())
                .collect::<Vec<_>>()
        });
    });
    let whole = Partial::merged(&states).unwrap();
    group.bench_function("report of merged states", |bencher| {
        bencher.iter(|| whole.report(&plan, &ledger).unwrap());
    });
    assert_eq!(
        whole.report(&plan, &ledger).unwrap().to_json().unwrap(),
        evaluation.report().unwrap().to_json().unwrap()
    );
    group.bench_function("report with its fingerprint, by the clock", |bencher| {
        bencher.iter(|| evaluation.report().unwrap());
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
