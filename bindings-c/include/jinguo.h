/*
 * The C library of Jinguo (巾帼): the yearly work plan of a Women's Federation.
 * Made from the sources of the crate jinguo-c by its test `header`; not to be edited by hand.
 *
 * What holds for every function, and is not repeated at each:
 *
 * Status.    `int32_t` functions return 0 (`JINGUO_STATUS_OK`) or the code of the first fault; the thousands digit is the area:
 *            1 wrong use, 2 text, 3 plan, 4 units and days, 5 facts, 6 evaluation, 7 scores, 9 a bug of the library. "Statuses"
 *            lists what is likely; `JINGUO_STATUS_INTERNAL` is always possible.
 * Order.     The object, then the inputs, then the outputs, then `out_error`.
 * Error.     `out_error` may be NULL. Otherwise it is NULL after success, and an error object after failure, which the caller frees.
 * Outputs.   Written only on success; an out-handle is NULL after failure.
 * Null.      NULL is refused with a status unless the description allows it; arrays may be NULL where their length is 0.
 *            Every `_free` takes NULL and does nothing.
 * Text in.   UTF-8 as pointer and length in bytes, without a NUL at the end. Not kept after the call, unless "lent" is written.
 * Text out.  A `jinguo_text` that the caller frees; or pointer and length into a handle, valid as long as the handle.
 * Handles.   Come from the library and go back to the `_free` of their type, once. A handle of the wrong type is refused. The use
 *            of a freed handle is not found reliably and is an error of the caller.
 * Threads.   Stated at each type. Functions without a handle may be called from any thread. Nothing is global.
 */


#ifndef JINGUO_H
#define JINGUO_H

#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define JINGUO_CHECK_RETURN __attribute__((warn_unused_result))
#else
#define JINGUO_CHECK_RETURN
#endif

/* A text literal as pointer and length: `jinguo_evaluation_result(e, JINGUO_LITERAL("m"), JINGUO_LITERAL("u"), &out, NULL)`. */
#define JINGUO_LITERAL(text) ((const uint8_t *)(text)), (sizeof(text) - 1)

/* A number that is not there: in columns that a caller gives, and in columns of a report. */
#define JINGUO_NONE INT64_MIN
/* A day that is not there, in columns that a caller gives. */
#define JINGUO_NO_DAY INT32_MIN
/* A row that is not there. */
#define JINGUO_NO_ROW UINT64_MAX

/* The structures of the Arrow C data interface; a program that passes them has them from Arrow. */
struct ArrowSchema;
struct ArrowArray;
struct ArrowArrayStream;


/**
 * The version of the interface that this header describes. It grows with every addition.
 */
#define JINGUO_ABI_VERSION 1

/**
 * The oldest version of the interface that a library with `JINGUO_ABI_VERSION` still serves.
 */
#define JINGUO_ABI_MIN_COMPATIBLE 1

/**
 * Success: the one status that is no fault.
 */
#define JINGUO_STATUS_OK 0

/**
 * No such measure.
 */
#define JINGUO_STATUS_UNKNOWN_MEASURE 1001

/**
 * No such subject.
 */
#define JINGUO_STATUS_UNKNOWN_SUBJECT 1002

/**
 * Parameter out of range.
 */
#define JINGUO_STATUS_BAD_PARAMETER 1003

/**
 * The two results belong to different plans.
 */
#define JINGUO_STATUS_STRANGER_PLAN 1004

/**
 * Columns differ in length.
 */
#define JINGUO_STATUS_LENGTH_MISMATCH 1005

/**
 * A pointer is null or not aligned.
 */
#define JINGUO_STATUS_NULL_POINTER 1101

/**
 * The handle is of another type, or was freed.
 */
#define JINGUO_STATUS_WRONG_HANDLE 1102

/**
 * The length exceeds the memory.
 */
#define JINGUO_STATUS_BAD_LENGTH 1103

/**
 * The handle cannot be used after an internal error.
 */
#define JINGUO_STATUS_BROKEN_HANDLE 1104

/**
 * The row or index is out of range.
 */
#define JINGUO_STATUS_INDEX_OUT_OF_RANGE 1105

/**
 * The text that was passed is not UTF-8.
 */
#define JINGUO_STATUS_NOT_TEXT 1106

/**
 * The text encoding cannot be read.
 */
#define JINGUO_STATUS_BAD_ENCODING 2001

/**
 * JSON syntax error.
 */
#define JINGUO_STATUS_BAD_JSON 2002

/**
 * The same key stands twice.
 */
#define JINGUO_STATUS_DUPLICATE_KEY 2003

/**
 * Unknown key.
 */
#define JINGUO_STATUS_UNKNOWN_KEY 2004

/**
 * A required key is missing.
 */
#define JINGUO_STATUS_MISSING_KEY 2005

/**
 * The value has the wrong type.
 */
#define JINGUO_STATUS_WRONG_TYPE 2006

/**
 * The value is not one of the allowed words.
 */
#define JINGUO_STATUS_UNKNOWN_WORD 2007

/**
 * The number is out of range.
 */
#define JINGUO_STATUS_OUT_OF_RANGE 2008

/**
 * Nested too deeply.
 */
#define JINGUO_STATUS_TOO_DEEP 2009

/**
 * Too few items.
 */
#define JINGUO_STATUS_TOO_FEW 2010

/**
 * The text does not have the required form.
 */
#define JINGUO_STATUS_BAD_TEXT 2011

/**
 * Exactly one of several keys must be given.
 */
#define JINGUO_STATUS_EXACTLY_ONE 2012

/**
 * The file is empty.
 */
#define JINGUO_STATUS_EMPTY_FILE 2101

/**
 * Unknown column.
 */
#define JINGUO_STATUS_UNKNOWN_COLUMN 2102

/**
 * A required column is missing.
 */
#define JINGUO_STATUS_MISSING_COLUMN 2103

/**
 * The same column stands twice.
 */
#define JINGUO_STATUS_DUPLICATE_COLUMN 2104

/**
 * The row has another number of fields than the header.
 */
#define JINGUO_STATUS_WRONG_FIELD_COUNT 2105

/**
 * A quote is not closed.
 */
#define JINGUO_STATUS_UNCLOSED_QUOTE 2106

/**
 * A required field is empty.
 */
#define JINGUO_STATUS_EMPTY_FIELD 2107

/**
 * A quote stands where none may stand.
 */
#define JINGUO_STATUS_STRAY_QUOTE 2108

/**
 * Not a calendar day.
 */
#define JINGUO_STATUS_BAD_DATE 2201

/**
 * Not a number.
 */
#define JINGUO_STATUS_BAD_NUMBER 2202

/**
 * Not a date or time.
 */
#define JINGUO_STATUS_BAD_TIME 2203

/**
 * Not yes or no.
 */
#define JINGUO_STATUS_BAD_BOOLEAN 2204

/**
 * No such clause.
 */
#define JINGUO_STATUS_UNKNOWN_CLAUSE 3001

/**
 * The vocabulary has no such word.
 */
#define JINGUO_STATUS_UNKNOWN_VOCABULARY 3002

/**
 * The identifier is used twice.
 */
#define JINGUO_STATUS_DUPLICATE_ID 3003

/**
 * Two dated values overlap.
 */
#define JINGUO_STATUS_OVERLAPPING_VALUES 3004

/**
 * The day lies outside the period.
 */
#define JINGUO_STATUS_OUTSIDE_PERIOD 3005

/**
 * A due date without a target.
 */
#define JINGUO_STATUS_DUE_WITHOUT_TARGET 3006

/**
 * Measures refer to each other in a circle.
 */
#define JINGUO_STATUS_MEASURE_CYCLE 3007

/**
 * The criterion can never hold.
 */
#define JINGUO_STATUS_IMPOSSIBLE_CRITERION 3008

/**
 * No such component measure.
 */
#define JINGUO_STATUS_UNKNOWN_COMPONENT 3009

/**
 * The criterion does not fit the basis of the measure.
 */
#define JINGUO_STATUS_WRONG_BASIS 3010

/**
 * This scoring does not use the key.
 */
#define JINGUO_STATUS_WRONG_SCORING 3011

/**
 * The target does not fit the scoring.
 */
#define JINGUO_STATUS_TARGET_MISMATCH 3012

/**
 * A count target does not say whose it is.
 */
#define JINGUO_STATUS_TARGET_WITHOUT_SCOPE 3013

/**
 * Pace thresholds are out of order.
 */
#define JINGUO_STATUS_BAD_THRESHOLDS 3014

/**
 * The period is not valid.
 */
#define JINGUO_STATUS_BAD_PERIOD 3015

/**
 * Milestones are out of order.
 */
#define JINGUO_STATUS_BAD_MILESTONES 3016

/**
 * Clauses are their own parents.
 */
#define JINGUO_STATUS_CLAUSE_CYCLE 3017

/**
 * A composite has no components.
 */
#define JINGUO_STATUS_EMPTY_COMPOSITE 3018

/**
 * The components differ in basis.
 */
#define JINGUO_STATUS_MIXED_BASIS 3019

/**
 * No such code set.
 */
#define JINGUO_STATUS_UNKNOWN_SET 3020

/**
 * A dated value is missing for part of the period.
 */
#define JINGUO_STATUS_GAP_IN_VALUES 3021

/**
 * A category stands twice.
 */
#define JINGUO_STATUS_DUPLICATE_CATEGORY 3022

/**
 * No such stratifier.
 */
#define JINGUO_STATUS_UNKNOWN_STRATIFIER 3023

/**
 * No such unit.
 */
#define JINGUO_STATUS_UNKNOWN_UNIT 4001

/**
 * Units are their own parents.
 */
#define JINGUO_STATUS_UNIT_CYCLE 4002

/**
 * Two versions of one record overlap.
 */
#define JINGUO_STATUS_OVERLAPPING_VERSIONS 4003

/**
 * The interval ends before it starts.
 */
#define JINGUO_STATUS_EMPTY_INTERVAL 4004

/**
 * Not a statistical division code.
 */
#define JINGUO_STATUS_BAD_DIVISION_CODE 4101

/**
 * The unified social credit code fails its check.
 */
#define JINGUO_STATUS_BAD_CREDIT_CODE 4102

/**
 * The record is there twice.
 */
#define JINGUO_STATUS_DUPLICATE_RECORD 5001

/**
 * No such activity.
 */
#define JINGUO_STATUS_UNKNOWN_ACTIVITY 5002

/**
 * The withdrawn record does not exist.
 */
#define JINGUO_STATUS_WITHDRAWN_UNKNOWN 5003

/**
 * A withdrawal without the time it was recorded.
 */
#define JINGUO_STATUS_WITHDRAWAL_WITHOUT_TIME 5004

/**
 * The day lies before the birth.
 */
#define JINGUO_STATUS_BORN_AFTER_RECORD 5005

/**
 * Two records of one time differ.
 */
#define JINGUO_STATUS_CONFLICTING_RECORD 5006

/**
 * More than the limit.
 */
#define JINGUO_STATUS_TOO_MANY 5007

/**
 * The observed subject does not exist.
 */
#define JINGUO_STATUS_UNKNOWN_OBSERVED_SUBJECT 5008

/**
 * The end lies before the start.
 */
#define JINGUO_STATUS_END_BEFORE_START 5009

/**
 * A number overflows.
 */
#define JINGUO_STATUS_OVERFLOW 6001

/**
 * The day lies before the period.
 */
#define JINGUO_STATUS_BEFORE_PERIOD 6002

