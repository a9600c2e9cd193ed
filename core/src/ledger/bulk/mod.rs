//! How large batches enter an empty ledger: keys are looked up part by part, so that what they are looked up in stays in the
//! cache, and the parts are shared among the threads that the host gives.
//!
//! A batch that needs more than this, such as one with withdrawals, takes the general way; what the ledger holds afterwards is
//! the same.

pub(super) mod number;
mod part;
pub(super) mod participations;
pub(super) mod persons;
mod share;

/// How many rows make it worth while.
pub(super) const LARGE: usize = 1 << 15;
