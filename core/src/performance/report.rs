//! The report of an evaluation: plain data that a view can print.

use super::ballot::Count;
use super::evaluate::draw;
use super::points::{PointsStatement, balance, book, in_force, tier};
use super::program::{KeyTerm, Kind};
use super::quota::Cut;
use super::{Compiled, Evaluation, canonical};
use crate::error::Error;
use crate::number::Rational;
use crate::report::{PlanStamp, State};
use crate::time::Day;
use serde::{Deserialize, Serialize};
use sm3::{Digest, Sm3};
use std::collections::BTreeMap;

/// The form of the document that this version writes.
pub const SCORES_SCHEMA: &str = "jinguo-scores/1";

/// What an evaluation found: scores, grades, ranks, awards, points. A proposal until it is signed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ScoreReport {
    /// The form of the document: `jinguo-scores/1`.
    pub schema: String,
    /// The version of the library.
    pub engine: String,
    /// The document of scorecards.
    pub scorecards: PlanStamp,
    /// The day of evaluation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Day>,
    /// SM3 digest over the document and everything that was given, in hexadecimal: which inputs gave these scores.
    pub fingerprint: String,
    /// One for each scorecard, in the order of the document.
    pub results: Vec<ScorecardResult>,
    /// One for each award, in the order of the document.
    pub awards: Vec<AwardResult>,
    /// The statement of each points ledger and candidate that has entries.
    pub points: Vec<PointsStatement>,
}

/// The results of one scorecard.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ScorecardResult {
    /// The scorecard.
    pub id: String,
    /// One for each candidate, in the order of the cohort.
    pub candidates: Vec<CandidateResult>,
    /// How places of grades with a quota were given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quotas: Vec<QuotaResult>,
    /// How bonuses with a limit over the cohort were given, by item.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bonuses: Vec<QuotaResult>,
    /// Candidates with the same points where no two may have them, by item.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tied: Vec<TiedResult>,
}

/// The result of one candidate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CandidateResult {
    /// The candidate.
    pub id: String,
    /// Its group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// The total.
    pub total: PartResult,
    /// Sections, the total's own first, in the order of the document.
    pub sections: Vec<PartResult>,
    /// Items, in the order of the document.
    pub items: Vec<PartResult>,
    /// The gates that were hit.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gates: Vec<String>,
    /// The gates that could not be told.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unknown_gates: Vec<String>,
    /// The grade, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<String>,
    /// The ranks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ranks: Vec<PartResult>,
    /// The payouts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub payouts: Vec<PartResult>,
    /// The consequences that follow.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub consequences: Vec<String>,
}

/// A number with its state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PartResult {
    /// What it is of.
    pub id: String,
    /// Its state. Only `value` carries a value.
    pub state: State,
    /// The value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Rational>,
    /// What was computed, where a person set another number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub computed: Option<Computed>,
}

/// What was computed where a person set another number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Computed {
    /// Its state.
    pub state: State,
    /// The value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Rational>,
    /// Who set the other number.
    pub actor: String,
    /// Why.
    pub reason: String,
    /// When.
    pub at: crate::time::Stamp,
}

/// How the places of a grade or a bonus were given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct QuotaResult {
    /// The grade or the item.
    pub of: String,
    /// One for each class.
    pub cuts: Vec<Cut>,
}

/// Candidates with the same points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TiedResult {
    /// The item.
    pub item: String,
    /// The candidates.
    pub candidates: Vec<String>,
}

/// The result of an award.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AwardResult {
    /// The award.
    pub id: String,
    /// Who is nominated.
    pub nominated: Vec<String>,
    /// Whose nomination cannot be told, because a datum is missing; they are not nominated.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unknown: Vec<String>,
    /// The count of the vote, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vote: Option<Count>,
    /// What each nominated candidate has in the keys of the order, by which places were given.
    pub standings: Vec<Standing>,
    /// How the places were given, one for each class.
    pub cuts: Vec<Cut>,
}

/// What a nominated candidate has in the keys of an award's order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Standing {
    /// The candidate.
    pub candidate: String,
    /// The value of each key, in the order of the document.
    pub keys: Vec<KeyResult>,
}

/// A value of a key, or the state in place of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct KeyResult {
    /// Its state. Only `value` carries a value.
    pub state: State,
    /// The value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Rational>,
}

impl ScoreReport {
    /// The report as canonical JSON: keys in the order of the types, no space between tokens, a line feed at the end. The
    /// same inputs give the same bytes on every machine and through every binding.
    ///
    /// # Errors
    /// `internal`; a report has no value that JSON cannot hold.
    pub fn to_json(&self) -> Result<String, Error> {
        let json = serde_json::to_string(self).map_err(|error| super::internal(&error.to_string()))?;
        Ok(json + "\n")
    }
}

