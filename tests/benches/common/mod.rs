//! What the benchmarks of the whole city share.

use jinguo::ledger::{Batch, Table};
use std::path::Path;
use std::time::{Duration, Instant};

/// Time on the core since the thread began; elapsed time where the system does not tell (Linux does).
pub fn on_core(begin: Instant) -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|text| text.split_whitespace().next()?.parse().ok());
    nanoseconds.map_or_else(|| begin.elapsed(), Duration::from_nanos)
}

/// The six files of a folder as one batch.
pub fn read(folder: &Path) -> Batch {
    let mut batch = Batch::new();
    for table in Table::ALL {
        let bytes = std::fs::read(folder.join(table.file_name())).unwrap();
        batch.read_csv(table, table.file_name(), &bytes).unwrap();
    }
    batch
}
