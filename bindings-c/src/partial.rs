//! Partial states: facts that lie apart by person.
#![allow(unsafe_code, reason = "exported functions")]

use crate::day::day;
use crate::error::jinguo_error;
use crate::guard::{guard, json};
use crate::handle::{self, Opaque, OutHandle};
use crate::ledger::jinguo_ledger;
use crate::memory::{Out, OutBytes, items, text};
use crate::plan::jinguo_plan;
use crate::report::{Rows, jinguo_report};
use crate::text::jinguo_text;
use jinguo::partial::{Partial, partition};
use jinguo::report::Parameters;
use std::sync::OnceLock;

/// What the persons of some partitions add to a report. States of all partitions merge to the report of all facts, byte by byte.
///
/// A partition has all common facts (units, organisations, activities, observations of units, and what withdraws them), and of the
/// facts of persons those of its own persons; see `jinguo_partition`.
///
/// Thread rule: does not change; any number of threads may use it at once.
/// Free it with `jinguo_partial_free`. It keeps what it needs of plan and ledger: both may be freed or changed before.
pub struct jinguo_partial {
    _opaque: [u8; 0],
}

/// A state, and its bytes once somebody has asked for them.
pub struct State {
    partial: Partial,
    bytes: OnceLock<Vec<u8>>,
}

impl From<Partial> for State {
    fn from(partial: Partial) -> Self {
        Self {
            partial,
            bytes: OnceLock::new(),
        }
    }
}

impl Opaque for jinguo_partial {
    type Value = State;
    const NAME: &'static str = "jinguo_partial";
}

/// A number of partitions or an index; one too large for the core is one that it refuses as well.
fn small(number: u32) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}

/// The partition of `of` that the facts of a person belong to: `b * of / 1024`, rounded down, where `b` is the CRC-32 (IEEE 802.3,
/// as in zlib) of the key's bytes modulo 1024.
///
/// - `person`: the key, UTF-8.
/// - `of`: how many partitions there are, 1 to 1024.
/// - `out_index`: 0 to `of - 1`.
///
/// Statuses: null_pointer, bad_length, not_text, bad_parameter.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_partition(
    person: *const u8,
    person_len: usize,
    of: u32,
    out_index: *mut u32,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out = Out::new(out_index, "out_index")?;
        let person = text(person, person_len, "person")?;
        out.give(partition(person, small(of))?.into());
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// The state of partition `index` of `of`, from a ledger that has all common facts and the facts of its own persons.
///
/// - `as_of_day_number`, `known_at_day_number`: days since 1970-01-01.
/// - `index`: 0 to `of - 1`; `of`: 1 to 1024.
/// - `out_partial`: the state, owned by the caller. NULL on failure.
///
/// Statuses: null_pointer, wrong_handle, broken_handle, bad_date, bad_parameter, stranger_partition, conflicting_record, and those
/// of `jinguo_evaluate`.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_partial_new(
    plan: *const jinguo_plan,
    ledger: *const jinguo_ledger,
    as_of_day_number: i32,
    known_at_day_number: i32,
    index: u32,
    of: u32,
    out_partial: *mut *mut jinguo_partial,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out = OutHandle::<jinguo_partial>::new(out_partial, "out_partial")?;
        let plan = handle::borrow(plan, "plan")?;
        let ledger = handle::borrow(ledger, "ledger")?;
        let parameters = Parameters {
            as_of: day(as_of_day_number, "as_of_day_number")?,
            known_at: day(known_at_day_number, "known_at_day_number")?,
        };
        out.give(Partial::new(plan, ledger, parameters, small(index), small(of))?.into());
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// Merges states, all at once: quicker than one by one. The order does not matter, and merged states may be merged again.
///
/// - `partials`: the states, which stay as they are.
/// - `out_partial`: the merged state, owned by the caller. NULL on failure.
///
/// Statuses: null_pointer, wrong_handle, bad_length, too_few, stranger_plan, different_facts, different_parameters,
/// different_partitions, partition_twice, partial_version, damaged_partial.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_partial_merge(
    partials: *const *const jinguo_partial,
    partials_len: usize,
    out_partial: *mut *mut jinguo_partial,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out = OutHandle::<jinguo_partial>::new(out_partial, "out_partial")?;
        let mut states = Vec::new();
        for partial in items(partials, partials_len, "partials")? {
            states.push(&handle::borrow(*partial, "partials")?.partial);
        }
        out.give(Partial::merged(states)?.into());
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// The state as bytes, to be kept or sent: the same bytes on every machine. They live as long as the state.
///
/// Statuses: null_pointer, wrong_handle.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_partial_bytes(
    partial: *const jinguo_partial,
    out_data: *mut *const u8,
    out_len: *mut usize,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out = OutBytes::new(out_data, out_len)?;
        let state = handle::borrow(partial, "partial")?;
        out.lend_bytes(state.bytes.get_or_init(|| state.partial.to_bytes()));
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// A state from the bytes of `jinguo_partial_bytes`.
///
/// - `out_partial`: the state, owned by the caller. NULL on failure.
///
/// Statuses: null_pointer, bad_length, partial_version, damaged_partial.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_partial_read(
    data: *const u8,
    data_len: usize,
    out_partial: *mut *mut jinguo_partial,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out = OutHandle::<jinguo_partial>::new(out_partial, "out_partial")?;
        out.give(Partial::from_bytes(items(data, data_len, "data")?)?.into());
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// What a state is of, as JSON: `{"as_of": …, "known_at": …, "of": …, "partitions": […], "missing": […]}`.
///
/// - `out_text`: the JSON, owned by the caller. NULL on failure.
///
/// Statuses: null_pointer, wrong_handle.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_partial_describe(
    partial: *const jinguo_partial,
    out_text: *mut *mut jinguo_text,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out = OutHandle::<jinguo_text>::new(out_text, "out_text")?;
        let partial = &handle::borrow(partial, "partial")?.partial;
        let parameters = partial.parameters();
        let description = serde_json::json!({
            "as_of": parameters.as_of,
            "known_at": parameters.known_at,
            "of": partial.of(),
            "partitions": partial.partitions(),
            "missing": partial.missing(),
        });
        out.give(json(&description)?.into());
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// The report of all partitions together, from the plan and a ledger that has the common facts: the same bytes as that of one
/// ledger with all facts. Facts of persons in the ledger are not looked at.
///
/// - `out_report`: the report, owned by the caller. NULL on failure.
///
/// Statuses: null_pointer, wrong_handle, broken_handle, missing_partitions, stranger_plan, different_facts, damaged_partial,
/// overflow.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_partial_report(
    partial: *const jinguo_partial,
    plan: *const jinguo_plan,
    ledger: *const jinguo_ledger,
    out_report: *mut *mut jinguo_report,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out = OutHandle::<jinguo_report>::new(out_report, "out_report")?;
        let partial = &handle::borrow(partial, "partial")?.partial;
        let report = partial.report(handle::borrow(plan, "plan")?, handle::borrow(ledger, "ledger")?)?;
        out.give(Rows::new(report));
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// Frees a state. NULL is allowed and does nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_partial_free(partial: *mut jinguo_partial) {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { handle::free(partial) }
}
