//! Identifiers: of a usable form, and each once.

use super::at::At;
use super::known::Known;
use super::sink::Sink;
use crate::error::{Code, Words};
use crate::plan::{SCHEMA, Text, VocabularyList};
use std::collections::BTreeSet;

pub(super) fn check(known: &Known<'_>, sink: &mut Sink) {
    let document = known.document;
    if document.schema != SCHEMA {
        let expected = Words::same(format!("`{SCHEMA}`"));
        let at = At::DOCUMENT.key("schema");
        sink.fault(Code::UnknownWord, &at, &document.schema, expected);
    }
    for (key, name) in [
        ("id", &document.id),
        ("version", &document.version),
        ("hierarchy", &document.hierarchy),
    ] {
        form(sink, &At::DOCUMENT.key(key), name);
    }
    title(sink, &At::DOCUMENT.key("title"), &document.title);
    for list in VocabularyList::ALL {
        let at = At::DOCUMENT.key("vocabulary");
        let at = at.key(list.name());
        let terms = document.vocabulary.list(list).iter();
        each(sink, &at, terms.map(|term| (&term.id, &term.title)));
    }
    let sets = document.sets.iter().map(|set| (&set.id, &set.title));
    each(sink, &At::DOCUMENT.key("sets"), sets);
    let clauses = document.clauses.iter().map(|clause| (&clause.id, &clause.title));
    each(sink, &At::DOCUMENT.key("clauses"), clauses);
    let at = At::DOCUMENT.key("measures");
    let measures = document
        .measures
        .iter()
        .map(|measure| (&measure.id, &measure.title));
    each(sink, &at, measures);
    for (place, measure) in document.measures.iter().enumerate() {
        if let Some(hierarchy) = &measure.hierarchy {
            form(sink, &at.item(place).key("hierarchy"), hierarchy);
        }
    }
}

/// Items with `id` and `title` in a list.
pub(super) fn each<'a>(sink: &mut Sink, at: &At<'_>, items: impl Iterator<Item = (&'a String, &'a Text)>) {
    let mut seen = BTreeSet::new();
    for (place, (id, text)) in items.enumerate() {
        let at = at.item(place);
        form(sink, &at.key("id"), id);
        title(sink, &at.key("title"), text);
        if !seen.insert(id) {
            sink.fault(Code::DuplicateId, &at.key("id"), id, another());
        }
    }
}

/// What stands instead of a name that is taken.
pub(super) fn another() -> Words {
    Words::new("应为另一个编号", "another identifier")
}

/// A name that survives as a CSV field and in a list with `;` between names, and cannot be taken for a code set.
pub(super) fn form(sink: &mut Sink, at: &At<'_>, name: &str) {
    let usable = !name.is_empty()
        && name.trim() == name
        && !name.starts_with('@')
        && !name.contains(|c: char| c == ';' || c.is_control());
    if !usable {
        let expected = Words::new(
            "应非空，不以 `@` 开头，首尾没有空格，不含 `;` 和控制字符",
            "a name that is not empty, does not begin with `@`, has no space at either end, no `;` and no control character",
        );
        sink.fault(Code::BadText, at, name, expected);
    }
}

/// A title that can be shown.
pub(super) fn title(sink: &mut Sink, at: &At<'_>, text: &Text) {
    for (key, words) in [("zh", Some(&text.zh)), ("en", text.en.as_ref())] {
        if words.is_some_and(|words| words.trim().is_empty()) {
            sink.fault(
                Code::BadText,
                &at.key(key),
                "",
                Words::new("应有文字", "some text"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::plan::check::tests::{plan, said};

    #[test]
    fn the_plan_of_the_tests_has_no_fault() {
        assert_eq!(said(plan()), [""; 0]);
    }

    #[test]
    fn a_plan_of_another_form_is_refused() {
        let mut document = plan();
        document.schema = "jinguo-plan/2".into();
        assert_eq!(said(document), ["unknown_word /schema"]);
    }

    #[test]
    fn an_identifier_stands_once_in_its_list() {
        let mut document = plan();
        document.measures[1].id = document.measures[0].id.clone();
        document.vocabulary.levels[1].id = "city".into();
        document.clauses[1].id = document.clauses[0].id.clone();
        document.sets.push(document.sets[0].clone());
        assert_eq!(
            said(document)
                .iter()
                .filter(|said| said.starts_with("duplicate_id"))
                .count(),
            4
        );
    }

    #[test]
    fn a_name_cannot_be_empty_padded_a_set_or_a_list() {
        for bad in ["", " a", "a\t", "@a", "a;b", "a\0b"] {
            let mut document = plan();
            document.id = bad.into();
            assert_eq!(said(document), ["bad_text /id"], "{bad:?}");
        }
    }
}
