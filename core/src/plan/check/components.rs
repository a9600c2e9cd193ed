//! Composites: parts that exist, fit together, form no circle and have weights that can be used.

use super::at::At;
use super::dated;
use super::known::Known;
use super::measures;
use super::periods;
use super::sink::Sink;
use crate::error::{Code, Words};
use crate::plan::{Component, CompositeMethod, Measure, Scoring, in_force};
use crate::time::Day;
use std::collections::BTreeSet;

pub(super) fn check(known: &Known<'_>, sink: &mut Sink, at: &At<'_>, measure: &Measure) {
    if measure.scoring != Scoring::Composite {
        return;
    }
    let at = at.key("components");
    if measure.components.is_empty() {
        let expected = Words::new("应至少有一个组成指标", "at least one component");
        sink.fault(Code::EmptyComposite, &at, "", expected);
    }
    let mut seen = BTreeSet::new();
    for (place, component) in measure.components.iter().enumerate() {
        let at = at.item(place);
        let name = at.key("measure");
        if !seen.insert(&component.measure) {
            let expected = Words::new("应只写一次", "it once");
            sink.fault(Code::DuplicateId, &name, &component.measure, expected);
        }
        let part = known.measures.get(component.measure.as_str());
        match part.and_then(|part| known.document.measures.get(*part)) {
            // Its own component is a circle, which is told as such.
            Some(part) if part.id == measure.id => {}
            Some(part) => fits(sink, &name, measure, part),
            None => sink.unknown(
                Code::UnknownComponent,
                &name,
                &component.measure,
                known.measures.keys().copied(),
            ),
        }
        weight(known, sink, &at, measure, component);
    }
    if measure.composite == Some(CompositeMethod::Weighted) {
        no_weight(known, sink, &at, measure);
    }
}

/// Whether a component has what the method needs: a class of each subject, a numerator and denominator, or a rate.
fn fits(sink: &mut Sink, at: &At<'_>, measure: &Measure, part: &Measure) {
    use CompositeMethod::{AllOrNothing, Linear, Opportunity, Weighted};
    let Some(method) = measure.composite else {
        return;
    };
    let parts: &[CompositeMethod] = match method {
        AllOrNothing | Linear => &[AllOrNothing],
        Opportunity => &[AllOrNothing, Opportunity],
        Weighted => &[AllOrNothing, Opportunity, Linear, Weighted],
    };
    let fits = match part.scoring {
        Scoring::Proportion => true,
        Scoring::Count => false,
        Scoring::Composite => part.composite.is_none_or(|method| parts.contains(&method)),
    };
    if !fits {
        let expected = match method {
            AllOrNothing | Linear => Words::new(
                "应为比例指标或 `all_or_nothing` 合成指标：每个对象要有类别",
                "a proportion or an `all_or_nothing` composite: each subject needs a class",
            ),
            Opportunity => Words::new(
                "应为比例指标，或 `all_or_nothing`、`opportunity` 合成指标：要有分子和分母",
                "a proportion, or an `all_or_nothing` or `opportunity` composite: it needs numerator and denominator",
            ),
            Weighted => Words::new(
                "应为有比率的指标，数量指标没有",
                "a measure with a rate, which a count has not",
            ),
        };
        sink.fault(Code::WrongScoring, at, &part.id, expected);
    }
    if matches!(method, AllOrNothing | Linear) && part.basis != measure.basis {
        let expected = Words::new(
            format!("应与合成指标同为口径 `{}`", measures::name(measure.basis)),
            format!("the basis of the composite, `{}`", measures::name(measure.basis)),
        );
        let found = format!("{}: {}", part.id, measures::name(part.basis));
        sink.fault(Code::MixedBasis, at, found, expected);
    }
}

