//! Charts as inline SVG. Numbers are drawn from thousandths; no chart decides anything.

use super::escape;
use super::page::tone;
use crate::views::number;
use crate::views::scene::Scene;
use jinguo::number::Rational;
use jinguo::plan::{Measure, Scoring};
use jinguo::report::{Status, UnitResult};
use jinguo::time::Day;

/// A share in pixels of a width.
fn pixels(share: Rational, width: i64) -> i64 {
    let scaled = share.times(Rational::integer(width)).map_or(0, Rational::floor);
    i64::try_from(scaled).unwrap_or(0).clamp(0, width)
}

/// The small bar in a table: how far, and where it should stand by now.
pub fn pace(result: &UnitResult) -> String {
    let Some((done, required)) = number::way(result) else {
        return String::new();
    };
    let label = format!("已走完 {}%，序时应到 {}%", done / 10, required / 10);
    let required = required * 140 / 1000;
    format!(
        "<svg viewBox=\"0 0 140 14\" class=\"{}\" role=\"img\" aria-label=\"{label}\"><title>{label}</title>\
         <rect class=\"rail\" y=\"3\" width=\"140\" height=\"8\" rx=\"4\"/><rect class=\"tone\" y=\"3\" width=\"{}\" height=\"8\" rx=\"4\"/>\
         <rect class=\"mark\" x=\"{}\" width=\"2\" height=\"14\"/></svg>",
        tone(result.status),
        done * 140 / 1000,
        required.min(138),
    )
}

/// The units below one, ranked by the measure, the worst first, with a line where they should stand by now.
pub fn ranking(scene: &Scene<'_>, at: usize, measure: &Measure, unit: &str) -> String {
    let parts = scene.parts(unit);
    let mut ranked: Vec<_> = parts
        .iter()
        .filter_map(|part| Some((part.name.as_str(), scene.result(at, &part.id)?)))
        .collect();
    // A state has no rank: it stands below those with a value.
    ranked.sort_by_key(|(_, result)| (result.value.is_none(), result.value));
    let (left, width, row) = (132, 210, 22);
    let height = i64::try_from(ranked.len()).unwrap_or(0) * row + 20;
    let mut svg = format!(
        "<svg viewBox=\"0 0 584 {height}\" role=\"img\" aria-label=\"{}\">",
        escape(&measure.title.zh)
    );
    for (index, (name, result)) in ranked.iter().enumerate() {
        let y = i64::try_from(index).unwrap_or(0) * row;
        let value = result.value.unwrap_or(Rational::ZERO);
        let text = match result.value {
            Some(_) => format!(
                "{}　<tspan class=\"soft\">{}</tspan>",
                number::value(measure.scoring, result),
                number::counts(measure, result)
            ),
            None => format!(
                "<tspan class=\"soft\">{}</tspan>",
                number::value(measure.scoring, result)
            ),
        };
        svg.push_str(&format!(
            "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text><rect class=\"rail\" x=\"{left}\" y=\"{}\" width=\"{width}\" height=\"14\" rx=\"2\"/>\
             <g class=\"{}\"><rect class=\"maybe\" x=\"{left}\" y=\"{}\" width=\"{}\" height=\"14\" rx=\"2\"/><rect class=\"tone\" x=\"{left}\" y=\"{}\" width=\"{}\" height=\"14\" rx=\"2\"/></g><text x=\"{}\" y=\"{}\">{text}</text>",
            left - 8,
            y + 14,
            escape(&crate::views::text::cut(name, 20)),
            y + 3,
            tone(result.status),
            y + 3,
            result.bounds.map_or(0, |bounds| pixels(bounds.high, width)),
            y + 3,
            pixels(value, width),
            left + width + 8,
            y + 14,
        ));
    }
    let whole = scene.result(at, unit);
    if let Some(required) = whole.and_then(|result| result.pace).map(|pace| pace.required) {
        let x = left + pixels(required, width);
        svg.push_str(&format!(
            "<line class=\"goal\" x1=\"{x}\" x2=\"{x}\" y1=\"0\" y2=\"{}\"/><text class=\"soft\" x=\"{x}\" y=\"{}\" text-anchor=\"middle\">序时应到 {}</text>",
            height - 18,
            height - 4,
            number::rate(required),
        ));
    }
    svg + "</svg>"
}

/// A measure over time.
#[derive(Clone, Debug)]
pub struct Trend {
    /// Its place in the report.
    pub measure: usize,
    /// The first day of its period.
    pub first: Day,
    /// Value and required value by day; days without a value are left out of the line.
    pub points: Vec<Point>,
}

/// A day of a trend.
#[derive(Clone, Copy, Debug)]
pub struct Point {
    /// The day.
    pub day: Day,
    /// The value on it.
    pub value: Option<Rational>,
    /// The value required on it.
    pub required: Option<Rational>,
}

