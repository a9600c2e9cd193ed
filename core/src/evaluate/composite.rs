//! Composites: measures made of measures.
//!
//! All-or-nothing and linear look at each subject's class in every component; opportunity and weighted put results
//! together. A component in which a subject is not due does not count for it.

use super::bits::Bits;
use super::class::ClassBits;
use super::counted::Counted;
use super::tally::{Places, Tally};
use crate::number::Rational;
use crate::plan::MissingData;
use std::sync::Arc;

pub(crate) type Components = [(Rational, bool, Arc<Counted>)];

/// Of a component, sixty-four subjects at once: who is in its denominator, and of those who is met in the direction of
/// the composite, and who is unknown.
#[derive(Clone, Copy)]
struct Sides {
    due: u64,
    met: u64,
    unknown: u64,
}

fn sides(counted: &Counted, reversed: bool, at: usize) -> Sides {
    let Some(classes) = &counted.classes else {
        return Sides {
            due: 0,
            met: 0,
            unknown: 0,
        };
    };
    let [_, _, met, void, open, unknown, _] = classes.columns().map(|bits| bits.word(at));
    let unknown = match counted.missing {
        MissingData::Exclude => 0,
        MissingData::Open | MissingData::Refuse => unknown,
    };
    let due = met | void | open | unknown;
    Sides {
        due,
        met: if reversed { due & !met & !unknown } else { met },
        unknown,
    }
}

/// The classes of the subjects of a word, in the order of [`ClassBits::columns`]: a subject is due where it is due in some
/// component, and met where it is met in all of those.
pub(crate) fn class_word(components: &Components, at: usize) -> [u64; 7] {
    let (mut population, mut due, mut failed, mut unknown) = (0, 0, 0, 0);
    for (_, reversed, counted) in components {
        let part = sides(counted, *reversed, at);
        population |= counted
            .classes
            .as_ref()
            .map_or(0, |classes| classes.population.word(at));
        failed |= part.due & !part.met & !part.unknown;
        unknown |= part.unknown;
        due |= part.due;
    }
    unknown &= !failed;
    [
        0,
        0,
        due & !failed & !unknown,
        0,
        due & failed,
        unknown,
        population,
    ]
}

/// The classes of all subjects.
pub(crate) fn classes(components: &Components, domain: usize) -> ClassBits {
    ClassBits::by_word(domain, domain.div_ceil(64), |at| class_word(components, at))
}

/// For a linear composite at a unit: subjects, and met components by how many components were due for the subject.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Linear {
    pub(crate) subjects: u64,
    /// Index: how many components were due, less one.
    pub(crate) met: Vec<u64>,
    /// The components that are surely not met, in the same way: what is unknown is in neither.
    pub(crate) failed: Vec<u64>,
}

impl Linear {
    pub(crate) fn add(&mut self, other: &Self) {
        self.subjects = self.subjects.saturating_add(other.subjects);
        for (to, from) in [(&mut self.met, &other.met), (&mut self.failed, &other.failed)] {
            if to.len() < from.len() {
                to.resize(from.len(), 0);
            }
            for (to, from) in to.iter_mut().zip(from) {
                *to = to.saturating_add(*from);
            }
        }
    }

    /// The mean over subjects of each one's share; `None` where nobody is due or a number leaves 128 bits.
    pub(crate) fn mean(&self) -> Option<Rational> {
        self.mean_of(&self.met)
    }

    /// The same of the components that are surely not met.
    pub(crate) fn mean_of_failed(&self) -> Option<Rational> {
        self.mean_of(&self.failed)
    }

    fn mean_of(&self, components: &[u64]) -> Option<Rational> {
        let mut sum = Rational::ZERO;
        for (count, due) in components.iter().zip(1u64..) {
            sum = sum.plus(Rational::count(*count).over(Rational::count(due))?)?;
        }
        sum.over(Rational::count(self.subjects))
    }
}

/// The shares of the subjects in the denominator, at every unit.
pub(crate) fn linear(components: &Components, places: &Places<'_, '_>, denominator: &Bits) -> Vec<Linear> {
    places.spread(
        denominator,
        Linear::default(),
        |own, index| {
            let bit = 1u64 << (index & 63);
            let count = |side: fn(Sides) -> u64| {
                let in_side = |(_, reversed, part): &&(Rational, bool, Arc<Counted>)| {
                    side(sides(part, *reversed, index >> 6)) & bit != 0
                };
                components.iter().filter(in_side).count()
            };
            let due = count(|side| side.due);
            let met = count(|side| side.met);
            let unknown = count(|side| side.unknown);
            let failed = due.saturating_sub(met).saturating_sub(unknown);
            let at_due = |count: usize| {
                let mut counts = vec![0; due];
                if let Some(last) = counts.last_mut() {
                    *last = u64::try_from(count).unwrap_or(0);
                }
                counts
            };
            own.add(&Linear {
                subjects: 1,
                met: at_due(met),
                failed: at_due(failed),
            });
        },
        Linear::add,
    )
}

/// A composite of results is about somebody where one of its components is.
pub(crate) fn population(components: &Components, units: usize) -> Vec<Tally> {
    let mut tallies = vec![Tally::default(); units];
    for (.., counted) in components {
        for (tally, part) in tallies.iter_mut().zip(&counted.everybody.tallies) {
            tally.population = tally.population.saturating_add(part.population);
        }
    }
    tallies
}
