//! The answer of this library: one row a unit, as the other sides give it.

use jinguo::ledger::{ActivityRecord, Batch, CsvPieces, Ledger, Record, Table};
use jinguo::plan::{ActivityStatus, Plan};
use jinguo::report::Parameters;
use jinguo::time::Day;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::mpsc;
use std::time::Instant;

const PLAN: &str = include_str!("../plan.json");

/// What a row holds behind the unit's code.
const COLUMNS: [(&str, bool); 6] = [
    ("minors", false),
    ("minors", true),
    ("guardians", false),
    ("guardians", true),
    ("communities", false),
    ("communities", true),
];

/// How much of a file is read at once.
const PIECE: u64 = 1 << 24;

/// Hands a file over piece by piece, the next one being read while the last one is worked on.
fn pieces(path: &Path, mut take: impl FnMut(&[u8]) -> Result<(), String>) -> Result<(), String> {
    let mut file = File::open(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let (empty, to_fill) = mpsc::channel();
    let (full, filled) = mpsc::channel();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            for mut piece in to_fill {
                Vec::clear(&mut piece);
                let read = file.by_ref().take(PIECE).read_to_end(&mut piece);
                let last = !matches!(read, Ok(1..));
                if full.send(read.map(|_| piece)).is_err() || last {
                    return;
                }
            }
        });
        for _ in 0..2 {
            empty.send(Vec::new()).map_err(|error| error.to_string())?;
        }
        for piece in filled {
            let piece = piece.map_err(|error| format!("{}: {error}", path.display()))?;
            take(&piece)?;
            // The reader is gone once the file has ended.
            let _ = empty.send(piece);
        }
        Ok(())
    })
}

fn read(folder: &Path) -> Result<Ledger, String> {
    let mut batch = Batch::new();
    for table in [
        Table::Units,
        Table::Persons,
        Table::Activities,
        Table::Participations,
    ] {
        let mut file = CsvPieces::new(&mut batch, table, table.file_name(), false);
        pieces(&folder.join(table.file_name()), |bytes| {
            file.push(&mut batch, bytes).map_err(|error| error.to_string())
        })?;
        file.finish(&mut batch).map_err(|error| error.to_string())?;
    }
    let mut ledger = Ledger::new();
    ledger.apply(batch).map_err(|error| error.to_string())?;
    Ok(ledger)
}

/// A verified lecture against abuse in a community.
pub fn lecture(id: &str, community: &str) -> Record {
    Record::Activity(ActivityRecord {
        id: id.to_owned(),
        kind: "lecture".to_owned(),
        topics: vec!["abuse_prevention".to_owned()],
        date: Day::from_ymd(2022, 3, 8).unwrap_or(Day::FIRST),
        last_date: None,
        status: ActivityStatus::Verified,
        hosts: vec![community.to_owned()],
        organiser: None,
        headcounts: BTreeMap::new(),
        evidence: 0,
        attributes: BTreeMap::new(),
        recorded_at: None,
    })
}

/// Evaluates, and gives one row a unit: its code, who is due and who is covered.
pub fn rows(ledger: &Ledger) -> Result<Vec<(String, [u64; 6])>, String> {
    let plan = Plan::from_json("plan.json", PLAN).map_err(|error| error.to_string())?;
    let day = "2022-12-31".parse().map_err(|_| "no day")?;
    let parameters = Parameters {
        as_of: day,
        known_at: day,
    };
    let evaluation = jinguo::evaluate(&plan, ledger, parameters).map_err(|error| error.to_string())?;
    let units = evaluation.units().map_err(|error| error.to_string())?;
    let mut rows: Vec<(String, [u64; 6])> = units.into_iter().map(|unit| (unit.id, [0; 6])).collect();
    rows.sort_unstable_by(|a, b| (a.0.len(), &a.0).cmp(&(b.0.len(), &b.0)));
    for (column, (measure, covered)) in COLUMNS.iter().enumerate() {
        let report = evaluation
            .measure_report(measure, false)
            .map_err(|error| error.to_string())?
            .ok_or("no such measure")?;
        for result in report.results {
            let of = (result.unit.len(), result.unit.as_str());
            if let Ok(at) = rows.binary_search_by(|row| (row.0.len(), row.0.as_str()).cmp(&of)) {
                rows[at].1[column] = if *covered {
                    result.numerator
                } else {
                    result.denominator
                };
            }
        }
    }
    Ok(rows)
}

/// Reads the ledger, writes the answer, and prints how long that took and how long the question takes over the ledger.
pub fn answer(folder: &Path, answer: &Path) -> Result<(), String> {
    let begin = Instant::now();
    let ledger = read(folder)?;
    let loaded = begin.elapsed();
    let rows_of_units = rows(&ledger)?;
    let text = serde_json::to_string(&rows_of_units.iter().map(flat).collect::<Vec<_>>());
    std::fs::write(answer, text.map_err(|error| error.to_string())?).map_err(|error| error.to_string())?;
    let wall = begin.elapsed();
    let begin = Instant::now();
    rows(&ledger)?;
    println!(
        r#"{{"wall": {:.4}, "loaded": {:.4}, "again": {:.4}}}"#,
        wall.as_secs_f64(),
        loaded.as_secs_f64(),
        begin.elapsed().as_secs_f64()
    );
    Ok(())
}

/// A row as the others write it.
fn flat(row: &(String, [u64; 6])) -> Vec<serde_json::Value> {
    let code = serde_json::Value::from(row.0.as_str());
    std::iter::once(code)
        .chain(row.1.iter().map(|count| (*count).into()))
        .collect()
}
