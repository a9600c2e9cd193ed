//! A JSON text as a tree that borrows the text, keeps the order of keys and both of two equal keys, and knows where
//! each value stands. `serde_json` does the reading; `RawValue` gives the slices.

use super::lines::Lines;
use super::syntax;
use crate::error::{Code, Error, Fault, Faults, Place, Words};
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

/// Values may be nested so deeply; `serde_json` itself stops at 128.
pub(crate) const MAX_DEPTH: usize = 100;

/// A whole text.
pub(crate) struct Tree<'a> {
    pub(crate) root: Node<'a>,
    lines: Lines<'a>,
    name: &'a str,
}

/// A value and where it stands.
pub(crate) struct Node<'a> {
    /// The value as it is written.
    pub(crate) raw: &'a str,
    /// Byte offset in the text.
    pub(crate) offset: usize,
    pub(crate) value: Value<'a>,
}

pub(crate) enum Value<'a> {
    Null,
    Boolean,
    /// The digits stand in [`Node::raw`].
    Number,
    Text(Cow<'a, str>),
    List(Vec<Node<'a>>),
    Object(Vec<Entry<'a>>),
}

/// A key with its value.
pub(crate) struct Entry<'a> {
    pub(crate) key: Cow<'a, str>,
    /// Byte offset of the key's opening quote.
    pub(crate) offset: usize,
    pub(crate) node: Node<'a>,
}

impl<'a> Tree<'a> {
    /// Reads a text. `name` and `first_line` are for messages.
    ///
    /// # Errors
    /// `bad_json`: the first place at which the text cannot be read, or every text with a broken escape;
    /// `too_deep`: every value that is nested more than [`MAX_DEPTH`] deep.
    pub(crate) fn read(text: &'a str, name: &'a str, first_line: u32) -> Result<Self, Error> {
        let lines = Lines::new(text, first_line);
        let mut builder = Builder {
            text,
            name,
            lines: &lines,
            faults: Faults::new(),
        };
        let raw: &RawValue = serde_json::from_str(text).map_err(|error| {
            let offset = lines.offset(error.line(), error.column());
            builder.broken(offset, &error)
        })?;
        let root = builder.node(raw.get(), 1);
        builder.faults.into_result()?;
        Ok(Self { root, lines, name })
    }

    /// The place of a pointer whose value or key stands at a byte offset.
    pub(crate) fn place(&self, pointer: impl Into<String>, offset: usize) -> Place {
        Place::pointer(self.name, pointer, Some(self.lines.at(offset)))
    }

    /// The text of a key of the root; empty where there is none.
    pub(crate) fn word(&self, key: &str) -> &str {
        let Value::Object(entries) = &self.root.value else {
            return "";
        };
        let entry = entries.iter().find(|entry| entry.key == key);
        match entry.map(|entry| &entry.node.value) {
            Some(Value::Text(word)) => word,
            _ => "",
        }
    }

    /// The byte offset of the value at a pointer, or of the nearest value around it that is there.
    pub(crate) fn offset(&self, pointer: &str) -> usize {
        let mut node = &self.root;
        for token in pointer.split('/').skip(1) {
            let inner = match &node.value {
                Value::List(items) => token.parse::<usize>().ok().and_then(|at| items.get(at)),
                Value::Object(entries) => {
                    let token = token.replace("~1", "/").replace("~0", "~");
                    entries
                        .iter()
                        .find(|entry| entry.key == token)
                        .map(|entry| &entry.node)
                }
                _ => None,
            };
            match inner {
                Some(inner) => node = inner,
                None => break,
            }
        }
        node.offset
    }
}

struct Builder<'a, 'b> {
    text: &'a str,
    name: &'b str,
    lines: &'b Lines<'a>,
    faults: Faults,
}

impl<'a> Builder<'a, '_> {
    fn node(&mut self, raw: &'a str, depth: usize) -> Node<'a> {
        let offset = self.offset(raw);
        let value = match raw.as_bytes().first() {
            Some(b'{' | b'[') if depth > MAX_DEPTH => {
                self.faults.push(Fault::new(
                    Code::TooDeep,
                    self.place(offset),
                    "",
                    Words::new(
                        format!("应不超过 {MAX_DEPTH} 层"),
                        format!("at most {MAX_DEPTH} levels"),
                    ),
                ));
                Value::Null
            }
            Some(b'{') => Value::Object(self.entries(raw, offset, depth)),
            Some(b'[') => Value::List(self.items(raw, offset, depth)),
            Some(b'"') => Value::Text(self.string(raw, offset)),
            Some(b'n') => Value::Null,
            Some(b't' | b'f') => Value::Boolean,
            _ => Value::Number,
        };
        Node { raw, offset, value }
    }

    fn entries(&mut self, raw: &'a str, offset: usize, depth: usize) -> Vec<Entry<'a>> {
        let Pairs(pairs) = self.parse(raw, offset);
        let mut entries = Vec::with_capacity(pairs.len());
        for (key, value) in pairs {
            let offset = self.offset(key.get());
            entries.push(Entry {
                key: self.string(key.get(), offset),
                offset,
                node: self.node(value.get(), depth.saturating_add(1)),
            });
        }
        entries
    }

    fn items(&mut self, raw: &'a str, offset: usize, depth: usize) -> Vec<Node<'a>> {
        let items: Vec<&'a RawValue> = self.parse(raw, offset);
        items
            .into_iter()
            .map(|item| self.node(item.get(), depth.saturating_add(1)))
            .collect()
    }

    fn string(&mut self, raw: &'a str, offset: usize) -> Cow<'a, str> {
        let Unescaped(text) = self.parse(raw, offset);
        text
    }

    /// A part of the text that was already skipped over once; what can still be wrong is an escape in a string.
    fn parse<T: Deserialize<'a> + Default>(&mut self, raw: &'a str, offset: usize) -> T {
        serde_json::from_str(raw).unwrap_or_else(|error| {
            self.faults.push(self.broken(offset, &error));
            T::default()
        })
    }

    fn broken(&self, offset: usize, error: &serde_json::Error) -> Fault {
        let mut offset = offset;
        let mut rest = self.text.get(offset..).unwrap_or_default();
        // `serde_json` points before a control character; a reader looks for the character itself.
        if error.to_string().starts_with("control character")
            && let Some(skipped) = rest.find(char::is_control)
        {
            offset = offset.saturating_add(skipped);
            rest = rest.get(skipped..).unwrap_or_default();
        }
        syntax::fault(error, rest, self.place(offset))
    }

    fn place(&self, offset: usize) -> Place {
        Place::pointer(self.name, "", Some(self.lines.at(offset)))
    }

    /// How far into the text a slice of it begins.
    fn offset(&self, slice: &str) -> usize {
        (slice.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize)
    }
}

/// The keys and values of an object, as they come.
#[derive(Default)]
struct Pairs<'a>(Vec<(&'a RawValue, &'a RawValue)>);

impl<'de> Deserialize<'de> for Pairs<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Each;
        impl<'de> Visitor<'de> for Each {
            type Value = Pairs<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pairs<'de>, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }
        deserializer.deserialize_map(Each)
    }
}

/// A string, borrowed where it has no escapes.
#[derive(Default, Deserialize)]
struct Unescaped<'a>(#[serde(borrow)] Cow<'a, str>);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_know_where_they_stand_and_equal_keys_are_both_kept() {
        let text = " {\"a\": [1, \"二\\u4e09\"],\n \"a\": {\"x~/\": null}}";
        let tree = Tree::read(text, "", 1).unwrap();
        let Value::Object(entries) = &tree.root.value else {
            panic!("an object")
        };
        assert_eq!(entries.len(), 2);
        let Value::List(items) = &entries[0].node.value else {
            panic!("a list")
        };
        assert!(matches!(&items[1].value, Value::Text(text) if text == "二三"));
        assert_eq!(items[1].raw, "\"二\\u4e09\"");
        assert_eq!(tree.place("", items[1].offset).column, Some(12));
        assert_eq!(tree.place("", entries[1].offset).line, Some(2));
        assert_eq!(tree.offset("/a/1"), items[1].offset);
        assert_eq!(tree.offset("/a/7/y"), entries[0].node.offset);
    }

    #[test]
    fn nesting_past_the_limit_is_told_and_not_followed() {
        for depth in [MAX_DEPTH + 1, 100_000] {
            let text = "[".repeat(depth) + &"]".repeat(depth);
            let faults = Tree::read(&text, "deep", 1).err().unwrap();
            assert_eq!(faults.faults()[0].code, Code::TooDeep);
            assert_eq!(faults.total(), 1);
        }
        let text = "[".repeat(MAX_DEPTH) + &"]".repeat(MAX_DEPTH);
        assert!(Tree::read(&text, "", 1).is_ok());
    }

    #[test]
    fn every_broken_escape_is_told() {
        let faults = Tree::read(r#"{"a": "\ud800", "\udfff": 1, "b": "\ud83d\ude00"}"#, "", 1)
            .err()
            .unwrap();
        let places: Vec<_> = faults
            .faults()
            .iter()
            .map(|fault| (fault.code, fault.place.column))
            .collect();
        assert_eq!(places, [(Code::BadJson, Some(7)), (Code::BadJson, Some(17))]);
    }
}
