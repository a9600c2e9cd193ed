//! Random records: moves, corrections, withdrawals, closed and reopened units, late entries, missing data.

use super::{Tape, words};
use jinguo::ledger::{
    ActivityRecord, ObservationRecord, OrganisationRecord, ParticipationRecord, PersonRecord, Record,
    RecordKey, UnitRecord, Withdrawal,
};
use jinguo::number::Rational;
use jinguo::plan::{ActivityStatus, Mode};
use jinguo::time::{Day, Stamp};
use std::collections::{BTreeMap, BTreeSet};

/// The records of a small district, in the order in which they were thought of.
pub fn records(tape: &mut Tape) -> Vec<Record> {
    let mut ledger = Ledger::default();
    units(tape, &mut ledger);
    let persons = persons(tape, &mut ledger);
    organisations(tape, &mut ledger);
    activities(tape, &mut ledger, &persons);
    observations(tape, &mut ledger, &persons);
    ledger.records
}

#[derive(Default)]
struct Ledger {
    records: Vec<Record>,
    /// Key and time of each entry: one of each.
    entered: BTreeSet<(RecordKey, Stamp)>,
}

impl Ledger {
    /// Enters a record, perhaps with a corrected version and a withdrawal later on.
    fn enter(
        &mut self,
        tape: &mut Tape,
        key: RecordKey,
        make: impl Fn(&mut Tape, Option<Stamp>) -> Record,
        can_go: bool,
    ) {
        let times: &[(usize, usize)] = match (tape.below(100), can_go) {
            (0..80, _) | (80..90, false) => &[(0, 0)],
            (80..90, true) => &[(0, 0), (1, 1)],
            (90..96, _) => &[(0, 0), (1, 0)],
            (96.., true) => &[(0, 0), (1, 1), (2, 0)],
            (96.., false) => &[(1, 0)],
        };
        let start = tape.maybe(25, |tape| tape.day());
        for (step, withdrawn) in times {
            let time = match (start, step) {
                (None, 0) => None,
                (start, step) => {
                    let from = start.unwrap_or_else(|| "2022-01-15".parse().unwrap());
                    let day = from.plus(i32::try_from(*step).unwrap() * 60);
                    Some(format!("{day} 12:00").parse::<Stamp>().unwrap())
                }
            };
            if !self.entered.insert((key.clone(), time.unwrap_or_default())) {
                continue;
            }
            self.records.push(if *withdrawn == 1 {
                Record::Withdrawal(Withdrawal {
                    of: key.clone(),
                    recorded_at: time.unwrap(),
                    reason: None,
                })
            } else {
                make(tape, time)
            });
        }
    }
}

/// Days on which rows of units and persons begin, and the last day that leaves a hole before the next row.
const STARTS: [&str; 3] = ["2021-10-01", "2022-03-01", "2022-08-01"];
const ENDS: [&str; 3] = ["2022-01-31", "2022-06-30", "2022-10-31"];

/// The spans of the rows of a unit or person: always there, or from some of the days on, with or without a hole.
fn spans(tape: &mut Tape) -> Vec<(Option<Day>, Option<Day>)> {
    let day = |text: &str| -> Option<Day> { Some(text.parse().unwrap()) };
    match tape.below(10) {
        0..6 => vec![(None, None)],
        6 => vec![(None, day(tape.of(&ENDS)))],
        7 => vec![(None, None), (day(tape.of(&STARTS)), None)],
        8 => vec![(None, day(ENDS[0])), (day(tape.of(&STARTS[1..])), None)],
        _ => vec![
            (day(STARTS[0]), day(ENDS[0])),
            (day(STARTS[1]), None),
            (day(STARTS[2]), tape.maybe(30, |_| ENDS[2].parse().unwrap())),
        ],
    }
}

