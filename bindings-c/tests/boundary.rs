//! The exported functions called as C calls them, small enough for Miri: `cargo +nightly miri test -p jinguo-c`.
#![allow(
    unsafe_code,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "this plays the part of C"
)]

#[path = "foreign/arrow.rs"]
mod arrow;

use arrow::{Array, Schema};
use jinguo_c::arrow::{ArrowArray, ArrowSchema, jinguo_batch_read_arrow};
use jinguo_c::batch::*;
use jinguo_c::columns::*;
use jinguo_c::error::*;
use jinguo_c::evaluation::*;
use jinguo_c::gaps::*;
use jinguo_c::ledger::*;
use jinguo_c::plan::*;
use jinguo_c::report::*;
use jinguo_c::text::*;
use std::ffi::c_void;
use std::ptr::{null, null_mut};

const PLAN: &str = r#"{"schema":"jinguo-plan/1","id":"p","version":"1","status":"active","title":{"zh":"例"},
"source":{"title":"例","issuer":"例"},"period":{"calendar_year":2022},"hierarchy":"administrative",
"vocabulary":{"levels":[{"id":"county","title":{"zh":"区县"}}],"activity_kinds":[{"id":"lecture","title":{"zh":"宣讲"}}]},
"pace":[{"value":{"on_track":1,"at_risk":"0.8"}}],
"clauses":[{"id":"1","number":"1","title":{"zh":"例"}}],
"measures":[{"id":"m","title":{"zh":"例"},"clause":"1","scoring":"proportion","basis":"unit","improvement":"increase",
"initial_population":{"unit":{"level":["county"]}},
"numerator":{"hosted":{"activity":{"status":["held"],"kind":["lecture"]},"at_least":1,"reach":"itself"}}}]}"#;

/// A call that must succeed.
macro_rules! ok {
    ($function:ident($($argument:expr),* $(,)?)) => {{
        let mut error = null_mut();
        let status = unsafe { $function($($argument,)* &raw mut error) };
        assert!(status == 0 && error.is_null(), "{}", told(error));
    }};
}

fn told(error: *mut jinguo_error) -> String {
    let mut text = null_mut();
    unsafe {
        assert_eq!(jinguo_error_message(error, 1, &raw mut text, null_mut()), 0);
        let bytes = std::slice::from_raw_parts(jinguo_text_data(text), jinguo_text_len(text));
        let words = String::from_utf8(bytes.to_vec()).unwrap();
        jinguo_text_free(text);
        jinguo_error_free(error);
        words
    }
}

fn made<T>(call: impl FnOnce(*mut *mut T, *mut *mut jinguo_error) -> i32) -> *mut T {
    let (mut out, mut error) = (null_mut(), null_mut());
    let status = call(&raw mut out, &raw mut error);
    assert!(status == 0 && !out.is_null(), "{}", told(error));
    out
}

fn plan() -> *mut jinguo_plan {
    made(|out, error| unsafe { jinguo_plan_compile(null(), 0, PLAN.as_ptr(), PLAN.len(), out, error) })
}

/// A batch of two counties, by pointers, offsets and numbers.
fn units(batch: *mut jinguo_batch) {
    let columns = made(|out, error| unsafe { jinguo_columns_new(0, 2, out, error) });
    let ids = ["u-1", "u-2"];
    let pointers = ids.map(str::as_ptr);
    let lengths = ids.map(str::len);
    let offsets = [0u64, 6, 12];
    let days = [i32::MIN, 18_993];
    let sizes = [955i64, i64::MIN];
    let mut rows = 0;
    for (name, data) in [("name", "武陵武陵"), ("level", "countycounty")] {
        ok!(jinguo_columns_add_text(
            columns,
            name.as_ptr(),
            name.len(),
            data.as_ptr(),
            12,
            offsets.as_ptr(),
            3
        ));
    }
    ok!(jinguo_columns_add_pointers(
        columns,
        "id".as_ptr(),
        2,
        pointers.as_ptr(),
        lengths.as_ptr(),
        2
    ));
    ok!(jinguo_columns_add_days(
        columns,
        "valid_from".as_ptr(),
        10,
        days.as_ptr(),
        2
    ));
    ok!(jinguo_columns_add_numbers(
        columns,
        "attribute.size".as_ptr(),
        14,
        sizes.as_ptr(),
        2,
        1
    ));
    ok!(jinguo_batch_read_columns(
        batch,
        columns,
        null(),
        0,
        &raw mut rows
    ));
    assert_eq!(rows, 2);
    unsafe { jinguo_columns_free(columns) };
}

