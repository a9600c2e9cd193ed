//! How the program ends when it cannot do what was asked.

use super::arguments::Language;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::path::Path;

/// Why the program stops.
#[derive(Debug)]
pub enum Failure {
    /// The command line asks for something that cannot be.
    Usage(Said),
    /// The input is wrong.
    Input(jinguo::Error),
    /// A file cannot be read or written.
    File(Said),
    /// Who read the output has gone away.
    Closed,
}

/// A sentence in both languages.
#[derive(Debug)]
pub struct Said {
    zh: String,
    en: String,
}

impl Failure {
    /// A wrong use of the command line.
    pub fn usage(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self::Usage(Said {
            zh: zh.into(),
            en: en.into(),
        })
    }

    /// A file that cannot be read or written.
    pub fn file(path: &Path, verb: (&str, &str), error: &std::io::Error) -> Self {
        Self::File(Said {
            zh: format!("{} 无法{}：{}", path.display(), verb.0, reason(error)),
            en: format!("{} cannot be {}: {error}", path.display(), verb.1),
        })
    }

    /// The exit code.
    pub fn code(&self) -> u8 {
        match self {
            Self::Closed => 0,
            Self::Input(_) | Self::File(_) => 1,
            Self::Usage(_) => 2,
        }
    }

    /// What to tell the user.
    pub fn text(&self, language: Language) -> String {
        let said = |said: &Said| match language {
            Language::Zh => said.zh.clone(),
            Language::En => said.en.clone(),
        };
        match (self, language) {
            (Self::Usage(text), Language::Zh) => format!("用法有误：{}\n用 --help 看说明", said(text)),
            (Self::Usage(text), Language::En) => format!("usage: {}\nsee --help", said(text)),
            (Self::File(text), _) => said(text),
            (Self::Input(error), Language::Zh) => format!("{}\n共 {} 处错误", error.zh(), error.total()),
            (Self::Input(error), Language::En) => format!("{}\n{} faults in all", error.en(), error.total()),
            (Self::Closed, _) => String::new(),
        }
    }
}

impl From<jinguo::Error> for Failure {
    fn from(error: jinguo::Error) -> Self {
        Self::Input(error)
    }
}

fn reason(error: &std::io::Error) -> String {
    use std::io::ErrorKind::{AlreadyExists, NotADirectory, NotFound, PermissionDenied, StorageFull};
    match error.kind() {
        NotFound => "没有这个文件或文件夹".into(),
        PermissionDenied => "没有权限".into(),
        AlreadyExists => "已经存在".into(),
        NotADirectory => "不是文件夹".into(),
        StorageFull => "磁盘已满".into(),
        _ => error.to_string(),
    }
}

/// What clap found wrong, in Chinese.
pub fn clap_zh(error: &clap::Error) -> String {
    let context = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join("、"),
        Some(ContextValue::StyledStr(text)) => text.to_string(),
        _ => String::new(),
    };
    let (argument, value) = (
        context(ContextKind::InvalidArg),
        context(ContextKind::InvalidValue),
    );
    let mut text = match error.kind() {
        ErrorKind::UnknownArgument => format!("没有选项 {argument}"),
        ErrorKind::InvalidSubcommand => format!("没有命令 {}", context(ContextKind::InvalidSubcommand)),
        ErrorKind::InvalidValue if value.is_empty() => format!("{argument} 没有写值"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => format!("{argument} 不能是 `{value}`"),
        ErrorKind::MissingRequiredArgument => format!("缺少 {argument}"),
        ErrorKind::ArgumentConflict => format!("{argument} 不能与 {} 同用", context(ContextKind::PriorArg)),
        ErrorKind::TooManyValues => format!("{argument} 多了一个值 `{value}`"),
        ErrorKind::NoEquals | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("{argument} 的值的个数不对")
        }
        ErrorKind::InvalidUtf8 => "参数不是 UTF-8 文字".into(),
        _ => error.to_string(),
    };
    let valid = context(ContextKind::ValidValue);
    if !valid.is_empty() {
        text.push_str(&format!("，可以是 {valid}"));
    }
    if error.kind() == ErrorKind::ValueValidation
        && let Some(why) = std::error::Error::source(error)
    {
        text.push_str(&format!("：{why}"));
    }
    for kind in [
        ContextKind::SuggestedArg,
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedValue,
    ] {
        let near = context(kind);
        if !near.is_empty() {
            text.push_str(&format!("，是不是 {near}？"));
        }
    }
    format!("用法有误：{text}\n用 --help 看说明")
}
