//! The six kinds of record, and the withdrawal of one.
//!
//! A record without `recorded_at` has been known from the start. A later record with the same key replaces the
//! earlier one from its `recorded_at` on; a withdrawal takes the record away from its own time on. Nothing is erased:
//! an evaluation known as of an earlier day still sees what was known then.

use crate::number::Rational;
use crate::plan::{ActivityStatus, Mode};
use crate::time::{Day, Stamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The hierarchy that a plain `parent` belongs to.
pub const ADMINISTRATIVE: &str = "administrative";

/// One record of the ledger, as a line of a JSON Lines file writes it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "record", rename_all = "snake_case")]
pub enum Record {
    /// A unit.
    Unit(UnitRecord),
    /// A person.
    Person(PersonRecord),
    /// A women's organisation.
    Organisation(OrganisationRecord),
    /// An activity.
    Activity(ActivityRecord),
    /// Somebody's part in an activity.
    Participation(ParticipationRecord),
    /// A reported number.
    Observation(ObservationRecord),
    /// The withdrawal of an earlier record.
    Withdrawal(Withdrawal),
}

/// A unit (单位、行政区划) over a span of days: a region, community, organ, enterprise or school.
///
/// The key is `id` and `valid_from`: a unit that is renamed, moved, closed or reopened has several records. A record
/// without `valid_to` ends where the next one of the same unit starts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct UnitRecord {
    /// Identifier, the same over time.
    pub id: String,
    /// Name.
    pub name: String,
    /// Level, a word of the plan's vocabulary.
    pub level: String,
    /// The unit above in the hierarchy `administrative`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// The units above in other hierarchies, by the hierarchy's name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub parents: BTreeMap<String, String>,
    /// Groups.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<String>,
    /// Attributes.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub attributes: BTreeMap<String, String>,
    /// Statistical division code (统计用区划代码), checked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub division_code: Option<String>,
    /// Unified social credit code (统一社会信用代码), checked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit_code: Option<String>,
    /// First day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<Day>,
    /// Last day, included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<Day>,
    /// When it was entered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recorded_at: Option<Stamp>,
}

/// A person over a span of days, by an opaque key. Never a name, never an ID-card number.
///
/// The key is `id` and `valid_from`, as for units: a person who moves has several records.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PersonRecord {
    /// Opaque key; up to sixteen bytes are stored without extra cost.
    pub id: String,
    /// Unit of residence, or where the person belongs.
    pub unit: String,
    /// Birth date, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<Day>,
    /// Roles.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<String>,
    /// First day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<Day>,
    /// Last day, included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<Day>,
    /// When it was entered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recorded_at: Option<Stamp>,
}

/// A women's organisation. The key is `id`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OrganisationRecord {
    /// Identifier.
    pub id: String,
    /// Kind: 妇联, 妇委会, 妇女小组, 妇女微家….
    pub kind: String,
    /// Mode of establishment (组建方式).
    pub mode: Mode,
    /// The unit that hosts it.
    pub host: String,
    /// The units it covers; the host alone where empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub covers: Vec<String>,
    /// The day it was established.
    pub established: Day,
    /// The day it was dissolved; from this day on it no longer exists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dissolved: Option<Day>,
    /// How many members.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub members: Option<u32>,
    /// How many executives.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub executives: Option<u32>,
    /// When it was entered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recorded_at: Option<Stamp>,
}

/// An activity. The key is `id`. It counts on its last day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ActivityRecord {
    /// Identifier.
    pub id: String,
    /// Kind.
    pub kind: String,
    /// Topics.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<String>,
    /// The day, or the first of several.
    pub date: Day,
    /// The last of several days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_date: Option<Day>,
    /// Where it stands.
    pub status: ActivityStatus,
    /// Host units, at least one.
    pub hosts: Vec<String>,
    /// The unit that organises it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organiser: Option<String>,
    /// 人次 by audience.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub headcounts: BTreeMap<String, u32>,
    /// How many pieces of evidence are filed.
    #[serde(default)]
    pub evidence: u32,
    /// Attributes.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub attributes: BTreeMap<String, String>,
    /// When it was entered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recorded_at: Option<Stamp>,
}

/// A person's part in an activity. The key is all three; the same part twice counts once and is reported.
///
/// The person need not be in the register: such a row is kept and reported as unmatched, and covers nobody.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ParticipationRecord {
    /// The activity.
    pub activity: String,
    /// The person.
    pub person: String,
    /// The role: audience, lecturer, host, helper, author….
    pub role: String,
    /// When it was entered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recorded_at: Option<Stamp>,
}

/// A reported number or mark for a unit or a person. The key is `id`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ObservationRecord {
    /// Identifier.
    pub id: String,
    /// Kind: an official headcount, a satisfaction, a superior's score, a judge's mark….
    pub kind: String,
    /// The unit it is about; exactly one of `unit` and `person` is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The person it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    /// The day it is true for.
    pub date: Day,
    /// The number.
    pub value: Rational,
    /// Where it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// When it was entered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recorded_at: Option<Stamp>,
}

/// The withdrawal of an earlier record: from `recorded_at` on it is as if it had not been entered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Withdrawal {
    /// The record that is withdrawn.
    pub of: RecordKey,
    /// When the withdrawal was entered.
    pub recorded_at: Stamp,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// The key of a record.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum RecordKey {
    /// A unit's record.
    Unit {
        /// Identifier.
        id: String,
        /// First day of the record, as it was entered.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        valid_from: Option<Day>,
    },
    /// A person's record.
    Person {
        /// Identifier.
        id: String,
        /// First day of the record, as it was entered.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        valid_from: Option<Day>,
    },
    /// An organisation.
    Organisation(String),
    /// An activity.
    Activity(String),
    /// A participation.
    Participation {
        /// The activity.
        activity: String,
        /// The person.
        person: String,
        /// The role.
        role: String,
    },
    /// An observation.
    Observation(String),
}
