//! Organisations, covered units and due units: three different counts.

use super::bits::Bits;
use super::criterion::{Criteria, Frame};
use super::tree::Tree;
use crate::error::Error;
use crate::explain::Truth;
use crate::ledger::rows::{NONE, ix, number};
use crate::plan::{Basis, Criterion, OrganisationTest};

/// Organisations and covered units at and below a unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Covering {
    pub(crate) organisations: u64,
    pub(crate) units: u64,
}

fn tests<'a>(criterion: &'a Criterion, found: &mut Vec<&'a OrganisationTest>) {
    match criterion {
        Criterion::All(list) | Criterion::Any(list) => list.iter().for_each(|inner| tests(inner, found)),
        Criterion::Not(inner) => tests(inner, found),
        Criterion::Covered(test) => found.push(&test.by),
        _ => {}
    }
}

/// Counts, at every unit, the distinct organisations that the numerator asks for and that cover a due unit, and the
/// due units that one of them covers. `None` where the numerator asks for none.
pub(crate) fn covering(
    criteria: &Criteria<'_>,
    frame: Frame,
    numerator: &Criterion,
    due: &Bits,
    tree: &Tree,
) -> Result<Option<Vec<Covering>>, Error> {
    let mut found = Vec::new();
    tests(numerator, &mut found);
    if found.is_empty() {
        return Ok(None);
    }
    let mut asked = Vec::new();
    for test in found {
        asked.push(criteria.organisations(frame, test)?);
    }
    let units = criteria.domain(Basis::Unit);
    let mut counts = vec![Covering::default(); units];
    let mut covered = Bits::none(units);
    let mut seen = vec![NONE; units];
    for row in criteria.facts.organisations() {
        if !asked
            .iter()
            .any(|truths| truths.at(ix(row.organisation)) == Truth::True)
        {
            continue;
        }
        for unit in row.covers.iter().filter(|unit| due.get(ix(**unit))) {
            covered.set(ix(*unit));
            for above in tree.line(*unit) {
                if let (Some(seen), Some(count)) = (seen.get_mut(ix(above)), counts.get_mut(ix(above)))
                    && *seen != row.organisation
                {
                    *seen = row.organisation;
                    count.organisations = count.organisations.saturating_add(1);
                }
            }
        }
    }
    for unit in covered.iter() {
        for above in tree.line(number(unit)) {
            if let Some(count) = counts.get_mut(ix(above)) {
                count.units = count.units.saturating_add(1);
            }
        }
    }
    Ok(Some(counts))
}
