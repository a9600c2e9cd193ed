/* The same facts as CSV, as JSON Lines and as columns of a query result give the same bytes. */
#include "support.h"

static const char PLAN[] =
    "{\"schema\":\"jinguo-plan/1\",\"id\":\"ways\",\"version\":\"1.0.0\",\"status\":\"active\",\"title\":{\"zh\":\"示例\"},"
    "\"source\":{\"title\":\"示例\",\"issuer\":\"示例\"},\"period\":{\"calendar_year\":2022},\"hierarchy\":\"administrative\","
    "\"vocabulary\":{\"levels\":[{\"id\":\"county\",\"title\":{\"zh\":\"区县\"}},{\"id\":\"community\",\"title\":{\"zh\":\"社区\"}}],"
    "\"activity_kinds\":[{\"id\":\"lecture\",\"title\":{\"zh\":\"宣讲\"}}]},"
    "\"pace\":[{\"value\":{\"on_track\":1,\"at_risk\":\"0.8\"}}],"
    "\"clauses\":[{\"id\":\"1\",\"number\":\"1\",\"title\":{\"zh\":\"示例\"}}],"
    "\"measures\":[{\"id\":\"communities\",\"title\":{\"zh\":\"社区宣讲全覆盖\"},\"clause\":\"1\",\"scoring\":\"proportion\","
    "\"basis\":\"unit\",\"improvement\":\"increase\",\"initial_population\":{\"unit\":{\"level\":[\"community\"]}},"
    "\"numerator\":{\"hosted\":{\"activity\":{\"status\":[\"held\"],\"kind\":[\"lecture\"]},\"at_least\":1,\"reach\":\"itself\"}},"
    "\"targets\":[{\"every_one\":true,\"due\":\"2022-12-31\"}]}]}";

static const char *const CSV[] = {
    "id,name,level,parent,recorded_at\n430702,武陵区,county,,\n430702001,\"启明, 东\",community,430702,2022-01-05 09:30\n"
    "430702002,府坪街道社区,community,430702,\n",
    "id,unit,birth_date,roles\np-1,430702001,1969-12-31,guardian;executive\np-2,430702002,,\n",
    "id,kind,mode,host,covers,established,members\no-1,federation,joint,430702001,430702001;430702002,2021-03-08,12\n",
    "id,kind,date,status,hosts,headcount.audience\na-1,lecture,2022-03-08,held,430702001,30\na-2,lecture,2022-09-01,planned,430702002,\n",
    "activity,person,role\na-1,p-1,audience\na-1,p-2,audience\n",
    "id,kind,unit,date,value,source\nn-1,satisfaction,430702,2022-06-01,95.5,问卷\n",
};

static const char LINES[] =
    "{\"record\":\"unit\",\"id\":\"430702\",\"name\":\"武陵区\",\"level\":\"county\"}\n"
    "{\"record\":\"unit\",\"id\":\"430702001\",\"name\":\"启明, 东\",\"level\":\"community\",\"parent\":\"430702\",\"recorded_at\":\"2022-01-05 09:30\"}\n"
    "{\"record\":\"unit\",\"id\":\"430702002\",\"name\":\"府坪街道社区\",\"level\":\"community\",\"parent\":\"430702\"}\n"
    "{\"record\":\"person\",\"id\":\"p-1\",\"unit\":\"430702001\",\"birth_date\":\"1969-12-31\",\"roles\":[\"guardian\",\"executive\"]}\n"
    "{\"record\":\"person\",\"id\":\"p-2\",\"unit\":\"430702002\"}\n"
    "{\"record\":\"organisation\",\"id\":\"o-1\",\"kind\":\"federation\",\"mode\":\"joint\",\"host\":\"430702001\",\"covers\":[\"430702001\",\"430702002\"],\"established\":\"2021-03-08\",\"members\":12}\n"
    "{\"record\":\"activity\",\"id\":\"a-1\",\"kind\":\"lecture\",\"date\":\"2022-03-08\",\"status\":\"held\",\"hosts\":[\"430702001\"],\"headcounts\":{\"audience\":30}}\n"
    "{\"record\":\"activity\",\"id\":\"a-2\",\"kind\":\"lecture\",\"date\":\"2022-09-01\",\"status\":\"planned\",\"hosts\":[\"430702002\"]}\n"
    "{\"record\":\"participation\",\"activity\":\"a-1\",\"person\":\"p-1\",\"role\":\"audience\"}\n"
    "{\"record\":\"participation\",\"activity\":\"a-1\",\"person\":\"p-2\",\"role\":\"audience\"}\n"
    "{\"record\":\"observation\",\"id\":\"n-1\",\"kind\":\"satisfaction\",\"unit\":\"430702\",\"date\":\"2022-06-01\",\"value\":\"95.5\",\"source\":\"问卷\"}\n";

