//! Values: the numbers that rules, gates and rankings look at. Conditions and bands on them.

use crate::number::Rational;
use crate::time::Day;
use serde::{Deserialize, Serialize};

/// A number for a candidate. Anything but a number is a state, and a state spreads: a sum with a missing part is missing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Value {
    /// A fixed number.
    Constant(Rational),
    /// A declared input.
    Input(String),
    /// The points of an item of the same scorecard.
    Item(String),
    /// The points of a section of the same scorecard.
    Section(String),
    /// The points of an item or section of any scorecard.
    Score(PartOf),
    /// The accepted target that the candidate filed.
    Target(String),
    /// 1 if the candidate was drawn for the sample, else 0.
    Sampled(String),
    /// The balance of a points ledger.
    Points(PointsBalance),
    /// The valid votes for the candidate.
    Votes(Votes),
    /// The place in a ranking of a scorecard.
    Place(RankingOf),
    /// The sum.
    Sum(Vec<Value>),
    /// `of − minus`.
    Difference(Difference),
    /// The product.
    Product(Vec<Value>),
    /// `of ÷ to`; state `empty_denominator` where `to` is zero.
    Ratio(Ratio),
    /// `(of − from) ÷ from` (增幅); state `empty_denominator` where `from` is zero.
    Growth(Growth),
    /// How far `of` is below `target`, at least zero.
    Shortfall(Gap),
    /// How far `of` is above `target`, at least zero.
    Excess(Gap),
    /// The smallest.
    Least(Vec<Value>),
    /// The largest.
    Greatest(Vec<Value>),
    /// The first that is a number: an on-the-spot check before the self-report.
    FirstKnown(Vec<Value>),
    /// A number put in place of a state.
    Instead(Box<Instead>),
    /// The mean of several marks, the highest and lowest left out if asked for (去掉最高分和最低分).
    MeanOf(MeanOf),
    /// Σ weight × value.
    Weighted(Weighted),
    /// Another value for each group.
    ByGroup(ByGroup),
    /// The number of the band in which a value lies.
    Banded(Box<Banded>),
    /// How many steps of a width fit into a value.
    Steps(Box<Steps>),
    /// A number over the whole cohort: the mean, the best, ….
    Cohort(Box<Cohort>),
    /// The rank of the candidate by a value.
    Rank(Box<RankOf>),
    /// A number over the candidates that this one oversees (分管单位).
    Overseen(Overseen),
}

/// A part of a scorecard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PartOf {
    /// The scorecard.
    pub scorecard: String,
    /// The item or section.
    pub part: String,
}

/// A ranking of a scorecard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RankingOf {
    /// The scorecard.
    pub scorecard: String,
    /// The ranking.
    pub ranking: String,
}

/// Points of a ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PointsBalance {
    /// The ledger.
    pub ledger: String,
    /// Only these kinds; all where empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<String>,
    /// The day at whose end the balance is taken; the day of evaluation where missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Day>,
}

/// Votes of an award.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Votes {
    /// The award.
    pub award: String,
    /// Their number or their share.
    pub counted: VotesCounted,
}

/// How votes become a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum VotesCounted {
    /// How many valid ballots name the candidate.
    Number,
    /// That number over the number of valid ballots.
    ShareOfBallots,
}

/// A difference.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Difference {
    /// From this.
    pub of: Box<Value>,
    /// This is taken away.
    pub minus: Box<Value>,
}

/// A ratio.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Ratio {
    /// The numerator.
    pub of: Box<Value>,
    /// The denominator.
    pub to: Box<Value>,
}

/// A relative change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Growth {
    /// The value now.
    pub of: Box<Value>,
    /// The value before.
    pub from: Box<Value>,
}

/// A distance to a target.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Gap {
    /// The value.
    pub of: Box<Value>,
    /// The target.
    pub target: Box<Value>,
}

/// Numbers that stand in for states; a state without one stays.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Instead {
    /// The value.
    pub of: Value,
    /// Where it does not apply.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_applicable: Option<Rational>,
    /// Where nobody is due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub empty_denominator: Option<Rational>,
    /// Where it is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing: Option<Rational>,
}

/// A mean of several values.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MeanOf {
    /// The values, one a rater.
    pub of: Vec<Value>,
    /// How many of the highest are left out.
    pub drop_highest: u8,
    /// How many of the lowest are left out.
    pub drop_lowest: u8,
    /// What a rater without a mark does.
    pub without_value: WithoutValue,
    /// At least so many marks must be left, else the mean is missing. At least 1.
    pub at_least: u8,
}

/// What a part without a value does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum WithoutValue {
    /// The whole has no value either.
    Refuse,
    /// It is left out, and its weight goes to the others.
    LeaveOut,
}

/// A weighted sum.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Weighted {
    /// The values with their weights.
    pub of: Vec<Weight>,
    /// Whether the weights must sum to one.
    pub weights: WeightSum,
}

/// Whether weights must sum to one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum WeightSum {
    /// They must, and the check says so if they do not.
    One,
    /// They need not: 省 2, 市 1, 县 0.5 a piece.
    Free,
}

/// A value with its weight.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Weight {
    /// The value.
    pub value: Value,
    /// The weight.
    pub weight: Rational,
}

/// Another value for each group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ByGroup {
    /// The cases; no group may stand in two.
    pub cases: Vec<GroupCase>,
    /// The value for all other groups; without it they have none (`not_applicable`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub otherwise: Option<Box<Value>>,
}

/// The value for some groups.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct GroupCase {
    /// The groups.
    pub groups: Vec<String>,
    /// The value.
    pub value: Value,
}

