//! Any bytes as a partial state: a fault, or a state that writes the same bytes again, merges and reports without a panic. The check
//! sum at the end is put right first, so that the parts behind it are reached.
#![no_main]

use jinguo::ledger::{Batch, Ledger};
use jinguo::partial::Partial;
use jinguo::plan::Plan;
use jinguo::report::Parameters;
use libfuzzer_sys::{Corpus, fuzz_target};
use std::sync::LazyLock;

const PLAN: &str = include_str!("../../vectors/cases/stratifiers_are_crossed/plan.json");
const LEDGER: &[u8] = include_bytes!("../../vectors/cases/stratifiers_are_crossed/ledger.jsonl");

/// A plan, its ledger, and the state of all of it.
static WORLD: LazyLock<(Plan, Ledger, Partial)> = LazyLock::new(|| {
    let plan = Plan::from_json("plan.json", PLAN).expect("a plan of the conformance cases");
    let mut batch = Batch::new();
    batch.read_json_lines("ledger.jsonl", LEDGER).expect("a ledger of the conformance cases");
    let mut ledger = Ledger::new();
    ledger.apply(batch).expect("its records");
    let day = "2022-12-31".parse().expect("a day");
    let parameters = Parameters { as_of: day, known_at: day };
    let whole = Partial::new(&plan, &ledger, parameters, 0, 1).expect("its state");
    (plan, ledger, whole)
});

/// The state with some of its bytes changed: each four bytes of the input are a place and what to put there.
fn changed(bytes: &[u8], edits: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for edit in edits.chunks_exact(4) {
        let place = usize::from(u16::from_le_bytes([edit[0], edit[1]])) % bytes.len();
        match edit[2] % 3 {
            0 => bytes[place] = edit[3],
            1 => bytes.insert(place, edit[3]),
            _ => {
                bytes.remove(place);
            }
        }
        if bytes.len() < 8 {
            break;
        }
    }
    let body = bytes.len() - 4;
    let check = crc32fast::hash(&bytes[..body]).to_le_bytes();
    bytes[body..].copy_from_slice(&check);
    bytes
}

fn look(bytes: &[u8]) {
    let (plan, ledger, whole) = &*WORLD;
    match Partial::from_bytes(bytes) {
        Ok(state) => {
            assert_eq!(state.to_bytes(), bytes, "another form of the same state");
            let _ = state.report(plan, ledger);
            let _ = Partial::merged([&state, whole]);
        }
        Err(error) => assert!(!error.zh().is_empty() && !error.en().is_empty()),
    }
}

fuzz_target!(|data: &[u8]| -> Corpus {
    look(data);
    look(&changed(&WORLD.2.to_bytes(), data));
    Corpus::Keep
});
