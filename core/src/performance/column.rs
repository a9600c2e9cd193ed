//! A column: one number or state for each candidate.

use super::number::{Number, Outcome, Small, Stop};
use crate::number::Rational;
use crate::report::State;
use std::collections::BTreeMap;

/// What stands in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    Value,
    /// A value that needs 128 bits; it stands in `wide`.
    Wide,
    Empty,
    Missing,
    NotApplicable,
    Suppressed,
    Error,
}

/// One number or state for each candidate. Cells start as `missing`.
#[derive(Clone, Debug, Default)]
pub(super) struct Column {
    numbers: Vec<Small>,
    marks: Vec<Mark>,
    wide: BTreeMap<usize, Rational>,
}

impl Column {
    pub(super) fn missing(rows: usize) -> Self {
        Self {
            numbers: vec![Small::ZERO; rows],
            marks: vec![Mark::Missing; rows],
            wide: BTreeMap::new(),
        }
    }

    pub(super) fn with_room(rows: usize) -> Self {
        Self {
            numbers: Vec::with_capacity(rows),
            marks: Vec::with_capacity(rows),
            wide: BTreeMap::new(),
        }
    }

    pub(super) fn rows(&self) -> usize {
        self.marks.len()
    }

    #[inline]
    pub(super) fn small(&self, row: usize) -> Outcome<Small> {
        match (self.marks.get(row), self.numbers.get(row)) {
            (Some(Mark::Value), Some(number)) => Ok(*number),
            (Some(Mark::Wide), _) => Err(Stop::Overflow),
            (Some(mark), _) => Err(Stop::State(state_of(*mark))),
            (None, _) => Err(Stop::State(State::Missing)),
        }
    }

    pub(super) fn exact(&self, row: usize) -> Outcome<Rational> {
        if self.marks.get(row) == Some(&Mark::Wide) {
            return self.wide.get(&row).copied().ok_or(Stop::State(State::Error));
        }
        self.small(row)?.exact()
    }

    /// The number or the state of a cell.
    pub(super) fn get(&self, row: usize) -> Result<Rational, State> {
        self.exact(row).map_err(|stop| match stop {
            Stop::Overflow => State::Error,
            Stop::State(state) => state,
        })
    }

    pub(super) fn has_value(&self, row: usize) -> bool {
        matches!(self.marks.get(row), Some(Mark::Value | Mark::Wide))
    }

    #[inline]
    pub(super) fn push_small(&mut self, number: Small) {
        self.numbers.push(number);
        self.marks.push(Mark::Value);
    }

    pub(super) fn push(&mut self, cell: Result<Rational, State>) {
        match cell.map(|value| (value, Small::of(value))) {
            Ok((_, Ok(number))) => self.push_small(number),
            Ok((value, Err(_))) => {
                self.wide.insert(self.marks.len(), value);
                self.numbers.push(Small::ZERO);
                self.marks.push(Mark::Wide);
            }
            Err(state) => {
                self.numbers.push(Small::ZERO);
                self.marks.push(mark_of(state));
            }
        }
    }

    pub(super) fn set(&mut self, row: usize, cell: Result<Rational, State>) {
        let (Some(number), Some(mark)) = (self.numbers.get_mut(row), self.marks.get_mut(row)) else {
            return;
        };
        self.wide.remove(&row);
        match cell.map(|value| (value, Small::of(value))) {
            Ok((_, Ok(small))) => {
                *number = small;
                *mark = Mark::Value;
            }
            Ok((value, Err(_))) => {
                self.wide.insert(row, value);
                *mark = Mark::Wide;
            }
            Err(state) => *mark = mark_of(state),
        }
    }
}

fn state_of(mark: Mark) -> State {
    match mark {
        Mark::Value | Mark::Wide => State::Value,
        Mark::Empty => State::EmptyDenominator,
        Mark::Missing => State::Missing,
        Mark::NotApplicable => State::NotApplicable,
        Mark::Suppressed => State::Suppressed,
        Mark::Error => State::Error,
    }
}

fn mark_of(state: State) -> Mark {
    match state {
        // A state that claims a value without one is a fault of the caller.
        State::Value | State::Error => Mark::Error,
        State::EmptyDenominator => Mark::Empty,
        State::Missing => Mark::Missing,
        State::NotApplicable => Mark::NotApplicable,
        State::Suppressed => Mark::Suppressed,
    }
}
