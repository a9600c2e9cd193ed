//! What the C boundary costs on the whole synthetic city: evaluating through C against Rust, one cheap accessor, and all
//! participations handed over as columns and as Arrow against a CSV file.
//!
//! What is measured is the time that the thread was on a core, where the system tells it (Linux), so that other programs
//! on the machine do not count as waiting.
//!
//! `cargo bench -p jinguo-c`
#![allow(missing_docs, reason = "a benchmark, not a library")]
#![allow(
    unsafe_code,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "this plays the part of C, with data that it made itself"
)]

#[path = "../tests/foreign/arrow.rs"]
mod arrow;

use arrow::{Array, Schema};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use jinguo::ledger::{Batch, Ledger, Table};
use jinguo::plan::Plan;
use jinguo::report::Parameters;
use jinguo_c::arrow::{ArrowArray, ArrowSchema, jinguo_batch_read_arrow};
use jinguo_c::batch::*;
use jinguo_c::columns::*;
use jinguo_c::evaluation::*;
use jinguo_c::ledger::*;
use jinguo_c::plan::*;
use jinguo_c::report::*;
use jinguo_c::text::*;
use jinguo_examples::synthetic::{self, Scale};
use std::ffi::{CStr, c_char, c_void};
use std::hint::black_box;
use std::path::Path;
use std::ptr::{null, null_mut};
use std::time::{Duration, Instant};

const PLAN: &str = include_str!("../../examples/changde-2022/plan.json");

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

/// A call that must succeed.
macro_rules! ok {
    ($function:ident($($argument:expr),* $(,)?)) => {
        assert_eq!(unsafe { $function($($argument,)* null_mut()) }, 0)
    };
}

fn plan() -> *mut jinguo_plan {
    let mut plan = null_mut();
    ok!(jinguo_plan_compile(
        null(),
        0,
        PLAN.as_ptr(),
        PLAN.len(),
        &raw mut plan
    ));
    plan
}

/// A column of text in one buffer, as both interfaces take it.
#[derive(Default)]
struct Column {
    data: Vec<u8>,
    offsets: Vec<u64>,
    /// The same for Arrow, which has 32 bits: chunks would be needed above 2 GiB.
    small_offsets: Vec<i32>,
    pointers: Vec<*const u8>,
    lengths: Vec<usize>,
}

impl Column {
    fn push(&mut self, text: &str) {
        self.data.extend(text.as_bytes());
        self.lengths.push(text.len());
    }

    fn finish(&mut self) {
        let mut end = 0usize;
        for at in std::iter::once(0).chain(self.lengths.iter().copied()) {
            end += at;
            self.offsets.push(u64::try_from(end).unwrap());
            self.small_offsets.push(i32::try_from(end).unwrap());
        }
        let starts = self.offsets.iter().map(|start| usize::try_from(*start).unwrap());
        self.pointers = starts
            .take(self.lengths.len())
            .map(|start| self.data[start..].as_ptr())
            .collect();
    }
}

/// The columns of `participations.csv`, whose fields have neither commas nor quotes.
fn columns(csv: &str) -> Vec<(String, Column)> {
    let mut lines = csv.lines();
    let names = lines.next().unwrap().split(',');
    let mut columns: Vec<_> = names.map(|name| (name.to_owned(), Column::default())).collect();
    for line in lines {
        for ((_, column), field) in columns.iter_mut().zip(line.split(',')) {
            column.push(field);
        }
    }
    columns.iter_mut().for_each(|(_, column)| column.finish());
    columns
}

fn batch() -> *mut jinguo_batch {
    let mut batch = null_mut();
    ok!(jinguo_batch_new(&raw mut batch));
    batch
}

fn by_csv(csv: &str) {
    let (batch, mut rows) = (batch(), 0);
    ok!(jinguo_batch_read_csv(
        batch,
        4,
        null(),
        0,
        csv.as_ptr(),
        csv.len(),
        &raw mut rows
    ));
    unsafe { jinguo_batch_free(batch) };
}

