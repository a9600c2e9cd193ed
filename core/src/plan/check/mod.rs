//! What makes a plan wrong: every fault of a document at once, in the order of the document. One file a topic.

mod at;
mod clauses;
mod components;
mod criteria;
mod dated;
mod depth;
mod known;
mod measures;
mod names;
mod pace;
mod periods;
mod possible;
mod scopes;
mod sets;
mod sink;
mod strata;
mod targets;

pub(super) use depth::depth;

use super::PlanDocument;
use crate::error::{Error, Place};
use at::At;
use criteria::Criteria;
use known::Known;
use sink::Sink;
use std::collections::BTreeSet;

/// Checks a document whose form is right. `offset` tells where in the text a pointer stands, `place` what to call it.
///
/// # Errors
/// Every fault.
pub(super) fn check(
    document: &PlanDocument,
    offset: impl Fn(&str) -> usize,
    place: impl Fn(String, usize) -> Place,
) -> Result<(), Error> {
    run(document).finish(offset, place)
}

fn run(document: &PlanDocument) -> Sink {
    let known = Known::new(document);
    let mut sink = Sink::default();
    names::check(&known, &mut sink);
    clauses::check(&known, &mut sink);
    periods::check(&known, &mut sink);
    pace::check(&known, &mut sink);
    components::circles(&known, &mut sink);
    let mut uses = BTreeSet::new();
    let list = At::DOCUMENT.key("measures");
    for (place, measure) in document.measures.iter().enumerate() {
        let at = list.item(place);
        measures::check(&known, &mut sink, &at, measure);
        components::check(&known, &mut sink, &at, measure);
        targets::check(&known, &mut sink, &at, measure);
        let period = periods::of(document, measure);
        scopes::check(&mut sink, &at, measure, period);
        strata::check(&mut sink, &at, measure);
        let mut criteria = Criteria {
            known: &known,
            sink: &mut sink,
            basis: measure.basis,
            period,
            sets: BTreeSet::new(),
        };
        criteria.measure(&at, measure);
        uses.extend(criteria.sets.into_iter().map(|set| (set, place)));
    }
    sets::check(&known, &mut sink, uses.into_iter());
    sink
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::json::{Root, read};
    use crate::number::Rational;
    use crate::plan::Criterion;
    use crate::time::Day;

    /// The places of the measures of [`plan`].
    pub(in crate::plan) const PROPORTION: usize = 0;
    pub(in crate::plan) const COUNT: usize = 2;
    pub(in crate::plan) const COMPOSITE: usize = 3;

    /// A plan without a fault: persons, units, a count of activities and a composite.
    pub(in crate::plan) fn plan() -> PlanDocument {
        read(include_str!("plan.json"), "plan.json", 1, Root::Plan).unwrap_or_else(|error| panic!("{error}"))
    }

    pub(in crate::plan) fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    pub(in crate::plan) fn number(text: &str) -> Rational {
        text.parse().unwrap()
    }

    pub(in crate::plan) fn criterion(text: &str) -> Criterion {
        serde_json::from_str(text).unwrap()
    }

    /// Code and pointer of each fault, in the order of the document.
    pub(in crate::plan) fn said(document: PlanDocument) -> Vec<String> {
        match crate::plan::Plan::from_document(document) {
            Ok(_) => Vec::new(),
            Err(error) => {
                let faults = error.faults().iter();
                faults
                    .map(|fault| {
                        format!(
                            "{} {}",
                            fault.code.name(),
                            fault.place.pointer.as_deref().unwrap()
                        )
                    })
                    .collect()
            }
        }
    }
}
