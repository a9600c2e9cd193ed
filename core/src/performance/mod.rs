//! Performance (绩效考核): scorecards, gates, grades, rankings, awards and points ledgers, as data.
//!
//! A [`Scorecards`] is a document that has passed every check, compiled once; [`Scorecards::evaluate`] scores a cohort
//! column by column. [`Inputs`] is plain data; [`Inputs::take`] fills it from an evaluated plan and its ledger; marks, ballots
//! and entries come from whoever has them.
//!
//! ```
//! use jinguo::performance::{Inputs, Scorecards};
//!
//! let scorecards = Scorecards::from_json("scorecards.json", r#"{
//!   "schema": "jinguo-scorecards/1", "id": "demo", "version": "1", "status": "draft", "title": {"zh": "示例"},
//!   "source": {"title": "示例", "issuer": "示例"},
//!   "inputs": [{"id": "talks", "title": {"zh": "宣讲场次"}, "from": "given", "collected": "filed"}],
//!   "scorecards": [{
//!     "id": "offices", "title": {"zh": "部室"}, "period": {"calendar_year": 2022}, "candidates": {},
//!     "total": {
//!       "id": "total", "title": {"zh": "总分"}, "points": 10,
//!       "parts": [{"item": {
//!         "id": "talks", "title": {"zh": "宣讲"}, "stream": "base", "points": 10,
//!         "rule": {"ratio": {"of": {"input": "talks"}, "target": {"constant": 20}, "points": 10, "beyond": "capped"}},
//!         "floor": "zero", "ceiling": "full"
//!       }}],
//!       "combine": "sum", "bonus_at_most": "unlimited", "deduction_at_most": "unlimited",
//!       "floor": "zero", "ceiling": "unbounded"
//!     }
//!   }]
//! }"#).unwrap();
//! let inputs = Inputs::from_json("inputs.json", r#"{
//!   "schema": "jinguo-inputs/1", "candidates": [{"id": "a"}, {"id": "b"}],
//!   "numbers": {"talks": {"a": 15, "b": 25}}
//! }"#).unwrap();
//! let evaluation = scorecards.evaluate(inputs).unwrap();
//! assert_eq!(evaluation.points("offices", "total", "a").unwrap().unwrap().to_string(), "7.5");
//! assert_eq!(evaluation.points("offices", "total", "b").unwrap().unwrap().to_string(), "10");
//! ```

mod adapter;
mod award;
mod ballot;
mod calendar;
mod column;
mod compile;
mod depth;
mod describe;
mod document;
mod evaluate;
mod explain;
mod fingerprint;
mod fit;
mod flow;
mod gate;
mod grade;
mod input;
mod item;
mod ladder;
mod number;
mod partition;
mod points;
mod prepare;
mod program;
mod quota;
mod rank;
mod ranking;
mod report;
mod rule;
mod section;
mod sign;
mod target;
mod term;
mod trace;

pub use ballot::{Count, VoidReason};
pub use calendar::StepState;
pub use document::*;
pub use explain::*;
pub use input::*;
pub use ladder::Rung;
pub use points::{Booking, PointsCut, PointsStatement};
pub use quota::{Cut, LeftOut, LeftOutReason};
pub use rank::rank;
pub use report::*;
pub use sign::*;

use crate::error::{Code, Error, Fault, Faults, Place, Words};
use crate::json;
use crate::number::Rational;
use crate::order::Order;
use crate::report::State;
use program::Program;
use std::sync::Arc;

/// A checked and compiled document of scorecards. Immutable, safe to share between threads, cheap to clone.
#[derive(Clone, Debug)]
pub struct Scorecards(Arc<Compiled>);

#[derive(Debug)]
struct Compiled {
    /// What messages call the document.
    name: String,
    document: ScorecardsDocument,
    program: Program,
}

impl Scorecards {
    /// Reads a document from its text. `name` is what messages call the text.
    ///
    /// # Errors
    /// Every fault of the text, or else every fault of its meaning, in the order of the document, with JSON pointer,
    /// line and column.
    pub fn from_json(name: &str, text: &str) -> Result<Self, Error> {
        let tree = json::tree(json::without_mark(text), name, 1, json::Root::Scorecards)?;
        let document: ScorecardsDocument = json::value(&tree)?;
        Self::compile(
            name,
            document,
            |pointer| tree.offset(pointer),
            |pointer, offset| tree.place(pointer, offset),
        )
    }

