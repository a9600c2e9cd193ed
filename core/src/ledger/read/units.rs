//! `units.csv`.

use super::csv::TableReader;
use super::entry::Entry;
use super::header::{Column, Header};
use super::row::Row;
use crate::ledger::{Batch, Record, RecordKey, UnitRecord};

pub(super) struct Units {
    id: Column,
    name: Column,
    level: Column,
    parent: Column,
    parents: Vec<Column>,
    groups: Column,
    attributes: Vec<Column>,
    division_code: Column,
    credit_code: Column,
    valid_from: Column,
    valid_to: Column,
    entry: Entry,
}

impl TableReader for Units {
    fn new(header: &mut Header) -> Self {
        Self {
            id: header.required("id"),
            name: header.required("name"),
            level: header.required("level"),
            parent: header.optional("parent"),
            parents: header.family("parent."),
            groups: header.optional("groups"),
            attributes: header.family("attribute."),
            division_code: header.optional("division_code"),
            credit_code: header.optional("credit_code"),
            valid_from: header.optional("valid_from"),
            valid_to: header.optional("valid_to"),
            entry: Entry::new(header),
        }
    }

    fn read(&mut self, row: &mut Row<'_>, batch: &mut Batch) {
        let id = row.key(&self.id).to_owned();
        let valid_from = row.day(&self.valid_from);
        if self.entry.is_withdrawn(row) {
            return self
                .entry
                .withdraw(row, batch, RecordKey::Unit { id, valid_from });
        }
        let mut record = UnitRecord {
            id,
            name: row.key(&self.name).to_owned(),
            level: row.key(&self.level).to_owned(),
            parent: row.optional_key(&self.parent),
            groups: row.list(&self.groups),
            division_code: row.division_code(&self.division_code),
            credit_code: row.credit_code(&self.credit_code),
            valid_from,
            valid_to: row.day(&self.valid_to),
            recorded_at: self.entry.recorded_at(row),
            ..UnitRecord::default()
        };
        record.parents = row.map(&self.parents, Row::optional_key);
        record.attributes = row.map(&self.attributes, Row::optional_key);
        if row.is_good() {
            batch.push(row.line, Record::Unit(record));
        }
    }
}
