//! `surface.md` names every function of the core and every function of the header, each with its other side or a reason.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at a broken file"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// The public functions of the core: those of a type as `module::Type::name`, with the folder as module. Its lints keep
/// `pub` for what is reachable.
fn core() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut folders = vec![path("../core/src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let file = entry.unwrap().path();
            if file.is_dir() {
                folders.push(file);
            } else if file.extension().is_some_and(|ending| ending == "rs") {
                let inside = file.strip_prefix(path("../core/src")).unwrap();
                let module = inside.components().next().unwrap().as_os_str();
                functions(&file, module.to_str().unwrap(), &mut found);
            }
        }
    }
    found
}

fn functions(file: &Path, module: &str, found: &mut BTreeSet<String>) {
    let mut owner = String::new();
    for line in std::fs::read_to_string(file).unwrap().lines() {
        if line.starts_with('}') {
            owner.clear();
        } else if let Some(head) = line.strip_prefix("impl") {
            let head = head
                .split_once("> ")
                .filter(|_| head.starts_with('<'))
                .map_or(head, |(_, rest)| rest);
            let of = head.split(" for ").last().unwrap().trim_start();
            owner = of.split([' ', '<', '{']).next().unwrap().to_owned() + "::";
        }
        let rest = line.trim_start();
        let rest = rest
            .strip_prefix("pub fn ")
            .or_else(|| rest.strip_prefix("pub const fn "));
        if let Some(rest) = rest {
            let name = rest.split(['(', '<']).next().unwrap();
            found.insert(format!("{module}::{owner}{name}"));
        }
    }
}

fn header() -> BTreeSet<String> {
    let text = std::fs::read_to_string(path("include/jinguo.h")).unwrap();
    let mut found = BTreeSet::new();
    for (at, _) in text.match_indices("jinguo_") {
        let rest = text.get(at..).unwrap();
        let end = rest
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '_')
            .unwrap();
        let starts_line = text
            .get(..at)
            .unwrap()
            .lines()
            .last()
            .is_some_and(|line| !line.trim_start().starts_with('*') && !line.contains('('));
        if rest.get(end..).unwrap().starts_with('(') && starts_line {
            found.insert(rest.get(..end).unwrap().to_owned());
        }
    }
    found
}

/// The rows of the tables: names of the core, names of the header, and the note.
fn rows() -> Vec<(Vec<String>, Vec<String>, String)> {
    let text = std::fs::read_to_string(path("surface.md")).unwrap();
    let names = |cell: &str| -> Vec<String> {
        cell.split('`')
            .skip(1)
            .step_by(2)
            .map(|name| name.trim().to_owned())
            .collect()
    };
    text.lines()
        .filter(|line| line.starts_with("| ") && line.contains('`'))
        .map(|line| {
            let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
            assert_eq!(cells.len(), 3, "{line}");
            (names(cells[0]), names(cells[1]), cells[2].to_owned())
        })
        .collect()
}

#[test]
fn every_function_of_both_sides_stands_in_the_list() {
    let rows = rows();
    let mut listed: BTreeMap<&str, usize> = BTreeMap::new();
    for name in rows.iter().flat_map(|(core, _, _)| core) {
        *listed.entry(name).or_default() += 1;
    }
    let core = core();
    assert!(core.len() > 100, "{}", core.len());
    let missing: Vec<&String> = core
        .iter()
        .filter(|name| !listed.contains_key(name.as_str()))
        .collect();
    let gone: Vec<&&str> = listed.keys().filter(|name| !core.contains(**name)).collect();
    assert!(
        missing.is_empty() && gone.is_empty(),
        "not in surface.md: {missing:#?}\nnot in the core: {gone:#?}"
    );
    assert!(listed.values().all(|count| *count == 1), "{listed:?}");

    let header = header();
    let here: BTreeSet<String> = rows.iter().flat_map(|(_, c, _)| c.clone()).collect();
    assert!(header.len() > 90);
    assert_eq!(
        header.symmetric_difference(&here).collect::<Vec<_>>(),
        Vec::<&String>::new(),
        "in the header or in surface.md alone"
    );
}

#[test]
fn every_difference_has_a_reason() {
    for (core, c, note) in rows() {
        if core.is_empty() || c.is_empty() {
            assert!(note.len() > 15, "{core:?} {c:?}: no reason");
        }
    }
}
