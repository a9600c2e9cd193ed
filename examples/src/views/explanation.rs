//! Why a subject has its class: the steps of the criteria, as indented Chinese sentences.

use super::criterion::phrase;
use super::gaps::title;
use super::number;
use crate::words;
use anstyle::{AnsiColor, Style};
use jinguo::explain::{Explanation, Trace, Truth};
use jinguo::gap::{Class, Subject};
use jinguo::plan::{Criterion, Plan};

/// The explanation as text. `place` is the path of the unit.
pub fn text(plan: &Plan, explanation: &Explanation, place: &str) -> String {
    let bold = Style::new().bold();
    let measure = plan
        .measure(&explanation.measure)
        .and_then(|at| plan.measures().get(at));
    let name = measure.map_or(explanation.measure.as_str(), |measure| &measure.title.zh);
    let (Subject::Person(id) | Subject::Unit(id) | Subject::Event(id) | Subject::Organisation(id)) =
        &explanation.subject;
    let mut text = format!(
        "\n{bold}{}{bold:#}（{} {}）\n{} {id}，{}\n统计期 {} 至 {}，看 {} 的情况\n结论：{bold}{}{bold:#}\n",
        name,
        explanation.clause,
        explanation.measure,
        words::subject(&explanation.subject),
        if place.is_empty() {
            &explanation.unit
        } else {
            place
        },
        number::day(explanation.first),
        number::day(explanation.last),
        number::day(explanation.at),
        words::class(explanation.class),
    );
    text.push_str(because(explanation.class));
    text.push('\n');
    if let Some(reopens) = explanation.reopens {
        text.push_str(&format!("到 {} 要重新完成\n", number::day(reopens)));
    }
    for population in &explanation.populations {
        let name = population.population.as_str();
        text.push_str(&format!("\n{bold}{}{bold:#}\n", words::population(name)));
        let criterion = measure.and_then(|measure| measure.populations().find(|(key, _)| *key == name));
        step(
            &mut text,
            plan,
            &population.criterion,
            criterion.map(|(_, criterion)| criterion),
            1,
        );
    }
    if !explanation.components.is_empty() {
        text.push_str(&format!("\n{bold}各组成指标{bold:#}\n"));
        for component in &explanation.components {
            let measure = plan
                .measure(&component.measure)
                .and_then(|at| plan.measures().get(at));
            let name = measure.map_or(component.measure.as_str(), |measure| &measure.title.zh);
            text.push_str(&format!("  {name}：{}\n", words::class(component.class)));
        }
    }
    text
}

/// What a class means, in one sentence.
fn because(class: Class) -> &'static str {
    match class {
        Class::Outside => "不在对象总体里，或者轮不到：不进分子，也不进分母。",
        Class::Excluded => "按工作要点不计入：不进分子，也不进分母。",
        Class::Excepted => "没有完成，但有工作要点认可的理由：不进分母。",
        Class::Met => "应覆盖，已覆盖：进分子，也进分母。",
        Class::Void => "做了，但无效：只进分母。",
        Class::Open => "应覆盖，没有覆盖，截止日期已过：只进分母。",
        Class::Prospective => "应覆盖，还没有覆盖，截止日期未到：只进分母。",
        Class::Unknown => "缺一项数据，判断不了；在补上之前按未覆盖计入分母（工作要点另有规定的除外）。",
    }
}

fn step(text: &mut String, plan: &Plan, trace: &Trace, criterion: Option<&Criterion>, depth: usize) {
    let colour = |colour: AnsiColor| Style::new().fg_color(Some(colour.into()));
    let (mark, style) = match trace.holds {
        Truth::True => ("✓", colour(AnsiColor::Green)),
        Truth::False => ("✗", colour(AnsiColor::Red)),
        Truth::Unknown => ("?", colour(AnsiColor::Magenta)),
    };
    let asked = criterion.map_or_else(
        || words::criterion(&trace.kind).to_owned(),
        |criterion| phrase(plan, criterion),
    );
    let indent = "  ".repeat(depth);
    text.push_str(&format!("{indent}{style}{mark}{style:#} {asked}\n"));
    let seen = trace
        .values
        .iter()
        .map(|(key, value)| format!("{} {}", words::value(key), valued(plan, value)));
    let records = (!trace.facts.is_empty()).then(|| format!("记录 {}", trace.facts.join("、")));
    let seen: Vec<String> = seen.chain(records).collect();
    if !seen.is_empty() {
        let dim = Style::new().dimmed();
        text.push_str(&format!("{indent}    {dim}查到：{}{dim:#}\n", seen.join("，")));
    }
    let parts = criterion.map_or(&[][..], Criterion::parts);
    for (at, inner) in trace.steps.iter().enumerate() {
        step(text, plan, inner, parts.get(at), depth + 1);
    }
}

/// Words of the vocabulary by their titles, anything else as it is.
fn valued(plan: &Plan, value: &str) -> String {
    match value {
        "" => "（没有）".into(),
        "true" => "是".into(),
        "false" => "否".into(),
        _ => {
            let words = value.split([';', ',']).map(|word| title(plan, word.trim()));
            words.collect::<Vec<_>>().join("、")
        }
    }
}
