//! One record a line.

use super::{Reading, encoding};
use crate::error::Error;
use crate::json::{self, Root};
use crate::ledger::{Batch, Record};

/// Reads a file; the good lines enter the batch.
pub(super) fn read(batch: &mut Batch, name: &str, bytes: &[u8]) -> Result<Reading, Error> {
    let text = encoding::decode(name, bytes)?;
    batch.source(name);
    let mut reading = Reading::default();
    for (line, text) in (1u32..).zip(text.lines()) {
        if text.trim().is_empty() {
            continue;
        }
        // Most lines are right; only a line that is not is looked at again for all that is wrong with it.
        let record = match serde_json::from_str::<Record>(text) {
            Ok(record) => Ok(record),
            Err(_) => json::read(text, name, line, Root::Record),
        };
        match record {
            Ok(record) => {
                batch.push(line, record);
                reading.rows = reading.rows.saturating_add(1);
            }
            Err(error) => reading.reject(line, text, error.faults().to_vec()),
        }
    }
    Ok(reading)
}
