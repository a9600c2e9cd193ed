/* An evaluation that follows its ledger: after each change, and on each day, it says what a fresh evaluation of the same facts says.
 *
 *   live REPOSITORY
 */
#include "support.h"

#define KNOWN_AT "2022-12-31"

static const char *const DAYS[] = {"2022-03-31", "2022-06-30", "2023-01-15", "2021-12-31", "2022-06-01"};

/* What follows, and a ledger of its own that gets the same facts. */
static jinguo_plan *plan;
static jinguo_live *live;
static jinguo_ledger *beside;

static jinguo_text *json_of(jinguo_report *report)
{
    jinguo_text *json = NULL;
    OK(jinguo_report_json(report, &json, &error));
    jinguo_report_free(report);
    return json;
}

/* Whether two texts of the library are the same bytes; both are freed. */
static int same(jinguo_text *one, jinguo_text *two)
{
    int equal = jinguo_text_len(one) == jinguo_text_len(two) &&
                memcmp(jinguo_text_data(one), jinguo_text_data(two), jinguo_text_len(one)) == 0;
    if (!equal) {
        fprintf(stderr, "followed:\n%s\nanew:\n%s\n", (const char *)jinguo_text_data(one), (const char *)jinguo_text_data(two));
    }
    jinguo_text_free(one);
    jinguo_text_free(two);
    return equal;
}

static void says_what_a_fresh_evaluation_says(const char *as_of)
{
    jinguo_evaluation *fresh = NULL;
    jinguo_report *report = NULL, *fresh_report = NULL;
    jinguo_gaps *gaps = NULL, *fresh_gaps = NULL;
    jinguo_text *text = NULL, *fresh_text = NULL;
    OK(jinguo_evaluate(plan, beside, day(as_of), day(KNOWN_AT), &fresh, &error));

    OK(jinguo_live_result(live, JINGUO_LITERAL("protection_minors"), JINGUO_LITERAL("4307"), &text, &error));
    OK(jinguo_evaluation_result(fresh, JINGUO_LITERAL("protection_minors"), JINGUO_LITERAL("4307"), &fresh_text, &error));
    CHECK(same(text, fresh_text));

    OK(jinguo_live_report(live, &report, &error));
    OK(jinguo_evaluation_report(fresh, &fresh_report, &error));
    CHECK(jinguo_report_row_count(report) > 20);
    CHECK(same(json_of(report), json_of(fresh_report)));

    OK(jinguo_live_gaps(live, JINGUO_LITERAL("protection_minors"), NULL, 0, 0, 100, &gaps, &error));
    OK(jinguo_evaluation_gaps(fresh, JINGUO_LITERAL("protection_minors"), NULL, 0, 0, 100, &fresh_gaps, &error));
    OK(jinguo_gaps_json(gaps, &text, &error));
    OK(jinguo_gaps_json(fresh_gaps, &fresh_text, &error));
    CHECK(same(text, fresh_text));

    OK(jinguo_live_explain(live, JINGUO_LITERAL("protection_minors"), JINGUO_SUBJECT_PERSON, JINGUO_LITERAL("m-04"), &text, &error));
    OK(jinguo_evaluation_explain(fresh, JINGUO_LITERAL("protection_minors"), JINGUO_SUBJECT_PERSON, JINGUO_LITERAL("m-04"), &fresh_text,
                                 &error));
    CHECK(same(text, fresh_text));
    jinguo_gaps_free(fresh_gaps);
    jinguo_gaps_free(gaps);
    jinguo_evaluation_free(fresh);
}

static void on_every_day(void)
{
    for (size_t at = 0; at < sizeof DAYS / sizeof *DAYS; at++) {
        OK(jinguo_live_move_to(live, day(DAYS[at]), &error));
        says_what_a_fresh_evaluation_says(DAYS[at]);
    }
    OK(jinguo_live_move_to(live, day("2022-06-30"), &error));
    says_what_a_fresh_evaluation_says("2022-06-30");
}

