//! Explanation: why a candidate has its score and its rank, and what would change them. Data, not prose.

use super::column::Column;
use super::describe;
use super::document::{Ceiling, Stream};
use super::item::{Evidences, ceiling};
use super::program::{ItemProgram, Kind, SectionProgram};
use super::report::PartResult;
use super::term::Scope;
use super::trace::{Silent, Steps};
use super::{Combine, Compiled, Evaluation};
use crate::error::Words;
use crate::number::Rational;
use crate::order::Order;
use crate::report::State;
use serde::Serialize;

/// Why a candidate has its score.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ScoreExplanation {
    /// The scorecard.
    pub scorecard: String,
    /// The candidate.
    pub candidate: String,
    /// The total.
    pub total: PartResult,
    /// Each item, in the order of the document.
    pub items: Vec<ItemExplanation>,
    /// Each section, the inner ones first.
    pub sections: Vec<SectionExplanation>,
    /// The gates that were hit.
    pub gates: Vec<NamedTitle>,
    /// What raises the total most: the items by their gain, the largest first; items without a gain are left out.
    pub gains: Vec<Gain>,
    /// Each ranking: what the next rank takes and what flips it.
    pub ranks: Vec<RankExplanation>,
}

/// Why an item has its points.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ItemExplanation {
    /// The item.
    pub id: String,
    /// Its title.
    pub title: Words,
    /// The clause that asks for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clause: Option<String>,
    /// The rule in words, made from the document.
    pub rule: Words,
    /// What the rule looked at.
    pub inputs: Vec<InputExplanation>,
    /// The arithmetic, step by step, with caps, evidence and gates that bit.
    pub steps: Vec<Words>,
    /// The result.
    pub result: PartResult,
}

/// An input that a rule looked at.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct InputExplanation {
    /// The input.
    pub id: String,
    /// Its title.
    pub title: Words,
    /// Its state.
    pub state: State,
    /// The number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Rational>,
    /// The word, for an input of words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub word: Option<String>,
    /// Ids of the evidence.
    pub evidence: Vec<String>,
}

/// Why a section has its points.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SectionExplanation {
    /// The section.
    pub id: String,
    /// Its title.
    pub title: Words,
    /// The arithmetic, step by step.
    pub steps: Vec<Words>,
    /// The result.
    pub result: PartResult,
}

/// An identifier with its title.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NamedTitle {
    /// The identifier.
    pub id: String,
    /// The title.
    pub title: Words,
}

/// How much the total would rise if an item had the most it can give, all else the same: the other candidates, and
/// whatever depends on the cohort, stay as they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Gain {
    /// The item.
    pub item: String,
    /// Its points now; missing where it has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub now: Option<Rational>,
    /// The most it can give.
    pub most: Rational,
    /// The rise of the total. Limits of sections are in it.
    pub gain: Rational,
}

/// What the next rank takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RankExplanation {
    /// The ranking.
    pub ranking: String,
    /// The rank, or the state in place of it.
    pub rank: PartResult,
    /// The nearest candidate ahead; missing for the first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ahead: Option<Ahead>,
}

/// The nearest candidate ahead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Ahead {
    /// Who.
    pub candidate: String,
    /// The number of the key that decides, from 0: the value, then the chain of tie-breaks.
    pub key: u32,
    /// By how much it is ahead in that key.
    pub distance: Rational,
    /// For a ranking by the total: how much the weight of each part of the total has to change until both are equal, the
    /// smallest change first. Floors, ceilings and rounding of the total are left out of account.
    pub flips: Vec<Flip>,
}

/// A change of weight at which two candidates are equal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Flip {
    /// The part of the total.
    pub part: String,
    /// Its weight now: its share in a weighted total, 1 in a sum.
    pub weight: Rational,
    /// The weight at which both are equal. In a weighted total the other weights shrink or grow in proportion.
    pub at: Rational,
}

impl Evaluation {
    /// Why a candidate has its score in a scorecard; `None` for names that are not there.
    ///
    /// The steps are said by the rules themselves while they run again for this one candidate.
    pub fn explain(&self, scorecard: &str, candidate: &str) -> Option<ScoreExplanation> {
        let Compiled {
            document, program, ..
        } = &*self.scorecards.0;
        let card = document.scorecards.iter().position(|card| card.id == scorecard)?;
        let row = *self.prepared.rows.get(candidate)?;
        let nodes = program.scorecards.get(card)?;
        let part = |node: usize| self.part_result(self.short_name(card, node), node, row);
        let mut items = Vec::new();
        for node in &nodes.items {
            let Kind::Item(item) = &program.nodes.get(*node)?.kind else {
                continue;
            };
            items.push(self.explain_item(item, part(*node), row));
        }
        let mut sections = Vec::new();
        for node in nodes.sections.iter().rev() {
            let Kind::Section(section) = &program.nodes.get(*node)?.kind else {
                continue;
            };
            let mut steps = Steps::default();
            // The outcome stands in the column; only the steps are wanted.
            let _ = section.cell::<Rational>(self.scope(), row, &mut steps);
            sections.push(SectionExplanation {
                id: section.section.id.clone(),
                title: describe::title(&section.section.title),
                steps: steps.0,
                result: part(*node),
            });
        }
        let gates = document.scorecards.get(card)?.gates.iter().zip(&nodes.gates);
        Some(ScoreExplanation {
            scorecard: scorecard.to_owned(),
            candidate: candidate.to_owned(),
            total: part(nodes.total),
            items,
            sections,
            gates: gates
                .filter(|(_, node)| self.cell(**node, row) == Ok(Rational::ONE))
                .map(|(gate, _)| NamedTitle {
                    id: gate.id.clone(),
                    title: describe::title(&gate.title),
                })
                .collect(),
            gains: self.gains(card, row).unwrap_or_default(),
            ranks: nodes
                .rankings
                .iter()
                .map(|node| RankExplanation {
                    ranking: self.short_name(card, *node).to_owned(),
                    rank: part(*node),
                    ahead: self.ahead(card, *node, row),
                })
                .collect(),
        })
    }

