//! Items: bounds, policies, evidence, cohort limits.

use super::Compiler;
use crate::error::{Code, Words};
use crate::number::{Rational, Rounding};
use crate::performance::document::{Ceiling, Combine, Floor, Item, Policy, Stream, WithoutEvidence};
use crate::performance::program::{ItemProgram, Kind};

impl Compiler<'_> {
    pub(super) fn item_body(&mut self, node: usize, item: &Item, combine: &Combine, pointer: &str) {
        self.looked_at.clear();
        let applies = item
            .applies
            .as_ref()
            .map(|condition| self.condition(condition, &format!("{pointer}/applies")));
        // Only the rule's own inputs are what the item looks at.
        self.looked_at.clear();
        let rule = self.rule(&item.rule, &format!("{pointer}/rule"));
        let inputs: Vec<usize> = self.looked_at.iter().copied().collect();
        self.bounds(item, pointer);
        self.policies(item, combine, pointer);
        let evidence = item.evidence.as_ref().map_or_else(Vec::new, |evidence| {
            let pointer = format!("{pointer}/evidence");
            if evidence.of.is_empty() {
                self.empty(&format!("{pointer}/of"));
            }
            if evidence.at_least == 0 {
                self.flaw(
                    Code::OutOfRange,
                    format!("{pointer}/at_least"),
                    "0",
                    Words::new("至少 1", "at least 1"),
                );
            }
            if let WithoutEvidence::Points(points) = evidence.otherwise
                && item.points.is_some_and(|full| points > full)
            {
                self.above(format!("{pointer}/otherwise/points"), points, item.points);
            }
            evidence
                .of
                .iter()
                .enumerate()
                .filter_map(|(at, id)| self.any_input(id, &format!("{pointer}/of/{at}")))
                .collect()
        });
        let lateness = item.lateness.as_ref().map(|lateness| {
            let pointer = format!("{pointer}/lateness");
            let days = self.value(&lateness.days, &format!("{pointer}/days"));
            // The bands of lateness are called `kept`; the check is the same.
            let flaws = self.flaws.len();
            self.bands(&lateness.kept, lateness.gaps, &pointer);
            for flaw in self.flaws.iter_mut().skip(flaws) {
                flaw.pointer =
                    flaw.pointer
                        .replacen(&format!("{pointer}/bands"), &format!("{pointer}/kept"), 1);
            }
            for (at, band) in lateness.kept.iter().enumerate() {
                if band.gives.is_negative() || band.gives > Rational::ONE {
                    self.flaw(
                        Code::OutOfRange,
                        format!("{pointer}/kept/{at}/gives"),
                        band.gives.to_string(),
                        Words::new("0 到 1 之间的比例", "a share from 0 to 1"),
                    );
                }
            }
            days
        });
        let mut only_if = None;
        let mut recipients = Vec::new();
        if let Some(limit) = &item.cohort {
            let pointer = format!("{pointer}/cohort");
            if item.stream != Stream::Bonus {
                self.flaw(
                    Code::WrongStream,
                    pointer.clone(),
                    "",
                    Words::new("只用于加分项", "for an item of the bonus stream only"),
                );
            }
            if let Some(share) = &limit.only_if {
                let pointer = format!("{pointer}/only_if");
                only_if = Some(self.comparison(&share.meeting, &format!("{pointer}/meeting")));
                if share.above.is_some() == share.at_least.is_some() {
                    self.flaw(
                        Code::BadComparison,
                        pointer,
                        "",
                        Words::new(
                            "`above` 与 `at_least` 恰取其一",
                            "exactly one of `above` and `at_least`",
                        ),
                    );
                }
            }
            if let Some(limit) = &limit.recipients {
                let pointer = format!("{pointer}/recipients");
                self.places(
                    &limit.places,
                    &item
                        .cohort
                        .as_ref()
                        .map_or(crate::performance::document::Within::Everyone, |limit| {
                            limit.within.clone()
                        }),
                    &format!("{pointer}/places"),
                );
                recipients = self.keys(&limit.order, &format!("{pointer}/order"));
            }
            if limit.only_if.is_none() && limit.recipients.is_none() {
                self.empty(&pointer);
            }
        }
        self.rounding(item.round, &format!("{pointer}/round"));
        let fail = self.fails.get(&node).cloned().unwrap_or_default();
        self.uses.extend(&fail);
        let program = ItemProgram {
            item: item.clone(),
            rule,
            applies,
            evidence,
            lateness,
            only_if,
            recipients,
            distinct: item
                .distinct
                .as_ref()
                .map(|distinct| (distinct.within.clone(), distinct.otherwise)),
            fail,
            inputs,
        };
        self.fill(node, Kind::Item(Box::new(program)));
    }

    pub(super) fn rounding(&mut self, rounding: Option<Rounding>, pointer: &str) {
        if let Some(rounding) = rounding
            && rounding.digits > 12
        {
            self.flaw(
                Code::OutOfRange,
                format!("{pointer}/digits"),
                rounding.digits.to_string(),
                Words::new("0 到 12 之间的整数", "an integer from 0 to 12"),
            );
        }
    }

    fn above(&mut self, pointer: String, found: Rational, points: Option<Rational>) {
        let points = points.map_or_else(String::new, |points| points.to_string());
        self.flaw(
            Code::AbovePoints,
            pointer,
            found.to_string(),
            Words::new(
                format!("不高于分值 {points}"),
                format!("at most the printed points {points}"),
            ),
        );
    }

    fn points_missing(&mut self, pointer: &str, why: (&str, &str)) {
        self.flaw(
            Code::PointsMissing,
            pointer,
            "",
            Words::new(
                format!("应写 `points`：{}", why.0),
                format!("`points`: {}", why.1),
            ),
        );
    }

    fn bounds(&mut self, item: &Item, pointer: &str) {
        match (item.points, item.stream, item.ceiling) {
            (None, Stream::Base, _) => {
                self.points_missing(
                    pointer,
                    ("基本分的评分项都有分值", "a base item has printed points"),
                );
            }
            (None, _, Ceiling::Full | Ceiling::TimesFull(_)) => {
                self.points_missing(pointer, ("上限按分值", "the ceiling depends on them"));
            }
            _ => {}
        }
        let ceiling = match (item.ceiling, item.points) {
            (Ceiling::Full, points) => points,
            (Ceiling::Points(points), printed) => {
                if printed.is_some_and(|printed| points > printed) && item.stream != Stream::Helper {
                    self.above(format!("{pointer}/ceiling/points"), points, printed);
                }
                Some(points)
            }
            (Ceiling::TimesFull(times), Some(points)) => times.times(points),
            (Ceiling::TimesFull(_), None) | (Ceiling::Unbounded, _) => None,
        };
        let floor = match item.floor {
            Floor::Zero => Some(Rational::ZERO),
            Floor::Points(points) => Some(points),
            Floor::Unbounded => None,
        };
        if let (Some(floor), Some(ceiling)) = (floor, ceiling)
            && floor > ceiling
        {
            self.flaw(
                Code::FloorAboveCeiling,
                format!("{pointer}/floor"),
                floor.to_string(),
                Words::new(
                    format!("不高于上限 {ceiling}"),
                    format!("at most the ceiling {ceiling}"),
                ),
            );
        }
        match item.stream {
            Stream::Bonus if floor.is_none_or(Rational::is_negative) => self.flaw(
                Code::WrongStream,
                format!("{pointer}/floor"),
                floor.map_or_else(|| "unbounded".to_owned(), |floor| floor.to_string()),
                Words::new("加分项的下限至少为 0", "a floor of at least 0 for a bonus"),
            ),
            Stream::Deduction if ceiling.is_none_or(|ceiling| ceiling > Rational::ZERO) => self.flaw(
                Code::WrongStream,
                format!("{pointer}/ceiling"),
                ceiling.map_or_else(|| "unbounded".to_owned(), |ceiling| ceiling.to_string()),
                Words::new("扣分项的上限至多为 0", "a ceiling of at most 0 for a deduction"),
            ),
            _ => {}
        }
        if item.ceiling == Ceiling::Full
            && let (Some(points), Some(greatest)) = (item.points, Self::greatest(&item.rule))
            && greatest > points
        {
            // The ceiling would bend the rule without a word.
            self.above(format!("{pointer}/rule"), greatest, item.points);
        }
    }

    fn policies(&mut self, item: &Item, combine: &Combine, pointer: &str) {
        for (policy, key) in [
            (&item.not_applicable, "not_applicable"),
            (&item.empty_denominator, "empty_denominator"),
            (&item.missing, "missing"),
        ] {
            let pointer = format!("{pointer}/{key}");
            match policy {
                Policy::Full if item.points.is_none() => {
                    self.points_missing(&pointer, ("按满分处理", "the policy gives them"));
                }
                Policy::Points(points) if item.points.is_some_and(|full| *points > full) => {
                    self.above(format!("{pointer}/points"), *points, item.points);
                }
                Policy::Redistribute if item.stream != Stream::Base || *combine != Combine::Sum => self.flaw(
                    Code::PolicyMisplaced,
                    pointer,
                    "redistribute",
                    Words::new(
                        "只用于相加的项目里的基本分",
                        "for a base item of a section that sums only",
                    ),
                ),
                _ => {}
            }
        }
    }
}
