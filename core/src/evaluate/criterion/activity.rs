//! The activity: status, kind, topic, day, evidence, hosts, attributes.

use super::super::truth::{Truths, both, certain};
use super::{Criteria, Frame, unit};
use crate::error::Error;
use crate::explain::Truth;
use crate::ledger::rows::number;
use crate::plan::{ActivityTest, Basis, VocabularyList};
use crate::time::Interval;

pub(super) fn truths(criteria: &Criteria<'_>, frame: Frame, test: &ActivityTest) -> Result<Truths, Error> {
    let kinds = criteria.words(VocabularyList::ActivityKinds, &test.kind, frame.at);
    let topics = criteria.words(VocabularyList::Topics, &test.topic, frame.at);
    let days = frame.counted().intersect(Interval::closed(test.first, test.last));
    let hosts = test
        .host
        .as_ref()
        .map(|host| unit::of_units(criteria, frame, host, false))
        .transpose()?;
    Ok(Truths::by(criteria.domain(Basis::Event), |activity| {
        let Some(row) = criteria.facts.activity(number(activity)) else {
            return Truth::False;
        };
        let plain = test.status.contains(&row.status)
            && days.contains(row.last)
            && kinds.as_ref().is_none_or(|kinds| kinds.contains(&row.kind))
            && topics
                .as_ref()
                .is_none_or(|topics| row.topics.iter().any(|topic| topics.contains(topic)))
            && test.evidence_at_least.is_none_or(|least| row.evidence >= least);
        if !plain {
            return Truth::False;
        }
        let host = hosts
            .as_ref()
            .map_or(Truth::True, |units| unit::hosts(units, &row.hosts));
        both(
            both(certain(plain), host),
            criteria.attributes(&test.attribute, &row.attributes),
        )
    }))
}
