//! The table of fault codes in the documentation is the table of the code.

use jinguo::Code;
use jinguo::error::Area;
use std::fmt::Write;
use std::path::Path;

fn heading(area: Area) -> &'static str {
    match area {
        Area::Use => "1xxx Use of the library · 调用",
        Area::Text => "2xxx Text of a document · 文本",
        Area::Plan => "3xxx Meaning of a plan · 工作要点",
        Area::Unit => "4xxx Units, days and national codes · 单位、日期、国家代码",
        Area::Fact => "5xxx Facts · 台账",
        Area::Evaluation => "6xxx Evaluation · 评估",
        Area::Score => "7xxx Scores, ranks and awards · 评分、排名、评选",
        Area::Internal => "9xxx A bug of this library · 程序错误",
    }
}

fn table() -> String {
    let mut text = String::from(
        "# Fault codes · 错误代码\n\n\
         Made from the code by `cargo test -p jinguo-tests --test error_codes`; with `JINGUO_BLESS=1` that command writes this file.\n\n\
         A number never changes its meaning and is never given to another fault. 0 means success at the C boundary and stands for no fault.\n\
         The thousands digit is the area: a caller that does not know a number can go by it.\n\
         代码的含义永不改变；千位表示类别；0 表示成功。\n",
    );
    let mut last = None;
    for code in Code::ALL {
        if last != Some(code.area()) {
            last = Some(code.area());
            let heading = heading(code.area());
            write!(
                text,
                "\n## {heading}\n\n| Number | Name | 中文 | English |\n|---|---|---|---|\n"
            )
            .unwrap();
        }
        writeln!(
            text,
            "| {} | `{}` | {} | {} |",
            code.number(),
            code.name(),
            code.zh(),
            code.en()
        )
        .unwrap();
    }
    text
}

#[test]
fn the_documented_codes_are_the_codes() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/docs/error-codes.md");
    let table = table();
    if std::env::var_os("JINGUO_BLESS").is_some() {
        std::fs::write(&path, &table).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written.replace("\r\n", "\n") == table,
        "core/docs/error-codes.md is stale: run again with JINGUO_BLESS=1"
    );
}

#[test]
fn codes_are_distinct_and_in_order() {
    for pair in Code::ALL.windows(2) {
        assert!(
            pair[0].number() < pair[1].number(),
            "{} {}",
            pair[0].name(),
            pair[1].name()
        );
    }
    let names: std::collections::BTreeSet<&str> = Code::ALL.iter().map(|code| code.name()).collect();
    assert_eq!(names.len(), Code::ALL.len());
}
