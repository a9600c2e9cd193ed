//! Plans.

use crate::error::{Given, json};
use jinguo::plan::PlanDocument;
use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;

/// A plan (工作要点) that has passed every check.
#[wasm_bindgen]
pub struct Plan(pub(crate) jinguo::plan::Plan);

#[wasm_bindgen]
impl Plan {
    /// Reads and checks a plan.
    pub fn from_json(name: &str, text: &str) -> Given<Plan> {
        Ok(Self(jinguo::plan::Plan::from_json(name, text)?))
    }

    /// Digest, order of evaluation and document, as JSON.
    pub fn describe(&self) -> Given<String> {
        let plan = &self.0;
        let order = plan.order().iter();
        let order = order.filter_map(|place| plan.measures().get(*place));
        json(&Description {
            digest: plan.digest(),
            order: order.map(|measure| measure.id.as_str()).collect(),
            document: plan.document(),
        })
    }

    /// The SM3 digest of the plan's canonical JSON.
    pub fn digest(&self) -> String {
        self.0.digest().to_owned()
    }
}

#[derive(Serialize)]
struct Description<'a> {
    digest: &'a str,
    order: Vec<&'a str>,
    document: &'a PlanDocument,
}