/// The line of a measure, with the dashed line of what was required.
pub fn trend(measure: &Measure, result: &UnitResult, trend: &Trend) -> String {
    let Some(target) = result.target.as_ref() else {
        return String::new();
    };
    let (left, top, width, height) = (44i64, 10i64, 300i64, 130i64);
    let most = trend
        .points
        .iter()
        .filter_map(|point| point.value)
        .fold(target.value, Rational::max);
    let last = trend
        .points
        .last()
        .map_or(target.due, |point| point.day.max(target.due));
    let days = i64::from(last.days_since(trend.first)).max(1);
    let x = |day: Day| left + width * i64::from(day.days_since(trend.first)).clamp(0, days) / days;
    let y = |value: Rational| top + height - value.over(most).map_or(0, |share| pixels(share, height));
    let label = |value: Rational| match measure.scoring {
        Scoring::Count => number::number(value),
        _ => number::rate(value),
    };
    let mut svg = format!(
        "<svg viewBox=\"0 0 380 168\" class=\"{}\" role=\"img\" aria-label=\"{}\">",
        tone(result.status),
        escape(&measure.title.zh)
    );
    let half = most.over(Rational::integer(2)).unwrap_or(Rational::ZERO);
    let half = match measure.scoring {
        Scoring::Count => Rational::new(half.floor(), 1).unwrap_or(half),
        _ => half,
    };
    let mut taken: Vec<i64> = Vec::new();
    for value in [Rational::ZERO, target.value, most, half] {
        let at = y(value);
        // Two numbers may not stand on each other.
        if taken.iter().any(|other| (other - at).abs() < 16) {
            continue;
        }
        taken.push(at);
        svg.push_str(&format!(
            "<line class=\"grid\" x1=\"{left}\" x2=\"{}\" y1=\"{at}\" y2=\"{at}\"/><text class=\"soft\" x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>",
            left + width,
            left - 6,
            at + 4,
            if value.is_zero() { "0".to_owned() } else { label(value).replace(".00%", "%") },
        ));
    }
    let required: Vec<String> = std::iter::once((trend.first, Rational::ZERO))
        .chain(
            trend
                .points
                .iter()
                .filter_map(|point| Some((point.day, point.required?))),
        )
        .chain(
            (target.due >= trend.points.last().map_or(target.due, |point| point.day))
                .then_some((target.due, target.value)),
        )
        .map(|(day, value)| format!("{},{}", x(day), y(value)))
        .collect();
    svg.push_str(&format!(
        "<polyline class=\"required\" points=\"{}\"/>",
        required.join(" ")
    ));
    let line: Vec<(i64, i64)> = trend
        .points
        .iter()
        .filter_map(|point| Some((x(point.day), y(point.value?))))
        .collect();
    let path: Vec<String> = line.iter().map(|(x, y)| format!("{x},{y}")).collect();
    if let (Some((from, _)), Some((to, end))) = (line.first(), line.last()) {
        let floor = top + height;
        svg.push_str(&format!(
            "<polygon class=\"area\" points=\"{from},{floor} {} {to},{floor}\"/><polyline class=\"line\" points=\"{}\"/>",
            path.join(" "),
            path.join(" "),
        ));
        for (x, y) in &line {
            svg.push_str(&format!(
                "<circle class=\"tone\" cx=\"{x}\" cy=\"{y}\" r=\"2.6\"/>"
            ));
        }
        let now = trend
            .points
            .iter()
            .rev()
            .find_map(|point| point.value)
            .map(label)
            .unwrap_or_default();
        let (anchor, at) = if *to > left + 230 {
            ("end", to - 4)
        } else {
            ("start", to + 8)
        };
        let lift = if *end < top + 22 { end + 18 } else { end - 8 };
        svg.push_str(&format!(
            "<text class=\"end tone\" x=\"{at}\" y=\"{lift}\" text-anchor=\"{anchor}\">{now}</text>"
        ));
    }
    svg.push_str(&format!(
        "<line class=\"axis\" x1=\"{left}\" x2=\"{}\" y1=\"{floor}\" y2=\"{floor}\"/>",
        left + width,
        floor = top + height,
    ));
    let (_, month, _) = trend.first.ymd();
    let first = format!("{month}月");
    let (_, month, date) = target.due.ymd();
    svg.push_str(&format!(
        "<text class=\"soft\" x=\"{left}\" y=\"158\">{first}</text><text class=\"soft\" x=\"{}\" y=\"158\" text-anchor=\"middle\">{month}月{date}日截止</text>",
        x(target.due).min(left + width - 24),
    ));
    svg + "</svg>"
}

/// How many measures have each status, as one bar.
pub fn shares(statuses: &[(Status, usize)]) -> String {
    let whole: usize = statuses.iter().map(|(_, count)| count).sum();
    let mut svg = String::from("<svg viewBox=\"0 0 1180 16\" role=\"img\" aria-label=\"各状态指标数\">");
    let mut x = 0;
    for (status, count) in statuses {
        let width = 1180 * count / whole.max(1);
        svg.push_str(&format!(
            "<g class=\"{}\"><rect class=\"tone\" x=\"{x}\" width=\"{}\" height=\"16\"><title>{} {count}</title></rect></g>",
            tone(*status),
            width.saturating_sub(2),
            crate::words::status(*status),
        ));
        x += width;
    }
    svg + "</svg>"
}
