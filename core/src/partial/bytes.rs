//! A state as bytes: one form for each state, and a clear fault for bytes that are none.

use super::cells::{Block, Cells, Totals};
use super::column::Column;
use super::odd::{EXAMPLES, Few, LISTS, Odd};
use super::{Partial, State};
use crate::error::{Code, Error, Fault, Place, Words};
use crate::ledger::bucket::{BUCKETS, partition};
use crate::report::{Digest, Parameters};
use crate::time::Day;
use std::collections::BTreeMap;

/// What a state begins with.
const MAGIC: &[u8] = b"jinguo-partial/1\n";

/// A fault of the bytes of a state.
pub(super) fn fault(code: Code, found: impl Into<String>, expected: Words) -> Error {
    Fault::new(code, Place::document("partial"), found, expected).into()
}

pub(super) fn damaged() -> Error {
    let expected = Words::new(
        "Partial::to_bytes 写出的完整字节",
        "all the bytes that `to_bytes` wrote",
    );
    fault(Code::DamagedPartial, "", expected)
}

#[derive(Default)]
struct Writer(Vec<u8>);

impl Writer {
    fn u32(&mut self, number: usize) {
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    fn u64(&mut self, number: u64) {
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    fn text(&mut self, text: &str) {
        self.u32(text.len());
        self.0.extend_from_slice(text.as_bytes());
    }

    fn day(&mut self, day: Day) {
        self.0.extend_from_slice(&day.number().to_le_bytes());
    }

    fn column(&mut self, column: &Column) {
        self.0.push(column.width());
        self.0.extend_from_slice(column.bytes());
    }

    fn cells(&mut self, cells: &Cells) {
        self.u32(cells.columns.len());
        cells.columns.iter().for_each(|column| self.column(column));
        self.0.push(u8::from(cells.totals.is_some()));
        let totals = cells.totals.iter().flat_map(|totals| &totals.columns);
        totals.for_each(|column| self.column(column));
    }

    fn few(&mut self, few: &Few) {
        self.u64(few.count);
        self.u32(few.least.len());
        few.least.iter().for_each(|id| self.text(id));
    }
}

impl Partial {
    /// The state as bytes. The same state gives the same bytes on every machine.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut to = Writer::default();
        to.0.extend_from_slice(MAGIC);
        to.text(&self.engine);
        to.0.extend_from_slice(&self.plan);
        to.0.extend_from_slice(&self.common);
        to.day(self.parameters.as_of);
        to.day(self.parameters.known_at);
        to.u32(usize::from(self.of));
        let mut present = [0u8; 128];
        for (place, bit) in self.present.iter().enumerate() {
            if let Some(byte) = present.get_mut(place >> 3)
                && *bit
            {
                *byte |= 1u8 << (place & 7);
            }
        }
        to.0.extend_from_slice(&present);
        let State {
            units,
            persons,
            participations,
            observations,
            buckets,
            blocks,
            named,
            odd,
        } = &self.state;
        to.u32(*units);
        to.u64(*persons);
        to.u64(*participations);
        to.u64(*observations);
        for digest in buckets.values() {
            to.0.extend_from_slice(digest);
        }
        to.u32(blocks.len());
        for ((measure, day), block) in blocks {
            to.u32(usize::try_from(*measure).unwrap_or(usize::MAX));
            to.day(*day);
            to.cells(&block.everybody);
            to.u32(block.strata.len());
            for (place, cells) in &block.strata {
                to.u32(usize::try_from(*place).unwrap_or(usize::MAX));
                to.cells(cells);
            }
        }
        to.u32(named.len());
        for (measure, (activities, column)) in named {
            to.u32(usize::try_from(*measure).unwrap_or(usize::MAX));
            to.u32(*activities);
            to.column(column);
        }
        to.few(&odd.unmatched);
        to.u64(odd.duplicates);
        to.u32(odd.words.len());
        for ((list, word), count) in &odd.words {
            to.text(list.name());
            to.text(word);
            to.u64(*count);
        }
        to.few(&odd.residents);
        to.few(&odd.births);
        let check = crc32fast::hash(&to.0);
        to.0.extend_from_slice(&check.to_le_bytes());
        to.0
    }

    /// A state from its bytes.
    ///
    /// # Errors
    /// `partial_version` for bytes of another form or another version of the library, `damaged_partial` for bytes that are
    /// not all of those that were written.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        let expected = || Words::same(format!("jinguo-partial/1 {}", env!("CARGO_PKG_VERSION")));
        let Some(rest) = bytes.strip_prefix(MAGIC) else {
            let line = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
            let found = String::from_utf8_lossy(line.get(..line.len().min(40)).unwrap_or_default());
            return Err(fault(Code::PartialVersion, found, expected()));
        };
        let engine = Reader { rest }.text().ok_or_else(damaged)?;
        if engine != env!("CARGO_PKG_VERSION") {
            return Err(fault(Code::PartialVersion, engine, expected()));
        }
        let (body, check) = bytes.split_last_chunk::<4>().ok_or_else(damaged)?;
        if crc32fast::hash(body) != u32::from_le_bytes(*check) {
            return Err(damaged());
        }
        let rest = body.get(MAGIC.len()..).unwrap_or_default();
        Reader { rest }.partial().ok_or_else(damaged)
    }
}

