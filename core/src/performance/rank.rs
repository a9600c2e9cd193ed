//! Ranks: equal values share a rank in one of five declared ways; a state is never ranked.

use super::document::{First, RankMethod};
use crate::number::Rational;
use crate::order::Order;
use sm3::{Digest, Sm3};
use std::cmp::Ordering;

/// Where a candidate stands among its class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tie {
    /// How many are better.
    pub(super) before: u64,
    /// How many are equal, itself included.
    pub(super) equals: u64,
    /// The number of its value among the distinct values, from 1.
    pub(super) distinct: u64,
}

impl Tie {
    /// The rank. `ordinal` has one only where nobody is equal.
    pub(super) fn rank(self, method: RankMethod) -> Option<Rational> {
        let first = self.before.saturating_add(1);
        let last = self.before.saturating_add(self.equals);
        match method {
            RankMethod::Competition => Some(Rational::count(first)),
            RankMethod::Dense => Some(Rational::count(self.distinct)),
            RankMethod::Modified => Some(Rational::count(last)),
            RankMethod::Average => Rational::new(i128::from(first).saturating_add(i128::from(last)), 2),
            RankMethod::Ordinal => (self.equals == 1).then(|| Rational::count(first)),
        }
    }
}

/// Sorts the candidates, the first one first, and gives each its tie. `compare` says which of two is first.
pub(super) fn ties<T>(candidates: &mut [T], mut compare: impl FnMut(&T, &T) -> Ordering) -> Vec<(&T, Tie)> {
    candidates.order_by(&mut compare);
    let mut result = Vec::with_capacity(candidates.len());
    let mut before = 0u64;
    let mut distinct = 0u64;
    for equal in candidates.chunk_by(|a, b| compare(a, b) == Ordering::Equal) {
        let equals = u64::try_from(equal.len()).unwrap_or(u64::MAX);
        distinct = distinct.saturating_add(1);
        let tie = Tie {
            before,
            equals,
            distinct,
        };
        result.extend(equal.iter().map(|one| (one, tie)));
        before = before.saturating_add(equals);
    }
    result
}

/// Orders two values by which end is first.
fn by_end(first: First, order: Ordering) -> Ordering {
    match first {
        First::Highest => order.reverse(),
        First::Lowest => order,
    }
}

/// The lot of a candidate in a draw by a published seed: the smallest is drawn first. Anyone can repeat it:
/// SM3 over the seed, a line feed and the identifier.
pub(super) fn lot(seed: &str, id: &str) -> [u8; 32] {
    let mut digest = Sm3::new();
    digest.update(seed.as_bytes());
    digest.update(b"\n");
    digest.update(id.as_bytes());
    digest.finalize().into()
}

/// The ranks of values by a method; a value that is `None` has no rank.
///
/// ```
/// use jinguo::performance::{First, RankMethod, rank};
/// let values: Vec<_> = [90, 80, 80, 70].into_iter().map(|v| Some(jinguo::number::Rational::integer(v))).collect();
/// let ranks = rank(&values, First::Highest, RankMethod::Competition);
/// let ranks: Vec<String> = ranks.into_iter().map(|rank| rank.unwrap().to_string()).collect();
/// assert_eq!(ranks, ["1", "2", "2", "4"]);
/// ```
///
/// `ordinal` gives equal values no rank: it needs a chain of tie-breaks, which a ranking of a scorecard has.
pub fn rank(values: &[Option<Rational>], first: First, method: RankMethod) -> Vec<Option<Rational>> {
    let mut known: Vec<(Rational, usize)> = values
        .iter()
        .enumerate()
        .filter_map(|(row, value)| Some(((*value)?, row)))
        .collect();
    let mut ranks = vec![None; values.len()];
    for ((_, row), tie) in ties(&mut known, |a, b| by_end(first, a.0.cmp(&b.0))) {
        if let Some(rank) = ranks.get_mut(*row) {
            *rank = tie.rank(method);
        }
    }
    ranks
}
