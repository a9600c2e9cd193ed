//! What was known: of all records those in force at the end of `known_at`.

use jinguo::ledger::{
    ActivityRecord, ObservationRecord, OrganisationRecord, ParticipationRecord, PersonRecord, Record,
    RecordKey, UnitRecord,
};
use jinguo::time::{Day, Stamp};
use std::collections::BTreeMap;

/// The records in force at the end of a day.
#[derive(Default)]
pub struct Known {
    /// The rows of each unit, the earliest first, each with its last day where the next row sets one.
    pub units: BTreeMap<String, Vec<UnitRecord>>,
    /// The rows of each person, in the same form.
    pub persons: BTreeMap<String, Vec<PersonRecord>>,
    /// Organisations by id.
    pub organisations: BTreeMap<String, OrganisationRecord>,
    /// Activities by id.
    pub activities: BTreeMap<String, ActivityRecord>,
    /// Participations, each once.
    pub participations: Vec<ParticipationRecord>,
    /// Observations.
    pub observations: Vec<ObservationRecord>,
    /// The first row of each unit that was entered, withdrawn or not: where a unit stands that has no row in force.
    pub first_rows: BTreeMap<String, UnitRecord>,
}

/// The key of a record and when it was entered; a withdrawal has the key of what it withdraws.
fn key_and_time(record: &Record) -> (RecordKey, Stamp) {
    let (key, time) = match record {
        Record::Unit(it) => (
            RecordKey::Unit {
                id: it.id.clone(),
                valid_from: it.valid_from,
            },
            it.recorded_at,
        ),
        Record::Person(it) => (
            RecordKey::Person {
                id: it.id.clone(),
                valid_from: it.valid_from,
            },
            it.recorded_at,
        ),
        Record::Organisation(it) => (RecordKey::Organisation(it.id.clone()), it.recorded_at),
        Record::Activity(it) => (RecordKey::Activity(it.id.clone()), it.recorded_at),
        Record::Participation(it) => (
            RecordKey::Participation {
                activity: it.activity.clone(),
                person: it.person.clone(),
                role: it.role.clone(),
            },
            it.recorded_at,
        ),
        Record::Observation(it) => (RecordKey::Observation(it.id.clone()), it.recorded_at),
        Record::Withdrawal(it) => (it.of.clone(), Some(it.recorded_at)),
    };
    (key, time.unwrap_or(Stamp::START))
}

/// Whether something entered at this time is known at the end of a day.
pub fn entered_by(time: Stamp, known_at: Day) -> bool {
    time == Stamp::START || i64::from(time.seconds()) / 86_400 <= i64::from(known_at.number())
}

/// The records in force at the end of `known_at`.
pub fn known(records: &[Record], known_at: Day) -> Known {
    // For each key the last word: the latest entry; of one time, the withdrawal.
    let mut last_words: BTreeMap<RecordKey, (Stamp, bool, &Record)> = BTreeMap::new();
    for record in records {
        let (key, time) = key_and_time(record);
        if !entered_by(time, known_at) {
            continue;
        }
        let withdrawal = matches!(record, Record::Withdrawal(_));
        match last_words.get(&key) {
            Some((other, other_withdrawal, _)) if (*other, *other_withdrawal) >= (time, withdrawal) => {}
            _ => {
                last_words.insert(key, (time, withdrawal, record));
            }
        }
    }
    let mut known = Known::default();
    for record in records {
        if let Record::Unit(row) = record {
            // What was entered later comes last.
            let order = |row: &UnitRecord| {
                let time = row.recorded_at.unwrap_or_default();
                (!entered_by(time, known_at), row.valid_from, time)
            };
            let first = known
                .first_rows
                .entry(row.id.clone())
                .or_insert_with(|| row.clone());
            if order(row) < order(first) {
                *first = row.clone();
            }
        }
    }
    for (_, _, record) in last_words.into_values() {
        match record.clone() {
            Record::Unit(it) => known.units.entry(it.id.clone()).or_default().push(it),
            Record::Person(it) => known.persons.entry(it.id.clone()).or_default().push(it),
            Record::Organisation(it) => {
                known.organisations.insert(it.id.clone(), it);
            }
            Record::Activity(it) => {
                known.activities.insert(it.id.clone(), it);
            }
            Record::Participation(it) => known.participations.push(it),
            Record::Observation(it) => known.observations.push(it),
            Record::Withdrawal(_) => {}
        }
    }
    for rows in known.units.values_mut() {
        rows.sort_by_key(|row| row.valid_from);
        for index in 1..rows.len() {
            let next = rows[index].valid_from;
            end_before(&mut rows[index - 1].valid_to, next);
        }
    }
    for rows in known.persons.values_mut() {
        rows.sort_by_key(|row| row.valid_from);
        for index in 1..rows.len() {
            let next = rows[index].valid_from;
            end_before(&mut rows[index - 1].valid_to, next);
        }
    }
    known
}

/// A row without a last day ends the day before the next one starts.
fn end_before(valid_to: &mut Option<Day>, next: Option<Day>) {
    if valid_to.is_none() {
        *valid_to = next.map(Day::previous);
    }
}

fn within(day: Day, first: Option<Day>, last: Option<Day>) -> bool {
    first.is_none_or(|first| first <= day) && last.is_none_or(|last| day <= last)
}

impl Known {
    /// The row of a unit that is valid on a day.
    pub fn unit_on(&self, id: &str, day: Day) -> Option<&UnitRecord> {
        let rows = self.units.get(id)?;
        rows.iter().find(|row| within(day, row.valid_from, row.valid_to))
    }

    /// The row of a person that is valid on a day.
    pub fn person_on(&self, id: &str, day: Day) -> Option<&PersonRecord> {
        let rows = self.persons.get(id)?;
        rows.iter().find(|row| within(day, row.valid_from, row.valid_to))
    }

    /// The row that says where in the tree a unit is on a day: the valid one; of a closed unit the last one before
    /// the day; of a unit that is yet to open the first one. Of a unit that was withdrawn as a
    /// whole, the first row that was entered.
    pub fn place_on(&self, id: &str, day: Day) -> Option<&UnitRecord> {
        let rows: &[UnitRecord] = self.units.get(id).map_or(&[], Vec::as_slice);
        let begun = |row: &&UnitRecord| row.valid_from.is_none_or(|first| first <= day);
        self.unit_on(id, day)
            .or_else(|| rows.iter().rev().find(begun))
            .or_else(|| rows.first())
            .or_else(|| self.first_rows.get(id))
    }

    /// The unit itself and the units above it on a day, from below.
    pub fn chain(&self, id: &str, day: Day, hierarchy: &str) -> Vec<String> {
        let mut chain: Vec<String> = Vec::new();
        let mut next = Some(id.to_owned());
        while let Some(id) = next {
            let Some(row) = self.place_on(&id, day) else { break };
            if chain.contains(&id) {
                break;
            }
            chain.push(id);
            next = if hierarchy == "administrative" {
                row.parent.clone()
            } else {
                row.parents.get(hierarchy).cloned()
            };
        }
        chain
    }
}

/// The day on which an activity counts.
pub fn counts_on(activity: &ActivityRecord) -> Day {
    activity.last_date.unwrap_or(activity.date)
}