fn by_columns(columns: &[(String, Column)], pointers: bool) {
    let (batch, mut table, mut read) = (batch(), null_mut(), 0);
    let rows = columns[0].1.lengths.len();
    ok!(jinguo_columns_new(4, rows, &raw mut table));
    for (name, column) in columns {
        let name = name.as_bytes();
        if pointers {
            let (values, lengths) = (column.pointers.as_ptr(), column.lengths.as_ptr());
            ok!(jinguo_columns_add_pointers(
                table,
                name.as_ptr(),
                name.len(),
                values,
                lengths,
                rows
            ));
        } else {
            let (data, offsets) = (column.data.as_ptr(), column.offsets.as_ptr());
            ok!(jinguo_columns_add_text(
                table,
                name.as_ptr(),
                name.len(),
                data,
                column.data.len(),
                offsets,
                rows + 1
            ));
        }
    }
    ok!(jinguo_batch_read_columns(batch, table, null(), 0, &raw mut read));
    unsafe {
        jinguo_columns_free(table);
        jinguo_batch_free(batch);
    }
}

unsafe extern "C" fn release_schema(schema: *mut Schema) {
    unsafe { (*schema).release = None };
}

unsafe extern "C" fn release_array(array: *mut Array) {
    unsafe { (*array).release = None };
}

fn schema(format: &'static CStr, name: *const c_char, children: &mut [*mut Schema]) -> Schema {
    Schema {
        format: format.as_ptr(),
        name,
        metadata: null(),
        flags: 0,
        n_children: i64::try_from(children.len()).unwrap(),
        children: children.as_mut_ptr(),
        dictionary: null_mut(),
        release: Some(release_schema),
        private_data: null_mut(),
    }
}

fn array(rows: usize, buffers: &mut [*const c_void], children: &mut [*mut Array]) -> Array {
    Array {
        length: i64::try_from(rows).unwrap(),
        null_count: 0,
        offset: 0,
        n_buffers: i64::try_from(buffers.len()).unwrap(),
        n_children: i64::try_from(children.len()).unwrap(),
        buffers: buffers.as_mut_ptr(),
        children: children.as_mut_ptr(),
        dictionary: null_mut(),
        release: Some(release_array),
        private_data: null_mut(),
    }
}

fn by_arrow(columns: &[(String, Column)]) {
    let rows = columns[0].1.lengths.len();
    let names: Vec<Vec<u8>> = columns
        .iter()
        .map(|(name, _)| [name.as_bytes(), &[0]].concat())
        .collect();
    let mut buffers: Vec<[*const c_void; 3]> = columns
        .iter()
        .map(|(_, column)| {
            [
                null(),
                column.small_offsets.as_ptr().cast(),
                column.data.as_ptr().cast(),
            ]
        })
        .collect();
    let mut schemas: Vec<Schema> = names
        .iter()
        .map(|name| schema(c"u", name.as_ptr().cast(), &mut []))
        .collect();
    let mut arrays: Vec<Array> = buffers.iter_mut().map(|of| array(rows, of, &mut [])).collect();
    let mut children: Vec<*mut Schema> = schemas.iter_mut().map(|child| &raw mut *child).collect();
    let mut parts: Vec<*mut Array> = arrays.iter_mut().map(|child| &raw mut *child).collect();
    let mut of = schema(c"+s", null(), &mut children);
    let mut no_bits = [null()];
    let mut table = array(rows, &mut no_bits, &mut parts);
    let (batch, mut read) = (batch(), 0);
    ok!(jinguo_batch_read_arrow(
        batch,
        4,
        null(),
        0,
        (&raw mut of).cast::<ArrowSchema>(),
        (&raw mut table).cast::<ArrowArray>(),
        &raw mut read
    ));
    unsafe { jinguo_batch_free(batch) };
}

fn evaluated_in_c(plan: *const jinguo_plan, ledger: *const jinguo_ledger, day: i32, known: i32) -> usize {
    let (mut evaluation, mut report, mut json) = (null_mut(), null_mut(), null_mut());
    ok!(jinguo_evaluate(plan, ledger, day, known, &raw mut evaluation));
    ok!(jinguo_evaluation_report(evaluation, &raw mut report));
    ok!(jinguo_report_json(report, &raw mut json));
    unsafe {
        let len = jinguo_text_len(json);
        jinguo_text_free(json);
        jinguo_report_free(report);
        jinguo_evaluation_free(evaluation);
        len
    }
}

