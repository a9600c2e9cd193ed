//! Any sequence of calls of the C library, with handles of every type in every place, NULL, lengths that no memory has, text that
//! is none, and frees in any order: a status each time, an error object exactly with a failure, no panic, no leak. Two threads look
//! at the same evaluation and report meanwhile.
//!
//! What the header forbids is not done: a freed handle is not used, and a length is the true one or one that no memory has.
#![no_main]

use jinguo_c::batch::*;
use jinguo_c::columns::*;
use jinguo_c::error::*;
use jinguo_c::evaluation::*;
use jinguo_c::gaps::*;
use jinguo_c::inputs::*;
use jinguo_c::ledger::*;
use jinguo_c::number::*;
use jinguo_c::plan::*;
use jinguo_c::rejections::*;
use jinguo_c::report::*;
use jinguo_c::scorecards::*;
use jinguo_c::scores::*;
use jinguo_c::signing::*;
use jinguo_c::text::*;
use libfuzzer_sys::fuzz_target;
use std::ffi::c_void;
use std::ptr::null_mut;

const PLAN: &[u8] = include_bytes!("../../vectors/cases/stratifiers_are_crossed/plan.json");
const LEDGER: &[u8] = include_bytes!("../../vectors/cases/stratifiers_are_crossed/ledger.jsonl");

/// What a slot holds.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Nothing,
    Plan,
    Batch,
    Columns,
    Ledger,
    Evaluation,
    Report,
    Gaps,
    Scorecards,
    Inputs,
    Scores,
    Rejections,
    Text,
}

const SLOTS: usize = 16;

/// A caller: handles in slots, and the bytes that say what it does.
struct Caller<'a> {
    slots: [(Kind, *mut c_void); SLOTS],
    bytes: &'a [u8],
    /// Arrays that columns point to live as long as the columns.
    lent: Vec<Vec<i64>>,
}

impl<'a> Caller<'a> {
    fn byte(&mut self) -> u8 {
        match self.bytes.split_first() {
            Some((first, rest)) => {
                self.bytes = rest;
                *first
            }
            None => 0,
        }
    }

    fn number(&mut self) -> u64 {
        match self.byte() {
            0xff => u64::MAX,
            0xfe => u64::from(u32::MAX),
            small => u64::from(small),
        }
    }

    fn word(&mut self) -> u32 {
        u32::try_from(self.number()).unwrap_or(u32::MAX)
    }

    /// A pointer out of any slot, as the type that is asked for: NULL, right, or of another type.
    fn any<T>(&mut self) -> *mut T {
        let at = usize::from(self.byte()) % SLOTS;
        self.slots[at].1.cast()
    }

    /// Pointer and length: some of the bytes, NULL with a length or without, or a length that no memory has.
    fn text(&mut self) -> (*const u8, usize) {
        match self.byte() {
            0 => (std::ptr::null(), 0),
            1 => (std::ptr::null(), 3),
            2 => (self.bytes.as_ptr(), usize::MAX),
            3 => (self.bytes.as_ptr(), isize::MAX.unsigned_abs() + 1),
            4 => (b"m".as_ptr(), 1),
            5 => (PLAN.as_ptr(), PLAN.len()),
            6 => (LEDGER.as_ptr(), LEDGER.len()),
            len => {
                let (text, rest) = self.bytes.split_at(usize::from(len - 7).min(self.bytes.len()));
                self.bytes = rest;
                (text.as_ptr(), text.len())
            }
        }
    }

    /// Keeps a handle that a call gave; what was in the slot is freed.
    fn keep<T>(&mut self, kind: Kind, handle: *mut T) {
        if !handle.is_null() {
            let at = usize::from(self.byte()) % SLOTS;
            self.release(at);
            self.slots[at] = (kind, handle.cast());
        }
    }

    fn release(&mut self, at: usize) {
        let (kind, handle) = std::mem::replace(&mut self.slots[at], (Kind::Nothing, null_mut()));
        // SAFETY: each handle stands in one slot, and is freed by the function of its type.
        unsafe {
            match kind {
                Kind::Nothing => {}
                Kind::Plan => jinguo_plan_free(handle.cast()),
                Kind::Batch => jinguo_batch_free(handle.cast()),
                Kind::Columns => jinguo_columns_free(handle.cast()),
                Kind::Ledger => jinguo_ledger_free(handle.cast()),
                Kind::Evaluation => jinguo_evaluation_free(handle.cast()),
                Kind::Report => jinguo_report_free(handle.cast()),
                Kind::Gaps => jinguo_gaps_free(handle.cast()),
                Kind::Scorecards => jinguo_scorecards_free(handle.cast()),
                Kind::Inputs => jinguo_inputs_free(handle.cast()),
                Kind::Scores => jinguo_scores_free(handle.cast()),
                Kind::Rejections => jinguo_rejections_free(handle.cast()),
                Kind::Text => jinguo_text_free(handle.cast()),
            }
        }
    }

