/* Aggregates of PostgreSQL over the C library: facts of persons become states, states merge, and all states give the report.
 *
 * `state` collects the records of one partition; where workers share a partition, what they collected is put together. `report`
 * holds states of the library. A memory context frees what the library has made, so that an error or a cancelled query leaves
 * nothing behind, and errors are raised only between calls: never is a frame of the library jumped over.
 */
#include "postgres.h"

#include "catalog/pg_type_d.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "lib/stringinfo.h"
#include "libpq/pqformat.h"
#include "libpq/pqsignal.h"
#include "mb/pg_wchar.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/memutils.h"

#include <jinguo.h>

PG_MODULE_MAGIC;

void _PG_init(void);
void _PG_init(void)
{
    if (GetDatabaseEncoding() != PG_UTF8)
        ereport(ERROR, (errcode(ERRCODE_FEATURE_NOT_SUPPORTED), errmsg("jinguo: the encoding of the database must be UTF8")));
}

/* Stops the query with code and words of the library. Nothing of the library is alive when it jumps. */
static void fail(int32_t status, jinguo_error *error)
{
    jinguo_text *words = NULL;
    char *message = NULL;
    if (jinguo_error_message(error, JINGUO_LANGUAGE_EN, &words, NULL) == JINGUO_STATUS_OK) {
        size_t len = jinguo_text_len(words);
        message = palloc_extended(len + 1, MCXT_ALLOC_NO_OOM | MCXT_ALLOC_HUGE);
        if (message != NULL) {
            memcpy(message, jinguo_text_data(words), len);
            message[len] = '\0';
        }
    }
    jinguo_text_free(words);
    jinguo_error_free(error);
    ereport(ERROR, (errcode(ERRCODE_EXTERNAL_ROUTINE_EXCEPTION),
                    errmsg("jinguo: %s: %s", jinguo_status_name(status), message == NULL ? "" : message)));
}

/* A call that has `&error` as its last argument; its other arguments may not raise errors. The library may start threads, none of
 * which may handle a signal of the server: signals wait until it is back. */
#define CALL(call)                                                                                                                 \
    do {                                                                                                                           \
        jinguo_error *error = NULL;                                                                                                \
        sigset_t before;                                                                                                           \
        int32_t status;                                                                                                            \
        sigprocmask(SIG_SETMASK, &BlockSig, &before);                                                                              \
        status = (call);                                                                                                           \
        sigprocmask(SIG_SETMASK, &before, NULL);                                                                                   \
        if (status != JINGUO_STATUS_OK)                                                                                            \
            fail(status, error);                                                                                                   \
    } while (0)

static MemoryContext aggregate_context(FunctionCallInfo fcinfo)
{
    MemoryContext context;
    if (!AggCheckCallContext(fcinfo, &context))
        elog(ERROR, "jinguo: called outside of an aggregate");
    return context;
}

/* What a final function makes, in a memory context of its own: all is freed with it, whichever way the function ends. */
typedef struct {
    MemoryContext context;
    MemoryContextCallback callback;
    jinguo_plan *plan;
    jinguo_batch *batch;
    jinguo_ledger *ledger;
    jinguo_partial *partial;
    jinguo_report *report;
    jinguo_text *text;
    int32 as_of, known_at, parts;
} Work;

static void drop_handles(void *argument)
{
    Work *work = argument;
    jinguo_plan_free(work->plan);
    jinguo_batch_free(work->batch);
    jinguo_ledger_free(work->ledger);
    jinguo_partial_free(work->partial);
    jinguo_report_free(work->report);
    jinguo_text_free(work->text);
}

static Work *new_work(void)
{
    MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "jinguo", ALLOCSET_SMALL_SIZES);
    Work *work = MemoryContextAllocZero(context, sizeof *work);
    work->context = context;
    work->callback.func = drop_handles;
    work->callback.arg = work;
    MemoryContextRegisterResetCallback(context, &work->callback);
    return work;
}

/* The days of PostgreSQL are counted from 2000-01-01. */
static int32 day(DateADT date)
{
    return date + (POSTGRES_EPOCH_JDATE - UNIX_EPOCH_JDATE);
}

