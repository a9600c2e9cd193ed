//! CSV that opens right in Excel and WPS: UTF-8 with byte order mark, CRLF, nothing runs as a formula, long codes stay text.

/// A CSV file in the making.
#[derive(Clone, Debug)]
pub struct Csv(String);

impl Csv {
    /// A file with its header.
    pub fn new<'a>(header: impl IntoIterator<Item = &'a str>) -> Self {
        let mut csv = Self(String::from('\u{feff}'));
        csv.row(header);
        csv
    }

    /// Adds a row.
    ///
    /// ```
    /// use jinguo_examples::views::csv::Csv;
    /// let mut csv = Csv::new(["a", "b"]);
    /// csv.row(["=1+1", "430702001001"]);
    /// csv.row(["12", "12e4567890123456"]);
    /// assert_eq!(csv.text(), "\u{feff}a,b\r\n'=1+1,430702001001\t\r\n12,12e4567890123456\t\r\n");
    /// ```
    pub fn row<'a>(&mut self, fields: impl IntoIterator<Item = &'a str>) {
        let mut first = true;
        for field in fields {
            if !std::mem::replace(&mut first, false) {
                self.0.push(',');
            }
            self.field(field);
        }
        self.0.push_str("\r\n");
    }

    fn field(&mut self, field: &str) {
        let mut text = String::new();
        // A spreadsheet takes such a field for a formula and runs it; an apostrophe makes it text.
        if field.starts_with(['=', '+', '-', '@', '\t', '\r']) && !is_number(field) {
            text.push('\'');
        }
        text.push_str(field);
        // A tab behind a code makes it text. Readers of the ledger drop it.
        if is_spoilt_by_spreadsheets(field) {
            text.push('\t');
        }
        if text.contains([',', '"', '\n', '\r']) {
            self.0.push('"');
            self.0.push_str(&text.replace('"', "\"\""));
            self.0.push('"');
        } else {
            self.0.push_str(&text);
        }
    }

    /// The text so far.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// Takes the text out where it is wanted.
    pub fn take_if(&mut self, wanted: bool) -> String {
        if wanted { self.take() } else { String::new() }
    }

    /// Takes the text out, so that a long file can be written piece by piece.
    pub fn take(&mut self) -> String {
        std::mem::take(&mut self.0)
    }
}

/// A spreadsheet turns codes of twelve digits and more into 4.3E+11, eats leading zeros, and takes a key such as
/// `12e4567890123456` for a number with an exponent.
fn is_spoilt_by_spreadsheets(field: &str) -> bool {
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match field.split_once(['e', 'E']) {
        Some((before, after)) => is_digits(before) && is_digits(after),
        None => is_digits(field) && (field.len() >= 12 || (field.len() > 1 && field.starts_with('0'))),
    }
}

/// A negative number is no formula.
fn is_number(field: &str) -> bool {
    field.strip_prefix('-').is_some_and(|rest| {
        !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
    })
}

/// The results as rows: one a measure and unit, everybody and strata, exact numbers beside the rounded ones.
pub fn results(scene: &super::scene::Scene<'_>) -> String {
    use super::number;
    use crate::words;
    let mut csv = Csv::new([
        "条款",
        "指标编号",
        "指标",
        "单位编号",
        "单位",
        "分组",
        "取值状态",
        "已覆盖",
        "应覆盖",
        "数值",
        "完成率",
        "目标",
        "截止日期",
        "状态",
        "不计入",
        "有理由未完成",
        "无效完成",
        "未覆盖已到期",
        "未覆盖未到期",
        "数据缺失",
        "提示",
    ]);
    for (_, measure, report) in scene.measures() {
        for result in &report.results {
            let classes = result.classes;
            let flags: Vec<String> = result
                .flags
                .iter()
                .map(|flag| words::flag(flag.code, flag.count))
                .collect();
            let target = result.target.as_ref();
            let fields = [
                measure.clause.clone(),
                measure.id.clone(),
                measure.title.zh.clone(),
                result.unit.clone(),
                scene.name(&result.unit).to_owned(),
                result.stratum.join(";"),
                words::state(result.state).to_owned(),
                result.numerator.to_string(),
                result.denominator.to_string(),
                result.value.map(|value| value.to_string()).unwrap_or_default(),
                number::value(measure.scoring, result),
                target.map(|target| target.value.to_string()).unwrap_or_default(),
                target.map(|target| target.due.to_string()).unwrap_or_default(),
                words::status(result.status).to_owned(),
                classes.excluded.to_string(),
                classes.excepted.to_string(),
                classes.void.to_string(),
                classes.open.to_string(),
                classes.prospective.to_string(),
                classes.unknown.to_string(),
                flags.join("；"),
            ];
            csv.row(fields.iter().map(String::as_str));
        }
    }
    csv.take()
}
