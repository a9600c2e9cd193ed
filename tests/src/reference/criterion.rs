//! Criteria for one subject, with three outcomes: `Some(true)`, `Some(false)`, and `None` where a datum is missing.

use super::calendar::{age, period_days};
use super::known::{Known, counts_on};
use super::number::{Q, q};
use jinguo::gap::Subject;
use jinguo::ledger::{ActivityRecord, ObservationRecord, OrganisationRecord};
use jinguo::number::Rational;
use jinguo::plan::{
    ActivityTest, AttributeTest, Compare, Criterion, Instant, Measure, Observed, OrganisationTest,
    Participated, PersonTest, PlanDocument, Reach, Take, UnitTest,
};
use jinguo::time::Day;
use std::collections::{BTreeMap, BTreeSet};

/// True, false or unknown.
pub type Truth = Option<bool>;

/// All must hold: one that does not decides, else one that is unknown.
pub fn all(outcomes: impl IntoIterator<Item = Truth>) -> Truth {
    let outcomes: Vec<Truth> = outcomes.into_iter().collect();
    if outcomes.contains(&Some(false)) {
        Some(false)
    } else if outcomes.contains(&None) {
        None
    } else {
        Some(true)
    }
}

/// One must hold: one that does decides, else one that is unknown.
pub fn any(outcomes: impl IntoIterator<Item = Truth>) -> Truth {
    not(all(outcomes.into_iter().map(not)))
}

/// The opposite; of unknown, unknown.
pub fn not(outcome: Truth) -> Truth {
    outcome.map(|holds| !holds)
}

/// At least `needed` of the outcomes are true, whatever the unknown ones turn out to be.
pub fn at_least(needed: u32, outcomes: impl IntoIterator<Item = Truth>) -> Truth {
    let outcomes: Vec<Truth> = outcomes.into_iter().collect();
    let count = |wanted: Truth| outcomes.iter().filter(|outcome| **outcome == wanted).count();
    let needed = needed as usize;
    if count(Some(true)) >= needed {
        Some(true)
    } else if count(Some(true)) + count(None) < needed {
        Some(false)
    } else {
        None
    }
}

/// A measure on a day: everything that a criterion may ask for.
#[derive(Clone, Copy)]
pub struct Question<'a> {
    pub plan: &'a PlanDocument,
    pub known: &'a Known,
    pub measure: &'a Measure,
    pub hierarchy: &'a str,
    pub as_of: Day,
    pub first: Day,
    pub last: Day,
    /// `as_of`, but not after the last day of the period.
    pub at: Day,
}

impl<'a> Question<'a> {
    pub fn new(plan: &'a PlanDocument, known: &'a Known, measure: &'a Measure, as_of: Day) -> Self {
        let (first, last) = period_days(measure.period.as_ref().unwrap_or(&plan.period), as_of);
        Self {
            plan,
            known,
            measure,
            hierarchy: measure.hierarchy.as_ref().unwrap_or(&plan.hierarchy),
            as_of,
            first,
            last,
            at: if as_of < last { as_of } else { last },
        }
    }

    /// Whether something that is true on a day lies in the period and has happened by now.
    pub fn in_period(&self, day: Day) -> bool {
        self.first <= day && day <= self.last && day <= self.at
    }

    /// Whether the word is in the list, with each code set opened as on the day of evaluation.
    pub fn lists(&self, list: &[String], word: &str) -> bool {
        self.lists_on(self.at, list, word)
    }

    /// Whether the word is in the list, with each code set opened as on a day.
    fn lists_on(&self, day: Day, list: &[String], word: &str) -> bool {
        list.iter().any(|entry| match entry.strip_prefix('@') {
            None => entry == word,
            Some(set) => self
                .plan
                .sets
                .iter()
                .filter(|candidate| candidate.id == set)
                .flat_map(|set| &set.values)
                .filter(|dated| dated.first.is_none_or(|first| first <= day))
                .filter(|dated| dated.last.is_none_or(|last| day <= last))
                .any(|dated| dated.value.iter().any(|candidate| candidate == word)),
        })
    }

    /// Whether the list puts no condition, or names one of the words.
    fn lists_one(&self, list: &[String], words: &[String]) -> bool {
        list.is_empty() || words.iter().any(|word| self.lists(list, word))
    }

    fn day_of(&self, instant: Instant) -> Day {
        match instant {
            Instant::AsOf => self.at,
            Instant::PeriodFirst => self.first,
            Instant::PeriodLast => self.last,
            Instant::Day(day) => day,
        }
    }

