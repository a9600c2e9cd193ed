//! What follows from points: gates, grades, rankings, places, payouts, consequences.

use super::{Band, Condition, First, Gaps, RankMethod, Value, Within};
use crate::number::{Rational, Rounding, RoundingMode};
use crate::plan::Text;
use serde::{Deserialize, Serialize};

/// A gate: a condition that vetoes or bars something.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Gate {
    /// Identifier.
    pub id: String,
    /// Title.
    pub title: Text,
    /// When it is hit.
    pub when: Condition,
    /// What happens where the condition is unknown.
    #[serde(default)]
    pub unknown: UnknownGate,
    /// What it does.
    pub effect: Effect,
}

/// What happens where a gate's condition is unknown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum UnknownGate {
    /// What depends on the gate has no result. The default.
    #[default]
    Refuse,
    /// As if it were hit.
    Hit,
    /// As if it were not hit.
    NotHit,
}

/// What a gate does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Effect {
    /// The score stays; these awards cannot be won (一票否决资格). Empty: no award at all.
    BarAwards(Vec<String>),
    /// The score stays; these grades cannot be had (一票否优): the next lower one that is not barred.
    BarGrades(Vec<String>),
    /// So many grades lower (降档).
    Downgrade(u8),
    /// This grade, whatever the score.
    SetGrade(String),
    /// Points are taken from a section, outside its limits and before its floor (扣分型否决).
    Deduct(Deduct),
    /// A section or item gives nothing (单元否决).
    Fail(String),
    /// The candidate is not ranked and has no grade (前置门槛).
    BarEntry,
}

/// Points taken by a gate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Deduct {
    /// The section.
    pub from: String,
    /// The points, above zero.
    pub points: Rational,
}

/// Grades (等次): by score line, then by quota.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Grades {
    /// The value that is graded.
    pub of: Value,
    /// The grades, the best first.
    pub order: Vec<String>,
    /// The score lines, by group. One case without groups holds for all others.
    pub lines: Vec<GradeLines>,
    /// The quotas, in the order in which they are filled.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quotas: Vec<GradeQuota>,
}

/// Score lines for some groups.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct GradeLines {
    /// The groups; all others where empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<String>,
    /// The bands. Together they cover every number.
    pub bands: Vec<Band<String>>,
    /// What is printed between the bands.
    pub gaps: Gaps,
}

/// A grade that only so many can have.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct GradeQuota {
    /// The grade.
    pub grade: String,
    /// Among whom.
    pub within: Within,
    /// How many.
    pub places: Places,
    /// By what the places are filled, first key first.
    pub order: Vec<Key>,
    /// What happens to equals at the cut.
    pub ties: TieRule,
    /// The grade of those left out.
    pub falls_to: String,
    /// Whether somebody whom a gate bars from the grade uses up a place.
    pub barred: BarredPlace,
}

/// Whether somebody who is barred uses up a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum BarredPlace {
    /// The place goes to the next.
    GoesToNext,
    /// The place is lost.
    IsLost,
}

/// How many places there are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Places {
    /// So many.
    Number(u32),
    /// A share of the candidates.
    Share(SharePlaces),
    /// So many in each group.
    ByGroup(Vec<GroupPlaces>),
}

/// Places as a share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SharePlaces {
    /// The share, between 0 and 1.
    pub share: Rational,
    /// Of whom.
    pub of: ShareBase,
    /// How a part of a place is rounded.
    pub round: RoundingMode,
}

/// Of whom a share is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ShareBase {
    /// All candidates, with a score or not.
    Everyone,
    /// Those who have a value to be ordered by.
    WithValue,
}

/// Places in a group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct GroupPlaces {
    /// The group.
    pub group: String,
    /// The places.
    pub places: u32,
}

/// A key by which candidates are ordered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Key {
    /// The value.
    pub of: Value,
    /// Which end is first.
    pub first: First,
}

/// What happens to equals at the cut.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum TieRule {
    /// All of them get in, the places grow.
    Expand,
    /// None of them gets in, places stay empty.
    Shrink,
    /// They are drawn by the published seed.
    Draw(Draw),
    /// Nobody of them gets in until somebody decides; the result says so.
    Refuse,
}

/// A draw that anyone can repeat: candidates ordered by the SM3 digest of seed, line feed and identifier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Draw {
    /// The published seed.
    pub seed: String,
}

/// A ranking. Candidates without a value are never ranked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Ranking {
    /// Identifier.
    pub id: String,
    /// Title.
    pub title: Text,
    /// By what: the value, then the chain of tie-breaks.
    pub order: Vec<Key>,
    /// Among whom.
    pub within: Within,
    /// How those who are still equal share ranks.
    pub method: RankMethod,
    /// For `ordinal`: the draw among those who are still equal. Without it they have no rank.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub draw: Option<Draw>,
}

/// Money that follows from a score.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Payout {
    /// Identifier.
    pub id: String,
    /// Title.
    pub title: Text,
    /// Who gets it; the others get `otherwise`.
    pub when: Condition,
    /// How much: a product of score, money a point and heads, for instance.
    pub amount: Value,
    /// What the others get.
    pub otherwise: Rational,
    /// Rounding; none where missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round: Option<Rounding>,
}

/// What follows from a result: a talk, a written plan, an advice to resign.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Consequence {
    /// Identifier.
    pub id: String,
    /// Title.
    pub title: Text,
    /// When it follows.
    pub when: Condition,
}
