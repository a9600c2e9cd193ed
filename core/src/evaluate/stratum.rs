//! Splitting the subjects of a measure into strata that add up to everybody.

use super::bits::Bits;
use super::criterion::{Criteria, Frame};
use crate::error::Error;
use crate::plan::{Basis, Measure, Stratifier};
use std::sync::Arc;

/// The category of those for whom no category holds.
pub(crate) const OTHER: &str = "other";

/// The categories of a stratifier, and who of the whole domain is in each.
pub(crate) type Categories = Vec<(String, Arc<Bits>)>;

/// A stratum: its labels, and who of the whole domain is in it.
pub(crate) type Stratum = (Vec<String>, Arc<Bits>);

/// The strata of a measure that have somebody of its population.
pub(crate) fn strata(
    criteria: &Criteria<'_>,
    measure: &Measure,
    frame: Frame,
    population: &Bits,
) -> Result<Vec<Stratum>, Error> {
    let mut strata = Vec::new();
    let everybody = Arc::new(population.clone());
    for crossed in &measure.strata {
        let mut crossing: Vec<Stratum> = vec![(Vec::new(), Arc::clone(&everybody))];
        for id in crossed {
            let Some(stratifier) = measure.stratifiers.iter().find(|stratifier| stratifier.id == *id) else {
                continue;
            };
            let categories = criteria.categories(measure.basis, frame, stratifier)?;
            let mut next = Vec::new();
            for (labels, subjects) in &crossing {
                for (category, members) in categories.iter() {
                    let both = if labels.is_empty() {
                        Arc::clone(members)
                    } else {
                        Arc::new(subjects.and(members))
                    };
                    if both.meets(population) {
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

/// Each subject of a domain in the first category that holds for it, or in `other`.
pub(crate) fn categories(
    criteria: &Criteria<'_>,
    basis: Basis,
    frame: Frame,
    stratifier: &Stratifier,
) -> Result<Categories, Error> {
    let mut rest = Bits::all(criteria.domain(basis));
    let mut categories = Vec::new();
    for category in &stratifier.categories {
        let truths = criteria.truths(basis, frame, &category.criterion)?;
        categories.push((category.id.clone(), Arc::new(rest.and(&truths.yes))));
        rest = rest.and_not(&truths.yes);
    }
    categories.push((OTHER.to_owned(), Arc::new(rest)));
    Ok(categories)
}
