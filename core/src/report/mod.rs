//! The report: plain data that a view can print, and anyone can recompute.

mod difference;
mod digest;

pub use difference::{
    DIFFERENCE_SCHEMA, Difference, MeasureDifference, Move, MovePage, MoveQuery, Moved, Numbers,
    ResultDifference, Side,
};
pub(crate) use digest::{Digest, Fingerprint, fingerprint};

use crate::error::{Code, Error, Fault, Place, Words};
use crate::number::Rational;
use crate::plan::{Basis, Improvement, Scoring, Text};
use crate::time::Day;
use serde::{Deserialize, Serialize};

/// The form of the document that this version writes.
pub const SCHEMA: &str = "jinguo-report/1";

/// What an evaluation was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Parameters {
    /// The day of evaluation: only what was true by the end of this day counts.
    pub as_of: Day,
    /// Only what was entered by the end of this day counts; the same day or later than `as_of` in most uses.
    pub known_at: Day,
}

/// A report: for each measure, unit and stratum, how far it has come.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// The form of the document: `jinguo-report/1`.
    pub schema: String,
    /// The version of the library.
    pub engine: String,
    /// The plan.
    pub plan: PlanStamp,
    /// The ledger.
    pub ledger: LedgerStamp,
    /// What was asked for.
    pub parameters: Parameters,
    /// SM3 digest over plan, ledger and parameters, in hexadecimal: which inputs gave this report.
    pub fingerprint: String,
    /// The units that appear in results, in the order of the tree, as on `as_of`.
    pub units: Vec<ReportUnit>,
    /// The measures, in the order of the plan.
    pub measures: Vec<MeasureReport>,
    /// What is odd about the facts.
    pub findings: Vec<Finding>,
}

impl Report {
    /// The report as canonical JSON: keys in the order of the types, no space between tokens, a line feed at the end. The
    /// same inputs give the same bytes on every machine and through every binding.
    ///
    /// # Errors
    /// `internal`; a report has no value that JSON cannot hold.
    pub fn to_json(&self) -> Result<String, Error> {
        let json = serde_json::to_string(self);
        json.map(|json| json + "\n").map_err(|error| {
            Fault::new(
                Code::Internal,
                Place::document("report"),
                error.to_string(),
                Words::default(),
            )
            .into()
        })
    }
}

/// Which plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PlanStamp {
    /// Identifier.
    pub id: String,
    /// Version.
    pub version: String,
    /// SM3 digest of its canonical JSON.
    pub digest: String,
}

/// Which facts: how many records are known, and their digest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LedgerStamp {
    /// Records of each kind, whenever they were entered.
    pub units: u64,
    /// Person records.
    pub persons: u64,
    /// Organisation records.
    pub organisations: u64,
    /// Activity records.
    pub activities: u64,
    /// Participation records, duplicates left out.
    pub participations: u64,
    /// Observation records.
    pub observations: u64,
    /// SM3 digest of all records; their order does not matter.
    pub digest: String,
}

/// A unit as on the day of evaluation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ReportUnit {
    /// Identifier.
    pub id: String,
    /// Name.
    pub name: String,
    /// Level.
    pub level: String,
    /// The unit above in the plan's hierarchy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// Whether the unit exists on the day; a closed unit stands here only if it still has subjects.
    pub open: bool,
}

/// The results of one measure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MeasureReport {
    /// Identifier.
    pub id: String,
    /// Title.
    pub title: Text,
    /// Clause.
    pub clause: String,
    /// Scoring.
    pub scoring: Scoring,
    /// Basis.
    pub basis: Basis,
    /// Direction.
    pub improvement: Improvement,
    /// First day of the measurement period.
    pub first: Day,
    /// Last day of the measurement period.
    pub last: Day,
    /// The day on which subjects were looked at: `as_of`, but not after `last`.
    pub at: Day,
    /// One result for each unit that has subjects or a target, in the order of the tree; then those of the strata.
    pub results: Vec<UnitResult>,
}

/// The state of a result. Only `value` carries a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// There is a value.
    Value,
    /// Subjects, but nobody is due: 0/0 is neither 0 nor 100 %.
    EmptyDenominator,
    /// A datum is missing and the plan refuses to guess.
    Missing,
    /// The measure is about nobody here, or the period has not begun.
    NotApplicable,
    /// Withheld from a published view.
    Suppressed,
    /// A number overflowed.
    Error,
}

/// How many subjects are in each class; `outside` is not counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Classes {
    /// 不计入.
    pub excluded: u64,
    /// 有理由未完成.
    pub excepted: u64,
    /// 已覆盖.
    pub met: u64,
    /// 无效完成.
    pub void: u64,
    /// 未覆盖, the due day has passed.
    pub open: u64,
    /// 未覆盖, the due day is ahead.
    pub prospective: u64,
    /// A needed datum is missing.
    pub unknown: u64,
}

