//! The structures of the Arrow C data interface, and who owns them.
#![allow(unsafe_code, reason = "structures of another library are read here")]

use crate::memory::{bad_pointer, misuse};
use jinguo::error::{Code, Error, Words};
use std::ffi::{CStr, c_char, c_int, c_void};

/// `struct ArrowSchema`: the type of a column or table.
#[repr(C)]
pub struct ArrowSchema {
    pub(super) format: *const c_char,
    pub(super) name: *const c_char,
    metadata: *const c_char,
    flags: i64,
    pub(super) n_children: i64,
    pub(super) children: *mut *mut ArrowSchema,
    pub(super) dictionary: *mut ArrowSchema,
    release: Option<unsafe extern "C" fn(*mut ArrowSchema)>,
    private_data: *mut c_void,
}

/// `struct ArrowArray`: the values of a column or table.
#[repr(C)]
pub struct ArrowArray {
    pub(super) length: i64,
    null_count: i64,
    pub(super) offset: i64,
    pub(super) n_buffers: i64,
    pub(super) n_children: i64,
    pub(super) buffers: *mut *const c_void,
    pub(super) children: *mut *mut ArrowArray,
    pub(super) dictionary: *mut ArrowArray,
    release: Option<unsafe extern "C" fn(*mut ArrowArray)>,
    private_data: *mut c_void,
}

/// `struct ArrowArrayStream`: tables of one type, one after the other.
#[repr(C)]
pub struct ArrowArrayStream {
    get_schema: Option<unsafe extern "C" fn(*mut ArrowArrayStream, *mut ArrowSchema) -> c_int>,
    get_next: Option<unsafe extern "C" fn(*mut ArrowArrayStream, *mut ArrowArray) -> c_int>,
    get_last_error: Option<unsafe extern "C" fn(*mut ArrowArrayStream) -> *const c_char>,
    release: Option<unsafe extern "C" fn(*mut ArrowArrayStream)>,
    private_data: *mut c_void,
}

/// A structure that is released by its own function.
pub(super) trait Released: Sized {
    /// Nothing, in the way in which the interface says so.
    fn nothing() -> Self;
    /// Whether there is something to release.
    fn is_live(&self) -> bool;
    /// # Safety
    /// The structure is live and nobody else uses it.
    unsafe fn release(&mut self);
}

impl Released for ArrowSchema {
    fn nothing() -> Self {
        Self {
            format: std::ptr::null(),
            name: std::ptr::null(),
            metadata: std::ptr::null(),
            flags: 0,
            n_children: 0,
            children: std::ptr::null_mut(),
            dictionary: std::ptr::null_mut(),
            release: None,
            private_data: std::ptr::null_mut(),
        }
    }

    fn is_live(&self) -> bool {
        self.release.is_some()
    }

    unsafe fn release(&mut self) {
        if let Some(release) = self.release {
            // SAFETY: the caller keeps the contract.
            unsafe { release(self) };
        }
    }
}

impl Released for ArrowArray {
    fn nothing() -> Self {
        Self {
            length: 0,
            null_count: 0,
            offset: 0,
            n_buffers: 0,
            n_children: 0,
            buffers: std::ptr::null_mut(),
            children: std::ptr::null_mut(),
            dictionary: std::ptr::null_mut(),
            release: None,
            private_data: std::ptr::null_mut(),
        }
    }

    fn is_live(&self) -> bool {
        self.release.is_some()
    }

    unsafe fn release(&mut self) {
        if let Some(release) = self.release {
            // SAFETY: the caller keeps the contract.
            unsafe { release(self) };
        }
    }
}

impl Released for ArrowArrayStream {
    fn nothing() -> Self {
        Self {
            get_schema: None,
            get_next: None,
            get_last_error: None,
            release: None,
            private_data: std::ptr::null_mut(),
        }
    }

    fn is_live(&self) -> bool {
        self.release.is_some()
    }

    unsafe fn release(&mut self) {
        if let Some(release) = self.release {
            // SAFETY: the caller keeps the contract.
            unsafe { release(self) };
        }
    }
}

/// A structure that was taken over; it is released when it goes.
pub(super) struct Owned<T: Released>(Box<T>);

impl<T: Released> Owned<T> {
    /// Moves a structure out of the caller's memory, as the interface says: the caller's copy is marked as released.
    ///
    /// # Safety
    /// The pointer is NULL or points to a structure of the interface.
    pub(super) unsafe fn take(pointer: *mut T, parameter: &str) -> Result<Self, Error> {
        if pointer.is_null() || !pointer.is_aligned() {
            return Err(bad_pointer(parameter));
        }
        // SAFETY: the caller keeps the contract.
        let owned = Self(Box::new(unsafe { std::ptr::replace(pointer, T::nothing()) }));
        if owned.0.is_live() {
            Ok(owned)
        } else {
            let expected = Words::new("应为未释放的结构", "a structure that was not released");
            Err(misuse(Code::WrongHandle, parameter, "", expected))
        }
    }

    pub(super) fn get(&self) -> &T {
        &self.0
    }
}

impl<T: Released> Drop for Owned<T> {
    fn drop(&mut self) {
        if self.0.is_live() {
            // SAFETY: it was taken over live, and goes now.
            unsafe { self.0.release() };
        }
    }
}

/// A stream that was taken over.
pub(super) struct OwnedStream(Owned<ArrowArrayStream>);

impl OwnedStream {
    /// # Safety
    /// As [`Owned::take`].
    pub(super) unsafe fn take(pointer: *mut ArrowArrayStream, parameter: &str) -> Result<Self, Error> {
        // SAFETY: the caller keeps the contract.
        unsafe { Owned::take(pointer, parameter).map(Self) }
    }

    /// The type of the stream's tables.
    pub(super) fn schema(&mut self) -> Result<Owned<ArrowSchema>, Error> {
        let mut schema = Owned(Box::new(ArrowSchema::nothing()));
        let stream: *mut ArrowArrayStream = &mut *self.0.0;
        let get = self.0.0.get_schema.ok_or_else(|| bad_pointer("stream"))?;
        // SAFETY: the stream is live, and the place for the answer is ours.
        let status = unsafe { get(stream, &mut *schema.0) };
        if status == 0 && schema.0.is_live() {
            Ok(schema)
        } else {
            Err(self.failure(status))
        }
    }

    /// The next table; none at the end.
    pub(super) fn next(&mut self) -> Result<Option<Owned<ArrowArray>>, Error> {
        let mut array = Owned(Box::new(ArrowArray::nothing()));
        let stream: *mut ArrowArrayStream = &mut *self.0.0;
        let get = self.0.0.get_next.ok_or_else(|| bad_pointer("stream"))?;
        // SAFETY: as in `schema`.
        let status = unsafe { get(stream, &mut *array.0) };
        if status == 0 {
            Ok(Some(array).filter(|array| array.0.is_live()))
        } else {
            Err(self.failure(status))
        }
    }

    /// What the stream says about its failure.
    fn failure(&mut self, status: c_int) -> Error {
        let stream: *mut ArrowArrayStream = &mut *self.0.0;
        let said = self.0.0.get_last_error.map_or(std::ptr::null(), |get| {
            // SAFETY: the stream is live.
            unsafe { get(stream) }
        });
        let said = if said.is_null() {
            String::new()
        } else {
            // SAFETY: the interface gives a NUL-terminated text.
            unsafe { CStr::from_ptr(said) }.to_string_lossy().into_owned()
        };
        let found = format!("{status} {said}");
        let expected = Words::new("应为可读的数据流", "a stream that can be read");
        misuse(Code::BadParameter, "stream", found.trim(), expected)
    }
}
