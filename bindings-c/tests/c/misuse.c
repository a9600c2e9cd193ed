/* Wrong use gives a status and an error object, leaves the outputs alone, and never stops the program.
 *
 *   misuse REPOSITORY
 */
#include "support.h"

static char small[4096], changde[4096];
static jinguo_plan *plan;
static jinguo_ledger *ledger;
static jinguo_batch *batch;
static jinguo_evaluation *evaluation;
static jinguo_report *report;
static jinguo_gaps *gaps;
static jinguo_columns *columns;
static jinguo_scorecards *scorecards;
static jinguo_inputs *inputs;
static jinguo_scores *scores;

/* Any pointer that is not NULL; an out-handle must not keep it after a failure. */
static char stale;
#define STALE ((void *)&stale)

#define M JINGUO_LITERAL("protection_minors")
#define U JINGUO_LITERAL("4307")

static void null_is_refused_wherever_it_is_not_allowed(void)
{
    const int32_t null = JINGUO_STATUS_NULL_POINTER;
    jinguo_text *text = NULL;
    jinguo_rejections *rejections = NULL;
    jinguo_error *reason = NULL;
    const uint8_t *data = NULL;
    const int64_t *values = NULL;
    size_t len = 0;
    uint64_t number = 0;
    uint32_t word = 0, other = 0;
    int32_t status = 0;
    int64_t value = 0;

    REFUSED(null, jinguo_plan_compile(NULL, 0, NULL, 3, &plan, &error));
    CHECK(plan == NULL);
    plan = compiled(changde, "plan.json");
    REFUSED(null, jinguo_plan_compile(NULL, 2, JINGUO_LITERAL("{}"), &(jinguo_plan *){NULL}, &error));
    REFUSED(null, jinguo_plan_compile(NULL, 0, JINGUO_LITERAL("{}"), NULL, &error));
    REFUSED(null, jinguo_plan_check(NULL, 0, NULL, 1, &error));
    REFUSED(null, jinguo_plan_describe(NULL, &text, &error));
    REFUSED(null, jinguo_plan_describe(plan, NULL, &error));
    REFUSED(null, jinguo_plan_digest(NULL, &text, &error));
    REFUSED(null, jinguo_plan_digest(plan, NULL, &error));

    REFUSED(null, jinguo_batch_new(NULL, &error));
    REFUSED(null, jinguo_batch_read_csv(NULL, 0, NULL, 0, JINGUO_LITERAL("id"), &number, &error));
    REFUSED(null, jinguo_batch_read_csv(batch, 0, NULL, 0, NULL, 5, &number, &error));
    REFUSED(null, jinguo_batch_read_csv(batch, 0, NULL, 0, JINGUO_LITERAL("id"), NULL, &error));
    REFUSED(null, jinguo_batch_read_csv_good_rows(batch, 0, NULL, 0, JINGUO_LITERAL("id"), NULL, &error));
    REFUSED(null, jinguo_batch_read_csv_good_rows(NULL, 0, NULL, 0, JINGUO_LITERAL("id"), &rejections, &error));
    REFUSED(null, jinguo_batch_read_json_lines(NULL, NULL, 0, JINGUO_LITERAL(""), &number, &error));
    REFUSED(null, jinguo_batch_read_json_lines(batch, NULL, 0, NULL, 1, &number, &error));
    REFUSED(null, jinguo_batch_read_json_lines_good_rows(batch, NULL, 0, NULL, 1, &rejections, &error));
    REFUSED(null, jinguo_batch_read_columns(batch, NULL, NULL, 0, &number, &error));
    REFUSED(null, jinguo_batch_read_columns(NULL, columns, NULL, 0, &number, &error));
    REFUSED(null, jinguo_batch_read_columns_good_rows(batch, NULL, NULL, 0, &rejections, &error));
    REFUSED(null, jinguo_batch_read_arrow(batch, 0, NULL, 0, NULL, NULL, &number, &error));
    REFUSED(null, jinguo_batch_read_arrow_stream(batch, 0, NULL, 0, NULL, &number, &error));
    CHECK(jinguo_batch_count(NULL) == 0);

    REFUSED(null, jinguo_columns_new(0, 1, NULL, &error));
    REFUSED(null, jinguo_columns_add_text(NULL, JINGUO_LITERAL("id"), NULL, 0, NULL, 0, &error));
    REFUSED(null, jinguo_columns_add_text(columns, JINGUO_LITERAL("id"), NULL, 0, NULL, 3, &error));
    REFUSED(null, jinguo_columns_add_pointers(columns, JINGUO_LITERAL("id"), NULL, NULL, 2, &error));
    REFUSED(null, jinguo_columns_add_days(columns, JINGUO_LITERAL("id"), NULL, 2, &error));
    REFUSED(null, jinguo_columns_add_times(columns, JINGUO_LITERAL("id"), NULL, 2, &error));
    REFUSED(null, jinguo_columns_add_numbers(columns, JINGUO_LITERAL("id"), NULL, 2, 0, &error));

    REFUSED(null, jinguo_ledger_new(NULL, &error));
    REFUSED(null, jinguo_ledger_copy(NULL, &(jinguo_ledger *){NULL}, &error));
    REFUSED(null, jinguo_ledger_apply(NULL, batch, &number, &error));
    REFUSED(null, jinguo_ledger_apply(ledger, NULL, &number, &error));
    REFUSED(null, jinguo_ledger_apply(ledger, batch, NULL, &error));
    REFUSED(null, jinguo_ledger_apply_good_rows(ledger, batch, &number, NULL, &error));
    REFUSED(null, jinguo_ledger_apply_good_rows(ledger, batch, NULL, &rejections, &error));
    REFUSED(null, jinguo_ledger_apply_record(ledger, NULL, 4, &error));
    REFUSED(null, jinguo_ledger_apply_record(NULL, JINGUO_LITERAL("{}"), &error));

    REFUSED(null, jinguo_evaluate(NULL, ledger, 0, 0, &(jinguo_evaluation *){NULL}, &error));
    REFUSED(null, jinguo_evaluate(plan, NULL, 0, 0, &(jinguo_evaluation *){NULL}, &error));
    REFUSED(null, jinguo_evaluate(plan, ledger, 0, 0, NULL, &error));
    REFUSED(null, jinguo_evaluation_report(NULL, &(jinguo_report *){NULL}, &error));
    REFUSED(null, jinguo_evaluation_report(evaluation, NULL, &error));
    REFUSED(null, jinguo_evaluation_result(evaluation, NULL, 1, U, &text, &error));
    REFUSED(null, jinguo_evaluation_result(evaluation, M, U, NULL, &error));
    REFUSED(null, jinguo_evaluation_gaps(evaluation, NULL, 1, NULL, 0, 0, 1, &(jinguo_gaps *){NULL}, &error));
    REFUSED(null, jinguo_evaluation_gaps(evaluation, M, NULL, 0, 0, 1, NULL, &error));
    REFUSED(null, jinguo_evaluation_explain(NULL, M, 0, JINGUO_LITERAL("m-01"), &text, &error));
    REFUSED(null, jinguo_evaluation_difference(evaluation, NULL, 1, &text, &error));
    REFUSED(null, jinguo_evaluation_difference(NULL, evaluation, 1, &text, &error));
    REFUSED(null, jinguo_evaluation_subjects(NULL, M, &text, &error));
    REFUSED(null, jinguo_evaluation_subjects(evaluation, NULL, 1, &text, &error));
    REFUSED(null, jinguo_evaluation_moves(NULL, evaluation, M, &text, &error));
    REFUSED(null, jinguo_evaluation_moves(evaluation, NULL, M, &text, &error));
    REFUSED(null, jinguo_evaluation_moves(evaluation, evaluation, NULL, 1, &text, &error));

    REFUSED(null, jinguo_report_json(NULL, &text, &error));
    REFUSED(null, jinguo_report_json(report, NULL, &error));
    REFUSED(null, jinguo_report_fingerprint(report, NULL, &len, &error));
    REFUSED(null, jinguo_report_fingerprint(report, &data, NULL, &error));
    REFUSED(null, jinguo_report_find(report, M, U, NULL, &error));
    REFUSED(null, jinguo_report_numbers(report, 0, NULL, &len, &error));
    REFUSED(null, jinguo_report_numbers(report, 0, &values, NULL, &error));
    REFUSED(null, jinguo_report_number(report, 0, 0, NULL, &error));
    REFUSED(null, jinguo_report_number(NULL, 0, 0, &value, &error));
    REFUSED(null, jinguo_report_text(report, 0, 0, &data, NULL, &error));
    REFUSED(null, jinguo_report_text(report, 0, 0, NULL, &len, &error));
    CHECK(jinguo_report_row_count(NULL) == 0);

    REFUSED(null, jinguo_gaps_text(NULL, 0, 0, &data, &len, &error));
    REFUSED(null, jinguo_gaps_text(gaps, 0, 0, NULL, &len, &error));
    REFUSED(null, jinguo_gaps_numbers(gaps, 0, NULL, &value, &error));
    REFUSED(null, jinguo_gaps_numbers(gaps, 0, &word, NULL, &error));
    REFUSED(null, jinguo_gaps_json(gaps, NULL, &error));
    CHECK(jinguo_gaps_total(NULL) == 0 && jinguo_gaps_count(NULL) == 0);

    REFUSED(null, jinguo_scorecards_compile(NULL, 0, NULL, 1, &(jinguo_scorecards *){NULL}, &error));
    REFUSED(null, jinguo_scorecards_describe(scorecards, NULL, &error));
    REFUSED(null, jinguo_scorecards_calendar(NULL, M, 0, &text, &error));
    REFUSED(null, jinguo_scorecards_evaluate(scorecards, NULL, &(jinguo_scores *){NULL}, &error));
    REFUSED(null, jinguo_inputs_read(NULL, 0, NULL, 1, &(jinguo_inputs *){NULL}, &error));
    REFUSED(null, jinguo_inputs_take_measures(inputs, scorecards, NULL, &error));
    REFUSED(null, jinguo_inputs_take_last_year(inputs, NULL, report, &error));
    REFUSED(null, jinguo_inputs_take(inputs, scorecards, NULL, &error));
    REFUSED(null, jinguo_scorecards_fits(scorecards, NULL, &error));
    REFUSED(null, jinguo_scores_ladder(scores, M, NULL, 1, &text, &error));
    REFUSED(null, jinguo_scores_json(NULL, &text, &error));
    REFUSED(null, jinguo_scores_points(scores, M, U, U, NULL, &text, &error));
    REFUSED(null, jinguo_scores_points(scores, M, U, U, &word, NULL, &error));
    REFUSED(null, jinguo_scores_explain(scores, NULL, 1, U, &text, &error));
    REFUSED(null, jinguo_scores_statements(scores, 0, NULL, &error));
    REFUSED(null, jinguo_scores_drawn(NULL, M, &text, &error));
    REFUSED(null, jinguo_scores_fingerprint(scores, NULL, &error));
    REFUSED(null, jinguo_scores_propose(NULL, M, U, &text, &error));
    REFUSED(null, jinguo_scores_sign(scores, NULL, 1, M, U, &text, &error));
    REFUSED(null, jinguo_scores_standing(NULL, M, &text, &error));
    REFUSED(null, jinguo_scores_standing(scores, NULL, 1, &text, &error));

    REFUSED(null, jinguo_rejections_row(NULL, 0, &number, &error));
    REFUSED(null, jinguo_rejections_reason(NULL, 0, &reason, &error));
    REFUSED(null, jinguo_rejections_text(NULL, 0, &data, &len, &error));
    REFUSED(null, jinguo_rejections_document(NULL, 0, &data, &len, &error));
    CHECK(jinguo_rejections_count(NULL) == 0);
    REFUSED(null, jinguo_error_fault_status(NULL, 0, &status, &error));
    REFUSED(null, jinguo_error_fault_place(NULL, 0, &number, &word, &other, &error));
    REFUSED(null, jinguo_error_fault_text(NULL, 0, 0, &text, &error));
    REFUSED(null, jinguo_error_message(NULL, 0, &text, &error));
    REFUSED(null, jinguo_error_json(NULL, &text, &error));
    CHECK(jinguo_error_status(NULL) == null && jinguo_error_count(NULL) == 0 && jinguo_error_total(NULL) == 0);
    CHECK(jinguo_text_data(NULL) == NULL && jinguo_text_len(NULL) == 0);
    REFUSED(null, jinguo_day_from_text(NULL, 4, &status, &error));
    REFUSED(null, jinguo_day_from_ymd(2022, 1, 1, NULL, &error));
    REFUSED(null, jinguo_day_text(0, NULL, &error));
    REFUSED(null, jinguo_number_round(NULL, 1, 1, 0, 0, &text, &error));
    REFUSED(null, jinguo_rank(NULL, NULL, 1, 0, 0, &value, &value, &error));
    REFUSED(null, jinguo_rank((const int64_t[]){1}, (const int64_t[]){1}, 1, 0, 0, NULL, &value, &error));

    /* The error object itself is optional. */
    CHECK(jinguo_plan_describe(NULL, &text, NULL) == null && text == NULL);
    CHECK(jinguo_plan_describe(NULL, NULL, NULL) == null);
}

