//! The units of a report, as on the day of evaluation.

use super::Evaluation;
use super::facts::Facts;
use super::view::View;
use crate::error::Error;
use crate::ledger::rows::{NONE, ix};
use crate::report::{MeasureReport, ReportUnit};
use std::collections::HashSet;

/// Name, level and openness of each unit on a day.
#[derive(Default)]
pub(crate) struct Units {
    rows: Vec<(u32, bool)>,
}

impl Units {
    pub(crate) fn new(view: &View<'_>) -> Self {
        let store = view.facts.store;
        let rows = (0..store.unit_count()).map(|unit| (view.row(unit), view.is_open(unit)));
        Self { rows: rows.collect() }
    }
}

impl Evaluation {
    /// The units of the plan's hierarchy in its order: those that results name, and all above them; all without results.
    pub(super) fn report_units(&self, of: Option<&[MeasureReport]>) -> Result<Vec<ReportUnit>, Error> {
        let store = self.ledger.store();
        let facts = Facts::new(store, self.parameters.known_at);
        let view = View::new(&facts, self.parameters.as_of);
        let hierarchy = store.words.find(&self.plan.document().hierarchy).unwrap_or(NONE);
        let tree = view.tree(hierarchy)?;
        let mut shown = vec![of.is_none(); ix(store.unit_count())];
        let measures = of.unwrap_or_default().iter();
        let named: HashSet<&str> = measures
            .flat_map(|measure| &measure.results)
            .map(|result| result.unit.as_str())
            .collect();
        for &unit in tree
            .order
            .iter()
            .filter(|unit| named.contains(store.units.ids.get(**unit).as_str()))
        {
            for above in tree.line(unit) {
                match shown.get_mut(ix(above)) {
                    Some(slot) if !*slot => *slot = true,
                    _ => break,
                }
            }
        }
        let shown = tree
            .order
            .iter()
            .copied()
            .filter(|unit| shown.get(ix(*unit)).copied().unwrap_or(false));
        Ok(shown
            .filter_map(|unit| {
                let (row, open) = *self.units.rows.get(ix(unit))?;
                let row = store.units.rows.get(ix(row))?;
                Some(ReportUnit {
                    id: store.units.id(unit),
                    name: row.name.to_string(),
                    level: store.word(row.level),
                    parent: tree.up(unit).map(|up| store.units.id(up)),
                    open,
                })
            })
            .collect())
    }
}
