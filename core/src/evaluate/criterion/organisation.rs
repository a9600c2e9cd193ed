//! The organisation: kind, mode, strength, day of establishment.

use super::super::truth::{Truths, both, certain};
use super::{Criteria, Frame, at_least};
use crate::explain::Truth;
use crate::ledger::rows::{OrganisationRow, number};
use crate::plan::{Basis, OrganisationTest, VocabularyList};
use crate::time::{Day, Interval};

/// An organisation test, with its words looked up.
pub(crate) struct Prepared<'a> {
    test: &'a OrganisationTest,
    kinds: Option<Vec<u32>>,
    established: Interval,
    at: Day,
}

/// What of an organisation meets a test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Look {
    pub(crate) kind: bool,
    pub(crate) mode: bool,
    /// Exists on the day, and was established within the days asked for.
    pub(crate) day: bool,
    pub(crate) members: Truth,
    pub(crate) executives: Truth,
}

impl Look {
    pub(crate) fn truth(self) -> Truth {
        both(
            certain(self.kind && self.mode && self.day),
            both(self.members, self.executives),
        )
    }
}

impl<'a> Prepared<'a> {
    pub(crate) fn new(criteria: &Criteria<'_>, frame: Frame, test: &'a OrganisationTest) -> Self {
        Self {
            test,
            kinds: criteria.words(VocabularyList::OrganisationKinds, &test.kind, frame.at),
            established: Interval::closed(test.established_first, test.established_last),
            at: frame.at,
        }
    }

    pub(crate) fn look(&self, row: &OrganisationRow) -> Look {
        let test = self.test;
        Look {
            kind: self.kinds.as_ref().is_none_or(|kinds| kinds.contains(&row.kind)),
            mode: test.mode.is_empty() || test.mode.contains(&row.mode),
            day: row.exists(self.at) && self.established.contains(row.established),
            members: at_least(row.members, test.members_at_least),
            executives: at_least(row.executives, test.executives_at_least),
        }
    }
}

pub(super) fn truths(criteria: &Criteria<'_>, frame: Frame, test: &OrganisationTest) -> Truths {
    let prepared = Prepared::new(criteria, frame, test);
    Truths::by(criteria.domain(Basis::Organisation), |organisation| {
        criteria
            .facts
            .organisation(number(organisation))
            .map_or(Truth::False, |row| prepared.look(row).truth())
    })
}
