//! What every table has: when a row was entered, and whether it withdraws.

use super::header::{Column, Header};
use super::plain::PlainRow;
use super::row::Row;
use crate::error::{Code, Words};
use crate::ledger::{Batch, Record, RecordKey, Withdrawal};
use crate::time::Stamp;

/// The columns `recorded_at` and `withdrawn`.
pub(super) struct Entry {
    recorded_at: Column,
    withdrawn: Column,
}

impl Entry {
    pub(super) fn new(header: &mut Header) -> Self {
        Self {
            recorded_at: header.optional("recorded_at"),
            withdrawn: header.optional("withdrawn"),
        }
    }

    /// When the row was entered.
    pub(super) fn recorded_at(&self, row: &mut Row<'_>) -> Option<Stamp> {
        row.stamp(&self.recorded_at)
    }

    /// When a row of a plain text was entered; `None` where that cannot be told, or the row may withdraw another.
    #[inline]
    pub(super) fn plainly_recorded_at(&self, row: &PlainRow<'_>) -> Option<Stamp> {
        if row.is_empty(&self.withdrawn) {
            row.stamp(&self.recorded_at)
        } else {
            None
        }
    }

    /// Whether the row withdraws an earlier one.
    pub(super) fn is_withdrawn(&self, row: &mut Row<'_>) -> bool {
        row.yes_or_no(&self.withdrawn)
    }

    /// Adds the withdrawal of a record.
    pub(super) fn withdraw(&self, row: &mut Row<'_>, batch: &mut Batch, of: RecordKey) {
        let has_fault = !row.is_good();
        let recorded_at = row.stamp(&self.recorded_at);
        if recorded_at.is_none() && row.text(&self.recorded_at).is_empty() {
            let expected = Words::new(
                "应在 `recorded_at` 写明撤销的登记时间",
                "the time at which it was withdrawn in `recorded_at`",
            );
            row.fault(&self.recorded_at, Code::WithdrawalWithoutTime, "", expected);
        }
        if let Some(recorded_at) = recorded_at.filter(|_| !has_fault) {
            let reason = None;
            batch.push(
                row.line,
                Record::Withdrawal(Withdrawal {
                    of,
                    recorded_at,
                    reason,
                }),
            );
        }
    }
}
