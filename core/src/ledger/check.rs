//! What a record must satisfy by itself, before it meets the rest of the ledger.

use super::batch::{Batch, OptionalDay, Row};
use super::record::{ActivityRecord, ObservationRecord, OrganisationRecord, UnitRecord};
use super::rows::ix;
use crate::code::{check_credit_code, check_division_code};
use crate::error::{Code, Fault, Words};
use crate::time::{Day, Stamp};
use std::collections::BTreeMap;

/// Faults by the row that has them.
#[derive(Default)]
pub(crate) struct RowFaults {
    pub(crate) rows: BTreeMap<Row, Vec<Fault>>,
}

impl RowFaults {
    /// Adds a fault of a row at a column.
    pub(crate) fn push(
        &mut self,
        batch: &Batch,
        row: Row,
        field: &str,
        code: Code,
        found: impl Into<String>,
        expected: Words,
    ) {
        let place = if field.is_empty() {
            batch.place(row.at)
        } else {
            batch.place(row.at).field(field)
        };
        self.rows
            .entry(row)
            .or_default()
            .push(Fault::new(code, place, found, expected));
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

/// Whether a text may be an id or a word: not empty, no control characters, no space at its ends.
pub(crate) fn is_name(text: &str) -> bool {
    !text.is_empty() && text.trim() == text && !text.chars().any(char::is_control)
}

fn name(faults: &mut RowFaults, batch: &Batch, row: Row, field: &str, text: &str) {
    if !is_name(text) {
        let (code, expected) = if text.is_empty() {
            (Code::EmptyField, Words::new("应填写", "a value"))
        } else {
            (
                Code::BadText,
                Words::new(
                    "应无控制字符，首尾无空格",
                    "no control characters, no space at either end",
                ),
            )
        };
        faults.push(batch, row, field, code, text, expected);
    }
}

fn word(faults: &mut RowFaults, batch: &Batch, row: Row, field: &str, text: &str) {
    name(faults, batch, row, field, text);
    if text.contains(';') {
        let expected = Words::new("应无分号", "no semicolon");
        faults.push(batch, row, field, Code::BadText, text, expected);
    }
}

fn interval(faults: &mut RowFaults, batch: &Batch, row: Row, from: Option<Day>, to: Option<Day>) {
    if let (Some(from), Some(to)) = (from, to)
        && to < from
    {
        let expected = Words::new(format!("应不早于 {from}"), format!("not before {from}"));
        faults.push(
            batch,
            row,
            "valid_to",
            Code::EmptyInterval,
            to.to_string(),
            expected,
        );
    }
}

pub(crate) fn unit(faults: &mut RowFaults, batch: &Batch, row: Row, record: &UnitRecord) {
    name(faults, batch, row, "id", &record.id);
    name(faults, batch, row, "name", &record.name);
    word(faults, batch, row, "level", &record.level);
    record
        .groups
        .iter()
        .for_each(|group| word(faults, batch, row, "groups", group));
    for (attribute, value) in &record.attributes {
        word(faults, batch, row, &format!("attribute.{attribute}"), attribute);
        if value.chars().any(char::is_control) {
            let expected = Words::new("应无控制字符", "no control characters");
            faults.push(
                batch,
                row,
                &format!("attribute.{attribute}"),
                Code::BadText,
                value,
                expected,
            );
        }
    }
    if let Some((code, reason)) = record
        .division_code
        .as_ref()
        .and_then(|code| Some((code, check_division_code(code).err()?)))
    {
        faults.push(
            batch,
            row,
            "division_code",
            Code::BadDivisionCode,
            code,
            reason.words(),
        );
    }
    if let Some((code, reason)) = record
        .credit_code
        .as_ref()
        .and_then(|code| Some((code, check_credit_code(code).err()?)))
    {
        faults.push(
            batch,
            row,
            "credit_code",
            Code::BadCreditCode,
            code,
            reason.words(),
        );
    }
    interval(faults, batch, row, record.valid_from, record.valid_to);
    if record.parents.contains_key(super::ADMINISTRATIVE) && record.parent.is_some() {
        let expected = Words::new("应只写 parent", "only `parent`");
        faults.push(
            batch,
            row,
            "parent.administrative",
            Code::DuplicateKey,
            "",
            expected,
        );
    }
}

pub(crate) fn organisation(faults: &mut RowFaults, batch: &Batch, row: Row, record: &OrganisationRecord) {
    name(faults, batch, row, "id", &record.id);
    word(faults, batch, row, "kind", &record.kind);
    if let Some(dissolved) = record.dissolved.filter(|day| *day < record.established) {
        let day = record.established;
        let expected = Words::new(
            format!("应不早于成立日期 {day}"),
            format!("not before it was established, {day}"),
        );
        faults.push(
            batch,
            row,
            "dissolved",
            Code::EndBeforeStart,
            dissolved.to_string(),
            expected,
        );
    }
}

pub(crate) fn activity(faults: &mut RowFaults, batch: &Batch, row: Row, record: &ActivityRecord) {
    name(faults, batch, row, "id", &record.id);
    word(faults, batch, row, "kind", &record.kind);
    record
        .topics
        .iter()
        .for_each(|topic| word(faults, batch, row, "topics", topic));
    record
        .headcounts
        .keys()
        .for_each(|audience| word(faults, batch, row, "headcount", audience));
    record
        .attributes
        .keys()
        .for_each(|id| word(faults, batch, row, &format!("attribute.{id}"), id));
    if let Some(last) = record.last_date.filter(|last| *last < record.date) {
        let day = record.date;
        let expected = Words::new(format!("应不早于 {day}"), format!("not before {day}"));
        faults.push(
            batch,
            row,
            "last_date",
            Code::EndBeforeStart,
            last.to_string(),
            expected,
        );
    }
    if record.hosts.is_empty() {
        let expected = Words::new("应至少有一个承办单位", "at least one host unit");
        faults.push(batch, row, "hosts", Code::EmptyField, "", expected);
    }
}

pub(crate) fn observation(faults: &mut RowFaults, batch: &Batch, row: Row, record: &ObservationRecord) {
    name(faults, batch, row, "id", &record.id);
    word(faults, batch, row, "kind", &record.kind);
    if record.unit.is_some() == record.person.is_some() {
        let found = if record.unit.is_some() { "unit, person" } else { "" };
        let expected = Words::new(
            "应在 unit 与 person 中只填一个",
            "exactly one of `unit` and `person`",
        );
        faults.push(batch, row, "unit", Code::BadText, found, expected);
    }
}

/// A person row: key, role list, interval, and a birth that lies before the row was true and was entered.
pub(crate) fn person(faults: &mut RowFaults, batch: &Batch, index: usize, good_roles: &[bool]) {
    let rows = &batch.persons;
    let row = batch.person_row(index);
    let get = |column: &[u32]| column.get(index).copied().unwrap_or_default();
    let key = batch.person_keys.get(get(&rows.key));
    if !is_name(key.as_str()) {
        name(faults, batch, row, "id", key.as_str());
    }
    let roles = get(&rows.roles);
    if !good_roles.get(ix(roles)).copied().unwrap_or(true) {
        let found = batch.role_lists.get(roles).as_str().to_owned();
        let expected = Words::new("应为角色名，多个用分号隔开", "role words with `;` between them");
        faults.push(batch, row, "roles", Code::BadText, found, expected);
    }
    let (from, to) = (rows.valid_from.get(index).get(), rows.valid_to.get(index).get());
    interval(faults, batch, row, from, to);
    let recorded = rows.recorded.get(index);
    let recorded = (recorded != Stamp::START).then(|| recorded.day());
    let birth = rows.birth.get(index).copied().unwrap_or_default();
    born(faults, batch, row, birth, from, recorded);
}

fn born(
    faults: &mut RowFaults,
    batch: &Batch,
    row: Row,
    birth: OptionalDay,
    from: Option<Day>,
    recorded: Option<Day>,
) {
    let Some(birth) = birth.get() else { return };
    for (field, day) in [("valid_from", from), ("recorded_at", recorded)] {
        if let Some(day) = day.filter(|day| *day < birth) {
            let expected = Words::new(
                format!("应不晚于 {field} 的 {day}"),
                format!("not after `{field}`, {day}"),
            );
            faults.push(
                batch,
                row,
                "birth_date",
                Code::BornAfterRecord,
                birth.to_string(),
                expected,
            );
        }
    }
}

/// Which role lists of a batch are words with `;` between them.
pub(crate) fn good_role_lists(batch: &Batch) -> Vec<bool> {
    (0..super::rows::number(batch.role_lists.len()))
        .map(|list| {
            let text = batch.role_lists.get(list);
            let text = text.as_str();
            text.is_empty() || text.split(';').all(is_name)
        })
        .collect()
}
