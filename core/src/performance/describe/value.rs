//! Values in words.

use super::{counted, end, input_title, list, pair, within};
use crate::error::Words;
use crate::performance::document::{Aggregate, Gap, RankMethod, ScorecardsDocument, Value};

fn values(document: &ScorecardsDocument, values: &[Value]) -> Words {
    let each: Vec<Words> = values.iter().map(|value| value_words(document, value)).collect();
    list(&each, "、", ", ")
}

fn joined(document: &ScorecardsDocument, values: &[Value], sign: &str) -> Words {
    let each: Vec<Words> = values.iter().map(|value| value_words(document, value)).collect();
    let words = list(&each, sign, sign);
    pair(format!("（{}）", words.zh), format!("({})", words.en))
}

fn aggregate(aggregate: Aggregate) -> Words {
    match aggregate {
        Aggregate::Mean => pair("平均值", "mean"),
        Aggregate::Highest => pair("最高值", "highest"),
        Aggregate::Lowest => pair("最低值", "lowest"),
        Aggregate::Sum => pair("合计", "sum"),
        Aggregate::Number => pair("个数", "number"),
    }
}

fn gap_words(document: &ScorecardsDocument, gap: &Gap, zh: &str, en: &str) -> Words {
    let (of, target) = (value_words(document, &gap.of), value_words(document, &gap.target));
    pair(
        format!("{}{zh}{} 的部分", of.zh, target.zh),
        format!("what {} is {en} {}", of.en, target.en),
    )
}

/// A value in words.
pub(super) fn value_words(document: &ScorecardsDocument, value: &Value) -> Words {
    let say = |value: &Value| value_words(document, value);
    let part = |id: &str| pair(format!("“{id}”得分"), format!("points of `{id}`"));
    match value {
        Value::Constant(number) => Words::same(number.to_string()),
        Value::Input(id) => input_title(document, id),
        Value::Item(id) | Value::Section(id) => part(id),
        Value::Score(score) => pair(
            format!("“{}”中“{}”得分", score.scorecard, score.part),
            format!("points of `{}` in `{}`", score.part, score.scorecard),
        ),
        Value::Target(id) => pair(format!("申报目标“{id}”"), format!("the filed target `{id}`")),
        Value::Sampled(id) => pair(format!("是否抽中“{id}”"), format!("whether drawn for `{id}`")),
        Value::Points(points) => pair(
            format!("“{}”积分 {}", points.ledger, points.kinds.join("、")),
            format!("points of `{}` {}", points.ledger, points.kinds.join(", ")),
        ),
        Value::Votes(votes) => pair(
            format!("“{}”得票", votes.award),
            format!("votes for `{}`", votes.award),
        ),
        Value::Place(place) => pair(
            format!("“{}”名次", place.ranking),
            format!("the place in `{}`", place.ranking),
        ),
        Value::Sum(all) => joined(document, all, " + "),
        Value::Product(all) => joined(document, all, " × "),
        Value::Difference(both) => {
            let (a, b) = (say(&both.of), say(&both.minus));
            pair(
                format!("（{} − {}）", a.zh, b.zh),
                format!("({} − {})", a.en, b.en),
            )
        }
        Value::Ratio(both) => {
            let (a, b) = (say(&both.of), say(&both.to));
            pair(
                format!("（{} ÷ {}）", a.zh, b.zh),
                format!("({} ÷ {})", a.en, b.en),
            )
        }
        Value::Growth(both) => {
            let (a, b) = (say(&both.of), say(&both.from));
            pair(
                format!("{} 比 {} 的增幅", a.zh, b.zh),
                format!("growth of {} over {}", a.en, b.en),
            )
        }
        Value::Shortfall(gap) => gap_words(document, gap, "不足 ", "below"),
        Value::Excess(gap) => gap_words(document, gap, "超过 ", "above"),
        Value::Least(all) => {
            let all = values(document, all);
            pair(format!("{} 中最小的", all.zh), format!("the least of {}", all.en))
        }
        Value::Greatest(all) => {
            let all = values(document, all);
            pair(
                format!("{} 中最大的", all.zh),
                format!("the greatest of {}", all.en),
            )
        }
        Value::FirstKnown(all) => {
            let all = values(document, all);
            pair(
                format!("{} 中先有的", all.zh),
                format!("the first known of {}", all.en),
            )
        }
        Value::Instead(instead) => say(&instead.of),
        Value::MeanOf(mean) => {
            let all = values(document, &mean.of);
            let (high, low) = (mean.drop_highest, mean.drop_lowest);
            pair(
                format!("{} 的平均（去掉 {high} 个最高、{low} 个最低）", all.zh),
                format!(
                    "the mean of {} without the {high} highest and {low} lowest",
                    all.en
                ),
            )
        }
        Value::Weighted(weighted) => {
            let each: Vec<Words> = weighted
                .of
                .iter()
                .map(|part| {
                    let of = say(&part.value);
                    pair(
                        format!("{} × {}", part.weight, of.zh),
                        format!("{} × {}", part.weight, of.en),
                    )
                })
                .collect();
            let words = list(&each, " + ", " + ");
            pair(format!("（{}）", words.zh), format!("({})", words.en))
        }
        Value::ByGroup(by) => {
            let mut each: Vec<Words> = by
                .cases
                .iter()
                .map(|case| {
                    let of = say(&case.value);
                    let groups = case.groups.join("/");
                    pair(format!("{groups}：{}", of.zh), format!("{groups}: {}", of.en))
                })
                .collect();
            if let Some(otherwise) = &by.otherwise {
                let of = say(otherwise);
                each.push(pair(format!("其他：{}", of.zh), format!("others: {}", of.en)));
            }
            list(&each, "，", ", ")
        }
        Value::Banded(banded) => {
            let of = say(&banded.of);
            pair(
                format!("{} 所在档的系数", of.zh),
                format!("the band of {}", of.en),
            )
        }
        Value::Steps(steps) => {
            let (of, how) = (say(&steps.of), counted(steps.counted));
            pair(
                format!("{} 按每 {} 计的步数（{}）", of.zh, steps.each, how.zh),
                format!("steps of {} in {} ({})", steps.each, of.en, how.en),
            )
        }
        Value::Cohort(cohort) => {
            let (of, among, what) = (
                say(&cohort.of),
                within(&cohort.within),
                aggregate(cohort.aggregate),
            );
            pair(
                format!("{}{}的{}", among.zh, of.zh, what.zh),
                format!("the {} of {} over {}", what.en, of.en, among.en),
            )
        }
        Value::Rank(rank) => {
            let (of, among) = (say(&rank.of), within(&rank.within));
            let method = match rank.method {
                RankMethod::Competition => pair("并列跳号", "competition"),
                RankMethod::Dense => pair("并列不跳号", "dense"),
                RankMethod::Modified => pair("并列取后", "modified"),
                RankMethod::Average => pair("并列取均", "average"),
                RankMethod::Ordinal => pair("不并列", "ordinal"),
            };
            let end = end(rank.first);
            pair(
                format!("{} 在{}中由{}的名次（{}）", of.zh, among.zh, end.zh, method.zh),
                format!(
                    "the rank of {} among {}, {} first ({})",
                    of.en, among.en, end.en, method.en
                ),
            )
        }
        Value::Overseen(overseen) => {
            let what = aggregate(overseen.aggregate);
            pair(
                format!("分管单位“{}”得分的{}", overseen.part, what.zh),
                format!("the {} of `{}` over those overseen", what.en, overseen.part),
            )
        }
    }
}
