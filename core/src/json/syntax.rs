//! What is wrong with the syntax of a JSON text, in both languages.

use crate::error::{Code, Fault, Place, Words};

/// What `serde_json` says of a broken text, and the same in Chinese and in our English.
const SAYINGS: [(&str, &str, &str); 20] = [
    (
        "EOF while parsing a list",
        "应为 `]`：文字提前结束",
        "`]`: the text ends too early",
    ),
    (
        "EOF while parsing an object",
        "应为 `}`：文字提前结束",
        "`}`: the text ends too early",
    ),
    (
        "EOF while parsing a string",
        "应为 `\"`：文字提前结束",
        "`\"`: the text ends too early",
    ),
    (
        "EOF while parsing a value",
        "应有一个值：文字提前结束",
        "a value: the text ends too early",
    ),
    ("expected `:`", "应为 `:`", "`:`"),
    ("expected `,` or `]`", "应为 `,` 或 `]`", "`,` or `]`"),
    ("expected `,` or `}`", "应为 `,` 或 `}`", "`,` or `}`"),
    (
        "expected ident",
        "应为 `true`、`false` 或 `null`",
        "`true`, `false` or `null`",
    ),
    ("expected value", "应有一个值", "a value"),
    ("expected `\"`", "应为 `\"`", "`\"`"),
    (
        "invalid escape",
        "应为 JSON 的转义符，如 `\\n`",
        "an escape of JSON, such as `\\n`",
    ),
    ("invalid number", "应为 JSON 的数字", "a number as JSON writes it"),
    ("number out of range", "应为范围内的数字", "a number within range"),
    (
        "invalid unicode code point",
        "应为 Unicode 字符",
        "a Unicode character",
    ),
    (
        "control character",
        "应为没有控制字符的文字；换行写作 `\\n`",
        "a text without control characters; a line break is written `\\n`",
    ),
    (
        "key must be a string",
        "应为带双引号的键",
        "a key in double quotes",
    ),
    (
        "unexpected end of hex escape",
        "应为成对的代理码",
        "surrogates in pairs",
    ),
    (
        "lone leading surrogate",
        "应为成对的代理码",
        "surrogates in pairs",
    ),
    (
        "trailing comma",
        "应去掉末尾的逗号",
        "no comma before the closing bracket",
    ),
    ("trailing characters", "应到此结束", "the end of the text"),
];

/// A syntax fault; `rest` is the text from where reading stopped.
pub(super) fn fault(error: &serde_json::Error, rest: &str, place: Place) -> Fault {
    let message = error.to_string();
    let said = message.split(" at line ").next().unwrap_or_default();
    let expected = SAYINGS
        .iter()
        .find(|(theirs, _, _)| said.starts_with(theirs))
        .map_or_else(
            || Words::new("应为 JSON", format!("JSON ({said})")),
            |(_, zh, en)| Words::new(*zh, *en),
        );
    let found = rest
        .chars()
        .take_while(|c| !c.is_control())
        .take(20)
        .collect::<String>();
    Fault::new(Code::BadJson, place, found, expected)
}
