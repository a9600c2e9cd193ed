//! Composites: measures made of measures.
//!
//! All-or-nothing and linear look at each subject's class in every component; opportunity and weighted put results
//! together. A component in which a subject is not due does not count for it.

use super::bits::Bits;
use super::class::ClassBits;
use super::counted::Counted;
use super::tally::{Places, Tally};
use crate::number::Rational;
use std::sync::Arc;

type Components = [(Rational, bool, Arc<Counted>)];

/// Of a component: who is in its denominator, and of those who is met in the direction of the composite, and who is
/// unknown.
fn sides(counted: &Counted, reversed: bool) -> Option<(Bits, Bits, Bits)> {
    let classes = counted.classes.as_ref()?;
    let due = classes.denominator(counted.missing);
    let unknown = due.and(&classes.unknown);
    let met = if reversed {
        due.and_not(&classes.met).and_not(&unknown)
    } else {
        classes.met.clone()
    };
    Some((due, met, unknown))
}

/// A subject is due where it is due in some component, and met where it is met in all of those.
pub(crate) fn classes(components: &Components, domain: usize) -> ClassBits {
    let mut population = Bits::none(domain);
    let (mut due, mut failed, mut unknown) = (Bits::none(domain), Bits::none(domain), Bits::none(domain));
    for (_, reversed, counted) in components {
        let Some((part_due, met, part_unknown)) = sides(counted, *reversed) else {
            continue;
        };
        if let Some(classes) = &counted.classes {
            population = population.or(&classes.population);
        }
        failed = failed.or(&part_due.and_not(&met).and_not(&part_unknown));
        unknown = unknown.or(&part_unknown);
        due = due.or(&part_due);
    }
    let unknown = unknown.and_not(&failed);
    ClassBits {
        population,
        met: due.and_not(&failed).and_not(&unknown),
        open: due.and(&failed),
        unknown,
        excluded: Bits::none(domain),
        excepted: Bits::none(domain),
        void: Bits::none(domain),
    }
}

/// For a linear composite at a unit: subjects, and met components by how many components were due for the subject.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Linear {
    pub(crate) subjects: u64,
    /// Index: how many components were due, less one.
    met: Vec<u64>,
    /// The components that are surely not met, in the same way: what is unknown is in neither.
    failed: Vec<u64>,
}

impl Linear {
    fn add(&mut self, other: &Self) {
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
    let sides: Vec<(Bits, Bits, Bits)> = components
        .iter()
        .filter_map(|(_, reversed, counted)| sides(counted, *reversed))
        .collect();
    places.spread(
        denominator,
        Linear::default(),
        |own, index| {
            let count =
                |test: &dyn Fn(&(Bits, Bits, Bits)) -> bool| sides.iter().filter(|side| test(side)).count();
            let due = count(&|(due, ..)| due.get(index));
            let met = count(&|(_, met, _)| met.get(index));
            let unknown = count(&|(.., unknown)| unknown.get(index));
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