/**
 * The facts of the person belong to another partition.
 */
#define JINGUO_STATUS_STRANGER_PARTITION 6003

/**
 * The same partition stands twice.
 */
#define JINGUO_STATUS_PARTITION_TWICE 6004

/**
 * Partitions are missing.
 */
#define JINGUO_STATUS_MISSING_PARTITIONS 6005

/**
 * The parts have different common facts.
 */
#define JINGUO_STATUS_DIFFERENT_FACTS 6006

/**
 * The parts have different parameters.
 */
#define JINGUO_STATUS_DIFFERENT_PARAMETERS 6007

/**
 * The parts are of another number of partitions.
 */
#define JINGUO_STATUS_DIFFERENT_PARTITIONS 6008

/**
 * Not a state of this version.
 */
#define JINGUO_STATUS_PARTIAL_VERSION 6009

/**
 * The state is damaged.
 */
#define JINGUO_STATUS_DAMAGED_PARTIAL 6010

/**
 * No such input.
 */
#define JINGUO_STATUS_UNKNOWN_INPUT 7001

/**
 * The scorecard has no such item or section.
 */
#define JINGUO_STATUS_UNKNOWN_PART 7002

/**
 * No such scorecard.
 */
#define JINGUO_STATUS_UNKNOWN_SCORECARD 7003

/**
 * No such gate.
 */
#define JINGUO_STATUS_UNKNOWN_GATE 7004

/**
 * No such grade.
 */
#define JINGUO_STATUS_UNKNOWN_GRADE 7005

/**
 * No such ranking.
 */
#define JINGUO_STATUS_UNKNOWN_RANKING 7006

/**
 * No such award.
 */
#define JINGUO_STATUS_UNKNOWN_AWARD 7007

/**
 * No such points ledger.
 */
#define JINGUO_STATUS_UNKNOWN_POINTS_LEDGER 7008

/**
 * No such kind of points.
 */
#define JINGUO_STATUS_UNKNOWN_POINT_KIND 7009

/**
 * No such filed target.
 */
#define JINGUO_STATUS_UNKNOWN_FILED_TARGET 7010

/**
 * No such sample.
 */
#define JINGUO_STATUS_UNKNOWN_SAMPLE 7011

/**
 * Scores refer to each other in a circle.
 */
#define JINGUO_STATUS_SCORE_CYCLE 7012

/**
 * A gap between two bands.
 */
#define JINGUO_STATUS_BAND_GAP 7013

/**
 * Two bands overlap.
 */
#define JINGUO_STATUS_BAND_OVERLAP 7014

/**
 * No number lies in the band.
 */
#define JINGUO_STATUS_EMPTY_BAND 7015

/**
 * The weights do not sum to one.
 */
#define JINGUO_STATUS_WEIGHT_SUM 7016

/**
 * A part has no weight.
 */
#define JINGUO_STATUS_WEIGHT_MISSING 7017

/**
 * The points do not sum to the printed points.
 */
#define JINGUO_STATUS_POINTS_MISMATCH 7018

/**
 * A limit above the printed points.
 */
#define JINGUO_STATUS_ABOVE_POINTS 7019

/**
 * The printed points are missing.
 */
#define JINGUO_STATUS_POINTS_MISSING 7020

/**
 * The bounds do not fit the stream.
 */
#define JINGUO_STATUS_WRONG_STREAM 7021

/**
 * A step must be wider than zero.
 */
#define JINGUO_STATUS_BAD_STEP 7022

/**
 * Out of order.
 */
#define JINGUO_STATUS_OUT_OF_ORDER 7023

/**
 * This rank method cannot be used here.
 */
#define JINGUO_STATUS_WRONG_RANK_METHOD 7024

/**
 * The number of places is not valid.
 */
#define JINGUO_STATUS_BAD_PLACES 7025

/**
 * A group stands twice.
 */
#define JINGUO_STATUS_GROUP_TWICE 7026

/**
 * The table of words is not complete.
 */
#define JINGUO_STATUS_BAD_WORD_TABLE 7027

/**
 * A comparison without a bound or with two on one side.
 */
#define JINGUO_STATUS_BAD_COMPARISON 7028

/**
 * The policy cannot be used here.
 */
#define JINGUO_STATUS_POLICY_MISPLACED 7029

/**
 * The rules of the vote contradict each other.
 */
#define JINGUO_STATUS_BAD_VOTE_RULE 7030

/**
 * A number where a word is needed, or the reverse.
 */
#define JINGUO_STATUS_WRONG_KIND_OF_INPUT 7031

/**
 * The floor lies above the ceiling.
 */
#define JINGUO_STATUS_FLOOR_ABOVE_CEILING 7032

/**
 * Points are written as numbers above zero here.
 */
#define JINGUO_STATUS_DEDUCTION_NEGATIVE 7033

/**
 * A note of a difference where there is none.
 */
#define JINGUO_STATUS_NOTHING_DIFFERS 7034

/**
 * The list may not be empty.
 */
#define JINGUO_STATUS_EMPTY_LIST 7035

/**
 * No such candidate.
 */
#define JINGUO_STATUS_UNKNOWN_CANDIDATE 7101

/**
 * The candidate has no group or attribute to be ranked in.
 */
#define JINGUO_STATUS_MISSING_GROUP 7102

/**
 * The day of evaluation is missing.
 */
#define JINGUO_STATUS_MISSING_DAY 7103

/**
 * An override without actor or reason.
 */
#define JINGUO_STATUS_OVERRIDE_WITHOUT_REASON 7104

/**
 * The point entry does not fit its kind.
 */
#define JINGUO_STATUS_BAD_ENTRY 7105

/**
 * A value and a state at once.
 */
#define JINGUO_STATUS_STATE_WITH_VALUE 7106

/**
 * The step of signing is out of order.
 */
#define JINGUO_STATUS_SIGNING_ORDER 7201

/**
 * The scores are not those that were signed.
 */
#define JINGUO_STATUS_SCORE_CHANGED 7202

/**
 * The appeal is too late.
 */
#define JINGUO_STATUS_APPEAL_LATE 7203

/**
 * A signature without a name.
 */
#define JINGUO_STATUS_UNSIGNED_BY 7204

/**
 * Internal error.
 */
#define JINGUO_STATUS_INTERNAL 9001

/**
 * `jinguo_batch_read_*`: the table of units.
 */
#define JINGUO_TABLE_UNITS 0

/**
 * The table of persons.
 */
#define JINGUO_TABLE_PERSONS 1

/**
 * The table of organisations.
 */
#define JINGUO_TABLE_ORGANISATIONS 2

/**
 * The table of activities.
 */
#define JINGUO_TABLE_ACTIVITIES 3

/**
 * The table of participations.
 */
#define JINGUO_TABLE_PARTICIPATIONS 4

/**
 * The table of observations.
 */
#define JINGUO_TABLE_OBSERVATIONS 5

/**
 * State of a result: there is a value.
 */
#define JINGUO_STATE_VALUE 0

/**
 * Subjects, but nobody is due: 0/0 is neither 0 nor 100 %.
 */
#define JINGUO_STATE_EMPTY_DENOMINATOR 1

/**
 * A datum is missing and the plan refuses to guess.
 */
#define JINGUO_STATE_MISSING 2

/**
 * The measure is about nobody here, or the period has not begun.
 */
#define JINGUO_STATE_NOT_APPLICABLE 3

/**
 * Withheld from a published view.
 */
#define JINGUO_STATE_SUPPRESSED 4

/**
 * A number overflowed.
 */
#define JINGUO_STATE_ERROR 5

/**
 * Standing of a result: no target, only tracked.
 */
#define JINGUO_STANDING_TRACKED 0

/**
 * The period has not begun.
 */
#define JINGUO_STANDING_NOT_STARTED 1

/**
 * The target cannot be judged, because there is no value.
 */
#define JINGUO_STANDING_UNDETERMINED 2

/**
 * 按期: on track.
 */
#define JINGUO_STANDING_ON_TRACK 3

/**
 * 有风险: at risk.
 */
#define JINGUO_STANDING_AT_RISK 4

/**
 * 滞后: off track.
 */
#define JINGUO_STANDING_OFF_TRACK 5

/**
 * Reached by the due day.
 */
#define JINGUO_STANDING_MET 6

/**
 * Reached after the due day.
 */
#define JINGUO_STANDING_MET_LATE 7

/**
 * The due day has passed without it.
 */
#define JINGUO_STANDING_MISSED 8

/**
 * Class of a subject: not in the initial population, or not due.
 */
#define JINGUO_CLASS_OUTSIDE 0

/**
 * 不计入: excluded.
 */
#define JINGUO_CLASS_EXCLUDED 1

/**
 * 有理由未完成: excepted.
 */
#define JINGUO_CLASS_EXCEPTED 2

/**
 * 已覆盖: met.
 */
#define JINGUO_CLASS_MET 3

/**
 * 无效完成: void.
 */
#define JINGUO_CLASS_VOID 4

/**
 * 未覆盖, the due day has passed.
 */
#define JINGUO_CLASS_OPEN 5

/**
 * 未覆盖, the due day is ahead.
 */
#define JINGUO_CLASS_PROSPECTIVE 6

/**
 * A needed datum is missing.
 */
#define JINGUO_CLASS_UNKNOWN 7

/**
 * Rounding: 四舍五入, halves away from zero.
 */
#define JINGUO_ROUND_HALF_UP 0

/**
 * 四舍六入五成双 (GB/T 8170), halves to the even digit.
 */
#define JINGUO_ROUND_HALF_EVEN 1

/**
 * Towards zero.
 */
#define JINGUO_ROUND_DOWN 2

/**
 * Away from zero.
 */
#define JINGUO_ROUND_UP 3

/**
 * Ranks: the highest value is first.
 */
#define JINGUO_FIRST_HIGHEST 0

/**
 * Ranks: the lowest value is first.
 */
#define JINGUO_FIRST_LOWEST 1

/**
 * Ranks of equal values: 1 2 2 4.
 */
#define JINGUO_RANK_COMPETITION 0

/**
 * Ranks of equal values: 1 2 2 3.
 */
#define JINGUO_RANK_DENSE 1

/**
 * Ranks of equal values: 1 3 3 4.
 */
#define JINGUO_RANK_MODIFIED 2

/**
 * Ranks of equal values: 1 2.5 2.5 4.
 */
#define JINGUO_RANK_AVERAGE 3

/**
 * Equal values get no rank.
 */
#define JINGUO_RANK_ORDINAL 4

/**
 * Language of sentences: Chinese.
 */
#define JINGUO_LANGUAGE_ZH 0

/**
 * Language of sentences: English.
 */
#define JINGUO_LANGUAGE_EN 1

/**
 * Text of a fault: the name of its code, such as `bad_date`.
 */
#define JINGUO_FAULT_NAME 0

/**
 * Text of a fault: the document, file or table it stands in.
 */
#define JINGUO_FAULT_DOCUMENT 1

/**
 * Text of a fault: the JSON pointer where it stands.
 */
#define JINGUO_FAULT_POINTER 2

/**
 * Text of a fault: the column, key or parameter.
 */
#define JINGUO_FAULT_FIELD 3

/**
 * Text of a fault: what was found.
 */
#define JINGUO_FAULT_FOUND 4

/**
 * Text of a fault: what was expected, in Chinese.
 */
#define JINGUO_FAULT_EXPECTED_ZH 5

/**
 * Text of a fault: what was expected, in English.
 */
#define JINGUO_FAULT_EXPECTED_EN 6