    /// Holds a call to its promises: an error object exactly with a failure, its status, and no fault of the library itself.
    fn held(&mut self, status: i32, error: *mut jinguo_error) -> bool {
        assert_eq!(status == 0, error.is_null());
        // SAFETY: the error is NULL or came from the call.
        unsafe {
            if !error.is_null() {
                assert_eq!(jinguo_error_status(error), status);
                assert_ne!(status, 9001, "a fault of the library");
                let mut text = null_mut();
                let language = u32::from(self.byte() % 2);
                assert_eq!(jinguo_error_message(error, language, &raw mut text, null_mut()), 0);
                assert!(jinguo_text_len(text) > 0);
                jinguo_text_free(text);
                assert_eq!(jinguo_error_json(error, &raw mut text, null_mut()), 0);
                jinguo_text_free(text);
            }
            jinguo_error_free(error);
        }
        status == 0
    }
}

/// A call with a place for its error, held to its promises; whether it succeeded.
macro_rules! call {
    ($caller:ident, $function:ident($($argument:expr),*)) => {{
        let mut error = null_mut();
        // SAFETY: the caller keeps the contract of the header.
        let status = unsafe { $function($($argument,)* &raw mut error) };
        $caller.held(status, error)
    }};
}

/// A call whose last output is a handle, which is NULL exactly after a failure.
macro_rules! make {
    ($caller:ident, $kind:ident, $function:ident($($argument:expr),*)) => {{
        let mut out = std::ptr::without_provenance_mut(8);
        let good = call!($caller, $function($($argument,)* &raw mut out));
        assert_eq!(good, !out.is_null());
        $caller.keep(Kind::$kind, out);
    }};
}

fn step(caller: &mut Caller<'_>) {
    let mut rows = 0;
    match caller.byte() % 32 {
        0 => {
            let (text, len) = caller.text();
            make!(caller, Plan, jinguo_plan_compile(text, len, PLAN.as_ptr(), PLAN.len()));
        }
        1 => {
            let ((name, name_len), (text, len)) = (caller.text(), caller.text());
            make!(caller, Plan, jinguo_plan_compile(name, name_len, text, len));
        }
        2 => make!(caller, Text, jinguo_plan_describe(caller.any())),
        3 => make!(caller, Batch, jinguo_batch_new()),
        4 => {
            let (batch, table, (text, len)) = (caller.any(), caller.word(), caller.text());
            call!(caller, jinguo_batch_read_csv(batch, table, text, len, text, len, &raw mut rows));
        }
        5 => {
            let (batch, table, (text, len)) = (caller.any(), caller.word(), caller.text());
            make!(caller, Rejections, jinguo_batch_read_csv_good_rows(batch, table, text, len, text, len));
        }
        6 => {
            let (batch, (text, len)) = (caller.any(), caller.text());
            call!(caller, jinguo_batch_read_json_lines(batch, std::ptr::null(), 0, text, len, &raw mut rows));
        }
        7 => {
            let (batch, (text, len)) = (caller.any(), caller.text());
            make!(caller, Rejections, jinguo_batch_read_json_lines_good_rows(batch, std::ptr::null(), 0, text, len));
        }
        8 => {
            let (table, len) = (caller.word(), usize::try_from(caller.number()).unwrap_or(usize::MAX));
            make!(caller, Columns, jinguo_columns_new(table, len));
        }
        9 => {
            let (columns, (name, len), count) = (caller.any(), caller.text(), usize::from(caller.byte()));
            let digits = caller.word();
            caller.lent.push(vec![i64::MIN; count]);
            let values = caller.lent.last().map_or(std::ptr::null(), |values| values.as_ptr());
            if count % 2 == 0 {
                call!(caller, jinguo_columns_add_numbers(columns, name, len, values, count, digits));
            } else {
                call!(caller, jinguo_columns_add_days(columns, name, len, values.cast(), count));
            }
        }
        10 => {
            let (columns, (name, len), count) = (caller.any(), caller.text(), usize::from(caller.byte()));
            // Offsets of any value into a buffer of eight bytes.
            let offsets: Vec<i64> = (0..count).map(|_| i64::from(caller.byte() % 12)).collect();
            caller.lent.push(offsets);
            let offsets = caller.lent.last().map_or(std::ptr::null(), |offsets| offsets.as_ptr().cast());
            call!(caller, jinguo_columns_add_text(columns, name, len, PLAN.as_ptr(), 8, offsets, count));
        }
        11 => {
            let (batch, columns, (name, len)) = (caller.any(), caller.any(), caller.text());
            call!(caller, jinguo_batch_read_columns(batch, columns, name, len, &raw mut rows));
        }
        12 => {
            let (batch, columns, (name, len)) = (caller.any(), caller.any(), caller.text());
            make!(caller, Rejections, jinguo_batch_read_columns_good_rows(batch, columns, name, len));
        }
        13 => make!(caller, Ledger, jinguo_ledger_new()),
        14 => make!(caller, Ledger, jinguo_ledger_copy(caller.any())),
        15 => {
            let (ledger, batch) = (caller.any(), caller.any());
            call!(caller, jinguo_ledger_apply(ledger, batch, &raw mut rows));
        }
        16 => {
            let (ledger, batch) = (caller.any(), caller.any());
            make!(caller, Rejections, jinguo_ledger_apply_good_rows(ledger, batch, &raw mut rows));
        }
        17 => {
            let (ledger, (text, len)) = (caller.any(), caller.text());
            call!(caller, jinguo_ledger_apply_record(ledger, text, len));
        }
        18 => {
            let (plan, ledger) = (caller.any(), caller.any());
            // 2022-06-30, or any day.
            let day = if caller.byte() < 200 { 19_173 } else { caller.word().cast_signed() };
            make!(caller, Evaluation, jinguo_evaluate(plan, ledger, day, 19_173));
        }
        19 => make!(caller, Report, jinguo_evaluation_report(caller.any())),
        20 => {
            let (evaluation, (measure, measure_len), (unit, unit_len)) = (caller.any(), caller.text(), caller.text());
            let (offset, limit) = (caller.number(), caller.word());
            make!(
                caller,
                Gaps,
                jinguo_evaluation_gaps(evaluation, measure, measure_len, unit, unit_len, offset, limit)
            );
        }
        21 => {
            let (evaluation, (measure, measure_len), kind) = (caller.any(), caller.text(), caller.word());
            let (subject, subject_len) = caller.text();
            make!(
                caller,
                Text,
                jinguo_evaluation_explain(evaluation, measure, measure_len, kind, subject, subject_len)
            );
        }
        22 => {
            let (later, earlier, subjects) = (caller.any(), caller.any(), caller.word());
            make!(caller, Text, jinguo_evaluation_difference(later, earlier, subjects));
        }
        23 => make!(caller, Text, jinguo_report_json(caller.any())),
        24 => together(caller),
        25 => {
            let (gaps, index, part) = (caller.any(), caller.number(), caller.word());
            let (mut data, mut len, mut class, mut due) = (std::ptr::null(), 0, 0, 0);
            call!(caller, jinguo_gaps_text(gaps, index, part, &raw mut data, &raw mut len));
            call!(caller, jinguo_gaps_numbers(gaps, index, &raw mut class, &raw mut due));
        }
        26 => {
            let (rejections, index) = (caller.any(), caller.number());
            let mut reason = null_mut();
            call!(caller, jinguo_rejections_reason(rejections, index, &raw mut reason));
            // SAFETY: NULL, or given by the call.
            unsafe { jinguo_error_free(reason) };
        }
        27 => {
            let (text, len) = caller.text();
            make!(caller, Scorecards, jinguo_scorecards_compile(std::ptr::null(), 0, text, len));
            make!(caller, Inputs, jinguo_inputs_read(std::ptr::null(), 0, text, len));
        }
        28 => {
            let (scorecards, inputs, report) = (caller.any(), caller.any(), caller.any());
            call!(caller, jinguo_inputs_take_measures(inputs, scorecards, report));
            make!(caller, Scores, jinguo_scorecards_evaluate(scorecards, inputs));
        }
        29 => {
            let (scores, (text, len), day) = (caller.any(), caller.text(), caller.word().cast_signed());
            make!(caller, Text, jinguo_scores_json(scores));
            make!(caller, Text, jinguo_scores_statements(scores, day));
            make!(caller, Text, jinguo_scores_sign(scores, text, len, text, len, text, len));
        }
        30 => {
            let ((number, len), factor) = (caller.text(), caller.number().cast_signed());
            let (mode, digits) = (caller.word(), caller.word());
            make!(caller, Text, jinguo_number_round(number, len, factor, mode, digits));
        }
        _ => {
            let at = usize::from(caller.byte()) % SLOTS;
            caller.release(at);
        }
    }
}

