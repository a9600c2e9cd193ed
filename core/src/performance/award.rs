//! Awards: nomination, votes, winners.

use super::ballot::{Count, count_votes};
use super::column::Column;
use super::document::{Award, VotesCounted};
use super::evaluate::{Filled, Run};
use super::input::{Ballot, Filing, Inputs};
use super::program::{KeyTerm, Owner};
use super::term::{Test, any};
use crate::number::Rational;
use crate::order::{self, Order};
use crate::report::State;
use std::collections::BTreeMap;

/// Who is nominated.
pub(super) fn nominated(filled: &Filled, nomination: usize) -> Vec<usize> {
    let Some(column) = filled.nodes.get(nomination) else {
        return Vec::new();
    };
    (0..column.rows())
        .filter(|row| column.get(*row) == Ok(Rational::ONE))
        .collect()
}

/// The count of an award's vote over the ballots that were cast by the day of evaluation; `None` without a vote.
pub(super) fn votes(award: &Award, inputs: &Inputs, nominated: &[usize]) -> Option<Count> {
    let vote = award.vote.as_ref()?;
    let nominees = nominated.iter().filter_map(|row| inputs.cohort.get(*row));
    let names = order::set(nominees.map(|candidate| candidate.id.as_str()));
    let cast = |ballot: &Ballot| inputs.as_of.is_none_or(|as_of| ballot.at.known_on(as_of));
    let ballots = inputs.ballots.iter();
    let ballots = ballots.filter(|ballot| ballot.award == award.id && cast(ballot));
    Some(count_votes(vote, ballots, &names))
}

impl Run<'_> {
    /// 1 for who is nominated, 0 for who is not or whose condition cannot be told.
    pub(super) fn nominations(
        &mut self,
        at: usize,
        test: &Test,
        barred_by: &[usize],
        owner: Owner,
    ) -> Column {
        let nominated = |run: &Self, row| {
            let gates = any(barred_by.iter().map(|gate| run.hit(*gate, row)));
            match (test.holds(run.scope(), row), gates) {
                (Some(false), _) | (_, Some(true)) => Some(false),
                (Some(true), Some(false)) => Some(true),
                _ => None,
            }
        };
        let follows = |nominated| {
            Ok(if nominated == Some(true) {
                Rational::ONE
            } else {
                Rational::ZERO
            })
        };
        self.decided(at, owner, nominated, follows)
    }

    pub(super) fn vote_column(&self, award: usize, nomination: usize, counted: VotesCounted) -> Column {
        let nominated = nominated(&self.filled, nomination);
        let count = (self.document.awards.get(award))
            .and_then(|award| votes(award, self.inputs, &nominated))
            .unwrap_or_default();
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
        let nominated = crate::order::set(nominated(&self.filled, nomination));
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
