//! Rows that did not enter, each with its reasons.

use crate::error::{Given, Said, json};
use jinguo::error::{Fault, Place};
use jinguo::ledger::{RejectedRecord, RejectedRow};
use serde::Serialize;

#[derive(Serialize)]
struct Rejection<'a> {
    place: Place,
    #[serde(skip_serializing_if = "str::is_empty")]
    text: &'a str,
    faults: Vec<Said<'a>>,
}

fn said(faults: &[Fault]) -> Vec<Said<'_>> {
    faults.iter().map(Said::new).collect()
}

/// Rows of a file.
pub fn of_rows(document: &str, rows: &[RejectedRow]) -> Given<String> {
    let rejections = rows.iter().map(|row| Rejection {
        place: Place::row(document, u64::from(row.line)),
        text: &row.text,
        faults: said(&row.faults),
    });
    json(&rejections.collect::<Vec<_>>())
}

#[derive(Serialize)]
struct Receipt<'a> {
    accepted: usize,
    rejected: Vec<Rejection<'a>>,
}

/// What became of a batch.
pub fn receipt(accepted: usize, rejected: &[RejectedRecord]) -> Given<String> {
    let rejected = rejected.iter().map(|record| Rejection {
        place: record.place.clone(),
        text: "",
        faults: said(&record.faults),
    });
    json(&Receipt {
        accepted,
        rejected: rejected.collect(),
    })
}
