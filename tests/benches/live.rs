//! The whole synthetic city as an evaluation that follows its ledger: one lecture of 300 people entered and the rates of the
//! city and of the lecture's community read; one person corrected; the day moved by one, and over one on which units change. All with
//! the whole Changde plan.
//!
//! `cargo bench -p jinguo-tests --bench live`
#![allow(missing_docs, reason = "a benchmark, not a library")]

mod common;

use common::{on_core, read};
use criterion::{Criterion, criterion_group, criterion_main};
use jinguo::LiveEvaluation;
use jinguo::ledger::{Batch, Ledger, ParticipationRow, Record};
use jinguo::plan::Plan;
use jinguo::report::Parameters;
use jinguo::time::Day;
use jinguo_examples::synthetic::{self, Scale};
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

/// The community with the most persons, and 300 of them.
fn audience(folder: &Path) -> (String, Vec<String>) {
    let text = std::fs::read_to_string(folder.join("persons.csv")).unwrap();
    let mut lines = text.trim_start_matches('\u{feff}').lines();
    let header: Vec<&str> = lines.next().unwrap().split(',').collect();
    let column = |name: &str| header.iter().position(|field| *field == name).unwrap();
    let (id, unit, roles) = (column("id"), column("unit"), column("roles"));
    let mut of: std::collections::BTreeMap<&str, Vec<&str>> = std::collections::BTreeMap::new();
    for line in lines {
        let fields: Vec<&str> = line.split(',').collect();
        if fields[roles] == "minor" {
            of.entry(fields[unit]).or_default().push(fields[id]);
        }
    }
    let (unit, ids) = of.into_iter().max_by_key(|(_, ids)| ids.len()).unwrap();
    (
        unit.to_owned(),
        ids.into_iter().take(300).map(str::to_owned).collect(),
    )
}

fn records(json: &str) -> Vec<Record> {
    serde_json::from_str(json).unwrap()
}

/// A lecture in a community, with its audience.
fn lecture(id: &str, host: &str, audience: &[String]) -> Batch {
    let mut batch: Batch = records(&format!(
        r#"[{{"record": "activity", "id": "{id}", "kind": "lecture", "topics": ["bud_care"], "date": "2022-09-15",
            "status": "verified", "hosts": ["{host}"], "evidence": 1}}]"#
    ))
    .into_iter()
    .collect();
    for person in audience {
        batch.push_participation(
            0,
            ParticipationRow {
                activity: id,
                person,
                role: "audience",
                recorded_at: None,
            },
        );
    }
    batch
}

fn withdrawal(id: &str) -> Batch {
    let json = format!(
        r#"[{{"record": "withdrawal", "of": {{"activity": "{id}"}}, "recorded_at": "2022-09-20T12:00:00"}}]"#
    );
    records(&json).into_iter().collect()
}

/// A person who moved to another community.
fn moved(id: &str, to: &str, hour: u64) -> Batch {
    let json = format!(
        r#"[{{"record": "person", "id": "{id}", "unit": "{to}", "roles": ["minor"], "birth_date": "2012-05-05",
            "recorded_at": "2022-09-{:02}T{:02}:{:02}:{:02}"}}]"#,
        1 + hour / 86_400 % 28,
        hour / 3600 % 24,
        hour / 60 % 60,
        hour % 60
    );
    records(&json).into_iter().collect()
}

/// Time of a routine over prepared inputs, on the core: other programs on the machine do not count.
fn timed<I>(inputs: Vec<I>, routine: impl FnMut(I)) -> Duration {
    let begin = Instant::now();
    let before = on_core(begin);
    inputs.into_iter().for_each(routine);
    on_core(begin).saturating_sub(before)
}

