//! A CSV file that comes piece by piece, so that a program can tell how far it is and need not hold all of it.

use super::csv::{CHUNK, Rows, TableReader};
use super::encoding;
use super::header::Header;
use super::split::Splitter;
use super::{
    Mode, RejectedRow, Sink, Table, activities, observations, organisations, participations, persons, units,
};
use crate::error::Error;
use crate::ledger::Batch;
use crate::ledger::mark::Mark;
use crate::ledger::share::threads;

/// A CSV file on its way into a [`Batch`], which nothing else may change meanwhile. What comes out is what
/// [`Batch::read_csv`] or [`Batch::read_csv_good_rows`] gives for the whole file in UTF-8.
///
/// ```
/// use jinguo::ledger::{Batch, CsvPieces, Table};
/// let mut batch = Batch::new();
/// let mut file = CsvPieces::new(&mut batch, Table::Persons, "persons.csv", true);
/// for piece in ["id,un", "it\np-1,u-1\n,u", "-1\np-3,u-1"] {
///     file.push(&mut batch, piece.as_bytes())?;
/// }
/// let rejected = file.finish(&mut batch)?;
/// assert_eq!((batch.len(), rejected.len(), rejected[0].line), (2, 1, 3));
/// # Ok::<(), jinguo::Error>(())
/// ```
pub struct CsvPieces {
    table: Table,
    name: String,
    mode: Mode,
    /// What was in the batch before.
    mark: Mark,
    /// Bytes that are not a whole row yet.
    rest: Vec<u8>,
    /// How many bytes were read before them, and the line on which they start.
    read: u64,
    line: u32,
    /// The names of the columns, once the header was there.
    names: Option<Vec<String>>,
    sink: Sink,
}

/// How much is read at once: as much as there is where several threads share it, and else what stays in the cache from one look at
/// it to the next.
fn part() -> usize {
    if threads() > 1 { usize::MAX } else { CHUNK }
}

impl CsvPieces {
    /// A file of which nothing has come. With `good_rows`, bad rows come back at the end and the others stay.
    pub fn new(batch: &mut Batch, table: Table, name: &str, good_rows: bool) -> Self {
        let mark = batch.mark();
        batch.source(name);
        let mode = if good_rows { Mode::Good } else { Mode::All };
        Self {
            table,
            name: name.to_owned(),
            mode,
            mark,
            rest: Vec::new(),
            read: 0,
            line: 1,
            names: None,
            sink: Sink::new(mode),
        }
    }

    /// Adds the rows that end in a piece.
    ///
    /// # Errors
    /// Faults of the file as a whole: its encoding, its header. The batch is then as it was before the file, and the rest
    /// of the file is of no use.
    pub fn push(&mut self, batch: &mut Batch, bytes: &[u8]) -> Result<(), Error> {
        let read = self.push_part(batch, bytes);
        read.inspect_err(|_| batch.go_back(&self.mark))
    }

    fn push_part(&mut self, batch: &mut Batch, mut bytes: &[u8]) -> Result<(), Error> {
        while !bytes.is_empty() {
            // The row that the last part began ends on some line of this one; what is behind it need not be copied.
            let least = if self.rest.is_empty() {
                part()
            } else {
                self.rest.len()
            };
            let behind = bytes.get(least..).unwrap_or_default();
            let end = memchr::memchr(b'\n', behind)
                .map_or(bytes.len(), |at| least.saturating_add(at).saturating_add(1));
            let (part, others) = bytes.split_at_checked(end).unwrap_or((bytes, &[]));
            bytes = others;
            if self.rest.is_empty() {
                self.read_text(batch, part, false)?;
            } else {
                let mut text = std::mem::take(&mut self.rest);
                text.extend_from_slice(part);
                self.read_text(batch, &text, false)?;
            }
        }
        Ok(())
    }

    /// Ends the file, and gives the rows that were bad.
    ///
    /// # Errors
    /// All faults of the file; the batch is then as it was before the file.
    pub fn finish(mut self, batch: &mut Batch) -> Result<Vec<RejectedRow>, Error> {
        let rest = std::mem::take(&mut self.rest);
        let read = self
            .read_text(batch, &rest, true)
            .and_then(|()| self.sink.finish());
        read.inspect_err(|_| batch.go_back(&self.mark))
    }

    /// Reads the rows that end in a text, and keeps what is behind them; unless it is the last one.
    fn read_text(&mut self, batch: &mut Batch, bytes: &[u8], last: bool) -> Result<(), Error> {
        match self.table {
            Table::Units => self.read_as::<units::Units>(batch, bytes, last),
            Table::Persons => self.read_as::<persons::Persons>(batch, bytes, last),
            Table::Organisations => self.read_as::<organisations::Organisations>(batch, bytes, last),
            Table::Activities => self.read_as::<activities::Activities>(batch, bytes, last),
            Table::Participations => self.read_as::<participations::Participations>(batch, bytes, last),
            Table::Observations => self.read_as::<observations::Observations>(batch, bytes, last),
        }
    }

