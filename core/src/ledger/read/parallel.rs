//! A large CSV text read by several threads: parts of whole lines.

use super::Sink;
use super::csv::{Rows, TableReader};
use super::split::{Splitter, lines_in};
use crate::ledger::Batch;
use crate::ledger::share::threads;
use std::collections::BTreeMap;
use std::sync::Mutex;

/// How long a part is: long enough to be worth a hand-over, short enough that few rows wait for one.
const PART: usize = 1 << 19;

/// Threads begin with the keys that are known where the text has so many bytes for each: copying them takes less than reading it.
const KEY: usize = 64;

/// A part of a text, and the line on which it starts.
type Part<'a> = (&'a str, u32);

/// The parts of what a splitter has left; unless that is the end of the file, of its whole lines. `None` where one thread does as
/// well: there is only one, the text is short, or a quoted field may go over several lines.
pub(super) fn parts<'a>(splitter: &Splitter<'a>, last: bool) -> Option<Parts<'a>> {
    let (mut rest, line) = splitter.rest();
    let threads = threads();
    if threads < 2 || rest.len() <= PART.saturating_mul(2) {
        return None;
    }
    if !last {
        let end = memchr::memrchr(b'\n', rest.as_bytes())?;
        rest = rest.get(..end.saturating_add(1))?;
    }
    memchr::memchr(b'"', rest.as_bytes()).is_none().then_some(Parts {
        threads,
        cutter: Cutter { rest, line },
    })
}

/// What is to be read, and by how many.
pub(super) struct Parts<'a> {
    threads: usize,
    cutter: Cutter<'a>,
}

/// Cuts a text into parts at the ends of lines.
struct Cutter<'a> {
    rest: &'a str,
    line: u32,
}

impl<'a> Iterator for Cutter<'a> {
    type Item = Part<'a>;

    fn next(&mut self) -> Option<Part<'a>> {
        if self.rest.is_empty() {
            return None;
        }
        let behind = self.rest.as_bytes().get(PART..).unwrap_or_default();
        let end = memchr::memchr(b'\n', behind)
            .map_or(self.rest.len(), |at| PART.saturating_add(at).saturating_add(1));
        // A line end is never within a character, so the text can be cut behind it.
        let (part, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, ""));
        let first = self.line;
        self.rest = rest;
        self.line = first.saturating_add(lines_in(part));
        Some((part, first))
    }
}

/// Reads all parts; what comes of it is what one thread would give. The splitter moves behind them.
pub(super) fn read<T: TableReader>(
    batch: &mut Batch,
    rows: Rows<'_>,
    parts: Parts<'_>,
    splitter: &mut Splitter<'_>,
) -> Sink {
    let length = parts.cutter.rest.len();
    let cutter = Mutex::new(parts.cutter);
    let next = || {
        let mut cutter = cutter.lock().ok()?;
        cutter.next().map(|part| (cutter.rest.len(), part))
    };
    // The rows of a piece are those of the parts that its thread took.
    let (empty, shared) = batch.piece(length.checked_div(KEY).unwrap_or(0));
    let before = batch.mark();
    let work = || {
        let (mut piece, mut sinks) = (empty.clone(), Vec::new());
        while let Some((left, (text, line))) = next() {
            let sink = rows.read_alone::<T>(&mut piece, &mut Splitter::at_line(text, line), true);
            sinks.push((left, sink));
        }
        (piece, sinks)
    };
    let mut sinks = BTreeMap::new();
    std::thread::scope(|scope| {
        // A host that gives no thread leaves its share to the others.
        let others: Vec<_> = (1..parts.threads)
            .filter_map(|_| std::thread::Builder::new().spawn_scoped(scope, work).ok())
            .collect();
        let mine = work();
        let theirs = others.into_iter().map(|other| {
            let joined = other.join();
            joined.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        });
        for (piece, of_parts) in std::iter::once(mine).chain(theirs) {
            batch.append(piece, shared);
            sinks.extend(of_parts);
        }
    });
    batch.in_order_since(&before);
    if let Ok(cutter) = cutter.into_inner() {
        splitter.skip(length, cutter.line);
    }
    let mut sink = Sink::new(rows.mode);
    // In the order of the parts: the more is left behind one, the earlier it stands.
    sinks.into_values().rev().for_each(|next| sink.append(next));
    sink
}

#[cfg(test)]
mod tests {
    use crate::ledger::{Batch, CsvPieces, Table};
    use std::fmt::Write;

    /// All rows as they stood in the file, in its order.
    fn rows(batch: &Batch) -> Vec<(u32, String, String, String, String)> {
        let persons = &batch.persons;
        let mut rows: Vec<_> = (0..persons.key.len())
            .map(|row| {
                let text = |keys: &crate::ledger::Keys, key: u32| keys.get(key).as_str().to_owned();
                (
                    persons.at.get(row).unwrap().row,
                    text(&batch.person_keys, persons.key[row]),
                    text(&batch.unit_keys, persons.unit[row]),
                    text(&batch.role_lists, persons.roles[row]),
                    format!("{:?} {:?}", persons.birth[row], persons.recorded.get(row)),
                )
            })
            .collect();
        rows.sort();
        rows
    }

    #[test]
    fn a_large_file_is_read_by_several_threads_as_by_one() {
        let mut text = String::from("id,unit,birth_date,roles,recorded_at\r\n");
        for at in 0..240_000u32 {
            let (role, day) = (
                if at % 3 == 0 { "家长" } else { "minor" },
                if at % 977 == 0 { 31 } else { 28 },
            );
            let recorded = if at % 50 == 0 { "2022-03-01 08:00" } else { "" };
            let long = if at % 1001 == 0 {
                "-the-rest-of-a-long-key"
            } else {
                ""
            };
            let end = if at % 5 == 0 { "\r\n" } else { "\n" };
            let _ = write!(
                text,
                "p{at}{long},43070{},2012-02-{day},{role},{recorded}{end}",
                at / 1000
            );
        }
        assert!(text.len() > super::PART * 2 + 100);
        let (mut by_many, mut by_one) = (Batch::new(), Batch::new());
        let name = "persons.csv";
        let rejected = by_many
            .read_csv_good_rows(Table::Persons, name, text.as_bytes())
            .unwrap();
        let mut pieces = CsvPieces::new(&mut by_one, Table::Persons, name, true);
        pieces.push(&mut by_one, text.as_bytes()).unwrap();
        assert_eq!(rejected, pieces.finish(&mut by_one).unwrap());
        assert_eq!(rejected.len(), 246);
        by_many.settle();
        by_one.settle();
        assert_eq!(rows(&by_many), rows(&by_one));

        let faults = |batch: &mut Batch| {
            let error = batch.read_csv(Table::Persons, name, text.as_bytes()).unwrap_err();
            (error.faults().len(), error.faults()[0].place.row, batch.len())
        };
        let before = by_many.len();
        assert_eq!(faults(&mut by_many), (246, Some(2), before));
    }
}
