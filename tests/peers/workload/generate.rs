//! The files: communities are real, **all people, lectures and attendance are synthetic**.

use jinguo_examples::synthetic::{Random, mix};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

pub const UNITS: &str = include_str!("../../../examples/changde-2022/units.csv");

/// The codes of all communities.
pub fn communities() -> Vec<&'static str> {
    let rows = UNITS.lines().map(|line| line.split(',').collect::<Vec<_>>());
    rows.filter(|row| row[2] == "community")
        .map(|row| row[0])
        .collect()
}

/// How many of each.
pub struct Sizes {
    minors: u64,
    guardians: u64,
    activities: u64,
    attendance: u64,
    seed: u64,
}

impl Sizes {
    /// The whole city where nothing is said.
    pub fn from_words(words: &[&str]) -> Result<Self, String> {
        let mut numbers = [950_000, 1_600_000, 20_000, 8_000_000, 7];
        for (number, word) in numbers.iter_mut().zip(words) {
            *number = word.parse().map_err(|_| format!("`{word}` is not a number"))?;
        }
        let [minors, guardians, activities, attendance, seed] = numbers;
        if minors + guardians == 0 || activities == 0 {
            return Err("at least one person and one activity".to_owned());
        }
        Ok(Self {
            minors,
            guardians,
            activities,
            attendance,
            seed,
        })
    }
}

/// Communities, and how likely a person lives in each.
struct Communities {
    codes: Vec<&'static str>,
    names: Vec<&'static str>,
    /// Sums of the weights up to and with each.
    sums: Vec<f64>,
}

impl Communities {
    /// Few are large and many small: the logarithm of a weight is normal with a deviation of 0.8.
    fn new(chance: &mut Random) -> Self {
        let rows = UNITS
            .lines()
            .skip(1)
            .map(|line| line.split(',').collect::<Vec<_>>());
        let rows = rows.filter(|row| row[2] == "community");
        let (codes, names): (Vec<_>, Vec<_>) = rows.map(|row| (row[0], row[1])).unzip();
        let mut sum = 0.0;
        let sums = codes.iter().map(|_| {
            // Twelve even chances less six are normal enough.
            let normal: f64 = (0..12).map(|_| even(chance)).sum::<f64>() - 6.0;
            sum += (0.8 * normal).exp();
            sum
        });
        let sums = sums.collect();
        Self { codes, names, sums }
    }

    fn pick(&self, chance: &mut Random) -> usize {
        let at = even(chance) * self.sums[self.sums.len() - 1];
        self.sums
            .partition_point(|sum| *sum <= at)
            .min(self.codes.len() - 1)
    }
}

/// A number from 0 to 1.
fn even(chance: &mut Random) -> f64 {
    (chance.draw() >> 11) as f64 / (1u64 << 53) as f64
}

/// A stream of chance for row `row` of a table.
fn stream(seed: u64, table: u64, row: u64) -> Random {
    Random::new((seed << 48) ^ (table << 40) ^ row)
}

/// Sixteen digits that no other person has: `mix` gives different numbers for different ones.
pub fn key(seed: u64, person: u64) -> u64 {
    mix(person ^ (seed << 40))
}

struct City {
    sizes: Sizes,
    communities: Communities,
    /// The community of each person.
    home: Vec<u32>,
    /// Persons by community; those of community `c` are `starts[c]..starts[c + 1]`.
    residents: Vec<u32>,
    starts: Vec<usize>,
    /// The community that hosts each activity.
    hosts: Vec<u32>,
}

impl City {
    fn new(sizes: Sizes) -> Self {
        let communities = Communities::new(&mut stream(sizes.seed, 1, 0));
        let mut chance = stream(sizes.seed, 2, 0);
        let persons = sizes.minors + sizes.guardians;
        let home: Vec<u32> = (0..persons)
            .map(|_| communities.pick(&mut chance) as u32)
            .collect();
        let mut residents: Vec<u32> = (0..persons as u32).collect();
        residents.sort_by_key(|person| home[*person as usize]);
        let starts = (0..=communities.codes.len())
            .map(|community| {
                residents.partition_point(|person| (home[*person as usize] as usize) < community)
            })
            .collect();
        let mut chance = stream(sizes.seed, 3, 0);
        let count = communities.codes.len() as u64;
        let hosts = (0..sizes.activities)
            .map(|_| chance.below(count) as u32)
            .collect();
        Self {
            sizes,
            communities,
            home,
            residents,
            starts,
            hosts,
        }
    }

    /// Who attended what, by row: nine in ten of the host's residents, eight in a hundred of anywhere, two unknown.
    fn attendance(&self, row: u64) -> (u64, u64) {
        let mut chance = stream(self.sizes.seed, 5, row);
        let activity = chance.below(self.sizes.activities);
        let host = self.hosts[activity as usize] as usize;
        let here = &self.residents[self.starts[host]..self.starts[host + 1]];
        let persons = self.residents.len() as u64;
        let person = match chance.below(100) {
            0..8 => chance.below(persons),
            8..10 => persons + row,
            _ if here.is_empty() => chance.below(persons),
            _ => u64::from(*chance.pick(here)),
        };
        (activity, person)
    }

