//! `persons.csv`: millions of rows, so nothing is copied but the key.

use super::csv::TableReader;
use super::entry::Entry;
use super::header::{Column, Header};
use super::plain::PlainRow;
use super::row::Row;
use crate::ledger::batch::ShortPerson;
use crate::ledger::{Batch, PersonRow, RecordKey};

pub(super) struct Persons {
    id: Column,
    unit: Column,
    birth_date: Column,
    roles: Column,
    valid_from: Column,
    valid_to: Column,
    entry: Entry,
    /// The last role list as it stood in the file, and with `;` between its words: neighbours mostly share it.
    last_roles: (String, String),
}

impl TableReader for Persons {
    fn new(header: &mut Header) -> Self {
        Self {
            id: header.required("id"),
            unit: header.required("unit"),
            birth_date: header.optional("birth_date"),
            roles: header.optional("roles"),
            valid_from: header.optional("valid_from"),
            valid_to: header.optional("valid_to"),
            entry: Entry::new(header),
            last_roles: Default::default(),
        }
    }

    fn reserve(batch: &mut Batch, rows: usize) {
        batch.reserve_persons(rows);
    }

    fn read_plain(&mut self, row: &PlainRow<'_>, batch: &mut Batch) -> Option<()> {
        let roles = if row.is_empty(&self.roles) {
            None
        } else {
            Some(row.short(&self.roles).filter(|roles| !roles.contains(b';'))?)
        };
        let person = ShortPerson {
            id: row.short(&self.id)?,
            unit: row.short(&self.unit)?,
            roles,
            birth_date: row.day(&self.birth_date)?,
            valid_from: row.day(&self.valid_from)?,
            valid_to: row.day(&self.valid_to)?,
            recorded_at: self.entry.plainly_recorded_at(row)?,
        };
        batch.push_short_person(row.line, person, row.is_spaceless());
        Some(())
    }

    fn read(&mut self, row: &mut Row<'_>, batch: &mut Batch) {
        let id = row.key(&self.id);
        let valid_from = row.day(&self.valid_from);
        if self.entry.is_withdrawn(row) {
            let id = id.to_owned();
            return self
                .entry
                .withdraw(row, batch, RecordKey::Person { id, valid_from });
        }
        let unit = row.key(&self.unit);
        let birth_date = row.day(&self.birth_date);
        let valid_to = row.day(&self.valid_to);
        let recorded_at = self.entry.recorded_at(row);
        let roles = row.text(&self.roles);
        if roles != self.last_roles.0 {
            let words = row.list(&self.roles).join(";");
            if !row.is_good() {
                return;
            }
            self.last_roles = (roles.to_owned(), words);
        }
        if row.is_good() {
            let person = PersonRow {
                id,
                unit,
                birth_date,
                roles: &self.last_roles.1,
                valid_from,
                valid_to,
                recorded_at,
            };
            batch.push_person(row.line, person);
        }
    }
}
