//! The plan clause by clause, and the worst units, for a terminal.

use super::number;
use super::scene::Scene;
use super::text::{Cell, Side, Table, bar, colour, cut};
use crate::words;
use anstyle::{AnsiColor, Style};
use jinguo::plan::{Measure, Scoring};
use jinguo::report::{ReportUnit, UnitResult};

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
/// The widest title in a column; a longer one is cut.
const TITLE: usize = 46;
/// How many measures are named beside a unit that is behind.
const NAMED: usize = 3;

/// Which plan, which days, which facts.
pub fn heading(scene: &Scene<'_>) -> String {
    let document = scene.plan.document();
    let report = scene.report;
    let (days, facts) = (report.parameters, &report.ledger);
    let mut text = format!(
        "\n{BOLD}{}{BOLD:#}  {DIM}{} {}{DIM:#}\n",
        document.title.zh, document.id, document.version
    );
    if let Some(label) = scene.label {
        let style = Style::new().fg_color(Some(AnsiColor::Yellow.into()));
        text.push_str(&format!("{style}{label}{style:#}\n"));
    }
    text.push_str(&format!(
        "数据时点 {}，登记截至 {}\n台账：单位 {}，人员 {}，组织 {}，活动 {}，参加 {}，观测 {}\n{DIM}指纹 {}{DIM:#}\n",
        number::day(days.as_of),
        number::day(days.known_at),
        number::count(facts.units),
        number::count(facts.persons),
        number::count(facts.organisations),
        number::count(facts.activities),
        number::count(facts.participations),
        number::count(facts.observations),
        report.fingerprint,
    ));
    text
}

/// The plan at one unit, clause by clause.
pub fn plan(scene: &Scene<'_>, unit: &ReportUnit) -> String {
    let mut tables: Vec<(String, Option<Table>)> = Vec::new();
    for clause in scene.clauses() {
        let title = match clause.parent {
            None => format!("\n{BOLD}{}、{}{BOLD:#}\n", clause.number, clause.title.zh),
            Some(_) => format!("  {BOLD}{}. {}{BOLD:#}\n", clause.number, clause.title.zh),
        };
        let mut table = columns().indent(4);
        let mut rows = 0;
        for (at, measure, _) in scene
            .measures()
            .filter(|(_, measure, _)| measure.clause == clause.id)
        {
            table.row(match scene.result(at, &unit.id) {
                Some(result) => row(measure, result),
                None => nobody(measure),
            });
            rows += 1;
        }
        tables.push((title, (rows > 0).then_some(table)));
    }
    let mut head = columns().indent(4);
    head.row(
        [
            "指标",
            "完成 / 应完成",
            "完成率",
            "目标",
            "截止",
            "状态",
            "进度（┃ 为序时应到处）",
        ]
        .map(|title| Cell::styled(title, DIM)),
    );
    let mut widths = head.measure();
    for table in tables.iter().filter_map(|(_, table)| table.as_ref()) {
        for (width, wider) in widths.iter_mut().zip(table.measure()) {
            *width = (*width).max(wider);
        }
    }
    let mut text = format!("\n{BOLD}■ {}{BOLD:#}\n{}", unit.name, head.widths(&widths));
    for (title, table) in tables {
        text.push_str(&title);
        if let Some(table) = table {
            text.push_str(&table.widths(&widths).to_string());
        }
    }
    text.push_str(&summary(scene, unit));
    text.push_str(&flags(scene, unit));
    text
}

fn columns() -> Table {
    use Side::{Left, Right};
    Table::new([Left, Right, Right, Right, Left, Left, Left])
}

fn row(measure: &Measure, result: &UnitResult) -> Vec<Cell> {
    let style = colour(result.status);
    let scoring = measure.scoring;
    let due = result.target.as_ref().map(|target| target.due.to_string());
    let way = number::way(result).map(|(done, required)| bar(done, required));
    let word = |state: &str| Cell::styled(state, DIM);
    vec![
        cut(&measure.title.zh, TITLE).into(),
        number::counts(measure, result).into(),
        match result.value {
            Some(_) => number::value(scoring, result).into(),
            None => word(words::state(result.state)),
        },
        number::target(scoring, result).into(),
        due.unwrap_or_else(|| "—".into()).into(),
        Cell::styled(words::status(result.status), style),
        Cell::styled(way.unwrap_or_default(), style),
    ]
}

/// A measure that is about nobody here stands in the list all the same.
fn nobody(measure: &Measure) -> Vec<Cell> {
    let state = words::state(jinguo::report::State::NotApplicable);
    vec![
        cut(&measure.title.zh, TITLE).into(),
        "—".into(),
        Cell::styled(state, DIM),
        "—".into(),
        "—".into(),
    ]
}

