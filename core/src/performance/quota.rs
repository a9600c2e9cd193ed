//! Places: how many there are, who gets them, what happens to equals at the cut, and why the first one left out is out.

use super::document::{Places, ShareBase, TieRule};
use super::rank::lot;
use crate::number::{Rational, Rounding};
use crate::order::Order;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// How the places of one class were given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Cut {
    /// The class: a group or a word of an attribute; empty for everyone.
    pub class: String,
    /// How many places there were.
    pub places: u64,
    /// Who got one, the first one first.
    pub chosen: Vec<String>,
    /// The first one who got none, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left_out: Option<LeftOut>,
    /// Those who were equal at the cut, where the tie rule had to decide.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tied: Vec<String>,
}

/// The first one left out, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LeftOut {
    /// Who.
    pub candidate: String,
    /// Why.
    pub reason: LeftOutReason,
    /// The number of the key that decided, from 0; missing where the tie rule decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<u32>,
    /// By how much the last one chosen is ahead in that key; missing where nobody was chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub distance: Option<Rational>,
}

/// Why somebody is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum LeftOutReason {
    /// Others are ahead.
    Behind,
    /// Equal at the cut, and equals do not get in.
    TiedAndShrunk,
    /// Equal at the cut, and the draw went against them.
    DrawnAgainst,
    /// Equal at the cut, and somebody has to decide.
    TiedUndecided,
}

/// One who could get a place: who, and the keys.
#[derive(Clone, Debug)]
pub(super) struct Contender {
    pub(super) row: usize,
    pub(super) id: String,
    /// Larger is better in each.
    pub(super) keys: Vec<Rational>,
}

/// How many places a class has. `everyone` counts all, `with_value` those who can be ordered.
pub(super) fn count(places: &Places, class: &str, everyone: usize, with_value: usize) -> u64 {
    match places {
        Places::Number(number) => u64::from(*number),
        Places::ByGroup(groups) => groups
            .iter()
            .find(|group| group.group == class)
            .map_or(0, |group| u64::from(group.places)),
        Places::Share(share) => {
            let of = match share.of {
                ShareBase::Everyone => everyone,
                ShareBase::WithValue => with_value,
            };
            let of = Rational::count(u64::try_from(of).unwrap_or(u64::MAX));
            let rounding = Rounding {
                mode: share.round,
                digits: 0,
            };
            share
                .share
                .times(of)
                .and_then(|places| rounding.apply(places))
                .and_then(|places| u64::try_from(places.numerator()).ok())
                .unwrap_or(0)
        }
    }
}

fn order(a: &Contender, b: &Contender) -> Ordering {
    b.keys.cmp(&a.keys)
}

/// Gives the places. The second value lists the rows that were chosen.
pub(super) fn choose(
    class: &str,
    mut contenders: Vec<Contender>,
    places: u64,
    ties: &TieRule,
) -> (Cut, Vec<usize>) {
    // Identifiers order equals, so that the order of the input changes nothing.
    contenders.order_by(|a, b| order(a, b).then_with(|| a.id.cmp(&b.id)));
    let room = usize::try_from(places).unwrap_or(usize::MAX);
    let mut end = room.min(contenders.len());
    let mut tied = Vec::new();
    let mut reason = LeftOutReason::Behind;
    let at_cut = contenders
        .get(end)
        .zip(end.checked_sub(1).and_then(|last| contenders.get(last)))
        .filter(|(next, last)| order(last, next) == Ordering::Equal)
        .map(|(next, _)| next.clone());
    if let Some(next) = at_cut {
        let start = contenders.partition_point(|one| order(one, &next) == Ordering::Less);
        let stop = contenders.partition_point(|one| order(one, &next) != Ordering::Greater);
        if let Some(equals) = contenders.get_mut(start..stop) {
            tied = equals.iter().map(|one| one.id.clone()).collect();
            match ties {
                TieRule::Expand => end = stop,
                TieRule::Shrink => {
                    end = start;
                    reason = LeftOutReason::TiedAndShrunk;
                }
                TieRule::Refuse => {
                    end = start;
                    reason = LeftOutReason::TiedUndecided;
                }
                TieRule::Draw(draw) => {
                    equals.sort_by_cached_key(|one| lot(&draw.seed, &one.id));
                    reason = LeftOutReason::DrawnAgainst;
                }
            }
        }
    }
    let left_out = contenders.get(end).map(|out| {
        let last = end.checked_sub(1).and_then(|last| contenders.get(last));
        let decided = last.and_then(|last| {
            last.keys
                .iter()
                .zip(&out.keys)
                .enumerate()
                .find(|(_, (a, b))| a != b)
        });
        LeftOut {
            candidate: out.id.clone(),
            reason,
            key: decided
                .filter(|_| reason == LeftOutReason::Behind)
                .and_then(|(key, _)| u32::try_from(key).ok()),
            distance: decided.and_then(|(_, (a, b))| a.minus(*b)),
        }
    });
    let chosen = contenders.get(..end).unwrap_or(&contenders);
    let cut = Cut {
        class: class.to_owned(),
        places,
        chosen: chosen.iter().map(|one| one.id.clone()).collect(),
        left_out,
        tied,
    };
    let rows = chosen.iter().map(|one| one.row).collect();
    (cut, rows)
}
