//! Criteria over a whole domain: for whom each holds.
//!
//! The domain of persons is their rows, those of units, activities and organisations are their numbers. A criterion
//! that stands in several measures is computed once.

pub(crate) mod activity;
mod covered;
mod hosted;
pub(crate) mod observed;
pub(crate) mod organisation;
pub(crate) mod participated;
pub(crate) mod person;
pub(crate) mod unit;

use super::bits::Bits;
use super::facts::Facts;
use super::stratum::{self, Categories};
use super::truth::{Truths, both, certain, either};
use super::view::{Stand, View};
use crate::error::Error;
use crate::explain::Truth;
use crate::ledger::OptionalDay;
use crate::ledger::rows::{AttributeValue, ix, number};
use crate::number::Rational;
use crate::plan::{AttributeTest, Basis, Criterion, Instant, Measure, Plan, Stratifier, VocabularyList};
use crate::time::{Day, Interval};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;
use std::sync::Arc;

/// Where a criterion is looked at: the day, the period, and the hierarchy of the measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Frame {
    pub(crate) at: Day,
    pub(crate) period: Interval,
    pub(crate) hierarchy: u32,
}

impl Frame {
    /// The day of an instant.
    pub(crate) fn day(&self, instant: Instant) -> Day {
        match instant {
            Instant::AsOf => self.at,
            Instant::PeriodFirst => self.period.first().unwrap_or(Day::FIRST),
            Instant::PeriodLast => self.period.last().unwrap_or(Day::LAST),
            Instant::Day(day) => day,
        }
    }

    /// Whether the period has begun on a day of evaluation.
    pub(crate) fn has_begun(&self, as_of: Day) -> bool {
        self.period.first().is_none_or(|first| as_of >= first)
    }

    /// The due days of a measure that have passed by a day of evaluation. Whether a target was reached in time can only be
    /// told from how things stood on its due day.
    pub(crate) fn passed_dues(&self, measure: &Measure, as_of: Day) -> BTreeSet<Day> {
        let dues = measure.targets.iter().map(|target| target.due_day(*self));
        dues.filter(|due| *due < as_of && self.has_begun(as_of)).collect()
    }

    /// The days whose facts count: the period, up to the day of evaluation.
    pub(crate) fn counted(&self) -> Interval {
        self.period.intersect(Interval::closed(None, Some(self.at)))
    }
}

/// Computes criteria, each once.
pub(crate) struct Criteria<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) facts: &'a Facts<'a>,
    views: RefCell<BTreeMap<Day, Rc<View<'a>>>>,
    live: RefCell<HashMap<(Basis, Interval), Arc<Bits>>>,
    cuts: RefCell<BTreeMap<OptionalDay, Rc<Vec<u32>>>>,
    categories: RefCell<HashMap<(Basis, Frame, String), Arc<Categories>>>,
    known: RefCell<HashMap<(Basis, Frame, String), Arc<Truths>>>,
}

impl<'a> Criteria<'a> {
    pub(crate) fn new(plan: &'a Plan, facts: &'a Facts<'a>) -> Self {
        Self {
            plan,
            facts,
            views: RefCell::default(),
            live: RefCell::default(),
            cuts: RefCell::default(),
            categories: RefCell::default(),
            known: RefCell::default(),
        }
    }

