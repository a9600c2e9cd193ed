//! A JSON Lines text into a batch: one record a line.

use super::{Mode, RejectedRow, Sink};
use crate::error::Error;
use crate::json::{self, Root};
use crate::ledger::{Batch, Record};

/// Reads a whole text. Lines end with LF or CR LF; empty lines are skipped.
///
/// # Errors
/// Where the mode asks for all rows, all faults of all lines.
pub(super) fn read(
    batch: &mut Batch,
    document: &str,
    text: &str,
    mode: Mode,
) -> Result<Vec<RejectedRow>, Error> {
    let mut sink = Sink::new(mode);
    for (number, line) in (1u32..).zip(text.split('\n')) {
        let line = line.strip_suffix('\r').unwrap_or(line);
        if line.trim_ascii().is_empty() {
            continue;
        }
        match record(document, number, line) {
            Ok(record) => batch.push(number, record),
            Err(error) => sink.reject_error(number, line, error),
        }
    }
    sink.finish()
}

/// The derived reader is fast and stops at the first fault; the strict one tells all of them, and also finds keys that
/// stand twice in a map, which the derived one does not see. In a browser the strict one alone is quick enough, and half
/// the code to load.
fn record(document: &str, number: u32, line: &str) -> Result<Record, Error> {
    #[cfg(not(target_family = "wasm"))]
    if let Ok(record) = serde_json::from_str(line)
        && !has_maps(&record)
    {
        return Ok(record);
    }
    strict(document, number, line)
}

/// Reads a record of which the form is checked first. The tag says which of the types it is.
fn strict(document: &str, number: u32, line: &str) -> Result<Record, Error> {
    const TAG: &str = "record";
    let tree = json::tree(json::without_mark(line), document, number, Root::Record)?;
    Ok(match tree.word(TAG) {
        "unit" => Record::Unit(json::value_beside(&tree, TAG)?),
        "person" => Record::Person(json::value_beside(&tree, TAG)?),
        "organisation" => Record::Organisation(json::value_beside(&tree, TAG)?),
        "activity" => Record::Activity(json::value_beside(&tree, TAG)?),
        "participation" => Record::Participation(json::value_beside(&tree, TAG)?),
        "observation" => Record::Observation(json::value_beside(&tree, TAG)?),
        // INVARIANT: the schema knows no other tag.
        _ => Record::Withdrawal(json::value_beside(&tree, TAG)?),
    })
}

#[cfg(not(target_family = "wasm"))]
fn has_maps(record: &Record) -> bool {
    match record {
        Record::Unit(unit) => !unit.parents.is_empty() || !unit.attributes.is_empty(),
        Record::Activity(activity) => !activity.headcounts.is_empty() || !activity.attributes.is_empty(),
        _ => false,
    }
}
