//! A batch: records on their way into the ledger, with the place each came from.

use super::bulk;
use super::key::{BLOCK, Keys, Short, is_plain, pack};
use super::places::Places;
use super::record::{
    ActivityRecord, ObservationRecord, OrganisationRecord, ParticipationRecord, PersonRecord, Record,
    UnitRecord, Withdrawal,
};
use super::segments::Segments;
use super::sparse::Sparse;
use crate::error::Place;
use crate::time::{Day, Stamp};

/// Where a record came from: a source of the batch, and the row in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct At {
    pub(crate) source: u16,
    pub(crate) row: u32,
}

/// Which table a row belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Kind {
    Unit,
    Person,
    Organisation,
    Activity,
    Participation,
    Observation,
    Withdrawal,
}

/// One row of a batch: where it came from first, so that rows sort as they were read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Row {
    pub(crate) at: At,
    pub(crate) kind: Kind,
    pub(crate) index: usize,
}

/// Records on their way into a ledger. A batch enters as a whole or not at all, unless the caller asks for the good
/// rows; see [`Ledger::apply`](super::Ledger::apply).
///
/// Persons and participations, of which there are millions, are kept as columns from the start.
#[derive(Clone, Default)]
pub struct Batch {
    pub(crate) sources: Vec<String>,
    pub(crate) units: Vec<(At, UnitRecord)>,
    pub(crate) organisations: Vec<(At, OrganisationRecord)>,
    pub(crate) activities: Vec<(At, ActivityRecord)>,
    pub(crate) observations: Vec<(At, ObservationRecord)>,
    pub(crate) withdrawals: Vec<(At, Withdrawal)>,
    pub(crate) persons: PersonRows,
    pub(crate) participations: ParticipationRows,
    /// Person keys of both person and participation rows.
    pub(crate) person_keys: Keys,
    /// Unit ids of person rows.
    pub(crate) unit_keys: Keys,
    /// Role lists of person rows, as text with `;` between roles.
    pub(crate) role_lists: Keys,
    /// Activity ids of participation rows.
    pub(crate) activity_keys: Keys,
    /// Roles of participation rows.
    pub(crate) roles: Keys,
    /// Person keys whose numbers are not looked up yet, in the order of the rows: those of person rows, and those of
    /// participation rows. Looked up all together, their cache misses are few and overlap.
    pub(crate) waiting: Waiting,
}

/// Keys on their way into the key tables.
#[derive(Clone, Default)]
pub(crate) struct Waiting {
    pub(crate) persons: Words,
    pub(crate) participations: Words,
    /// Activity keys of participation rows.
    pub(crate) activities: Vec<u128>,
    /// Person keys that are too long for a word.
    pub(crate) long: Vec<Box<str>>,
}

/// Person keys as words; one that is too long is its place among the long ones.
#[derive(Clone, Default)]
pub(crate) struct Words {
    pub(crate) words: Segments<u128>,
    /// How many of them may be no key of a person: they have spaces, control characters or other than ASCII.
    pub(crate) doubtful: usize,
}

impl Words {
    pub(crate) fn push(&mut self, word: u128) {
        self.doubtful = self.doubtful.saturating_add(usize::from(!is_plain(word)));
        self.words.push(word);
    }

    /// Adds a short key; where it is known to be plain, it is not looked at again.
    #[inline]
    fn push_short(&mut self, key: Short, plain: bool) {
        debug_assert!(!plain || is_plain(key.word()), "a plain text has only plain keys");
        if plain {
            self.words.push(key.word());
        } else {
            self.push(key.word());
        }
    }

    /// Forgets all words but the first `len`.
    pub(crate) fn truncate(&mut self, len: usize) {
        let gone = self.words.iter().skip(len).filter(|word| !is_plain(**word));
        self.doubtful = self.doubtful.saturating_sub(gone.count());
        self.words.truncate(len);
    }
}

impl Waiting {
    /// A person key as a word.
    fn word(&mut self, text: &str) -> u128 {
        pack(text).unwrap_or_else(|| {
            // A word below 2¹²⁰ has a zero first byte: it is no short key but the place of a long one.
            let place = u128::try_from(self.long.len()).unwrap_or_default();
            self.long.push(text.into());
            place
        })
    }
}

/// A day or none, in four bytes; none is the default.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct OptionalDay(i32);

impl Default for OptionalDay {
    fn default() -> Self {
        Self(i32::MIN)
    }
}

impl From<Option<Day>> for OptionalDay {
    fn from(day: Option<Day>) -> Self {
        day.map_or_else(Self::default, |day| Self(day.number()))
    }
}

impl OptionalDay {
    /// A number that orders as the days do, none first.
    pub(crate) fn rank(self) -> u32 {
        self.0.cast_unsigned() ^ (1 << 31)
    }

