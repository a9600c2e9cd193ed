/* A job that runs for months: after each round of work, successful and failing, as much memory is in use as after the first.
 *
 *   leaks REPOSITORY [ROUNDS]
 */
#define _GNU_SOURCE
#include "support.h"

#include <malloc.h>
#include <unistd.h>

static char small[4096], changde[4096];

static void a_round(void)
{
    jinguo_plan *plan = compiled(changde, "plan.json");
    jinguo_ledger *ledger = ledger_of(small), *copy = NULL;
    jinguo_evaluation *evaluation = NULL, *later = NULL;
    jinguo_report *report = NULL;
    jinguo_gaps *gaps = NULL;
    jinguo_text *text = NULL;
    jinguo_batch *batch = NULL;
    jinguo_rejections *rejections = NULL;
    uint64_t rows = 0;
    OK(jinguo_evaluate(plan, ledger, day("2022-06-30"), day("2022-06-30"), &evaluation, &error));
    OK(jinguo_evaluation_report(evaluation, &report, &error));
    OK(jinguo_report_json(report, &text, &error));
    jinguo_text_free(text);
    for (uint32_t column = JINGUO_TEXT_MEASURE; column <= JINGUO_TEXT_BASIS; column++) {
        const uint8_t *data = NULL;
        size_t len = 0;
        OK(jinguo_report_text(report, 0, column, &data, &len, &error));
    }
    OK(jinguo_evaluation_gaps(evaluation, JINGUO_LITERAL("protection_minors"), NULL, 0, 0, 100, &gaps, &error));
    OK(jinguo_ledger_copy(ledger, &copy, &error));
    OK(jinguo_ledger_apply_record(copy, JINGUO_LITERAL("{\"record\":\"participation\",\"activity\":\"a-02\",\"person\":\"m-04\",\"role\":\"audience\"}"),
                                  &error));
    OK(jinguo_evaluate(plan, copy, day("2022-06-30"), day("2022-06-30"), &later, &error));
    OK(jinguo_evaluation_difference(later, evaluation, 5, &text, &error));
    jinguo_text_free(text);
    jinguo_live *live = NULL;
    OK(jinguo_live_new(plan, copy, day("2022-06-30"), day("2022-12-31"), &live, &error));
    OK(jinguo_live_move_to(live, day("2022-07-31"), &error));
    OK(jinguo_live_apply_record(live, JINGUO_LITERAL("{\"record\":\"withdrawal\",\"of\":{\"activity\":\"a-01\"},\"recorded_at\":\"2022-06-15\"}"),
                                &error));
    REFUSED(JINGUO_STATUS_BAD_JSON, jinguo_live_apply_record(live, JINGUO_LITERAL("{"), &error));
    OK(jinguo_live_result(live, JINGUO_LITERAL("protection_minors"), JINGUO_LITERAL("4307"), &text, &error));
    jinguo_text_free(text);
    jinguo_live_free(live);
    OK(jinguo_batch_new(&batch, &error));
    OK(jinguo_batch_read_csv_good_rows(batch, JINGUO_TABLE_UNITS, NULL, 0, JINGUO_LITERAL("id,name,level\nx,,\ny,乙,county\n"), &rejections,
                                       &error));
    /* Failures of many kinds, each with its error object. */
    REFUSED(JINGUO_STATUS_EMPTY_FIELD,
            jinguo_batch_read_csv(batch, JINGUO_TABLE_UNITS, NULL, 0, JINGUO_LITERAL("id,name,level\nx,,\n"), &rows, &error));
    REFUSED(JINGUO_STATUS_BAD_JSON, jinguo_plan_check(NULL, 0, JINGUO_LITERAL("{"), &error));
    REFUSED(JINGUO_STATUS_WRONG_HANDLE, jinguo_plan_describe((jinguo_plan *)(void *)ledger, &text, &error));
    REFUSED(JINGUO_STATUS_INDEX_OUT_OF_RANGE, jinguo_gaps_numbers(gaps, 99, &(uint32_t){0}, &(int64_t){0}, &error));
    jinguo_rejections_free(rejections);
    jinguo_batch_free(batch);
    jinguo_gaps_free(gaps);
    jinguo_report_free(report);
    jinguo_evaluation_free(later);
    jinguo_evaluation_free(evaluation);
    jinguo_ledger_free(copy);
    jinguo_ledger_free(ledger);
    jinguo_plan_free(plan);
}

/* Bytes in use. Without its caches, which keep what was freed, the allocator counts exactly. */
static size_t in_use(void)
{
    return mallinfo2().uordblks;
}

int main(int count, char **arguments)
{
    CHECK(count == 2 || count == 3);
    if (getenv("GLIBC_TUNABLES") == NULL) {
        CHECK(setenv("GLIBC_TUNABLES", "glibc.malloc.tcache_count=0", 1) == 0);
        execv("/proc/self/exe", arguments);
        CHECK(!"started again");
    }
    mallopt(M_MXFAST, 0);
    snprintf(changde, sizeof changde, "%s/examples/changde-2022", arguments[1]);
    snprintf(small, sizeof small, "%s/examples/changde-2022/small", arguments[1]);
    int rounds = count == 3 ? atoi(arguments[2]) : 20;
    /* What is made once and kept is made in the first round. */
    a_round();
    size_t before = in_use();
    for (int round = 0; round < rounds; round++) {
        a_round();
    }
    size_t after = in_use();
    printf("%d rounds: %zu bytes in use before, %zu after\n", rounds, before, after);
    CHECK(after == before);

    /* The scale weighs: one text that is kept is seen. A sanitizer has its own allocator, and its own way to tell. */
    jinguo_text *kept = NULL;
    before = in_use();
    OK(jinguo_day_text(0, &kept, &error));
    CHECK(before == 0 || in_use() > before);
    jinguo_text_free(kept);
    CHECK(in_use() == before);
    return 0;
}
