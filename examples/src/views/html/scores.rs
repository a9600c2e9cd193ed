//! The section of scores: rankings, awards, one score with its reasons.

use super::escape;
use crate::views::number;
use crate::views::score::Scores;
use crate::views::score::award::{count, first_key, nomination, outcome, votes};
use crate::views::score::points::{part, points};
use crate::views::score::ranking::{classes, distance, interim, many, open, quotas};
use crate::views::score::reason::{counts, flips, gain, input, set_by_hand, standing};
use jinguo::performance::{AwardResult, Rung, ScoreExplanation, Scorecard, ScorecardResult};

/// How many rows of a ranking stand on the page.
const ROWS: usize = 20;
/// How many, where several classes are ranked apart.
const ROWS_OF_CLASS: usize = 10;
/// How many gains and flips are told.
const MOST: usize = 5;

/// The section.
pub(super) fn section(scores: &Scores<'_>) -> String {
    let document = scores.document();
    let note = document.source.note.as_ref().map_or("", |note| &note.zh);
    let mut html = format!(
        "<p class=\"note\">{}</p>\n<p class=\"note\">《{}》{}。得分只是建议，由有权的人审定后才算数。评分指纹 <span class=\"code\">{}</span></p>\n",
        escape(note),
        escape(&document.title.zh),
        escape(&document.version),
        escape(&scores.report.fingerprint),
    );
    for (at, card, result) in scores.scorecards() {
        html.push_str(&scorecard(scores, at, card, result));
    }
    let awards = document.awards.iter().zip(&scores.report.awards);
    let awards: String = awards
        .map(|(one, result)| award(scores, &one.title.zh, result))
        .collect();
    if !awards.is_empty() {
        html.push_str(&format!("<div class=\"three\">{awards}</div>\n"));
    }
    if let Some((card, candidate)) = scores.example()
        && let Some(why) = scores.evaluation.explain(&card.id, candidate)
    {
        html.push_str(&explanation(scores, card, &why));
    }
    html
}

fn scorecard(scores: &Scores<'_>, at: usize, card: &Scorecard, result: &ScorecardResult) -> String {
    let mut html = format!("<h3>{}</h3>\n", escape(&card.title.zh));
    if let Some(interim) = interim(scores, card) {
        html.push_str(&format!("<p class=\"note\">{interim}</p>\n"));
    }
    if let Some(note) = &card.note {
        html.push_str(&format!("<p class=\"note\">{}</p>\n", escape(&note.zh)));
    }
    for ranking in &card.rankings {
        let ladder = scores
            .evaluation
            .ladder(&card.id, &ranking.id)
            .unwrap_or_default();
        let classes = classes(card, &ladder);
        // Several classes stand side by side.
        let (frame, most) = if classes.len() > 1 {
            ("two", ROWS_OF_CLASS)
        } else {
            ("wide", ROWS)
        };
        let tables: String = classes
            .iter()
            .map(|rungs| class(scores, at, card, rungs, most))
            .collect();
        html.push_str(&format!("<div class=\"{frame}\">{tables}</div>\n"));
    }
    for line in [quotas(scores, result), open(scores, card, result)]
        .concat()
        .lines()
    {
        html.push_str(&format!("<p class=\"note\">{}</p>\n", escape(line.trim())));
    }
    html
}

fn class(scores: &Scores<'_>, at: usize, card: &Scorecard, rungs: &[Rung], most: usize) -> String {
    let name = rungs.first().map_or("", |rung| rung.class.as_str());
    let rows: String = rungs
        .iter()
        .take(most)
        .filter_map(|rung| {
            let result = scores.result(at, &rung.candidate)?;
            let gates = scores.gates(card, result).join("；");
            let hint = if gates.is_empty() { String::new() } else { format!("<span class=\"hint\">{}</span>", escape(&gates)) };
            let place = scores.place(&result.id);
            let place = if place.is_empty() { String::new() } else { format!("<br><span class=\"soft\">{}</span>", escape(&place)) };
            Some(format!(
                "<tr><td class=\"n\">{}</td><td>{}{place}{hint}</td><td class=\"n\"><b>{}</b></td><td>{}</td><td class=\"n\">{}</td></tr>\n",
                points(rung.rank),
                escape(scores.name(&result.id)),
                escape(&part(&result.total)),
                escape(result.grade.as_deref().unwrap_or("—")),
                rung.ahead.as_ref().map_or_else(|| "—".into(), |ahead| escape(&distance(ahead))),
            ))
        })
        .collect();
    let more = match rungs.len().saturating_sub(most) {
        0 => String::new(),
        more => format!("<p class=\"note\">其余 {more} 个见 scores.csv</p>"),
    };
    let caption = if name.is_empty() {
        String::new()
    } else {
        format!(
            "<figcaption>{}（{} 个）</figcaption>",
            escape(name),
            number::count(many(rungs))
        )
    };
    format!(
        "<figure>{caption}<table class=\"scores\"><thead><tr><th class=\"n\">名次</th><th>对象</th><th class=\"n\">总分</th><th>等次</th>\
         <th class=\"n\">距前一名</th></tr></thead><tbody>\n{rows}</tbody></table>{more}</figure>\n"
    )
}

