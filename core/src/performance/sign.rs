//! Signing: a score is a proposal until a body signs it; who, when and what was changed is kept.

use super::report::PartResult;
use super::{Appeal, Evaluation, ScorecardResult, report};
use crate::error::{Code, Error, Fault, Place, Words};
use crate::report::State;
use crate::time::Stamp;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Where the scores of one scorecard stand on their way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SigningState {
    /// Computed and put forward (汇总).
    Proposed,
    /// Approved by the body that decides (审定).
    Signed,
    /// Made public (公示).
    Published,
    /// Final.
    Confirmed,
}

/// A step on the way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum SigningStep {
    /// The scores are put forward. Always the first step.
    Propose,
    /// Scores were changed by overrides before they are published; they must be signed anew.
    Amend,
    /// The body that decides signs.
    Sign,
    /// They are published.
    Publish,
    /// A candidate contests its score.
    Appeal(String),
    /// The appeal of a candidate is decided; its scores may have changed.
    Decide(String),
    /// They are final. No appeal may be open.
    Confirm,
}

/// Who does a step, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Signature {
    /// Who.
    pub by: String,
    /// When.
    pub at: Stamp,
    /// Why, or with what outcome.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A step that was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SignedStep {
    /// The step.
    pub step: SigningStep,
    /// Who and when.
    pub signature: Signature,
    /// SM3 digest of the scores as they were then.
    pub digest: String,
    /// What was changed since the step before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<ScoreChange>,
}

/// A total or grade that was changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ScoreChange {
    /// The candidate.
    pub candidate: String,
    /// The total before; `not_applicable` for one who was not in the cohort.
    pub before: PartResult,
    /// The total after; `not_applicable` for one who is not in the cohort any more.
    pub after: PartResult,
    /// The grade before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade_before: Option<String>,
    /// The grade after.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade_after: Option<String>,
}

/// The way of one scorecard's scores from proposal to final. Steps are only added, never taken away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Signing {
    /// The scorecard.
    pub scorecard: String,
    /// How far they have come.
    pub state: SigningState,
    /// The steps.
    pub steps: Vec<SignedStep>,
    /// Candidates whose appeal is not decided.
    pub open_appeals: BTreeSet<String>,
    /// Total and grade of each candidate, as they stand.
    pub scores: BTreeMap<String, (PartResult, Option<String>)>,
}

/// Whether scores are still those that were signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SigningStanding {
    /// SM3 digest of the scores as they are now.
    pub digest: String,
    /// Whether they are those of the last step, to the last point of the last item.
    pub unchanged: bool,
    /// The totals and grades that are others now. Empty where only parts below the totals are.
    pub changes: Vec<ScoreChange>,
}

/// Total and grade of each candidate.
type Scores = BTreeMap<String, (PartResult, Option<String>)>;

impl Evaluation {
    /// Puts the scores of a scorecard forward.
    ///
    /// # Errors
    /// `unknown_scorecard`, `unsigned_by`.
    pub fn propose(&self, scorecard: &str, signature: Signature) -> Result<Signing, Error> {
        named(&signature)?;
        let (digest, scores) = self.standing(scorecard)?;
        Ok(Signing {
            scorecard: scorecard.to_owned(),
            state: SigningState::Proposed,
            steps: vec![SignedStep {
                step: SigningStep::Propose,
                signature,
                digest,
                changes: Vec::new(),
            }],
            open_appeals: BTreeSet::new(),
            scores,
        })
    }

    /// Digest, total and grade of each candidate of a scorecard.
    fn standing(&self, scorecard: &str) -> Result<(String, Scores), Error> {
        let report = self.report()?;
        let result: Option<&ScorecardResult> = report.results.iter().find(|result| result.id == scorecard);
        let Some(result) = result else {
            return Err(fault(
                Code::UnknownScorecard,
                scorecard,
                Words::one_of(report.results.iter().map(|result| &result.id)),
            ));
        };
        let text = serde_json::to_string(result).map_err(|error| super::internal(&error.to_string()))?;
        let candidates = result.candidates.iter();
        let scores = candidates.map(|one| (one.id.clone(), (one.total.clone(), one.grade.clone())));
        let scores = crate::order::map(scores);
        Ok((report::hexadecimal(&text), scores))
    }

    fn appeal(&self, scorecard: &str) -> Option<&Appeal> {
        let document = self.scorecards.document();
        let card = document.scorecards.iter().find(|card| card.id == scorecard)?;
        card.appeal.as_ref()
    }
}

impl Signing {
    /// Does the next step, on an evaluation of the same scorecard.
    ///
    /// # Errors
    /// `signing_order` where the step may not follow, or lies before the last one in time; `score_changed` where the
    /// scores are not those of the last step and the step may not change them; `appeal_late`; `unsigned_by`.
    /// Nothing is changed then.
    pub fn step(
        &mut self,
        step: SigningStep,
        signature: Signature,
        evaluation: &Evaluation,
    ) -> Result<(), Error> {
        named(&signature)?;
        let last = self.steps.last();
        if let Some(last) = last
            && signature.at < last.signature.at
        {
            let found = signature.at.to_string();
            let least = last.signature.at.to_string();
            return Err(fault(
                Code::SigningOrder,
                &found,
                Words::new(format!("不早于 {least}"), format!("not before {least}")),
            ));
        }
        let state = self.next(&step, &signature, evaluation)?;
        let (digest, scores) = evaluation.standing(&self.scorecard)?;
        let changes = self.changes(&scores);
        let may_change = matches!(step, SigningStep::Amend | SigningStep::Decide(_));
        if !may_change && last.is_some_and(|last| last.digest != digest) {
            return Err(fault(
                Code::ScoreChanged,
                &digest,
                Words::new(
                    "与上一步相同的评分结果，或先作 `amend`",
                    "the scores of the last step, or `amend` first",
                ),
            ));
        }
        match &step {
            SigningStep::Appeal(candidate) => {
                self.open_appeals.insert(candidate.clone());
            }
            SigningStep::Decide(candidate) => {
                self.open_appeals.remove(candidate);
            }
            _ => {}
        }
        self.state = state;
        self.scores = scores;
        self.steps.push(SignedStep {
            step,
            signature,
            digest,
            changes,
        });
        Ok(())
    }

