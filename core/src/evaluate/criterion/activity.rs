//! The activity: status, kind, topic, day, evidence, hosts, attributes.

use super::super::truth::{Truths, both, certain};
use super::{Criteria, Frame, unit};
use crate::error::Error;
use crate::explain::Truth;
use crate::ledger::rows::{ActivityRow, number};
use crate::plan::{ActivityTest, Basis, VocabularyList};
use crate::time::Interval;

/// An activity test, with its words looked up.
pub(crate) struct Prepared<'a, 'c> {
    criteria: &'a Criteria<'c>,
    test: &'a ActivityTest,
    kinds: Option<Vec<u32>>,
    topics: Option<Vec<u32>>,
    days: Interval,
    hosts: Option<Truths>,
}

/// What of an activity meets a test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Look {
    pub(crate) kind: bool,
    pub(crate) topic: bool,
    pub(crate) day: bool,
    pub(crate) status: bool,
    pub(crate) evidence: bool,
    pub(crate) host: Truth,
    pub(crate) attributes: Truth,
}

impl Look {
    pub(crate) fn truth(self) -> Truth {
        let plain = self.kind && self.topic && self.day && self.status && self.evidence;
        both(certain(plain), both(self.host, self.attributes))
    }
}

impl<'a, 'c> Prepared<'a, 'c> {
    pub(crate) fn new(
        criteria: &'a Criteria<'c>,
        frame: Frame,
        test: &'a ActivityTest,
    ) -> Result<Self, Error> {
        Ok(Self {
            criteria,
            test,
            kinds: criteria.words(VocabularyList::ActivityKinds, &test.kind, frame.at),
            topics: criteria.words(VocabularyList::Topics, &test.topic, frame.at),
            days: frame.counted().intersect(Interval::closed(test.first, test.last)),
            hosts: test
                .host
                .as_ref()
                .map(|host| unit::of_units(criteria, frame, host, false))
                .transpose()?,
        })
    }

    fn is_of_kind(&self, row: &ActivityRow) -> bool {
        self.kinds.as_ref().is_none_or(|kinds| kinds.contains(&row.kind))
    }

    pub(crate) fn look(&self, row: &ActivityRow) -> Look {
        let test = self.test;
        Look {
            kind: self.is_of_kind(row),
            topic: self
                .topics
                .as_ref()
                .is_none_or(|topics| row.topics.iter().any(|topic| topics.contains(topic))),
            day: self.days.contains(row.last),
            status: test.status.contains(&row.status),
            evidence: test.evidence_at_least.is_none_or(|least| row.evidence >= least),
            host: self
                .hosts
                .as_ref()
                .map_or(Truth::True, |units| unit::hosts(units, &row.hosts)),
            attributes: self.criteria.attributes(&test.attribute, &row.attributes),
        }
    }
}

pub(super) fn truths(criteria: &Criteria<'_>, frame: Frame, test: &ActivityTest) -> Result<Truths, Error> {
    let prepared = Prepared::new(criteria, frame, test)?;
    Ok(Truths::by(criteria.domain(Basis::Event), |activity| {
        let row = criteria.facts.activity(number(activity));
        // Most activities are of another kind: that is seen first, and nothing else is looked at.
        match row.filter(|row| prepared.is_of_kind(row)) {
            Some(row) => prepared.look(row).truth(),
            None => Truth::False,
        }
    }))
}
