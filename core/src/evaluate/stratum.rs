//! Splitting the subjects of a measure into strata that add up to everybody.

use super::bits::Bits;
use super::criterion::{Criteria, Frame};
use crate::error::Error;
use crate::plan::{Basis, Measure, Stratifier};

/// The category of those for whom no category holds.
pub(crate) const OTHER: &str = "other";

/// The categories of a stratifier, and who of the whole domain is in each.
pub(crate) type Categories = Vec<(String, Bits)>;

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
            let categories = criteria.categories(measure.basis, frame, stratifier)?;
            let mut next = Vec::new();
            for (labels, subjects) in &crossing {
                for (category, members) in categories.iter() {
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
        categories.push((category.id.clone(), rest.and(&truths.yes)));
        rest = rest.and_not(&truths.yes);
    }
    categories.push((OTHER.to_owned(), rest));
    Ok(categories)
}
