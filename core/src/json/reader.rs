//! From a tree to a value of our types.
//!
//! The derived readers can take an object key by key, or the values of its keys in the order of the type. Only the second
//! way is used here: the other one, a reader of key names for each type, would be more than half of all their code.

use super::tree::{Entry, Node, Tree, Value};
use crate::error::{Code, Error, Fault, Words};
use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess,
    SeqAccess, VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;
use std::fmt;

/// The value that a tree stands for.
///
/// # Errors
/// The first place at which the tree is not of the type: after a check against the schema only where the schema could
/// not say all.
pub(crate) fn value<T: DeserializeOwned>(tree: &Tree<'_>) -> Result<T, Error> {
    T::deserialize(&tree.root).map_err(|broken| fault(tree, *broken.0))
}

/// The same for an object of which one key is not a part of the type: the tag of a record.
///
/// # Errors
/// As [`value`].
pub(crate) fn value_beside<T: DeserializeOwned>(tree: &Tree<'_>, tag: &str) -> Result<T, Error> {
    let object = Beside {
        node: &tree.root,
        tag,
    };
    T::deserialize(object).map_err(|broken| fault(tree, *broken.0))
}

#[cold]
fn fault(tree: &Tree<'_>, broken: Place) -> Error {
    let said = broken.said;
    let expected = Words::new(
        format!("应为另一个值（{said}）"),
        format!("another value ({said})"),
    );
    let place = tree.place("", broken.offset.unwrap_or(tree.root.offset));
    Fault::new(Code::WrongType, place, "", expected).into()
}

/// What a reader could not make of a node.
#[derive(Debug)]
pub(crate) struct Broken(Box<Place>);

#[derive(Debug)]
struct Place {
    said: String,
    /// Byte offset of the innermost node.
    offset: Option<usize>,
    /// Which of its keys is missing, by its number in the type.
    missing: Option<usize>,
}

impl Broken {
    #[cold]
    fn new(said: impl Into<String>) -> Self {
        Self(Box::new(Place {
            said: said.into(),
            offset: None,
            missing: None,
        }))
    }

    #[cold]
    fn at(mut self, node: &Node<'_>) -> Self {
        self.0.offset.get_or_insert(node.offset);
        self
    }
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.said)
    }
}

impl std::error::Error for Broken {}

impl de::Error for Broken {
    fn custom<T: fmt::Display>(said: T) -> Self {
        Self::new(said.to_string())
    }

    fn invalid_type(_: de::Unexpected<'_>, _: &dyn de::Expected) -> Self {
        Self::new("a value of another type")
    }

    fn invalid_value(_: de::Unexpected<'_>, _: &dyn de::Expected) -> Self {
        Self::new("a value within range")
    }

    fn invalid_length(length: usize, _: &dyn de::Expected) -> Self {
        let mut broken = Self::new("more items");
        broken.0.missing = Some(length);
        broken
    }

    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Self::new("a known word")
    }
}

type Read<T> = Result<T, Broken>;

/// What is wrong with the keys of an object.
fn keys(entries: &[Entry<'_>], fields: &[&str], tag: &str) -> Read<()> {
    for (at, entry) in entries.iter().enumerate() {
        let key = &*entry.key;
        let known = fields.contains(&key) || key == tag;
        let twice = entries.iter().take(at).any(|before| before.key == entry.key);
        if !known || twice {
            return Err(Broken::new(format!("an object without this `{key}`")).at(&entry.node));
        }
    }
    Ok(())
}

/// The values of an object in the order of its type.
fn object<'de, V: Visitor<'de>>(
    node: &Node<'_>,
    fields: &'static [&'static str],
    tag: &str,
    visitor: V,
) -> Read<V::Value> {
    let Value::Object(entries) = &node.value else {
        return Err(Broken::new("an object").at(node));
    };
    keys(entries, fields, tag)?;
    let values = Fields {
        entries,
        fields: fields.iter(),
    };
    visitor
        .visit_seq(values)
        .map_err(|broken| named(broken, node, fields))
}

/// A fault of an object with the name of the key that is missing.
#[cold]
fn named(mut broken: Broken, node: &Node<'_>, fields: &[&str]) -> Broken {
    if let Some(name) = broken.0.missing.take().and_then(|field| fields.get(field)) {
        broken.0.said = format!("an object with `{name}`");
    }
    broken.at(node)
}

/// What stands for the value of a key that is missing.
static MISSING: Node<'static> = Node {
    raw: "null",
    offset: 0,
    value: Value::Null,
};

struct Fields<'a, 'b> {
    entries: &'b [Entry<'a>],
    fields: std::slice::Iter<'static, &'static str>,
}

impl<'b> Fields<'_, 'b> {
    fn next(&mut self) -> Option<&'b Node<'b>> {
        let field = self.fields.next()?;
        let entry = self.entries.iter().find(|entry| entry.key == *field)?;
        Some(&entry.node)
    }
}

impl<'de> SeqAccess<'de> for Fields<'_, '_> {
    type Error = Broken;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Read<Option<T::Value>> {
        let next = self.next();
        match seed.deserialize(next.unwrap_or(&MISSING)) {
            // Nothing is a value only to what may be missing; the rest has a default, or the type asks for more items.
            Err(_) if next.is_none() => Ok(None),
            read => read.map(Some),
        }
    }
}

struct Items<'a, 'b>(std::slice::Iter<'b, Node<'a>>);

impl<'de> SeqAccess<'de> for Items<'_, '_> {
    type Error = Broken;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Read<Option<T::Value>> {
        self.0.next().map(|node| seed.deserialize(node)).transpose()
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.0.len())
    }
}