    /// The day of a rank.
    pub(crate) fn from_rank(rank: u32) -> Self {
        Self((rank ^ (1 << 31)).cast_signed())
    }

    pub(crate) fn get(self) -> Option<Day> {
        if self.0 == i32::MIN {
            None
        } else {
            Day::from_number(self.0)
        }
    }
}

/// Person rows, column by column. Numbers point into the batch's key tables.
#[derive(Clone, Default)]
pub(crate) struct PersonRows {
    pub(crate) at: Places,
    pub(crate) key: Vec<u32>,
    pub(crate) unit: Vec<u32>,
    pub(crate) roles: Vec<u32>,
    pub(crate) birth: Vec<OptionalDay>,
    pub(crate) valid_from: Sparse<OptionalDay>,
    pub(crate) valid_to: Sparse<OptionalDay>,
    pub(crate) recorded: Sparse<Stamp>,
}

/// Participation rows, column by column. Numbers point into the batch's key tables.
#[derive(Clone, Default)]
pub(crate) struct ParticipationRows {
    pub(crate) at: Places,
    pub(crate) activity: Vec<u32>,
    pub(crate) person: Vec<u32>,
    pub(crate) role: Vec<u32>,
    pub(crate) recorded: Sparse<Stamp>,
}

/// A person row without owned text, as importers have it.
#[derive(Clone, Copy, Debug)]
pub struct PersonRow<'a> {
    /// Opaque key.
    pub id: &'a str,
    /// Unit of residence.
    pub unit: &'a str,
    /// Birth date.
    pub birth_date: Option<Day>,
    /// Roles with `;` between them.
    pub roles: &'a str,
    /// First day.
    pub valid_from: Option<Day>,
    /// Last day, included.
    pub valid_to: Option<Day>,
    /// When it was entered.
    pub recorded_at: Option<Stamp>,
}

/// A person row of which all texts are short.
#[derive(Clone, Copy)]
pub(crate) struct ShortPerson {
    pub(crate) id: Short,
    pub(crate) unit: Short,
    pub(crate) roles: Option<Short>,
    pub(crate) birth_date: OptionalDay,
    pub(crate) valid_from: OptionalDay,
    pub(crate) valid_to: OptionalDay,
    pub(crate) recorded_at: Stamp,
}

/// A participation row without owned text, as importers have it.
#[derive(Clone, Copy, Debug)]
pub struct ParticipationRow<'a> {
    /// The activity.
    pub activity: &'a str,
    /// The person.
    pub person: &'a str,
    /// The role.
    pub role: &'a str,
    /// When it was entered.
    pub recorded_at: Option<Stamp>,
}

impl Batch {
    /// An empty batch.
    pub fn new() -> Self {
        Self::default()
    }

    /// Names the source of the rows that follow: a file or table name. Sources past 65,535 share the last number.
    pub fn source(&mut self, name: &str) -> u16 {
        self.sources.push(name.to_owned());
        u16::try_from(self.sources.len().saturating_sub(1)).unwrap_or(u16::MAX)
    }

    /// The place of a row, for a message.
    pub(crate) fn place(&self, at: At) -> Place {
        let name = self
            .sources
            .get(usize::from(at.source))
            .cloned()
            .unwrap_or_default();
        if at.row == 0 {
            Place::document(name)
        } else {
            Place::row(name, u64::from(at.row))
        }
    }

    pub(crate) fn person_row(&self, index: usize) -> Row {
        Row {
            at: self.persons.at.get(index).unwrap_or_default(),
            kind: Kind::Person,
            index,
        }
    }

    pub(crate) fn participation_row(&self, index: usize) -> Row {
        let at = self.participations.at.get(index).unwrap_or_default();
        Row {
            at,
            kind: Kind::Participation,
            index,
        }
    }

    /// Whether two rows of one kind say the same.
    pub(crate) fn same(&self, a: Row, b: Row) -> bool {
        fn equal<T: PartialEq>(items: &[(At, T)], a: usize, b: usize) -> bool {
            items.get(a).zip(items.get(b)).is_some_and(|(a, b)| a.1 == b.1)
        }
        match (a.kind, b.kind) {
            (Kind::Unit, Kind::Unit) => equal(&self.units, a.index, b.index),
            (Kind::Organisation, Kind::Organisation) => equal(&self.organisations, a.index, b.index),
            (Kind::Activity, Kind::Activity) => equal(&self.activities, a.index, b.index),
            (Kind::Observation, Kind::Observation) => equal(&self.observations, a.index, b.index),
            (Kind::Person, Kind::Person) => {
                let rows = &self.persons;
                rows.unit.get(a.index) == rows.unit.get(b.index)
                    && rows.roles.get(a.index) == rows.roles.get(b.index)
                    && rows.birth.get(a.index) == rows.birth.get(b.index)
                    && rows.valid_to.get(a.index) == rows.valid_to.get(b.index)
            }
            _ => false,
        }
    }

