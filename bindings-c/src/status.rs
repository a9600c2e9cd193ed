//! The numbers that functions return, as constants of the header. They are the numbers of the core, passed through and
//! never mapped; a test holds this list against the core's table.

/// Success: the one status that is no fault.
pub const JINGUO_STATUS_OK: i32 = 0;
/// No such measure.
pub const JINGUO_STATUS_UNKNOWN_MEASURE: i32 = 1001;
/// No such subject.
pub const JINGUO_STATUS_UNKNOWN_SUBJECT: i32 = 1002;
/// Parameter out of range.
pub const JINGUO_STATUS_BAD_PARAMETER: i32 = 1003;
/// The two results belong to different plans.
pub const JINGUO_STATUS_STRANGER_PLAN: i32 = 1004;
/// Columns differ in length.
pub const JINGUO_STATUS_LENGTH_MISMATCH: i32 = 1005;
/// A pointer is null or not aligned.
pub const JINGUO_STATUS_NULL_POINTER: i32 = 1101;
/// The handle is of another type, or was freed.
pub const JINGUO_STATUS_WRONG_HANDLE: i32 = 1102;
/// The length exceeds the memory.
pub const JINGUO_STATUS_BAD_LENGTH: i32 = 1103;
/// The handle cannot be used after an internal error.
pub const JINGUO_STATUS_BROKEN_HANDLE: i32 = 1104;
/// The row or index is out of range.
pub const JINGUO_STATUS_INDEX_OUT_OF_RANGE: i32 = 1105;
/// The text that was passed is not UTF-8.
pub const JINGUO_STATUS_NOT_TEXT: i32 = 1106;
/// The text encoding cannot be read.
pub const JINGUO_STATUS_BAD_ENCODING: i32 = 2001;
/// JSON syntax error.
pub const JINGUO_STATUS_BAD_JSON: i32 = 2002;
/// The same key stands twice.
pub const JINGUO_STATUS_DUPLICATE_KEY: i32 = 2003;
/// Unknown key.
pub const JINGUO_STATUS_UNKNOWN_KEY: i32 = 2004;
/// A required key is missing.
pub const JINGUO_STATUS_MISSING_KEY: i32 = 2005;
/// The value has the wrong type.
pub const JINGUO_STATUS_WRONG_TYPE: i32 = 2006;
/// The value is not one of the allowed words.
pub const JINGUO_STATUS_UNKNOWN_WORD: i32 = 2007;
/// The number is out of range.
pub const JINGUO_STATUS_OUT_OF_RANGE: i32 = 2008;
/// Nested too deeply.
pub const JINGUO_STATUS_TOO_DEEP: i32 = 2009;
/// Too few items.
pub const JINGUO_STATUS_TOO_FEW: i32 = 2010;
/// The text does not have the required form.
pub const JINGUO_STATUS_BAD_TEXT: i32 = 2011;
/// Exactly one of several keys must be given.
pub const JINGUO_STATUS_EXACTLY_ONE: i32 = 2012;
/// The file is empty.
pub const JINGUO_STATUS_EMPTY_FILE: i32 = 2101;
/// Unknown column.
pub const JINGUO_STATUS_UNKNOWN_COLUMN: i32 = 2102;
/// A required column is missing.
pub const JINGUO_STATUS_MISSING_COLUMN: i32 = 2103;
/// The same column stands twice.
pub const JINGUO_STATUS_DUPLICATE_COLUMN: i32 = 2104;
/// The row has another number of fields than the header.
pub const JINGUO_STATUS_WRONG_FIELD_COUNT: i32 = 2105;
/// A quote is not closed.
pub const JINGUO_STATUS_UNCLOSED_QUOTE: i32 = 2106;
/// A required field is empty.
pub const JINGUO_STATUS_EMPTY_FIELD: i32 = 2107;
/// A quote stands where none may stand.
pub const JINGUO_STATUS_STRAY_QUOTE: i32 = 2108;
/// Not a calendar day.
pub const JINGUO_STATUS_BAD_DATE: i32 = 2201;
/// Not a number.
pub const JINGUO_STATUS_BAD_NUMBER: i32 = 2202;
/// Not a date or time.
pub const JINGUO_STATUS_BAD_TIME: i32 = 2203;
/// Not yes or no.
pub const JINGUO_STATUS_BAD_BOOLEAN: i32 = 2204;
/// No such clause.
pub const JINGUO_STATUS_UNKNOWN_CLAUSE: i32 = 3001;
/// The vocabulary has no such word.
pub const JINGUO_STATUS_UNKNOWN_VOCABULARY: i32 = 3002;
/// The identifier is used twice.
pub const JINGUO_STATUS_DUPLICATE_ID: i32 = 3003;
/// Two dated values overlap.
pub const JINGUO_STATUS_OVERLAPPING_VALUES: i32 = 3004;
/// The day lies outside the period.
pub const JINGUO_STATUS_OUTSIDE_PERIOD: i32 = 3005;
/// A due date without a target.
pub const JINGUO_STATUS_DUE_WITHOUT_TARGET: i32 = 3006;
/// Measures refer to each other in a circle.
pub const JINGUO_STATUS_MEASURE_CYCLE: i32 = 3007;
/// The criterion can never hold.
pub const JINGUO_STATUS_IMPOSSIBLE_CRITERION: i32 = 3008;
/// No such component measure.
pub const JINGUO_STATUS_UNKNOWN_COMPONENT: i32 = 3009;
/// The criterion does not fit the basis of the measure.
pub const JINGUO_STATUS_WRONG_BASIS: i32 = 3010;
/// This scoring does not use the key.
pub const JINGUO_STATUS_WRONG_SCORING: i32 = 3011;
/// The target does not fit the scoring.
pub const JINGUO_STATUS_TARGET_MISMATCH: i32 = 3012;
/// A count target does not say whose it is.
pub const JINGUO_STATUS_TARGET_WITHOUT_SCOPE: i32 = 3013;
/// Pace thresholds are out of order.
pub const JINGUO_STATUS_BAD_THRESHOLDS: i32 = 3014;
/// The period is not valid.
pub const JINGUO_STATUS_BAD_PERIOD: i32 = 3015;
/// Milestones are out of order.
pub const JINGUO_STATUS_BAD_MILESTONES: i32 = 3016;
/// Clauses are their own parents.
pub const JINGUO_STATUS_CLAUSE_CYCLE: i32 = 3017;
/// A composite has no components.
pub const JINGUO_STATUS_EMPTY_COMPOSITE: i32 = 3018;
/// The components differ in basis.
pub const JINGUO_STATUS_MIXED_BASIS: i32 = 3019;
/// No such code set.
pub const JINGUO_STATUS_UNKNOWN_SET: i32 = 3020;
/// A dated value is missing for part of the period.
pub const JINGUO_STATUS_GAP_IN_VALUES: i32 = 3021;
/// A category stands twice.
pub const JINGUO_STATUS_DUPLICATE_CATEGORY: i32 = 3022;
/// No such stratifier.
pub const JINGUO_STATUS_UNKNOWN_STRATIFIER: i32 = 3023;
/// No such unit.
pub const JINGUO_STATUS_UNKNOWN_UNIT: i32 = 4001;
/// Units are their own parents.
pub const JINGUO_STATUS_UNIT_CYCLE: i32 = 4002;
/// Two versions of one record overlap.
pub const JINGUO_STATUS_OVERLAPPING_VERSIONS: i32 = 4003;
/// The interval ends before it starts.
pub const JINGUO_STATUS_EMPTY_INTERVAL: i32 = 4004;
/// Not a statistical division code.
pub const JINGUO_STATUS_BAD_DIVISION_CODE: i32 = 4101;
/// The unified social credit code fails its check.
pub const JINGUO_STATUS_BAD_CREDIT_CODE: i32 = 4102;
/// The record is there twice.
pub const JINGUO_STATUS_DUPLICATE_RECORD: i32 = 5001;
/// No such activity.
pub const JINGUO_STATUS_UNKNOWN_ACTIVITY: i32 = 5002;
/// The withdrawn record does not exist.
pub const JINGUO_STATUS_WITHDRAWN_UNKNOWN: i32 = 5003;
/// A withdrawal without the time it was recorded.
pub const JINGUO_STATUS_WITHDRAWAL_WITHOUT_TIME: i32 = 5004;
/// The day lies before the birth.
pub const JINGUO_STATUS_BORN_AFTER_RECORD: i32 = 5005;
/// Two records of one time differ.
pub const JINGUO_STATUS_CONFLICTING_RECORD: i32 = 5006;
/// More than the limit.
pub const JINGUO_STATUS_TOO_MANY: i32 = 5007;
/// The observed subject does not exist.
pub const JINGUO_STATUS_UNKNOWN_OBSERVED_SUBJECT: i32 = 5008;
/// The end lies before the start.
pub const JINGUO_STATUS_END_BEFORE_START: i32 = 5009;
/// A number overflows.
pub const JINGUO_STATUS_OVERFLOW: i32 = 6001;
/// The day lies before the period.
pub const JINGUO_STATUS_BEFORE_PERIOD: i32 = 6002;
/// The facts of the person belong to another partition.
pub const JINGUO_STATUS_STRANGER_PARTITION: i32 = 6003;
/// The same partition stands twice.
pub const JINGUO_STATUS_PARTITION_TWICE: i32 = 6004;
/// Partitions are missing.
pub const JINGUO_STATUS_MISSING_PARTITIONS: i32 = 6005;
/// The parts have different common facts.
pub const JINGUO_STATUS_DIFFERENT_FACTS: i32 = 6006;
/// The parts have different parameters.
pub const JINGUO_STATUS_DIFFERENT_PARAMETERS: i32 = 6007;
/// The parts are of another number of partitions.
pub const JINGUO_STATUS_DIFFERENT_PARTITIONS: i32 = 6008;
/// Not a state of this version.
pub const JINGUO_STATUS_PARTIAL_VERSION: i32 = 6009;
/// The state is damaged.
pub const JINGUO_STATUS_DAMAGED_PARTIAL: i32 = 6010;
/// No such input.
pub const JINGUO_STATUS_UNKNOWN_INPUT: i32 = 7001;
/// The scorecard has no such item or section.
pub const JINGUO_STATUS_UNKNOWN_PART: i32 = 7002;
/// No such scorecard.
pub const JINGUO_STATUS_UNKNOWN_SCORECARD: i32 = 7003;
/// No such gate.
pub const JINGUO_STATUS_UNKNOWN_GATE: i32 = 7004;
/// No such grade.
pub const JINGUO_STATUS_UNKNOWN_GRADE: i32 = 7005;
/// No such ranking.
pub const JINGUO_STATUS_UNKNOWN_RANKING: i32 = 7006;
/// No such award.
pub const JINGUO_STATUS_UNKNOWN_AWARD: i32 = 7007;
/// No such points ledger.
pub const JINGUO_STATUS_UNKNOWN_POINTS_LEDGER: i32 = 7008;
/// No such kind of points.
pub const JINGUO_STATUS_UNKNOWN_POINT_KIND: i32 = 7009;
/// No such filed target.
pub const JINGUO_STATUS_UNKNOWN_FILED_TARGET: i32 = 7010;
/// No such sample.
pub const JINGUO_STATUS_UNKNOWN_SAMPLE: i32 = 7011;
/// Scores refer to each other in a circle.
pub const JINGUO_STATUS_SCORE_CYCLE: i32 = 7012;
/// A gap between two bands.
pub const JINGUO_STATUS_BAND_GAP: i32 = 7013;
/// Two bands overlap.
pub const JINGUO_STATUS_BAND_OVERLAP: i32 = 7014;
/// No number lies in the band.
pub const JINGUO_STATUS_EMPTY_BAND: i32 = 7015;
/// The weights do not sum to one.
pub const JINGUO_STATUS_WEIGHT_SUM: i32 = 7016;
/// A part has no weight.
pub const JINGUO_STATUS_WEIGHT_MISSING: i32 = 7017;
/// The points do not sum to the printed points.
pub const JINGUO_STATUS_POINTS_MISMATCH: i32 = 7018;
/// A limit above the printed points.
pub const JINGUO_STATUS_ABOVE_POINTS: i32 = 7019;
/// The printed points are missing.
pub const JINGUO_STATUS_POINTS_MISSING: i32 = 7020;
/// The bounds do not fit the stream.
pub const JINGUO_STATUS_WRONG_STREAM: i32 = 7021;
/// A step must be wider than zero.
pub const JINGUO_STATUS_BAD_STEP: i32 = 7022;
/// Out of order.
pub const JINGUO_STATUS_OUT_OF_ORDER: i32 = 7023;
/// This rank method cannot be used here.
pub const JINGUO_STATUS_WRONG_RANK_METHOD: i32 = 7024;
/// The number of places is not valid.
pub const JINGUO_STATUS_BAD_PLACES: i32 = 7025;
/// A group stands twice.
pub const JINGUO_STATUS_GROUP_TWICE: i32 = 7026;
/// The table of words is not complete.
pub const JINGUO_STATUS_BAD_WORD_TABLE: i32 = 7027;
/// A comparison without a bound or with two on one side.
pub const JINGUO_STATUS_BAD_COMPARISON: i32 = 7028;
/// The policy cannot be used here.
pub const JINGUO_STATUS_POLICY_MISPLACED: i32 = 7029;
/// The rules of the vote contradict each other.
pub const JINGUO_STATUS_BAD_VOTE_RULE: i32 = 7030;
/// A number where a word is needed, or the reverse.
pub const JINGUO_STATUS_WRONG_KIND_OF_INPUT: i32 = 7031;
/// The floor lies above the ceiling.
pub const JINGUO_STATUS_FLOOR_ABOVE_CEILING: i32 = 7032;
/// Points are written as numbers above zero here.
pub const JINGUO_STATUS_DEDUCTION_NEGATIVE: i32 = 7033;
/// A note of a difference where there is none.
pub const JINGUO_STATUS_NOTHING_DIFFERS: i32 = 7034;
/// The list may not be empty.
pub const JINGUO_STATUS_EMPTY_LIST: i32 = 7035;
/// No such candidate.
pub const JINGUO_STATUS_UNKNOWN_CANDIDATE: i32 = 7101;
/// The candidate has no group or attribute to be ranked in.
pub const JINGUO_STATUS_MISSING_GROUP: i32 = 7102;
/// The day of evaluation is missing.
pub const JINGUO_STATUS_MISSING_DAY: i32 = 7103;
/// An override without actor or reason.
pub const JINGUO_STATUS_OVERRIDE_WITHOUT_REASON: i32 = 7104;
/// The point entry does not fit its kind.
pub const JINGUO_STATUS_BAD_ENTRY: i32 = 7105;
/// A value and a state at once.
pub const JINGUO_STATUS_STATE_WITH_VALUE: i32 = 7106;
/// The step of signing is out of order.
pub const JINGUO_STATUS_SIGNING_ORDER: i32 = 7201;
/// The scores are not those that were signed.
pub const JINGUO_STATUS_SCORE_CHANGED: i32 = 7202;
/// The appeal is too late.
pub const JINGUO_STATUS_APPEAL_LATE: i32 = 7203;
/// A signature without a name.
pub const JINGUO_STATUS_UNSIGNED_BY: i32 = 7204;
/// Internal error.
pub const JINGUO_STATUS_INTERNAL: i32 = 9001;

