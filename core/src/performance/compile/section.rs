//! Sections: printed points against their parts, weights, limits.

use super::{Compiler, Name};
use crate::error::{Code, Words};
use crate::number::Rational;
use crate::performance::document::{
    BonusLimit, Ceiling, Combine, Item, Part, Policy, Section, Stream, Weights,
};
use crate::performance::program::{Kind, PartProgram, SectionProgram};

impl Compiler<'_> {
    pub(super) fn section_body(&mut self, scorecard: usize, section: &Section, pointer: &str) {
        for (at, part) in section.parts.iter().enumerate() {
            match part {
                Part::Item(item) => {
                    let pointer = format!("{pointer}/parts/{at}/item");
                    if let Some(node) = self.names.get(&Name::Part(scorecard, item.id.clone())).copied() {
                        self.item_body(node, item, &section.combine, &pointer);
                    }
                }
                Part::Section(inner) => {
                    self.section_body(scorecard, inner, &format!("{pointer}/parts/{at}/section"));
                }
            }
        }
        let Some(node) = self
            .names
            .get(&Name::Part(scorecard, section.id.clone()))
            .copied()
        else {
            return;
        };
        if section.parts.is_empty() {
            self.empty(&format!("{pointer}/parts"));
        }
        let applies = section
            .applies
            .as_ref()
            .map(|condition| self.condition(condition, &format!("{pointer}/applies")));
        self.printed(section, pointer);
        let parts = self.parts(scorecard, section, pointer);
        self.limits(section, pointer);
        self.rounding(section.round, &format!("{pointer}/round"));
        let fail = self.fails.get(&node).cloned().unwrap_or_default();
        let deduct = self.deductions(scorecard, &section.id);
        self.uses.extend(&fail);
        self.uses.extend(deduct.iter().map(|(gate, _)| *gate));
        for part in &parts {
            self.uses.push(part.node);
        }
        let (bonus, deduction) = (node.saturating_add(1), node.saturating_add(2));
        // Whoever asks for the inner streams comes after the section that fills them.
        for shadow in [bonus, deduction] {
            if let Some(shadow) = self.program.nodes.get_mut(shadow) {
                shadow.uses = vec![node];
            }
        }
        let program = SectionProgram {
            section: Section {
                parts: Vec::new(),
                ..section.clone()
            },
            parts,
            applies,
            fail,
            deduct,
            bonus,
            deduction,
        };
        self.fill(node, Kind::Section(Box::new(program)));
    }

    fn parts(&mut self, scorecard: usize, section: &Section, pointer: &str) -> Vec<PartProgram> {
        let weights = match &section.combine {
            Combine::Weighted(weights) => {
                self.weights(section, weights, &format!("{pointer}/combine/weighted"));
                weights.of.as_slice()
            }
            Combine::Mean(mean) => {
                let base = section.parts.iter().filter(|part| is_base(part)).count();
                let dropped = usize::from(mean.drop_highest).saturating_add(usize::from(mean.drop_lowest));
                if dropped >= base {
                    self.flaw(
                        Code::BadPlaces,
                        format!("{pointer}/combine/mean"),
                        dropped.to_string(),
                        Words::new("去掉后至少剩一项", "at least one part left"),
                    );
                }
                &[]
            }
            Combine::Sum | Combine::Lowest | Combine::Highest => &[],
        };
        section
            .parts
            .iter()
            .filter_map(|part| {
                let (id, stream, points, redistributes) = match part {
                    Part::Item(item) => (&item.id, item.stream, item.points, redistributes(item)),
                    Part::Section(inner) => (&inner.id, Stream::Base, None, false),
                };
                let node = self.names.get(&Name::Part(scorecard, id.clone())).copied()?;
                let inner = matches!(part, Part::Section(_))
                    .then(|| (node.saturating_add(1), node.saturating_add(2)));
                Some(PartProgram {
                    node,
                    id: id.clone(),
                    stream,
                    points,
                    weight: weights
                        .iter()
                        .find(|weight| weight.part == *id)
                        .map(|weight| weight.weight),
                    inner,
                    redistributes,
                })
            })
            .collect()
    }

    fn weights(&mut self, section: &Section, weights: &Weights, pointer: &str) {
        let pointer = format!("{pointer}/of");
        let names: Vec<&String> = section
            .parts
            .iter()
            .filter(|part| is_base(part))
            .map(id_of)
            .collect();
        for (at, weight) in weights.of.iter().enumerate() {
            if !names.contains(&&weight.part) {
                self.unknown(
                    Code::UnknownPart,
                    format!("{pointer}/{at}/part"),
                    &weight.part,
                    &names,
                );
            }
            if weights
                .of
                .iter()
                .take(at)
                .any(|earlier| earlier.part == weight.part)
            {
                self.duplicate(format!("{pointer}/{at}/part"), &weight.part);
            }
            if weight.weight.is_negative() {
                self.not_negative(weight.weight, &format!("{pointer}/{at}/weight"));
            }
        }
        for name in names {
            if !weights.of.iter().any(|weight| weight.part == *name) {
                self.flaw(
                    Code::WeightMissing,
                    pointer.clone(),
                    name,
                    Words::new("每一部分一个权重", "one weight for each part"),
                );
            }
        }
        self.weights_sum_to_one(weights.of.iter().map(|weight| weight.weight), &pointer);
    }

    /// Printed points are the sum of the parts, or the document says why not.
    fn printed(&mut self, section: &Section, pointer: &str) {
        let mut differs = false;
        for (printed, sum, key) in [
            (section.points, base_points(section), "points"),
            (section.bonus_points, bonus_points(section), "bonus_points"),
        ] {
            let (Some(printed), Some(sum)) = (printed, sum) else {
                continue;
            };
            if printed == sum {
                continue;
            }
            differs = true;
            if section.differs.is_none() {
                self.flaw(
                    Code::PointsMismatch,
                    format!("{pointer}/{key}"),
                    printed.to_string(),
                    Words::new(
                        format!("各部分合计 {sum}；原文如此矛盾时用 `differs` 说明"),
                        format!("{sum}, the sum of the parts; `differs` says it where the source contradicts itself"),
                    ),
                );
            }
        }
        if section.differs.is_some() && !differs {
            self.flaw(
                Code::NothingDiffers,
                format!("{pointer}/differs"),
                "",
                Words::new("没有不符就不写", "no note where nothing differs"),
            );
        }
    }

    fn limits(&mut self, section: &Section, pointer: &str) {
        match section.bonus_at_most {
            BonusLimit::Unlimited => {}
            BonusLimit::Points(points) => {
                self.not_negative(points, &format!("{pointer}/bonus_at_most/points"));
            }
            BonusLimit::ShareOfPoints(share) | BonusLimit::ShareOfReached(share) => {
                self.not_negative(share, &format!("{pointer}/bonus_at_most"));
                if matches!(section.bonus_at_most, BonusLimit::ShareOfPoints(_)) && section.points.is_none() {
                    self.flaw(
                        Code::PointsMissing,
                        format!("{pointer}/bonus_at_most"),
                        "",
                        Words::new("应写项目的 `points`", "`points` of the section"),
                    );
                }
            }
        }
        self.limit(section.deduction_at_most, &format!("{pointer}/deduction_at_most"));
        if section.ceiling != Ceiling::Unbounded && section.points.is_none() {
            match section.ceiling {
                Ceiling::Full | Ceiling::TimesFull(_) => self.flaw(
                    Code::PointsMissing,
                    pointer,
                    "",
                    Words::new(
                        "应写 `points`：上限按分值",
                        "`points`: the ceiling depends on them",
                    ),
                ),
                Ceiling::Points(_) | Ceiling::Unbounded => {}
            }
        }
        if let Some(scale) = section.scale {
            self.width(scale.from, &format!("{pointer}/scale/from"));
        }
    }

    /// The gates that take points from a section.
    fn deductions(&self, scorecard: usize, section: &str) -> Vec<(usize, Rational)> {
        let Some(card) = self.document.scorecards.get(scorecard) else {
            return Vec::new();
        };
        card.gates
            .iter()
            .filter_map(|gate| match &gate.effect {
                crate::performance::document::Effect::Deduct(deduct) if deduct.from == section => {
                    let node = self.names.get(&Name::Gate(scorecard, gate.id.clone())).copied()?;
                    Some((node, deduct.points))
                }
                _ => None,
            })
            .collect()
    }
}

