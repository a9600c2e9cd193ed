//! A synthetic ledger of the whole city: **all persons, organs, enterprises and activities are invented** (合成数据).
//! Only the administrative units are real.
//!
//! The ledger is made to look like a real year: late data, corrections, withdrawals, duplicates, unknown people in
//! sign-in lists, cancelled events, lectures that report only a headcount, joint organisations, families that move, a
//! village renamed and one merged away. The same seed gives the same ledger on every machine.

mod activities;
mod city;
mod lectures;
mod marks;
mod observations;
mod organisations;
mod people;
mod random;
mod sink;

pub use marks::inputs;
pub use random::{Random, mix};
pub use sink::{CsvSink, Sink};

use jinguo::ledger::Batch;
use std::io;
use std::path::Path;

/// How large the ledger is: the whole city, or a part of its people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale {
    /// People are divided by this; the units are always all there. 1 is the whole city.
    pub divide: u32,
}

/// Told now and then: what is being made, how many are done, and of how many.
pub type Progress<'a> = &'a mut dyn FnMut(&'static str, u64, u64);

/// Makes the ledger and hands every record to the sink, in an order in which nothing refers to what comes later.
pub fn generate(scale: Scale, sink: &mut dyn Sink, progress: Progress<'_>) -> io::Result<()> {
    let mut city = city::City::new();
    city.units(sink)?;
    let people = people::People::make(&mut city, scale, sink, progress)?;
    organisations::make(&mut city, sink)?;
    activities::make(&mut city, &people, scale, sink, progress)?;
    observations::make(&mut city, &people, sink)
}

/// The ledger as a batch.
pub fn batch(scale: Scale, progress: Progress<'_>) -> Batch {
    let mut batch = Batch::new();
    batch.source("synthetic");
    // A batch takes everything; only files can fail.
    let _ = generate(scale, &mut batch, progress);
    batch
}

/// The ledger as the six CSV files, with a note that says that it is synthetic.
pub fn write(folder: &Path, scale: Scale, progress: Progress<'_>) -> io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let note = "合成数据：除行政区划外，人员、单位、组织、活动均为程序生成，与任何真实个人和单位无关。\n\
                Synthetic data: apart from the administrative units everything here is made by a program.\n";
    std::fs::write(folder.join("README.txt"), note)?;
    let mut sink = CsvSink::create(folder)?;
    generate(scale, &mut sink, progress)?;
    sink.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jinguo::ledger::{ParticipationRow, PersonRow, Record};
    use std::collections::{HashMap, HashSet};

    #[derive(Default)]
    struct Counts {
        persons: HashSet<String>,
        parts: HashMap<(String, String, String), u32>,
    }

    impl Sink for Counts {
        fn person(&mut self, row: PersonRow<'_>) -> io::Result<()> {
            self.persons.insert(row.id.to_owned());
            Ok(())
        }

        fn participation(&mut self, row: ParticipationRow<'_>) -> io::Result<()> {
            let key = (
                row.activity.to_owned(),
                row.person.to_owned(),
                row.role.to_owned(),
            );
            *self.parts.entry(key).or_default() += 1;
            Ok(())
        }

        fn record(&mut self, _: Record) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn smaller_cities_enter_the_ledger_without_a_fault() {
        for divide in [100, 250, 300] {
            let mut ledger = jinguo::ledger::Ledger::new();
            let entered = ledger.apply(batch(Scale { divide }, &mut |_, _, _| ()));
            assert!(entered.is_ok(), "{divide}: {entered:?}");
        }
    }

    #[test]
    fn of_a_sign_in_list_one_row_in_twenty_is_twice_and_one_in_fifty_is_of_a_stranger() {
        let mut counts = Counts::default();
        generate(Scale { divide: 20 }, &mut counts, &mut |_, _, _| ()).unwrap();
        let audience: Vec<(&String, u32)> = counts
            .parts
            .iter()
            .filter(|((_, _, role), _)| role == "audience")
            .map(|((_, person, _), times)| (person, *times))
            .collect();
        let thousandths = |count: usize| count * 1000 / audience.len();
        let twice = audience.iter().filter(|(_, times)| *times > 1).count();
        let strangers = audience
            .iter()
            .filter(|(person, _)| !counts.persons.contains(*person))
            .count();
        assert!((40..60).contains(&thousandths(twice)), "{twice}");
        assert!((10..25).contains(&thousandths(strangers)), "{strangers}");
    }
}
