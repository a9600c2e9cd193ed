//! Memory of the caller: text and arrays in, numbers out. Everything is checked before it is read.
#![allow(unsafe_code, reason = "this is where raw pointers become references")]

use jinguo::error::{Code, Error, Fault, Place, Words};

/// A fault of how a function was called: the parameter is the field.
pub(crate) fn misuse(code: Code, parameter: &str, found: impl Into<String>, expected: Words) -> Error {
    Fault::new(code, Place::default().field(parameter), found, expected).into()
}

/// The fault of a pointer that is NULL or not aligned.
pub(crate) fn bad_pointer(parameter: &str) -> Error {
    misuse(
        Code::NullPointer,
        parameter,
        "",
        Words::new("应为有效的指针", "a valid pointer"),
    )
}

/// The items behind a pointer and a length. NULL is no item, and only allowed where the length is 0.
///
/// # Safety
/// A pointer that is not NULL points to so many items, which nobody changes while they are used.
pub(crate) unsafe fn items<'a, T>(data: *const T, len: usize, parameter: &str) -> Result<&'a [T], Error> {
    if len == 0 {
        return Ok(&[]);
    }
    if data.is_null() || !data.is_aligned() {
        return Err(bad_pointer(parameter));
    }
    let bytes = len.checked_mul(size_of::<T>());
    let fits = bytes
        .filter(|bytes| isize::try_from(*bytes).is_ok())
        .and_then(|bytes| data.addr().checked_add(bytes));
    if fits.is_none() {
        let expected = Words::new("应不超过内存所能容纳", "no more than memory can hold");
        return Err(misuse(Code::BadLength, parameter, len.to_string(), expected));
    }
    // SAFETY: not NULL, aligned, in the bounds of the address space; the caller promises the rest.
    Ok(unsafe { std::slice::from_raw_parts(data, len) })
}

/// An array that must have an exact length.
///
/// # Safety
/// As [`items`].
pub(crate) unsafe fn exactly<'a, T>(
    data: *const T,
    len: usize,
    wanted: usize,
    parameter: &str,
) -> Result<&'a [T], Error> {
    if len != wanted {
        let expected = Words::same(wanted.to_string());
        return Err(misuse(Code::LengthMismatch, parameter, len.to_string(), expected));
    }
    // SAFETY: the caller keeps the contract.
    unsafe { items(data, len, parameter) }
}

/// An array that the caller lends for the answer.
///
/// # Safety
/// A pointer that is not NULL points to so many items, which nobody else uses meanwhile.
pub(crate) unsafe fn items_out<'a, T>(
    data: *mut T,
    len: usize,
    parameter: &str,
) -> Result<&'a mut [T], Error> {
    // SAFETY: the caller keeps the contract; only the checks are used.
    unsafe { items(data.cast_const(), len, parameter)? };
    if len == 0 {
        return Ok(&mut []);
    }
    // SAFETY: checked above; the caller promises that nobody else uses the items.
    Ok(unsafe { std::slice::from_raw_parts_mut(data, len) })
}

/// Text of the caller.
///
/// # Safety
/// As [`items`].
pub(crate) unsafe fn text<'a>(data: *const u8, len: usize, parameter: &str) -> Result<&'a str, Error> {
    // SAFETY: the caller keeps the contract.
    let bytes = unsafe { items(data, len, parameter)? };
    std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        let expected = Words::new(
            format!("应为 UTF-8，第 {at} 字节之后不是"),
            format!("UTF-8; it is not after byte {at}"),
        );
        misuse(Code::NotText, parameter, "", expected)
    })
}

/// Text of the caller, or none where the pointer is NULL.
///
/// # Safety
/// As [`items`].
pub(crate) unsafe fn optional_text<'a>(
    data: *const u8,
    len: usize,
    parameter: &str,
) -> Result<Option<&'a str>, Error> {
    if data.is_null() && len == 0 {
        return Ok(None);
    }
    // SAFETY: the caller keeps the contract.
    unsafe { text(data, len, parameter).map(Some) }
}

/// A place for a number or pointer that the call gives; untouched where the call fails.
pub(crate) struct Out<T>(*mut T);

impl<T> Out<T> {
    /// # Safety
    /// The pointer is NULL or may be written until the call returns.
    pub(crate) unsafe fn new(pointer: *mut T, parameter: &str) -> Result<Self, Error> {
        if pointer.is_null() || !pointer.is_aligned() {
            return Err(bad_pointer(parameter));
        }
        Ok(Self(pointer))
    }

    /// Gives the value.
    pub(crate) fn give(self, value: T) {
        // SAFETY: checked in `new`, and the call has not returned since.
        unsafe { self.0.write(value) };
    }
}

/// Where borrowed bytes go: the pointer and the length.
pub(crate) struct OutBytes(Out<*const u8>, Out<usize>);

impl OutBytes {
    /// # Safety
    /// As [`Out::new`].
    pub(crate) unsafe fn new(data: *mut *const u8, len: *mut usize) -> Result<Self, Error> {
        // SAFETY: the caller keeps the contract.
        unsafe { Ok(Self(Out::new(data, "out_data")?, Out::new(len, "out_len")?)) }
    }

    /// Lends the text: it lives as long as the handle that it comes from.
    pub(crate) fn lend(self, text: &str) {
        self.lend_bytes(text.as_bytes());
    }

    /// Lends bytes: they live as long as the handle that they come from.
    pub(crate) fn lend_bytes(self, bytes: &[u8]) {
        self.0.give(bytes.as_ptr());
        self.1.give(bytes.len());
    }
}

/// A count of Rust as a count of the header.
pub(crate) fn count(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

/// An item by index.
pub(crate) fn item<'a, T>(items: &'a [T], index: u64, parameter: &str) -> Result<&'a T, Error> {
    usize::try_from(index)
        .ok()
        .and_then(|index| items.get(index))
        .ok_or_else(|| {
            let count = items.len();
            let expected = Words::new(format!("应小于 {count}"), format!("less than {count}"));
            misuse(Code::IndexOutOfRange, parameter, index.to_string(), expected)
        })
}
