/* Facts of persons that lie apart: states of the parts, merged in any order and through bytes, give the report of all.
 *
 *   parts REPOSITORY
 */
#include "support.h"

static char small[4096], changde[4096];
static const char *const names[] = {"units.csv",      "persons.csv",        "organisations.csv",
                                    "activities.csv", "participations.csv", "observations.csv"};

/* The column of a table that names a person; NULL for a table of common facts. */
static const char *person_column(uint32_t table)
{
    switch (table) {
    case JINGUO_TABLE_PERSONS:
        return "id";
    case JINGUO_TABLE_PARTICIPATIONS:
    case JINGUO_TABLE_OBSERVATIONS:
        return "person";
    default:
        return NULL;
    }
}

/* A field of a line without quotes; its length is 0 past the last one. */
static const uint8_t *field(const uint8_t *line, size_t len, size_t place, size_t *field_len)
{
    size_t from = 0;
    for (; place > 0 && from < len; from++) {
        place -= line[from] == ',';
    }
    size_t to = from;
    while (to < len && line[to] != ',' && line[to] != '\r') {
        to++;
    }
    *field_len = place == 0 ? to - from : 0;
    return line + from;
}

/* The common facts of the small city, and of the facts of persons those of partition `index` of `of`; of none where `of` is 0. */
static jinguo_ledger *part(uint32_t index, uint32_t of)
{
    jinguo_batch *batch = NULL;
    jinguo_ledger *ledger = NULL;
    OK(jinguo_batch_new(&batch, &error));
    OK(jinguo_ledger_new(&ledger, &error));
    for (uint32_t table = JINGUO_TABLE_UNITS; table <= JINGUO_TABLE_PARTICIPATIONS; table++) {
        bytes all = read_file(small, names[table]), kept = {(uint8_t *)malloc(all.len + 1), 0};
        const char *wanted = person_column(table);
        size_t column = 0;
        for (size_t start = 0, end; start < all.len; start = end) {
            for (end = start; end < all.len && all.data[end++] != '\n';) {
            }
            const uint8_t *line = all.data + start;
            size_t len = end - start - 1, found = 1;
            int keep = wanted == NULL || start == 0;
            if (wanted != NULL && start == 0) {
                for (const uint8_t *name = field(line, len, 0, &found); !is(name, found, wanted);) {
                    CHECK(found > 0);
                    name = field(line, len, ++column, &found);
                }
            } else if (wanted != NULL && of > 0) {
                uint32_t own = 0;
                const uint8_t *person = field(line, len, column, &found);
                OK(jinguo_partition(person, found, of, &own, &error));
                keep = own == index;
            }
            if (keep) {
                memcpy(kept.data + kept.len, line, end - start);
                kept.len += end - start;
            }
        }
        uint64_t rows = 0;
        OK(jinguo_batch_read_csv(batch, table, TEXT(names[table]), kept.data, kept.len, &rows, &error));
        free(all.data);
        free(kept.data);
    }
    apply(ledger, batch);
    jinguo_batch_free(batch);
    return ledger;
}

static jinguo_partial *state(const jinguo_plan *plan, uint32_t index, uint32_t of)
{
    jinguo_ledger *ledger = part(index, of);
    jinguo_partial *partial = NULL;
    OK(jinguo_partial_new(plan, ledger, day("2022-12-31"), day("2022-12-31"), index, of, &partial, &error));
    jinguo_ledger_free(ledger);
    return partial;
}

/* The state that comes back from the bytes of another, which is freed. */
static jinguo_partial *sent(jinguo_partial *partial)
{
    const uint8_t *data = NULL;
    size_t len = 0;
    jinguo_partial *back = NULL;
    OK(jinguo_partial_bytes(partial, &data, &len, &error));
    OK(jinguo_partial_read(data, len, &back, &error));
    jinguo_partial *none = NULL;
    REFUSED(JINGUO_STATUS_DAMAGED_PARTIAL, jinguo_partial_read(data, len - 1, &none, &error));
    REFUSED(JINGUO_STATUS_PARTIAL_VERSION, jinguo_partial_read(data + 1, len - 1, &none, &error));
    CHECK(none == NULL);
    jinguo_partial_free(partial);
    return back;
}

