//! A criterion of the plan as a Chinese phrase.

use super::gaps::title;
use super::number;
use crate::words;
use jinguo::plan::{
    ActivityTest, AttributeTest, Compare, Criterion, HeadcountFrom, Instant, OrganisationTest, Plan, Reach,
    Take, UnitTest,
};

/// What the criterion asks for. Of `all`, `any` and `not` only the first words: their parts are told one by one.
pub fn phrase(plan: &Plan, criterion: &Criterion) -> String {
    match criterion {
        Criterion::All(_) | Criterion::Any(_) | Criterion::Not(_) => {
            words::criterion(criterion.kind()).to_owned()
        }
        Criterion::Unit(test) => format!("单位：{}", unit(plan, test)),
        Criterion::Person(test) => {
            let mut parts = Vec::new();
            if !test.role.is_empty() {
                parts.push(titles(plan, &test.role));
            }
            if let Some(age) = test.age {
                let least = age.at_least.map(|years| format!("满 {years} 周岁"));
                let below = age.below.map(|years| format!("未满 {years} 周岁"));
                let bounds: Vec<String> = least.into_iter().chain(below).collect();
                parts.push(format!("{}{}", instant(age.at), bounds.join("、")));
            }
            format!("人员：{}", join(parts))
        }
        Criterion::Activity(test) => format!("活动：{}", activity(plan, test)),
        Criterion::Organisation(test) => format!("组织：{}", organisation(plan, test)),
        Criterion::Participated(test) => {
            let role = if test.role.is_empty() {
                String::new()
            } else {
                format!("以{}身份", titles(plan, &test.role))
            };
            let heads = test.headcount.as_ref().map_or("", |rule| match rule.from {
                HeadcountFrom::Anywhere => "；只报人次的活动给出上限",
                HeadcountFrom::Host => "；只报人次的活动给出承办单位内的上限",
            });
            format!(
                "{role}参加至少 {} 次活动（{}）{heads}",
                test.at_least,
                activity(plan, &test.activity)
            )
        }
        Criterion::Covered(test) => {
            format!(
                "至少被 {} 个组织覆盖（{}）",
                test.at_least,
                organisation(plan, &test.by)
            )
        }
        Criterion::Hosted(test) => {
            let whose = match test.reach {
                Reach::Itself => "本单位",
                Reach::Below => "本单位或下级",
            };
            format!(
                "{whose}举办至少 {} 次活动（{}）",
                test.at_least,
                activity(plan, &test.activity)
            )
        }
        Criterion::Observed(test) => {
            let take = match test.take {
                Take::Latest => "最近一次",
                Take::Sum => "合计",
                Take::Max => "最大值",
                Take::Min => "最小值",
            };
            format!("上报的{}{take}{}", title(plan, &test.kind), compare(test.compare))
        }
    }
}

fn titles(plan: &Plan, words: &[String]) -> String {
    words
        .iter()
        .map(|word| title(plan, word))
        .collect::<Vec<_>>()
        .join("或")
}

fn join(parts: Vec<String>) -> String {
    if parts.is_empty() {
        "不限".into()
    } else {
        parts.join("，")
    }
}

fn unit(plan: &Plan, test: &UnitTest) -> String {
    let mut parts = Vec::new();
    if !test.level.is_empty() {
        parts.push(titles(plan, &test.level));
    }
    if !test.group.is_empty() {
        parts.push(titles(plan, &test.group));
    }
    if !test.within.is_empty() {
        parts.push(format!("在 {} 之内", test.within.join("、")));
    }
    parts.extend(test.attribute.iter().map(|test| attribute(plan, test)));
    if let Some(at) = test.valid_at {
        parts.push(format!("{}存在", instant(at)));
    }
    join(parts)
}

fn attribute(plan: &Plan, test: &AttributeTest) -> String {
    let words = if test.one_of.is_empty() {
        String::new()
    } else {
        format!("为 {}", test.one_of.join(" 或 "))
    };
    format!(
        "{}{words}{}",
        title(plan, &test.id),
        test.compare.map(compare).unwrap_or_default()
    )
}

fn compare(test: Compare) -> String {
    let bound = |word: &str, bound: Option<jinguo::number::Rational>| {
        bound.map(|bound| format!("{word} {}", number::number(bound)))
    };
    let bounds = [
        bound("不少于", test.at_least),
        bound("大于", test.above),
        bound("不多于", test.at_most),
        bound("小于", test.below),
    ];
    bounds.into_iter().flatten().collect::<Vec<_>>().join("、")
}

fn activity(plan: &Plan, test: &ActivityTest) -> String {
    let statuses: Vec<&str> = test
        .status
        .iter()
        .map(|status| words::activity_status(*status))
        .collect();
    let mut parts = vec![statuses.join("或")];
    if !test.kind.is_empty() {
        parts.push(titles(plan, &test.kind));
    }
    if !test.topic.is_empty() {
        parts.push(format!("主题{}", titles(plan, &test.topic)));
    }
    parts.extend(test.first.map(|day| format!("{}起", number::day(day))));
    parts.extend(test.last.map(|day| format!("{}止", number::day(day))));
    parts.extend(
        test.evidence_at_least
            .map(|count| format!("材料不少于 {count} 件")),
    );
    parts.extend(
        test.host
            .as_ref()
            .map(|host| format!("承办单位为{}", unit(plan, host))),
    );
    parts.extend(test.attribute.iter().map(|test| attribute(plan, test)));
    join(parts)
}

fn organisation(plan: &Plan, test: &OrganisationTest) -> String {
    let mut parts = Vec::new();
    if !test.kind.is_empty() {
        parts.push(titles(plan, &test.kind));
    }
    if !test.mode.is_empty() {
        parts.push(
            test.mode
                .iter()
                .map(|mode| words::mode(*mode))
                .collect::<Vec<_>>()
                .join("或"),
        );
    }
    parts.extend(
        test.members_at_least
            .map(|count| format!("成员不少于 {count} 人")),
    );
    parts.extend(
        test.executives_at_least
            .map(|count| format!("执委不少于 {count} 人")),
    );
    parts.extend(
        test.established_first
            .map(|day| format!("{}起成立", number::day(day))),
    );
    parts.extend(
        test.established_last
            .map(|day| format!("{}前成立", number::day(day.next()))),
    );
    join(parts)
}

fn instant(instant: Instant) -> String {
    match instant {
        Instant::AsOf => "当日".into(),
        Instant::PeriodFirst => "统计期第一天".into(),
        Instant::PeriodLast => "统计期最后一天".into(),
        Instant::Day(day) => number::day(day),
    }
}