    /// Takes rows out.
    pub(crate) fn remove(&mut self, rows: &std::collections::BTreeSet<(Kind, usize)>) {
        fn keep<T>(items: &mut Vec<T>, rows: &std::collections::BTreeSet<(Kind, usize)>, kind: Kind) {
            let mut index = 0usize;
            items.retain(|_| {
                let stays = !rows.contains(&(kind, index));
                index = index.saturating_add(1);
                stays
            });
        }
        keep(&mut self.units, rows, Kind::Unit);
        keep(&mut self.organisations, rows, Kind::Organisation);
        keep(&mut self.activities, rows, Kind::Activity);
        keep(&mut self.observations, rows, Kind::Observation);
        keep(&mut self.withdrawals, rows, Kind::Withdrawal);
        if rows.iter().any(|(kind, _)| *kind == Kind::Person) {
            self.settle_persons();
            let persons = &mut self.persons;
            persons.at.keep(|index| !rows.contains(&(Kind::Person, index)));
            keep(&mut persons.key, rows, Kind::Person);
            keep(&mut persons.unit, rows, Kind::Person);
            keep(&mut persons.roles, rows, Kind::Person);
            keep(&mut persons.birth, rows, Kind::Person);
            persons
                .valid_from
                .keep(|index| !rows.contains(&(Kind::Person, index)));
            persons
                .valid_to
                .keep(|index| !rows.contains(&(Kind::Person, index)));
            persons
                .recorded
                .keep(|index| !rows.contains(&(Kind::Person, index)));
        }
        if rows.iter().any(|(kind, _)| *kind == Kind::Participation) {
            self.settle();
            let parts = &mut self.participations;
            parts
                .at
                .keep(|index| !rows.contains(&(Kind::Participation, index)));
            keep(&mut parts.activity, rows, Kind::Participation);
            keep(&mut parts.person, rows, Kind::Participation);
            keep(&mut parts.role, rows, Kind::Participation);
            parts
                .recorded
                .keep(|index| !rows.contains(&(Kind::Participation, index)));
        }
    }

    /// Adds a record that came from row `row` of the last named source (0: no row to name).
    pub fn push(&mut self, row: u32, record: Record) {
        let at = self.at(row);
        match record {
            Record::Unit(record) => self.units.push((at, record)),
            Record::Person(record) => self.push_person_record(row, &record),
            Record::Organisation(record) => self.organisations.push((at, record)),
            Record::Activity(record) => self.activities.push((at, record)),
            Record::Participation(record) => self.push_participation_record(row, &record),
            Record::Observation(record) => self.observations.push((at, record)),
            Record::Withdrawal(record) => self.withdrawals.push((at, record)),
        }
    }

    /// Adds a person row without copying more than its key.
    pub fn push_person(&mut self, row: u32, person: PersonRow<'_>) {
        let at = self.at(row);
        // INVARIANT: a key table is full only past 2³² keys; a batch that large does not fit a machine's memory.
        let (Some(unit), Some(roles)) = (
            self.unit_keys.intern(person.unit),
            self.role_lists.intern(person.roles),
        ) else {
            return;
        };
        let word = self.waiting.word(person.id);
        self.waiting.persons.push(word);
        let rows = &mut self.persons;
        rows.at.push(at);
        rows.unit.push(unit);
        rows.roles.push(roles);
        rows.birth.push(person.birth_date.into());
        rows.valid_from.push(person.valid_from.into());
        rows.valid_to.push(person.valid_to.into());
        rows.recorded.push(person.recorded_at.unwrap_or_default());
    }

    /// Adds a participation row without copying more than its keys.
    pub fn push_participation(&mut self, row: u32, part: ParticipationRow<'_>) {
        let at = self.at(row);
        let Some(role) = self.roles.intern(part.role) else {
            return;
        };
        if let Some(word) = pack(part.activity) {
            self.waiting.activities.push(word);
            if self.waiting.activities.len() >= BLOCK {
                self.settle_activities();
            }
        } else {
            self.settle_activities();
            let number = self.activity_keys.intern(part.activity);
            self.participations.activity.extend(number);
        }
        let word = self.waiting.word(part.person);
        self.waiting.participations.push(word);
        let rows = &mut self.participations;
        rows.at.push(at);
        rows.role.push(role);
        rows.recorded.push(part.recorded_at.unwrap_or_default());
    }

