//! The six tables and their columns.

use super::csv::{QuoteFault, Rows};
use super::header::{Column, Header, optional, required};
use super::row::Row;
use super::{Reading, encoding, value};
use crate::error::{Code, Error, Fault, Place, Words};
use crate::ledger::{
    ActivityRecord, Batch, ObservationRecord, OrganisationRecord, ParticipationRow, PersonRow, Record,
    RecordKey, UnitRecord, Withdrawal,
};
use crate::plan::{ActivityStatus, Mode};
use std::borrow::Cow;

/// A table of the ledger, as a file holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Table {
    /// `units.csv`.
    Units,
    /// `persons.csv`.
    Persons,
    /// `organisations.csv`.
    Organisations,
    /// `activities.csv`.
    Activities,
    /// `participations.csv`.
    Participations,
    /// `observations.csv`.
    Observations,
}

const UNITS: &[Column] = &[
    required("id"),
    required("name"),
    required("level"),
    optional("parent"),
    optional("groups"),
    optional("division_code"),
    optional("credit_code"),
    optional("valid_from"),
    optional("valid_to"),
    optional("recorded_at"),
    optional("withdrawn"),
];
const PERSONS: &[Column] = &[
    required("id"),
    required("unit"),
    optional("birth_date"),
    optional("roles"),
    optional("valid_from"),
    optional("valid_to"),
    optional("recorded_at"),
    optional("withdrawn"),
];
const ORGANISATIONS: &[Column] = &[
    required("id"),
    required("kind"),
    required("mode"),
    required("host"),
    optional("covers"),
    required("established"),
    optional("dissolved"),
    optional("members"),
    optional("executives"),
    optional("recorded_at"),
    optional("withdrawn"),
];
const ACTIVITIES: &[Column] = &[
    required("id"),
    required("kind"),
    optional("topics"),
    required("date"),
    optional("last_date"),
    required("status"),
    required("hosts"),
    optional("organiser"),
    optional("evidence"),
    optional("recorded_at"),
    optional("withdrawn"),
];
const PARTICIPATIONS: &[Column] = &[
    required("activity"),
    required("person"),
    required("role"),
    optional("recorded_at"),
    optional("withdrawn"),
];
const OBSERVATIONS: &[Column] = &[
    required("id"),
    required("kind"),
    optional("unit"),
    optional("person"),
    required("date"),
    required("value"),
    optional("source"),
    optional("recorded_at"),
    optional("withdrawn"),
];

impl Table {
    /// All tables, each before those that refer to it.
    pub const ALL: [Self; 6] = [
        Self::Units,
        Self::Persons,
        Self::Organisations,
        Self::Activities,
        Self::Participations,
        Self::Observations,
    ];

    /// The name of its file.
    pub fn file_name(self) -> &'static str {
        match self {
            Self::Units => "units.csv",
            Self::Persons => "persons.csv",
            Self::Organisations => "organisations.csv",
            Self::Activities => "activities.csv",
            Self::Participations => "participations.csv",
            Self::Observations => "observations.csv",
        }
    }

    /// The names of its columns, in the order in which the documents list them.
    pub fn columns(self) -> impl Iterator<Item = &'static str> {
        self.known().iter().map(|column| column.name)
    }

    fn known(self) -> &'static [Column] {
        match self {
            Self::Units => UNITS,
            Self::Persons => PERSONS,
            Self::Organisations => ORGANISATIONS,
            Self::Activities => ACTIVITIES,
            Self::Participations => PARTICIPATIONS,
            Self::Observations => OBSERVATIONS,
        }
    }

    /// Prefixes of columns that the user names.
    fn prefixes(self) -> &'static [&'static str] {
        match self {
            Self::Units => &["parent", "attribute"],
            Self::Activities => &["headcount", "attribute"],
            Self::Persons | Self::Organisations | Self::Participations | Self::Observations => &[],
        }
    }
}

