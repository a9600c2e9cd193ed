//! How a ledger grows: synthetic persons and participations pushed chunk by chunk, never held as text.

use super::answer;
use super::generate::{communities, key};
use jinguo::ledger::{Batch, Ledger, ParticipationRow, PersonRow, Table};
use std::time::Instant;

/// Persons in one batch: whole neighbourhoods.
const CHUNK: u64 = 600_000;
/// Participations of one person.
const EACH: u64 = 3;
/// Persons whom one activity reaches on average.
const AROUND: u64 = 400;
/// Bytes of a person's key, which are kept once whatever else is.
const KEY: f64 = 16.0;

/// Bytes of memory in use, where the system tells.
fn memory() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok());
    kilobytes.unwrap_or(f64::NAN) * 1024.0
}

fn enter(ledger: &mut Ledger, batch: Batch) -> Result<(), String> {
    ledger.apply(batch).map(drop).map_err(|error| error.to_string())
}

fn hex(number: u64) -> String {
    format!("{number:016x}")
}

/// The activity of the neighbourhood of a person: those of one chunk stay in it, as reports of a district do.
fn activity(person: u64, turn: u64) -> u64 {
    person / (AROUND * EACH) * EACH + turn
}

/// Builds a ledger of so many persons and prints what it took.
pub fn scale(persons: u64) -> Result<(), String> {
    let communities = communities();
    let home = |person: u64| communities[(person * communities.len() as u64 / persons) as usize];
    let chunks = || {
        (0..persons)
            .step_by(CHUNK as usize)
            .map(|first| first..(first + CHUNK).min(persons))
    };
    let mut ledger = Ledger::new();
    let mut batch = Batch::new();
    batch
        .read_csv(Table::Units, "units.csv", super::generate::UNITS.as_bytes())
        .map_err(|error| error.to_string())?;
    enter(&mut ledger, batch)?;
    let (begin, before) = (Instant::now(), memory());
    for chunk in chunks() {
        let mut batch = Batch::new();
        batch.source("synthetic");
        for person in chunk {
            let row = PersonRow {
                id: &hex(key(7, person)),
                unit: home(person),
                birth_date: jinguo::time::Day::from_ymd(
                    2004 + (person % 18) as i32,
                    1 + (person % 12) as u32,
                    1,
                ),
                roles: if person % 5 < 2 { "minor" } else { "guardian" },
                valid_from: None,
                valid_to: None,
                recorded_at: None,
            };
            batch.push_person(0, row);
        }
        enter(&mut ledger, batch)?;
    }
    let (seconds, with_persons) = (begin.elapsed().as_secs_f64(), memory());
    let rows = persons as f64;
    println!(
        "{persons:>11} persons        {seconds:8.2} s  {:6.0} ns a row  {:6.1} bytes each beyond the key",
        seconds * 1e9 / rows,
        (with_persons - before) / rows - KEY,
    );
    let begin = Instant::now();
    for chunk in chunks() {
        let mut batch = Batch::new();
        batch.source("synthetic");
        let mut last = None;
        for person in chunk.clone() {
            for turn in 0..EACH {
                let number = activity(person, turn);
                if last.is_none_or(|last| last < number) {
                    last = Some(number);
                    batch.push(0, answer::lecture(&format!("A{number:09}"), home(person)));
                }
            }
        }
        for person in chunk {
            for turn in 0..EACH {
                let row = ParticipationRow {
                    activity: &format!("A{:09}", activity(person, turn)),
                    person: &hex(key(7, person)),
                    role: "audience",
                    recorded_at: None,
                };
                batch.push_participation(0, row);
            }
        }
        enter(&mut ledger, batch)?;
    }
    let (seconds, all) = (begin.elapsed().as_secs_f64(), memory());
    let rows = (persons * EACH) as f64;
    println!(
        "{:>11} participations {seconds:8.2} s  {:6.0} ns a row  {:6.1} bytes each",
        persons * EACH,
        seconds * 1e9 / rows,
        (all - with_persons) / rows,
    );
    let begin = Instant::now();
    let rows = answer::rows(&ledger)?;
    println!(
        "{:>11} units           {:8.2} s  three coverages: {:?}",
        rows.len(),
        begin.elapsed().as_secs_f64(),
        rows[0]
    );
    Ok(())
}