/* Reads a job: its plan, and its common facts into a batch. */
static void read_job(Work *work, int32 job)
{
    static const struct {
        uint32_t table;
        const char *name;
    } tables[] = {{JINGUO_TABLE_UNITS, "units"},
                  {JINGUO_TABLE_ORGANISATIONS, "organisations"},
                  {JINGUO_TABLE_ACTIVITIES, "activities"},
                  {JINGUO_TABLE_OBSERVATIONS, "observations"}};
    Oid types[1] = {INT4OID};
    Datum values[1] = {Int32GetDatum(job)};
    HeapTuple row;
    TupleDesc shape;
    bool is_null;
    text *plan;
    SPI_connect();
    if (SPI_execute_with_args("SELECT plan, units, organisations, activities, observations, as_of, known_at, parts "
                              "FROM jinguo.job WHERE id = $1",
                              1, types, values, NULL, true, 1) != SPI_OK_SELECT ||
        SPI_processed != 1)
        ereport(ERROR, (errcode(ERRCODE_NO_DATA_FOUND), errmsg("jinguo: there is no job %d", job)));
    row = SPI_tuptable->vals[0];
    shape = SPI_tuptable->tupdesc;
    plan = DatumGetTextPP(SPI_getbinval(row, shape, 1, &is_null));
    CALL(jinguo_plan_compile(JINGUO_LITERAL("plan"), (const uint8_t *)VARDATA_ANY(plan), VARSIZE_ANY_EXHDR(plan), &work->plan,
                             &error));
    CALL(jinguo_batch_new(&work->batch, &error));
    for (int at = 0; at < 4; at++) {
        Datum datum = SPI_getbinval(row, shape, at + 2, &is_null);
        uint64_t rows;
        text *csv;
        if (is_null)
            continue;
        csv = DatumGetTextPP(datum);
        CALL(jinguo_batch_read_csv(work->batch, tables[at].table, (const uint8_t *)tables[at].name, strlen(tables[at].name),
                                   (const uint8_t *)VARDATA_ANY(csv), VARSIZE_ANY_EXHDR(csv), &rows, &error));
    }
    work->as_of = day(DatumGetDateADT(SPI_getbinval(row, shape, 6, &is_null)));
    work->known_at = day(DatumGetDateADT(SPI_getbinval(row, shape, 7, &is_null)));
    work->parts = DatumGetInt32(SPI_getbinval(row, shape, 8, &is_null));
    SPI_finish();
}

static void enter(Work *work)
{
    uint64_t accepted;
    CALL(jinguo_ledger_new(&work->ledger, &error));
    CALL(jinguo_ledger_apply(work->ledger, work->batch, &accepted, &error));
}

/* A bytea or text of some bytes, in the current memory context. */
static struct varlena *copied(const uint8_t *data, size_t len)
{
    struct varlena *copy;
    if (len > MaxAllocSize - VARHDRSZ)
        ereport(ERROR, (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED), errmsg("jinguo: %zu bytes are more than a value can hold", len)));
    copy = palloc(len + VARHDRSZ);
    SET_VARSIZE(copy, len + VARHDRSZ);
    memcpy(VARDATA(copy), data, len);
    return copy;
}

PG_FUNCTION_INFO_V1(jinguo_pg_partition);
Datum jinguo_pg_partition(PG_FUNCTION_ARGS)
{
    text *person = PG_GETARG_TEXT_PP(0);
    int32 parts = PG_GETARG_INT32(1);
    uint32_t part;
    CALL(jinguo_partition((const uint8_t *)VARDATA_ANY(person), VARSIZE_ANY_EXHDR(person), parts < 0 ? 0 : (uint32_t)parts, &part,
                          &error));
    PG_RETURN_INT32((int32)part);
}

/* The records of one partition, each on a line of its own. */
typedef struct {
    int32 job, part;
    StringInfoData lines;
} Collected;

static Collected *collected(MemoryContext context, int32 job, int32 part)
{
    MemoryContext before = MemoryContextSwitchTo(context);
    Collected *state = palloc(sizeof *state);
    state->job = job;
    state->part = part;
    initStringInfo(&state->lines);
    MemoryContextSwitchTo(before);
    return state;
}

PG_FUNCTION_INFO_V1(jinguo_pg_state_add);
Datum jinguo_pg_state_add(PG_FUNCTION_ARGS)
{
    MemoryContext context = aggregate_context(fcinfo);
    Collected *state = PG_ARGISNULL(0) ? NULL : (Collected *)PG_GETARG_POINTER(0);
    if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
        ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("jinguo: job and partition may not be null")));
    if (state == NULL)
        state = collected(context, PG_GETARG_INT32(1), PG_GETARG_INT32(2));
    if (state->job != PG_GETARG_INT32(1) || state->part != PG_GETARG_INT32(2))
        ereport(ERROR, (errcode(ERRCODE_DATA_EXCEPTION), errmsg("jinguo: records of two partitions in one group"),
                        errhint("GROUP BY the partition.")));
    /* A partition without persons has one row without a record. */
    if (!PG_ARGISNULL(3)) {
        text *record = PG_GETARG_TEXT_PP(3);
        appendBinaryStringInfo(&state->lines, VARDATA_ANY(record), VARSIZE_ANY_EXHDR(record));
        appendStringInfoChar(&state->lines, '\n');
    }
    PG_RETURN_POINTER(state);
}