static void a_handle_of_another_type_is_refused(void)
{
    const int32_t wrong = JINGUO_STATUS_WRONG_HANDLE;
    jinguo_text *text = (jinguo_text *)STALE;
    uint64_t number = 0;
    REFUSED(wrong, jinguo_plan_describe((jinguo_plan *)(void *)ledger, &text, &error));
    CHECK(text == NULL);
    REFUSED(wrong, jinguo_ledger_apply((jinguo_ledger *)(void *)plan, batch, &number, &error));
    REFUSED(wrong, jinguo_ledger_apply(ledger, (jinguo_batch *)(void *)ledger, &number, &error));
    REFUSED(wrong, jinguo_report_json((jinguo_report *)(void *)evaluation, &text, &error));
    REFUSED(wrong, jinguo_scores_json((jinguo_scores *)(void *)evaluation, &text, &error));
    REFUSED(wrong, jinguo_evaluation_difference(evaluation, (jinguo_evaluation *)(void *)report, 1, &text, &error));
    REFUSED(wrong, jinguo_gaps_json((jinguo_gaps *)(void *)report, &text, &error));
    REFUSED(wrong, jinguo_inputs_take_measures(inputs, (jinguo_scorecards *)(void *)inputs, report, &error));
    CHECK(jinguo_error_status((jinguo_error *)(void *)plan) == wrong);
    CHECK(jinguo_batch_count((jinguo_batch *)(void *)plan) == 0 && jinguo_text_data((jinguo_text *)(void *)plan) == NULL);
    /* Freed by the function of another type, a handle stays. */
    jinguo_ledger_free((jinguo_ledger *)(void *)plan);
    jinguo_error_free((jinguo_error *)(void *)plan);
    OK(jinguo_plan_digest(plan, &text, &error));
    jinguo_text_free(text);
    /* Memory that is no handle. */
    uint64_t nothing[8] = {0};
    REFUSED(wrong, jinguo_plan_digest((jinguo_plan *)(void *)nothing, &text, &error));
    /* A pointer into the middle of something. */
    REFUSED(JINGUO_STATUS_NULL_POINTER, jinguo_plan_digest((jinguo_plan *)(void *)((char *)nothing + 1), &text, &error));
}

