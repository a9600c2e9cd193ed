//! Faults on their way to JavaScript: a thrown JSON text, of which `ts/error.ts` makes an `Error` object.

use jinguo::error::{Area, Code, Error, Fault, Place, Words};
use serde::Serialize;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// What every exported function gives that can fail.
pub type Given<T> = Result<T, Thrown>;

/// An error of the core, as it is thrown.
pub struct Thrown(String);

impl From<Thrown> for JsValue {
    fn from(thrown: Thrown) -> Self {
        Self::from_str(&thrown.0)
    }
}

impl From<Error> for Thrown {
    fn from(error: Error) -> Self {
        Self(thrown(&error))
    }
}

/// An error of the core as JSON: what is thrown.
pub fn thrown(error: &Error) -> String {
    let faults = error.faults().iter().map(Said::new).collect();
    let total = error.total();
    serde_json::to_string(&All { total, faults }).unwrap_or_default()
}

#[derive(Serialize)]
struct All<'a> {
    total: u64,
    faults: Vec<Said<'a>>,
}

/// A fault with what only its methods say.
#[derive(Serialize)]
pub(crate) struct Said<'a> {
    number: u32,
    code: &'static str,
    kind: &'static str,
    place: &'a Place,
    found: &'a str,
    expected: &'a Words,
    zh: String,
    en: String,
}

impl<'a> Said<'a> {
    pub(crate) fn new(fault: &'a Fault) -> Self {
        Self {
            number: fault.code.number(),
            code: fault.code.name(),
            kind: kind(fault.code.area()),
            place: &fault.place,
            found: &fault.found,
            expected: &fault.expected,
            zh: fault.zh(),
            en: fault.en(),
        }
    }
}

/// The kind of fault: the thousands digit of its number, as a word.
fn kind(area: Area) -> &'static str {
    match area {
        Area::Use => "use",
        Area::Text => "text",
        Area::Plan => "plan",
        Area::Unit => "unit",
        Area::Fact => "fact",
        Area::Evaluation => "evaluation",
        Area::Score => "score",
        Area::Internal => "internal",
    }
}

/// A fault in how a function was called.
pub(crate) fn misuse(code: Code, parameter: &str, found: impl Into<String>, expected: Words) -> Error {
    let place = if parameter.is_empty() {
        Place::default()
    } else {
        Place::default().field(parameter)
    };
    Fault::new(code, place, found, expected).into()
}

/// The fault that the upper half finds in an argument, with the sentences that the core makes.
#[wasm_bindgen]
pub fn fault(number: u32, parameter: &str, found: &str, zh: &str, en: &str) -> String {
    let code = Code::ALL.iter().find(|code| code.number() == number);
    let code = code.copied().unwrap_or(Code::Internal);
    Thrown::from(misuse(code, parameter, found, Words::new(zh, en))).0
}

/// A value as JSON, with a line feed at the end, as in every binding.
pub(crate) fn json(value: &impl Serialize) -> Given<String> {
    serde_json::to_string(value)
        .map(|text| text + "\n")
        .map_err(|error| misuse(Code::Internal, "", error.to_string(), Words::default()).into())
}

/// A day that the caller gave, such as `2022-06-30`.
pub(crate) fn day(text: &str, parameter: &str) -> Result<jinguo::time::Day, Error> {
    text.parse().map_err(|_| {
        let expected = Words::new(
            "应为存在的日期，如 2022-06-30",
            "a day that exists, such as 2022-06-30",
        );
        misuse(Code::BadDate, parameter, text, expected)
    })
}

/// A count as JavaScript has it.
pub(crate) fn count(number: usize) -> u32 {
    // INVARIANT: memory has 32-bit addresses.
    u32::try_from(number).unwrap_or(u32::MAX)
}
