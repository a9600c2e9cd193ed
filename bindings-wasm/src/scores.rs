//! Scores of a cohort, and the way of their signing.

use crate::error::{Given, day, json, misuse};
use jinguo::error::{Code, Words};
use jinguo::json::argument;
use jinguo::number::Rational;
use jinguo::performance::{Signature, Signing, SigningStep};
use jinguo::report::State;
use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;

/// Scorecards evaluated over inputs.
#[wasm_bindgen]
pub struct Scores(pub(crate) jinguo::performance::Evaluation);

#[wasm_bindgen]
impl Scores {
    /// The canonical report.
    pub fn report(&self) -> Given<String> {
        Ok(self.0.report()?.to_json()?)
    }

    /// The fingerprint over scorecards and inputs.
    pub fn fingerprint(&self) -> Given<String> {
        Ok(self.0.fingerprint()?)
    }

    /// The points of one part of one candidate.
    pub fn points(&self, scorecard: &str, part: &str, candidate: &str) -> Given<String> {
        let points = self.0.points(scorecard, part, candidate).ok_or_else(|| {
            let expected = Words::new(
                "应为已有的评分表、评分项和评分对象",
                "a scorecard, part and candidate that are there",
            );
            let found = format!("{scorecard}, {part}, {candidate}");
            misuse(Code::UnknownSubject, "", found, expected)
        })?;
        let (state, value) = match points {
            Ok(value) => (State::Value, Some(value)),
            Err(state) => (state, None),
        };
        json(&Points { state, value })
    }

    /// Every point of a candidate, step by step.
    pub fn explain(&self, scorecard: &str, candidate: &str) -> Given<String> {
        json(&self.0.explain(scorecard, candidate))
    }

    /// A ranking, each with the distance to the next place.
    pub fn ladder(&self, scorecard: &str, ranking: &str) -> Given<String> {
        json(&self.0.ladder(scorecard, ranking))
    }

    /// Statements of the points ledgers on a day.
    pub fn statements(&self, day: &str) -> Given<String> {
        json(&self.0.statements_at(self::day(day, "day")?))
    }

    /// Who was drawn for a sample.
    pub fn drawn(&self, sample: &str) -> Given<String> {
        json(&self.0.drawn(sample))
    }

    /// Puts the scores of a scorecard forward.
    pub fn propose(&self, scorecard: &str, signature: &str) -> Given<String> {
        let signature: Signature = argument(signature, "signature")?;
        json(&self.0.propose(scorecard, signature)?)
    }

    /// Does the next step of signing.
    pub fn sign(&self, signing: &str, step: &str, signature: &str) -> Given<String> {
        let mut signing: Signing = argument(signing, "signing")?;
        let step: SigningStep = argument(step, "step")?;
        let signature: Signature = argument(signature, "signature")?;
        signing.step(step, signature, &self.0)?;
        json(&signing)
    }

    /// Whether the scores are still those that were signed.
    pub fn standing(&self, signing: &str) -> Given<String> {
        let signing: Signing = argument(signing, "signing")?;
        json(&signing.standing(&self.0)?)
    }
}

#[derive(Serialize)]
struct Points {
    state: State,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<Rational>,
}
