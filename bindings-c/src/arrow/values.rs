//! The values of Arrow columns, read where they stand.
#![allow(unsafe_code, reason = "buffers of another library are read here")]

use super::abi::{ArrowArray, ArrowSchema};
use super::format::{self, Format};
use crate::columns::{Buffer, OF_NUMBERS, day_text, number_text, stamp_text, utf8};
use crate::memory::{bad_pointer, items, misuse};
use jinguo::error::{Code, Error, Words};
use jinguo::ledger::{BadValue, ColumnValues};
use std::borrow::Cow;

/// Where one array's values stand. Positions count from the start of its buffers.
struct Frame<'a> {
    valid: Option<&'a [u8]>,
    first: usize,
    len: usize,
}

impl Frame<'_> {
    /// The position of a row in the buffers; none where the row has no value.
    fn position(&self, row: usize) -> Option<usize> {
        let at = self.first.checked_add(row).filter(|_| row < self.len)?;
        match self.valid {
            Some(bits) => bit(bits, at).then_some(at),
            None => Some(at),
        }
    }
}

fn bit(bits: &[u8], at: usize) -> bool {
    let byte = bits.get(at.wrapping_shr(3)).copied().unwrap_or(0);
    byte.wrapping_shr(u32::try_from(at & 7).unwrap_or(0)) & 1 == 1
}

/// What a column holds.
enum Data<'a> {
    Null,
    Boolean(&'a [u8]),
    Whole {
        bytes: &'a [u8],
        width: usize,
        signed: bool,
    },
    Decimal(&'a [u8], u32),
    Days(&'a [u8]),
    DayMilliseconds(&'a [u8]),
    Time(&'a [u8], i64),
    Text(Offsets<'a>, Buffer<'a>),
    View(&'a [u8], Vec<&'a [u8]>),
    List(Offsets<'a>, Box<Column<'a>>),
    Dictionary(Box<Data<'a>>, Box<Column<'a>>),
}

/// Offsets of 32 or 64 bits, as bytes.
struct Offsets<'a> {
    bytes: &'a [u8],
    width: usize,
}

impl Offsets<'_> {
    fn get(&self, at: usize) -> Option<usize> {
        let rest = self.bytes.get(at.checked_mul(self.width)?..)?;
        if self.width == 4 {
            let offset = i32::from_ne_bytes(*rest.first_chunk()?);
            usize::try_from(offset).ok()
        } else {
            let offset = i64::from_ne_bytes(*rest.first_chunk()?);
            usize::try_from(offset).ok()
        }
    }

    fn span(&self, at: usize) -> Option<std::ops::Range<usize>> {
        Some(self.get(at)?..self.get(at.checked_add(1)?)?)
    }
}

/// One column of one record batch.
pub(super) struct Column<'a> {
    frame: Frame<'a>,
    data: Data<'a>,
}

/// The columns of a record batch, in the order of its schema.
///
/// # Safety
/// Schema and array keep the interface, and live as long as the columns.
pub(super) unsafe fn columns<'a>(
    schema: &'a ArrowSchema,
    array: &'a ArrowArray,
) -> Result<Vec<Column<'a>>, Error> {
    // SAFETY: the caller keeps the contract.
    unsafe {
        let schemas = format::children(schema)?;
        let arrays = children(array)?;
        if schemas.len() != arrays.len() {
            let expected = Words::same(schemas.len().to_string());
            return Err(misuse(
                Code::LengthMismatch,
                "array",
                arrays.len().to_string(),
                expected,
            ));
        }
        let (skip, len) = (size(array.offset)?, size(array.length)?);
        refuse_missing_rows(array, skip, len)?;
        schemas
            .into_iter()
            .zip(arrays)
            .map(|(schema, array)| {
                let mut column = column(schema, array)?;
                if column.frame.len < skip.saturating_add(len) {
                    let expected = Words::same(skip.saturating_add(len).to_string());
                    let found = column.frame.len.to_string();
                    return Err(misuse(Code::LengthMismatch, "array", found, expected));
                }
                column.frame.first = column.frame.first.saturating_add(skip);
                column.frame.len = len;
                Ok(column)
            })
            .collect()
    }
}

/// A table has no rows that are missing as a whole; a struct column may have, and would lose them.
///
/// # Safety
/// The array keeps the interface.
unsafe fn refuse_missing_rows(array: &ArrowArray, skip: usize, len: usize) -> Result<(), Error> {
    // SAFETY: the caller keeps the contract.
    let pointers = unsafe { items(array.buffers.cast_const(), size(array.n_buffers)?, "array")? };
    if pointers.first().is_none_or(|bits| bits.is_null()) {
        return Ok(());
    }
    let count = skip.saturating_add(len);
    // SAFETY: as above.
    let bits = unsafe { Buffers { pointers, count }.bits(0)? };
    match (skip..count).find(|at| !bit(bits, *at)) {
        None => Ok(()),
        Some(at) => {
            let expected = Words::new("应为没有空行的表", "a table in which no row is null");
            let row = at.saturating_sub(skip).saturating_add(1);
            Err(misuse(Code::BadParameter, "array", row.to_string(), expected))
        }
    }
}

