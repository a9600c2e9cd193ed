//! Any text as a plan: no panic, faults with a place, and a plan that passes can be written and read again.
#![no_main]

use jinguo::ledger::Ledger;
use jinguo::plan::Plan;
use jinguo::report::Parameters;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    match Plan::from_json("plan.json", text) {
        Err(error) => {
            assert!(!error.faults().is_empty());
            assert!(!error.zh().is_empty() && !error.en().is_empty());
        }
        Ok(plan) => {
            let written = serde_json::to_string(plan.document()).expect("a plan can be written");
            let again = Plan::from_json("again.json", &written).expect("what was written can be read");
            assert_eq!(plan.digest(), again.digest());
            // An empty ledger may be asked on any day.
            for day in ["0001-01-01", "2022-06-30", "9999-12-31"] {
                let day = day.parse().expect("a day");
                let parameters = Parameters {
                    as_of: day,
                    known_at: day,
                };
                if let Ok(evaluation) = jinguo::evaluate(&plan, &Ledger::new(), parameters) {
                    let report = evaluation.report().and_then(|report| report.to_json());
                    report.expect("an empty ledger has a report");
                }
            }
        }
    }
});
