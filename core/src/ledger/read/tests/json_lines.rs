use super::*;

const GOOD: &str = "\u{feff}{\"record\":\"unit\",\"id\":\"u\",\"name\":\"区\",\"level\":\"county\",\"attributes\":{\"a\":\"1\"}}\r\n\
    \n\
    {\"record\":\"person\",\"id\":\"p\",\"unit\":\"u\",\"roles\":[\"minor\",\"x\"]}\n\
    {\"record\":\"withdrawal\",\"of\":{\"activity\":\"a\"},\"recorded_at\":\"2022-06-01 09:00\"}";

#[test]
fn one_record_a_line() {
    let mut batch = Batch::new();
    assert_eq!(batch.read_json_lines("f.jsonl", GOOD.as_bytes()).unwrap(), 3);
    assert_eq!(batch.units[0].1.attributes["a"], "1");
    assert_eq!(batch.role_lists.get(0).as_str(), "minor;x");
    assert_eq!(batch.place(batch.withdrawals[0].0).row, Some(4));
}

#[test]
fn all_faults_of_all_lines_come_with_line_and_column() {
    let text = "{\"record\":\"person\",\"id\":1,\"unit\":\"u\",\"birth_date\":\"2012-02-30\"}\n\
        {\"record\":\"unit\",\"id\":\"u\",\"name\":\"区\",\"level\":\"l\",\"attributes\":{\"a\":\"1\",\"a\":\"2\"}}\n\
        {\"record\":\"person\",\"id\":\"p\",\"unit\":\"u\"\n\
        {\"record\":\"person\",\"id\":\"p\",\"unit\":\"u\"}\n";
    let mut batch = Batch::new();
    let error = batch.read_json_lines("f.jsonl", text.as_bytes()).unwrap_err();
    let told: Vec<_> = error
        .faults()
        .iter()
        .map(|fault| {
            (
                fault.code.name(),
                fault.place.line,
                fault.place.pointer.clone().unwrap_or_default(),
            )
        })
        .collect();
    let at = |code, line, pointer: &str| (code, Some(line), pointer.to_owned());
    assert_eq!(
        told,
        [
            at("wrong_type", 1, "/id"),
            at("bad_date", 1, "/birth_date"),
            at("duplicate_key", 2, "/attributes/a"),
            at("bad_json", 3, ""),
        ]
    );
    assert!(batch.is_empty());
    let rejected = batch
        .read_json_lines_good_rows("f.jsonl", text.as_bytes())
        .unwrap();
    assert_eq!(batch.len(), 1);
    assert_eq!(rejected.iter().map(|row| row.line).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(
        rejected[2].text,
        "{\"record\":\"person\",\"id\":\"p\",\"unit\":\"u\""
    );
}
