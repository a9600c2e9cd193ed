use super::*;
use crate::ledger::{
    ActivityRecord, ObservationRecord, OrganisationRecord, RecordKey, UnitRecord, Withdrawal,
};
use crate::number::Rational;
use crate::plan::{ActivityStatus, Mode};
use crate::time::Day;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn texts(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

#[test]
fn a_unit_has_all_its_columns() {
    let batch = read(
        Table::Units,
        "credit_code,id,attribute.grade,name,level,parent,parent.party,groups,division_code,valid_from,valid_to,recorded_at\n\
         91350100M000100Y43, u1 ,A级,\"武陵,区\",county,4307,p1,a;乙；c,430702,2020/1/1,2022年12月31日,2022-07-05 16:30\n",
    )
    .unwrap();
    assert_eq!(batch.len(), 1);
    let expected = UnitRecord {
        id: "u1".into(),
        name: "武陵,区".into(),
        level: "county".into(),
        parent: Some("4307".into()),
        parents: [("party".to_owned(), "p1".to_owned())].into(),
        groups: texts(&["a", "乙", "c"]),
        attributes: [("grade".to_owned(), "A级".to_owned())].into(),
        division_code: Some("430702".into()),
        credit_code: Some("91350100M000100Y43".into()),
        valid_from: Some(day("2020-01-01")),
        valid_to: Some(day("2022-12-31")),
        recorded_at: Some("2022-07-05 16:30".parse().unwrap()),
    };
    assert_eq!(batch.units[0].1, expected);
    assert_eq!(batch.place(batch.units[0].0).row, Some(2));
}

#[test]
fn an_empty_optional_field_is_a_missing_datum() {
    let batch = read(
        Table::Units,
        "id,name,level,parent,attribute.a,groups,valid_to\nu,名,l,　, ,,\n",
    )
    .unwrap();
    let expected = UnitRecord {
        id: "u".into(),
        name: "名".into(),
        level: "l".into(),
        ..UnitRecord::default()
    };
    assert_eq!(batch.units[0].1, expected);
}

#[test]
fn persons_are_read_into_columns() {
    let batch = read(
        Table::Persons,
        "id,unit,birth_date,roles,valid_from,recorded_at\n\
         p1,u1,2012-05-01,minor,,\n\
         a-key-longer-than-sixteen-bytes,u2,,guardian ; 执委,2021-09-01,2022-01-01\n\
         p1,u2,2012/5/1,guardian；执委,2022-01-01,\n",
    )
    .unwrap();
    assert_eq!(batch.len(), 3);
    let persons = &batch.persons;
    assert_eq!(persons.key, [0, 1, 0]);
    assert_eq!(persons.unit, [0, 1, 1]);
    assert_eq!(persons.roles, [0, 1, 1]);
    assert_eq!(batch.role_lists.get(1).as_str(), "guardian;执委");
    assert_eq!(persons.birth[2].get(), Some(day("2012-05-01")));
    assert_eq!(persons.valid_from.get(1).get(), Some(day("2021-09-01")));
    assert_eq!(persons.recorded.get(1).day(), day("2022-01-01"));
    assert_eq!(persons.at.iter().map(|at| at.row).collect::<Vec<_>>(), [2, 3, 4]);
}

#[test]
fn organisations_activities_and_observations_are_records() {
    let batch = read(
        Table::Organisations,
        "id,kind,mode,host,covers,established,dissolved,members,executives\no,妇联,joint,u,u;v,2021-03-08,,0,15\n",
    )
    .unwrap();
    let expected = OrganisationRecord {
        id: "o".into(),
        kind: "妇联".into(),
        mode: Mode::Joint,
        host: "u".into(),
        covers: texts(&["u", "v"]),
        established: day("2021-03-08"),
        dissolved: None,
        members: Some(0),
        executives: Some(15),
        recorded_at: None,
    };
    assert_eq!(batch.organisations[0].1, expected);

    let batch = read(
        Table::Activities,
        "id,kind,topics,date,last_date,status,hosts,organiser,headcount.minor,headcount.guardian,evidence,attribute.hall\n\
         a,lecture,x;y,2022-05-20,2022-05-21,verified,u;v,w,60,,3,\"大,厅\"\n",
    )
    .unwrap();
    let expected = ActivityRecord {
        id: "a".into(),
        kind: "lecture".into(),
        topics: texts(&["x", "y"]),
        date: day("2022-05-20"),
        last_date: Some(day("2022-05-21")),
        status: ActivityStatus::Verified,
        hosts: texts(&["u", "v"]),
        organiser: Some("w".into()),
        headcounts: [("minor".to_owned(), 60)].into(),
        evidence: 3,
        attributes: [("hall".to_owned(), "大,厅".to_owned())].into(),
        recorded_at: None,
    };
    assert_eq!(batch.activities[0].1, expected);

    let batch = read(
        Table::Observations,
        "id,kind,unit,person,date,value,source\nn,score,,p,2022-01-01,95.5%,年报\n",
    )
    .unwrap();
    let expected = ObservationRecord {
        id: "n".into(),
        kind: "score".into(),
        unit: None,
        person: Some("p".into()),
        date: day("2022-01-01"),
        value: Rational::new(191, 200).unwrap(),
        source: Some("年报".into()),
        recorded_at: None,
    };
    assert_eq!(batch.observations[0].1, expected);
}

#[test]
fn every_status_and_mode_word_is_the_one_of_the_json_form() {
    for (word, status) in super::super::activities::STATUSES {
        assert_eq!(serde_json::to_value(status).unwrap(), word);
    }
    for (word, mode) in super::super::organisations::MODES {
        assert_eq!(serde_json::to_value(mode).unwrap(), word);
    }
}

#[test]
fn a_withdrawn_row_needs_its_key_and_its_time_only() {
    let withdrawals = |table, text: &str| {
        let batch = read(table, text).unwrap();
        batch
            .withdrawals
            .into_iter()
            .map(|(_, withdrawal)| withdrawal)
            .collect::<Vec<_>>()
    };
    let of = |of| Withdrawal {
        of,
        recorded_at: "2022-07-05".parse().unwrap(),
        reason: None,
    };
    let id = || "x".to_owned();
    let valid_from = Some(day("2022-01-01"));
    assert_eq!(
        withdrawals(
            Table::Units,
            "id,name,level,valid_from,recorded_at,withdrawn\nx,,,2022-01-01,2022-07-05,是\n"
        ),
        [of(RecordKey::Unit { id: id(), valid_from })]
    );
    assert_eq!(
        withdrawals(
            Table::Persons,
            "id,unit,recorded_at,withdrawn\nx,,2022-07-05,yes\np,u,,no\n"
        ),
        [of(RecordKey::Person {
            id: id(),
            valid_from: None
        })]
    );
    assert_eq!(
        withdrawals(
            Table::Organisations,
            "id,kind,mode,host,established,recorded_at,withdrawn\nx,,,,,2022-07-05,1\n"
        ),
        [of(RecordKey::Organisation(id()))]
    );
    assert_eq!(
        withdrawals(
            Table::Activities,
            "id,kind,date,status,hosts,recorded_at,withdrawn\nx,,,,,2022-07-05,TRUE\n"
        ),
        [of(RecordKey::Activity(id()))]
    );
    assert_eq!(
        withdrawals(
            Table::Participations,
            "activity,person,role,recorded_at,withdrawn\na,p,r,2022-07-05,true\n"
        ),
        [of(RecordKey::Participation {
            activity: "a".into(),
            person: "p".into(),
            role: "r".into()
        })]
    );
    assert_eq!(
        withdrawals(
            Table::Observations,
            "id,kind,date,value,recorded_at,withdrawn\nx,,,,2022-07-05,yes\n"
        ),
        [of(RecordKey::Observation(id()))]
    );
}

#[test]
fn a_withdrawal_without_its_time_or_key_is_refused() {
    let error = read(
        Table::Participations,
        "activity,person,role,recorded_at,withdrawn\na,p,r,,yes\na,,r,2022-07-05,yes\na,p,r,soon,yes\n",
    )
    .err()
    .unwrap();
    assert_eq!(
        told(&error),
        [
            "2 withdrawal_without_time recorded_at",
            "3 empty_field person",
            "4 bad_time recorded_at"
        ]
    );
}

#[test]
fn a_header_alone_is_no_record_and_no_fault() {
    let header = "activity,person,role";
    for end in ["", "\n", "\r\n", "\n\n,,\n  \n"] {
        assert_eq!(
            read(Table::Participations, &format!("{header}{end}"))
                .unwrap()
                .len(),
            0
        );
    }
    for text in ["", "\n\n", "\u{feff}"] {
        assert_eq!(
            read(Table::Participations, text).err().unwrap().code().name(),
            "empty_file"
        );
    }
}

#[cfg(feature = "gbk")]
#[test]
fn gb18030_files_are_read_with_the_same_rows() {
    let text = "id,name,level\n1,常德市,city\n2,澧县,county\n";
    let (bytes, _, _) = encoding_rs::GB18030.encode(text);
    let mut batch = Batch::new();
    batch.read_csv(Table::Units, "units.csv", &bytes).unwrap();
    assert_eq!(batch.units[1].1.name, "澧县");
}

#[test]
fn two_files_share_one_batch_and_keep_their_places() {
    let mut batch = Batch::new();
    batch
        .read_csv(Table::Persons, "a.csv", b"id,unit\np,u\n")
        .unwrap();
    batch
        .read_csv(Table::Persons, "b.csv", b"id,unit\n\nq,u\n")
        .unwrap();
    let places: Vec<_> = batch.persons.at.iter().map(|at| batch.place(at)).collect();
    assert_eq!((places[0].document.as_str(), places[0].row), ("a.csv", Some(2)));
    assert_eq!((places[1].document.as_str(), places[1].row), ("b.csv", Some(3)));
}

#[test]
fn keys_of_every_length_get_the_numbers_of_their_rows() {
    // Short and long keys change places past several blocks of keys that are looked up together.
    let name = |kind: &str, number: usize| {
        let long = if number.is_multiple_of(3) {
            "-longer-than-sixteen-bytes"
        } else {
            ""
        };
        format!("{kind}{number}{long}")
    };
    let rows: Vec<(String, String)> = (0..2000usize)
        .map(|row| (name("a", row * 7 % 41), name("p", row * 13 % 977)))
        .collect();
    let lines = rows
        .iter()
        .map(|(activity, person)| format!("{activity},{person},r\n"));
    let text = format!("activity,person,role\n{}", lines.collect::<String>());
    let batch = read(Table::Participations, &text).unwrap();
    let parts = &batch.participations;
    assert_eq!(
        (parts.activity.len(), parts.person.len(), parts.role.len()),
        (2000, 2000, 2000)
    );
    for (row, (activity, person)) in rows.iter().enumerate() {
        assert_eq!(batch.activity_keys.get(parts.activity[row]).as_str(), activity);
        assert_eq!(batch.person_keys.get(parts.person[row]).as_str(), person);
    }
    assert_eq!((batch.activity_keys.len(), batch.person_keys.len()), (41, 977));
}