fn weight(known: &Known<'_>, sink: &mut Sink, at: &At<'_>, measure: &Measure, component: &Component) {
    if component.weight.is_empty() {
        return;
    }
    let at = at.key("weight");
    if measure
        .composite
        .is_some_and(|method| method != CompositeMethod::Weighted)
    {
        let expected = Words::new("应只在 `weighted` 时写权重", "weights with `weighted` only");
        sink.fault(Code::WrongScoring, &at, "", expected);
    }
    dated::values(known, sink, &at, &component.weight);
    let period = periods::of(known.document, measure);
    dated::no_gap(sink, &at, &component.weight, period, &measure.id);
    for (place, weight) in component.weight.iter().enumerate() {
        if weight.value.is_negative() {
            let at = at.item(place);
            let expected = Words::new("应不小于 0", "0 or more");
            sink.fault(Code::OutOfRange, &at.key("value"), weight.value, expected);
        }
    }
}

/// A day of the period on which all weights are 0.
fn no_weight(known: &Known<'_>, sink: &mut Sink, at: &At<'_>, measure: &Measure) {
    let days = periods::of(known.document, measure);
    let starts = measure
        .components
        .iter()
        .flat_map(|component| component.weight.iter().filter_map(|weight| weight.first));
    let begin = days.and_then(|days| days.first()).unwrap_or(Day::FIRST);
    let inside = starts.filter(|day| days.is_none_or(|days| days.contains(*day)));
    let days = crate::order::set(inside.chain([begin]));
    let nothing = |component: &Component, day: Day| {
        in_force(&component.weight, day).is_some_and(|weight| weight.value.is_zero())
    };
    let empty = days.into_iter().find(|day| {
        !measure.components.is_empty()
            && measure
                .components
                .iter()
                .all(|component| nothing(component, *day))
    });
    if let Some(day) = empty {
        let expected = Words::new("应每天至少有一个权重大于 0", "one weight above 0 on every day");
        sink.fault(Code::OutOfRange, at, day, expected);
    }
}

