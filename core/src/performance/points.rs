//! Points ledgers: entries are worth points, limits cut them, a balance stands at any date.

use super::column::Column;
use super::document::{
    BalanceFloor, Lasting, LimitPer, OtherAuthors, PointKind, PointsLedger, SameMatter, Shared, TierCycle,
    Worth,
};
use super::evaluate::Run;
use super::input::PointEntry;
use super::number::{Number, Outcome};
use crate::number::Rational;
use crate::order::Order;
use crate::plan::Text;
use crate::report::State;
use crate::time::Day;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// An entry as it was booked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Booking {
    /// The entry.
    pub entry: String,
    /// Its kind.
    pub kind: String,
    /// Its day.
    pub day: Day,
    /// What it would be worth.
    pub worth: Rational,
    /// What was booked.
    pub booked: Rational,
    /// Why that is less; missing where it is not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cut: Option<PointsCut>,
}

/// Why fewer points were booked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PointsCut {
    /// A limit of the kind or of several kinds was reached.
    Limit,
    /// Another entry of the same matter counts.
    SameMatter,
    /// The balance would have gone below zero.
    Balance,
}

/// The points of one candidate in one ledger, at the end of a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PointsStatement {
    /// The ledger.
    pub ledger: String,
    /// The candidate.
    pub candidate: String,
    /// The day.
    pub at: Day,
    /// The balance.
    pub balance: Rational,
    /// How often all tiers were full, where tiers restart.
    pub cycles: u64,
    /// The tier reached in the current cycle; missing below the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tier: Option<Text>,
    /// The bookings, by day and entry.
    pub bookings: Vec<Booking>,
}

/// What one entry is worth before limits.
fn worth(kind: &PointKind, entry: &PointEntry) -> Outcome<Rational> {
    let whole = match &kind.worth {
        Worth::Each(points) => *points,
        Worth::PerQuantity(per) => {
            let quantity = entry.quantity.unwrap_or(Rational::ZERO);
            let counted = per.at_most.map_or(quantity, |limit| quantity.min(limit));
            Number::times(per.points, Number::steps(counted, per.each, per.counted)?)?
        }
        Worth::ByWord(table) => table
            .iter()
            .find(|row| entry.word.as_ref() == Some(&row.word))
            .map_or(Rational::ZERO, |row| row.points),
    };
    match &kind.shared {
        None => Ok(whole),
        Some(shared) => Number::times(whole, share(shared, entry)?),
    }
}

/// An author's share: the first has the first's, the others theirs; alone, all of it.
fn share(shared: &Shared, entry: &PointEntry) -> Outcome<Rational> {
    let (author, authors) = (entry.author.unwrap_or(1), entry.authors.unwrap_or(1));
    let counting = shared.authors_at_most.map_or(authors, |limit| authors.min(limit));
    if author > counting {
        return Ok(Rational::ZERO);
    }
    if counting <= 1 {
        return Ok(Rational::ONE);
    }
    if author == 1 {
        return Ok(shared.first);
    }
    match shared.others {
        OtherAuthors::EachShare(share) => Ok(share),
        OtherAuthors::EqualPartsOfRest => {
            let rest = Number::minus(Rational::ONE, shared.first)?;
            Number::over(rest, Rational::count(u64::from(counting.saturating_sub(1))))
        }
    }
}

/// The year of the ledger in which a day lies: the calendar year in which it began.
fn year(ledger: &PointsLedger, day: Day) -> i32 {
    let (year, _, _) = day.ymd();
    match ledger.year_starts_on.in_year(year) {
        Some(start) if day < start => year.saturating_sub(1),
        _ => year,
    }
}

/// What a limit is counted over, as text: entries with the same text share it.
fn bucket(ledger: &PointsLedger, per: LimitPer, entry: &PointEntry) -> String {
    let (year_of_day, month, _) = entry.day.ymd();
    match per {
        LimitPer::Session => match &entry.session {
            Some(session) => format!("s{session}"),
            // An entry without a session is its own.
            None => format!("e{}", entry.id),
        },
        LimitPer::Word => entry.word.clone().unwrap_or_default(),
        LimitPer::Day => entry.day.to_string(),
        LimitPer::Month => format!("{year_of_day}-{month}"),
        LimitPer::Quarter => format!(
            "{year_of_day}-{}",
            month.saturating_add(2).checked_div(3).unwrap_or(0)
        ),
        LimitPer::Year => year(ledger, entry.day).to_string(),
        LimitPer::Ledger => String::new(),
    }
}