    /// Checks and compiles a document that was built in memory.
    ///
    /// # Errors
    /// `too_deep` for each scorecard, award or points ledger that is nested too deeply to be walked; else every fault of its
    /// meaning, with JSON pointer; there is no text, hence no line.
    pub fn from_document(document: ScorecardsDocument) -> Result<Self, Error> {
        depth::depth(&document)?;
        let canonical = canonical(&document)?;
        // The document has no text of its own; its canonical text gives the order.
        let tree = json::Tree::read(&canonical, "", 1)?;
        Self::compile(
            "",
            document,
            |pointer| tree.offset(pointer),
            |pointer, _| Place::pointer("", pointer, None),
        )
    }

    fn compile(
        name: &str,
        document: ScorecardsDocument,
        offset: impl Fn(&str) -> usize,
        place: impl Fn(String, usize) -> Place,
    ) -> Result<Self, Error> {
        match compile::compile(&document) {
            Ok(program) => Ok(Self(Arc::new(Compiled {
                name: name.to_owned(),
                document,
                program,
            }))),
            Err(flaws) => {
                let mut placed: Vec<(usize, compile::Flaw)> = flaws
                    .into_iter()
                    .map(|flaw| (offset(&flaw.pointer), flaw))
                    .collect();
                placed.order_by_key(|(offset, _)| *offset);
                let mut faults = Faults::new();
                for (offset, flaw) in placed {
                    let place = place(flaw.pointer.clone(), offset);
                    faults.push(flaw.at(place));
                }
                faults.into_result()?;
                Err(internal("flaws without a fault"))
            }
        }
    }

    /// A place in the document.
    fn place(&self, pointer: impl Into<String>) -> Place {
        Place::pointer(&self.0.name, pointer, None)
    }

    /// The document as it was read.
    pub fn document(&self) -> &ScorecardsDocument {
        &self.0.document
    }

    /// Scores a cohort by every scorecard, and gives every award.
    ///
    /// # Errors
    /// Every fault of the inputs: unknown names, words and numbers out of range, a candidate without the group that it
    /// is ranked in. A missing value is no fault: the scorecard says what it means.
    pub fn evaluate(&self, inputs: Inputs) -> Result<Evaluation, Error> {
        self.evaluate_as(inputs, false)
    }

    /// As [`Scorecards::evaluate`], on 128-bit fractions alone. Slower, and always the same result: it is there so that
    /// tests can prove that.
    ///
    /// # Errors
    /// As [`Scorecards::evaluate`].
    #[doc(hidden)]
    pub fn evaluate_wide(&self, inputs: Inputs) -> Result<Evaluation, Error> {
        self.evaluate_as(inputs, true)
    }

    fn evaluate_as(&self, mut inputs: Inputs, wide_only: bool) -> Result<Evaluation, Error> {
        let Compiled {
            document, program, ..
        } = &*self.0;
        let prepared = prepare::prepare(document, program, &mut inputs)?;
        let filled = evaluate::run(document, program, &inputs, &prepared, wide_only)?;
        Ok(Evaluation {
            scorecards: self.clone(),
            inputs,
            prepared,
            filled,
        })
    }
}

fn canonical(document: &ScorecardsDocument) -> Result<String, Error> {
    serde_json::to_string(document).map_err(|error| internal(&error.to_string()))
}

fn internal(what: &str) -> Error {
    Fault::new(Code::Internal, Place::document(""), what, Words::default()).into()
}

/// A scored cohort. A score is a proposal until somebody signs it.
#[derive(Debug)]
pub struct Evaluation {
    scorecards: Scorecards,
    inputs: Inputs,
    prepared: prepare::Prepared,
    filled: evaluate::Filled,
}

impl Evaluation {
    /// The scorecards.
    pub fn scorecards(&self) -> &Scorecards {
        &self.scorecards
    }

    /// The cohort.
    pub fn candidates(&self) -> &[Candidate] {
        &self.inputs.cohort
    }

    /// The points of an item or section for a candidate, or the state in place of them; `None` for names that the
    /// scorecards or the cohort do not have.
    pub fn points(&self, scorecard: &str, part: &str, candidate: &str) -> Option<Result<Rational, State>> {
        let Compiled {
            document, program, ..
        } = &*self.scorecards.0;
        let card = document.scorecards.iter().position(|card| card.id == scorecard)?;
        let node = program.part(document, card, part)?;
        let row = *self.prepared.rows.get(candidate)?;
        Some(self.cell(node, row))
    }

    /// A cell as others see it: what an item keeps for itself is plainly not applicable.
    fn cell(&self, node: usize, row: usize) -> Result<Rational, State> {
        let cell = self
            .filled
            .nodes
            .get(node)
            .map_or(Err(State::Missing), |column| column.get(row));
        match cell {
            Err(State::EmptyDenominator | State::Suppressed) => Err(State::NotApplicable),
            cell => cell,
        }
    }
}
