//! The ledger: what has been done, as facts. It knows no rules.
//!
//! Facts come in [`Batch`]es and stay: a later entry of a record replaces the earlier one from its moment on, a
//! withdrawal takes it away from its moment on, and what was known before can still be asked for.

mod append;
mod batch;
pub(crate) mod bucket;
mod bulk;
mod change;
mod check;
mod commit;
mod digest;
mod digest_person;
mod group;
mod inspect;
mod key;
mod known;
mod lookup;
mod mark;
mod memory;
#[cfg(feature = "threads")]
mod piece;
mod places;
mod read;
mod record;
pub(crate) mod rows;
mod seal;
mod segments;
mod share;
mod sparse;
mod store;

pub(crate) use batch::OptionalDay;
pub use batch::{At, Batch, ParticipationRow, PersonRow};
pub(crate) use change::Change;
pub(crate) use digest::CommonStamp;
pub(crate) use digest_person::PersonStamp;
pub(crate) use key::Keys;
pub use memory::ColumnMemory;
pub use read::{BadValue, ColumnSource, ColumnValues, CsvPieces, RejectedRow, Table, may_be_gb18030};
pub use record::{
    ADMINISTRATIVE, ActivityRecord, ObservationRecord, OrganisationRecord, ParticipationRecord, PersonRecord,
    Record, RecordKey, UnitRecord, Withdrawal,
};
pub(crate) use store::{Store, Table as StoredTable, starts};

use crate::error::{Error, Fault, Faults, Place};
use std::sync::Arc;

/// Facts, in columns.
///
/// Cloning is cheap: the columns are shared until one of the clones changes.
#[derive(Clone, Default)]
pub struct Ledger {
    store: Arc<Store>,
}

/// What became of a batch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Receipt {
    /// How many rows entered the ledger.
    pub accepted: usize,
    /// The rows that did not, each with its reasons. Empty unless the caller asked for the good rows only.
    pub rejected: Vec<RejectedRecord>,
}

/// A row that did not enter the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RejectedRecord {
    /// Where it came from.
    pub place: Place,
    /// All that is wrong with it.
    pub faults: Vec<Fault>,
}

impl Ledger {
    /// An empty ledger.
    pub fn new() -> Self {
        Self::default()
    }

    /// Enters a batch as a whole.
    ///
    /// ```
    /// use jinguo::ledger::{Ledger, Record, UnitRecord};
    /// let unit = |id: &str, parent: Option<&str>| {
    ///     Record::Unit(UnitRecord {
    ///         id: id.into(),
    ///         name: id.into(),
    ///         level: "county".into(),
    ///         parent: parent.map(Into::into),
    ///         ..UnitRecord::default()
    ///     })
    /// };
    /// let mut ledger = Ledger::new();
    /// let error = ledger.apply([unit("430702", Some("4307"))].into_iter().collect()).unwrap_err();
    /// assert_eq!(error.code().name(), "unknown_unit");
    /// ledger.apply([unit("430702", Some("4307")), unit("4307", None)].into_iter().collect()).unwrap();
    /// ```
    ///
    /// # Errors
    /// All faults of the batch, in the order of its rows; the ledger is unchanged then. Area 4 and 5 codes: an unknown
    /// unit or activity, a duplicate, an overlap of two spans of one unit or person, a withdrawal of nothing.
    pub fn apply(&mut self, batch: Batch) -> Result<Receipt, Error> {
        self.enter(batch).map(|(receipt, _)| receipt)
    }

    /// Enters a batch as a whole and tells what it changed.
    pub(crate) fn enter(&mut self, mut batch: Batch) -> Result<(Receipt, Change), Error> {
        inspect::look_up(&self.store, &mut batch);
        let faults = inspect::inspect(&self.store, &batch);
        if !faults.is_empty() {
            let mut all = Faults::new();
            faults
                .rows
                .into_values()
                .flatten()
                .for_each(|fault| all.push(fault));
            all.into_result()?;
        }
        Ok(self.commit(batch))
    }

    /// Enters the good rows of a batch and hands the others back, each with its reasons. A row that refers to a bad
    /// one is bad as well.
    pub fn apply_good_rows(&mut self, batch: Batch) -> Receipt {
        self.enter_good_rows(batch).0
    }

    /// Enters the good rows of a batch and tells what they changed.
    pub(crate) fn enter_good_rows(&mut self, mut batch: Batch) -> (Receipt, Change) {
        inspect::look_up(&self.store, &mut batch);
        let mut rejected = Vec::new();
        loop {
            let faults = inspect::inspect(&self.store, &batch);
            if faults.is_empty() {
                break;
            }
            let bad = inspect::bad_rows(&faults);
            rejected.extend(faults.rows.into_iter().map(|(row, faults)| RejectedRecord {
                place: batch.place(row.at),
                faults,
            }));
            batch.remove(&bad);
        }
        let (receipt, change) = self.commit(batch);
        (Receipt { rejected, ..receipt }, change)
    }

    fn commit(&mut self, batch: Batch) -> (Receipt, Change) {
        let accepted = batch.len();
        let change = Arc::make_mut(&mut self.store).commit(batch);
        let receipt = Receipt {
            accepted,
            rejected: Vec::new(),
        };
        (receipt, change)
    }

    pub(crate) fn store(&self) -> &Arc<Store> {
        &self.store
    }
}

impl std::fmt::Debug for Ledger {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ledger")
            .field("units", &self.store.units.rows.len())
            .field("persons", &self.store.persons.key.len())
            .field("organisations", &self.store.organisations.rows.len())
            .field("activities", &self.store.activities.rows.len())
            .field("participations", &self.store.participations.len())
            .field("observations", &self.store.observations.rows.len())
            .finish()
    }
}
