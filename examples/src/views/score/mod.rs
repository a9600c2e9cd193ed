//! Scores for people: rankings, awards, one score with its reasons, a file for spreadsheets. A score is a proposal.

pub mod award;
pub mod file;
pub mod points;
pub mod ranking;
pub mod reason;

use super::scene::Scene;
use jinguo::performance::{
    Candidate, CandidateResult, Evaluation, ScoreReport, Scorecard, ScorecardResult, ScorecardsDocument,
};
use std::collections::HashMap;

/// A scored cohort with everything that views look up.
pub struct Scores<'a> {
    /// The plan and its report, for names of units.
    pub scene: &'a Scene<'a>,
    /// The scored cohort.
    pub evaluation: &'a Evaluation,
    /// What was found.
    pub report: &'a ScoreReport,
    candidates: HashMap<&'a str, &'a Candidate>,
    results: Vec<HashMap<&'a str, &'a CandidateResult>>,
}

impl<'a> Scores<'a> {
    /// Indexes a report of scores.
    pub fn new(scene: &'a Scene<'a>, evaluation: &'a Evaluation, report: &'a ScoreReport) -> Self {
        let by_id = |one: &'a Candidate| (one.id.as_str(), one);
        let results = report.results.iter();
        let of_card = |card: &'a ScorecardResult| {
            let candidates = card.candidates.iter();
            candidates.map(|one| (one.id.as_str(), one)).collect()
        };
        Self {
            scene,
            evaluation,
            report,
            candidates: evaluation.candidates().iter().map(by_id).collect(),
            results: results.map(of_card).collect(),
        }
    }

    /// The document of scorecards.
    pub fn document(&self) -> &'a ScorecardsDocument {
        self.evaluation.scorecards().document()
    }

    /// The scorecards with their results, in the order of the document.
    pub fn scorecards(&self) -> impl Iterator<Item = (usize, &'a Scorecard, &'a ScorecardResult)> {
        let cards = self.document().scorecards.iter().zip(&self.report.results);
        cards.enumerate().map(|(at, (card, result))| (at, card, result))
    }

    /// The result of a candidate in a scorecard, by the place of the scorecard.
    pub fn result(&self, card: usize, candidate: &str) -> Option<&'a CandidateResult> {
        self.results.get(card)?.get(candidate).copied()
    }

    /// What a candidate is called: its name, the name of the unit, or its identifier.
    pub fn name(&self, candidate: &'a str) -> &'a str {
        let named = self
            .candidates
            .get(candidate)
            .and_then(|one| one.attributes.get("name"));
        named.map_or_else(|| self.scene.name(candidate), String::as_str)
    }

    /// As [`Scores::name`], for an identifier that does not live as long.
    pub fn name_of(&self, candidate: &str) -> String {
        match self.candidates.get_key_value(candidate) {
            Some((id, _)) => self.name(id).to_owned(),
            None => candidate.to_owned(),
        }
    }

    /// Where a candidate belongs, such as 武陵区 / 启明街道; empty where it is the unit itself, or nobody knows.
    pub fn place(&self, candidate: &str) -> String {
        let unit = self
            .candidates
            .get(candidate)
            .and_then(|one| one.attributes.get("unit"));
        match unit {
            Some(unit) if unit != candidate => self.scene.path(unit).join(" / "),
            _ => String::new(),
        }
    }

    /// The titles of the gates that a candidate hit.
    pub fn gates(&self, card: &'a Scorecard, result: &CandidateResult) -> Vec<&'a str> {
        let hit = card.gates.iter().filter(|gate| result.gates.contains(&gate.id));
        hit.map(|gate| gate.title.zh.as_str()).collect()
    }

    /// Whose score is shown with its reasons: of the first ranking with at most fifty in a class that are units of the plan,
    /// else of the first ranking at all, the last one, who has most to gain from it.
    pub fn example(&self) -> Option<(&'a Scorecard, &'a str)> {
        let mut fallback = None;
        for (at, card, _) in self.scorecards() {
            let ladder = card
                .rankings
                .first()
                .and_then(|ranking| self.evaluation.ladder(&card.id, &ranking.id));
            let Some(last) = ladder.iter().flatten().last() else {
                continue;
            };
            let Some(result) = self.result(at, &last.candidate) else {
                continue;
            };
            let found = (card, result.id.as_str());
            let small = ladder.as_ref().is_some_and(|ladder| ladder.len() <= 50);
            if small && self.scene.unit(&last.candidate).is_some() {
                return Some(found);
            }
            fallback = fallback.or(Some(found));
        }
        fallback
    }
}
