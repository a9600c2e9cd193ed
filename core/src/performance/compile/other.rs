//! Inputs, filed targets, samples, awards.

use super::{Compiler, Name};
use crate::error::{Code, Words};
use crate::number::Rational;
use crate::performance::document::{Award, Effect, InputSource, PointsBalance, TargetChanges, Votes};
use crate::performance::program::Kind;
use crate::performance::term::Term;

impl<'a> Compiler<'a> {
    pub(super) fn register_inputs(&mut self) {
        let document = self.document;
        for (at, input) in document.inputs.iter().enumerate() {
            if self.inputs.contains_key(input.id.as_str()) {
                self.duplicate(format!("/inputs/{at}/id"), &input.id);
            } else {
                self.inputs.insert(&input.id, at);
            }
        }
    }

    pub(super) fn check_inputs(&mut self) {
        let document = self.document;
        for (at, input) in document.inputs.iter().enumerate() {
            let pointer = format!("/inputs/{at}");
            if let InputSource::LastYear(of) = &input.from {
                let names: Vec<&str> = self.inputs.keys().copied().collect();
                if !names.contains(&of.as_str()) {
                    self.unknown(Code::UnknownInput, format!("{pointer}/from/last_year"), of, names);
                }
            }
            for (nth, word) in input.words.iter().enumerate() {
                if input.words.iter().take(nth).any(|earlier| earlier == word) {
                    self.duplicate(format!("{pointer}/words/{nth}"), word);
                }
            }
            if let (Some(low), Some(high)) = (input.at_least, input.at_most)
                && low > high
            {
                self.flaw(
                    Code::FloorAboveCeiling,
                    format!("{pointer}/at_least"),
                    low.to_string(),
                    Words::new(format!("不大于 {high}"), format!("at most {high}")),
                );
            }
        }
        for (at, target) in document.targets.iter().enumerate() {
            let pointer = format!("/targets/{at}");
            self.twice(
                document.targets.iter().take(at).map(|one| &one.id),
                &target.id,
                &pointer,
            );
            if let TargetChanges::Until(until) = target.changes
                && until < target.file_by
            {
                self.flaw(
                    Code::OutOfOrder,
                    format!("{pointer}/changes/until"),
                    until.to_string(),
                    Words::new(
                        format!("不早于申报截止日 {}", target.file_by),
                        format!("a day not before {}", target.file_by),
                    ),
                );
            }
        }
        for (at, sample) in document.samples.iter().enumerate() {
            let pointer = format!("/samples/{at}");
            self.twice(
                document.samples.iter().take(at).map(|one| &one.id),
                &sample.id,
                &pointer,
            );
            self.places(&sample.places, &sample.within, &format!("{pointer}/places"));
            self.seed(&sample.seed, &format!("{pointer}/seed"));
        }
    }

    pub(super) fn points_balance(&mut self, balance: &PointsBalance, pointer: &str) -> Term {
        let Some(at) = self
            .document
            .points
            .iter()
            .position(|ledger| ledger.id == balance.ledger)
        else {
            let names: Vec<String> = self
                .document
                .points
                .iter()
                .map(|ledger| ledger.id.clone())
                .collect();
            self.unknown(
                Code::UnknownPointsLedger,
                format!("{pointer}/ledger"),
                &balance.ledger,
                names,
            );
            return Term::Constant(Rational::ZERO);
        };
        let kinds: Vec<String> = self
            .document
            .points
            .get(at)
            .into_iter()
            .flat_map(|ledger| ledger.kinds.iter().map(|kind| kind.id.clone()))
            .collect();
        for (nth, kind) in balance.kinds.iter().enumerate() {
            if !kinds.contains(kind) {
                self.unknown(
                    Code::UnknownPointKind,
                    format!("{pointer}/kinds/{nth}"),
                    kind,
                    &kinds,
                );
            }
        }
        let node = self.node(String::new(), pointer.to_owned());
        let outer = std::mem::take(&mut self.uses);
        self.fill(
            node,
            Kind::Points {
                ledger: at,
                kinds: balance.kinds.clone(),
                at: balance.at,
            },
        );
        self.uses = outer;
        self.uses.push(node);
        Term::Node(node)
    }

    pub(super) fn votes(&mut self, votes: &Votes, pointer: &str) -> Term {
        let Some(at) = self.awards.get(votes.award.as_str()).copied() else {
            let names: Vec<&str> = self.awards.keys().copied().collect();
            self.unknown(
                Code::UnknownAward,
                format!("{pointer}/award"),
                &votes.award,
                names,
            );
            return Term::Constant(Rational::ZERO);
        };
        if self
            .document
            .awards
            .get(at)
            .is_some_and(|award| award.vote.is_none())
        {
            self.flaw(
                Code::BadVoteRule,
                format!("{pointer}/award"),
                &votes.award,
                Words::new("一个有投票规则的奖项", "an award with rules of a vote"),
            );
        }
        let nomination = self.program.awards.get(at).map_or(0, |award| award.nomination);
        let node = self.node(String::new(), pointer.to_owned());
        let outer = std::mem::replace(&mut self.uses, vec![nomination]);
        self.fill(
            node,
            Kind::Votes {
                award: at,
                nomination,
                counted: votes.counted,
            },
        );
        self.uses = outer;
        self.uses.push(node);
        Term::Node(node)
    }

    pub(super) fn award_body(&mut self, at: usize, award: &Award, pointer: &str) {
        let Some(nodes) = self.program.awards.get(at).copied() else {
            return;
        };
        let test = self.condition(&award.nomination, &format!("{pointer}/nomination"));
        let mut barred_by = Vec::new();
        for (nth, gate) in award.barred_by.iter().enumerate() {
            let pointer = format!("{pointer}/barred_by/{nth}");
            if let Some(card) = self.scorecard(&gate.scorecard, format!("{pointer}/scorecard")) {
                barred_by.extend(self.gate(card, &gate.gate, format!("{pointer}/gate")));
            }
        }
        barred_by.extend(self.gates_against(&award.id));
        self.uses.extend(&barred_by);
        self.fill(nodes.nomination, Kind::Nomination { test, barred_by });
        if let Some(vote) = &award.vote
            && (vote.at_most == 0 || vote.at_least > vote.at_most)
        {
            self.flaw(
                Code::BadVoteRule,
                format!("{pointer}/vote/at_least"),
                vote.at_least.to_string(),
                Words::new(
                    format!("不大于 `at_most` {}，且 `at_most` 至少 1", vote.at_most),
                    format!(
                        "at most `at_most`, which is {} and must be 1 or more",
                        vote.at_most
                    ),
                ),
            );
        }
        self.places(&award.places, &award.within, &format!("{pointer}/places"));
        if award.order.is_empty() {
            self.empty(&format!("{pointer}/order"));
        }
        let order = self.keys(&award.order, &format!("{pointer}/order"));
        self.tie_rule(&award.ties, &format!("{pointer}/ties"));
        self.uses.push(nodes.nomination);
        self.fill(
            nodes.winners,
            Kind::Winners {
                award: at,
                nomination: nodes.nomination,
                order,
            },
        );
    }

    /// The gates of all scorecards whose effect names the award, or every award.
    fn gates_against(&self, award: &str) -> Vec<usize> {
        let mut gates = Vec::new();
        for (at, card) in self.document.scorecards.iter().enumerate() {
            for gate in &card.gates {
                if let Effect::BarAwards(awards) = &gate.effect
                    && (awards.is_empty() || awards.iter().any(|one| one == award))
                {
                    gates.extend(self.names.get(&Name::Gate(at, gate.id.clone())).copied());
                }
            }
        }
        gates
    }
}
