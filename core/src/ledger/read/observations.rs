//! `observations.csv`.

use super::csv::TableReader;
use super::entry::Entry;
use super::header::{Column, Header};
use super::row::Row;
use crate::error::{Code, Words};
use crate::ledger::{Batch, ObservationRecord, Record, RecordKey};

pub(super) struct Observations {
    id: Column,
    kind: Column,
    unit: Column,
    person: Column,
    date: Column,
    value: Column,
    source: Column,
    entry: Entry,
}

impl TableReader for Observations {
    fn new(header: &mut Header) -> Self {
        Self {
            id: header.required("id"),
            kind: header.required("kind"),
            unit: header.optional("unit"),
            person: header.optional("person"),
            date: header.required("date"),
            value: header.required("value"),
            source: header.optional("source"),
            entry: Entry::new(header),
        }
    }

    fn read(&mut self, row: &mut Row<'_>, batch: &mut Batch) {
        let id = row.key(&self.id).to_owned();
        if self.entry.is_withdrawn(row) {
            return self.entry.withdraw(row, batch, RecordKey::Observation(id));
        }
        let kind = row.key(&self.kind).to_owned();
        let unit = row.optional_key(&self.unit);
        let person = row.optional_key(&self.person);
        if unit.is_some() == person.is_some() {
            let found = if unit.is_some() { "unit, person" } else { "" };
            let expected = Words::new(
                "应在 unit 与 person 中只填一个",
                "exactly one of `unit` and `person`",
            );
            row.fault(&self.unit, Code::BadText, found, expected);
        }
        let date = row.required_day(&self.date);
        let value = row.rational(&self.value);
        let source = Some(row.text(&self.source).to_owned()).filter(|source| !source.is_empty());
        let recorded_at = self.entry.recorded_at(row);
        let (Some(date), Some(value), true) = (date, value, row.is_good()) else {
            return;
        };
        let record = ObservationRecord {
            id,
            kind,
            unit,
            person,
            date,
            value,
            source,
            recorded_at,
        };
        batch.push(row.line, Record::Observation(record));
    }
}