static jinguo_text *direct(const jinguo_plan *plan)
{
    jinguo_ledger *ledger = ledger_of(small);
    jinguo_evaluation *evaluation = NULL;
    jinguo_report *report = NULL;
    jinguo_text *text = NULL;
    OK(jinguo_evaluate(plan, ledger, day("2022-12-31"), day("2022-12-31"), &evaluation, &error));
    OK(jinguo_evaluation_report(evaluation, &report, &error));
    OK(jinguo_report_json(report, &text, &error));
    jinguo_report_free(report);
    jinguo_evaluation_free(evaluation);
    jinguo_ledger_free(ledger);
    return text;
}

static void merged_parts_give_the_report_of_all(const jinguo_plan *plan, uint32_t of)
{
    jinguo_partial *all = sent(state(plan, of - 1, of));
    jinguo_ledger *common = part(0, 0);
    jinguo_report *report = NULL;
    for (uint32_t index = 0; index + 1 < of; index++) {
        REFUSED(JINGUO_STATUS_MISSING_PARTITIONS, jinguo_partial_report(all, plan, common, &report, &error));
        const jinguo_partial *both[2] = {sent(state(plan, index, of)), all};
        jinguo_partial *merged = NULL;
        OK(jinguo_partial_merge(both, 2, &merged, &error));
        const jinguo_partial *twice[2] = {both[0], merged};
        jinguo_partial *none = NULL;
        REFUSED(JINGUO_STATUS_PARTITION_TWICE, jinguo_partial_merge(twice, 2, &none, &error));
        jinguo_partial_free((jinguo_partial *)both[0]);
        jinguo_partial_free((jinguo_partial *)both[1]);
        all = merged;
    }
    jinguo_text *text = NULL, *wanted = direct(plan);
    OK(jinguo_partial_describe(all, &text, &error));
    CHECK(has(text, "\"missing\":[]"));
    OK(jinguo_partial_report(all, plan, common, &report, &error));
    OK(jinguo_report_json(report, &text, &error));
    CHECK(jinguo_text_len(text) == jinguo_text_len(wanted));
    CHECK(memcmp(jinguo_text_data(text), jinguo_text_data(wanted), jinguo_text_len(text)) == 0);
    jinguo_text_free(text);
    jinguo_text_free(wanted);
    jinguo_report_free(report);
    jinguo_ledger_free(common);
    jinguo_partial_free(all);
}

static void strangers_are_refused(const jinguo_plan *plan)
{
    jinguo_ledger *whole = ledger_of(small);
    jinguo_partial *partial = NULL;
    uint32_t own = 7;
    int32_t today = day("2022-12-31");
    REFUSED(JINGUO_STATUS_STRANGER_PARTITION, jinguo_partial_new(plan, whole, today, today, 0, 3, &partial, &error));
    REFUSED(JINGUO_STATUS_BAD_PARAMETER, jinguo_partial_new(plan, whole, today, today, 3, 3, &partial, &error));
    REFUSED(JINGUO_STATUS_BAD_PARAMETER, jinguo_partition(JINGUO_LITERAL("p"), 1025, &own, &error));
    REFUSED(JINGUO_STATUS_TOO_FEW, jinguo_partial_merge(NULL, 0, &partial, &error));
    CHECK(partial == NULL && own == 7);
    /* The check value of CRC-32 is cbf43926, and 0x126 of 1024 is in the 18th of 64 parts. */
    OK(jinguo_partition(JINGUO_LITERAL("123456789"), 64, &own, &error));
    CHECK(own == 0x126 * 64 / 1024);
    jinguo_ledger_free(whole);
}

int main(int count, char **arguments)
{
    CHECK(count == 2);
    snprintf(changde, sizeof changde, "%s/examples/changde-2022", arguments[1]);
    snprintf(small, sizeof small, "%s/examples/changde-2022/small", arguments[1]);
    jinguo_plan *plan = compiled(changde, "plan.json");
    merged_parts_give_the_report_of_all(plan, 1);
    merged_parts_give_the_report_of_all(plan, 2);
    merged_parts_give_the_report_of_all(plan, 7);
    strangers_are_refused(plan);
    jinguo_plan_free(plan);
    printf("parts: all well\n");
    return 0;
}
