//! Inputs made ready: columns in the order of the declarations, words as numbers, ids as rows. Every fault at once.

use super::column::Column;
use super::document::{Input, ScorecardsDocument, Worth};
use super::input::{Candidate, INPUTS_SCHEMA, InputColumn, InputValue, Inputs, InputsDocument};
use super::program::{Kind, Program};
use super::term::Scope;
use crate::error::{Code, Error, Fault, Faults, Place, Words};
use crate::json::{known, push_token};
use crate::number::Rational;
use crate::order::Order;
use crate::report::State;
use std::collections::BTreeMap;

/// Inputs made ready.
#[derive(Debug, Default)]
pub(super) struct Prepared {
    /// One for each declared input.
    pub(super) columns: Vec<Column>,
    /// One for each declared input: candidate → ids.
    pub(super) evidence: Vec<BTreeMap<usize, Vec<String>>>,
    /// The number of each candidate's group in the program.
    pub(super) groups: Vec<usize>,
    pub(super) oversees: BTreeMap<usize, Vec<usize>>,
    /// Node, row, place in the list of overrides; the later override last.
    pub(super) overrides: Vec<(usize, usize, usize)>,
    pub(super) rows: BTreeMap<String, usize>,
}

impl Prepared {
    /// What a term can see.
    pub(super) fn scope<'a>(&'a self, nodes: &'a [Column], candidates: &'a [Candidate]) -> Scope<'a> {
        Scope {
            inputs: &self.columns,
            nodes,
            groups: &self.groups,
            candidates,
        }
    }
}

struct Place3<'a>(&'a str);

impl Place3<'_> {
    fn at(&self, steps: &[&str]) -> Place {
        let mut pointer = String::new();
        for step in steps {
            push_token(&mut pointer, step);
        }
        Place::pointer(self.0, pointer, None)
    }
}

pub(super) fn prepare(
    document: &ScorecardsDocument,
    program: &Program,
    inputs: &mut Inputs,
) -> Result<Prepared, Error> {
    let name = inputs.name.clone();
    let place = Place3(&name);
    let mut faults = Faults::new();
    let mut prepared = Prepared::default();
    for (row, candidate) in inputs.cohort.iter().enumerate() {
        if prepared.rows.insert(candidate.id.clone(), row).is_some() {
            faults.push(Fault::new(
                Code::DuplicateId,
                place.at(&["candidates", &row.to_string(), "id"]),
                &candidate.id,
                Words::new("另一个编号", "another identifier"),
            ));
        }
    }
    let groups = program.groups.iter().enumerate();
    let numbers = crate::order::map(groups.map(|(at, group)| (group.as_str(), at)));
    prepared.groups = inputs
        .cohort
        .iter()
        .map(|candidate| {
            let group = candidate.group.as_deref();
            group
                .and_then(|group| numbers.get(group))
                .copied()
                .unwrap_or(usize::MAX)
        })
        .collect();
    for (row, candidate) in inputs.cohort.iter().enumerate() {
        for (nth, other) in candidate.oversees.iter().enumerate() {
            match prepared.rows.get(other) {
                Some(at) => prepared.oversees.entry(row).or_default().push(*at),
                None => faults.push(unknown_candidate(
                    &prepared.rows,
                    other,
                    place.at(&["candidates", &row.to_string(), "oversees", &nth.to_string()]),
                )),
            }
        }
    }
    let declared = crate::order::set(document.inputs.iter().map(|input| input.id.as_str()));
    for id in inputs.columns.keys() {
        if !declared.contains(id.as_str()) {
            faults.push(Fault::new(
                Code::UnknownInput,
                place.at(&["numbers", id]),
                id,
                known(id, &declared),
            ));
        }
    }
    let rows = inputs.cohort.len();
    for input in &document.inputs {
        let mut column = match inputs.columns.get_mut(&input.id) {
            Some(column) => std::mem::take(column),
            None => InputColumn::missing(rows),
        };
        if column.len() != rows {
            faults.push(Fault::new(
                Code::LengthMismatch,
                place.at(&["numbers", &input.id]),
                column.len().to_string(),
                Words::same(rows.to_string()),
            ));
        }
        check_column(input, &mut column, inputs, &place, &mut faults);
        prepared.columns.push(column.numbers);
        prepared.evidence.push(column.evidence);
    }
    entries(document, program, inputs, &prepared.rows, &place, &mut faults);
    overrides(document, program, inputs, &mut prepared, &place, &mut faults);
    for (nth, filing) in inputs.filings.iter().enumerate() {
        let nth = nth.to_string();
        if !prepared.rows.contains_key(&filing.candidate) {
            let at = place.at(&["filings", &nth, "candidate"]);
            faults.push(unknown_candidate(&prepared.rows, &filing.candidate, at));
        }
        let targets: Vec<&String> = document.targets.iter().map(|target| &target.id).collect();
        if !targets.contains(&&filing.target) {
            faults.push(Fault::new(
                Code::UnknownFiledTarget,
                place.at(&["filings", &nth, "target"]),
                &filing.target,
                known(&filing.target, targets),
            ));
        }
    }
    for (nth, ballot) in inputs.ballots.iter().enumerate() {
        let awards: Vec<&String> = document.awards.iter().map(|award| &award.id).collect();
        if !awards.contains(&&ballot.award) {
            faults.push(Fault::new(
                Code::UnknownAward,
                place.at(&["ballots", &nth.to_string(), "award"]),
                &ballot.award,
                known(&ballot.award, awards),
            ));
        }
    }
    faults.into_result()?;
    Ok(prepared)
}

