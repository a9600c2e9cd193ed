//! The unit hosted activities, itself or through the units below it.

use super::super::truth::{Truths, enough};
use super::{Criteria, Frame};
use crate::error::Error;
use crate::explain::Truth;
use crate::ledger::rows::{NONE, ix};
use crate::plan::{Basis, Hosted, Reach};

pub(super) fn truths(criteria: &Criteria<'_>, frame: Frame, test: &Hosted) -> Result<Truths, Error> {
    let activities = criteria.activities(frame, &test.activity)?;
    let domain = criteria.domain(Basis::Unit);
    let tree = match test.reach {
        Reach::Itself => None,
        Reach::Below => Some(criteria.view(frame.at).tree(frame.hierarchy)?),
    };
    let mut counts = vec![(0u32, 0u32); domain];
    // The activity that a unit was counted for last: several hosts below one unit are one activity there.
    let mut seen = vec![NONE; domain];
    for row in criteria.facts.activities() {
        let truth = activities.at(ix(row.activity));
        if truth == Truth::False {
            continue;
        }
        let mut count = |unit: u32| {
            if let (Some((holding, possible)), Some(seen)) =
                (counts.get_mut(ix(unit)), seen.get_mut(ix(unit)))
                && *seen != row.activity
            {
                *seen = row.activity;
                *holding = holding.saturating_add(u32::from(truth == Truth::True));
                *possible = possible.saturating_add(1);
            }
        };
        for host in &row.hosts {
            match &tree {
                None => count(*host),
                Some(tree) => tree.line(*host).for_each(&mut count),
            }
        }
    }
    Ok(Truths::by(domain, |unit| {
        let (holding, possible) = counts.get(unit).copied().unwrap_or_default();
        enough(holding, possible, test.at_least)
    }))
}
