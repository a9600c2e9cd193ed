//! Explanation: why a subject has its class, and why a unit has its numbers. Data, not prose.

use crate::gap::{Class, Subject};
use crate::time::Day;
use serde::{Deserialize, Serialize};

/// Why a subject has its class in a measure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Explanation {
    /// The measure.
    pub measure: String,
    /// Its clause.
    pub clause: String,
    /// The subject.
    pub subject: Subject,
    /// Where it is counted.
    pub unit: String,
    /// Its class.
    pub class: Class,
    /// First day of the period.
    pub first: Day,
    /// Last day of the period.
    pub last: Day,
    /// The day it was looked at.
    pub at: Day,
    /// The first day on which a met subject is open again; for `met` only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reopens: Option<Day>,
    /// Each population that the measure has, in the order in which they are looked at.
    pub populations: Vec<PopulationTrace>,
    /// For a composite: the class in each component.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub components: Vec<ComponentTrace>,
}

/// A criterion's outcome for a subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Truth {
    /// It holds.
    True,
    /// It does not hold.
    False,
    /// A needed datum is missing.
    Unknown,
}

/// One population's criterion.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PopulationTrace {
    /// `initial_population`, `denominator`, ….
    pub population: String,
    /// The criterion, step by step.
    pub criterion: Trace,
}

/// One step of a criterion.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Trace {
    /// JSON pointer of the step in the plan document.
    pub pointer: String,
    /// The kind of criterion: `all`, `person`, `participated`, ….
    pub kind: String,
    /// The outcome.
    pub holds: Truth,
    /// The values that were used, such as `age` = `12`, `needed` = `1`, `found` = `0`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<(String, String)>,
    /// Ids of the facts that counted, the smallest first, at most a hundred.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<String>,
    /// The steps inside.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Trace>,
}

/// A component of a composite.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ComponentTrace {
    /// The measure.
    pub measure: String,
    /// The subject's class in it.
    pub class: Class,
}
