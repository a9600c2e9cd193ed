//! The JSON Schemas beside the core are those of its Rust types.

use jinguo_tests::bless;
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::Value;

/// The schema of a type.
fn schema<T: JsonSchema>() -> Value {
    let generator = SchemaSettings::draft2020_12().into_generator();
    generator.into_root_schema_for::<T>().to_value()
}

/// Takes `null` out of a schema: in a plan, which people write, what is not there is left out. In records, which
/// programs write, `null` stands for what is not there.
fn without_null(schema: &mut Value) {
    let null = Value::from("null");
    match schema {
        Value::Object(keys) => {
            if let Some(Value::Array(kinds)) = keys.get_mut("type") {
                kinds.retain(|kind| *kind != null);
                if let [only] = kinds.as_slice() {
                    let only = only.clone();
                    keys.insert("type".into(), only);
                }
            }
            if let Some(Value::Array(forms)) = keys.get_mut("anyOf") {
                forms.retain(|form| form.get("type") != Some(&null));
                if let [Value::Object(only)] = forms.as_slice() {
                    let only = only.clone();
                    keys.remove("anyOf");
                    keys.extend(only);
                }
            }
            keys.values_mut().for_each(without_null);
        }
        Value::Array(items) => items.iter_mut().for_each(without_null),
        _ => {}
    }
}

/// Compares by value: the order of keys is not the same in every build.
fn fresh(name: &str, schema: &Value) {
    let path = format!("core/schema/{name}.schema.json");
    if bless::blessing() {
        bless::compare(&path, &format!("{schema:#}\n"));
    }
    let file = format!("{}/../{path}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{path}: {error}"));
    let then: Value = serde_json::from_str(&text).unwrap();
    assert!(
        then == *schema,
        "{path} is not that of the Rust types; JINGUO_BLESS=1 writes it anew"
    );
}

#[test]
fn the_schema_of_the_plan_is_fresh_and_knows_no_null() {
    let mut schema = schema::<jinguo::plan::PlanDocument>();
    without_null(&mut schema);
    assert!(!schema.to_string().contains("\"null\""));
    fresh("plan", &schema);
}

#[test]
fn the_schema_of_a_record_is_fresh() {
    fresh("record", &schema::<jinguo::ledger::Record>());
}

#[test]
fn the_schema_of_the_report_is_fresh() {
    fresh("report", &schema::<jinguo::report::Report>());
}

#[test]
fn the_schema_of_a_page_of_gaps_is_fresh() {
    fresh("gaps", &schema::<jinguo::gap::GapPage>());
}

#[test]
fn the_schema_of_a_page_of_subjects_is_fresh() {
    fresh("subjects", &schema::<jinguo::gap::SubjectPage>());
}

#[test]
fn the_schema_of_the_period_of_a_measure_is_fresh() {
    fresh("period", &schema::<jinguo::report::MeasurePeriod>());
}

#[test]
fn the_schema_of_a_page_of_moves_is_fresh() {
    fresh("moves", &schema::<jinguo::report::MovePage>());
}

#[test]
fn the_schema_of_the_standing_of_signed_scores_is_fresh() {
    fresh(
        "signing-standing",
        &schema::<jinguo::performance::SigningStanding>(),
    );
}

#[test]
fn the_schema_of_an_explanation_is_fresh() {
    fresh("explanation", &schema::<jinguo::explain::Explanation>());
}

#[test]
fn the_schema_of_scorecards_is_fresh_and_knows_no_null() {
    let mut schema = schema::<jinguo::performance::ScorecardsDocument>();
    without_null(&mut schema);
    assert!(!schema.to_string().contains("\"null\""));
    fresh("scorecards", &schema);
}

#[test]
fn the_schema_of_the_inputs_of_scorecards_is_fresh() {
    fresh("inputs", &schema::<jinguo::performance::InputsDocument>());
}

#[test]
fn the_schema_of_scores_is_fresh() {
    fresh("scores", &schema::<jinguo::performance::ScoreReport>());
}

#[test]
fn the_schema_of_a_difference_is_fresh() {
    fresh("difference", &schema::<jinguo::report::Difference>());
}

#[test]
fn the_schema_of_an_explanation_of_scores_is_fresh() {
    fresh(
        "score-explanation",
        &schema::<jinguo::performance::ScoreExplanation>(),
    );
}

#[test]
fn the_schema_of_the_way_of_signing_is_fresh() {
    fresh("signing", &schema::<jinguo::performance::Signing>());
}
