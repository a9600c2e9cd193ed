//! The sections of the page.

use super::charts;
use super::escape;
use super::page::{Page, tone};
use crate::views::criterion::phrase;
use crate::views::gaps::First;
use crate::views::{gaps as gap_words, number, table};
use crate::words;
use jinguo::gap::Subject;
use jinguo::number::Rational;
use jinguo::plan::{Clause, Criterion, Measure, Plan, Scoring};
use jinguo::report::{State, Status, UnitResult};

/// The plan clause by clause.
pub(super) fn plan(page: &Page<'_>) -> String {
    let scene = page.scene;
    let mut html = String::from(
        "<p class=\"note\">进度条：彩色为已完成部分，黑色竖线为按时间应完成到的地方。没有数量要求的指标只跟踪，不判断快慢。</p>",
    );
    for clause in scene.clauses() {
        match clause.parent {
            None => html.push_str(&format!(
                "<h3>{}、{}</h3>\n",
                escape(&clause.number),
                escape(&clause.title.zh)
            )),
            Some(_) => {
                html.push_str(&format!(
                    "<h4>{}. {}</h4>\n",
                    escape(&clause.number),
                    escape(&clause.title.zh)
                ));
            }
        }
        html.push_str(&measures(page, clause));
    }
    html
}

fn measures(page: &Page<'_>, clause: &Clause) -> String {
    let scene = page.scene;
    let here = scene
        .measures()
        .filter(|(_, measure, _)| measure.clause == clause.id);
    let (mut results, mut nobody) = (Vec::new(), String::new());
    for (at, measure, _) in here {
        match scene.result(at, &page.unit.id) {
            Some(result) => results.push((measure, result)),
            None => nobody.push_str(&format!(
                "<div><span>{}</span><span>{}</span></div>\n",
                escape(&measure.title.zh),
                words::state(State::NotApplicable)
            )),
        }
    }
    // What has a target stands first, in a table; what is only tracked, below it.
    let (aimed, tracked): (Vec<_>, Vec<_>) = results
        .into_iter()
        .partition(|(_, result)| result.target.is_some());
    let mut html = String::new();
    if !aimed.is_empty() {
        html.push_str(&table_of(&aimed));
    }
    let items: String = tracked
        .iter()
        .map(|(measure, result)| item(measure, result))
        .collect();
    let items = items + &nobody;
    if !items.is_empty() {
        html.push_str(&format!("<div class=\"quiet\"><b>只跟踪</b>{items}</div>\n"));
    }
    html
}

/// A measure without a target, in one line.
fn item(measure: &Measure, result: &UnitResult) -> String {
    let rate = match (measure.scoring, result.value) {
        (Scoring::Count, Some(_)) => String::new(),
        _ => format!("　{}", number::value(measure.scoring, result)),
    };
    let counts = number::counts(measure, result);
    let counts = if counts == "—" { String::new() } else { counts };
    format!(
        "<div title=\"{}\"><span>{}{}</span><span>{counts}{rate}</span></div>\n",
        escape(measure.note.as_ref().map_or("", |note| &note.zh)),
        escape(&measure.title.zh),
        hints(result),
    )
}

fn hints(result: &UnitResult) -> String {
    let hint = |text: String| format!("<span class=\"hint\">{}</span>", escape(&text));
    table::notes(result).into_iter().map(hint).collect()
}

fn table_of(results: &[(&Measure, &UnitResult)]) -> String {
    let rows: String = results
        .iter()
        .map(|(measure, result)| row(measure, result))
        .collect();
    format!(
        "<table class=\"plan\"><thead><tr><th class=\"c1\">指标</th><th class=\"n c2\">完成 / 应完成</th><th class=\"n c3\">完成率</th>\
         <th class=\"n c4\">目标</th><th class=\"n c5\">截止</th><th class=\"c6\">状态</th><th class=\"c7\">进度</th></tr></thead><tbody>\n{rows}</tbody></table>\n"
    )
}

fn row(measure: &Measure, result: &UnitResult) -> String {
    let missing = result
        .target
        .as_ref()
        .filter(|target| target.missing > Rational::ONE);
    let missing = missing.map(|target| {
        format!(
            "<span class=\"hint\">还差 {}</span>",
            number::number(target.missing)
        )
    });
    let note = measure.note.as_ref().map_or("", |note| &note.zh);
    format!(
        "<tr><td title=\"{}\">{}{}</td><td class=\"n\">{}{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td>\
         <td class=\"n\">{}</td><td>{}</td><td>{}</td></tr>\n",
        escape(note),
        escape(&measure.title.zh),
        hints(result),
        number::counts(measure, result),
        missing.unwrap_or_default(),
        number::value(measure.scoring, result),
        number::target(measure.scoring, result),
        result
            .target
            .as_ref()
            .map_or("—".into(), |target| short_day(target.due)),
        pill(result.status),
        charts::pace(result),
    )
}

