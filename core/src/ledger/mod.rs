//! The ledger: what has been done, as facts. It knows no rules.

mod batch;
mod key;
mod record;

pub use batch::{At, Batch, ParticipationRow, PersonRow};
pub use record::{
    ADMINISTRATIVE, ActivityRecord, ObservationRecord, OrganisationRecord, ParticipationRecord, PersonRecord,
    Record, RecordKey, UnitRecord, Withdrawal,
};