fn unknown_candidate(rows: &BTreeMap<String, usize>, found: &str, place: Place) -> Fault {
    Fault::new(Code::UnknownCandidate, place, found, known(found, rows.keys()))
}

/// Words become numbers, numbers stay in their range, small samples count as missing.
fn check_column(
    input: &Input,
    column: &mut InputColumn,
    inputs: &Inputs,
    place: &Place3<'_>,
    faults: &mut Faults,
) {
    let id = |row: usize| {
        inputs
            .cohort
            .get(row)
            .map_or("", |candidate| candidate.id.as_str())
    };
    if input.words.is_empty() {
        for (row, word) in &column.words {
            faults.push(Fault::new(
                Code::WrongKindOfInput,
                place.at(&["words", &input.id, id(*row)]),
                word,
                Words::new("一个数", "a number"),
            ));
        }
        if input.at_least.is_some() || input.at_most.is_some() {
            for row in 0..column.len() {
                let Ok(value) = column.numbers.get(row) else {
                    continue;
                };
                let low = input.at_least.is_some_and(|least| value < least);
                let high = input.at_most.is_some_and(|most| value > most);
                if low || high {
                    faults.push(Fault::new(
                        Code::OutOfRange,
                        place.at(&["numbers", &input.id, id(row)]),
                        value.to_string(),
                        range(input),
                    ));
                }
            }
        }
    } else {
        for row in 0..column.len() {
            if column.numbers.has_value(row) {
                faults.push(Fault::new(
                    Code::WrongKindOfInput,
                    place.at(&["numbers", &input.id, id(row)]),
                    column
                        .numbers
                        .get(row)
                        .map_or_else(|_| String::new(), |value| value.to_string()),
                    Words::one_of(&input.words),
                ));
            }
        }
        for (row, word) in &column.words {
            match input.words.iter().position(|known| known == word) {
                Some(at) => {
                    let number = Rational::count(u64::try_from(at).unwrap_or(u64::MAX));
                    column.numbers.set(*row, Ok(number));
                }
                None => faults.push(Fault::new(
                    Code::UnknownWord,
                    place.at(&["words", &input.id, id(*row)]),
                    word,
                    known(word, &input.words),
                )),
            }
        }
    }
    if let Some(least) = input.sample_at_least {
        for row in 0..column.len() {
            let sample = column.samples.get(&row).copied().unwrap_or(0);
            if column.numbers.has_value(row) && sample < least {
                column.numbers.set(row, Err(State::Missing));
            }
        }
    }
}

fn range(input: &Input) -> Words {
    match (input.at_least, input.at_most) {
        (Some(low), Some(high)) => Words::new(format!("{low} 到 {high}"), format!("{low} to {high}")),
        (Some(low), None) => Words::new(format!("至少 {low}"), format!("at least {low}")),
        (None, Some(high)) => Words::new(format!("至多 {high}"), format!("at most {high}")),
        (None, None) => Words::default(),
    }
}

