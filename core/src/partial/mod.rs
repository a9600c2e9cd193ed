//! Parts of an evaluation: facts that lie apart by person give states that merge to the report of all.
//!
//! ```text
//! partition 0 of n ─► Partial ─┐
//! partition 1 of n ─► Partial ─┼─► merged, in any order ─► report: the same bytes as of one ledger
//! …                            │
//! ```
//!
//! Each partition has **all common facts**: units, organisations, activities, observations of units, and what withdraws
//! them; and of the facts of persons (persons, participations, observations of persons, withdrawals of these) those of
//! its own persons, see [`partition`]. Entries of one observation id all speak of the same subject.
//!
//! States carry what they were made from. One of another plan, of other common facts, parameters or number of partitions
//! is refused, as is a partition that is there twice; a report needs all of them.
//!
//! ```
//! use jinguo::ledger::{Ledger, PersonRecord, Record, UnitRecord};
//! use jinguo::partial::{Partial, partition};
//! use jinguo::plan::Plan;
//! use jinguo::report::Parameters;
//!
//! # fn main() -> Result<(), jinguo::Error> {
//! # let plan = Plan::from_json("plan.json", r#"{
//! #   "schema": "jinguo-plan/1", "id": "example", "version": "1.0.0", "status": "active",
//! #   "title": {"zh": "示例"}, "source": {"title": "示例", "issuer": "示例"},
//! #   "period": {"calendar_year": 2022}, "hierarchy": "administrative",
//! #   "vocabulary": {"levels": [{"id": "county", "title": {"zh": "区县"}}], "person_roles": [{"id": "minor", "title": {"zh": "未成年人"}}]},
//! #   "pace": [{"value": {"on_track": 1, "at_risk": "0.8"}}],
//! #   "clauses": [{"id": "1", "number": "1", "title": {"zh": "示例"}}],
//! #   "measures": [{
//! #     "id": "minors", "title": {"zh": "未成年人"}, "clause": "1", "scoring": "count", "basis": "person",
//! #     "improvement": "increase", "initial_population": {"person": {"role": ["minor"]}}
//! #   }]
//! # }"#)?;
//! let county = || Record::Unit(UnitRecord { id: "430702".into(), name: "武陵区".into(), level: "county".into(), ..UnitRecord::default() });
//! let minor = |id: &str| Record::Person(PersonRecord {
//!     id: id.into(), unit: "430702".into(), roles: vec!["minor".into()], ..PersonRecord::default()
//! });
//! let day = "2022-06-30".parse().unwrap();
//! let parameters = Parameters { as_of: day, known_at: day };
//! let persons = ["p1", "p2", "p3", "p4"];
//!
//! let mut states = Vec::new();
//! for index in 0..3 {
//!     let mut ledger = Ledger::new();
//!     let own = persons.iter().filter(|id| partition(id, 3).unwrap() == index);
//!     ledger.apply(own.map(|id| minor(id)).chain([county()]).collect())?;
//!     states.push(Partial::new(&plan, &ledger, parameters, index, 3)?);
//! }
//! let whole = Partial::merged(&states)?;
//!
//! let mut ledger = Ledger::new();
//! ledger.apply([county()].into_iter().collect())?;
//! let report = whole.report(&plan, &ledger)?;
//! assert_eq!(report.ledger.persons, 4);
//!
//! ledger.apply(persons.iter().map(|id| minor(id)).collect())?;
//! let direct = jinguo::evaluate(&plan, &ledger, parameters)?.report()?;
//! assert_eq!(report.to_json()?, direct.to_json()?);
//! # Ok(())
//! # }
//! ```

mod bytes;
pub(crate) mod cells;
pub(crate) mod column;
mod merge;
pub(crate) mod odd;

use crate::error::{Code, Error, Fault, Place, Words};
use crate::ledger::Ledger;
use crate::ledger::bucket::{self, BUCKETS};
use crate::plan::Plan;
use crate::report::{Digest, Parameters, Report};
use crate::time::Day;
use cells::Block;
use column::Column;
use odd::Odd;
use std::collections::BTreeMap;

/// The partition, from 0, of `of` (1 to 1024) that the facts of a person belong to.
///
/// It is `b × of / 1024`, rounded down, where `b` is the CRC-32 (IEEE 802.3, as `crc32` in zlib and Spark) of the key's UTF-8
/// bytes modulo 1024: a database or cluster can find it by itself.
///
/// ```
/// // zlib.crc32(b"123456789") % 1024 is 294.
/// assert_eq!(jinguo::partial::partition("123456789", 64).unwrap(), 294 * 64 / 1024);
/// ```
///
/// # Errors
/// `bad_parameter` for another number of partitions.
pub fn partition(person: &str, of: u16) -> Result<u16, Error> {
    check_of(of)?;
    Ok(bucket::partition(bucket::bucket(person), of))
}