/**
 * Text of a fault: all of it in one Chinese sentence.
 */
#define JINGUO_FAULT_SENTENCE_ZH 7

/**
 * Text of a fault: all of it in one English sentence.
 */
#define JINGUO_FAULT_SENTENCE_EN 8

/**
 * Kind of a subject: a person, by key.
 */
#define JINGUO_SUBJECT_PERSON 0

/**
 * Kind of a subject: a unit.
 */
#define JINGUO_SUBJECT_UNIT 1

/**
 * Kind of a subject: an activity.
 */
#define JINGUO_SUBJECT_EVENT 2

/**
 * Kind of a subject: an organisation.
 */
#define JINGUO_SUBJECT_ORGANISATION 3

/**
 * Numbers of a report: one of `JINGUO_STATE_*`.
 */
#define JINGUO_NUMBER_STATE 0

/**
 * One of `JINGUO_STANDING_*`.
 */
#define JINGUO_NUMBER_STATUS 1

/**
 * 已覆盖数, or for an opportunity composite the sum over components.
 */
#define JINGUO_NUMBER_NUMERATOR 2

/**
 * 应覆盖数, or for an opportunity composite the sum over components.
 */
#define JINGUO_NUMBER_DENOMINATOR 3

/**
 * Subjects in class excluded (不计入).
 */
#define JINGUO_NUMBER_EXCLUDED 4

/**
 * Subjects in class excepted (有理由未完成).
 */
#define JINGUO_NUMBER_EXCEPTED 5

/**
 * Subjects in class met (已覆盖).
 */
#define JINGUO_NUMBER_MET 6

/**
 * Subjects in class void (无效完成).
 */
#define JINGUO_NUMBER_VOID 7

/**
 * Subjects in class open (未覆盖, the due day has passed).
 */
#define JINGUO_NUMBER_OPEN 8

/**
 * Subjects in class prospective (未覆盖, the due day is ahead).
 */
#define JINGUO_NUMBER_PROSPECTIVE 9

/**
 * Subjects in class unknown.
 */
#define JINGUO_NUMBER_UNKNOWN 10

/**
 * Numerator of the value in lowest terms; `JINGUO_NONE` where there is no value, or where it does not fit into 64 bits: the
 * text always has it.
 */
#define JINGUO_NUMBER_VALUE_NUMERATOR 11

/**
 * Denominator of the value in lowest terms, or `JINGUO_NONE`.
 */
#define JINGUO_NUMBER_VALUE_DENOMINATOR 12

/**
 * Numerator of the lower bound, or `JINGUO_NONE`.
 */
#define JINGUO_NUMBER_LOW_NUMERATOR 13

/**
 * Denominator of the lower bound, or `JINGUO_NONE`.
 */
#define JINGUO_NUMBER_LOW_DENOMINATOR 14

/**
 * Numerator of the upper bound, or `JINGUO_NONE`.
 */
#define JINGUO_NUMBER_HIGH_NUMERATOR 15

/**
 * Denominator of the upper bound, or `JINGUO_NONE`.
 */
#define JINGUO_NUMBER_HIGH_DENOMINATOR 16

/**
 * Organisations that cover a due unit, or `JINGUO_NONE`.
 */
#define JINGUO_NUMBER_ORGANISATIONS 17

/**
 * Due units that an organisation covers, or `JINGUO_NONE`.
 */
#define JINGUO_NUMBER_COVERED_UNITS 18

/**
 * Due units, or `JINGUO_NONE`.
 */
#define JINGUO_NUMBER_DUE_UNITS 19

/**
 * Numerator of the target, or `JINGUO_NONE`.
 */
#define JINGUO_NUMBER_TARGET_NUMERATOR 20

/**
 * Denominator of the target, or `JINGUO_NONE`.
 */
#define JINGUO_NUMBER_TARGET_DENOMINATOR 21

/**
 * The due day of the target in days since 1970-01-01, or `JINGUO_NONE`.
 */
#define JINGUO_NUMBER_DUE 22

/**
 * 1 where the target is reached, 0 where not, `JINGUO_NONE` without a target.
 */
#define JINGUO_NUMBER_REACHED 23

/**
 * Numerator of what is missing to the target, or `JINGUO_NONE`.
 */
#define JINGUO_NUMBER_MISSING_NUMERATOR 24

/**
 * Denominator of what is missing to the target, or `JINGUO_NONE`.
 */
#define JINGUO_NUMBER_MISSING_DENOMINATOR 25

/**
 * Numerator of actual ÷ required progress, or `JINGUO_NONE`.
 */
#define JINGUO_NUMBER_PACE_NUMERATOR 26

/**
 * Denominator of actual ÷ required progress, or `JINGUO_NONE`.
 */
#define JINGUO_NUMBER_PACE_DENOMINATOR 27

/**
 * The projected finish in days since 1970-01-01, or `JINGUO_NONE`.
 */
#define JINGUO_NUMBER_PROJECTED_FINISH 28

/**
 * Texts of a report: the measure.
 */
#define JINGUO_TEXT_MEASURE 0

/**
 * The title of the measure, in Chinese.
 */
#define JINGUO_TEXT_MEASURE_TITLE 1

/**
 * The clause of the measure.
 */
#define JINGUO_TEXT_CLAUSE 2

/**
 * The unit.
 */
#define JINGUO_TEXT_UNIT 3

/**
 * The name of the unit.
 */
#define JINGUO_TEXT_UNIT_NAME 4

/**
 * The level of the unit.
 */
#define JINGUO_TEXT_UNIT_LEVEL 5

/**
 * The unit above.
 */
#define JINGUO_TEXT_UNIT_PARENT 6

/**
 * The stratum as `stratifier=category`, with `;` between; empty for everybody.
 */
#define JINGUO_TEXT_STRATUM 7

/**
 * The state, such as `value`.
 */
#define JINGUO_TEXT_STATE 8

/**
 * The status, such as `on_track`.
 */
#define JINGUO_TEXT_STATUS 9

/**
 * The value, exact: a decimal, else a fraction. Empty without a value.
 */
#define JINGUO_TEXT_VALUE 10

/**
 * The target, exact.
 */
#define JINGUO_TEXT_TARGET 11

/**
 * What is missing to the target, exact.
 */
#define JINGUO_TEXT_MISSING 12

/**
 * The flags as `code=count`, with `;` between.
 */
#define JINGUO_TEXT_FLAGS 13

/**
 * How the measure is scored: `proportion`, `count` or `composite`.
 */
#define JINGUO_TEXT_SCORING 14

/**
 * What the measure counts: `person`, `unit`, `event` or `organisation`.
 */
#define JINGUO_TEXT_BASIS 15

/**
 * Text of a gap: the kind of its subject, `person`, `unit`, `event` or `organisation`.
 */
#define JINGUO_GAP_SUBJECT_KIND 0

/**
 * Text of a gap: the id of its subject.
 */
#define JINGUO_GAP_SUBJECT 1

/**
 * Text of a gap: the unit.
 */
#define JINGUO_GAP_UNIT 2

/**
 * Text of a gap: the class, such as `open`.
 */
#define JINGUO_GAP_CLASS 3

/**
 * Text of a gap: the code of the reason, such as `not_found`.
 */
#define JINGUO_GAP_REASON 4

/**
 * Text of a gap: the facts that came nearest, with `;` between them.
 */
#define JINGUO_GAP_FACTS 5

/**
 * Text of a gap: the number that was found.
 */
#define JINGUO_GAP_FOUND 6

/**
 * Text of a gap: the number that is needed.
 */
#define JINGUO_GAP_NEEDED 7

/**
 * Text of a gap: by when, such as `2022-12-31`.
 */
#define JINGUO_GAP_DUE 8

/**
 * Text of a gap: what closes it, as a JSON list.
 */
#define JINGUO_GAP_CLOSES 9

/**
 * Records on their way into a ledger.
 *
 * Thread rule: one thread at a time.
 * Free it with `jinguo_batch_free`.
 */
typedef struct jinguo_batch jinguo_batch;

/**
 * Columns of a query result, on their way into a batch. They hold pointers to arrays of the caller and no copy.
 *
 * Thread rule: one thread at a time.
 * Arrays that were added must live and stay unchanged until the columns are freed, or read for the last time.
 * Free it with `jinguo_columns_free`; the arrays stay the caller's.
 */
typedef struct jinguo_columns jinguo_columns;

/**
 * What was wrong with a call: all faults that were found, in the order of the input.
 *
 * Thread rule: does not change; any number of threads may read it at once.
 * Free it with `jinguo_error_free`.
 */
typedef struct jinguo_error jinguo_error;

/**
 * A plan evaluated over a ledger.
 *
 * Thread rule: does not change; any number of threads may use it at once.
 * Free it with `jinguo_evaluation_free`. It keeps what it needs of plan and ledger: both may be freed or changed before.
 */
typedef struct jinguo_evaluation jinguo_evaluation;

/**
 * A page of the gap list (缺口清单).
 *
 * Thread rule: does not change; any number of threads may read it at once.
 * Free it with `jinguo_gaps_free`.
 */
typedef struct jinguo_gaps jinguo_gaps;

/**
 * What scorecards are given: the cohort, numbers, words, marks, ballots and entries.
 *
 * Thread rule: one thread at a time.
 * Free it with `jinguo_inputs_free`.
 */
typedef struct jinguo_inputs jinguo_inputs;

/**
 * A ledger: what has been done, as facts.
 *
 * Thread rule: one thread at a time. A copy (`jinguo_ledger_copy`) may be used by another thread at the same time.
 * Free it with `jinguo_ledger_free`; evaluations that were made of it stay whole.
 */
typedef struct jinguo_ledger jinguo_ledger;

/**
 * A plan evaluated over a ledger that goes on: facts are entered, the day moves, and every number is right again in time
 * that goes with what changed. At every moment it gives what a fresh evaluation of the same plan, facts and days gives.
 *
 * It holds the ledger itself. A copy that is kept elsewhere, such as the one it was made from, makes the next change of
 * the facts copy all of them first: free it.
 *
 * A change can fail in two ways. A batch that the ledger refuses changes nothing. Good facts, or a day, with which the
 * plan cannot be evaluated stay: from then on every function that reads gives the same error, until a later change mends
 * it.
 *
 * Thread rule: one thread at a time.
 * Free it with `jinguo_live_free`. It keeps what it needs of plan and ledger: both may be freed or changed before.
 */
typedef struct jinguo_live jinguo_live;

/**
 * What the persons of some partitions add to a report. States of all partitions merge to the report of all facts, byte by byte.
 *
 * A partition has all common facts (units, organisations, activities, observations of units, and what withdraws them), and of the
 * facts of persons those of its own persons; see `jinguo_partition`.
 *
 * Thread rule: does not change; any number of threads may use it at once.
 * Free it with `jinguo_partial_free`. It keeps what it needs of plan and ledger: both may be freed or changed before.
 */
typedef struct jinguo_partial jinguo_partial;

/**
 * A plan (工作要点) that has passed every check.
 *
 * Thread rule: does not change; any number of threads may use it at once.
 * Free it with `jinguo_plan_free`; evaluations that were made of it stay whole.
 */
typedef struct jinguo_plan jinguo_plan;

/**
 * Rows that a batch or a ledger did not take, where the caller asked for the good rows.
 *
 * Thread rule: does not change; any number of threads may read it at once.
 * Free it with `jinguo_rejections_free`.
 */
typedef struct jinguo_rejections jinguo_rejections;