/// Circles of components, each told once, at the component that closes it.
pub(super) fn circles(known: &Known<'_>, sink: &mut Sink) {
    let measures = &known.document.measures;
    // For each measure whether it is on the path (false) or done (true).
    let mut done: Vec<Option<bool>> = vec![None; measures.len()];
    let list = At::DOCUMENT.key("measures");
    for start in 0..measures.len() {
        let mut path: Vec<(usize, usize)> = Vec::new();
        let mut next = Some(start).filter(|start| done.get(*start) == Some(&None));
        loop {
            if let Some(measure) = next.take()
                && let Some(state) = done.get_mut(measure)
            {
                *state = Some(false);
                path.push((measure, 0));
            }
            let Some((measure, looked)) = path.last_mut() else {
                break;
            };
            let (measure, place) = (*measure, *looked);
            *looked = looked.saturating_add(1);
            let Some(component) = measures
                .get(measure)
                .and_then(|measure| measure.components.get(place))
            else {
                if let Some(state) = done.get_mut(measure) {
                    *state = Some(true);
                }
                path.pop();
                continue;
            };
            let part = known.measures.get(component.measure.as_str()).copied();
            match part.and_then(|part| Some((part, done.get(part)?))) {
                Some((part, None)) => next = Some(part),
                Some((part, Some(false))) => {
                    let circle: Vec<&str> = path
                        .iter()
                        .skip_while(|(on, _)| *on != part)
                        .filter_map(|(on, _)| measures.get(*on))
                        .map(|measure| measure.id.as_str())
                        .take(10)
                        .collect();
                    let expected = Words::new("应不回到自身", "no way back to itself");
                    let at = list.item(measure);
                    let at = at.key("components");
                    let at = at.item(place);
                    let found = format!("{} → {}", circle.join(" → "), component.measure);
                    sink.fault(Code::MeasureCycle, &at.key("measure"), found, expected);
                }
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::plan::check::tests::{COMPOSITE, COUNT, PROPORTION, day, number, plan, said};
    use crate::plan::{Basis, Component, CompositeMethod, Dated};

    fn weight(value: &str) -> Vec<Dated<crate::number::Rational>> {
        vec![Dated {
            first: None,
            last: None,
            clause: None,
            value: number(value),
        }]
    }

    fn at(rest: &str) -> String {
        rest.replacen("/composite", &format!("/measures/{COMPOSITE}/components"), 1)
    }

    #[test]
    fn a_composite_needs_components_that_exist() {
        let mut document = plan();
        document.measures[COMPOSITE].components[0].measure = "coverag".into();
        assert_eq!(
            said(document.clone()),
            [at("unknown_component /composite/0/measure")]
        );
        document.measures[COMPOSITE].components.clear();
        assert_eq!(said(document), [at("empty_composite /composite")]);
    }

    #[test]
    fn a_composite_is_no_component_of_itself() {
        let mut document = plan();
        let id = document.measures[COMPOSITE].id.clone();
        document.measures[COMPOSITE].components[0].measure = id;
        assert_eq!(said(document), [at("measure_cycle /composite/0/measure")]);
    }

    #[test]
    fn a_longer_circle_is_told_once() {
        let mut document = plan();
        let mut other = document.measures[COMPOSITE].clone();
        other.id = "other".into();
        other.components[0].measure = document.measures[COMPOSITE].id.clone();
        document.measures[COMPOSITE].components.push(Component {
            measure: "other".into(),
            weight: vec![],
        });
        let last = document.measures.len();
        document.measures.push(other);
        assert_eq!(
            said(document),
            [format!("measure_cycle /measures/{last}/components/0/measure")]
        );
    }

    #[test]
    fn components_of_one_composite_have_one_basis() {
        let mut document = plan();
        document.measures[COMPOSITE].basis = Basis::Unit;
        assert_eq!(
            said(document.clone()),
            [
                at("mixed_basis /composite/0/measure"),
                at("mixed_basis /composite/1/measure")
            ]
        );
        document.measures[COMPOSITE].composite = Some(CompositeMethod::Opportunity);
        assert_eq!(said(document), [""; 0]);
    }

    #[test]
    fn a_count_is_no_component() {
        let mut document = plan();
        let count = document.measures[COUNT].id.clone();
        document.measures[COMPOSITE].composite = Some(CompositeMethod::Weighted);
        document.measures[COMPOSITE].components[0].measure = count;
        assert_eq!(said(document), [at("wrong_scoring /composite/0/measure")]);
    }

    #[test]
    fn the_same_component_twice_is_told() {
        let mut document = plan();
        let again = document.measures[COMPOSITE].components[0].clone();
        document.measures[COMPOSITE].components.push(again);
        assert_eq!(said(document), [at("duplicate_id /composite/2/measure")]);
    }

    #[test]
    fn weights_are_for_weighted_and_not_all_nothing() {
        let mut document = plan();
        document.measures[COMPOSITE].components[0].weight = weight("2");
        assert_eq!(said(document.clone()), [at("wrong_scoring /composite/0/weight")]);
        document.measures[COMPOSITE].composite = Some(CompositeMethod::Weighted);
        assert_eq!(said(document.clone()), [""; 0]);
        document.measures[COMPOSITE].components[0].weight = weight("-1");
        assert_eq!(
            said(document.clone()),
            [at("out_of_range /composite/0/weight/0/value")]
        );
        document.measures[COMPOSITE].components[0].weight = weight("0");
        assert_eq!(said(document.clone()), [""; 0]);
        let mut late = weight("1");
        late[0].last = Some(day("2022-06-30"));
        late.extend(weight("0"));
        late[1].first = Some(day("2022-07-01"));
        document.measures[COMPOSITE].components[1].weight = late;
        assert_eq!(said(document.clone()), [at("out_of_range /composite")]);
        document.measures[COMPOSITE].components[1].weight.pop();
        assert_eq!(said(document), [at("gap_in_values /composite/1/weight")]);
    }

    #[test]
    fn the_numbers_of_the_measures_of_the_tests_hold() {
        let document = plan();
        let parts = &document.measures[COMPOSITE].components;
        assert_eq!(parts[0].measure, document.measures[PROPORTION].id);
    }
}
