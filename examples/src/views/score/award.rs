//! The awards for a terminal: who won, by how many votes, which ballots were void.

use super::Scores;
use super::points::points;
use crate::views::number;
use crate::views::text::{Cell, Side, Table, cut};
use crate::words;
use anstyle::Style;
use jinguo::performance::{AwardResult, Count, Cut, LeftOutReason};

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

/// All awards.
pub fn tables(scores: &Scores<'_>) -> String {
    let awards = scores.document().awards.iter().zip(&scores.report.awards);
    awards
        .map(|(award, result)| table(scores, &award.title.zh, result))
        .collect()
}

fn table(scores: &Scores<'_>, title: &str, result: &AwardResult) -> String {
    let mut text = format!(
        "\n  {BOLD}{title}{BOLD:#}  {DIM}{}{DIM:#}\n    {}\n",
        result.id,
        nomination(result)
    );
    if let Some(vote) = &result.vote {
        text.push_str(&format!("    {}\n", count(vote)));
    }
    for cut_of in &result.cuts {
        let class = if cut_of.class.is_empty() {
            String::new()
        } else {
            format!("{}：", cut_of.class)
        };
        let mut table = Table::new([Side::Right, Side::Left, Side::Left, Side::Right, Side::Right]).indent(4);
        table.row(["顺序", "当选", "所在", "综合", "得票"].map(|name| Cell::styled(name, DIM)));
        for (at, winner) in cut_of.chosen.iter().enumerate() {
            table.row([
                (at + 1).to_string().into(),
                cut(scores.name(winner), 34).into(),
                Cell::styled(cut(&scores.place(winner), 34), DIM),
                first_key(result, winner).into(),
                votes(result, winner).into(),
            ]);
        }
        if !cut_of.chosen.is_empty() {
            text.push_str(&table.to_string());
        }
        text.push_str(&format!("    {class}{}\n", outcome(scores, cut_of)));
    }
    text
}

/// What somebody has in the key that places go by first.
pub fn first_key(result: &AwardResult, candidate: &str) -> String {
    let standing = result.standings.iter().find(|one| one.candidate == candidate);
    let key = standing.and_then(|standing| standing.keys.first());
    key.map_or_else(
        || "—".into(),
        |key| key.value.map_or_else(|| words::state(key.state).into(), points),
    )
}

/// How many votes somebody has.
pub fn votes(result: &AwardResult, candidate: &str) -> String {
    let Some(vote) = &result.vote else {
        return "—".into();
    };
    number::count(vote.votes.get(candidate).copied().unwrap_or(0))
}

/// How many are nominated, and of how many that cannot be told.
pub fn nomination(result: &AwardResult) -> String {
    let unknown = match result.unknown.len() {
        0 => String::new(),
        unknown => format!("，缺数据不能判断 {unknown} 个"),
    };
    format!("符合提名条件 {} 个{unknown}", result.nominated.len())
}

/// The ballots.
pub fn count(vote: &Count) -> String {
    let void: Vec<String> = vote
        .void
        .iter()
        .map(|(reason, count)| format!("{} {count}", words::void(*reason)))
        .collect();
    let void = if void.is_empty() {
        "没有废票".into()
    } else {
        format!("废票：{}", void.join("，"))
    };
    format!(
        "收到选票 {} 张，有效 {} 张，{void}",
        number::count(vote.cast),
        number::count(vote.valid)
    )
}

/// Who got the places and why the first one left out did not.
pub fn outcome(scores: &Scores<'_>, cut: &Cut) -> String {
    let got = match cut.chosen.len() {
        0 => "无人入选".to_owned(),
        got => format!("入选 {got} 个"),
    };
    let tied = match cut.tied.as_slice() {
        [] => String::new(),
        tied => {
            let names: Vec<String> = tied.iter().map(|one| scores.name_of(one)).collect();
            format!("；并列：{}", names.join("、"))
        }
    };
    let left_out = cut.left_out.as_ref().map_or_else(String::new, |left_out| {
        let why = match (left_out.reason, left_out.distance) {
            (LeftOutReason::Behind, Some(distance)) => {
                let key = left_out.key.unwrap_or(0);
                let key = if key == 0 {
                    String::new()
                } else {
                    format!("第 {} 排序项", key + 1)
                };
                format!("{key}差 {}", points(distance))
            }
            (reason, _) => words::left_out(reason).to_owned(),
        };
        format!("；第一个未入选：{}（{why}）", scores.name_of(&left_out.candidate))
    });
    format!("{got}{left_out}{tied}")
}
