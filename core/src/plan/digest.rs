//! The digest of a plan: SM3 over its canonical JSON.

use super::PlanDocument;
use crate::error::{Code, Error, Fault, Place, Words};
use sm3::{Digest, Sm3};
use std::fmt::Write;

/// The document as compact JSON with the keys in the order of its type.
///
/// # Errors
/// `internal`: every document can be written, so a failure is a bug here.
pub(super) fn canonical(document: &PlanDocument) -> Result<String, Error> {
    serde_json::to_string(document).map_err(|error| {
        Fault::new(
            Code::Internal,
            Place::document(""),
            error.to_string(),
            Words::default(),
        )
        .into()
    })
}

/// SM3 of a text, in lower-case hexadecimal digits.
pub(super) fn sm3(text: &str) -> String {
    let mut hexadecimal = String::with_capacity(64);
    for byte in Sm3::digest(text.as_bytes()) {
        // Writing into a String cannot fail.
        let _ = write!(hexadecimal, "{byte:02x}");
    }
    hexadecimal
}

#[cfg(test)]
mod tests {
    use super::sm3;

    #[test]
    fn sm3_of_the_example_in_gb_t_32905() {
        assert_eq!(
            sm3("abc"),
            "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
        );
    }
}