/**
 * A report: for each measure, unit and stratum, how far it has come. It is also a table: one row for each result, measure by
 * measure in the order of the plan, unit by unit in the order of the tree, the strata behind.
 *
 * Thread rule: does not change; any number of threads may use it at once.
 * Free it with `jinguo_report_free`.
 */
typedef struct jinguo_report jinguo_report;

/**
 * Scorecards (评分表), awards and points ledgers that have passed every check.
 *
 * Thread rule: does not change; any number of threads may use it at once.
 * Free it with `jinguo_scorecards_free`; scores that were made of it stay whole.
 */
typedef struct jinguo_scorecards jinguo_scorecards;

/**
 * A scored cohort: points, ranks, grades, awards. A score is a proposal until somebody signs it.
 *
 * Thread rule: does not change; any number of threads may use it at once.
 * Free it with `jinguo_scores_free`. It keeps what it needs of scorecards and inputs: both may be freed before.
 */
typedef struct jinguo_scores jinguo_scores;

/**
 * Text made by the library: UTF-8, and a NUL byte behind it that the length does not count.
 *
 * Thread rule: does not change; any number of threads may read it at once.
 * Free it with `jinguo_text_free`.
 */
typedef struct jinguo_text jinguo_text;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/**
 * The version of the interface that the loaded library has.
 *
 * A program that was compiled with a header of version H runs with a library of version L and oldest version M where
 * M ≤ H ≤ L: `jinguo_abi_min_compatible() <= JINGUO_ABI_VERSION && JINGUO_ABI_VERSION <= jinguo_abi_version()`.
 *
 * Thread rule: any thread, at any time.
 */
JINGUO_CHECK_RETURN
uint32_t jinguo_abi_version(void);

/**
 * The oldest version of the interface that the loaded library still serves.
 *
 * Thread rule: any thread, at any time.
 */
JINGUO_CHECK_RETURN
uint32_t jinguo_abi_min_compatible(void);

/**
 * The version of the library, such as `0.1.0`: a NUL-terminated text that lives as long as the library is loaded.
 *
 * Thread rule: any thread, at any time.
 */
JINGUO_CHECK_RETURN
const char *jinguo_version(void);

/**
 * The bytes of a text, with a NUL behind the last one. They live as long as the text.
 *
 * Returns NULL if `text` is NULL or no text.
 */
JINGUO_CHECK_RETURN
const uint8_t *jinguo_text_data(const jinguo_text *text);

/**
 * How many bytes a text has, without the NUL behind them.
 *
 * Returns 0 if `text` is NULL or no text.
 */
JINGUO_CHECK_RETURN
size_t jinguo_text_len(const jinguo_text *text);

/**
 * Frees a text. NULL is allowed and does nothing.
 */
void jinguo_text_free(jinguo_text *text);

/**
 * The status of the call that gave the error: the code of its first fault.
 *
 * Returns `JINGUO_STATUS_NULL_POINTER` or `JINGUO_STATUS_WRONG_HANDLE` if `error` is none.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_error_status(const jinguo_error *error);

/**
 * How many faults were found.
 *
 * Returns 0 if `error` is none.
 */
JINGUO_CHECK_RETURN
uint64_t jinguo_error_total(const jinguo_error *error);

/**
 * How many faults can be looked at, at most 1000; `jinguo_error_total` counts the others as well.
 *
 * Returns 0 if `error` is none.
 */
JINGUO_CHECK_RETURN
uint64_t jinguo_error_count(const jinguo_error *error);

/**
 * The code of a fault.
 *
 * - `index`: less than `jinguo_error_count`.
 * - `out_status`: the code. Untouched on failure.
 *
 * Statuses: null_pointer, wrong_handle, index_out_of_range.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_error_fault_status(const jinguo_error *error,
                                  uint64_t index,
                                  int32_t *out_status,
                                  jinguo_error **out_error);

/**
 * Where a fault stands in numbers; 0 for what it does not have.
 *
 * - `index`: less than `jinguo_error_count`.
 * - `out_row`: the row of the table or line of the file, from 1.
 * - `out_line`, `out_column`: line and column of the text, from 1.
 *
 * Statuses: null_pointer, wrong_handle, index_out_of_range.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_error_fault_place(const jinguo_error *error,
                                 uint64_t index,
                                 uint64_t *out_row,
                                 uint32_t *out_line,
                                 uint32_t *out_column,
                                 jinguo_error **out_error);

/**
 * One text of a fault; empty for what it does not have.
 *
 * - `index`: less than `jinguo_error_count`.
 * - `part`: one of `JINGUO_FAULT_*`.
 * - `out_text`: the text, owned by the caller. NULL on failure.
 *
 * Statuses: null_pointer, wrong_handle, index_out_of_range, bad_parameter.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_error_fault_text(const jinguo_error *error,
                                uint64_t index,
                                uint32_t part,
                                jinguo_text **out_text,
                                jinguo_error **out_error);

/**
 * All faults as sentences, one a line.
 *
 * - `language`: `JINGUO_LANGUAGE_ZH` or `JINGUO_LANGUAGE_EN`.
 * - `out_text`: the sentences, owned by the caller. NULL on failure.
 *
 * Statuses: null_pointer, wrong_handle, bad_parameter.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_error_message(const jinguo_error *error,
                             uint32_t language,
                             jinguo_text **out_text,
                             jinguo_error **out_error);

/**
 * All faults as a JSON object: `total` and the list `faults`, each with `number`, `code`, `place`, `found`, `expected`,
 * `zh` and `en`.
 *
 * - `out_text`: the JSON, owned by the caller. NULL on failure.
 *
 * Statuses: null_pointer, wrong_handle.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_error_json(const jinguo_error *error,
                          jinguo_text **out_text,
                          jinguo_error **out_error);

/**
 * The name of a status, such as `bad_date`, or `ok`: a NUL-terminated text that lives as long as the library is loaded.
 * NULL for a number that is no status.
 *
 * Thread rule: any thread, at any time.
 */
JINGUO_CHECK_RETURN
const char *jinguo_status_name(int32_t status);

/**
 * Frees an error. NULL is allowed and does nothing.
 */
void jinguo_error_free(jinguo_error *error);

/**
 * The number of a day: days since 1970-01-01.
 *
 * - `year`: 1 to 9999; `month`: 1 to 12; `day`: from 1.
 * - `out_day_number`: the number. Untouched on failure.
 *
 * Thread rule: any thread. Statuses: null_pointer, bad_date.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_day_from_ymd(int32_t year,
                            uint32_t month,
                            uint32_t day,
                            int32_t *out_day_number,
                            jinguo_error **out_error);

/**
 * The number of a day written as `2022-06-30`.
 *
 * - `out_day_number`: the number. Untouched on failure.
 *
 * Thread rule: any thread. Statuses: null_pointer, bad_length, not_text, bad_date.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_day_from_text(const uint8_t *day,
                             size_t day_len,
                             int32_t *out_day_number,
                             jinguo_error **out_error);

/**
 * A day written as `2022-06-30`, from its number.
 *
 * - `out_text`: the day, owned by the caller. NULL on failure.
 *
 * Thread rule: any thread. Statuses: null_pointer, bad_date.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_day_text(int32_t day_number,
                        jinguo_text **out_text,
                        jinguo_error **out_error);

/**
 * Rounds an exact number for a view, such as `7/8` as a percentage with one digit: factor 100, digits 1, `87.5`.
 *
 * - `number`: a number as the library writes it: a decimal, a percentage, a fraction or a whole number.
 * - `factor`: what it is multiplied by first; 1 leaves it, 100 makes a percentage.
 * - `mode`: one of `JINGUO_ROUND_*`; the plan's own rule, if it has one.
 * - `digits`: digits after the point, 0 to 12; exactly so many are written.
 * - `out_text`: the rounded number, owned by the caller. NULL on failure.
 *
 * Thread rule: any thread. Statuses: null_pointer, bad_length, not_text, bad_number, bad_parameter, overflow.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_number_round(const uint8_t *number,
                            size_t number_len,
                            int64_t factor,
                            uint32_t mode,
                            uint32_t digits,
                            jinguo_text **out_text,
                            jinguo_error **out_error);

/**
 * Ranks values; a value that is not there has no rank. Ranks are given as fractions, because an average rank may be a half.
 *
 * - `numerators`, `denominators`: the values, `value_count` of each; a denominator of 0 is a value that is not there.
 * - `first`: `JINGUO_FIRST_HIGHEST` or `JINGUO_FIRST_LOWEST`.
 * - `method`: one of `JINGUO_RANK_*`.
 * - `out_numerators`, `out_denominators`: arrays of the caller, `value_count` items each, for the ranks; a denominator of 0 is
 *   no rank. Untouched on failure.
 *
 * Null rule: arrays may be NULL where `value_count` is 0.
 * Thread rule: any thread. Statuses: null_pointer, bad_length, bad_parameter, overflow.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_rank(const int64_t *numerators,
                    const int64_t *denominators,
                    size_t value_count,
                    uint32_t first,
                    uint32_t method,
                    int64_t *out_numerators,
                    int64_t *out_denominators,
                    jinguo_error **out_error);

/**
 * Reads and checks a plan. The error object has every fault, in the order of the document, with JSON pointer, line and
 * column: of the syntax, else of the form, else of the meaning.
 *
 * - `name`: what messages call the text, such as a file name; may be NULL with length 0.
 * - `text`: the JSON, UTF-8. Not kept after the call.
 * - `out_plan`: the plan, owned by the caller. NULL on failure.
 *
 * Thread rule: any thread. Statuses: null_pointer, bad_length, not_text, and areas 2 and 3.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_plan_compile(const uint8_t *name,
                            size_t name_len,
                            const uint8_t *text,
                            size_t text_len,
                            jinguo_plan **out_plan,
                            jinguo_error **out_error);

/**
 * Checks a plan and gives nothing but the status, and the error object with every fault.
 *
 * Parameters and statuses as for `jinguo_plan_compile`.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_plan_check(const uint8_t *name,
                          size_t name_len,
                          const uint8_t *text,
                          size_t text_len,
                          jinguo_error **out_error);

/**
 * Describes a plan as a JSON object: its `digest`, the `order` in which measures are computed, and the `document`, which
 * has measures, clauses, vocabulary, periods and targets.
 *
 * - `out_text`: the JSON, owned by the caller. NULL on failure.
 *
 * Statuses: null_pointer, wrong_handle.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_plan_describe(const jinguo_plan *plan,
                             jinguo_text **out_text,
                             jinguo_error **out_error);

/**
 * The SM3 digest of a plan's canonical JSON: which text of the plan this is.
 *
 * - `out_text`: 64 hexadecimal digits, owned by the caller. NULL on failure.
 *
 * Statuses: null_pointer, wrong_handle.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_plan_digest(const jinguo_plan *plan,
                           jinguo_text **out_text,
                           jinguo_error **out_error);

/**
 * Frees a plan. NULL is allowed and does nothing.
 */
void jinguo_plan_free(jinguo_plan *plan);