static jinguo_batch *new_batch(void)
{
    jinguo_batch *batch = NULL;
    OK(jinguo_batch_new(&batch, &error));
    return batch;
}

static jinguo_batch *by_csv(void)
{
    jinguo_batch *batch = new_batch();
    for (uint32_t table = 0; table < 6; table++) {
        uint64_t rows = 0;
        OK(jinguo_batch_read_csv(batch, table, NULL, 0, TEXT(CSV[table]), &rows, &error));
    }
    return batch;
}

static jinguo_batch *by_lines(void)
{
    jinguo_batch *batch = new_batch();
    uint64_t rows = 0;
    OK(jinguo_batch_read_json_lines(batch, JINGUO_LITERAL("facts.jsonl"), JINGUO_LITERAL(LINES), &rows, &error));
    CHECK(rows == 11);
    return batch;
}

static jinguo_columns *new_columns(uint32_t table, size_t rows)
{
    jinguo_columns *columns = NULL;
    OK(jinguo_columns_new(table, rows, &columns, &error));
    return columns;
}

/* A column as a driver gives it: an array of pointers and one of lengths. */
static void add(jinguo_columns *columns, const char *name, size_t rows, const char *const *values, const uint8_t **pointers,
                size_t *lengths)
{
    for (size_t row = 0; row < rows; row++) {
        pointers[row] = (const uint8_t *)values[row];
        lengths[row] = values[row] ? strlen(values[row]) : 0;
    }
    OK(jinguo_columns_add_pointers(columns, TEXT(name), pointers, lengths, rows, &error));
}

static void enter(jinguo_batch *batch, jinguo_columns *columns, uint64_t wanted)
{
    uint64_t rows = 0;
    OK(jinguo_batch_read_columns(batch, columns, JINGUO_LITERAL("query"), &rows, &error));
    CHECK(rows == wanted);
    jinguo_columns_free(columns);
}