    fn read_as<T: TableReader>(&mut self, batch: &mut Batch, bytes: &[u8], last: bool) -> Result<(), Error> {
        let from = encoding::From {
            bytes: self.read,
            line: self.line,
        };
        let (mark, text) = encoding::decode_piece(&self.name, bytes, from, last)?;
        let mut splitter = Splitter::at_line(text, self.line);
        if self.names.is_none() {
            if !last && Splitter::new(text).next_whole_row().is_none() {
                // The header may go on in the next piece.
                self.rest = bytes.to_vec();
                return Ok(());
            }
            let mut header = Header::read(&self.name, &mut splitter)?;
            T::new(&mut header);
            self.names = Some(header.finish()?);
        }
        let names = self.names.as_deref().unwrap_or_default();
        let rows = Rows {
            document: &self.name,
            names,
            mode: self.mode,
        };
        self.sink.append(rows.read::<T>(batch, &mut splitter, last));
        let (after, line) = splitter.rest();
        let done = text.len().saturating_sub(after.len());
        // Behind the text there may be the beginning of a character.
        let rest = bytes.get(mark.saturating_add(done)..);
        self.rest = rest.unwrap_or_default().to_vec();
        let done = u64::try_from(done).unwrap_or(u64::MAX);
        self.read = self.read.saturating_add(done);
        self.line = line;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::Ledger;
    use proptest::prelude::*;

    /// What came of a file: rows, rejected rows or faults.
    type Came = (usize, Result<Vec<RejectedRow>, Error>);

    fn whole(bytes: &[u8], good: bool) -> (Came, Batch) {
        let mut batch = Batch::new();
        let came = if good {
            batch.read_csv_good_rows(Table::Persons, "p.csv", bytes)
        } else {
            batch.read_csv(Table::Persons, "p.csv", bytes).map(|_| Vec::new())
        };
        ((batch.len(), came), batch)
    }

    fn by_pieces(bytes: &[u8], length: usize, good: bool) -> (Came, Batch) {
        let mut batch = Batch::new();
        let mut file = CsvPieces::new(&mut batch, Table::Persons, "p.csv", good);
        for piece in bytes.chunks(length) {
            if let Err(error) = file.push(&mut batch, piece) {
                return ((batch.len(), Err(error)), batch);
            }
        }
        let came = file.finish(&mut batch);
        ((batch.len(), came), batch)
    }

    fn units() -> Batch {
        let mut batch = Batch::new();
        batch
            .read_csv(Table::Units, "u.csv", b"id,name,level\nu,u,city\n")
            .unwrap();
        batch
    }

    proptest! {
        #[test]
        fn pieces_give_what_the_whole_file_gives(
            rows in "(\u{feff})?id,\"?unit\"?,roles\r?\n([a-c\"]{0,3},\"?u\"?,(\"妇\n?联\")?[a-c\"妇]{0,2}(\r\n|\n|\r)){0,9}[a,\"]{0,5}",
            length in 1usize..40,
            good: bool,
        ) {
            let (wanted, all) = whole(rows.as_bytes(), good);
            let (found, pieces) = by_pieces(rows.as_bytes(), length, good);
            prop_assert_eq!(&found, &wanted);
            let entered = |batch: Batch| {
                let mut ledger = Ledger::new();
                ledger.apply(units()).unwrap();
                let receipt = ledger.apply_good_rows(batch);
                let rejected: Vec<_> = receipt.rejected.into_iter().map(|row| (row.place, row.faults)).collect();
                (receipt.accepted, rejected, format!("{ledger:?}"))
            };
            prop_assert_eq!(entered(pieces), entered(all));
        }

        #[test]
        fn a_spoilt_byte_is_told_with_its_line_and_place_in_the_file(before in 0usize..6, length in 1usize..20) {
            let mut bytes = b"id,unit\n".to_vec();
            bytes.extend("妇,u\n".repeat(before).bytes());
            bytes.extend(b"\xffx,u\n\xe5\xa6");
            let (wanted, _) = whole(&bytes, true);
            let (found, _) = by_pieces(&bytes, length, true);
            prop_assert_eq!(code_and_place(&found), code_and_place(&wanted));
        }
    }

    /// A file that is read as a whole may be GB18030 too.
    fn code_and_place(came: &Came) -> Option<(crate::error::Code, crate::error::Place)> {
        let error = came.1.as_ref().err()?;
        error
            .faults()
            .first()
            .map(|fault| (fault.code, fault.place.clone()))
    }
}
