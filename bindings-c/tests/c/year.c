/* A year's work as an office does it: plan, facts, evaluation, report, gaps, reasons, corrections, differences, scores.
 *
 *   year REPOSITORY
 */
#include "support.h"

static char small[4096], changde[4096];

static void the_plan_describes_itself(const jinguo_plan *plan)
{
    jinguo_text *text = NULL;
    OK(jinguo_plan_describe(plan, &text, &error));
    CHECK(has(text, "\"protection_minors\""));
    OK(jinguo_plan_digest(plan, &text, &error));
    CHECK(jinguo_text_len(text) == 64);
    jinguo_text_free(text);
}

static void every_fault_of_a_plan_is_told_at_once(void)
{
    static const char bad[] = "{\"schema\":\"jinguo-plan/1\",\"measurs\":[],\"status\":\"activ\"}";
    jinguo_error *error = NULL;
    int32_t status = jinguo_plan_check(JINGUO_LITERAL("bad.json"), JINGUO_LITERAL(bad), &error);
    CHECK(status != JINGUO_STATUS_OK && status / 1000 == 2 && error != NULL);
    CHECK(jinguo_error_count(error) > 3 && jinguo_error_total(error) == jinguo_error_count(error));
    int unknown_key = 0;
    for (uint64_t index = 0; index < jinguo_error_count(error); index++) {
        int32_t code = 0;
        uint64_t row = 9;
        uint32_t line = 0, column = 0;
        jinguo_text *text = NULL;
        CHECK(jinguo_error_fault_status(error, index, &code, NULL) == JINGUO_STATUS_OK);
        CHECK(jinguo_error_fault_place(error, index, &row, &line, &column, NULL) == JINGUO_STATUS_OK);
        CHECK(row == 0 && line == 1);
        if (code == JINGUO_STATUS_UNKNOWN_KEY) {
            unknown_key = 1;
            CHECK(column > 1);
            CHECK(jinguo_error_fault_text(error, index, JINGUO_FAULT_POINTER, &text, NULL) == JINGUO_STATUS_OK);
            CHECK(has(text, "/measurs"));
            CHECK(jinguo_error_fault_text(error, index, JINGUO_FAULT_SENTENCE_ZH, &text, NULL) == JINGUO_STATUS_OK);
            CHECK(has(text, "bad.json"));
        }
        for (uint32_t part = JINGUO_FAULT_NAME; part <= JINGUO_FAULT_SENTENCE_EN; part++) {
            CHECK(jinguo_error_fault_text(error, index, part, &text, NULL) == JINGUO_STATUS_OK);
            jinguo_text_free(text);
        }
    }
    CHECK(unknown_key);
    jinguo_error_free(error);
}