impl Evaluation {
    /// The report: everything that was found, as plain data.
    ///
    /// # Errors
    /// `internal` only.
    pub fn report(&self) -> Result<ScoreReport, Error> {
        let Compiled {
            document, program, ..
        } = &*self.scorecards.0;
        let results = (0..program.scorecards.len())
            .map(|card| self.scorecard_result(card))
            .collect();
        let awards = (0..program.awards.len())
            .map(|award| self.award_result(award))
            .collect();
        Ok(ScoreReport {
            schema: SCORES_SCHEMA.to_owned(),
            engine: env!("CARGO_PKG_VERSION").to_owned(),
            scorecards: PlanStamp {
                id: document.id.clone(),
                version: document.version.clone(),
                digest: hexadecimal(&canonical(document)?),
            },
            as_of: self.inputs.as_of,
            fingerprint: self.fingerprint()?,
            results,
            awards,
            points: self.statements(),
        })
    }

    pub(super) fn part_result(&self, id: &str, node: usize, row: usize) -> PartResult {
        let cell = self.cell(node, row);
        let computed = self.filled.computed.get(&(node, row)).and_then(|computed| {
            let last = self
                .prepared
                .overrides
                .iter()
                .rev()
                .find(|(of, at, _)| (*of, *at) == (node, row))?;
            let one = self.inputs.overrides.get(last.2)?;
            Some(Computed {
                state: computed.err().unwrap_or(State::Value),
                value: computed.ok(),
                actor: one.actor.clone(),
                reason: one.reason.clone(),
                at: one.at,
            })
        });
        PartResult {
            id: id.to_owned(),
            state: cell.err().unwrap_or(State::Value),
            value: cell.ok(),
            computed,
        }
    }

    fn results(&self, card: usize, nodes: &[usize], row: usize) -> Vec<PartResult> {
        nodes
            .iter()
            .map(|node| self.part_result(self.short_name(card, *node), *node, row))
            .collect()
    }

    /// The name of a node without the scorecard's.
    pub(super) fn short_name(&self, card: usize, node: usize) -> &str {
        let Compiled {
            document, program, ..
        } = &*self.scorecards.0;
        let prefix = document
            .scorecards
            .get(card)
            .map_or(0, |card| card.id.len().saturating_add(1));
        program
            .nodes
            .get(node)
            .and_then(|node| node.name.get(prefix..))
            .unwrap_or("")
    }

    pub(super) fn candidate_id(&self, row: usize) -> &str {
        self.inputs
            .cohort
            .get(row)
            .map_or("", |candidate| candidate.id.as_str())
    }

    fn scorecard_result(&self, card: usize) -> ScorecardResult {
        let Compiled {
            document, program, ..
        } = &*self.scorecards.0;
        let (Some(scorecard), Some(nodes)) = (document.scorecards.get(card), program.scorecards.get(card))
        else {
            return ScorecardResult {
                id: String::new(),
                candidates: Vec::new(),
                quotas: Vec::new(),
                bonuses: Vec::new(),
                tied: Vec::new(),
            };
        };
        let order = scorecard
            .grades
            .as_ref()
            .map_or(&[][..], |grades| grades.order.as_slice());
        let is_one = |node: &usize, row: usize| self.cell(*node, row) == Ok(Rational::ONE);
        let candidates = self
            .inputs
            .cohort
            .iter()
            .enumerate()
            .filter(|(_, candidate)| super::program::admits(&scorecard.candidates, candidate))
            .map(|(row, candidate)| CandidateResult {
                id: candidate.id.clone(),
                group: candidate.group.clone(),
                total: self.part_result(self.short_name(card, nodes.total), nodes.total, row),
                sections: self.results(card, &nodes.sections, row),
                items: self.results(card, &nodes.items, row),
                gates: nodes
                    .gates
                    .iter()
                    .filter(|node| is_one(node, row))
                    .map(|node| self.short_name(card, *node).to_owned())
                    .collect(),
                unknown_gates: nodes
                    .gates
                    .iter()
                    .filter(|node| {
                        self.filled
                            .unknown
                            .get(node)
                            .is_some_and(|rows| rows.contains(&row))
                    })
                    .map(|node| self.short_name(card, *node).to_owned())
                    .collect(),
                grade: nodes
                    .grades
                    .and_then(|node| self.cell(node, row).ok())
                    .and_then(|grade| usize::try_from(grade.numerator()).ok())
                    .and_then(|grade| order.get(grade))
                    .cloned(),
                ranks: self.results(card, &nodes.rankings, row),
                payouts: self.results(card, &nodes.payouts, row),
                consequences: nodes
                    .consequences
                    .iter()
                    .filter(|node| is_one(node, row))
                    .map(|node| self.short_name(card, *node).to_owned())
                    .collect(),
            })
            .collect();
        let quotas = scorecard
            .grades
            .iter()
            .flat_map(|grades| grades.quotas.iter().enumerate())
            .filter_map(|(nth, quota)| {
                Some(QuotaResult {
                    of: quota.grade.clone(),
                    cuts: self.filled.cuts.get(&(nodes.grades?, nth))?.clone(),
                })
            })
            .collect();
        let bonuses = nodes
            .items
            .iter()
            .filter_map(|node| {
                Some(QuotaResult {
                    of: self.short_name(card, *node).to_owned(),
                    cuts: self
                        .filled
                        .cuts
                        .get(&(*node, 0))
                        .filter(|cuts| !cuts.is_empty())?
                        .clone(),
                })
            })
            .collect();
        let tied = nodes
            .items
            .iter()
            .flat_map(|node| {
                let groups = self.filled.tied.get(node).map_or(&[][..], Vec::as_slice);
                groups.iter().map(|rows| TiedResult {
                    item: self.short_name(card, *node).to_owned(),
                    candidates: rows
                        .iter()
                        .map(|row| self.candidate_id(*row).to_owned())
                        .collect(),
                })
            })
            .collect();
        ScorecardResult {
            id: scorecard.id.clone(),
            candidates,
            quotas,
            bonuses,
            tied,
        }
    }