PG_FUNCTION_INFO_V1(jinguo_pg_state_combine);
Datum jinguo_pg_state_combine(PG_FUNCTION_ARGS)
{
    MemoryContext context = aggregate_context(fcinfo);
    Collected *to = PG_ARGISNULL(0) ? NULL : (Collected *)PG_GETARG_POINTER(0);
    Collected *from = PG_ARGISNULL(1) ? NULL : (Collected *)PG_GETARG_POINTER(1);
    if (from == NULL) {
        if (to == NULL)
            PG_RETURN_NULL();
        PG_RETURN_POINTER(to);
    }
    if (to == NULL)
        to = collected(context, from->job, from->part);
    if (to->job != from->job || to->part != from->part)
        ereport(ERROR, (errcode(ERRCODE_DATA_EXCEPTION), errmsg("jinguo: records of two partitions in one group")));
    appendBinaryStringInfo(&to->lines, from->lines.data, from->lines.len);
    PG_RETURN_POINTER(to);
}

PG_FUNCTION_INFO_V1(jinguo_pg_state_serialize);
Datum jinguo_pg_state_serialize(PG_FUNCTION_ARGS)
{
    Collected *state = (Collected *)PG_GETARG_POINTER(0);
    StringInfoData buffer;
    pq_begintypsend(&buffer);
    pq_sendint32(&buffer, state->job);
    pq_sendint32(&buffer, state->part);
    pq_sendbytes(&buffer, state->lines.data, state->lines.len);
    PG_RETURN_BYTEA_P(pq_endtypsend(&buffer));
}

/* A message over the bytes of an argument. */
static StringInfoData message(bytea *bytes)
{
    StringInfoData buffer;
    buffer.data = VARDATA_ANY(bytes);
    buffer.len = buffer.maxlen = VARSIZE_ANY_EXHDR(bytes);
    buffer.cursor = 0;
    return buffer;
}

PG_FUNCTION_INFO_V1(jinguo_pg_state_deserialize);
Datum jinguo_pg_state_deserialize(PG_FUNCTION_ARGS)
{
    StringInfoData buffer = message(PG_GETARG_BYTEA_PP(0));
    int32 job = pq_getmsgint(&buffer, 4), part = pq_getmsgint(&buffer, 4);
    Collected *state = collected(CurrentMemoryContext, job, part);
    appendBinaryStringInfo(&state->lines, buffer.data + buffer.cursor, buffer.len - buffer.cursor);
    PG_RETURN_POINTER(state);
}

PG_FUNCTION_INFO_V1(jinguo_pg_state_final);
Datum jinguo_pg_state_final(PG_FUNCTION_ARGS)
{
    Collected *state;
    Work *work;
    struct varlena *result;
    const uint8_t *data;
    uint64_t rows;
    size_t len;
    if (PG_ARGISNULL(0))
        PG_RETURN_NULL();
    state = (Collected *)PG_GETARG_POINTER(0);
    work = new_work();
    read_job(work, state->job);
    CALL(jinguo_batch_read_json_lines(work->batch, JINGUO_LITERAL("records"), (const uint8_t *)state->lines.data,
                                      (size_t)state->lines.len, &rows, &error));
    enter(work);
    CALL(jinguo_partial_new(work->plan, work->ledger, work->as_of, work->known_at, (uint32_t)state->part, (uint32_t)work->parts,
                            &work->partial, &error));
    CALL(jinguo_partial_bytes(work->partial, &data, &len, &error));
    result = copied(data, len);
    MemoryContextDelete(work->context);
    PG_RETURN_BYTEA_P(result);
}

/* States of the library, which are freed with the memory context. */
typedef struct {
    int32 job, count, room;
    jinguo_partial **states;
    MemoryContextCallback callback;
} Merged;

static void drop_states(void *argument)
{
    Merged *list = argument;
    for (int at = 0; at < list->count; at++)
        jinguo_partial_free(list->states[at]);
}

static Merged *new_list(MemoryContext context, int32 job)
{
    Merged *list = MemoryContextAllocZero(context, sizeof *list);
    list->job = job;
    list->callback.func = drop_states;
    list->callback.arg = list;
    MemoryContextRegisterResetCallback(context, &list->callback);
    return list;
}

/* Makes room for one state more: nothing can fail once the list has it. */
static void make_room(MemoryContext context, Merged *list)
{
    if (list->count < list->room)
        return;
    list->room = list->room > 0 ? list->room * 2 : 16;
    if (list->states == NULL)
        list->states = MemoryContextAlloc(context, sizeof(jinguo_partial *) * list->room);
    else
        list->states = repalloc(list->states, sizeof(jinguo_partial *) * list->room);
}

