//! The plan (工作要点): what shall be done, as a versioned document.
//!
//! [`PlanDocument`] mirrors `plan.json`; [`Plan`] is a document that has passed every check, with what an evaluation
//! looks up at hand: measures, clauses and words by their identifiers, and the order in which measures are computed.

mod check;
mod criterion;
mod dated;
mod digest;
mod document;
mod order;
mod populations;
mod words;

pub use criterion::*;
pub use dated::in_force;
pub use document::*;

use crate::error::{Error, Place};
use crate::json;
use crate::time::{Day, Period};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A checked plan. Immutable, safe to share between threads, and cheap to clone.
///
/// Whatever a `Plan` refers to exists: every clause, word, code set, stratifier and component that a measure names is
/// in the document, dated values do not overlap, and components form no circle.
#[derive(Clone)]
pub struct Plan(Arc<Inner>);

/// Where in a list the item with an identifier stands.
type Places = BTreeMap<String, usize>;

struct Inner {
    document: PlanDocument,
    digest: String,
    measures: Places,
    clauses: Places,
    /// One for each list, in the order of [`VocabularyList::ALL`].
    terms: Vec<Places>,
    sets: Places,
    components: Vec<Vec<usize>>,
    order: Vec<usize>,
}

impl Plan {
    /// Reads a plan from the text of a `plan.json`. `name` is what messages call the text: a file name, or empty.
    ///
    /// # Errors
    /// Every fault of the text, in the order of the document, with JSON pointer, line and column: of its syntax
    /// (`bad_json`, `too_deep`), else of its form (unknown, missing and doubled keys, wrong types and words, numbers out of
    /// range), else of its meaning (the codes 3001 to 3023 and a few of form that the schema cannot say).
    ///
    /// ```
    /// use jinguo::{Code, plan::Plan};
    /// let error = Plan::from_json("plan.json", r#"{"schema": "jinguo-plan/1", "titel": {}}"#).unwrap_err();
    /// let titel = error.faults().iter().find(|fault| fault.code == Code::UnknownKey).unwrap();
    /// assert_eq!(titel.place.pointer.as_deref(), Some("/titel"));
    /// assert_eq!((titel.place.line, titel.place.column), (Some(1), Some(29)));
    /// assert!(titel.zh().ends_with("最接近的是 `title` [2004]"));
    /// ```
    pub fn from_json(name: &str, text: &str) -> Result<Self, Error> {
        let tree = json::tree(json::without_mark(text), name, 1, json::Root::Plan)?;
        let document: PlanDocument = json::value(&tree)?;
        check::check(
            &document,
            |pointer| tree.offset(pointer),
            |pointer, offset| tree.place(pointer, offset),
        )?;
        let canonical = digest::canonical(&document)?;
        Ok(Self::compile(document, &canonical))
    }

    /// Checks a document that was built in memory.
    ///
    /// # Errors
    /// Every fault, in the order of the document, with JSON pointer; there is no text, hence no line.
    pub fn from_document(document: PlanDocument) -> Result<Self, Error> {
        check::depth(&document)?;
        let canonical = digest::canonical(&document)?;
        // The document has no text of its own; its canonical text gives the order.
        let tree = json::Tree::read(&canonical, "", 1)?;
        check::check(
            &document,
            |pointer| tree.offset(pointer),
            |pointer, _| Place::pointer("", pointer, None),
        )?;
        Ok(Self::compile(document, &canonical))
    }

    /// Makes the lookups of a checked document.
    fn compile(document: PlanDocument, canonical: &str) -> Self {
        let digest = digest::sm3(canonical);
        let measures = index(&document.measures, |measure| &measure.id);
        let components = order::components(&document.measures, &measures);
        let order = order::components_first(&components);
        let clauses = index(&document.clauses, |clause| &clause.id);
        let sets = index(&document.sets, |set| &set.id);
        let terms = VocabularyList::ALL
            .into_iter()
            .map(|list| index(document.vocabulary.list(list), |term| &term.id))
            .collect();
        Self(Arc::new(Inner {
            document,
            digest,
            measures,
            clauses,
            terms,
            sets,
            components,
            order,
        }))
    }

    /// The document as it was read.
    pub fn document(&self) -> &PlanDocument {
        &self.0.document
    }

