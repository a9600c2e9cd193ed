//! The gap list (缺口清单): who is still missing, why, and what closes it.

use crate::number::Rational;
use crate::time::Day;
use serde::{Deserialize, Serialize};

/// Which gaps: a page of the open subjects of a measure in a unit and below it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct GapQuery {
    /// The measure.
    pub measure: String,
    /// The unit; everywhere where missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// How many gaps to skip.
    #[serde(default)]
    pub offset: u64,
    /// How many gaps to give, at most 10,000.
    pub limit: u32,
}

/// A page of gaps, in the order of the tree and then of the ids.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct GapPage {
    /// How many gaps there are in all.
    pub total: u64,
    /// The gaps of this page.
    pub gaps: Vec<Gap>,
}

/// A subject of a measure.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Subject {
    /// A person, by key.
    Person(String),
    /// A unit.
    Unit(String),
    /// An activity.
    Event(String),
    /// An organisation.
    Organisation(String),
}

/// The class of a subject: exactly one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// Not in the initial population, or not due.
    Outside,
    /// 不计入.
    Excluded,
    /// 有理由未完成.
    Excepted,
    /// 已覆盖.
    Met,
    /// 无效完成.
    Void,
    /// 未覆盖, the due day has passed.
    Open,
    /// 未覆盖, the due day is ahead.
    Prospective,
    /// A needed datum is missing.
    Unknown,
}

/// Which subjects: a page of those in some classes of a measure, in a unit and below it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SubjectQuery {
    /// The measure.
    pub measure: String,
    /// The unit; everywhere where missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The classes; every class but `outside` where none is named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub classes: Vec<Class>,
    /// How many subjects to skip.
    #[serde(default)]
    pub offset: u64,
    /// How many subjects to give, at most 10,000.
    pub limit: u32,
}

/// A page of subjects, in the order of the tree and then of the ids.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SubjectPage {
    /// How many subjects there are in all.
    pub total: u64,
    /// The subjects of this page.
    pub subjects: Vec<ClassedSubject>,
}

/// A subject with its class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ClassedSubject {
    /// Who.
    pub subject: Subject,
    /// Where: residence, host unit, or the unit itself.
    pub unit: String,
    /// The class.
    pub class: Class,
}

/// A subject that is due and not validly met.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Gap {
    /// Who.
    pub subject: Subject,
    /// Where: residence, host unit, or the unit itself.
    pub unit: String,
    /// `open`, `prospective`, `unknown` or `void`.
    pub class: Class,
    /// Why.
    pub reason: Reason,
    /// The smallest things that close it, all of them needed. Empty where only a decision can, as for `void`.
    pub closes: Vec<Action>,
    /// By when, where a target or the period says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Day>,
}

/// Why a subject is open. The first ten names are those of the HL7 care-gap reasons.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ReasonCode {
    /// Nothing of the kind is in the ledger.
    NotFound,
    /// A datum of the subject itself is missing.
    Missing,
    /// Something is there that must not be there.
    Present,
    /// Something is there, with the wrong kind, status, mode or evidence.
    InvalidAttribute,
    /// A day lies inside a span where it must not.
    DateInRange,
    /// Something is there, on a day that does not count.
    DateOutOfRange,
    /// A number lies inside a span where it must not.
    ValueInRange,
    /// A number is there, and is too small or too large.
    ValueOutOfRange,
    /// A number of things lies inside a span where it must not.
    CountInRange,
    /// Some are there, and too few.
    CountOutOfRange,
    /// Met, but void.
    Voided,
}

/// Why a subject is open, with the near miss.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// The code.
    pub code: ReasonCode,
    /// The facts that came nearest, at most three: ids of activities, organisations or observations.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<String>,
    /// The number that was found, for a count or value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub found: Option<Rational>,
    /// The number that is needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub needed: Option<Rational>,
}

/// What would close a gap.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Action {
    /// What.
    pub kind: ActionKind,
    /// How often, or how much more.
    pub count: Rational,
    /// The kinds of activity, organisation, attribute or observation that would do: any of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub of: Vec<String>,
    /// The topics that would do: any of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<String>,
}

/// Kinds of actions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ActionKind {
    /// The person takes part in activities.
    Participate,
    /// The unit hosts activities.
    Host,
    /// An organisation that covers the unit is set up or extended.
    Cover,
    /// The organisation reaches the strength or mode that is asked for.
    Strengthen,
    /// An activity that is already there gets the status, evidence or attribute that is asked for.
    Confirm,
    /// A number of the subject reaches the bound.
    Reach,
    /// A missing datum is entered.
    Supply,
    /// Something that stands in the way ends.
    Remove,
    /// The unit, person or organisation itself changes: level, group, role, age.
    Change,
}
