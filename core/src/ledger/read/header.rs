//! The header of a CSV file: which column stands where.

use super::split::{Quote, Splitter};
use super::value::trim;
use crate::error::{Code, Error, Fault, Faults, Place, Words, nearest};
use crate::json::cut;

/// A column that a table asked for.
#[derive(Clone, Debug, Default)]
pub(super) struct Column {
    /// The name in the header.
    pub(super) name: String,
    /// Its position in a row; `None` if the file does not have it.
    pub(super) field: Option<usize>,
}

impl Column {
    /// The part of the name behind the point, as in `attribute.grade`.
    pub(super) fn suffix(&self) -> &str {
        self.name.split_once('.').map_or("", |(_, suffix)| suffix)
    }
}

/// The header while a table takes its columns from it.
pub(super) struct Header {
    /// Where faults of the header stand.
    place: Place,
    names: Vec<String>,
    /// Columns that the table knows.
    known: Vec<&'static str>,
    /// Beginnings of columns of which there may be many, such as `attribute.`.
    families: Vec<&'static str>,
    missing: Vec<&'static str>,
}

impl Header {
    /// Reads the first row.
    ///
    /// # Errors
    /// `empty_file`; `bad_text` where the columns are not separated by commas; faults of quotes.
    pub(super) fn read(document: &str, splitter: &mut Splitter<'_>) -> Result<Self, Error> {
        let Some(row) = splitter.next_row() else {
            let expected = Words::new("应有表头一行", "at least a header line");
            return Err(Fault::new(Code::EmptyFile, Place::document(document), "", expected).into());
        };
        let place = Place::row(document, u64::from(row.line));
        if let Some((quote, _)) = row.fault {
            return Err(quote_fault(quote, place, row.text).into());
        }
        if splitter.fields.len() == 1
            && let Some(fault) = wrong_separator(&place, row.text)
        {
            return Err(fault.into());
        }
        let names = splitter.fields.iter().map(|name| trim(name).to_owned());
        Ok(Self::of(place, names.collect()))
    }

    /// No file: tells which columns a table takes.
    pub(super) fn without_file() -> Self {
        Self::of(Place::default(), Vec::new())
    }

    /// The columns that are there, and where they stand.
    pub(super) fn of(place: Place, names: Vec<String>) -> Self {
        Self {
            place,
            names,
            known: Vec::new(),
            families: Vec::new(),
            missing: Vec::new(),
        }
    }

    /// The columns that a table has taken so far.
    pub(super) fn into_known(self) -> Vec<&'static str> {
        self.known
    }

    /// A column that must be there.
    pub(super) fn required(&mut self, name: &'static str) -> Column {
        let column = self.optional(name);
        if column.field.is_none() {
            self.missing.push(name);
        }
        column
    }

    /// A column that may be there.
    pub(super) fn optional(&mut self, name: &'static str) -> Column {
        self.known.push(name);
        Column {
            name: name.to_owned(),
            field: self.names.iter().position(|found| found == name),
        }
    }

    /// All columns with this beginning and something behind it.
    pub(super) fn family(&mut self, beginning: &'static str) -> Vec<Column> {
        self.families.push(beginning);
        let of_family = |name: &&String| is_of(name, beginning);
        let columns = self.names.iter().enumerate();
        columns
            .filter(|(_, name)| of_family(name))
            .map(|(field, name)| Column {
                name: name.clone(),
                field: Some(field),
            })
            .collect()
    }

    /// The names of all columns, once the table has taken its own.
    ///
    /// # Errors
    /// Every unknown, missing and repeated column.
    pub(super) fn finish(self) -> Result<Vec<String>, Error> {
        let mut faults = Faults::new();
        for (at, name) in self.names.iter().enumerate() {
            let mut place = self.place.clone();
            if !name.is_empty() {
                place = place.field(name);
            }
            let before = self.names.iter().take(at);
            if before.into_iter().any(|other| other == name && !name.is_empty()) {
                let expected = Words::new("应只出现一次", "it once");
                faults.push(Fault::new(Code::DuplicateColumn, place, name, expected));
            } else if !self.known.contains(&name.as_str())
                && !self.families.iter().any(|family| is_of(name, family))
            {
                faults.push(Fault::new(Code::UnknownColumn, place, name, self.hint(at, name)));
            }
        }
        for name in self.missing {
            let expected = Words::new(format!("应有 `{name}` 列"), format!("a column `{name}`"));
            faults.push(Fault::new(Code::MissingColumn, self.place.clone(), "", expected));
        }
        faults.into_result().map(|()| self.names)
    }

    fn hint(&self, at: usize, name: &str) -> Words {
        if name.is_empty() {
            let position = at.saturating_add(1);
            return Words::new(
                format!("应给第 {position} 列写上列名，或删去该列"),
                format!("a name for column {position}, or no such column"),
            );
        }
        // Families are shown by an example, `attribute.…`.
        let families: Vec<String> = self.families.iter().map(|family| format!("{family}…")).collect();
        let known = self
            .known
            .iter()
            .copied()
            .chain(families.iter().map(String::as_str));
        let lower = name.to_lowercase();
        match nearest(&lower, known.clone()) {
            Some(near) => Words::new(
                format!("应为已知的列名，最接近的是 `{near}`"),
                format!("a known column; the nearest is `{near}`"),
            ),
            None => Words::one_of(known),
        }
    }
}

fn is_of(name: &str, family: &str) -> bool {
    name.strip_prefix(family).is_some_and(|rest| !rest.is_empty())
}

/// A header of one column that holds another separator.
fn wrong_separator(place: &Place, text: &str) -> Option<Fault> {
    let (zh, en) = [
        ('\t', "制表符", "tabs"),
        (';', "分号", "semicolons"),
        ('；', "全角分号", "full-width semicolons"),
        ('，', "全角逗号", "full-width commas"),
        ('|', "竖线", "vertical bars"),
    ]
    .into_iter()
    .find(|(separator, _, _)| text.contains(*separator))
    .map(|(_, zh, en)| (zh, en))?;
    let expected = Words::new(
        format!("应以半角逗号分列，而这里用的是{zh}；请另存为“CSV UTF-8（逗号分隔）”"),
        format!("commas between the columns, not {en}: save the file as “CSV UTF-8 (comma delimited)”"),
    );
    Some(Fault::new(Code::BadText, place.clone(), cut(text), expected))
}

/// The fault of a row whose quotes are wrong.
pub(super) fn quote_fault(quote: Quote, place: Place, found: &str) -> Fault {
    let found = cut(found);
    match quote {
        Quote::Unclosed => {
            let expected = Words::new("应以引号结束这一格", "a quote at the end of the field");
            Fault::new(Code::UnclosedQuote, place, found, expected)
        }
        Quote::Stray => {
            let expected = Words::new(
                "应把整格放在引号里，格内的引号写两次",
                "the whole field in quotes, and a quote inside it written twice",
            );
            Fault::new(Code::StrayQuote, place, found, expected)
        }
    }
}
