//! What was expected instead, in both languages.

use super::schema::Shape;
use crate::error::{Words, nearest};

/// “one of `a`, `b`”, and which of them is nearest to what was found.
pub(crate) fn known<S: AsRef<str>>(found: &str, known: impl IntoIterator<Item = S>) -> Words {
    let known: Vec<S> = known.into_iter().collect();
    let mut words = one_of(&known);
    if known.len() > 1
        && let Some(near) = nearest(found, known.iter().map(AsRef::as_ref))
    {
        words.zh.push_str(&format!("，最接近的是 `{near}`"));
        words.en.push_str(&format!("; the nearest is `{near}`"));
    }
    words
}

/// “one of `a`, `b`”, or the only one.
pub(crate) fn one_of<S: AsRef<str>>(known: &[S]) -> Words {
    match known {
        [] => Words::new("应为空：没有词可用", "nothing: no word is known here"),
        [only] => Words::new(
            format!("应为 `{}`", only.as_ref()),
            format!("`{}`", only.as_ref()),
        ),
        // Twelve are shown; the thirteenth tells that there are more.
        several => Words::one_of(several.iter().take(13)),
    }
}

/// The form that a value should have had.
pub(super) fn form(shape: &Shape) -> Words {
    match shape {
        Shape::Anything | Shape::Named(_) => Words::new("应有一个值", "a value"),
        Shape::Boolean => Words::new("应为 `true` 或 `false`", "`true` or `false`"),
        Shape::Integer { least, greatest } => Words::new(
            format!("应为 {least} 到 {greatest} 之间的整数"),
            format!("an integer from {least} to {greatest}"),
        ),
        Shape::Text => Words::new("应为带双引号的文字", "a text in double quotes"),
        Shape::Day => Words::new(
            "应为存在的日期，如 \"2022-06-30\"",
            "a day that exists, such as \"2022-06-30\"",
        ),
        Shape::MonthDay => Words::new(
            "应为月和日，如 \"09-01\"，2 月 29 日除外",
            "month and day such as \"09-01\", but not 29 February",
        ),
        Shape::Stamp => Words::new(
            "应为日期或日期加时间，如 \"2022-07-05\"、\"2022-07-05 16:30\"",
            "a day or a day with a time, such as \"2022-07-05\" or \"2022-07-05 16:30\"",
        ),
        Shape::Rational => Words::new(
            "应为整数，或带双引号的小数、百分数、分数，如 \"0.95\"、\"95%\"、\"19/20\"",
            "an integer, or a text such as \"0.95\", \"95%\" or \"19/20\"",
        ),
        Shape::List(_) => Words::new("应为列表 […]", "a list […]"),
        Shape::Map(_) | Shape::Object(_) | Shape::Tagged { .. } => {
            Words::new("应为对象 {…}", "an object {…}")
        }
        Shape::Optional(inner) => form(inner),
        Shape::Choice(choice) => {
            let keys = choice.keys.iter().map(|(key, _)| key);
            let all: Vec<&String> = choice.words.iter().chain(keys).collect();
            one_of(&all)
        }
    }
}

/// What was found, short enough to keep a thousand of them.
pub(crate) fn cut(found: &str) -> String {
    found.chars().take(100).collect()
}
