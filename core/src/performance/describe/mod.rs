//! Rules and values in words, made from the document: what an item asks for, in Chinese and English.

mod value;

use super::document::{
    AtMost, Band, BeyondTable, Charged, Entry, EqualEnds, First, Floor, Gaps, Grid, Item, Line, LosingSide,
    PerStep, Reading, Rule, ScorecardsDocument, Side, StepCount, TiedPoints, Value, Within, WithoutEvidence,
};
use value::value_words;

use crate::error::Words;
use crate::number::Rational;
use crate::plan::Text;
use crate::report::State;

/// A title in both languages.
pub(super) fn title(text: &Text) -> Words {
    let english = text.en.as_ref().unwrap_or(&text.zh);
    Words::new(&text.zh, english)
}

fn pair(zh: impl Into<String>, en: impl Into<String>) -> Words {
    Words::new(zh, en)
}

fn list(words: &[Words], zh: &str, en: &str) -> Words {
    pair(
        words
            .iter()
            .map(|one| one.zh.as_str())
            .collect::<Vec<_>>()
            .join(zh),
        words
            .iter()
            .map(|one| one.en.as_str())
            .collect::<Vec<_>>()
            .join(en),
    )
}

fn within(within: &Within) -> Words {
    match within {
        Within::Everyone => pair("全体", "everyone"),
        Within::Group => pair("同系列", "its group"),
        Within::Attribute(id) => pair(format!("同一“{id}”"), format!("the same `{id}`")),
    }
}

fn counted(counted: StepCount) -> Words {
    match counted {
        StepCount::Proportional => pair("按比例", "in proportion"),
        StepCount::Complete => pair("不足一步不计", "complete steps only"),
        StepCount::Started => pair("不足一步按一步计", "a step begun counts whole"),
    }
}

fn limit(limit: AtMost) -> Words {
    match limit {
        AtMost::Unlimited => pair("不封顶", "no limit"),
        AtMost::Points(points) => pair(format!("最多 {points} 分"), format!("at most {points}")),
    }
}

fn bounds<T>(band: &Band<T>) -> String {
    let low = match (band.at_least, band.above) {
        (Some(at), _) => format!("≥{at} "),
        (None, Some(at)) => format!(">{at} "),
        (None, None) => String::new(),
    };
    let high = match (band.at_most, band.below) {
        (Some(at), _) => format!("≤{at}"),
        (None, Some(at)) => format!("<{at}"),
        (None, None) => String::new(),
    };
    format!("{low}{high}").trim().to_owned()
}

fn gaps(gaps: Gaps) -> Words {
    match gaps {
        Gaps::None => Words::default(),
        Gaps::Lower => pair("；空档归下一档", "; between bands the lower holds"),
        Gaps::Upper => pair("；空档归上一档", "; between bands the upper holds"),
        Gaps::BetweenSteps(step) => pair(
            format!("；只取 {step} 的倍数"),
            format!("; multiples of {step} only"),
        ),
    }
}

