//! How a ledger grows: synthetic persons and participations pushed chunk by chunk, never held as text.

use super::answer;
use super::generate::{UNITS, communities, key};
use jinguo::ledger::{Batch, Ledger, ParticipationRow, PersonRow, Table};
use std::time::{Duration, Instant};

/// Persons in one batch: whole neighbourhoods.
const CHUNK: u64 = 600_000;
/// Participations of one person.
const EACH: u64 = 3;
/// Persons of a neighbourhood, who come to the same activities.
const AROUND: u64 = 1200;

/// Bytes of memory in use, where the system tells.
fn memory() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok());
    kilobytes.unwrap_or(f64::NAN) * 1024.0
}

/// What entering chunks took: making the rows of a batch, and entering it.
#[derive(Default)]
struct Times {
    made: Duration,
    entered: Duration,
    /// Nanoseconds that each chunk took to enter, a row.
    chunks: Vec<f64>,
}

impl Times {
    fn enter(&mut self, ledger: &mut Ledger, make: impl FnOnce(&mut Batch)) -> Result<(), String> {
        let begin = Instant::now();
        let mut batch = Batch::new();
        batch.source("synthetic");
        make(&mut batch);
        let (made, rows) = (begin.elapsed(), batch.len() as f64);
        ledger.apply(batch).map_err(|error| error.to_string())?;
        let entered = begin.elapsed() - made;
        self.made += made;
        self.entered += entered;
        self.chunks.push(entered.as_nanos() as f64 / rows);
        Ok(())
    }

    fn print(&self, rows: u64, name: &str) {
        let each = |time: Duration| time.as_nanos() as f64 / rows as f64;
        let tenth = self.chunks.len().div_ceil(10);
        let mean = |chunks: &[f64]| chunks.iter().sum::<f64>() / chunks.len() as f64;
        println!(
            "{rows:>11} {name:<14} {:8.2} s to enter: {:4.0} ns a row, {:4.0} in the last tenth; {:4.0} ns a row to make",
            self.entered.as_secs_f64(),
            each(self.entered),
            mean(&self.chunks[self.chunks.len() - tenth..]),
            each(self.made),
        );
    }
}

/// Prints what the columns of a table take for each of so many rows.
fn print_columns(ledger: &Ledger, table: &str, rows: u64) {
    let columns: Vec<_> = ledger
        .memory()
        .into_iter()
        .filter(|column| column.table == table)
        .collect();
    let each = |bytes: usize| bytes as f64 / rows as f64;
    let (used, reserved) = columns.iter().fold((0, 0), |sum, column| {
        (sum.0 + column.used, sum.1 + column.reserved)
    });
    let parts: Vec<String> = columns
        .iter()
        .map(|column| format!("{} {:.2}", column.column, each(column.used)))
        .collect();
    println!(
        "{:>11} {table}: {:.2} bytes each in columns ({:.2} set aside): {}",
        "",
        each(used),
        each(reserved),
        parts.join(", "),
    );
}

fn hex(number: u64) -> String {
    format!("{number:016x}")
}

/// An activity of the neighbourhood of a person.
fn activity(person: u64, turn: u64) -> u64 {
    person / AROUND * EACH + turn
}

/// Builds a ledger of so many persons and prints what it took. Persons come unit by unit, or with each chunk from all units.
pub fn scale(persons: u64, from_all_units: bool) -> Result<(), String> {
    let communities = communities();
    let home = |person: u64| {
        let (at, of) = if from_all_units {
            (person % CHUNK, CHUNK.min(persons))
        } else {
            (person, persons)
        };
        communities[(at * communities.len() as u64 / of) as usize]
    };
    let chunks = || {
        (0..persons)
            .step_by(CHUNK as usize)
            .map(|first| first..(first + CHUNK).min(persons))
    };
    let mut ledger = Ledger::new();
    let mut batch = Batch::new();
    batch
        .read_csv(Table::Units, "units.csv", UNITS.as_bytes())
        .map_err(|error| error.to_string())?;
    ledger.apply(batch).map_err(|error| error.to_string())?;
    let (before, mut times) = (memory(), Times::default());
    for chunk in chunks() {
        times.enter(&mut ledger, |batch| {
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
        })?;
    }
    let with_persons = memory();
    times.print(persons, "persons");
    print_columns(&ledger, "person_keys", persons);
    print_columns(&ledger, "persons", persons);
    println!(
        "{:>11} of the process: {:.1} bytes a person",
        "",
        (with_persons - before) / persons as f64
    );
    let mut times = Times::default();
    for chunk in chunks() {
        times.enter(&mut ledger, |batch| {
            for person in chunk.clone().step_by(AROUND as usize) {
                for turn in 0..EACH {
                    batch.push(
                        0,
                        answer::lecture(&format!("A{:09}", activity(person, turn)), home(person)),
                    );
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
        })?;
    }
    let (parts, all) = (persons * EACH, memory());
    times.print(parts, "participations");
    print_columns(&ledger, "participations", parts);
    println!(
        "{:>11} of the process: {:.1} bytes a participation",
        "",
        (all - with_persons) / parts as f64
    );
    let begin = Instant::now();
    let rows = answer::rows(&ledger)?;
    println!(
        "{:>11} {:<14} {:8.2} s for three coverages: {:?}",
        rows.len(),
        "units",
        begin.elapsed().as_secs_f64(),
        rows[0]
    );
    Ok(())
}