static void the_table_and_the_document_agree(const jinguo_evaluation *evaluation, const jinguo_report *report)
{
    uint64_t row = 0, rows = jinguo_report_row_count(report);
    int64_t numerator = 0, denominator = 0, met = 0, above = 0, below = 0;
    CHECK(rows > 20);
    OK(jinguo_report_find(report, JINGUO_LITERAL("protection_minors"), JINGUO_LITERAL("4307"), &row, &error));
    CHECK(row < rows);
    OK(jinguo_report_number(report, row, JINGUO_NUMBER_NUMERATOR, &numerator, &error));
    OK(jinguo_report_number(report, row, JINGUO_NUMBER_DENOMINATOR, &denominator, &error));
    OK(jinguo_report_number(report, row, JINGUO_NUMBER_MET, &met, &error));
    OK(jinguo_report_number(report, row, JINGUO_NUMBER_VALUE_NUMERATOR, &above, &error));
    OK(jinguo_report_number(report, row, JINGUO_NUMBER_VALUE_DENOMINATOR, &below, &error));
    /* Eight minors live in the small city, three were at a lecture; one of unknown age counts as open. */
    CHECK(numerator == 3 && met == 3 && denominator == 8 && above == 3 && below == 8);

    jinguo_text *one = NULL;
    OK(jinguo_evaluation_result(evaluation, JINGUO_LITERAL("protection_minors"), JINGUO_LITERAL("4307"), &one, &error));
    CHECK(has(one, "\"numerator\":3,\"denominator\":8"));
    OK(jinguo_evaluation_result(evaluation, JINGUO_LITERAL("no_such"), JINGUO_LITERAL("4307"), &one, &error));
    CHECK(is(jinguo_text_data(one), jinguo_text_len(one), "null\n"));
    jinguo_text_free(one);

    /* Each column has as many rows, and the accessor of one row says the same. */
    for (uint32_t column = JINGUO_NUMBER_STATE; column <= JINGUO_NUMBER_PROJECTED_FINISH; column++) {
        const int64_t *values = NULL;
        size_t count = 0;
        OK(jinguo_report_numbers(report, column, &values, &count, &error));
        CHECK(count == rows);
        for (uint64_t at = 0; at < rows; at++) {
            int64_t value = 0;
            OK(jinguo_report_number(report, at, column, &value, &error));
            CHECK(value == values[at]);
        }
    }
    for (uint32_t column = JINGUO_TEXT_MEASURE; column <= JINGUO_TEXT_BASIS; column++) {
        for (uint64_t at = 0; at < rows; at++) {
            const uint8_t *data = NULL;
            size_t len = 0;
            OK(jinguo_report_text(report, at, column, &data, &len, &error));
            CHECK(data != NULL);
            if (at == row && column == JINGUO_TEXT_UNIT_NAME) {
                CHECK(is(data, len, "常德市"));
            }
            if (at == row && column == JINGUO_TEXT_SCORING) {
                CHECK(is(data, len, "proportion"));
            }
            if (at == row && column == JINGUO_TEXT_VALUE) {
                jinguo_text *percent = NULL;
                CHECK(is(data, len, "0.375"));
                OK(jinguo_number_round(data, len, 100, JINGUO_ROUND_HALF_EVEN, 0, &percent, &error));
                CHECK(is(jinguo_text_data(percent), jinguo_text_len(percent), "38"));
                jinguo_text_free(percent);
            }
        }
    }
    /* Where nobody is due there is a state, and no number that looks like a rate. */
    const int64_t *states = NULL, *values = NULL;
    size_t count = 0;
    int empty = 0;
    OK(jinguo_report_numbers(report, JINGUO_NUMBER_STATE, &states, &count, &error));
    OK(jinguo_report_numbers(report, JINGUO_NUMBER_VALUE_NUMERATOR, &values, &count, &error));
    for (size_t at = 0; at < count; at++) {
        if (states[at] != JINGUO_STATE_VALUE) {
            empty = 1;
            CHECK(values[at] == JINGUO_NONE);
        }
    }
    CHECK(empty);
    OK(jinguo_report_find(report, JINGUO_LITERAL("protection_minors"), JINGUO_LITERAL("nowhere"), &row, &error));
    CHECK(row == JINGUO_NO_ROW);
}