    fn birth(&self, person: u64) -> String {
        let (year, month, day) = if person < self.sizes.minors {
            let mut chance = stream(self.sizes.seed, 6, person);
            // Those of 2004 are of age by the end of 2022.
            (
                chance.between(2004, 2021),
                chance.between(1, 12),
                chance.between(1, 28),
            )
        } else {
            let at = person - self.sizes.minors;
            (1960 + at * 7 % 40, 1 + at % 12, 1 + at % 28)
        };
        format!("{year}-{month:02}-{day:02}")
    }
}

fn create(path: std::path::PathBuf, header: &str) -> io::Result<BufWriter<File>> {
    let mut file = BufWriter::with_capacity(1 << 20, File::create(path)?);
    writeln!(file, "{header}")?;
    Ok(file)
}

/// Writes all files.
pub fn write(folder: &Path, sizes: Sizes) -> io::Result<()> {
    let (tables, ledger) = (folder.join("tables"), folder.join("ledger"));
    std::fs::create_dir_all(&tables)?;
    std::fs::create_dir_all(&ledger)?;
    std::fs::write(
        folder.join("README.txt"),
        "Synthetic data: the communities are real, all persons, lectures and attendance are made by a program.\n\
         合成数据：村、社区为真实区划，人员、宣讲、签到均为程序生成。\n",
    )?;
    std::fs::write(ledger.join("units.csv"), UNITS)?;
    let city = City::new(sizes);
    regions(&city, &tables)?;
    persons(&city, &tables, &ledger)?;
    activities(&city, &tables, &ledger)?;
    attendance(&city, &tables, &ledger)
}

fn regions(city: &City, tables: &Path) -> io::Result<()> {
    let mut file = create(tables.join("regions.csv"), "code,name")?;
    for (code, name) in city.communities.codes.iter().zip(&city.communities.names) {
        writeln!(file, "{code},{name}")?;
    }
    file.flush()
}

fn persons(city: &City, tables: &Path, ledger: &Path) -> io::Result<()> {
    let mut table = create(tables.join("persons.csv"), "person_id,kind,region,birth_date")?;
    let mut file = create(ledger.join("persons.csv"), "id,unit,birth_date,roles")?;
    for (person, home) in (0u64..).zip(&city.home) {
        let (key, birth) = (key(city.sizes.seed, person), city.birth(person));
        let kind = if person < city.sizes.minors {
            "minor"
        } else {
            "guardian"
        };
        let community = city.communities.codes[*home as usize];
        writeln!(table, "{key:016x},{kind},{community},{birth}")?;
        writeln!(file, "{key:016x},{community},{birth},{kind}")?;
    }
    table.flush()?;
    file.flush()
}

/// Seven in ten against abuse; some days lie outside 2022, and one in twenty is cancelled.
fn activities(city: &City, tables: &Path, ledger: &Path) -> io::Result<()> {
    let mut table = create(
        tables.join("activities.csv"),
        "activity_id,type,date,host_region,status",
    )?;
    let mut file = create(ledger.join("activities.csv"), "id,kind,topics,date,status,hosts")?;
    let first: jinguo::time::Day = "2021-12-01".parse().map_err(io::Error::other)?;
    for (activity, host) in (0u64..).zip(&city.hosts) {
        let mut chance = stream(city.sizes.seed, 4, activity);
        let (kind, topic) = match chance.below(100) {
            0..70 => ("abuse-prevention-lecture", "abuse_prevention"),
            70..85 => ("law-lecture", "law"),
            _ => ("family-education", "family"),
        };
        let date = first.plus(chance.below(430) as i32);
        let status = if chance.chance(950) {
            "verified"
        } else {
            "cancelled"
        };
        let community = city.communities.codes[*host as usize];
        writeln!(table, "A{activity:06},{kind},{date},{community},{status}")?;
        writeln!(file, "A{activity:06},lecture,{topic},{date},{status},{community}")?;
    }
    table.flush()?;
    file.flush()
}

/// One row in twenty is the copy of another.
fn attendance(city: &City, tables: &Path, ledger: &Path) -> io::Result<()> {
    let mut table = create(tables.join("attendance.csv"), "activity_id,person_id")?;
    let mut file = create(ledger.join("participations.csv"), "activity,person,role")?;
    for row in 0..city.sizes.attendance {
        let mut chance = stream(city.sizes.seed, 7, row);
        let source = if chance.chance(50) {
            chance.below(city.sizes.attendance)
        } else {
            row
        };
        let (activity, person) = city.attendance(source);
        let key = key(city.sizes.seed, person);
        writeln!(table, "A{activity:06},{key:016x}")?;
        writeln!(file, "A{activity:06},{key:016x},audience")?;
    }
    table.flush()?;
    file.flush()
}