    /// Where a subject belongs: residence, itself, hosts, host.
    pub fn units_of(&self, subject: &Subject) -> Vec<String> {
        match subject {
            Subject::Person(id) => vec![self.known.person_on(id, self.at).expect("a subject").unit.clone()],
            Subject::Unit(id) => vec![id.clone()],
            Subject::Event(id) => self.known.activities[id].hosts.clone(),
            Subject::Organisation(id) => vec![self.known.organisations[id].host.clone()],
        }
    }

    /// All units at or above the units of a subject.
    pub fn units_above(&self, subject: &Subject) -> BTreeSet<String> {
        self.units_of(subject)
            .iter()
            .flat_map(|unit| self.known.chain(unit, self.at, self.hierarchy))
            .collect()
    }

    /// Whether the criterion holds for the subject.
    pub fn holds(&self, criterion: &Criterion, subject: &Subject) -> Truth {
        match (criterion, subject) {
            (Criterion::All(parts), _) => all(parts.iter().map(|part| self.holds(part, subject))),
            (Criterion::Any(parts), _) => any(parts.iter().map(|part| self.holds(part, subject))),
            (Criterion::Not(part), _) => not(self.holds(part, subject)),
            (Criterion::Unit(test), Subject::Unit(id)) => {
                let day = self.day_of(test.valid_at.unwrap_or(Instant::AsOf));
                all([Some(self.known.unit_on(id, day).is_some()), self.unit(test, id)])
            }
            (Criterion::Unit(test), _) => {
                any(self.units_of(subject).iter().map(|unit| self.unit(test, unit)))
            }
            (Criterion::Person(test), Subject::Person(id)) => self.person(test, id),
            (Criterion::Activity(test), Subject::Event(id)) => {
                self.activity(test, &self.known.activities[id])
            }
            (Criterion::Organisation(test), Subject::Organisation(id)) => {
                self.organisation(test, &self.known.organisations[id])
            }
            (Criterion::Participated(test), Subject::Person(id)) => at_least(
                test.at_least,
                self.attended(test, id)
                    .iter()
                    .map(|activity| self.activity(&test.activity, activity)),
            ),
            (Criterion::Covered(test), Subject::Unit(id)) => at_least(
                test.at_least,
                self.known
                    .organisations
                    .values()
                    .filter(|organisation| covers(organisation, id))
                    .map(|organisation| self.organisation(&test.by, organisation)),
            ),
            (Criterion::Hosted(test), Subject::Unit(id)) => at_least(
                test.at_least,
                self.known
                    .activities
                    .values()
                    .filter(|activity| self.hosts(activity, id, test.reach))
                    .map(|activity| self.activity(&test.activity, activity)),
            ),
            (Criterion::Observed(test), Subject::Unit(_) | Subject::Person(_)) => {
                self.observed(test, subject)
            }
            _ => panic!("a criterion of another basis: {criterion:?} for {subject:?}"),
        }
    }

    /// Whether a unit meets the test as it stood, or last stood, on the day in question.
    pub fn unit(&self, test: &UnitTest, id: &str) -> Truth {
        let day = self.day_of(test.valid_at.unwrap_or(Instant::AsOf));
        let row = self.known.place_on(id, day).expect("a unit of the ledger");
        let level = test.level.is_empty() || self.lists_on(day, &test.level, &row.level);
        let named = |group: &String| self.lists_on(day, &test.group, group);
        let group = test.group.is_empty() || row.groups.iter().any(named);
        let chain = self.known.chain(id, day, self.hierarchy);
        let within = test.within.is_empty() || chain.iter().any(|above| test.within.contains(above));
        all([
            Some(level && group && within),
            attributes(&test.attribute, &row.attributes),
        ])
    }

    fn person(&self, test: &PersonTest, id: &str) -> Truth {
        let row = self.known.person_on(id, self.at).expect("a subject");
        let role = Some(self.lists_one(&test.role, &row.roles));
        let old_enough = match (test.age, row.birth_date) {
            (None, _) => Some(true),
            (Some(_), None) => None,
            (Some(test), Some(birth)) => {
                let years = age(birth.to_date(), self.day_of(test.at).to_date());
                Some(
                    test.at_least.is_none_or(|bound| years >= i64::from(bound))
                        && test.below.is_none_or(|bound| years < i64::from(bound)),
                )
            }
        };
        all([role, old_enough])
    }

    /// Whether an activity counts and meets the test.
    pub fn activity(&self, test: &ActivityTest, activity: &ActivityRecord) -> Truth {
        let day = counts_on(activity);
        let plain = self.in_period(day)
            && test.status.contains(&activity.status)
            && (test.kind.is_empty() || self.lists(&test.kind, &activity.kind))
            && self.lists_one(&test.topic, &activity.topics)
            && test.first.is_none_or(|first| first <= day)
            && test.last.is_none_or(|last| day <= last)
            && test
                .evidence_at_least
                .is_none_or(|bound| activity.evidence >= bound);
        let host = match &test.host {
            None => Some(true),
            Some(test) => any(activity.hosts.iter().map(|host| self.unit(test, host))),
        };
        all([
            Some(plain),
            host,
            attributes(&test.attribute, &activity.attributes),
        ])
    }