static void lengths_that_no_memory_has_are_refused(void)
{
    const int32_t bad = JINGUO_STATUS_BAD_LENGTH;
    const uint8_t *text = (const uint8_t *)"x";
    const int64_t one = 1;
    int64_t out = 0;
    jinguo_plan *new_plan = (jinguo_plan *)STALE;
    jinguo_columns *wide = NULL;
    uint64_t rows = 5;
    REFUSED(bad, jinguo_plan_compile(NULL, 0, text, SIZE_MAX, &new_plan, &error));
    CHECK(new_plan == NULL);
    REFUSED(bad, jinguo_plan_compile(text, SIZE_MAX / 2 + 1, text, 1, &new_plan, &error));
    REFUSED(bad, jinguo_batch_read_csv(batch, 0, NULL, 0, text, SIZE_MAX, &rows, &error));
    CHECK(rows == 5);
    REFUSED(bad, jinguo_rank(&one, &one, SIZE_MAX / 4, 0, 0, &out, &out, &error));
    OK(jinguo_columns_new(JINGUO_TABLE_UNITS, SIZE_MAX, &wide, &error));
    REFUSED(bad, jinguo_columns_add_text(wide, JINGUO_LITERAL("id"), text, 1, (const uint64_t *)STALE, 1, &error));
    REFUSED(JINGUO_STATUS_LENGTH_MISMATCH, jinguo_columns_add_days(wide, JINGUO_LITERAL("id"), NULL, 0, &error));
    jinguo_columns_free(wide);
    OK(jinguo_columns_new(JINGUO_TABLE_UNITS, SIZE_MAX / 2, &wide, &error));
    REFUSED(bad, jinguo_columns_add_numbers(wide, JINGUO_LITERAL("id"), &one, SIZE_MAX / 2, 0, &error));
    jinguo_columns_free(wide);
}

