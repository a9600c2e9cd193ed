//! Nesting of criteria, for documents that were built in memory: the text reader refuses deep nesting by itself.

use super::at::At;
use super::sink::Sink;
use crate::error::{Code, Error, Place, Words};
use crate::plan::{Criterion, PlanDocument};

/// Deeper criteria are not even written as text, whose reader then counts exactly.
const MAX: usize = 100;

/// Refuses criteria that are nested too deeply to be walked.
///
/// # Errors
/// `too_deep` for each population or category.
pub(in crate::plan) fn depth(document: &PlanDocument) -> Result<(), Error> {
    let mut sink = Sink::default();
    let at = At::DOCUMENT.key("measures");
    for (place, measure) in document.measures.iter().enumerate() {
        let at = at.item(place);
        for (key, criterion) in measure.populations() {
            test(&mut sink, &at.key(key), criterion);
        }
        let at = at.key("stratifiers");
        for (place, stratifier) in measure.stratifiers.iter().enumerate() {
            let at = at.item(place);
            let at = at.key("categories");
            for (place, category) in stratifier.categories.iter().enumerate() {
                test(&mut sink, &at.item(place).key("criterion"), &category.criterion);
            }
        }
    }
    sink.finish(|_| 0, |pointer, _| Place::pointer("", pointer, None))
}

fn test(sink: &mut Sink, at: &At<'_>, criterion: &Criterion) {
    let mut level = vec![criterion];
    for _ in 0..MAX {
        level = level.into_iter().flat_map(Criterion::parts).collect();
        if level.is_empty() {
            return;
        }
    }
    sink.fault(
        Code::TooDeep,
        at,
        "",
        Words::new(format!("应不超过 {MAX} 层"), format!("at most {MAX} levels")),
    );
}
