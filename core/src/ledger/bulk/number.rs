//! Numbers for the keys of many rows.

use super::super::share::{add, share};
use super::part::{PARTS, Parted, part_all};
use crate::ledger::key::{Fill, Keys};
use crate::ledger::rows::{ix, number};
use crate::ledger::segments::Segments;

/// A table of the keys of all rows, and the number of each row's key. Keys of one part have numbers that follow one another.
/// All words are short keys.
pub(crate) fn number_words(words: Segments<u128>) -> (Keys, Vec<u32>) {
    let all = words.len();
    let parted = part_all(words, |rows| 0..number(rows.len()));
    let counts: Vec<usize> = (0..PARTS)
        .map(|part| parted.iter().map(|piece| piece.part(part).0.len()).sum())
        .collect();
    let mut fill = Fill::new(&counts);
    // Of each part, the numbers of its rows piece by piece.
    let numbers: Vec<Vec<Vec<u32>>> = share(fill.parts(), |mut table| {
        let part = table.part;
        let of_piece = |piece: &Parted<u32>| piece.part(part).0.iter().map(|word| table.add(*word)).collect();
        parted.iter().map(of_piece).collect()
    });
    let (keys, gaps) = fill.finish();
    let columns = share(parted.iter().enumerate().collect(), |(piece, parted)| {
        let mut column = vec![0u32; parted.len()];
        for (part, (numbers, gap)) in numbers.iter().zip(&gaps).enumerate() {
            let numbers = numbers.get(piece).map(Vec::as_slice).unwrap_or_default();
            for (row, number) in parted.part(part).1.iter().zip(numbers) {
                if let Some(slot) = column.get_mut(ix(*row)) {
                    *slot = number.wrapping_sub(*gap);
                }
            }
        }
        column
    });
    let mut numbers = Vec::new();
    columns
        .into_iter()
        .for_each(|column| add(&mut numbers, column, all));
    (keys, numbers)
}
