//! Rules: how an item comes to its points.

use super::{Band, First, Gaps, StepCount, Value, Within};
use crate::number::Rational;
use crate::plan::Text;
use serde::{Deserialize, Serialize};

/// How an item comes to its points, before its floor and ceiling.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Rule {
    /// A cliff: all or nothing (是否得分、门槛).
    Threshold(Threshold),
    /// In proportion to a target (完成率法).
    Ratio(RatioRule),
    /// A base, and points for each step above or below a reference (步长、双向计分).
    Slope(Slope),
    /// A start, and points added or taken away for each of several counts (扣分法、加分法).
    Tally(Tally),
    /// A table by bands (分档计分).
    Bands(BandsRule),
    /// Slopes that differ by stretch (分段斜率).
    Stretches(Stretches),
    /// A table by place (排名赋分).
    Places(PlacesRule),
    /// A judge's mark (酌情).
    Judged(Judged),
    /// A ballot turned into points (票决换算).
    Ballot(BallotRule),
    /// The efficacy coefficient (功效系数法).
    Efficacy(Efficacy),
    /// A table by word (按情形).
    Words(WordsRule),
    /// The value itself.
    Value(Value),
}

/// All or nothing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Threshold<V = Value> {
    /// The value.
    pub of: V,
    /// The line.
    pub line: Line<V>,
    /// Points on the good side.
    pub met: Rational,
    /// Points on the other side.
    pub otherwise: Rational,
}

/// A line and which side of it is good, itself included or not.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Line<V = Value> {
    /// Greater than or equal.
    AtLeast(V),
    /// Greater.
    Above(V),
    /// Less than or equal.
    AtMost(V),
    /// Less.
    Below(V),
}

/// In proportion to a target.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RatioRule<V = Value> {
    /// The value.
    pub of: V,
    /// The target; state `empty_denominator` where it is zero.
    pub target: V,
    /// Points at the target.
    pub points: Rational,
    /// Beyond the target.
    pub beyond: Beyond,
}

/// What happens beyond the target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Beyond {
    /// No more points.
    Capped,
    /// The proportion goes on.
    GoesOn,
}

/// A base, and points for each step above or below a reference.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Slope<V = Value> {
    /// The value.
    pub of: V,
    /// The reference: a target, the mean of the cohort, last year's value.
    pub reference: V,
    /// Points at the reference.
    pub base: Rational,
    /// Above the reference.
    pub above: Side,
    /// Below the reference.
    pub below: Side,
}

/// One side of a reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Side {
    /// Nothing happens.
    Nothing,
    /// Points are added for each step.
    Add(PerStep),
    /// Points are taken away for each step.
    Deduct(PerStep),
}

/// Points for each step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PerStep {
    /// The width of a step, above zero.
    pub each: Rational,
    /// How a part of a step counts.
    pub counted: StepCount,
    /// Points for a step, at least zero.
    pub points: Rational,
    /// The most that this side gives or takes.
    pub at_most: AtMost,
}

/// A limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum AtMost {
    /// No limit.
    Unlimited,
    /// These points.
    Points(Rational),
}

/// A start, and points for each of several counts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, bound(deserialize = "V: Deserialize<'de>"))]
pub struct Tally<V = Value> {
    /// Points at the start.
    pub start: Rational,
    /// What adds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub add: Vec<Entry<V>>,
    /// What takes away.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deduct: Vec<Entry<V>>,
}

/// Points for a count.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, bound(deserialize = "V: Deserialize<'de>"))]
pub struct Entry<V = Value> {
    /// What it is for.
    pub title: Text,
    /// The count. A negative count is an error of the data.
    pub of: V,
    /// Points for each.
    pub points: Rational,
    /// The most that this entry adds or takes (分项限扣).
    pub at_most: AtMost,
    /// A factor on the entry before its limit (规模系数); 1 where missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<V>,
    /// Heavier each time (再次加重): the count must be a whole number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub escalation: Option<Escalation>,
}

/// Heavier each time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Escalation {
    /// The factor of the first, second, … time. The last one holds for all further times.
    pub factors: Vec<Rational>,
    /// Which times are charged.
    pub charged: Charged,
}

/// Which times an escalation charges.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Charged {
    /// Each time at its own factor, summed (再次发生加倍).
    EachTime,
    /// Only the last time, at its factor (连续 3 次另扣 1.2).
    LastTime,
}