static void rows_and_words_out_of_range_are_refused(void)
{
    const int32_t range = JINGUO_STATUS_INDEX_OUT_OF_RANGE, word = JINGUO_STATUS_BAD_PARAMETER;
    const uint8_t *data = (const uint8_t *)STALE;
    const int64_t *values = NULL;
    size_t len = 9;
    int64_t value = 9;
    uint64_t rows = jinguo_report_row_count(report), number = 0;
    uint32_t class_of = 9;
    jinguo_text *text = NULL;
    jinguo_gaps *page = NULL;
    jinguo_rejections *rejections = NULL;
    REFUSED(range, jinguo_report_number(report, rows, 0, &value, &error));
    REFUSED(range, jinguo_report_number(report, UINT64_MAX, 0, &value, &error));
    REFUSED(word, jinguo_report_number(report, 0, 29, &value, &error));
    REFUSED(word, jinguo_report_number(report, 0, UINT32_MAX, &value, &error));
    REFUSED(word, jinguo_report_numbers(report, 29, &values, &len, &error));
    REFUSED(range, jinguo_report_text(report, rows, 0, &data, &len, &error));
    REFUSED(word, jinguo_report_text(report, 0, 16, &data, &len, &error));
    REFUSED(range, jinguo_gaps_text(gaps, jinguo_gaps_count(gaps), 0, &data, &len, &error));
    REFUSED(word, jinguo_gaps_text(gaps, 0, 10, &data, &len, &error));
    REFUSED(range, jinguo_gaps_numbers(gaps, UINT64_MAX, &class_of, &value, &error));
    CHECK(data == (const uint8_t *)STALE && len == 9 && value == 9 && class_of == 9 && values == NULL);

    REFUSED(word, jinguo_batch_read_csv(batch, 6, NULL, 0, JINGUO_LITERAL("id"), &number, &error));
    REFUSED(word, jinguo_columns_new(6, 0, &(jinguo_columns *){NULL}, &error));
    REFUSED(word, jinguo_columns_add_numbers(columns, JINGUO_LITERAL("n"), (const int64_t[]){1, 2}, 2, 13, &error));
    REFUSED(JINGUO_STATUS_LENGTH_MISMATCH, jinguo_columns_add_days(columns, JINGUO_LITERAL("d"), (const int32_t[]){1, 2, 3}, 3, &error));
    REFUSED(word, jinguo_evaluation_gaps(evaluation, M, NULL, 0, 0, 10001, &page, &error));
    REFUSED(word, jinguo_evaluation_explain(evaluation, M, 4, JINGUO_LITERAL("m-01"), &text, &error));
    REFUSED(JINGUO_STATUS_UNKNOWN_MEASURE, jinguo_evaluation_gaps(evaluation, JINGUO_LITERAL("x"), NULL, 0, 0, 1, &page, &error));
    REFUSED(JINGUO_STATUS_UNKNOWN_UNIT, jinguo_evaluation_gaps(evaluation, M, JINGUO_LITERAL("x"), 0, 1, &page, &error));
    REFUSED(JINGUO_STATUS_UNKNOWN_SUBJECT, jinguo_evaluation_explain(evaluation, M, 0, JINGUO_LITERAL("x"), &text, &error));
    REFUSED(JINGUO_STATUS_UNKNOWN_SUBJECT, jinguo_scores_points(scores, M, U, U, &class_of, &text, &error));
    REFUSED(JINGUO_STATUS_BAD_DATE, jinguo_evaluate(plan, ledger, INT32_MAX, 0, &(jinguo_evaluation *){NULL}, &error));
    REFUSED(JINGUO_STATUS_BAD_DATE, jinguo_evaluate(plan, ledger, 0, INT32_MIN, &(jinguo_evaluation *){NULL}, &error));
    REFUSED(JINGUO_STATUS_BAD_DATE, jinguo_day_text(INT32_MIN, &text, &error));
    REFUSED(JINGUO_STATUS_BAD_DATE, jinguo_scores_statements(scores, INT32_MIN, &text, &error));
    REFUSED(word, jinguo_number_round(JINGUO_LITERAL("1/2"), 1, 4, 0, &text, &error));
    REFUSED(word, jinguo_number_round(JINGUO_LITERAL("1/2"), 1, 0, 13, &text, &error));
    REFUSED(JINGUO_STATUS_BAD_NUMBER, jinguo_number_round(JINGUO_LITERAL("1/0"), 1, 0, 1, &text, &error));
    REFUSED(JINGUO_STATUS_OVERFLOW,
            jinguo_number_round(JINGUO_LITERAL("999999999999999999"), INT64_MAX, 0, 12, &text, &error));
    REFUSED(word, jinguo_rank(&value, &value, 1, 2, 0, &value, &value, &error));
    REFUSED(word, jinguo_rank(&value, &value, 1, 0, 5, &value, &value, &error));
    REFUSED(JINGUO_STATUS_TOO_MANY, jinguo_ledger_apply_record(ledger,
                                                               JINGUO_LITERAL("{\"record\":\"person\",\"id\":\"x\",\"unit\":\"4307\"}\n"
                                                                              "{\"record\":\"person\",\"id\":\"y\",\"unit\":\"4307\"}\n"),
                                                               &error));
    REFUSED(JINGUO_STATUS_TOO_FEW, jinguo_ledger_apply_record(ledger, NULL, 0, &error));
    REFUSED(JINGUO_STATUS_BAD_JSON, jinguo_scores_propose(scores, M, JINGUO_LITERAL("{"), &text, &error));
    REFUSED(JINGUO_STATUS_BAD_JSON, jinguo_evaluation_subjects(evaluation, JINGUO_LITERAL("{"), &text, &error));
    REFUSED(JINGUO_STATUS_BAD_PARAMETER, jinguo_evaluation_subjects(evaluation,
        JINGUO_LITERAL("{\"measure\":\"protection_minors\",\"classes\":[\"outside\"],\"limit\":1}"), &text, &error));
    jinguo_error *error = NULL;
    CHECK(jinguo_plan_describe(NULL, &text, &error) == JINGUO_STATUS_NULL_POINTER);
    CHECK(jinguo_error_fault_text(error, 1, 0, &text, NULL) == range);
    CHECK(jinguo_error_fault_text(error, 0, 9, &text, NULL) == word);
    CHECK(jinguo_error_message(error, 2, &text, NULL) == word);
    jinguo_error_free(error);
    CHECK(jinguo_status_name(12345) == NULL && strcmp(jinguo_status_name(0), "ok") == 0 && rejections == NULL);
}

