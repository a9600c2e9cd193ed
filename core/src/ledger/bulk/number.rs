//! Numbers for the keys of many rows.

use super::super::share::{add, ranges, share};
use super::part::{PARTS, Parted};
use crate::ledger::key::{Fill, Keys};
use crate::ledger::rows::ix;

/// A table of the keys of all rows, and the number of each row's key. Keys of one part have numbers that follow one another.
/// All words are short keys.
pub(crate) fn number_words(words: &[u128]) -> (Keys, Vec<u32>) {
    let jobs = ranges(words.len());
    let pieces: Vec<&[u128]> = jobs.into_iter().filter_map(|rows| words.get(rows)).collect();
    let parted = share(pieces.clone(), Parted::with_rows);
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
    let pieces = parted.iter().enumerate().zip(pieces).collect();
    let columns = share(pieces, |((piece, parted), words)| {
        let mut column = vec![0u32; words.len()];
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
        .for_each(|column| add(&mut numbers, column, words.len()));
    (keys, numbers)
}
