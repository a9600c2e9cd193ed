//! How large batches enter a ledger: keys are looked up part by part, so that what they are looked up in stays in the
//! cache, and the parts are shared among the threads that the host gives.
//!
//! A batch that needs more than this, such as one with withdrawals, takes the general way; what the ledger holds afterwards is
//! the same.

pub(super) mod number;
mod part;
pub(super) mod participations;
pub(super) mod persons;

/// How many rows make it worth while.
pub(super) const LARGE: usize = 1 << 15;

#[cfg(test)]
mod tests {
    use crate::ledger::{ActivityRecord, Batch, Ledger, ParticipationRow, PersonRow, Record, UnitRecord};
    use crate::plan::ActivityStatus;
    use crate::time::Stamp;

    /// So many rows enter the large way.
    const ROWS: u32 = 50_000;

    fn small_tables() -> Batch {
        let mut batch = Batch::new();
        for unit in 0..40 {
            let id = format!("u{unit}");
            batch.push(
                0,
                Record::Unit(UnitRecord {
                    name: id.clone(),
                    id,
                    level: "community".into(),
                    ..UnitRecord::default()
                }),
            );
        }
        for activity in 0..300 {
            let record = ActivityRecord {
                id: format!("a{activity}"),
                kind: "lecture".into(),
                topics: Vec::new(),
                date: "2022-03-08".parse().unwrap(),
                last_date: None,
                status: ActivityStatus::Held,
                hosts: vec!["u1".into()],
                organiser: None,
                headcounts: Default::default(),
                evidence: 0,
                attributes: Default::default(),
                recorded_at: None,
            };
            batch.push(0, Record::Activity(record));
        }
        batch
    }

    fn mixed(at: u32, salt: u32) -> u32 {
        at.wrapping_add(salt).wrapping_mul(2_654_435_761) >> 8
    }

    /// Adds persons and participations of some rows. With dates, some rows say when they were entered, some persons move, and
    /// some parts are entered again; always some participants are unknown and some parts come twice.
    fn add(batch: &mut Batch, rows: std::ops::Range<u32>, dates: bool) {
        let stamp = |at: u32| {
            (dates && at.is_multiple_of(5)).then(|| Stamp::from_seconds(1_640_995_200 + at % 7 * 86_400))
        };
        for at in rows.clone() {
            let moved = dates && at % 9 == 8;
            let id = format!("p{:x}", mixed(if moved { at - 1 } else { at }, 0));
            let unit = format!("u{}", mixed(at, 1) % 40);
            let roles = ["minor", "guardian", "guardian;cadre", ""][(at % 4) as usize];
            let first = "2021-06-01".parse().ok();
            batch.push_person(
                at,
                PersonRow {
                    id: &id,
                    unit: &unit,
                    birth_date: crate::time::Day::from_ymd(2004 + (at % 3) as i32, 1, 1 + at % 2)
                        .filter(|_| at % 11 > 0),
                    roles,
                    valid_from: first.filter(|_| moved),
                    valid_to: None,
                    recorded_at: stamp(at).filter(|_| !moved && at % 9 != 7),
                },
            );
        }
        for at in rows {
            let source = if at % 13 == 12 { at - 1 } else { at };
            let person = match source % 17 {
                3 => format!("stranger{source}"),
                _ => format!("p{:x}", mixed(mixed(source, 2) % ROWS, 0)),
            };
            batch.push_participation(
                at,
                ParticipationRow {
                    activity: &format!("a{}", mixed(source, 3) % 300),
                    person: &person,
                    role: if source % 3 == 0 { "lecturer" } else { "audience" },
                    recorded_at: stamp(at),
                },
            );
        }
    }

    fn stamp(ledger: &Ledger) -> String {
        format!("{:?}", ledger.store().stamp("2022-12-31".parse().unwrap()))
    }

    #[test]
    fn a_large_batch_gives_the_ledger_that_small_ones_give() {
        for dates in [false, true] {
            let mut large = small_tables();
            add(&mut large, 0..ROWS, dates);
            let mut at_once = Ledger::new();
            at_once.apply(large).unwrap();
            let mut bit_by_bit = Ledger::new();
            bit_by_bit.apply(small_tables()).unwrap();
            for start in (0..ROWS).step_by(11_700) {
                let mut small = Batch::new();
                add(&mut small, start..(start + 11_700).min(ROWS), dates);
                bit_by_bit.apply(small).unwrap();
            }
            let parts = |ledger: &Ledger| {
                let parts = &ledger.store().participations;
                let mut duplicates = parts.duplicates.clone();
                duplicates.sort_unstable();
                (
                    parts.len(),
                    parts.unmatched.len(),
                    duplicates,
                    ledger.store().persons.families.len(),
                )
            };
            assert_eq!(parts(&at_once), parts(&bit_by_bit));
            assert!(parts(&at_once).1 > 0 && !parts(&at_once).2.is_empty());
            assert_eq!(stamp(&at_once), stamp(&bit_by_bit));
        }
    }

