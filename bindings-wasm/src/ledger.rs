//! Ledgers.

use crate::batch::Batch;
use crate::error::{Given, count, misuse};
use crate::rejections;
use jinguo::error::{Code, Error, Words};
use wasm_bindgen::prelude::wasm_bindgen;

/// What has been done, as facts.
#[wasm_bindgen]
#[derive(Default)]
pub struct Ledger(pub(crate) jinguo::ledger::Ledger);

#[wasm_bindgen]
impl Ledger {
    /// An empty ledger.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// A copy; the facts are shared until one of the two changes.
    pub fn copy(&self) -> Self {
        Self(self.0.clone())
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
}

/// A batch of the one record that a JSON text has.
pub(crate) fn one_record(json: &str) -> Result<jinguo::ledger::Batch, Error> {
    let mut batch = jinguo::ledger::Batch::new();
    let code = match batch.read_json_lines("", json.as_bytes())? {
        0 => Code::TooFew,
        1 => return Ok(batch),
        _ => Code::TooMany,
    };
    let expected = Words::new("应为一条记录", "one record");
    Err(misuse(code, "record", batch.len().to_string(), expected))
}
