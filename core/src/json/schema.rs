//! The JSON Schemas of the documents, as shapes that can be walked.
//!
//! The schemas are derived from the Rust types and checked in; a test compares them. `build.rs` takes the forms from them.
//! Only what the derivation writes for our types is understood here, and a test proves that nothing is left over.

use crate::order;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Which document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Root {
    /// A plan.
    Plan,
    /// One record of a ledger.
    Record,
    /// Scorecards, awards and points ledgers.
    Scorecards,
    /// The inputs of scorecards.
    Inputs,
}

/// The form of a value.
#[derive(Debug, PartialEq)]
pub(super) enum Shape {
    /// Not understood; every value passes. Never in our schemas.
    Anything,
    Boolean,
    Integer {
        least: i128,
        greatest: i128,
    },
    Text,
    Day,
    MonthDay,
    Stamp,
    Rational,
    List(Box<Shape>),
    /// Any keys, all values of one form.
    Map(Box<Shape>),
    Object(Object),
    /// The form or `null`.
    Optional(Box<Shape>),
    /// A word, or an object with one key that says which form its value has.
    Choice(Choice),
    /// An object in which one key says which form the others have.
    Tagged {
        tag: String,
        forms: Vec<(String, Object)>,
    },
    /// A form that the schema names.
    Named(String),
}

#[derive(Debug, Default, PartialEq)]
pub(super) struct Object {
    pub(super) keys: Vec<(String, Shape)>,
    pub(super) required: Vec<String>,
}

impl Object {
    pub(super) fn key(&self, name: &str) -> Option<&Shape> {
        self.keys
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, shape)| shape)
    }
}

#[derive(Debug, Default, PartialEq)]
pub(super) struct Choice {
    pub(super) words: Vec<String>,
    pub(super) keys: Vec<(String, Shape)>,
}

/// A schema, read.
pub(super) struct Schema {
    pub(super) root: Shape,
    named: BTreeMap<String, Shape>,
}

static PLAN: LazyLock<Schema> =
    LazyLock::new(|| Schema::read(include_str!(concat!(env!("OUT_DIR"), "/plan.json"))));
static RECORD: LazyLock<Schema> =
    LazyLock::new(|| Schema::read(include_str!(concat!(env!("OUT_DIR"), "/record.json"))));
static SCORECARDS: LazyLock<Schema> =
    LazyLock::new(|| Schema::read(include_str!(concat!(env!("OUT_DIR"), "/scorecards.json"))));
static INPUTS: LazyLock<Schema> =
    LazyLock::new(|| Schema::read(include_str!(concat!(env!("OUT_DIR"), "/inputs.json"))));

impl Root {
    pub(super) fn schema(self) -> &'static Schema {
        match self {
            Self::Plan => &PLAN,
            Self::Record => &RECORD,
            Self::Scorecards => &SCORECARDS,
            Self::Inputs => &INPUTS,
        }
    }
}

impl Schema {
    fn read(text: &str) -> Self {
        let value: Value = serde_json::from_str(text).unwrap_or_default();
        let named = value.get("$defs").and_then(Value::as_object);
        Self {
            root: shape(&value),
            named: order::map(
                named
                    .into_iter()
                    .flatten()
                    .map(|(name, value)| (name.clone(), shape(value))),
            ),
        }
    }

    /// The form behind a name.
    pub(super) fn resolve<'a>(&'a self, shape: &'a Shape) -> &'a Shape {
        match shape {
            Shape::Named(name) => self.named.get(name).unwrap_or(&Shape::Anything),
            other => other,
        }
    }
}

fn shape(value: &Value) -> Shape {
    let Some(schema) = value.as_object() else {
        return Shape::Anything;
    };
    if let Some(name) = text(schema, "$ref").and_then(|name| name.strip_prefix("#/$defs/")) {
        return Shape::Named(name.to_owned());
    }
    if let Some(forms) = list(schema, "oneOf") {
        return choice(forms);
    }
    if let Some([form, null]) = list(schema, "anyOf")
        && null.get("type").is_some_and(|kind| kind == "null")
    {
        return Shape::Optional(Box::new(shape(form)));
    }
    if let Some(words) = list(schema, "enum").map(texts).or_else(|| {
        let word = text(schema, "const")?;
        Some(vec![word.to_owned()])
    }) {
        return Shape::Choice(Choice {
            words,
            keys: Vec::new(),
        });
    }
    if text(schema, "format") == Some("rational") {
        return Shape::Rational;
    }
    match schema.get("type") {
        Some(Value::String(kind)) => simple(schema, kind),
        Some(Value::Array(kinds)) => match kinds.as_slice() {
            [Value::String(kind), null] if null == "null" => Shape::Optional(Box::new(simple(schema, kind))),
            _ => Shape::Anything,
        },
        _ => Shape::Anything,
    }
}

