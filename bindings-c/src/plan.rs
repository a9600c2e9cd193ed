//! Plans.
#![allow(unsafe_code, reason = "exported functions")]

use crate::error::jinguo_error;
use crate::guard::{guard, json};
use crate::handle::{self, Opaque, OutHandle};
use crate::memory::text;
use crate::text::jinguo_text;
use jinguo::plan::{Plan, PlanDocument};
use serde::Serialize;

/// A plan (工作要点) that has passed every check.
///
/// Thread rule: does not change; any number of threads may use it at once.
/// Free it with `jinguo_plan_free`; evaluations that were made of it stay whole.
pub struct jinguo_plan {
    _opaque: [u8; 0],
}

impl Opaque for jinguo_plan {
    type Value = Plan;
    const NAME: &'static str = "jinguo_plan";
}

/// Reads and checks a plan. The error object has every fault, in the order of the document, with JSON pointer, line and
/// column: of the syntax, else of the form, else of the meaning.
///
/// - `name`: what messages call the text, such as a file name; may be NULL with length 0.
/// - `text`: the JSON, UTF-8. Not kept after the call.
/// - `out_plan`: the plan, owned by the caller. NULL on failure.
///
/// Thread rule: any thread. Statuses: null_pointer, bad_length, not_text, and areas 2 and 3.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_plan_compile(
    name: *const u8,
    name_len: usize,
    text: *const u8,
    text_len: usize,
    out_plan: *mut *mut jinguo_plan,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out = OutHandle::<jinguo_plan>::new(out_plan, "out_plan")?;
        let name = self::text(name, name_len, "name")?;
        let text = self::text(text, text_len, "text")?;
        out.give(Plan::from_json(name, text)?);
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// Checks a plan and gives nothing but the status, and the error object with every fault.
///
/// Parameters and statuses as for `jinguo_plan_compile`.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_plan_check(
    name: *const u8,
    name_len: usize,
    text: *const u8,
    text_len: usize,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let name = self::text(name, name_len, "name")?;
        let text = self::text(text, text_len, "text")?;
        Plan::from_json(name, text).map(drop)
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// Describes a plan as a JSON object: its `digest`, the `order` in which measures are computed, and the `document`, which
/// has measures, clauses, vocabulary, periods and targets.
///
/// - `out_text`: the JSON, owned by the caller. NULL on failure.
///
/// Statuses: null_pointer, wrong_handle.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_plan_describe(
    plan: *const jinguo_plan,
    out_text: *mut *mut jinguo_text,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out = OutHandle::new(out_text, "out_text")?;
        let plan = handle::borrow(plan, "plan")?;
        let order = plan
            .order()
            .iter()
            .filter_map(|place| plan.measures().get(*place));
        let description = Description {
            digest: plan.digest(),
            order: order.map(|measure| measure.id.as_str()).collect(),
            document: plan.document(),
        };
        out.give(json(&description)?.into());
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

#[derive(Serialize)]
struct Description<'a> {
    digest: &'a str,
    order: Vec<&'a str>,
    document: &'a PlanDocument,
}

/// The SM3 digest of a plan's canonical JSON: which text of the plan this is.
///
/// - `out_text`: 64 hexadecimal digits, owned by the caller. NULL on failure.
///
/// Statuses: null_pointer, wrong_handle.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_plan_digest(
    plan: *const jinguo_plan,
    out_text: *mut *mut jinguo_text,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out = OutHandle::<jinguo_text>::new(out_text, "out_text")?;
        out.give(handle::borrow(plan, "plan")?.digest().into());
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// Frees a plan. NULL is allowed and does nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_plan_free(plan: *mut jinguo_plan) {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { handle::free(plan) }
}