fn redistributes(item: &Item) -> bool {
    [&item.not_applicable, &item.empty_denominator, &item.missing]
        .into_iter()
        .any(|policy| *policy == Policy::Redistribute)
}

fn is_base(part: &Part) -> bool {
    match part {
        Part::Item(item) => item.stream == Stream::Base,
        Part::Section(_) => true,
    }
}

fn id_of(part: &Part) -> &String {
    match part {
        Part::Item(item) => &item.id,
        Part::Section(section) => &section.id,
    }
}

/// What the base parts can give together; `None` where that depends on the candidate or is not printed.
pub(in crate::performance) fn base_points(section: &Section) -> Option<Rational> {
    let mut each = Vec::new();
    for part in section.parts.iter().filter(|part| is_base(part)) {
        let points = match part {
            Part::Item(item) if item.applies.is_none() => item.points?,
            Part::Section(inner) if inner.applies.is_none() => full_points(inner)?,
            _ => return None,
        };
        each.push((id_of(part), points));
    }
    let points = each.iter().map(|(_, points)| *points);
    match &section.combine {
        Combine::Sum => points.into_iter().try_fold(Rational::ZERO, Rational::plus),
        Combine::Weighted(weights) => each.iter().try_fold(Rational::ZERO, |sum, (id, points)| {
            let weight = weights.of.iter().find(|weight| weight.part == **id)?;
            sum.plus(points.times(weight.weight)?)
        }),
        // The mean, the lowest or the highest of parts that can give the same is that.
        Combine::Mean(_) | Combine::Lowest | Combine::Highest => {
            let first = points.clone().next()?;
            points.into_iter().all(|one| one == first).then_some(first)
        }
    }
}

/// What a section can give without bonus.
fn full_points(section: &Section) -> Option<Rational> {
    match section.scale {
        Some(scale) => Some(scale.to),
        None => section.points.or_else(|| base_points(section)),
    }
}

/// What the bonuses inside can give together; `None` where one of them has no printed points.
fn bonus_points(section: &Section) -> Option<Rational> {
    let mut sum = Rational::ZERO;
    for part in &section.parts {
        sum = match part {
            Part::Item(item) if item.stream == Stream::Bonus => sum.plus(item.points?)?,
            Part::Item(_) => sum,
            Part::Section(inner) => sum.plus(inner.bonus_points.or_else(|| bonus_points(inner))?)?,
        };
    }
    Some(sum)
}