/**
 * Makes columns without a column.
 *
 * - `table`: one of `JINGUO_TABLE_*`.
 * - `row_count`: how many rows every column has.
 * - `out_columns`: the columns, owned by the caller. NULL on failure.
 *
 * Statuses: null_pointer, bad_parameter.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_columns_new(uint32_t table,
                           size_t row_count,
                           jinguo_columns **out_columns,
                           jinguo_error **out_error);

/**
 * Adds a column of text that stands in one buffer: row `i` is `data[offsets[i] .. offsets[i + 1]]`.
 *
 * - `name`: as in the header of the CSV file. Copied.
 * - `data`: the buffer, UTF-8. Lent.
 * - `offsets`: `row_count + 1` offsets into `data`, none smaller than the one before. Lent. An empty text is no value.
 *
 * Statuses: null_pointer, wrong_handle, broken_handle, bad_length, not_text, length_mismatch. Offsets out of range and text that is
 * not UTF-8 are told with their row when the columns are read.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_columns_add_text(jinguo_columns *columns,
                                const uint8_t *name,
                                size_t name_len,
                                const uint8_t *data,
                                size_t data_len,
                                const uint64_t *offsets,
                                size_t offset_count,
                                jinguo_error **out_error);

/**
 * Adds a column of text that stands in many places: row `i` is `lengths[i]` bytes at `values[i]`.
 *
 * - `name`: as in the header of the CSV file. Copied.
 * - `values`: `row_count` pointers to UTF-8, NULL for no value. The array and what it points to are lent.
 * - `lengths`: `row_count` lengths in bytes. Lent.
 *
 * Statuses: null_pointer, wrong_handle, broken_handle, bad_length, not_text, length_mismatch. Text that is not UTF-8 is told with its
 * row when the columns are read.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_columns_add_pointers(jinguo_columns *columns,
                                    const uint8_t *name,
                                    size_t name_len,
                                    const uint8_t *const *values,
                                    const size_t *lengths,
                                    size_t value_count,
                                    jinguo_error **out_error);

/**
 * Adds a column of days.
 *
 * - `name`: as in the header of the CSV file. Copied.
 * - `values`: `row_count` numbers of days since 1970-01-01, `JINGUO_NO_DAY` for no value. Lent.
 *
 * Statuses: null_pointer, wrong_handle, broken_handle, bad_length, not_text, length_mismatch.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_columns_add_days(jinguo_columns *columns,
                                const uint8_t *name,
                                size_t name_len,
                                const int32_t *values,
                                size_t value_count,
                                jinguo_error **out_error);

/**
 * Adds a column of times, such as `recorded_at`.
 *
 * - `name`: as in the header of the CSV file. Copied.
 * - `values`: `row_count` numbers of seconds since 1970-01-01 00:00 by the clock of the office, without a zone, `JINGUO_NONE` for no
 *   value. Lent.
 *
 * Statuses: null_pointer, wrong_handle, broken_handle, bad_length, not_text, length_mismatch.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_columns_add_times(jinguo_columns *columns,
                                 const uint8_t *name,
                                 size_t name_len,
                                 const int64_t *values,
                                 size_t value_count,
                                 jinguo_error **out_error);

/**
 * Adds a column of exact numbers: counts, and decimals as `NUMERIC` columns have them.
 *
 * - `name`: as in the header of the CSV file. Copied.
 * - `values`: `row_count` whole numbers, `JINGUO_NONE` for no value. Lent.
 * - `digits`: how many of their digits stand behind the point, 0 to 12; 955 with 1 digit is 95.5.
 *
 * Statuses: null_pointer, wrong_handle, broken_handle, bad_length, not_text, length_mismatch, bad_parameter.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_columns_add_numbers(jinguo_columns *columns,
                                   const uint8_t *name,
                                   size_t name_len,
                                   const int64_t *values,
                                   size_t value_count,
                                   uint32_t digits,
                                   jinguo_error **out_error);

/**
 * Frees columns; the arrays that were added stay the caller's. NULL is allowed and does nothing.
 */
void jinguo_columns_free(jinguo_columns *columns);

/**
 * Adds all rows of an Arrow record batch: a struct array whose children are the columns, named as those of the CSV files.
 * Text is read where it stands, without a copy.
 *
 * Types: `utf8`, `large_utf8`, `utf8_view` and their dictionaries for text; `date32`, `date64`; `timestamp` without a zone, which
 * is the clock of the office, for `recorded_at`; whole numbers; `decimal128`; `bool`; `null`; lists of text for columns that are
 * lists. Floating-point numbers are refused, because no float decides anything, and so are zones, because a ledger knows none.
 *
 * - `table`: one of `JINGUO_TABLE_*`.
 * - `name`: what messages call the table; may be NULL with length 0.
 * - `schema`, `array`: both are taken over, and released before the call returns, on success and on failure. The
 *   memory of the structures themselves stays the caller's.
 * - `out_rows`: how many rows were added. On failure untouched, and the batch is as it was before.
 *
 * Statuses: null_pointer, wrong_handle, broken_handle, bad_length, not_text, bad_parameter for a type that is not taken,
 * length_mismatch, area 2, and of areas 4 and 5 what a row alone can show.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_batch_read_arrow(jinguo_batch *batch,
                                uint32_t table,
                                const uint8_t *name,
                                size_t name_len,
                                struct ArrowSchema *schema,
                                struct ArrowArray *array,
                                uint64_t *out_rows,
                                jinguo_error **out_error);

/**
 * Adds all rows of an Arrow stream: record batches of one schema, read one after the other. All of them enter the batch, or none.
 *
 * - `stream`: is taken over, and released before the call returns, on success and on failure. The memory of the structure
 *   itself stays the caller's.
 *
 * Other parameters, types and statuses as for `jinguo_batch_read_arrow`; bad_parameter also where the stream itself fails, with
 * what it says.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_batch_read_arrow_stream(jinguo_batch *batch,
                                       uint32_t table,
                                       const uint8_t *name,
                                       size_t name_len,
                                       struct ArrowArrayStream *stream,
                                       uint64_t *out_rows,
                                       jinguo_error **out_error);

/**
 * Makes an empty batch.
 *
 * - `out_batch`: the batch, owned by the caller. NULL on failure.
 *
 * Statuses: null_pointer.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_batch_new(jinguo_batch **out_batch,
                         jinguo_error **out_error);

/**
 * How many records a batch holds.
 *
 * Returns 0 if `batch` is none.
 */
JINGUO_CHECK_RETURN
uint64_t jinguo_batch_count(const jinguo_batch *batch);

/**
 * Adds all rows of a CSV file that the caller has read. UTF-8 with or without byte order mark, GBK or GB18030. A large file is
 * read by several threads, which end before the call returns.
 *
 * - `table`: one of `JINGUO_TABLE_*`.
 * - `name`: what messages call the file; may be NULL with length 0.
 * - `bytes`: the file. Not kept after the call.
 * - `out_rows`: how many rows were added. On failure untouched, and the batch is as it was before.
 *
 * Statuses: null_pointer, wrong_handle, broken_handle, bad_length, not_text, bad_parameter, area 2, and of areas 4 and 5 what a
 * row alone can show.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_batch_read_csv(jinguo_batch *batch,
                              uint32_t table,
                              const uint8_t *name,
                              size_t name_len,
                              const uint8_t *bytes,
                              size_t bytes_len,
                              uint64_t *out_rows,
                              jinguo_error **out_error);

/**
 * Adds the good rows of a CSV file, and gives the others back.
 *
 * - `out_rejections`: the rows that were not added, owned by the caller; none may be in it. NULL on failure.
 *
 * Other parameters and statuses as for `jinguo_batch_read_csv`; faults of rows are no failure here, only those of the file as
 * a whole.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_batch_read_csv_good_rows(jinguo_batch *batch,
                                        uint32_t table,
                                        const uint8_t *name,
                                        size_t name_len,
                                        const uint8_t *bytes,
                                        size_t bytes_len,
                                        jinguo_rejections **out_rejections,
                                        jinguo_error **out_error);

/**
 * Adds all records of a JSON Lines file that the caller has read: one record a line, UTF-8. Withdrawals are records as well.
 *
 * - `name`: what messages call the file; may be NULL with length 0.
 * - `bytes`: the file. Not kept after the call.
 * - `out_rows`: how many records were added. On failure untouched, and the batch is as it was before.
 *
 * Statuses: null_pointer, wrong_handle, broken_handle, bad_length, not_text, area 2.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_batch_read_json_lines(jinguo_batch *batch,
                                     const uint8_t *name,
                                     size_t name_len,
                                     const uint8_t *bytes,
                                     size_t bytes_len,
                                     uint64_t *out_rows,
                                     jinguo_error **out_error);

/**
 * Adds the good records of a JSON Lines file, and gives the other lines back.
 *
 * - `out_rejections`: the lines that were not added, owned by the caller; none may be in it. NULL on failure.
 *
 * Other parameters and statuses as for `jinguo_batch_read_json_lines`; faults of lines are no failure here.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_batch_read_json_lines_good_rows(jinguo_batch *batch,
                                               const uint8_t *name,
                                               size_t name_len,
                                               const uint8_t *bytes,
                                               size_t bytes_len,
                                               jinguo_rejections **out_rejections,
                                               jinguo_error **out_error);

/**
 * Adds all rows of a query result. The arrays behind the columns are read now and may go when the call returns.
 *
 * - `columns`: the columns; they stay the caller's.
 * - `name`: what messages call the table; may be NULL with length 0.
 * - `out_rows`: how many rows were added. On failure untouched, and the batch is as it was before.
 *
 * Statuses: null_pointer, wrong_handle, broken_handle, bad_length, not_text, length_mismatch, area 2, and of areas 4 and 5 what
 * a row alone can show.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_batch_read_columns(jinguo_batch *batch,
                                  const jinguo_columns *columns,
                                  const uint8_t *name,
                                  size_t name_len,
                                  uint64_t *out_rows,
                                  jinguo_error **out_error);

/**
 * Adds the good rows of a query result, and gives the others back.
 *
 * - `out_rejections`: the rows that were not added, owned by the caller; none may be in it. NULL on failure.
 *
 * Other parameters and statuses as for `jinguo_batch_read_columns`; faults of rows are no failure here.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_batch_read_columns_good_rows(jinguo_batch *batch,
                                            const jinguo_columns *columns,
                                            const uint8_t *name,
                                            size_t name_len,
                                            jinguo_rejections **out_rejections,
                                            jinguo_error **out_error);

/**
 * Frees a batch. NULL is allowed and does nothing.
 */
void jinguo_batch_free(jinguo_batch *batch);

/**
 * How many rows there are.
 *
 * Returns 0 if `rejections` is none.
 */
JINGUO_CHECK_RETURN
uint64_t jinguo_rejections_count(const jinguo_rejections *rejections);

/**
 * Where a row came from.
 *
 * - `index`: less than `jinguo_rejections_count`.
 * - `out_row`: the line of the file or the row of the table, from 1; 0 for a single record.
 *
 * Statuses: null_pointer, wrong_handle, index_out_of_range.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_rejections_row(const jinguo_rejections *rejections,
                              uint64_t index,
                              uint64_t *out_row,
                              jinguo_error **out_error);

/**
 * The file or table that a row came from.
 *
 * - `index`: less than `jinguo_rejections_count`.
 * - `out_data`, `out_len`: UTF-8 without a NUL, lent by `rejections` as long as it lives.
 *
 * Statuses: null_pointer, wrong_handle, index_out_of_range.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_rejections_document(const jinguo_rejections *rejections,
                                   uint64_t index,
                                   const uint8_t **out_data,
                                   size_t *out_len,
                                   jinguo_error **out_error);

/**
 * The row as it stood in the file, for a reader; empty for a row that the ledger refused.
 *
 * - `index`: less than `jinguo_rejections_count`.
 * - `out_data`, `out_len`: UTF-8 without a NUL, lent by `rejections` as long as it lives.
 *
 * Statuses: null_pointer, wrong_handle, index_out_of_range.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_rejections_text(const jinguo_rejections *rejections,
                               uint64_t index,
                               const uint8_t **out_data,
                               size_t *out_len,
                               jinguo_error **out_error);

/**
 * Why a row did not enter, as an error object.
 *
 * - `index`: less than `jinguo_rejections_count`.
 * - `out_reason`: all faults of the row, owned by the caller. NULL on failure.
 *
 * Statuses: null_pointer, wrong_handle, index_out_of_range.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_rejections_reason(const jinguo_rejections *rejections,
                                 uint64_t index,
                                 jinguo_error **out_reason,
                                 jinguo_error **out_error);

/**
 * Frees rejections. NULL is allowed and does nothing.
 */
