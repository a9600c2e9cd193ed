//! The rows of a ledger as they are kept: texts replaced by numbers.

use super::batch::OptionalDay;
use super::group::Groups;
use super::key::Keys;
use super::sparse::Sparse;
use crate::number::Rational;
use crate::plan::{ActivityStatus, Mode};
use crate::time::{Day, Stamp};
use std::collections::{BTreeMap, BTreeSet};

/// No number: the absent parent, row or organiser.
pub(crate) const NONE: u32 = u32::MAX;

/// A number as an index.
pub(crate) fn ix(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// The indices of the bits of a word that is the `at`th of a set, in order.
pub(crate) fn ones(at: usize, word: u64) -> impl Iterator<Item = usize> {
    let mut rest = word;
    std::iter::from_fn(move || {
        let index = (at << 6) | ix(rest.trailing_zeros());
        let found = rest != 0;
        rest &= rest.wrapping_sub(1);
        found.then_some(index)
    })
}

/// An index as a number. Tables hold fewer than 2³² rows; see [`Keys::intern`].
pub(crate) fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(NONE)
}

/// When a row was known: from its entry until it was replaced or withdrawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Known {
    pub(crate) from: Stamp,
    pub(crate) until: Until,
}

impl Known {
    pub(crate) fn since(from: Stamp) -> Self {
        Self {
            from,
            until: Until::default(),
        }
    }

    /// Whether the row was known at the end of `day`.
    pub(crate) fn on(self, day: Day) -> bool {
        self.from.known_on(day) && self.until.after(day)
    }
}

/// The moment from which a row is no longer known; by default there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Until(u32);

impl Default for Until {
    fn default() -> Self {
        Self(u32::MAX)
    }
}

impl From<Stamp> for Until {
    fn from(stamp: Stamp) -> Self {
        Self(stamp.seconds())
    }
}

impl Until {
    pub(crate) fn after(self, day: Day) -> bool {
        self == Self::default() || !Stamp::from_seconds(self.0).known_on(day)
    }
}

