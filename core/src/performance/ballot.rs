//! Counting a vote: one ballot a person, at most so many choices, over-voting as declared, real names.

use super::document::{OverVoting, RealName, SecondBallot, UnknownChoice, Vote};
use super::input::Ballot;
use crate::order::Order;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Why a ballot does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum VoidReason {
    /// The channel is not open for this vote.
    Channel,
    /// It carries no name.
    NoName,
    /// The same person has another ballot.
    SecondBallot,
    /// It names somebody twice.
    ChoiceTwice,
    /// It names somebody who is not nominated.
    UnknownChoice,
    /// It names too many.
    OverVoting,
    /// It names too few.
    TooFew,
}

/// A counted vote.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Count {
    /// Ballots that were cast.
    pub cast: u64,
    /// Ballots that count.
    pub valid: u64,
    /// Ballots that do not, by reason.
    pub void: BTreeMap<VoidReason, u64>,
    /// Valid votes of each nominated candidate that has any.
    pub votes: BTreeMap<String, u64>,
}

/// Counts ballots. Which of two ballots of a person is the first is told by time, then by channel and choices, so that
/// the order in which they come changes nothing.
pub(super) fn count_votes<'a>(
    vote: &Vote,
    ballots: impl Iterator<Item = &'a Ballot>,
    nominated: &BTreeSet<&str>,
) -> Count {
    let mut by_voter: BTreeMap<&str, Vec<&Ballot>> = BTreeMap::new();
    let mut count = Count::default();
    let mut refused = Vec::new();
    for ballot in ballots {
        count.cast = count.cast.saturating_add(1);
        if !vote.channels.is_empty() && !vote.channels.contains(&ballot.channel) {
            refused.push(VoidReason::Channel);
        } else if vote.real_name == RealName::Required && !ballot.named {
            refused.push(VoidReason::NoName);
        } else {
            by_voter.entry(&ballot.voter).or_default().push(ballot);
        }
    }
    for (_, mut ballots) in by_voter {
        ballots.order_by(|a, b| (a.at, &a.channel, &a.choices).cmp(&(b.at, &b.channel, &b.choices)));
        let counting = match (vote.second_ballot, ballots.as_slice()) {
            (_, [only]) => Some(*only),
            (SecondBallot::FirstCounts, [first, ..]) => Some(*first),
            (SecondBallot::LastCounts, [.., last]) => Some(*last),
            _ => None,
        };
        let others = ballots.len().saturating_sub(usize::from(counting.is_some()));
        refused.extend(std::iter::repeat_n(VoidReason::SecondBallot, others));
        let Some(ballot) = counting else { continue };
        match choices(vote, ballot, nominated) {
            Ok(choices) => {
                count.valid = count.valid.saturating_add(1);
                for choice in choices {
                    let votes = count.votes.entry(choice.to_owned()).or_default();
                    *votes = votes.saturating_add(1);
                }
            }
            Err(reason) => refused.push(reason),
        }
    }
    for reason in refused {
        let void = count.void.entry(reason).or_default();
        *void = void.saturating_add(1);
    }
    count
}

/// The choices of a ballot that count.
fn choices<'a>(
    vote: &Vote,
    ballot: &'a Ballot,
    nominated: &BTreeSet<&str>,
) -> Result<Vec<&'a str>, VoidReason> {
    let mut seen = BTreeSet::new();
    if !ballot.choices.iter().all(|choice| seen.insert(choice)) {
        return Err(VoidReason::ChoiceTwice);
    }
    let most = usize::try_from(vote.at_most).unwrap_or(usize::MAX);
    let least = usize::try_from(vote.at_least).unwrap_or(usize::MAX);
    // Over-voting looks at what the voter wrote, before anything is left out.
    if ballot.choices.len() > most && vote.over_voting == OverVoting::VoidsBallot {
        return Err(VoidReason::OverVoting);
    }
    let mut choices: Vec<&str> = ballot.choices.iter().take(most).map(String::as_str).collect();
    let all = choices.len();
    choices.retain(|choice| nominated.contains(choice));
    if choices.len() < all && vote.unknown_choice == UnknownChoice::VoidsBallot {
        return Err(VoidReason::UnknownChoice);
    }
    if choices.len() < least {
        return Err(VoidReason::TooFew);
    }
    Ok(choices)
}
