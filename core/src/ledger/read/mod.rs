//! Readers: from the bytes of a file to the rows of a [`Batch`].
//!
//! A file is read as a whole, and all that is wrong with it is told at once. Either nothing of a faulty file enters
//! the batch, or the good rows do and the others are handed back as they stood.

mod csv;
mod encoding;
mod header;
mod json_lines;
mod row;
mod table;
mod value;

pub use table::Table;

use super::Batch;
use crate::error::{Error, Fault, Faults};

/// A row of a file that did not enter the batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RejectedRow {
    /// The line on which it begins, counted from 1.
    pub line: u32,
    /// The row as it stood in the file.
    pub text: String,
    /// All that is wrong with it.
    pub faults: Vec<Fault>,
}

/// Rows that were read, good and bad.
#[derive(Default)]
struct Reading {
    rows: usize,
    rejected: Vec<RejectedRow>,
    /// Faults past those that a file may keep rows for.
    uncounted: u64,
}

/// The most bad rows of one file that are kept with their texts; the rest is counted.
const MAX_REJECTED: usize = 100_000;

impl Reading {
    fn reject(&mut self, line: u32, text: &str, faults: Vec<Fault>) {
        if self.rejected.len() < MAX_REJECTED {
            self.rejected.push(RejectedRow {
                line,
                text: text.to_owned(),
                faults,
            });
        } else {
            self.uncounted = self
                .uncounted
                .saturating_add(u64::try_from(faults.len()).unwrap_or(u64::MAX));
        }
    }

    /// The number of rows, where none was bad.
    fn all_good(self) -> Result<usize, Error> {
        let mut faults = Faults::new();
        self.rejected
            .into_iter()
            .flat_map(|row| row.faults)
            .for_each(|fault| faults.push(fault));
        faults.count(self.uncounted);
        faults.into_result()?;
        Ok(self.rows)
    }
}

impl Batch {
    /// Reads a CSV file: UTF-8, or with feature `gbk` also GBK and GB18030; columns in any order. `name` is what messages
    /// call the file. Returns the number of rows.
    ///
    /// ```
    /// use jinguo::ledger::{Batch, Table};
    /// let mut batch = Batch::new();
    /// batch.read_csv(Table::Units, "units.csv", "id,name,level\n4307,常德市,city\n".as_bytes()).unwrap();
    /// let error = batch.read_csv(Table::Persons, "persons.csv", b"id,unit,birthdate\n").unwrap_err();
    /// assert_eq!(
    ///     error.en(),
    ///     "persons.csv row 1 `birthdate`: unknown column: expected `birth_date`? [2102]"
    /// );
    /// ```
    ///
    /// # Errors
    /// Every fault of the file, in the order of its rows; nothing of it enters the batch then. Area 2: encoding, header,
    /// quotes, fields; area 4: national codes.
    pub fn read_csv(&mut self, table: Table, name: &str, bytes: &[u8]) -> Result<usize, Error> {
        let before = self.mark();
        let result = table::read(self, table, name, bytes).and_then(Reading::all_good);
        if result.is_err() {
            self.truncate(before);
        }
        result
    }

    /// Reads the good rows of a CSV file, and hands the bad ones back.
    ///
    /// # Errors
    /// Faults of the file as a whole: its encoding, its header.
    pub fn read_csv_good_rows(
        &mut self,
        table: Table,
        name: &str,
        bytes: &[u8],
    ) -> Result<Vec<RejectedRow>, Error> {
        Ok(table::read(self, table, name, bytes)?.rejected)
    }

    /// Reads JSON Lines: one [`Record`](super::Record) a line. Returns the number of records.
    ///
    /// ```
    /// use jinguo::ledger::Batch;
    /// let mut batch = Batch::new();
    /// let line = r#"{"record":"unit","id":"4307","name":"常德市","level":"city"}"#;
    /// assert_eq!(batch.read_json_lines("ledger.jsonl", line.as_bytes()).unwrap(), 1);
    /// ```
    ///
    /// # Errors
    /// Every fault of the file; nothing of it enters the batch then.
    pub fn read_json_lines(&mut self, name: &str, bytes: &[u8]) -> Result<usize, Error> {
        let before = self.mark();
        let result = json_lines::read(self, name, bytes).and_then(Reading::all_good);
        if result.is_err() {
            self.truncate(before);
        }
        result
    }

    /// Reads the good lines of a JSON Lines file, and hands the bad ones back.
    ///
    /// # Errors
    /// Faults of the file as a whole: its encoding.
    pub fn read_json_lines_good_rows(&mut self, name: &str, bytes: &[u8]) -> Result<Vec<RejectedRow>, Error> {
        Ok(json_lines::read(self, name, bytes)?.rejected)
    }
}
