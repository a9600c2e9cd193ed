//! From six outcomes to one class.

use super::criterion::Truth;
use jinguo::gap::Class;

/// The outcomes of the six criteria for one subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcomes {
    pub initial_population: Truth,
    pub denominator: Truth,
    pub denominator_exclusion: Truth,
    pub numerator: Truth,
    pub numerator_exclusion: Truth,
    pub denominator_exception: Truth,
}

/// The class of a subject of which everything is known.
fn certain(ip: bool, d: bool, dx: bool, n: bool, nx: bool, de: bool, still_time: bool) -> Class {
    if !ip || !d {
        Class::Outside
    } else if dx {
        Class::Excluded
    } else if n && nx {
        Class::Void
    } else if n {
        Class::Met
    } else if de {
        Class::Excepted
    } else if still_time {
        Class::Prospective
    } else {
        Class::Open
    }
}

/// The one class that every completion of the unknown outcomes gives, else `unknown`.
pub fn classify(outcomes: Outcomes, still_time: bool) -> Class {
    let both = |outcome: Truth| match outcome {
        Some(known) => vec![known],
        None => vec![false, true],
    };
    let mut classes = Vec::new();
    for ip in both(outcomes.initial_population) {
        for d in both(outcomes.denominator) {
            for dx in both(outcomes.denominator_exclusion) {
                for n in both(outcomes.numerator) {
                    for nx in both(outcomes.numerator_exclusion) {
                        for de in both(outcomes.denominator_exception) {
                            classes.push(certain(ip, d, dx, n, nx, de, still_time));
                        }
                    }
                }
            }
        }
    }
    if classes.iter().all(|class| *class == classes[0]) {
        classes[0]
    } else {
        Class::Unknown
    }
}
