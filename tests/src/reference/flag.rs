//! What a reader must know before using a number.

use super::criterion::Question;
use super::figures::{Figures, headcount_test};
use super::number::{Q, q, whole};
use jinguo::report::{Flag, FlagCode};

impl Question<'_> {
    /// The flags of a cell.
    pub fn flags(&self, unit: &str, stratum: &[String], figures: &Figures) -> Vec<Flag> {
        let above = |more: Q, less: Q| {
            let excess = (more - less).ceil().to_integer();
            u64::try_from(excess).unwrap_or(0)
        };
        let (numerator, denominator) = (whole(figures.numerator), whole(figures.denominator));
        let mut flags = Vec::new();
        if let Some(official) = figures.official.map(|official| q(official.count)) {
            flags.push((FlagCode::OverCoverage, above(numerator, official)));
            flags.push((FlagCode::RegisterAboveOfficial, above(denominator, official)));
            flags.push((FlagCode::RegisterBelowOfficial, above(official, denominator)));
        }
        let test = self.measure.numerator.as_ref().and_then(headcount_test);
        if let (Some(test), true) = (test, stratum.is_empty()) {
            let unnamed = self.unnamed(test, unit);
            let waiting = self.waiting(&figures.classes);
            flags.push((FlagCode::HeadcountAboveOpen, unnamed.saturating_sub(waiting)));
            let hosted_here = |hosts: &[String]| {
                let mut chains = hosts
                    .iter()
                    .map(|host| self.known.chain(host, self.at, self.hierarchy));
                chains.any(|chain| chain.iter().any(|above| above == unit))
            };
            let silent = self.known.activities.values().filter(|activity| {
                self.activity(&test.activity, activity) == Some(true)
                    && activity.headcounts.is_empty()
                    && self.named(test, activity) == 0
                    && hosted_here(&activity.hosts)
            });
            flags.push((FlagCode::WithoutAttendance, silent.count() as u64));
        }
        if self.known.unit_on(unit, self.at).is_none() {
            flags.push((FlagCode::ClosedUnit, figures.population));
        }
        let missing = figures.classes.unknown + figures.without_number;
        flags.push((FlagCode::MissingData, missing));
        flags
            .into_iter()
            .filter(|(_, count)| *count > 0)
            .map(|(code, count)| Flag { code, count })
            .collect()
    }
}