static void gaps_come_in_pages_and_each_has_its_reason(const jinguo_evaluation *evaluation)
{
    uint64_t seen = 0, total = 1;
    while (seen < total) {
        jinguo_gaps *gaps = NULL;
        OK(jinguo_evaluation_gaps(evaluation, JINGUO_LITERAL("protection_minors"), NULL, 0, seen, 2, &gaps, &error));
        total = jinguo_gaps_total(gaps);
        uint64_t count = jinguo_gaps_count(gaps);
        CHECK(count > 0 && count <= 2);
        for (uint64_t index = 0; index < count; index++) {
            const uint8_t *data = NULL;
            size_t len = 0;
            uint32_t class_of = 99;
            int64_t due = 0;
            jinguo_text *why = NULL;
            OK(jinguo_gaps_text(gaps, index, JINGUO_GAP_SUBJECT_KIND, &data, &len, &error));
            CHECK(is(data, len, "person"));
            OK(jinguo_gaps_text(gaps, index, JINGUO_GAP_REASON, &data, &len, &error));
            CHECK(len > 0);
            OK(jinguo_gaps_numbers(gaps, index, &class_of, &due, &error));
            CHECK(class_of == JINGUO_CLASS_PROSPECTIVE || class_of == JINGUO_CLASS_UNKNOWN);
            CHECK(due == JINGUO_NONE || due > day("2022-06-30"));
            OK(jinguo_gaps_text(gaps, index, JINGUO_GAP_SUBJECT, &data, &len, &error));
            OK(jinguo_evaluation_explain(evaluation, JINGUO_LITERAL("protection_minors"), JINGUO_SUBJECT_PERSON, data, len, &why,
                                         &error));
            CHECK(has(why, "\"populations\""));
        }
        jinguo_text *json = NULL;
        OK(jinguo_gaps_json(gaps, &json, &error));
        CHECK(has(json, "\"total\":5"));
        seen += count;
        jinguo_gaps_free(gaps);
    }
    CHECK(seen == 5 && total == 5);
    jinguo_gaps *below = NULL;
    OK(jinguo_evaluation_gaps(evaluation, JINGUO_LITERAL("protection_minors"), JINGUO_LITERAL("430702"), 0, 100, &below, &error));
    CHECK(jinguo_gaps_total(below) == 1);
    jinguo_gaps_free(below);
}

static void a_correction_changes_one_copy_and_the_difference_names_who_moved(const jinguo_plan *plan, const jinguo_ledger *ledger,
                                                                             const jinguo_evaluation *earlier)
{
    jinguo_ledger *later_ledger = NULL;
    jinguo_evaluation *later = NULL, *again = NULL;
    jinguo_report *report = NULL, *before = NULL;
    jinguo_text *text = NULL;
    uint64_t row = 0;
    int64_t numerator = 0;
    OK(jinguo_ledger_copy(ledger, &later_ledger, &error));
    OK(jinguo_ledger_apply_record(
        later_ledger, JINGUO_LITERAL("{\"record\":\"withdrawal\",\"of\":{\"activity\":\"a-01\"},\"recorded_at\":\"2022-06-15\"}"), &error));
    OK(jinguo_evaluate(plan, later_ledger, day("2022-06-30"), day("2022-06-30"), &later, &error));
    OK(jinguo_evaluation_report(later, &report, &error));
    OK(jinguo_report_find(report, JINGUO_LITERAL("protection_minors"), JINGUO_LITERAL("4307"), &row, &error));
    OK(jinguo_report_number(report, row, JINGUO_NUMBER_NUMERATOR, &numerator, &error));
    CHECK(numerator == 1);
    OK(jinguo_evaluation_difference(later, earlier, 10, &text, &error));
    CHECK(has(text, "\"m-01\""));

    /* Known before the withdrawal, the report says what it said. */
    OK(jinguo_evaluate(plan, later_ledger, day("2022-06-30"), day("2022-06-14"), &again, &error));
    jinguo_report_free(report);
    OK(jinguo_evaluation_report(again, &report, &error));
    OK(jinguo_report_find(report, JINGUO_LITERAL("protection_minors"), JINGUO_LITERAL("4307"), &row, &error));
    OK(jinguo_report_number(report, row, JINGUO_NUMBER_NUMERATOR, &numerator, &error));
    CHECK(numerator == 3);

    /* The first ledger did not change, and its fingerprint is that of an evaluation of today. */
    const uint8_t *one = NULL, *two = NULL;
    size_t one_len = 0, two_len = 0;
    jinguo_evaluation *same = NULL;
    jinguo_report *same_report = NULL;
    OK(jinguo_evaluate(plan, ledger, day("2022-06-30"), day("2022-06-30"), &same, &error));
    OK(jinguo_evaluation_report(same, &same_report, &error));
    OK(jinguo_evaluation_report(earlier, &before, &error));
    OK(jinguo_report_fingerprint(before, &one, &one_len, &error));
    OK(jinguo_report_fingerprint(same_report, &two, &two_len, &error));
    CHECK(one_len == 64 && two_len == 64 && memcmp(one, two, 64) == 0);
    OK(jinguo_report_fingerprint(report, &two, &two_len, &error));
    CHECK(memcmp(one, two, 64) != 0);

    jinguo_report_free(before);
    jinguo_report_free(same_report);
    jinguo_report_free(report);
    jinguo_evaluation_free(same);
    jinguo_evaluation_free(again);
    jinguo_evaluation_free(later);
    jinguo_ledger_free(later_ledger);
}

