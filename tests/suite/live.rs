//! An evaluation that follows its ledger gives at every moment what an evaluation made anew gives.

use crate::random::{DAYS, World, config, worlds};
use crate::support::{all_gaps, day, rank, records};
use jinguo::ledger::{Batch, Ledger};
use jinguo::plan::Plan;
use jinguo::report::Parameters;
use jinguo::{Evaluation, LiveEvaluation, evaluate};
use proptest::prelude::*;
use serde_json::json;

/// What may happen between two looks.
#[derive(Clone, Debug)]
enum Event {
    /// So many more records are entered.
    Enter(usize),
    /// The day of evaluation moves.
    Move(usize),
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let event = prop_oneof![
        3 => (1usize..6).prop_map(Event::Enter),
        2 => (0..DAYS.len()).prop_map(Event::Move),
    ];
    proptest::collection::vec(event, 1..12)
}

/// Everything that can be read of an evaluation: the report's bytes and all gap lists.
fn everything(plan: &Plan, evaluation: &Evaluation) -> (String, Vec<String>) {
    let report = evaluation.report().unwrap().to_json().unwrap();
    let with_subjects = |id: &&str| {
        evaluation
            .gaps(&jinguo::gap::GapQuery {
                measure: (*id).to_owned(),
                unit: None,
                offset: 0,
                limit: 1,
            })
            .is_ok()
    };
    let ids = plan
        .measures()
        .iter()
        .map(|measure| measure.id.as_str())
        .filter(with_subjects);
    let gaps = ids.map(|id| format!("{:?}", all_gaps(evaluation, id, None)));
    (report, gaps.collect())
}

/// Whether the live evaluation stands as one made anew: the same numbers, or the same error.
fn agrees(plan: &Plan, live: &LiveEvaluation, parameters: Parameters) -> Result<(), TestCaseError> {
    match (evaluate(plan, live.ledger(), parameters), live.evaluation()) {
        (Ok(anew), Ok(followed)) => {
            prop_assert_eq!(everything(plan, &anew), everything(plan, followed));
        }
        (Err(anew), Err(followed)) => prop_assert_eq!(anew.to_string(), followed.to_string()),
        (anew, followed) => prop_assert!(
            false,
            "anew {:?}, followed {:?}",
            anew.err().map(|error| error.to_string()),
            followed.err().map(|error| error.to_string())
        ),
    }
    Ok(())
}

proptest! {
    #![proptest_config(config(400))]

    /// Records come in any portions, late ones, corrections and withdrawals among them, and the day moves forward and back.
    #[test]
    fn following_is_the_same_as_evaluating_anew(world in worlds(), events in events(), mixed in any::<bool>()) {
        let World { plan, records, parameters } = world;
        let plan = Plan::from_document(plan).unwrap();
        let mut records = records;
        records.sort_by_key(rank);
        // Sometimes corrections of units and persons come between the others.
        let first = records.iter().filter(|record| rank(record) < if mixed { 1 } else { 2 }).count();
        let mut rest = records.split_off(first).into_iter();
        let mut ledger = Ledger::new();
        ledger.apply(records.into_iter().collect()).unwrap();
        let mut parameters = Parameters { known_at: day("2023-03-01"), ..parameters };
        let Ok(mut live) = LiveEvaluation::new(&plan, ledger, parameters) else { return Ok(()) };
        agrees(&plan, &live, parameters)?;
        for event in events {
            match event {
                Event::Enter(count) => {
                    let batch: Batch = rest.by_ref().take(count).collect();
                    let entered = live.apply(batch);
                    prop_assert!(entered.is_ok() || live.evaluation().is_err(), "{}", entered.unwrap_err());
                }
                Event::Move(to) => {
                    parameters.as_of = day(DAYS[to]);
                    let moved = live.move_to(parameters.as_of);
                    prop_assert!(moved.is_ok() || live.evaluation().is_err());
                }
            }
            agrees(&plan, &live, parameters)?;
        }
    }
}

/// How many lectures are held, of a ledger with one city and none so far.
fn lectures_of_a_city() -> LiveEvaluation {
    let plan = crate::support::plan(
        json!([{
            "id": "m", "title": {"zh": "指标"}, "clause": "1", "scoring": "count", "basis": "event", "improvement": "increase",
            "initial_population": {"activity": {"status": ["held"]}},
        }]),
        json!({"levels": ["city"], "activity_kinds": ["lecture"]}),
    );
    let plan = Plan::from_json("plan.json", &plan.to_string()).unwrap();
    let mut ledger = Ledger::new();
    let city = json!([{"record": "unit", "id": "c", "name": "C", "level": "city"}]);
    ledger.apply(records(city).into_iter().collect()).unwrap();
    LiveEvaluation::new(&plan, ledger, crate::support::on("2022-06-30")).unwrap()
}

#[test]
fn a_batch_that_is_refused_leaves_the_live_evaluation_as_it_was() {
    let mut live = lectures_of_a_city();
    let lecture = |id: &str, host: &str| {
        records(json!([{
            "record": "activity", "id": id, "kind": "lecture", "date": "2022-05-01", "status": "held", "hosts": [host],
        }]))
    };
    let count = |live: &LiveEvaluation| {
        live.evaluation()
            .unwrap()
            .result("m", "c")
            .unwrap()
            .unwrap()
            .numerator
    };
    live.apply(lecture("a1", "c").into_iter().collect()).unwrap();
    let both = [lecture("a2", "c"), lecture("a3", "nowhere")].concat();
    let error = live.apply(both.into_iter().collect()).unwrap_err();
    assert_eq!(error.code().name(), "unknown_unit");
    assert_eq!(count(&live), 1);
    let receipt = live.apply_good_rows(
        [lecture("a2", "c"), lecture("a3", "nowhere")]
            .concat()
            .into_iter()
            .collect(),
    );
    assert_eq!(
        (receipt.accepted, receipt.rejected.len(), count(&live)),
        (1, 1, 2)
    );
    live.move_to(day("2022-04-30")).unwrap();
    assert_eq!(count(&live), 0);
}

#[test]
fn bad_rows_come_back_also_where_the_good_ones_cannot_be_evaluated() {
    let mut live = lectures_of_a_city();
    let circle = json!([
        {"record": "unit", "id": "c", "name": "C", "level": "city", "parent": "d", "recorded_at": "2022-06-10"},
        {"record": "unit", "id": "d", "name": "D", "level": "city", "parent": "c"},
        {"record": "activity", "id": "a", "kind": "lecture", "date": "2022-05-01", "status": "held", "hosts": ["nowhere"]},
    ]);
    let receipt = live.apply_good_rows(records(circle).into_iter().collect());
    assert_eq!((receipt.accepted, receipt.rejected.len()), (2, 1));
    assert_eq!(receipt.rejected[0].faults[0].code.name(), "unknown_unit");
    assert_eq!(
        live.evaluation().err().map(|error| error.code().name()),
        Some("unit_cycle")
    );
}
