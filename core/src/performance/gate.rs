//! Gates: whether a veto is hit.

use super::column::Column;
use super::document::UnknownGate;
use super::evaluate::Run;
use super::program::{GateProgram, Owner};
use crate::number::Rational;
use crate::report::State;
use std::collections::BTreeSet;

/// What a gate says for a condition that holds, does not hold, or cannot be told.
pub(super) fn told(gate: &GateProgram, holds: Option<bool>) -> Result<Rational, State> {
    match (holds, gate.unknown) {
        (Some(true), _) | (None, UnknownGate::Hit) => Ok(Rational::ONE),
        (Some(false), _) | (None, UnknownGate::NotHit) => Ok(Rational::ZERO),
        (None, UnknownGate::Refuse) => Err(State::Missing),
    }
}

impl Run<'_> {
    /// 1 where the gate is hit, 0 where it is not, `missing` where nobody can tell and the gate refuses to guess.
    pub(super) fn gate(&mut self, at: usize, gate: &GateProgram, owner: Owner) -> Column {
        self.decided(
            at,
            owner,
            |run, row| gate.when.holds(run.scope(), row),
            |holds| told(gate, holds),
        )
    }

    /// What follows from a condition for each candidate of the owner; those of whom it cannot be told are noted.
    pub(super) fn decided(
        &mut self,
        at: usize,
        owner: Owner,
        holds: impl Fn(&Self, usize) -> Option<bool>,
        follows: impl Fn(Option<bool>) -> Result<Rational, State>,
    ) -> Column {
        let mut unknown = BTreeSet::new();
        let mut column = Column::with_room(self.rows());
        for row in 0..self.rows() {
            if !self.partitions.has(owner, row) {
                column.push(Err(State::NotApplicable));
                continue;
            }
            let holds = holds(self, row);
            if holds.is_none() {
                unknown.insert(row);
            }
            column.push(follows(holds));
        }
        if !unknown.is_empty() {
            self.filled.unknown.insert(at, unknown);
        }
        column
    }

    /// Whether a gate that was computed is hit; `None` where it cannot be told.
    pub(super) fn hit(&self, gate: usize, row: usize) -> Option<bool> {
        match self.filled.nodes.get(gate)?.get(row) {
            Ok(hit) => Some(!hit.is_zero()),
            // A gate of a scorecard that the candidate is not in says nothing about it.
            Err(State::NotApplicable) => Some(false),
            Err(_) => None,
        }
    }
}