    /// SM3 digest of the document's canonical JSON, as 64 hexadecimal digits: which text of the plan this is.
    ///
    /// Canonical JSON has no space between tokens, the keys in the order of [`PlanDocument`], and no key whose value is
    /// the default; white space and key order of the original text do not matter.
    pub fn digest(&self) -> &str {
        &self.0.digest
    }

    /// The digest as bytes.
    pub(crate) fn digest_bytes(&self) -> crate::report::Digest {
        let mut bytes = [0u8; 32];
        let (pairs, _) = self.0.digest.as_bytes().as_chunks::<2>();
        for (byte, pair) in bytes.iter_mut().zip(pairs) {
            // INVARIANT: the digest is hexadecimal digits.
            let digits = std::str::from_utf8(pair).unwrap_or_default();
            *byte = u8::from_str_radix(digits, 16).unwrap_or_default();
        }
        bytes
    }

    /// The measures, in the order of the document.
    pub fn measures(&self) -> &[Measure] {
        &self.0.document.measures
    }

    /// The place of a measure in [`Plan::measures`].
    pub fn measure(&self, id: &str) -> Option<usize> {
        self.0.measures.get(id).copied()
    }

    /// A clause of the source document.
    pub fn clause(&self, id: &str) -> Option<&Clause> {
        self.0
            .clauses
            .get(id)
            .and_then(|at| self.0.document.clauses.get(*at))
    }

    /// A word of the vocabulary, with its title.
    pub fn term(&self, list: VocabularyList, id: &str) -> Option<&Term> {
        self.0.document.vocabulary.list(list).get(self.rank(list, id)?)
    }

    /// The place of a word in its list, which for levels is its rank: 0 is the widest.
    pub fn rank(&self, list: VocabularyList, id: &str) -> Option<usize> {
        self.0.terms.get(list as usize)?.get(id).copied()
    }

    /// A code set, named without its `@`.
    pub fn set(&self, id: &str) -> Option<&CodeSet> {
        self.0.sets.get(id).and_then(|at| self.0.document.sets.get(*at))
    }

    /// The words that a list of a criterion stands for on a day: each `@set` is replaced by the words that are in
    /// force then. Every word once, in the order in which it comes.
    ///
    /// An empty list in a criterion means that anything will do; a set may be empty on a day, and then nothing does.
    /// So ask the criterion's list, not the result, whether there is a condition at all.
    pub fn codes(&self, list: VocabularyList, words: &[String], day: Day) -> Vec<String> {
        words::expand(words, |id| {
            self.set(id)
                .filter(|set| set.of == list)
                .and_then(|set| in_force(&set.values, day))
                .map(|dated| dated.value.as_slice())
        })
    }

    /// Every measure once, as places in [`Plan::measures`], components before the composites that use them; else in
    /// the order of the document.
    pub fn order(&self) -> &[usize] {
        &self.0.order
    }

    /// The components of a measure, as places in [`Plan::measures`], in the order of its list.
    pub fn components(&self, measure: usize) -> &[usize] {
        self.0.components.get(measure).map_or(&[], Vec::as_slice)
    }

    /// The measurement period of a measure: its own, or the plan's.
    pub fn period<'a>(&'a self, measure: &'a Measure) -> &'a Period {
        measure.period.as_ref().unwrap_or(&self.0.document.period)
    }

    /// The hierarchy along which a measure is rolled up: its own, or the plan's.
    pub fn hierarchy<'a>(&'a self, measure: &'a Measure) -> &'a str {
        measure.hierarchy.as_deref().unwrap_or(&self.0.document.hierarchy)
    }

    /// The pace thresholds of a measure on a day: its own if it has any, else the plan's.
    pub fn pace(&self, measure: &Measure, day: Day) -> Option<Pace> {
        let values = if measure.pace.is_empty() {
            &self.0.document.pace
        } else {
            &measure.pace
        };
        in_force(values, day).map(|dated| dated.value)
    }
}

/// Places by identifier; of two with one identifier the first, and the check reports the second.
fn index<T>(items: &[T], id: impl Fn(&T) -> &String) -> Places {
    let mut places = Places::new();
    for (at, item) in items.iter().enumerate() {
        places.entry(id(item).clone()).or_insert(at);
    }
    places
}