#[test]
fn a_whole_run_and_two_threads_on_what_does_not_change() {
    let plan = plan();
    let batch = made(|out, error| unsafe { jinguo_batch_new(out, error) });
    let ledger = made(|out, error| unsafe { jinguo_ledger_new(out, error) });
    let mut count = 0;
    units(batch);
    ok!(jinguo_ledger_apply(ledger, batch, &raw mut count));
    let record = r#"{"record":"activity","id":"a","kind":"lecture","date":"2022-03-08","status":"held","hosts":["u-1"]}"#;
    ok!(jinguo_ledger_apply_record(ledger, record.as_ptr(), record.len()));
    let evaluation = made(|out, error| unsafe { jinguo_evaluate(plan, ledger, 19_173, 19_173, out, error) });
    unsafe {
        jinguo_plan_free(plan);
        jinguo_ledger_free(ledger);
        jinguo_batch_free(batch);
    }
    let report = made(|out, error| unsafe { jinguo_evaluation_report(evaluation, out, error) });

    struct Shared(*const jinguo_evaluation, *const jinguo_report);
    unsafe impl Sync for Shared {}
    let shared = &Shared(evaluation, report);
    let look = move || {
        let Shared(evaluation, report) = *shared;
        let (mut row, mut value, mut data, mut len) = (0, 0, null(), 0);
        ok!(jinguo_report_find(
            report,
            "m".as_ptr(),
            1,
            "u-1".as_ptr(),
            3,
            &raw mut row
        ));
        ok!(jinguo_report_number(
            report,
            row,
            JINGUO_NUMBER_NUMERATOR,
            &raw mut value
        ));
        ok!(jinguo_report_text(
            report,
            row,
            JINGUO_TEXT_UNIT_NAME,
            &raw mut data,
            &raw mut len
        ));
        let name = unsafe { std::slice::from_raw_parts(data, len) }.to_vec();
        let gaps = made(|out, error| unsafe {
            jinguo_evaluation_gaps(evaluation, "m".as_ptr(), 1, null(), 0, 0, 10, out, error)
        });
        let total = unsafe { jinguo_gaps_total(gaps) };
        unsafe { jinguo_gaps_free(gaps) };
        (value, name, total)
    };
    std::thread::scope(|scope| {
        let threads = [scope.spawn(look), scope.spawn(look)];
        for thread in threads {
            assert_eq!(thread.join().unwrap(), (1, "武陵".as_bytes().to_vec(), 1));
        }
    });
    unsafe {
        jinguo_report_free(report);
        jinguo_evaluation_free(evaluation);
    }
}

#[test]
fn wrong_pointers_are_refused_before_they_are_followed() {
    let batch = made(|out, error| unsafe { jinguo_batch_new(out, error) });
    let mut text = null_mut();
    let words = [0u64; 4];
    unsafe {
        let plan = batch.cast::<jinguo_plan>();
        assert_eq!(jinguo_plan_digest(plan, &raw mut text, null_mut()), 1102);
        assert_eq!(
            jinguo_plan_digest(words.as_ptr().cast(), &raw mut text, null_mut()),
            1102
        );
        let crooked = words.as_ptr().byte_add(1).cast();
        assert_eq!(jinguo_plan_digest(crooked, &raw mut text, null_mut()), 1101);
        assert_eq!(jinguo_plan_digest(null(), null_mut(), null_mut()), 1101);
        jinguo_plan_free(plan);
        assert_eq!(jinguo_batch_count(batch), 0);
        let mut error = null_mut();
        assert_eq!(
            jinguo_batch_read_json_lines(
                batch,
                null(),
                0,
                "{".as_ptr(),
                usize::MAX,
                null_mut(),
                &raw mut error
            ),
            1101
        );
        assert!(told(error).contains("out_rows"));
        jinguo_batch_free(batch);
    }
}

/// Private data of an Arrow structure: its memory, all of it.
struct Lent {
    _names: Vec<Vec<u8>>,
    _buffers: Vec<Vec<u8>>,
    pointers: Vec<*const c_void>,
    schemas: Vec<*mut Schema>,
    arrays: Vec<*mut Array>,
}

