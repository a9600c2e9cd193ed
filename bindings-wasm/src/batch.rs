//! Batches: records on their way into a ledger.

use crate::columns::Columns;
use crate::error::{Given, count, misuse};
use crate::rejections::of_rows;
use jinguo::error::{Code, Error, Words};
use jinguo::ledger::Table;
use wasm_bindgen::prelude::wasm_bindgen;

/// Records on their way into a ledger.
#[wasm_bindgen]
#[derive(Default)]
pub struct Batch(pub(crate) jinguo::ledger::Batch);

#[wasm_bindgen]
impl Batch {
    /// An empty batch.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// How many records it holds.
    pub fn count(&self) -> u32 {
        count(self.0.len())
    }

    /// Adds all rows of a CSV file.
    pub fn read_csv(&mut self, table: &str, name: &str, bytes: &[u8]) -> Given<u32> {
        Ok(count(self.0.read_csv(of(table)?, name, bytes)?))
    }

    /// Adds the good rows of a CSV file, and gives the others back.
    pub fn read_csv_good_rows(&mut self, table: &str, name: &str, bytes: &[u8]) -> Given<String> {
        of_rows(name, &self.0.read_csv_good_rows(of(table)?, name, bytes)?)
    }

    /// Adds all records of a JSON Lines file.
    pub fn read_json_lines(&mut self, name: &str, bytes: &[u8]) -> Given<u32> {
        Ok(count(self.0.read_json_lines(name, bytes)?))
    }

    /// Adds the good records of a JSON Lines file, and gives the other lines back.
    pub fn read_json_lines_good_rows(&mut self, name: &str, bytes: &[u8]) -> Given<String> {
        of_rows(name, &self.0.read_json_lines_good_rows(name, bytes)?)
    }

    /// Adds all rows of a query result.
    pub fn read_columns(&mut self, table: &str, name: &str, columns: &Columns) -> Given<u32> {
        let rows = self.0.read_columns(of(table)?, name, &columns.sources());
        Ok(count(rows?))
    }

    /// Adds the good rows of a query result, and gives the others back.
    pub fn read_columns_good_rows(&mut self, table: &str, name: &str, columns: &Columns) -> Given<String> {
        let rejected = self
            .0
            .read_columns_good_rows(of(table)?, name, &columns.sources())?;
        of_rows(name, &rejected)
    }
}

/// A CSV file that comes piece by piece.
#[wasm_bindgen]
pub struct CsvPieces(jinguo::ledger::CsvPieces, String);

#[wasm_bindgen]
impl CsvPieces {
    /// A file of which nothing has come.
    #[wasm_bindgen(constructor)]
    pub fn new(batch: &mut Batch, table: &str, name: &str, good_rows: bool) -> Given<CsvPieces> {
        let pieces = jinguo::ledger::CsvPieces::new(&mut batch.0, of(table)?, name, good_rows);
        Ok(Self(pieces, name.to_owned()))
    }

    /// Adds the rows that end in a piece.
    pub fn push(&mut self, batch: &mut Batch, bytes: &[u8]) -> Given<()> {
        Ok(self.0.push(&mut batch.0, bytes)?)
    }

    /// Ends the file, and gives the bad rows.
    pub fn finish(self, batch: &mut Batch) -> Given<String> {
        of_rows(&self.1, &self.0.finish(&mut batch.0)?)
    }
}

/// Whether bytes that are not UTF-8 are rather GBK or GB18030 than UTF-8 with a spoilt place.
#[wasm_bindgen]
pub fn may_be_gb18030(bytes: &[u8]) -> bool {
    jinguo::ledger::may_be_gb18030(bytes)
}

/// The name of a table: its file without the ending.
fn name(table: Table) -> &'static str {
    table.file_name().trim_end_matches(".csv")
}

fn of(text: &str) -> Result<Table, Error> {
    let mut tables = Table::ALL.into_iter();
    tables.find(|table| name(*table) == text).ok_or_else(|| {
        let expected = Words::one_of(Table::ALL.into_iter().map(name));
        misuse(Code::BadParameter, "table", text, expected)
    })
}

/// The columns of a table, as JSON.
#[wasm_bindgen]
pub fn table_columns(table: &str) -> Given<String> {
    crate::error::json(&of(table)?.columns().collect::<Vec<_>>())
}
