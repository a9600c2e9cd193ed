//! A ranking as a ladder: who stands on which rung, and what the next one takes.

use super::document::First;
use super::explain::Ahead;
use super::program::{Kind, RankProgram};
use super::term::Term;
use super::{Compiled, Evaluation};
use crate::number::Rational;
use crate::order::Order;
use serde::Serialize;
use std::collections::BTreeMap;

/// A candidate's place in a ranking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rung {
    /// The candidate.
    pub candidate: String,
    /// The class in which it is ranked: a group or a word of an attribute; empty for everyone.
    pub class: String,
    /// The rank.
    pub rank: Rational,
    /// The nearest candidate ahead; missing for the first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ahead: Option<Ahead>,
}

/// One who is ranked.
struct Ranked {
    row: usize,
    rank: Rational,
    /// Larger is better in each.
    keys: Vec<Rational>,
}

impl Evaluation {
    /// A ranking, class by class, the first ones first, equals by identifier, each with the distance to the next place;
    /// `None` for names that are not there. Who has no rank is not in it. Time: n log n for n candidates.
    pub fn ladder(&self, scorecard: &str, ranking: &str) -> Option<Vec<Rung>> {
        let Compiled {
            document, program, ..
        } = &*self.scorecards.0;
        let card = document.scorecards.iter().position(|card| card.id == scorecard)?;
        let nodes = program.scorecards.get(card)?;
        let node = *nodes
            .rankings
            .iter()
            .find(|node| self.short_name(card, **node) == ranking)?;
        let mut rungs = Vec::new();
        for (class, mut ranked) in self.ranked(card, node)? {
            ranked.order_by(|a, b| {
                let ids = || self.candidate_id(a.row).cmp(self.candidate_id(b.row));
                b.keys.cmp(&a.keys).then(a.rank.cmp(&b.rank)).then_with(ids)
            });
            // The first of those who are equal and next ahead.
            let (mut next, mut first) = (None, 0usize);
            for (at, one) in ranked.iter().enumerate() {
                if ranked.get(first).is_some_and(|equal| equal.keys != one.keys) {
                    (next, first) = (Some(first), at);
                }
                let ahead = next.and_then(|next| ranked.get(next));
                rungs.push(Rung {
                    candidate: self.candidate_id(one.row).to_owned(),
                    class: class.to_owned(),
                    rank: one.rank,
                    ahead: ahead.and_then(|ahead| self.ahead_of(card, node, one, ahead)),
                });
            }
        }
        Some(rungs)
    }

    /// The nearest candidate ahead of one in a ranking; of equal ones the first by identifier.
    pub(super) fn ahead(&self, card: usize, node: usize, row: usize) -> Option<Ahead> {
        let classes = self.ranked(card, node)?;
        let class = classes
            .values()
            .find(|class| class.iter().any(|one| one.row == row))?;
        let mine = class.iter().find(|one| one.row == row)?;
        let nearest = class
            .iter()
            .filter(|one| one.keys > mine.keys)
            .min_by(|a, b| (&a.keys, self.candidate_id(a.row)).cmp(&(&b.keys, self.candidate_id(b.row))))?;
        self.ahead_of(card, node, mine, nearest)
    }

    /// Everyone who has a rank, class by class.
    fn ranked(&self, card: usize, node: usize) -> Option<BTreeMap<&str, Vec<Ranked>>> {
        let Compiled {
            document, program, ..
        } = &*self.scorecards.0;
        let Kind::Rank(rank) = &program.nodes.get(node)?.kind else {
            return None;
        };
        let cohort = &document.scorecards.get(card)?.candidates;
        let mut classes: BTreeMap<&str, Vec<Ranked>> = BTreeMap::new();
        for (row, candidate) in self.inputs.cohort.iter().enumerate() {
            if !super::program::admits(cohort, candidate) {
                continue;
            }
            let class = super::partition::class_of(&rank.within, candidate);
            let place = self.cell(node, row).ok();
            if let (Some(class), Some(place), Some(keys)) = (class, place, self.keys(rank, row)) {
                let one = Ranked {
                    row,
                    rank: place,
                    keys,
                };
                classes.entry(class).or_default().push(one);
            }
        }
        Some(classes)
    }

    fn ahead_of(&self, card: usize, node: usize, mine: &Ranked, ahead: &Ranked) -> Option<Ahead> {
        let program = &self.scorecards.0.program;
        let Kind::Rank(rank) = &program.nodes.get(node)?.kind else {
            return None;
        };
        let pairs = ahead.keys.iter().zip(&mine.keys);
        let (key, (theirs, ours)) = pairs.enumerate().find(|(_, (a, b))| a != b)?;
        let total = program.scorecards.get(card)?.total;
        let by_total = key == 0 && matches!(rank.order.first()?.of, Term::Node(node) if node == total);
        Some(Ahead {
            candidate: self.candidate_id(ahead.row).to_owned(),
            key: u32::try_from(key).ok()?,
            distance: theirs.minus(*ours)?,
            flips: if by_total {
                self.flips(total, mine.row, ahead.row).unwrap_or_default()
            } else {
                Vec::new()
            },
        })
    }

    fn keys(&self, rank: &RankProgram, row: usize) -> Option<Vec<Rational>> {
        rank.order
            .iter()
            .map(|key| {
                let value = super::term::exact(&key.of, self.scope(), row).ok()?;
                match key.first {
                    First::Highest => Some(value),
                    First::Lowest => value.negated(),
                }
            })
            .collect()
    }
}
