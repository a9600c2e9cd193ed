//! Checked-in text that a test compares, and writes anew when asked to.

use std::path::Path;

/// Whether the tests write what they would compare: `JINGUO_BLESS=1 cargo test`.
pub fn blessing() -> bool {
    std::env::var("JINGUO_BLESS").is_ok_and(|value| value == "1")
}

/// Compares a text with a checked-in file, whose path counts from the root of the workspace.
///
/// # Panics
/// Where the two differ; the message names the first line that does.
pub fn compare(path: &str, now: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path);
    if blessing() {
        std::fs::write(&file, now).unwrap_or_else(|error| panic!("{path}: {error}"));
        return;
    }
    let then = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{path}: {error}"));
    let pairs = then.lines().map(Some).chain(std::iter::repeat(None));
    let lines = now.lines().map(Some).chain(std::iter::repeat(None));
    let longest = then.lines().count().max(now.lines().count());
    for (number, (then, now)) in pairs.zip(lines).take(longest).enumerate() {
        assert_eq!(
            then,
            now,
            "{path}, line {}; JINGUO_BLESS=1 writes it anew",
            number + 1
        );
    }
}
