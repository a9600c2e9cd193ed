//! Why a subject is not met, and the smallest thing that would change it.

use super::criterion::Frame;
use super::criterion::activity::{Look, Prepared};
use super::criterion::organisation;
use super::criterion::participated::PartRoles;
use super::subject::Evidence;
use crate::error::Error;
use crate::explain::Truth;
use crate::gap::{Action, ActionKind, Reason, ReasonCode};
use crate::ledger::rows::{ActivityRow, ix};
use crate::number::Rational;
use crate::order::Order;
use crate::plan::{
    ActivityStatus, ActivityTest, Basis, Covered, Criterion, Hosted, Observed, Participated, PersonTest,
    Reach, Take, UnitTest,
};

/// How many near facts a reason names.
const FACTS: usize = 3;

/// A reason, and all the actions that are needed to remove it.
#[derive(Clone, Debug)]
pub(crate) struct Why {
    pub(crate) reason: Reason,
    pub(crate) closes: Vec<Action>,
}

impl Why {
    fn new(code: ReasonCode, facts: Vec<String>, action: Action) -> Self {
        Self {
            reason: Reason {
                code,
                facts,
                found: None,
                needed: None,
            },
            closes: vec![action],
        }
    }

    fn counted(mut self, found: Rational, needed: Rational) -> Self {
        self.reason.found = Some(found);
        self.reason.needed = Some(needed);
        self
    }
}

fn action(kind: ActionKind, count: Rational, of: &[String], topics: &[String]) -> Action {
    Action {
        kind,
        count,
        of: of.to_vec(),
        topics: topics.to_vec(),
    }
}

fn once(kind: ActionKind, of: &[String]) -> Action {
    action(kind, Rational::ONE, of, &[])
}

fn count(number: usize) -> Rational {
    Rational::count(u64::try_from(number).unwrap_or(u64::MAX))
}

/// Looks for reasons in the criteria of a measure.
pub(crate) struct Reasons<'a, 'c> {
    pub(crate) evidence: &'a Evidence<'a, 'c>,
    pub(crate) basis: Basis,
    pub(crate) frame: Frame,
}

impl Reasons<'_, '_> {
    /// Why a criterion does not hold for a subject; `None` where it does.
    pub(crate) fn why(&self, criterion: &Criterion, subject: usize) -> Result<Option<Why>, Error> {
        let truth = self
            .evidence
            .criteria
            .truths(self.basis, self.frame, criterion)?
            .at(subject);
        if truth == Truth::True {
            return Ok(None);
        }
        match criterion {
            Criterion::All(list) => self.all(list, subject),
            Criterion::Any(list) => self.any(list, subject),
            Criterion::Not(inner) => Ok(Some(not(inner, truth))),
            Criterion::Unit(test) => Ok(Some(unit(test, truth))),
            Criterion::Person(test) => Ok(Some(self.person(test, truth, subject))),
            Criterion::Activity(test) => self.activity(test, subject).map(Some),
            Criterion::Organisation(test) => Ok(Some(self.organisation(test, subject))),
            Criterion::Participated(test) => self.participated(test, subject).map(Some),
            Criterion::Covered(test) => Ok(Some(self.covered(test, subject))),
            Criterion::Hosted(test) => self.hosted(test, subject).map(Some),
            Criterion::Observed(test) => self.observed(test, subject).map(Some),
        }
    }

    /// Everything that fails must be done; the first is the reason.
    fn all(&self, list: &[Criterion], subject: usize) -> Result<Option<Why>, Error> {
        let mut found: Option<Why> = None;
        for criterion in list {
            match (self.why(criterion, subject)?, &mut found) {
                (Some(why), Some(first)) => first.closes.extend(why.closes),
                (Some(why), none) => *none = Some(why),
                (None, _) => {}
            }
        }
        Ok(found)
    }

    /// One of them is enough: the one with the least to do.
    fn any(&self, list: &[Criterion], subject: usize) -> Result<Option<Why>, Error> {
        let mut least: Option<(Rational, Why)> = None;
        for criterion in list {
            let Some(why) = self.why(criterion, subject)? else {
                continue;
            };
            let effort = why
                .closes
                .iter()
                .try_fold(Rational::ZERO, |sum, action| sum.plus(action.count));
            let effort = effort.unwrap_or(Rational::integer(i64::MAX));
            if least.as_ref().is_none_or(|(other, _)| effort < *other) {
                least = Some((effort, why));
            }
        }
        Ok(least.map(|(_, why)| why))
    }

