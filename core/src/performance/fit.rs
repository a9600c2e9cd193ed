//! Whether scorecards fit a plan: every measure, stratum, kind of observation and clause that they name is in it.

use super::Scorecards;
use super::document::{InputSource, MeasurePart, Part, Section};
use crate::error::{Code, Error, Fault, Faults, Words};
use crate::evaluate::stratum_names;
use crate::json::known;
use crate::plan::{CompositeMethod, Measure, Plan, VocabularyList};

impl Scorecards {
    /// Checks the document against the plan whose measures it uses. [`super::Inputs::take`] does it by itself.
    ///
    /// # Errors
    /// Every `unknown_measure`, `unknown_stratifier`, `unknown_vocabulary` (kinds of observations), `unknown_clause`, and
    /// `bad_parameter` where single subjects are asked for and the measure is made of results, with JSON pointer.
    pub fn fits(&self, plan: &Plan) -> Result<(), Error> {
        let mut fit = Fit {
            scorecards: self,
            plan,
            faults: Faults::new(),
        };
        let document = self.document();
        for (at, input) in document.inputs.iter().enumerate() {
            let pointer = format!("/inputs/{at}/from");
            match &input.from {
                InputSource::Measure(asked) => {
                    let pointer = format!("{pointer}/measure/measure");
                    if let Some(measure) = fit.measure(&asked.measure, &pointer)
                        && asked.part == MeasurePart::Met
                    {
                        fit.subjects(measure, &pointer);
                    }
                }
                InputSource::Observation(asked) => {
                    fit.kind(&asked.kind, format!("{pointer}/observation/kind"));
                    if let Some(sample) = &asked.sample {
                        fit.kind(sample, format!("{pointer}/observation/sample"));
                    }
                }
                InputSource::LastYear(_) | InputSource::Given => {}
            }
        }
        for (at, source) in document.candidates_from.iter().enumerate() {
            let pointer = format!("/candidates_from/{at}");
            let Some(measure) = fit.measure(&source.measure, &format!("{pointer}/measure")) else {
                continue;
            };
            fit.subjects(measure, &format!("{pointer}/measure"));
            let names = stratum_names(measure);
            if !source.stratum.is_empty() && !names.contains(&source.stratum) {
                let found = source.stratum.join(" ");
                let expected = known(&found, names.iter().map(|labels| labels.join(" ")));
                fit.fault(
                    Code::UnknownStratifier,
                    format!("{pointer}/stratum"),
                    &found,
                    expected,
                );
            }
        }
        for (at, card) in document.scorecards.iter().enumerate() {
            let pointer = format!("/scorecards/{at}");
            fit.clause(card.clause.as_deref(), &pointer);
            fit.section(&card.total, &format!("{pointer}/total"));
        }
        for (at, award) in document.awards.iter().enumerate() {
            fit.clause(award.clause.as_deref(), &format!("/awards/{at}"));
        }
        fit.faults.into_result()
    }
}

struct Fit<'a> {
    scorecards: &'a Scorecards,
    plan: &'a Plan,
    faults: Faults,
}

impl<'a> Fit<'a> {
    fn fault(&mut self, code: Code, pointer: impl Into<String>, found: &str, expected: Words) {
        let place = self.scorecards.place(pointer);
        self.faults.push(Fault::new(code, place, found, expected));
    }

    fn measure(&mut self, id: &str, pointer: &str) -> Option<&'a Measure> {
        let measures = self.plan.measures();
        let found = self.plan.measure(id).and_then(|at| measures.get(at));
        if found.is_none() {
            let expected = known(id, measures.iter().map(|measure| &measure.id));
            self.fault(Code::UnknownMeasure, pointer, id, expected);
        }
        found
    }

    /// A composite of results has no subjects of its own.
    fn subjects(&mut self, measure: &Measure, pointer: &str) {
        use CompositeMethod::{Opportunity, Weighted};
        if matches!(measure.composite, Some(Opportunity | Weighted)) {
            let expected = Words::new(
                "应为有对象的指标，此指标由其他指标的结果合成",
                "a measure with subjects; this one is made of results",
            );
            self.fault(Code::BadParameter, pointer, &measure.id, expected);
        }
    }

    fn kind(&mut self, kind: &str, pointer: String) {
        if self.plan.term(VocabularyList::ObservationKinds, kind).is_none() {
            let kinds = &self.plan.document().vocabulary.observation_kinds;
            let expected = known(kind, kinds.iter().map(|term| &term.id));
            self.fault(Code::UnknownVocabulary, pointer, kind, expected);
        }
    }

    fn clause(&mut self, clause: Option<&str>, pointer: &str) {
        if let Some(clause) = clause
            && self.plan.clause(clause).is_none()
        {
            let clauses = &self.plan.document().clauses;
            let expected = known(clause, clauses.iter().map(|clause| &clause.id));
            self.fault(Code::UnknownClause, format!("{pointer}/clause"), clause, expected);
        }
    }

    fn section(&mut self, section: &Section, pointer: &str) {
        for (at, part) in section.parts.iter().enumerate() {
            let pointer = format!("{pointer}/parts/{at}");
            match part {
                Part::Item(item) => self.clause(item.clause.as_deref(), &format!("{pointer}/item")),
                Part::Section(inner) => self.section(inner, &format!("{pointer}/section")),
            }
        }
    }
}
