//! Rules.

use super::Compiler;
use crate::error::{Code, Words};
use crate::number::Rational;
use crate::performance::document::{
    AtMost, BallotOption, BallotRule, BandsRule, BeyondTable, Efficacy, Entry, Grid, Judged, LosingSide,
    PerStep, PlacesRule, RatioRule, Rule, Side, Slope, Stretches, Tally, Threshold,
};
use crate::performance::program::Kind;
use crate::performance::rule::RuleProgram;
use crate::performance::term::Term;
use std::cmp::Ordering;

impl Compiler<'_> {
    pub(super) fn rule(&mut self, rule: &Rule, pointer: &str) -> RuleProgram {
        match rule {
            Rule::Threshold(rule) => {
                let pointer = format!("{pointer}/threshold");
                RuleProgram::Threshold(Threshold {
                    of: self.value(&rule.of, &format!("{pointer}/of")),
                    line: self.line(&rule.line, &format!("{pointer}/line")),
                    met: rule.met,
                    otherwise: rule.otherwise,
                })
            }
            Rule::Ratio(rule) => {
                let pointer = format!("{pointer}/ratio");
                RuleProgram::Ratio(RatioRule {
                    of: self.value(&rule.of, &format!("{pointer}/of")),
                    target: self.value(&rule.target, &format!("{pointer}/target")),
                    points: rule.points,
                    beyond: rule.beyond,
                })
            }
            Rule::Slope(rule) => {
                let pointer = format!("{pointer}/slope");
                let slope = Slope {
                    of: self.value(&rule.of, &format!("{pointer}/of")),
                    reference: self.value(&rule.reference, &format!("{pointer}/reference")),
                    base: rule.base,
                    above: rule.above,
                    below: rule.below,
                };
                self.side(rule.above, &format!("{pointer}/above"));
                self.side(rule.below, &format!("{pointer}/below"));
                RuleProgram::Slope(slope)
            }
            Rule::Tally(rule) => {
                let pointer = format!("{pointer}/tally");
                if rule.add.is_empty() && rule.deduct.is_empty() {
                    self.empty(&pointer);
                }
                RuleProgram::Tally(Tally {
                    start: rule.start,
                    add: self.entries(&rule.add, &format!("{pointer}/add")),
                    deduct: self.entries(&rule.deduct, &format!("{pointer}/deduct")),
                })
            }
            Rule::Bands(rule) => {
                let pointer = format!("{pointer}/bands");
                let of = self.value(&rule.of, &format!("{pointer}/of"));
                self.bands(&rule.bands, rule.gaps, &pointer);
                RuleProgram::Bands(BandsRule {
                    of,
                    bands: rule.bands.clone(),
                    gaps: rule.gaps,
                })
            }
            Rule::Stretches(rule) => {
                let pointer = format!("{pointer}/stretches");
                let of = self.value(&rule.of, &format!("{pointer}/of"));
                self.stretches(rule, &format!("{pointer}/stretches"));
                RuleProgram::Stretches(Stretches {
                    of,
                    start: rule.start,
                    side: rule.side,
                    reading: rule.reading,
                    stretches: rule.stretches.clone(),
                })
            }
            Rule::Places(rule) => self.places_rule(rule, &format!("{pointer}/places")),
            Rule::Judged(rule) => {
                let pointer = format!("{pointer}/judged");
                let mark = self.value(&rule.mark, &format!("{pointer}/mark"));
                if rule.at_least > rule.at_most {
                    self.flaw(
                        Code::FloorAboveCeiling,
                        format!("{pointer}/at_least"),
                        rule.at_least.to_string(),
                        Words::new(
                            format!("不大于 {}", rule.at_most),
                            format!("at most {}", rule.at_most),
                        ),
                    );
                }
                if let Grid::Step(step) = rule.grid {
                    self.width(step, &format!("{pointer}/grid/step"));
                }
                RuleProgram::Judged(Judged {
                    mark,
                    at_least: rule.at_least,
                    at_most: rule.at_most,
                    grid: rule.grid,
                })
            }
            Rule::Ballot(rule) => {
                let pointer = format!("{pointer}/ballot");
                if rule.options.is_empty() {
                    self.empty(&format!("{pointer}/options"));
                }
                let options = rule
                    .options
                    .iter()
                    .enumerate()
                    .map(|(at, option)| BallotOption {
                        votes: self.value(&option.votes, &format!("{pointer}/options/{at}/votes")),
                        worth: option.worth,
                    })
                    .collect();
                let not_counted = rule
                    .not_counted
                    .iter()
                    .enumerate()
                    .map(|(at, value)| self.value(value, &format!("{pointer}/not_counted/{at}")))
                    .collect();
                self.width(rule.of, &format!("{pointer}/of"));
                RuleProgram::Ballot(BallotRule {
                    options,
                    not_counted,
                    of: rule.of,
                    points: rule.points,
                })
            }
            Rule::Efficacy(rule) => {
                let pointer = format!("{pointer}/efficacy");
                if rule.base.is_negative() || rule.base > Rational::ONE {
                    self.flaw(
                        Code::OutOfRange,
                        format!("{pointer}/base"),
                        rule.base.to_string(),
                        Words::new("0 到 1 之间的数", "a number from 0 to 1"),
                    );
                }
                RuleProgram::Efficacy(Efficacy {
                    of: self.value(&rule.of, &format!("{pointer}/of")),
                    lowest: self.value(&rule.lowest, &format!("{pointer}/lowest")),
                    highest: self.value(&rule.highest, &format!("{pointer}/highest")),
                    base: rule.base,
                    points: rule.points,
                    equal: rule.equal,
                })
            }
            Rule::Words(rule) => {
                let pointer = format!("{pointer}/words");
                let input = self.word_input(&rule.of, format!("{pointer}/of"));
                let words = input
                    .and_then(|at| self.document.inputs.get(at))
                    .map(|input| input.words.clone())
                    .unwrap_or_default();
                let points = self.word_table(&rule.table, &words, &format!("{pointer}/table"));
                RuleProgram::Words {
                    input: input.unwrap_or(0),
                    words,
                    points,
                }
            }
            Rule::Value(value) => RuleProgram::Value(self.value(value, &format!("{pointer}/value"))),
        }
    }

    /// The points of each word, in the order of the words. Every word stands once.
    fn word_table(
        &mut self,
        table: &[crate::performance::document::WordPoints],
        words: &[String],
        pointer: &str,
    ) -> Vec<Rational> {
        for (at, row) in table.iter().enumerate() {
            let twice = table.iter().take(at).any(|earlier| earlier.word == row.word);
            if twice || !words.contains(&row.word) {
                let left = words
                    .iter()
                    .filter(|word| !table.iter().any(|row| row.word == **word));
                self.unknown(
                    Code::BadWordTable,
                    format!("{pointer}/{at}/word"),
                    &row.word,
                    left,
                );
            }
        }
        let mut points = Vec::new();
        for word in words {
            match table.iter().find(|row| row.word == *word) {
                Some(row) => points.push(row.points),
                None => self.flaw(
                    Code::BadWordTable,
                    pointer,
                    "",
                    Words::new(
                        format!("还要有“{word}”的分值"),
                        format!("points for `{word}` too"),
                    ),
                ),
            }
        }
        points
    }

    fn side(&mut self, side: Side, pointer: &str) {
        match side {
            Side::Nothing => {}
            Side::Add(per) => self.per_step(per, &format!("{pointer}/add")),
            Side::Deduct(per) => self.per_step(per, &format!("{pointer}/deduct")),
        }
    }

    fn per_step(&mut self, per: PerStep, pointer: &str) {
        self.width(per.each, &format!("{pointer}/each"));
        self.not_negative(per.points, &format!("{pointer}/points"));
        self.limit(per.at_most, &format!("{pointer}/at_most"));
    }

    pub(super) fn limit(&mut self, limit: AtMost, pointer: &str) {
        if let AtMost::Points(points) = limit {
            self.not_negative(points, &format!("{pointer}/points"));
        }
    }

    pub(super) fn not_negative(&mut self, points: Rational, pointer: &str) {
        if points.is_negative() {
            self.flaw(
                Code::DeductionNegative,
                pointer,
                points.to_string(),
                Words::new("不小于 0 的数", "a number of at least 0"),
            );
        }
    }

    fn entries(&mut self, entries: &[Entry], pointer: &str) -> Vec<Entry<Term>> {
        entries
            .iter()
            .enumerate()
            .map(|(at, entry)| {
                let pointer = format!("{pointer}/{at}");
                let of = self.value(&entry.of, &format!("{pointer}/of"));
                self.not_negative(entry.points, &format!("{pointer}/points"));
                self.limit(entry.at_most, &format!("{pointer}/at_most"));
                if let Some(escalation) = &entry.escalation
                    && escalation.factors.is_empty()
                {
                    self.empty(&format!("{pointer}/escalation/factors"));
                }
                let times = entry
                    .times
                    .as_ref()
                    .map(|value| self.value(value, &format!("{pointer}/times")));
                Entry {
                    title: entry.title.clone(),
                    of,
                    points: entry.points,
                    at_most: entry.at_most,
                    times,
                    escalation: entry.escalation.clone(),
                }
            })
            .collect()
    }

    fn stretches(&mut self, rule: &Stretches, pointer: &str) {
        if rule.stretches.is_empty() {
            self.empty(pointer);
        }
        let wanted = match rule.side {
            LosingSide::Below => Ordering::Greater,
            LosingSide::Above => Ordering::Less,
        };
        let mut before: Option<Rational> = None;
        for (at, stretch) in rule.stretches.iter().enumerate() {
            let pointer = format!("{pointer}/{at}");
            if before.is_some_and(|before| before.cmp(&stretch.edge) != wanted) {
                self.flaw(
                    Code::OutOfOrder,
                    format!("{pointer}/edge"),
                    stretch.edge.to_string(),
                    match rule.side {
                        LosingSide::Below => Words::new("从高到低的界点", "edges from high to low"),
                        LosingSide::Above => Words::new("从低到高的界点", "edges from low to high"),
                    },
                );
            }
            before = Some(stretch.edge);
            self.width(stretch.each, &format!("{pointer}/each"));
            self.not_negative(stretch.points, &format!("{pointer}/points"));
        }
    }

    fn places_rule(&mut self, rule: &PlacesRule, pointer: &str) -> RuleProgram {
        if rule.table.is_empty() {
            self.empty(&format!("{pointer}/table"));
        }
        if let BeyondTable::LessEach(step) = rule.beyond {
            self.not_negative(step, &format!("{pointer}/beyond/less_each"));
        }
        let outer = std::mem::take(&mut self.uses);
        let of = self.value(&rule.of, &format!("{pointer}/of"));
        let compiled = PlacesRule {
            of,
            first: rule.first,
            within: rule.within.clone(),
            table: rule.table.clone(),
            beyond: rule.beyond,
            ties: rule.ties,
        };
        let node = self.node(String::new(), pointer.to_owned());
        self.fill(node, Kind::PlacePoints(compiled));
        self.uses = outer;
        self.uses.push(node);
        RuleProgram::Places(node)
    }

    /// The most points that a rule can give before its ceiling, where that stands in the document.
    pub(super) fn greatest(rule: &Rule) -> Option<Rational> {
        match rule {
            Rule::Threshold(rule) => Some(rule.met.max(rule.otherwise)),
            Rule::Ratio(rule) => {
                (rule.beyond == crate::performance::document::Beyond::Capped).then_some(rule.points)
            }
            Rule::Bands(rule) => rule.bands.iter().map(|band| band.gives).max(),
            Rule::Places(rule) => rule.table.iter().copied().max(),
            Rule::Judged(rule) => Some(rule.at_most),
            Rule::Words(rule) => rule.table.iter().map(|row| row.points).max(),
            Rule::Stretches(rule) => Some(rule.start),
            Rule::Slope(_) | Rule::Tally(_) | Rule::Ballot(_) | Rule::Efficacy(_) | Rule::Value(_) => None,
        }
    }
}