    fn person(&self, test: &PersonTest, truth: Truth, subject: usize) -> Why {
        if truth == Truth::Unknown {
            return Why::new(
                ReasonCode::Missing,
                Vec::new(),
                once(ActionKind::Supply, &["birth_date".to_owned()]),
            );
        }
        let persons = &self.evidence.criteria.facts.store.persons;
        let birth = persons.birth.get(subject).copied().unwrap_or_default().get();
        let age = test
            .age
            .zip(birth)
            .map(|(test, birth)| (test, self.frame.day(test.at).age_of(birth)));
        match age {
            Some((test, age))
                if test.at_least.is_some_and(|least| age < i32::from(least))
                    || test.below.is_some_and(|below| age >= i32::from(below)) =>
            {
                let needed = test
                    .at_least
                    .filter(|least| age < i32::from(*least))
                    .or(test.below)
                    .unwrap_or_default();
                Why::new(
                    ReasonCode::ValueOutOfRange,
                    Vec::new(),
                    once(ActionKind::Change, &["age".to_owned()]),
                )
                .counted(
                    Rational::integer(i64::from(age)),
                    Rational::integer(i64::from(needed)),
                )
            }
            _ => Why::new(
                ReasonCode::InvalidAttribute,
                Vec::new(),
                once(ActionKind::Change, &test.role),
            ),
        }
    }

    fn participated(&self, test: &Participated, subject: usize) -> Result<Why, Error> {
        let criteria = self.evidence.criteria;
        let prepared = Prepared::new(criteria, self.frame, &test.activity)?;
        let roles = PartRoles::new(criteria, self.frame, &test.role);
        let mut rows: Vec<&ActivityRow> = self
            .evidence
            .parts(subject)
            .iter()
            .filter(|(_, role)| roles.has(*role))
            .filter_map(|(activity, _)| criteria.facts.activity(*activity))
            .collect();
        rows.order_by_key(|row| row.activity);
        rows.dedup_by_key(|row| row.activity);
        Ok(self.near(
            &test.activity,
            &prepared,
            &rows,
            test.at_least,
            ActionKind::Participate,
        ))
    }

    fn hosted(&self, test: &Hosted, subject: usize) -> Result<Why, Error> {
        let prepared = Prepared::new(self.evidence.criteria, self.frame, &test.activity)?;
        let tree = self
            .evidence
            .criteria
            .view(self.frame.at)
            .tree(self.frame.hierarchy)?;
        let below = (test.reach == Reach::Below).then_some(&*tree);
        let rows = self.evidence.hosted(subject, below);
        Ok(self.near(&test.activity, &prepared, &rows, test.at_least, ActionKind::Host))
    }

    /// How near the activities of a subject come to what is asked for.
    fn near(
        &self,
        test: &ActivityTest,
        prepared: &Prepared<'_, '_>,
        rows: &[&ActivityRow],
        needed: u32,
        kind: ActionKind,
    ) -> Why {
        let looks: Vec<(Look, &ActivityRow)> = rows.iter().map(|row| (prepared.look(row), *row)).collect();
        let good = looks
            .iter()
            .filter(|(look, _)| look.truth() == Truth::True)
            .count();
        let needed = Rational::count(u64::from(needed));
        let short = needed.minus(count(good)).unwrap_or(Rational::ONE);
        let again = action(kind, short, &test.kind, &test.topic);
        let such = |pick: &dyn Fn(&Look, &ActivityRow) -> bool| -> Vec<&ActivityRow> {
            let of_kind = looks
                .iter()
                .filter(|(look, _)| look.kind && look.topic && look.truth() != Truth::True);
            of_kind
                .filter(|(look, row)| pick(look, row))
                .map(|(_, row)| *row)
                .collect()
        };
        // What only waits for a word of confirmation is nearer than what must be done anew.
        let unconfirmed = such(&|look, row| {
            look.day
                && matches!(row.status, ActivityStatus::Planned | ActivityStatus::Held)
                && (!look.status || !look.evidence)
        });
        let why = if !unconfirmed.is_empty() {
            let confirm = if count(unconfirmed.len()) >= short {
                action(ActionKind::Confirm, short, &test.kind, &test.topic)
            } else {
                again
            };
            Why::new(ReasonCode::InvalidAttribute, self.ids(&unconfirmed), confirm)
        } else if good > 0 {
            let counted = looks
                .iter()
                .filter(|(look, _)| look.truth() == Truth::True)
                .map(|(_, row)| *row)
                .collect::<Vec<_>>();
            Why::new(ReasonCode::CountOutOfRange, self.ids(&counted), again)
        } else {
            let (wrong, elsewhere) = (such(&|look, _| look.day), such(&|look, _| !look.day));
            if !wrong.is_empty() {
                Why::new(ReasonCode::InvalidAttribute, self.ids(&wrong), again)
            } else if !elsewhere.is_empty() {
                Why::new(ReasonCode::DateOutOfRange, self.ids(&elsewhere), again)
            } else {
                Why::new(ReasonCode::NotFound, Vec::new(), again)
            }
        };
        why.counted(count(good), needed)
    }

