//! Facts parted by person give the report of all.

use crate::random::{World, config, worlds};
use crate::support::{evaluated, ledger};
use jinguo::error::Code;
use jinguo::ledger::{Ledger, PersonRecord, Record, RecordKey, UnitRecord};
use jinguo::partial::{Partial, partition};
use jinguo::plan::Plan;
use jinguo::report::Parameters;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// The person whom a record is about; `None` for a common fact.
fn person(record: &Record, observed: &BTreeMap<String, Option<String>>) -> Option<String> {
    match record {
        Record::Person(it) => Some(it.id.clone()),
        Record::Participation(it) => Some(it.person.clone()),
        Record::Observation(it) => it.person.clone(),
        Record::Withdrawal(it) => match &it.of {
            RecordKey::Person { id, .. } => Some(id.clone()),
            RecordKey::Participation { person, .. } => Some(person.clone()),
            RecordKey::Observation(id) => observed[id].clone(),
            _ => None,
        },
        Record::Unit(_) | Record::Organisation(_) | Record::Activity(_) => None,
    }
}

/// Makes all entries of an observation speak of the subject of the first one, and tells whom each is about.
fn settle(records: &mut [Record]) -> BTreeMap<String, Option<String>> {
    let mut subjects = BTreeMap::new();
    for record in records {
        if let Record::Observation(it) = record {
            let subject = (it.unit.clone(), it.person.clone());
            (it.unit, it.person) = subjects.entry(it.id.clone()).or_insert(subject).clone();
        }
    }
    subjects
        .into_iter()
        .map(|(id, (_, person))| (id, person))
        .collect()
}

/// The ledgers of `of` partitions, and one of the common facts alone.
fn parts(records: &[Record], observed: &BTreeMap<String, Option<String>>, of: u16) -> (Vec<Ledger>, Ledger) {
    let share = |index: Option<u16>| {
        let own = records.iter().filter(|record| {
            let person = person(record, observed);
            person.is_none_or(|person| Some(partition(&person, of).unwrap()) == index)
        });
        ledger(&own.cloned().collect::<Vec<_>>())
    };
    ((0..of).map(|index| share(Some(index))).collect(), share(None))
}

proptest! {
    #![proptest_config(config(60))]

    /// In whatever number of parts the persons lie, in whatever order and tree the states are merged, and whether they go
    /// through bytes or not: every byte of the report is that of one run.
    #[test]
    fn merged_parts_give_the_report_of_all(
        world in worlds(),
        of in prop_oneof![Just(1u16), 2..8u16, 2..8u16, 2..8u16, Just(40u16), Just(1024u16)],
        order in any::<u64>(),
    ) {
        // A thousand ledgers in one case are enough a few times.
        let of = if of == 1024 && order % 8 > 0 { 3 } else { of };
        let mut world: World = world;
        let observed = settle(&mut world.records);
        let plan = Plan::from_document(world.plan.clone()).unwrap();
        let whole = evaluated(&plan, &ledger(&world.records), world.parameters).report().unwrap();
        let (ledgers, common) = parts(&world.records, &observed, of);
        let mut states: Vec<Partial> = (0..of)
            .zip(&ledgers)
            .map(|(index, ledger)| Partial::new(&plan, ledger, world.parameters, index, of).unwrap())
            .collect();
        let at_once = Partial::merged(&states).unwrap();
        let mut order = order;
        let mut next = |below: usize| {
            order = order.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(order >> 33).unwrap() % below
        };
        while states.len() > 1 {
            let one = states.swap_remove(next(states.len()));
            let at = next(states.len());
            if next(2) == 0 {
                states[at].merge(&one).unwrap();
            } else {
                states[at] = Partial::merged([&one, &states[at]]).unwrap();
            }
            let bytes = states[at].to_bytes();
            let read = Partial::from_bytes(&bytes).unwrap();
            prop_assert_eq!(&read, &states[at]);
            prop_assert_eq!(read.to_bytes(), bytes);
            states[at] = read;
        }
        prop_assert_eq!(&states[0], &at_once);
        prop_assert_eq!(states[0].to_bytes(), at_once.to_bytes());
        let report = states[0].report(&plan, &common).unwrap();
        prop_assert_eq!(report.to_json().unwrap(), whole.to_json().unwrap());
        // Any part has the common facts as well.
        let report = states[0].report(&plan, &ledgers[0]).unwrap();
        prop_assert_eq!(report.to_json().unwrap(), whole.to_json().unwrap());
    }

    /// A state with a byte that is another one is refused, or the byte does not matter.
    #[test]
    fn damaged_bytes_are_refused(at in any::<prop::sample::Index>(), to in any::<u8>(), len in any::<prop::sample::Index>()) {
        let whole = state(&plan(1), &records(), 0).to_bytes();
        let mut bytes = whole.clone();
        let at = at.index(bytes.len());
        bytes[at] = to;
        let changed = bytes != whole;
        prop_assert_eq!(Partial::from_bytes(&bytes).is_err(), changed);
        prop_assert!(Partial::from_bytes(&whole[..len.index(whole.len())]).is_err());
    }
}

