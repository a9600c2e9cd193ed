//! The boundary: no panic leaves a function, every fault becomes a status and an error object.
#![allow(
    unsafe_code,
    reason = "the caller's place for the error object is written here"
)]

use crate::error::jinguo_error;
use crate::handle::give;
use jinguo::error::{Code, Error, Fault, Place, Words};
use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Success.
pub(crate) const OK: i32 = 0;

/// Runs the body of an exported function.
///
/// # Safety
/// `out_error` is NULL or may be written.
pub(crate) unsafe fn guard(
    out_error: *mut *mut jinguo_error,
    body: impl FnOnce() -> Result<(), Error>,
) -> i32 {
    // A place that is not aligned cannot be written; the status says all there is to say then.
    let place = (!out_error.is_null() && out_error.is_aligned()).then_some(out_error);
    if let Some(place) = place {
        // SAFETY: the caller keeps the contract.
        unsafe { place.write(std::ptr::null_mut()) };
    }
    let result = catch_unwind(AssertUnwindSafe(body)).unwrap_or_else(|panic| Err(caught(panic)));
    let Err(error) = result else {
        return OK;
    };
    let status = status(error.code());
    if let Some(place) = place {
        // SAFETY: as above.
        unsafe { place.write(give(error)) };
    }
    status
}

/// The status of a code: its number.
pub(crate) fn status(code: Code) -> i32 {
    // INVARIANT: codes have four digits.
    i32::try_from(code.number()).unwrap_or(i32::MAX)
}

fn caught(panic: Box<dyn Any + Send>) -> Error {
    let words = panic
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned());
    // What was thrown may panic again when it is dropped; what that throws is left alone.
    if let Err(again) = catch_unwind(AssertUnwindSafe(move || drop(panic))) {
        std::mem::forget(again);
    }
    internal(words.unwrap_or_default())
}

/// The fault of a bug of this library.
pub(crate) fn internal(found: impl Into<String>) -> Error {
    Fault::new(Code::Internal, Place::default(), found, Words::default()).into()
}

/// A value as JSON on one line, with a line feed at the end.
pub(crate) fn json(value: &impl serde::Serialize) -> Result<String, Error> {
    serde_json::to_string(value)
        .map(|text| text + "\n")
        .map_err(|error| internal(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::jinguo_batch;
    use crate::handle;
    use jinguo::ledger::Batch;

    /// Runs a body as an exported function does; its status and the words of its error.
    fn run(body: impl FnOnce() -> Result<(), Error>) -> (i32, String) {
        let mut error = std::ptr::null_mut();
        // SAFETY: the place is ours, and so is the error that is put there.
        unsafe {
            let status = guard(&raw mut error, body);
            let words = handle::borrow(error.cast_const(), "error").map_or_else(|_| String::new(), Error::en);
            handle::free(error);
            (status, words)
        }
    }

    #[test]
    fn a_panic_becomes_a_status_with_its_words() {
        let (status, words) = run(|| panic!("of {} words", 3));
        assert_eq!(status, 9001);
        assert!(words.contains("of 3 words"), "{words}");
        assert_eq!(run(|| std::panic::panic_any(7)).0, 9001);
        assert_eq!(run(|| Ok(())), (0, String::new()));
    }

    #[test]
    fn a_handle_is_broken_after_a_panic_in_the_middle_of_its_change() {
        let batch = handle::give::<jinguo_batch>(Batch::new());
        // SAFETY: the handle is ours.
        unsafe {
            let failing = run(|| {
                let _batch = handle::change(batch, "batch")?;
                Err(internal("found"))
            });
            assert_eq!(failing.0, 9001);
            assert!(
                handle::borrow(batch.cast_const(), "batch").is_ok(),
                "a fault breaks nothing"
            );
            let panicking = run(|| {
                let _batch = handle::change(batch, "batch")?;
                panic!("in the middle")
            });
            assert_eq!(panicking.0, 9001);
            assert_eq!(run(|| handle::change(batch, "batch").map(drop)).0, 1104);
            assert_eq!(
                run(|| handle::borrow(batch.cast_const(), "batch").map(drop)).0,
                1104
            );
            handle::free(batch);
        }
    }
}
