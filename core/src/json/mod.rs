//! Strict JSON: every fault of form at once, each with JSON pointer, line and column.
//!
//! A text is read into a borrowed tree that knows where everything stands, then compared with the JSON Schema of its
//! document, and only then given to the derived readers.

mod hint;
mod lines;
mod reader;
mod schema;
mod shape;
mod syntax;
mod tree;

pub(crate) use hint::{cut, known, one_of};
pub(crate) use reader::{value, value_beside};
pub(crate) use schema::Root;
pub(crate) use tree::Tree;

use crate::error::Error;
use serde::de::DeserializeOwned;

/// Reads a JSON text into a value. `name` is what messages call the text; `first_line` is the number of its first
/// line: 1 for a document, the number of the line for one line of a file.
///
/// # Errors
/// Every fault of syntax, or else every fault of form, in the order of the text.
pub(crate) fn read<T: DeserializeOwned>(
    text: &str,
    name: &str,
    first_line: u32,
    root: Root,
) -> Result<T, Error> {
    let text = without_mark(text);
    value(&tree(text, name, first_line, root)?)
}

/// Reads a small value that a program passes as JSON: a query, a subject, a signature. Keys are as strict as in documents;
/// `name` is what messages call the text.
///
/// ```
/// use jinguo::gap::Subject;
/// let subject: Subject = jinguo::json::argument(r#"{"person": "p-1"}"#, "subject")?;
/// assert_eq!(subject, Subject::Person("p-1".into()));
/// assert!(jinguo::json::argument::<Subject>(r#"{"persn": "p-1"}"#, "subject").is_err());
/// # Ok::<(), jinguo::Error>(())
/// ```
///
/// # Errors
/// `bad_json`, or `wrong_type` at the first value that is not of the type, with line and column.
pub fn argument<T: DeserializeOwned>(text: &str, name: &str) -> Result<T, Error> {
    value(&Tree::read(without_mark(text), name, 1)?)
}

/// The tree of a text whose form is right.
///
/// # Errors
/// As [`read`].
pub(crate) fn tree<'a>(text: &'a str, name: &'a str, first_line: u32, root: Root) -> Result<Tree<'a>, Error> {
    let tree = Tree::read(text, name, first_line)?;
    shape::check(&tree, root).into_result()?;
    Ok(tree)
}

