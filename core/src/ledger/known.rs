//! Which entry of a record was known when.

use super::rows::{Known, Until};
use crate::time::Stamp;

/// The spans during which each entry of one record was known. `entries` are in the order of entry; an entry ends when
/// the next one replaces it or when a withdrawal entered at its time or later takes it away.
pub(crate) fn spans(entries: &[Stamp], withdrawals: &[Stamp]) -> Vec<Known> {
    let next = entries.iter().skip(1).map(Some).chain([None]);
    entries
        .iter()
        .zip(next)
        .map(|(&from, next)| {
            let withdrawn = withdrawals.iter().copied().filter(|time| *time >= from).min();
            let until = [next.copied(), withdrawn].into_iter().flatten().min();
            Known {
                from,
                until: until.map_or_else(Until::default, Until::from),
            }
        })
        .collect()
}

/// Whether a withdrawal finds an entry to take away.
pub(crate) fn withdraws(entries: &[Stamp], withdrawal: Stamp) -> bool {
    entries.iter().any(|entry| *entry <= withdrawal)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: u32) -> Stamp {
        Stamp::from_seconds(seconds)
    }

    fn span(from: u32, until: u32) -> Known {
        Known {
            from: at(from),
            until: Until::from(at(until)),
        }
    }

    #[test]
    fn a_later_entry_replaces_and_a_withdrawal_ends() {
        assert_eq!(spans(&[at(1), at(5)], &[]), [span(1, 5), Known::since(at(5))]);
        assert_eq!(spans(&[at(1), at(5)], &[at(3), at(9)]), [span(1, 3), span(5, 9)]);
        assert_eq!(spans(&[at(1), at(5)], &[at(5)]), [span(1, 5), span(5, 5)]);
        assert_eq!(spans(&[at(5)], &[at(3)]), [Known::since(at(5))]);
    }
}
