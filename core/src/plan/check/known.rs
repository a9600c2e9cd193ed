//! The names that a document defines.

use super::at::At;
use super::sink::Sink;
use crate::error::Code;
use crate::plan::{CodeSet, Dated, PlanDocument, VocabularyList};
use std::collections::{BTreeMap, BTreeSet};

/// What may be referred to.
pub(super) struct Known<'a> {
    pub(super) document: &'a PlanDocument,
    pub(super) clauses: BTreeSet<&'a str>,
    /// One for each list, in the order of [`VocabularyList::ALL`].
    words: Vec<BTreeSet<&'a str>>,
    /// Code sets with their places.
    pub(super) sets: BTreeMap<&'a str, (usize, &'a CodeSet)>,
    /// Places of measures; of two with one identifier the first.
    pub(super) measures: BTreeMap<&'a str, usize>,
}

impl<'a> Known<'a> {
    pub(super) fn new(document: &'a PlanDocument) -> Self {
        let mut measures = BTreeMap::new();
        for (at, measure) in document.measures.iter().enumerate() {
            measures.entry(measure.id.as_str()).or_insert(at);
        }
        Self {
            document,
            clauses: document.clauses.iter().map(|clause| clause.id.as_str()).collect(),
            words: VocabularyList::ALL
                .iter()
                .map(|list| {
                    let terms = document.vocabulary.list(*list).iter();
                    terms.map(|term| term.id.as_str()).collect()
                })
                .collect(),
            sets: document
                .sets
                .iter()
                .enumerate()
                .map(|(place, set)| (set.id.as_str(), (place, set)))
                .collect(),
            measures,
        }
    }

    /// The words of a list.
    pub(super) fn words(&self, list: VocabularyList) -> impl Iterator<Item = &'a str> + '_ {
        self.words.get(list as usize).into_iter().flatten().copied()
    }

    fn has_word(&self, list: VocabularyList, word: &str) -> bool {
        self.words
            .get(list as usize)
            .is_some_and(|words| words.contains(word))
    }

    /// A word that must be in a list of the vocabulary.
    pub(super) fn word(&self, sink: &mut Sink, list: VocabularyList, at: &At<'_>, word: &str) {
        if !self.has_word(list, word) {
            sink.unknown(Code::UnknownVocabulary, at, word, self.words(list));
        }
    }

    /// Words that must be in a list of the vocabulary, or name a code set of that list.
    pub(super) fn words_or_sets(&self, sink: &mut Sink, list: VocabularyList, at: &At<'_>, words: &[String]) {
        for (place, word) in words.iter().enumerate() {
            let at = at.item(place);
            match word.strip_prefix('@') {
                None => self.word(sink, list, &at, word),
                Some(id) if self.sets.get(id).is_some_and(|(_, set)| set.of == list) => {}
                Some(id) => {
                    let fitting = self.sets.values().filter(|(_, set)| set.of == list);
                    sink.unknown(Code::UnknownSet, &at, id, fitting.map(|(_, set)| set.id.as_str()));
                }
            }
        }
    }

    /// A clause that must exist.
    pub(super) fn clause(&self, sink: &mut Sink, at: &At<'_>, id: &str) {
        if !self.clauses.contains(id) {
            sink.unknown(Code::UnknownClause, at, id, self.clauses.iter().copied());
        }
    }

    /// The clauses that dated values name.
    pub(super) fn dated_clauses<T>(&self, sink: &mut Sink, at: &At<'_>, values: &[Dated<T>]) {
        for (place, value) in values.iter().enumerate() {
            if let Some(clause) = &value.clause {
                self.clause(sink, &at.item(place).key("clause"), clause);
            }
        }
    }
}
