use super::*;
use crate::error::Fault;

/// What a file says in both languages, fault by fault.
fn both(table: Table, text: &str) -> String {
    let error = read(table, text).err().expect("a bad file");
    let say = |fault: &Fault| format!("{}\n{}\n", fault.zh(), fault.en());
    error.faults().iter().map(say).collect()
}

/// Compares line by line, so that a difference shows the line and not the page.
fn same_lines(said: &str, expected: &str) {
    for (line, (said, expected)) in (1..).zip(said.lines().zip(expected.lines())) {
        assert_eq!(said, expected, "line {line}");
    }
    assert_eq!(said.lines().count(), expected.lines().count());
}

#[test]
fn a_file_with_a_fault_in_every_row_says_each_in_two_languages() {
    let said = both(Table::Activities, include_str!("bad_activities.csv"));
    same_lines(&said, include_str!("bad_activities.txt"));
}

#[test]
fn a_wrong_header_says_what_it_should_be() {
    let headers = [
        (
            Table::Activities,
            "ID,kind,kind,topcs,,status,hosts,headcount.,x\n",
        ),
        (Table::Units, "id\tname\tlevel\n"),
        (Table::Units, "id;name;level\n"),
        (Table::Units, "id，name，level\n"),
        (Table::Units, "\"id,name\n"),
        (Table::Units, ""),
    ];
    let said: String = headers.iter().map(|(table, text)| both(*table, text)).collect();
    same_lines(&said, include_str!("bad_headers.txt"));
}

#[test]
fn wrong_codes_and_observations_say_why() {
    let units = "id,name,level,division_code,credit_code\n\
        a,n,l,430700,91350100M000100Y44\n\
        b,n,l,4.30702E+11,9.135E+17\n\
        c,n,l,43070,91350100O000100Y43\n";
    let observations = "id,kind,unit,person,date,value\n\
        a,n,u,p,2022-01-01,12.5.1\n\
        b,n,,,,\n";
    let said = both(Table::Units, units) + &both(Table::Observations, observations);
    same_lines(&said, include_str!("bad_codes.txt"));
}