static void bad_rows_come_back_with_their_reasons(void)
{
    static const char csv[] = "id,name,level,parent\nu-1,甲,county,\nu-2,乙,,u-1\nu-3,丙,community,nowhere\nu-4,丁,community,u-1\n";
    jinguo_batch *batch = NULL;
    jinguo_ledger *ledger = NULL;
    jinguo_rejections *rejections = NULL;
    jinguo_error *reason = NULL;
    const uint8_t *data = NULL;
    size_t len = 0;
    uint64_t row = 0, rows = 77, accepted = 0;
    OK(jinguo_batch_new(&batch, &error));
    OK(jinguo_ledger_new(&ledger, &error));
    REFUSED(JINGUO_STATUS_EMPTY_FIELD,
            jinguo_batch_read_csv(batch, JINGUO_TABLE_UNITS, JINGUO_LITERAL("units.csv"), JINGUO_LITERAL(csv), &rows, &error));
    CHECK(rows == 77 && jinguo_batch_count(batch) == 0);
    OK(jinguo_batch_read_csv_good_rows(batch, JINGUO_TABLE_UNITS, JINGUO_LITERAL("units.csv"), JINGUO_LITERAL(csv), &rejections, &error));
    CHECK(jinguo_batch_count(batch) == 3 && jinguo_rejections_count(rejections) == 1);
    OK(jinguo_rejections_row(rejections, 0, &row, &error));
    OK(jinguo_rejections_text(rejections, 0, &data, &len, &error));
    CHECK(row == 3 && is(data, len, "u-2,乙,,u-1"));
    OK(jinguo_rejections_document(rejections, 0, &data, &len, &error));
    CHECK(is(data, len, "units.csv"));
    OK(jinguo_rejections_reason(rejections, 0, &reason, &error));
    CHECK(jinguo_error_status(reason) == JINGUO_STATUS_EMPTY_FIELD);
    jinguo_error_free(reason);
    REFUSED(JINGUO_STATUS_INDEX_OUT_OF_RANGE, jinguo_rejections_row(rejections, 1, &row, &error));
    jinguo_rejections_free(rejections);
    OK(jinguo_ledger_apply_good_rows(ledger, batch, &accepted, &rejections, &error));
    CHECK(accepted == 2 && jinguo_rejections_count(rejections) == 1);
    OK(jinguo_rejections_reason(rejections, 0, &reason, &error));
    CHECK(jinguo_error_status(reason) == JINGUO_STATUS_UNKNOWN_UNIT);
    jinguo_error_free(reason);
    jinguo_rejections_free(rejections);
    OK(jinguo_batch_read_json_lines_good_rows(batch, NULL, 0, JINGUO_LITERAL("{\"record\":\"person\"}\n{}\n"), &rejections, &error));
    CHECK(jinguo_batch_count(batch) == 0 && jinguo_rejections_count(rejections) == 2);
    jinguo_rejections_free(rejections);
    jinguo_ledger_free(ledger);
    jinguo_batch_free(batch);
}

