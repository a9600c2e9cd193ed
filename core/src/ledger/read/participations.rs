//! `participations.csv`: millions of rows, so nothing is copied but the keys.

use super::csv::TableReader;
use super::entry::Entry;
use super::header::{Column, Header};
use super::plain::PlainRow;
use super::row::Row;
use crate::ledger::{Batch, ParticipationRow, RecordKey};

pub(super) struct Participations {
    activity: Column,
    person: Column,
    role: Column,
    entry: Entry,
}

impl TableReader for Participations {
    fn new(header: &mut Header) -> Self {
        Self {
            activity: header.required("activity"),
            person: header.required("person"),
            role: header.required("role"),
            entry: Entry::new(header),
        }
    }

    fn reserve(batch: &mut Batch, rows: usize) {
        batch.reserve_participations(rows);
    }

    fn read_plain(&mut self, row: &PlainRow<'_>, batch: &mut Batch) -> Option<()> {
        let keys = [
            row.short(&self.activity)?,
            row.short(&self.person)?,
            row.short(&self.role)?,
        ];
        let recorded_at = self.entry.plainly_recorded_at(row)?;
        batch.push_short_participation(row.line, keys, recorded_at, row.is_spaceless());
        Some(())
    }

    fn read(&mut self, row: &mut Row<'_>, batch: &mut Batch) {
        let activity = row.key(&self.activity);
        let person = row.key(&self.person);
        let role = row.key(&self.role);
        if self.entry.is_withdrawn(row) {
            let of = RecordKey::Participation {
                activity: activity.to_owned(),
                person: person.to_owned(),
                role: role.to_owned(),
            };
            return self.entry.withdraw(row, batch, of);
        }
        let recorded_at = self.entry.recorded_at(row);
        if row.is_good() {
            let part = ParticipationRow {
                activity,
                person,
                role,
                recorded_at,
            };
            batch.push_participation(row.line, part);
        }
    }
}