struct Pairs<'a, 'b> {
    entries: std::slice::Iter<'b, Entry<'a>>,
    node: Option<&'b Node<'a>>,
}

impl<'de> MapAccess<'de> for Pairs<'_, '_> {
    type Error = Broken;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Read<Option<K::Value>> {
        let Some(entry) = self.entries.next() else {
            return Ok(None);
        };
        self.node = Some(&entry.node);
        let key: de::value::StrDeserializer<'_, Broken> = (*entry.key).into_deserializer();
        seed.deserialize(key).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Read<V::Value> {
        match self.node.take() {
            Some(node) => seed.deserialize(node),
            None => Err(Broken::new("a key before the value")),
        }
    }
}

/// A form of an enum: a word, or the only key of an object with its value.
struct Form<'a, 'b> {
    number: u32,
    node: Option<&'b Node<'a>>,
}

impl<'a, 'b> Form<'a, 'b> {
    fn of(node: &'b Node<'a>, words: &[&str]) -> Read<Self> {
        let (word, inner) = match &node.value {
            Value::Text(word) => (word, None),
            Value::Object(entries) => match entries.as_slice() {
                [entry] => (&entry.key, Some(&entry.node)),
                _ => return Err(Broken::new("an object with one key").at(node)),
            },
            _ => return Err(Broken::new("a word, or an object with one key").at(node)),
        };
        let found = (0u32..).zip(words).find(|(_, known)| **known == *word);
        match found {
            Some((number, _)) => Ok(Self { number, node: inner }),
            None => Err(Broken::new("a known word").at(node)),
        }
    }

    fn inner(self) -> Read<&'b Node<'a>> {
        self.node
            .ok_or_else(|| Broken::new("an object with the word as key"))
    }
}

impl<'de> EnumAccess<'de> for Form<'_, '_> {
    type Error = Broken;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Read<(V::Value, Self)> {
        let number: de::value::U32Deserializer<Broken> = self.number.into_deserializer();
        Ok((seed.deserialize(number)?, self))
    }
}

impl<'de> VariantAccess<'de> for Form<'_, '_> {
    type Error = Broken;

    fn unit_variant(self) -> Read<()> {
        match self.node {
            None => Ok(()),
            Some(node) => Err(Broken::new("the word alone").at(node)),
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Read<T::Value> {
        seed.deserialize(self.inner()?)
    }

    fn tuple_variant<V: Visitor<'de>>(self, length: usize, visitor: V) -> Read<V::Value> {
        self.inner()?.deserialize_tuple(length, visitor)
    }

    fn struct_variant<V: Visitor<'de>>(self, fields: &'static [&'static str], visitor: V) -> Read<V::Value> {
        object(self.inner()?, fields, "", visitor)
    }
}

/// A whole number: the digits as they stand.
fn whole<'de, V: Visitor<'de>>(node: &Node<'_>, visitor: V) -> Read<V::Value> {
    let read = match (&node.value, node.raw.parse::<u64>(), node.raw.parse::<i64>()) {
        (Value::Number, Ok(number), _) => visitor.visit_u64(number),
        (Value::Number, _, Ok(number)) => visitor.visit_i64(number),
        _ => Err(Broken::new("a whole number")),
    };
    read.map_err(|broken: Broken| broken.at(node))
}

macro_rules! numbers {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
            whole(self, visitor)
        })*
    };
}

impl<'de> Deserializer<'de> for &Node<'_> {
    type Error = Broken;

    numbers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        match &self.value {
            Value::Null => visitor.visit_none(),
            Value::Boolean => self.deserialize_bool(visitor),
            Value::Number => whole(self, visitor),
            Value::Text(_) => self.deserialize_str(visitor),
            Value::List(_) => self.deserialize_seq(visitor),
            Value::Object(_) => self.deserialize_map(visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        match self.value {
            Value::Boolean => visitor.visit_bool(self.raw == "true"),
            _ => Err(Broken::new("`true` or `false`").at(self)),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        match &self.value {
            Value::Text(text) => visitor.visit_str(text).map_err(|broken: Broken| broken.at(self)),
            _ => Err(Broken::new("a text").at(self)),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        match self.value {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Read<V::Value> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        match &self.value {
            Value::List(items) => visitor
                .visit_seq(Items(items.iter()))
                .map_err(|broken: Broken| broken.at(self)),
            _ => Err(Broken::new("a list").at(self)),
        }
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Read<V::Value> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        match &self.value {
            Value::Object(entries) => visitor.visit_map(Pairs {
                entries: entries.iter(),
                node: None,
            }),
            _ => Err(Broken::new("an object").at(self)),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Read<V::Value> {
        object(self, fields, "", visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        words: &'static [&'static str],
        visitor: V,
    ) -> Read<V::Value> {
        visitor
            .visit_enum(Form::of(self, words)?)
            .map_err(|broken: Broken| broken.at(self))
    }

    forward_to_deserialize_any! {
        i128 u128 f32 f64 char bytes byte_buf unit unit_struct tuple_struct identifier ignored_any
    }
}

/// An object without its tag.
struct Beside<'a, 'b> {
    node: &'b Node<'a>,
    tag: &'b str,
}

impl<'de> Deserializer<'de> for Beside<'_, '_> {
    type Error = Broken;

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Read<V::Value> {
        object(self.node, fields, self.tag, visitor)
    }

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Read<V::Value> {
        Err(Broken::new("an object").at(self.node))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}
