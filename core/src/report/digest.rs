//! Fingerprints: which inputs gave a report.

use super::{LedgerStamp, Parameters, PlanStamp};
use sm3::{Digest as _, Sm3};

/// An SM3 digest.
pub(crate) type Digest = [u8; 32];

/// An SM3 digest in the making, over parts that cannot run into each other.
#[derive(Default)]
pub(crate) struct Fingerprint {
    digest: Sm3,
    /// Bytes that wait: the digest is faster on long pieces than on millions of short ones.
    waiting: Vec<u8>,
}

/// How many bytes may wait.
const PIECE: usize = 1 << 14;

impl Fingerprint {
    /// Adds bytes of a fixed length.
    pub(crate) fn fixed(&mut self, bytes: &[u8]) {
        self.waiting.extend_from_slice(bytes);
        if self.waiting.len() >= PIECE {
            self.digest.update(&self.waiting);
            self.waiting.clear();
        }
    }

    /// Adds a text, its length first.
    pub(crate) fn text(&mut self, text: &str) {
        self.number(u64::try_from(text.len()).unwrap_or(u64::MAX));
        self.fixed(text.as_bytes());
    }

    /// Adds a number.
    pub(crate) fn number(&mut self, number: u64) {
        self.fixed(&number.to_be_bytes());
    }

    /// Adds a number that is small as a rule: seven bits a byte, the last byte below 128.
    pub(crate) fn small(&mut self, mut number: u32) {
        while let [.., low] = number.to_be_bytes()
            && number > 0x7f
        {
            self.fixed(&[low | 0x80]);
            number >>= 7;
        }
        let [.., low] = number.to_be_bytes();
        self.fixed(&[low]);
    }

    /// The digest.
    pub(crate) fn bytes(mut self) -> Digest {
        self.digest.update(&self.waiting);
        self.digest.finalize().into()
    }

    /// The digest as 64 hexadecimal digits.
    pub(crate) fn finish(self) -> String {
        self.bytes().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// The fingerprint of a report: over the digests of plan and ledger, and the parameters.
pub(crate) fn fingerprint(plan: &PlanStamp, ledger: &LedgerStamp, parameters: Parameters) -> String {
    let mut fingerprint = Fingerprint::default();
    fingerprint.text(super::SCHEMA);
    fingerprint.text(&plan.digest);
    fingerprint.text(&ledger.digest);
    fingerprint.text(&parameters.as_of.to_string());
    fingerprint.text(&parameters.known_at.to_string());
    fingerprint.finish()
}
