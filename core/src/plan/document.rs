//! The plan document: a mirror of `plan.json`, nothing else. What it means stands with the types; what makes it
//! wrong stands in the check.

use super::criterion::Criterion;
use crate::number::Rational;
use crate::time::{Day, Period};
use serde::{Deserialize, Serialize};

/// The form of the document that this version reads.
pub const SCHEMA: &str = "jinguo-plan/1";

/// A work plan (工作要点).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PlanDocument {
    /// The form of the document: `jinguo-plan/1`.
    pub schema: String,
    /// Identifier, the same for all versions.
    pub id: String,
    /// Version of the text, such as `1.0.0`. An active version is never edited.
    pub version: String,
    /// Whether the plan is in force.
    pub status: PlanStatus,
    /// Title.
    pub title: Text,
    /// The document that the plan puts into data.
    pub source: Source,
    /// The period of all measures that name none of their own.
    pub period: Period,
    /// The hierarchy along which results are rolled up, unless a measure names another.
    pub hierarchy: String,
    /// Every word that criteria may use, with its title.
    pub vocabulary: Vocabulary,
    /// Named sets of words whose content changes with time. A criterion names one as `@id`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sets: Vec<CodeSet>,
    /// When a measure is on track. Dated; a measure may have its own.
    pub pace: Vec<Dated<Pace>>,
    /// The clauses of the source document.
    pub clauses: Vec<Clause>,
    /// The measures (指标).
    pub measures: Vec<Measure>,
}

/// Whether a plan is in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PlanStatus {
    /// Being written.
    Draft,
    /// In force.
    Active,
    /// No longer in force.
    Retired,
}

/// Words in Chinese, and in English where somebody wrote them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// Chinese.
    pub zh: String,
    /// English; the Chinese stands in where it is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
}

/// The document that a plan puts into data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Its title.
    pub title: String,
    /// Who issued it.
    pub issuer: String,
    /// When, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issued: Option<Day>,
    /// What a reader must know of the way from the text to the data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
}

/// Every word that criteria may use. The ledger may hold others; an evaluation reports them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Vocabulary {
    /// Levels of units (层级), from the widest to the narrowest: city, county, township, community, organ….
    pub levels: Vec<Term>,
    /// Groups of units (类别): 市直机关, 两新组织, 四新领域, 城市社区….
    pub groups: Vec<Term>,
    /// Attributes of units and activities.
    pub attributes: Vec<Term>,
    /// Roles of persons: minor, guardian, 执委 of a level, lecturer, cadre….
    pub person_roles: Vec<Term>,
    /// Kinds of organisation: 妇联, 妇委会, 妇女小组, 妇女微家….
    pub organisation_kinds: Vec<Term>,
    /// Kinds of activity.
    pub activity_kinds: Vec<Term>,
    /// Topics of activities.
    pub topics: Vec<Term>,
    /// Roles in an activity: audience, lecturer, host, helper, author….
    pub participation_roles: Vec<Term>,
    /// Audiences by which headcounts are reported.
    pub audiences: Vec<Term>,
    /// Kinds of observation.
    pub observation_kinds: Vec<Term>,
}

/// A word of the vocabulary with its title.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// The word as the ledger writes it.
    pub id: String,
    /// What people read.
    pub title: Text,
}

/// Which list of the vocabulary a code set belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum VocabularyList {
    /// `levels`.
    Levels,
    /// `groups`.
    Groups,
    /// `attributes`.
    Attributes,
    /// `person_roles`.
    PersonRoles,
    /// `organisation_kinds`.
    OrganisationKinds,
    /// `activity_kinds`.
    ActivityKinds,
    /// `topics`.
    Topics,
    /// `participation_roles`.
    ParticipationRoles,
    /// `audiences`.
    Audiences,
    /// `observation_kinds`.
    ObservationKinds,
}

/// A named set of words whose content changes with time, such as the groups that count as 四新领域.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CodeSet {
    /// Identifier; a criterion names the set as `@id`.
    pub id: String,
    /// Title.
    pub title: Text,
    /// The list of the vocabulary that the words come from.
    pub of: VocabularyList,
    /// The words, by the days on which they are in force.
    pub values: Vec<Dated<Vec<String>>>,
}

/// A value with the days on which it is in force and the clause that sets it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "Dated{T}")
)]
#[serde(deny_unknown_fields)]
pub struct Dated<T> {
    /// First day; open where missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<Day>,
    /// Last day, included; open where missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<Day>,
    /// The clause that sets it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clause: Option<String>,
    /// The value.
    pub value: T,
}

/// When a measure is on track: the least ratio of actual to required progress.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Pace {
    /// At least this ratio is on track (按期).
    pub on_track: Rational,
    /// At least this ratio is at risk (有风险), below it off track (滞后).
    pub at_risk: Rational,
}

/// A clause of the source document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Clause {
    /// Identifier, such as `三.5`.
    pub id: String,
    /// The number as printed, such as `5` or `三`.
    pub number: String,
    /// The text of the heading.
    pub title: Text,
    /// The clause above.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
}

/// How a measure turns classes into a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Scoring {
    /// Numerator ÷ denominator.
    Proportion,
    /// How many are in the numerator, or the sum of a number over them.
    Count,
    /// Made of other measures.
    Composite,
}