/// The entries that hold on a day: the last record of each identifier, unless it was taken back.
pub(super) fn in_force<'a>(
    entries: impl Iterator<Item = &'a PointEntry>,
    known_at: Day,
) -> Vec<&'a PointEntry> {
    let mut last: BTreeMap<&str, &PointEntry> = BTreeMap::new();
    for entry in entries {
        let recorded = entry.recorded_at.unwrap_or_default();
        if !recorded.known_on(known_at) {
            continue;
        }
        let newer = last
            .get(entry.id.as_str())
            .is_none_or(|known| known.recorded_at.unwrap_or_default() <= recorded);
        if newer {
            last.insert(&entry.id, entry);
        }
    }
    last.into_values().filter(|entry| !entry.withdrawn).collect()
}

/// Books the entries of one candidate, in the order of day and identifier.
pub(super) fn book(ledger: &PointsLedger, entries: &[&PointEntry], at: Day) -> Outcome<Vec<Booking>> {
    let mut known: Vec<(&PointEntry, &PointKind, Rational)> = Vec::new();
    for entry in entries {
        let inside = entry.day <= at
            && ledger.first.is_none_or(|first| entry.day >= first)
            && ledger.last.is_none_or(|last| entry.day <= last);
        if let (true, Some(kind)) = (inside, ledger.kinds.iter().find(|kind| kind.id == entry.kind)) {
            known.push((entry, kind, worth(kind, entry)?));
        }
    }
    known.order_by(|a, b| (a.0.day, &a.0.id).cmp(&(b.0.day, &b.0.id)));
    let counting = of_each_matter(&known);
    let mut used: BTreeMap<(usize, String), Rational> = BTreeMap::new();
    let mut balance = Rational::ZERO;
    let mut balance_year = None;
    let mut bookings = Vec::with_capacity(known.len());
    for (nth, (entry, kind, worth)) in known.iter().enumerate() {
        let this_year = year(ledger, entry.day);
        if ledger.lasting == Lasting::UntilYearEnd && balance_year != Some(this_year) {
            balance = Rational::ZERO;
        }
        balance_year = Some(this_year);
        let mut booked = *worth;
        let mut cut = None;
        if !counting.get(nth).copied().unwrap_or(true) {
            booked = Rational::ZERO;
            cut = Some(PointsCut::SameMatter);
        }
        let limits: Vec<(usize, LimitPer, Rational)> = limits_of(ledger, kind);
        for (which, per, limit) in &limits {
            let key = (*which, bucket(ledger, *per, entry));
            let before = used.get(&key).copied().unwrap_or(Rational::ZERO);
            let room = Number::minus(*limit, before)?.max(Rational::ZERO);
            let size = if booked.is_negative() {
                Number::negated(booked)?
            } else {
                booked
            };
            if size > room {
                booked = if booked.is_negative() {
                    Number::negated(room)?
                } else {
                    room
                };
                cut = Some(PointsCut::Limit);
            }
        }
        let after = Number::plus(balance, booked)?;
        if after.is_negative() && booked.is_negative() && ledger.balance_floor == BalanceFloor::RefusesEntry {
            booked = Rational::ZERO;
            cut = Some(PointsCut::Balance);
        }
        balance = Number::plus(balance, booked)?;
        let size = if booked.is_negative() {
            Number::negated(booked)?
        } else {
            booked
        };
        for (which, per, _) in limits {
            let sum = used
                .entry((which, bucket(ledger, per, entry)))
                .or_insert(Rational::ZERO);
            *sum = Number::plus(*sum, size)?;
        }
        bookings.push(Booking {
            entry: entry.id.clone(),
            kind: kind.id.clone(),
            day: entry.day,
            worth: *worth,
            booked,
            cut,
        });
    }
    Ok(bookings)
}