fn boundary(criterion: &mut Criterion) {
    let folder = std::env::temp_dir().join(format!("jinguo-boundary-{}", std::process::id()));
    synthetic::write(&folder, Scale { divide: 1 }, &mut |_, _, _| {}).unwrap();
    evaluation(criterion, &folder);
    let csv = std::fs::read_to_string(folder.join("participations.csv")).unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    let columns = columns(&csv);
    let rows = u64::try_from(columns[0].1.lengths.len()).unwrap();
    println!("{rows} participations");

    let mut group = criterion.benchmark_group("participations");
    group
        .sample_size(10)
        .measurement_time(Duration::from_secs(10))
        .throughput(Throughput::Elements(rows));
    group.bench_function("CSV", |bencher| {
        bencher.iter_custom(|runs| timed(runs, || by_csv(&csv)))
    });
    group.bench_function("columns with offsets", |bencher| {
        bencher.iter_custom(|runs| timed(runs, || by_columns(&columns, false)));
    });
    group.bench_function("columns of pointers", |bencher| {
        bencher.iter_custom(|runs| timed(runs, || by_columns(&columns, true)));
    });
    group.bench_function("Arrow", |bencher| {
        bencher.iter_custom(|runs| timed(runs, || by_arrow(&columns)));
    });
    group.finish();
}

fn evaluation(criterion: &mut Criterion, folder: &Path) {
    let rust_plan = Plan::from_json("plan.json", PLAN).unwrap();
    let mut batch = Batch::new();
    let (plan, batch_in_c, mut ledger) = (plan(), self::batch(), null_mut());
    for table in Table::ALL {
        let (bytes, mut rows) = (std::fs::read(folder.join(table.file_name())).unwrap(), 0);
        batch.read_csv(table, table.file_name(), &bytes).unwrap();
        let number = u32::try_from(Table::ALL.iter().position(|of| *of == table).unwrap()).unwrap();
        ok!(jinguo_batch_read_csv(
            batch_in_c,
            number,
            null(),
            0,
            bytes.as_ptr(),
            bytes.len(),
            &raw mut rows
        ));
    }
    let mut rust_ledger = Ledger::new();
    rust_ledger.apply(batch).unwrap();
    let mut accepted = 0;
    ok!(jinguo_ledger_new(&raw mut ledger));
    ok!(jinguo_ledger_apply(ledger, batch_in_c, &raw mut accepted));
    let parameters = Parameters {
        as_of: "2022-12-31".parse().unwrap(),
        known_at: "2023-01-10".parse().unwrap(),
    };
    let (day, known) = (parameters.as_of.number(), parameters.known_at.number());

    let mut group = criterion.benchmark_group("city");
    group.sample_size(10).measurement_time(Duration::from_secs(10));
    group.bench_function("evaluate and write the report, in Rust", |bencher| {
        bencher.iter_custom(|runs| {
            timed(runs, || {
                let evaluation = jinguo::evaluate(&rust_plan, &rust_ledger, parameters).unwrap();
                evaluation.report().unwrap().to_json().unwrap().len()
            })
        });
    });
    group.bench_function("evaluate and write the report, through C", |bencher| {
        bencher.iter_custom(|runs| timed(runs, || evaluated_in_c(plan, ledger, day, known)));
    });
    group.finish();

    let (mut evaluation, mut report) = (null_mut(), null_mut());
    ok!(jinguo_evaluate(plan, ledger, day, known, &raw mut evaluation));
    ok!(jinguo_evaluation_report(evaluation, &raw mut report));
    let mut group = criterion.benchmark_group("accessor");
    group.bench_function("one number of a row", |bencher| {
        let mut value = 0;
        bencher.iter(|| {
            ok!(jinguo_report_number(
                black_box(report),
                black_box(100),
                JINGUO_NUMBER_MET,
                &raw mut value
            ));
            black_box(value)
        });
    });
    group.bench_function("one text of a row", |bencher| {
        let (mut data, mut len) = (null(), 0);
        bencher.iter(|| {
            ok!(jinguo_report_text(
                black_box(report),
                black_box(100),
                JINGUO_TEXT_UNIT_NAME,
                &raw mut data,
                &raw mut len
            ));
            black_box(len)
        });
    });
    group.finish();
    unsafe {
        jinguo_report_free(report);
        jinguo_evaluation_free(evaluation);
        jinguo_ledger_free(ledger);
        jinguo_batch_free(batch_in_c);
        jinguo_plan_free(plan);
    }
}

criterion_group!(benches, boundary);
criterion_main!(benches);