/// A plan that counts minors who came to a lecture, at least so many times.
fn plan(times: u32) -> Plan {
    let measures = serde_json::json!([{
        "id": "minors", "title": {"zh": "未成年人"}, "clause": "1", "scoring": "proportion", "basis": "person",
        "improvement": "increase",
        "initial_population": {"person": {"role": ["minor"]}},
        "numerator": {"participated": {"activity": {"status": ["held"]}, "at_least": times}},
        "targets": [{"every_one": true, "due": "2022-12-31"}],
    }]);
    let words =
        serde_json::json!({"levels": ["county"], "person_roles": ["minor"], "activity_kinds": ["lecture"]});
    let document = crate::support::plan(measures, words);
    Plan::from_document(serde_json::from_value(document).unwrap()).unwrap()
}

fn parameters() -> Parameters {
    crate::support::on("2022-06-30")
}

fn unit(id: &str) -> Record {
    Record::Unit(UnitRecord {
        id: id.into(),
        name: id.into(),
        level: "county".into(),
        ..UnitRecord::default()
    })
}

fn minor(id: &str) -> Record {
    Record::Person(PersonRecord {
        id: id.into(),
        unit: "k1".into(),
        roles: vec!["minor".into()],
        ..PersonRecord::default()
    })
}

/// A county and ten minors.
fn records() -> Vec<Record> {
    let minors = (0..10).map(|number| minor(&format!("p{number}")));
    minors.chain([unit("k1")]).collect()
}

/// The state of a third.
fn state(plan: &Plan, records: &[Record], index: u16) -> Partial {
    let (ledgers, _) = parts(records, &BTreeMap::new(), 3);
    Partial::new(plan, &ledgers[usize::from(index)], parameters(), index, 3).unwrap()
}

fn refusal<T: std::fmt::Debug>(result: Result<T, jinguo::Error>) -> (Code, String) {
    let error = result.unwrap_err();
    (error.code(), error.faults()[0].found.clone())
}

#[test]
fn persons_of_another_partition_are_refused_each_by_name() {
    let ledger = ledger(&records());
    let error = Partial::new(&plan(1), &ledger, parameters(), 0, 3).unwrap_err();
    let strangers: Vec<&str> = error.faults().iter().map(|fault| fault.found.as_str()).collect();
    let names: Vec<String> = (0..10).map(|number| format!("p{number}")).collect();
    let expected: Vec<&String> = names.iter().filter(|id| partition(id, 3).unwrap() != 0).collect();
    assert!(!expected.is_empty());
    assert_eq!(strangers, expected);
    assert!(
        error
            .faults()
            .iter()
            .all(|fault| fault.code == Code::StrangerPartition)
    );
}

#[test]
fn an_index_past_the_partitions_and_a_number_of_none_are_refused() {
    let ledger = Ledger::new();
    for (index, of) in [(3, 3), (0, 0), (0, 1025)] {
        let result = Partial::new(&plan(1), &ledger, parameters(), index, of);
        assert_eq!(refusal(result).0, Code::BadParameter);
    }
    assert_eq!(refusal(partition("p", 0)).0, Code::BadParameter);
}

