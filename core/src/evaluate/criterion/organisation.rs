//! The organisation: kind, mode, strength, day of establishment.

use super::super::truth::{Truths, both};
use super::{Criteria, Frame, at_least};
use crate::explain::Truth;
use crate::ledger::rows::number;
use crate::plan::{Basis, OrganisationTest, VocabularyList};
use crate::time::Interval;

pub(super) fn truths(criteria: &Criteria<'_>, frame: Frame, test: &OrganisationTest) -> Truths {
    let kinds = criteria.words(VocabularyList::OrganisationKinds, &test.kind, frame.at);
    let established = Interval::closed(test.established_first, test.established_last);
    Truths::by(criteria.domain(Basis::Organisation), |organisation| {
        let Some(row) = criteria.facts.organisation(number(organisation)) else {
            return Truth::False;
        };
        let plain = row.exists(frame.at)
            && kinds.as_ref().is_none_or(|kinds| kinds.contains(&row.kind))
            && (test.mode.is_empty() || test.mode.contains(&row.mode))
            && established.contains(row.established);
        if !plain {
            return Truth::False;
        }
        both(
            at_least(row.members, test.members_at_least),
            at_least(row.executives, test.executives_at_least),
        )
    })
}