    /// Whether the scores of an evaluation are those of the last step.
    ///
    /// # Errors
    /// `unknown_scorecard`, `overflow`.
    pub fn standing(&self, evaluation: &Evaluation) -> Result<SigningStanding, Error> {
        let (digest, scores) = evaluation.standing(&self.scorecard)?;
        Ok(SigningStanding {
            unchanged: self.steps.last().is_some_and(|last| last.digest == digest),
            changes: self.changes(&scores),
            digest,
        })
    }

    fn next(
        &self,
        step: &SigningStep,
        signature: &Signature,
        evaluation: &Evaluation,
    ) -> Result<SigningState, Error> {
        use SigningState::{Confirmed, Proposed, Published, Signed};
        let order = |expected: Words| fault(Code::SigningOrder, word(step), expected);
        match (self.state, step) {
            (Proposed | Signed, SigningStep::Amend) => Ok(Proposed),
            (Proposed, SigningStep::Sign) => Ok(Signed),
            (Signed, SigningStep::Publish) => Ok(Published),
            (Published, SigningStep::Appeal(candidate)) => {
                self.in_time(candidate, signature, evaluation)?;
                Ok(Published)
            }
            (Published, SigningStep::Decide(candidate)) if self.open_appeals.contains(candidate) => {
                Ok(Published)
            }
            (Published, SigningStep::Confirm) if self.open_appeals.is_empty() => Ok(Confirmed),
            (Proposed, _) => Err(order(Words::one_of(["amend", "sign"]))),
            (Signed, _) => Err(order(Words::one_of(["amend", "publish"]))),
            (Published, SigningStep::Decide(_) | SigningStep::Confirm) => Err(order(Words::one_of(
                self.open_appeals.iter().map(|one| format!("decide {one}")),
            ))),
            (Published, _) => Err(order(Words::one_of(["appeal", "decide", "confirm"]))),
            (Confirmed, _) => Err(order(Words::new("已确认，不能再改", "nothing: they are final"))),
        }
    }

    fn in_time(&self, candidate: &str, signature: &Signature, evaluation: &Evaluation) -> Result<(), Error> {
        if !self.scores.contains_key(candidate) {
            return Err(fault(
                Code::UnknownCandidate,
                candidate,
                Words::one_of(self.scores.keys()),
            ));
        }
        let Some(appeal) = evaluation.appeal(&self.scorecard) else {
            return Err(fault(
                Code::SigningOrder,
                "appeal",
                Words::new("评分表写明申诉期限", "a scorecard that declares appeals"),
            ));
        };
        let published = self
            .steps
            .iter()
            .rev()
            .find(|step| step.step == SigningStep::Publish)
            .map(|step| step.signature.at.day());
        let last = published.map(|day| day.plus(i32::from(appeal.days)));
        if last.is_some_and(|last| signature.at.day() > last) {
            let last = last.map_or_else(String::new, |last| last.to_string());
            return Err(fault(
                Code::AppealLate,
                &signature.at.to_string(),
                Words::new(format!("不晚于 {last}"), format!("not after {last}")),
            ));
        }
        Ok(())
    }

    /// Every candidate whose total or grade is another one; who has come or gone has no score on the other side.
    fn changes(&self, scores: &Scores) -> Vec<ScoreChange> {
        let candidates = crate::order::set(self.scores.keys().chain(scores.keys()));
        let changes = candidates.into_iter().filter_map(|candidate| {
            let [before, after] = [&self.scores, scores].map(|scores| scores.get(candidate));
            let said = |score: Option<&(PartResult, Option<String>)>| {
                score.map(|(total, grade)| (total.value, total.state, grade.clone()))
            };
            if said(before) == said(after) {
                return None;
            }
            let of = |score: Option<&(PartResult, Option<String>)>,
                      other: Option<&(PartResult, Option<String>)>| {
                score.cloned().unwrap_or_else(|| (absent(other), None))
            };
            let ((before, grade_before), (after, grade_after)) = (of(before, after), of(after, before));
            Some(ScoreChange {
                candidate: candidate.clone(),
                before,
                after,
                grade_before,
                grade_after,
            })
        });
        changes.collect()
    }
}

/// The total of a candidate that is not in the cohort, as the other evaluation names it.
fn absent(other: Option<&(PartResult, Option<String>)>) -> PartResult {
    PartResult {
        id: other.map_or_else(String::new, |(total, _)| total.id.clone()),
        state: State::NotApplicable,
        value: None,
        computed: None,
    }
}

fn word(step: &SigningStep) -> &'static str {
    match step {
        SigningStep::Propose => "propose",
        SigningStep::Amend => "amend",
        SigningStep::Sign => "sign",
        SigningStep::Publish => "publish",
        SigningStep::Appeal(_) => "appeal",
        SigningStep::Decide(_) => "decide",
        SigningStep::Confirm => "confirm",
    }
}

fn named(signature: &Signature) -> Result<(), Error> {
    if signature.by.trim().is_empty() {
        return Err(fault(
            Code::UnsignedBy,
            "",
            Words::new("签署人或机构", "the name of a person or body"),
        ));
    }
    Ok(())
}

fn fault(code: Code, found: &str, expected: Words) -> Error {
    Fault::new(code, Place::document(""), found, expected).into()
}