#[test]
fn the_same_partition_twice_is_refused_and_leaves_the_state_as_it_is() {
    let plan = plan(1);
    let mut one = Partial::merged([&state(&plan, &records(), 0), &state(&plan, &records(), 2)]).unwrap();
    let before = one.clone();
    let again = state(&plan, &records(), 2);
    assert_eq!(refusal(one.merge(&again)), (Code::PartitionTwice, "2".to_owned()));
    assert_eq!(one, before);
    assert_eq!((one.partitions(), one.missing()), (vec![0, 2], vec![1]));
}

#[test]
fn a_report_names_the_partitions_that_are_missing() {
    let plan = plan(1);
    let (_, common) = parts(&records(), &BTreeMap::new(), 3);
    let result = state(&plan, &records(), 1).report(&plan, &common);
    assert_eq!(refusal(result), (Code::MissingPartitions, "0, 2".to_owned()));
}

#[test]
fn states_of_another_plan_facts_day_or_number_are_strangers() {
    let one = state(&plan(1), &records(), 0);
    let (ledgers, common) = parts(&records(), &BTreeMap::new(), 3);
    let merge = |other: &Partial| refusal(one.clone().merge(other)).0;
    assert_eq!(merge(&state(&plan(2), &records(), 1)), Code::StrangerPlan);
    let more = [records(), vec![unit("k2")]].concat();
    assert_eq!(merge(&state(&plan(1), &more, 1)), Code::DifferentFacts);
    let later = Parameters {
        known_at: crate::support::day("2022-07-05"),
        ..parameters()
    };
    let other = Partial::new(&plan(1), &ledgers[1], later, 1, 3).unwrap();
    assert_eq!(merge(&other), Code::DifferentParameters);
    let empty = ledger(&[unit("k1")]);
    let other = Partial::new(&plan(1), &empty, parameters(), 1, 4).unwrap();
    assert_eq!(merge(&other), Code::DifferentPartitions);
    assert_eq!(refusal(Partial::merged([])).0, Code::TooFew);

    let whole = Partial::merged(&[0, 1, 2].map(|index| state(&plan(1), &records(), index))).unwrap();
    whole.report(&plan(1), &common).unwrap();
    assert_eq!(refusal(whole.report(&plan(2), &common)).0, Code::StrangerPlan);
    let other = ledger(&[unit("k1"), unit("k2")]);
    assert_eq!(refusal(whole.report(&plan(1), &other)).0, Code::DifferentFacts);
}

#[test]
fn bytes_of_another_version_say_so() {
    let mut bytes = state(&plan(1), &records(), 0).to_bytes();
    bytes[15] = b'2';
    let (code, found) = refusal(Partial::from_bytes(&bytes));
    assert_eq!((code, found.as_str()), (Code::PartialVersion, "jinguo-partial/2"));
    assert_eq!(refusal(Partial::from_bytes(b"")).0, Code::PartialVersion);
}

#[test]
fn an_observation_of_a_unit_that_becomes_one_of_a_person_is_refused() {
    let observation = |unit: Option<&str>, person: Option<&str>, at: Option<&str>| {
        let json = serde_json::json!({
            "record": "observation", "id": "o", "kind": "mark", "date": "2022-01-01", "value": 1,
            "unit": unit, "person": person, "recorded_at": at,
        });
        serde_json::from_value::<Record>(json).unwrap()
    };
    let records = [
        unit("k1"),
        minor("p0"),
        observation(Some("k1"), None, None),
        observation(None, Some("p0"), Some("2022-02-01")),
    ];
    let result = Partial::new(&plan(1), &ledger(&records), parameters(), 0, 1);
    assert_eq!(refusal(result), (Code::ConflictingRecord, "o".to_owned()));
}

#[test]
fn an_activity_without_anybody_is_as_silent_in_parts_as_in_one() {
    let activity: Record = serde_json::from_value(serde_json::json!({
        "record": "activity", "id": "a", "kind": "lecture", "date": "2022-03-08", "status": "held", "hosts": ["k1"],
    }))
    .unwrap();
    let records = [records(), vec![activity]].concat();
    let whole = evaluated(&plan(1), &ledger(&records), parameters());
    let states = [0, 1, 2].map(|index| state(&plan(1), &records, index));
    let (_, common) = parts(&records, &BTreeMap::new(), 3);
    let report = Partial::merged(&states)
        .unwrap()
        .report(&plan(1), &common)
        .unwrap();
    assert_eq!(report, whole.report().unwrap());
}