fn summary(scene: &Scene<'_>, unit: &ReportUnit) -> String {
    let parts = scene.statuses(&unit.id).into_iter().map(|(status, count)| {
        let style = colour(status);
        format!("{style}{} {count}{style:#}", words::status(status))
    });
    format!("\n合计：{}\n", parts.collect::<Vec<_>>().join("，"))
}

/// What a reader must know before using the numbers.
fn flags(scene: &Scene<'_>, unit: &ReportUnit) -> String {
    let mut table = Table::new([Side::Left, Side::Left]).indent(2);
    let mut any = false;
    for (at, measure, _) in scene.measures() {
        for note in scene.result(at, &unit.id).map(notes).unwrap_or_default() {
            any = true;
            table.row([cut(&measure.title.zh, TITLE).into(), note.into()]);
        }
    }
    if any {
        format!("\n{BOLD}■ 用数之前要知道{BOLD:#}\n{table}")
    } else {
        String::new()
    }
}

/// What a reader must know before using the number, one sentence each.
pub fn notes(result: &UnitResult) -> Vec<String> {
    let official = result.official.as_ref().map(|official| {
        let (count, rate) = (number::number(official.count), number::rate(official.rate));
        format!("官方人数 {count}，按官方人数算 {rate}；快慢按两个完成率中低的判断")
    });
    let flags = result.flags.iter().map(|flag| words::flag(flag.code, flag.count));
    official.into_iter().chain(flags).collect()
}

/// The units below one that are furthest behind, each with the measures in which it is, and its rates there.
pub fn worst(scene: &Scene<'_>, unit: &ReportUnit, most: usize) -> String {
    let worst = scene.worst(&unit.id);
    if worst.is_empty() || scene.compared(&unit.id).is_empty() {
        return String::new();
    }
    let mut text = format!(
        "\n{BOLD}■ 最需要帮一把的下级单位{BOLD:#}  {DIM}按滞后或未完成的指标数排列，同数按有风险的指标数{DIM:#}\n"
    );
    let mut table = Table::new([Side::Left, Side::Right, Side::Left]).indent(2);
    for standing in worst
        .iter()
        .take(most)
        .filter(|standing| !standing.behind.is_empty() || standing.at_risk > 0)
    {
        let mut named: Vec<_> = standing
            .behind
            .iter()
            .filter_map(|(at, measure)| {
                let result = scene.result(*at, &standing.unit.id)?;
                let said = format!(
                    "{} {}",
                    cut(&measure.title.zh, 24),
                    number::value(measure.scoring, result)
                );
                Some((result.pace.and_then(|pace| pace.ratio), said))
            })
            .collect();
        // Furthest behind the pace of time first.
        named.sort_by_key(|(ratio, _)| *ratio);
        let more = if named.len() > NAMED { "；……" } else { "" };
        let named: Vec<String> = named.into_iter().take(NAMED).map(|(_, said)| said).collect();
        table.row([
            Cell::styled(standing.unit.name.clone(), BOLD),
            format!("{}/{} 项滞后", standing.behind.len(), standing.judged).into(),
            (named.join("；") + more).into(),
        ]);
    }
    text.push_str(&table.to_string());
    text
}

/// What is odd about the facts.
pub fn findings(scene: &Scene<'_>) -> String {
    if scene.report.findings.is_empty() {
        return String::new();
    }
    let mut text = format!("\n{BOLD}■ 数据问题{BOLD:#}  {DIM}不改变数字，请核对{DIM:#}\n");
    let mut table = Table::new([Side::Right, Side::Left, Side::Left]).indent(2);
    for finding in &scene.report.findings {
        let mut what = words::finding(finding.code).to_owned();
        if let Some(about) = &finding.about {
            what.push_str(&format!("：{}", about_words(about)));
        }
        if let Some(nearest) = &finding.nearest {
            what.push_str(&format!("，是不是 {nearest}？"));
        }
        let examples = match finding.examples.as_slice() {
            [] => String::new(),
            examples => format!("例：{}", examples.join("、")),
        };
        table.row([
            number::count(finding.count).into(),
            what.into(),
            Cell::styled(examples, DIM),
        ]);
    }
    text.push_str(&table.to_string());
    text
}

/// `topics:lectrue` as 主题 lectrue.
pub fn about_words(about: &str) -> String {
    let Some((name, word)) = about.split_once(':') else {
        return about.to_owned();
    };
    let list = jinguo::plan::VocabularyList::ALL
        .into_iter()
        .find(|list| list.name() == name);
    list.map_or_else(
        || about.to_owned(),
        |list| format!("{} {word}", words::list(list)),
    )
}

/// Whether a measure lists subjects who are missing.
pub fn has_gaps(measure: &Measure) -> bool {
    use jinguo::plan::CompositeMethod::{Opportunity, Weighted};
    measure.scoring != Scoring::Count && !matches!(measure.composite, Some(Opportunity | Weighted))
}
