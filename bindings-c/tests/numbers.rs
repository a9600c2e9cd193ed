//! Numbers of the header never change their meaning: they are those of the core, and those that were published.
#![allow(
    clippy::unwrap_used,
    clippy::string_slice,
    reason = "a test may stop at a broken file"
)]

use jinguo::error::Code;
use jinguo::ledger::Table;
use std::collections::BTreeMap;
use std::ffi::CStr;
use std::path::{Path, PathBuf};

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// Every number that the header defines.
fn defined() -> BTreeMap<String, String> {
    let text = std::fs::read_to_string(path("include/jinguo.h")).unwrap();
    text.lines()
        .filter_map(|line| line.strip_prefix("#define JINGUO_")?.split_once(' '))
        .filter(|(name, _)| !name.contains('(') && *name != "CHECK_RETURN")
        .map(|(name, value)| (format!("JINGUO_{name}"), value.trim().to_owned()))
        .collect()
}

#[test]
fn no_published_number_changes() {
    let file = path("tests/numbers.txt");
    let written: String = defined()
        .iter()
        .map(|(name, value)| format!("{name} {value}\n"))
        .collect();
    if std::env::var("JINGUO_BLESS").is_ok_and(|value| value == "1") {
        std::fs::write(&file, &written).unwrap();
    }
    let published = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(
        published == written,
        "a number was added or changed; if added: JINGUO_BLESS=1 cargo test -p jinguo-c --test numbers"
    );
}

#[test]
fn every_code_of_the_core_is_a_status_with_the_same_number_and_name() {
    let defined = defined();
    for code in Code::ALL {
        let number = i32::try_from(code.number()).unwrap();
        let constant = format!("JINGUO_STATUS_{}", code.name().to_uppercase());
        assert_eq!(defined.get(&constant), Some(&number.to_string()), "{constant}");
        let name = jinguo_c::error::jinguo_status_name(number);
        assert!(!name.is_null(), "{constant}");
        // SAFETY: the library gives NUL-terminated texts that live as long as the program.
        #[allow(unsafe_code, reason = "text of the library")]
        let name = unsafe { CStr::from_ptr(name) };
        assert_eq!(name.to_str().unwrap(), code.name());
    }
    let statuses = defined
        .keys()
        .filter(|name| name.starts_with("JINGUO_STATUS_"))
        .count();
    assert_eq!(statuses, Code::ALL.len().saturating_add(1), "and OK");
}

#[test]
fn tables_have_the_numbers_of_their_files() {
    let defined = defined();
    for (number, table) in Table::ALL.iter().enumerate() {
        let name = table.file_name().trim_end_matches(".csv").to_uppercase();
        assert_eq!(
            defined.get(&format!("JINGUO_TABLE_{name}")),
            Some(&number.to_string()),
            "{name}"
        );
    }
}
