//! Points ledgers (积分): points earned by kind of activity, with limits and tiers.

use super::StepCount;
use crate::number::Rational;
use crate::plan::Text;
use crate::time::{Day, MonthDay};
use serde::{Deserialize, Serialize};

/// A points ledger: 湘妹子能量家园, duty points of committee members.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PointsLedger {
    /// Identifier.
    pub id: String,
    /// Title.
    pub title: Text,
    /// First day that counts; open where missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<Day>,
    /// Last day that counts, included; open where missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<Day>,
    /// The month and day on which a year of this ledger begins; yearly limits and `expires` use it.
    pub year_starts_on: MonthDay,
    /// Whether points last.
    pub lasting: Lasting,
    /// The kinds of activity.
    pub kinds: Vec<PointKind>,
    /// Limits over several kinds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub limits: Vec<SharedLimit>,
    /// Whether redeeming can take the balance below zero.
    pub balance_floor: BalanceFloor,
    /// Tiers (星级); none where missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tiers: Option<Tiers>,
    /// Days on which the ledger is published (台账半年公布).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub published: Vec<Day>,
}

/// Whether points last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Lasting {
    /// They last.
    Forever,
    /// They end with the year of the ledger.
    UntilYearEnd,
}

/// Whether a balance can be negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum BalanceFloor {
    /// An entry that would take the balance below zero is not booked, and is listed.
    RefusesEntry,
    /// It can.
    CanBeNegative,
}

/// A kind of activity with its points.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PointKind {
    /// Identifier.
    pub id: String,
    /// Title.
    pub title: Text,
    /// What an entry is worth.
    pub worth: Worth,
    /// Limits, all of which hold.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub limits: Vec<PointLimit>,
    /// How several authors share; each counts whole where missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shared: Option<Shared>,
    /// Several entries of the same matter (同一事项).
    pub same_matter: SameMatter,
}

/// What an entry is worth.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Worth {
    /// So many points an entry. Negative for what is taken away or redeemed.
    Each(Rational),
    /// So many points for each unit of its quantity (hours, days, pieces).
    PerQuantity(PerQuantity),
    /// By its word: level, outcome, attendance (国 10 省 8 市 4; 立案 25; 请假 −10).
    ByWord(Vec<super::WordPoints>),
}

/// Points for a quantity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PerQuantity {
    /// Points for one step.
    pub points: Rational,
    /// The width of a step, above zero.
    pub each: Rational,
    /// How a part of a step counts.
    pub counted: StepCount,
    /// At most so much of an entry counts (每次最多 2 小时).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<Rational>,
}

/// A limit on the points of a kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PointLimit {
    /// Over what.
    pub per: LimitPer,
    /// The most points in it, at least zero. For negative points: the most that is taken.
    pub points: Rational,
}

/// A limit on the points of several kinds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SharedLimit {
    /// The kinds.
    pub kinds: Vec<String>,
    /// Over what.
    pub per: LimitPer,
    /// The most points in it.
    pub points: Rational,
}

/// Over what a limit holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum LimitPer {
    /// Entries of the same session (同一次活动). An entry without a session is its own.
    Session,
    /// Entries of the same word: level or outcome.
    Word,
    /// A day.
    Day,
    /// A month.
    Month,
    /// A calendar quarter.
    Quarter,
    /// A year of the ledger.
    Year,
    /// Everything.
    Ledger,
}

/// How several authors share (合作分摊).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Shared {
    /// The first author's share where there are others. Alone, the whole.
    pub first: Rational,
    /// What the others get.
    pub others: OtherAuthors,
    /// At most so many authors count; those after get nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authors_at_most: Option<u32>,
}

/// What authors after the first get.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum OtherAuthors {
    /// The rest in equal parts (其他人均摊).
    EqualPartsOfRest,
    /// This share each (第一提案人 20 联名 15: 3/4).
    EachShare(Rational),
}

/// Several entries of the same matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SameMatter {
    /// All count.
    AllCount,
    /// Only the highest counts (就高不重复).
    HighestCounts,
    /// Only the first counts (只计 1 次).
    FirstCounts,
}

/// Tiers of a balance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Tiers {
    /// Whether tiers restart after the last one.
    pub cycle: TierCycle,
    /// The tiers, lowest first.
    pub steps: Vec<Tier>,
}

/// Whether tiers restart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum TierCycle {
    /// They do not.
    Once,
    /// They restart each time this many points are full (30/60/100/200/300, then 330, 360, …).
    Every(Rational),
}

/// A tier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Tier {
    /// From this balance on, included.
    pub at_least: Rational,
    /// Title.
    pub title: Text,
}