fn short_day(day: jinguo::time::Day) -> String {
    let (_, month, date) = day.ymd();
    format!("{month}月{date}日")
}

fn pill(status: Status) -> String {
    match status {
        Status::Tracked => format!("<span class=\"plain\">{}</span>", words::status(status)),
        _ => format!(
            "<span class=\"pill {}\">{}</span>",
            tone(status),
            words::status(status)
        ),
    }
}

/// The units below, side by side and ranked.
pub(super) fn units(page: &Page<'_>) -> String {
    let scene = page.scene;
    let compared = scene.compared(&page.unit.id);
    if compared.is_empty() {
        return String::new();
    }
    let worst = scene.worst(&page.unit.id);
    let titles: String = compared
        .iter()
        .map(|(_, measure)| format!("<th>{}</th>", escape(&measure.title.zh)))
        .collect();
    let mut html = format!(
        "<p class=\"note\">最需要帮一把的排在前面：按滞后或未完成的指标数，同数按有风险的指标数。覆盖率按人或单位汇总，不是下级百分比的平均。</p>\
         <div class=\"wide\"><table class=\"matrix\"><thead><tr><th>单位</th><th>滞后项</th>{titles}</tr></thead><tbody>\n"
    );
    for standing in &worst {
        let cells: String = compared
            .iter()
            .map(|(at, measure)| match scene.result(*at, &standing.unit.id) {
                Some(result) => format!(
                    "<td class=\"cell {}\" title=\"{}\">{}</td>",
                    tone(result.status),
                    number::counts(measure, result),
                    number::value(measure.scoring, result)
                ),
                None => "<td class=\"none\">—</td>".into(),
            })
            .collect();
        html.push_str(&format!(
            "<tr><td>{}</td><td>{} / {}</td>{cells}</tr>\n",
            escape(&standing.unit.name),
            standing.behind.len(),
            standing.judged
        ));
    }
    html.push_str("</tbody></table></div>\n<h4>按指标排列</h4><div class=\"two\">");
    for (at, measure) in compared {
        html.push_str(&format!(
            "<figure><figcaption>{}</figcaption>{}</figure>\n",
            escape(&measure.title.zh),
            charts::ranking(scene, at, measure, &page.unit.id)
        ));
    }
    html + "</div>"
}

/// Measures over time.
pub(super) fn trends(page: &Page<'_>) -> String {
    let scene = page.scene;
    let figures: String = page
        .trends
        .iter()
        .filter_map(|trend| {
            let (_, measure, _) = scene.measures().find(|(at, _, _)| *at == trend.measure)?;
            let result = scene.result(trend.measure, &page.unit.id)?;
            Some(format!(
                "<figure><figcaption><span>{}</span>{}</figcaption>{}</figure>\n",
                escape(&measure.title.zh),
                pill(result.status),
                charts::trend(measure, result, trend)
            ))
        })
        .collect();
    if figures.is_empty() {
        return String::new();
    }
    format!(
        "<p class=\"note\">每月末各算一次，最后一点是数据时点当日。虚线为序时应到。</p><div class=\"three\">{figures}</div>"
    )
}

/// The first gaps, with reasons.
pub(super) fn gaps(page: &Page<'_>) -> String {
    let scene = page.scene;
    let mut html = String::new();
    for First { measure, gaps, total } in page.gaps {
        let rows: String = gaps
            .iter()
            .map(|gap| {
                let (id, _) = gap_words::subject(scene, &gap.subject);
                let place = scene.path(&gap.unit).join(" / ");
                let who = match &gap.subject {
                    Subject::Unit(_) => escape(&place),
                    _ => format!("{} <span class=\"code\">{}</span>", escape(&place), escape(id)),
                };
                format!(
                    "<tr><td>{who}</td><td>{}</td><td>{}</td></tr>\n",
                    escape(&gap_words::reason(scene.plan, gap)),
                    escape(&gap_words::closes(scene.plan, gap))
                )
            })
            .collect();
        html.push_str(&format!(
            "<h4>{} {}　<span class=\"plain\">共 {} 个缺口，先列 {} 个</span></h4>\
             <table class=\"gaps\"><thead><tr><th>对象</th><th>原因</th><th>怎样补上</th></tr></thead><tbody>\n{rows}</tbody></table>\n",
            escape(&measure.clause),
            escape(&measure.title.zh),
            number::count(*total),
            gaps.len(),
        ));
    }
    if html.is_empty() {
        return html;
    }
    format!(
        "<p class=\"note\">更多见同一文件夹的 gaps.csv（每个指标最多一万个），可用 Excel 或 WPS 直接打开；全部缺口用 gaps 命令列出。人员只有编号，没有姓名。</p>{html}"
    )
}