fn entries(
    document: &ScorecardsDocument,
    program: &Program,
    inputs: &Inputs,
    rows: &BTreeMap<String, usize>,
    place: &Place3<'_>,
    faults: &mut Faults,
) {
    let dated = program
        .nodes
        .iter()
        .any(|node| matches!(node.kind, Kind::Points { .. } | Kind::Target(_)));
    if dated && inputs.as_of.is_none() {
        faults.push(Fault::new(
            Code::MissingDay,
            place.at(&["as_of"]),
            "",
            Words::new("日期，如 \"2022-12-31\"", "a day such as \"2022-12-31\""),
        ));
    }
    for (nth, entry) in inputs.entries.iter().enumerate() {
        let nth = nth.to_string();
        let at = |key: &str| place.at(&["entries", &nth, key]);
        if !rows.contains_key(&entry.candidate) {
            faults.push(unknown_candidate(rows, &entry.candidate, at("candidate")));
        }
        let Some(ledger) = document.points.iter().find(|ledger| ledger.id == entry.ledger) else {
            let names = document.points.iter().map(|ledger| &ledger.id);
            faults.push(Fault::new(
                Code::UnknownPointsLedger,
                at("ledger"),
                &entry.ledger,
                known(&entry.ledger, names),
            ));
            continue;
        };
        let Some(kind) = ledger.kinds.iter().find(|kind| kind.id == entry.kind) else {
            let names = ledger.kinds.iter().map(|kind| &kind.id);
            faults.push(Fault::new(
                Code::UnknownPointKind,
                at("kind"),
                &entry.kind,
                known(&entry.kind, names),
            ));
            continue;
        };
        match &kind.worth {
            Worth::Each(_) => {}
            Worth::PerQuantity(_) => {
                if entry.quantity.is_none_or(Rational::is_negative) {
                    faults.push(Fault::new(
                        Code::BadEntry,
                        at("quantity"),
                        entry.quantity.map_or_else(String::new, |one| one.to_string()),
                        Words::new("不小于 0 的数量", "a quantity of at least 0"),
                    ));
                }
            }
            Worth::ByWord(table) => {
                let word = entry.word.as_deref().unwrap_or("");
                if !table.iter().any(|row| row.word == word) {
                    faults.push(Fault::new(
                        Code::BadEntry,
                        at("word"),
                        word,
                        known(word, table.iter().map(|row| &row.word)),
                    ));
                }
            }
        }
        let authors = entry.authors.unwrap_or(1);
        let author = entry.author.unwrap_or(1);
        if author == 0 || author > authors || entry.author.is_some() != entry.authors.is_some() {
            faults.push(Fault::new(
                Code::BadEntry,
                at("author"),
                format!("{author}/{authors}"),
                Words::new("从 1 到作者人数", "from 1 to the number of authors"),
            ));
        }
    }
}

fn overrides(
    document: &ScorecardsDocument,
    program: &Program,
    inputs: &Inputs,
    prepared: &mut Prepared,
    place: &Place3<'_>,
    faults: &mut Faults,
) {
    let mut found = Vec::new();
    for (nth, one) in inputs.overrides.iter().enumerate() {
        let text = nth.to_string();
        let at = |key: &str| place.at(&["overrides", &text, key]);
        for (value, key) in [(&one.actor, "actor"), (&one.reason, "reason")] {
            if value.trim().is_empty() {
                faults.push(Fault::new(
                    Code::OverrideWithoutReason,
                    at(key),
                    "",
                    Words::new("何人、何故", "who, and why"),
                ));
            }
        }
        let row = prepared.rows.get(&one.candidate).copied();
        if row.is_none() {
            faults.push(unknown_candidate(&prepared.rows, &one.candidate, at("candidate")));
        }
        let Some(card) = document
            .scorecards
            .iter()
            .position(|card| card.id == one.scorecard)
        else {
            let names = document.scorecards.iter().map(|card| &card.id);
            faults.push(Fault::new(
                Code::UnknownScorecard,
                at("scorecard"),
                &one.scorecard,
                known(&one.scorecard, names),
            ));
            continue;
        };
        match program.part(document, card, &one.part) {
            Some(node) => found.extend(row.map(|row| (one.at, nth, node, row))),
            None => faults.push(Fault::new(
                Code::UnknownPart,
                at("part"),
                &one.part,
                known(&one.part, program.part_names(document, card)),
            )),
        }
    }
    // Of two for the same score the later one holds.
    found.order();
    prepared.overrides = found
        .into_iter()
        .map(|(_, nth, node, row)| (node, row, nth))
        .collect();
}

impl Program {
    /// The node of an item or section, by its name.
    pub(super) fn part(&self, document: &ScorecardsDocument, card: usize, id: &str) -> Option<usize> {
        let name = format!("{}/{id}", document.scorecards.get(card)?.id);
        let nodes = self.scorecards.get(card)?;
        nodes
            .sections
            .iter()
            .chain(&nodes.items)
            .copied()
            .find(|node| self.nodes.get(*node).is_some_and(|node| node.name == name))
    }

