//! Files into a [`Batch`]: CSV tables and JSON Lines, from bytes that the caller has read.
//!
//! A file is read whole or not at all ([`Batch::read_csv`]), or its good rows are read and the others come back
//! ([`Batch::read_csv_good_rows`]). Either way every fault of the file is told at once, each with its line.

mod activities;
mod columns;
mod csv;
mod encoding;
mod entry;
mod header;
mod json_lines;
mod observations;
mod organisations;
#[cfg(feature = "threads")]
mod parallel;
mod participations;
mod persons;
mod pieces;
mod plain;
mod row;
mod split;
mod sweep;
mod table;
#[cfg(test)]
mod tests;
mod units;
mod value;

pub use columns::{BadValue, ColumnSource, ColumnValues};
pub use encoding::may_be_gb18030;
pub use pieces::CsvPieces;
pub use table::Table;

use super::Batch;
use crate::error::{Error, Fault, Faults};

/// A row that is not in the batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RejectedRow {
    /// The line on which it starts, from 1; the header of a CSV file is line 1.
    pub line: u32,
    /// The row as it stood in the file, without its line end.
    pub text: String,
    /// All that is wrong with it.
    pub faults: Vec<Fault>,
}

/// Whether bad rows stop the file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    All,
    Good,
}

/// Where bad rows go.
struct Sink {
    mode: Mode,
    faults: Faults,
    rejected: Vec<RejectedRow>,
}

impl Sink {
    fn new(mode: Mode) -> Self {
        Self {
            mode,
            faults: Faults::new(),
            rejected: Vec::new(),
        }
    }

    /// Takes the faults of a row.
    fn reject(&mut self, line: u32, text: &str, faults: &mut Vec<Fault>) {
        match self.mode {
            Mode::All => faults.drain(..).for_each(|fault| self.faults.push(fault)),
            Mode::Good => self.rejected.push(RejectedRow {
                line,
                text: text.to_owned(),
                faults: std::mem::take(faults),
            }),
        }
    }

    fn reject_error(&mut self, line: u32, text: &str, error: Error) {
        match self.mode {
            Mode::All => self.faults.extend(error),
            Mode::Good => self.reject(line, text, &mut error.faults().to_vec()),
        }
    }

    /// Takes what the next part of the file gave.
    fn append(&mut self, mut next: Self) {
        if let Err(error) = next.faults.into_result() {
            self.faults.extend(error);
        }
        self.rejected.append(&mut next.rejected);
    }

    fn finish(self) -> Result<Vec<RejectedRow>, Error> {
        self.faults.into_result().map(|()| self.rejected)
    }
}

impl Batch {
    /// Adds all rows of a CSV file, and tells how many. `name` is what messages call the file.
    ///
    /// The text is UTF-8, with or without byte order mark, or with the feature `gbk` GBK or GB18030. Columns stand in
    /// any order; spaces around values do not count; empty rows are skipped. `docs/ledger-columns.md` describes the
    /// columns.
    ///
    /// ```
    /// use jinguo::ledger::{Batch, Table};
    /// let mut batch = Batch::new();
    /// let units = "id,name,level\n4307,常德市,city\n".as_bytes();
    /// assert_eq!(batch.read_csv(Table::Units, "units.csv", units)?, 1);
    ///
    /// let persons = b"id,unit,birth_date\np-1,4.307E+11,2012-02-30\n";
    /// let error = batch.read_csv(Table::Persons, "persons.csv", persons).unwrap_err();
    /// let codes: Vec<&str> = error.faults().iter().map(|fault| fault.code.name()).collect();
    /// assert_eq!(codes, ["bad_text", "bad_date"]);
    /// assert_eq!(batch.len(), 1);
    /// # Ok::<(), jinguo::Error>(())
    /// ```
    ///
    /// # Errors
    /// All faults of the file, in the order of its rows; nothing of it is in the batch then. Area 2: encoding, header,
    /// quotes, fields; area 4: national codes; area 5: a withdrawal without its time.
    pub fn read_csv(&mut self, table: Table, name: &str, bytes: &[u8]) -> Result<usize, Error> {
        self.read_table(table, name, bytes, Mode::All)
            .map(|(rows, _)| rows)
    }

    /// Adds the good rows of a CSV file and hands the bad ones back, so that nothing is lost.
    ///
    /// ```
    /// use jinguo::ledger::{Batch, Table};
    /// let mut batch = Batch::new();
    /// let bytes = "id,unit\np-1,u-1\n,u-1\n".as_bytes();
    /// let rejected = batch.read_csv_good_rows(Table::Persons, "persons.csv", bytes)?;
    /// assert_eq!((batch.len(), rejected.len()), (1, 1));
    /// assert_eq!((rejected[0].line, rejected[0].text.as_str()), (3, ",u-1"));
    /// assert_eq!(rejected[0].faults[0].code.name(), "empty_field");
    /// # Ok::<(), jinguo::Error>(())
    /// ```
    ///
    /// # Errors
    /// Faults of the file as a whole: its encoding, its header. Nothing of it is in the batch then.
    pub fn read_csv_good_rows(
        &mut self,
        table: Table,
        name: &str,
        bytes: &[u8],
    ) -> Result<Vec<RejectedRow>, Error> {
        self.read_table(table, name, bytes, Mode::Good)
            .map(|(_, rejected)| rejected)
    }