/// The text without the byte order mark that some editors write before it.
pub(crate) fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// Adds a step to a JSON pointer (RFC 6901).
pub(crate) fn push_token(pointer: &mut String, token: &str) {
    pointer.push('/');
    for character in token.chars() {
        match character {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            other => pointer.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Fault;
    use crate::ledger::Record;
    use crate::plan::PlanDocument;

    /// Code, pointer, line, column and what was found, of each fault.
    fn faults<T: DeserializeOwned>(text: &str, root: Root) -> Vec<String> {
        let error = read::<T>(text, "", 1, root).err().expect("faults");
        let say = |fault: &Fault| {
            let place = &fault.place;
            format!(
                "{} {} {}:{} {}",
                fault.code.name(),
                place.pointer.as_deref().unwrap_or("-"),
                place.line.unwrap_or(0),
                place.column.unwrap_or(0),
                fault.found
            )
        };
        error.faults().iter().map(say).collect()
    }

    #[test]
    fn a_record_that_fits_is_read() {
        let text = r#"{"record":"person","id":"p1","unit":"u1","birth_date":null,"roles":["minor"]}"#;
        let record: Record = read(text, "persons.jsonl", 3, Root::Record).unwrap();
        assert!(matches!(record, Record::Person(person) if person.id == "p1" && person.birth_date.is_none()));
    }

    #[test]
    fn all_faults_of_a_record_come_at_once_in_the_order_of_the_text() {
        let text = "{\"record\":\"organisation\",\"id\":7,\"kind\":\"妇联\",\"mode\":\"jiont\",\n\
            \"estalished\":\"2022-02-30\",\"dissolved\":\"2022-02-30\",\"members\":-1,\"executives\":1.0,\"id\":\"x\"}";
        assert_eq!(
            faults::<Record>(text, Root::Record),
            [
                "missing_key  1:1 ",
                "missing_key  1:1 ",
                "wrong_type /id 1:31 7",
                "unknown_word /mode 1:52 jiont",
                "unknown_key /estalished 2:1 estalished",
                "bad_date /dissolved 2:39 2022-02-30",
                "out_of_range /members 2:62 -1",
                "wrong_type /executives 2:78 1.0",
                "duplicate_key /id 2:82 id",
            ]
        );
    }

    #[test]
    fn the_key_of_an_open_map_may_not_stand_twice() {
        let text = r#"{"record":"activity","id":"a","kind":"k","date":"2022-01-01","status":"held","hosts":["u"],"headcounts":{"m/x":1,"m/x":2}}"#;
        assert_eq!(
            faults::<Record>(text, Root::Record),
            ["duplicate_key /headcounts/m~1x 1:114 m/x"]
        );
    }

    #[test]
    fn a_tag_that_is_missing_or_wrong_is_told() {
        assert_eq!(faults::<Record>("{}", Root::Record), ["missing_key  1:1 "]);
        assert_eq!(
            faults::<Record>(r#"{"record":"persn"}"#, Root::Record),
            ["unknown_word /record 1:11 persn"]
        );
        assert_eq!(
            faults::<Record>(r#"{"record":1}"#, Root::Record),
            ["unknown_word /record 1:11 1"]
        );
        assert_eq!(faults::<Record>("[]", Root::Record), ["wrong_type  1:1 []"]);
    }

    #[test]
    fn the_key_of_a_withdrawn_record_is_one_of_the_six() {
        let text = |of: &str| format!(r#"{{"record":"withdrawal","recorded_at":"2022-01-01","of":{of}}}"#);
        assert!(read::<Record>(&text(r#"{"activity":"a"}"#), "", 1, Root::Record).is_ok());
        assert_eq!(
            faults::<Record>(&text(r#"{"activty":"a"}"#), Root::Record),
            ["unknown_key /of/activty 1:57 activty"]
        );
        assert_eq!(
            faults::<Record>(&text(r#"{"activity":"a","unit":{}}"#), Root::Record),
            [
                "exactly_one /of 1:56 {\"activity\":\"a\",\"unit\":{}}",
                "missing_key /of/unit 1:79 "
            ]
        );
        assert_eq!(
            faults::<Record>(&text("{}"), Root::Record),
            ["exactly_one /of 1:56 {}"]
        );
        assert_eq!(
            faults::<Record>(&text("\"unit\""), Root::Record),
            ["unknown_word /of 1:56 unit"]
        );
    }

    #[test]
    fn numbers_past_every_limit_are_out_of_range() {
        let text = |value: &str| {
            format!(
                r#"{{"record":"observation","id":"o","kind":"k","unit":"u","date":"2022-01-01","value":{value}}}"#
            )
        };
        let first = |value: &str| faults::<Record>(&text(value), Root::Record).swap_remove(0);
        let nines = "9".repeat(400);
        assert!(first(&nines).starts_with("out_of_range /value"));
        assert!(first("1e999").starts_with("bad_number /value"));
        assert!(first("0.5").starts_with("bad_number /value"));
        assert!(first("-0").starts_with("bad_number /value"));
        assert!(first("\"5 %\"").starts_with("bad_number /value"));
        assert!(read::<Record>(&text("18446744073709551615"), "", 1, Root::Record).is_ok());
        assert!(read::<Record>(&text("-9223372036854775808"), "", 1, Root::Record).is_ok());
        assert!(read::<Record>(&text("\"95.5%\""), "", 1, Root::Record).is_ok());
    }

    #[test]
    fn broken_syntax_is_told_with_line_and_column_in_characters() {
        for (text, at) in [
            ("", "1:1"),
            ("{\"标题\": 常}", "1:8"),
            ("{\n  \"a\": 1,\n}", "3:1"),
            ("{\"a\" 1}", "1:6"),
            ("[1] 2", "1:5"),
            ("{\"a\": \"\u{1}\"}", "1:8"),
            ("{\"a\": \"x", "1:8"),
        ] {
            let said = faults::<PlanDocument>(text, Root::Plan);
            assert!(
                said[0].starts_with("bad_json  ") && said.len() == 1,
                "{text}: {said:?}"
            );
            assert!(said[0].contains(&format!(" {at} ")), "{text}: {said:?}");
        }
    }

    #[test]
    fn a_byte_order_mark_is_no_fault() {
        let text =
            "\u{feff}{\"record\":\"participation\",\"activity\":\"a\",\"person\":\"p\",\"role\":\"r\"}";
        assert!(read::<Record>(text, "", 1, Root::Record).is_ok());
    }

    #[test]
    fn null_stands_for_a_missing_value_in_records_but_not_in_plans() {
        let text = r#"{"schema":"","id":"","version":"","status":"draft","title":{"zh":"","en":null},"source":{"title":"","issuer":""},
            "period":{"calendar_year":2022},"hierarchy":"","vocabulary":{},"pace":[],"clauses":[],"measures":[]}"#;
        assert_eq!(
            faults::<PlanDocument>(text, Root::Plan),
            ["wrong_type /title/en 1:74 null"]
        );
        let text = r#"{"record":"participation","activity":"a","person":"p","role":"r","recorded_at":null}"#;
        assert!(read::<Record>(text, "", 1, Root::Record).is_ok());
    }

    #[test]
    fn what_the_schema_lets_pass_the_reader_takes() {
        // Only the schema text of a plan: every required key, each with a value of the right form.
        let text = r#"{"schema":"","id":"","version":"","status":"draft","title":{"zh":""},"source":{"title":"","issuer":""},
            "period":{"rolling_months":{"months":65535,"month_end":"up"}},"hierarchy":"","vocabulary":{},"pace":[],"clauses":[],"measures":[]}"#;
        assert!(read::<PlanDocument>(text, "", 1, Root::Plan).is_ok());
    }
}
