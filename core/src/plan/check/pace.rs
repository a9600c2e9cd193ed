//! Pace thresholds: in order, and there on every day on which a target asks for them.

use super::at::At;
use super::dated::{gap, no_gap, values};
use super::known::Known;
use super::periods;
use super::sink::Sink;
use crate::error::{Code, Words};
use crate::plan::{Dated, Pace};

/// Pace thresholds of the plan and of measures.
pub(super) fn check(known: &Known<'_>, sink: &mut Sink) {
    let document = known.document;
    let at = At::DOCUMENT.key("pace");
    thresholds(known, sink, &at, &document.pace);
    let mut told = false;
    let measures = At::DOCUMENT.key("measures");
    for (place, measure) in document.measures.iter().enumerate() {
        let own = measures.item(place);
        let own = own.key("pace");
        thresholds(known, sink, &own, &measure.pace);
        if measure.targets.is_empty() {
            continue;
        }
        let period = periods::of(document, measure);
        if !measure.pace.is_empty() {
            no_gap(sink, &own, &measure.pace, period, &measure.id);
        } else if !told && gap(&document.pace, period).is_some() {
            told = true;
            no_gap(sink, &at, &document.pace, period, &measure.id);
        }
    }
}

fn thresholds(known: &Known<'_>, sink: &mut Sink, at: &At<'_>, paces: &[Dated<Pace>]) {
    values(known, sink, at, paces);
    for (place, pace) in paces.iter().enumerate() {
        let Pace { on_track, at_risk } = pace.value;
        if at_risk.is_negative() || at_risk.is_zero() || at_risk > on_track {
            let at = at.item(place);
            sink.fault(
                Code::BadThresholds,
                &at.key("value"),
                format!("at_risk {at_risk}, on_track {on_track}"),
                Words::same("0 < at_risk ≤ on_track"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::plan::check::tests::{day, number, plan, said};

    #[test]
    fn thresholds_out_of_order_are_told() {
        for (at_risk, on_track) in [("0", "0.9"), ("-0.1", "0.9"), ("0.95", "0.9")] {
            let mut document = plan();
            document.pace[0].value.at_risk = number(at_risk);
            document.pace[0].value.on_track = number(on_track);
            assert_eq!(said(document), ["bad_thresholds /pace/0/value"]);
        }
    }

    #[test]
    fn a_measure_with_a_target_needs_thresholds_on_every_day() {
        let mut document = plan();
        document.pace[0].first = Some(day("2022-03-01"));
        assert_eq!(said(document.clone()), ["gap_in_values /pace"]);
        for measure in &mut document.measures {
            measure.targets.clear();
        }
        assert_eq!(said(document), [""; 0]);
    }

    #[test]
    fn thresholds_of_its_own_stand_in_for_those_of_the_plan() {
        let mut document = plan();
        for measure in &mut document.measures {
            measure.pace = document.pace.clone();
        }
        document.pace.clear();
        assert_eq!(said(document.clone()), [""; 0]);
        document.measures[0].pace[0].last = Some(day("2022-06-30"));
        assert_eq!(said(document), ["gap_in_values /measures/0/pace"]);
    }
}
