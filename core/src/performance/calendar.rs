//! The procedure in time: the period that is judged, and how far each step is on a day.

use super::Scorecards;
use crate::time::{Day, Interval};
use serde::{Deserialize, Serialize};

/// Whether a step of the procedure has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum StepState {
    /// Its first day lies ahead.
    Ahead,
    /// It can be done now.
    Open,
    /// Its last day has passed.
    Over,
}

impl Scorecards {
    /// The days that a scorecard judges; only a rolling period depends on `as_of`. `None` for an unknown scorecard or a
    /// period without days.
    pub fn period(&self, scorecard: &str, as_of: Day) -> Option<Interval> {
        let card = self
            .document()
            .scorecards
            .iter()
            .find(|card| card.id == scorecard)?;
        card.period.days(as_of)
    }

    /// Each step of a scorecard's calendar, in its order, with its state on a day.
    pub fn calendar(&self, scorecard: &str, day: Day) -> Vec<(&str, StepState)> {
        self.document()
            .scorecards
            .iter()
            .filter(|card| card.id == scorecard)
            .flat_map(|card| &card.calendar)
            .map(|step| {
                let state = if day > step.last {
                    StepState::Over
                } else if step.first.is_some_and(|first| day < first) {
                    StepState::Ahead
                } else {
                    StepState::Open
                };
                (step.id.as_str(), state)
            })
            .collect()
    }
}
