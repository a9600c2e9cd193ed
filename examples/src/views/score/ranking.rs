//! The tables of rankings for a terminal.

use super::Scores;
use super::points::{part, points};
use crate::views::number;
use crate::views::text::{Cell, Side, Table, cut};
use crate::words;
use anstyle::{AnsiColor, Style};
use jinguo::performance::{Ahead, Rung, Scorecard, ScorecardResult};
use std::collections::BTreeMap;

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
/// The widest name or place in a column; a longer one is cut.
const NAME: usize = 34;

/// A line above all scores: what they are, and that they are an example where the document says so.
pub fn heading(scores: &Scores<'_>) -> String {
    let document = scores.document();
    let mut text = format!(
        "\n{BOLD}■ {}{BOLD:#}  {DIM}{} {}{DIM:#}\n",
        document.title.zh, document.id, document.version
    );
    if let Some(note) = &document.source.note {
        text.push_str(&format!("{DIM}{}{DIM:#}\n", note.zh));
    }
    text.push_str(&format!(
        "得分只是建议，由有权的人审定后才算数。\n{DIM}评分指纹 {}{DIM:#}\n",
        scores.report.fingerprint
    ));
    text
}

/// Every ranking of a scorecard, class by class, each with at most so many rows.
pub fn tables(
    scores: &Scores<'_>,
    at: usize,
    card: &Scorecard,
    result: &ScorecardResult,
    most: usize,
) -> String {
    let mut text = format!("\n  {BOLD}{}{BOLD:#}  {DIM}{}{DIM:#}\n", card.title.zh, card.id);
    if let Some(interim) = interim(scores, card) {
        text.push_str(&format!("  {DIM}{interim}{DIM:#}\n"));
    }
    for ranking in &card.rankings {
        let ladder = scores
            .evaluation
            .ladder(&card.id, &ranking.id)
            .unwrap_or_default();
        for rungs in classes(card, &ladder) {
            let class = rungs.first().map_or("", |rung| rung.class.as_str());
            text.push_str(&class_table(
                scores,
                at,
                card,
                &ranking.title.zh,
                class,
                rungs,
                most,
            ));
        }
    }
    text.push_str(&quotas(scores, result));
    text.push_str(&open(scores, card, result));
    text
}

/// The classes of a ladder, in the order of the scorecard's groups.
pub fn classes<'a>(card: &Scorecard, ladder: &'a [Rung]) -> Vec<&'a [Rung]> {
    let mut classes: Vec<&[Rung]> = ladder.chunk_by(|a, b| a.class == b.class).collect();
    let place = |class: &str| card.candidates.groups.iter().position(|group| group == class);
    classes.sort_by_key(|rungs| rungs.first().and_then(|rung| place(&rung.class)));
    classes
}

/// How many stand in a class.
pub fn many(rungs: &[Rung]) -> u64 {
    u64::try_from(rungs.len()).unwrap_or(u64::MAX)
}

/// That the period that is judged is not over yet.
pub fn interim(scores: &Scores<'_>, card: &Scorecard) -> Option<String> {
    let as_of = scores.scene.report.parameters.as_of;
    let last = card.period.days(as_of)?.last()?;
    (as_of < last).then(|| {
        format!(
            "考核期到 {} 为止，还没有结束：以下是按 {} 的数据试算",
            number::day(last),
            number::day(as_of)
        )
    })
}