void jinguo_rejections_free(jinguo_rejections *rejections);

/**
 * Makes an empty ledger.
 *
 * - `out_ledger`: the ledger, owned by the caller. NULL on failure.
 *
 * Statuses: null_pointer.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_ledger_new(jinguo_ledger **out_ledger,
                          jinguo_error **out_error);

/**
 * Copies a ledger. That is cheap: the facts are shared until one of the two changes.
 *
 * - `out_ledger`: the copy, owned by the caller. NULL on failure.
 *
 * Statuses: null_pointer, wrong_handle, broken_handle.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_ledger_copy(const jinguo_ledger *ledger,
                           jinguo_ledger **out_ledger,
                           jinguo_error **out_error);

/**
 * Enters a batch as a whole, or not at all. The batch is empty afterwards in both cases, and stays the caller's.
 *
 * - `out_accepted`: how many records entered. On failure untouched, and the ledger is as it was before.
 *
 * Statuses: null_pointer, wrong_handle, broken_handle, areas 4 and 5.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_ledger_apply(jinguo_ledger *ledger,
                            jinguo_batch *batch,
                            uint64_t *out_accepted,
                            jinguo_error **out_error);

/**
 * Enters the good records of a batch, and gives the others back. The batch is empty afterwards, and stays the caller's.
 *
 * - `out_accepted`: how many records entered. Untouched on failure.
 * - `out_rejections`: the records that did not, owned by the caller; none may be in it. NULL on failure.
 *
 * Statuses: null_pointer, wrong_handle, broken_handle.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_ledger_apply_good_rows(jinguo_ledger *ledger,
                                      jinguo_batch *batch,
                                      uint64_t *out_accepted,
                                      jinguo_rejections **out_rejections,
                                      jinguo_error **out_error);

/**
 * Enters one record, or withdraws one. It takes time that grows with the change, not with the ledger, as long as no copy
 * or evaluation shares the facts.
 *
 * - `json`: the record as a line of a JSON Lines file has it, UTF-8, such as
 *   `{"record":"activity","id":"A1","kind":"lecture","date":"2022-03-08","status":"held","hosts":["u-1"]}`, or
 *   `{"record":"withdrawal","of":{"activity":"A1"},"recorded_at":"2022-04-01"}`. Not kept after the call.
 *
 * Statuses: null_pointer, wrong_handle, broken_handle, bad_length, not_text, too_many for more than one record, too_few for none,
 * areas 2, 4 and 5. On failure the ledger is as it was before.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_ledger_apply_record(jinguo_ledger *ledger,
                                   const uint8_t *json,
                                   size_t json_len,
                                   jinguo_error **out_error);

/**
 * Frees a ledger. NULL is allowed and does nothing.
 */
void jinguo_ledger_free(jinguo_ledger *ledger);

/**
 * Evaluates a plan over a ledger: what was true by the end of one day, as it was known at the end of another.
 *
 * - `as_of_day_number`, `known_at_day_number`: days since 1970-01-01.
 * - `out_evaluation`: the evaluation, owned by the caller. NULL on failure.
 *
 * Statuses: null_pointer, wrong_handle, broken_handle, bad_date, unit_cycle, overlapping_values, bad_period, overflow.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_evaluate(const jinguo_plan *plan,
                        const jinguo_ledger *ledger,
                        int32_t as_of_day_number,
                        int32_t known_at_day_number,
                        jinguo_evaluation **out_evaluation,
                        jinguo_error **out_error);

/**
 * The report: all results, findings, and the fingerprint over plan, ledger and parameters.
 *
 * - `out_report`: the report, owned by the caller. NULL on failure.
 *
 * Statuses: null_pointer, wrong_handle, overflow.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_evaluation_report(const jinguo_evaluation *evaluation,
                                 jinguo_report **out_report,
                                 jinguo_error **out_error);

/**
 * The result of one measure at one unit, for everybody, as a JSON object with the keys that it has in the report; `null` where
 * the measure has nothing to say there. It does not compute the results of other units.
 *
 * - `measure`, `unit`: identifiers, UTF-8.
 * - `out_text`: the JSON, owned by the caller. NULL on failure.
 *
 * Statuses: null_pointer, wrong_handle, bad_length, not_text, overflow.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_evaluation_result(const jinguo_evaluation *evaluation,
                                 const uint8_t *measure,
                                 size_t measure_len,
                                 const uint8_t *unit,
                                 size_t unit_len,
                                 jinguo_text **out_text,
                                 jinguo_error **out_error);

/**
 * A page of the gap list: who is due and not validly met, in the order of the tree and then of ids.
 *
 * - `measure`: the measure.
 * - `unit`: the unit, with all below it; NULL with length 0 for everywhere.
 * - `offset`: how many gaps to skip. `limit`: how many to give, at most 10,000.
 * - `out_gaps`: the page, owned by the caller. NULL on failure.
 *
 * Statuses: null_pointer, wrong_handle, bad_length, not_text, unknown_measure, unknown_unit; bad_parameter for a `limit` above 10,000,
 * and for a composite that is made of results and has no subjects: ask for the gaps of its components.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_evaluation_gaps(const jinguo_evaluation *evaluation,
                               const uint8_t *measure,
                               size_t measure_len,
                               const uint8_t *unit,
                               size_t unit_len,
                               uint64_t offset,
                               uint32_t limit,
                               jinguo_gaps **out_gaps,
                               jinguo_error **out_error);

/**
 * Why a subject has its class in a measure, step by step, as a JSON object.
 *
 * - `measure`: the measure.
 * - `subject_kind`: one of `JINGUO_SUBJECT_*`; `subject`: its id.
 * - `out_text`: the JSON, owned by the caller. NULL on failure.
 *
 * Statuses: null_pointer, wrong_handle, bad_length, not_text, bad_parameter, unknown_measure, unknown_subject.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_evaluation_explain(const jinguo_evaluation *evaluation,
                                  const uint8_t *measure,
                                  size_t measure_len,
                                  uint32_t subject_kind,
                                  const uint8_t *subject,
                                  size_t subject_len,
                                  jinguo_text **out_text,
                                  jinguo_error **out_error);

/**
 * What changed between two evaluations, as a JSON object: who opened, who closed, who moved, and which numbers.
 *
 * - `later`, `earlier`: of the same ledger or another, by the same plan or another version.
 * - `subjects`: how many subjects to name for each pair of classes.
 * - `out_text`: the JSON, owned by the caller. NULL on failure.
 *
 * Statuses: null_pointer, wrong_handle, overflow.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_evaluation_difference(const jinguo_evaluation *later,
                                     const jinguo_evaluation *earlier,
                                     uint32_t subjects,
                                     jinguo_text **out_text,
                                     jinguo_error **out_error);

/**
 * A page of the subjects of some classes of a measure, as a JSON object: who is met, who is excluded, whose data are missing.
 *
 * - `query`: which, as JSON: `{"measure":"…","unit":"…","classes":["met"],"offset":0,"limit":100}`. Without `unit` everywhere,
 *   without `classes` every class but `outside`; `limit` at most 10,000.
 * - `out_text`: the JSON, owned by the caller. NULL on failure.
 *
 * Statuses: null_pointer, wrong_handle, bad_length, not_text, bad_json, wrong_type, unknown_measure, unknown_unit; bad_parameter as for
 * `jinguo_evaluation_gaps`, and for the class `outside`.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_evaluation_subjects(const jinguo_evaluation *evaluation,
                                   const uint8_t *query,
                                   size_t query_len,
                                   jinguo_text **out_text,
                                   jinguo_error **out_error);

/**
 * A page of those who moved from one class of a measure to another between two evaluations, and how many did by both classes, as a
 * JSON object. It computes no results.
 *
 * - `later`, `earlier`: as for `jinguo_evaluation_difference`.
 * - `query`: which, as JSON: `{"measure":"…","unit":"…","from":"open","to":"met","offset":0,"limit":100}`. Without `unit`
 *   everywhere, without `from` or `to` any class; `limit` at most 10,000, 0 for the counts alone.
 * - `out_text`: the JSON, owned by the caller. NULL on failure.
 *
 * Statuses: null_pointer, wrong_handle, bad_length, not_text, bad_json, wrong_type, unknown_measure, unknown_unit; bad_parameter as for
 * `jinguo_evaluation_gaps`.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_evaluation_moves(const jinguo_evaluation *later,
                                const jinguo_evaluation *earlier,
                                const uint8_t *query,
                                size_t query_len,
                                jinguo_text **out_text,
                                jinguo_error **out_error);

/**
 * Frees an evaluation. NULL is allowed and does nothing.
 */
void jinguo_evaluation_free(jinguo_evaluation *evaluation);