fn live(criterion: &mut Criterion) {
    let folder = std::env::temp_dir().join(format!("jinguo-live-{}", std::process::id()));
    synthetic::write(&folder, Scale { divide: 1 }, &mut |_, _, _| {}).unwrap();
    let plan = Plan::from_json("plan.json", include_str!("../../examples/changde-2022/plan.json")).unwrap();
    let mut ledger = Ledger::new();
    ledger.apply(read(&folder)).unwrap();
    let (community, audience) = audience(&folder);
    std::fs::remove_dir_all(&folder).unwrap();
    println!("{ledger:?}");
    let day = |text: &str| -> Day { text.parse().unwrap() };
    let parameters = Parameters {
        as_of: day("2022-09-30"),
        known_at: day("2023-01-10"),
    };
    let begin = Instant::now();
    let mut live = LiveEvaluation::new(&plan, ledger, parameters).unwrap();
    println!("made in {:?}, peak memory {}", begin.elapsed(), peak());
    let city = live.evaluation().unwrap().units().unwrap().remove(0).id;
    let rates = |live: &LiveEvaluation| {
        let evaluation = live.evaluation().unwrap();
        [city.as_str(), community.as_str()].map(|unit| evaluation.result("protection_minors", unit).unwrap())
    };
    println!(
        "{community}: {:?}",
        rates(&live).map(|result| result.map(|result| (result.numerator, result.denominator)))
    );

    let mut number = 0usize;
    let mut group = criterion.benchmark_group("live");
    group
        .sample_size(20)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(3));
    // First, as long as no day has the thousands of lectures that follow.
    live.move_to(day("2022-09-26")).unwrap();
    let (mut at, mut up) = (day("2022-09-26"), false);
    group.bench_function("the day moved by one, two rates read", |bencher| {
        bencher.iter_custom(|runs| {
            // To and fro through September, day by day; on its first day units change.
            let days = (0..runs).map(|_| {
                up = if at <= day("2022-09-02") {
                    true
                } else {
                    up && at < day("2022-09-30")
                };
                at = if up { at.next() } else { at.previous() };
                at
            });
            timed(days.collect(), |day| {
                live.move_to(day).unwrap();
                black_box(rates(&live));
            })
        });
    });
    group.bench_function(
        "the day moved over one on which units change, two rates read",
        |bencher| {
            bencher.iter_custom(|runs| {
                let days = (0..runs).map(|_| {
                    at = day(if at == day("2022-09-01") {
                        "2022-08-31"
                    } else {
                        "2022-09-01"
                    });
                    at
                });
                timed(days.collect(), |day| {
                    live.move_to(day).unwrap();
                    black_box(rates(&live));
                })
            });
        },
    );
    live.move_to(day("2022-09-30")).unwrap();
    group.bench_function("a lecture of 300 entered, two rates read", |bencher| {
        bencher.iter_custom(|runs| {
            let batches = (0..runs).map(|_| {
                number += 1;
                lecture(&format!("bench-{number}"), &community, &audience)
            });
            timed(batches.collect(), |batch| {
                live.apply(batch).unwrap();
                black_box(rates(&live));
            })
        });
    });
    let last = number;
    group.bench_function("a lecture of 300 withdrawn, two rates read", |bencher| {
        bencher.iter_custom(|runs| {
            let batches = (0..runs).map(|_| {
                number = if number > 1 { number - 1 } else { last };
                withdrawal(&format!("bench-{number}"))
            });
            timed(batches.collect(), |batch| {
                live.apply(batch).unwrap();
                black_box(rates(&live));
            })
        });
    });
    let mut hour = 0;
    group.bench_function("a minor moves to another community", |bencher| {
        bencher.iter_custom(|runs| {
            let batches = (0..runs).map(|_| {
                hour += 1;
                moved(&audience[hour as usize % 300], &community, hour)
            });
            timed(batches.collect(), |batch| {
                live.apply(batch).unwrap();
                black_box(rates(&live));
            })
        });
    });
    group.finish();
}

/// The most memory that the process had, as the system tells it.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM"));
    line.map_or_else(
        || "unknown".to_owned(),
        |line| line.replace("VmHWM:", "").trim().to_owned(),
    )
}

criterion_group!(benches, live);
criterion_main!(benches);
