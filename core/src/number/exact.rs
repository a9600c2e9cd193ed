//! Sums of fractions that are the same in whatever order they are added.

use super::Rational;

/// A sum of rational numbers over the least common denominator of all that were added: what is above zero and what is
/// below apart. None of the three ever shrinks, so whether one leaves 127 bits does not depend on the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Exact {
    denominator: u128,
    above: u128,
    below: u128,
}

const MOST: u128 = i128::MAX.unsigned_abs();

impl Exact {
    pub(crate) const ZERO: Self = Self {
        denominator: 1,
        above: 0,
        below: 0,
    };
    /// A sum that left its bits; it stays so.
    const TOO_LARGE: Self = Self {
        denominator: 1,
        above: u128::MAX,
        below: 0,
    };

    /// The denominator, what is above zero and what is below.
    pub(crate) fn parts(&self) -> [u128; 3] {
        [self.denominator, self.above, self.below]
    }

    /// A sum from its parts; `None` where no numbers have them.
    pub(crate) fn from_parts([denominator, above, below]: [u128; 3]) -> Option<Self> {
        let sum = Self {
            denominator,
            above,
            below,
        };
        let fits = [denominator, above, below].into_iter().all(|part| part <= MOST) && denominator > 0;
        (fits || sum == Self::TOO_LARGE).then_some(sum)
    }

    pub(crate) fn add(&mut self, other: &Self) {
        *self = self.plus(other).unwrap_or(Self::TOO_LARGE);
    }

    /// `None` where a part leaves its bits.
    fn plus(&self, other: &Self) -> Option<Self> {
        if *self == Self::TOO_LARGE || *other == Self::TOO_LARGE {
            return None;
        }
        let (a, b) = (self.denominator, other.denominator);
        let (one, two, denominator) = if a == b {
            (1, 1, a)
        } else {
            let shared = gcd(a, b);
            let (to_a, to_b) = (b.checked_div(shared)?, a.checked_div(shared)?);
            (to_a, to_b, a.checked_mul(to_a)?)
        };
        let sum = |x: u128, y: u128| x.checked_mul(one)?.checked_add(y.checked_mul(two)?);
        let sum = Self {
            denominator,
            above: sum(self.above, other.above)?,
            below: sum(self.below, other.below)?,
        };
        Self::from_parts(sum.parts())
    }

    /// The number; `None` where the sum left its bits.
    pub(crate) fn value(&self) -> Option<Rational> {
        if *self == Self::TOO_LARGE {
            return None;
        }
        let [denominator, above, below] = self.parts().map(i128::try_from);
        Rational::new(above.ok()?.checked_sub(below.ok()?)?, denominator.ok()?)
    }
}

fn gcd(mut a: u128, mut b: u128) -> u128 {
    while let Some(rest) = a.checked_rem(b) {
        (a, b) = (b, rest);
    }
    a.max(1)
}

impl From<Rational> for Exact {
    fn from(number: Rational) -> Self {
        let size = number.numerator().unsigned_abs();
        Self {
            denominator: number.denominator().unsigned_abs(),
            above: if number.is_negative() { 0 } else { size },
            below: if number.is_negative() { size } else { 0 },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sum(numbers: &[Rational]) -> Exact {
        let mut sum = Exact::ZERO;
        numbers.iter().for_each(|number| sum.add(&(*number).into()));
        sum
    }

    proptest! {
        #[test]
        fn a_sum_is_the_same_in_every_order(
            parts in proptest::collection::vec((any::<i64>(), 1..1000i64), 0..12),
            scale in prop_oneof![Just(1i128), Just(1i128 << 60)],
            cut in 0..12usize,
        ) {
            let numbers: Vec<Rational> = parts
                .iter()
                .filter_map(|(above, below)| Rational::new(i128::from(*above).checked_mul(scale)?, (*below).into()))
                .collect();
            let whole = sum(&numbers);
            let (head, tail) = numbers.split_at(cut.min(numbers.len()));
            let mut apart = sum(tail);
            apart.add(&sum(head));
            prop_assert_eq!(apart, whole);
            prop_assert_eq!(Exact::from_parts(whole.parts()), Some(whole));
            let plain = numbers.iter().try_fold(Rational::ZERO, |sum, number| sum.plus(*number));
            if let (Some(value), Some(plain)) = (whole.value(), plain) {
                prop_assert_eq!(value, plain);
            }
            if scale == 1 && numbers.len() < 4 {
                prop_assert_eq!(whole.value(), plain);
            }
        }
    }
}
