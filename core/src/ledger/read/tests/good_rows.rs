use super::*;
use proptest::prelude::*;

#[test]
fn good_rows_enter_and_bad_rows_come_back_with_every_byte() {
    let text = "id,unit,birth_date\r\n\
        p1,u1,2012-05-01\r\n\
        p2,u1, 2012-02-30 \r\n\
        \r\n\
        p3,\"u\n1\",\"a\"\"b\"\r\n\
        p4,u1,\"open\r\n\
        p5,u1\r\n\
        p6,u1,\r\n";
    let mut batch = Batch::new();
    let rejected = batch
        .read_csv_good_rows(Table::Persons, "persons.csv", text.as_bytes())
        .unwrap();
    assert_eq!(batch.len(), 2);
    assert_eq!(
        batch.persons.at.iter().map(|at| at.row).collect::<Vec<_>>(),
        [2, 9]
    );
    let told: Vec<(u32, &str, Vec<&str>)> = rejected
        .iter()
        .map(|row| {
            (
                row.line,
                row.text.as_str(),
                row.faults.iter().map(|fault| fault.code.name()).collect(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            (3, "p2,u1, 2012-02-30 ", vec!["bad_date"]),
            (5, "p3,\"u\n1\",\"a\"\"b\"", vec!["bad_text", "bad_date"]),
            (7, "p4,u1,\"open", vec!["unclosed_quote"]),
            (8, "p5,u1", vec!["wrong_field_count"]),
        ]
    );
}

#[test]
fn a_bad_file_leaves_the_batch_as_it_was() {
    let mut batch = Batch::new();
    let good = |batch: &mut Batch, id: &str| {
        let text = format!("id,unit,roles,recorded_at\n{id},u-{id},r-{id},\n");
        batch
            .read_csv(Table::Persons, "good.csv", text.as_bytes())
            .unwrap();
    };
    good(&mut batch, "p1");
    let bad = "id,unit,roles,recorded_at\nx,y,z,2022-01-01\na-key-longer-than-sixteen-bytes,u,,\n,u,,\n";
    assert_eq!(
        batch
            .read_csv(Table::Persons, "bad.csv", bad.as_bytes())
            .unwrap_err()
            .total(),
        1
    );
    let bad = "activity,person,role\nx,y,z\nx,,z\n";
    assert_eq!(
        batch
            .read_csv(Table::Participations, "bad.csv", bad.as_bytes())
            .unwrap_err()
            .total(),
        1
    );
    assert_eq!(batch.len(), 1);
    assert_eq!(
        (
            batch.waiting.persons.words.len(),
            batch.unit_keys.len(),
            batch.role_lists.len()
        ),
        (1, 1, 1)
    );
    assert_eq!((batch.activity_keys.len(), batch.roles.len()), (0, 0));
    assert!(batch.waiting.long.is_empty() && batch.waiting.participations.words.is_empty());
    good(&mut batch, "p2");
    good(&mut batch, "p1");
    batch.settle();
    assert_eq!(batch.persons.key, [0, 1, 0]);
    assert!(batch.persons.recorded.is_plain());
    assert_eq!(batch.sources, ["good.csv"; 3]);
}

#[test]
fn faults_past_the_limit_are_counted() {
    let text = format!("id,unit\n{}", ",u\n".repeat(2500));
    let error = read(Table::Persons, &text).err().unwrap();
    assert_eq!(
        (error.faults().len(), error.total()),
        (crate::error::MAX_FAULTS, 2500)
    );
    let mut batch = Batch::new();
    let rejected = batch
        .read_csv_good_rows(Table::Persons, "p.csv", text.as_bytes())
        .unwrap();
    assert_eq!((batch.len(), rejected.len()), (0, 2500));
}

#[test]
fn a_header_that_cannot_be_read_stops_the_good_rows_too() {
    let mut batch = Batch::new();
    let error = batch
        .read_csv_good_rows(Table::Persons, "p.csv", b"id,unti\np,u\n")
        .unwrap_err();
    assert_eq!(told(&error), ["1 unknown_column unti", "1 missing_column "]);
    assert!(batch.is_empty() && batch.sources.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        for table in Table::ALL {
            let mut batch = Batch::new();
            let _ = batch.read_csv(table, "x", &bytes);
            let _ = batch.read_csv_good_rows(table, "x", &bytes);
            let _ = batch.read_json_lines("x", &bytes);
            let _ = batch.read_json_lines_good_rows("x", &bytes);
        }
    }

    #[test]
    fn every_row_is_accepted_or_handed_back(body in "([pq,\"\n\r ;0-9/年月日E+.是-]{0,30}\n){0,10}") {
        let columns = [
            "id,name,level,parent,groups,division_code,credit_code,valid_from,valid_to,recorded_at,withdrawn",
            "id,unit,birth_date,roles",
            "id,kind,mode,host,covers,established,members,executives",
            "id,kind,date,status,hosts,headcount.x,evidence",
            "activity,person,role",
            "id,kind,unit,person,date,value",
        ];
        for (table, header) in Table::ALL.into_iter().zip(columns) {
            let text = format!("{header}\n{body}");
            let mut batch = Batch::new();
            let rejected = batch.read_csv_good_rows(table, "x", text.as_bytes()).unwrap();
            prop_assert!(rejected.iter().all(|row| !row.faults.is_empty() && text.contains(&row.text)));
            // Reading all or nothing finds exactly the faults of the rows that were handed back.
            let faults: Vec<_> = rejected.into_iter().flat_map(|row| row.faults).collect();
            match Batch::new().read_csv(table, "x", text.as_bytes()) {
                Ok(all) => prop_assert_eq!((all, 0), (batch.len(), faults.len())),
                Err(error) => prop_assert_eq!(error.faults(), faults.as_slice()),
            }
        }
    }
}

proptest! {
    #[test]
    fn a_file_of_plain_lines_and_others_is_read_as_its_rows_alone_are(
        rows in proptest::collection::vec("[a-c]{1,3},(u|u-1234567890123456|妇|\"u\n, \"\"\"| u ),(minor;cadre|minor|#|)(,)?(\n|\r\n|\r)", 0..30),
    ) {
        let mut whole = Batch::new();
        let text = format!("id,unit,roles\n{}", rows.concat());
        let rejected = whole.read_csv_good_rows(Table::Persons, "p.csv", text.as_bytes()).unwrap();
        let (mut alone, mut bad, mut line) = (Batch::new(), Vec::new(), 2);
        for row in &rows {
            let text = format!("id,unit,roles\n{row}");
            let found = alone.read_csv_good_rows(Table::Persons, "p.csv", text.as_bytes()).unwrap();
            bad.extend(found.into_iter().map(|row| (line, row.text)));
            let ends = row.matches('\n').count() + row.replace("\r\n", "").matches('\r').count();
            line += u32::try_from(ends).unwrap();
        }
        let found: Vec<_> = rejected.into_iter().map(|row| (row.line, row.text)).collect();
        prop_assert_eq!(found, bad);
        whole.settle();
        alone.settle();
        let texts = |batch: &Batch| -> Vec<[String; 3]> {
            let text = |keys: &crate::ledger::Keys, key: u32| keys.get(key).as_str().to_owned();
            let persons = &batch.persons;
            let columns = persons.key.iter().zip(&persons.unit).zip(&persons.roles);
            columns
                .map(|((key, unit), roles)| {
                    [
                        text(&batch.person_keys, *key),
                        text(&batch.unit_keys, *unit),
                        text(&batch.role_lists, *roles),
                    ]
                })
                .collect()
        };
        prop_assert_eq!(texts(&whole), texts(&alone));
    }
}