fn units(tape: &mut Tape, ledger: &mut Ledger) {
    for id in ["c", "k1", "k2", "k3", "v1", "v2", "v3", "v4", "v5"] {
        let (level, above): (_, &[&str]) = match &id[..1] {
            "c" => ("city", &[]),
            "k" => ("county", &["c"]),
            _ => ("community", &["k1", "k2", "k3", "c"]),
        };
        let spans = if id == "c" {
            vec![(None, None)]
        } else {
            spans(tape)
        };
        for (valid_from, valid_to) in spans {
            let key = RecordKey::Unit {
                id: id.into(),
                valid_from,
            };
            let make = |tape: &mut Tape, recorded_at| {
                Record::Unit(UnitRecord {
                    id: id.into(),
                    name: id.to_uppercase(),
                    level: level.into(),
                    parent: (!above.is_empty()).then(|| tape.of(above).into()),
                    parents: match tape.below(4) {
                        0 | 1 => BTreeMap::new(),
                        _ if id == "c" => BTreeMap::new(),
                        _ => [("system".into(), tape.of(&["c", "s1"]).into())].into(),
                    },
                    groups: tape.some(&["urban", "rural", "new", "odd"], 30),
                    attributes: attributes(tape),
                    division_code: None,
                    credit_code: None,
                    valid_from,
                    valid_to,
                    recorded_at,
                })
            };
            ledger.enter(tape, key, make, id != "c");
        }
    }
    ledger.records.push(Record::Unit(UnitRecord {
        id: "s1".into(),
        name: "S1".into(),
        level: "county".into(),
        parent: Some("c".into()),
        ..UnitRecord::default()
    }));
}

fn attributes(tape: &mut Tape) -> BTreeMap<String, String> {
    let mut attributes = BTreeMap::new();
    if let Some(size) = tape.maybe(60, |tape| tape.of(&["1", "5", "2.5", "many"])) {
        attributes.insert("size".into(), size.into());
    }
    if let Some(site) = tape.maybe(60, |tape| tape.of(&["hall", "yard"])) {
        attributes.insert("site".into(), site.into());
    }
    attributes
}

fn persons(tape: &mut Tape, ledger: &mut Ledger) -> Vec<String> {
    let ids: Vec<String> = (1..=1 + tape.below(9))
        .map(|number| format!("p{number}"))
        .collect();
    for id in &ids {
        for (valid_from, valid_to) in spans(tape) {
            let key = RecordKey::Person {
                id: id.clone(),
                valid_from,
            };
            let make = |tape: &mut Tape, recorded_at| {
                Record::Person(PersonRecord {
                    id: id.clone(),
                    unit: tape.of(&words::UNITS).into(),
                    birth_date: tape.maybe(75, birth),
                    roles: tape.some(&["minor", "guardian", "executive", "odd"], 50),
                    valid_from,
                    valid_to,
                    recorded_at,
                })
            };
            ledger.enter(tape, key, make, true);
        }
    }
    ids
}

fn birth(tape: &mut Tape) -> Day {
    let days = [
        "2012-05-05",
        "2004-06-30",
        "2004-07-01",
        "2004-02-29",
        "1990-01-01",
        "2016-12-31",
        "2004-12-31",
    ];
    tape.of(&days).parse().unwrap()
}

fn organisations(tape: &mut Tape, ledger: &mut Ledger) {
    for number in 0..tape.below(5) {
        let id = format!("w{number}");
        let make = |tape: &mut Tape, recorded_at| {
            let established = tape.day();
            Record::Organisation(OrganisationRecord {
                id: id.clone(),
                kind: tape.of(&["committee", "team", "odd"]).into(),
                mode: tape.of(&[Mode::Own, Mode::Joint, Mode::Fallback]),
                host: tape.of(&words::UNITS).into(),
                covers: tape.some(&words::UNITS, 30),
                established,
                dissolved: tape.maybe(20, |tape| {
                    let later = established.plus(1);
                    tape.day().max(later)
                }),
                members: tape.maybe(60, |tape| u32::try_from(tape.below(8)).unwrap()),
                executives: tape.maybe(60, |tape| u32::try_from(tape.below(4)).unwrap()),
                recorded_at,
            })
        };
        ledger.enter(tape, RecordKey::Organisation(id.clone()), make, true);
    }
}

