//! Signing of scores. The way of the scores is a document that the caller keeps; each step gives a new one.
#![allow(unsafe_code, reason = "exported functions")]

use crate::error::jinguo_error;
use crate::guard::{guard, json};
use crate::handle::{self, OutHandle};
use crate::memory::text;
use crate::scores::jinguo_scores;
use crate::text::jinguo_text;
use jinguo::json::argument;
use jinguo::performance::{Signature, Signing, SigningStep};

/// Puts the scores of a scorecard forward.
///
/// - `scorecard`: its id.
/// - `signature`: who and when as JSON: `{"by":"…","at":"2023-01-05T09:00:00"}`, and perhaps a `note`.
/// - `out_signing`: the way of the scores as JSON, owned by the caller. NULL on failure.
///
/// Statuses: null_pointer, wrong_handle, bad_length, not_text, bad_json, wrong_type, unknown_scorecard, unsigned_by.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_scores_propose(
    scores: *const jinguo_scores,
    scorecard: *const u8,
    scorecard_len: usize,
    signature: *const u8,
    signature_len: usize,
    out_signing: *mut *mut jinguo_text,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out = OutHandle::<jinguo_text>::new(out_signing, "out_signing")?;
        let scores = handle::borrow(scores, "scores")?;
        let scorecard = text(scorecard, scorecard_len, "scorecard")?;
        let signature: Signature = argument(text(signature, signature_len, "signature")?, "signature")?;
        out.give(json(&scores.propose(scorecard, signature)?)?.into());
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// Does the next step on the way of scores: amend, sign, publish, appeal, decide, confirm.
///
/// - `signing`: the way so far, as JSON that `jinguo_scores_propose` or this function gave. It stays as it is.
/// - `step`: the step as JSON: `"sign"`, or `{"appeal":"candidate"}`.
/// - `signature`: who and when, as for `jinguo_scores_propose`.
/// - `out_signing`: the way with the step, as JSON, owned by the caller. NULL on failure.
///
/// Statuses: null_pointer, wrong_handle, bad_length, not_text, bad_json, wrong_type, unknown_scorecard, unknown_candidate, signing_order,
/// score_changed, appeal_late, unsigned_by.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_scores_sign(
    scores: *const jinguo_scores,
    signing: *const u8,
    signing_len: usize,
    step: *const u8,
    step_len: usize,
    signature: *const u8,
    signature_len: usize,
    out_signing: *mut *mut jinguo_text,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out = OutHandle::<jinguo_text>::new(out_signing, "out_signing")?;
        let scores = handle::borrow(scores, "scores")?;
        let mut signing: Signing = argument(text(signing, signing_len, "signing")?, "signing")?;
        let step: SigningStep = argument(text(step, step_len, "step")?, "step")?;
        let signature: Signature = argument(text(signature, signature_len, "signature")?, "signature")?;
        signing.step(step, signature, scores)?;
        out.give(json(&signing)?.into());
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// Whether scores are still those of the last step of signing, as a JSON object: `unchanged`, the `digest` of the scores as they are
/// now, and the `changes` of totals and grades.
///
/// - `signing`: the way of the scores, as JSON that `jinguo_scores_propose` or `jinguo_scores_sign` gave.
/// - `out_text`: the JSON, owned by the caller. NULL on failure.
///
/// Statuses: null_pointer, wrong_handle, bad_length, not_text, bad_json, wrong_type, unknown_scorecard.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_scores_standing(
    scores: *const jinguo_scores,
    signing: *const u8,
    signing_len: usize,
    out_text: *mut *mut jinguo_text,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out = OutHandle::<jinguo_text>::new(out_text, "out_text")?;
        let scores = handle::borrow(scores, "scores")?;
        let signing: Signing = argument(text(signing, signing_len, "signing")?, "signing")?;
        out.give(json(&signing.standing(scores)?)?.into());
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}
