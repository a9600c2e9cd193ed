//! A table by place.

use crate::number::Rational;
use crate::performance::document::{BeyondTable, PlacesRule, TiedPoints};
use crate::performance::number::{Number, Outcome, Stop};
use crate::performance::rank::Tie;

/// The points of a candidate whose group of equals starts at place `tie.before + 1`, has `tie.equals` members, and is
/// the `tie.distinct`-th distinct value.
pub(in crate::performance) fn place_points<V>(rule: &PlacesRule<V>, tie: Tie) -> Outcome<Rational> {
    match rule.ties {
        TiedPoints::FirstOfPlaces => at(rule, tie.before.saturating_add(1)),
        TiedPoints::LastOfPlaces => at(rule, tie.before.saturating_add(tie.equals)),
        TiedPoints::NoPlaceSkipped => at(rule, tie.distinct),
        TiedPoints::MeanOfPlaces => {
            let mut sum = Rational::ZERO;
            for nth in 1..=tie.equals {
                sum = Number::plus(sum, at(rule, tie.before.saturating_add(nth))?)?;
            }
            Number::over(sum, Rational::count(tie.equals))
        }
    }
}

/// The points of a place, from 1.
fn at<V>(rule: &PlacesRule<V>, place: u64) -> Outcome<Rational> {
    let index = usize::try_from(place.saturating_sub(1)).map_err(|_| Stop::Overflow)?;
    if let Some(points) = rule.table.get(index) {
        return Ok(*points);
    }
    match rule.beyond {
        BeyondTable::Points(points) => Ok(points),
        BeyondTable::LessEach(step) => {
            let last = rule.table.last().copied().unwrap_or(Rational::ZERO);
            let tabled = u64::try_from(rule.table.len()).map_err(|_| Stop::Overflow)?;
            let further = Rational::count(place.saturating_sub(tabled));
            Number::minus(last, Number::times(step, further)?)
        }
    }
}