static void scores_are_proposed_and_signed(const jinguo_plan *plan, const jinguo_report *report)
{
    bytes cards = read_file(changde, "scorecards.json"), given = read_file(changde, "scorecard-inputs-synthetic.json");
    jinguo_scorecards *scorecards = NULL;
    jinguo_inputs *inputs = NULL;
    jinguo_scores *scores = NULL;
    jinguo_text *text = NULL, *signing = NULL, *next = NULL;
    uint32_t state = 99;
    OK(jinguo_scorecards_compile(JINGUO_LITERAL("scorecards.json"), cards.data, cards.len, &scorecards, &error));
    OK(jinguo_inputs_read(JINGUO_LITERAL("inputs.json"), given.data, given.len, &inputs, &error));
    OK(jinguo_scorecards_fits(scorecards, plan, &error));
    OK(jinguo_scorecards_describe(scorecards, &text, &error));
    CHECK(has(text, "\"offices\""));
    OK(jinguo_scorecards_calendar(scorecards, JINGUO_LITERAL("offices"), day("2022-12-31"), &text, &error));
    CHECK(has(text, "\"steps\""));
    OK(jinguo_scorecards_evaluate(scorecards, inputs, &scores, &error));
    OK(jinguo_scores_json(scores, &text, &error));
    CHECK(has(text, "\"ranks\""));
    OK(jinguo_scores_points(scores, JINGUO_LITERAL("offices"), JINGUO_LITERAL("total"), JINGUO_LITERAL("office-1"), &state, &text, &error));
    CHECK(state == JINGUO_STATE_VALUE && jinguo_text_len(text) > 0);
    jinguo_text_free(text);
    OK(jinguo_scores_explain(scores, JINGUO_LITERAL("offices"), JINGUO_LITERAL("office-1"), &text, &error));
    CHECK(has(text, "\"candidate\""));
    OK(jinguo_scores_statements(scores, day("2022-12-31"), &text, &error));
    CHECK(jinguo_text_data(text)[0] == '[');
    jinguo_text_free(text);
    OK(jinguo_scores_drawn(scores, JINGUO_LITERAL("no_such"), &text, &error));
    CHECK(is(jinguo_text_data(text), jinguo_text_len(text), "[]\n"));
    jinguo_text_free(text);
    OK(jinguo_scores_ladder(scores, JINGUO_LITERAL("offices"), JINGUO_LITERAL("no_such"), &text, &error));
    CHECK(is(jinguo_text_data(text), jinguo_text_len(text), "null\n"));
    jinguo_text_free(text);
    OK(jinguo_scores_fingerprint(scores, &text, &error));
    CHECK(jinguo_text_len(text) == 64);
    jinguo_text_free(text);

    OK(jinguo_scores_propose(scores, JINGUO_LITERAL("offices"), JINGUO_LITERAL("{\"by\":\"甲\",\"at\":\"2023-01-05 09:00\"}"), &signing,
                             &error));
    OK(jinguo_scores_sign(scores, jinguo_text_data(signing), jinguo_text_len(signing), JINGUO_LITERAL("\"sign\""),
                          JINGUO_LITERAL("{\"by\":\"乙\",\"at\":\"2023-01-06 09:00\"}"), &next, &error));
    CHECK(has(next, "\"signed\""));
    REFUSED(JINGUO_STATUS_SIGNING_ORDER,
            jinguo_scores_sign(scores, jinguo_text_data(signing), jinguo_text_len(signing), JINGUO_LITERAL("\"confirm\""),
                               JINGUO_LITERAL("{\"by\":\"乙\",\"at\":\"2023-01-06 09:00\"}"), &next, &error));
    CHECK(next == NULL);
    jinguo_text_free(signing);

    /* Inputs that come from measures are filled from a report; the document's own stay. */
    OK(jinguo_inputs_take_measures(inputs, scorecards, report, &error));
    OK(jinguo_inputs_take_last_year(inputs, scorecards, report, &error));
    jinguo_scores_free(scores);
    jinguo_inputs_free(inputs);
    jinguo_scorecards_free(scorecards);
    free(given.data);
    free(cards.data);
}

