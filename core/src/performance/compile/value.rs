//! Values and conditions.

use super::{Compiler, Name};
use crate::error::{Code, Words};
use crate::number::Rational;
use crate::performance::document::{Key, Places, RankMethod, Value, WeightSum, Within};
use crate::performance::program::{KeyTerm, Kind, Owner, RankProgram};
use crate::performance::term::{InsteadTerm, MeanTerm, Term};

/// What stands in for a value that cannot be compiled; the program is thrown away with the flaw.
const NOTHING: Term = Term::Constant(Rational::ZERO);

impl Compiler<'_> {
    /// A node that a value needs for itself: a rank, a mean.
    fn derived(&mut self, pointer: &str, build: impl FnOnce(&mut Self) -> Kind) -> Term {
        let outer = std::mem::take(&mut self.uses);
        let kind = build(self);
        let node = self.node(String::new(), pointer.to_owned());
        self.fill(node, kind);
        self.uses = outer;
        self.uses.push(node);
        Term::Node(node)
    }

    fn used(&mut self, node: Option<usize>) -> Term {
        match node {
            Some(node) => {
                self.uses.push(node);
                Term::Node(node)
            }
            None => NOTHING,
        }
    }

    /// The scorecard whose items a value can name without saying which.
    fn own(&mut self, pointer: &str, found: &str) -> Option<usize> {
        match self.owner {
            Owner::Scorecard(at) => Some(at),
            Owner::Award(_) | Owner::Everyone => {
                self.flaw(
                    Code::UnknownScorecard,
                    pointer,
                    found,
                    Words::new(
                        "在评分表之外要用 `score` 写明评分表",
                        "outside a scorecard, `score` names it",
                    ),
                );
                None
            }
        }
    }

    pub(super) fn number_input(&mut self, id: &str, pointer: String) -> Option<usize> {
        let at = self.any_input(id, &pointer)?;
        if self
            .document
            .inputs
            .get(at)
            .is_some_and(|input| !input.words.is_empty())
        {
            self.flaw(
                Code::WrongKindOfInput,
                pointer,
                id,
                Words::new("一个数字输入", "an input of numbers"),
            );
            return None;
        }
        Some(at)
    }

    pub(super) fn word_input(&mut self, id: &str, pointer: String) -> Option<usize> {
        let at = self.any_input(id, &pointer)?;
        if self
            .document
            .inputs
            .get(at)
            .is_some_and(|input| input.words.is_empty())
        {
            self.flaw(
                Code::WrongKindOfInput,
                pointer,
                id,
                Words::new("一个词语输入", "an input of words"),
            );
            return None;
        }
        Some(at)
    }

    pub(super) fn any_input(&mut self, id: &str, pointer: &str) -> Option<usize> {
        let found = self.inputs.get(id).copied();
        match found {
            Some(at) => {
                self.looked_at.insert(at);
            }
            None => {
                let names: Vec<&str> = self.inputs.keys().copied().collect();
                self.unknown(Code::UnknownInput, pointer, id, names);
            }
        }
        found
    }

    fn values(&mut self, values: &[Value], pointer: &str) -> Vec<Term> {
        if values.is_empty() {
            self.empty(pointer);
        }
        values
            .iter()
            .enumerate()
            .map(|(at, value)| self.value(value, &format!("{pointer}/{at}")))
            .collect()
    }

    pub(super) fn empty(&mut self, pointer: &str) {
        self.flaw(
            Code::EmptyList,
            pointer,
            "[]",
            Words::new("至少一项", "at least one"),
        );
    }

    fn pair(&mut self, pointer: &str, first: (&str, &Value), second: (&str, &Value)) -> Box<[Term; 2]> {
        Box::new([
            self.value(first.1, &format!("{pointer}/{}", first.0)),
            self.value(second.1, &format!("{pointer}/{}", second.0)),
        ])
    }

    pub(super) fn value(&mut self, value: &Value, pointer: &str) -> Term {
        match value {
            Value::Constant(number) => Term::Constant(*number),
            Value::Input(id) => match self.number_input(id, format!("{pointer}/input")) {
                Some(at) => Term::Input(at),
                None => NOTHING,
            },
            Value::Item(id) => self.own_part(id, &format!("{pointer}/item")),
            Value::Section(id) => self.own_part(id, &format!("{pointer}/section")),
            Value::Score(part) => {
                let pointer = format!("{pointer}/score");
                match self.scorecard(&part.scorecard, format!("{pointer}/scorecard")) {
                    Some(at) => {
                        let node = self.part(at, &part.part, format!("{pointer}/part"));
                        self.used(node)
                    }
                    None => NOTHING,
                }
            }
            Value::Target(id) => {
                let found = self.document.targets.iter().position(|target| target.id == *id);
                match found {
                    Some(at) => self.derived(pointer, |_| Kind::Target(at)),
                    None => {
                        let names: Vec<String> = self
                            .document
                            .targets
                            .iter()
                            .map(|target| target.id.clone())
                            .collect();
                        self.unknown(Code::UnknownFiledTarget, format!("{pointer}/target"), id, names);
                        NOTHING
                    }
                }
            }
            Value::Sampled(id) => {
                let found = self.document.samples.iter().position(|sample| sample.id == *id);
                match found {
                    Some(at) => {
                        let owner = std::mem::replace(&mut self.owner, Owner::Everyone);
                        let term = self.derived(pointer, |_| Kind::Sampled(at));
                        self.owner = owner;
                        term
                    }
                    None => {
                        let names: Vec<String> = self
                            .document
                            .samples
                            .iter()
                            .map(|sample| sample.id.clone())
                            .collect();
                        self.unknown(Code::UnknownSample, format!("{pointer}/sampled"), id, names);
                        NOTHING
                    }
                }
            }
            Value::Points(balance) => self.points_balance(balance, &format!("{pointer}/points")),
            Value::Votes(votes) => self.votes(votes, &format!("{pointer}/votes")),
            Value::Place(place) => {
                let pointer = format!("{pointer}/place");
                let Some(at) = self.scorecard(&place.scorecard, format!("{pointer}/scorecard")) else {
                    return NOTHING;
                };
                let found = self.names.get(&Name::Ranking(at, place.ranking.clone())).copied();
                if found.is_none() {
                    let names: Vec<String> = self
                        .document
                        .scorecards
                        .get(at)
                        .into_iter()
                        .flat_map(|card| card.rankings.iter().map(|ranking| ranking.id.clone()))
                        .collect();
                    self.unknown(
                        Code::UnknownRanking,
                        format!("{pointer}/ranking"),
                        &place.ranking,
                        names,
                    );
                }
                self.used(found)
            }
            Value::Sum(values) => Term::Sum(self.values(values, &format!("{pointer}/sum"))),
            Value::Product(values) => Term::Product(self.values(values, &format!("{pointer}/product"))),
            Value::Least(values) => Term::Least(self.values(values, &format!("{pointer}/least"))),
            Value::Greatest(values) => Term::Greatest(self.values(values, &format!("{pointer}/greatest"))),
            Value::FirstKnown(values) => {
                Term::FirstKnown(self.values(values, &format!("{pointer}/first_known")))
            }
            Value::Difference(both) => Term::Difference(self.pair(
                &format!("{pointer}/difference"),
                ("of", &both.of),
                ("minus", &both.minus),
            )),
            Value::Ratio(both) => {
                Term::Ratio(self.pair(&format!("{pointer}/ratio"), ("of", &both.of), ("to", &both.to)))
            }
            Value::Growth(both) => Term::Growth(self.pair(
                &format!("{pointer}/growth"),
                ("of", &both.of),
                ("from", &both.from),
            )),
            Value::Shortfall(gap) => Term::Shortfall(self.pair(
                &format!("{pointer}/shortfall"),
                ("of", &gap.of),
                ("target", &gap.target),
            )),
            Value::Excess(gap) => Term::Excess(self.pair(
                &format!("{pointer}/excess"),
                ("of", &gap.of),
                ("target", &gap.target),
            )),
            Value::Instead(instead) => Term::Instead(Box::new(InsteadTerm {
                of: self.value(&instead.of, &format!("{pointer}/instead/of")),
                not_applicable: instead.not_applicable,
                empty_denominator: instead.empty_denominator,
                missing: instead.missing,
            })),
            Value::MeanOf(mean) => {
                let pointer = format!("{pointer}/mean_of");
                let of = self.values(&mean.of, &format!("{pointer}/of"));
                let (high, low) = (usize::from(mean.drop_highest), usize::from(mean.drop_lowest));
                let least = high
                    .saturating_add(low)
                    .saturating_add(usize::from(mean.at_least));
                if mean.at_least == 0 || least > of.len() {
                    self.flaw(
                        Code::BadPlaces,
                        format!("{pointer}/at_least"),
                        mean.at_least.to_string(),
                        Words::new(
                            "至少 1，且去掉最高最低后剩得下",
                            "at least 1, and no more than are left",
                        ),
                    );
                }
                Term::MeanOf(MeanTerm {
                    of,
                    drop_highest: high,
                    drop_lowest: low,
                    without_value: mean.without_value,
                    at_least: usize::from(mean.at_least),
                })
            }
            Value::Weighted(weighted) => {
                let pointer = format!("{pointer}/weighted");
                if weighted.of.is_empty() {
                    self.empty(&format!("{pointer}/of"));
                }
                let parts: Vec<(Term, Rational)> = weighted
                    .of
                    .iter()
                    .enumerate()
                    .map(|(at, part)| {
                        let term = self.value(&part.value, &format!("{pointer}/of/{at}/value"));
                        (term, part.weight)
                    })
                    .collect();
                if weighted.weights == WeightSum::One {
                    self.weights_sum_to_one(
                        parts.iter().map(|(_, weight)| *weight),
                        &format!("{pointer}/of"),
                    );
                }
                Term::Weighted(parts)
            }
            Value::ByGroup(by) => {
                let pointer = format!("{pointer}/by_group");
                let mut cases = Vec::new();
                let mut seen = Vec::new();
                for (at, case) in by.cases.iter().enumerate() {
                    let pointer = format!("{pointer}/cases/{at}");
                    let groups = self.groups_once(&case.groups, &mut seen, &format!("{pointer}/groups"));
                    cases.push((groups, self.value(&case.value, &format!("{pointer}/value"))));
                }
                let otherwise = by
                    .otherwise
                    .as_ref()
                    .map(|value| Box::new(self.value(value, &format!("{pointer}/otherwise"))));
                Term::ByGroup(cases, otherwise)
            }
            Value::Banded(banded) => {
                let pointer = format!("{pointer}/banded");
                self.bands(&banded.bands, banded.gaps, &pointer);
                let of = self.value(&banded.of, &format!("{pointer}/of"));
                Term::Banded(Box::new(of), banded.bands.clone(), banded.gaps)
            }
            Value::Steps(steps) => {
                let pointer = format!("{pointer}/steps");
                self.width(steps.each, &format!("{pointer}/each"));
                let of = self.value(&steps.of, &format!("{pointer}/of"));
                Term::Steps(Box::new(of), steps.each, steps.counted)
            }
            Value::Cohort(cohort) => self.derived(pointer, |compiler| Kind::Cohort {
                of: compiler.value(&cohort.of, &format!("{pointer}/cohort/of")),
                aggregate: cohort.aggregate,
                within: cohort.within.clone(),
            }),
            Value::Rank(rank) => {
                let pointer = format!("{pointer}/rank");
                if rank.method == RankMethod::Ordinal {
                    self.flaw(
                        Code::WrongRankMethod,
                        format!("{pointer}/method"),
                        "ordinal",
                        Words::one_of(["competition", "dense", "modified", "average"]),
                    );
                }
                self.derived(&pointer, |compiler| {
                    Kind::Rank(RankProgram {
                        order: vec![KeyTerm {
                            of: compiler.value(&rank.of, &format!("{pointer}/of")),
                            first: rank.first,
                        }],
                        within: rank.within.clone(),
                        method: rank.method,
                        seed: None,
                        barred_by: Vec::new(),
                    })
                })
            }
            Value::Overseen(overseen) => {
                let pointer = format!("{pointer}/overseen");
                let Some(at) = self.scorecard(&overseen.scorecard, format!("{pointer}/scorecard")) else {
                    return NOTHING;
                };
                let Some(part) = self.part(at, &overseen.part, format!("{pointer}/part")) else {
                    return NOTHING;
                };
                self.derived(&pointer, |compiler| {
                    compiler.uses.push(part);
                    Kind::Overseen {
                        part,
                        aggregate: overseen.aggregate,
                        without_value: overseen.without_value,
                    }
                })
            }
        }
    }

    fn own_part(&mut self, id: &str, pointer: &str) -> Term {
        match self.own(pointer, id) {
            Some(at) => {
                let node = self.part(at, id, pointer.to_owned());
                self.used(node)
            }
            None => NOTHING,
        }
    }

    /// The numbers of groups, none of which stood in an earlier case.
    pub(super) fn groups_once(
        &mut self,
        groups: &[String],
        seen: &mut Vec<String>,
        pointer: &str,
    ) -> Vec<usize> {
        if groups.is_empty() {
            self.empty(pointer);
        }
        for (at, group) in groups.iter().enumerate() {
            if seen.contains(group) {
                self.flaw(
                    Code::GroupTwice,
                    format!("{pointer}/{at}"),
                    group,
                    Words::new("每个系列只出现一次", "each group once"),
                );
            }
            seen.push(group.clone());
        }
        groups.iter().map(|group| self.group(group)).collect()
    }

    pub(super) fn width(&mut self, width: Rational, pointer: &str) {
        if width <= Rational::ZERO {
            self.flaw(
                Code::BadStep,
                pointer,
                width.to_string(),
                Words::new("大于 0 的数", "a number above 0"),
            );
        }
    }

    pub(super) fn weights_sum_to_one(&mut self, weights: impl Iterator<Item = Rational>, pointer: &str) {
        let mut weights = weights;
        let sum = weights.try_fold(Rational::ZERO, Rational::plus);
        if sum != Some(Rational::ONE) {
            let found = sum.map_or_else(|| "?".to_owned(), |sum| sum.to_string());
            self.flaw(
                Code::WeightSum,
                pointer,
                found,
                Words::new("合计为 1 的权重", "weights that sum to 1"),
            );
        }
    }

    pub(super) fn keys(&mut self, keys: &[Key], pointer: &str) -> Vec<KeyTerm> {
        keys.iter()
            .enumerate()
            .map(|(at, key)| KeyTerm {
                of: self.value(&key.of, &format!("{pointer}/{at}/of")),
                first: key.first,
            })
            .collect()
    }

    pub(super) fn places(&mut self, places: &Places, within: &Within, pointer: &str) {
        match places {
            Places::Number(0) => self.bad_places(&format!("{pointer}/number"), "0"),
            Places::Number(_) => {}
            Places::Share(share) => {
                if share.share <= Rational::ZERO || share.share > Rational::ONE {
                    self.bad_places(&format!("{pointer}/share/share"), &share.share.to_string());
                }
            }
            Places::ByGroup(groups) => {
                let pointer = format!("{pointer}/by_group");
                if *within != Within::Group {
                    self.flaw(
                        Code::BadPlaces,
                        pointer.clone(),
                        "by_group",
                        Words::new("`within` 为 `group`", "`within` is `group`"),
                    );
                }
                let names: Vec<String> = groups.iter().map(|group| group.group.clone()).collect();
                self.groups_once(&names, &mut Vec::new(), &pointer);
            }
        }
    }

    fn bad_places(&mut self, pointer: &str, found: &str) {
        self.flaw(
            Code::BadPlaces,
            pointer,
            found,
            Words::new(
                "大于 0 的名额，或 0 到 1 之间的比例",
                "places above 0, or a share between 0 and 1",
            ),
        );
    }
}
