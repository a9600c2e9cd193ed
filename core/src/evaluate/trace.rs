//! Step by step through the criteria of a measure for one subject.

use super::counted::Counted;
use super::criterion::participated::PartRoles;
use super::criterion::{Criteria, Frame};
use super::facts::Facts;
use super::gaps::classes;
use super::subject::Evidence;
use super::tally::Places;
use super::{Evaluation, number_of};
use crate::error::{Code, Error};
use crate::explain::{ComponentTrace, Explanation, PopulationTrace, Trace, Truth};
use crate::gap::{Class, Subject};
use crate::ledger::rows::{ActivityRow, ix};
use crate::order::Order;
use crate::plan::{ActivityTest, Basis, Criterion, Measure, Participated, Reach};
use crate::time::Day;

/// The most facts that one step names.
const FACTS: usize = 100;

impl Evaluation {
    /// Why a subject has its class: each criterion with its clause, the values used and the facts that counted.
    ///
    /// # Errors
    /// `unknown_measure`, `unknown_subject`; `bad_parameter` for a composite of results, which has no subjects.
    pub fn explain(&self, measure: &str, subject: &Subject) -> Result<Explanation, Error> {
        let place = self.place(measure)?;
        let (measure, counted) = self.counted(place)?;
        classes(counted, measure)?;
        let facts = Facts::new(self.ledger.store(), self.parameters.known_at);
        let criteria = Criteria::new(&self.plan, &facts);
        let frame = counted.frame;
        let index = if subject.basis() == measure.basis {
            criteria.index(subject, frame)
        } else {
            None
        };
        let Some(index) = index else {
            let expected = (
                "本指标口径下的对象编号",
                "the id of a subject of the measure's basis",
            );
            return Err(super::gaps::unknown(
                Code::UnknownSubject,
                "subject",
                subject.id(),
                None,
                expected,
            ));
        };
        let evidence = Evidence::new(&criteria, measure.basis, &[index]);
        let tracer = Tracer {
            evidence: &evidence,
            basis: measure.basis,
            frame,
        };
        let mut populations = Vec::new();
        for (name, criterion) in named(measure) {
            let pointer = format!("/measures/{place}/{name}");
            populations.push(PopulationTrace {
                population: name.to_owned(),
                criterion: tracer.trace(criterion, pointer, index)?,
            });
        }
        let mut components = Vec::new();
        for &part in self.plan.components(place) {
            let (part_measure, _) = self.counted(part)?;
            components.push(ComponentTrace {
                measure: part_measure.id.clone(),
                class: self.class(&criteria, part, index)?,
            });
        }
        let places = Places {
            criteria: &criteria,
            basis: measure.basis,
            tree: &counted.tree,
            apart: false,
        };
        let class = self.class(&criteria, place, index)?;
        let reopens = if class == Class::Met {
            self.reopens(place, &tracer, index)?
        } else {
            None
        };
        Ok(Explanation {
            measure: measure.id.clone(),
            clause: measure.clause.clone(),
            subject: subject.clone(),
            unit: self.ledger.store().units.id(places.listed(index)),
            class,
            first: frame.period.first().unwrap_or(Day::FIRST),
            last: frame.period.last().unwrap_or(Day::LAST),
            at: frame.at,
            reopens,
            populations,
            components,
        })
    }

    /// The first day on which a met subject is open again if nothing else is done: for activities the day on which
    /// they no longer count. `None` where nothing that counts can expire.
    fn reopens(&self, place: usize, tracer: &Tracer<'_, '_>, subject: usize) -> Result<Option<Day>, Error> {
        let (measure, counted) = self.counted(place)?;
        let mut first: Option<Day> = None;
        let mut sooner = |day: Option<Day>| {
            first = [first, day].into_iter().flatten().min();
        };
        for &part in self.plan.components(place) {
            if self.class(tracer.evidence.criteria, part, subject)? == Class::Met {
                sooner(self.reopens(part, tracer, subject)?);
            }
        }
        if let Some(numerator) = &measure.numerator {
            sooner(tracer.expires(numerator, measure, counted, &self.plan, subject)?);
        }
        Ok(first)
    }
}

