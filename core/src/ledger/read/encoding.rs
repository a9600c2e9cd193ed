//! From bytes to text: UTF-8 with or without a mark, GBK and GB18030 by feature.

use crate::error::{Code, Error, Fault, Place, Words};
use std::borrow::Cow;

/// The text of a file.
pub(super) fn decode<'a>(name: &str, bytes: &'a [u8]) -> Result<Cow<'a, str>, Error> {
    let wide = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    let bytes = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(bytes);
    if wide {
        let expected = Words::new(
            "应为 UTF-8 或 GBK；这是 UTF-16（Excel 的“Unicode 文本”），请另存为“CSV UTF-8”",
            "UTF-8 or GBK; this is UTF-16 (“Unicode text” of Excel), save it as “CSV UTF-8”",
        );
        return Err(Fault::new(Code::BadEncoding, Place::document(name), "", expected).into());
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Cow::Borrowed(text)),
        Err(error) => chinese(bytes).map(Cow::Owned).ok_or_else(|| {
            let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
            let line = memchr::memchr_iter(b'\n', before).count();
            let line = u64::try_from(line).unwrap_or(u64::MAX).saturating_add(1);
            let found = bytes
                .get(error.valid_up_to())
                .map(|byte| format!("0x{byte:02X}"))
                .unwrap_or_default();
            let expected = if cfg!(feature = "gbk") {
                Words::new(
                    "应为 UTF-8 或 GB18030（GBK）文字",
                    "text in UTF-8 or GB18030 (GBK)",
                )
            } else {
                Words::new(
                    "应为 UTF-8 文字；GBK 文件请先解码",
                    "text in UTF-8; decode a GBK file first",
                )
            };
            Fault::new(Code::BadEncoding, Place::row(name, line), found, expected).into()
        }),
    }
}

/// The text if every byte is GB18030, of which GBK is a part.
#[cfg(feature = "gbk")]
fn chinese(bytes: &[u8]) -> Option<String> {
    let text = encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(bytes)?;
    Some(text.into_owned())
}

#[cfg(not(feature = "gbk"))]
fn chinese(_: &[u8]) -> Option<String> {
    None
}
