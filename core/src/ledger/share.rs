//! Work shared among the threads that the host gives.

#[cfg(feature = "threads")]
use std::sync::Mutex;

/// Among how many threads work is shared.
pub(crate) fn threads() -> usize {
    #[cfg(feature = "threads")]
    return std::thread::available_parallelism().map_or(1, usize::from);
    #[cfg(not(feature = "threads"))]
    1
}

/// Does all jobs, and gives what they gave in their order.
#[cfg(feature = "threads")]
pub(crate) fn share<J: Send, R: Send>(jobs: Vec<J>, work: impl Fn(J) -> R + Sync) -> Vec<R> {
    let threads = threads().min(jobs.len());
    if threads < 2 {
        return jobs.into_iter().map(work).collect();
    }
    let jobs = Mutex::new(jobs.into_iter().enumerate());
    let next = || jobs.lock().ok().and_then(|mut jobs| jobs.next());
    let take = || {
        let mut done = Vec::new();
        while let Some((place, job)) = next() {
            done.push((place, work(job)));
        }
        done
    };
    let mut done = std::thread::scope(|scope| {
        // A host that gives no thread leaves its share to the others.
        let others: Vec<_> = (1..threads)
            .filter_map(|_| std::thread::Builder::new().spawn_scoped(scope, take).ok())
            .collect();
        let mut done = take();
        for other in others {
            let joined = other.join();
            done.extend(joined.unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        done
    });
    done.sort_unstable_by_key(|(place, _)| *place);
    done.into_iter().map(|(_, result)| result).collect()
}

/// Does all jobs, and gives what they gave in their order.
#[cfg(not(feature = "threads"))]
pub(crate) fn share<J, R>(jobs: Vec<J>, work: impl Fn(J) -> R) -> Vec<R> {
    jobs.into_iter().map(work).collect()
}

/// Ranges that together are `0..len`, one for each thread.
pub(crate) fn ranges(len: usize) -> Vec<std::ops::Range<usize>> {
    let length = len.div_ceil(threads()).max(1);
    (0..len)
        .step_by(length)
        .map(|start| start..start.saturating_add(length).min(len))
        .collect()
}

/// Cuts `0..count` into about four jobs a thread; `before` tells how much there is to do before an item.
pub(crate) fn cut_evenly(count: usize, before: impl Fn(usize) -> usize) -> Vec<std::ops::Range<usize>> {
    let jobs = if threads() > 1 {
        threads().saturating_mul(4)
    } else {
        1
    };
    let most = before(count).div_ceil(jobs).max(1);
    let (mut cut, mut first) = (Vec::new(), 0usize);
    for item in 1..=count {
        if item == count || before(item).saturating_sub(before(first)) >= most {
            cut.push(first..item);
            first = item;
        }
    }
    cut
}

/// Adds a column behind another, which will have so many values in all; one that is all of them is not copied.
pub(crate) fn add<T>(to: &mut Vec<T>, mut more: Vec<T>, all: usize) {
    if to.is_empty() && more.len() == all {
        *to = more;
    } else {
        grow(to, all.saturating_sub(to.len()));
        to.append(&mut more);
    }
}

/// Makes room for more values: at least for an eighth of those that are there, so that batch after batch moves them seldom, and
/// little is left unused.
pub(super) fn grow<T>(to: &mut Vec<T>, more: usize) {
    if to.capacity().saturating_sub(to.len()) < more {
        to.reserve_exact(more.max(to.len() >> 3));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_jobs() {
        let jobs: Vec<u32> = (0..1000).collect();
        let doubled: Vec<u32> = jobs.iter().map(|job| job * 2).collect();
        assert_eq!(share(jobs, |job| job * 2), doubled);
        assert_eq!(share(Vec::<u32>::new(), |job| job), [0u32; 0]);
        for len in [0, 1, 2, 7, 1000] {
            let all: Vec<usize> = ranges(len).into_iter().flatten().collect();
            assert_eq!(all, (0..len).collect::<Vec<_>>());
            let all: Vec<usize> = cut_evenly(len, |item| item * item)
                .into_iter()
                .flatten()
                .collect();
            assert_eq!(all, (0..len).collect::<Vec<_>>());
        }
    }
}