/// Every status but success, with its name for C.
pub(crate) const NAMES: &[(i32, &std::ffi::CStr)] = &[
    (JINGUO_STATUS_UNKNOWN_MEASURE, c"unknown_measure"),
    (JINGUO_STATUS_UNKNOWN_SUBJECT, c"unknown_subject"),
    (JINGUO_STATUS_BAD_PARAMETER, c"bad_parameter"),
    (JINGUO_STATUS_STRANGER_PLAN, c"stranger_plan"),
    (JINGUO_STATUS_LENGTH_MISMATCH, c"length_mismatch"),
    (JINGUO_STATUS_NULL_POINTER, c"null_pointer"),
    (JINGUO_STATUS_WRONG_HANDLE, c"wrong_handle"),
    (JINGUO_STATUS_BAD_LENGTH, c"bad_length"),
    (JINGUO_STATUS_BROKEN_HANDLE, c"broken_handle"),
    (JINGUO_STATUS_INDEX_OUT_OF_RANGE, c"index_out_of_range"),
    (JINGUO_STATUS_NOT_TEXT, c"not_text"),
    (JINGUO_STATUS_BAD_ENCODING, c"bad_encoding"),
    (JINGUO_STATUS_BAD_JSON, c"bad_json"),
    (JINGUO_STATUS_DUPLICATE_KEY, c"duplicate_key"),
    (JINGUO_STATUS_UNKNOWN_KEY, c"unknown_key"),
    (JINGUO_STATUS_MISSING_KEY, c"missing_key"),
    (JINGUO_STATUS_WRONG_TYPE, c"wrong_type"),
    (JINGUO_STATUS_UNKNOWN_WORD, c"unknown_word"),
    (JINGUO_STATUS_OUT_OF_RANGE, c"out_of_range"),
    (JINGUO_STATUS_TOO_DEEP, c"too_deep"),
    (JINGUO_STATUS_TOO_FEW, c"too_few"),
    (JINGUO_STATUS_BAD_TEXT, c"bad_text"),
    (JINGUO_STATUS_EXACTLY_ONE, c"exactly_one"),
    (JINGUO_STATUS_EMPTY_FILE, c"empty_file"),
    (JINGUO_STATUS_UNKNOWN_COLUMN, c"unknown_column"),
    (JINGUO_STATUS_MISSING_COLUMN, c"missing_column"),
    (JINGUO_STATUS_DUPLICATE_COLUMN, c"duplicate_column"),
    (JINGUO_STATUS_WRONG_FIELD_COUNT, c"wrong_field_count"),
    (JINGUO_STATUS_UNCLOSED_QUOTE, c"unclosed_quote"),
    (JINGUO_STATUS_EMPTY_FIELD, c"empty_field"),
    (JINGUO_STATUS_STRAY_QUOTE, c"stray_quote"),
    (JINGUO_STATUS_BAD_DATE, c"bad_date"),
    (JINGUO_STATUS_BAD_NUMBER, c"bad_number"),
    (JINGUO_STATUS_BAD_TIME, c"bad_time"),
    (JINGUO_STATUS_BAD_BOOLEAN, c"bad_boolean"),
    (JINGUO_STATUS_UNKNOWN_CLAUSE, c"unknown_clause"),
    (JINGUO_STATUS_UNKNOWN_VOCABULARY, c"unknown_vocabulary"),
    (JINGUO_STATUS_DUPLICATE_ID, c"duplicate_id"),
    (JINGUO_STATUS_OVERLAPPING_VALUES, c"overlapping_values"),
    (JINGUO_STATUS_OUTSIDE_PERIOD, c"outside_period"),
    (JINGUO_STATUS_DUE_WITHOUT_TARGET, c"due_without_target"),
    (JINGUO_STATUS_MEASURE_CYCLE, c"measure_cycle"),
    (JINGUO_STATUS_IMPOSSIBLE_CRITERION, c"impossible_criterion"),
    (JINGUO_STATUS_UNKNOWN_COMPONENT, c"unknown_component"),
    (JINGUO_STATUS_WRONG_BASIS, c"wrong_basis"),
    (JINGUO_STATUS_WRONG_SCORING, c"wrong_scoring"),
    (JINGUO_STATUS_TARGET_MISMATCH, c"target_mismatch"),
    (JINGUO_STATUS_TARGET_WITHOUT_SCOPE, c"target_without_scope"),
    (JINGUO_STATUS_BAD_THRESHOLDS, c"bad_thresholds"),
    (JINGUO_STATUS_BAD_PERIOD, c"bad_period"),
    (JINGUO_STATUS_BAD_MILESTONES, c"bad_milestones"),
    (JINGUO_STATUS_CLAUSE_CYCLE, c"clause_cycle"),
    (JINGUO_STATUS_EMPTY_COMPOSITE, c"empty_composite"),
    (JINGUO_STATUS_MIXED_BASIS, c"mixed_basis"),
    (JINGUO_STATUS_UNKNOWN_SET, c"unknown_set"),
    (JINGUO_STATUS_GAP_IN_VALUES, c"gap_in_values"),
    (JINGUO_STATUS_DUPLICATE_CATEGORY, c"duplicate_category"),
    (JINGUO_STATUS_UNKNOWN_STRATIFIER, c"unknown_stratifier"),
    (JINGUO_STATUS_UNKNOWN_UNIT, c"unknown_unit"),
    (JINGUO_STATUS_UNIT_CYCLE, c"unit_cycle"),
    (JINGUO_STATUS_OVERLAPPING_VERSIONS, c"overlapping_versions"),
    (JINGUO_STATUS_EMPTY_INTERVAL, c"empty_interval"),
    (JINGUO_STATUS_BAD_DIVISION_CODE, c"bad_division_code"),
    (JINGUO_STATUS_BAD_CREDIT_CODE, c"bad_credit_code"),
    (JINGUO_STATUS_DUPLICATE_RECORD, c"duplicate_record"),
    (JINGUO_STATUS_UNKNOWN_ACTIVITY, c"unknown_activity"),
    (JINGUO_STATUS_WITHDRAWN_UNKNOWN, c"withdrawn_unknown"),
    (JINGUO_STATUS_WITHDRAWAL_WITHOUT_TIME, c"withdrawal_without_time"),
    (JINGUO_STATUS_BORN_AFTER_RECORD, c"born_after_record"),
    (JINGUO_STATUS_CONFLICTING_RECORD, c"conflicting_record"),
    (JINGUO_STATUS_TOO_MANY, c"too_many"),
    (
        JINGUO_STATUS_UNKNOWN_OBSERVED_SUBJECT,
        c"unknown_observed_subject",
    ),
    (JINGUO_STATUS_END_BEFORE_START, c"end_before_start"),
    (JINGUO_STATUS_OVERFLOW, c"overflow"),
    (JINGUO_STATUS_BEFORE_PERIOD, c"before_period"),
    (JINGUO_STATUS_STRANGER_PARTITION, c"stranger_partition"),
    (JINGUO_STATUS_PARTITION_TWICE, c"partition_twice"),
    (JINGUO_STATUS_MISSING_PARTITIONS, c"missing_partitions"),
    (JINGUO_STATUS_DIFFERENT_FACTS, c"different_facts"),
    (JINGUO_STATUS_DIFFERENT_PARAMETERS, c"different_parameters"),
    (JINGUO_STATUS_DIFFERENT_PARTITIONS, c"different_partitions"),
    (JINGUO_STATUS_PARTIAL_VERSION, c"partial_version"),
    (JINGUO_STATUS_DAMAGED_PARTIAL, c"damaged_partial"),
    (JINGUO_STATUS_UNKNOWN_INPUT, c"unknown_input"),
    (JINGUO_STATUS_UNKNOWN_PART, c"unknown_part"),
    (JINGUO_STATUS_UNKNOWN_SCORECARD, c"unknown_scorecard"),
    (JINGUO_STATUS_UNKNOWN_GATE, c"unknown_gate"),
    (JINGUO_STATUS_UNKNOWN_GRADE, c"unknown_grade"),
    (JINGUO_STATUS_UNKNOWN_RANKING, c"unknown_ranking"),
    (JINGUO_STATUS_UNKNOWN_AWARD, c"unknown_award"),
    (JINGUO_STATUS_UNKNOWN_POINTS_LEDGER, c"unknown_points_ledger"),
    (JINGUO_STATUS_UNKNOWN_POINT_KIND, c"unknown_point_kind"),
    (JINGUO_STATUS_UNKNOWN_FILED_TARGET, c"unknown_filed_target"),
    (JINGUO_STATUS_UNKNOWN_SAMPLE, c"unknown_sample"),
    (JINGUO_STATUS_SCORE_CYCLE, c"score_cycle"),
    (JINGUO_STATUS_BAND_GAP, c"band_gap"),
    (JINGUO_STATUS_BAND_OVERLAP, c"band_overlap"),
    (JINGUO_STATUS_EMPTY_BAND, c"empty_band"),
    (JINGUO_STATUS_WEIGHT_SUM, c"weight_sum"),
    (JINGUO_STATUS_WEIGHT_MISSING, c"weight_missing"),
    (JINGUO_STATUS_POINTS_MISMATCH, c"points_mismatch"),
    (JINGUO_STATUS_ABOVE_POINTS, c"above_points"),
    (JINGUO_STATUS_POINTS_MISSING, c"points_missing"),
    (JINGUO_STATUS_WRONG_STREAM, c"wrong_stream"),
    (JINGUO_STATUS_BAD_STEP, c"bad_step"),
    (JINGUO_STATUS_OUT_OF_ORDER, c"out_of_order"),
    (JINGUO_STATUS_WRONG_RANK_METHOD, c"wrong_rank_method"),
    (JINGUO_STATUS_BAD_PLACES, c"bad_places"),
    (JINGUO_STATUS_GROUP_TWICE, c"group_twice"),
    (JINGUO_STATUS_BAD_WORD_TABLE, c"bad_word_table"),
    (JINGUO_STATUS_BAD_COMPARISON, c"bad_comparison"),
    (JINGUO_STATUS_POLICY_MISPLACED, c"policy_misplaced"),
    (JINGUO_STATUS_BAD_VOTE_RULE, c"bad_vote_rule"),
    (JINGUO_STATUS_WRONG_KIND_OF_INPUT, c"wrong_kind_of_input"),
    (JINGUO_STATUS_FLOOR_ABOVE_CEILING, c"floor_above_ceiling"),
    (JINGUO_STATUS_DEDUCTION_NEGATIVE, c"deduction_negative"),
    (JINGUO_STATUS_NOTHING_DIFFERS, c"nothing_differs"),
    (JINGUO_STATUS_EMPTY_LIST, c"empty_list"),
    (JINGUO_STATUS_UNKNOWN_CANDIDATE, c"unknown_candidate"),
    (JINGUO_STATUS_MISSING_GROUP, c"missing_group"),
    (JINGUO_STATUS_MISSING_DAY, c"missing_day"),
    (JINGUO_STATUS_OVERRIDE_WITHOUT_REASON, c"override_without_reason"),
    (JINGUO_STATUS_BAD_ENTRY, c"bad_entry"),
    (JINGUO_STATUS_STATE_WITH_VALUE, c"state_with_value"),
    (JINGUO_STATUS_SIGNING_ORDER, c"signing_order"),
    (JINGUO_STATUS_SCORE_CHANGED, c"score_changed"),
    (JINGUO_STATUS_APPEAL_LATE, c"appeal_late"),
    (JINGUO_STATUS_UNSIGNED_BY, c"unsigned_by"),
    (JINGUO_STATUS_INTERNAL, c"internal"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use jinguo::Code;

    #[test]
    fn the_statuses_are_the_codes_of_the_core() {
        let core: Vec<(i32, String)> = Code::ALL
            .iter()
            .map(|code| (crate::guard::status(*code), code.name().to_owned()))
            .collect();
        let here: Vec<(i32, String)> = NAMES
            .iter()
            .map(|(number, name)| (*number, name.to_str().unwrap().to_owned()))
            .collect();
        assert_eq!(here, core);
    }
}
