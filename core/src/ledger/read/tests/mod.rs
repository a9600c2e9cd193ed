mod bad_file;
mod columns;
mod good_rows;
mod json_lines;
mod tables;

use super::Table;
use crate::error::Error;
use crate::ledger::Batch;

/// A batch with the rows of one file.
fn read(table: Table, text: &str) -> Result<Batch, Error> {
    let mut batch = Batch::new();
    let rows = batch.read_csv(table, table.file_name(), text.as_bytes())?;
    assert_eq!(rows, batch.len());
    batch.settle();
    Ok(batch)
}

/// Code and column of each fault.
fn told(error: &Error) -> Vec<String> {
    let say = |fault: &crate::error::Fault| {
        let field = fault.place.field.clone().unwrap_or_default();
        format!("{} {} {field}", fault.place.row.unwrap_or(0), fault.code.name())
    };
    error.faults().iter().map(say).collect()
}
