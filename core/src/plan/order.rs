//! The order of computation: components before the composites that use them.

use super::{Measure, Places};

/// For each measure the places of its components. Unknown ones are left out; the check reports them.
pub(super) fn components(measures: &[Measure], places: &Places) -> Vec<Vec<usize>> {
    measures
        .iter()
        .map(|measure| {
            let parts = measure.components.iter();
            parts
                .filter_map(|part| places.get(&part.measure).copied())
                .collect()
        })
        .collect()
}

/// Every measure once, in the order of the document, but each after all its components. Where measures form a circle
/// this cannot be; then it ends all the same, and the check reports the circle.
pub(super) fn components_first(components: &[Vec<usize>]) -> Vec<usize> {
    let mut seen = vec![false; components.len()];
    let mut order = Vec::with_capacity(components.len());
    // A measure on the way, and how many of its components have been looked at. Not recursive: a chain of a million
    // composites may not end the program.
    let mut path: Vec<(usize, usize)> = Vec::new();
    for start in 0..components.len() {
        let mut next = Some(start);
        loop {
            if let Some(measure) = next.take()
                && let Some(mark) = seen.get_mut(measure)
                && !*mark
            {
                *mark = true;
                path.push((measure, 0));
            }
            let Some((measure, looked)) = path.last_mut() else {
                break;
            };
            match components.get(*measure).and_then(|parts| parts.get(*looked)) {
                Some(part) => {
                    *looked = looked.saturating_add(1);
                    next = Some(*part);
                }
                None => {
                    order.push(*measure);
                    path.pop();
                }
            }
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::components_first;

    #[test]
    fn components_come_before_composites_and_the_rest_keeps_its_order() {
        let parts = vec![vec![3, 1], vec![2], vec![], vec![], vec![]];
        assert_eq!(components_first(&parts), [3, 2, 1, 0, 4]);
    }

    #[test]
    fn a_circle_ends_and_gives_every_measure_once() {
        let parts = vec![vec![1], vec![0, 1], vec![], vec![0]];
        assert_eq!(components_first(&parts), [1, 0, 2, 3]);
    }

    #[test]
    fn a_chain_of_a_million_composites_is_ordered() {
        let last = 1_000_000;
        let parts: Vec<Vec<usize>> = (1..=last).map(|next| vec![next]).chain([vec![]]).collect();
        let order = components_first(&parts);
        assert_eq!((order.len(), order[0], order[last]), (last + 1, last, 0));
    }
}