    /// Adds all rows of a query result, column by column, and tells how many. The columns have the names that a CSV file
    /// would have in its header, and their values go through the same checks. Rows are counted from 1.
    ///
    /// ```
    /// use jinguo::ledger::{BadValue, Batch, ColumnSource, ColumnValues, Table};
    /// use std::borrow::Cow;
    ///
    /// struct Words([&'static str; 2]);
    /// impl ColumnValues for Words {
    ///     fn len(&self) -> usize {
    ///         self.0.len()
    ///     }
    ///     fn text(&self, row: usize) -> Result<Cow<'_, str>, BadValue> {
    ///         Ok(Cow::Borrowed(self.0.get(row).copied().unwrap_or_default()))
    ///     }
    /// }
    ///
    /// let (id, unit) = (Words(["p-1", "p-2"]), Words(["u-1", ""]));
    /// let columns = [ColumnSource { name: "id", values: &id }, ColumnSource { name: "unit", values: &unit }];
    /// let error = Batch::new().read_columns(Table::Persons, "V_PERSON", &columns).unwrap_err();
    /// assert_eq!(error.faults()[0].place.row, Some(2));
    /// assert_eq!(error.code().name(), "empty_field");
    /// ```
    ///
    /// # Errors
    /// As [`Batch::read_csv`], and `length_mismatch` where the columns differ in length.
    pub fn read_columns(
        &mut self,
        table: Table,
        name: &str,
        columns: &[ColumnSource<'_>],
    ) -> Result<usize, Error> {
        self.read_sources(table, name, columns, Mode::All)
            .map(|(rows, _)| rows)
    }

    /// Adds the good rows of a query result and hands the bad ones back.
    ///
    /// # Errors
    /// Faults of the columns as a whole: their names, their lengths. Nothing is in the batch then.
    pub fn read_columns_good_rows(
        &mut self,
        table: Table,
        name: &str,
        columns: &[ColumnSource<'_>],
    ) -> Result<Vec<RejectedRow>, Error> {
        self.read_sources(table, name, columns, Mode::Good)
            .map(|(_, rejected)| rejected)
    }

    /// Adds all records of a JSON Lines file, one [`Record`](super::Record) a line in UTF-8, and tells how many.
    ///
    /// ```
    /// use jinguo::ledger::Batch;
    /// let mut batch = Batch::new();
    /// let line = r#"{"record":"unit","id":"4307","name":"常德市","level":"city"}"#;
    /// assert_eq!(batch.read_json_lines("ledger.jsonl", line.as_bytes())?, 1);
    /// # Ok::<(), jinguo::Error>(())
    /// ```
    ///
    /// # Errors
    /// All faults of the file, of area 2; nothing of it is in the batch then.
    pub fn read_json_lines(&mut self, name: &str, bytes: &[u8]) -> Result<usize, Error> {
        self.read_lines(name, bytes, Mode::All).map(|(rows, _)| rows)
    }

    /// Adds the good records of a JSON Lines file and hands the bad lines back.
    ///
    /// # Errors
    /// Where the text is not UTF-8.
    pub fn read_json_lines_good_rows(&mut self, name: &str, bytes: &[u8]) -> Result<Vec<RejectedRow>, Error> {
        self.read_lines(name, bytes, Mode::Good)
            .map(|(_, rejected)| rejected)
    }

    fn read_table(&mut self, table: Table, name: &str, bytes: &[u8], mode: Mode) -> Result<Read, Error> {
        let text = encoding::decode(name, bytes)?;
        self.read_with(name, |batch| match table {
            Table::Units => csv::read::<units::Units>(batch, name, &text, mode),
            Table::Persons => csv::read::<persons::Persons>(batch, name, &text, mode),
            Table::Organisations => csv::read::<organisations::Organisations>(batch, name, &text, mode),
            Table::Activities => csv::read::<activities::Activities>(batch, name, &text, mode),
            Table::Participations => csv::read::<participations::Participations>(batch, name, &text, mode),
            Table::Observations => csv::read::<observations::Observations>(batch, name, &text, mode),
        })
    }

    fn read_sources(
        &mut self,
        table: Table,
        name: &str,
        columns: &[ColumnSource<'_>],
        mode: Mode,
    ) -> Result<Read, Error> {
        self.read_with(name, |batch| match table {
            Table::Units => columns::read::<units::Units>(batch, name, columns, mode),
            Table::Persons => columns::read::<persons::Persons>(batch, name, columns, mode),
            Table::Organisations => columns::read::<organisations::Organisations>(batch, name, columns, mode),
            Table::Activities => columns::read::<activities::Activities>(batch, name, columns, mode),
            Table::Participations => {
                columns::read::<participations::Participations>(batch, name, columns, mode)
            }
            Table::Observations => columns::read::<observations::Observations>(batch, name, columns, mode),
        })
    }

    fn read_lines(&mut self, name: &str, bytes: &[u8], mode: Mode) -> Result<Read, Error> {
        let text = encoding::decode_utf8(name, bytes)?;
        self.read_with(name, |batch| json_lines::read(batch, name, text, mode))
    }

    /// Reads a source; where that fails, the batch is as it was before.
    fn read_with(
        &mut self,
        name: &str,
        read: impl FnOnce(&mut Self) -> Result<Vec<RejectedRow>, Error>,
    ) -> Result<Read, Error> {
        let mark = self.mark();
        self.source(name);
        let result = read(self);
        if result.is_err() {
            self.go_back(&mark);
        }
        result.map(|rejected| (self.len().saturating_sub(mark.len()), rejected))
    }
}

/// How many rows entered, and those that did not.
type Read = (usize, Vec<RejectedRow>);
