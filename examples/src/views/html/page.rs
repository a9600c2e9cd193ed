//! The page: head, sections, foot.

use super::charts::{self, Trend};
use super::{escape, scores, sections};
use crate::views::gaps::First;
use crate::views::number;
use crate::views::scene::Scene;
use crate::views::score::Scores;
use crate::words;
use jinguo::report::{ReportUnit, Status};

const STYLE: &str = include_str!("style.css");

/// What stands on the page.
pub struct Page<'a> {
    /// Plan and report.
    pub scene: &'a Scene<'a>,
    /// The unit that the page is about.
    pub unit: &'a ReportUnit,
    /// Measures over time.
    pub trends: &'a [Trend],
    /// The first gaps of measures.
    pub gaps: &'a [First<'a>],
    /// Scores, if there are scorecards.
    pub scores: Option<&'a Scores<'a>>,
}

/// The class of a status in the style sheet.
pub(super) fn tone(status: Status) -> &'static str {
    match status {
        Status::Tracked => "tracked",
        Status::NotStarted => "not_started",
        Status::Undetermined => "undetermined",
        Status::OnTrack => "on_track",
        Status::AtRisk => "at_risk",
        Status::OffTrack => "off_track",
        Status::Met => "met",
        Status::MetLate => "met_late",
        Status::Missed => "missed",
    }
}

/// The page as HTML.
pub fn page(page: &Page<'_>) -> String {
    let sections = [
        ("plan", "逐条进展", sections::plan(page)),
        ("units", "下级单位对比", sections::units(page)),
        ("trend", "按月走势", sections::trends(page)),
        ("gaps", "缺口与原因", sections::gaps(page)),
        (
            "scores",
            "绩效考核和十佳",
            page.scores.map(scores::section).unwrap_or_default(),
        ),
        ("findings", "数据问题", sections::findings(page)),
        ("rules", "各指标怎样算", sections::rules(page)),
        ("reading", "怎样读这份报告", sections::reading(page)),
    ];
    let shown: Vec<_> = sections.iter().filter(|(_, _, body)| !body.is_empty()).collect();
    let title = &page.scene.plan.document().title.zh;
    let links: String = shown
        .iter()
        .map(|(id, name, _)| format!("<a href=\"#{id}\">{name}</a>"))
        .collect();
    let bodies: String = shown
        .iter()
        .map(|(id, name, body)| format!("<section id=\"{id}\"><h2>{name}</h2>\n{body}</section>\n"))
        .collect();
    format!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{} · {}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n{}\n<main>\n{}{bodies}{}</main>\n</body>\n</html>\n",
        escape(title),
        escape(&page.unit.name),
        header(page, &links),
        tiles(page),
        footer(page),
    )
}

fn header(page: &Page<'_>, links: &str) -> String {
    let (document, report) = (page.scene.plan.document(), page.scene.report);
    let label = page
        .scene
        .label
        .map(|label| format!("<p class=\"label\">{}</p>", escape(label)));
    let facts = &report.ledger;
    format!(
        "<header><div class=\"head\"><h1>{}</h1>\n\
         <p class=\"sub\"><b>{}</b>　数据时点 <b>{}</b>　登记截至 <b>{}</b></p>\n\
         <p class=\"sub\">依据《{}》（{}）　版本 {}</p>\n\
         <p class=\"sub\">台账：单位 {}，人员 {}，组织 {}，活动 {}，参加记录 {}，观测 {}</p>{}\n<nav>{links}</nav></div></header>",
        escape(&document.title.zh),
        escape(&page.unit.name),
        number::day(report.parameters.as_of),
        number::day(report.parameters.known_at),
        escape(&document.source.title.replace(['《', '》'], "")),
        escape(&document.source.issuer),
        escape(&document.version),
        number::count(facts.units),
        number::count(facts.persons),
        number::count(facts.organisations),
        number::count(facts.activities),
        number::count(facts.participations),
        number::count(facts.observations),
        label.unwrap_or_default(),
    )
}

/// The report in two sentences.
fn brief(page: &Page<'_>, statuses: &[(Status, usize)]) -> String {
    let aimed: Vec<_> = statuses
        .iter()
        .filter(|(status, _)| *status != Status::Tracked)
        .collect();
    let all: usize = aimed.iter().map(|(_, count)| count).sum();
    if all == 0 {
        return String::new();
    }
    let said: Vec<String> = aimed
        .iter()
        .map(|(status, count)| {
            format!(
                "<b class=\"{}\">{} {count}</b>",
                tone(*status),
                words::status(*status)
            )
        })
        .collect();
    let worst = page.scene.worst(&page.unit.id);
    let named: Vec<String> = worst
        .iter()
        .filter(|standing| !standing.behind.is_empty())
        .take(3)
        .map(|standing| {
            format!(
                "{}（{} 项中 {} 项滞后）",
                escape(&standing.unit.name),
                standing.judged,
                standing.behind.len()
            )
        })
        .collect();
    let named = match named.as_slice() {
        [] => String::new(),
        named => format!("最需要帮一把的下级单位：{}。", named.join("、")),
    };
    format!(
        "<p class=\"brief\">有目标的指标 {all} 个：{}。{named}</p>",
        said.join("，")
    )
}

fn tiles(page: &Page<'_>) -> String {
    let statuses = page.scene.statuses(&page.unit.id);
    let tiles: String = statuses
        .iter()
        .map(|(status, count)| {
            format!(
                "<div class=\"tile {}\"><b>{count}</b><span>{}</span></div>",
                tone(*status),
                words::status(*status)
            )
        })
        .collect();
    format!(
        "{}<div class=\"tiles\">{tiles}</div>\n<div style=\"margin-top:10px\">{}</div>\n",
        brief(page, &statuses),
        charts::shares(&statuses)
    )
}

fn footer(page: &Page<'_>) -> String {
    let report = page.scene.report;
    format!(
        "<footer>指纹 <span class=\"code\">{}</span>：由工作要点、台账和参数算出，三者相同则指纹相同，谁都可以复算。\
         <br>工作要点摘要 <span class=\"code\">{}</span><br>台账摘要 <span class=\"code\">{}</span><br>由巾帼 {} 生成，不联网即可打开和打印。</footer>\n",
        escape(&report.fingerprint),
        escape(&report.plan.digest),
        escape(&report.ledger.digest),
        escape(&report.engine),
    )
}
