//! Clauses: whoever names one names one that exists, and none is above itself.

use super::at::At;
use super::known::Known;
use super::sink::Sink;
use crate::error::{Code, Words};
use crate::plan::Clause;

pub(super) fn check(known: &Known<'_>, sink: &mut Sink) {
    let document = known.document;
    let at = At::DOCUMENT.key("clauses");
    for (place, clause) in document.clauses.iter().enumerate() {
        if let Some(parent) = &clause.parent {
            known.clause(sink, &at.item(place).key("parent"), parent);
        }
    }
    for (place, clause) in circles(&document.clauses) {
        let expected = Words::new("应为别的上级条款", "another clause above it");
        sink.fault(Code::ClauseCycle, &at.item(place).key("parent"), clause, expected);
    }
    let at = At::DOCUMENT.key("measures");
    for (place, measure) in document.measures.iter().enumerate() {
        let at = at.item(place);
        known.clause(sink, &at.key("clause"), &measure.clause);
        let targets = at.key("targets");
        for (place, target) in measure.targets.iter().enumerate() {
            if let Some(clause) = &target.clause {
                known.clause(sink, &targets.item(place).key("clause"), clause);
            }
        }
    }
}

/// Clauses through which a circle closes, each with the parent that closes it.
fn circles(clauses: &[Clause]) -> Vec<(usize, &str)> {
    let places = clauses.iter().enumerate();
    let places = crate::order::map(places.map(|(place, clause)| (clause.id.as_str(), place)));
    // The walk in which a clause was met first; a walk that meets its own clause again has found a circle.
    let mut walks = vec![usize::MAX; clauses.len()];
    let mut circles = Vec::new();
    for start in 0..clauses.len() {
        let mut place = start;
        while let Some(walk) = walks.get_mut(place).filter(|walk| **walk == usize::MAX) {
            *walk = start;
            let parent = clauses.get(place).and_then(|clause| clause.parent.as_deref());
            let Some((parent, next)) = parent.and_then(|id| Some((id, *places.get(id)?))) else {
                break;
            };
            if walks.get(next) == Some(&start) {
                circles.push((place, parent));
            }
            place = next;
        }
    }
    circles
}

#[cfg(test)]
mod tests {
    use crate::plan::check::tests::{plan, said};

    #[test]
    fn an_unknown_clause_is_told_wherever_it_stands() {
        let mut document = plan();
        document.clauses[1].parent = Some("x".into());
        document.measures[0].clause = "x".into();
        document.measures[0].targets[0].clause = Some("x".into());
        document.pace[0].clause = Some("x".into());
        document.sets[0].values[0].clause = Some("x".into());
        assert_eq!(
            said(document),
            [
                "unknown_clause /sets/0/values/0/clause",
                "unknown_clause /pace/0/clause",
                "unknown_clause /clauses/1/parent",
                "unknown_clause /measures/0/clause",
                "unknown_clause /measures/0/targets/0/clause",
            ]
        );
    }

    #[test]
    fn a_circle_of_clauses_is_told_once() {
        let mut document = plan();
        let id = document.clauses[1].id.clone();
        document.clauses[0].parent = Some(id);
        assert_eq!(said(document), ["clause_cycle /clauses/1/parent"]);
    }
}