    /// Adds persons of a range and the parts that they have in activities of their own.
    fn add_district(batch: &mut Batch, rows: std::ops::Range<u32>) {
        let of = |at: u32| at / 700;
        for activity in of(rows.start)..=of(rows.end - 1) {
            let mut record = match small_tables().activities.pop() {
                Some((_, record)) => record,
                None => panic!("no activity"),
            };
            record.id = format!("d{activity}");
            batch.push(0, Record::Activity(record));
        }
        for at in rows {
            let id = format!("p{:x}", mixed(at, 0));
            let row = PersonRow {
                id: &id,
                unit: &format!("u{}", mixed(at, 1) % 40),
                birth_date: crate::time::Day::from_ymd(2004 + (at % 3) as i32, 1, 1),
                roles: ["minor", "guardian"][(at % 2) as usize],
                valid_from: None,
                valid_to: None,
                recorded_at: None,
            };
            // Some are not in the register.
            if at % 31 > 0 {
                batch.push_person(at + 1, row);
            }
            for role in ["audience", "lecturer"] {
                batch.push_participation(
                    at + 1,
                    ParticipationRow {
                        activity: &format!("d{}", of(at)),
                        person: &id,
                        role,
                        recorded_at: None,
                    },
                );
            }
        }
    }

    #[test]
    fn large_batches_behind_one_another_give_the_ledger_that_one_gives() {
        let mut whole = small_tables();
        add_district(&mut whole, 0..140_000);
        let mut at_once = Ledger::new();
        at_once.apply(whole).unwrap();
        let mut piecewise = Ledger::new();
        piecewise.apply(small_tables()).unwrap();
        for start in (0..140_000).step_by(35_000) {
            let (mut persons, mut parts) = (Batch::new(), Batch::new());
            add_district(&mut persons, start..start + 35_000);
            parts.participations = std::mem::take(&mut persons.participations);
            parts.activities = std::mem::take(&mut persons.activities);
            parts.activity_keys = std::mem::take(&mut persons.activity_keys);
            parts.roles = std::mem::take(&mut persons.roles);
            parts.waiting.participations = std::mem::take(&mut persons.waiting.participations);
            parts.waiting.activities = std::mem::take(&mut persons.waiting.activities);
            let (_, persons) = piecewise.enter(persons).unwrap();
            let (_, parts) = piecewise.enter(parts).unwrap();
            let moved = (persons.moved, parts.parts_moved);
            assert_eq!(moved, (start == 0, start == 0));
            assert_eq!((persons.persons.is_empty(), parts.parts.is_empty()), moved);
        }
        let runs = |ledger: &Ledger| ledger.store().persons.runs.len();
        assert!(runs(&piecewise) > runs(&at_once));
        let unmatched = |ledger: &Ledger| ledger.store().participations.unmatched.len();
        assert_eq!(unmatched(&piecewise), unmatched(&at_once));
        assert!(unmatched(&at_once) > 0);
        assert_eq!(stamp(&piecewise), stamp(&at_once));
    }

    #[test]
    fn a_person_who_comes_later_but_stands_first_does_not_change_the_digest() {
        let person = |id: &'static str| PersonRow {
            id,
            unit: "u1",
            birth_date: "2010-01-01".parse().ok(),
            roles: "minor",
            valid_from: None,
            valid_to: None,
            recorded_at: None,
        };
        let ledger = |batches: &[&[&'static str]]| {
            let mut ledger = Ledger::new();
            ledger.apply(small_tables()).unwrap();
            for ids in batches {
                let mut batch = Batch::new();
                ids.iter().for_each(|id| batch.push_person(0, person(id)));
                ledger.apply(batch).unwrap();
            }
            stamp(&ledger)
        };
        assert_eq!(ledger(&[&["b"], &["a"]]), ledger(&[&["a", "b"]]));
    }

    #[test]
    fn a_large_batch_with_faults_tells_them_and_enters_nothing() {
        let mut batch = small_tables();
        add(&mut batch, 0..ROWS, true);
        let part = ParticipationRow {
            activity: "nowhere",
            person: " spaced",
            role: "audience",
            recorded_at: None,
        };
        batch.push_participation(ROWS, part);
        let good = batch.len() - 1;
        let mut ledger = Ledger::new();
        let error = ledger.apply(batch.clone()).unwrap_err();
        let codes: Vec<&str> = error.faults().iter().map(|fault| fault.code.name()).collect();
        assert_eq!(codes, ["unknown_activity", "bad_text"]);
        assert_eq!(stamp(&ledger), stamp(&Ledger::new()));
        let receipt = ledger.apply_good_rows(batch);
        assert_eq!((receipt.accepted, receipt.rejected.len()), (good, 1));
    }

    #[test]
    fn more_roles_of_participations_than_a_ledger_holds_are_refused() {
        let mut batch = small_tables();
        for role in 0..257 {
            let part = ParticipationRow {
                activity: "a1",
                person: "p",
                role: &format!("role{role}"),
                recorded_at: None,
            };
            batch.push_participation(role + 1, part);
        }
        let error = Ledger::new().apply(batch).unwrap_err();
        let found: Vec<(&str, &str)> = error
            .faults()
            .iter()
            .map(|fault| (fault.code.name(), fault.found.as_str()))
            .collect();
        assert_eq!(found, [("too_many", "role255"), ("too_many", "role256")]);
    }
}