fn check_of(of: u16) -> Result<(), Error> {
    if (1..=BUCKETS).contains(&of) {
        return Ok(());
    }
    let expected = Words::new("应为 1 至 1024", "1 to 1024");
    Err(Fault::new(
        Code::BadParameter,
        Place::default().field("of"),
        of.to_string(),
        expected,
    )
    .into())
}

/// The state of some partitions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partial {
    /// The version of the library that made it.
    engine: String,
    /// Digest of the plan.
    plan: Digest,
    /// Digest of the common facts.
    common: Digest,
    parameters: Parameters,
    of: u16,
    /// Which of the partitions are in it.
    present: Vec<bool>,
    state: State,
}

/// How many activities there are, and a number for each.
pub(crate) type Named = (usize, Column);

/// What the persons of some partitions add to a report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct State {
    /// How many units the common facts have.
    pub(crate) units: usize,
    pub(crate) persons: u64,
    pub(crate) participations: u64,
    pub(crate) observations: u64,
    pub(crate) buckets: BTreeMap<u16, Digest>,
    /// By the place of the measure in the plan, and the day on which it is counted.
    pub(crate) blocks: BTreeMap<(u32, Day), Block>,
    /// Of each measure that reads headcounts: how many registered persons are named at each of its activities, by id.
    pub(crate) named: BTreeMap<u32, Named>,
    pub(crate) odd: Odd,
}

impl Partial {
    /// The state of partition `index` of `of`: its ledger has all common facts, and the facts of its own persons.
    ///
    /// # Errors
    /// `bad_parameter` for an index that is not below `of`, or an `of` that is not 1 to 1024; `stranger_partition` where facts
    /// of a person of another partition are in the ledger, all such persons at once; and as [`crate::evaluate()`].
    pub fn new(
        plan: &Plan,
        ledger: &Ledger,
        parameters: Parameters,
        index: u16,
        of: u16,
    ) -> Result<Self, Error> {
        check_of(of)?;
        if index >= of {
            let expected = Words::new(format!("应小于 {of}"), format!("below {of}"));
            let place = Place::default().field("index");
            return Err(Fault::new(Code::BadParameter, place, index.to_string(), expected).into());
        }
        ledger.store().check_partition(index, of)?;
        let persons = ledger.store().person_stamp(parameters.known_at);
        let mut state = crate::evaluate::state(plan, ledger, parameters)?;
        state.persons = persons.persons;
        state.participations = persons.participations;
        state.observations = persons.observations;
        let own = (0..BUCKETS).filter(|bucket| bucket::partition(*bucket, of) == index);
        state.buckets = own.map(|bucket| (bucket, persons.digest(bucket))).collect();
        Ok(Self {
            engine: env!("CARGO_PKG_VERSION").to_owned(),
            plan: plan.digest_bytes(),
            common: ledger.store().common_stamp(parameters.known_at).digest,
            parameters,
            of,
            present: (0..of).map(|place| place == index).collect(),
            state,
        })
    }

    /// What was asked for.
    pub fn parameters(&self) -> Parameters {
        self.parameters
    }

    /// How many partitions there are in all.
    pub fn of(&self) -> u16 {
        self.of
    }

    /// The partitions that are in it, in ascending order.
    pub fn partitions(&self) -> Vec<u16> {
        self.places(true)
    }

    /// The partitions that are missing, in ascending order; none once a report can be made.
    pub fn missing(&self) -> Vec<u16> {
        self.places(false)
    }

    fn places(&self, present: bool) -> Vec<u16> {
        let places = (0..self.of).zip(&self.present);
        places
            .filter(|(_, is)| **is == present)
            .map(|(place, _)| place)
            .collect()
    }

    /// The report of all partitions together, from the plan and a ledger that has the common facts: the same bytes as that
    /// of one ledger with all facts. Facts of persons in the ledger are not looked at.
    ///
    /// # Errors
    /// `missing_partitions`, which names them; `stranger_plan` and `different_facts` where the states were made from another
    /// plan or from other common facts; `damaged_partial` where the numbers are not those of the plan's measures.
    pub fn report(&self, plan: &Plan, ledger: &Ledger) -> Result<Report, Error> {
        let missing = self.missing();
        if !missing.is_empty() {
            let names: Vec<String> = missing.iter().map(u16::to_string).collect();
            let expected = Words::new(
                format!("{} 份齐全", self.of),
                format!("all {} partitions", self.of),
            );
            return Err(bytes::fault(Code::MissingPartitions, names.join(", "), expected));
        }
        if self.plan != plan.digest_bytes() {
            return Err(merge::differs(
                Code::StrangerPlan,
                &self.plan,
                &plan.digest_bytes(),
            ));
        }
        let common = ledger.store().common_stamp(self.parameters.known_at);
        if self.common != common.digest {
            return Err(merge::differs(Code::DifferentFacts, &self.common, &common.digest));
        }
        if self.state.units != ledger.store().units.ids.len() {
            return Err(bytes::damaged());
        }
        crate::evaluate::report(plan, ledger, self.parameters, &self.state, &common)
    }
}