    /// The facts as on a day.
    pub(crate) fn view(&self, day: Day) -> Rc<View<'a>> {
        let mut views = self.views.borrow_mut();
        Rc::clone(
            views
                .entry(day)
                .or_insert_with(|| Rc::new(View::new(self.facts, day))),
        )
    }

    /// Gives the view of a day on which the units stand as is known already.
    pub(crate) fn seed(&self, day: Day, stand: Arc<Stand>) {
        let view = View::with(self.facts, day, stand);
        self.views.borrow_mut().insert(day, Rc::new(view));
    }

    /// How many subjects a domain has.
    pub(crate) fn domain(&self, basis: Basis) -> usize {
        let store = self.facts.store;
        match basis {
            Basis::Person => store.persons.key.len(),
            Basis::Unit => store.units.ids.len(),
            Basis::Event => store.activities.ids.len(),
            Basis::Organisation => store.organisations.ids.len(),
        }
    }

    /// The subjects that there are on the day of a frame.
    pub(crate) fn live(&self, basis: Basis, frame: Frame) -> Arc<Bits> {
        // Only events ask for more than the day.
        let days = match basis {
            Basis::Event => frame.counted(),
            _ => Interval::closed(Some(frame.at), Some(frame.at)),
        };
        if let Some(live) = self.live.borrow().get(&(basis, days)) {
            return Arc::clone(live);
        }
        let live = Arc::new(match basis {
            Basis::Person => self.view(frame.at).persons(),
            Basis::Unit => {
                let view = self.view(frame.at);
                Bits::by(self.domain(basis), |unit| view.is_open(number(unit)))
            }
            Basis::Event => {
                let mut live = Bits::none(self.domain(basis));
                // What took place outside the period, or has not yet, is none of the measure's business.
                self.facts
                    .activities()
                    .filter(|row| days.contains(row.last))
                    .for_each(|row| live.set(ix(row.activity)));
                live
            }
            Basis::Organisation => {
                let mut live = Bits::none(self.domain(basis));
                let exists = self.facts.organisations().filter(|row| row.exists(frame.at));
                exists.for_each(|row| live.set(ix(row.organisation)));
                live
            }
        });
        self.live.borrow_mut().insert((basis, days), Arc::clone(&live));
        live
    }

    /// Of each run of person rows, the first row of somebody born after a day: one age ends where the next begins.
    fn cuts(&self, day: OptionalDay) -> Rc<Vec<u32>> {
        let persons = &self.facts.store.persons;
        let cut = |run| number(persons.born_after(run, day));
        let mut cuts = self.cuts.borrow_mut();
        Rc::clone(
            cuts.entry(day)
                .or_insert_with(|| Rc::new(persons.runs.iter().map(cut).collect())),
        )
    }

    /// The categories of a stratifier, which many measures share.
    ///
    /// # Errors
    /// As [`Criteria::truths`].
    pub(crate) fn categories(
        &self,
        basis: Basis,
        frame: Frame,
        stratifier: &Stratifier,
    ) -> Result<Arc<Categories>, Error> {
        let text = serde_json::to_string(&stratifier.categories).unwrap_or_default();
        let key = (basis, frame, text);
        if let Some(categories) = self.categories.borrow().get(&key) {
            return Ok(Arc::clone(categories));
        }
        let categories = Arc::new(stratum::categories(self, basis, frame, stratifier)?);
        self.categories.borrow_mut().insert(key, Arc::clone(&categories));
        Ok(categories)
    }

    /// For whom a criterion holds.
    ///
    /// # Errors
    /// `unit_cycle` where a hierarchy is asked for that goes in a circle.
    pub(crate) fn truths(
        &self,
        basis: Basis,
        frame: Frame,
        criterion: &Criterion,
    ) -> Result<Arc<Truths>, Error> {
        let key = (basis, frame, text(criterion));
        if let Some(truths) = self.known.borrow().get(&key) {
            return Ok(Arc::clone(truths));
        }
        let truths = Arc::new(self.compute(basis, frame, criterion)?);
        self.known.borrow_mut().insert(key, Arc::clone(&truths));
        Ok(truths)
    }

    fn compute(&self, basis: Basis, frame: Frame, criterion: &Criterion) -> Result<Truths, Error> {
        let domain = self.domain(basis);
        let join = |list: &[Criterion],
                    empty: bool,
                    join: fn(&Truths, &Truths) -> Truths|
         -> Result<Truths, Error> {
            let of = |criterion| self.truths(basis, frame, criterion);
            let mut all = match list {
                [] => return Ok(Truths::constant(domain, empty)),
                [only] => return Ok(Truths::clone(&*of(only)?)),
                [first, second, ..] => join(&*of(first)?, &*of(second)?),
            };
            for next in list.iter().skip(2) {
                all = join(&all, &*of(next)?);
            }
            Ok(all)
        };
        match criterion {
            Criterion::All(list) => join(list, true, Truths::and),
            Criterion::Any(list) => join(list, false, Truths::or),
            Criterion::Not(inner) => Ok(self.truths(basis, frame, inner)?.not()),
            Criterion::Unit(test) => unit::truths(self, basis, frame, test),
            Criterion::Person(test) => Ok(person::truths(self, frame, test)),
            Criterion::Activity(test) => activity::truths(self, frame, test),
            Criterion::Organisation(test) => Ok(organisation::truths(self, frame, test)),
            Criterion::Participated(test) => participated::truths(self, frame, test),
            Criterion::Covered(test) => covered::truths(self, frame, test),
            Criterion::Hosted(test) => hosted::truths(self, frame, test),
            Criterion::Observed(test) => observed::truths(self, basis, frame, test),
        }
    }

    /// For which activities a test holds.
    pub(crate) fn activities(
        &self,
        frame: Frame,
        test: &crate::plan::ActivityTest,
    ) -> Result<Arc<Truths>, Error> {
        self.truths(Basis::Event, frame, &Criterion::Activity(test.clone()))
    }

    /// For which organisations a test holds.
    pub(crate) fn organisations(
        &self,
        frame: Frame,
        test: &crate::plan::OrganisationTest,
    ) -> Result<Arc<Truths>, Error> {
        self.truths(Basis::Organisation, frame, &Criterion::Organisation(test.clone()))
    }

    /// The ledger's numbers of a list of words; `None` where the list is empty and anything will do.
    pub(crate) fn words(&self, list: VocabularyList, words: &[String], day: Day) -> Option<Vec<u32>> {
        let codes = || self.plan.codes(list, words, day);
        (!words.is_empty()).then(|| {
            codes()
                .iter()
                .filter_map(|word| self.facts.store.words.find(word))
                .collect()
        })
    }

    /// Whether attributes meet all tests.
    fn attributes(&self, tests: &[AttributeTest], values: &[AttributeValue]) -> Truth {
        tests
            .iter()
            .map(|test| self.attribute(test, values))
            .fold(Truth::True, both)
    }

    fn attribute(&self, test: &AttributeTest, values: &[AttributeValue]) -> Truth {
        let word = self.facts.store.words.find(&test.id);
        let Some(value) = values.iter().find(|value| Some(value.word) == word) else {
            return Truth::Unknown;
        };
        let named = if test.one_of.is_empty() {
            Truth::True
        } else {
            certain(test.one_of.iter().any(|word| **word == *value.text))
        };
        let compared = match (&test.compare, value.number) {
            (None, _) => Truth::True,
            (Some(compare), Some(number)) => certain(compare.holds(number)),
            // A word where a number is needed says nothing about the number.
            (Some(_), None) => Truth::Unknown,
        };
        both(named, compared)
    }
}