/// The populations of a measure, in the order in which they are looked at.
fn named(measure: &Measure) -> impl Iterator<Item = (&'static str, &Criterion)> {
    [
        ("initial_population", &measure.initial_population),
        ("denominator", &measure.denominator),
        ("denominator_exclusion", &measure.denominator_exclusion),
        ("numerator", &measure.numerator),
        ("numerator_exclusion", &measure.numerator_exclusion),
        ("denominator_exception", &measure.denominator_exception),
    ]
    .into_iter()
    .filter_map(|(name, criterion)| Some((name, criterion.as_ref()?)))
}

struct Tracer<'a, 'c> {
    evidence: &'a Evidence<'a, 'c>,
    basis: Basis,
    frame: Frame,
}

impl Tracer<'_, '_> {
    fn holds(&self, criterion: &Criterion, subject: usize) -> Result<Truth, Error> {
        Ok(self
            .evidence
            .criteria
            .truths(self.basis, self.frame, criterion)?
            .at(subject))
    }

    fn trace(&self, criterion: &Criterion, pointer: String, subject: usize) -> Result<Trace, Error> {
        let holds = self.holds(criterion, subject)?;
        let mut trace = Trace {
            pointer,
            kind: String::new(),
            holds,
            values: Vec::new(),
            facts: Vec::new(),
            steps: Vec::new(),
        };
        let kind = match criterion {
            Criterion::All(list) | Criterion::Any(list) => {
                let kind = if matches!(criterion, Criterion::All(_)) {
                    "all"
                } else {
                    "any"
                };
                for (index, inner) in list.iter().enumerate() {
                    trace.steps.push(self.trace(
                        inner,
                        format!("{}/{kind}/{index}", trace.pointer),
                        subject,
                    )?);
                }
                kind
            }
            Criterion::Not(inner) => {
                trace
                    .steps
                    .push(self.trace(inner, format!("{}/not", trace.pointer), subject)?);
                "not"
            }
            Criterion::Unit(test) => {
                self.unit_values(
                    &mut trace,
                    test.valid_at.map_or(self.frame.at, |at| self.frame.day(at)),
                    subject,
                );
                "unit"
            }
            Criterion::Person(test) => {
                self.person_values(&mut trace, test.age.map(|age| self.frame.day(age.at)), subject);
                "person"
            }
            Criterion::Activity(_) => {
                if let Some(row) = self.evidence.criteria.facts.activity(number_of(subject)) {
                    self.activity_values(&mut trace, row);
                }
                "activity"
            }
            Criterion::Organisation(_) => {
                self.organisation_values(&mut trace, subject);
                "organisation"
            }
            Criterion::Participated(test) => {
                let rows = self.took_part(test, subject)?;
                self.counted(&mut trace, rows, test.at_least);
                "participated"
            }
            Criterion::Hosted(test) => {
                let tree = self
                    .evidence
                    .criteria
                    .view(self.frame.at)
                    .tree(self.frame.hierarchy)?;
                let below = (test.reach == Reach::Below).then_some(&*tree);
                let rows = self.such(&test.activity, self.evidence.hosted(subject, below))?;
                self.counted(&mut trace, rows, test.at_least);
                "hosted"
            }
            Criterion::Covered(test) => {
                let organisations = self.evidence.criteria.organisations(self.frame, &test.by)?;
                let found = self
                    .evidence
                    .covering(subject)
                    .filter(|row| organisations.at(ix(row.organisation)) == Truth::True);
                let ids = found.map(|row| {
                    self.evidence
                        .criteria
                        .id(Basis::Organisation, ix(row.organisation))
                });
                found_of(&mut trace, ids.collect(), test.at_least);
                "covered"
            }
            Criterion::Observed(test) => {
                let rows = self
                    .evidence
                    .observations(self.basis, self.frame, &test.kind, subject);
                let store = self.evidence.criteria.facts.store;
                trace.values.push(("kind".to_owned(), test.kind.clone()));
                for row in &rows {
                    trace.values.push((row.date.to_string(), row.value.to_string()));
                }
                trace.facts = rows
                    .iter()
                    .map(|row| store.observations.id(row.observation))
                    .take(FACTS)
                    .collect();
                "observed"
            }
        };
        kind.clone_into(&mut trace.kind);
        Ok(trace)
    }

