//! “Did you mean”: the known name nearest to a mistyped one.

/// The candidate with the smallest edit distance to `name`, if it is near enough to be a slip: at most two edits,
/// and at most a third of the name's length rounded up. Ties go to the first candidate.
///
/// ```
/// use jinguo::error::nearest;
/// assert_eq!(nearest("lectrue", ["training", "lecture"]), Some("lecture"));
/// assert_eq!(nearest("picnic", ["training", "lecture"]), None);
/// ```
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted: Vec<char> = name.chars().flat_map(char::to_lowercase).collect();
    let limit = wanted.len().div_ceil(3).min(2);
    candidates
        .into_iter()
        .map(|candidate| (distance(&wanted, candidate), candidate))
        .filter(|(edits, _)| *edits <= limit)
        .min_by_key(|(edits, _)| *edits)
        .map(|(_, candidate)| candidate)
}

/// Edit distance with insertions, deletions, replacements and swaps of neighbours (optimal string alignment).
fn distance(wanted: &[char], candidate: &str) -> usize {
    let other: Vec<char> = candidate.chars().flat_map(char::to_lowercase).take(128).collect();
    let wanted = wanted.get(..wanted.len().min(128)).unwrap_or(wanted);
    let mut before: Vec<usize> = Vec::new();
    let mut previous: Vec<usize> = (0..=other.len()).collect();
    let mut last = None;
    for (i, &a) in wanted.iter().enumerate() {
        let mut row = vec![i.saturating_add(1)];
        for (j, &b) in other.iter().enumerate() {
            let at = |row: &[usize], k: usize| row.get(k).copied().unwrap_or(usize::MAX);
            let replaced = at(&previous, j).saturating_add(usize::from(a != b));
            let removed = at(&previous, j.saturating_add(1)).saturating_add(1);
            let added = at(&row, j).saturating_add(1);
            let mut best = replaced.min(removed).min(added);
            let left = j.checked_sub(1).and_then(|k| other.get(k)).copied();
            if last == Some(b) && left == Some(a) {
                best = best.min(at(&before, j.saturating_sub(1)).saturating_add(1));
            }
            row.push(best);
        }
        before = std::mem::replace(&mut previous, row);
        last = Some(a);
    }
    previous.last().copied().unwrap_or(wanted.len())
}
