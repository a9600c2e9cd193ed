//! What an evaluation is given: candidates, values in columns, ballots, point entries, filings and overrides.

use super::column::Column;
use crate::number::Rational;
use crate::report::State;
use crate::time::{Day, Stamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The form of the document that this version reads.
pub const INPUTS_SCHEMA: &str = "jinguo-inputs/1";

/// Somebody who is scored: an office, a county, a committee member, a project.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Candidate {
    /// Identifier.
    pub id: String,
    /// The group (系列) in which it is ranked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// Attributes that conditions look at.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub attributes: BTreeMap<String, String>,
    /// The candidates that this one oversees (分管单位).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub oversees: Vec<String>,
}

/// One value of one input for one candidate.
#[derive(Clone, Debug, PartialEq)]
pub struct InputValue {
    /// Whether there is a value.
    pub state: State,
    /// The number, in state `value` of an input of numbers.
    pub value: Option<Rational>,
    /// The word, in state `value` of an input of words.
    pub word: Option<String>,
    /// Ids of the evidence.
    pub evidence: Vec<String>,
    /// For a survey: how many answered.
    pub sample: Option<u64>,
}

impl InputValue {
    /// A number.
    pub fn number(value: Rational) -> Self {
        Self {
            value: Some(value),
            ..Self::state(State::Value)
        }
    }

    /// A word.
    pub fn word(word: impl Into<String>) -> Self {
        Self {
            word: Some(word.into()),
            ..Self::state(State::Value)
        }
    }

    /// No value, for a reason.
    pub fn state(state: State) -> Self {
        Self {
            state,
            value: None,
            word: None,
            evidence: Vec::new(),
            sample: None,
        }
    }
}

/// The values of one input, one for each candidate in the order of the cohort.
#[derive(Clone, Debug, Default)]
pub struct InputColumn {
    pub(super) numbers: Column,
    pub(super) words: BTreeMap<usize, String>,
    pub(super) evidence: BTreeMap<usize, Vec<String>>,
    pub(super) samples: BTreeMap<usize, u64>,
}

impl InputColumn {
    /// A column without values: each candidate's is missing.
    pub fn missing(candidates: usize) -> Self {
        Self {
            numbers: Column::missing(candidates),
            ..Self::default()
        }
    }

    /// A column of whole numbers; the fastest way in.
    pub fn whole(values: impl IntoIterator<Item = i64>) -> Self {
        let mut column = Self::default();
        for value in values {
            column.numbers.push_small(super::number::Number::whole(value));
        }
        column
    }

    /// Adds the value of the next candidate.
    pub fn push(&mut self, value: InputValue) {
        let row = self.numbers.rows();
        self.numbers.push(Err(State::Missing));
        self.set(row, value);
    }

    /// Sets the value of the candidate at a place; nothing happens past the end.
    pub fn set(&mut self, row: usize, value: InputValue) {
        if row >= self.numbers.rows() {
            return;
        }
        let cell = match (value.state, value.value) {
            (State::Value, Some(number)) => Ok(number),
            // A word's number is found when the column meets its declaration.
            (State::Value, None) => Err(State::Missing),
            (state, _) => Err(state),
        };
        self.numbers.set(row, cell);
        self.words.remove(&row);
        self.evidence.remove(&row);
        self.samples.remove(&row);
        if let Some(word) = value.word {
            self.words.insert(row, word);
        }
        if !value.evidence.is_empty() {
            self.evidence.insert(row, value.evidence);
        }
        if let Some(sample) = value.sample {
            self.samples.insert(row, sample);
        }
    }

    /// The number of the candidate at a place; `None` where it has none, or has a word.
    pub fn number(&self, row: usize) -> Option<Rational> {
        self.numbers.get(row).ok()
    }

    /// How many candidates the column is for.
    pub fn len(&self) -> usize {
        self.numbers.rows()
    }

    /// Whether it is for nobody.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl FromIterator<InputValue> for InputColumn {
    fn from_iter<T: IntoIterator<Item = InputValue>>(values: T) -> Self {
        let mut column = Self::default();
        values.into_iter().for_each(|value| column.push(value));
        column
    }
}

