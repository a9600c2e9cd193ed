//! Any bytes as a CSV file of any table: no panic, a batch changes as a whole or not at all, and good rows are good.
#![no_main]

use jinguo::ledger::{Batch, Ledger, Table};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    // The last byte chooses the table, so that a file is a seed with one byte more.
    let Some((choice, bytes)) = input.split_last() else {
        return;
    };
    let table = Table::ALL[usize::from(*choice) % Table::ALL.len()];
    let mut batch = Batch::new();
    match batch.read_csv(table, table.file_name(), bytes) {
        Ok(rows) => assert_eq!(rows, batch.len()),
        Err(error) => {
            assert!(batch.is_empty(), "a bad file leaves nothing behind");
            assert!(!error.zh().is_empty() && !error.en().is_empty());
        }
    }
    let mut good = Batch::new();
    let _ = good.read_csv_good_rows(table, table.file_name(), bytes);
    let rows = good.len();
    let mut ledger = Ledger::new();
    let receipt = ledger.apply_good_rows(good);
    assert_eq!(receipt.accepted + receipt.rejected.len(), rows);
});
