//! Points ledgers.

use super::Compiler;
use crate::error::{Code, Words};
use crate::number::Rational;
use crate::performance::document::{OtherAuthors, PointsLedger, TierCycle, Worth};

impl Compiler<'_> {
    pub(super) fn check_points(&mut self) {
        let document = self.document;
        for (at, ledger) in document.points.iter().enumerate() {
            let pointer = format!("/points/{at}");
            self.twice(
                document.points.iter().take(at).map(|one| &one.id),
                &ledger.id,
                &pointer,
            );
            self.check_ledger(ledger, &pointer);
        }
    }

    fn check_ledger(&mut self, ledger: &PointsLedger, pointer: &str) {
        if let (Some(first), Some(last)) = (ledger.first, ledger.last)
            && last < first
        {
            self.flaw(
                Code::OutOfOrder,
                format!("{pointer}/last"),
                last.to_string(),
                Words::new(format!("不早于 {first}"), format!("a day not before {first}")),
            );
        }
        if ledger.kinds.is_empty() {
            self.empty(&format!("{pointer}/kinds"));
        }
        for (nth, kind) in ledger.kinds.iter().enumerate() {
            let pointer = format!("{pointer}/kinds/{nth}");
            self.twice(
                ledger.kinds.iter().take(nth).map(|one| &one.id),
                &kind.id,
                &pointer,
            );
            match &kind.worth {
                Worth::Each(_) => {}
                Worth::PerQuantity(per) => {
                    let pointer = format!("{pointer}/worth/per_quantity");
                    self.width(per.each, &format!("{pointer}/each"));
                    if let Some(limit) = per.at_most {
                        self.width(limit, &format!("{pointer}/at_most"));
                    }
                }
                Worth::ByWord(table) => {
                    let pointer = format!("{pointer}/worth/by_word");
                    if table.is_empty() {
                        self.empty(&pointer);
                    }
                    for (row, word) in table.iter().enumerate() {
                        if table.iter().take(row).any(|earlier| earlier.word == word.word) {
                            self.duplicate(format!("{pointer}/{row}/word"), &word.word);
                        }
                    }
                }
            }
            for (row, limit) in kind.limits.iter().enumerate() {
                self.not_negative(limit.points, &format!("{pointer}/limits/{row}/points"));
            }
            if let Some(shared) = &kind.shared {
                let pointer = format!("{pointer}/shared");
                let mut shares = vec![(shared.first, "first".to_owned())];
                if let OtherAuthors::EachShare(share) = shared.others {
                    shares.push((share, "others/each_share".to_owned()));
                }
                for (share, key) in shares {
                    if share.is_negative() || share > Rational::ONE {
                        self.flaw(
                            Code::OutOfRange,
                            format!("{pointer}/{key}"),
                            share.to_string(),
                            Words::new("0 到 1 之间的比例", "a share from 0 to 1"),
                        );
                    }
                }
            }
        }
        for (nth, limit) in ledger.limits.iter().enumerate() {
            let pointer = format!("{pointer}/limits/{nth}");
            self.not_negative(limit.points, &format!("{pointer}/points"));
            for (row, kind) in limit.kinds.iter().enumerate() {
                if !ledger.kinds.iter().any(|known| known.id == *kind) {
                    let names: Vec<&String> = ledger.kinds.iter().map(|kind| &kind.id).collect();
                    self.unknown(
                        Code::UnknownPointKind,
                        format!("{pointer}/kinds/{row}"),
                        kind,
                        names,
                    );
                }
            }
        }
        if let Some(tiers) = &ledger.tiers {
            let pointer = format!("{pointer}/tiers");
            if tiers.steps.is_empty() {
                self.empty(&format!("{pointer}/steps"));
            }
            let mut before = Rational::ZERO;
            for (nth, tier) in tiers.steps.iter().enumerate() {
                if tier.at_least <= before {
                    self.flaw(
                        Code::OutOfOrder,
                        format!("{pointer}/steps/{nth}/at_least"),
                        tier.at_least.to_string(),
                        Words::new(format!("大于 {before}"), format!("a number above {before}")),
                    );
                }
                before = tier.at_least;
            }
            if let TierCycle::Every(cycle) = tiers.cycle
                && cycle < before
            {
                self.flaw(
                    Code::OutOfOrder,
                    format!("{pointer}/cycle/every"),
                    cycle.to_string(),
                    Words::new(
                        format!("不小于最高一级 {before}"),
                        format!("at least the last tier, {before}"),
                    ),
                );
            }
        }
    }
}
