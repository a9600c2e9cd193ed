//! Inputs: what comes from outside, and how it was gathered.

use super::{Places, Within};
use crate::number::Rational;
use crate::plan::{Take, Text};
use crate::time::{Day, Period};
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
    /// A measure of the plan.
    Measure(MeasureInput),
    /// Observations of the ledger about the candidate.
    Observation(ObservationInput),
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
    /// The unit at which it is read, the same for every candidate: an office answers for the whole city. The candidate's
    /// own unit where missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
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
    /// Of the candidate itself, as a subject of the measure (a committee member, a unit): 1 where it is met, 0 where it
    /// is due and not met. A numerator that is void is 0. Who is not due is `not_applicable`, whose datum is missing is
    /// `missing`.
    Met,
}

/// Observations of the ledger about the candidate.
///
/// Those count that were known, are of the kind, are about the candidate and lie in the period, not after the day of
/// evaluation; which of several is taken is what `take` says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ObservationInput {
    /// Whether the candidate is a unit or a person.
    pub of: ObservedCandidate,
    /// The kind of observation.
    pub kind: String,
    /// Which of several.
    pub take: Take,
    /// The days in which it must lie.
    pub period: Period,
    /// The kind of observation that tells how many answered a survey, of the same days; the latest counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sample: Option<String>,
}

/// Whether an observed candidate is a unit or a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ObservedCandidate {
    /// A unit.
    Unit,
    /// A person.
    Person,
}

/// Candidates that the ledger knows: everyone who is due in a measure of the plan, or whom it counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CandidateSource {
    /// The group (系列) that they are put in.
    pub group: String,
    /// The measure; one with subjects of its own.
    pub measure: String,
    /// Only those of this stratum, as results name it, such as `executive_level=city`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stratum: Vec<String>,
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
