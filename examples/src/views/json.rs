//! The report as JSON: canonical, and on demand cut down to a unit or a measure.

use jinguo::report::Report;
use std::collections::HashSet;

/// The report with only the results of one measure, or of one unit and everything below it. The fingerprint stays: it
/// names the inputs, not the cut.
pub fn cut(report: &Report, measure: Option<&str>, unit: Option<&str>) -> Report {
    let mut report = report.clone();
    report
        .measures
        .retain(|found| measure.is_none_or(|wanted| found.id == wanted));
    if let Some(top) = unit {
        let mut kept: HashSet<String> = HashSet::from([top.to_owned()]);
        // INVARIANT: units stand in the order of the tree, each after the one above it.
        for unit in &report.units {
            if unit.parent.as_ref().is_some_and(|parent| kept.contains(parent)) {
                kept.insert(unit.id.clone());
            }
        }
        report.units.retain(|unit| kept.contains(&unit.id));
        for measure in &mut report.measures {
            measure.results.retain(|result| kept.contains(&result.unit));
        }
        if let Some(first) = report.units.first_mut() {
            first.parent = None;
        }
    }
    report
}

/// A document as one line of JSON.
pub fn line<T: serde::Serialize>(value: &T) -> Option<String> {
    serde_json::to_string(value).ok().map(|line| line + "\n")
}