/// An item's rule with its floor, its ceiling, its evidence and what stands in for a state.
pub(super) fn item(document: &ScorecardsDocument, item: &Item) -> Words {
    let mut words = rule(document, &item.rule);
    let mut add = |zh: String, en: String| {
        words.zh.push_str(&format!("。{zh}"));
        words.en.push_str(&format!(". {en}"));
    };
    match item.floor {
        Floor::Zero => add("最低 0 分".to_owned(), "at least 0".to_owned()),
        Floor::Points(points) => add(format!("最低 {points} 分"), format!("at least {points}")),
        Floor::Unbounded => add("可为负分".to_owned(), "can be negative".to_owned()),
    }
    match super::item::ceiling(item.ceiling, item.points) {
        Some(Some(most)) => add(format!("最高 {most} 分"), format!("at most {most}")),
        Some(None) | None => add("不封顶".to_owned(), "no ceiling".to_owned()),
    }
    if let Some(evidence) = &item.evidence {
        let otherwise = match evidence.otherwise {
            WithoutEvidence::Zero => pair("得 0 分", "0"),
            WithoutEvidence::Points(points) => pair(format!("得 {points} 分"), points.to_string()),
            WithoutEvidence::Missing => pair("按缺数据处理", "as if missing"),
        };
        let of: Vec<Words> = evidence.of.iter().map(|id| input_title(document, id)).collect();
        let of = list(&of, "、", ", ");
        add(
            format!(
                "{}各须至少 {} 份证据，否则{}",
                of.zh, evidence.at_least, otherwise.zh
            ),
            format!(
                "{} must each carry {} pieces of evidence, otherwise {}",
                of.en, evidence.at_least, otherwise.en
            ),
        );
    }
    for (state, policy) in [
        (State::NotApplicable, &item.not_applicable),
        (State::EmptyDenominator, &item.empty_denominator),
        (State::Missing, &item.missing),
    ] {
        if !policy.is_refuse() {
            let said = super::item::said(state, policy, item);
            add(said.zh, said.en);
        }
    }
    words
}