/// Reads a file; the good rows enter the batch.
pub(super) fn read(batch: &mut Batch, table: Table, name: &str, bytes: &[u8]) -> Result<Reading, Error> {
    let text = encoding::decode(name, bytes)?;
    batch.source(name);
    let mut rows = Rows::new(&text);
    let mut fields: Vec<Cow<'_, str>> = Vec::new();
    let Some((at, fault)) = rows.next(&mut fields) else {
        let expected = Words::new("应至少有一行表头", "at least a header row");
        return Err(Fault::new(Code::EmptyFile, Place::document(name), "", expected).into());
    };
    if let Some(fault) = fault {
        return Err(quote_fault(name, at.line, fault).into());
    }
    let header = Header::new(name, at.line, &fields, table.known(), table.prefixes())?;
    let mut reading = Reading::default();
    while let Some((at, fault)) = rows.next(&mut fields) {
        let row = Row {
            document: name,
            line: at.line,
            fields: &fields,
            header: &header,
            columns: table.known(),
            faults: Vec::new(),
        };
        let faults = match fault {
            Some(fault) => vec![quote_fault(name, at.line, fault)],
            None if fields.len() != header.width => {
                let expected = Words::new(
                    format!("应有 {} 列", header.width),
                    format!("{} fields", header.width),
                );
                let place = Place::row(name, u64::from(at.line));
                vec![Fault::new(
                    Code::WrongFieldCount,
                    place,
                    fields.len().to_string(),
                    expected,
                )]
            }
            None => match table {
                Table::Units => unit(batch, row),
                Table::Persons => person(batch, row),
                Table::Organisations => organisation(batch, row),
                Table::Activities => activity(batch, row),
                Table::Participations => participation(batch, row),
                Table::Observations => observation(batch, row),
            },
        };
        if faults.is_empty() {
            reading.rows = reading.rows.saturating_add(1);
        } else {
            reading.reject(at.line, at.text, faults);
        }
    }
    Ok(reading)
}

fn quote_fault(name: &str, line: u32, fault: QuoteFault) -> Fault {
    let place = Place::row(name, u64::from(line));
    match fault {
        QuoteFault::Unclosed => {
            let expected = Words::new(
                "从这一行起直到文件末尾都被当作一格",
                "a closing quote: from this row on, the rest of the file became one field",
            );
            Fault::new(Code::UnclosedQuote, place, "", expected)
        }
        QuoteFault::Stray => {
            let expected = Words::new(
                "整格加引号，格内引号写两遍",
                "the whole field in quotes, a quote inside it written twice",
            );
            Fault::new(Code::StrayQuote, place, "", expected)
        }
    }
}

/// A withdrawal row, if the row is one: only its key and its time are looked at.
fn withdrawn(
    row: &mut Row<'_, '_>,
    withdrawn: usize,
    recorded_at: usize,
    key: impl FnOnce(&mut Row<'_, '_>) -> RecordKey,
) -> Option<Record> {
    if row.boolean(withdrawn) != Some(true) {
        return None;
    }
    let of = key(row);
    let time = row.stamp(recorded_at);
    if row.text(recorded_at).is_empty() {
        let expected = Words::new(
            "撤销应写明 recorded_at",
            "`recorded_at`, the time of the withdrawal",
        );
        row.fault("recorded_at", Code::WithdrawalWithoutTime, "", expected);
    }
    Some(Record::Withdrawal(Withdrawal {
        of,
        recorded_at: time.unwrap_or_default(),
        reason: None,
    }))
}

/// Enters a record if its row has no fault.
fn enter(batch: &mut Batch, row: Row<'_, '_>, record: impl FnOnce() -> Option<Record>) -> Vec<Fault> {
    if row.faults.is_empty()
        && let Some(record) = record()
    {
        batch.push(row.line, record);
    }
    row.faults
}

fn unit(batch: &mut Batch, mut row: Row<'_, '_>) -> Vec<Fault> {
    let key = |row: &mut Row<'_, '_>| RecordKey::Unit {
        id: row.required(0).to_owned(),
        valid_from: row.day(7),
    };
    if let Some(record) = withdrawn(&mut row, 10, 9, key) {
        return enter(batch, row, || Some(record));
    }
    let mut record = UnitRecord {
        id: row.required(0).to_owned(),
        name: row.required(1).to_owned(),
        level: row.required(2).to_owned(),
        parent: row.optional(3),
        groups: row.list(4),
        division_code: row.optional(5),
        credit_code: row.optional(6),
        valid_from: row.day(7),
        valid_to: row.day(8),
        recorded_at: row.stamp(9),
        ..UnitRecord::default()
    };
    let owned = |(name, text): (&str, &str)| (name.to_owned(), text.to_owned());
    record.parents = row.named("parent").map(owned).collect();
    record.attributes = row.named("attribute").map(owned).collect();
    for (name, parent) in row.named("parent").collect::<Vec<_>>() {
        row.uncut(&format!("parent.{name}"), parent);
    }
    enter(batch, row, || Some(Record::Unit(record)))
}

fn person(batch: &mut Batch, mut row: Row<'_, '_>) -> Vec<Fault> {
    let key = |row: &mut Row<'_, '_>| RecordKey::Person {
        id: row.required(0).to_owned(),
        valid_from: row.day(4),
    };
    if let Some(record) = withdrawn(&mut row, 7, 6, key) {
        return enter(batch, row, || Some(record));
    }
    let (id, unit, birth_date, roles) = (row.required(0), row.required(1), row.day(2), row.text(3));
    let (valid_from, valid_to, recorded_at) = (row.day(4), row.day(5), row.stamp(6));
    if row.faults.is_empty() {
        // The usual list is tidy already: words with a plain semicolon between them.
        let untidy = roles.bytes().any(|byte| !byte.is_ascii_graphic())
            || roles.contains(";;")
            || roles.ends_with(';');
        let roles = if untidy {
            Cow::Owned(value::list(roles).collect::<Vec<_>>().join(";"))
        } else {
            Cow::Borrowed(roles)
        };
        batch.push_person(
            row.line,
            PersonRow {
                id,
                unit,
                birth_date,
                roles: &roles,
                valid_from,
                valid_to,
                recorded_at,
            },
        );
    }
    row.faults
}

