//! Scores as rows for a spreadsheet: one a scorecard and candidate, exact numbers.

use super::Scores;
use super::ranking::{distance, title};
use crate::views::csv::Csv;
use crate::words;
use jinguo::performance::{Rung, Scorecard, ScorecardResult};
use std::collections::HashMap;

/// All scorecards, or those of one identifier.
pub fn csv(scores: &Scores<'_>, only: Option<&str>) -> String {
    let mut csv = Csv::new([
        "评分表编号",
        "评分表",
        "对象编号",
        "对象",
        "所在",
        "系列",
        "总分",
        "取值状态",
        "等次",
        "名次",
        "距前一名",
        "触发的否决",
        "各项得分",
        "人工调整",
    ]);
    for (_, card, result) in scores.scorecards() {
        if only.is_none_or(|only| only == card.id) {
            rows(&mut csv, scores, card, result);
        }
    }
    csv.take()
}

fn rows(csv: &mut Csv, scores: &Scores<'_>, card: &Scorecard, result: &ScorecardResult) {
    let ladder = card
        .rankings
        .first()
        .and_then(|ranking| scores.evaluation.ladder(&card.id, &ranking.id))
        .unwrap_or_default();
    let rungs: HashMap<&str, &Rung> = ladder
        .iter()
        .map(|rung| (rung.candidate.as_str(), rung))
        .collect();
    for one in &result.candidates {
        let rung = rungs.get(one.id.as_str());
        let items: Vec<String> = one
            .items
            .iter()
            .filter_map(|item| Some(format!("{} {}", title(&card.total, &item.id)?, item.value?)))
            .collect();
        let by_hand: Vec<String> = std::iter::once(&one.total)
            .chain(&one.sections)
            .chain(&one.items)
            .filter(|part| part.computed.is_some())
            .map(|part| {
                format!(
                    "{}{}",
                    title(&card.total, &part.id).unwrap_or(&part.id),
                    super::reason::set_by_hand(part)
                )
            })
            .collect();
        let fields = [
            card.id.clone(),
            card.title.zh.clone(),
            one.id.clone(),
            scores.name(&one.id).to_owned(),
            scores.place(&one.id),
            one.group.clone().unwrap_or_default(),
            one.total.value.map(|value| value.to_string()).unwrap_or_default(),
            words::state(one.total.state).to_owned(),
            one.grade.clone().unwrap_or_default(),
            rung.map(|rung| rung.rank.to_string()).unwrap_or_default(),
            rung.and_then(|rung| rung.ahead.as_ref())
                .map(distance)
                .unwrap_or_default(),
            scores.gates(card, one).join("；"),
            items.join("；"),
            by_hand.join("；"),
        ];
        csv.row(fields.iter().map(String::as_str));
    }
}
