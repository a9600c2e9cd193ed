//! Bands: each holds some number, none overlap, and together they leave no gap that is not declared.

use super::Compiler;
use crate::error::{Code, Words};
use crate::number::Rational;
use crate::order::Order;
use crate::performance::document::{Band, Gaps};
use std::cmp::Ordering;

/// An end of a band: no bound, or a number that is inside or not.
#[derive(Clone, Copy, PartialEq)]
struct End {
    at: Option<Rational>,
    inside: bool,
}

struct Range {
    nth: usize,
    low: End,
    high: End,
}

impl End {
    fn text(self) -> String {
        self.at.map_or_else(|| "∞".to_owned(), |at| at.to_string())
    }
}

/// Orders lower ends: no bound first, then by number, and a number that is inside before one that is not.
fn by_low(a: &Range, b: &Range) -> Ordering {
    match (a.low.at, b.low.at) {
        (None, None) => Ordering::Equal,
        (None, Some(_)) => Ordering::Less,
        (Some(_), None) => Ordering::Greater,
        (Some(x), Some(y)) => x.cmp(&y).then(b.low.inside.cmp(&a.low.inside)),
    }
}

impl Compiler<'_> {
    pub(super) fn bands<T>(&mut self, bands: &[Band<T>], gaps: Gaps, pointer: &str) {
        if bands.is_empty() {
            self.empty(&format!("{pointer}/bands"));
            return;
        }
        if let Gaps::BetweenSteps(step) = gaps {
            self.width(step, &format!("{pointer}/gaps/between_steps"));
            if step <= Rational::ZERO {
                return;
            }
        }
        let at = |nth: usize| format!("{pointer}/bands/{nth}");
        let mut ranges = Vec::new();
        for (nth, band) in bands.iter().enumerate() {
            if (band.at_least.is_some() && band.above.is_some())
                || (band.at_most.is_some() && band.below.is_some())
            {
                self.flaw(
                    Code::BadComparison,
                    at(nth),
                    "",
                    Words::new(
                        "`at_least` 与 `above`、`at_most` 与 `below` 各取其一",
                        "not both `at_least` and `above`, nor both `at_most` and `below`",
                    ),
                );
                continue;
            }
            let range = Range {
                nth,
                low: End {
                    at: band.at_least.or(band.above),
                    inside: band.at_least.is_some(),
                },
                high: End {
                    at: band.at_most.or(band.below),
                    inside: band.at_most.is_some(),
                },
            };
            let empty = match (range.low.at, range.high.at) {
                (Some(low), Some(high)) => match low.cmp(&high) {
                    Ordering::Greater => true,
                    Ordering::Equal => !(range.low.inside && range.high.inside),
                    Ordering::Less => false,
                },
                _ => false,
            };
            if empty {
                self.flaw(
                    Code::EmptyBand,
                    at(nth),
                    format!("{} … {}", range.low.text(), range.high.text()),
                    Words::new("下界小于上界", "a lower bound below the upper bound"),
                );
                continue;
            }
            ranges.push(range);
        }
        ranges.order_by(by_low);
        if let Some(first) = ranges.first()
            && first.low.at.is_some()
            && matches!(gaps, Gaps::None | Gaps::Lower | Gaps::BetweenSteps(_))
        {
            self.gap(at(first.nth), format!("< {}", first.low.text()));
        }
        if let Some(last) = ranges.last()
            && last.high.at.is_some()
            && matches!(gaps, Gaps::None | Gaps::Upper | Gaps::BetweenSteps(_))
        {
            self.gap(at(last.nth), format!("> {}", last.high.text()));
        }
        for pair in ranges.windows(2) {
            let [below, above] = pair else { continue };
            let order = match (below.high.at, above.low.at) {
                (Some(high), Some(low)) => high.cmp(&low),
                // One of them has no bound where they meet.
                _ => Ordering::Greater,
            };
            let touching = usize::from(below.high.inside).saturating_add(usize::from(above.low.inside));
            match (order, touching) {
                (Ordering::Greater, _) | (Ordering::Equal, 2) => self.flaw(
                    Code::BandOverlap,
                    at(below.nth.max(above.nth)),
                    format!("{} … {}", above.low.text(), below.high.text()),
                    Words::new(
                        format!("不与第 {} 档重叠", below.nth.min(above.nth).saturating_add(1)),
                        format!(
                            "no overlap with band {}",
                            below.nth.min(above.nth).saturating_add(1)
                        ),
                    ),
                ),
                (Ordering::Equal, 1) => {}
                (Ordering::Equal, _) | (Ordering::Less, _) => {
                    if !gap_is_declared(below.high, above.low, gaps) {
                        self.gap(
                            at(below.nth.max(above.nth)),
                            format!("{} … {}", below.high.text(), above.low.text()),
                        );
                    }
                }
            }
        }
    }

    fn gap(&mut self, pointer: String, found: String) {
        self.flaw(
            Code::BandGap,
            pointer,
            found,
            Words::new(
                "首尾相接、覆盖所有数的档次，或用 `gaps` 写明空档归哪一档",
                "bands that touch and cover every number, or `gaps` that says where a number in between belongs",
            ),
        );
    }
}

/// Whether the document says what happens between two bands.
fn gap_is_declared(high: End, low: End, gaps: Gaps) -> bool {
    match gaps {
        Gaps::None => false,
        Gaps::Lower | Gaps::Upper => true,
        Gaps::BetweenSteps(step) => multiples_between(high, low, step) == Some(false),
    }
}

/// Whether a multiple of the step lies between two ends.
fn multiples_between(high: End, low: End, step: Rational) -> Option<bool> {
    let (from, to) = (high.at?.over(step)?, low.at?.over(step)?);
    let first = if high.inside || !from.is_integer() {
        from.floor().checked_add(1)?
    } else {
        from.floor()
    };
    let last = if low.inside || !to.is_integer() {
        to.ceil().checked_sub(1)?
    } else {
        to.floor()
    };
    Some(first <= last)
}
