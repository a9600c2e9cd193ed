//! The answer of this library: one row a unit, as the other sides give it.

use jinguo::ledger::{ActivityRecord, Batch, CsvPieces, Ledger, Record, Table};
use jinguo::plan::{ActivityStatus, Plan};
use jinguo::report::Parameters;
use jinguo::time::Day;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
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
const PIECE: usize = 1 << 22;

/// A piece of a file, and how much of it is filled: nothing where the file has ended.
type Piece = (Vec<u8>, usize);

/// Fills a piece from a file.
fn fill(file: &mut File, mut bytes: Vec<u8>) -> std::io::Result<Piece> {
    let mut length = 0;
    while length < bytes.len() {
        match file.read(&mut bytes[length..])? {
            0 => break,
            read => length += read,
        }
    }
    Ok((bytes, length))
}

/// Hands over files one after another, piece by piece.
fn hand_over(
    paths: Vec<PathBuf>,
    to_fill: &mpsc::Receiver<Vec<u8>>,
    full: &mpsc::Sender<Result<Piece, String>>,
) {
    for path in paths {
        let mut file = File::open(&path);
        while let Ok(bytes) = to_fill.recv() {
            let piece = match &mut file {
                Ok(file) => fill(file, bytes).map_err(|error| error.to_string()),
                Err(error) => Err(error.to_string()),
            };
            let last = !matches!(piece, Ok((_, 1..)));
            let sent = full.send(piece.map_err(|error| format!("{}: {error}", path.display())));
            if last || sent.is_err() {
                break;
            }
        }
    }
}

/// Reads the files of a ledger, the next piece while the last one is worked on.
fn read(folder: &Path) -> Result<Ledger, String> {
    let tables = [
        Table::Units,
        Table::Persons,
        Table::Activities,
        Table::Participations,
    ];
    let paths = tables.map(|table| folder.join(table.file_name())).to_vec();
    let (empty, to_fill) = mpsc::channel();
    let (full, filled) = mpsc::channel();
    let mut batch = Batch::new();
    std::thread::scope(|scope| {
        scope.spawn(move || hand_over(paths, &to_fill, &full));
        for _ in 0..2 {
            empty.send(vec![0; PIECE]).map_err(|error| error.to_string())?;
        }
        for table in tables {
            let mut file = CsvPieces::new(&mut batch, table, table.file_name(), false);
            loop {
                let (bytes, length) = filled.recv().map_err(|error| error.to_string())??;
                file.push(&mut batch, &bytes[..length])
                    .map_err(|error| error.to_string())?;
                // The other side is gone once all files have ended.
                let _ = empty.send(bytes);
                if length == 0 {
                    break;
                }
            }
            file.finish(&mut batch).map_err(|error| error.to_string())?;
        }
        // Otherwise the other side would wait for it.
        drop(empty);
        Ok::<(), String>(())
    })?;
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