    fn ids(&self, rows: &[&ActivityRow]) -> Vec<String> {
        let mut ids: Vec<String> = rows
            .iter()
            .map(|row| self.evidence.criteria.id(Basis::Event, ix(row.activity)))
            .collect();
        ids.order();
        ids.truncate(FACTS);
        ids
    }

    fn covered(&self, test: &Covered, subject: usize) -> Why {
        let prepared = organisation::Prepared::new(self.evidence.criteria, self.frame, &test.by);
        let looks: Vec<_> = self
            .evidence
            .covering(subject)
            .map(|row| (prepared.look(row), row.organisation))
            .collect();
        let good = looks
            .iter()
            .filter(|(look, _)| look.truth() == Truth::True)
            .count();
        let needed = Rational::count(u64::from(test.at_least));
        let short = needed.minus(count(good)).unwrap_or(Rational::ONE);
        let near: Vec<_> = looks
            .iter()
            .filter(|(look, _)| look.kind && look.truth() != Truth::True)
            .collect();
        let ids = |pick: &dyn Fn(&organisation::Look) -> bool| -> Vec<String> {
            let mut ids: Vec<String> = near
                .iter()
                .filter(|(look, _)| pick(look))
                .map(|(_, row)| self.evidence.criteria.id(Basis::Organisation, ix(*row)))
                .collect();
            ids.order();
            ids.truncate(FACTS);
            ids
        };
        let unknown = ids(&|look| look.day && look.mode && look.truth() == Truth::Unknown);
        let weak = ids(&|look| look.day && look.mode && look.truth() == Truth::False);
        let other_mode = ids(&|look| look.day && !look.mode);
        let gone = ids(&|look| !look.day);
        let cover = action(ActionKind::Cover, short, &test.by.kind, &[]);
        let strengthen = action(ActionKind::Strengthen, short, &test.by.kind, &[]);
        let why = if !unknown.is_empty() {
            Why::new(
                ReasonCode::Missing,
                unknown,
                action(ActionKind::Supply, short, &test.by.kind, &[]),
            )
        } else if !weak.is_empty() {
            Why::new(ReasonCode::ValueOutOfRange, weak, strengthen)
        } else if !other_mode.is_empty() {
            Why::new(ReasonCode::InvalidAttribute, other_mode, strengthen)
        } else if good > 0 {
            Why::new(ReasonCode::CountOutOfRange, Vec::new(), cover)
        } else if !gone.is_empty() {
            Why::new(ReasonCode::DateOutOfRange, gone, cover)
        } else {
            Why::new(ReasonCode::NotFound, Vec::new(), cover)
        };
        why.counted(count(good), needed)
    }

    fn observed(&self, test: &Observed, subject: usize) -> Result<Why, Error> {
        let kind = [test.kind.clone()];
        let rows = self
            .evidence
            .observations(self.basis, self.frame, &test.kind, subject);
        let mut ids: Vec<String> = rows
            .iter()
            .map(|row| {
                self.evidence
                    .criteria
                    .facts
                    .store
                    .observations
                    .id(row.observation)
            })
            .collect();
        let values: Vec<Rational> = rows.iter().map(|row| row.value).collect();
        let value = match test.take {
            Take::Latest => values.last().copied(),
            Take::Max => values.iter().max().copied(),
            Take::Min => values.iter().min().copied(),
            Take::Sum => values
                .iter()
                .try_fold(Rational::ZERO, |sum, value| sum.plus(*value)),
        };
        let Some(value) = value.filter(|_| !rows.is_empty()) else {
            return Ok(Why::new(
                ReasonCode::NotFound,
                Vec::new(),
                once(ActionKind::Supply, &kind),
            ));
        };
        if test.take == Take::Latest {
            ids = ids.split_off(ids.len().saturating_sub(1));
        }
        ids.truncate(FACTS);
        let compare = test.compare;
        let low = compare.at_least.or(compare.above).filter(|bound| value <= *bound);
        let bound = low.or(compare.at_most).or(compare.below).unwrap_or(value);
        let gap = if value < bound {
            bound.minus(value)
        } else {
            value.minus(bound)
        };
        let reach = action(ActionKind::Reach, gap.unwrap_or(Rational::ZERO), &kind, &[]);
        Ok(Why::new(ReasonCode::ValueOutOfRange, ids, reach).counted(value, bound))
    }

