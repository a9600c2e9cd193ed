//! Walking over a measure and its criteria.

use super::{Criterion, Measure};

impl Measure {
    /// The populations that the measure has, with the names of their keys, in the order in which they are looked at.
    pub fn populations(&self) -> impl Iterator<Item = (&'static str, &Criterion)> {
        [
            ("initial_population", &self.initial_population),
            ("denominator", &self.denominator),
            ("denominator_exclusion", &self.denominator_exclusion),
            ("denominator_exception", &self.denominator_exception),
            ("numerator", &self.numerator),
            ("numerator_exclusion", &self.numerator_exclusion),
        ]
        .into_iter()
        .filter_map(|(key, criterion)| criterion.as_ref().map(|criterion| (key, criterion)))
    }
}

impl Criterion {
    /// The criteria directly inside `all`, `any` and `not`; none inside a test.
    pub fn parts(&self) -> &[Criterion] {
        match self {
            Self::All(parts) | Self::Any(parts) => parts,
            Self::Not(part) => std::slice::from_ref(part),
            _ => &[],
        }
    }

    /// The kind as it is written in the document: `all`, `person`, `participated`, ….
    pub fn kind(&self) -> &'static str {
        match self {
            Self::All(_) => "all",
            Self::Any(_) => "any",
            Self::Not(_) => "not",
            Self::Unit(_) => "unit",
            Self::Person(_) => "person",
            Self::Activity(_) => "activity",
            Self::Organisation(_) => "organisation",
            Self::Participated(_) => "participated",
            Self::Covered(_) => "covered",
            Self::Hosted(_) => "hosted",
            Self::Observed(_) => "observed",
        }
    }
}