/// One measure at one unit, for one stratum.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct UnitResult {
    /// The unit.
    pub unit: String,
    /// The stratum as `stratifier=category` pairs; empty for everybody.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stratum: Vec<String>,
    /// State.
    pub state: State,
    /// Class counts, from which a reader can recompute the value.
    pub classes: Classes,
    /// The numerator: `met`, or for an opportunity composite the sum over components.
    pub numerator: u64,
    /// The denominator: `met + void + open + prospective + unknown`, or for an opportunity composite the sum.
    pub denominator: u64,
    /// The value: the rate, the count or sum, the composite's score. Only in state `value`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Rational>,
    /// Bounds where headcounts without names could cover more people than are named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bounds: Option<Bounds>,
    /// The three counts of organisation coverage. For unit measures that ask for organisations.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisations: Option<OrganisationCounts>,
    /// The official number of subjects, where the measure names one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub official: Option<Official>,
    /// The target in force here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<TargetResult>,
    /// Pace towards the target.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pace: Option<PaceResult>,
    /// How it stands.
    pub status: Status,
    /// What a reader must know before using the number.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub flags: Vec<Flag>,
}

/// The least and the greatest value that the facts allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Bounds {
    /// Only named participants are covered.
    pub low: Rational,
    /// Every head without a name is another subject that is still open here.
    pub high: Rational,
    /// Heads without a name that could belong here.
    pub unnamed: u64,
}

/// Organisations, covered units and due units: three different counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OrganisationCounts {
    /// Distinct organisations of the kinds asked for that cover at least one due unit here.
    pub organisations: u64,
    /// Due units that at least one of them covers.
    pub covered_units: u64,
    /// Units that are due.
    pub due_units: u64,
}

/// The official number beside the register.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Official {
    /// The number reported.
    pub count: Rational,
    /// Numerator ÷ official number; may exceed 1, and is never clamped.
    pub rate: Rational,
}

/// A target and whether it is reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TargetResult {
    /// The target: a rate or a number. 1 for `every_one`.
    pub value: Rational,
    /// Whether nobody may be missing.
    pub every_one: bool,
    /// The day by which, included.
    pub due: Day,
    /// The clause that sets it.
    pub clause: String,
    /// Whether it is reached now, decided on whole numbers. With bounds, the lower one decides.
    pub reached: bool,
    /// What is still missing to the target: subjects for a rate, the number for a count; 0 when reached.
    pub missing: Rational,
}

/// Progress against time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PaceResult {
    /// Days from the first day of the period to the day of evaluation, both included.
    pub elapsed_days: u32,
    /// Days from the first day of the period to the due day, both included.
    pub total_days: u32,
    /// The value required by now: linear by days, through the milestones.
    pub required: Rational,
    /// The value reached by now.
    pub actual: Rational,
    /// `actual ÷ required` (for `decrease`: `required ÷ actual`); missing where the divisor is 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ratio: Option<Rational>,
    /// When the target is reached if things go on like this: first day − 1 + ⌈elapsed × target ÷ actual⌉ days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub projected_finish: Option<Day>,
}

/// How a result stands against its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// No target: only tracked.
    Tracked,
    /// The period has not begun.
    NotStarted,
    /// The target cannot be judged, because there is no value.
    Undetermined,
    /// 按期.
    OnTrack,
    /// 有风险.
    AtRisk,
    /// 滞后.
    OffTrack,
    /// Reached by the due day.
    Met,
    /// Reached after the due day.
    MetLate,
    /// The due day has passed without it.
    Missed,
}

/// What a reader must know before using a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Flag {
    /// What.
    pub code: FlagCode,
    /// How many: subjects, activities or heads, as the code says.
    pub count: u64,
}

/// Kinds of flags.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum FlagCode {
    /// The official number is smaller than the numerator: the rate over it exceeds 1.
    OverCoverage,
    /// Cause of over-coverage: the register holds so many more due subjects than the official number.
    RegisterAboveOfficial,
    /// The register holds so many fewer due subjects than the official number: the rate over the register is too good.
    RegisterBelowOfficial,
    /// Heads without names that exceed the subjects still open here: 人次 is not 人.
    HeadcountAboveOpen,
    /// Subjects that belong to a unit that does not exist on the day.
    ClosedUnit,
    /// Subjects whose class is unknown because a datum is missing.
    MissingData,
    /// Activities hosted here or below that would count, and report neither names nor headcounts.
    WithoutAttendance,
}

/// Something odd about the facts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// What.
    pub code: FindingCode,
    /// The word or list it is about, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// The known word nearest to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nearest: Option<String>,
    /// How many records.
    pub count: u64,
    /// Up to five ids, the smallest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub examples: Vec<String>,
}

/// The days that a measure looks at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MeasurePeriod {
    /// The measure.
    pub measure: String,
    /// First day of the period.
    pub first: Day,
    /// Last day of the period.
    pub last: Day,
    /// The day on which subjects are looked at: `as_of`, but not after `last`.
    pub at: Day,
}

/// Kinds of findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum FindingCode {
    /// Participations of persons who are not in the register; they cover nobody.
    UnmatchedPerson,
    /// The same participation entered more than once; it counts once.
    DuplicateParticipation,
    /// A word in the ledger that the plan's vocabulary does not know; `about` is `list:word`.
    UnknownWord,
    /// Persons whose unit does not exist on the day; they are still counted, above it.
    ResidentOfClosedUnit,
    /// Activities hosted by a unit that did not exist on their last day.
    HostClosed,
    /// Activities still `planned` although their day has passed.
    PlannedOverdue,
    /// Persons without a birth date.
    MissingBirthDate,
}