static void enter(const char *record)
{
    OK(jinguo_live_apply_record(live, TEXT(record), &error));
    OK(jinguo_ledger_apply_record(beside, TEXT(record), &error));
}

static int counts(const char *numbers)
{
    jinguo_text *text = NULL;
    OK(jinguo_live_result(live, JINGUO_LITERAL("protection_minors"), JINGUO_LITERAL("4307"), &text, &error));
    return has(text, numbers);
}

static void facts_come_one_by_one(void)
{
    CHECK(counts("\"numerator\":3,\"denominator\":8"));
    enter("{\"record\":\"participation\",\"activity\":\"a-02\",\"person\":\"m-04\",\"role\":\"audience\"}");
    CHECK(counts("\"numerator\":4,\"denominator\":8"));
    on_every_day();
    enter("{\"record\":\"withdrawal\",\"of\":{\"activity\":\"a-01\"},\"recorded_at\":\"2022-06-15\"}");
    CHECK(counts("\"numerator\":2,\"denominator\":8"));
    on_every_day();
    enter("{\"record\":\"person\",\"id\":\"m-09\",\"unit\":\"430703001201\",\"birth_date\":\"2011-01-01\",\"roles\":[\"minor\"]}");
    CHECK(counts("\"numerator\":2,\"denominator\":9"));
    on_every_day();
}

/* A batch with a lecture, and two of its listeners; one of them is nobody where the batch is bad. */
static jinguo_batch *lecture(const char *id, const char *activity)
{
    char lines[1024];
    uint64_t rows = 0;
    jinguo_batch *batch = NULL;
    int written = snprintf(lines, sizeof lines,
                           "{\"record\":\"activity\",\"id\":\"%s\",\"kind\":\"lecture\",\"topics\":[\"bud_care\"],\"date\":\"2022-06-20\","
                           "\"status\":\"held\",\"hosts\":[\"430703001001\"]}\n"
                           "{\"record\":\"participation\",\"activity\":\"%s\",\"person\":\"m-05\",\"role\":\"audience\"}\n"
                           "{\"record\":\"participation\",\"activity\":\"%s\",\"person\":\"m-06\",\"role\":\"audience\"}\n",
                           id, id, activity);
    CHECK(written > 0 && (size_t)written < sizeof lines);
    OK(jinguo_batch_new(&batch, &error));
    OK(jinguo_batch_read_json_lines(batch, JINGUO_LITERAL("lecture.jsonl"), TEXT(lines), &rows, &error));
    CHECK(rows == 3);
    return batch;
}

static void a_batch_enters_as_a_whole_or_its_good_records(void)
{
    uint64_t accepted = 77;
    jinguo_rejections *rejections = NULL;
    jinguo_batch *bad = lecture("a-07", "nowhere"), *good = lecture("a-07", "a-07"), *mixed = lecture("a-08", "nowhere");
    REFUSED(JINGUO_STATUS_UNKNOWN_ACTIVITY, jinguo_live_apply(live, bad, &accepted, &error));
    CHECK(accepted == 77 && jinguo_batch_count(bad) == 0);
    CHECK(counts("\"numerator\":2,\"denominator\":9"));
    says_what_a_fresh_evaluation_says("2022-06-30");

    OK(jinguo_live_apply(live, good, &accepted, &error));
    CHECK(accepted == 3 && jinguo_batch_count(good) == 0);
    jinguo_batch_free(good);
    good = lecture("a-07", "a-07");
    apply(beside, good);
    CHECK(counts("\"numerator\":4,\"denominator\":9"));
    on_every_day();

    OK(jinguo_live_apply_good_rows(live, mixed, &accepted, &rejections, &error));
    CHECK(accepted == 2 && jinguo_rejections_count(rejections) == 1);
    jinguo_rejections_free(rejections);
    jinguo_batch_free(mixed);
    mixed = lecture("a-08", "nowhere");
    OK(jinguo_ledger_apply_good_rows(beside, mixed, &accepted, &rejections, &error));
    jinguo_rejections_free(rejections);
    on_every_day();

    static const char two[] = "{\"record\":\"withdrawal\",\"of\":{\"activity\":\"a-07\"},\"recorded_at\":\"2022-06-21\"}\n"
                              "{\"record\":\"withdrawal\",\"of\":{\"activity\":\"a-08\"},\"recorded_at\":\"2022-06-21\"}";
    REFUSED(JINGUO_STATUS_TOO_MANY, jinguo_live_apply_record(live, JINGUO_LITERAL(two), &error));
    says_what_a_fresh_evaluation_says("2022-06-30");
    jinguo_batch_free(bad);
    jinguo_batch_free(good);
    jinguo_batch_free(mixed);
}

