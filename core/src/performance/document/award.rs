//! Awards (十佳执委、十佳模式、十佳项目): who is nominated, how it is voted, who wins.

use super::{Condition, Key, Places, TieRule, Who, Within};
use crate::plan::Text;
use serde::{Deserialize, Serialize};

/// An award.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Award {
    /// Identifier.
    pub id: String,
    /// Title.
    pub title: Text,
    /// The clause of the plan that asks for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clause: Option<String>,
    /// What a reader must know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
    /// Who can be nominated.
    pub candidates: Who,
    /// The condition of a nomination. Unknown counts as not met, and the result says so.
    pub nomination: Condition,
    /// Gates that bar from it, beside those that name it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub barred_by: Vec<super::GateOf>,
    /// The vote; none where missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vote: Option<Vote>,
    /// Among whom places are given.
    pub within: Within,
    /// How many.
    pub places: Places,
    /// By what, first key first.
    pub order: Vec<Key>,
    /// What happens to equals at the cut.
    pub ties: TieRule,
}

/// The rules of a vote. One ballot a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Vote {
    /// A ballot names at least so many.
    pub at_least: u32,
    /// A ballot names at most so many.
    pub at_most: u32,
    /// A ballot that names more.
    pub over_voting: OverVoting,
    /// Whether a ballot must carry a name.
    pub real_name: RealName,
    /// A second ballot of the same person, in the same or in another channel.
    pub second_ballot: SecondBallot,
    /// A ballot that names somebody who is not nominated.
    pub unknown_choice: UnknownChoice,
    /// The channels that are open; any where empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub channels: Vec<String>,
}

/// A ballot that names too many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum OverVoting {
    /// It is void.
    VoidsBallot,
    /// The first choices count.
    FirstChoicesCount,
}

/// Whether a ballot must carry a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum RealName {
    /// Without one it is void (实名投票).
    Required,
    /// It need not.
    NotRequired,
}

/// A second ballot of the same person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SecondBallot {
    /// The first one counts.
    FirstCounts,
    /// The last one counts.
    LastCounts,
    /// None of them counts.
    VoidsAll,
}

/// A ballot that names somebody who is not nominated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum UnknownChoice {
    /// It is void.
    VoidsBallot,
    /// That choice is left out, the others count.
    IsLeftOut,
}
