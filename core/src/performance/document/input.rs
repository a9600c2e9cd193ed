//! Inputs: what comes from outside, and how it was gathered.

use super::{Places, Within};
use crate::number::Rational;
use crate::plan::Text;
use crate::time::Day;
use serde::{Deserialize, Serialize};

/// A number or word that comes from outside, one for each candidate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// Identifier.
    pub id: String,
    /// Title.
    pub title: Text,
    /// Where it comes from.
    pub from: InputSource,
    /// How it is gathered (监控类、申报类、检查类).
    pub collected: Collected,
    /// For an input of words: the words. A number otherwise.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<String>,
    /// The smallest number that can be right; a smaller one is refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<Rational>,
    /// The largest number that can be right; a larger one is refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<Rational>,
    /// For a survey: a value from a smaller sample counts as missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sample_at_least: Option<u64>,
}

/// Where an input comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum InputSource {
    /// A measure of the plan at the candidate's unit.
    Measure(MeasureInput),
    /// An observation of the ledger about the candidate, by its kind: the last of the period.
    Observation(String),
    /// Last year's value of another input.
    LastYear(String),
    /// Given with the evaluation: a count from a file, a judge's mark, a superior's score.
    Given,
}

/// A measure of the plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MeasureInput {
    /// The measure.
    pub measure: String,
    /// Which of its numbers.
    pub part: MeasurePart,
}

/// A number of a measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum MeasurePart {
    /// The rate, count or score.
    Value,
    /// The numerator.
    Numerator,
    /// The denominator.
    Denominator,
    /// How many are still open.
    Open,
    /// The target in force.
    Target,
}

/// How an input is gathered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Collected {
    /// 监控类: from a system.
    Monitored,
    /// 申报类: filed by the candidate with evidence.
    Filed,
    /// 检查类: found on the spot.
    Inspected,
    /// From a survey or by telephone.
    Surveyed,
    /// A judge's mark.
    Judged,
}

/// A target that candidates file themselves and that is approved (先报后审).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FiledTarget {
    /// Identifier.
    pub id: String,
    /// Title.
    pub title: Text,
    /// The last day for the first filing.
    pub file_by: Day,
    /// Whether a filing counts only once it is approved.
    pub approval: Approval,
    /// Whether it can be changed later.
    pub changes: TargetChanges,
}

/// Whether an approval is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Approval {
    /// Without it the filing does not count.
    Required,
    /// It counts as filed.
    NotRequired,
}

/// Whether a filed target can be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum TargetChanges {
    /// Never.
    Never,
    /// With a reason and an approval, filed by this day; a later or self-made change does not count (不予认可).
    Until(Day),
}

/// A draw of candidates for an on-the-spot check, by a published seed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Sample {
    /// Identifier.
    pub id: String,
    /// Title.
    pub title: Text,
    /// Among whom each draw is made: 每街道抽 2 个社区.
    pub within: Within,
    /// How many in each.
    pub places: Places,
    /// The published seed.
    pub seed: String,
}
