//! What a measure must have and may not have, by its scoring and basis.

use super::at::At;
use super::known::Known;
use super::sink::Sink;
use crate::error::{Code, Words};
use crate::plan::{Basis, Measure, Scoring, Sum, VocabularyList};

pub(super) fn check(known: &Known<'_>, sink: &mut Sink, at: &At<'_>, measure: &Measure) {
    required(sink, at, measure);
    forbidden(sink, at, measure);
    if let Some(kind) = &measure.official {
        let at = at.key("official");
        known.word(sink, VocabularyList::ObservationKinds, &at, kind);
        if measure.scoring == Scoring::Proportion && measure.basis != Basis::Person {
            let expected = fitting(&[Basis::Person]);
            sink.fault(Code::WrongBasis, &at, name(measure.basis), expected);
        }
    }
    if let Some(sum) = &measure.sum {
        self::sum(known, sink, &at.key("sum"), measure.basis, sum);
    }
}

fn required(sink: &mut Sink, at: &At<'_>, measure: &Measure) {
    let keys: &[(&str, bool)] = match measure.scoring {
        Scoring::Proportion => &[
            ("initial_population", measure.initial_population.is_some()),
            ("numerator", measure.numerator.is_some()),
        ],
        Scoring::Count => &[("initial_population", measure.initial_population.is_some())],
        Scoring::Composite => &[("composite", measure.composite.is_some())],
    };
    for (key, _) in keys.iter().filter(|(_, given)| !given) {
        let expected = Words::new(format!("应有键 `{key}`"), format!("the key `{key}`"));
        sink.fault(Code::MissingKey, at, "", expected);
    }
}

fn forbidden(sink: &mut Sink, at: &At<'_>, measure: &Measure) {
    let given: Vec<&str> = match measure.scoring {
        Scoring::Proportion => vec![],
        Scoring::Count => measure
            .populations()
            .map(|(key, _)| key)
            .filter(|key| *key == "denominator_exception")
            .collect(),
        Scoring::Composite => measure.populations().map(|(key, _)| key).collect(),
    };
    let scoring = measure.scoring;
    let others = [
        ("sum", scoring != Scoring::Count && measure.sum.is_some()),
        (
            "official",
            scoring != Scoring::Proportion && measure.official.is_some(),
        ),
        (
            "composite",
            scoring != Scoring::Composite && measure.composite.is_some(),
        ),
        (
            "components",
            scoring != Scoring::Composite && !measure.components.is_empty(),
        ),
    ];
    let others = others.iter().filter(|(_, wrong)| *wrong).map(|(key, _)| *key);
    for key in given.into_iter().chain(others) {
        let scoring = match scoring {
            Scoring::Proportion => "proportion",
            Scoring::Count => "count",
            Scoring::Composite => "composite",
        };
        let expected = Words::new(
            format!("应不写：计分方式为 `{scoring}`"),
            format!("no such key with scoring `{scoring}`"),
        );
        sink.fault(Code::WrongScoring, &at.key(key), "", expected);
    }
}

fn sum(known: &Known<'_>, sink: &mut Sink, at: &At<'_>, basis: Basis, sum: &Sum) {
    let (key, fits): (&str, &[Basis]) = match sum {
        Sum::Headcount(_) => ("headcount", &[Basis::Event]),
        Sum::Attribute(_) => ("attribute", &[Basis::Unit, Basis::Event]),
        Sum::Observation(_) => ("observation", &[Basis::Unit, Basis::Person]),
        Sum::Members => ("members", &[Basis::Organisation]),
        Sum::Participations(_) => ("participations", &[Basis::Person]),
    };
    if !fits.contains(&basis) {
        sink.fault(Code::WrongBasis, at, key, fitting(fits));
    }
    let at = at.key(key);
    match sum {
        Sum::Headcount(audiences) => {
            known.words_or_sets(sink, VocabularyList::Audiences, &at, audiences);
        }
        Sum::Attribute(id) => known.word(sink, VocabularyList::Attributes, &at, id),
        Sum::Observation(kind) => known.word(sink, VocabularyList::ObservationKinds, &at, kind),
        // The activities of a participation are checked with the criteria.
        Sum::Members | Sum::Participations(_) => {}
    }
}

/// The name of a basis in the document.
pub(super) fn name(basis: Basis) -> &'static str {
    match basis {
        Basis::Person => "person",
        Basis::Unit => "unit",
        Basis::Event => "event",
        Basis::Organisation => "organisation",
    }
}

/// “it only where the basis is `person` or `unit`”.
pub(super) fn fitting(fits: &[Basis]) -> Words {
    let names: Vec<String> = fits.iter().map(|basis| format!("`{}`", name(*basis))).collect();
    Words::new(
        format!("应只用于口径 {}", names.join("、")),
        format!("it only where the basis is {}", names.join(" or ")),
    )
}

#[cfg(test)]
mod tests {
    use crate::plan::check::tests::{COMPOSITE, COUNT, PROPORTION, plan, said};
    use crate::plan::{Basis, Criterion, Sum};

    #[test]
    fn a_proportion_needs_its_populations() {
        let mut document = plan();
        document.measures[PROPORTION].initial_population = None;
        document.measures[PROPORTION].numerator = None;
        let at = format!("missing_key /measures/{PROPORTION}");
        assert_eq!(said(document), [at.clone(), at]);
    }

    #[test]
    fn a_count_has_no_exception_and_a_composite_no_population() {
        let mut document = plan();
        document.measures[COUNT].denominator_exception = Some(Criterion::All(vec![]));
        document.measures[COUNT].official = Some("headcount".into());
        document.measures[COMPOSITE].numerator = Some(Criterion::All(vec![]));
        document.measures[PROPORTION].sum = Some(Sum::Members);
        let faults = said(document);
        for key in [
            format!("wrong_scoring /measures/{COUNT}/denominator_exception"),
            format!("wrong_scoring /measures/{COUNT}/official"),
            format!("wrong_scoring /measures/{COMPOSITE}/numerator"),
            format!("wrong_scoring /measures/{PROPORTION}/sum"),
        ] {
            assert!(faults.contains(&key), "{key}: {faults:?}");
        }
    }

    #[test]
    fn a_sum_fits_its_basis() {
        let mut document = plan();
        document.measures[COUNT].sum = Some(Sum::Members);
        assert_eq!(
            said(document.clone()),
            [format!("wrong_basis /measures/{COUNT}/sum")]
        );
        document.measures[COUNT].sum = Some(Sum::Headcount(vec!["nobody".into()]));
        assert_eq!(
            said(document),
            [format!("unknown_vocabulary /measures/{COUNT}/sum/headcount/0")]
        );
    }

    #[test]
    fn an_official_number_is_about_persons() {
        let mut document = plan();
        document.measures[PROPORTION].official = Some("headcount".into());
        assert_eq!(said(document.clone()), [""; 0]);
        document.measures[PROPORTION].basis = Basis::Unit;
        let at = format!("wrong_basis /measures/{PROPORTION}/official");
        assert!(said(document).contains(&at));
    }
}
