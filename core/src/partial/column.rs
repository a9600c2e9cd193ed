//! Counts as bytes: an array of the smallest numbers that hold them.

/// A column of counts. Its width is the fewest bytes that hold every one: 0, 1, 2, 4, 8 or 16; of width 0 all are zero.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Column {
    width: u8,
    /// Numbers of `width` bytes, the lowest byte first.
    bytes: Vec<u8>,
}

/// The fewest bytes that hold a number.
fn width_of(most: u128) -> u8 {
    match most {
        0 => 0,
        1..=0xff => 1,
        0x100..=0xffff => 2,
        0x1_0000..=0xffff_ffff => 4,
        0x1_0000_0000..=0xffff_ffff_ffff_ffff => 8,
        _ => 16,
    }
}

impl Column {
    /// A column of some numbers.
    pub(crate) fn new<N: Copy + Into<u128>>(numbers: impl Iterator<Item = N> + Clone) -> Self {
        let most = numbers.clone().map(Into::into).fold(0, |a: u128, b| a.max(b));
        let width = width_of(most);
        let mut bytes = Vec::new();
        if width > 0 {
            for number in numbers {
                let number: u128 = number.into();
                let number = number.to_le_bytes();
                bytes.extend_from_slice(number.get(..usize::from(width)).unwrap_or_default());
            }
        }
        Self { width, bytes }
    }

    /// A column as it was written; `None` where its width is none of those, its length another, or a smaller width would do.
    pub(crate) fn read(width: u8, bytes: &[u8], len: usize) -> Option<Self> {
        let column = Self {
            width,
            bytes: bytes.to_vec(),
        };
        let fits = matches!(width, 0 | 1 | 2 | 4 | 8 | 16) && column.fits(len);
        let most = column.iter().max().unwrap_or(0);
        (fits && width_of(most) == width).then_some(column)
    }

    pub(crate) fn width(&self) -> u8 {
        self.width
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Whether it has so many numbers; one of zeros has as many as one likes.
    pub(crate) fn fits(&self, len: usize) -> bool {
        len.checked_mul(usize::from(self.width)) == Some(self.bytes.len())
    }

    /// The numbers; none for a column of zeros.
    fn iter(&self) -> impl Iterator<Item = u128> + '_ {
        let width = usize::from(self.width).max(1);
        self.bytes.chunks_exact(width).map(|bytes| {
            let mut number = [0u8; 16];
            number
                .iter_mut()
                .zip(bytes)
                .for_each(|(slot, byte)| *slot = *byte);
            u128::from_le_bytes(number)
        })
    }

    /// All `len` numbers.
    pub(crate) fn numbers(&self, len: usize) -> impl Iterator<Item = u128> + '_ {
        let zeros = if self.width == 0 { len } else { 0 };
        self.iter().chain(std::iter::repeat_n(0, zeros))
    }

    /// All `len` numbers, as counts.
    pub(crate) fn counts(&self, len: usize) -> impl Iterator<Item = u64> + '_ {
        self.numbers(len)
            .map(|number| u64::try_from(number).unwrap_or(u64::MAX))
    }

    /// The sums of columns, place by place.
    pub(crate) fn sum(columns: &[&Self], len: usize) -> Self {
        let columns: Vec<&Self> = columns
            .iter()
            .copied()
            .filter(|column| column.width > 0)
            .collect();
        match columns.as_slice() {
            [] => return Self::default(),
            [only] => return Self::clone(only),
            _ => {}
        }
        let widest = columns.iter().map(|column| column.width).max().unwrap_or(0);
        // As long as no sum can leave it, the narrowest accumulator is the quickest.
        match (widest, columns.len()) {
            (1, ..=256) => Self::sum_in::<u16>(&columns, len),
            (1 | 2, ..=65_536) => Self::sum_in::<u32>(&columns, len),
            _ => Self::sum_in::<u64>(&columns, len),
        }
    }

    fn sum_in<A: Sum>(columns: &[&Self], len: usize) -> Self {
        let mut sums = vec![A::default(); len];
        for column in columns {
            let bytes = &column.bytes;
            match column.width {
                1 => add::<A, 1>(&mut sums, bytes, |[byte]| A::small(u16::from(byte))),
                2 => add::<A, 2>(&mut sums, bytes, |bytes| A::small(u16::from_le_bytes(bytes))),
                4 => add::<A, 4>(&mut sums, bytes, |bytes| {
                    A::wide(u32::from_le_bytes(bytes).into())
                }),
                8 => add::<A, 8>(&mut sums, bytes, |bytes| A::wide(u64::from_le_bytes(bytes))),
                _ => add::<A, 16>(&mut sums, bytes, |bytes| {
                    A::wide(u64::try_from(u128::from_le_bytes(bytes)).unwrap_or(u64::MAX))
                }),
            }
        }
        Self::new(sums.iter().map(|sum| (*sum).into()))
    }
}

fn add<A: Sum, const WIDTH: usize>(sums: &mut [A], bytes: &[u8], number: impl Fn([u8; WIDTH]) -> A) {
    let (numbers, _) = bytes.as_chunks::<WIDTH>();
    for (sum, bytes) in sums.iter_mut().zip(numbers) {
        *sum = sum.plus(number(*bytes));
    }
}

/// A number that sums columns.
trait Sum: Copy + Default + Into<u64> {
    fn small(number: u16) -> Self;
    /// Used by the widest only.
    fn wide(number: u64) -> Self;
    fn plus(self, other: Self) -> Self;
}

macro_rules! sums {
    ($($type:ty),*) => {$(
        impl Sum for $type {
            fn small(number: u16) -> Self {
                number.into()
            }
            fn wide(number: u64) -> Self {
                Self::try_from(number).unwrap_or(Self::MAX)
            }
            fn plus(self, other: Self) -> Self {
                self.saturating_add(other)
            }
        }
    )*};
}
sums!(u16, u32, u64);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_as_narrow_as_its_largest_number_allows() {
        for (most, width) in [(0u64, 0), (255, 1), (256, 2), (65_536, 4), (u64::MAX, 8)] {
            let numbers = [0, most, 0];
            let column = Column::new(numbers.iter().copied());
            assert_eq!(column.width(), width);
            assert_eq!(column.counts(3).collect::<Vec<u64>>(), numbers);
            assert_eq!(Column::read(width, column.bytes(), 3), Some(column));
        }
        assert_eq!(Column::read(2, &[1, 0], 1), None, "one byte would do");
        assert_eq!(Column::read(1, &[1, 1], 1), None, "two numbers instead of one");
        assert_eq!(Column::read(3, &[1, 1, 1], 1), None, "no such width");
    }

    #[test]
    fn sums_leave_no_width() {
        let column = |number: u64, len| Column::new(std::iter::repeat_n(number, len));
        for number in [255, 256, 65_535, 65_536, 1 << 40] {
            let one = column(number, 3);
            let many: Vec<&Column> = std::iter::repeat_n(&one, 300).collect();
            assert_eq!(Column::sum(&many, 3), column(number * 300, 3));
        }
        let most = column(u64::MAX, 2);
        assert_eq!(Column::sum(&[&most, &most], 2), most);
        assert_eq!(Column::sum(&[&column(0, 2), &most], 2), most);
    }
}