fn size(number: i64) -> Result<usize, Error> {
    usize::try_from(number).map_err(|_| {
        misuse(
            Code::BadLength,
            "array",
            number.to_string(),
            Words::new("应不小于零", "zero or more"),
        )
    })
}

/// # Safety
/// The array keeps the interface.
unsafe fn children(array: &ArrowArray) -> Result<Vec<&ArrowArray>, Error> {
    // SAFETY: the caller keeps the contract.
    let children = unsafe { items(array.children.cast_const(), size(array.n_children)?, "array")? };
    children
        .iter()
        // SAFETY: as above.
        .map(|child| unsafe { child.as_ref() }.ok_or_else(|| bad_pointer("array")))
        .collect()
}

/// The buffers of one array. Their lengths follow from its length; the interface does not tell them.
struct Buffers<'a> {
    pointers: &'a [*const std::ffi::c_void],
    /// Items in the buffers: those before the first one as well.
    count: usize,
}

impl<'a> Buffers<'a> {
    /// # Safety
    /// The buffer has so many bytes.
    unsafe fn bytes(&self, index: usize, len: Option<usize>) -> Result<&'a [u8], Error> {
        let len = len.ok_or_else(|| misuse(Code::BadLength, "array", "", Words::default()))?;
        let pointer = self.pointers.get(index).copied().unwrap_or(std::ptr::null());
        // SAFETY: the caller keeps the contract.
        unsafe { items(pointer.cast::<u8>(), len, "array") }
    }

    /// # Safety
    /// The buffer has so many bytes for each item.
    unsafe fn fixed(&self, index: usize, width: usize) -> Result<&'a [u8], Error> {
        // SAFETY: the caller keeps the contract.
        unsafe { self.bytes(index, self.count.checked_mul(width)) }
    }

    /// # Safety
    /// The buffer has a bit for each item.
    unsafe fn bits(&self, index: usize) -> Result<&'a [u8], Error> {
        // SAFETY: the caller keeps the contract.
        unsafe { self.bytes(index, Some(self.count.div_ceil(8))) }
    }

    /// # Safety
    /// The buffer has an offset more than there are items; one of no items may be missing.
    unsafe fn offsets(&self, index: usize, width: usize) -> Result<Offsets<'a>, Error> {
        let len = self
            .count
            .checked_add(1)
            .and_then(|count| count.checked_mul(width));
        let len = if self.count == 0 { Some(0) } else { len };
        // SAFETY: the caller keeps the contract.
        let bytes = unsafe { self.bytes(index, len)? };
        Ok(Offsets { bytes, width })
    }
}

/// # Safety
/// Schema and array keep the interface, and live as long as the column.
unsafe fn column<'a>(schema: &'a ArrowSchema, array: &'a ArrowArray) -> Result<Column<'a>, Error> {
    // SAFETY: the caller keeps the contract.
    unsafe {
        let (first, len) = (size(array.offset)?, size(array.length)?);
        let format = format::format(schema)?;
        let count = first.checked_add(len).ok_or_else(|| bad_pointer("array"))?;
        let pointers = items(array.buffers.cast_const(), size(array.n_buffers)?, "array")?;
        let buffers = Buffers { pointers, count };
        let has_bits = format != Format::Null && pointers.first().is_some_and(|bits| !bits.is_null());
        let valid = if has_bits { Some(buffers.bits(0)?) } else { None };
        let frame = Frame { valid, first, len };
        let data = data(format, &buffers, schema, array)?;
        let data = match (schema.dictionary.as_ref(), array.dictionary.as_ref()) {
            (Some(schema), Some(array)) => {
                if !matches!(data, Data::Whole { .. }) {
                    return Err(bad_pointer("schema"));
                }
                // Checked before it is read: structures may be nested without end.
                let plain = schema.dictionary.is_null() && !format::format(schema)?.is_list();
                if !plain {
                    return Err(nested());
                }
                Data::Dictionary(Box::new(data), Box::new(column(schema, array)?))
            }
            (None, None) => data,
            _ => return Err(bad_pointer("schema")),
        };
        Ok(Column { frame, data })
    }
}

