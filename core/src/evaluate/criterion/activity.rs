//! The activity: status, kind, topic, day, evidence, hosts, attributes.

use super::super::bits::Bits;
use super::super::truth::{Truths, both, certain};
use super::{Criteria, Frame, unit};
use crate::error::Error;
use crate::explain::Truth;
use crate::ledger::rows::{ActivityRow, ix};
use crate::plan::{ActivityTest, Basis, VocabularyList};
use crate::time::Interval;
use std::sync::Arc;

/// An activity test, with its words looked up.
pub(crate) struct Prepared<'a, 'c> {
    criteria: &'a Criteria<'c>,
    test: &'a ActivityTest,
    kinds: Option<Vec<u32>>,
    topics: Option<Vec<u32>>,
    days: Interval,
    hosts: Option<Arc<Truths>>,
}

/// The units that a test asks for as hosts.
pub(crate) fn hosts(
    criteria: &Criteria<'_>,
    frame: Frame,
    test: &ActivityTest,
) -> Result<Option<Arc<Truths>>, Error> {
    let units = |host| unit::of_units(criteria, frame, host, false).map(Arc::new);
    test.host.as_ref().map(units).transpose()
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
        let hosts = hosts(criteria, frame, test)?;
        Ok(Self::with(criteria, frame, test, hosts))
    }

    /// A test for whose hosts the units are known already.
    pub(crate) fn with(
        criteria: &'a Criteria<'c>,
        frame: Frame,
        test: &'a ActivityTest,
        hosts: Option<Arc<Truths>>,
    ) -> Self {
        Self {
            criteria,
            test,
            kinds: criteria.words(VocabularyList::ActivityKinds, &test.kind, frame.at),
            topics: criteria.words(VocabularyList::Topics, &test.topic, frame.at),
            days: frame.counted().intersect(Interval::closed(test.first, test.last)),
            hosts,
        }
    }

    fn kind(&self, row: &ActivityRow) -> bool {
        self.kinds.as_ref().is_none_or(|kinds| kinds.contains(&row.kind))
    }

    fn topic(&self, row: &ActivityRow) -> bool {
        let topics = self.topics.as_ref();
        topics.is_none_or(|topics| row.topics.iter().any(|topic| topics.contains(topic)))
    }

    fn evidence(&self, row: &ActivityRow) -> bool {
        self.test
            .evidence_at_least
            .is_none_or(|least| row.evidence >= least)
    }

    fn host(&self, row: &ActivityRow) -> Truth {
        let units = self.hosts.as_ref();
        units.map_or(Truth::True, |units| unit::hosts(units, &row.hosts))
    }

    fn attributes(&self, row: &ActivityRow) -> Truth {
        self.criteria.attributes(&self.test.attribute, &row.attributes)
    }

    pub(crate) fn look(&self, row: &ActivityRow) -> Look {
        Look {
            kind: self.kind(row),
            topic: self.topic(row),
            day: self.days.contains(row.last),
            status: self.test.status.contains(&row.status),
            evidence: self.evidence(row),
            host: self.host(row),
            attributes: self.attributes(row),
        }
    }

    /// Whether the test holds; it looks no further than it must.
    pub(crate) fn truth(&self, row: &ActivityRow) -> Truth {
        let plain = self.days.contains(row.last)
            && self.kind(row)
            && self.test.status.contains(&row.status)
            && self.evidence(row)
            && self.topic(row);
        if !plain {
            return Truth::False;
        }
        both(self.host(row), self.attributes(row))
    }
}

pub(super) fn truths(criteria: &Criteria<'_>, frame: Frame, test: &ActivityTest) -> Result<Truths, Error> {
    let prepared = Prepared::new(criteria, frame, test)?;
    let domain = criteria.domain(Basis::Event);
    let (mut yes, mut possible) = (Bits::none(domain), Bits::none(domain));
    for row in criteria.facts.activities_of(prepared.kinds.as_deref()) {
        let truth = prepared.truth(row);
        if truth == Truth::True {
            yes.set(ix(row.activity));
        }
        if truth != Truth::False {
            possible.set(ix(row.activity));
        }
    }
    Ok(Truths::new(yes, possible))
}
