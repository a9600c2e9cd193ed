//! Which library this is.
#![allow(unsafe_code, reason = "exported functions")]

/// The version of the interface that this header describes. It grows with every addition.
pub const JINGUO_ABI_VERSION: u32 = 1;
/// The oldest version of the interface that a library with `JINGUO_ABI_VERSION` still serves.
pub const JINGUO_ABI_MIN_COMPATIBLE: u32 = 1;

/// The version of the interface that the loaded library has.
///
/// A program that was compiled with a header of version H runs with a library of version L and oldest version M where
/// M ≤ H ≤ L: `jinguo_abi_min_compatible() <= JINGUO_ABI_VERSION && JINGUO_ABI_VERSION <= jinguo_abi_version()`.
///
/// Thread rule: any thread, at any time.
#[must_use]
#[unsafe(no_mangle)]
pub extern "C" fn jinguo_abi_version() -> u32 {
    JINGUO_ABI_VERSION
}

/// The oldest version of the interface that the loaded library still serves.
///
/// Thread rule: any thread, at any time.
#[must_use]
#[unsafe(no_mangle)]
pub extern "C" fn jinguo_abi_min_compatible() -> u32 {
    JINGUO_ABI_MIN_COMPATIBLE
}

/// The version of the library, such as `0.1.0`: a NUL-terminated text that lives as long as the library is loaded.
///
/// Thread rule: any thread, at any time.
#[must_use]
#[unsafe(no_mangle)]
pub extern "C" fn jinguo_version() -> *const std::ffi::c_char {
    const VERSION: &std::ffi::CStr =
        match std::ffi::CStr::from_bytes_with_nul(concat!(env!("CARGO_PKG_VERSION"), "\0").as_bytes()) {
            Ok(version) => version,
            Err(_) => c"",
        };
    VERSION.as_ptr()
}
