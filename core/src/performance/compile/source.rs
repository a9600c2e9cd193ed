//! Where inputs and candidates come from, and the periods that are named.

use super::Compiler;
use crate::error::{Code, Words};
use crate::performance::document::{InputSource, ScorecardsDocument, Who};
use crate::time::{Day, Period};
use std::collections::BTreeSet;

/// The most months of a rolling period.
const MAX_MONTHS: u16 = 1200;

impl Compiler<'_> {
    pub(super) fn check_sources(&mut self) {
        let document = self.document;
        for (at, input) in document.inputs.iter().enumerate() {
            if let InputSource::Observation(observation) = &input.from {
                let pointer = format!("/inputs/{at}/from/observation");
                self.period(&observation.period, &format!("{pointer}/period"));
                if observation.sample.is_some() && input.sample_at_least.is_none() {
                    self.flaw(
                        Code::MissingKey,
                        format!("/inputs/{at}"),
                        "",
                        Words::new("键 `sample_at_least`", "the key `sample_at_least`"),
                    );
                }
            }
        }
        for (at, scorecard) in document.scorecards.iter().enumerate() {
            self.period(&scorecard.period, &format!("/scorecards/{at}/period"));
        }
        // A group that nobody scores is a slip of the pen: its candidates would vanish without a word.
        let Some(groups) = groups(document) else { return };
        for (at, source) in document.candidates_from.iter().enumerate() {
            if !groups.contains(source.group.as_str()) {
                let pointer = format!("/candidates_from/{at}/group");
                self.unknown(Code::UnknownWord, pointer, &source.group, &groups);
            }
        }
    }

    fn period(&mut self, period: &Period, pointer: &str) {
        let has_days = match period {
            Period::RollingMonths { months, .. } => (1..=MAX_MONTHS).contains(months),
            fixed => fixed.days(Day::FIRST).is_some(),
        };
        if !has_days {
            let expected = Words::new(
                format!("应在公元 1 年到 9999 年之间，止日不早于起日，滚动不超过 {MAX_MONTHS} 个月"),
                format!(
                    "days in the years 1 to 9999, the last not before the first, or 1 to {MAX_MONTHS} rolling months"
                ),
            );
            self.flaw(Code::BadPeriod, pointer, "", expected);
        }
    }
}

/// The groups that a scorecard or award looks at; `None` where one looks at everybody.
fn groups(document: &ScorecardsDocument) -> Option<BTreeSet<&str>> {
    let scorecards = document.scorecards.iter().map(|card| &card.candidates);
    let awards = document.awards.iter().map(|award| &award.candidates);
    let mut groups = BTreeSet::new();
    for Who { groups: named, .. } in scorecards.chain(awards) {
        if named.is_empty() {
            return None;
        }
        groups.extend(named.iter().map(String::as_str));
    }
    Some(groups)
}