const MODES: [(&str, Mode); 5] = [
    ("own", Mode::Own),
    ("joint", Mode::Joint),
    ("industry", Mode::Industry),
    ("area", Mode::Area),
    ("fallback", Mode::Fallback),
];

fn organisation(batch: &mut Batch, mut row: Row<'_, '_>) -> Vec<Fault> {
    let key = |row: &mut Row<'_, '_>| RecordKey::Organisation(row.required(0).to_owned());
    if let Some(record) = withdrawn(&mut row, 10, 9, key) {
        return enter(batch, row, || Some(record));
    }
    let id = row.required(0).to_owned();
    let kind = row.required(1).to_owned();
    let mode = row.word(2, &MODES);
    let host = row.required(3).to_owned();
    let covers = row.list(4);
    let established = row.required_day(5);
    let (dissolved, members, executives, recorded_at) =
        (row.day(6), row.number(7), row.number(8), row.stamp(9));
    enter(batch, row, || {
        let (mode, established) = (mode?, established?);
        Some(Record::Organisation(OrganisationRecord {
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
        }))
    })
}

const STATUSES: [(&str, ActivityStatus); 4] = [
    ("planned", ActivityStatus::Planned),
    ("held", ActivityStatus::Held),
    ("verified", ActivityStatus::Verified),
    ("cancelled", ActivityStatus::Cancelled),
];

fn activity(batch: &mut Batch, mut row: Row<'_, '_>) -> Vec<Fault> {
    let key = |row: &mut Row<'_, '_>| RecordKey::Activity(row.required(0).to_owned());
    if let Some(record) = withdrawn(&mut row, 10, 9, key) {
        return enter(batch, row, || Some(record));
    }
    let id = row.required(0).to_owned();
    let kind = row.required(1).to_owned();
    let topics = row.list(2);
    let date = row.required_day(3);
    let last_date = row.day(4);
    let status = row.word(5, &STATUSES);
    row.required(6);
    let (hosts, organiser) = (row.list(6), row.optional(7));
    let (evidence, recorded_at) = (row.number(8).unwrap_or(0), row.stamp(9));
    let mut headcounts = std::collections::BTreeMap::new();
    for (audience, text) in row.named("headcount").collect::<Vec<_>>() {
        if let Some(heads) = row.count(&format!("headcount.{audience}"), text) {
            headcounts.insert(audience.to_owned(), heads);
        }
    }
    let attributes = row
        .named("attribute")
        .map(|(name, text)| (name.to_owned(), text.to_owned()))
        .collect();
    enter(batch, row, || {
        let (date, status) = (date?, status?);
        Some(Record::Activity(ActivityRecord {
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
        }))
    })
}

fn participation(batch: &mut Batch, mut row: Row<'_, '_>) -> Vec<Fault> {
    let (activity, person, role) = (row.required(0), row.required(1), row.required(2));
    let key = |_: &mut Row<'_, '_>| RecordKey::Participation {
        activity: activity.to_owned(),
        person: person.to_owned(),
        role: role.to_owned(),
    };
    if let Some(record) = withdrawn(&mut row, 4, 3, key) {
        return enter(batch, row, || Some(record));
    }
    let recorded_at = row.stamp(3);
    if row.faults.is_empty() {
        batch.push_participation(
            row.line,
            ParticipationRow {
                activity,
                person,
                role,
                recorded_at,
            },
        );
    }
    row.faults
}

fn observation(batch: &mut Batch, mut row: Row<'_, '_>) -> Vec<Fault> {
    let key = |row: &mut Row<'_, '_>| RecordKey::Observation(row.required(0).to_owned());
    if let Some(record) = withdrawn(&mut row, 8, 7, key) {
        return enter(batch, row, || Some(record));
    }
    let id = row.required(0).to_owned();
    let kind = row.required(1).to_owned();
    let (unit, person) = (row.optional(2), row.optional(3));
    let date = row.required_day(4);
    row.required(5);
    let value = row.rational(5);
    let (source, recorded_at) = (row.optional(6), row.stamp(7));
    enter(batch, row, || {
        let (date, value) = (date?, value?);
        Some(Record::Observation(ObservationRecord {
            id,
            kind,
            unit,
            person,
            date,
            value,
            source,
            recorded_at,
        }))
    })
}
