//! Composites: measures made of measures.
//!
//! All-or-nothing and linear look at each subject's class in every component; opportunity and weighted put results
//! together. A component in which a subject is not due does not count for it.

use super::bits::{Bits, Reader};
use super::class::ClassBits;
use super::counted::Counted;
use super::tallies::Tallies;
use super::tally::{Places, add};
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

/// The sides of a component from the words of its classes, in the order of [`ClassBits::columns`].
fn sides(words: [u64; 7], missing: MissingData, reversed: bool) -> Sides {
    let [_, _, met, void, open, unknown, _] = words;
    let unknown = match missing {
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
/// component, and met where it is met in all of those. `words` are those of each component's classes.
fn class_of(components: &Components, words: impl Iterator<Item = [u64; 7]>) -> [u64; 7] {
    let (mut population, mut due, mut failed, mut unknown) = (0, 0, 0, 0);
    for ((_, reversed, counted), words) in components.iter().zip(words) {
        let part = sides(words, counted.missing, *reversed);
        let [.., of_part] = words;
        population |= of_part;
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

/// The classes of the subjects of any word.
pub(crate) fn class_word(components: &Components, at: usize) -> [u64; 7] {
    let words = components.iter().map(|(.., counted)| {
        let classes = counted.classes.as_ref();
        classes.map_or([0; 7], |classes| classes.columns().map(|bits| bits.word(at)))
    });
    class_of(components, words)
}

/// Reads the words of all components' classes in order.
struct Readers<'a>(Vec<Option<[Reader<'a>; 7]>>);

impl<'a> Readers<'a> {
    fn new(components: &'a Components) -> Self {
        let of = |(.., counted): &'a (Rational, bool, Arc<Counted>)| {
            let classes = counted.classes.as_ref();
            classes.map(|classes| classes.columns().map(Bits::reader))
        };
        Self(components.iter().map(of).collect())
    }

    fn words(&mut self, at: usize) -> impl Iterator<Item = [u64; 7]> + '_ {
        let of = move |readers: &mut Option<[Reader<'a>; 7]>| match readers {
            Some(readers) => readers.each_mut().map(|reader| reader.word(at)),
            None => [0; 7],
        };
        self.0.iter_mut().map(of)
    }
}

/// The classes of all subjects.
pub(crate) fn classes(components: &Components, domain: usize) -> ClassBits {
    // Whoever is in no component's population has no class.
    let mut populations = Bits::none(domain);
    for classes in components
        .iter()
        .filter_map(|(.., counted)| counted.classes.as_ref())
    {
        populations = populations.or(&classes.population);
    }
    let mut readers = Readers::new(components);
    ClassBits::by_word(domain, populations.places(), |at| {
        class_of(components, readers.words(at))
    })
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
    let mut readers = Readers::new(components);
    places.spread(
        denominator,
        Linear::default(),
        |own, index| {
            let bit = 1u64 << (index & 63);
            let (mut due, mut met, mut unknown) = (0usize, 0usize, 0usize);
            for ((_, reversed, part), words) in components.iter().zip(readers.words(index >> 6)) {
                let sides = sides(words, part.missing, *reversed);
                for (count, side) in [
                    (&mut due, sides.due),
                    (&mut met, sides.met),
                    (&mut unknown, sides.unknown),
                ] {
                    *count = count.saturating_add(usize::from(side & bit != 0));
                }
            }
            let failed = due.saturating_sub(met).saturating_sub(unknown);
            own.subjects = own.subjects.saturating_add(1);
            for (to, more) in [(&mut own.met, met), (&mut own.failed, failed)] {
                if to.len() < due {
                    to.resize(due, 0);
                }
                if let Some(at_due) = due.checked_sub(1).and_then(|at| to.get_mut(at)) {
                    *at_due = at_due.saturating_add(u64::try_from(more).unwrap_or(0));
                }
            }
        },
        Linear::add,
    )
}

/// A composite of results is about somebody where one of its components is.
pub(crate) fn population(components: &Components, units: usize) -> Tallies {
    let mut population = vec![0u64; units];
    for (.., counted) in components {
        let [part, ..] = counted.everybody.tallies.columns();
        population
            .iter_mut()
            .zip(part)
            .for_each(|(to, part)| add(to, part));
    }
    let mut tallies = Tallies::none(units);
    let [column, ..] = tallies.columns_mut();
    *column = population;
    tallies
}
