//! Every fault of form in a document, in the order of the text.

use super::hint;
use super::schema::{Choice, Object, Root, Schema, Shape};
use super::tree::{Entry, Node, Tree, Value};
use crate::error::{Code, Fault, Faults, Words};
use crate::number::Rational;
use crate::time::{Day, MonthDay, Stamp};
use std::collections::BTreeSet;

/// Walks a text along its schema.
pub(super) fn check(tree: &Tree<'_>, root: Root) -> Faults {
    let schema = root.schema();
    let mut walk = Walk {
        tree,
        schema,
        pointer: String::new(),
        faults: Faults::new(),
    };
    walk.value(&tree.root, &schema.root);
    walk.faults
}

struct Walk<'a> {
    tree: &'a Tree<'a>,
    schema: &'a Schema,
    /// JSON pointer of the value that is looked at.
    pointer: String,
    faults: Faults,
}

impl<'a> Walk<'a> {
    fn value(&mut self, node: &Node<'_>, shape: &'a Shape) {
        let shape = self.schema.resolve(shape);
        match (shape, &node.value) {
            (Shape::Anything, _) | (Shape::Boolean, Value::Boolean) | (Shape::Text, Value::Text(_)) => {}
            (Shape::Optional(_), Value::Null) => {}
            (Shape::Optional(inner), _) => self.value(node, inner),
            (Shape::Integer { least, greatest }, Value::Number) => match whole(node.raw) {
                None => self.wrong_type(node, shape),
                Some(number) if number.is_some_and(|number| (*least..=*greatest).contains(&number)) => {}
                Some(_) => self.fault(Code::OutOfRange, node, hint::form(shape)),
            },
            (Shape::Day, Value::Text(text)) => {
                self.text(Code::BadDate, text.parse::<Day>().is_ok(), node, shape)
            }
            (Shape::MonthDay, Value::Text(text)) => {
                self.text(Code::BadDate, text.parse::<MonthDay>().is_ok(), node, shape)
            }
            (Shape::Stamp, Value::Text(text)) => {
                self.text(Code::BadTime, text.parse::<Stamp>().is_ok(), node, shape)
            }
            (Shape::Rational, Value::Text(text)) => {
                self.text(Code::BadNumber, text.parse::<Rational>().is_ok(), node, shape)
            }
            (Shape::Rational, Value::Number) => match whole(node.raw) {
                None => self.fault(Code::BadNumber, node, hint::form(shape)),
                Some(number) => {
                    let fits =
                        (i128::from(i64::MIN)..=i128::from(u64::MAX)).contains(&number.unwrap_or(i128::MAX));
                    self.text(Code::OutOfRange, fits, node, shape);
                }
            },
            (Shape::List(inner), Value::List(items)) => {
                for (at, item) in items.iter().enumerate() {
                    self.within(&at.to_string(), |walk| walk.value(item, inner));
                }
            }
            (Shape::Map(inner), Value::Object(entries)) => {
                let mut seen = BTreeSet::new();
                for entry in entries {
                    self.unique(&mut seen, entry);
                    self.within(&entry.key, |walk| walk.value(&entry.node, inner));
                }
            }
            (Shape::Object(object), Value::Object(entries)) => self.object(node, entries, object),
            (Shape::Choice(choice), Value::Text(word)) => self.word(node, word, choice),
            (Shape::Choice(choice), Value::Object(entries)) if !choice.keys.is_empty() => {
                self.single(node, entries, choice);
            }
            (Shape::Tagged { tag, forms }, Value::Object(entries)) => self.tagged(node, entries, tag, forms),
            _ => self.wrong_type(node, shape),
        }
    }

