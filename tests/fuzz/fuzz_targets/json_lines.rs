//! Any bytes as a ledger in JSON Lines, evaluated with a small plan: no panic, no hang, and the same bytes twice.
#![no_main]

use jinguo::gap::GapQuery;
use jinguo::ledger::{Batch, Ledger};
use jinguo::plan::Plan;
use jinguo::report::Parameters;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static PLAN: LazyLock<Plan> = LazyLock::new(|| {
    let text = include_str!("../../vectors/cases/stratifiers_are_crossed/plan.json");
    Plan::from_json("plan.json", text).expect("the plan of a conformance case")
});

fuzz_target!(|bytes: &[u8]| {
    let mut batch = Batch::new();
    if let Err(error) = batch.read_json_lines("ledger.jsonl", bytes) {
        assert!(batch.is_empty(), "a bad file leaves nothing behind");
        assert!(!error.zh().is_empty() && !error.en().is_empty());
        let _ = batch.read_json_lines_good_rows("ledger.jsonl", bytes);
    }
    let rows = batch.len();
    let mut ledger = Ledger::new();
    let receipt = ledger.apply_good_rows(batch.clone());
    assert_eq!(receipt.accepted + receipt.rejected.len(), rows);
    if receipt.rejected.is_empty() {
        Ledger::new()
            .apply(batch)
            .expect("a batch whose rows are all good is good");
    }
    let day = "2022-06-30".parse().expect("a day");
    let parameters = Parameters {
        as_of: day,
        known_at: day,
    };
    let Ok(evaluation) = jinguo::evaluate(&PLAN, &ledger, parameters) else {
        return;
    };
    let write = || evaluation.report().and_then(|report| report.to_json()).ok();
    assert_eq!(write(), write());
    let query = GapQuery {
        measure: PLAN.measures()[0].id.clone(),
        unit: None,
        offset: 0,
        limit: 100,
    };
    let page = evaluation.gaps(&query).expect("a measure of the plan");
    for gap in &page.gaps {
        let explanation = evaluation
            .explain(&query.measure, &gap.subject)
            .expect("a subject of the measure");
        assert_eq!(explanation.class, gap.class);
    }
});
