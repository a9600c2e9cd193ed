//! From files to a plan, a ledger, scorecards and their inputs.

use super::arguments::Common;
use super::failure::Failure;
use super::progress::Step;
use crate::changde;
use crate::synthetic::{self, Scale};
use crate::views::csv::Csv;
use jinguo::error::{Faults, nearest};
use jinguo::ledger::{Batch, Ledger, Table};
use jinguo::performance::{Inputs, Scorecards};
use jinguo::plan::Plan;
use std::collections::HashMap;
use std::path::Path;

/// The plan that was asked for.
pub fn plan(file: Option<&Path>) -> Result<Plan, Failure> {
    let Some(path) = file else {
        return Ok(changde::plan()?);
    };
    let (name, text) = document(path)?;
    Ok(Plan::from_json(&name, &text)?)
}

/// The scorecards in a file.
pub fn scorecards(path: &Path) -> Result<Scorecards, Failure> {
    let (name, text) = document(path)?;
    Ok(Scorecards::from_json(&name, &text)?)
}

/// The inputs of scorecards in a file.
pub fn given(path: &Path) -> Result<Inputs, Failure> {
    let (name, text) = document(path)?;
    Ok(Inputs::from_json(&name, &text)?)
}

/// Whether a file says that it holds scorecards.
pub fn holds_scorecards(path: &Path) -> Result<bool, Failure> {
    let (_, text) = document(path)?;
    let document: Result<serde_json::Value, _> = serde_json::from_str(text.trim_start_matches('\u{feff}'));
    let schema = document
        .ok()
        .and_then(|document| Some(document.get("schema")?.as_str()?.to_owned()));
    // A text that is no JSON is told by the reader of plans.
    Ok(schema.is_some_and(|schema| schema.starts_with("jinguo-scorecards/")))
}

/// The name and the text of a document.
fn document(path: &Path) -> Result<(String, String), Failure> {
    let bytes = read(path)?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
    let text = String::from_utf8(bytes).map_err(|_| {
        let found = std::io::Error::other("应为 UTF-8 文字 · not UTF-8");
        Failure::file(path, ("读取", "read"), &found)
    })?;
    Ok((name.unwrap_or_default(), text))
}

/// A ledger, and the rows that did not enter it.
pub struct Loaded {
    /// The ledger.
    pub ledger: Ledger,
    /// Rows that were left out, as a CSV file; none where the text is missing.
    pub rejected: Option<(usize, String)>,
    /// What the user should know, one sentence each.
    pub notes: Vec<String>,
}

/// The ledger in a folder.
pub fn ledger(folder: &Path, common: &Common) -> Result<Loaded, Failure> {
    let notes = strangers(folder)?;
    let mut batch = Batch::new();
    let mut faults = Faults::new();
    let mut rejected = Rejected::default();
    let mut files = 0;
    {
        let step = Step::of("读取台账", 6);
        for table in Table::ALL {
            let path = folder.join(table.file_name());
            if path.exists() {
                files += 1;
                let bytes = read(&path)?;
                if common.accept_good_rows {
                    match batch.read_csv_good_rows(table, table.file_name(), &bytes) {
                        Ok(rows) => rows.iter().for_each(|row| {
                            rejected.add(table.file_name(), u64::from(row.line), &row.faults, &row.text);
                        }),
                        Err(error) => faults.extend(error),
                    }
                } else if let Err(error) = batch.read_csv(table, table.file_name(), &bytes) {
                    faults.extend(error);
                }
            }
            step.one();
        }
    }
    if files == 0 {
        return Err(Failure::file(
            folder,
            ("作为台账", "used as a ledger"),
            &std::io::Error::other("里面没有 units.csv 等文件 · there is no units.csv or other table in it"),
        ));
    }
    faults.into_result()?;
    let _step = Step::new("登记台账");
    let mut ledger = Ledger::new();
    if common.accept_good_rows {
        let mut lines = Lines::new(folder);
        for row in ledger.apply_good_rows(batch).rejected {
            let line = row.place.row.unwrap_or_default();
            let text = lines.line(&row.place.document, line);
            rejected.add(&row.place.document, line, &row.faults, &text);
        }
    } else {
        ledger.apply(batch)?;
    }
    Ok(Loaded {
        ledger,
        rejected: rejected.finish(),
        notes,
    })
}

/// The synthetic ledger.
pub fn synthetic(common: &Common) -> Result<Loaded, Failure> {
    let scale = Scale {
        divide: common.divide,
    };
    let step = Step::of("生成合成台账", 1);
    let batch = synthetic::batch(scale, &mut |name, done, of| step.at(name, done, of));
    drop(step);
    let _step = Step::new("登记台账");
    let mut ledger = Ledger::new();
    ledger.apply(batch)?;
    Ok(Loaded {
        ledger,
        rejected: None,
        notes: Vec::new(),
    })
}

/// Files that look like tables under a wrong name: silence would look like “no such records”.
fn strangers(folder: &Path) -> Result<Vec<String>, Failure> {
    let entries =
        std::fs::read_dir(folder).map_err(|error| Failure::file(folder, ("读取", "read"), &error))?;
    let names = entries.filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()));
    let mut notes: Vec<String> = names
        .filter(|name| Table::ALL.iter().all(|table| table.file_name() != name))
        .filter_map(|name| {
            let near = nearest(&name, Table::ALL.iter().map(|table| table.file_name()))?;
            Some(format!("{name} 没有读：应叫 {near}？"))
        })
        .collect();
    notes.sort();
    Ok(notes)
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    std::fs::read(path).map_err(|error| Failure::file(path, ("读取", "read"), &error))
}

/// Lines of files that have been read before, for the user to see again.
struct Lines<'a> {
    folder: &'a Path,
    files: HashMap<String, (Vec<u8>, Vec<usize>)>,
}

impl<'a> Lines<'a> {
    fn new(folder: &'a Path) -> Self {
        let files = HashMap::new();
        Self { folder, files }
    }

    /// A line by its number from 1; empty where the file is gone.
    fn line(&mut self, file: &str, line: u64) -> String {
        let folder = self.folder;
        let (bytes, starts) = self.files.entry(file.to_owned()).or_insert_with(|| {
            let bytes = read(&folder.join(file)).unwrap_or_default();
            let ends = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
            let starts = std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect();
            (bytes, starts)
        });
        let at = usize::try_from(line.saturating_sub(1)).unwrap_or(usize::MAX);
        let start = starts.get(at).copied().unwrap_or(bytes.len());
        let end = starts.get(at.saturating_add(1)).copied().unwrap_or(bytes.len());
        let found = bytes.get(start..end).unwrap_or_default();
        let text = match std::str::from_utf8(found) {
            Ok(text) => text.to_owned(),
            Err(_) => encoding_rs::GB18030.decode(found).0.into_owned(),
        };
        text.trim_end_matches(['\r', '\n']).to_owned()
    }
}

/// Rows on their way to `rejected.csv`.
#[derive(Default)]
struct Rejected {
    csv: Option<Csv>,
    rows: usize,
}

impl Rejected {
    fn add(&mut self, file: &str, line: u64, faults: &[jinguo::Fault], text: &str) {
        let csv = self
            .csv
            .get_or_insert_with(|| Csv::new(["文件", "行", "代码", "原因", "原文"]));
        self.rows += 1;
        for fault in faults {
            csv.row([file, &line.to_string(), fault.code.name(), &fault.zh(), text]);
        }
    }

    fn finish(self) -> Option<(usize, String)> {
        self.csv.map(|mut csv| (self.rows, csv.take()))
    }
}
