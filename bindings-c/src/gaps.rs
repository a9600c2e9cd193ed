//! Pages of the gap list.
#![allow(unsafe_code, reason = "exported functions")]

use crate::error::jinguo_error;
use crate::guard::{guard, json};
use crate::handle::{self, Opaque, OutHandle};
use crate::memory::{Out, OutBytes, count, item};
use crate::text::jinguo_text;
use crate::words::{self, JINGUO_NONE};
use jinguo::error::Error;
use jinguo::gap::{Gap, GapPage, Subject};

/// A page of the gap list (缺口清单).
///
/// Thread rule: does not change; any number of threads may read it at once.
/// Free it with `jinguo_gaps_free`.
pub struct jinguo_gaps {
    _opaque: [u8; 0],
}

impl Opaque for jinguo_gaps {
    type Value = Page;
    const NAME: &'static str = "jinguo_gaps";
}

/// Text of a gap: the kind of its subject, `person`, `unit`, `event` or `organisation`.
pub const JINGUO_GAP_SUBJECT_KIND: u32 = 0;
/// Text of a gap: the id of its subject.
pub const JINGUO_GAP_SUBJECT: u32 = 1;
/// Text of a gap: the unit.
pub const JINGUO_GAP_UNIT: u32 = 2;
/// Text of a gap: the class, such as `open`.
pub const JINGUO_GAP_CLASS: u32 = 3;
/// Text of a gap: the code of the reason, such as `not_found`.
pub const JINGUO_GAP_REASON: u32 = 4;
/// Text of a gap: the facts that came nearest, with `;` between them.
pub const JINGUO_GAP_FACTS: u32 = 5;
/// Text of a gap: the number that was found.
pub const JINGUO_GAP_FOUND: u32 = 6;
/// Text of a gap: the number that is needed.
pub const JINGUO_GAP_NEEDED: u32 = 7;
/// Text of a gap: by when, such as `2022-12-31`.
pub const JINGUO_GAP_DUE: u32 = 8;
/// Text of a gap: what closes it, as a JSON list.
pub const JINGUO_GAP_CLOSES: u32 = 9;

const PARTS: usize = 10;

/// A page with the texts of its gaps.
pub struct Page {
    page: GapPage,
    texts: Vec<[String; PARTS]>,
}

impl Page {
    pub(crate) fn new(page: GapPage) -> Self {
        let texts = page.gaps.iter().map(texts).collect();
        Self { page, texts }
    }
}

fn texts(gap: &Gap) -> [String; PARTS] {
    let (kind, id) = match &gap.subject {
        Subject::Person(id) => ("person", id),
        Subject::Unit(id) => ("unit", id),
        Subject::Event(id) => ("event", id),
        Subject::Organisation(id) => ("organisation", id),
    };
    let number =
        |number: Option<jinguo::number::Rational>| number.map_or_else(String::new, |n| n.to_string());
    [
        kind.to_owned(),
        id.clone(),
        gap.unit.clone(),
        words::name(&gap.class),
        words::name(&gap.reason.code),
        gap.reason.facts.join(";"),
        number(gap.reason.found),
        number(gap.reason.needed),
        gap.due.map_or_else(String::new, |due| due.to_string()),
        serde_json::to_string(&gap.closes).unwrap_or_default(),
    ]
}

/// How many gaps there are in all, on this page and others.
///
/// Returns 0 if `gaps` is none.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_gaps_total(gaps: *const jinguo_gaps) -> u64 {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { handle::borrow(gaps, "gaps") }.map_or(0, |gaps| gaps.page.total)
}

/// How many gaps are on this page.
///
/// Returns 0 if `gaps` is none.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_gaps_count(gaps: *const jinguo_gaps) -> u64 {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { handle::borrow(gaps, "gaps") }.map_or(0, |gaps| count(gaps.page.gaps.len()))
}

/// One text of a gap; empty for what it does not have.
///
/// - `index`: less than `jinguo_gaps_count`.
/// - `part`: one of `JINGUO_GAP_*`.
/// - `out_data`, `out_len`: UTF-8 without a NUL, lent by `gaps` as long as it lives.
///
/// Statuses: null_pointer, wrong_handle, index_out_of_range, bad_parameter.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_gaps_text(
    gaps: *const jinguo_gaps,
    index: u64,
    part: u32,
    out_data: *mut *const u8,
    out_len: *mut usize,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out = OutBytes::new(out_data, out_len)?;
        let gaps = handle::borrow(gaps, "gaps")?;
        out.lend(part_of(item(&gaps.texts, index, "index")?, part)?);
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

fn part_of(texts: &[String; PARTS], part: u32) -> Result<&str, Error> {
    usize::try_from(part)
        .ok()
        .and_then(|part| texts.get(part))
        .map(String::as_str)
        .ok_or_else(|| words::unknown(part, JINGUO_GAP_CLOSES, "part"))
}

/// Class and due day of a gap as numbers.
///
/// - `index`: less than `jinguo_gaps_count`.
/// - `out_class`: one of `JINGUO_CLASS_*`.
/// - `out_due_day_number`: days since 1970-01-01, or `JINGUO_NONE`.
///
/// Statuses: null_pointer, wrong_handle, index_out_of_range.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_gaps_numbers(
    gaps: *const jinguo_gaps,
    index: u64,
    out_class: *mut u32,
    out_due_day_number: *mut i64,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out_class = Out::new(out_class, "out_class")?;
        let out_due = Out::new(out_due_day_number, "out_due_day_number")?;
        let gaps = handle::borrow(gaps, "gaps")?;
        let gap = item(&gaps.page.gaps, index, "index")?;
        out_class.give(words::class(gap.class));
        out_due.give(gap.due.map_or(JINGUO_NONE, |due| i64::from(due.number())));
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// The page as a JSON object: `total` and the list `gaps`.
///
/// - `out_text`: the JSON, owned by the caller. NULL on failure.
///
/// Statuses: null_pointer, wrong_handle.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_gaps_json(
    gaps: *const jinguo_gaps,
    out_text: *mut *mut jinguo_text,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out = OutHandle::new(out_text, "out_text")?;
        out.give(json(&handle::borrow(gaps, "gaps")?.page)?.into());
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// Frees a page. NULL is allowed and does nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_gaps_free(gaps: *mut jinguo_gaps) {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { handle::free(gaps) }
}