/// What is odd about the facts.
pub(super) fn findings(page: &Page<'_>) -> String {
    let rows: String = page
        .scene
        .report
        .findings
        .iter()
        .map(|finding| {
            let about = finding
                .about
                .as_ref()
                .map(|about| format!("：{}", escape(&table::about_words(about))));
            let near = finding
                .nearest
                .as_ref()
                .map(|near| format!("，是不是 {}？", escape(near)));
            format!(
                "<tr><td class=\"n\">{}</td><td>{}{}{}</td><td>{}</td><td class=\"code\">{}</td></tr>\n",
                number::count(finding.count),
                words::finding(finding.code),
                about.unwrap_or_default(),
                near.unwrap_or_default(),
                words::finding_advice(finding.code),
                escape(&finding.examples.join("、")),
            )
        })
        .collect();
    if rows.is_empty() {
        return rows;
    }
    format!(
        "<p class=\"note\">这些问题不改变上面的数字，请核对台账。</p><table><thead><tr><th class=\"n\">条数</th><th>问题</th><th>怎样处理</th><th>例</th></tr></thead><tbody>\n{rows}</tbody></table>"
    )
}

/// How each measure is counted, and how the text of the plan was read.
pub(super) fn rules(page: &Page<'_>) -> String {
    let plan = page.scene.plan;
    let rows: String = page
        .scene
        .measures()
        .map(|(_, measure, _)| {
            let populations: Vec<String> = measure
                .populations()
                .map(|(key, criterion)| {
                    format!("<b>{}</b>：{}", words::population(key), escape(&told(plan, criterion)))
                })
                .collect();
            let parts: Vec<String> = measure
                .components
                .iter()
                .filter_map(|part| plan.measures().get(plan.measure(&part.measure)?))
                .map(|part| escape(&part.title.zh))
                .collect();
            let parts = if parts.is_empty() { String::new() } else { format!("<b>组成</b>：{}", parts.join("、")) };
            format!(
                "<tr><td>{}</td><td>{}<br><span class=\"code\">{}</span></td><td>{}，{}</td><td>{}{parts}</td><td>{}</td></tr>\n",
                escape(&measure.clause),
                escape(&measure.title.zh),
                escape(&measure.id),
                words::basis(measure.basis),
                words::scoring(measure.scoring, measure.composite),
                populations.join("<br>"),
                escape(measure.note.as_ref().map_or("", |note| &note.zh)),
            )
        })
        .collect();
    format!(
        "<details><summary>展开全部 {} 个指标</summary><table class=\"rules\"><thead><tr><th>条款</th><th>指标</th><th>口径</th><th>怎样算</th><th>原文怎样读</th></tr></thead><tbody>\n{rows}</tbody></table></details>",
        page.scene.report.measures.len()
    )
}

/// A criterion with its parts.
fn told(plan: &Plan, criterion: &Criterion) -> String {
    let parts: Vec<String> = criterion.parts().iter().map(|part| told(plan, part)).collect();
    match criterion {
        Criterion::All(_) => parts.join("；并且"),
        Criterion::Any(_) => parts.join("；或者"),
        Criterion::Not(_) => format!("不是（{}）", parts.join("")),
        _ => phrase(plan, criterion),
    }
}

/// How to read the page.
pub(super) fn reading(page: &Page<'_>) -> String {
    let pairs = [
        (
            "数据时点、登记截至",
            "只算到数据时点为止发生的事，只用登记截至日为止录入的记录。换一天再算，这一天的结果不变。",
        ),
        (
            "完成 / 应完成",
            "分子是已覆盖数，分母是应覆盖数；不计入的和有理由未完成的不在分母里。",
        ),
        (
            "完成率",
            "先汇总人数、单位数，再相除；不是下级百分比的平均。保留两位小数，四舍五入；只有一个不少才写 100%，差一个最多写 99.99%。",
        ),
        ("无应覆盖对象", "没有谁应当覆盖，既不是 0%，也不是 100%。"),
        (
            "区间，如 62%～75%",
            "有的活动只报人次、没有名单。人次不是人数，所以只能给出最低和最高；达标与否按最低判断。",
        ),
        (
            "按期、有风险、滞后",
            "拿实际进度与按时间应到的进度比。达到序时进度为按期，达到风险线为有风险，再低为滞后；两条线由工作要点的 pace 规定。",
        ),
        ("未完成、逾期完成", "截止日期已过还没有达到；截止日期之后才达到。"),
        ("只跟踪", "原文没有写数量，只报数，不判断快慢。"),
    ];
    let items: String = pairs
        .iter()
        .map(|(word, text)| format!("<dt>{word}</dt><dd>{text}</dd>\n"))
        .collect();
    let note = page.scene.plan.document().source.note.as_ref();
    let note = note.map(|note| format!("<p class=\"note\">关于这份工作要点：{}</p>", escape(&note.zh)));
    format!("<dl>{items}</dl>{}", note.unwrap_or_default())
}