    /// Whether an organisation exists and meets the test.
    pub fn organisation(&self, test: &OrganisationTest, organisation: &OrganisationRecord) -> Truth {
        let plain = self.exists(organisation)
            && (test.kind.is_empty() || self.lists(&test.kind, &organisation.kind))
            && (test.mode.is_empty() || test.mode.contains(&organisation.mode))
            && test
                .established_first
                .is_none_or(|first| first <= organisation.established)
            && test
                .established_last
                .is_none_or(|last| organisation.established <= last);
        let strong = |needed: Option<u32>, reported: Option<u32>| match (needed, reported) {
            (None, _) => Some(true),
            (Some(_), None) => None,
            (Some(needed), Some(reported)) => Some(reported >= needed),
        };
        all([
            Some(plain),
            strong(test.members_at_least, organisation.members),
            strong(test.executives_at_least, organisation.executives),
        ])
    }

    /// Whether an organisation exists on the day of evaluation: from its first day up to the day before its end.
    pub fn exists(&self, organisation: &OrganisationRecord) -> bool {
        organisation.established <= self.at && organisation.dissolved.is_none_or(|end| self.at < end)
    }

    /// The distinct activities in which a person had one of the roles, whether they count or not.
    pub fn attended(&self, test: &Participated, person: &str) -> Vec<&'a ActivityRecord> {
        let ids: BTreeSet<&String> = self
            .known
            .participations
            .iter()
            .filter(|part| part.person == person)
            .filter(|part| test.role.is_empty() || self.lists(&test.role, &part.role))
            .map(|part| &part.activity)
            .collect();
        ids.into_iter()
            .filter_map(|id| self.known.activities.get(id))
            .collect()
    }

    fn hosts(&self, activity: &ActivityRecord, unit: &str, reach: Reach) -> bool {
        activity.hosts.iter().any(|host| match reach {
            Reach::Itself => host == unit,
            Reach::Below => self
                .known
                .chain(host, self.at, self.hierarchy)
                .iter()
                .any(|above| above == unit),
        })
    }

    /// The observations of a kind of a subject that count, from the earliest to the latest.
    pub fn observations(&self, kind: &str, subject: &Subject) -> Vec<&'a ObservationRecord> {
        let mut found: Vec<&ObservationRecord> = self
            .known
            .observations
            .iter()
            .filter(|it| it.kind == kind && self.in_period(it.date))
            .filter(|it| match subject {
                Subject::Unit(id) => it.unit.as_ref() == Some(id),
                Subject::Person(id) => it.person.as_ref() == Some(id),
                _ => false,
            })
            .collect();
        found.sort_by_key(|it| (it.date, it.recorded_at.unwrap_or_default(), it.id.clone()));
        found
    }

    fn observed(&self, test: &Observed, subject: &Subject) -> Truth {
        let values: Vec<Q> = self
            .observations(&test.kind, subject)
            .iter()
            .map(|it| q(it.value))
            .collect();
        let value = match test.take {
            Take::Latest => values.last().copied(),
            Take::Max => values.iter().max().copied(),
            Take::Min => values.iter().min().copied(),
            Take::Sum if values.is_empty() => None,
            Take::Sum => Some(values.iter().sum()),
        };
        value.map(|value| compare(&test.compare, value))
    }
}

/// Whether an organisation covers a unit: its list names it, or has no entry and the unit hosts it.
pub fn covers(organisation: &OrganisationRecord, unit: &str) -> bool {
    if organisation.covers.is_empty() {
        organisation.host == unit
    } else {
        organisation.covers.iter().any(|covered| covered == unit)
    }
}

/// Whether the number meets every bound.
pub fn compare(test: &Compare, value: Q) -> bool {
    test.at_least.is_none_or(|bound| value >= q(bound))
        && test.above.is_none_or(|bound| value > q(bound))
        && test.at_most.is_none_or(|bound| value <= q(bound))
        && test.below.is_none_or(|bound| value < q(bound))
}

/// An attribute as a number, if it is one.
pub fn number_of(text: &str) -> Option<Q> {
    text.parse::<Rational>().ok().map(q)
}

fn attributes(tests: &[AttributeTest], values: &BTreeMap<String, String>) -> Truth {
    all(tests.iter().map(|test| {
        let text = values.get(&test.id)?;
        let word = test.one_of.is_empty() || test.one_of.contains(text);
        let number = match &test.compare {
            None => Some(true),
            Some(bounds) => number_of(text).map(|value| compare(bounds, value)),
        };
        all([Some(word), number])
    }))
}