fn activities(tape: &mut Tape, ledger: &mut Ledger, persons: &[String]) {
    let count = tape.below(10);
    for number in 0..count {
        let id = format!("a{number}");
        let make = |tape: &mut Tape, recorded_at| {
            let date = match tape.below(3) {
                0 => tape
                    .of(&["2022-02-20", "2022-05-05", "2022-07-15"])
                    .parse()
                    .unwrap(),
                _ => tape.day(),
            };
            let audiences = tape.some(&["minors", "guardians", "odd"], 40);
            Record::Activity(ActivityRecord {
                id: id.clone(),
                kind: tape.of(&["lecture", "lecture", "training", "odd"]).into(),
                topics: tape.some(&["safety", "law", "odd"], 40),
                date,
                last_date: tape.maybe(20, |tape| date.plus(i32::try_from(tape.below(40)).unwrap())),
                status: tape.of(&[
                    ActivityStatus::Held,
                    ActivityStatus::Verified,
                    ActivityStatus::Held,
                    ActivityStatus::Verified,
                    ActivityStatus::Planned,
                    ActivityStatus::Cancelled,
                ]),
                hosts: hosts(tape),
                organiser: tape.maybe(10, |tape| tape.of(&words::UNITS).into()),
                headcounts: audiences
                    .into_iter()
                    .map(|audience| (audience, u32::try_from(tape.below(8)).unwrap()))
                    .collect(),
                evidence: u32::try_from(tape.below(3)).unwrap(),
                attributes: attributes(tape),
                recorded_at,
            })
        };
        ledger.enter(tape, RecordKey::Activity(id.clone()), make, true);
    }
    if count == 0 {
        return;
    }
    for _ in 0..tape.below(40) {
        let activity = format!("a{}", tape.below(count));
        let person = match tape.below(20) {
            19 => "x1".to_owned(),
            _ => persons[tape.below(persons.len())].clone(),
        };
        let role = tape.of(&["audience", "audience", "lecturer", "odd"]);
        let key = RecordKey::Participation {
            activity: activity.clone(),
            person: person.clone(),
            role: role.into(),
        };
        let make = |_: &mut Tape, recorded_at| {
            Record::Participation(ParticipationRecord {
                activity: activity.clone(),
                person: person.clone(),
                role: role.into(),
                recorded_at,
            })
        };
        ledger.enter(tape, key, make, true);
    }
}

/// One to three hosts.
fn hosts(tape: &mut Tape) -> Vec<String> {
    let mut hosts = vec![tape.of(&words::UNITS).to_owned()];
    // Now and then the city with one of its own, and the last unit of its tree.
    if tape.chance(15) {
        hosts.extend(["c", "v5", "s1"].map(str::to_owned));
        hosts.sort();
        hosts.dedup();
    }
    for _ in 0..tape.below(3) {
        let host = tape.of(&words::UNITS).to_owned();
        if !hosts.contains(&host) {
            hosts.push(host);
        }
    }
    hosts
}

fn observations(tape: &mut Tape, ledger: &mut Ledger, persons: &[String]) {
    for number in 0..4 + tape.below(14) {
        let id = format!("o{number}");
        let make = |tape: &mut Tape, recorded_at| {
            let of_person = tape.chance(30);
            Record::Observation(ObservationRecord {
                id: id.clone(),
                kind: tape.of(&["official", "mark", "official", "odd"]).into(),
                unit: (!of_person).then(|| tape.of(&words::UNITS[..6]).into()),
                person: of_person.then(|| persons[tape.below(persons.len())].clone()),
                date: tape.day(),
                value: tape
                    .of(&["3", "1", "2", "0", "2.5", "80", "-1", "0.5"])
                    .parse::<Rational>()
                    .unwrap(),
                source: None,
                recorded_at,
            })
        };
        ledger.enter(tape, RecordKey::Observation(id.clone()), make, true);
    }
}
