//! Three-valued logic over sets of subjects: a criterion is true, false or unknown for each.

use super::bits::Bits;
use crate::explain::Truth;

/// For whom a criterion is true, and for whom it cannot be told. False is the rest.
#[derive(Clone, Debug)]
pub(crate) struct Truths {
    pub(crate) yes: Bits,
    /// Unknown; disjoint from `yes`. `None` where every datum is there.
    pub(crate) unknown: Option<Bits>,
}

impl Truths {
    /// True for everybody or for nobody.
    pub(crate) fn constant(len: usize, holds: bool) -> Self {
        Self::certain(if holds { Bits::all(len) } else { Bits::none(len) })
    }

    /// No datum is missing.
    pub(crate) fn certain(yes: Bits) -> Self {
        Self { yes, unknown: None }
    }

    /// From those for whom it is true, and those for whom it may be true.
    pub(crate) fn new(yes: Bits, possible: Bits) -> Self {
        let unknown = possible.and_not(&yes);
        let unknown = (!unknown.is_empty()).then_some(unknown);
        Self { yes, unknown }
    }

    /// True or unknown.
    fn possible(&self) -> Bits {
        self.unknown
            .as_ref()
            .map_or_else(|| self.yes.clone(), |unknown| self.yes.or(unknown))
    }

    pub(crate) fn and(&self, other: &Self) -> Self {
        if self.unknown.is_none() && other.unknown.is_none() {
            return Self::certain(self.yes.and(&other.yes));
        }
        Self::new(self.yes.and(&other.yes), self.possible().and(&other.possible()))
    }

    pub(crate) fn or(&self, other: &Self) -> Self {
        if self.unknown.is_none() && other.unknown.is_none() {
            return Self::certain(self.yes.or(&other.yes));
        }
        Self::new(self.yes.or(&other.yes), self.possible().or(&other.possible()))
    }

    pub(crate) fn not(&self) -> Self {
        Self {
            yes: self.possible().not(),
            unknown: self.unknown.clone(),
        }
    }

    pub(crate) fn at(&self, index: usize) -> Truth {
        if self.yes.get(index) {
            Truth::True
        } else if self.unknown.as_ref().is_some_and(|unknown| unknown.get(index)) {
            Truth::Unknown
        } else {
            Truth::False
        }
    }

    /// From a truth for each index.
    pub(crate) fn by(len: usize, truth: impl Fn(usize) -> Truth) -> Self {
        let (mut yes, mut possible) = (Bits::none(len), Bits::none(len));
        for index in 0..len {
            match truth(index) {
                Truth::True => {
                    yes.set(index);
                    possible.set(index);
                }
                Truth::Unknown => possible.set(index),
                Truth::False => {}
            }
        }
        Self::new(yes, possible)
    }
}

/// Both hold.
pub(crate) fn both(a: Truth, b: Truth) -> Truth {
    match (a, b) {
        (Truth::False, _) | (_, Truth::False) => Truth::False,
        (Truth::True, Truth::True) => Truth::True,
        _ => Truth::Unknown,
    }
}

/// At least one holds.
pub(crate) fn either(a: Truth, b: Truth) -> Truth {
    match (a, b) {
        (Truth::True, _) | (_, Truth::True) => Truth::True,
        (Truth::False, Truth::False) => Truth::False,
        _ => Truth::Unknown,
    }
}

/// A certain truth.
pub(crate) fn certain(holds: bool) -> Truth {
    if holds { Truth::True } else { Truth::False }
}

/// At least `needed` of the things that hold, where some may hold.
pub(crate) fn enough(holding: u32, possible: u32, needed: u32) -> Truth {
    if holding >= needed {
        Truth::True
    } else if possible >= needed {
        Truth::Unknown
    } else {
        Truth::False
    }
}