fn class_table(
    scores: &Scores<'_>,
    at: usize,
    card: &Scorecard,
    title: &str,
    class: &str,
    rungs: &[Rung],
    most: usize,
) -> String {
    let class = if class.is_empty() {
        String::new()
    } else {
        format!("（{class}）")
    };
    let found = |rung: &Rung| scores.result(at, &rung.candidate);
    let mut grades: BTreeMap<&str, u64> = BTreeMap::new();
    for result in rungs.iter().filter_map(found) {
        *grades
            .entry(result.grade.as_deref().unwrap_or("未定等次"))
            .or_default() += 1;
    }
    let order = card.grades.as_ref().map_or(&[][..], |grades| &grades.order);
    let place = |grade: &str| order.iter().position(|one| one == grade).unwrap_or(usize::MAX);
    let mut counted: Vec<(&str, u64)> = grades.into_iter().collect();
    counted.sort_by_key(|(grade, _)| place(grade));
    let counted: Vec<String> = counted
        .iter()
        .map(|(grade, count)| format!("{grade} {}", number::count(*count)))
        .collect();
    let mut text = format!(
        "  {title}{class}  {DIM}共 {} 个；{}{DIM:#}\n",
        number::count(many(rungs)),
        if card.grades.is_some() {
            counted.join("，")
        } else {
            "不分等次".into()
        }
    );
    let mut table = Table::new([
        Side::Right,
        Side::Left,
        Side::Left,
        Side::Right,
        Side::Left,
        Side::Left,
        Side::Left,
    ])
    .indent(4);
    let head = ["名次", "对象", "所在", "总分", "等次", "距前一名", "触发的否决"];
    table.row(head.map(|name| Cell::styled(name, DIM)));
    for rung in rungs.iter().take(most) {
        let Some(result) = scores.result(at, &rung.candidate) else {
            continue;
        };
        let red = Style::new().fg_color(Some(AnsiColor::Red.into()));
        table.row([
            points(rung.rank).into(),
            cut(scores.name(&result.id), NAME).into(),
            Cell::styled(cut(&scores.place(&result.id), NAME), DIM),
            part(&result.total).into(),
            result.grade.clone().unwrap_or_else(|| "—".into()).into(),
            rung.ahead.as_ref().map_or_else(|| "—".into(), distance).into(),
            Cell::styled(scores.gates(card, result).join("；"), red),
        ]);
    }
    text.push_str(&table.to_string());
    if rungs.len() > most {
        text.push_str(&format!(
            "    {DIM}……其余 {} 个见 scores.csv{DIM:#}\n",
            number::count(many(rungs.get(most..).unwrap_or_default()))
        ));
    }
    text
}

/// What the next place takes.
pub fn distance(ahead: &Ahead) -> String {
    match ahead.key {
        0 => format!("差 {}", points(ahead.distance)),
        key => format!("同分，第 {} 排序项差 {}", key + 1, points(ahead.distance)),
    }
}

/// How the places of grades with a quota were given.
pub fn quotas(scores: &Scores<'_>, result: &ScorecardResult) -> String {
    let mut text = String::new();
    for quota in &result.quotas {
        for cut in &quota.cuts {
            text.push_str(&format!(
                "    {}名额 {}：{}\n",
                quota.of,
                cut.places,
                super::award::outcome(scores, cut)
            ));
        }
    }
    text
}

/// Who has no score yet, and why.
pub fn open(scores: &Scores<'_>, card: &Scorecard, result: &ScorecardResult) -> String {
    let open: Vec<_> = result
        .candidates
        .iter()
        .filter(|one| one.total.value.is_none())
        .collect();
    if open.is_empty() {
        return String::new();
    }
    let named: Vec<String> = open
        .iter()
        .take(5)
        .map(|one| {
            let lacking: Vec<&str> = one
                .items
                .iter()
                .filter(|item| item.value.is_none() && item.state == one.total.state)
                .filter_map(|item| title(&card.total, &item.id))
                .take(3)
                .collect();
            format!(
                "{}（{}：{}）",
                scores.name(&one.id),
                words::state(one.total.state),
                lacking.join("、")
            )
        })
        .collect();
    let more = if open.len() > named.len() { "……" } else { "" };
    format!("    待定 {} 个：{}{more}\n", open.len(), named.join("；"))
}

/// The title of an item.
pub fn title<'a>(section: &'a jinguo::performance::Section, id: &str) -> Option<&'a str> {
    use jinguo::performance::Part;
    section.parts.iter().find_map(|part| match part {
        Part::Item(item) if item.id == id => Some(item.title.zh.as_str()),
        Part::Item(_) => None,
        Part::Section(inner) => title(inner, id),
    })
}
