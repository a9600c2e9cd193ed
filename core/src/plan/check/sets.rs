//! Code sets: words of their list, and no hole where a measure uses them.

use super::at::At;
use super::dated::{gap, no_gap, values};
use super::known::Known;
use super::periods;
use super::sink::Sink;
use std::collections::BTreeSet;

/// `uses` names a set and a measure that uses it.
pub(super) fn check<'a>(known: &Known<'a>, sink: &mut Sink, uses: impl Iterator<Item = (&'a str, usize)>) {
    let at = At::DOCUMENT.key("sets");
    for (place, set) in known.document.sets.iter().enumerate() {
        let at = at.item(place);
        let at = at.key("values");
        values(known, sink, &at, &set.values);
        for (place, words) in set.values.iter().enumerate() {
            let at = at.item(place);
            let at = at.key("value");
            for (place, word) in words.value.iter().enumerate() {
                known.word(sink, set.of, &at.item(place), word);
            }
        }
    }
    let mut told = BTreeSet::new();
    for (id, user) in uses {
        let measure = known.document.measures.get(user);
        if let (Some((place, set)), Some(measure)) = (known.sets.get(id), measure) {
            let period = periods::of(known.document, measure);
            if gap(&set.values, period).is_some() && told.insert(id) {
                let at = at.item(*place);
                no_gap(sink, &at.key("values"), &set.values, period, &measure.id);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::plan::check::tests::{day, plan, said};
    use crate::plan::{Criterion, UnitTest, VocabularyList};

    fn uses_the_set() -> crate::plan::PlanDocument {
        let mut document = plan();
        document.measures[1].denominator = Some(Criterion::Unit(UnitTest {
            group: vec!["@new".into()],
            ..UnitTest::default()
        }));
        document
    }

    #[test]
    fn the_words_of_a_set_are_words_of_its_list() {
        let mut document = plan();
        document.sets[0].values[0].value.push("city".into());
        assert_eq!(said(document), ["unknown_vocabulary /sets/0/values/0/value/2"]);
    }

    #[test]
    fn a_set_that_is_used_has_a_value_on_every_day() {
        assert_eq!(said(uses_the_set()), [""; 0]);
        let mut document = uses_the_set();
        document.sets[0].values[0].last = Some(day("2022-11-30"));
        assert_eq!(said(document.clone()), ["gap_in_values /sets/0/values"]);
        document.measures[1].denominator = None;
        assert_eq!(said(document), [""; 0]);
    }

    #[test]
    fn a_set_of_another_list_is_unknown() {
        let mut document = uses_the_set();
        document.sets[0].of = VocabularyList::Levels;
        document.sets[0].values[0].value = vec!["city".into()];
        assert_eq!(
            said(document),
            ["unknown_set /measures/1/denominator/unit/group/0"]
        );
    }
}
