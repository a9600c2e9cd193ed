//! The gap list (缺口清单): who is missing, why, and what closes it, in Chinese sentences made from the data.

use super::csv::Csv;
use super::number;
use super::scene::Scene;
use super::text::{Cell, Side, Table};
use crate::words;
use anstyle::Style;
use jinguo::gap::{Action, ActionKind, Gap, ReasonCode, Subject};
use jinguo::number::Rational;
use jinguo::plan::{Measure, Plan, VocabularyList};

/// The first gaps of a measure.
pub struct First<'a> {
    /// The measure.
    pub measure: &'a Measure,
    /// Some of its gaps.
    pub gaps: Vec<Gap>,
    /// How many there are in all.
    pub total: u64,
}

/// The columns of the file.
pub const HEADER: [&str; 14] = [
    "条款",
    "指标编号",
    "指标",
    "所在",
    "单位编号",
    "对象类别",
    "对象编号",
    "对象",
    "情况",
    "原因",
    "相关记录",
    "怎样补上",
    "截止日期",
    "原因代码",
];

/// Adds the gaps of a measure to a file.
pub fn rows(csv: &mut Csv, scene: &Scene<'_>, measure: &Measure, gaps: &[Gap]) {
    for gap in gaps {
        let (id, name) = subject(scene, &gap.subject);
        let fields = [
            measure.clause.clone(),
            measure.id.clone(),
            measure.title.zh.clone(),
            scene.path(&gap.unit).join(" / "),
            gap.unit.clone(),
            words::subject(&gap.subject).to_owned(),
            id.to_owned(),
            name.to_owned(),
            words::class(gap.class).to_owned(),
            reason(scene.plan, gap),
            gap.reason.facts.join(";"),
            closes(scene.plan, gap),
            gap.due.map(|due| due.to_string()).unwrap_or_default(),
            code(gap.reason.code),
        ];
        csv.row(fields.iter().map(String::as_str));
    }
}

/// The first gaps of a measure, for a terminal.
pub fn table(scene: &Scene<'_>, measure: &Measure, gaps: &[Gap], total: u64) -> String {
    let (bold, dim) = (Style::new().bold(), Style::new().dimmed());
    let mut text = format!(
        "  {bold}{} {}{bold:#}  {dim}共 {} 个缺口{}{dim:#}\n",
        measure.clause,
        measure.title.zh,
        number::count(total),
        if u64::try_from(gaps.len()).is_ok_and(|shown| shown < total) {
            format!("，先列 {} 个", gaps.len())
        } else {
            String::new()
        }
    );
    let mut table = Table::new([Side::Left; 4]).indent(4);
    for gap in gaps {
        let (id, name) = subject(scene, &gap.subject);
        let who = match &gap.subject {
            Subject::Unit(_) => scene.path(id).join(" / "),
            _ => format!("{} {id}", scene.path(&gap.unit).join(" / ")),
        };
        let who = if who.trim().is_empty() {
            name.to_owned()
        } else {
            who
        };
        table.row([
            who.into(),
            Cell::styled(reason(scene.plan, gap), Style::new()),
            closes(scene.plan, gap).into(),
            Cell::styled(gap.due.map(|due| format!("{due} 前")).unwrap_or_default(), dim),
        ]);
    }
    text.push_str(&table.to_string());
    text
}

/// The id of a subject and what people call it.
pub fn subject<'a>(scene: &Scene<'a>, subject: &'a Subject) -> (&'a str, &'a str) {
    match subject {
        Subject::Person(id) | Subject::Event(id) | Subject::Organisation(id) => (id, id),
        Subject::Unit(id) => (id, scene.name(id)),
    }
}

