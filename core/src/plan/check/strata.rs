//! Stratifiers and the splits that are reported.

use super::at::At;
use super::names;
use super::sink::Sink;
use crate::error::{Code, Words};
use crate::plan::{CompositeMethod, Measure, Stratifier};
use std::collections::BTreeSet;

/// Into so many parts a measure may be split by one entry.
const MAX_PARTS: usize = 10_000;
/// The category of those whom no other takes.
const OTHER: &str = "other";

pub(super) fn check(sink: &mut Sink, at: &At<'_>, measure: &Measure) {
    let list = at.key("stratifiers");
    let named = measure.stratifiers.iter();
    names::each(sink, &list, named.clone().map(|split| (&split.id, &split.title)));
    for (place, split) in named.enumerate() {
        let at = list.item(place);
        no_equals(sink, &at.key("id"), &split.id);
        categories(sink, &at.key("categories"), split);
    }
    let list = at.key("strata");
    let of_results = [CompositeMethod::Opportunity, CompositeMethod::Weighted].map(Some);
    if of_results.contains(&measure.composite) && !measure.strata.is_empty() {
        let expected = Words::new(
            "由结果合成的指标没有对象，不能分组：分组写在组成指标上",
            "strata of the components: a composite of results has no subjects to split",
        );
        sink.fault(Code::WrongScoring, &list, "", expected);
    }
    let mut seen = BTreeSet::new();
    for (place, names) in measure.strata.iter().enumerate() {
        entry(sink, &list.item(place), measure, names);
        let names = crate::order::set(names.iter().map(String::as_str));
        if !seen.insert(names) {
            let expected = Words::new("应为另一种分组", "another split");
            sink.fault(Code::DuplicateId, &list.item(place), "", expected);
        }
    }
}

fn categories(sink: &mut Sink, at: &At<'_>, split: &Stratifier) {
    if split.categories.is_empty() {
        let expected = Words::new("应至少有一个类别", "at least one category");
        sink.fault(Code::TooFew, at, "[]", expected);
    }
    let mut seen = crate::order::set([OTHER]);
    for (place, category) in split.categories.iter().enumerate() {
        let at = at.item(place);
        let id = at.key("id");
        if category.id == OTHER {
            let expected = Words::new(
                "应为别的编号：`other` 是其余对象的类别",
                "another identifier: `other` takes those whom no category takes",
            );
            sink.fault(Code::DuplicateCategory, &id, OTHER, expected);
        } else if !seen.insert(&category.id) {
            sink.fault(Code::DuplicateCategory, &id, &category.id, names::another());
        }
        names::form(sink, &id, &category.id);
        names::title(sink, &at.key("title"), &category.title);
        no_equals(sink, &id, &category.id);
    }
}

/// A stratum is written `stratifier=category`.
fn no_equals(sink: &mut Sink, at: &At<'_>, id: &str) {
    if id.contains('=') {
        let expected = Words::new("应不含 `=`", "a name without `=`");
        sink.fault(Code::BadText, at, id, expected);
    }
}

fn entry(sink: &mut Sink, at: &At<'_>, measure: &Measure, names: &[String]) {
    if names.is_empty() {
        let expected = Words::new("应至少有一个分组", "at least one stratifier");
        sink.fault(Code::TooFew, at, "[]", expected);
    }
    let mut seen = BTreeSet::new();
    let mut parts = 1usize;
    for (place, name) in names.iter().enumerate() {
        let at = at.item(place);
        let known = measure.stratifiers.iter();
        match known.clone().find(|split| split.id == *name) {
            Some(split) => parts = parts.saturating_mul(split.categories.len().saturating_add(1)),
            None => sink.unknown(
                Code::UnknownStratifier,
                &at,
                name,
                known.map(|split| split.id.as_str()),
            ),
        }
        if !seen.insert(name) {
            let expected = Words::new("应只写一次", "it once");
            sink.fault(Code::DuplicateId, &at, name, expected);
        }
    }
    if parts > MAX_PARTS {
        let expected = Words::new(
            format!("应不超过 {MAX_PARTS} 格"),
            format!("at most {MAX_PARTS} parts"),
        );
        sink.fault(Code::TooMany, at, parts, expected);
    }
}