unsafe extern "C" fn release_schema(schema: *mut Schema) {
    unsafe {
        let lent = Box::from_raw((*schema).private_data.cast::<Lent>());
        for child in &lent.schemas {
            let mut child = Box::from_raw(*child);
            (child.release.unwrap())(&raw mut *child);
        }
        (*schema).release = None;
    }
}

unsafe extern "C" fn release_array(array: *mut Array) {
    unsafe {
        let lent = Box::from_raw((*array).private_data.cast::<Lent>());
        for child in &lent.arrays {
            let mut child = Box::from_raw(*child);
            (child.release.unwrap())(&raw mut *child);
        }
        (*array).release = None;
    }
}

fn exported(
    format: &str,
    name: &str,
    children: Vec<(Schema, Array)>,
    buffers: Vec<Vec<u8>>,
    rows: i64,
) -> (Schema, Array) {
    let names: Vec<Vec<u8>> = [format, name]
        .map(|text| [text.as_bytes(), &[0]].concat())
        .to_vec();
    let (schemas, arrays): (Vec<_>, Vec<_>) = children
        .into_iter()
        .map(|(schema, array)| (Box::into_raw(Box::new(schema)), Box::into_raw(Box::new(array))))
        .unzip();
    let (of_format, of_name) = (names[0].as_ptr().cast(), names[1].as_ptr().cast());
    let count = i64::try_from(schemas.len()).unwrap();
    let mut for_schema = Box::new(Lent {
        _names: names,
        _buffers: vec![],
        pointers: vec![],
        schemas,
        arrays: vec![],
    });
    let mut pointers: Vec<*const c_void> = vec![null()];
    pointers.extend(buffers.iter().map(|buffer| buffer.as_ptr().cast::<c_void>()));
    let mut for_array = Box::new(Lent {
        _names: vec![],
        _buffers: buffers,
        pointers,
        schemas: vec![],
        arrays,
    });
    let schema = Schema {
        format: of_format,
        name: of_name,
        metadata: null(),
        flags: 0,
        n_children: count,
        children: for_schema.schemas.as_mut_ptr(),
        dictionary: null_mut(),
        release: Some(release_schema),
        private_data: null_mut(),
    };
    let array = Array {
        length: rows,
        null_count: 0,
        offset: 0,
        n_buffers: i64::try_from(for_array.pointers.len()).unwrap(),
        n_children: count,
        buffers: for_array.pointers.as_mut_ptr(),
        children: for_array.arrays.as_mut_ptr(),
        dictionary: null_mut(),
        release: Some(release_array),
        private_data: null_mut(),
    };
    let (mut schema, mut array) = (schema, array);
    schema.private_data = Box::into_raw(for_schema).cast();
    array.private_data = Box::into_raw(for_array).cast();
    (schema, array)
}

fn column(name: &str, values: [&str; 2]) -> (Schema, Array) {
    let ends = [
        0,
        values[0].len(),
        values[0].len().saturating_add(values[1].len()),
    ];
    let offsets = ends
        .iter()
        .flat_map(|end| i32::try_from(*end).unwrap().to_ne_bytes())
        .collect();
    exported("u", name, vec![], vec![offsets, values.concat().into_bytes()], 2)
}

#[test]
fn an_arrow_table_is_read_and_released_on_success_and_on_failure() {
    let batch = made(|out, error| unsafe { jinguo_batch_new(out, error) });
    let mut rows = 0;
    for (second, status) in [("u-2", 0), ("\u{200b}", 2011)] {
        let children = vec![
            column("id", ["u-1", second]),
            column("name", ["甲", "乙"]),
            column("level", ["county", "county"]),
        ];
        let (mut schema, mut array) = exported("+s", "", children, vec![], 2);
        let found = unsafe {
            jinguo_batch_read_arrow(
                batch,
                0,
                null(),
                0,
                (&raw mut schema).cast::<ArrowSchema>(),
                (&raw mut array).cast::<ArrowArray>(),
                &raw mut rows,
                null_mut(),
            )
        };
        assert_eq!((found, rows), (status, 2));
        assert!(schema.release.is_none() && array.release.is_none());
    }
    assert_eq!(unsafe { jinguo_batch_count(batch) }, 2);
    unsafe { jinguo_batch_free(batch) };
}