/// The limits that an entry of a kind meets, each with a number of its own.
fn limits_of(ledger: &PointsLedger, kind: &PointKind) -> Vec<(usize, LimitPer, Rational)> {
    let mut number = 0usize;
    let mut limits = Vec::new();
    for one in &ledger.kinds {
        for limit in &one.limits {
            if one.id == kind.id {
                limits.push((number, limit.per, limit.points));
            }
            number = number.saturating_add(1);
        }
    }
    for limit in &ledger.limits {
        if limit.kinds.contains(&kind.id) {
            limits.push((number, limit.per, limit.points));
        }
        number = number.saturating_add(1);
    }
    limits
}

/// Which entries count where several are of the same matter.
fn of_each_matter(known: &[(&PointEntry, &PointKind, Rational)]) -> Vec<bool> {
    let mut best: BTreeMap<(&str, &str), (Reverse<Rational>, usize)> = BTreeMap::new();
    for (nth, (entry, kind, worth)) in known.iter().enumerate() {
        let Some(matter) = &entry.matter else { continue };
        let rank = match kind.same_matter {
            SameMatter::AllCount => continue,
            SameMatter::HighestCounts => (Reverse(*worth), nth),
            SameMatter::FirstCounts => (Reverse(Rational::ZERO), nth),
        };
        let place = best.entry((&kind.id, matter)).or_insert(rank);
        *place = (*place).min(rank);
    }
    known
        .iter()
        .enumerate()
        .map(|(nth, (entry, kind, _))| {
            entry.matter.as_ref().is_none_or(|matter| {
                best.get(&(kind.id.as_str(), matter.as_str()))
                    .is_none_or(|(_, chosen)| *chosen == nth)
            })
        })
        .collect()
}

/// The balance of bookings at the end of a day, of some kinds or all.
pub(super) fn balance(
    ledger: &PointsLedger,
    bookings: &[Booking],
    kinds: &[String],
    at: Day,
) -> Outcome<Rational> {
    let this_year = year(ledger, at);
    let mut sum = Rational::ZERO;
    for booking in bookings {
        let wanted = kinds.is_empty() || kinds.contains(&booking.kind);
        let lasts = ledger.lasting == Lasting::Forever || year(ledger, booking.day) == this_year;
        if wanted && lasts {
            sum = Number::plus(sum, booking.booked)?;
        }
    }
    Ok(sum)
}

/// Full cycles and the tier in the current one.
pub(super) fn tier(ledger: &PointsLedger, balance: Rational) -> (u64, Option<Text>) {
    let Some(tiers) = &ledger.tiers else {
        return (0, None);
    };
    let (cycles, rest) = match tiers.cycle {
        TierCycle::Once => (0, balance),
        TierCycle::Every(cycle) => {
            let full = balance.over(cycle).map_or(0, Rational::floor).max(0);
            let full = u64::try_from(full).unwrap_or(0);
            let rest = Rational::count(full)
                .times(cycle)
                .and_then(|used| balance.minus(used))
                .unwrap_or(balance);
            (full, rest)
        }
    };
    let tier = tiers
        .steps
        .iter()
        .rev()
        .find(|tier| tier.at_least <= rest)
        .map(|tier| tier.title.clone());
    (cycles, tier)
}

impl Run<'_> {
    pub(super) fn points(&self, ledger: usize, kinds: &[String], at: Option<Day>) -> Column {
        let mut column = Column::with_room(self.rows());
        let (Some(ledger), Some(as_of)) = (self.document.points.get(ledger), self.inputs.as_of) else {
            return Column::missing(self.rows());
        };
        let at = at.map_or(as_of, |at| at.min(as_of));
        let mut by_candidate: BTreeMap<&str, Vec<&PointEntry>> = BTreeMap::new();
        let mine = self
            .inputs
            .entries
            .iter()
            .filter(|entry| entry.ledger == ledger.id);
        for entry in in_force(mine, as_of) {
            by_candidate.entry(&entry.candidate).or_default().push(entry);
        }
        for candidate in &self.inputs.cohort {
            let entries = by_candidate
                .get(candidate.id.as_str())
                .map_or(&[][..], Vec::as_slice);
            let sum = book(ledger, entries, at).and_then(|bookings| balance(ledger, &bookings, kinds, at));
            column.push(sum.map_err(|_| State::Error));
        }
        column
    }
}