/// A table by bands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct BandsRule<V = Value> {
    /// The value.
    pub of: V,
    /// The bands. Together they cover every number.
    pub bands: Vec<Band<Rational>>,
    /// What is printed between the bands.
    pub gaps: Gaps,
}

/// Slopes that differ by stretch.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Stretches<V = Value> {
    /// The value.
    pub of: V,
    /// Points at the first edge and on its good side.
    pub start: Rational,
    /// Which side of the edges loses points.
    pub side: LosingSide,
    /// How the stretches work together.
    pub reading: Reading,
    /// The edges, from the good end on.
    pub stretches: Vec<Stretch>,
}

/// Which side loses points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum LosingSide {
    /// Below the edges.
    Below,
    /// Above the edges.
    Above,
}

/// How stretches work together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Reading {
    /// Each stretch charges the part of the way that lies in it.
    Cumulative,
    /// The stretch in which the value lies charges the whole way from the first edge.
    FlatFromFirstEdge,
    /// The stretch in which the value lies charges the way from its own edge, and the others nothing.
    FlatFromOwnEdge,
}

/// A stretch: from its edge to the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Stretch {
    /// Where it begins.
    pub edge: Rational,
    /// The width of a step, above zero.
    pub each: Rational,
    /// How a part of a step counts.
    pub counted: StepCount,
    /// Points taken for a step.
    pub points: Rational,
}

/// A table by place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PlacesRule<V = Value> {
    /// The value by which places are given.
    pub of: V,
    /// Which end is first. For 倒数第一 it is the bad end.
    pub first: First,
    /// Among whom.
    pub within: Within,
    /// Points of the first, second, … place.
    pub table: Vec<Rational>,
    /// Points of the places after the table.
    pub beyond: BeyondTable,
    /// What equals get.
    pub ties: TiedPoints,
}

/// Points of the places after the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum BeyondTable {
    /// These points.
    Points(Rational),
    /// The last of the table, less so much for each further place.
    LessEach(Rational),
}

/// What equals get.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum TiedPoints {
    /// The points of the first of their places; the next place is skipped (1 2 2 4).
    FirstOfPlaces,
    /// The points of the last of their places (1 3 3 4).
    LastOfPlaces,
    /// The mean of the points of their places.
    MeanOfPlaces,
    /// The points of their place, and no place is skipped (1 2 2 3).
    NoPlaceSkipped,
}

/// A judge's mark.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Judged<V = Value> {
    /// The mark. A mark out of bounds or off the grid is an error, never bent.
    pub mark: V,
    /// The least mark.
    pub at_least: Rational,
    /// The greatest mark.
    pub at_most: Rational,
    /// Which marks are allowed in between.
    pub grid: Grid,
}

/// Which marks are allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Grid {
    /// Any.
    Any,
    /// Whole steps down from the greatest mark (依次以 0.1 分递减).
    Step(Rational),
}

/// A ballot turned into points.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, bound(deserialize = "V: Deserialize<'de>"))]
pub struct BallotRule<V = Value> {
    /// The options with what a vote for each is worth.
    pub options: Vec<BallotOption<V>>,
    /// Answers that are no valid vote, such as 不了解; they are shown and do not count.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_counted: Vec<V>,
    /// What the best ballot would be worth, such as 100.
    pub of: Rational,
    /// Points for that.
    pub points: Rational,
}

/// An option of a ballot.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct BallotOption<V = Value> {
    /// How many chose it.
    pub votes: V,
    /// What a vote is worth.
    pub worth: Rational,
}

/// The efficacy coefficient: `points × (base + (1 − base) × (of − lowest) ÷ (highest − lowest))`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Efficacy<V = Value> {
    /// The value.
    pub of: V,
    /// What is not allowed (不允许值).
    pub lowest: V,
    /// What satisfies (满意值).
    pub highest: V,
    /// The share of points at the lowest.
    pub base: Rational,
    /// Points at the highest.
    pub points: Rational,
    /// What happens where highest and lowest are equal.
    pub equal: EqualEnds,
}

/// What happens where both ends are equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum EqualEnds {
    /// All points.
    Full,
    /// The share at the lowest.
    Base,
    /// State `empty_denominator`.
    Refuse,
}

/// A table by word.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct WordsRule {
    /// An input of words.
    pub of: String,
    /// Points for each of its words; every word stands once.
    pub table: Vec<WordPoints>,
}

/// Points for a word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct WordPoints {
    /// The word.
    pub word: String,
    /// The points.
    pub points: Rational,
}
