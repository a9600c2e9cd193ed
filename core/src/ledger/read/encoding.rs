//! From bytes to text: UTF-8, or GB18030 as Excel and WPS save it in China.

use crate::error::{Code, Error, Fault, Place, Words};
use std::borrow::Cow;

/// The text of a file, without its byte order mark.
///
/// # Errors
/// `bad_encoding`, with the line and the byte that cannot be read.
pub(super) fn decode<'a>(name: &str, bytes: &'a [u8]) -> Result<Cow<'a, str>, Error> {
    let (rest, marked) = match bytes.strip_prefix(b"\xef\xbb\xbf") {
        Some(rest) => (rest, true),
        None => (bytes, false),
    };
    if is_utf16(rest) {
        return Err(utf16(name));
    }
    let invalid = match std::str::from_utf8(rest) {
        Ok(text) => return Ok(Cow::Borrowed(text)),
        Err(error) => error.valid_up_to(),
    };
    if marked || is_damaged_utf8(rest) {
        return Err(undecodable(name, rest, invalid, "UTF-8"));
    }
    other(name, rest, invalid)
}

/// The text of a file that can only be UTF-8, without its byte order mark.
///
/// # Errors
/// `bad_encoding`, with the line and the byte that cannot be read.
pub(super) fn decode_utf8<'a>(name: &str, bytes: &'a [u8]) -> Result<&'a str, Error> {
    let rest = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if is_utf16(rest) {
        return Err(utf16(name));
    }
    std::str::from_utf8(rest).map_err(|error| undecodable(name, rest, error.valid_up_to(), "UTF-8"))
}

/// How much of a file was read before.
#[derive(Clone, Copy)]
pub(super) struct From {
    /// Bytes, without the byte order mark.
    pub(super) bytes: u64,
    /// The line on which the next byte stands.
    pub(super) line: u32,
}

/// The text of a piece of a file in UTF-8, and how many bytes of a mark stand before it. Unless the piece is the last one,
/// a character that it only begins is left.
///
/// # Errors
/// As [`decode_utf8`].
pub(super) fn decode_piece<'a>(
    name: &str,
    bytes: &'a [u8],
    from: From,
    last: bool,
) -> Result<(usize, &'a str), Error> {
    let rest = match bytes.strip_prefix(b"\xef\xbb\xbf") {
        Some(rest) if from.bytes == 0 => rest,
        _ => bytes,
    };
    if from.bytes == 0 && is_utf16(rest) {
        return Err(utf16(name));
    }
    let mark = bytes.len().saturating_sub(rest.len());
    let error = match std::str::from_utf8(rest) {
        Ok(text) => return Ok((mark, text)),
        Err(error) => error,
    };
    let whole = rest.get(..error.valid_up_to());
    match whole.map(std::str::from_utf8) {
        Some(Ok(text)) if error.error_len().is_none() && !last => Ok((mark, text)),
        _ => Err(undecodable_from(name, rest, error.valid_up_to(), "UTF-8", from)),
    }
}

/// Whether bytes that are not UTF-8 are rather GBK or GB18030 than UTF-8 with a spoilt place: for a program that decodes
/// itself, as a browser does.
///
/// ```
/// use jinguo::ledger::may_be_gb18030;
/// assert!(may_be_gb18030(b"\xb8\xbe\xc1\xaa"));
/// assert!(!may_be_gb18030("妇联".as_bytes()));
/// ```
pub fn may_be_gb18030(bytes: &[u8]) -> bool {
    let marked = bytes.starts_with(b"\xef\xbb\xbf");
    !marked && !is_utf16(bytes) && std::str::from_utf8(bytes).is_err() && !is_damaged_utf8(bytes)
}

#[cfg(feature = "gbk")]
fn other<'a>(name: &str, bytes: &'a [u8], invalid: usize) -> Result<Cow<'a, str>, Error> {
    if let Some(text) = encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(bytes) {
        return Ok(text);
    }
    // Neither encoding fits. The one that gets farther is the likelier one, and names the spoilt place.
    let broken = first_broken_gb18030(bytes);
    if broken > invalid {
        Err(undecodable(name, bytes, broken, "GB18030"))
    } else {
        Err(undecodable(name, bytes, invalid, "UTF-8"))
    }
}

