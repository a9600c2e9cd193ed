//! `organisations.csv`.

use super::csv::TableReader;
use super::entry::Entry;
use super::header::{Column, Header};
use super::row::Row;
use crate::ledger::{Batch, OrganisationRecord, Record, RecordKey};
use crate::plan::Mode;

pub(super) struct Organisations {
    id: Column,
    kind: Column,
    mode: Column,
    host: Column,
    covers: Column,
    established: Column,
    dissolved: Column,
    members: Column,
    executives: Column,
    entry: Entry,
}

pub(super) const MODES: [(&str, Mode); 5] = [
    ("own", Mode::Own),
    ("joint", Mode::Joint),
    ("industry", Mode::Industry),
    ("area", Mode::Area),
    ("fallback", Mode::Fallback),
];

impl TableReader for Organisations {
    fn new(header: &mut Header) -> Self {
        Self {
            id: header.required("id"),
            kind: header.required("kind"),
            mode: header.required("mode"),
            host: header.required("host"),
            covers: header.optional("covers"),
            established: header.required("established"),
            dissolved: header.optional("dissolved"),
            members: header.optional("members"),
            executives: header.optional("executives"),
            entry: Entry::new(header),
        }
    }

    fn read(&mut self, row: &mut Row<'_>, batch: &mut Batch) {
        let id = row.key(&self.id).to_owned();
        if self.entry.is_withdrawn(row) {
            return self.entry.withdraw(row, batch, RecordKey::Organisation(id));
        }
        let kind = row.key(&self.kind).to_owned();
        let mode = row.word(&self.mode, &MODES);
        let host = row.key(&self.host).to_owned();
        let covers = row.list(&self.covers);
        let established = row.required_day(&self.established);
        let dissolved = row.day(&self.dissolved);
        let members = row.count(&self.members);
        let executives = row.count(&self.executives);
        let recorded_at = self.entry.recorded_at(row);
        let (Some(mode), Some(established), true) = (mode, established, row.is_good()) else {
            return;
        };
        let record = OrganisationRecord {
            id,
            kind,
            mode,
            host,
            covers,
            established,
            dissolved,
            members,
            executives,
            recorded_at,
        };
        batch.push(row.line, Record::Organisation(record));
    }
}