static void text_that_is_no_text_is_refused(void)
{
    static const uint8_t bad[] = {'a', 0xff, 'b'};
    static const uint8_t *const values[] = {(const uint8_t *)"u-1", bad};
    static const size_t lengths[] = {3, 3};
    static const uint64_t backwards[] = {0, 3, 2}, beyond[] = {0, 3, UINT64_MAX};
    jinguo_columns *table = NULL;
    jinguo_plan *new_plan = NULL;
    uint64_t rows = 0;
    REFUSED(JINGUO_STATUS_NOT_TEXT, jinguo_plan_compile(bad, 3, JINGUO_LITERAL("{}"), &new_plan, &error));
    REFUSED(JINGUO_STATUS_NOT_TEXT, jinguo_plan_compile(NULL, 0, bad, 3, &new_plan, &error));
    REFUSED(JINGUO_STATUS_NOT_TEXT, jinguo_columns_add_days(columns, bad, 3, (const int32_t[]){1, 2}, 2, &error));
    OK(jinguo_columns_new(JINGUO_TABLE_PERSONS, 2, &table, &error));
    OK(jinguo_columns_add_pointers(table, JINGUO_LITERAL("id"), values, lengths, 2, &error));
    OK(jinguo_columns_add_pointers(table, JINGUO_LITERAL("unit"), values, lengths, 2, &error));
    REFUSED(JINGUO_STATUS_BAD_ENCODING, jinguo_batch_read_columns(batch, table, NULL, 0, &rows, &error));
    jinguo_columns_free(table);
    for (int way = 0; way < 2; way++) {
        OK(jinguo_columns_new(JINGUO_TABLE_PERSONS, 2, &table, &error));
        OK(jinguo_columns_add_text(table, JINGUO_LITERAL("id"), values[0], 3, way ? beyond : backwards, 3, &error));
        OK(jinguo_columns_add_text(table, JINGUO_LITERAL("unit"), values[0], 3, backwards, 3, &error));
        REFUSED(JINGUO_STATUS_BAD_LENGTH, jinguo_batch_read_columns(batch, table, NULL, 0, &rows, &error));
        jinguo_columns_free(table);
    }
    CHECK(jinguo_batch_count(batch) == 0);
}