#[cfg(not(feature = "gbk"))]
fn other<'a>(name: &str, bytes: &'a [u8], invalid: usize) -> Result<Cow<'a, str>, Error> {
    Err(undecodable(name, bytes, invalid, "UTF-8"))
}

/// Where GB18030 stops to make sense.
#[cfg(feature = "gbk")]
fn first_broken_gb18030(bytes: &[u8]) -> usize {
    use encoding_rs::DecoderResult;
    let mut decoder = encoding_rs::GB18030.new_decoder_without_bom_handling();
    let mut sink = vec![0u8; 4096];
    let mut done = 0usize;
    loop {
        let rest = bytes.get(done..).unwrap_or_default();
        let (result, read, _) = decoder.decode_to_utf8_without_replacement(rest, &mut sink, true);
        done = done.saturating_add(read);
        match result {
            DecoderResult::InputEmpty => return bytes.len(),
            DecoderResult::OutputFull if read > 0 => {}
            DecoderResult::OutputFull => return done,
            DecoderResult::Malformed(length, after) => {
                let back = usize::from(length).saturating_add(usize::from(after));
                return done.saturating_sub(back);
            }
        }
    }
}

/// Whether bytes that are not UTF-8 are nevertheless UTF-8 with a spoilt place, and not GB18030.
///
/// Almost any bytes are some GB18030 text, so a UTF-8 file with one lost byte would become nonsense without a fault.
/// Chinese in UTF-8 is made of three-byte characters; in a GB18030 file such sequences are rare, and broken ones many.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        let wide = chunk.valid().chars().filter(|character| character.len_utf8() > 2);
        good = good.saturating_add(wide.count());
        bad = bad.saturating_add(usize::from(!chunk.invalid().is_empty()));
    }
    good > bad
}

/// A mark of UTF-16 or a NUL among the first bytes: a text in UTF-8 or GB18030 has none.
fn is_utf16(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xff\xfe")
        || bytes.starts_with(b"\xfe\xff")
        || bytes
            .get(..bytes.len().min(64))
            .is_some_and(|start| start.contains(&0))
}

fn utf16(name: &str) -> Error {
    let expected = Words::new(
        "应为 UTF-8 或 GBK；这是 UTF-16（Excel 的“Unicode 文本”），请另存为“CSV UTF-8（逗号分隔）”",
        "UTF-8 or GBK; this is UTF-16 (Excel's “Unicode Text”): save it as “CSV UTF-8 (comma delimited)”",
    );
    Fault::new(Code::BadEncoding, Place::document(name), "UTF-16", expected).into()
}

fn undecodable(name: &str, bytes: &[u8], at: usize, encoding: &str) -> Error {
    undecodable_from(name, bytes, at, encoding, From { bytes: 0, line: 1 })
}

fn undecodable_from(name: &str, bytes: &[u8], at: usize, encoding: &str, from: From) -> Error {
    let before = bytes.get(..at).unwrap_or(bytes);
    let line = count_lines(before).saturating_add(u64::from(from.line).saturating_sub(1));
    let found = bytes
        .get(at)
        .map_or_else(String::new, |byte| format!("0x{byte:02X}"));
    let position = from
        .bytes
        .saturating_add(u64::try_from(at).unwrap_or(u64::MAX))
        .saturating_add(1);
    let both = if cfg!(feature = "gbk") {
        "UTF-8 或 GB18030"
    } else {
        "UTF-8"
    };
    let either = if cfg!(feature = "gbk") {
        "UTF-8 or GB18030"
    } else {
        "UTF-8"
    };
    let expected = Words::new(
        format!("应为 {both} 文字；按 {encoding} 读到第 {position} 字节中断"),
        format!("text in {either}; read as {encoding} it breaks at byte {position}"),
    );
    Fault::new(Code::BadEncoding, Place::row(name, line), found, expected).into()
}

/// The number of the line on which the text after these bytes stands.
fn count_lines(bytes: &[u8]) -> u64 {
    let mut lines = 1u64;
    let mut rest = bytes;
    while let Some(end) = memchr::memchr2(b'\n', b'\r', rest) {
        let (here, next) = rest
            .split_at_checked(end.saturating_add(1))
            .unwrap_or((rest, &[]));
        rest = match here.last() {
            Some(b'\r') => next.strip_prefix(b"\n").unwrap_or(next),
            _ => next,
        };
        lines = lines.saturating_add(1);
    }
    lines
}

#[cfg(test)]
mod tests;
