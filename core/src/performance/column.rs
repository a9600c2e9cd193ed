//! A column: one number or state for each candidate.

use super::number::{Number, Outcome, Small, Stop};
use crate::number::Rational;
use crate::report::State;
use std::collections::BTreeMap;

/// One number or state for each candidate, twelve bytes a cell: scoring is bound by memory.
///
/// A cell with a denominator is a fraction. A cell with denominator 0 has a mark in place of the numerator: a state, or
/// that the number needs 128 bits and stands in `wide`.
#[derive(Clone, Debug, Default)]
pub(super) struct Column {
    numerators: Vec<i64>,
    denominators: Vec<u32>,
    wide: BTreeMap<usize, Rational>,
}

const WIDE: i64 = 0;
const EMPTY: i64 = 1;
const MISSING: i64 = 2;
const NOT_APPLICABLE: i64 = 3;
const SUPPRESSED: i64 = 4;
const ERROR: i64 = 5;

impl Column {
    pub(super) fn missing(rows: usize) -> Self {
        Self {
            numerators: vec![MISSING; rows],
            denominators: vec![0; rows],
            wide: BTreeMap::new(),
        }
    }

    pub(super) fn with_room(rows: usize) -> Self {
        Self {
            numerators: Vec::with_capacity(rows),
            denominators: Vec::with_capacity(rows),
            wide: BTreeMap::new(),
        }
    }

    pub(super) fn rows(&self) -> usize {
        self.numerators.len()
    }

    #[inline]
    pub(super) fn small(&self, row: usize) -> Outcome<Small> {
        match (self.numerators.get(row), self.denominators.get(row)) {
            (Some(mark), Some(0)) => Err(stop_of(*mark)),
            (Some(numerator), Some(denominator)) => Ok(Small::fraction(*numerator, *denominator)),
            _ => Err(Stop::State(State::Missing)),
        }
    }

    pub(super) fn exact(&self, row: usize) -> Outcome<Rational> {
        match self.small(row) {
            Err(Stop::Overflow) => self.wide.get(&row).copied().ok_or(Stop::State(State::Error)),
            Err(stop) => Err(stop),
            Ok(number) => number.exact(),
        }
    }

    /// The number or the state of a cell.
    pub(super) fn get(&self, row: usize) -> Result<Rational, State> {
        self.exact(row).map_err(|stop| match stop {
            Stop::Overflow => State::Error,
            Stop::State(state) => state,
        })
    }

    pub(super) fn has_value(&self, row: usize) -> bool {
        matches!(self.small(row), Ok(_) | Err(Stop::Overflow))
    }

    #[inline]
    pub(super) fn push_small(&mut self, number: Small) {
        match number.parts() {
            Some((numerator, denominator)) => {
                self.numerators.push(numerator);
                self.denominators.push(denominator);
            }
            None => self.push(number.exact().map_err(|_| State::Error)),
        }
    }

    pub(super) fn push(&mut self, cell: Result<Rational, State>) {
        let row = self.rows();
        self.numerators.push(MISSING);
        self.denominators.push(0);
        self.set(row, cell);
    }

    pub(super) fn set(&mut self, row: usize, cell: Result<Rational, State>) {
        let (Some(numerator), Some(denominator)) =
            (self.numerators.get_mut(row), self.denominators.get_mut(row))
        else {
            return;
        };
        if *denominator == 0 && *numerator == WIDE {
            self.wide.remove(&row);
        }
        let small = |value: Rational| {
            let above = i64::try_from(value.numerator()).ok()?;
            let below = u32::try_from(value.denominator()).ok()?;
            Some((above, below))
        };
        (*numerator, *denominator) = match cell.map(|value| small(value).ok_or(value)) {
            Ok(Ok(parts)) => parts,
            Ok(Err(value)) => {
                self.wide.insert(row, value);
                (WIDE, 0)
            }
            Err(state) => (mark_of(state), 0),
        };
    }
}

fn stop_of(mark: i64) -> Stop {
    Stop::State(match mark {
        WIDE => return Stop::Overflow,
        EMPTY => State::EmptyDenominator,
        MISSING => State::Missing,
        NOT_APPLICABLE => State::NotApplicable,
        SUPPRESSED => State::Suppressed,
        _ => State::Error,
    })
}

fn mark_of(state: State) -> i64 {
    match state {
        // A state that claims a value without one is a fault of the caller.
        State::Value | State::Error => ERROR,
        State::EmptyDenominator => EMPTY,
        State::Missing => MISSING,
        State::NotApplicable => NOT_APPLICABLE,
        State::Suppressed => SUPPRESSED,
    }
}
