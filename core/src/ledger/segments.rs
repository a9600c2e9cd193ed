//! A long list in segments, each of which can be used up and freed while the others still wait.

/// How many values a segment has at most. Those of keys are some megabytes: few enough to be had again and again from one place,
/// and enough for rows of one part of them to fill a page.
const SEGMENT: usize = if cfg!(test) { 1 << 10 } else { 1 << 18 };

/// Values in the order in which they came.
#[derive(Clone, Default)]
pub(crate) struct Segments<T> {
    /// None of them is empty.
    before: Vec<Vec<T>>,
    last: Vec<T>,
}

impl<T> Segments<T> {
    #[inline]
    pub(crate) fn push(&mut self, value: T) {
        if self.last.len() >= SEGMENT {
            self.begin();
        }
        self.last.push(value);
    }

    #[cold]
    fn begin(&mut self) {
        let full = std::mem::replace(&mut self.last, Vec::with_capacity(SEGMENT));
        self.before.push(full);
    }

    pub(crate) fn len(&self) -> usize {
        let lengths = self.before.iter().map(Vec::len);
        lengths.fold(self.last.len(), usize::saturating_add)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.before.is_empty() && self.last.is_empty()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &T> {
        self.before.iter().flatten().chain(&self.last)
    }

    #[cfg(feature = "threads")]
    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.before.iter_mut().flatten().chain(&mut self.last)
    }

    /// The segments, none of which is empty.
    pub(crate) fn into_vecs(mut self) -> Vec<Vec<T>> {
        if !self.last.is_empty() {
            self.before.push(self.last);
        }
        self.before
    }

    /// Forgets all values but the first `len`.
    pub(crate) fn truncate(&mut self, len: usize) {
        let mut left = len;
        for segment in &mut self.before {
            segment.truncate(left);
            left = left.saturating_sub(segment.len());
        }
        self.last.truncate(left);
        self.before.retain(|segment| !segment.is_empty());
    }

    /// Adds the values of another.
    #[cfg(feature = "threads")]
    pub(crate) fn append(&mut self, other: Self) {
        for mut segment in other.into_vecs() {
            if self.last.is_empty() {
                self.last = segment;
            } else if self.last.len().saturating_add(segment.len()) <= SEGMENT {
                self.last.append(&mut segment);
            } else {
                self.before.push(std::mem::take(&mut self.last));
                self.last = segment;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_come_back_as_they_were_put_in() {
        let mut values = Segments::default();
        assert!(values.is_empty());
        (0..5000).for_each(|value| values.push(value));
        let all = |values: &Segments<i32>| values.iter().copied().collect::<Vec<_>>();
        assert_eq!((values.len(), all(&values)), (5000, (0..5000).collect()));
        for len in [4096, 4000, 1025, 1024, 1, 0] {
            values.truncate(len);
            assert_eq!(all(&values), (0..len as i32).collect::<Vec<_>>());
            let mut more = values.clone();
            more.push(7);
            assert_eq!((more.len(), all(&more).last()), (len + 1, Some(&7)));
        }
        assert!(values.is_empty() && values.into_vecs().is_empty());
    }

    #[cfg(feature = "threads")]
    #[test]
    fn appended_values_stand_behind_the_others() {
        let (mut all, mut next) = (Segments::default(), 0);
        for length in [0, 3, 1021, 1, 2500, 10, 0, 1024] {
            let mut more = Segments::default();
            (next..next + length).for_each(|value| more.push(value));
            next += length;
            all.append(more);
        }
        all.iter_mut().for_each(|value| *value += 1);
        assert_eq!(
            all.iter().copied().collect::<Vec<_>>(),
            (1..=next).collect::<Vec<_>>()
        );
        let lengths: Vec<usize> = all.into_vecs().iter().map(Vec::len).collect();
        assert!(lengths.iter().all(|length| (1..=SEGMENT).contains(length)));
    }
}