    pub(super) fn scope(&self) -> Scope<'_> {
        self.prepared.scope(&self.filled.nodes, &self.inputs.cohort)
    }

    fn explain_item(&self, item: &ItemProgram, result: PartResult, row: usize) -> ItemExplanation {
        let document = self.scorecards.document();
        let mut steps = Steps::default();
        let evidences = Evidences {
            of: &self.prepared.evidence,
        };
        let _ = item.cell::<Rational>(self.scope(), evidences, row, &mut steps);
        let looked_at = crate::order::set(item.inputs.iter().chain(&item.evidence).copied());
        let inputs = looked_at
            .into_iter()
            .filter_map(|at| {
                let input = document.inputs.get(at)?;
                let value = self.prepared.columns.get(at)?.get(row);
                let word = value
                    .ok()
                    .and_then(|value| usize::try_from(value.numerator()).ok())
                    .and_then(|word| input.words.get(word))
                    .cloned();
                Some(InputExplanation {
                    id: input.id.clone(),
                    title: describe::title(&input.title),
                    state: value.err().unwrap_or(State::Value),
                    value: value.ok().filter(|_| input.words.is_empty()),
                    word,
                    evidence: self
                        .prepared
                        .evidence
                        .get(at)
                        .and_then(|of| of.get(&row))
                        .cloned()
                        .unwrap_or_default(),
                })
            })
            .collect();
        ItemExplanation {
            id: item.item.id.clone(),
            title: describe::title(&item.item.title),
            clause: item.item.clause.clone(),
            rule: describe::item(document, &item.item),
            inputs,
            steps: steps.0,
            result,
        }
    }

    /// The gains of each item, from a copy of the candidate's own cells.
    fn gains(&self, card: usize, row: usize) -> Option<Vec<Gain>> {
        let program = &self.scorecards.0.program;
        let nodes = program.scorecards.get(card)?;
        let total = self.cell(nodes.total, row).ok()?;
        let own = Own::new(self, row);
        let mut gains = Vec::new();
        for node in &nodes.items {
            let Kind::Item(item) = &program.nodes.get(*node)?.kind else {
                continue;
            };
            let Some(most) = most(item) else { continue };
            let now = self.cell(*node, row).ok();
            if item.item.stream == Stream::Helper || now.is_some_and(|now| now >= most) {
                continue;
            }
            // An item that is not the candidate's cannot raise its score.
            if now.is_none()
                && item
                    .applies
                    .as_ref()
                    .is_some_and(|test| test.holds(self.scope(), row) == Some(false))
            {
                continue;
            }
            let Some(raised) = own.with(self, *node, most, nodes.total) else {
                continue;
            };
            if let Some(gain) = raised.minus(total).filter(|gain| *gain > Rational::ZERO) {
                gains.push(Gain {
                    item: item.item.id.clone(),
                    now,
                    most,
                    gain,
                });
            }
        }
        gains.order_by(|a, b| b.gain.cmp(&a.gain).then_with(|| a.item.cmp(&b.item)));
        Some(gains)
    }

    /// At which weight of each part of the total two candidates are equal.
    pub(super) fn flips(&self, total: usize, row: usize, other: usize) -> Option<Vec<Flip>> {
        let Kind::Section(section) = &self.scorecards.0.program.nodes.get(total)?.kind else {
            return None;
        };
        // How far the other one is ahead in each part.
        let mut ahead = Vec::new();
        for part in section.parts.iter().filter(|part| part.stream != Stream::Helper) {
            let (Ok(theirs), Ok(ours)) = (self.cell(part.node, other), self.cell(part.node, row)) else {
                continue;
            };
            ahead.push((part, theirs.minus(ours)?));
        }
        let mut flips = Vec::new();
        for (at, (part, distance)) in ahead.iter().enumerate() {
            let mut rest = Rational::ZERO;
            for (_, (other, distance)) in ahead.iter().enumerate().filter(|(nth, _)| *nth != at) {
                rest = rest.plus(other.weight.unwrap_or(Rational::ONE).times(*distance)?)?;
            }
            let found = match &section.section.combine {
                // rest + weight × distance = 0
                Combine::Sum => rest.negated()?.over(*distance).map(|at| (Rational::ONE, at)),
                // weight × distance + (1 − weight) × rest ÷ (1 − weight now) = 0
                Combine::Weighted(_) => part.weight.and_then(|now| {
                    let others = rest.over(Rational::ONE.minus(now)?)?;
                    let at = others.negated()?.over(distance.minus(others)?)?;
                    Some((now, at))
                }),
                Combine::Mean(_) | Combine::Lowest | Combine::Highest => None,
            };
            let Some((weight, at)) = found else { continue };
            let possible =
                !at.is_negative() && (section.section.combine == Combine::Sum || at <= Rational::ONE);
            if possible {
                flips.push(Flip {
                    part: part.id.clone(),
                    weight,
                    at,
                });
            }
        }
        let size = |flip: &Flip| {
            let change = flip.at.minus(flip.weight).unwrap_or(Rational::ZERO);
            change.max(change.negated().unwrap_or(Rational::ZERO))
        };
        flips.order_by(|a, b| size(a).cmp(&size(b)).then_with(|| a.part.cmp(&b.part)));
        Some(flips)
    }
}