static void equal_values_share_a_rank(void)
{
    /* 3/4, 1/2, 2/4, none, 0. */
    static const int64_t above[] = {3, 1, 2, 7, 0}, below[] = {4, 2, 4, 0, 1};
    static const int64_t expected[5][5][2] = {
        {{1, 1}, {2, 1}, {2, 1}, {0, 0}, {4, 1}}, {{1, 1}, {2, 1}, {2, 1}, {0, 0}, {3, 1}}, {{1, 1}, {3, 1}, {3, 1}, {0, 0}, {4, 1}},
        {{1, 1}, {5, 2}, {5, 2}, {0, 0}, {4, 1}}, {{1, 1}, {0, 0}, {0, 0}, {0, 0}, {4, 1}},
    };
    for (uint32_t method = JINGUO_RANK_COMPETITION; method <= JINGUO_RANK_ORDINAL; method++) {
        int64_t ranks_above[5], ranks_below[5];
        OK(jinguo_rank(above, below, 5, JINGUO_FIRST_HIGHEST, method, ranks_above, ranks_below, &error));
        for (int at = 0; at < 5; at++) {
            CHECK(ranks_above[at] == expected[method][at][0] && ranks_below[at] == expected[method][at][1]);
        }
    }
    int64_t ranks_above[5], ranks_below[5];
    OK(jinguo_rank(above, below, 5, JINGUO_FIRST_LOWEST, JINGUO_RANK_COMPETITION, ranks_above, ranks_below, &error));
    CHECK(ranks_above[4] == 1 && ranks_above[0] == 4);
    OK(jinguo_rank(NULL, NULL, 0, JINGUO_FIRST_LOWEST, JINGUO_RANK_COMPETITION, NULL, NULL, &error));
}

static void days_are_numbers(void)
{
    int32_t number = 7;
    jinguo_text *text = NULL;
    OK(jinguo_day_from_ymd(1970, 1, 1, &number, &error));
    CHECK(number == 0 && day("2022-06-30") == 19173);
    REFUSED(JINGUO_STATUS_BAD_DATE, jinguo_day_from_ymd(2023, 2, 29, &number, &error));
    CHECK(number == 0);
    OK(jinguo_day_text(19173, &text, &error));
    CHECK(is(jinguo_text_data(text), jinguo_text_len(text), "2022-06-30") && jinguo_text_data(text)[10] == 0);
    jinguo_text_free(text);
}

int main(int count, char **arguments)
{
    CHECK(count == 2);
    snprintf(changde, sizeof changde, "%s/examples/changde-2022", arguments[1]);
    snprintf(small, sizeof small, "%s/examples/changde-2022/small", arguments[1]);
    jinguo_plan *plan = compiled(changde, "plan.json");
    jinguo_ledger *ledger = ledger_of(small);
    jinguo_evaluation *evaluation = NULL;
    jinguo_report *report = NULL;
    OK(jinguo_evaluate(plan, ledger, day("2022-06-30"), day("2022-06-30"), &evaluation, &error));
    OK(jinguo_evaluation_report(evaluation, &report, &error));

    the_plan_describes_itself(plan);
    every_fault_of_a_plan_is_told_at_once();
    the_table_and_the_document_agree(evaluation, report);
    gaps_come_in_pages_and_each_has_its_reason(evaluation);
    a_correction_changes_one_copy_and_the_difference_names_who_moved(plan, ledger, evaluation);
    bad_rows_come_back_with_their_reasons();
    scores_are_proposed_and_signed(plan, report);
    equal_values_share_a_rank();
    days_are_numbers();

    /* What an evaluation needs it keeps: the order of freeing is free. */
    jinguo_plan_free(plan);
    jinguo_ledger_free(ledger);
    gaps_come_in_pages_and_each_has_its_reason(evaluation);
    jinguo_evaluation_free(evaluation);
    jinguo_report_free(report);
    return 0;
}
