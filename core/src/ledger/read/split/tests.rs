use super::*;
use proptest::prelude::*;

/// All rows with their lines, raw texts, fields and faults.
fn rows(text: &str) -> Vec<(u32, String, Vec<String>, Option<Quote>)> {
    let mut splitter = Splitter::new(text);
    let mut rows = Vec::new();
    while let Some(row) = splitter.next_row() {
        let fields = splitter.fields.iter().map(|field| field.to_string()).collect();
        rows.push((
            row.line,
            row.text.to_owned(),
            fields,
            row.fault.map(|fault| fault.0),
        ));
    }
    rows
}

fn fields(text: &str) -> Vec<Vec<String>> {
    rows(text).into_iter().map(|row| row.2).collect()
}

/// What the `csv` crate makes of a text.
fn oracle(text: &str) -> Vec<Vec<String>> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes())
        .records()
        .map(|record| record.unwrap().iter().map(str::to_owned).collect())
        .collect()
}

#[test]
fn every_line_end_ends_a_row() {
    let expected = [["a", "b"], ["c", "d"]];
    for text in [
        "a,b\nc,d",
        "a,b\nc,d\n",
        "a,b\r\nc,d\r\n",
        "a,b\rc,d\r",
        "\n\na,b\r\n\r\nc,d\n\n",
    ] {
        assert_eq!(fields(text), expected, "{text:?}");
    }
}

#[test]
fn lines_are_counted_over_empty_lines_and_quoted_line_ends() {
    let text = "a\r\n\r\n\"x\r\ny\nz\",b\rc\n\n\"q\"\n";
    let lines: Vec<u32> = rows(text).iter().map(|row| row.0).collect();
    assert_eq!(lines, [1, 3, 6, 8]);
}

#[test]
fn a_quoted_field_holds_commas_quotes_and_line_ends() {
    assert_eq!(
        fields("\"a,b\",\"say \"\"yes\"\"\",\"\"\"\",\"\",\"两\n行\"\n"),
        [["a,b", "say \"yes\"", "\"", "", "两\n行"]]
    );
}

#[test]
fn an_empty_field_stands_on_both_sides_of_a_comma() {
    assert_eq!(
        fields(",\n,,\n\"\",\n"),
        [vec!["", ""], vec!["", "", ""], vec!["", ""]]
    );
}

#[test]
fn a_wrong_quote_spoils_its_own_line_only() {
    let text = "1,a\"b\n2,\"c\"d\n3,ok\n4,\"open\n5,ok\n6,\"fine\"\n";
    let told: Vec<(u32, String, Option<Quote>)> =
        rows(text).into_iter().map(|row| (row.0, row.1, row.3)).collect();
    let row = |line: u32, text: &str, fault| (line, text.to_owned(), fault);
    assert_eq!(
        told,
        [
            row(1, "1,a\"b", Some(Quote::Stray)),
            row(2, "2,\"c\"d", Some(Quote::Stray)),
            row(3, "3,ok", None),
            // The quote of line 4 would end before `fine`, which stands outside of quotes then.
            row(4, "4,\"open", Some(Quote::Stray)),
            row(5, "5,ok", None),
            row(6, "6,\"fine\"", None),
        ]
    );
    assert_eq!(rows("1,\"open\n2,ok")[0].3, Some(Quote::Unclosed));
    assert_eq!(rows("1,\"open\n2,ok")[1].2, ["2", "ok"]);
}

#[test]
fn a_file_of_opening_quotes_is_read_in_a_moment() {
    // Every line opens a quote that no line closes rightly: 200,000 lines, each read a bounded number of times.
    let text = "\"a\n".repeat(200_000);
    assert_eq!(rows(&text).len(), 200_000);
}

fn field() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z0-9 ]{0,12}", "[a-c,\"\n\r ，常德]{0,8}", Just(String::new()),]
}

proptest! {
    #[test]
    fn what_the_csv_crate_writes_is_read_back(
        table in proptest::collection::vec(proptest::collection::vec(field(), 2..6), 0..12)
    ) {
        let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
        table.iter().for_each(|row| writer.write_record(row).unwrap());
        let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
        prop_assert_eq!(fields(&text), table);
        prop_assert!(rows(&text).iter().all(|row| row.3.is_none()));
    }

    #[test]
    fn a_text_without_wrong_quotes_is_read_as_the_csv_crate_reads_it(text in "[ab\",\n\r ，]{0,40}") {
        if rows(&text).iter().all(|row| row.3.is_none()) {
            prop_assert_eq!(fields(&text), oracle(&text));
        }
    }

    #[test]
    fn every_character_that_is_no_line_end_belongs_to_a_row(text in "[ab\",\n\r常]{0,40}") {
        let is_end = |character: &char| *character == '\n' || *character == '\r';
        let rows = rows(&text);
        let read: String = rows.iter().flat_map(|row| row.1.chars()).filter(|c| !is_end(c)).collect();
        let whole: String = text.chars().filter(|c| !is_end(c)).collect();
        prop_assert_eq!(read, whole);
        prop_assert!(rows.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }
}
