/* Several threads on handles that do not change: the same answers as one thread alone. A copy of a ledger in each.
 *
 *   threads REPOSITORY
 */
#define _POSIX_C_SOURCE 200809L
#include "support.h"

#include <pthread.h>

#define THREADS 4

static jinguo_plan *plan;
static jinguo_ledger *ledgers[THREADS];
static jinguo_evaluation *evaluation;
static jinguo_report *report;
static jinguo_text *expected;
static pthread_barrier_t barrier;

/* A number for all that a report says, made by one thread at the same time as by the others: columns are made at their first use. */
static uint64_t sum_of(const jinguo_report *of)
{
    uint64_t sum = 1469598103934665603u, rows = jinguo_report_row_count(of);
    for (uint32_t column = JINGUO_NUMBER_STATE; column <= JINGUO_NUMBER_PROJECTED_FINISH; column++) {
        const int64_t *values = NULL;
        size_t count = 0;
        OK(jinguo_report_numbers(of, column, &values, &count, &error));
        for (size_t row = 0; row < count; row++) {
            sum = (sum ^ (uint64_t)values[row]) * 1099511628211u;
        }
    }
    for (uint32_t column = JINGUO_TEXT_MEASURE; column <= JINGUO_TEXT_BASIS; column++) {
        for (uint64_t row = 0; row < rows; row++) {
            const uint8_t *data = NULL;
            size_t len = 0;
            OK(jinguo_report_text(of, row, column, &data, &len, &error));
            for (size_t at = 0; at < len; at++) {
                sum = (sum ^ data[at]) * 1099511628211u;
            }
        }
    }
    return sum;
}

static void *work(void *argument)
{
    size_t me = *(const size_t *)argument;
    static uint64_t sums[THREADS];
    pthread_barrier_wait(&barrier);
    sums[me] = sum_of(report);
    for (int round = 0; round < 10; round++) {
        uint64_t row = 0;
        jinguo_evaluation *own = NULL;
        jinguo_report *own_report = NULL;
        jinguo_text *json = NULL;
        jinguo_gaps *gaps = NULL;
        jinguo_error *error = NULL;
        OK(jinguo_report_find(report, JINGUO_LITERAL("protection_minors"), JINGUO_LITERAL("4307"), &row, &error));
        OK(jinguo_evaluation_gaps(evaluation, JINGUO_LITERAL("protection_minors"), NULL, 0, 0, 10, &gaps, &error));
        CHECK(jinguo_gaps_total(gaps) == 5);
        OK(jinguo_evaluate(plan, ledgers[me], day("2022-06-30"), day("2022-06-30"), &own, &error));
        OK(jinguo_evaluation_report(own, &own_report, &error));
        OK(jinguo_report_json(own_report, &json, &error));
        CHECK(jinguo_text_len(json) == jinguo_text_len(expected));
        CHECK(memcmp(jinguo_text_data(json), jinguo_text_data(expected), jinguo_text_len(json)) == 0);
        /* An error belongs to its call, not to the thread. */
        CHECK(jinguo_report_number(report, UINT64_MAX, 0, &(int64_t){0}, &error) == JINGUO_STATUS_INDEX_OUT_OF_RANGE);
        CHECK(jinguo_error_status(error) == JINGUO_STATUS_INDEX_OUT_OF_RANGE);
        jinguo_error_free(error);
        jinguo_text_free(json);
        jinguo_report_free(own_report);
        jinguo_evaluation_free(own);
        jinguo_gaps_free(gaps);
    }
    return &sums[me];
}

int main(int count, char **arguments)
{
    char path[4096];
    pthread_t threads[THREADS];
    size_t numbers[THREADS];
    uint64_t sums[THREADS];
    CHECK(count == 2);
    snprintf(path, sizeof path, "%s/examples/changde-2022", arguments[1]);
    plan = compiled(path, "plan.json");
    snprintf(path, sizeof path, "%s/examples/changde-2022/small", arguments[1]);
    jinguo_ledger *ledger = ledger_of(path);
    OK(jinguo_evaluate(plan, ledger, day("2022-06-30"), day("2022-06-30"), &evaluation, &error));
    OK(jinguo_evaluation_report(evaluation, &report, &error));
    OK(jinguo_report_json(report, &expected, &error));
    CHECK(pthread_barrier_init(&barrier, NULL, THREADS) == 0);
    for (size_t me = 0; me < THREADS; me++) {
        OK(jinguo_ledger_copy(ledger, &ledgers[me], &error));
        numbers[me] = me;
        CHECK(pthread_create(&threads[me], NULL, work, &numbers[me]) == 0);
    }
    for (size_t me = 0; me < THREADS; me++) {
        void *sum = NULL;
        CHECK(pthread_join(threads[me], &sum) == 0);
        sums[me] = *(uint64_t *)sum;
        CHECK(sums[me] == sums[0]);
        jinguo_ledger_free(ledgers[me]);
    }
    CHECK(sum_of(report) == sums[0]);
    pthread_barrier_destroy(&barrier);
    jinguo_text_free(expected);
    jinguo_report_free(report);
    jinguo_evaluation_free(evaluation);
    jinguo_ledger_free(ledger);
    jinguo_plan_free(plan);
    return 0;
}
