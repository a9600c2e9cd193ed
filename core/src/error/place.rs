//! Where in the input something stands.

use serde::Serialize;

/// Where in the input a fault stands: the document, then a JSON pointer or a row and column name, then line and
/// column of the text where it was ours to read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The name that the caller gave the document: a file name, a table name; empty if none.
    pub document: String,
    /// JSON pointer (RFC 6901) into a document, such as `/measures/3/targets/0/rate`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pointer: Option<String>,
    /// Data row or text line that the record stands on, counted from 1; the header of a CSV file is line 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<u64>,
    /// The column or key of the record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Line of the text, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// Column of the text in characters, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<u32>,
}

impl Place {
    /// A whole document.
    pub fn document(name: impl Into<String>) -> Self {
        Self {
            document: name.into(),
            ..Self::default()
        }
    }

    /// A row of a table or a line of a file.
    pub fn row(document: impl Into<String>, row: u64) -> Self {
        Self {
            document: document.into(),
            row: Some(row),
            ..Self::default()
        }
    }

    /// A JSON pointer in a document, with the line and column where it stands.
    pub fn pointer(document: impl Into<String>, pointer: impl Into<String>, at: Option<(u32, u32)>) -> Self {
        Self {
            document: document.into(),
            pointer: Some(pointer.into()),
            line: at.map(|at| at.0),
            column: at.map(|at| at.1),
            ..Self::default()
        }
    }

    /// The same place, at a named column or key.
    #[must_use]
    pub fn field(mut self, name: impl Into<String>) -> Self {
        self.field = Some(name.into());
        self
    }

    pub(crate) fn zh(&self) -> String {
        let mut text = self.document.clone();
        if let Some(row) = self.row {
            text.push_str(&format!(" 第 {row} 行"));
        }
        if let (Some(line), Some(column)) = (self.line, self.column) {
            text.push_str(&format!(" 第 {line} 行第 {column} 列"));
        }
        if let Some(pointer) = &self.pointer {
            text.push_str(&format!(
                " {}",
                if pointer.is_empty() {
                    "（全文）"
                } else {
                    pointer
                }
            ));
        }
        if let Some(field) = &self.field {
            text.push_str(&format!("“{field}”"));
        }
        text.trim_start().to_owned()
    }

    pub(crate) fn en(&self) -> String {
        let mut text = self.document.clone();
        if let Some(row) = self.row {
            text.push_str(&format!(" row {row}"));
        }
        if let (Some(line), Some(column)) = (self.line, self.column) {
            text.push_str(&format!(" line {line} column {column}"));
        }
        if let Some(pointer) = &self.pointer {
            text.push_str(&format!(
                " {}",
                if pointer.is_empty() { "(document)" } else { pointer }
            ));
        }
        if let Some(field) = &self.field {
            text.push_str(&format!(" `{field}`"));
        }
        text.trim_start().to_owned()
    }
}
