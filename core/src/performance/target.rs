//! Targets that candidates file: which filing counts.

use super::document::{Approval, FiledTarget, TargetChanges};
use super::input::Filing;
use crate::time::Day;

/// The filing that counts, of one candidate's filings in the order of their days: the first that was in time, replaced
/// by each later one that was in time for a change, gave a reason and was approved. A late or self-made change does not
/// count (不予认可).
pub(super) fn accepted<'a>(
    target: &FiledTarget,
    filings: &[&'a Filing],
    as_of: Option<Day>,
) -> Option<&'a Filing> {
    let approved = |filing: &Filing| {
        filing
            .approver
            .as_ref()
            .is_some_and(|name| !name.trim().is_empty())
            && filing
                .approved
                .is_some_and(|day| day >= filing.filed && as_of.is_none_or(|as_of| day <= as_of))
    };
    let mut counting: Option<&Filing> = None;
    for filing in filings {
        let counts = match (counting, target.changes) {
            (None, _) => {
                filing.filed <= target.file_by
                    && (target.approval == Approval::NotRequired || approved(filing))
            }
            (Some(_), TargetChanges::Never) => false,
            (Some(_), TargetChanges::Until(last)) => {
                let reason = filing
                    .reason
                    .as_ref()
                    .is_some_and(|reason| !reason.trim().is_empty());
                filing.filed <= last && reason && approved(filing)
            }
        };
        if counts {
            counting = Some(filing);
        }
    }
    counting
}
