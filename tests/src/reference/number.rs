//! Fractions of whole numbers.

use jinguo::number::Rational;
use num_rational::Ratio;

/// A fraction.
pub type Q = Ratio<i128>;

/// A number of the documents as a fraction.
pub fn q(value: Rational) -> Q {
    Q::new(value.numerator(), value.denominator())
}

/// A whole number as a fraction.
pub fn whole(value: u64) -> Q {
    Q::from_integer(i128::from(value))
}

/// A fraction as a number of the documents.
pub fn rational(value: Q) -> Rational {
    Rational::new(*value.numer(), *value.denom()).expect("a number of the documents")
}
