//! The scorecards document: a mirror of `scorecards.json`, nothing else.
//!
//! Wherever real offices print the same words and compute different things, the document has a word for the choice and
//! no default: cliff or ratio, started or complete steps, cumulative or flat bands, a floor at zero or none.

mod award;
mod input;
mod item;
mod points;
mod rule;
mod section;
mod standing;
mod value;

pub use award::*;
pub use input::*;
pub use item::*;
pub use points::*;
pub use rule::*;
pub use section::*;
pub use standing::*;
pub use value::*;

use crate::plan::{PlanStatus, Source, Text};
use crate::time::{Day, Period};
use serde::{Deserialize, Serialize};

/// The form of the document that this version reads.
pub const SCHEMA: &str = "jinguo-scorecards/1";

/// Scorecards (评分表), awards (十佳) and points ledgers (积分), as data.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ScorecardsDocument {
    /// The form of the document: `jinguo-scorecards/1`.
    pub schema: String,
    /// Identifier, the same for all versions.
    pub id: String,
    /// Version of the text. An active version is never edited.
    pub version: String,
    /// Whether it is in force.
    pub status: PlanStatus,
    /// Title.
    pub title: Text,
    /// The document that is put into data.
    pub source: Source,
    /// Every number or word that comes from outside.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inputs: Vec<Input>,
    /// Candidates that the ledger knows; others are given with the evaluation.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub candidates_from: Vec<CandidateSource>,
    /// Targets that candidates file themselves (先报后审).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub targets: Vec<FiledTarget>,
    /// Draws of candidates for an on-the-spot check (抽查).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub samples: Vec<Sample>,
    /// The scorecards.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scorecards: Vec<Scorecard>,
    /// The awards.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub awards: Vec<Award>,
    /// The points ledgers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub points: Vec<PointsLedger>,
}

/// A scorecard (评分表): who is scored, by which items, and what follows from the total.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Scorecard {
    /// Identifier.
    pub id: String,
    /// Title.
    pub title: Text,
    /// The clause of the plan that asks for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clause: Option<String>,
    /// What a reader must know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
    /// The period that is judged (考核年度). There is no silent default.
    pub period: Period,
    /// Who is scored.
    pub candidates: Who,
    /// The tree of sections and items; its root gives the total.
    pub total: Section,
    /// Vetoes and bars (一票否决、一票否优).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gates: Vec<Gate>,
    /// Grades (等次).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grades: Option<Grades>,
    /// Rankings (排名).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rankings: Vec<Ranking>,
    /// Money that follows from the score (奖金).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub payouts: Vec<Payout>,
    /// What follows from the result (结果运用).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub consequences: Vec<Consequence>,
    /// The steps of the procedure with their days (时间表).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub calendar: Vec<Step>,
    /// How long and where a published score can be contested (复核申诉). Kept as data; no default exists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appeal: Option<Appeal>,
}

/// A step of the procedure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Identifier.
    pub id: String,
    /// Title.
    pub title: Text,
    /// First day; open where missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<Day>,
    /// Last day, included.
    pub last: Day,
}

/// How a published score can be contested.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Appeal {
    /// Days after the day of publication on which an appeal is still in time.
    pub days: u16,
    /// Who decides.
    pub body: Text,
}