/// The canonical text of a criterion, by which equal ones are found. How headcounts are read does not change for whom it
/// holds: minors and guardians of the same lectures are looked up once.
pub(crate) fn text(criterion: &Criterion) -> String {
    let bare = match criterion {
        Criterion::Participated(test) if test.headcount.is_some() => {
            let bare = crate::plan::Participated {
                headcount: None,
                ..test.clone()
            };
            Some(Criterion::Participated(bare))
        }
        _ => None,
    };
    serde_json::to_string(bare.as_ref().unwrap_or(criterion)).unwrap_or_default()
}

/// Whether any of several truths holds; false for none.
fn any(truths: impl Iterator<Item = Truth>) -> Truth {
    truths.fold(Truth::False, either)
}

/// Whether a number is at least a bound; unknown where the number is.
fn at_least(number: Option<u32>, bound: Option<u32>) -> Truth {
    match (bound, number) {
        (None, _) => Truth::True,
        (Some(bound), Some(number)) => certain(number >= bound),
        (Some(_), None) => Truth::Unknown,
    }
}

/// A number of an attribute.
pub(crate) fn attribute_number(values: &[AttributeValue], word: Option<u32>) -> Option<Rational> {
    values
        .iter()
        .find(|value| Some(value.word) == word)
        .and_then(|value| value.number)
}
