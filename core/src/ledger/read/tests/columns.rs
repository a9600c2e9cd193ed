//! Columns of a query result: the same checks as in a CSV file, whatever the columns say about themselves.

use crate::error::{Code, Words};
use crate::ledger::{BadValue, Batch, ColumnSource, ColumnValues, Table};
use std::borrow::Cow;

/// Parts of one text, by their ends.
struct Parts {
    buffer: &'static str,
    ends: &'static [usize],
    tells: bool,
}

impl ColumnValues for Parts {
    fn len(&self) -> usize {
        self.ends.len()
    }

    fn text(&self, row: usize) -> Result<Cow<'_, str>, BadValue> {
        let start = row.checked_sub(1).map_or(0, |before| self.ends[before]);
        let bad = || BadValue {
            code: Code::BadEncoding,
            found: "?".to_owned(),
            expected: Words::same("text"),
        };
        self.buffer
            .get(start..self.ends[row])
            .map(Cow::Borrowed)
            .ok_or_else(bad)
    }

    fn characters(&self) -> Option<Vec<&str>> {
        self.tells.then(|| vec![self.buffer])
    }
}

/// The code of the first fault of two participations, of which the second is `person`.
fn told(buffer: &'static str, ends: &'static [usize], tells: bool) -> Option<Code> {
    let same = |buffer, ends| Parts { buffer, ends, tells };
    let columns = [
        ("activity", same("a-1a-2", &[3, 6])),
        ("person", same(buffer, ends)),
        ("role", same("audienceaudience", &[8, 16])),
    ];
    let columns: Vec<ColumnSource<'_>> = columns
        .iter()
        .map(|(name, values)| ColumnSource { name, values })
        .collect();
    let mut batch = Batch::new();
    let read = batch.read_columns(Table::Participations, "V_PART", &columns);
    assert_eq!(batch.len(), if read.is_ok() { 2 } else { 0 });
    read.err().map(|error| error.code())
}

#[test]
fn an_unfit_id_is_found_whether_or_not_the_column_tells_its_characters() {
    for tells in [true, false] {
        assert_eq!(told("p-1p-2", &[3, 6], tells), None);
        assert_eq!(told("p-1四十", &[3, 9], tells), None);
        for (buffer, ends) in [
            ("p-1p\n2", &[3, 6]),
            ("p-1p\r2", &[3, 6]),
            ("p-1p\u{1}2", &[3, 6]),
            ("p-14.3E+11", &[3, 10]),
            ("p-1#REF!", &[3, 8]),
            ("p-1p\u{200b}", &[3, 7]),
        ] {
            assert_eq!(
                told(buffer, ends, tells),
                Some(Code::BadText),
                "{buffer:?} {tells}"
            );
        }
        assert_eq!(told("p-1", &[3, 3], tells), Some(Code::EmptyField));
        assert_eq!(told("p-1四", &[3, 4], tells), Some(Code::BadEncoding));
    }
}

#[test]
fn columns_of_different_heights_are_refused() {
    let code = told("p-1", &[3], true);
    assert_eq!(code, Some(Code::LengthMismatch));
}
