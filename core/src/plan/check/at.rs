//! A place in the document, as a path on the stack: it costs nothing until a fault asks for its pointer.

use crate::json;

/// A step below another place, or the document itself.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    above: Option<&'a At<'a>>,
    step: Step<'a>,
}

#[derive(Clone, Copy)]
enum Step<'a> {
    Document,
    Key(&'a str),
    Item(usize),
}

impl<'a> At<'a> {
    /// The document.
    pub(super) const DOCUMENT: Self = Self {
        above: None,
        step: Step::Document,
    };

    /// The value of a key.
    pub(super) fn key(&'a self, key: &'a str) -> Self {
        Self {
            above: Some(self),
            step: Step::Key(key),
        }
    }

    /// An item of a list.
    pub(super) fn item(&'a self, item: usize) -> Self {
        Self {
            above: Some(self),
            step: Step::Item(item),
        }
    }

    /// The JSON pointer.
    pub(super) fn pointer(&self) -> String {
        let mut pointer = self.above.map(Self::pointer).unwrap_or_default();
        match self.step {
            Step::Document => {}
            Step::Key(key) => json::push_token(&mut pointer, key),
            Step::Item(item) => json::push_token(&mut pointer, &item.to_string()),
        }
        pointer
    }
}