    fn object(&mut self, node: &Node<'_>, entries: &[Entry<'_>], object: &'a Object) {
        for key in &object.required {
            if !entries.iter().any(|entry| entry.key == key.as_str()) {
                self.missing(node, key);
            }
        }
        let mut seen = BTreeSet::new();
        for entry in entries {
            self.unique(&mut seen, entry);
            match object.key(&entry.key) {
                Some(shape) => self.within(&entry.key, |walk| walk.value(&entry.node, shape)),
                None => self.unknown_key(entry, object.keys.iter().map(|(key, _)| key.as_str())),
            }
        }
    }

    fn word(&mut self, node: &Node<'_>, word: &str, choice: &Choice) {
        if !choice.words.iter().any(|known| known == word) {
            let expected = if choice.keys.iter().any(|(key, _)| key == word) {
                Words::new(
                    format!("应为对象 {{\"{word}\": …}}"),
                    format!("an object {{\"{word}\": …}}"),
                )
            } else {
                hint::known(
                    word,
                    choice.words.iter().chain(choice.keys.iter().map(|(key, _)| key)),
                )
            };
            self.fault(Code::UnknownWord, node, expected);
        }
    }

    /// An object that must have exactly one of the keys.
    fn single(&mut self, node: &Node<'_>, entries: &[Entry<'_>], choice: &'a Choice) {
        if entries.len() != 1 {
            let keys: Vec<&String> = choice.keys.iter().map(|(key, _)| key).collect();
            let expected = hint::one_of(&keys);
            self.fault(Code::ExactlyOne, node, expected);
        }
        let mut seen = BTreeSet::new();
        for entry in entries {
            self.unique(&mut seen, entry);
            match choice.keys.iter().find(|(key, _)| *key == entry.key) {
                Some((_, shape)) => self.within(&entry.key, |walk| walk.value(&entry.node, shape)),
                None if choice.words.iter().any(|word| *word == entry.key) => {
                    let word = &entry.key;
                    let expected = Words::new(
                        format!("应为文字 \"{word}\"，不带括号"),
                        format!("the text \"{word}\" without braces"),
                    );
                    self.at_key(Code::UnknownKey, entry, expected);
                }
                None => self.unknown_key(entry, choice.keys.iter().map(|(key, _)| key.as_str())),
            }
        }
    }

    fn tagged(&mut self, node: &Node<'_>, entries: &[Entry<'_>], tag: &str, forms: &'a [(String, Object)]) {
        let Some(entry) = entries.iter().find(|entry| entry.key == tag) else {
            return self.missing(node, tag);
        };
        let form = match &entry.node.value {
            Value::Text(word) => forms.iter().find(|(known, _)| known == word),
            _ => None,
        };
        match form {
            Some((_, object)) => self.object(node, entries, object),
            None => {
                let word = match &entry.node.value {
                    Value::Text(word) => word.as_ref(),
                    _ => entry.node.raw,
                };
                let expected = hint::known(word, forms.iter().map(|(known, _)| known));
                self.within(tag, |walk| walk.fault(Code::UnknownWord, &entry.node, expected));
            }
        }
    }

    fn unique<'e>(&mut self, seen: &mut BTreeSet<&'e str>, entry: &'e Entry<'_>) {
        if !seen.insert(entry.key.as_ref()) {
            self.at_key(Code::DuplicateKey, entry, Words::new("应只写一次", "it once"));
        }
    }

    fn unknown_key<'k>(&mut self, entry: &Entry<'_>, keys: impl Iterator<Item = &'k str>) {
        let expected = hint::known(&entry.key, keys);
        self.at_key(Code::UnknownKey, entry, expected);
    }

    fn at_key(&mut self, code: Code, entry: &Entry<'_>, expected: Words) {
        self.within(&entry.key, |walk| {
            let place = walk.tree.place(walk.pointer.clone(), entry.offset);
            walk.faults
                .push(Fault::new(code, place, entry.key.as_ref(), expected));
        });
    }

    fn missing(&mut self, node: &Node<'_>, key: &str) {
        let place = self.tree.place(self.pointer.clone(), node.offset);
        let expected = Words::new(format!("应有键 `{key}`"), format!("the key `{key}`"));
        self.faults
            .push(Fault::new(Code::MissingKey, place, "", expected));
    }

    fn text(&mut self, code: Code, fits: bool, node: &Node<'_>, shape: &Shape) {
        if !fits {
            self.fault(code, node, hint::form(shape));
        }
    }

    fn wrong_type(&mut self, node: &Node<'_>, shape: &Shape) {
        self.fault(Code::WrongType, node, hint::form(shape));
    }

    fn fault(&mut self, code: Code, node: &Node<'_>, expected: Words) {
        let place = self.tree.place(self.pointer.clone(), node.offset);
        let found = match &node.value {
            Value::Text(text) if code != Code::WrongType => hint::cut(text),
            _ => hint::cut(node.raw),
        };
        self.faults.push(Fault::new(code, place, found, expected));
    }

    /// Does something one step down.
    fn within(&mut self, key: &str, then: impl FnOnce(&mut Self)) {
        let length = self.pointer.len();
        super::push_token(&mut self.pointer, key);
        then(self);
        self.pointer.truncate(length);
    }
}

/// The whole number that a JSON number stands for; `Some(None)` where it is too long to matter, `None` where it is
/// written with a point, an exponent or as minus zero, which is not a whole number to `serde_json`.
fn whole(raw: &str) -> Option<Option<i128>> {
    (raw != "-0" && !raw.contains(['.', 'e', 'E'])).then(|| raw.parse().ok())
}
