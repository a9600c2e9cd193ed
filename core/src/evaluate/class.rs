//! One class for each subject.
//!
//! Six criteria, each true, false or unknown, give exactly one class by one total function. Counts are counts of
//! classes; nothing is ever subtracted.

use super::bits::Bits;
use super::truth::Truths;
use crate::plan::MissingData;

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

    /// What a criterion can be for the subjects of a word.
    fn of(truths: &Truths, at: usize) -> Self {
        let yes = truths.yes.word(at);
        let unknown = truths.unknown.as_ref().map_or(0, |unknown| unknown.word(at));
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
    /// The classes of the subjects of a word, in the order of [`ClassBits::columns`].
    pub(crate) fn classes(&self, at: usize, live: u64) -> [u64; 7] {
        let can = |(truths, otherwise): (Option<&Truths>, Can)| match truths {
            None => otherwise,
            Some(truths) => Can::of(truths, at),
        };
        let sources = [
            (self.initial_population, Can::ALWAYS),
            (self.denominator, Can::ALWAYS),
            (self.denominator_exclusion, Can::NEVER),
            (self.numerator, Can::ALWAYS),
            (self.numerator_exclusion, Can::NEVER),
            (self.denominator_exception, Can::NEVER),
        ];
        let [population, ..] = sources;
        let population = can(population).hold & live;
        if population == 0 {
            return [0; 7];
        }
        let [ip, d, dx, n, nx, de] = sources.map(can);
        let [excluded, excepted, met, void, open, unknown] =
            classify(ip, d, dx, n, nx, de).map(|class| class & live);
        [excluded, excepted, met, void, open, unknown, population]
    }
}

impl ClassBits {
    /// The classes of the subjects in `live`.
    pub(crate) fn new(populations: &Populations<'_>, live: &Bits) -> Self {
        Self::by_word(live.len(), live.words().len(), |at| {
            populations.classes(at, live.word(at))
        })
    }

    /// Classes from those of each word.
    pub(crate) fn by_word(len: usize, count: usize, of: impl Fn(usize) -> [u64; 7]) -> Self {
        let mut words: [Vec<u64>; 7] = std::array::from_fn(|_| Vec::with_capacity(count));
        let mut seen = [0u64; 7];
        for at in 0..count {
            let columns = words.iter_mut().zip(&mut seen);
            for ((column, seen), class) in columns.zip(of(at)) {
                *seen |= class;
                column.push(class);
            }
        }
        // A class with nobody in it keeps no words.
        for (column, seen) in words.iter_mut().zip(seen) {
            if seen == 0 {
                *column = Vec::new();
            }
        }
        let [excluded, excepted, met, void, open, unknown, population] =
            words.map(|words| Bits::from_words(words, len));
        Self {
            population,
            excluded,
            excepted,
            met,
            void,
            open,
            unknown,
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
