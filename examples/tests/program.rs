//! The program as people run it: exit codes, Chinese output, files.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn small() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("changde-2022/small")
}

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_jinguo"))
        .args(arguments)
        .output()
        .unwrap()
}

/// Runs on the small ledger as of 30 June, with files into `out`.
fn run_small(out: &Path, arguments: &[&str]) -> Output {
    let (small, out) = (small(), out.to_str().unwrap().to_owned());
    let common = [
        "--ledger",
        small.to_str().unwrap(),
        "--as-of",
        "2022-06-30",
        "--out",
        &out,
    ];
    run(&[arguments, &common].concat())
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A copy of the small ledger in which one file is changed.
fn spoilt(file: &str, change: impl Fn(&str) -> String) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for entry in std::fs::read_dir(small()).unwrap() {
        let path = entry.unwrap().path();
        std::fs::copy(&path, folder.path().join(path.file_name().unwrap())).unwrap();
    }
    let path = folder.path().join(file);
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, change(&text)).unwrap();
    folder
}

#[test]
fn the_table_shows_each_measure_with_its_numbers_in_chinese_and_without_colours() {
    let out = tempfile::tempdir().unwrap();
    let output = run_small(out.path(), &[]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let text = stdout(&output);
    let line = |title: &str| {
        text.lines()
            .find(|line| line.contains(title))
            .unwrap_or_default()
            .to_owned()
    };
    assert!(text.contains("数据时点 2022年6月30日"));
    // m-01, m-02 and m-03 of eight minors have heard a lecture; two heads without names could be m-05 and m-06.
    let minors = line("每一个未成年人接受防性侵宣讲");
    assert!(
        minors.contains("3 / 8") && minors.contains("37.50%～62.50%"),
        "{minors}"
    );
    assert!(line("市直机关单位妇女组织全覆盖").contains("50.00%"));
    assert!(line("各区县建立家庭教育指导服务中心").contains("1 / 2"));
    assert!(text.contains("红云村") && text.contains("缺口"));
    assert!(!text.contains('\u{1b}'), "colours belong to terminals only");
}

#[test]
fn every_measure_of_the_plan_stands_in_the_table() {
    let out = tempfile::tempdir().unwrap();
    let text = stdout(&run_small(out.path(), &[]));
    let plan = jinguo_examples::changde::plan().unwrap();
    for measure in plan.measures() {
        let title: String = measure.title.zh.chars().take(20).collect();
        assert!(text.contains(&title), "{title}");
    }
}

#[test]
fn the_gap_file_opens_right_in_a_spreadsheet() {
    let out = tempfile::tempdir().unwrap();
    run_small(out.path(), &[]);
    let text = std::fs::read_to_string(out.path().join("gaps.csv")).unwrap();
    assert!(
        text.starts_with('\u{feff}'),
        "a byte order mark tells Excel that it is UTF-8"
    );
    assert!(text.lines().count() > 10 && text.matches('\n').count() == text.matches("\r\n").count());
    let row = text.lines().find(|line| line.contains("m-08")).unwrap();
    assert!(
        row.contains("430703001201\t,"),
        "a code of twelve digits stays text: {row}"
    );
}

#[test]
fn a_field_that_a_spreadsheet_would_run_is_made_text() {
    let folder = spoilt("persons.csv", |text| text.replace("m-08", "=cmd|calc"));
    let out = tempfile::tempdir().unwrap();
    let ledger = folder.path().to_str().unwrap();
    let output = run(&[
        "--ledger",
        ledger,
        "--as-of",
        "2022-06-30",
        "--out",
        out.path().to_str().unwrap(),
    ]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let text = std::fs::read_to_string(out.path().join("gaps.csv")).unwrap();
    assert!(text.contains(",'=cmd|calc") && !text.contains(",=cmd|calc"));
}

#[test]
fn the_page_needs_nothing_from_outside_and_escapes_names() {
    let folder = spoilt("units.csv", |text| {
        text.replace("红云村", "<script>alert(1)</script>")
    });
    let out = tempfile::tempdir().unwrap();
    let ledger = folder.path().to_str().unwrap();
    let output = run(&[
        "--ledger",
        ledger,
        "--as-of",
        "2022-06-30",
        "--out",
        out.path().to_str().unwrap(),
    ]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let page = std::fs::read_to_string(out.path().join("report.html")).unwrap();
    for outside in ["http:", "https:", "src=", "@import", "url(", "<script", "<link"] {
        assert!(!page.contains(outside), "{outside}");
    }
    assert!(page.contains("&lt;script&gt;") && page.contains("<svg") && page.contains("3 / 8"));
    let opened = page.matches("<svg").count();
    assert_eq!(opened, page.matches("</svg>").count());
}

#[test]
fn the_json_file_is_the_canonical_report_and_the_same_each_time() {
    let out = tempfile::tempdir().unwrap();
    let first = stdout(&run_small(out.path(), &["--format", "json"]));
    let file = std::fs::read_to_string(out.path().join("report.json")).unwrap();
    assert_eq!(first, file);
    assert_eq!(first, stdout(&run_small(out.path(), &["--format", "json"])));
    let report: jinguo::report::Report = serde_json::from_str(&first).unwrap();
    assert_eq!(report.schema, jinguo::report::SCHEMA);
}

#[test]
fn one_unit_and_one_measure_can_be_cut_out() {
    let out = tempfile::tempdir().unwrap();
    let arguments = [
        "--format",
        "json",
        "--unit",
        "430702",
        "--measure",
        "protection_minors",
    ];
    let report: jinguo::report::Report =
        serde_json::from_str(&stdout(&run_small(out.path(), &arguments))).unwrap();
    assert_eq!(report.measures.len(), 1);
    let units: Vec<&str> = report.units.iter().map(|unit| unit.id.as_str()).collect();
    assert_eq!(units[0], "430702");
    assert!(
        units
            .iter()
            .all(|unit| unit.starts_with("430702") || *unit == "firm-1"),
        "{units:?}"
    );
}

#[test]
fn gaps_name_the_reason_and_what_closes_it() {
    let out = tempfile::tempdir().unwrap();
    let output = run_small(out.path(), &["gaps", "--measure", "protection_communities"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let text = stdout(&output);
    let row = text.lines().find(|line| line.contains("红云村")).unwrap();
    assert!(
        row.contains("条件不符") && row.contains("a-04") && row.contains("核实"),
        "{row}"
    );
}

#[test]
fn an_explanation_tells_the_class_and_the_steps() {
    let out = tempfile::tempdir().unwrap();
    let output = run_small(
        out.path(),
        &["explain", "--measure", "protection_minors", "--person", "m-01"],
    );
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let text = stdout(&output);
    assert!(
        text.contains("结论：已覆盖") && text.contains("a-01") && text.contains("对象总体"),
        "{text}"
    );
}

#[test]
fn all_faults_of_a_ledger_are_told_at_once_in_chinese_and_nothing_is_written() {
    let folder = spoilt("persons.csv", |text| {
        text.replace("2012-03-04", "2012-02-30")
            .replace("m-02,430702001001", "m-02,430702009999")
            + "m-99,430702001001,31/12/2010,minor\n"
    });
    let out = tempfile::tempdir().unwrap();
    let out_folder = out.path().join("files");
    let ledger = folder.path().to_str().unwrap();
    let arguments = [
        "--ledger",
        ledger,
        "--as-of",
        "2022-06-30",
        "--out",
        out_folder.to_str().unwrap(),
    ];
    let output = run(&arguments);
    let text = stderr(&output);
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(
        text.contains("persons.csv 第 2 行") && text.contains("第 16 行") && text.contains("共 2 处错误"),
        "{text}"
    );
    assert!(!out_folder.exists());
    let english = run(&[&arguments[..], &["--lang", "en"]].concat());
    assert!(
        stderr(&english).contains("persons.csv row 2"),
        "{}",
        stderr(&english)
    );
}

#[test]
fn good_rows_go_on_and_the_others_come_back_with_their_reasons() {
    let folder = spoilt("persons.csv", |text| {
        text.replace("2012-03-04", "2012-02-30")
            .replace("m-02,430702001001", "m-02,430702009999")
    });
    let out = tempfile::tempdir().unwrap();
    let ledger = folder.path().to_str().unwrap();
    let output = run(&[
        "--ledger",
        ledger,
        "--as-of",
        "2022-06-30",
        "--accept-good-rows",
        "--out",
        out.path().to_str().unwrap(),
    ]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stdout(&output).contains("1 / 6"), "{}", stdout(&output));
    let rejected = std::fs::read_to_string(out.path().join("rejected.csv")).unwrap();
    let rows: Vec<&str> = rejected.lines().collect();
    assert_eq!(rows.len(), 3, "{rejected}");
    assert!(rows[1].contains("bad_date") && rows[1].contains("m-01,430702001001,2012-02-30,minor"));
    assert!(
        rows[2].contains("unknown_unit") && rows[2].contains("m-02"),
        "{rejected}"
    );
}

#[test]
fn a_table_under_a_wrong_name_is_not_passed_over_in_silence() {
    let folder = spoilt("units.csv", str::to_owned);
    std::fs::rename(
        folder.path().join("persons.csv"),
        folder.path().join("person.csv"),
    )
    .unwrap();
    let output = run(&[
        "gaps",
        "--ledger",
        folder.path().to_str().unwrap(),
        "--as-of",
        "2022-06-30",
    ]);
    assert!(
        stderr(&output).contains("应叫 persons.csv"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn check_tells_every_fault_of_a_plan() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plan.json");
    let spoilt = jinguo_examples::changde::PLAN
        .replacen("\"clause\": \"一.1\"", "\"clause\": \"九.9\"", 1)
        .replacen("\"scoring\": \"count\"", "\"scoring\": \"counting\"", 1)
        .replacen("\"basis\": \"person\"", "\"basis\": \"persons\"", 1);
    std::fs::write(&path, spoilt).unwrap();
    let output = run(&["check", path.to_str().unwrap()]);
    let text = stderr(&output);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        text.contains("counting") && text.contains("persons") && text.contains("行第"),
        "{text}"
    );
    let good = run(&["check"]);
    assert_eq!(good.status.code(), Some(0));
    assert!(stdout(&good).contains("没有错误"));
}

#[test]
fn wrong_use_ends_with_two_and_says_in_chinese_what_would_be_right() {
    let ledger = small();
    let ledger = ledger.to_str().unwrap();
    for (arguments, said) in [
        (vec!["--leger", ledger], "是不是 --ledger？"),
        (vec!["--ledger", ledger], "--as-of"),
        (vec!["--as-of", "2022-02-30"], "应为存在的日期"),
        (vec!["--format", "xml"], "可以是 table、json、csv"),
        (vec!["gasp"], "没有命令 gasp"),
        (
            vec![
                "--ledger",
                ledger,
                "--as-of",
                "2022-06-30",
                "--measure",
                "protection_minor",
            ],
            "是不是 protection_minors？",
        ),
        (vec!["explain", "--measure", "protection_minors"], "缺少"),
    ] {
        let output = run(&arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(
            stderr(&output).contains(said),
            "{arguments:?}: {}",
            stderr(&output)
        );
    }
}

#[test]
fn the_demonstration_and_its_files_say_the_same_and_that_they_are_synthetic() {
    let folder = tempfile::tempdir().unwrap();
    let (ledger, out) = (folder.path().join("ledger"), folder.path().join("out"));
    let (ledger, out) = (ledger.to_str().unwrap(), out.to_str().unwrap());
    let common = [
        "--divide",
        "5000",
        "--out",
        out,
        "--format",
        "csv",
        "--as-of",
        "2022-02-28",
    ];
    let output = run(&["synthesize", ledger, "--divide", "5000"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let direct = run(&common);
    assert_eq!(direct.status.code(), Some(0), "{}", stderr(&direct));
    let page = std::fs::read_to_string(Path::new(out).join("report.html")).unwrap();
    assert!(page.contains("【合成数据】"));
    let from_files = run(&[&common[..], &["--ledger", ledger]].concat());
    assert_eq!(from_files.status.code(), Some(0), "{}", stderr(&from_files));
    assert!(
        stdout(&direct) == stdout(&from_files),
        "memory and files give different results"
    );
    assert!(stdout(&direct).lines().count() > 1000);
}

#[test]
fn a_missing_folder_is_bad_input() {
    let output = run(&["--ledger", "/no/such/folder", "--as-of", "2022-06-30"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains("没有这个文件或文件夹"),
        "{}",
        stderr(&output)
    );
}

/// A file of the example.
fn example(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("changde-2022")
        .join(name);
    path.to_str().unwrap().to_owned()
}

/// Scorecards for the small ledger: the counties by two measures, the committee members by the five ones.
fn small_scorecards(folder: &Path) -> (String, String) {
    let section = |parts: &str| {
        format!(
            r#"{{"id": "total", "title": {{"zh": "总分"}}, "points": 20, "parts": [{parts}], "combine": "sum",
            "bonus_at_most": "unlimited", "deduction_at_most": "unlimited", "floor": "zero", "ceiling": "unbounded"}}"#
        )
    };
    let item = |id: &str, title: &str| {
        format!(
            r#"{{"item": {{"id": "{id}", "title": {{"zh": "{title}"}}, "stream": "base", "points": 10, "floor": "zero", "ceiling": "full",
            "rule": {{"ratio": {{"of": {{"input": "{id}"}}, "target": {{"constant": 1}}, "points": 10, "beyond": "capped"}}}}}}}}"#
        )
    };
    let text = format!(
        r#"{{"schema": "jinguo-scorecards/1", "id": "small", "version": "1", "status": "draft", "title": {{"zh": "小评分表"}},
        "source": {{"title": "测试", "issuer": "测试"}},
        "inputs": [
            {{"id": "centre", "title": {{"zh": "指导服务中心"}}, "collected": "monitored",
              "from": {{"measure": {{"measure": "family_education_centres", "part": "value"}}}}}},
            {{"id": "mark", "title": {{"zh": "测评"}}, "from": "given", "collected": "judged", "at_least": 0, "at_most": 1}}],
        "candidates_from": [{{"group": "区县", "measure": "family_education_centres"}}],
        "scorecards": [{{"id": "counties", "title": {{"zh": "区县考核"}}, "period": {{"calendar_year": 2022}}, "candidates": {{"groups": ["区县"]}},
            "total": {}, "rankings": [{{"id": "rank", "title": {{"zh": "排名"}}, "order": [{{"of": {{"section": "total"}}, "first": "highest"}}],
            "within": "everyone", "method": "competition"}}]}}]}}"#,
        section(&[item("centre", "中心"), item("mark", "群众测评")].join(","))
    );
    let (cards, inputs) = (folder.join("cards.json"), folder.join("inputs.json"));
    std::fs::write(&cards, text).unwrap();
    let given = r#"{"schema": "jinguo-inputs/1", "candidates": [{"id": "430703", "group": "区县"}, {"id": "430702", "group": "区县"}],
        "numbers": {"mark": {"430702": "0.5", "430703": "0.85"}}}"#;
    std::fs::write(&inputs, given).unwrap();
    (
        cards.to_str().unwrap().to_owned(),
        inputs.to_str().unwrap().to_owned(),
    )
}

#[test]
fn own_scorecards_score_the_own_ledger_and_all_files_say_the_same() {
    let out = tempfile::tempdir().unwrap();
    let (cards, inputs) = small_scorecards(out.path());
    let output = run_small(out.path(), &["--scorecards", &cards, "--inputs", &inputs]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let text = stdout(&output);
    let line = |name: &str| {
        let lines = text.lines().skip_while(|line| !line.contains("区县考核"));
        lines
            .clone()
            .find(|line| line.contains(name))
            .unwrap_or_default()
            .to_owned()
    };
    // 430702 has a centre and half the marks, 430703 has none and 0.85 of them.
    assert!(line("武陵区").contains("15"), "{text}");
    assert!(
        line("鼎城区").contains("8.5") && line("鼎城区").contains("差 6.5"),
        "{text}"
    );
    assert!(
        text.contains("考核期到 2022年12月31日 为止，还没有结束"),
        "{text}"
    );
    assert!(
        text.contains("一份得分怎样算出来：鼎城区") && text.contains("+10　中心（现 0，最多 10）"),
        "{text}"
    );
    let report: jinguo::performance::ScoreReport =
        serde_json::from_str(&std::fs::read_to_string(out.path().join("scores.json")).unwrap()).unwrap();
    let totals: Vec<(&str, String)> = report.results[0]
        .candidates
        .iter()
        .map(|one| (one.id.as_str(), one.total.value.unwrap().to_string()))
        .collect();
    assert_eq!(
        totals,
        [("430703", "8.5".to_owned()), ("430702", "15".to_owned())]
    );
    let csv = std::fs::read_to_string(out.path().join("scores.csv")).unwrap();
    let row = csv.lines().find(|row| row.contains("鼎城区")).unwrap();
    assert!(row.contains(",8.5,有值,,2,差 6.5,,中心 0；群众测评 8.5"), "{row}");
    let page = std::fs::read_to_string(out.path().join("report.html")).unwrap();
    assert!(page.contains("id=\"scores\"") && page.contains("<b>8.5</b>") && !page.contains("src="));
}

#[test]
fn the_scores_command_ranks_and_explains_one_candidate() {
    let out = tempfile::tempdir().unwrap();
    let (cards, inputs) = small_scorecards(out.path());
    let arguments = ["scores", "--scorecards", &cards, "--inputs", &inputs];
    let text = stdout(&run_small(out.path(), &arguments));
    assert!(text.contains("区县考核") && text.contains("差 6.5"), "{text}");
    let one = [&arguments[..], &["--scorecard", "counties", "--unit", "430702"]].concat();
    let text = stdout(&run_small(out.path(), &one));
    assert!(
        text.contains("一份得分怎样算出来：武陵区") && text.contains("第 1 名"),
        "{text}"
    );
    let json = [&one[..], &["--format", "json"]].concat();
    let why: serde_json::Value = serde_json::from_str(&stdout(&run_small(out.path(), &json))).unwrap();
    assert_eq!(why["total"]["value"], "15");
    for (more, said) in [
        (["--scorecard", "county"], "没有评分表 county，有 counties"),
        (["--unit", "430799"], "没有给 430799 评分的评分表"),
    ] {
        let output = run_small(out.path(), &[&arguments[..], &more[..]].concat());
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr(&output).contains(said), "{}", stderr(&output));
    }
    let none = run_small(out.path(), &["scores"]);
    assert!(
        none.status.code() == Some(2) && stderr(&none).contains("--scorecards"),
        "{}",
        stderr(&none)
    );
}

#[test]
fn what_scorecards_name_and_the_plan_does_not_have_is_told_before_anything_is_scored() {
    let out = tempfile::tempdir().unwrap();
    let (cards, inputs) = small_scorecards(out.path());
    let spoilt = std::fs::read_to_string(&cards).unwrap().replace(
        "\"measure\": \"family_education_centres\"",
        "\"measure\": \"family_education_centre\"",
    );
    std::fs::write(&cards, spoilt).unwrap();
    for arguments in [
        vec!["check", &cards],
        vec!["scores", "--scorecards", &cards, "--inputs", &inputs],
    ] {
        let output = run_small(out.path(), &arguments);
        let text = stderr(&output);
        assert_eq!(output.status.code(), Some(1), "{text}");
        assert!(
            text.contains("cards.json /inputs/0/from/measure/measure")
                && text.contains("/candidates_from/0/measure")
                && text.contains("family_education_centres")
                && text.contains("共 2 处错误"),
            "{text}"
        );
    }
}

#[test]
fn a_number_that_is_given_and_flows_as_well_is_not_passed_over_in_silence() {
    let out = tempfile::tempdir().unwrap();
    let (cards, inputs) = small_scorecards(out.path());
    let given = std::fs::read_to_string(&inputs).unwrap();
    std::fs::write(
        &inputs,
        given.replace("\"numbers\": {", "\"numbers\": {\"centre\": {\"430703\": 1}, "),
    )
    .unwrap();
    let output = run_small(
        out.path(),
        &["scores", "--scorecards", &cards, "--inputs", &inputs],
    );
    let text = stderr(&output);
    assert!(text.contains("“指导服务中心”由工作要点和台账得出"), "{text}");
    assert!(stdout(&output).contains("差 6.5"), "{}", stdout(&output));
}

#[test]
fn check_reads_scorecards_and_says_what_is_in_them() {
    let output = run(&["check", &example("scorecards.json")]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let text = stdout(&output);
    assert!(text.contains("评分表 3 张，奖项 3 个，积分账 3 个"), "{text}");
    let both = stdout(&run(&["check", "--scorecards", &example("scorecards.json")]));
    assert!(
        both.contains("指标 83 个") && both.contains("评分表 3 张"),
        "{both}"
    );
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cards.json");
    let spoilt = std::fs::read_to_string(example("scorecards.json")).unwrap();
    std::fs::write(
        &path,
        spoilt.replacen("\"floor\": \"zero\"", "\"flor\": \"zero\"", 3),
    )
    .unwrap();
    let output = run(&["check", path.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    let text = stderr(&output);
    assert!(
        text.contains("cards.json") && text.contains("flor") && text.contains("共 6 处错误"),
        "{text}"
    );
}

#[test]
fn the_demonstration_ranks_gives_the_awards_and_says_that_they_are_examples() {
    let out = tempfile::tempdir().unwrap();
    let output = run(&["--divide", "5000", "--out", out.path().to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let text = stdout(&output);
    for said in [
        "【合成数据】",
        "示例：工作要点第10条",
        "部室排名",
        "区县排名",
        "同级执委排名（市执委）",
        "同级执委排名（村执委）",
        "十佳执委",
        "十佳模式",
        "十佳项目",
        "超额投票",
        "一份得分怎样算出来",
        "怎样提高最多",
    ] {
        assert!(text.contains(said), "{said}");
    }
    // A score that was set by hand stands beside the computed one, with who, when and why.
    let csv = std::fs::read_to_string(out.path().join("scores.csv")).unwrap();
    assert!(csv.contains("人工调整：系统算出") && csv.contains("报送系统停机两天"));
    let page = std::fs::read_to_string(out.path().join("report.html")).unwrap();
    for outside in ["http:", "https:", "src=", "@import", "url(", "<script", "<link"] {
        assert!(!page.contains(outside), "{outside}");
    }
    assert!(page.contains("绩效考核和十佳") && page.contains("十佳项目"));
}
