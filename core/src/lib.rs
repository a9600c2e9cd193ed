//! Jinguo (巾帼) runs the yearly work plan of a Women's Federation (妇联).
//!
//! ```text
//! plan.json ──► Plan ─┐
//!                     ├─► evaluate(as_of, known_at) ─► Report ─► table, gaps, explanation, score, rank
//! facts  ────► Ledger ┘
//! ```
//!
//! A [`plan::Plan`] knows no facts, a [`ledger::Ledger`] knows no rules, a [`report::Report`] is plain data.
//! There is no I/O, no clock and no randomness here: the same inputs give the same bytes everywhere.
//!
//! # In twenty lines
//!
//! ```
//! use jinguo::gap::{GapQuery, Subject};
//! use jinguo::ledger::{Batch, Ledger, Table};
//! use jinguo::plan::Plan;
//! use jinguo::report::{Parameters, State, Status};
//!
//! # fn main() -> Result<(), jinguo::Error> {
//! // Every community shall hold a lecture in 2022.
//! let plan = Plan::from_json("plan.json", r#"{
//!   "schema": "jinguo-plan/1", "id": "example", "version": "1.0.0", "status": "active",
//!   "title": {"zh": "示例"}, "source": {"title": "示例", "issuer": "示例"},
//!   "period": {"calendar_year": 2022}, "hierarchy": "administrative",
//!   "vocabulary": {
//!     "levels": [{"id": "county", "title": {"zh": "区县"}}, {"id": "community", "title": {"zh": "社区"}}],
//!     "activity_kinds": [{"id": "lecture", "title": {"zh": "宣讲"}}]
//!   },
//!   "pace": [{"value": {"on_track": 1, "at_risk": "0.8"}}],
//!   "clauses": [{"id": "三.5", "number": "5", "title": {"zh": "切实维护妇女儿童合法权益"}}],
//!   "measures": [{
//!     "id": "communities", "title": {"zh": "社区宣讲全覆盖"}, "clause": "三.5",
//!     "scoring": "proportion", "basis": "unit", "improvement": "increase",
//!     "initial_population": {"unit": {"level": ["community"]}},
//!     "numerator": {"hosted": {"activity": {"status": ["held"], "kind": ["lecture"]}, "at_least": 1, "reach": "itself"}},
//!     "targets": [{"every_one": true, "due": "2022-12-31"}]
//!   }]
//! }"#)?;
//!
//! let mut batch = Batch::new();
//! batch.read_csv(Table::Units, "units.csv", "\
//! id,name,level,parent
//! 430702,武陵区,county,
//! 430702001,启明街道社区,community,430702
//! 430702002,府坪街道社区,community,430702
//! ".as_bytes())?;
//! batch.read_csv(Table::Activities, "activities.csv", b"\
//! id,kind,date,status,hosts
//! A1,lecture,2022-03-08,held,430702001
//! ")?;
//! let mut ledger = Ledger::new();
//! ledger.apply(batch)?;
//!
//! let day = "2022-06-30".parse().unwrap();
//! let evaluation = jinguo::evaluate(&plan, &ledger, Parameters { as_of: day, known_at: day })?;
//! let county = evaluation.result("communities", "430702")?.unwrap();
//! assert_eq!((county.state, county.numerator, county.denominator), (State::Value, 1, 2));
//! assert_eq!(county.status, Status::OnTrack);
//!
//! // Who is missing?
//! let query = GapQuery { measure: "communities".into(), unit: None, offset: 0, limit: 10 };
//! let page = evaluation.gaps(&query)?;
//! assert_eq!(page.total, 1);
//! assert_eq!(page.gaps[0].subject, Subject::Unit("430702002".into()));
//!
//! // Why is the other one covered?
//! let why = evaluation.explain("communities", &Subject::Unit("430702001".into()))?;
//! assert_eq!(why.populations[1].criterion.facts, ["A1"]);
//! # Ok(())
//! # }
//! ```
//!
//! # Where to read on
//!
//! | Module | What |
//! |---|---|
//! | [`plan`] | the plan document, what it means, and its check |
//! | [`ledger`] | records, batches, the readers of CSV and JSON Lines |
//! | [`evaluate()`] | classes, coverage, targets, pace: an [`Evaluation`] |
//! | [`partial`] | states of parted facts that merge to the report of all |
//! | [`gap`], [`explain`] | who is missing and why: shapes of the answers |
//! | [`report`] | results as plain data, and differences of two |
//! | [`error`] | codes, places and sentences of all that can be wrong |
//! | [`json`] | small values that programs pass as JSON |
//! | [`time`], [`number`], [`code`] | days and periods, exact numbers, national codes |
#![forbid(unsafe_code)]
#![cfg_attr(
    test,
    allow(
        clippy::arithmetic_side_effects,
        clippy::string_slice,
        reason = "a test that overflows or slices wrongly fails, which is what it is for"
    )
)]

pub mod code;
pub mod error;
pub mod evaluate;
pub mod explain;
pub mod gap;
pub mod json;
pub mod ledger;
pub mod number;
mod order;
pub mod partial;
pub mod performance;
pub mod plan;
pub mod report;
pub mod time;

pub use error::{Code, Error, Fault, Place};
pub use evaluate::{Evaluation, LiveEvaluation, evaluate};
