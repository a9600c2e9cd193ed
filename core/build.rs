//! Takes from the JSON Schemas what the reader of documents looks at. What only people read (titles, descriptions, defaults) is
//! two thirds of their bytes, and would be loaded by every browser.

use serde_json::{Map, Value};
use std::error::Error;
use std::path::Path;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let target = env::var("OUT_DIR")?;
    for name in ["plan", "record", "scorecards", "inputs"] {
        let path = format!("schema/{name}.schema.json");
        println!("cargo::rerun-if-changed={path}");
        let schema: Value = serde_json::from_str(&fs::read_to_string(&path)?)?;
        let short = Path::new(&target).join(format!("{name}.json"));
        fs::write(short, forms(schema).to_string())?;
    }
    Ok(())
}

/// A schema without what does not say a form.
fn forms(schema: Value) -> Value {
    match schema {
        Value::Object(keys) => keys.into_iter().filter_map(part).collect(),
        Value::Array(items) => items.into_iter().map(forms).collect(),
        other => other,
    }
}

fn part((key, value): (String, Value)) -> Option<(String, Value)> {
    let value = match (key.as_str(), value) {
        ("$schema" | "title" | "description" | "default" | "minimum" | "maximum", _) => return None,
        // Names of keys and types, not words of the schema.
        ("properties" | "$defs", Value::Object(named)) => {
            let named: Map<String, Value> = named
                .into_iter()
                .map(|(name, value)| (name, forms(value)))
                .collect();
            Value::Object(named)
        }
        (_, value) => forms(value),
    };
    Some((key, value))
}