    fn award_result(&self, at: usize) -> AwardResult {
        let Compiled {
            document, program, ..
        } = &*self.scorecards.0;
        let nodes = program.awards.get(at).copied().unwrap_or_default();
        let nominated = super::award::nominated(&self.filled, nodes.nomination);
        let award = document.awards.get(at);
        let vote = award.and_then(|award| super::award::votes(award, &self.inputs, &nominated));
        let order = match program.nodes.get(nodes.winners).map(|node| &node.kind) {
            Some(Kind::Winners { order, .. }) => order.as_slice(),
            _ => &[],
        };
        let key = |key: &KeyTerm, row: usize| {
            let value = super::term::exact(&key.of, self.scope(), row);
            KeyResult {
                state: value.err().unwrap_or(State::Value),
                value: value.ok(),
            }
        };
        let standings = nominated.iter().map(|row| Standing {
            candidate: self.candidate_id(*row).to_owned(),
            keys: order.iter().map(|one| key(one, *row)).collect(),
        });
        let standings = standings.collect();
        let nominated = nominated
            .into_iter()
            .map(|row| self.candidate_id(row).to_owned())
            .collect();
        AwardResult {
            id: award.map_or_else(String::new, |award| award.id.clone()),
            unknown: self
                .filled
                .unknown
                .get(&nodes.nomination)
                .into_iter()
                .flatten()
                .map(|row| self.candidate_id(*row).to_owned())
                .collect(),
            nominated,
            vote,
            standings,
            cuts: self
                .filled
                .cuts
                .get(&(nodes.winners, 0))
                .cloned()
                .unwrap_or_default(),
        }
    }

    /// The statement of each points ledger and candidate that has entries, on the day of evaluation.
    pub fn statements(&self) -> Vec<PointsStatement> {
        self.inputs
            .as_of
            .map_or_else(Vec::new, |as_of| self.statements_at(as_of))
    }

    /// The statement of each points ledger and candidate that has entries, at the end of a day, as known on the later of
    /// that day and the day of evaluation.
    pub fn statements_at(&self, at: Day) -> Vec<PointsStatement> {
        let document = self.scorecards.document();
        let known_at = self.inputs.as_of.map_or(at, |as_of| as_of.max(at));
        let mut statements = Vec::new();
        for ledger in &document.points {
            let mine = self
                .inputs
                .entries
                .iter()
                .filter(|entry| entry.ledger == ledger.id);
            let mut by_candidate: BTreeMap<&str, Vec<_>> = BTreeMap::new();
            for entry in in_force(mine, known_at) {
                by_candidate.entry(&entry.candidate).or_default().push(entry);
            }
            for (candidate, entries) in by_candidate {
                let Ok(bookings) = book(ledger, &entries, at) else {
                    continue;
                };
                let Ok(balance) = balance(ledger, &bookings, &[], at) else {
                    continue;
                };
                let (cycles, tier) = tier(ledger, balance);
                statements.push(PointsStatement {
                    ledger: ledger.id.clone(),
                    candidate: candidate.to_owned(),
                    at,
                    balance,
                    cycles,
                    tier,
                    bookings,
                });
            }
        }
        statements
    }

    /// The candidates that a sample draws, one cut for each class.
    pub fn drawn(&self, sample: &str) -> Vec<Cut> {
        let document = self.scorecards.document();
        document
            .samples
            .iter()
            .filter(|one| one.id == sample)
            .flat_map(|sample| draw(sample, &self.inputs.cohort))
            .map(|(cut, _)| cut)
            .collect()
    }
}

/// SM3 of a text, in lower-case hexadecimal digits.
pub(super) fn hexadecimal(text: &str) -> String {
    Sm3::digest(text.as_bytes())
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
