//! What a batch changed, for those who keep counts beside the ledger.

use super::rows::{ActivityRow, OrganisationRow};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The numbers of what was entered anew, corrected or withdrawn.
#[derive(Clone, Debug, Default)]
pub(crate) struct Change {
    pub(crate) units: BTreeSet<u32>,
    /// With the rows that each organisation had before.
    pub(crate) organisations: BTreeMap<u32, Vec<OrganisationRow>>,
    /// With the rows that each activity had before.
    pub(crate) activities: BTreeMap<u32, Vec<ActivityRow>>,
    pub(crate) observations: BTreeSet<u32>,
    /// Keys of persons with a new or a withdrawn row.
    pub(crate) persons: BTreeSet<u32>,
    /// Activities whose participations changed, with the rows where those stood before; empty where they were put in
    /// order with all others.
    pub(crate) parts: BTreeMap<u32, Range<usize>>,
    /// Whether the person rows were put in order again, so that their numbers say nothing of what they were.
    pub(crate) moved: bool,
    /// Whether the participations were put in order again.
    pub(crate) parts_moved: bool,
}

impl Change {
    /// Whether nothing was entered.
    pub(crate) fn is_empty(&self) -> bool {
        let small = self.units.is_empty() && self.organisations.is_empty() && self.activities.is_empty();
        let large = self.persons.is_empty() && self.parts.is_empty() && self.observations.is_empty();
        small && large && !self.moved && !self.parts_moved
    }
}