fn rule(document: &ScorecardsDocument, rule: &Rule) -> Words {
    let say = |value: &Value| value_words(document, value);
    match rule {
        Rule::Threshold(rule) => {
            let of = say(&rule.of);
            let (sign, line) = match &rule.line {
                Line::AtLeast(line) => ("≥", say(line)),
                Line::Above(line) => (">", say(line)),
                Line::AtMost(line) => ("≤", say(line)),
                Line::Below(line) => ("<", say(line)),
            };
            pair(
                format!(
                    "{} {sign} {} 得 {} 分，否则得 {} 分",
                    of.zh, line.zh, rule.met, rule.otherwise
                ),
                format!(
                    "{} {sign} {}: {}, otherwise {}",
                    of.en, line.en, rule.met, rule.otherwise
                ),
            )
        }
        Rule::Ratio(rule) => {
            let (of, target) = (say(&rule.of), say(&rule.target));
            let beyond = match rule.beyond {
                super::Beyond::Capped => pair("超过不再加分", "no more beyond it"),
                super::Beyond::GoesOn => pair("超过按比例继续加分", "the proportion goes on beyond it"),
            };
            pair(
                format!(
                    "{} 达到 {} 得 {} 分，不足按比例，{}",
                    of.zh, target.zh, rule.points, beyond.zh
                ),
                format!(
                    "{} for {} reaching {}, in proportion below, {}",
                    rule.points, of.en, target.en, beyond.en
                ),
            )
        }
        Rule::Slope(rule) => {
            let (of, reference) = (say(&rule.of), say(&rule.reference));
            let (above, below) = (side(rule.above), side(rule.below));
            pair(
                format!(
                    "{} 以 {} 为基准得 {} 分；高于基准{}；低于基准{}",
                    of.zh, reference.zh, rule.base, above.zh, below.zh
                ),
                format!(
                    "{} for {} at {}; above it {}; below it {}",
                    rule.base, of.en, reference.en, above.en, below.en
                ),
            )
        }
        Rule::Tally(rule) => {
            let mut parts = vec![pair(
                format!("起点 {} 分", rule.start),
                format!("from {}", rule.start),
            )];
            parts.extend(rule.add.iter().map(|one| entry(document, one, "加", "adds")));
            parts.extend(rule.deduct.iter().map(|one| entry(document, one, "扣", "takes")));
            list(&parts, "；", "; ")
        }
        Rule::Bands(rule) => {
            let of = say(&rule.of);
            let bands = bands(&rule.bands);
            let gaps = gaps(rule.gaps);
            pair(
                format!("{} 分档：{}{}", of.zh, bands.zh, gaps.zh),
                format!("{} by bands: {}{}", of.en, bands.en, gaps.en),
            )
        }
        Rule::Stretches(rule) => {
            let of = say(&rule.of);
            let (zh, en) = match rule.side {
                LosingSide::Below => ("低于", "below"),
                LosingSide::Above => ("高于", "above"),
            };
            let stretches: Vec<Words> = rule
                .stretches
                .iter()
                .map(|one| {
                    let counted = counted(one.counted);
                    pair(
                        format!(
                            "{zh} {} 每 {} 扣 {} 分（{}）",
                            one.edge, one.each, one.points, counted.zh
                        ),
                        format!(
                            "{en} {} less {} for each {} ({})",
                            one.edge, one.points, one.each, counted.en
                        ),
                    )
                })
                .collect();
            let stretches = list(&stretches, "，", ", ");
            let reading = match rule.reading {
                Reading::Cumulative => pair("分段累计", "each stretch for its part"),
                Reading::FlatFromFirstEdge => pair(
                    "按所在段从第一界点起全段计",
                    "the stretch it lies in, from the first edge",
                ),
                Reading::FlatFromOwnEdge => pair(
                    "只按所在段从该段界点起计",
                    "the stretch it lies in, from its own edge",
                ),
            };
            pair(
                format!(
                    "{} 起点 {} 分，{}，{}",
                    of.zh, rule.start, stretches.zh, reading.zh
                ),
                format!("{} from {}, {}, {}", of.en, rule.start, stretches.en, reading.en),
            )
        }
        Rule::Places(rule) => {
            let (of, among) = (say(&rule.of), within(&rule.within));
            let end = end(rule.first);
            let table = rule
                .table
                .iter()
                .map(Rational::to_string)
                .collect::<Vec<_>>()
                .join("/");
            let beyond = match rule.beyond {
                BeyondTable::Points(points) => pair(format!("其余 {points}"), format!("the others {points}")),
                BeyondTable::LessEach(step) => pair(
                    format!("其后每名少 {step}"),
                    format!("then {step} less for each place"),
                ),
            };
            let ties = match rule.ties {
                TiedPoints::FirstOfPlaces => {
                    pair("并列取靠前名次的分", "equals get the points of their first place")
                }
                TiedPoints::LastOfPlaces => {
                    pair("并列取靠后名次的分", "equals get the points of their last place")
                }
                TiedPoints::MeanOfPlaces => {
                    pair("并列取所占名次的平均分", "equals get the mean of their places")
                }
                TiedPoints::NoPlaceSkipped => pair("并列不占后面名次", "equals skip no place"),
            };
            pair(
                format!(
                    "{} 在{}中由{}排名：{table}，{}，{}",
                    of.zh, among.zh, end.zh, beyond.zh, ties.zh
                ),
                format!(
                    "by the place of {} among {}, {} first: {table}, {}, {}",
                    of.en, among.en, end.en, beyond.en, ties.en
                ),
            )
        }
        Rule::Judged(rule) => {
            let mark = say(&rule.mark);
            let grid = match rule.grid {
                Grid::Any => Words::default(),
                Grid::Step(step) => pair(format!("，以 {step} 递减"), format!(", in steps of {step}")),
            };
            pair(
                format!("{}，{} 至 {} 分{}", mark.zh, rule.at_least, rule.at_most, grid.zh),
                format!(
                    "{}, from {} to {}{}",
                    mark.en, rule.at_least, rule.at_most, grid.en
                ),
            )
        }
        Rule::Ballot(rule) => {
            let options: Vec<Words> = rule
                .options
                .iter()
                .map(|option| {
                    let votes = say(&option.votes);
                    pair(
                        format!("{} 每票 {}", votes.zh, option.worth),
                        format!("{} {} a vote", votes.en, option.worth),
                    )
                })
                .collect();
            let options = list(&options, "，", ", ");
            pair(
                format!(
                    "票决：{}，除以有效票，满分 {} 折 {} 分",
                    options.zh, rule.of, rule.points
                ),
                format!(
                    "ballot: {}, over valid votes, {} is {}",
                    options.en, rule.of, rule.points
                ),
            )
        }
        Rule::Efficacy(rule) => {
            let (of, low, high) = (say(&rule.of), say(&rule.lowest), say(&rule.highest));
            let equal = match rule.equal {
                EqualEnds::Full => pair("两端相等得满分", "full points where both are equal"),
                EqualEnds::Base => pair("两端相等得基础分", "the base where both are equal"),
                EqualEnds::Refuse => pair("两端相等待定", "no score where both are equal"),
            };
            pair(
                format!(
                    "功效系数：{} 从 {} 到 {}，基础 {}，满分 {}，{}",
                    of.zh, low.zh, high.zh, rule.base, rule.points, equal.zh
                ),
                format!(
                    "efficacy of {} from {} to {}, base {}, full {}, {}",
                    of.en, low.en, high.en, rule.base, rule.points, equal.en
                ),
            )
        }
        Rule::Words(rule) => {
            let of = input_title(document, &rule.of);
            let table: Vec<String> = rule
                .table
                .iter()
                .map(|row| format!("{} {}", row.word, row.points))
                .collect();
            pair(
                format!("{}：{}", of.zh, table.join("，")),
                format!("{}: {}", of.en, table.join(", ")),
            )
        }
        Rule::Value(value) => say(value),
    }
}

