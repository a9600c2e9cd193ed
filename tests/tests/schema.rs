//! The JSON Schemas beside the core are those of its Rust types.

use jinguo_tests::bless;
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::Value;

/// Compares by value: the order of keys is not the same in every build.
fn fresh<T: JsonSchema>(name: &str) {
    let schema = SchemaSettings::draft2020_12()
        .into_generator()
        .into_root_schema_for::<T>();
    let path = format!("core/schema/{name}.schema.json");
    if bless::blessing() {
        bless::compare(&path, &format!("{:#}\n", schema.as_value()));
    }
    let file = format!("{}/../{path}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{path}: {error}"));
    let then: Value = serde_json::from_str(&text).unwrap();
    assert!(
        then == *schema.as_value(),
        "{path} is not that of the Rust types; JINGUO_BLESS=1 writes it anew"
    );
}

#[test]
fn the_schema_of_the_plan_is_fresh() {
    fresh::<jinguo::plan::PlanDocument>("plan");
}

#[test]
fn the_schema_of_a_record_is_fresh() {
    fresh::<jinguo::ledger::Record>("record");
}

#[test]
fn the_schema_of_the_report_is_fresh() {
    fresh::<jinguo::report::Report>("report");
}

#[test]
fn the_schema_of_a_page_of_gaps_is_fresh() {
    fresh::<jinguo::gap::GapPage>("gaps");
}

#[test]
fn the_schema_of_an_explanation_is_fresh() {
    fresh::<jinguo::explain::Explanation>("explanation");
}
