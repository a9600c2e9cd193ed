//! The header is what cbindgen makes of the sources, and every function in it is documented.
#![allow(
    clippy::unwrap_used,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    reason = "a test may stop at a broken file"
)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// In the order in which a reader of the header needs them.
const SOURCES: [&str; 21] = [
    "version",
    "status",
    "words",
    "text",
    "error",
    "day",
    "number",
    "plan",
    "columns",
    "arrow",
    "batch",
    "rejections",
    "ledger",
    "evaluation",
    "live",
    "report",
    "gaps",
    "partial",
    "scorecards",
    "inputs",
    "scores",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

fn generated() -> String {
    let config = cbindgen::Config::from_file(root().join("cbindgen.toml")).unwrap();
    let mut builder = cbindgen::Builder::new().with_config(config);
    for source in SOURCES.iter().chain(&["signing"]) {
        builder = builder.with_src(root().join(format!("src/{source}.rs")));
    }
    let mut bytes = Vec::new();
    builder.generate().unwrap().write(&mut bytes);
    String::from_utf8(bytes).unwrap()
}

fn written() -> String {
    std::fs::read_to_string(root().join("include/jinguo.h")).unwrap_or_default()
}

#[test]
fn the_header_is_made_from_the_sources() {
    let text = generated();
    if std::env::var("JINGUO_BLESS").is_ok_and(|value| value == "1") {
        std::fs::write(root().join("include/jinguo.h"), &text).unwrap();
    }
    assert!(
        text == written(),
        "include/jinguo.h is stale: JINGUO_BLESS=1 cargo test -p jinguo-c --test header"
    );
}

/// The names of the exported functions, as the sources have them.
fn exported() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut folders = vec![root().join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            for (at, _) in text.match_indices("#[unsafe(no_mangle)]") {
                let name = text[at..].split("extern \"C\" fn ").nth(1).unwrap();
                names.insert(name.split('(').next().unwrap().to_owned());
            }
        }
    }
    names
}

/// The names of the functions in the header, each with the comment before it.
fn declared() -> Vec<(String, String)> {
    let text = written();
    let mut functions = Vec::new();
    for (at, _) in text.match_indices("*/\n") {
        let start = text[..at].rfind("/*").unwrap();
        let declaration = text[at + 3..].split(';').next().unwrap();
        let head = declaration.split('(').next().unwrap();
        let name = head.rsplit([' ', '*']).next().unwrap();
        let is_function = declaration.contains('(') && name.starts_with("jinguo_");
        if is_function && !declaration.contains("#define") && !declaration.contains("/*") {
            functions.push((name.to_owned(), text[start..at].to_owned()));
        }
    }
    functions
}

#[test]
fn every_exported_function_is_in_the_header_with_its_description() {
    let declared = declared();
    let names: BTreeSet<String> = declared.iter().map(|(name, _)| name.clone()).collect();
    assert_eq!(names, exported());
    for (name, comment) in declared {
        assert!(comment.len() > 40, "{name} is not described");
        let returns_status = !name.ends_with("_free")
            && ["Statuses:", "statuses as for", "Returns", "Thread rule"]
                .iter()
                .any(|word| comment.contains(word));
        assert!(
            name.ends_with("_free") || returns_status,
            "{name} names no statuses: {comment}"
        );
    }
}

#[test]
fn every_type_states_its_thread_rule() {
    let text = written();
    let types: Vec<&str> = text
        .lines()
        .filter_map(|line| line.strip_prefix("typedef struct ")?.split(' ').next())
        .collect();
    assert!(types.len() > 10, "{types:?}");
    for name in types {
        let at = text.find(&format!("typedef struct {name} ")).unwrap();
        let comment = &text[text[..at].rfind("/*").unwrap()..at];
        assert!(comment.contains("Thread rule:"), "{name}: {comment}");
        assert!(comment.contains("Free it with"), "{name}: {comment}");
    }
}

#[test]
fn the_version_of_the_interface_is_in_the_header() {
    let text = written();
    for (name, value) in [
        ("JINGUO_ABI_VERSION", jinguo_c::version::JINGUO_ABI_VERSION),
        (
            "JINGUO_ABI_MIN_COMPATIBLE",
            jinguo_c::version::JINGUO_ABI_MIN_COMPATIBLE,
        ),
    ] {
        assert!(text.contains(&format!("#define {name} {value}\n")), "{name}");
        assert!(jinguo_c::version::jinguo_abi_version() >= value);
    }
}
