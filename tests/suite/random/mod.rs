//! Random plans and ledgers, small enough to read when a test fails.
//!
//! Everything is built from a tape of numbers: proptest shortens and lowers the tape, and the first choice of each
//! list is the plainest one, so that a failure shrinks to a plain plan and a few records.

mod ledger;
mod plan;

use jinguo::ledger::Record;
use jinguo::plan::PlanDocument;
use jinguo::report::Parameters;
use jinguo::time::Day;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// A plan, a ledger and a question.
#[derive(Clone)]
pub struct World {
    pub plan: PlanDocument,
    pub records: Vec<Record>,
    pub parameters: Parameters,
}

impl std::fmt::Debug for World {
    /// What a conformance case would hold, without what all random plans share.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let json = |value: serde_json::Result<String>| value.unwrap_or_default();
        writeln!(f, "period {:?}", self.plan.period)?;
        for measure in &self.plan.measures {
            writeln!(f, "{}", json(serde_json::to_string(measure)))?;
        }
        for record in &self.records {
            writeln!(f, "{}", json(serde_json::to_string(record)))?;
        }
        writeln!(f, "{}", json(serde_json::to_string(&self.parameters)))
    }
}

/// Any world. The plan has passed the check.
pub fn worlds() -> impl Strategy<Value = World> {
    let tape = |length| proptest::collection::vec(any::<u16>(), length);
    (tape(250), tape(900), tape(3)).prop_filter_map(
        "the plan does not pass the check",
        |(plan, ledger, question)| {
            let plan = plan::plan(&mut Tape::new(plan));
            jinguo::plan::Plan::from_document(plan.clone()).ok()?;
            let question = &mut Tape::new(question);
            let as_of = question.day();
            let late = || "2023-03-01".parse().unwrap();
            Some(World {
                plan,
                records: ledger::records(&mut Tape::new(ledger)),
                parameters: Parameters {
                    as_of,
                    known_at: question.maybe(30, Tape::day).unwrap_or_else(late),
                },
            })
        },
    )
}

/// How many worlds are tried: `cases` times what `JINGUO_EFFORT` says, from the seed `JINGUO_SEED`. Without them a run
/// does the same as the one before it, in seconds.
pub fn config(cases: u32) -> ProptestConfig {
    let setting = |name: &str| std::env::var(name).ok().and_then(|text| text.parse().ok());
    ProptestConfig {
        cases: cases * setting("JINGUO_EFFORT").unwrap_or(1),
        rng_seed: RngSeed::Fixed(u64::from(setting("JINGUO_SEED").unwrap_or(2022))),
        max_global_rejects: 1_000_000,
        max_shrink_iters: 8_000,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// The days on which things happen: inside, outside and at the edges of every period in use.
pub const DAYS: [&str; 14] = [
    "2022-06-30",
    "2022-07-01",
    "2022-03-31",
    "2022-12-31",
    "2022-01-01",
    "2021-12-31",
    "2022-02-28",
    "2022-11-30",
    "2022-12-01",
    "2021-09-01",
    "2021-08-31",
    "2022-04-15",
    "2023-01-01",
    "2023-03-01",
];

/// Numbers that decide, one choice after the other; 0 when they run out.
pub struct Tape {
    numbers: Vec<u16>,
    next: usize,
}

impl Tape {
    pub fn new(numbers: Vec<u16>) -> Self {
        Self { numbers, next: 0 }
    }

    /// A number below `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        let number = self.numbers.get(self.next).copied().unwrap_or(0);
        self.next += 1;
        // The high part decides, so that lowering a number moves it to plainer choices.
        usize::from(number) * limit / (usize::from(u16::MAX) + 1)
    }

    /// Yes in `percent` of all cases; no when the tape has run out.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) >= 100 - percent
    }

    /// One of a list.
    pub fn of<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())]
    }

    /// Some of a list, perhaps none, in its order.
    pub fn some(&mut self, list: &[&str], percent: usize) -> Vec<String> {
        list.iter()
            .filter(|_| self.chance(percent))
            .map(|word| (*word).to_owned())
            .collect()
    }

    /// At least one of a list.
    pub fn at_least_one(&mut self, list: &[&str]) -> Vec<String> {
        let words = self.some(list, 30);
        if words.is_empty() {
            vec![self.of(list).to_owned()]
        } else {
            words
        }
    }

    pub fn maybe<T>(&mut self, percent: usize, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        self.chance(percent).then(|| make(self))
    }

    pub fn day(&mut self) -> Day {
        self.of(&DAYS).parse().unwrap()
    }
}

/// The words of the vocabulary. The ledger uses a few more.
pub mod words {
    pub const LEVELS: [&str; 3] = ["community", "county", "city"];
    pub const GROUPS: [&str; 3] = ["urban", "rural", "new"];
    pub const ATTRIBUTES: [&str; 2] = ["size", "site"];
    pub const PERSON_ROLES: [&str; 3] = ["minor", "guardian", "executive"];
    pub const ORGANISATION_KINDS: [&str; 2] = ["committee", "team"];
    pub const ACTIVITY_KINDS: [&str; 2] = ["lecture", "training"];
    pub const TOPICS: [&str; 2] = ["safety", "law"];
    pub const PARTICIPATION_ROLES: [&str; 2] = ["audience", "lecturer"];
    pub const AUDIENCES: [&str; 2] = ["minors", "guardians"];
    pub const OBSERVATION_KINDS: [&str; 2] = ["official", "mark"];
    pub const UNITS: [&str; 9] = ["v1", "v2", "k1", "c", "v3", "k2", "v4", "v5", "k3"];
}
