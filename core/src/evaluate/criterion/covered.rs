//! The unit is covered by organisations: its own, a joint one, one of the industry or area, the village's.

use super::super::truth::{Truths, enough};
use super::{Criteria, Frame};
use crate::error::Error;
use crate::explain::Truth;
use crate::ledger::rows::ix;
use crate::plan::{Basis, Covered};

pub(super) fn truths(criteria: &Criteria<'_>, frame: Frame, test: &Covered) -> Result<Truths, Error> {
    let organisations = criteria.organisations(frame, &test.by)?;
    let domain = criteria.domain(Basis::Unit);
    // How many cover the unit, and how many may.
    let mut counts = vec![(0u32, 0u32); domain];
    for row in criteria.facts.organisations() {
        let truth = organisations.at(ix(row.organisation));
        if truth == Truth::False {
            continue;
        }
        for unit in &row.covers {
            if let Some((holding, possible)) = counts.get_mut(ix(*unit)) {
                *holding = holding.saturating_add(u32::from(truth == Truth::True));
                *possible = possible.saturating_add(1);
            }
        }
    }
    Ok(Truths::by(domain, |unit| {
        let (holding, possible) = counts.get(unit).copied().unwrap_or_default();
        enough(holding, possible, test.at_least)
    }))
}
