//! The columns of a file.

use crate::error::{Code, Error, Fault, Faults, Place, Words, nearest};
use std::borrow::Cow;

/// A column that a table knows.
#[derive(Clone, Copy)]
pub(super) struct Column {
    pub(super) name: &'static str,
    /// Whether the file must have it.
    pub(super) required: bool,
}

/// A required column.
pub(super) const fn required(name: &'static str) -> Column {
    Column { name, required: true }
}

/// An optional column.
pub(super) const fn optional(name: &'static str) -> Column {
    Column {
        name,
        required: false,
    }
}

/// Where each known column stands in a file.
pub(super) struct Header {
    /// Position by the order of the table's columns.
    positions: Vec<Option<usize>>,
    /// Columns named `prefix.NAME`: the prefix, the name, the position.
    pub(super) named: Vec<(&'static str, String, usize)>,
    /// How many columns.
    pub(super) width: usize,
}

impl Header {
    /// Reads the header row.
    pub(super) fn new(
        document: &str,
        line: u32,
        fields: &[Cow<'_, str>],
        columns: &[Column],
        prefixes: &[&'static str],
    ) -> Result<Self, Error> {
        let mut faults = Faults::new();
        let place = |name: &str| Place::row(document, u64::from(line)).field(name);
        if let ([only], true) = (fields, columns.len() > 1)
            && let Some(separator) = ['\t', ';', '，', '；', '|']
                .into_iter()
                .find(|separator| only.contains(*separator))
        {
            let expected = Words::new("应以英文逗号分隔各列", "columns separated by commas");
            let found = format!("{}", separator.escape_debug());
            return Err(Fault::new(
                Code::BadText,
                Place::row(document, u64::from(line)),
                found,
                expected,
            )
            .into());
        }
        let mut header = Self {
            positions: vec![None; columns.len()],
            named: Vec::new(),
            width: fields.len(),
        };
        for (position, field) in fields.iter().enumerate() {
            let name = super::value::tidy(field);
            let known = columns.iter().position(|column| column.name == name);
            let prefixed = prefixes.iter().find_map(|prefix| {
                let rest = name.strip_prefix(prefix)?.strip_prefix('.')?;
                (!rest.is_empty()).then(|| (*prefix, rest.to_owned()))
            });
            match (known.and_then(|known| header.positions.get_mut(known)), prefixed) {
                (Some(slot @ None), _) => *slot = Some(position),
                (Some(Some(_)), _) => {
                    faults.push(Fault::new(
                        Code::DuplicateColumn,
                        place(name),
                        "",
                        Words::default(),
                    ));
                }
                (None, Some((prefix, rest))) => {
                    if header
                        .named
                        .iter()
                        .any(|(of, other, _)| *of == prefix && *other == rest)
                    {
                        faults.push(Fault::new(
                            Code::DuplicateColumn,
                            place(name),
                            "",
                            Words::default(),
                        ));
                    } else {
                        header.named.push((prefix, rest, position));
                    }
                }
                (None, None) => faults.push(unknown(place(name), name, columns, prefixes)),
            }
        }
        for (column, position) in columns.iter().zip(&header.positions) {
            if column.required && position.is_none() {
                let expected = Words::new(
                    format!("应有 `{}` 列", column.name),
                    format!("a column `{}`", column.name),
                );
                faults.push(Fault::new(
                    Code::MissingColumn,
                    Place::row(document, u64::from(line)),
                    "",
                    expected,
                ));
            }
        }
        faults.into_result()?;
        Ok(header)
    }

    /// Where a column of the table stands.
    pub(super) fn position(&self, column: usize) -> Option<usize> {
        self.positions.get(column).copied().flatten()
    }
}

fn unknown(place: Place, name: &str, columns: &[Column], prefixes: &[&str]) -> Fault {
    let known = columns.iter().map(|column| column.name);
    let expected = match nearest(name, known.clone()) {
        Some(near) => Words::new(format!("应为 `{near}`？"), format!("`{near}`?")),
        None => Words::one_of(
            known
                .map(str::to_owned)
                .chain(prefixes.iter().map(|prefix| format!("{prefix}.NAME"))),
        ),
    };
    Fault::new(Code::UnknownColumn, place, "", expected)
}
