//! One class for each subject.
//!
//! Six criteria, each true, false or unknown, give exactly one class by one total function. Counts are counts of
//! classes; nothing is ever subtracted.

use super::bits::Bits;
use super::truth::Truths;
use crate::ledger::rows::ix;
use crate::plan::MissingData;
use std::sync::Arc;

/// The classes of a domain's subjects, as disjoint sets. Whoever is in none is `outside`.
#[derive(Clone, Debug, Default)]
pub(crate) struct ClassBits {
    /// May be in the initial population.
    pub(crate) population: Bits,
    pub(crate) excluded: Bits,
    pub(crate) excepted: Bits,
    pub(crate) met: Bits,
    pub(crate) void: Bits,
    /// Due and not met; the due day makes it `open` or `prospective`.
    pub(crate) open: Bits,
    pub(crate) unknown: Bits,
}

/// The truths of the six populations; `None` for one that the measure does not have.
#[derive(Default)]
pub(crate) struct Populations<'a> {
    pub(crate) initial_population: Option<&'a Truths>,
    pub(crate) denominator: Option<&'a Truths>,
    pub(crate) denominator_exclusion: Option<&'a Truths>,
    pub(crate) numerator: Option<&'a Truths>,
    pub(crate) numerator_exclusion: Option<&'a Truths>,
    pub(crate) denominator_exception: Option<&'a Truths>,
}

/// Sixty-four subjects for whom a criterion may be true, and for whom it may be false.
#[derive(Clone, Copy)]
pub(crate) struct Can {
    pub(crate) hold: u64,
    pub(crate) fail: u64,
}

impl Can {
    /// A certain outcome for all sixty-four.
    pub(crate) const ALWAYS: Self = Self {
        hold: u64::MAX,
        fail: 0,
    };
    /// A certain outcome for all sixty-four.
    pub(crate) const NEVER: Self = Self {
        hold: 0,
        fail: u64::MAX,
    };

    /// What a criterion can be for the subjects of whom it holds and of whom it cannot be told.
    fn of(yes: u64, unknown: u64) -> Self {
        Self {
            hold: yes | unknown,
            fail: !yes,
        }
    }
}

/// Excluded, excepted, met, void, open, unknown: sixty-four subjects at once.
///
/// A subject has a class when every way to fill in what is unknown gives that class; else it is unknown.
///
/// - outside: ¬(IP ∧ D)
/// - excluded: IP ∧ D ∧ DX
/// - met: IP ∧ D ∧ ¬DX ∧ N ∧ ¬NX
/// - void: IP ∧ D ∧ ¬DX ∧ N ∧ NX
/// - excepted: IP ∧ D ∧ ¬DX ∧ ¬N ∧ DE
/// - open: IP ∧ D ∧ ¬DX ∧ ¬N ∧ ¬DE
pub(crate) fn classify(ip: Can, d: Can, dx: Can, n: Can, nx: Can, de: Can) -> [u64; 6] {
    let outside = ip.fail | d.fail;
    let excluded = ip.hold & d.hold & dx.hold;
    let due = ip.hold & d.hold & dx.fail;
    let possible = [
        outside,
        excluded,
        due & n.fail & de.hold,
        due & n.hold & nx.fail,
        due & n.hold & nx.hold,
        due & n.fail & de.fail,
    ];
    let (mut once, mut twice) = (0u64, 0u64);
    for class in possible {
        twice |= once & class;
        once |= class;
    }
    let [_, excluded, excepted, met, void, open] = possible.map(|class| class & !twice);
    [excluded, excepted, met, void, open, twice]
}