    fn took_part(&self, test: &Participated, subject: usize) -> Result<Vec<&ActivityRow>, Error> {
        let criteria = self.evidence.criteria;
        let roles = PartRoles::new(criteria, self.frame, &test.role);
        let parts = self
            .evidence
            .parts(subject)
            .iter()
            .filter(|(_, role)| roles.has(*role));
        let mut rows: Vec<&ActivityRow> = parts
            .filter_map(|(activity, _)| criteria.facts.activity(*activity))
            .collect();
        rows.dedup_by_key(|row| row.activity);
        self.such(&test.activity, rows)
    }

    /// Those of some activities that meet a test.
    fn such<'r>(
        &self,
        test: &ActivityTest,
        rows: Vec<&'r ActivityRow>,
    ) -> Result<Vec<&'r ActivityRow>, Error> {
        let activities = self.evidence.criteria.activities(self.frame, test)?;
        Ok(rows
            .into_iter()
            .filter(|row| activities.at(ix(row.activity)) == Truth::True)
            .collect())
    }

    fn counted(&self, trace: &mut Trace, rows: Vec<&ActivityRow>, needed: u32) {
        let ids = rows
            .iter()
            .map(|row| self.evidence.criteria.id(Basis::Event, ix(row.activity)))
            .collect();
        found_of(trace, ids, needed);
    }

    fn unit_values(&self, trace: &mut Trace, day: Day, subject: usize) {
        let criteria = self.evidence.criteria;
        let store = criteria.facts.store;
        let view = criteria.view(day);
        let units = match self.basis {
            Basis::Unit => vec![number_of(subject)],
            Basis::Person => store
                .persons
                .run_of(number_of(subject))
                .map(|run| run.unit)
                .into_iter()
                .collect(),
            Basis::Event => criteria
                .facts
                .activity(number_of(subject))
                .map_or_else(Vec::new, |row| row.hosts.to_vec()),
            Basis::Organisation => criteria
                .facts
                .organisation(number_of(subject))
                .map(|row| row.host)
                .into_iter()
                .collect(),
        };
        for unit in units {
            let Some(row) = view.unit(unit) else { continue };
            trace.values.push(("unit".to_owned(), store.units.id(unit)));
            trace.values.push(("level".to_owned(), store.word(row.level)));
            trace
                .values
                .push(("open".to_owned(), view.is_open(unit).to_string()));
            for group in &row.groups {
                trace.values.push(("group".to_owned(), store.word(*group)));
            }
            for value in &row.attributes {
                trace.values.push((
                    format!("attribute.{}", store.word(value.word)),
                    value.text.to_string(),
                ));
            }
        }
    }

    fn person_values(&self, trace: &mut Trace, day: Option<Day>, subject: usize) {
        let store = self.evidence.criteria.facts.store;
        let persons = &store.persons;
        if let Some(run) = persons.run_of(number_of(subject)) {
            let roles = persons.role_lists.get(run.roles);
            trace.values.push(("roles".to_owned(), roles.as_str().to_owned()));
        }
        if let Some(day) = day {
            let birth = persons.birth.get(subject).copied().unwrap_or_default().get();
            trace.values.push(("on".to_owned(), day.to_string()));
            trace.values.push((
                "birth_date".to_owned(),
                birth.map_or_else(String::new, |birth| birth.to_string()),
            ));
            if let Some(birth) = birth {
                trace
                    .values
                    .push(("age".to_owned(), day.age_of(birth).to_string()));
            }
        }
    }

    fn activity_values(&self, trace: &mut Trace, row: &ActivityRow) {
        let store = self.evidence.criteria.facts.store;
        trace.values.push(("kind".to_owned(), store.word(row.kind)));
        for topic in &row.topics {
            trace.values.push(("topic".to_owned(), store.word(*topic)));
        }
        trace.values.push(("date".to_owned(), row.first.to_string()));
        if row.last != row.first {
            trace.values.push(("last_date".to_owned(), row.last.to_string()));
        }
        let status = serde_json::to_value(row.status).ok();
        trace.values.push((
            "status".to_owned(),
            status
                .and_then(|word| word.as_str().map(str::to_owned))
                .unwrap_or_default(),
        ));
        trace
            .values
            .push(("evidence".to_owned(), row.evidence.to_string()));
        for host in &row.hosts {
            trace.values.push(("host".to_owned(), store.units.id(*host)));
        }
    }

    fn organisation_values(&self, trace: &mut Trace, subject: usize) {
        let store = self.evidence.criteria.facts.store;
        let Some(row) = self.evidence.criteria.facts.organisation(number_of(subject)) else {
            return;
        };
        let mode = serde_json::to_value(row.mode).ok();
        trace.values.push(("kind".to_owned(), store.word(row.kind)));
        trace.values.push((
            "mode".to_owned(),
            mode.and_then(|word| word.as_str().map(str::to_owned))
                .unwrap_or_default(),
        ));
        trace
            .values
            .push(("established".to_owned(), row.established.to_string()));
        if let Some(dissolved) = row.dissolved.get() {
            trace.values.push(("dissolved".to_owned(), dissolved.to_string()));
        }
        for (name, strength) in [("members", row.members), ("executives", row.executives)] {
            trace.values.push((
                name.to_owned(),
                strength.map_or_else(String::new, |strength| strength.to_string()),
            ));
        }
    }

    /// The first day on which a criterion that holds stops holding because activities no longer count.
    fn expires(
        &self,
        criterion: &Criterion,
        measure: &Measure,
        counted: &Counted,
        plan: &crate::plan::Plan,
        subject: usize,
    ) -> Result<Option<Day>, Error> {
        if self.holds(criterion, subject)? != Truth::True {
            return Ok(None);
        }
        let each = |list: &[Criterion]| -> Result<Vec<Option<Day>>, Error> {
            let holding = list
                .iter()
                .filter(|inner| self.holds(inner, subject).is_ok_and(|truth| truth == Truth::True));
            holding
                .map(|inner| self.expires(inner, measure, counted, plan, subject))
                .collect()
        };
        // An activity counts up to the end of the period, or until it leaves the rolling window.
        let nth_latest = |rows: Vec<&ActivityRow>, needed: u32| {
            let mut days: Vec<Day> = rows.iter().map(|row| row.last).collect();
            days.order_by(|a, b| b.cmp(a));
            days.get(ix(needed).saturating_sub(1))
                .and_then(|day| plan.period(measure).expires(*day))
        };
        Ok(match criterion {
            Criterion::All(list) => each(list)?.into_iter().flatten().min(),
            Criterion::Any(list) => {
                let days = each(list)?;
                if days.iter().any(Option::is_none) {
                    None
                } else {
                    days.into_iter().flatten().max()
                }
            }
            Criterion::Participated(test) => nth_latest(self.took_part(test, subject)?, test.at_least),
            Criterion::Hosted(test) => {
                let below = (test.reach == Reach::Below).then_some(&*counted.tree);
                nth_latest(
                    self.such(&test.activity, self.evidence.hosted(subject, below))?,
                    test.at_least,
                )
            }
            _ => None,
        })
    }
}

/// What was found, what is needed, and the facts.
fn found_of(trace: &mut Trace, mut ids: Vec<String>, needed: u32) {
    trace.values.push(("found".to_owned(), ids.len().to_string()));
    trace.values.push(("needed".to_owned(), needed.to_string()));
    ids.order();
    ids.truncate(FACTS);
    trace.facts = ids;
}
