//! Where records go: into a batch, or into the six CSV files.

use jinguo::ledger::{
    ActivityRecord, Batch, ObservationRecord, OrganisationRecord, ParticipationRow, PersonRow, Record,
    RecordKey, Table, UnitRecord, Withdrawal,
};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// Takes the records of a ledger.
pub trait Sink {
    /// A person.
    fn person(&mut self, row: PersonRow<'_>) -> io::Result<()>;
    /// A participation.
    fn participation(&mut self, row: ParticipationRow<'_>) -> io::Result<()>;
    /// Any other record.
    fn record(&mut self, record: Record) -> io::Result<()>;
}

impl Sink for Batch {
    fn person(&mut self, row: PersonRow<'_>) -> io::Result<()> {
        self.push_person(0, row);
        Ok(())
    }

    fn participation(&mut self, row: ParticipationRow<'_>) -> io::Result<()> {
        self.push_participation(0, row);
        Ok(())
    }

    fn record(&mut self, record: Record) -> io::Result<()> {
        self.push(0, record);
        Ok(())
    }
}

/// Audiences that have a column of their own.
const AUDIENCES: [&str; 6] = ["minor", "guardian", "woman", "executive", "cadre", "public"];
/// Attributes of activities that have a column of their own.
const ATTRIBUTES: [&str; 3] = ["posts", "families", "entries"];

/// Writes the six files.
pub struct CsvSink {
    files: Vec<BufWriter<File>>,
}

fn list(items: &[String]) -> String {
    items.join(";")
}

fn shown<T: ToString>(value: Option<T>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn word<T: serde::Serialize>(value: T) -> String {
    serde_json::to_value(value)
        .ok()
        .and_then(|word| word.as_str().map(str::to_owned))
        .unwrap_or_default()
}

impl CsvSink {
    /// Creates the files with their headers.
    pub fn create(folder: &Path) -> io::Result<Self> {
        let files = Table::ALL.map(|table| {
            let mut columns: Vec<String> = table.columns().map(str::to_owned).collect();
            if table == Table::Activities {
                columns.extend(AUDIENCES.map(|audience| format!("headcount.{audience}")));
                columns.extend(ATTRIBUTES.map(|attribute| format!("attribute.{attribute}")));
            }
            let mut file = BufWriter::new(File::create(folder.join(table.file_name()))?);
            writeln!(file, "{}", columns.join(","))?;
            Ok(file)
        });
        Ok(Self {
            files: files.into_iter().collect::<io::Result<_>>()?,
        })
    }

    /// Writes what is still in memory.
    pub fn finish(mut self) -> io::Result<()> {
        self.files.iter_mut().try_for_each(Write::flush)
    }

    /// A row; the fields are in the order of the columns, trailing empty ones left out.
    fn row(&mut self, table: Table, fields: &[&str]) -> io::Result<()> {
        let at = Table::ALL.iter().position(|other| *other == table).unwrap_or(0);
        let width = table.columns().count()
            + if table == Table::Activities {
                AUDIENCES.len() + ATTRIBUTES.len()
            } else {
                0
            };
        let file = &mut self.files[at];
        for column in 0..width {
            if column > 0 {
                file.write_all(b",")?;
            }
            let field = fields.get(column).copied().unwrap_or("");
            if field.contains([',', '"', '\n']) {
                write!(file, "\"{}\"", field.replace('"', "\"\""))?;
            } else {
                file.write_all(field.as_bytes())?;
            }
        }
        file.write_all(b"\n")
    }

    fn unit(&mut self, r: &UnitRecord) -> io::Result<()> {
        let (parent, code) = (shown(r.parent.clone()), shown(r.division_code.clone()));
        let days = [shown(r.valid_from), shown(r.valid_to), shown(r.recorded_at)];
        let groups = list(&r.groups);
        self.row(
            Table::Units,
            &[
                &r.id, &r.name, &r.level, &parent, &groups, &code, "", &days[0], &days[1], &days[2],
            ],
        )
    }

    fn organisation(&mut self, r: &OrganisationRecord) -> io::Result<()> {
        let numbers = [shown(r.members), shown(r.executives)];
        let days = [
            r.established.to_string(),
            shown(r.dissolved),
            shown(r.recorded_at),
        ];
        let fields = [
            &r.id,
            &r.kind,
            &word(r.mode),
            &r.host,
            &list(&r.covers),
            &days[0],
            &days[1],
            &numbers[0],
            &numbers[1],
            &days[2],
        ];
        self.row(Table::Organisations, &fields.map(String::as_str))
    }

    fn activity(&mut self, r: &ActivityRecord) -> io::Result<()> {
        let mut fields = vec![
            r.id.clone(),
            r.kind.clone(),
            list(&r.topics),
            r.date.to_string(),
            shown(r.last_date),
            word(r.status),
            list(&r.hosts),
            shown(r.organiser.clone()),
            r.evidence.to_string(),
            shown(r.recorded_at),
            String::new(),
        ];
        fields.extend(AUDIENCES.map(|audience| shown(r.headcounts.get(audience))));
        fields.extend(ATTRIBUTES.map(|attribute| shown(r.attributes.get(attribute))));
        self.row(
            Table::Activities,
            &fields.iter().map(String::as_str).collect::<Vec<_>>(),
        )
    }

    fn observation(&mut self, r: &ObservationRecord) -> io::Result<()> {
        let fields = [
            r.id.clone(),
            r.kind.clone(),
            shown(r.unit.clone()),
            shown(r.person.clone()),
            r.date.to_string(),
            r.value.to_string(),
            shown(r.source.clone()),
            shown(r.recorded_at),
        ];
        self.row(Table::Observations, &fields.each_ref().map(String::as_str))
    }

    fn withdrawal(&mut self, r: &Withdrawal) -> io::Result<()> {
        let time = r.recorded_at.to_string();
        let (table, key, recorded): (Table, Vec<(usize, String)>, usize) = match &r.of {
            RecordKey::Unit { id, valid_from } => {
                (Table::Units, vec![(0, id.clone()), (7, shown(*valid_from))], 9)
            }
            RecordKey::Person { id, valid_from } => {
                (Table::Persons, vec![(0, id.clone()), (4, shown(*valid_from))], 6)
            }
            RecordKey::Organisation(id) => (Table::Organisations, vec![(0, id.clone())], 9),
            RecordKey::Activity(id) => (Table::Activities, vec![(0, id.clone())], 9),
            RecordKey::Observation(id) => (Table::Observations, vec![(0, id.clone())], 7),
            RecordKey::Participation {
                activity,
                person,
                role,
            } => (
                Table::Participations,
                vec![(0, activity.clone()), (1, person.clone()), (2, role.clone())],
                3,
            ),
        };
        let mut fields = vec![String::new(); recorded + 2];
        for (column, text) in key {
            fields[column] = text;
        }
        fields[recorded] = time;
        fields[recorded + 1] = "yes".to_owned();
        self.row(table, &fields.iter().map(String::as_str).collect::<Vec<_>>())
    }
}

impl Sink for CsvSink {
    fn person(&mut self, row: PersonRow<'_>) -> io::Result<()> {
        let days = [
            shown(row.birth_date),
            shown(row.valid_from),
            shown(row.valid_to),
            shown(row.recorded_at),
        ];
        self.row(
            Table::Persons,
            &[
                row.id, row.unit, &days[0], row.roles, &days[1], &days[2], &days[3],
            ],
        )
    }

    fn participation(&mut self, row: ParticipationRow<'_>) -> io::Result<()> {
        self.row(
            Table::Participations,
            &[row.activity, row.person, row.role, &shown(row.recorded_at)],
        )
    }

    fn record(&mut self, record: Record) -> io::Result<()> {
        match record {
            Record::Unit(record) => self.unit(&record),
            Record::Organisation(record) => self.organisation(&record),
            Record::Activity(record) => self.activity(&record),
            Record::Observation(record) => self.observation(&record),
            Record::Withdrawal(record) => self.withdrawal(&record),
            Record::Person(record) => {
                let roles = record.roles.join(";");
                self.person(PersonRow {
                    id: &record.id,
                    unit: &record.unit,
                    birth_date: record.birth_date,
                    roles: &roles,
                    valid_from: record.valid_from,
                    valid_to: record.valid_to,
                    recorded_at: record.recorded_at,
                })
            }
            Record::Participation(record) => self.participation(ParticipationRow {
                activity: &record.activity,
                person: &record.person,
                role: &record.role,
                recorded_at: record.recorded_at,
            }),
        }
    }
}