impl Populations<'_> {
    /// Whether no datum is missing that one of them needs.
    fn are_certain(&self) -> bool {
        let all = [
            self.initial_population,
            self.denominator,
            self.denominator_exclusion,
            self.numerator,
            self.numerator_exclusion,
            self.denominator_exception,
        ];
        all.into_iter().flatten().all(|truths| truths.unknown.is_none())
    }

    /// The classes where no datum is missing: what [`classify`] says, set by set, and only for the sets that there are.
    fn certain(&self, live: &Bits) -> ClassBits {
        let none = || Bits::none(live.len());
        let cut = |bits: Bits, by: Option<&Truths>, otherwise: bool| match by {
            Some(by) => (bits.and(&by.yes), bits.and_not(&by.yes)),
            None if otherwise => (bits, none()),
            None => (none(), bits),
        };
        // All other sets are cut out of this one: where it is one of few, so are they.
        let population = match self.initial_population {
            Some(truths) => live.and(&truths.yes).few(),
            None => live.clone(),
        };
        let inside = match self.denominator {
            Some(truths) => population.and(&truths.yes),
            None => population.clone(),
        };
        let (excluded, due) = cut(inside, self.denominator_exclusion, false);
        let (done, missed) = cut(due, self.numerator, true);
        let (void, met) = cut(done, self.numerator_exclusion, false);
        let (excepted, open) = cut(missed, self.denominator_exception, false);
        // A class with nobody in it keeps no words.
        let [population, excluded, excepted, met, void, open] =
            [population, excluded, excepted, met, void, open]
                .map(|bits| if bits.is_empty() { none() } else { bits });
        ClassBits {
            population,
            excluded,
            excepted,
            met,
            void,
            open,
            unknown: none(),
        }
    }

    /// The criteria, and what one is where there is none.
    fn sources(&self) -> [(Option<&Truths>, Can); 6] {
        [
            (self.initial_population, Can::ALWAYS),
            (self.denominator, Can::ALWAYS),
            (self.denominator_exclusion, Can::NEVER),
            (self.numerator, Can::ALWAYS),
            (self.numerator_exclusion, Can::NEVER),
            (self.denominator_exception, Can::NEVER),
        ]
    }

    /// The classes of the subjects of a word, in the order of [`ClassBits::columns`].
    pub(crate) fn classes(&self, at: usize, live: u64) -> [u64; 7] {
        let can = |(truths, otherwise): (Option<&Truths>, Can)| match truths {
            None => otherwise,
            Some(truths) => {
                let unknown = truths.unknown.as_ref().map_or(0, |unknown| unknown.word(at));
                Can::of(truths.yes.word(at), unknown)
            }
        };
        of_word(self.sources().map(can), live)
    }

    /// The classes of all subjects in `live`, word by word.
    fn uncertain(&self, live: &Bits) -> ClassBits {
        let mut live_words = live.reader();
        let mut readers = self.sources().map(|(truths, otherwise)| {
            let readers =
                truths.map(|truths| (truths.yes.reader(), truths.unknown.as_ref().map(Bits::reader)));
            (readers, otherwise)
        });
        ClassBits::by_word(live.len(), None, |at| {
            let can = readers.each_mut().map(|(readers, otherwise)| match readers {
                None => *otherwise,
                Some((yes, unknown)) => {
                    let unknown = unknown.as_mut().map_or(0, |unknown| unknown.word(at));
                    Can::of(yes.word(at), unknown)
                }
            });
            of_word(can, live_words.word(at))
        })
    }
}

/// The classes of the subjects of a word who are live, in the order of [`ClassBits::columns`].
fn of_word(criteria: [Can; 6], live: u64) -> [u64; 7] {
    let [ip, d, dx, n, nx, de] = criteria;
    let population = ip.hold & live;
    if population == 0 {
        return [0; 7];
    }
    let [excluded, excepted, met, void, open, unknown] =
        classify(ip, d, dx, n, nx, de).map(|class| class & live);
    [excluded, excepted, met, void, open, unknown, population]
}

impl ClassBits {
    /// The classes of the subjects in `live`.
    pub(crate) fn new(populations: &Populations<'_>, live: &Bits) -> Self {
        if populations.are_certain() {
            return populations.certain(live);
        }
        populations.uncertain(live)
    }

