//! Tables in the Arrow C data interface, as pyarrow, DuckDB, Polars and Java export them.
#![allow(unsafe_code, reason = "exported functions")]

mod abi;
mod format;
mod values;

use crate::batch::jinguo_batch;
use crate::error::jinguo_error;
use crate::guard::guard;
use crate::handle;
use crate::memory::{Out, count, text};
use crate::words;
pub use abi::{ArrowArray, ArrowArrayStream, ArrowSchema};
use abi::{Owned, OwnedStream};
use jinguo::error::Error;
use jinguo::ledger::{Batch, ColumnSource, Table};
use values::{Chunked, columns};

/// Adds all rows of an Arrow record batch: a struct array whose children are the columns, named as those of the CSV files.
/// Text is read where it stands, without a copy.
///
/// Types: `utf8`, `large_utf8`, `utf8_view` and their dictionaries for text; `date32`, `date64`; `timestamp` without a zone, which
/// is the clock of the office, for `recorded_at`; whole numbers; `decimal128`; `bool`; `null`; lists of text for columns that are
/// lists. Floating-point numbers are refused, because no float decides anything, and so are zones, because a ledger knows none.
///
/// - `table`: one of `JINGUO_TABLE_*`.
/// - `name`: what messages call the table; may be NULL with length 0.
/// - `schema`, `array`: both are taken over, and released before the call returns, on success and on failure. The
///   memory of the structures themselves stays the caller's.
/// - `out_rows`: how many rows were added. On failure untouched, and the batch is as it was before.
///
/// Statuses: null_pointer, wrong_handle, broken_handle, bad_length, not_text, bad_parameter for a type that is not taken,
/// length_mismatch, area 2, and of areas 4 and 5 what a row alone can show.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_batch_read_arrow(
    batch: *mut jinguo_batch,
    table: u32,
    name: *const u8,
    name_len: usize,
    schema: *mut ArrowSchema,
    array: *mut ArrowArray,
    out_rows: *mut u64,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let schema = Owned::take(schema, "schema");
        let array = Owned::take(array, "array");
        let (schema, array) = (schema?, array?);
        let out = Out::new(out_rows, "out_rows")?;
        let mut batch = handle::change(batch, "batch")?;
        let name = text(name, name_len, "name")?;
        let table = words::table(table)?;
        out.give(read(&mut batch, table, name, schema.get(), &[array])?);
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// Adds all rows of an Arrow stream: record batches of one schema, read one after the other. All of them enter the batch, or none.
///
/// - `stream`: is taken over, and released before the call returns, on success and on failure. The memory of the structure
///   itself stays the caller's.
///
/// Other parameters, types and statuses as for `jinguo_batch_read_arrow`; bad_parameter also where the stream itself fails, with
/// what it says.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_batch_read_arrow_stream(
    batch: *mut jinguo_batch,
    table: u32,
    name: *const u8,
    name_len: usize,
    stream: *mut ArrowArrayStream,
    out_rows: *mut u64,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let mut stream = OwnedStream::take(stream, "stream")?;
        let out = Out::new(out_rows, "out_rows")?;
        let mut batch = handle::change(batch, "batch")?;
        let name = text(name, name_len, "name")?;
        let table = words::table(table)?;
        let schema = stream.schema()?;
        let mut arrays = Vec::new();
        while let Some(array) = stream.next()? {
            arrays.push(array);
        }
        out.give(read(&mut batch, table, name, schema.get(), &arrays)?);
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// # Safety
/// Schema and arrays keep the Arrow C data interface.
unsafe fn read(
    batch: &mut Batch,
    table: Table,
    name: &str,
    schema: &ArrowSchema,
    arrays: &[Owned<ArrowArray>],
) -> Result<u64, Error> {
    let chunks = arrays
        .iter()
        // SAFETY: the caller keeps the contract.
        .map(|array| unsafe { columns(schema, array.get()) })
        .collect::<Result<Vec<_>, Error>>()?;
    // SAFETY: as above.
    let names = unsafe { format::names(schema)? };
    let mut columns: Vec<Chunked<'_>> = names.iter().map(|_| Chunked::default()).collect();
    for chunk in chunks {
        for (column, values) in columns.iter_mut().zip(chunk) {
            column.push(values);
        }
    }
    let sources: Vec<ColumnSource<'_>> = names
        .iter()
        .zip(&columns)
        .map(|(name, values)| ColumnSource { name, values })
        .collect();
    batch.read_columns(table, name, &sources).map(count)
}
