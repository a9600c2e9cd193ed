//! The plan that comes with the library is the text of the ten items, and nothing else.

use jinguo::plan::PlanDocument;

const PLAN: &str = include_str!("../../examples/changde-2022/plan.json");

fn plan() -> PlanDocument {
    serde_json::from_str(PLAN).unwrap()
}

#[test]
fn the_changde_plan_is_a_plan_document() {
    let plan = plan();
    assert_eq!(plan.id, "changde-2022");
    assert_eq!(plan.clauses.len(), 15);
}