/// # Safety
/// As [`column`].
unsafe fn data<'a>(
    format: Format,
    buffers: &Buffers<'a>,
    schema: &'a ArrowSchema,
    array: &'a ArrowArray,
) -> Result<Data<'a>, Error> {
    // SAFETY: the caller keeps the contract: each type has the buffers that the interface says.
    unsafe {
        Ok(match format {
            Format::Null => Data::Null,
            Format::Boolean => Data::Boolean(buffers.bits(1)?),
            Format::Signed(width) => Data::Whole {
                bytes: buffers.fixed(1, width)?,
                width,
                signed: true,
            },
            Format::Unsigned(width) => Data::Whole {
                bytes: buffers.fixed(1, width)?,
                width,
                signed: false,
            },
            Format::Decimal(digits) => Data::Decimal(buffers.fixed(1, 16)?, digits),
            Format::Days => Data::Days(buffers.fixed(1, 4)?),
            Format::DayMilliseconds => Data::DayMilliseconds(buffers.fixed(1, 8)?),
            Format::Time(units) => Data::Time(buffers.fixed(1, 8)?, units),
            Format::Utf8 | Format::LargeUtf8 => {
                let width = if format == Format::Utf8 { 4 } else { 8 };
                let offsets = buffers.offsets(1, width)?;
                let len = offsets.get(buffers.count).unwrap_or(0);
                Data::Text(offsets, Buffer::new(buffers.bytes(2, Some(len))?))
            }
            Format::Utf8View => views(buffers)?,
            Format::List | Format::LargeList => {
                let width = if format == Format::List { 4 } else { 8 };
                let offsets = buffers.offsets(1, width)?;
                let schema = format::children(schema)?.first().copied();
                let array = children(array)?.first().copied();
                let (schema, array) = schema.zip(array).ok_or_else(|| bad_pointer("schema"))?;
                if format::format(schema)?.is_list() {
                    return Err(nested());
                }
                Data::List(offsets, Box::new(column(schema, array)?))
            }
        })
    }
}

fn nested() -> Error {
    let expected = Words::new("应为文字、数或文字列表", "text, numbers, or lists of text");
    misuse(Code::BadParameter, "schema", "", expected)
}

/// Text in views: sixteen bytes each, and as many buffers as the array has between the views and the last one, which tells
/// their lengths.
///
/// # Safety
/// As [`column`].
unsafe fn views<'a>(buffers: &Buffers<'a>) -> Result<Data<'a>, Error> {
    // SAFETY: the caller keeps the contract.
    unsafe {
        let views = buffers.fixed(1, 16)?;
        let texts = buffers.pointers.len().saturating_sub(3);
        let last = buffers.pointers.len().saturating_sub(1);
        let lengths = buffers.bytes(last, texts.checked_mul(8))?;
        let mut all = Vec::with_capacity(texts);
        for text in 0..texts {
            let len = whole(lengths, 8, true, text).and_then(|len| usize::try_from(len).ok());
            all.push(buffers.bytes(text.saturating_add(2), len)?);
        }
        Ok(Data::View(views, all))
    }
}

/// A whole number of some bytes, in the order of the machine.
fn whole(bytes: &[u8], width: usize, signed: bool, at: usize) -> Option<i128> {
    let start = at.checked_mul(width)?;
    let bytes = bytes.get(start..start.checked_add(width)?)?;
    Some(match (width, signed) {
        (1, true) => i8::from_ne_bytes(bytes.try_into().ok()?).into(),
        (1, false) => u8::from_ne_bytes(bytes.try_into().ok()?).into(),
        (2, true) => i16::from_ne_bytes(bytes.try_into().ok()?).into(),
        (2, false) => u16::from_ne_bytes(bytes.try_into().ok()?).into(),
        (4, true) => i32::from_ne_bytes(bytes.try_into().ok()?).into(),
        (4, false) => u32::from_ne_bytes(bytes.try_into().ok()?).into(),
        (8, true) => i64::from_ne_bytes(bytes.try_into().ok()?).into(),
        (8, false) => u64::from_ne_bytes(bytes.try_into().ok()?).into(),
        (16, _) => i128::from_ne_bytes(bytes.try_into().ok()?),
        _ => return None,
    })
}

fn broken() -> BadValue {
    BadValue {
        code: Code::BadLength,
        found: String::new(),
        expected: Words::new("应为完好的 Arrow 数组", "an Arrow array that is whole"),
    }
}

impl Column<'_> {
    fn text(&self, row: usize) -> Result<Cow<'_, str>, BadValue> {
        match self.frame.position(row) {
            Some(at) => self.data.text(at),
            None => Ok(Cow::Borrowed("")),
        }
    }
}

