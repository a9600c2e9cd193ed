//! Nesting of documents that were built in memory: the text reader refuses deep nesting by itself.

use super::document::ScorecardsDocument;
use crate::error::{Code, Error, Fault, Faults, Place, Words};
use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};
use std::io::{self, Write};

/// Deeper documents are not even written as text, whose reader then counts exactly.
const MAX: usize = 128;

/// Refuses what is nested too deeply to be walked.
///
/// # Errors
/// `too_deep` for each scorecard, award or points ledger.
pub(super) fn depth(document: &ScorecardsDocument) -> Result<(), Error> {
    let mut faults = Faults::new();
    each(&mut faults, "scorecards", &document.scorecards);
    each(&mut faults, "awards", &document.awards);
    each(&mut faults, "points", &document.points);
    faults.into_result()
}

fn each<T: Serialize>(faults: &mut Faults, list: &str, of: &[T]) {
    for (at, one) in of.iter().enumerate() {
        // Writing stops at the first bracket that is too deep, long before the stack ends.
        let mut writer = Serializer::with_formatter(io::sink(), Depth(0));
        if one.serialize(&mut writer).is_err() {
            faults.push(Fault::new(
                Code::TooDeep,
                Place::pointer("", format!("/{list}/{at}"), None),
                "",
                Words::new(format!("应不超过 {MAX} 层"), format!("at most {MAX} levels")),
            ));
        }
    }
}

/// Counts open brackets.
struct Depth(usize);

impl Depth {
    fn open(&mut self) -> io::Result<()> {
        self.0 = self.0.saturating_add(1);
        if self.0 > MAX {
            return Err(io::Error::other("too deep"));
        }
        Ok(())
    }

    fn close(&mut self) -> io::Result<()> {
        self.0 = self.0.saturating_sub(1);
        Ok(())
    }
}

impl Formatter for Depth {
    fn begin_array<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.open()
    }

    fn end_array<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.close()
    }

    fn begin_object<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.open()
    }

    fn end_object<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.close()
    }
}
