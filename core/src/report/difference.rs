//! What changed between two evaluations: who opened, who closed, who moved, and which numbers.

use super::{LedgerStamp, Parameters, PlanStamp, State, Status};
use crate::gap::{Class, Subject};
use crate::number::Rational;
use serde::{Deserialize, Serialize};

/// The form of the document that this version writes.
pub const DIFFERENCE_SCHEMA: &str = "jinguo-difference/1";

/// The difference of two evaluations.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Difference {
    /// The form of the document: `jinguo-difference/1`.
    pub schema: String,
    /// The earlier side.
    pub earlier: Side,
    /// The later side.
    pub later: Side,
    /// The measures that differ, in the order of the later plan, then those that only the earlier one has.
    pub measures: Vec<MeasureDifference>,
}

/// One side of a difference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Side {
    /// The plan.
    pub plan: PlanStamp,
    /// The ledger.
    pub ledger: LedgerStamp,
    /// What was asked for.
    pub parameters: Parameters,
    /// The fingerprint of its report.
    pub fingerprint: String,
}

/// How one measure differs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MeasureDifference {
    /// The measure.
    pub measure: String,
    /// Whether the plans define it differently; also where only one of them has it.
    pub rule_changed: bool,
    /// The results that differ, in the order of the later report, then those that only the earlier one has.
    pub results: Vec<ResultDifference>,
    /// The subjects that changed class, by both classes.
    pub moves: Vec<Move>,
}

/// How one result differs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ResultDifference {
    /// The unit.
    pub unit: String,
    /// The stratum; empty for everybody.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stratum: Vec<String>,
    /// How it was; missing where it was not there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub earlier: Option<Numbers>,
    /// How it is; missing where it is no longer there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub later: Option<Numbers>,
}

/// The numbers of a result that a difference shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Numbers {
    /// State.
    pub state: State,
    /// Numerator.
    pub numerator: u64,
    /// Denominator.
    pub denominator: u64,
    /// The value, in state `value`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Rational>,
    /// Status.
    pub status: Status,
}

/// Subjects that went from one class to another. From a gap (`open`, `prospective`, `unknown`, `void`) to another class
/// a gap closed; from another class to a gap it opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Move {
    /// The earlier class.
    pub from: Class,
    /// The later class.
    pub to: Class,
    /// How many subjects.
    pub count: u64,
    /// The first of them by id, as many as were asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subjects: Vec<Subject>,
}

/// Which subjects that moved: of one measure, in a unit and below it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MoveQuery {
    /// The measure.
    pub measure: String,
    /// The unit; everywhere where missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The earlier class; any where missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Class>,
    /// The later class; any where missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Class>,
    /// How many subjects to skip.
    #[serde(default)]
    pub offset: u64,
    /// How many subjects to give, at most 10,000.
    pub limit: u32,
}

/// A page of subjects that moved, by both classes and then by id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MovePage {
    /// How many moved by both classes, whichever classes were asked for.
    pub counts: Vec<Move>,
    /// How many subjects there are of the classes that were asked for.
    pub total: u64,
    /// The subjects of this page.
    pub moves: Vec<Moved>,
}

/// A subject that moved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Moved {
    /// Who.
    pub subject: Subject,
    /// Where it stands now, or stood where it is no longer there.
    pub unit: String,
    /// The earlier class.
    pub from: Class,
    /// The later class.
    pub to: Class,
}