fn award(scores: &Scores<'_>, title: &str, result: &AwardResult) -> String {
    let vote = result.vote.as_ref().map(count).unwrap_or_default();
    let winners: String = result
        .cuts
        .iter()
        .flat_map(|cut| cut.chosen.iter())
        .map(|winner| {
            let place = scores.place(winner);
            format!(
                "<li>{} <span class=\"soft\">{}　综合 {}，{} 票</span></li>\n",
                escape(scores.name(winner)),
                escape(&place),
                first_key(result, winner),
                votes(result, winner)
            )
        })
        .collect();
    let outcomes: Vec<String> = result.cuts.iter().map(|cut| outcome(scores, cut)).collect();
    format!(
        "<figure><figcaption>{}</figcaption><p class=\"note\">{}；{}</p><ol class=\"winners\">{winners}</ol><p class=\"note\">{}</p></figure>\n",
        escape(title),
        escape(&nomination(result)),
        escape(&vote),
        escape(&outcomes.join("；")),
    )
}

fn explanation(scores: &Scores<'_>, card: &Scorecard, why: &ScoreExplanation) -> String {
    let steps = |steps: &[jinguo::error::Words]| -> String {
        let lines: Vec<String> = steps.iter().map(|step| escape(&step.zh)).collect();
        lines.join("<br>")
    };
    let gates: String = why
        .gates
        .iter()
        .map(|gate| {
            format!(
                "<p class=\"missed\"><b>触发否决：{}</b></p>\n",
                escape(&gate.title.zh)
            )
        })
        .collect();
    let items: String = why
        .items
        .iter()
        .filter(|item| counts(item))
        .map(|item| {
            let inputs: Vec<String> = item.inputs.iter().map(|one| escape(&input(one))).collect();
            format!(
                "<tr><td>{} <span class=\"soft\">{}</span>{}</td><td>{}</td><td>{}</td><td>{}</td><td class=\"n\"><b>{}</b></td></tr>\n",
                escape(&item.title.zh),
                escape(item.clause.as_deref().unwrap_or_default()),
                escape(&set_by_hand(&item.result)),
                escape(&item.rule.zh),
                inputs.join("<br>"),
                steps(&item.steps),
                escape(&part(&item.result)),
            )
        })
        .collect();
    let sections: String = why
        .sections
        .iter()
        .map(|section| {
            format!(
                "<tr><td>{}</td><td>{}</td><td class=\"n\"><b>{}</b></td></tr>\n",
                escape(&section.title.zh),
                steps(&section.steps),
                escape(&part(&section.result)),
            )
        })
        .collect();
    let gains: String = why
        .gains
        .iter()
        .take(MOST)
        .map(|one| format!("<li>{}</li>\n", escape(&gain(card, one))))
        .collect();
    let ranks: String = why
        .ranks
        .iter()
        .map(|rank| {
            let turns = rank.ahead.iter().flat_map(|ahead| &ahead.flips).take(MOST);
            let turns: String = turns
                .map(|flip| format!("<li>{}</li>\n", escape(&flips(card, flip))))
                .collect();
            format!(
                "<p>{}</p><ul>{turns}</ul>\n",
                escape(&standing(scores, card, rank))
            )
        })
        .collect();
    format!(
        "<h3>一份得分怎样算出来：{}（{}）</h3>\n{gates}<div class=\"wide\"><table class=\"reasons\"><thead><tr><th>评分项</th><th>规则</th><th>依据</th>\
         <th>计算</th><th class=\"n\">得分</th></tr></thead><tbody>\n{items}</tbody></table></div>\n\
         <h4>汇总</h4><table class=\"sums\"><tbody>\n{sections}</tbody></table>\n\
         <div class=\"two\"><div><h4>怎样提高最多</h4><p class=\"note\">其他不变，这一项得满分时</p><ul>{gains}</ul></div><div><h4>名次</h4>{ranks}</div></div>\n",
        escape(&scores.name_of(&why.candidate)),
        escape(&card.title.zh),
    )
}
