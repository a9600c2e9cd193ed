//! Awards: nomination, votes, winners.

use super::ballot::{Count, count_votes};
use super::column::Column;
use super::document::VotesCounted;
use super::evaluate::Run;
use super::input::Filing;
use super::program::{KeyTerm, Owner};
use super::term::{Test, any};
use crate::number::Rational;
use crate::order::Order;
use crate::report::State;
use std::collections::{BTreeMap, BTreeSet};

impl Run<'_> {
    /// 1 for who is nominated, 0 for who is not or whose condition cannot be told.
    pub(super) fn nominations(
        &mut self,
        at: usize,
        test: &Test,
        barred_by: &[usize],
        owner: Owner,
    ) -> Column {
        let mut unknown = BTreeSet::new();
        let mut column = Column::with_room(self.rows());
        for row in 0..self.rows() {
            if !self.partitions.has(owner, row) {
                column.push(Err(State::NotApplicable));
                continue;
            }
            let gates = any(barred_by.iter().map(|gate| self.hit(*gate, row)));
            let nominated = match (test.holds(self.scope(), row), gates) {
                (Some(false), _) | (_, Some(true)) => false,
                (Some(true), Some(false)) => true,
                _ => {
                    unknown.insert(row);
                    false
                }
            };
            column.push(Ok(if nominated { Rational::ONE } else { Rational::ZERO }));
        }
        if !unknown.is_empty() {
            self.filled.unknown.insert(at, unknown);
        }
        column
    }

    fn nominated(&self, nomination: usize) -> Vec<usize> {
        let Some(column) = self.filled.nodes.get(nomination) else {
            return Vec::new();
        };
        (0..self.rows())
            .filter(|row| column.get(*row) == Ok(Rational::ONE))
            .collect()
    }

    pub(super) fn counted(&self, award: usize, nomination: usize) -> Option<Count> {
        let award = self.document.awards.get(award)?;
        let vote = award.vote.as_ref()?;
        let nominated: BTreeSet<&str> = self
            .nominated(nomination)
            .into_iter()
            .map(|row| self.id(row))
            .collect();
        let ballots = self
            .inputs
            .ballots
            .iter()
            .filter(|ballot| ballot.award == award.id);
        Some(count_votes(vote, ballots, &nominated))
    }

    pub(super) fn vote_column(&self, award: usize, nomination: usize, counted: VotesCounted) -> Column {
        let count = self.counted(award, nomination).unwrap_or_default();
        self.outside_or(Owner::Award(award), |run, row| {
            let column = run.filled.nodes.get(nomination).ok_or(State::Missing)?;
            if column.get(row)?.is_zero() {
                return Err(State::NotApplicable);
            }
            let votes = Rational::count(count.votes.get(run.id(row)).copied().unwrap_or(0));
            match counted {
                VotesCounted::Number => Ok(votes),
                VotesCounted::ShareOfBallots => votes
                    .over(Rational::count(count.valid))
                    .ok_or(State::EmptyDenominator),
            }
        })
    }

    pub(super) fn winners(
        &mut self,
        at: usize,
        award: usize,
        nomination: usize,
        order: &[KeyTerm],
        owner: Owner,
    ) -> Column {
        let mut column = self.outside_or(owner, |_, _| Ok(Rational::ZERO));
        let Some(award) = self.document.awards.get(award) else {
            return column;
        };
        let nominated = crate::order::set(self.nominated(nomination));
        let mut cuts = Vec::new();
        for class in self.classes(owner, &award.within) {
            let rows: Vec<usize> = class
                .rows
                .iter()
                .copied()
                .filter(|row| nominated.contains(row))
                .collect();
            let (cut, chosen) = self.give(&award.places, order, &award.ties, &class, &rows);
            for row in chosen {
                column.set(row, Ok(Rational::ONE));
            }
            cuts.push(cut);
        }
        self.filled.cuts.insert((at, 0), cuts);
        column
    }

    /// The target that counts for each candidate: the first accepted filing, then the last accepted change.
    pub(super) fn targets(&self, target: usize) -> Column {
        let mut column = Column::missing(self.rows());
        let Some(target) = self.document.targets.get(target) else {
            return column;
        };
        let mut filings: BTreeMap<&str, Vec<&Filing>> = BTreeMap::new();
        for filing in &self.inputs.filings {
            let known = self.inputs.as_of.is_none_or(|as_of| filing.filed <= as_of);
            if filing.target == target.id && known {
                filings.entry(&filing.candidate).or_default().push(filing);
            }
        }
        for (row, candidate) in self.inputs.cohort.iter().enumerate() {
            let Some(filings) = filings.get_mut(candidate.id.as_str()) else {
                continue;
            };
            filings.order_by_key(|filing| (filing.filed, filing.approved, filing.value));
            let accepted = super::target::accepted(target, filings, self.inputs.as_of);
            column.set(row, accepted.map(|filing| filing.value).ok_or(State::Missing));
        }
        column
    }
}
