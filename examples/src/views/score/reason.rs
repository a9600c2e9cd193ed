//! One score with its reasons: rule, inputs, arithmetic, gates, what would raise it most, what the next rank takes.

use super::Scores;
use super::points::{part, points};
use super::ranking::{distance, title};
use crate::words;
use anstyle::{AnsiColor, Style};
use jinguo::performance::{
    Flip, Gain, InputExplanation, ItemExplanation, RankExplanation, ScoreExplanation, Scorecard,
};

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
/// How many gains and flips are told.
const MOST: usize = 5;

/// The explanation as text.
pub fn text(scores: &Scores<'_>, card: &Scorecard, why: &ScoreExplanation) -> String {
    let mut text = format!(
        "\n{BOLD}■ 一份得分怎样算出来：{}{BOLD:#}（{} {}）\n  总分 {BOLD}{}{BOLD:#}{}\n",
        scores.name_of(&why.candidate),
        card.title.zh,
        why.candidate,
        part(&why.total),
        set_by_hand(&why.total),
    );
    for gate in &why.gates {
        let red = Style::new().fg_color(Some(AnsiColor::Red.into()));
        text.push_str(&format!("  {red}触发否决：{}{red:#}\n", gate.title.zh));
    }
    text.push_str(&format!("\n  {BOLD}各评分项{BOLD:#}\n"));
    for item in why.items.iter().filter(|item| counts(item)) {
        text.push_str(&item_text(item));
    }
    text.push_str(&format!("\n  {BOLD}汇总{BOLD:#}\n"));
    for section in &why.sections {
        text.push_str(&format!("  {} = {}\n", section.title.zh, part(&section.result)));
        for step in &section.steps {
            text.push_str(&format!("      {DIM}{}{DIM:#}\n", step.zh));
        }
    }
    if !why.gains.is_empty() {
        text.push_str(&format!(
            "\n  {BOLD}怎样提高最多{BOLD:#}  {DIM}其他不变，这一项得满分时{DIM:#}\n"
        ));
        for gained in why.gains.iter().take(MOST) {
            text.push_str(&format!("  {}\n", gain(card, gained)));
        }
    }
    for rank in &why.ranks {
        text.push_str(&format!("\n  {}\n", standing(scores, card, rank)));
        for flip in rank.ahead.iter().flat_map(|ahead| &ahead.flips).take(MOST) {
            text.push_str(&format!("      {}\n", flips(card, flip)));
        }
    }
    text
}

/// An item that is not the candidate's tells nothing.
pub fn counts(item: &ItemExplanation) -> bool {
    item.result.value.is_some() || item.result.state != jinguo::report::State::NotApplicable
}

fn item_text(item: &ItemExplanation) -> String {
    let clause = item
        .clause
        .as_ref()
        .map_or_else(String::new, |clause| format!("（{clause}）"));
    let mut text = format!(
        "  {}{clause} = {BOLD}{}{BOLD:#}{}\n",
        item.title.zh,
        part(&item.result),
        set_by_hand(&item.result)
    );
    text.push_str(&format!("      规则：{}\n", item.rule.zh));
    for found in &item.inputs {
        text.push_str(&format!("      依据：{}\n", input(found)));
    }
    for step in &item.steps {
        text.push_str(&format!("      {DIM}{}{DIM:#}\n", step.zh));
    }
    text
}

/// An input with its value and its evidence.
pub fn input(input: &InputExplanation) -> String {
    let value = input
        .word
        .clone()
        .or(input.value.map(points))
        .unwrap_or_else(|| words::state(input.state).into());
    let evidence = match input.evidence.as_slice() {
        [] => String::new(),
        ids => format!("，佐证 {}", ids.join("、")),
    };
    format!("{} {value}{evidence}", input.title.zh)
}

/// Who set another number, when and why.
pub fn set_by_hand(result: &jinguo::performance::PartResult) -> String {
    result.computed.as_ref().map_or_else(String::new, |computed| {
        let before = computed
            .value
            .map_or_else(|| words::state(computed.state).to_owned(), points);
        format!(
            "（人工调整：系统算出 {before}；{} {}，{}）",
            computed.actor, computed.at, computed.reason
        )
    })
}

/// What an item would add to the total if it had the most it can give.
pub fn gain(card: &Scorecard, gain: &Gain) -> String {
    let now = gain.now.map_or_else(|| "待定".into(), points);
    let name = title(&card.total, &gain.item).unwrap_or(&gain.item);
    format!(
        "+{}　{name}（现 {now}，最多 {}）",
        points(gain.gain),
        points(gain.most)
    )
}

/// The rank and what the next one takes.
pub fn standing(scores: &Scores<'_>, card: &Scorecard, rank: &RankExplanation) -> String {
    let ranking = card.rankings.iter().find(|one| one.id == rank.ranking);
    let name = ranking.map_or(rank.ranking.as_str(), |ranking| &ranking.title.zh);
    let place = match rank.rank.value {
        Some(place) => format!("第 {} 名", points(place)),
        None => format!("没有名次（{}）", words::state(rank.rank.state)),
    };
    let ahead = rank.ahead.as_ref().map_or_else(String::new, |ahead| {
        format!(
            "；前一名 {}，{}",
            scores.name_of(&ahead.candidate),
            distance(ahead)
        )
    });
    format!("{name}：{place}{ahead}")
}

/// At which weight of a part two candidates are equal.
pub fn flips(card: &Scorecard, flip: &Flip) -> String {
    let part = card.total.parts.iter().find_map(|part| match part {
        jinguo::performance::Part::Item(item) if item.id == flip.part => Some(item.title.zh.as_str()),
        jinguo::performance::Part::Section(inner) if inner.id == flip.part => Some(inner.title.zh.as_str()),
        _ => None,
    });
    format!(
        "“{}”的权重由 {} 变为 {} 时两者同分",
        part.unwrap_or(&flip.part),
        points(flip.weight),
        points(flip.at)
    )
}