/// Everything an evaluation is given. Plain data; who fills it decides where it comes from.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    /// What messages call it: a file name, or empty.
    pub name: String,
    /// The day of evaluation: balances of points are taken at its end, and draws and filings after it are not known.
    pub as_of: Option<Day>,
    /// The candidates. Their order changes nothing but the order of results.
    pub cohort: Vec<Candidate>,
    /// One column for each input; an input without a column is missing for everyone.
    pub columns: BTreeMap<String, InputColumn>,
    /// Point entries of the points ledgers.
    pub entries: Vec<PointEntry>,
    /// Ballots of the awards.
    pub ballots: Vec<Ballot>,
    /// Targets that candidates filed.
    pub filings: Vec<Filing>,
    /// Scores that a person has set (人工调整).
    pub overrides: Vec<Override>,
}

/// An entry of a points ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PointEntry {
    /// Identifier. A later `recorded_at` with the same one replaces the entry (差错更正).
    pub id: String,
    /// The points ledger.
    pub ledger: String,
    /// Whose points.
    pub candidate: String,
    /// The kind of activity.
    pub kind: String,
    /// The day.
    pub day: Day,
    /// The quantity, for a kind that counts one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Rational>,
    /// The word, for a kind that counts by word: level, outcome, attendance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub word: Option<String>,
    /// The session (同一次活动).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<String>,
    /// The matter (同一事项).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub matter: Option<String>,
    /// Which author this is, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<u32>,
    /// How many authors there are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authors: Option<u32>,
    /// When it was entered; known from the start where missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recorded_at: Option<Stamp>,
    /// Whether it takes the entry of this identifier back.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub withdrawn: bool,
    /// Ids of the evidence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<String>,
}

/// A ballot of an award.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Ballot {
    /// The award.
    pub award: String,
    /// The voter's opaque key: one ballot a person.
    pub voter: String,
    /// The channel.
    pub channel: String,
    /// When it was cast.
    pub at: Stamp,
    /// Whether it carries the voter's name.
    pub named: bool,
    /// The candidates it names, in its order.
    pub choices: Vec<String>,
}

/// A target that a candidate filed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Filing {
    /// The target.
    pub target: String,
    /// The candidate.
    pub candidate: String,
    /// The number.
    pub value: Rational,
    /// The day it was filed.
    pub filed: Day,
    /// The day it was approved, if it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved: Option<Day>,
    /// Who approved it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approver: Option<String>,
    /// Why it is changed; required for a change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// A score that a person has set. The computed one is kept beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Override {
    /// The scorecard.
    pub scorecard: String,
    /// The item or section.
    pub part: String,
    /// The candidate.
    pub candidate: String,
    /// The points.
    pub points: Rational,
    /// Who set it.
    pub actor: String,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Stamp,
}

/// A form of [`Inputs`] for files: values as maps from input to candidate.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct InputsDocument {
    /// The form of the document: `jinguo-inputs/1`.
    pub schema: String,
    /// The day of evaluation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Day>,
    /// The candidates.
    pub candidates: Vec<Candidate>,
    /// Numbers: input → candidate → number.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub numbers: BTreeMap<String, BTreeMap<String, Rational>>,
    /// Words: input → candidate → word.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub words: BTreeMap<String, BTreeMap<String, String>>,
    /// States in place of values: input → candidate → state.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub states: BTreeMap<String, BTreeMap<String, State>>,
    /// Ids of the evidence: input → candidate → ids.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub evidence: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    /// How many answered a survey: input → candidate → number.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub samples: BTreeMap<String, BTreeMap<String, u64>>,
    /// Point entries.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub entries: Vec<PointEntry>,
    /// Ballots.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ballots: Vec<Ballot>,
    /// Filed targets.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub filings: Vec<Filing>,
    /// Scores set by persons.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub overrides: Vec<Override>,
}