/// Why, in one phrase: the reason, with the number found and the number needed.
pub fn reason(plan: &Plan, gap: &Gap) -> String {
    let reason = &gap.reason;
    if let (Some(found), Some(needed)) = (reason.found, reason.needed)
        && !reason.facts.is_empty()
        && reason.facts.iter().all(|fact| plan.measure(fact).is_some())
    {
        let parts: Vec<String> = reason.facts.iter().map(|fact| named(plan, fact)).collect();
        let (found, needed) = (number::number(found), number::number(needed));
        return format!(
            "应完成 {needed} 项，已完成 {found} 项，还缺：{}",
            parts.join("、")
        );
    }
    let mut text = words::reason(reason.code).to_owned();
    if reason.code == ReasonCode::NotFound {
        let wanted: Vec<String> = gap.closes.iter().map(|action| things(plan, action)).collect();
        let wanted: Vec<String> = wanted.into_iter().filter(|word| !word.is_empty()).collect();
        if !wanted.is_empty() {
            text = format!("没有{}的记录", wanted.join("、"));
        }
    }
    let once = |needed: Rational| reason.found.is_some_and(Rational::is_zero) && needed == Rational::ONE;
    if reason.needed.is_some_and(once) {
        // “已有 0，需要 1” says nothing that the words before it do not say.
    } else if let (Some(found), Some(needed)) = (reason.found, reason.needed) {
        text.push_str(&format!(
            "（已有 {}，需要 {}）",
            number::number(found),
            number::number(needed)
        ));
    } else if let Some(needed) = reason.needed.filter(|_| reason.code != ReasonCode::NotFound) {
        text.push_str(&format!("（需要 {}）", number::number(needed)));
    }
    if !reason.facts.is_empty() && reason.code != ReasonCode::NotFound {
        let facts = reason.facts.iter().map(|fact| named(plan, fact));
        text.push_str(&format!("：{}", facts.collect::<Vec<_>>().join("、")));
    }
    text
}

/// A composite names its components; other facts are ids of the ledger.
fn named(plan: &Plan, fact: &str) -> String {
    let measure = plan.measure(fact).and_then(|at| plan.measures().get(at));
    measure.map_or_else(|| fact.to_owned(), |measure| measure.title.zh.clone())
}

/// What closes it, in one phrase.
pub fn closes(plan: &Plan, gap: &Gap) -> String {
    if gap.closes.is_empty() {
        return "需要核定".into();
    }
    let actions = gap.closes.iter().map(|action| sentence(plan, action));
    actions.collect::<Vec<_>>().join("；")
}

fn sentence(plan: &Plan, action: &Action) -> String {
    let (verb, things, count) = (
        words::action(action.kind),
        things(plan, action),
        number::number(action.count),
    );
    match action.kind {
        ActionKind::Participate | ActionKind::Host => format!("{verb}：{things} {count} 次"),
        ActionKind::Cover => format!("{verb}：{things} {count} 个"),
        ActionKind::Confirm => format!("{verb}：{things} {count} 场"),
        ActionKind::Strengthen | ActionKind::Reach => format!("{verb}：{things} 还差 {count}"),
        ActionKind::Supply | ActionKind::Remove | ActionKind::Change => format!("{verb}：{things}"),
    }
}

/// The kinds and topics that would do, by their titles.
fn things(plan: &Plan, action: &Action) -> String {
    let titles = |words: &[String]| {
        words
            .iter()
            .map(|word| title(plan, word))
            .collect::<Vec<_>>()
            .join("或")
    };
    match (titles(&action.of), titles(&action.topics)) {
        (of, topics) if topics.is_empty() => of,
        (of, topics) => format!("“{topics}”{of}"),
    }
}

/// The title of a word, whatever list it stands in.
pub fn title(plan: &Plan, word: &str) -> String {
    let datum = match word {
        "birth_date" => Some("出生日期"),
        "members" => Some("成员数"),
        "executives" => Some("执委数"),
        "evidence" => Some("佐证材料"),
        "role" => Some("角色"),
        "age" => Some("年龄"),
        "level" => Some("层级"),
        "group" => Some("类别"),
        "mode" => Some("组建方式"),
        "own" => Some("单独组建"),
        "joint" => Some("联合组建"),
        "industry" => Some("行业统建"),
        "area" => Some("区域联建"),
        "fallback" => Some("村社兜底"),
        "planned" => Some("计划"),
        "held" => Some("已举办"),
        "verified" => Some("已核实"),
        "cancelled" => Some("已取消"),
        _ => None,
    };
    if let Some(set) = word.strip_prefix('@').and_then(|id| plan.set(id)) {
        return set.title.zh.clone();
    }
    let term = VocabularyList::ALL
        .into_iter()
        .find_map(|list| plan.term(list, word));
    term.map_or_else(|| datum.unwrap_or(word).to_owned(), |term| term.title.zh.clone())
}

fn code(code: ReasonCode) -> String {
    let name = format!("{code:?}");
    let mut text = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !text.is_empty() {
            text.push('_');
        }
        text.extend(c.to_lowercase());
    }
    text
}