/// The most that an item can give; `None` where nothing bounds it.
fn most(item: &ItemProgram) -> Option<Rational> {
    match (ceiling(item.item.ceiling, item.item.points), item.item.ceiling) {
        (Some(most), _) => most,
        (None, Ceiling::Unbounded) => item.item.points,
        (None, _) => None,
    }
}

/// The cells of one candidate, alone.
struct Own {
    inputs: Vec<Column>,
    nodes: Vec<Column>,
    groups: Vec<usize>,
    candidates: Vec<super::Candidate>,
    evidence: Vec<std::collections::BTreeMap<usize, Vec<String>>>,
}

impl Own {
    fn new(evaluation: &Evaluation, row: usize) -> Self {
        let cell = |column: &Column| {
            let mut one = Column::default();
            one.push(column.get(row));
            one
        };
        let evidence = evaluation
            .prepared
            .evidence
            .iter()
            .map(|of| of.get(&row).map(|ids| (0, ids.clone())).into_iter().collect());
        Self {
            inputs: evaluation.prepared.columns.iter().map(cell).collect(),
            nodes: evaluation.filled.nodes.iter().map(cell).collect(),
            groups: evaluation.prepared.groups.get(row).copied().into_iter().collect(),
            candidates: evaluation.inputs.cohort.get(row).cloned().into_iter().collect(),
            evidence: evidence.collect(),
        }
    }

    /// The total if one item had these points: whatever uses it is computed anew, what looks at the cohort is not.
    fn with(&self, evaluation: &Evaluation, item: usize, points: Rational, total: usize) -> Option<Rational> {
        let program = &evaluation.scorecards.0.program;
        let mut nodes = self.nodes.clone();
        nodes.get_mut(item)?.set(0, Ok(points));
        let mut changed = crate::order::set([item]);
        for at in &program.order {
            let node = program.nodes.get(*at)?;
            if *at == item || !node.uses.iter().any(|used| changed.contains(used)) {
                continue;
            }
            let scope = Scope {
                inputs: &self.inputs,
                nodes: &nodes,
                groups: &self.groups,
                candidates: &self.candidates,
            };
            match &node.kind {
                Kind::Item(item) => {
                    let evidences = Evidences { of: &self.evidence };
                    let cell = item.cell::<Rational>(scope, evidences, 0, &mut Silent);
                    nodes.get_mut(*at)?.set(0, cell.map_err(super::evaluate::state));
                }
                Kind::Gate(gate) => {
                    let hit = super::gate::told(gate, gate.when.holds(scope, 0));
                    nodes.get_mut(*at)?.set(0, hit);
                }
                Kind::Section(section) => Self::section(section, *at, &mut nodes, &self.inputs, self)?,
                _ => continue,
            }
            changed.insert(*at);
        }
        nodes.get(total)?.get(0).ok()
    }

    fn section(
        section: &SectionProgram,
        at: usize,
        nodes: &mut [Column],
        inputs: &[Column],
        own: &Self,
    ) -> Option<()> {
        let scope = Scope {
            inputs,
            nodes,
            groups: &own.groups,
            candidates: &own.candidates,
        };
        let cell = section
            .cell::<Rational>(scope, 0, &mut Silent)
            .map_err(super::evaluate::state);
        let cells = match cell {
            Ok(cell) => [Ok(cell.points), Ok(cell.bonus), Ok(cell.deduction)],
            Err(state) => [Err(state); 3],
        };
        for (node, cell) in [at, section.bonus, section.deduction].into_iter().zip(cells) {
            nodes.get_mut(node)?.set(0, cell);
        }
        Some(())
    }
}