/// Takes parts off the front of bytes; `None` where they end too early or are out of form. It keeps no more than it reads.
struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (head, rest) = self.rest.split_first_chunk::<N>()?;
        self.rest = rest;
        Some(*head)
    }

    fn bytes(&mut self, len: usize) -> Option<&'a [u8]> {
        let (head, rest) = self.rest.split_at_checked(len)?;
        self.rest = rest;
        Some(head)
    }

    fn u32(&mut self) -> Option<u32> {
        self.array().map(u32::from_le_bytes)
    }

    fn len(&mut self) -> Option<usize> {
        usize::try_from(self.u32()?).ok()
    }

    fn u64(&mut self) -> Option<u64> {
        self.array().map(u64::from_le_bytes)
    }

    fn text(&mut self) -> Option<String> {
        let len = self.len()?;
        String::from_utf8(self.bytes(len)?.to_vec()).ok()
    }

    fn day(&mut self) -> Option<Day> {
        Day::from_number(i32::from_le_bytes(self.array()?))
    }

    fn column(&mut self, len: usize) -> Option<Column> {
        let [width] = self.array()?;
        let bytes = self.bytes(len.checked_mul(usize::from(width))?)?;
        Column::read(width, bytes, len)
    }

    fn cells(&mut self, units: usize) -> Option<Cells> {
        let mut cells = Cells::default();
        for _ in 0..self.u32()? {
            cells.columns.push(self.column(units)?);
        }
        match self.array()? {
            [0] => {}
            [1] => {
                let columns = [self.column(units)?, self.column(units)?, self.column(units)?];
                let totals = Totals { columns };
                // Zeros take no bytes, so their number is not to be trusted.
                if !totals.is_zero() {
                    totals.numbers(units)?;
                }
                cells.totals = Some(totals);
            }
            _ => return None,
        }
        Some(cells)
    }

    fn few(&mut self) -> Option<Few> {
        let mut few = Few {
            count: self.u64()?,
            ..Few::default()
        };
        let shown = self.len()?;
        for _ in 0..shown.min(EXAMPLES) {
            let id = self.text()?;
            if few.least.last().is_some_and(|last| *last >= id) {
                return None;
            }
            few.least.insert(id);
        }
        (shown <= EXAMPLES).then_some(few)
    }

    /// Puts an entry into a map whose keys ascend.
    fn put<K: Ord, V>(map: &mut BTreeMap<K, V>, key: K, value: V) -> Option<()> {
        let ascends = map.last_key_value().is_none_or(|(last, _)| *last < key);
        map.insert(key, value);
        ascends.then_some(())
    }

    fn buckets(&mut self, of: u16, present: &[bool]) -> Option<BTreeMap<u16, Digest>> {
        let mut digests = BTreeMap::new();
        for bucket in 0..BUCKETS {
            let place = usize::from(partition(bucket, of));
            if present.get(place).copied().unwrap_or(false) {
                digests.insert(bucket, self.array()?);
            }
        }
        Some(digests)
    }

    fn block(&mut self, units: usize) -> Option<Block> {
        let mut block = Block {
            everybody: self.cells(units)?,
            ..Block::default()
        };
        for _ in 0..self.u32()? {
            let place = self.u32()?;
            let cells = self.cells(units)?;
            Self::put(&mut block.strata, place, cells)?;
        }
        Some(block)
    }

    fn odd(&mut self) -> Option<Odd> {
        let mut odd = Odd {
            unmatched: self.few()?,
            duplicates: self.u64()?,
            ..Odd::default()
        };
        for _ in 0..self.u32()? {
            let name = self.text()?;
            let list = LISTS.into_iter().find(|list| list.name() == name)?;
            let word = (list, self.text()?);
            let count = self.u64()?;
            Self::put(&mut odd.words, word, count)?;
        }
        odd.residents = self.few()?;
        odd.births = self.few()?;
        Some(odd)
    }

    fn partial(mut self) -> Option<Partial> {
        let engine = self.text()?;
        let (plan, common) = (self.array()?, self.array()?);
        let parameters = Parameters {
            as_of: self.day()?,
            known_at: self.day()?,
        };
        let of = u16::try_from(self.u32()?).ok()?;
        if !(1..=BUCKETS).contains(&of) {
            return None;
        }
        let bits: [u8; 128] = self.array()?;
        let bits = bits
            .iter()
            .flat_map(|byte| (0..8u8).map(move |bit| byte >> bit & 1 == 1));
        let mut present: Vec<bool> = bits.collect();
        if present.iter().skip(usize::from(of)).any(|bit| *bit) || !present.contains(&true) {
            return None;
        }
        present.truncate(usize::from(of));
        let units = self.len()?;
        let mut state = State {
            units,
            persons: self.u64()?,
            participations: self.u64()?,
            observations: self.u64()?,
            buckets: self.buckets(of, &present)?,
            ..State::default()
        };
        for _ in 0..self.u32()? {
            let key = (self.u32()?, self.day()?);
            let block = self.block(units)?;
            Self::put(&mut state.blocks, key, block)?;
        }
        for _ in 0..self.u32()? {
            let measure = self.u32()?;
            let activities = self.len()?;
            let column = self.column(activities)?;
            Self::put(&mut state.named, measure, (activities, column))?;
        }
        state.odd = self.odd()?;
        self.rest.is_empty().then_some(Partial {
            engine,
            plan,
            common,
            parameters,
            of,
            present,
            state,
        })
    }
}