/// A number by bands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Banded {
    /// The value.
    pub of: Value,
    /// The bands.
    pub bands: Vec<Band<Rational>>,
    /// What is printed between the bands.
    pub gaps: Gaps,
}

/// Steps of a width.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Steps {
    /// The value.
    pub of: Value,
    /// The width of a step, above zero.
    pub each: Rational,
    /// How a part of a step counts.
    pub counted: StepCount,
}

/// How a part of a step counts («每下降 2 %»).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum StepCount {
    /// In proportion.
    Proportional,
    /// Only complete steps count (向下取整).
    Complete,
    /// A step that is begun counts whole (向上取整).
    Started,
}

/// A number over the cohort.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Cohort {
    /// The value of each candidate; candidates without one are left out.
    pub of: Value,
    /// What is taken over them.
    pub aggregate: Aggregate,
    /// Over whom.
    pub within: Within,
}

/// What is taken over several candidates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Aggregate {
    /// The arithmetic mean.
    Mean,
    /// The highest.
    Highest,
    /// The lowest.
    Lowest,
    /// The sum.
    Sum,
    /// How many have a value.
    Number,
}

/// Among whom.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Within {
    /// All candidates of the scorecard.
    Everyone,
    /// Those of the same group (系列).
    Group,
    /// Those with the same word of an attribute.
    Attribute(String),
}

/// The rank by a value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RankOf {
    /// The value.
    pub of: Value,
    /// Which end is first.
    pub first: First,
    /// How equal values share ranks. `ordinal` is not allowed here, it needs a chain.
    pub method: RankMethod,
    /// Among whom.
    pub within: Within,
}

/// Which end is first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum First {
    /// The highest value.
    Highest,
    /// The lowest value.
    Lowest,
}

/// How equal values share ranks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum RankMethod {
    /// 1 2 2 4.
    Competition,
    /// 1 2 2 3 (中国式排名).
    Dense,
    /// 1 3 3 4.
    Modified,
    /// 1 2.5 2.5 4.
    Average,
    /// 1 2 3 4, by the tie-break chain.
    Ordinal,
}

/// A number over the candidates that this one oversees.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Overseen {
    /// The scorecard.
    pub scorecard: String,
    /// The item or section.
    pub part: String,
    /// What is taken over them.
    pub aggregate: Aggregate,
    /// What an overseen candidate without a value does.
    pub without_value: WithoutValue,
}

/// A band: every bound that is given must hold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Band<T> {
    /// Greater than or equal.
    #[serde(default = "none", skip_serializing_if = "Option::is_none")]
    pub at_least: Option<Rational>,
    /// Greater.
    #[serde(default = "none", skip_serializing_if = "Option::is_none")]
    pub above: Option<Rational>,
    /// Less than or equal.
    #[serde(default = "none", skip_serializing_if = "Option::is_none")]
    pub at_most: Option<Rational>,
    /// Less.
    #[serde(default = "none", skip_serializing_if = "Option::is_none")]
    pub below: Option<Rational>,
    /// What the band gives.
    pub gives: T,
}

fn none() -> Option<Rational> {
    None
}

/// What happens between printed bands such as 60–84 and 85–100.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Gaps {
    /// There are none: a gap is an error of the document.
    None,
    /// A value in a gap belongs to the band below it.
    Lower,
    /// A value in a gap belongs to the band above it.
    Upper,
    /// Values are multiples of this step, and no multiple lies in a gap. A value off the step is an error.
    BetweenSteps(Rational),
}

/// A comparison: every bound that is given must hold, and at least one is given.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Comparison {
    /// The value.
    pub of: Value,
    /// Greater than or equal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<Value>,
    /// Greater.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub above: Option<Value>,
    /// Less than or equal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<Value>,
    /// Less.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub below: Option<Value>,
}

/// A condition on a candidate: true, false, or unknown where a needed value is a state.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Condition {
    /// All of these hold. The empty list holds.
    All(Vec<Condition>),
    /// At least one of these holds. The empty list does not hold.
    Any(Vec<Condition>),
    /// This does not hold.
    Not(Box<Condition>),
    /// A value compares so.
    Compare(Box<Comparison>),
    /// The candidate is in one of these groups.
    Group(Vec<String>),
    /// An attribute is one of these words. A missing attribute is unknown.
    Attribute(AttributeIs),
    /// A word input is one of these words.
    Word(WordIs),
    /// The grade in a scorecard is one of these.
    Grade(GradeIs),
    /// A gate of a scorecard was hit.
    Gate(GateOf),
    /// The value is a number, not a state. Never unknown.
    Known(Box<Value>),
}

/// An attribute of a candidate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AttributeIs {
    /// The attribute.
    pub id: String,
    /// One of these words.
    pub one_of: Vec<String>,
}

/// A word input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct WordIs {
    /// The input.
    pub input: String,
    /// One of these words.
    pub one_of: Vec<String>,
}

/// A grade of a scorecard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct GradeIs {
    /// The scorecard.
    pub scorecard: String,
    /// One of these grades.
    pub one_of: Vec<String>,
}

/// A gate of a scorecard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct GateOf {
    /// The scorecard.
    pub scorecard: String,
    /// The gate.
    pub gate: String,
}

/// Who is a candidate. All that is given must hold; words of one list are alternatives; nothing given: everyone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Who {
    /// In one of these groups.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<String>,
    /// With these attributes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attributes: Vec<AttributeIs>,
    /// Without these attributes: full-time cadres who are left out of the members' scoring.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub except: Vec<AttributeIs>,
}