/**
 * Evaluates a plan over a ledger, and keeps what is needed to go on from there. It costs several times what
 * `jinguo_evaluate` costs, in time and memory.
 *
 * - `as_of_day_number`, `known_at_day_number`: days since 1970-01-01. What is recorded after the second one is entered,
 *   and not looked at.
 * - `out_live`: the evaluation, owned by the caller. NULL on failure.
 *
 * Statuses: as `jinguo_evaluate`.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_live_new(const jinguo_plan *plan,
                        const jinguo_ledger *ledger,
                        int32_t as_of_day_number,
                        int32_t known_at_day_number,
                        jinguo_live **out_live,
                        jinguo_error **out_error);

/**
 * Enters a batch as a whole, or not at all. The batch is empty afterwards in both cases, and stays the caller's.
 *
 * - `out_accepted`: how many records entered. Untouched on failure.
 *
 * Statuses: null_pointer, wrong_handle, broken_handle, areas 4 and 5 where the ledger refuses the batch, and those of
 * `jinguo_evaluate` where the facts are in and cannot be evaluated.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_live_apply(jinguo_live *live,
                          jinguo_batch *batch,
                          uint64_t *out_accepted,
                          jinguo_error **out_error);

/**
 * Enters the good records of a batch, and gives the others back. The batch is empty afterwards, and stays the caller's.
 *
 * - `out_accepted`: how many records entered. Untouched on failure.
 * - `out_rejections`: the records that did not, owned by the caller; none may be in it. NULL on failure.
 *
 * Statuses: null_pointer, wrong_handle, broken_handle. Where the facts that are in cannot be evaluated, the reading functions
 * say so.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_live_apply_good_rows(jinguo_live *live,
                                    jinguo_batch *batch,
                                    uint64_t *out_accepted,
                                    jinguo_rejections **out_rejections,
                                    jinguo_error **out_error);

/**
 * Enters one record, or withdraws one.
 *
 * - `json`: as for `jinguo_ledger_apply_record`.
 *
 * Statuses: those of `jinguo_ledger_apply_record`, with nothing changed, and those of `jinguo_evaluate` where the record is
 * in and the facts cannot be evaluated.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_live_apply_record(jinguo_live *live,
                                 const uint8_t *json,
                                 size_t json_len,
                                 jinguo_error **out_error);

/**
 * Moves the day of evaluation, forward or back. What was known stays what was known on the day that
 * `jinguo_live_new` was given.
 *
 * - `as_of_day_number`: days since 1970-01-01.
 *
 * Statuses: null_pointer, wrong_handle, broken_handle, bad_date with nothing changed, and those of `jinguo_evaluate` where
 * the facts cannot be evaluated on that day.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_live_move_to(jinguo_live *live,
                            int32_t as_of_day_number,
                            jinguo_error **out_error);

/**
 * A copy of the ledger as it stands, to evaluate another day beside this one. Free it before the next change of the facts,
 * which has to copy all of them otherwise.
 *
 * - `out_ledger`: the copy, owned by the caller. NULL on failure.
 *
 * Statuses: null_pointer, wrong_handle, broken_handle.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_live_ledger(const jinguo_live *live,
                           jinguo_ledger **out_ledger,
                           jinguo_error **out_error);

/**
 * The report as the facts stand, as `jinguo_evaluation_report` gives it.
 *
 * Statuses: those of `jinguo_evaluation_report`; broken_handle, and the error of the last change where that could not be
 * evaluated.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_live_report(const jinguo_live *live,
                           jinguo_report **out_report,
                           jinguo_error **out_error);

/**
 * The result of one measure at one unit as the facts stand, as `jinguo_evaluation_result` gives it.
 *
 * Statuses: those of `jinguo_evaluation_result`; broken_handle, and the error of the last change where that could not be
 * evaluated.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_live_result(const jinguo_live *live,
                           const uint8_t *measure,
                           size_t measure_len,
                           const uint8_t *unit,
                           size_t unit_len,
                           jinguo_text **out_text,
                           jinguo_error **out_error);

/**
 * A page of the gap list as the facts stand, as `jinguo_evaluation_gaps` gives it.
 *
 * Statuses: those of `jinguo_evaluation_gaps`; broken_handle, and the error of the last change where that could not be
 * evaluated.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_live_gaps(const jinguo_live *live,
                         const uint8_t *measure,
                         size_t measure_len,
                         const uint8_t *unit,
                         size_t unit_len,
                         uint64_t offset,
                         uint32_t limit,
                         jinguo_gaps **out_gaps,
                         jinguo_error **out_error);

/**
 * Why a subject has its class in a measure as the facts stand, as `jinguo_evaluation_explain` gives it.
 *
 * Statuses: those of `jinguo_evaluation_explain`; broken_handle, and the error of the last change where that could not be
 * evaluated.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_live_explain(const jinguo_live *live,
                            const uint8_t *measure,
                            size_t measure_len,
                            uint32_t subject_kind,
                            const uint8_t *subject,
                            size_t subject_len,
                            jinguo_text **out_text,
                            jinguo_error **out_error);

/**
 * Frees an evaluation that follows its ledger. NULL is allowed and does nothing.
 */
void jinguo_live_free(jinguo_live *live);

/**
 * The report as canonical JSON: the same inputs give the same bytes on every machine and through every binding.
 *
 * - `out_text`: the JSON, owned by the caller. NULL on failure.
 *
 * Statuses: null_pointer, wrong_handle.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_report_json(const jinguo_report *report,
                           jinguo_text **out_text,
                           jinguo_error **out_error);

/**
 * The fingerprint: SM3 digest over plan, ledger and parameters, which proves what gave the report.
 *
 * - `out_data`, `out_len`: 64 hexadecimal digits without a NUL, lent by `report` as long as it lives.
 *
 * Statuses: null_pointer, wrong_handle.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_report_fingerprint(const jinguo_report *report,
                                  const uint8_t **out_data,
                                  size_t *out_len,
                                  jinguo_error **out_error);

/**
 * How many rows the table of results has.
 *
 * Returns 0 if `report` is none.
 */
JINGUO_CHECK_RETURN
uint64_t jinguo_report_row_count(const jinguo_report *report);

/**
 * The row of a measure at a unit, for everybody.
 *
 * - `measure`, `unit`: identifiers, UTF-8.
 * - `out_row`: the row, or `JINGUO_NO_ROW` where the report has none. Untouched on failure.
 *
 * Statuses: null_pointer, wrong_handle, bad_length, not_text.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_report_find(const jinguo_report *report,
                           const uint8_t *measure,
                           size_t measure_len,
                           const uint8_t *unit,
                           size_t unit_len,
                           uint64_t *out_row,
                           jinguo_error **out_error);

/**
 * A column of numbers, one for each row.
 *
 * - `column`: one of `JINGUO_NUMBER_*`.
 * - `out_values`, `out_count`: the numbers, lent by `report` as long as it lives; `JINGUO_NONE` for what a row does not have.
 *
 * Statuses: null_pointer, wrong_handle, bad_parameter.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_report_numbers(const jinguo_report *report,
                              uint32_t column,
                              const int64_t **out_values,
                              size_t *out_count,
                              jinguo_error **out_error);

/**
 * One number of one row.
 *
 * - `row`: less than `jinguo_report_row_count`.
 * - `column`: one of `JINGUO_NUMBER_*`.
 * - `out_value`: the number, or `JINGUO_NONE`. Untouched on failure.
 *
 * Statuses: null_pointer, wrong_handle, bad_parameter, index_out_of_range.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_report_number(const jinguo_report *report,
                             uint64_t row,
                             uint32_t column,
                             int64_t *out_value,
                             jinguo_error **out_error);

/**
 * One text of one row; empty for what it does not have.
 *
 * - `row`: less than `jinguo_report_row_count`.
 * - `column`: one of `JINGUO_TEXT_*`.
 * - `out_data`, `out_len`: UTF-8 without a NUL, lent by `report` as long as it lives.
 *
 * Statuses: null_pointer, wrong_handle, bad_parameter, index_out_of_range.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_report_text(const jinguo_report *report,
                           uint64_t row,
                           uint32_t column,
                           const uint8_t **out_data,
                           size_t *out_len,
                           jinguo_error **out_error);

/**
 * Frees a report. NULL is allowed and does nothing.
 */
void jinguo_report_free(jinguo_report *report);

/**
 * How many gaps there are in all, on this page and others.
 *
 * Returns 0 if `gaps` is none.
 */
JINGUO_CHECK_RETURN
uint64_t jinguo_gaps_total(const jinguo_gaps *gaps);

/**
 * How many gaps are on this page.
 *
 * Returns 0 if `gaps` is none.
 */
JINGUO_CHECK_RETURN
uint64_t jinguo_gaps_count(const jinguo_gaps *gaps);

/**
 * One text of a gap; empty for what it does not have.
 *
 * - `index`: less than `jinguo_gaps_count`.
 * - `part`: one of `JINGUO_GAP_*`.
 * - `out_data`, `out_len`: UTF-8 without a NUL, lent by `gaps` as long as it lives.
 *
 * Statuses: null_pointer, wrong_handle, index_out_of_range, bad_parameter.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_gaps_text(const jinguo_gaps *gaps,
                         uint64_t index,
                         uint32_t part,
                         const uint8_t **out_data,
                         size_t *out_len,
                         jinguo_error **out_error);

/**
 * Class and due day of a gap as numbers.
 *
 * - `index`: less than `jinguo_gaps_count`.
 * - `out_class`: one of `JINGUO_CLASS_*`.
 * - `out_due_day_number`: days since 1970-01-01, or `JINGUO_NONE`.
 *
 * Statuses: null_pointer, wrong_handle, index_out_of_range.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_gaps_numbers(const jinguo_gaps *gaps,
                            uint64_t index,
                            uint32_t *out_class,
                            int64_t *out_due_day_number,
                            jinguo_error **out_error);

/**
 * The page as a JSON object: `total` and the list `gaps`.
 *
 * - `out_text`: the JSON, owned by the caller. NULL on failure.
 *
 * Statuses: null_pointer, wrong_handle.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_gaps_json(const jinguo_gaps *gaps,
                         jinguo_text **out_text,
                         jinguo_error **out_error);

/**
 * Frees a page. NULL is allowed and does nothing.
 */
void jinguo_gaps_free(jinguo_gaps *gaps);

/**
 * The partition of `of` that the facts of a person belong to: `b * of / 1024`, rounded down, where `b` is the CRC-32 (IEEE 802.3,
 * as in zlib) of the key's bytes modulo 1024.
 *
 * - `person`: the key, UTF-8.
 * - `of`: how many partitions there are, 1 to 1024.
 * - `out_index`: 0 to `of - 1`.
 *
 * Statuses: null_pointer, bad_length, not_text, bad_parameter.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_partition(const uint8_t *person,
                         size_t person_len,
                         uint32_t of,
                         uint32_t *out_index,
                         jinguo_error **out_error);

/**
 * The state of partition `index` of `of`, from a ledger that has all common facts and the facts of its own persons.
 *
 * - `as_of_day_number`, `known_at_day_number`: days since 1970-01-01.
 * - `index`: 0 to `of - 1`; `of`: 1 to 1024.
 * - `out_partial`: the state, owned by the caller. NULL on failure.
 *
 * Statuses: null_pointer, wrong_handle, broken_handle, bad_date, bad_parameter, stranger_partition, conflicting_record, and those
 * of `jinguo_evaluate`.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_partial_new(const jinguo_plan *plan,
                           const jinguo_ledger *ledger,
                           int32_t as_of_day_number,
                           int32_t known_at_day_number,
                           uint32_t index,
                           uint32_t of,
                           jinguo_partial **out_partial,
                           jinguo_error **out_error);

/**
 * Merges states, all at once: quicker than one by one. The order does not matter, and merged states may be merged again.
 *
 * - `partials`: the states, which stay as they are.
 * - `out_partial`: the merged state, owned by the caller. NULL on failure.
 *
 * Statuses: null_pointer, wrong_handle, bad_length, too_few, stranger_plan, different_facts, different_parameters,
 * different_partitions, partition_twice, partial_version, damaged_partial.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_partial_merge(const jinguo_partial *const *partials,
                             size_t partials_len,
                             jinguo_partial **out_partial,
                             jinguo_error **out_error);

/**
 * The state as bytes, to be kept or sent: the same bytes on every machine. They live as long as the state.
 *
 * Statuses: null_pointer, wrong_handle.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_partial_bytes(const jinguo_partial *partial,
                             const uint8_t **out_data,
                             size_t *out_len,
                             jinguo_error **out_error);

/**
 * A state from the bytes of `jinguo_partial_bytes`.
 *
 * - `out_partial`: the state, owned by the caller. NULL on failure.
 *
 * Statuses: null_pointer, bad_length, partial_version, damaged_partial.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_partial_read(const uint8_t *data,
                            size_t data_len,
                            jinguo_partial **out_partial,
                            jinguo_error **out_error);

/**
 * What a state is of, as JSON: `{"as_of": …, "known_at": …, "of": …, "partitions": […], "missing": […]}`.
 *
 * - `out_text`: the JSON, owned by the caller. NULL on failure.
 *
 * Statuses: null_pointer, wrong_handle.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_partial_describe(const jinguo_partial *partial,
                                jinguo_text **out_text,
                                jinguo_error **out_error);

/**
 * The report of all partitions together, from the plan and a ledger that has the common facts: the same bytes as that of one
 * ledger with all facts. Facts of persons in the ledger are not looked at.
 *
 * - `out_report`: the report, owned by the caller. NULL on failure.
 *
 * Statuses: null_pointer, wrong_handle, broken_handle, missing_partitions, stranger_plan, different_facts, damaged_partial,
 * overflow.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_partial_report(const jinguo_partial *partial,
                              const jinguo_plan *plan,
                              const jinguo_ledger *ledger,
                              jinguo_report **out_report,
                              jinguo_error **out_error);

/**
 * Frees a state. NULL is allowed and does nothing.
 */