    /// Classes from those of each word, or of the words at some places, where all others are known to have none.
    pub(crate) fn by_word(
        len: usize,
        places: Option<&Arc<[u32]>>,
        mut of: impl FnMut(usize) -> [u64; 7],
    ) -> Self {
        let count = places.map_or(len.div_ceil(64), |places| places.len());
        let mut words: [Vec<u64>; 7] = std::array::from_fn(|_| Vec::with_capacity(count));
        let mut seen = [0u64; 7];
        let mut add = |at: usize| {
            let columns = words.iter_mut().zip(&mut seen);
            for ((column, seen), class) in columns.zip(of(at)) {
                *seen |= class;
                column.push(class);
            }
        };
        match places {
            Some(places) => places.iter().for_each(|place| add(ix(*place))),
            None => (0..count).for_each(add),
        }
        let mut columns = words.into_iter().zip(seen).map(|(words, seen)| match places {
            // A class with nobody in it keeps no words.
            _ if seen == 0 => Bits::none(len),
            Some(places) => Bits::at_places(words, Arc::clone(places), len),
            None => Bits::from_words(words, len),
        });
        let mut next = || columns.next().unwrap_or_default();
        Self {
            excluded: next(),
            excepted: next(),
            met: next(),
            void: next(),
            open: next(),
            unknown: next(),
            population: next(),
        }
    }

    /// Excluded, excepted, met, void, open, unknown, and all who may be in the population.
    pub(crate) fn columns(&self) -> [&Bits; 7] {
        [
            &self.excluded,
            &self.excepted,
            &self.met,
            &self.void,
            &self.open,
            &self.unknown,
            &self.population,
        ]
    }

    pub(crate) fn columns_mut(&mut self) -> [&mut Bits; 7] {
        [
            &mut self.excluded,
            &mut self.excepted,
            &mut self.met,
            &mut self.void,
            &mut self.open,
            &mut self.unknown,
            &mut self.population,
        ]
    }

    /// Those in the denominator: met, void, open and unknown.
    pub(crate) fn due(&self) -> Bits {
        self.met.or(&self.void).or(&self.open).or(&self.unknown)
    }

    /// Who is in the denominator: those who are due, without the unknown where they are left out.
    pub(crate) fn denominator(&self, missing: MissingData) -> Bits {
        match missing {
            MissingData::Exclude => self.due().and_not(&self.unknown),
            MissingData::Open | MissingData::Refuse => self.due(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_set_by_set_are_those_word_by_word() {
        const LEN: usize = 130;
        let truths: [Truths; 6] = std::array::from_fn(|at| {
            Truths::certain(Bits::by(LEN, |index| (index * 7 + at * 3) >> (at % 3) & 1 == 1))
        });
        let live = Bits::by(LEN, |index| index % 5 != 0);
        for given in 0..64usize {
            let [ip, d, dx, n, nx, de] =
                std::array::from_fn(|at| truths.get(at).filter(|_| given >> at & 1 == 1));
            let populations = Populations {
                initial_population: ip,
                denominator: d,
                denominator_exclusion: dx,
                numerator: n,
                numerator_exclusion: nx,
                denominator_exception: de,
            };
            let by_set = ClassBits::new(&populations, &live);
            let by_word = ClassBits::by_word(LEN, None, |at| populations.classes(at, live.word(at)));
            for (set, word) in by_set.columns().into_iter().zip(by_word.columns()) {
                assert!(set.iter().eq(word.iter()), "{given}");
            }
        }
    }

    #[test]
    fn a_subject_is_unknown_exactly_when_its_completions_disagree() {
        // Each criterion is 0 false, 1 true, 2 unknown.
        let can = |truth: u32| Can {
            hold: u64::from(truth != 0),
            fail: u64::from(truth != 1),
        };
        let classes = |truths: [u32; 6]| {
            let [ip, d, dx, n, nx, de] = truths.map(can);
            classify(ip, d, dx, n, nx, de).map(|class| class & 1)
        };
        for case in 0..729u32 {
            let truths: [u32; 6] = std::array::from_fn(|at| case / 3u32.pow(at as u32) % 3);
            let mut outcomes = std::collections::BTreeSet::new();
            for fill in 0..64u32 {
                let filled: [u32; 6] = std::array::from_fn(|at| {
                    if truths[at] == 2 {
                        fill >> at & 1
                    } else {
                        truths[at]
                    }
                });
                outcomes.insert(classes(filled));
            }
            let found = classes(truths);
            if outcomes.len() == 1 {
                assert_eq!(Some(&found), outcomes.first());
            } else {
                assert_eq!(found, [0, 0, 0, 0, 0, 1], "{truths:?}");
            }
        }
    }
}
