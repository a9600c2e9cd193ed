//! `activities.csv`.

use super::csv::TableReader;
use super::entry::Entry;
use super::header::{Column, Header};
use super::row::Row;
use crate::error::{Code, Words};
use crate::ledger::{ActivityRecord, Batch, Record, RecordKey};
use crate::plan::ActivityStatus;

pub(super) struct Activities {
    id: Column,
    kind: Column,
    topics: Column,
    date: Column,
    last_date: Column,
    status: Column,
    hosts: Column,
    organiser: Column,
    headcounts: Vec<Column>,
    evidence: Column,
    attributes: Vec<Column>,
    entry: Entry,
}

pub(super) const STATUSES: [(&str, ActivityStatus); 4] = [
    ("planned", ActivityStatus::Planned),
    ("held", ActivityStatus::Held),
    ("verified", ActivityStatus::Verified),
    ("cancelled", ActivityStatus::Cancelled),
];

impl TableReader for Activities {
    fn new(header: &mut Header) -> Self {
        Self {
            id: header.required("id"),
            kind: header.required("kind"),
            topics: header.optional("topics"),
            date: header.required("date"),
            last_date: header.optional("last_date"),
            status: header.required("status"),
            hosts: header.required("hosts"),
            organiser: header.optional("organiser"),
            headcounts: header.family("headcount."),
            evidence: header.optional("evidence"),
            attributes: header.family("attribute."),
            entry: Entry::new(header),
        }
    }

    fn read(&mut self, row: &mut Row<'_>, batch: &mut Batch) {
        let id = row.key(&self.id).to_owned();
        if self.entry.is_withdrawn(row) {
            return self.entry.withdraw(row, batch, RecordKey::Activity(id));
        }
        let kind = row.key(&self.kind).to_owned();
        let topics = row.list(&self.topics);
        let date = row.required_day(&self.date);
        let last_date = row.day(&self.last_date);
        let status = row.word(&self.status, &STATUSES);
        if row.text(&self.hosts).is_empty() {
            let expected = Words::new("应至少有一个承办单位", "at least one host unit");
            row.fault(&self.hosts, Code::EmptyField, "", expected);
        }
        let hosts = row.list(&self.hosts);
        let organiser = row.optional_key(&self.organiser);
        let headcounts = row.map(&self.headcounts, Row::count);
        let evidence = row.count(&self.evidence).unwrap_or(0);
        let attributes = row.map(&self.attributes, Row::optional_key);
        let recorded_at = self.entry.recorded_at(row);
        let (Some(date), Some(status), true) = (date, status, row.is_good()) else {
            return;
        };
        let record = ActivityRecord {
            id,
            kind,
            topics,
            date,
            last_date,
            status,
            hosts,
            organiser,
            headcounts,
            evidence,
            attributes,
            recorded_at,
        };
        batch.push(row.line, Record::Activity(record));
    }
}