    /// The names of items and sections.
    pub(super) fn part_names(&self, document: &ScorecardsDocument, card: usize) -> Vec<String> {
        let prefix = document
            .scorecards
            .get(card)
            .map_or(0, |card| card.id.len().saturating_add(1));
        let Some(nodes) = self.scorecards.get(card) else {
            return Vec::new();
        };
        nodes
            .sections
            .iter()
            .chain(&nodes.items)
            .filter_map(|node| self.nodes.get(*node)?.name.get(prefix..).map(str::to_owned))
            .collect()
    }
}

impl Inputs {
    /// Reads inputs from the text of an inputs document. `name` is what messages call the text.
    ///
    /// Whether inputs, candidates and words are those that a document of scorecards knows is told by the evaluation.
    ///
    /// # Errors
    /// Every fault of the text, with JSON pointer, line and column.
    pub fn from_json(name: &str, text: &str) -> Result<Self, Error> {
        let document: InputsDocument = crate::json::read(text, name, 1, crate::json::Root::Inputs)?;
        Self::from_document(name, document)
    }

    /// Takes inputs from a document that was built in memory.
    ///
    /// # Errors
    /// A value or state for a candidate that is not listed; a value and a state at once.
    pub fn from_document(name: &str, document: InputsDocument) -> Result<Self, Error> {
        let place = Place3(name);
        let mut faults = Faults::new();
        if document.schema != INPUTS_SCHEMA {
            faults.push(Fault::new(
                Code::UnknownWord,
                place.at(&["schema"]),
                &document.schema,
                Words::one_of([INPUTS_SCHEMA]),
            ));
        }
        let candidates = document.candidates.iter().enumerate();
        let rows = crate::order::map(candidates.map(|(row, candidate)| (candidate.id.clone(), row)));
        let mut values: BTreeMap<String, BTreeMap<usize, InputValue>> = BTreeMap::new();
        let mut each =
            |part: &str, input: &str, candidate: &str, fill: &mut dyn FnMut(&mut InputValue) -> bool| {
                match rows.get(candidate) {
                    None => faults.push(unknown_candidate(
                        &rows,
                        candidate,
                        place.at(&[part, input, candidate]),
                    )),
                    Some(row) => {
                        let value = values
                            .entry(input.to_owned())
                            .or_default()
                            .entry(*row)
                            .or_insert_with(|| InputValue::state(State::Missing));
                        if !fill(value) {
                            faults.push(Fault::new(
                                Code::StateWithValue,
                                place.at(&[part, input, candidate]),
                                "",
                                Words::new("值与状态只取其一", "either a value or a state"),
                            ));
                        }
                    }
                }
            };
        for (input, of) in document.numbers {
            for (candidate, number) in of {
                each("numbers", &input, &candidate, &mut |value| {
                    value.state = State::Value;
                    value.value = Some(number);
                    true
                });
            }
        }
        for (input, of) in document.words {
            for (candidate, word) in of {
                each("words", &input, &candidate, &mut |value| {
                    value.state = State::Value;
                    value.word = Some(word.clone());
                    value.value.is_none()
                });
            }
        }
        for (input, of) in document.states {
            for (candidate, state) in of {
                each("states", &input, &candidate, &mut |value| {
                    let empty = value.value.is_none() && value.word.is_none() && state != State::Value;
                    value.state = state;
                    empty
                });
            }
        }
        for (input, of) in document.evidence {
            for (candidate, ids) in of {
                each("evidence", &input, &candidate, &mut |value| {
                    value.evidence.clone_from(&ids);
                    true
                });
            }
        }
        for (input, of) in document.samples {
            for (candidate, sample) in of {
                each("samples", &input, &candidate, &mut |value| {
                    value.sample = Some(sample);
                    true
                });
            }
        }
        faults.into_result()?;
        let count = document.candidates.len();
        let columns = values
            .into_iter()
            .map(|(input, of)| {
                let mut column = InputColumn::missing(count);
                for (row, value) in of {
                    column.set(row, value);
                }
                (input, column)
            })
            .collect();
        Ok(Self {
            name: name.to_owned(),
            as_of: document.as_of,
            cohort: document.candidates,
            columns,
            entries: document.entries,
            ballots: document.ballots,
            filings: document.filings,
            overrides: document.overrides,
        })
    }
}