impl std::fmt::Debug for Plan {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Plan")
            .field("id", &self.0.document.id)
            .field("version", &self.0.document.version)
            .field("digest", &self.0.digest)
            .finish_non_exhaustive()
    }
}

impl PartialEq for Plan {
    /// Two plans are equal when their canonical documents are.
    fn eq(&self, other: &Self) -> bool {
        self.0.digest == other.0.digest
    }
}

#[cfg(test)]
mod tests {
    use super::check::tests::{COMPOSITE, COUNT, PROPORTION, day, plan};
    use super::*;

    const TEXT: &str = include_str!("check/plan.json");

    fn good() -> Plan {
        Plan::from_json("plan.json", TEXT).unwrap()
    }

    #[test]
    fn a_plan_is_shared_between_threads() {
        fn shared<T: Send + Sync + Clone>(_: &T) {}
        shared(&good());
    }

    #[test]
    fn white_space_and_key_order_do_not_change_the_digest_and_a_value_does() {
        let sorted: serde_json::Value = serde_json::from_str(TEXT).unwrap();
        let other = Plan::from_json("", &sorted.to_string()).unwrap();
        assert_eq!(good().digest(), other.digest());
        assert_eq!(good(), Plan::from_document(plan()).unwrap());
        let mut document = plan();
        document.version = "1.0.1".into();
        assert_ne!(good(), Plan::from_document(document).unwrap());
        assert_eq!(good().digest().len(), 64);
    }

    #[test]
    fn everything_is_found_by_its_identifier() {
        let plan = good();
        assert_eq!(plan.measure("lectures"), Some(COUNT));
        assert_eq!(plan.measure("lecture"), None);
        assert_eq!(
            plan.clause("三.5").map(|clause| clause.number.as_str()),
            Some("5")
        );
        let lists = VocabularyList::ALL;
        let titles = lists.map(|list| plan.term(list, "minors").map(|term| term.title.zh.as_str()));
        assert_eq!(titles.iter().flatten().collect::<Vec<_>>(), [&"未成年人"]);
        assert_eq!(plan.rank(VocabularyList::Levels, "city"), Some(0));
        assert_eq!(plan.rank(VocabularyList::Levels, "community"), Some(2));
        assert_eq!(plan.set("new").map(|set| set.of), Some(VocabularyList::Groups));
    }

    #[test]
    fn a_measure_without_its_own_takes_what_the_plan_has() {
        let mut document = plan();
        document.measures[COUNT].period = Some(Period::CalendarYear(2023));
        document.measures[COUNT].hierarchy = Some("organs".into());
        document.measures[COUNT].targets.clear();
        let plan = Plan::from_document(document).unwrap();
        let (own, common) = (&plan.measures()[COUNT], &plan.measures()[PROPORTION]);
        assert_eq!(plan.period(own), &Period::CalendarYear(2023));
        assert_eq!(plan.period(common), &Period::CalendarYear(2022));
        assert_eq!(
            (plan.hierarchy(own), plan.hierarchy(common)),
            ("organs", "administrative")
        );
        let pace = plan.pace(common, day("2022-06-30")).unwrap();
        assert_eq!(pace.on_track.to_string(), "0.95");
    }

    #[test]
    fn a_set_gives_the_words_of_the_day() {
        let mut document = plan();
        let mut later = document.sets[0].values[0].clone();
        document.sets[0].values[0].last = Some(day("2022-06-30"));
        later.first = Some(day("2022-07-01"));
        later.value = vec!["organ".into()];
        document.sets[0].values.push(later);
        let plan = Plan::from_document(document).unwrap();
        let words = ["@new".to_owned(), "firm".to_owned()];
        let on = |list, date: &str| plan.codes(list, &words, day(date));
        assert_eq!(on(VocabularyList::Groups, "2022-06-30"), ["firm", "society"]);
        assert_eq!(on(VocabularyList::Groups, "2022-07-01"), ["organ", "firm"]);
        assert_eq!(on(VocabularyList::Levels, "2022-07-01"), ["firm"]);
    }

    #[test]
    fn components_are_computed_before_their_composite() {
        let plan = good();
        assert_eq!(plan.components(COMPOSITE), [0, 4]);
        assert_eq!(plan.order(), [0, 1, 2, 4, 3]);
    }
}