/// An attribute's value: its text, and the number that it spells, if any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AttributeValue {
    pub(crate) word: u32,
    pub(crate) text: Box<str>,
    pub(crate) number: Option<Rational>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct UnitRow {
    pub(crate) unit: u32,
    pub(crate) name: Box<str>,
    pub(crate) level: u32,
    /// Hierarchy word and parent unit.
    pub(crate) parents: Box<[(u32, u32)]>,
    pub(crate) groups: Box<[u32]>,
    pub(crate) attributes: Box<[AttributeValue]>,
    pub(crate) codes: [Option<Box<str>>; 2],
    pub(crate) valid_from: OptionalDay,
    pub(crate) valid_to: OptionalDay,
    pub(crate) known: Known,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OrganisationRow {
    pub(crate) organisation: u32,
    pub(crate) kind: u32,
    pub(crate) mode: Mode,
    pub(crate) host: u32,
    pub(crate) covers: Box<[u32]>,
    pub(crate) established: Day,
    pub(crate) dissolved: OptionalDay,
    pub(crate) members: Option<u32>,
    pub(crate) executives: Option<u32>,
    pub(crate) known: Known,
}

impl OrganisationRow {
    /// Whether it exists on the day.
    pub(crate) fn exists(&self, at: Day) -> bool {
        self.established <= at && self.dissolved.get().is_none_or(|dissolved| at < dissolved)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ActivityRow {
    pub(crate) activity: u32,
    pub(crate) kind: u32,
    pub(crate) topics: Box<[u32]>,
    pub(crate) first: Day,
    /// The day on which it counts.
    pub(crate) last: Day,
    pub(crate) status: ActivityStatus,
    pub(crate) hosts: Box<[u32]>,
    pub(crate) organiser: u32,
    /// Audience word and heads.
    pub(crate) headcounts: Box<[(u32, u32)]>,
    pub(crate) evidence: u32,
    pub(crate) attributes: Box<[AttributeValue]>,
    pub(crate) known: Known,
}

/// Whom an observation is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Observed {
    Unit(u32),
    Person(u32),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ObservationRow {
    pub(crate) observation: u32,
    pub(crate) kind: u32,
    pub(crate) subject: Observed,
    pub(crate) date: Day,
    pub(crate) value: Rational,
    pub(crate) source: Option<Box<str>>,
    pub(crate) known: Known,
}

/// Person rows in runs: a run is rows of one unit with one role list, in the order of birth.
///
/// A ledger that was filled at once has one run for each unit and role list, by unit id, role list, birth and key. Rows
/// that came later stand behind those in runs of their own, so that no row ever moves for a few new ones.
#[derive(Clone, Default)]
pub(crate) struct Persons {
    pub(crate) keys: Keys,
    /// Role lists as text with `;` between sorted roles.
    pub(crate) role_lists: Keys,
    /// The role words of each role list.
    pub(crate) roles_of: Vec<Box<[u32]>>,
    pub(crate) key: Vec<u32>,
    pub(crate) birth: Vec<OptionalDay>,
    pub(crate) valid_from: Sparse<OptionalDay>,
    pub(crate) valid_to: Sparse<OptionalDay>,
    pub(crate) from: Sparse<Stamp>,
    pub(crate) until: Sparse<Until>,
    /// When the last row was entered.
    pub(crate) latest: Stamp,
    /// Rows that do not hold for all time: with a first or last day, withdrawn or replaced.
    pub(crate) bounded: Vec<u32>,
    pub(crate) runs: Vec<Run>,
    /// The first row of each key; `NONE` for a key that only participations mention.
    pub(crate) row_of_key: Vec<u32>,
    /// The rows of each person with more than one, in ascending order, by the first of them.
    pub(crate) families: BTreeMap<u32, Box<[u32]>>,
    pub(crate) withdrawn: Vec<(u32, OptionalDay, Stamp)>,
    /// How many runs there were when all rows were put in order last.
    pub(crate) sealed_runs: usize,
}

/// Rows `start..end` belong to one unit and have one role list, and lie by birth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) unit: u32,
    pub(crate) roles: u32,
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// Births of the first and the last row.
    pub(crate) oldest: OptionalDay,
    pub(crate) youngest: OptionalDay,
}

impl Persons {
    pub(crate) fn known(&self, row: usize) -> Known {
        Known {
            from: self.from.get(row),
            until: self.until.get(row),
        }
    }

    /// Whether a row does not hold for all time.
    pub(crate) fn is_bounded(&self, row: u32) -> bool {
        let row = ix(row);
        self.until.get(row) != Until::default()
            || self.valid_from.get(row) != OptionalDay::default()
            || self.valid_to.get(row) != OptionalDay::default()
    }

    /// All rows of a person whose first one this is.
    pub(crate) fn family<'a>(&'a self, first: &'a u32) -> &'a [u32] {
        match self.families.get(first) {
            Some(rows) => rows,
            None => std::slice::from_ref(first),
        }
    }

    /// The first row of a run whose person was born after a day; a missing birth is the least day.
    pub(crate) fn born_after(&self, run: &Run, day: OptionalDay) -> usize {
        if run.youngest <= day {
            return ix(run.end);
        }
        if day < run.oldest {
            return ix(run.start);
        }
        let births = self.birth.get(ix(run.start)..ix(run.end)).unwrap_or_default();
        ix(run.start).saturating_add(births.partition_point(|birth| *birth <= day))
    }

    /// The run that holds a row.
    pub(crate) fn run_of(&self, row: u32) -> Option<&Run> {
        let after = self.runs.partition_point(|run| run.start <= row);
        self.runs.get(after.checked_sub(1)?)
    }
}

/// Participations, activity by activity, ordered by role and person row; the same part is there once.
///
/// The rows of one activity lie together. Where it gets more, all of them move to the end.
#[derive(Clone, Default)]
pub(crate) struct Participations {
    pub(crate) roles: Vec<u32>,
    /// The rows of each activity: the first, and the first after them.
    pub(crate) spans: Vec<(u32, u32)>,
    /// How many rows belong to no activity any more.
    pub(crate) left: usize,
    /// Of each activity, when the last of its parts was entered.
    pub(crate) latest: Vec<Stamp>,
    /// Of each activity, whether one of its parts was withdrawn or replaced.
    pub(crate) ended: Vec<bool>,
    /// The person's first row.
    pub(crate) person: Vec<u32>,
    /// Index into `roles`.
    pub(crate) role: Vec<u8>,
    pub(crate) groups: Groups,
    pub(crate) from: Sparse<Stamp>,
    pub(crate) until: Sparse<Until>,
    /// Parts of persons who are not in the register.
    pub(crate) unmatched: BTreeSet<Part>,
    /// When a part was entered once more at the very same moment; such entries are not kept.
    pub(crate) duplicates: Vec<Stamp>,
    pub(crate) withdrawn: Vec<(u32, u32, u8, Stamp)>,
}

/// One part, with the person by key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Part {
    pub(crate) activity: u32,
    pub(crate) key: u32,
    pub(crate) role: u8,
    pub(crate) known: Known,
}

impl Participations {
    /// The rows of an activity.
    pub(crate) fn of(&self, activity: u32) -> std::ops::Range<usize> {
        let (start, end) = self.spans.get(ix(activity)).copied().unwrap_or_default();
        ix(start)..ix(end)
    }

    /// The entries of one part of somebody who is not in the register.
    pub(crate) fn strangers(&self, activity: u32, key: u32, role: u8) -> impl Iterator<Item = &Part> {
        let known = |from: u32| Known {
            from: Stamp::from_seconds(from),
            until: Until(from),
        };
        let part = |known: Known| Part {
            activity,
            key,
            role,
            known,
        };
        self.unmatched.range(part(known(0))..=part(known(u32::MAX)))
    }

    /// Whether somebody who is not in the register has a part in an activity.
    pub(crate) fn has_strangers(&self, activity: u32) -> bool {
        let first = Part {
            activity,
            key: 0,
            role: 0,
            known: Known {
                from: Stamp::START,
                until: Until(0),
            },
        };
        let next = self.unmatched.range(first..).next();
        next.is_some_and(|part| part.activity == activity)
    }

    /// How many parts of registered persons there are.
    pub(crate) fn len(&self) -> usize {
        self.person.len().saturating_sub(self.left)
    }

    pub(crate) fn known(&self, row: usize) -> Known {
        Known {
            from: self.from.get(row),
            until: self.until.get(row),
        }
    }
}
