//! Which inputs gave these scores: SM3 over the document and everything that the evaluation was given. The order of
//! candidates, entries, ballots, filings and overrides does not matter.

use super::{Compiled, Evaluation, canonical, internal};
use crate::error::Error;
use crate::order::Order;
use serde::Serialize;
use sm3::{Digest, Sm3};

impl Evaluation {
    /// SM3 over the document of scorecards, the day of evaluation, the candidates and their values, evidence, entries,
    /// ballots, filings and overrides, as 64 hexadecimal digits. Time: linear in the number of values.
    ///
    /// # Errors
    /// `internal` only.
    pub fn fingerprint(&self) -> Result<String, Error> {
        let Compiled { document, .. } = &*self.scorecards.0;
        let mut digest = Sm3::new();
        let mut line = |text: &str| {
            // The length first, so that no two lists of texts look alike.
            digest.update(text.len().to_string().as_bytes());
            digest.update(b":");
            digest.update(text.as_bytes());
        };
        line(&canonical(document)?);
        line(&self.inputs.as_of.map_or_else(String::new, |day| day.to_string()));
        let mut rows: Vec<usize> = (0..self.inputs.cohort.len()).collect();
        rows.order_by(|a, b| self.candidate_id(*a).cmp(self.candidate_id(*b)));
        for row in &rows {
            if let Some(candidate) = self.inputs.cohort.get(*row) {
                line(&json(candidate)?);
            }
        }
        for (column, evidence) in self.prepared.columns.iter().zip(&self.prepared.evidence) {
            line("input");
            for row in &rows {
                match column.get(*row) {
                    Ok(value) => line(&value.to_string()),
                    Err(state) => line(&json(&state)?),
                }
                if let Some(ids) = evidence.get(row) {
                    line(&json(ids)?);
                }
            }
        }
        for list in [
            sorted(&self.inputs.entries)?,
            sorted(&self.inputs.ballots)?,
            sorted(&self.inputs.filings)?,
            sorted(&self.inputs.overrides)?,
        ] {
            line("list");
            list.iter().for_each(|one| line(one));
        }
        Ok(digest
            .finalize()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect())
    }
}

fn json<T: Serialize>(value: &T) -> Result<String, Error> {
    serde_json::to_string(value).map_err(|error| internal(&error.to_string()))
}

fn sorted<T: Serialize>(list: &[T]) -> Result<Vec<String>, Error> {
    let mut lines = list.iter().map(json).collect::<Result<Vec<_>, _>>()?;
    lines.order();
    Ok(lines)
}