/// Two threads look at one report and one evaluation, and see the same.
fn together(caller: &mut Caller<'_>) {
    struct Shared(*const jinguo_report, *const jinguo_evaluation);
    // SAFETY: the header lets any number of threads use both at once.
    unsafe impl Sync for Shared {}
    let shared = &Shared(caller.any(), caller.any());
    let (row, column) = (caller.number(), caller.word());
    let look = || {
        let Shared(report, evaluation) = *shared;
        let (mut value, mut data, mut len, mut fresh) = (0, std::ptr::null(), 0, null_mut());
        // SAFETY: handles of any type, or NULL.
        unsafe {
            let number = jinguo_report_number(report, row, column, &raw mut value, null_mut());
            let text = jinguo_report_text(report, row, column, &raw mut data, &raw mut len, null_mut());
            let made = jinguo_evaluation_report(evaluation, &raw mut fresh, null_mut());
            let rows = jinguo_report_row_count(fresh);
            jinguo_report_free(fresh);
            (number, value, text, len, made, rows)
        }
    };
    let (one, two) = std::thread::scope(|scope| {
        let (one, two) = (scope.spawn(look), scope.spawn(look));
        (one.join().expect("no panic"), two.join().expect("no panic"))
    });
    assert_eq!(one, two);
}

fuzz_target!(|bytes: &[u8]| {
    let mut caller = Caller {
        slots: [(Kind::Nothing, null_mut()); SLOTS],
        bytes,
        lent: Vec::new(),
    };
    while !caller.bytes.is_empty() {
        step(&mut caller);
    }
    for at in 0..SLOTS {
        caller.release(at);
    }
});