static jinguo_batch *by_columns(void)
{
    jinguo_batch *batch = new_batch();
    const uint8_t *p[8][3];
    size_t l[8][3];

    /* Units: ids in one buffer with offsets, the others as pointers, the times as seconds. */
    static const char ids[] = "430702430702001430702002";
    static const uint64_t offsets[] = {0, 6, 15, 24};
    static const int64_t entered[] = {JINGUO_NONE, 1641375000, JINGUO_NONE};
    const char *names[] = {"武陵区", "启明, 东", "府坪街道社区"};
    const char *levels[] = {"county", "community", "community"};
    const char *parents[] = {NULL, "430702", "430702"};
    jinguo_columns *columns = new_columns(JINGUO_TABLE_UNITS, 3);
    OK(jinguo_columns_add_text(columns, JINGUO_LITERAL("id"), JINGUO_LITERAL(ids), offsets, 4, &error));
    add(columns, "name", 3, names, p[0], l[0]);
    add(columns, "level", 3, levels, p[1], l[1]);
    add(columns, "parent", 3, parents, p[2], l[2]);
    OK(jinguo_columns_add_times(columns, JINGUO_LITERAL("recorded_at"), entered, 3, &error));
    enter(batch, columns, 3);

    static const int32_t births[] = {-1, JINGUO_NO_DAY};
    const char *persons[] = {"p-1", "p-2"};
    const char *homes[] = {"430702001", "430702002"};
    const char *roles[] = {"guardian;executive", ""};
    columns = new_columns(JINGUO_TABLE_PERSONS, 2);
    add(columns, "id", 2, persons, p[0], l[0]);
    add(columns, "unit", 2, homes, p[1], l[1]);
    add(columns, "roles", 2, roles, p[2], l[2]);
    OK(jinguo_columns_add_days(columns, JINGUO_LITERAL("birth_date"), births, 2, &error));
    enter(batch, columns, 2);

    const int32_t established = day("2021-03-08");
    static const int64_t members[] = {12};
    const char *organisation[] = {"o-1"}, *kind[] = {"federation"}, *mode[] = {"joint"}, *host[] = {"430702001"};
    const char *covers[] = {"430702001;430702002"};
    columns = new_columns(JINGUO_TABLE_ORGANISATIONS, 1);
    add(columns, "id", 1, organisation, p[0], l[0]);
    add(columns, "kind", 1, kind, p[1], l[1]);
    add(columns, "mode", 1, mode, p[2], l[2]);
    add(columns, "host", 1, host, p[3], l[3]);
    add(columns, "covers", 1, covers, p[4], l[4]);
    OK(jinguo_columns_add_days(columns, JINGUO_LITERAL("established"), &established, 1, &error));
    OK(jinguo_columns_add_numbers(columns, JINGUO_LITERAL("members"), members, 1, 0, &error));
    enter(batch, columns, 1);

    const int32_t dates[] = {day("2022-03-08"), day("2022-09-01")};
    static const int64_t heads[] = {30, JINGUO_NONE};
    const char *activities[] = {"a-1", "a-2"}, *kinds[] = {"lecture", "lecture"}, *states[] = {"held", "planned"};
    columns = new_columns(JINGUO_TABLE_ACTIVITIES, 2);
    add(columns, "id", 2, activities, p[0], l[0]);
    add(columns, "kind", 2, kinds, p[1], l[1]);
    add(columns, "status", 2, states, p[2], l[2]);
    add(columns, "hosts", 2, homes, p[3], l[3]);
    OK(jinguo_columns_add_days(columns, JINGUO_LITERAL("date"), dates, 2, &error));
    OK(jinguo_columns_add_numbers(columns, JINGUO_LITERAL("headcount.audience"), heads, 2, 0, &error));
    enter(batch, columns, 2);

    const char *where[] = {"a-1", "a-1"}, *as[] = {"audience", "audience"};
    columns = new_columns(JINGUO_TABLE_PARTICIPATIONS, 2);
    add(columns, "activity", 2, where, p[0], l[0]);
    add(columns, "person", 2, persons, p[1], l[1]);
    add(columns, "role", 2, as, p[2], l[2]);
    enter(batch, columns, 2);

    const int32_t seen = day("2022-06-01");
    static const int64_t value[] = {955};
    const char *number[] = {"n-1"}, *of[] = {"satisfaction"}, *unit[] = {"430702"}, *source[] = {"问卷"};
    columns = new_columns(JINGUO_TABLE_OBSERVATIONS, 1);
    add(columns, "id", 1, number, p[0], l[0]);
    add(columns, "kind", 1, of, p[1], l[1]);
    add(columns, "unit", 1, unit, p[2], l[2]);
    add(columns, "source", 1, source, p[3], l[3]);
    OK(jinguo_columns_add_days(columns, JINGUO_LITERAL("date"), &seen, 1, &error));
    OK(jinguo_columns_add_numbers(columns, JINGUO_LITERAL("value"), value, 1, 1, &error));
    enter(batch, columns, 1);
    return batch;
}

/* The report of a batch as JSON; the batch is freed. */
static jinguo_text *reported(const jinguo_plan *plan, jinguo_batch *batch)
{
    jinguo_ledger *ledger = NULL;
    jinguo_evaluation *evaluation = NULL;
    jinguo_report *report = NULL;
    jinguo_text *json = NULL;
    OK(jinguo_ledger_new(&ledger, &error));
    apply(ledger, batch);
    jinguo_batch_free(batch);
    OK(jinguo_evaluate(plan, ledger, day("2022-06-30"), day("2022-06-30"), &evaluation, &error));
    OK(jinguo_evaluation_report(evaluation, &report, &error));
    OK(jinguo_report_json(report, &json, &error));
    jinguo_report_free(report);
    jinguo_evaluation_free(evaluation);
    jinguo_ledger_free(ledger);
    return json;
}

int main(void)
{
    jinguo_plan *plan = NULL;
    OK(jinguo_plan_compile(JINGUO_LITERAL("plan"), JINGUO_LITERAL(PLAN), &plan, &error));
    jinguo_text *texts[] = {reported(plan, by_csv()), reported(plan, by_lines()), reported(plan, by_columns())};
    CHECK(strstr((const char *)jinguo_text_data(texts[0]), "\"numerator\":1,\"denominator\":2"));
    for (int way = 1; way < 3; way++) {
        size_t len = jinguo_text_len(texts[0]);
        CHECK(jinguo_text_len(texts[way]) == len);
        CHECK(memcmp(jinguo_text_data(texts[way]), jinguo_text_data(texts[0]), len) == 0);
    }
    for (int way = 0; way < 3; way++) {
        jinguo_text_free(texts[way]);
    }
    jinguo_plan_free(plan);
    return 0;
}
