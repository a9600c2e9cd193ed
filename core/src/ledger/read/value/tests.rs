use super::*;

fn ymd(year: i32, month: u32, day: u32) -> Option<Day> {
    Some(Day::from_ymd(year, month, day).unwrap())
}

#[test]
fn every_form_of_a_day_is_read() {
    for text in [
        "2022-06-03",
        "2022-6-3",
        "2022/06/03",
        "2022/6/3",
        "2022年6月3日",
        "2022年06月03日",
        "2022/6/03",
    ] {
        assert_eq!(day(text), ymd(2022, 6, 3), "{text}");
    }
}

#[test]
fn every_day_of_a_leap_and_a_common_year_is_read_in_every_form() {
    for number in 0..731 {
        let expected = Day::from_ymd(2023, 1, 1).unwrap().plus(number);
        let (y, m, d) = expected.ymd();
        for text in [
            format!("{y}-{m:02}-{d:02}"),
            format!("{y}-{m}-{d}"),
            format!("{y}/{m}/{d}"),
            format!("{y}年{m}月{d}日"),
        ] {
            assert_eq!(day(&text), Some(expected), "{text}");
        }
    }
}

#[test]
fn a_day_that_can_be_read_in_two_ways_or_does_not_exist_is_none() {
    for text in [
        "",
        "2022",
        "2022-06",
        "06/03/2022",
        "6/3/22",
        "22-6-3",
        "2022-13-01",
        "2022-02-29",
        "2022/2/30",
        "2022-6/3",
        "2022.6.3",
        "20220603",
        "44715",
        "2022-6-3 ",
        "2022-006-3",
        "2022--3",
        "2022-6-",
        "-2022-6-3",
        "2022-6-3-1",
        "2022年6月",
        "2022年6月3",
        "2022年6-3日",
        "２０２２-6-3",
        "2022-+6-3",
        "0000-01-01",
        "2022-06-03T00:00",
    ] {
        assert_eq!(day(text), None, "{text}");
    }
}

#[test]
fn a_time_of_entry_is_a_day_with_or_without_a_time() {
    let read = |text: &str| stamp(text).map(|stamp| stamp.to_string());
    for text in [
        "2022-07-05",
        "2022/7/5",
        "2022-07-05 00:00",
        "2022-07-05T00:00:00",
        "2022/7/5 0:00",
        "2022年7月5日",
    ] {
        assert_eq!(read(text).as_deref(), Some("2022-07-05T00:00:00"), "{text}");
    }
    assert_eq!(read("2022/7/5 9:05").as_deref(), Some("2022-07-05T09:05:00"));
    assert_eq!(
        read("2022-07-05T23:59:59").as_deref(),
        Some("2022-07-05T23:59:59")
    );
    for text in [
        "9:05",
        "2022-07-05 24:00",
        "2022-07-05 9",
        "2022-07-05 9:5",
        "1969-12-31",
        "2022-07-05 10:00 PM",
        "2022-07-05Z",
    ] {
        assert_eq!(read(text), None, "{text}");
    }
}

#[test]
fn spaces_of_all_kinds_around_a_value_are_cut() {
    assert_eq!(trim("\u{3000} 武陵 区\u{a0}\t"), "武陵 区");
    assert_eq!(trim("  "), "");
    assert_eq!(trim("\u{3000}"), "");
    assert_eq!(trim("a b"), "a b");
}

#[test]
fn what_a_spreadsheet_made_of_a_code_is_no_code() {
    for text in [
        "4.307E+11",
        "4.30702001001E+11",
        "9E+17",
        "4.3e+11",
        "#N/A",
        "#REF!",
        "########",
    ] {
        assert!(unfit(text).is_some(), "{text}");
    }
    for text in [
        "430702001001",
        "1E5",
        "a+b",
        "E+1",
        "x4.3E+11",
        "4.3E+",
        "C#",
        "#",
        "A-1",
        "妇女微家",
        "a b",
    ] {
        assert_eq!(unfit(text), None, "{text}");
    }
}

#[test]
fn characters_that_nobody_sees_are_refused() {
    for text in [
        "a\u{200b}",
        "\u{feff}a",
        "a\nb",
        "a\tb",
        "a\u{0}",
        "常\u{fffd}",
        "a\u{202e}b",
        "\u{7f}",
    ] {
        assert!(unfit(text).is_some(), "{text:?}");
    }
}

#[test]
fn yes_and_no_have_four_words_each() {
    for text in ["yes", "Yes", "TRUE", "1", "是"] {
        assert_eq!(yes_or_no(text), Some(true), "{text}");
    }
    for text in ["no", "FALSE", "0", "否", ""] {
        assert_eq!(yes_or_no(text), Some(false), "{text}");
    }
    for text in ["y", "2", "对", "ok", "true "] {
        assert_eq!(yes_or_no(text), None, "{text}");
    }
}

#[test]
fn a_count_is_digits_and_fits() {
    assert_eq!(count("0"), Ok(0));
    assert_eq!(count("4294967295"), Ok(u32::MAX));
    assert_eq!(count("4294967296"), Err(true));
    for text in ["", "-1", "+1", "1.0", "1,000", "1e3", "１", " 1"] {
        assert_eq!(count(text), Err(false), "{text}");
    }
}
