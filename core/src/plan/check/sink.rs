//! Where the checks put what they find.

use super::at::At;
use crate::error::{Code, Error, Fault, Faults, MAX_FAULTS, Place, Words};
use crate::json;
use crate::order::Order;

/// Gathers faults in the order of the checks; [`Sink::finish`] brings them into the order of the document.
#[derive(Default)]
pub(super) struct Sink {
    found: Vec<Found>,
    total: u64,
    /// Names that were compared in search of the nearest.
    compared: usize,
}

struct Found {
    pointer: String,
    code: Code,
    found: String,
    expected: Words,
}

/// More than will be shown, so that the first ones of the document are among them in every document of a human size.
const KEPT: usize = MAX_FAULTS.saturating_mul(10);

/// The search for the nearest of many names is long; after so many the others go without.
const COMPARED: usize = 50_000;

impl Sink {
    /// Adds a fault. `found` is the value as it stands, empty where something is missing.
    pub(super) fn fault(&mut self, code: Code, at: &At<'_>, found: impl ToString, expected: Words) {
        self.total = self.total.saturating_add(1);
        if self.found.len() < KEPT {
            self.found.push(Found {
                pointer: at.pointer(),
                code,
                found: json::cut(&found.to_string()),
                expected,
            });
        }
    }

    /// Adds a fault for a name that is none of the known ones, with the nearest of them.
    pub(super) fn unknown<'k>(
        &mut self,
        code: Code,
        at: &At<'_>,
        found: &str,
        known: impl Iterator<Item = &'k str>,
    ) {
        let expected = if self.compared < COMPARED {
            let known: Vec<&str> = known.collect();
            self.compared = self.compared.saturating_add(known.len());
            json::known(found, known)
        } else {
            // One more than is ever shown.
            json::one_of(&known.take(13).collect::<Vec<_>>())
        };
        self.fault(code, at, found, expected);
    }

    /// All faults in the order of the document.
    ///
    /// # Errors
    /// The faults, if there are any.
    pub(super) fn finish(
        self,
        offset: impl Fn(&str) -> usize,
        place: impl Fn(String, usize) -> Place,
    ) -> Result<(), Error> {
        let kept = u64::try_from(self.found.len()).unwrap_or(u64::MAX);
        let mut found: Vec<(usize, Found)> = self
            .found
            .into_iter()
            .map(|found| (offset(&found.pointer), found))
            .collect();
        found.order_by_key(|(offset, _)| *offset);
        let mut faults = Faults::new();
        for (offset, found) in found {
            let place = place(found.pointer, offset);
            faults.push(Fault::new(found.code, place, found.found, found.expected));
        }
        faults.count(self.total.saturating_sub(kept));
        faults.into_result()
    }
}