/* Two units above one another are good records, and no plan can be evaluated over them. */
static void facts_that_cannot_be_evaluated_stay_until_they_are_mended(void)
{
    static const char circle[] = "{\"record\":\"unit\",\"id\":\"430702\",\"name\":\"武陵区\",\"level\":\"county\",\"parent\":\"430702001\","
                                 "\"recorded_at\":\"2022-06-10\"}";
    jinguo_text *text = NULL;
    jinguo_report *report = NULL;
    jinguo_gaps *gaps = NULL;
    jinguo_ledger *copy = NULL;
    jinguo_evaluation *fresh = NULL;
    REFUSED(JINGUO_STATUS_UNIT_CYCLE, jinguo_live_apply_record(live, JINGUO_LITERAL(circle), &error));
    REFUSED(JINGUO_STATUS_UNIT_CYCLE,
            jinguo_live_result(live, JINGUO_LITERAL("protection_minors"), JINGUO_LITERAL("4307"), &text, &error));
    REFUSED(JINGUO_STATUS_UNIT_CYCLE, jinguo_live_report(live, &report, &error));
    REFUSED(JINGUO_STATUS_UNIT_CYCLE, jinguo_live_gaps(live, JINGUO_LITERAL("protection_minors"), NULL, 0, 0, 9, &gaps, &error));
    REFUSED(JINGUO_STATUS_UNIT_CYCLE,
            jinguo_live_explain(live, JINGUO_LITERAL("protection_minors"), JINGUO_SUBJECT_PERSON, JINGUO_LITERAL("m-04"), &text, &error));
    REFUSED(JINGUO_STATUS_UNIT_CYCLE, jinguo_live_move_to(live, day("2022-07-01"), &error));
    CHECK(text == NULL && report == NULL && gaps == NULL);
    /* The ledger that is followed has the record. */
    OK(jinguo_live_ledger(live, &copy, &error));
    REFUSED(JINGUO_STATUS_UNIT_CYCLE, jinguo_evaluate(plan, copy, day("2022-07-01"), day(KNOWN_AT), &fresh, &error));
    jinguo_ledger_free(copy);

    OK(jinguo_ledger_apply_record(beside, JINGUO_LITERAL(circle), &error));
    enter("{\"record\":\"unit\",\"id\":\"430702\",\"name\":\"武陵区\",\"level\":\"county\",\"parent\":\"4307\",\"recorded_at\":\"2022-06-11\"}");
    says_what_a_fresh_evaluation_says("2022-07-01");
    on_every_day();
}