fn simple(schema: &Map<String, Value>, kind: &str) -> Shape {
    let format = text(schema, "format");
    match (kind, format) {
        ("boolean", None) => Shape::Boolean,
        ("string", None) => Shape::Text,
        ("string", Some("date")) => Shape::Day,
        ("string", Some("month_day")) => Shape::MonthDay,
        ("string", Some("stamp")) => Shape::Stamp,
        ("integer", Some(format)) => integer(format),
        ("array", None) => schema
            .get("items")
            .map_or(Shape::Anything, |items| Shape::List(Box::new(shape(items)))),
        ("object", None) => match schema.get("additionalProperties") {
            Some(Value::Bool(false)) => Shape::Object(object(schema)),
            Some(values @ Value::Object(_)) => Shape::Map(Box::new(shape(values))),
            _ => Shape::Anything,
        },
        _ => Shape::Anything,
    }
}

fn integer(format: &str) -> Shape {
    let (least, greatest) = match format {
        "int32" => (i128::from(i32::MIN), i128::from(i32::MAX)),
        "uint8" => (0, i128::from(u8::MAX)),
        "uint16" => (0, i128::from(u16::MAX)),
        "uint32" => (0, i128::from(u32::MAX)),
        "int64" => (i128::from(i64::MIN), i128::from(i64::MAX)),
        "uint64" => (0, i128::from(u64::MAX)),
        _ => return Shape::Anything,
    };
    Shape::Integer { least, greatest }
}

fn object(schema: &Map<String, Value>) -> Object {
    Object {
        keys: schema
            .get("properties")
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
            .map(|(key, value)| (key.clone(), shape(value)))
            .collect(),
        required: list(schema, "required").map(texts).unwrap_or_default(),
    }
}

/// An enum of the Rust types: words, objects with one key, or objects with a tag.
fn choice(forms: &[Value]) -> Shape {
    let mut choice = Choice::default();
    let mut tag = None;
    let mut tagged = Vec::new();
    for form in forms {
        match shape(form) {
            Shape::Choice(mut words) if words.keys.is_empty() => choice.words.append(&mut words.words),
            Shape::Object(mut object) => match tag_of(&object) {
                Some((key, word)) => {
                    tag = Some(key);
                    tagged.push((word, object));
                }
                None => match (object.keys.pop(), object.keys.is_empty()) {
                    (Some(only), true) => choice.keys.push(only),
                    _ => return Shape::Anything,
                },
            },
            _ => return Shape::Anything,
        }
    }
    match tag {
        Some(tag) => Shape::Tagged { tag, forms: tagged },
        None => Shape::Choice(choice),
    }
}

/// The key of an object that can only be one word, and the word.
fn tag_of(object: &Object) -> Option<(String, String)> {
    object.keys.iter().find_map(|(key, shape)| match shape {
        Shape::Choice(Choice { words, keys }) if keys.is_empty() => match words.as_slice() {
            [word] => Some((key.clone(), word.clone())),
            _ => None,
        },
        _ => None,
    })
}

fn text<'a>(schema: &'a Map<String, Value>, key: &str) -> Option<&'a str> {
    schema.get(key).and_then(Value::as_str)
}

fn list<'a>(schema: &'a Map<String, Value>, key: &str) -> Option<&'a [Value]> {
    schema.get(key).and_then(Value::as_array).map(Vec::as_slice)
}

fn texts(values: &[Value]) -> Vec<String> {
    values
        .iter()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_the_schemas_is_left_over() {
        for root in [Root::Plan, Root::Record, Root::Scorecards, Root::Inputs] {
            let schema = root.schema();
            let shapes = format!("{:?} {:?}", schema.root, schema.named);
            assert!(!shapes.contains("Anything"), "{root:?}: {shapes}");
            for name in shapes.split("Named(\"").skip(1) {
                let name = name.split('"').next().unwrap();
                assert!(schema.named.contains_key(name), "{root:?}: {name}");
            }
        }
    }

    #[test]
    fn enums_become_choices_and_records_are_tagged() {
        let schema = Root::Plan.schema();
        let Shape::Choice(instant) = &schema.named["Instant"] else {
            panic!("a choice")
        };
        assert_eq!(instant.words, ["as_of", "period_first", "period_last"]);
        assert_eq!(instant.keys, [("day".to_owned(), Shape::Named("Day".to_owned()))]);
        let Shape::Tagged { tag, forms } = &Root::Record.schema().root else {
            panic!("tagged")
        };
        assert_eq!((tag.as_str(), forms.len()), ("record", 7));
    }
}
