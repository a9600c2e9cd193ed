//! Handles: who owns what, and the check that a pointer is the handle it should be.
#![allow(unsafe_code, reason = "this is where raw pointers become references")]

use crate::memory::{bad_pointer, misuse};
use jinguo::error::{Code, Error, Words};
use std::ops::{Deref, DerefMut};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A type of the header, what stands behind it, and the mark by which it is known.
pub(crate) trait Opaque {
    /// What the handle holds.
    type Value;
    /// Its name in the header.
    const NAME: &'static str;
}

/// What a handle points to. The mark comes first, whatever the value is.
#[repr(C)]
struct Handle<T> {
    mark: u64,
    broken: bool,
    value: T,
}

/// Handles may go from thread to thread, and those that do not change may be used by several: what the header says of its
/// types, held against what they hold.
const _: () = {
    const fn moves<O: Opaque<Value: Send>>() {}
    const fn is_shared<O: Opaque<Value: Send + Sync>>() {}
    is_shared::<crate::error::jinguo_error>();
    is_shared::<crate::evaluation::jinguo_evaluation>();
    is_shared::<crate::gaps::jinguo_gaps>();
    is_shared::<crate::partial::jinguo_partial>();
    is_shared::<crate::plan::jinguo_plan>();
    is_shared::<crate::rejections::jinguo_rejections>();
    is_shared::<crate::report::jinguo_report>();
    is_shared::<crate::scorecards::jinguo_scorecards>();
    is_shared::<crate::scores::jinguo_scores>();
    is_shared::<crate::text::jinguo_text>();
    moves::<crate::batch::jinguo_batch>();
    moves::<crate::inputs::jinguo_inputs>();
    moves::<crate::ledger::jinguo_ledger>();
    moves::<crate::live::jinguo_live>();
};

/// FNV-1a over the name: one number for each type of handle.
const fn mark(name: &str) -> u64 {
    let bytes = name.as_bytes();
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut rest = bytes;
    while let [byte, tail @ ..] = rest {
        hash = (hash ^ *byte as u64).wrapping_mul(0x0000_0100_0000_01b3);
        rest = tail;
    }
    hash
}

/// Gives a value to the caller.
pub(crate) fn give<O: Opaque>(value: O::Value) -> *mut O {
    Box::into_raw(Box::new(Handle {
        mark: mark(O::NAME),
        broken: false,
        value,
    }))
    .cast()
}

/// The handle behind a pointer of the caller.
///
/// # Safety
/// The pointer is NULL or points to a live handle of any type, or to eight readable bytes.
unsafe fn check<O: Opaque>(pointer: *const O, name: &str) -> Result<*mut Handle<O::Value>, Error> {
    let first = pointer.cast::<u64>();
    if first.is_null() || !first.is_aligned() {
        return Err(bad_pointer(name));
    }
    // SAFETY: the caller keeps the contract; every handle starts with its mark.
    if unsafe { first.read() } != mark(O::NAME) {
        let expected = Words::new(format!("应为未释放的 {}", O::NAME), format!("a live {}", O::NAME));
        return Err(misuse(Code::WrongHandle, name, "", expected));
    }
    Ok(pointer.cast::<Handle<O::Value>>().cast_mut())
}

fn broken(name: &str) -> Error {
    let expected = Words::new("应释放后另建一个", "another one, after this one is freed");
    misuse(Code::BrokenHandle, name, "", expected)
}

/// Looks into a handle.
///
/// # Safety
/// As [`check`]; nobody changes or frees the handle while the reference is used.
pub(crate) unsafe fn borrow<'a, O: Opaque>(pointer: *const O, name: &str) -> Result<&'a O::Value, Error> {
    // SAFETY: the caller keeps the contract; a handle with the right mark is whole.
    let handle = unsafe { &*check(pointer, name)? };
    if handle.broken {
        return Err(broken(name));
    }
    Ok(&handle.value)
}

/// A handle that is being changed. A panic in between leaves it marked as broken.
pub(crate) struct Changing<'a, T> {
    handle: &'a mut Handle<T>,
    /// The thread was panicking before: a host in Rust may call from a destructor.
    panicking: bool,
}

impl<T> Deref for Changing<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.handle.value
    }
}

impl<T> DerefMut for Changing<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.handle.value
    }
}

impl<T> Drop for Changing<'_, T> {
    fn drop(&mut self) {
        self.handle.broken = !self.panicking && std::thread::panicking();
    }
}

/// Takes a handle to change it.
///
/// # Safety
/// As [`check`]; nobody else uses the handle meanwhile.
pub(crate) unsafe fn change<'a, O: Opaque>(
    pointer: *mut O,
    name: &str,
) -> Result<Changing<'a, O::Value>, Error> {
    // SAFETY: the caller keeps the contract; a handle with the right mark is whole.
    let handle = unsafe { &mut *check(pointer, name)? };
    if handle.broken {
        return Err(broken(name));
    }
    handle.broken = true;
    let panicking = std::thread::panicking();
    Ok(Changing { handle, panicking })
}

/// Takes a handle back and drops what it holds; NULL and a handle of another type are left alone.
///
/// # Safety
/// As [`check`]; nobody uses the handle any more.
pub(crate) unsafe fn free<O: Opaque>(pointer: *mut O) {
    // SAFETY: the caller keeps the contract.
    if let Ok(handle) = unsafe { check(pointer, "") } {
        // SAFETY: the handle came from `give`, and its mark says that it has not been taken back.
        let mut handle = unsafe { Box::from_raw(handle) };
        // Volatile, or the compiler leaves out the last write before a free. A second free is found as long as nobody else got
        // the memory.
        // SAFETY: the place is ours.
        unsafe { (&raw mut handle.mark).write_volatile(0) };
        // Nothing that a handle holds panics when it is dropped; should that change, C must not see it.
        drop(catch_unwind(AssertUnwindSafe(move || drop(handle))));
    }
}

/// A place for a handle that the call gives. NULL until then.
pub(crate) struct OutHandle<O>(*mut *mut O);

impl<O: Opaque> OutHandle<O> {
    /// # Safety
    /// The pointer is NULL or may be written.
    pub(crate) unsafe fn new(pointer: *mut *mut O, name: &str) -> Result<Self, Error> {
        if pointer.is_null() || !pointer.is_aligned() {
            return Err(bad_pointer(name));
        }
        // SAFETY: the caller keeps the contract.
        unsafe { pointer.write(std::ptr::null_mut()) };
        Ok(Self(pointer))
    }

    /// Gives the value.
    pub(crate) fn give(self, value: O::Value) {
        // SAFETY: checked in `new`, and the call has not returned since.
        unsafe { self.0.write(give(value)) };
    }
}
