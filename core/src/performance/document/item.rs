//! Items: a rule with its points, bounds and policies.

use super::{Band, Comparison, Condition, Gaps, Key, Places, Rule, TieRule, Value, Within};
use crate::number::{Rational, Rounding};
use crate::plan::Text;
use serde::{Deserialize, Serialize};

/// An item of a scorecard (评分项).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Identifier, unique among the items and sections of the scorecard.
    pub id: String,
    /// Title.
    pub title: Text,
    /// The clause of the plan that asks for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clause: Option<String>,
    /// What a reader must know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
    /// The stream that it counts into.
    pub stream: Stream,
    /// The points printed for it. Required for `base`, for a ceiling `full` and for a policy `full`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<Rational>,
    /// Whom it is for; the others do not have the item at all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub applies: Option<Condition>,
    /// How points come about.
    pub rule: Rule,
    /// The least that the item gives: «扣完为止» is not universal.
    pub floor: Floor,
    /// The most that the item gives.
    pub ceiling: Ceiling,
    /// Evidence without which the item gives nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Evidence>,
    /// What is left when it was done late.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lateness: Option<Lateness>,
    /// Whole-cohort limits of a bonus.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cohort: Option<CohortLimit>,
    /// What happens where two candidates have the same points; nothing where missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub distinct: Option<Distinct>,
    /// Where the item does not apply.
    #[serde(default, skip_serializing_if = "Policy::is_refuse")]
    pub not_applicable: Policy,
    /// Where nobody is due.
    #[serde(default, skip_serializing_if = "Policy::is_refuse")]
    pub empty_denominator: Policy,
    /// Where a datum is missing.
    #[serde(default, skip_serializing_if = "Policy::is_refuse")]
    pub missing: Policy,
    /// Rounding of the item's points; none where missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round: Option<Rounding>,
}

/// The stream that an item counts into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Stream {
    /// 基本分.
    Base,
    /// 加分 (奖励分): at least zero.
    Bonus,
    /// 扣分 outside the items (倒扣): at most zero.
    Deduction,
    /// Counts nowhere: a step that other items use.
    Helper,
}

/// The least that something gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Floor {
    /// Zero (扣完为止，不计负分).
    Zero,
    /// No floor: it can be negative.
    Unbounded,
    /// These points.
    Points(Rational),
}

/// The most that something gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Ceiling {
    /// The printed points.
    Full,
    /// No ceiling.
    Unbounded,
    /// These points.
    Points(Rational),
    /// This multiple of the printed points.
    TimesFull(Rational),
}

/// What an item gives where it has no value.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Policy {
    /// No score until somebody decides. The default.
    #[default]
    Refuse,
    /// Zero.
    Zero,
    /// The printed points.
    Full,
    /// These points.
    Points(Rational),
    /// The mean of the candidates that have a value.
    MeanWithin(Within),
    /// The printed points go to the other base items of the same section, in proportion: Σ points ÷ Σ printed points of
    /// those that have a number × all printed points.
    Redistribute,
    /// Nothing, and the printed points are left out too.
    LeaveOut,
}

impl Policy {
    pub(crate) fn is_refuse(&self) -> bool {
        *self == Self::Refuse
    }
}

/// Evidence without which an item gives nothing («均必须提供书面文字材料，否则该项不得分»).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// Each of these inputs must carry evidence.
    pub of: Vec<String>,
    /// So many pieces each, at least 1.
    pub at_least: u32,
    /// What the item gives without.
    pub otherwise: WithoutEvidence,
}

/// What an item gives without evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum WithoutEvidence {
    /// Zero.
    Zero,
    /// These points (不能提供明细的按专项扣分).
    Points(Rational),
    /// As if the datum were missing.
    Missing,
}

/// What is left of the points when something was done late.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Lateness {
    /// Days late; zero or less is in time.
    pub days: Value,
    /// The share of the points that is kept, by days late.
    pub kept: Vec<Band<Rational>>,
    /// What is printed between the bands.
    pub gaps: Gaps,
}

/// Limits of a bonus over the whole cohort.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CohortLimit {
    /// Among whom.
    pub within: Within,
    /// The bonus is given at all only if so large a share of the candidates meets a comparison (扣分面触发加分).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub only_if: Option<ShareOf>,
    /// At most so many get it (加分面); those with the most points of the item first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recipients: Option<Recipients>,
}

/// A share of the candidates.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ShareOf {
    /// Which candidates are counted.
    pub meeting: Comparison,
    /// Their share must be above this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub above: Option<Rational>,
    /// Their share must be at least this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<Rational>,
}

/// How many may get a bonus.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Recipients {
    /// How many.
    pub places: Places,
    /// Further keys after the points of the item.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub order: Vec<Key>,
    /// What happens to equals at the cut.
    pub ties: TieRule,
}

/// Forced differentiation (必须拉开档次).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Distinct {
    /// Among whom no two may have the same points.
    pub within: Within,
    /// What happens if two have.
    pub otherwise: NotDistinct,
}

/// What happens where two candidates have the same points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum NotDistinct {
    /// The item has no score for any of them until the marks are given anew.
    Refuse,
    /// The item is cancelled for all of them (取消该指标): as if it did not apply.
    CancelItem,
}
