//! Conditions, comparisons and lines.

use super::Compiler;
use crate::error::{Code, Words};
use crate::performance::document::{Comparison, Condition, Line, Value};
use crate::performance::term::{CompareTest, Term, Test, WordColumn};

impl Compiler<'_> {
    pub(super) fn line(&mut self, line: &Line, pointer: &str) -> Line<Term> {
        match line {
            Line::AtLeast(value) => Line::AtLeast(self.value(value, &format!("{pointer}/at_least"))),
            Line::Above(value) => Line::Above(self.value(value, &format!("{pointer}/above"))),
            Line::AtMost(value) => Line::AtMost(self.value(value, &format!("{pointer}/at_most"))),
            Line::Below(value) => Line::Below(self.value(value, &format!("{pointer}/below"))),
        }
    }

    pub(super) fn comparison(&mut self, comparison: &Comparison, pointer: &str) -> CompareTest {
        let low = [&comparison.at_least, &comparison.above];
        let high = [&comparison.at_most, &comparison.below];
        let both = |pair: [&Option<Value>; 2]| pair.iter().all(|bound| bound.is_some());
        let any = low.iter().chain(&high).any(|bound| bound.is_some());
        if both(low) || both(high) || !any {
            self.flaw(
                Code::BadComparison,
                pointer,
                "",
                Words::new(
                    "至少一个界限，`at_least` 与 `above`、`at_most` 与 `below` 各取其一",
                    "at least one bound; not both `at_least` and `above`, nor both `at_most` and `below`",
                ),
            );
        }
        let mut bound = |value: &Option<Value>, key: &str| {
            value
                .as_ref()
                .map(|value| self.value(value, &format!("{pointer}/{key}")))
        };
        let (at_least, above) = (
            bound(&comparison.at_least, "at_least"),
            bound(&comparison.above, "above"),
        );
        let (at_most, below) = (
            bound(&comparison.at_most, "at_most"),
            bound(&comparison.below, "below"),
        );
        CompareTest {
            of: self.value(&comparison.of, &format!("{pointer}/of")),
            at_least,
            above,
            at_most,
            below,
        }
    }

    pub(super) fn condition(&mut self, condition: &Condition, pointer: &str) -> Test {
        let never = Test::Any(Vec::new());
        match condition {
            Condition::All(conditions) => Test::All(self.conditions(conditions, &format!("{pointer}/all"))),
            Condition::Any(conditions) => Test::Any(self.conditions(conditions, &format!("{pointer}/any"))),
            Condition::Not(condition) => {
                Test::Not(Box::new(self.condition(condition, &format!("{pointer}/not"))))
            }
            Condition::Compare(comparison) => Test::Compare(Box::new(
                self.comparison(comparison, &format!("{pointer}/compare")),
            )),
            Condition::Group(groups) => {
                Test::Group(self.groups_once(groups, &mut Vec::new(), &format!("{pointer}/group")))
            }
            Condition::Attribute(attribute) => {
                if attribute.one_of.is_empty() {
                    self.empty(&format!("{pointer}/attribute/one_of"));
                }
                Test::Attribute(attribute.clone())
            }
            Condition::Word(word) => {
                let pointer = format!("{pointer}/word");
                let Some(at) = self.word_input(&word.input, format!("{pointer}/input")) else {
                    return never;
                };
                let words = self.document.inputs.get(at).map_or(&[][..], |input| &input.words);
                let mut numbers = Vec::new();
                for (nth, one) in word.one_of.iter().enumerate() {
                    match words.iter().position(|word| word == one) {
                        Some(number) => numbers.push(number),
                        None => {
                            self.unknown(Code::UnknownWord, format!("{pointer}/one_of/{nth}"), one, words)
                        }
                    }
                }
                Test::Words(WordColumn::Input(at), numbers)
            }
            Condition::Grade(grade) => {
                let pointer = format!("{pointer}/grade");
                let Some(at) = self.scorecard(&grade.scorecard, format!("{pointer}/scorecard")) else {
                    return never;
                };
                let order = self
                    .document
                    .scorecards
                    .get(at)
                    .and_then(|card| card.grades.as_ref())
                    .map_or(&[][..], |grades| &grades.order);
                let mut numbers = Vec::new();
                for (nth, one) in grade.one_of.iter().enumerate() {
                    match order.iter().position(|known| known == one) {
                        Some(number) => numbers.push(number),
                        None => {
                            self.unknown(Code::UnknownGrade, format!("{pointer}/one_of/{nth}"), one, order)
                        }
                    }
                }
                match self.grades.get(&at).copied() {
                    Some(node) => {
                        self.uses.push(node);
                        Test::Words(WordColumn::Node(node), numbers)
                    }
                    None => never,
                }
            }
            Condition::Gate(gate) => {
                let pointer = format!("{pointer}/gate");
                let Some(at) = self.scorecard(&gate.scorecard, format!("{pointer}/scorecard")) else {
                    return never;
                };
                match self.gate(at, &gate.gate, format!("{pointer}/gate")) {
                    Some(node) => {
                        self.uses.push(node);
                        Test::Holds(node)
                    }
                    None => never,
                }
            }
            Condition::Known(value) => Test::Known(Box::new(self.value(value, &format!("{pointer}/known")))),
        }
    }

    fn conditions(&mut self, conditions: &[Condition], pointer: &str) -> Vec<Test> {
        conditions
            .iter()
            .enumerate()
            .map(|(at, condition)| self.condition(condition, &format!("{pointer}/{at}")))
            .collect()
    }
}
