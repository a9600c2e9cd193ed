//! Criteria: the conditions of a population, as data.
//!
//! A criterion is true, false or unknown for a subject. In one test, everything that is given must hold; the words of
//! one list are alternatives. A word that begins with `@` names a code set of the plan.

use crate::number::Rational;
use crate::time::Day;
use serde::{Deserialize, Serialize};

/// A condition on a subject.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Criterion {
    /// All of these hold. The empty list holds.
    All(Vec<Criterion>),
    /// At least one of these holds. The empty list does not hold.
    Any(Vec<Criterion>),
    /// This does not hold.
    Not(Box<Criterion>),
    /// The unit: the subject itself, a person's residence, one of an activity's hosts, an organisation's host.
    Unit(UnitTest),
    /// The person. Basis `person`.
    Person(PersonTest),
    /// The activity. Basis `event`.
    Activity(ActivityTest),
    /// The organisation. Basis `organisation`.
    Organisation(OrganisationTest),
    /// The person took part in activities. Basis `person`.
    Participated(Participated),
    /// Organisations cover the unit. Basis `unit`.
    Covered(Covered),
    /// The unit hosted activities. Basis `unit`.
    Hosted(Hosted),
    /// A number reported for the subject. Bases `unit` and `person`.
    Observed(Observed),
}

/// An instant at which something is looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Instant {
    /// The day of evaluation, but not later than the last day of the period.
    AsOf,
    /// The first day of the period.
    PeriodFirst,
    /// The last day of the period, even while it lies ahead.
    PeriodLast,
    /// A fixed day.
    Day(Day),
}

/// A condition on a unit.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct UnitTest {
    /// Level.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub level: Vec<String>,
    /// Group.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub group: Vec<String>,
    /// These units or units below them, in the measure's hierarchy.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub within: Vec<String>,
    /// Attributes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attribute: Vec<AttributeTest>,
    /// The day at which the unit must exist and the rest is read; `as_of` where missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_at: Option<Instant>,
}

/// A condition on an attribute: one of the words, or a comparison. A missing attribute is unknown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AttributeTest {
    /// The attribute.
    pub id: String,
    /// One of these words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub one_of: Vec<String>,
    /// A comparison with a number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compare: Option<Compare>,
}

/// A comparison: every bound that is given must hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Compare {
    /// Greater than or equal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_least: Option<Rational>,
    /// Greater.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub above: Option<Rational>,
    /// Less than or equal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_most: Option<Rational>,
    /// Less.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub below: Option<Rational>,
}

impl Compare {
    /// Whether the number meets every bound.
    pub fn holds(&self, value: Rational) -> bool {
        self.at_least.is_none_or(|bound| value >= bound)
            && self.above.is_none_or(|bound| value > bound)
            && self.at_most.is_none_or(|bound| value <= bound)
            && self.below.is_none_or(|bound| value < bound)
    }
}

/// A condition on a person.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct PersonTest {
    /// Role.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub role: Vec<String>,
    /// Age. A missing birth date makes it unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub age: Option<AgeTest>,
}

/// A condition on age in completed years.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AgeTest {
    /// The instant at which the age is taken.
    pub at: Instant,
    /// At least so many completed years.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<u8>,
    /// Fewer completed years than this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub below: Option<u8>,
}

/// Where an activity stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ActivityStatus {
    /// Announced.
    Planned,
    /// Reported as held.
    Held,
    /// Held, and checked by somebody else.
    Verified,
    /// Did not take place.
    Cancelled,
}

/// A condition on an activity. It counts on its last day, which must lie in the period and not after `as_of`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ActivityTest {
    /// Which statuses count. There is no default: a planned lecture is not a lecture.
    pub status: Vec<ActivityStatus>,
    /// Kind.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kind: Vec<String>,
    /// Topic.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topic: Vec<String>,
    /// Not before this day, besides the period.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<Day>,
    /// Not after this day, besides the period.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<Day>,
    /// At least so many pieces of evidence. An activity that reports none has 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence_at_least: Option<u32>,
    /// One of its hosts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub host: Option<UnitTest>,
    /// Attributes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attribute: Vec<AttributeTest>,
}

/// A condition on an organisation, which must exist on the day of evaluation (not later than the period's end).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct OrganisationTest {
    /// Kind.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub kind: Vec<String>,
    /// Mode of establishment (组建方式).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub mode: Vec<Mode>,
    /// At least so many members; unknown where the number is not reported.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub members_at_least: Option<u32>,
    /// At least so many executives; unknown where the number is not reported.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub executives_at_least: Option<u32>,
    /// Established not before this day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub established_first: Option<Day>,
    /// Established not after this day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub established_last: Option<Day>,
}

/// How a women's organisation was set up (组建方式).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// 单独组建.
    Own,
    /// 联合组建.
    Joint,
    /// 行业统建.
    Industry,
    /// 区域联建.
    Area,
    /// 村社兜底.
    Fallback,
}

/// The person took part in at least so many distinct activities.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Participated {
    /// In one of these roles; in any where empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub role: Vec<String>,
    /// In activities such as this.
    pub activity: ActivityTest,
    /// How many, at least 1.
    pub at_least: u32,
    /// How headcounts without names are read. Without it, only named participants count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub headcount: Option<HeadcountRule>,
}

/// How headcounts without names bound a coverage: the result becomes an interval, never a fake exact number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct HeadcountRule {
    /// The audiences whose headcounts may be subjects of this measure; all where empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub audience: Vec<String>,
    /// Where the people behind the number may live.
    pub from: HeadcountFrom,
}

/// Where the people behind a headcount may live.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum HeadcountFrom {
    /// Anywhere.
    Anywhere,
    /// In the host units or below them.
    Host,
}

/// Organisations cover the unit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Covered {
    /// Such organisations.
    pub by: OrganisationTest,
    /// How many, at least 1.
    pub at_least: u32,
}

/// The unit hosted at least so many activities.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Hosted {
    /// Such activities.
    pub activity: ActivityTest,
    /// How many, at least 1.
    pub at_least: u32,
    /// Whether activities of units below count for the unit. There is no default.
    pub reach: Reach,
}

/// Whose activities count for a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    /// Only its own.
    Itself,
    /// Its own and those of all units below it.
    Below,
}

/// A number reported for the subject within the period and not after `as_of`. Unknown where none was reported.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Observed {
    /// Kind.
    pub kind: String,
    /// Which of several.
    pub take: Take,
    /// The comparison.
    pub compare: Compare,
}

/// Which of several observations of one kind is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Take {
    /// The one with the latest day; of one day the one entered last, then the one with the greatest id.
    Latest,
    /// The sum.
    Sum,
    /// The greatest.
    Max,
    /// The least.
    Min,
}
