//! Evaluations that follow their ledger.

use crate::batch::Batch;
use crate::error::{Given, count, day, json};
use crate::evaluation::{Evaluation, parameters};
use crate::ledger::{Ledger, one_record};
use crate::plan::Plan;
use crate::reading::reading;
use crate::rejections;
use jinguo::error::Error;
use jinguo::json::argument;
use wasm_bindgen::prelude::wasm_bindgen;

/// A plan evaluated over a ledger that goes on.
#[wasm_bindgen]
pub struct LiveEvaluation(jinguo::LiveEvaluation);

#[wasm_bindgen]
impl LiveEvaluation {
    /// Evaluates, and keeps what is needed to go on from there.
    pub fn of(plan: &Plan, ledger: &Ledger, as_of: &str, known_at: &str) -> Given<LiveEvaluation> {
        let parameters = parameters(as_of, known_at)?;
        Ok(Self(jinguo::LiveEvaluation::new(
            &plan.0,
            ledger.0.clone(),
            parameters,
        )?))
    }

    /// Enters a batch as a whole, or not at all; the batch is empty afterwards.
    pub fn apply(&mut self, batch: &mut Batch) -> Given<u32> {
        Ok(count(self.0.apply(std::mem::take(&mut batch.0))?.accepted))
    }

    /// Enters the good records of a batch, and gives the others back; the batch is empty afterwards.
    pub fn apply_good_rows(&mut self, batch: &mut Batch) -> Given<String> {
        let receipt = self.0.apply_good_rows(std::mem::take(&mut batch.0));
        rejections::receipt(receipt.accepted, &receipt.rejected)
    }

    /// Enters one record, or withdraws one.
    pub fn apply_record(&mut self, json: &str) -> Given<()> {
        self.0.apply(one_record(json)?)?;
        Ok(())
    }

    /// Moves the day of evaluation.
    pub fn move_to(&mut self, as_of: &str) -> Given<()> {
        Ok(self.0.move_to(day(as_of, "as_of")?)?)
    }

    /// A copy of the ledger as it stands.
    pub fn ledger(&self) -> Ledger {
        Ledger(self.0.ledger().clone())
    }
}

impl LiveEvaluation {
    fn standing(&self) -> Result<&jinguo::Evaluation, Error> {
        self.0.evaluation()
    }
}

reading!(LiveEvaluation);