fn bands(bands: &[Band<Rational>]) -> Words {
    let each: Vec<Words> = bands
        .iter()
        .map(|band| {
            let range = bounds(band);
            pair(
                format!("{range} 得 {} 分", band.gives),
                format!("{range} gives {}", band.gives),
            )
        })
        .collect();
    list(&each, "，", ", ")
}

fn entry(document: &ScorecardsDocument, entry: &Entry, zh: &str, en: &str) -> Words {
    let (name, of, cap) = (
        title(&entry.title),
        value_words(document, &entry.of),
        limit(entry.at_most),
    );
    let mut words = pair(
        format!("{}（{}）每个{zh} {} 分，{}", name.zh, of.zh, entry.points, cap.zh),
        format!("{} ({}) {en} {} each, {}", name.en, of.en, entry.points, cap.en),
    );
    if let Some(times) = &entry.times {
        let times = value_words(document, times);
        words.zh.push_str(&format!("，乘 {}", times.zh));
        words.en.push_str(&format!(", times {}", times.en));
    }
    if let Some(escalation) = &entry.escalation {
        let factors = escalation
            .factors
            .iter()
            .map(Rational::to_string)
            .collect::<Vec<_>>()
            .join("/");
        let charged = match escalation.charged {
            Charged::EachTime => pair("逐次累计", "each time"),
            Charged::LastTime => pair("只计最后一次", "the last time only"),
        };
        words
            .zh
            .push_str(&format!("，依次乘 {factors}（{}）", charged.zh));
        words
            .en
            .push_str(&format!(", by times {factors} ({})", charged.en));
    }
    words
}

fn side(side: Side) -> Words {
    let steps = |per: PerStep, zh: &str, en: &str| {
        let (counted, cap) = (counted(per.counted), limit(per.at_most));
        pair(
            format!(
                "每 {} {zh} {} 分（{}，{}）",
                per.each, per.points, counted.zh, cap.zh
            ),
            format!(
                "{en} {} for each {} ({}, {})",
                per.points, per.each, counted.en, cap.en
            ),
        )
    };
    match side {
        Side::Nothing => pair("不加不减", "nothing"),
        Side::Add(per) => steps(per, "加", "adds"),
        Side::Deduct(per) => steps(per, "扣", "takes"),
    }
}

fn end(first: First) -> Words {
    match first {
        First::Highest => pair("高到低", "the highest"),
        First::Lowest => pair("低到高", "the lowest"),
    }
}

pub(super) fn input_title(document: &ScorecardsDocument, id: &str) -> Words {
    document
        .inputs
        .iter()
        .find(|input| input.id == id)
        .map_or_else(|| Words::same(id), |input| title(&input.title))
}