    /// Adds a person row of which all texts are short; `plain` where they come from a plain text without spaces.
    #[inline]
    pub(crate) fn push_short_person(&mut self, row: u32, person: ShortPerson, plain: bool) {
        let at = self.at(row);
        let (Some(unit), Some(roles)) = (
            self.unit_keys.intern_short(person.unit),
            match person.roles {
                Some(roles) => self.role_lists.intern_short(roles),
                None => self.role_lists.intern(""),
            },
        ) else {
            return;
        };
        self.waiting.persons.push_short(person.id, plain);
        let rows = &mut self.persons;
        rows.at.push(at);
        rows.unit.push(unit);
        rows.roles.push(roles);
        rows.birth.push(person.birth_date);
        rows.valid_from.push(person.valid_from);
        rows.valid_to.push(person.valid_to);
        rows.recorded.push(person.recorded_at);
    }

    /// Adds a participation row of which all texts are short; `plain` where they come from a plain text without spaces.
    #[inline]
    pub(crate) fn push_short_participation(
        &mut self,
        row: u32,
        [activity, person, role]: [Short; 3],
        recorded_at: Stamp,
        plain: bool,
    ) {
        let at = self.at(row);
        let Some(role) = self.roles.intern_short(role) else {
            return;
        };
        self.waiting.activities.push(activity.word());
        if self.waiting.activities.len() >= BLOCK {
            self.settle_activities();
        }
        self.waiting.participations.push_short(person, plain);
        let rows = &mut self.participations;
        rows.at.push(at);
        rows.role.push(role);
        rows.recorded.push(recorded_at);
    }

    /// Makes room for about so many person rows more.
    pub(crate) fn reserve_persons(&mut self, more: usize) {
        let rows = &mut self.persons;
        rows.unit.reserve(more);
        rows.roles.reserve(more);
        rows.birth.reserve(more);
    }

    /// Makes room for about so many participation rows more. Their persons are mostly known already.
    pub(crate) fn reserve_participations(&mut self, more: usize) {
        let rows = &mut self.participations;
        rows.activity.reserve(more);
        rows.role.reserve(more);
    }

    /// Looks up all keys that wait; every row has its number then.
    pub(crate) fn settle(&mut self) {
        self.settle_persons();
        let words = std::mem::take(&mut self.waiting.participations);
        for words in words.words.into_vecs() {
            self.person_keys
                .intern_held(&words, &self.waiting.long, &mut self.participations.person);
        }
    }

    /// Looks up all keys that wait but those of the persons of participation rows, of which there are most.
    pub(crate) fn settle_persons(&mut self) {
        self.settle_activities();
        let words = std::mem::take(&mut self.waiting.persons);
        if self.person_keys.len() == 0 && words.words.len() >= bulk::LARGE && words.doubtful == 0 {
            (self.person_keys, self.persons.key) = bulk::number::number_words(words.words);
        } else {
            for words in words.words.into_vecs() {
                self.person_keys
                    .intern_held(&words, &self.waiting.long, &mut self.persons.key);
            }
        }
    }

    /// Whether participations wait whose persons' keys are all short and can be nothing else.
    pub(crate) fn has_plain_participations(&self) -> bool {
        self.participations.person.is_empty() && self.waiting.participations.doubtful == 0
    }

    pub(crate) fn settle_activities(&mut self) {
        let waiting = &mut self.waiting.activities;
        let settled = self
            .activity_keys
            .intern_words(waiting, &mut self.participations.activity);
        debug_assert!(settled.is_some(), "a key table is full only past 2³² keys");
        waiting.clear();
    }

    fn at(&self, row: u32) -> At {
        At {
            source: u16::try_from(self.sources.len().saturating_sub(1)).unwrap_or(u16::MAX),
            row,
        }
    }

    fn push_person_record(&mut self, row: u32, record: &PersonRecord) {
        self.push_person(
            row,
            PersonRow {
                id: &record.id,
                unit: &record.unit,
                birth_date: record.birth_date,
                roles: &record.roles.join(";"),
                valid_from: record.valid_from,
                valid_to: record.valid_to,
                recorded_at: record.recorded_at,
            },
        );
    }

    fn push_participation_record(&mut self, row: u32, record: &ParticipationRecord) {
        self.push_participation(
            row,
            ParticipationRow {
                activity: &record.activity,
                person: &record.person,
                role: &record.role,
                recorded_at: record.recorded_at,
            },
        );
    }

    /// How many rows, of all kinds.
    pub fn len(&self) -> usize {
        [
            self.units.len(),
            self.organisations.len(),
            self.activities.len(),
            self.observations.len(),
            self.withdrawals.len(),
            self.persons.at.len(),
            self.participations.at.len(),
        ]
        .into_iter()
        .fold(0, usize::saturating_add)
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Extend<Record> for Batch {
    fn extend<I: IntoIterator<Item = Record>>(&mut self, records: I) {
        records.into_iter().for_each(|record| self.push(0, record));
    }
}

impl FromIterator<Record> for Batch {
    fn from_iter<I: IntoIterator<Item = Record>>(records: I) -> Self {
        let mut batch = Self::new();
        batch.extend(records);
        batch
    }
}
