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
    for crossed in &measure.strata {
        // The first split takes its categories as they are; each further one cuts them.
        let mut crossing: Option<Vec<Stratum>> = None;
        for id in crossed {
            let Some(stratifier) = measure.stratifiers.iter().find(|stratifier| stratifier.id == *id) else {
                continue;
            };
            let categories = criteria.categories(measure.basis, frame, stratifier)?;
            let label = |category: &str| format!("{id}={category}");
            let all = match &crossing {
                None => categories
                    .iter()
                    .map(|(category, members)| (vec![label(category)], Arc::clone(members)))
                    .collect(),
                Some(crossing) => cross(crossing, &categories, label),
            };
            let some = |stratum: &Stratum| stratum.1.meets(population);
            crossing = Some(all.into_iter().filter(some).collect());
        }
        strata.extend(crossing.into_iter().flatten());
    }
    Ok(strata)
}

/// Every stratum cut by every category.
fn cross(strata: &[Stratum], categories: &Categories, label: impl Fn(&str) -> String) -> Vec<Stratum> {
    let mut all = Vec::new();
    for (labels, subjects) in strata {
        for (category, members) in categories {
            let labels = labels.iter().cloned().chain([label(category)]).collect();
            all.push((labels, Arc::new(subjects.and(members))));
        }
    }
    all
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