    fn activity(&self, test: &ActivityTest, subject: usize) -> Result<Why, Error> {
        let prepared = Prepared::new(self.evidence.criteria, self.frame, test)?;
        let row = self.evidence.criteria.facts.activity(super::number_of(subject));
        let Some((row, look)) = row.map(|row| (row, prepared.look(row))) else {
            return Ok(Why::new(
                ReasonCode::NotFound,
                Vec::new(),
                once(ActionKind::Host, &test.kind),
            ));
        };
        let confirm = once(ActionKind::Confirm, &test.kind);
        Ok(if !look.day {
            Why::new(
                ReasonCode::DateOutOfRange,
                self.ids(&[row]),
                once(ActionKind::Host, &test.kind),
            )
        } else if !look.evidence {
            Why::new(ReasonCode::CountOutOfRange, self.ids(&[row]), confirm).counted(
                Rational::count(u64::from(row.evidence)),
                Rational::count(u64::from(test.evidence_at_least.unwrap_or(0))),
            )
        } else if !look.status {
            let held = matches!(row.status, ActivityStatus::Planned | ActivityStatus::Held);
            let close = if held {
                confirm
            } else {
                once(ActionKind::Host, &test.kind)
            };
            Why::new(ReasonCode::InvalidAttribute, self.ids(&[row]), close)
        } else if look.truth() == Truth::Unknown {
            let missing: Vec<String> = test
                .attribute
                .iter()
                .map(|attribute| attribute.id.clone())
                .collect();
            Why::new(
                ReasonCode::Missing,
                self.ids(&[row]),
                once(ActionKind::Supply, &missing),
            )
        } else {
            Why::new(
                ReasonCode::InvalidAttribute,
                self.ids(&[row]),
                once(ActionKind::Change, &test.kind),
            )
        })
    }

    fn organisation(&self, test: &crate::plan::OrganisationTest, subject: usize) -> Why {
        let prepared = organisation::Prepared::new(self.evidence.criteria, self.frame, test);
        let row = self
            .evidence
            .criteria
            .facts
            .organisation(super::number_of(subject));
        let Some(look) = row.map(|row| prepared.look(row)) else {
            return Why::new(
                ReasonCode::NotFound,
                Vec::new(),
                once(ActionKind::Cover, &test.kind),
            );
        };
        if look.truth() == Truth::Unknown {
            Why::new(
                ReasonCode::Missing,
                Vec::new(),
                once(ActionKind::Supply, &test.kind),
            )
        } else if !look.day {
            Why::new(
                ReasonCode::DateOutOfRange,
                Vec::new(),
                once(ActionKind::Cover, &test.kind),
            )
        } else if look.kind && look.mode {
            Why::new(
                ReasonCode::ValueOutOfRange,
                Vec::new(),
                once(ActionKind::Strengthen, &test.kind),
            )
        } else {
            Why::new(
                ReasonCode::InvalidAttribute,
                Vec::new(),
                once(ActionKind::Change, &test.kind),
            )
        }
    }
}

fn unit(test: &UnitTest, truth: Truth) -> Why {
    let attributes: Vec<String> = test
        .attribute
        .iter()
        .map(|attribute| attribute.id.clone())
        .collect();
    if truth == Truth::Unknown {
        return Why::new(
            ReasonCode::Missing,
            Vec::new(),
            once(ActionKind::Supply, &attributes),
        );
    }
    let of: Vec<String> = [&test.level, &test.group, &attributes]
        .into_iter()
        .flatten()
        .cloned()
        .collect();
    Why::new(
        ReasonCode::InvalidAttribute,
        Vec::new(),
        once(ActionKind::Change, &of),
    )
}

/// Something holds that must not.
fn not(inner: &Criterion, truth: Truth) -> Why {
    if truth == Truth::Unknown {
        return Why::new(ReasonCode::Missing, Vec::new(), once(ActionKind::Supply, &[]));
    }
    let of: &[String] = match inner {
        Criterion::Participated(test) => &test.activity.kind,
        Criterion::Hosted(test) => &test.activity.kind,
        Criterion::Covered(test) => &test.by.kind,
        Criterion::Observed(test) => std::slice::from_ref(&test.kind),
        _ => &[],
    };
    Why::new(ReasonCode::Present, Vec::new(), once(ActionKind::Remove, of))
}
