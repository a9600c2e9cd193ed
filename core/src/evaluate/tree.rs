//! One hierarchy on one day.

use crate::error::{Code, Error, Fault, Place, Words};
use crate::ledger::rows::{NONE, ix, number};
use crate::order::Order;

/// The units of a hierarchy in the order of the tree: a unit, then all below it; siblings by id.
pub(crate) struct Tree {
    /// The unit above; `NONE` at a root and for a unit that is not in the tree.
    pub(crate) parent: Vec<u32>,
    /// Units in order.
    pub(crate) order: Vec<u32>,
    /// Where each unit stands in `order`; `NONE` for a unit that is not in the tree.
    pub(crate) position: Vec<u32>,
    /// Position after the last unit below each one.
    end: Vec<u32>,
}

impl Tree {
    /// A tree from each unit's parent. `in_tree` says which units there are; `by_id` is all units ordered by id.
    ///
    /// # Errors
    /// `unit_cycle` with the ids on the circle.
    pub(crate) fn new(
        parents: Vec<u32>,
        in_tree: &[bool],
        by_id: &[u32],
        id: impl Fn(u32) -> String,
    ) -> Result<Self, Error> {
        let count = parents.len();
        let is_in = |unit: u32| in_tree.get(ix(unit)).copied().unwrap_or(false);
        let mut parent = parents;
        for up in &mut parent {
            if *up != NONE && !is_in(*up) {
                *up = NONE;
            }
        }
        let mut children: Vec<Vec<u32>> = vec![Vec::new(); count];
        let mut roots = Vec::new();
        for &unit in by_id.iter().filter(|unit| is_in(**unit)) {
            match parent.get(ix(unit)).copied().unwrap_or(NONE) {
                NONE => roots.push(unit),
                up => children
                    .get_mut(ix(up))
                    .map(|list| list.push(unit))
                    .unwrap_or_default(),
            }
        }
        let mut tree = Self {
            parent,
            order: Vec::with_capacity(count),
            position: vec![NONE; count],
            end: vec![NONE; count],
        };
        // Entries are visited twice: on the way down, and once all below have been placed.
        let mut stack: Vec<(u32, bool)> = roots.into_iter().rev().map(|unit| (unit, false)).collect();
        while let Some((unit, done)) = stack.pop() {
            let at = number(tree.order.len());
            if done {
                if let Some(end) = tree.end.get_mut(ix(unit)) {
                    *end = at;
                }
                continue;
            }
            if let Some(position) = tree.position.get_mut(ix(unit)) {
                *position = at;
            }
            tree.order.push(unit);
            stack.push((unit, true));
            let below = children.get(ix(unit)).map_or(&[][..], Vec::as_slice);
            stack.extend(below.iter().rev().map(|child| (*child, false)));
        }
        let lost: Vec<String> = by_id
            .iter()
            .filter(|unit| is_in(**unit) && tree.position.get(ix(**unit)) == Some(&NONE))
            .map(|unit| id(*unit))
            .take(10)
            .collect();
        if lost.is_empty() {
            return Ok(tree);
        }
        let expected = Words::new(
            "应无环：这些单位互为上级",
            "no circle: these units are above themselves",
        );
        Err(Fault::new(Code::UnitCycle, Place::default(), lost.join("、"), expected).into())
    }

    /// The unit above.
    pub(crate) fn up(&self, unit: u32) -> Option<u32> {
        self.parent.get(ix(unit)).copied().filter(|up| *up != NONE)
    }

    /// The unit and all above it.
    pub(crate) fn line(&self, unit: u32) -> impl Iterator<Item = u32> + '_ {
        std::iter::successors(Some(unit), |unit| self.up(*unit))
    }

    /// Some units and all above them, each once.
    pub(crate) fn above(&self, units: &[u32]) -> Vec<u32> {
        let mut above: Vec<u32> = units.iter().flat_map(|unit| self.line(*unit)).collect();
        above.order();
        above.dedup();
        above
    }

    /// Positions of a unit and all below it; empty for a unit that is not in the tree.
    pub(crate) fn span(&self, unit: u32) -> std::ops::Range<usize> {
        let at = |column: &[u32]| {
            column
                .get(ix(unit))
                .copied()
                .filter(|at| *at != NONE)
                .map_or(0, ix)
        };
        at(&self.position)..at(&self.end)
    }

    /// Whether a unit is another one or below it.
    pub(crate) fn is_within(&self, unit: u32, above: u32) -> bool {
        let position = self.position.get(ix(unit)).copied().unwrap_or(NONE);
        position != NONE && self.span(above).contains(&ix(position))
    }

    /// Adds what each unit has to all above it.
    pub(crate) fn roll_up<T>(&self, own: &mut [T], mut add: impl FnMut(&mut T, &T)) {
        for &unit in self.order.iter().rev() {
            let Some(up) = self.up(unit) else { continue };
            let (unit, up) = (ix(unit), ix(up));
            // INVARIANT: a unit is never its own parent, so the two slots differ.
            let Ok([from, to]) = own.get_disjoint_mut([unit, up]) else {
                continue;
            };
            add(to, from);
        }
    }
}