impl Data<'_> {
    /// A text with every character of every value, where one is at hand.
    fn characters(&self) -> Option<&str> {
        match self {
            Self::Null => Some(""),
            Self::Boolean(_) => Some("truefalse"),
            Self::Whole { .. }
            | Self::Decimal(..)
            | Self::Days(_)
            | Self::DayMilliseconds(_)
            | Self::Time(..) => Some(OF_NUMBERS),
            Self::Text(_, data) => data.whole(),
            Self::Dictionary(_, items) => items.data.characters(),
            Self::View(..) | Self::List(..) => None,
        }
    }

    fn whole(&self, at: usize) -> Option<i128> {
        match self {
            Self::Whole { bytes, width, signed } => whole(bytes, *width, *signed, at),
            Self::Decimal(bytes, _) => whole(bytes, 16, true, at),
            Self::Days(bytes) => whole(bytes, 4, true, at),
            Self::DayMilliseconds(bytes) | Self::Time(bytes, _) => whole(bytes, 8, true, at),
            _ => None,
        }
    }

    fn text(&self, at: usize) -> Result<Cow<'_, str>, BadValue> {
        let number = || self.whole(at).ok_or_else(broken);
        let small = || number().and_then(|number| i64::try_from(number).map_err(|_| broken()));
        match self {
            Self::Null => Ok(Cow::Borrowed("")),
            Self::Boolean(bits) => Ok(Cow::Borrowed(if bit(bits, at) { "true" } else { "false" })),
            Self::Whole { .. } => Ok(Cow::Owned(number()?.to_string())),
            Self::Decimal(_, digits) => Ok(Cow::Owned(number_text(number()?, *digits))),
            Self::Days(_) => day_text(small()?),
            Self::DayMilliseconds(_) => day_text(small()?.div_euclid(86_400_000)),
            // Parts of a second are left out: the ledger counts seconds.
            Self::Time(_, units) => stamp_text(small()?.checked_div_euclid(*units).ok_or_else(broken)?),
            Self::Text(offsets, data) => {
                let text = offsets.span(at).and_then(|span| data.text(span));
                text.ok_or_else(broken)?
            }
            Self::View(views, texts) => utf8(view(views, texts, at).ok_or_else(broken)?),
            Self::List(offsets, items) => {
                let span = offsets.span(at).ok_or_else(broken)?;
                let texts = span.map(|item| items.text(item)).collect::<Result<Vec<_>, _>>()?;
                match texts.iter().find(|text| text.contains([';', '；'])) {
                    None => Ok(Cow::Owned(texts.join(";"))),
                    Some(text) => Err(BadValue {
                        code: Code::BadText,
                        found: text.clone().into_owned(),
                        expected: Words::new("列表中的一项不应含分号", "items of a list without a semicolon"),
                    }),
                }
            }
            Self::Dictionary(indices, items) => {
                let index = indices.whole(at).and_then(|index| usize::try_from(index).ok());
                items.text(index.ok_or_else(broken)?)
            }
        }
    }
}

/// The bytes of a view: up to twelve stand in the view itself.
fn view<'a>(views: &'a [u8], texts: &[&'a [u8]], at: usize) -> Option<&'a [u8]> {
    let start = at.checked_mul(16)?;
    let view = views.get(start..start.checked_add(16)?)?;
    let part = |at: usize| whole(view, 4, true, at).and_then(|part| usize::try_from(part).ok());
    let len = part(0)?;
    if len <= 12 {
        return view.get(4..4usize.checked_add(len)?);
    }
    let (text, start) = (part(2)?, part(3)?);
    texts.get(text)?.get(start..start.checked_add(len)?)
}

/// A column over several record batches.
#[derive(Default)]
pub(super) struct Chunked<'a> {
    chunks: Vec<Column<'a>>,
    /// Where each chunk starts.
    starts: Vec<usize>,
    len: usize,
}

impl<'a> Chunked<'a> {
    pub(super) fn push(&mut self, chunk: Column<'a>) {
        self.starts.push(self.len);
        self.len = self.len.saturating_add(chunk.frame.len);
        self.chunks.push(chunk);
    }
}

impl ColumnValues for Chunked<'_> {
    fn len(&self) -> usize {
        self.len
    }

    fn characters(&self) -> Option<Vec<&str>> {
        self.chunks.iter().map(|chunk| chunk.data.characters()).collect()
    }

    fn text(&self, row: usize) -> Result<Cow<'_, str>, BadValue> {
        if let [only] = self.chunks.as_slice() {
            return only.text(row);
        }
        let chunk = self
            .starts
            .partition_point(|start| *start <= row)
            .saturating_sub(1);
        match self.chunks.get(chunk).zip(self.starts.get(chunk)) {
            Some((chunk, start)) => chunk.text(row.saturating_sub(*start)),
            None => Ok(Cow::Borrowed("")),
        }
    }
}