static void add_bytes(MemoryContext context, Merged *list, const char *data, size_t len)
{
    jinguo_partial *state = NULL;
    make_room(context, list);
    CALL(jinguo_partial_read((const uint8_t *)data, len, &state, &error));
    list->states[list->count++] = state;
}

/* Makes one state of all. */
static jinguo_partial *merged(Merged *list)
{
    jinguo_partial *all = NULL;
    if (list->count != 1) {
        CALL(jinguo_partial_merge((const jinguo_partial *const *)list->states, list->count, &all, &error));
        drop_states(list);
        list->states[0] = all;
        list->count = 1;
    }
    return list->states[0];
}

PG_FUNCTION_INFO_V1(jinguo_pg_report_add);
Datum jinguo_pg_report_add(PG_FUNCTION_ARGS)
{
    MemoryContext context = aggregate_context(fcinfo);
    Merged *list = PG_ARGISNULL(0) ? NULL : (Merged *)PG_GETARG_POINTER(0);
    bytea *state;
    if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
        ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("jinguo: job and state may not be null")));
    if (list == NULL)
        list = new_list(context, PG_GETARG_INT32(1));
    if (list->job != PG_GETARG_INT32(1))
        ereport(ERROR, (errcode(ERRCODE_DATA_EXCEPTION), errmsg("jinguo: states of two jobs")));
    state = PG_GETARG_BYTEA_PP(2);
    add_bytes(context, list, VARDATA_ANY(state), VARSIZE_ANY_EXHDR(state));
    PG_RETURN_POINTER(list);
}

PG_FUNCTION_INFO_V1(jinguo_pg_report_combine);
Datum jinguo_pg_report_combine(PG_FUNCTION_ARGS)
{
    MemoryContext context = aggregate_context(fcinfo);
    Merged *to = PG_ARGISNULL(0) ? NULL : (Merged *)PG_GETARG_POINTER(0);
    Merged *from = PG_ARGISNULL(1) ? NULL : (Merged *)PG_GETARG_POINTER(1);
    if (from == NULL) {
        if (to == NULL)
            PG_RETURN_NULL();
        PG_RETURN_POINTER(to);
    }
    if (to == NULL)
        to = new_list(context, from->job);
    if (to->job != from->job)
        ereport(ERROR, (errcode(ERRCODE_DATA_EXCEPTION), errmsg("jinguo: states of two jobs")));
    while (from->count > 0) {
        make_room(context, to);
        to->states[to->count++] = from->states[--from->count];
    }
    PG_RETURN_POINTER(to);
}

PG_FUNCTION_INFO_V1(jinguo_pg_report_serialize);
Datum jinguo_pg_report_serialize(PG_FUNCTION_ARGS)
{
    Merged *list = (Merged *)PG_GETARG_POINTER(0);
    const jinguo_partial *all = merged(list);
    StringInfoData buffer;
    const uint8_t *data;
    size_t len;
    CALL(jinguo_partial_bytes(all, &data, &len, &error));
    pq_begintypsend(&buffer);
    pq_sendint32(&buffer, list->job);
    pq_sendbytes(&buffer, (const char *)data, len);
    PG_RETURN_BYTEA_P(pq_endtypsend(&buffer));
}

PG_FUNCTION_INFO_V1(jinguo_pg_report_deserialize);
Datum jinguo_pg_report_deserialize(PG_FUNCTION_ARGS)
{
    StringInfoData buffer = message(PG_GETARG_BYTEA_PP(0));
    Merged *list = new_list(CurrentMemoryContext, pq_getmsgint(&buffer, 4));
    add_bytes(CurrentMemoryContext, list, buffer.data + buffer.cursor, buffer.len - buffer.cursor);
    PG_RETURN_POINTER(list);
}

PG_FUNCTION_INFO_V1(jinguo_pg_report_final);
Datum jinguo_pg_report_final(PG_FUNCTION_ARGS)
{
    Merged *list;
    const jinguo_partial *all;
    Work *work;
    struct varlena *result;
    if (PG_ARGISNULL(0))
        PG_RETURN_NULL();
    list = (Merged *)PG_GETARG_POINTER(0);
    all = merged(list);
    work = new_work();
    read_job(work, list->job);
    enter(work);
    CALL(jinguo_partial_report(all, work->plan, work->ledger, &work->report, &error));
    CALL(jinguo_report_json(work->report, &work->text, &error));
    result = copied(jinguo_text_data(work->text), jinguo_text_len(work->text));
    MemoryContextDelete(work->context);
    PG_RETURN_TEXT_P(result);
}