static void a_failed_batch_leaves_the_ledger_as_it_was(void)
{
    uint64_t rows = 0, accepted = 42;
    jinguo_evaluation *now = NULL;
    jinguo_report *after = NULL;
    const uint8_t *one = NULL, *two = NULL;
    size_t len = 0;
    OK(jinguo_batch_read_csv(batch, JINGUO_TABLE_PERSONS, NULL, 0, JINGUO_LITERAL("id,unit\nq-1,4307\nq-2,nowhere\n"), &rows, &error));
    REFUSED(JINGUO_STATUS_UNKNOWN_UNIT, jinguo_ledger_apply(ledger, batch, &accepted, &error));
    CHECK(accepted == 42 && jinguo_batch_count(batch) == 0);
    OK(jinguo_evaluate(plan, ledger, day("2022-06-30"), day("2022-06-30"), &now, &error));
    OK(jinguo_evaluation_report(now, &after, &error));
    OK(jinguo_report_fingerprint(report, &one, &len, &error));
    OK(jinguo_report_fingerprint(after, &two, &len, &error));
    CHECK(memcmp(one, two, len) == 0);
    jinguo_report_free(after);
    jinguo_evaluation_free(now);
}

int main(int count, char **arguments)
{
    CHECK(count == 2);
    snprintf(changde, sizeof changde, "%s/examples/changde-2022", arguments[1]);
    snprintf(small, sizeof small, "%s/examples/changde-2022/small", arguments[1]);
    bytes cards = read_file(changde, "scorecards.json"), given = read_file(changde, "scorecard-inputs-synthetic.json");
    jinguo_plan *first = compiled(changde, "plan.json");
    ledger = ledger_of(small);
    OK(jinguo_batch_new(&batch, &error));
    OK(jinguo_columns_new(JINGUO_TABLE_PERSONS, 2, &columns, &error));
    OK(jinguo_evaluate(first, ledger, day("2022-06-30"), day("2022-06-30"), &evaluation, &error));
    OK(jinguo_evaluation_report(evaluation, &report, &error));
    OK(jinguo_evaluation_gaps(evaluation, M, NULL, 0, 0, 3, &gaps, &error));
    OK(jinguo_scorecards_compile(NULL, 0, cards.data, cards.len, &scorecards, &error));
    OK(jinguo_inputs_read(NULL, 0, given.data, given.len, &inputs, &error));
    OK(jinguo_scorecards_evaluate(scorecards, inputs, &scores, &error));
    jinguo_plan_free(first);
    free(cards.data);
    free(given.data);

    null_is_refused_wherever_it_is_not_allowed();
    a_handle_of_another_type_is_refused();
    lengths_that_no_memory_has_are_refused();
    rows_and_words_out_of_range_are_refused();
    text_that_is_no_text_is_refused();
    a_failed_batch_leaves_the_ledger_as_it_was();

    jinguo_scores_free(scores);
    jinguo_inputs_free(inputs);
    jinguo_scorecards_free(scorecards);
    jinguo_gaps_free(gaps);
    jinguo_report_free(report);
    jinguo_evaluation_free(evaluation);
    jinguo_columns_free(columns);
    jinguo_batch_free(batch);
    jinguo_ledger_free(ledger);
    jinguo_plan_free(plan);
    /* NULL is nothing to free. */
    jinguo_plan_free(NULL);
    jinguo_ledger_free(NULL);
    jinguo_batch_free(NULL);
    jinguo_columns_free(NULL);
    jinguo_evaluation_free(NULL);
    jinguo_report_free(NULL);
    jinguo_gaps_free(NULL);
    jinguo_scorecards_free(NULL);
    jinguo_inputs_free(NULL);
    jinguo_scores_free(NULL);
    jinguo_rejections_free(NULL);
    jinguo_error_free(NULL);
    jinguo_text_free(NULL);
    return 0;
}
