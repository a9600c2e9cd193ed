//! What a batch changed, for those who keep counts beside the ledger.

use std::collections::BTreeSet;

/// The numbers of what was entered anew, corrected or withdrawn.
#[derive(Clone, Debug, Default)]
pub(crate) struct Change {
    pub(crate) units: BTreeSet<u32>,
    pub(crate) organisations: BTreeSet<u32>,
    pub(crate) activities: BTreeSet<u32>,
    pub(crate) observations: BTreeSet<u32>,
    /// Keys of persons with a new or a withdrawn row.
    pub(crate) persons: BTreeSet<u32>,
    /// Activities whose participations changed.
    pub(crate) parts: BTreeSet<u32>,
    /// Whether the person rows were put in order again, so that their numbers say nothing of what they were.
    pub(crate) moved: bool,
}