#[cfg(test)]
mod tests {
    use crate::plan::check::tests::{COMPOSITE, PROPORTION, criterion, plan, said};
    use crate::plan::{Category, CompositeMethod, PlanDocument, Stratifier, Text};

    fn title() -> Text {
        Text {
            zh: "题".into(),
            en: None,
        }
    }

    fn split(id: &str, categories: &[&str]) -> Stratifier {
        Stratifier {
            id: id.into(),
            title: title(),
            categories: categories
                .iter()
                .map(|id| Category {
                    id: (*id).into(),
                    title: title(),
                    criterion: criterion(r#"{"person": {"role": ["minor"]}}"#),
                })
                .collect(),
        }
    }

    fn with(splits: Vec<Stratifier>, strata: &[&[&str]]) -> PlanDocument {
        let mut document = plan();
        let measure = &mut document.measures[PROPORTION];
        measure.stratifiers = splits;
        measure.strata = strata
            .iter()
            .map(|names| names.iter().map(|name| (*name).to_owned()).collect())
            .collect();
        document
    }

    fn faults(document: PlanDocument) -> Vec<String> {
        let at = format!("/measures/{PROPORTION}");
        said(document)
            .iter()
            .map(|fault| fault.replace(&at, ""))
            .collect()
    }

    #[test]
    fn a_category_stands_once_and_other_is_taken() {
        let document = with(vec![split("age", &["a", "a", "other"])], &[]);
        assert_eq!(
            faults(document),
            [
                "duplicate_category /stratifiers/0/categories/1/id",
                "duplicate_category /stratifiers/0/categories/2/id"
            ]
        );
    }

    #[test]
    fn a_composite_of_results_has_no_strata() {
        for method in [
            CompositeMethod::Opportunity,
            CompositeMethod::Weighted,
            CompositeMethod::Linear,
        ] {
            let mut document = plan();
            let measure = &mut document.measures[COMPOSITE];
            measure.composite = Some(method);
            measure.stratifiers = vec![split("age", &["a"])];
            measure.strata = vec![vec!["age".into()]];
            let fault = format!("wrong_scoring /measures/{COMPOSITE}/strata");
            assert_eq!(
                said(document).contains(&fault),
                method != CompositeMethod::Linear,
                "{method:?}"
            );
        }
    }

    #[test]
    fn strata_name_stratifiers_each_once() {
        let splits = vec![split("age", &["a"]), split("sex", &["b"])];
        let strata: &[&[&str]] = &[&["age", "sex"], &["sex", "age"], &["age", "age"], &["agee"], &[]];
        assert_eq!(
            faults(with(splits, strata)),
            [
                "duplicate_id /strata/1",
                "duplicate_id /strata/2/1",
                "unknown_stratifier /strata/3/0",
                "too_few /strata/4"
            ]
        );
    }

    #[test]
    fn a_split_into_too_many_parts_is_refused() {
        let names: Vec<String> = (0..200).map(|number| format!("c{number}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let splits = vec![split("a", &names), split("b", &names)];
        assert_eq!(faults(with(splits, &[&["a", "b"]])), ["too_many /strata/0"]);
    }

    #[test]
    fn a_criterion_of_a_category_is_checked() {
        let mut bad = split("a", &["x=y"]);
        bad.categories[0].criterion = criterion(r#"{"person": {"role": ["minr"]}}"#);
        assert_eq!(
            faults(with(vec![bad, split("b", &[])], &[])),
            [
                "bad_text /stratifiers/0/categories/0/id",
                "unknown_vocabulary /stratifiers/0/categories/0/criterion/person/role/0",
                "too_few /stratifiers/1/categories"
            ]
        );
    }
}