/// What a measure counts (口径).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// Persons, each once, at their unit of residence.
    Person,
    /// Units, at themselves.
    Unit,
    /// Activities, at their host units.
    Event,
    /// Women's organisations, at their host unit.
    Organisation,
}

/// Which direction is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Improvement {
    /// More is better.
    Increase,
    /// Less is better: a target is a ceiling.
    Decrease,
}

/// What happens to subjects whose class cannot be told because a datum is missing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum MissingData {
    /// They stay in the denominator as not covered.
    #[default]
    Open,
    /// They leave the denominator, and stay visible as `unknown`.
    Exclude,
    /// The result is `missing` as long as there is one.
    Refuse,
}

/// A measure (指标).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// Identifier.
    pub id: String,
    /// Title.
    pub title: Text,
    /// The clause that asks for it.
    pub clause: String,
    /// What a reader must know: where the text gives no number, how a word of the text was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
    /// How classes become a result.
    pub scoring: Scoring,
    /// What is counted.
    pub basis: Basis,
    /// Which direction is better.
    pub improvement: Improvement,
    /// The measurement period; the plan's where missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// The hierarchy for the roll-up; the plan's where missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hierarchy: Option<String>,
    /// Everyone the measure is about (对象总体). Required, except for a composite.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub initial_population: Option<Criterion>,
    /// Of those, who is due (应覆盖); everyone where missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub denominator: Option<Criterion>,
    /// Left out before looking at the numerator (不计入).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub denominator_exclusion: Option<Criterion>,
    /// Left out only if the numerator is not met (有理由未完成). Only for a proportion.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub denominator_exception: Option<Criterion>,
    /// Who has it (已覆盖). Required for a proportion; everyone due for a count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub numerator: Option<Criterion>,
    /// Met, but void (无效完成).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub numerator_exclusion: Option<Criterion>,
    /// For a count: the number that is summed over the numerator instead of counting it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sum: Option<Sum>,
    /// The kind of observation that gives the official number of subjects of a unit (official headcount). The result is
    /// then judged against the larger of the register and the official number. Only for a proportion over persons.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub official: Option<String>,
    /// For a composite: how the components are put together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub composite: Option<CompositeMethod>,
    /// For a composite: its parts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub components: Vec<Component>,
    /// Ways to split the subjects.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stratifiers: Vec<Stratifier>,
    /// Which splits are reported: each entry crosses the named stratifiers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub strata: Vec<Vec<String>>,
    /// Missing data.
    #[serde(default)]
    pub missing: MissingData,
    /// What is to be reached. A measure without targets is tracked only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub targets: Vec<Target>,
    /// Pace thresholds of this measure; the plan's where missing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pace: Vec<Dated<Pace>>,
}

/// The number that a count sums over its numerator.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Sum {
    /// 人次 of activities, for the named audiences (all where the list is empty). Basis `event` only.
    Headcount(Vec<String>),
    /// A numeric attribute of units or activities.
    Attribute(String),
    /// An observation of each subject within the period: the sum of its values.
    Observation(String),
    /// The members of organisations. Basis `organisation` only.
    Members,
    /// How often persons in the numerator took part: distinct activities. Basis `person` only.
    Participations(Box<super::criterion::Participated>),
}

/// How a composite puts its components together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum CompositeMethod {
    /// A subject is met when it is met in every component in whose denominator it is.
    AllOrNothing,
    /// Numerators over denominators, summed over the components.
    Opportunity,
    /// The mean over subjects of each one's share of met components.
    Linear,
    /// The weighted mean of the component rates; components without a value leave the weights.
    Weighted,
}

/// A part of a composite.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Component {
    /// The measure.
    pub measure: String,
    /// Its weight, dated; 1 where missing. Only for `weighted`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub weight: Vec<Dated<Rational>>,
}

/// A way to split the subjects of a measure. Each subject falls into the first category that holds, or into `other`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Stratifier {
    /// Identifier.
    pub id: String,
    /// Title.
    pub title: Text,
    /// The categories, in order.
    pub categories: Vec<Category>,
}

/// A category of a stratifier.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Category {
    /// Identifier; `other` is taken.
    pub id: String,
    /// Title.
    pub title: Text,
    /// Who falls into it.
    pub criterion: Criterion,
}

/// What is to be reached, by whom, by when.
///
/// Exactly one of `rate`, `count` and `every_one` is given. Two targets may not be in force for the same unit on the
/// same day: the narrower scope does not override the wider one, it is an error that names both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// The clause that sets it; the measure's where missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clause: Option<String>,
    /// First day on which it is in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<Day>,
    /// Last day on which it is in force, included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<Day>,
    /// At which units it holds; at all where missing. Required for `count`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<Scope>,
    /// A rate between 0 and 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate: Option<Rational>,
    /// A number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<Rational>,
    /// Nobody may be missing: decided on whole numbers.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub every_one: bool,
    /// The day by which, included. The end of the period where missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Day>,
    /// Steps on the way. Between them the required progress is linear by days.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub milestones: Vec<Milestone>,
}

/// The units at which a target holds. All that is given must hold; words of one list are alternatives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Scope {
    /// These units.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unit: Vec<String>,
    /// Units of these levels.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub level: Vec<String>,
    /// Units in one of these groups.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub group: Vec<String>,
}

/// A step on the way to a target, in the unit of the target: a rate or a count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Milestone {
    /// By the end of this day.
    pub day: Day,
    /// So much.
    pub value: Rational,
}