static void wrong_use_is_refused(void)
{
    const int32_t null = JINGUO_STATUS_NULL_POINTER, wrong = JINGUO_STATUS_WRONG_HANDLE;
    jinguo_live *other = (jinguo_live *)(void *)plan;
    jinguo_batch *batch = NULL;
    jinguo_rejections *rejections = NULL;
    jinguo_ledger *copy = NULL;
    jinguo_report *report = NULL;
    jinguo_gaps *gaps = NULL;
    jinguo_text *text = NULL;
    uint64_t accepted = 0;
    int32_t today = day("2022-06-30");
    OK(jinguo_batch_new(&batch, &error));
    REFUSED(null, jinguo_live_new(plan, beside, today, today, NULL, &error));
    REFUSED(null, jinguo_live_new(NULL, beside, today, today, &other, &error));
    CHECK(other == NULL);
    REFUSED(null, jinguo_live_new(plan, NULL, today, today, &other, &error));
    REFUSED(JINGUO_STATUS_BAD_DATE, jinguo_live_new(plan, beside, INT32_MAX, today, &other, &error));
    REFUSED(JINGUO_STATUS_BAD_DATE, jinguo_live_move_to(live, INT32_MAX, &error));
    REFUSED(null, jinguo_live_apply(live, NULL, &accepted, &error));
    REFUSED(null, jinguo_live_apply(live, batch, NULL, &error));
    REFUSED(null, jinguo_live_apply_good_rows(live, batch, &accepted, NULL, &error));
    REFUSED(null, jinguo_live_apply_record(live, NULL, 3, &error));
    REFUSED(null, jinguo_live_ledger(live, NULL, &error));
    REFUSED(null, jinguo_live_report(live, NULL, &error));
    REFUSED(null, jinguo_live_result(live, NULL, 3, JINGUO_LITERAL("4307"), &text, &error));
    REFUSED(null, jinguo_live_gaps(live, NULL, 3, NULL, 0, 0, 9, &gaps, &error));
    REFUSED(null, jinguo_live_explain(live, JINGUO_LITERAL("m"), JINGUO_SUBJECT_PERSON, NULL, 3, &text, &error));
    other = (jinguo_live *)(void *)plan;
    REFUSED(wrong, jinguo_live_apply(other, batch, &accepted, &error));
    REFUSED(wrong, jinguo_live_apply_good_rows(other, batch, &accepted, &rejections, &error));
    REFUSED(wrong, jinguo_live_apply_record(other, JINGUO_LITERAL("{}"), &error));
    REFUSED(wrong, jinguo_live_move_to(other, today, &error));
    REFUSED(wrong, jinguo_live_ledger(other, &copy, &error));
    REFUSED(wrong, jinguo_live_report(other, &report, &error));
    REFUSED(wrong, jinguo_live_result(other, JINGUO_LITERAL("m"), JINGUO_LITERAL("u"), &text, &error));
    REFUSED(wrong, jinguo_live_gaps(other, JINGUO_LITERAL("m"), NULL, 0, 0, 9, &gaps, &error));
    REFUSED(wrong, jinguo_live_explain(other, JINGUO_LITERAL("m"), JINGUO_SUBJECT_PERSON, JINGUO_LITERAL("p"), &text, &error));
    jinguo_live_free(other);
    jinguo_live_free(NULL);
    jinguo_batch_free(batch);
    says_what_a_fresh_evaluation_says("2022-06-30");
}

int main(int count, char **arguments)
{
    char changde[4096], small[4096];
    CHECK(count == 2);
    snprintf(changde, sizeof changde, "%s/examples/changde-2022", arguments[1]);
    snprintf(small, sizeof small, "%s/examples/changde-2022/small", arguments[1]);
    plan = compiled(changde, "plan.json");
    beside = ledger_of(small);
    jinguo_plan *given_plan = compiled(changde, "plan.json");
    jinguo_ledger *given_ledger = ledger_of(small);
    OK(jinguo_live_new(given_plan, given_ledger, day("2022-06-30"), day(KNOWN_AT), &live, &error));
    jinguo_plan_free(given_plan);
    jinguo_ledger_free(given_ledger);

    says_what_a_fresh_evaluation_says("2022-06-30");
    on_every_day();
    facts_come_one_by_one();
    a_batch_enters_as_a_whole_or_its_good_records();
    facts_that_cannot_be_evaluated_stay_until_they_are_mended();
    wrong_use_is_refused();
    jinguo_live_free(live);
    jinguo_ledger_free(beside);
    jinguo_plan_free(plan);
    return 0;
}
