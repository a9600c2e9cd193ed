//! Splitting the subjects of a measure into strata that add up to everybody.

use super::bits::Bits;
use super::criterion::{Criteria, Frame};
use crate::error::Error;
use crate::plan::{Measure, Stratifier};

/// The category of those for whom no category holds.
pub(crate) const OTHER: &str = "other";

/// The strata of a measure that have somebody: their labels and their subjects.
pub(crate) fn strata(
    criteria: &Criteria<'_>,
    measure: &Measure,
    frame: Frame,
    population: &Bits,
) -> Result<Vec<(Vec<String>, Bits)>, Error> {
    let mut strata = Vec::new();
    for crossed in &measure.strata {
        let mut crossing: Vec<(Vec<String>, Bits)> = vec![(Vec::new(), population.clone())];
        for id in crossed {
            let Some(stratifier) = measure.stratifiers.iter().find(|stratifier| stratifier.id == *id) else {
                continue;
            };
            let categories = categories(criteria, measure, frame, stratifier, population)?;
            let mut next = Vec::new();
            for (labels, subjects) in &crossing {
                for (category, members) in &categories {
                    let both = subjects.and(members);
                    if !both.is_empty() {
                        let label = format!("{id}={category}");
                        next.push((labels.iter().cloned().chain([label]).collect(), both));
                    }
                }
            }
            crossing = next;
        }
        strata.append(&mut crossing);
    }
    Ok(strata)
}

/// Each subject in the first category that holds for it, or in `other`.
fn categories<'s>(
    criteria: &Criteria<'_>,
    measure: &Measure,
    frame: Frame,
    stratifier: &'s Stratifier,
    population: &Bits,
) -> Result<Vec<(&'s str, Bits)>, Error> {
    let mut rest = population.clone();
    let mut categories = Vec::new();
    for category in &stratifier.categories {
        let truths = criteria.truths(measure.basis, frame, &category.criterion)?;
        categories.push((category.id.as_str(), rest.and(&truths.yes)));
        rest = rest.and_not(&truths.yes);
    }
    categories.push((OTHER, rest));
    Ok(categories)
}
