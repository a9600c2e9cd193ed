//! Sections: how items become a total.

use super::{AtMost, Ceiling, Condition, Floor, Item, WithoutValue};
use crate::number::{Rational, Rounding};
use crate::plan::Text;
use serde::{Deserialize, Serialize};

/// A section (项目、渠道、评议主体): items and sections put together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Identifier, unique among the items and sections of the scorecard.
    pub id: String,
    /// Title.
    pub title: Text,
    /// Whom it is for; the others do not have the section at all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub applies: Option<Condition>,
    /// The base points printed for the section. The parts must give them, or `differs` says why they do not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<Rational>,
    /// The bonus points printed for the section.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bonus_points: Option<Rational>,
    /// Why the printed points are not the sum of the parts. A document may contradict itself; data says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub differs: Option<Text>,
    /// The parts.
    pub parts: Vec<Part>,
    /// How they are put together.
    pub combine: Combine,
    /// The most that the bonuses inside may sum to.
    pub bonus_at_most: BonusLimit,
    /// The most that the deductions inside may sum to, as a number of points above zero.
    pub deduction_at_most: AtMost,
    /// The least that the section gives.
    pub floor: Floor,
    /// The most that the section gives.
    pub ceiling: Ceiling,
    /// Conversion to another scale (折算): out of so many, to so many.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scale: Option<Scale>,
    /// Rounding of the section's points, after everything else; none where missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round: Option<Rounding>,
}

/// A part of a section.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Part {
    /// An item.
    Item(Box<Item>),
    /// A section.
    Section(Box<Section>),
}

/// How parts are put together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Combine {
    /// Points are added.
    Sum,
    /// The weighted mean: Σ weight × points (平时 60 + 实地 40). Weights sum to one.
    Weighted(Weights),
    /// The mean, the highest and lowest left out if asked for.
    Mean(Mean),
    /// The lowest of the parts.
    Lowest,
    /// The highest of the parts (就高).
    Highest,
}

/// Weights of parts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Weights {
    /// The weights: one for each part that counts.
    pub of: Vec<PartWeight>,
    /// What a part without a value does.
    pub without_value: WithoutValue,
}

/// The weight of a part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PartWeight {
    /// The part.
    pub part: String,
    /// Its weight.
    pub weight: Rational,
}

/// A mean of parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Mean {
    /// How many of the highest are left out.
    pub drop_highest: u8,
    /// How many of the lowest are left out.
    pub drop_lowest: u8,
    /// What a part without a value does.
    pub without_value: WithoutValue,
}

/// The most that bonuses may sum to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum BonusLimit {
    /// No limit.
    Unlimited,
    /// These points.
    Points(Rational),
    /// This share of the base points printed for the section (加分不超过该专项 10 %).
    ShareOfPoints(Rational),
    /// This share of the base points reached.
    ShareOfReached(Rational),
}

/// A conversion to another scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Scale {
    /// Out of so many points, above zero.
    pub from: Rational,
    /// To so many.
    pub to: Rational,
}