void jinguo_partial_free(jinguo_partial *partial);

/**
 * Reads and checks a document of scorecards. The error object has every fault with JSON pointer, line and column.
 *
 * - `name`: what messages call the text; may be NULL with length 0.
 * - `text`: the JSON, UTF-8. Not kept after the call.
 * - `out_scorecards`: the scorecards, owned by the caller. NULL on failure.
 *
 * Thread rule: any thread. Statuses: null_pointer, bad_length, not_text, and areas 2, 3 and 7.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_scorecards_compile(const uint8_t *name,
                                  size_t name_len,
                                  const uint8_t *text,
                                  size_t text_len,
                                  jinguo_scorecards **out_scorecards,
                                  jinguo_error **out_error);

/**
 * Checks scorecards against the plan whose measures they use. The error object has every fault with JSON pointer.
 *
 * Statuses: null_pointer, wrong_handle, unknown_measure, unknown_stratifier, unknown_vocabulary, unknown_clause, bad_parameter.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_scorecards_fits(const jinguo_scorecards *scorecards,
                               const jinguo_plan *plan,
                               jinguo_error **out_error);

/**
 * The document of scorecards as JSON.
 *
 * - `out_text`: the JSON, owned by the caller. NULL on failure.
 *
 * Statuses: null_pointer, wrong_handle.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_scorecards_describe(const jinguo_scorecards *scorecards,
                                   jinguo_text **out_text,
                                   jinguo_error **out_error);

/**
 * The period of a scorecard and where each step of its calendar stands on a day, as a JSON object: `first` and `last` day, and
 * `steps` with `id` and `state`. A scorecard that is not there has neither days nor steps.
 *
 * - `scorecard`: its id.
 * - `day_number`: days since 1970-01-01.
 * - `out_text`: the JSON, owned by the caller. NULL on failure.
 *
 * Statuses: null_pointer, wrong_handle, bad_length, not_text, bad_date.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_scorecards_calendar(const jinguo_scorecards *scorecards,
                                   const uint8_t *scorecard,
                                   size_t scorecard_len,
                                   int32_t day_number,
                                   jinguo_text **out_text,
                                   jinguo_error **out_error);

/**
 * Scores a cohort by every scorecard, and gives every award.
 *
 * - `inputs`: stays as it is, and the caller's.
 * - `out_scores`: the scores, owned by the caller. NULL on failure.
 *
 * Statuses: null_pointer, wrong_handle, broken_handle, and areas 2, 3, 6 and 7.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_scorecards_evaluate(const jinguo_scorecards *scorecards,
                                   const jinguo_inputs *inputs,
                                   jinguo_scores **out_scores,
                                   jinguo_error **out_error);

/**
 * Frees scorecards. NULL is allowed and does nothing.
 */
void jinguo_scorecards_free(jinguo_scorecards *scorecards);

/**
 * Reads inputs from a JSON document of the form `jinguo-inputs/1`.
 *
 * - `name`: what messages call the text; may be NULL with length 0.
 * - `text`: the JSON, UTF-8. Not kept after the call.
 * - `out_inputs`: the inputs, owned by the caller. NULL on failure.
 *
 * Thread rule: any thread. Statuses: null_pointer, bad_length, not_text, and areas 2 and 7.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_inputs_read(const uint8_t *name,
                           size_t name_len,
                           const uint8_t *text,
                           size_t text_len,
                           jinguo_inputs **out_inputs,
                           jinguo_error **out_error);

/**
 * Fills every input that comes from a measure of the plan: a candidate is the unit of the same id.
 *
 * Statuses: null_pointer, wrong_handle, broken_handle, unknown_measure; nothing is filled then.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_inputs_take_measures(jinguo_inputs *inputs,
                                    const jinguo_scorecards *scorecards,
                                    const jinguo_report *report,
                                    jinguo_error **out_error);

/**
 * Fills every input that is last year's value of an input from a measure, from last year's report.
 *
 * Statuses: null_pointer, wrong_handle, broken_handle, unknown_measure; nothing is filled then.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_inputs_take_last_year(jinguo_inputs *inputs,
                                     const jinguo_scorecards *scorecards,
                                     const jinguo_report *report,
                                     jinguo_error **out_error);

/**
 * Fills every input that flows from plan and ledger: from measures, from observations, and last year's values of both. The day of
 * evaluation becomes that of the evaluation.
 *
 * Statuses: null_pointer, wrong_handle, broken_handle, bad_parameter for inputs of another day, unknown_unit, overflow, bad_period, and
 * what `jinguo_scorecards_fits` refuses; nothing is filled then.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_inputs_take(jinguo_inputs *inputs,
                           const jinguo_scorecards *scorecards,
                           const jinguo_evaluation *evaluation,
                           jinguo_error **out_error);

/**
 * Frees inputs. NULL is allowed and does nothing.
 */
void jinguo_inputs_free(jinguo_inputs *inputs);

/**
 * Everything that was found as canonical JSON: points, ranks, grades, gates and awards of each candidate.
 *
 * - `out_text`: the JSON, owned by the caller. NULL on failure.
 *
 * Statuses: null_pointer, wrong_handle.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_scores_json(const jinguo_scores *scores,
                           jinguo_text **out_text,
                           jinguo_error **out_error);

/**
 * The points of a candidate for an item or section.
 *
 * - `scorecard`, `part`, `candidate`: ids, UTF-8.
 * - `out_state`: one of `JINGUO_STATE_*`.
 * - `out_text`: the points, exact, owned by the caller; empty in a state other than `JINGUO_STATE_VALUE`. NULL on failure.
 *
 * Statuses: null_pointer, wrong_handle, bad_length, not_text; unknown_subject where one of the three is not there.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_scores_points(const jinguo_scores *scores,
                             const uint8_t *scorecard,
                             size_t scorecard_len,
                             const uint8_t *part,
                             size_t part_len,
                             const uint8_t *candidate,
                             size_t candidate_len,
                             uint32_t *out_state,
                             jinguo_text **out_text,
                             jinguo_error **out_error);

/**
 * Why a candidate has its score in a scorecard, as a JSON object; `null` for names that are not there.
 *
 * - `scorecard`, `candidate`: ids, UTF-8.
 * - `out_text`: the JSON, owned by the caller. NULL on failure.
 *
 * Statuses: null_pointer, wrong_handle, bad_length, not_text.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_scores_explain(const jinguo_scores *scores,
                              const uint8_t *scorecard,
                              size_t scorecard_len,
                              const uint8_t *candidate,
                              size_t candidate_len,
                              jinguo_text **out_text,
                              jinguo_error **out_error);

/**
 * A ranking as a JSON list, class by class, the first ones first, each with the distance to the next place; `null` for names that
 * are not there.
 *
 * - `scorecard`, `ranking`: ids, UTF-8.
 * - `out_text`: the JSON, owned by the caller. NULL on failure.
 *
 * Statuses: null_pointer, wrong_handle, bad_length, not_text.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_scores_ladder(const jinguo_scores *scores,
                             const uint8_t *scorecard,
                             size_t scorecard_len,
                             const uint8_t *ranking,
                             size_t ranking_len,
                             jinguo_text **out_text,
                             jinguo_error **out_error);

/**
 * The statements of the points ledgers at the end of a day, as a JSON list.
 *
 * - `day_number`: days since 1970-01-01.
 * - `out_text`: the JSON, owned by the caller. NULL on failure.
 *
 * Statuses: null_pointer, wrong_handle, bad_date.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_scores_statements(const jinguo_scores *scores,
                                 int32_t day_number,
                                 jinguo_text **out_text,
                                 jinguo_error **out_error);

/**
 * The candidates that a sample draws, as a JSON list with one cut for each class; empty for a sample that is not there.
 *
 * - `sample`: its id, UTF-8.
 * - `out_text`: the JSON, owned by the caller. NULL on failure.
 *
 * Statuses: null_pointer, wrong_handle, bad_length, not_text.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_scores_drawn(const jinguo_scores *scores,
                            const uint8_t *sample,
                            size_t sample_len,
                            jinguo_text **out_text,
                            jinguo_error **out_error);

/**
 * The fingerprint: SM3 digest over scorecards and inputs, which proves what gave the scores.
 *
 * - `out_text`: 64 hexadecimal digits, owned by the caller. NULL on failure.
 *
 * Statuses: null_pointer, wrong_handle.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_scores_fingerprint(const jinguo_scores *scores,
                                  jinguo_text **out_text,
                                  jinguo_error **out_error);

/**
 * Frees scores. NULL is allowed and does nothing.
 */
void jinguo_scores_free(jinguo_scores *scores);

/**
 * Puts the scores of a scorecard forward.
 *
 * - `scorecard`: its id.
 * - `signature`: who and when as JSON: `{"by":"…","at":"2023-01-05T09:00:00"}`, and perhaps a `note`.
 * - `out_signing`: the way of the scores as JSON, owned by the caller. NULL on failure.
 *
 * Statuses: null_pointer, wrong_handle, bad_length, not_text, bad_json, wrong_type, unknown_scorecard, unsigned_by.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_scores_propose(const jinguo_scores *scores,
                              const uint8_t *scorecard,
                              size_t scorecard_len,
                              const uint8_t *signature,
                              size_t signature_len,
                              jinguo_text **out_signing,
                              jinguo_error **out_error);

/**
 * Does the next step on the way of scores: amend, sign, publish, appeal, decide, confirm.
 *
 * - `signing`: the way so far, as JSON that `jinguo_scores_propose` or this function gave. It stays as it is.
 * - `step`: the step as JSON: `"sign"`, or `{"appeal":"candidate"}`.
 * - `signature`: who and when, as for `jinguo_scores_propose`.
 * - `out_signing`: the way with the step, as JSON, owned by the caller. NULL on failure.
 *
 * Statuses: null_pointer, wrong_handle, bad_length, not_text, bad_json, wrong_type, unknown_scorecard, unknown_candidate, signing_order,
 * score_changed, appeal_late, unsigned_by.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_scores_sign(const jinguo_scores *scores,
                           const uint8_t *signing,
                           size_t signing_len,
                           const uint8_t *step,
                           size_t step_len,
                           const uint8_t *signature,
                           size_t signature_len,
                           jinguo_text **out_signing,
                           jinguo_error **out_error);

/**
 * Whether scores are still those of the last step of signing, as a JSON object: `unchanged`, the `digest` of the scores as they are
 * now, and the `changes` of totals and grades.
 *
 * - `signing`: the way of the scores, as JSON that `jinguo_scores_propose` or `jinguo_scores_sign` gave.
 * - `out_text`: the JSON, owned by the caller. NULL on failure.
 *
 * Statuses: null_pointer, wrong_handle, bad_length, not_text, bad_json, wrong_type, unknown_scorecard.
 */
JINGUO_CHECK_RETURN
int32_t jinguo_scores_standing(const jinguo_scores *scores,
                               const uint8_t *signing,
                               size_t signing_len,
                               jinguo_text **out_text,
                               jinguo_error **out_error);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* JINGUO_H */
