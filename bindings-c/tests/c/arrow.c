/* Arrow tables made by hand: what a well-meant library exports, and what a broken one does. Whatever comes, all is released once. */
#include "support.h"

/* The structures of the Arrow C data interface, as its specification prints them. */
struct ArrowSchema {
    const char *format, *name, *metadata;
    int64_t flags, n_children;
    struct ArrowSchema **children, *dictionary;
    void (*release)(struct ArrowSchema *);
    void *private_data;
};

struct ArrowArray {
    int64_t length, null_count, offset, n_buffers, n_children;
    const void **buffers;
    struct ArrowArray **children, *dictionary;
    void (*release)(struct ArrowArray *);
    void *private_data;
};

struct ArrowArrayStream {
    int (*get_schema)(struct ArrowArrayStream *, struct ArrowSchema *);
    int (*get_next)(struct ArrowArrayStream *, struct ArrowArray *);
    const char *(*get_last_error)(struct ArrowArrayStream *);
    void (*release)(struct ArrowArrayStream *);
    void *private_data;
};

static int released, streams_released;

static void release_schema(struct ArrowSchema *schema)
{
    released++;
    schema->release = NULL;
}

static void release_array(struct ArrowArray *array)
{
    released++;
    array->release = NULL;
}

/* Persons: two columns of text, `p-1 p-2 p-3` and `4307 (none) 4307`; the second has bits. */
static const int32_t id_offsets[] = {0, 3, 6, 9}, unit_offsets[] = {0, 4, 4, 8};
static const char ids[] = "p-1p-2p-3", units[] = "43074307";
static const uint8_t bits[] = {0x05}, all_bits[] = {0x07};
static const void *id_buffers[] = {NULL, id_offsets, ids}, *unit_buffers[] = {bits, unit_offsets, units}, *no_buffer[] = {NULL};
static struct ArrowSchema id_schema = {"u", "id", NULL, 0, 0, NULL, NULL, NULL, NULL};
static struct ArrowSchema unit_schema = {"u", "unit", NULL, 2, 0, NULL, NULL, NULL, NULL};
static struct ArrowArray id_array = {3, 0, 0, 3, 0, id_buffers, NULL, NULL, NULL, NULL};
static struct ArrowArray unit_array = {3, 1, 0, 3, 0, unit_buffers, NULL, NULL, NULL, NULL};
static struct ArrowSchema *schemas[] = {&id_schema, &unit_schema};
static struct ArrowArray *arrays[] = {&id_array, &unit_array};

static struct ArrowSchema schema(void)
{
    struct ArrowSchema made = {"+s", "", NULL, 0, 2, schemas, NULL, release_schema, NULL};
    return made;
}

static struct ArrowArray array(int64_t offset, int64_t length)
{
    struct ArrowArray made = {length, 0, offset, 1, 2, no_buffer, arrays, NULL, release_array, NULL};
    return made;
}

/* Reads one table into a new batch; how many rows came in, or the negative status. All was released, whatever came. */
static int64_t read(struct ArrowSchema *of, struct ArrowArray *values)
{
    jinguo_batch *batch = NULL;
    jinguo_error *error = NULL;
    uint64_t rows = 0;
    int32_t status;
    released = 0;
    OK(jinguo_batch_new(&batch, &error));
    status = jinguo_batch_read_arrow(batch, JINGUO_TABLE_PERSONS, JINGUO_LITERAL("persons"), of, values, &rows, &error);
    CHECK(released == 2 && of->release == NULL && values->release == NULL);
    CHECK((status == 0) == (error == NULL) && jinguo_batch_count(batch) == (status == 0 ? rows : 0));
    jinguo_error_free(error);
    jinguo_batch_free(batch);
    return status == 0 ? (int64_t)rows : -(int64_t)status;
}

static void rows_without_a_value_and_slices_are_understood(void)
{
    struct ArrowSchema of = schema();
    struct ArrowArray all = array(0, 3), none = array(0, 0), last = array(2, 1), first = array(0, 1);
    /* The second person has no unit, which is a fault of that row. */
    CHECK(read(&of, &all) == -JINGUO_STATUS_EMPTY_FIELD);
    of = schema();
    CHECK(read(&of, &none) == 0);
    of = schema();
    CHECK(read(&of, &last) == 1);
    of = schema();
    CHECK(read(&of, &first) == 1);
    unit_buffers[0] = all_bits;
    unit_buffers[1] = id_offsets;
    unit_buffers[2] = ids;
    of = schema();
    all = array(0, 3);
    CHECK(read(&of, &all) == 3);
}

static void types_that_cannot_be_exact_are_refused(void)
{
    static const char *const refused[] = {"e", "f", "g", "tss:Asia/Shanghai", "tsu:UTC", "d:38,13", "d:38,2,256", "+s", "+m", "z", "", "\xff"};
    for (size_t at = 0; at < sizeof refused / sizeof *refused; at++) {
        struct ArrowSchema of = schema();
        struct ArrowArray values = array(0, 3);
        unit_schema.format = refused[at];
        int64_t status = read(&of, &values);
        CHECK(status == -JINGUO_STATUS_BAD_PARAMETER || status == -JINGUO_STATUS_NOT_TEXT);
    }
    unit_schema.format = "u";
}

static void broken_tables_are_refused(void)
{
    struct ArrowSchema of = schema();
    struct ArrowArray values = array(0, 4);
    CHECK(read(&of, &values) == -JINGUO_STATUS_LENGTH_MISMATCH);
    of = schema();
    values = array(1, INT64_MAX);
    CHECK(read(&of, &values) == -JINGUO_STATUS_LENGTH_MISMATCH);
    of = schema();
    values = array(-1, 3);
    CHECK(read(&of, &values) == -JINGUO_STATUS_BAD_LENGTH);
    of = schema();
    values = array(0, 3);
    values.n_children = 1;
    CHECK(read(&of, &values) == -JINGUO_STATUS_LENGTH_MISMATCH);
    of = schema();
    values = array(0, 3);
    values.children = NULL;
    CHECK(read(&of, &values) == -JINGUO_STATUS_NULL_POINTER);
    of = schema();
    values = array(0, 3);
    of.n_children = -1;
    CHECK(read(&of, &values) == -JINGUO_STATUS_NULL_POINTER);
    of = schema();
    values = array(0, 3);
    of.format = "u";
    CHECK(read(&of, &values) == -JINGUO_STATUS_BAD_PARAMETER);
    /* A row that is missing as a whole. */
    const void *struct_bits[] = {bits};
    of = schema();
    values = array(0, 3);
    values.buffers = struct_bits;
    CHECK(read(&of, &values) == -JINGUO_STATUS_BAD_PARAMETER);
    /* Offsets that run backwards: no text of another row is read. */
    static const int32_t backwards[] = {0, 3, 1, 3};
    id_buffers[1] = backwards;
    of = schema();
    values = array(0, 3);
    CHECK(read(&of, &values) == -JINGUO_STATUS_BAD_LENGTH);
    id_buffers[1] = id_offsets;
    /* A missing buffer. */
    id_buffers[2] = NULL;
    of = schema();
    values = array(0, 3);
    CHECK(read(&of, &values) == -JINGUO_STATUS_NULL_POINTER);
    id_buffers[2] = ids;
    id_array.n_buffers = 0;
    of = schema();
    values = array(0, 3);
    CHECK(read(&of, &values) == -JINGUO_STATUS_NULL_POINTER);
    id_array.n_buffers = 3;
}

static void lists_in_lists_are_refused_however_deep(void)
{
    enum { DEPTH = 200000 };
    struct ArrowSchema *deep = (struct ArrowSchema *)calloc(DEPTH, sizeof *deep), **below = (struct ArrowSchema **)calloc(DEPTH, sizeof *below);
    struct ArrowArray *values = (struct ArrowArray *)calloc(DEPTH, sizeof *values), **under = (struct ArrowArray **)calloc(DEPTH, sizeof *under);
    static const int32_t offsets[] = {0, 0, 0, 0};
    const void *buffers[] = {NULL, offsets};
    CHECK(deep && below && values && under);
    for (size_t at = 0; at < DEPTH; at++) {
        deep[at].format = at + 1 < DEPTH ? "+l" : "u";
        deep[at].name = "roles";
        values[at].length = 3;
        values[at].n_buffers = 2;
        values[at].buffers = buffers;
        if (at + 1 < DEPTH) {
            below[at] = &deep[at + 1];
            under[at] = &values[at + 1];
            deep[at].n_children = values[at].n_children = 1;
            deep[at].children = &below[at];
            values[at].children = &under[at];
        }
    }
    schemas[1] = deep;
    arrays[1] = values;
    struct ArrowSchema of = schema();
    struct ArrowArray table = array(0, 3);
    CHECK(read(&of, &table) == -JINGUO_STATUS_BAD_PARAMETER);
    /* A dictionary of dictionaries as well. */
    for (size_t at = 0; at < DEPTH; at++) {
        deep[at].format = "c";
        deep[at].n_children = values[at].n_children = 0;
        deep[at].dictionary = at + 1 < DEPTH ? &deep[at + 1] : NULL;
        values[at].dictionary = at + 1 < DEPTH ? &values[at + 1] : NULL;
    }
    of = schema();
    table = array(0, 3);
    CHECK(read(&of, &table) == -JINGUO_STATUS_BAD_PARAMETER);
    schemas[1] = &unit_schema;
    arrays[1] = &unit_array;
    free(deep);
    free(below);
    free(values);
    free(under);
}

static void what_was_released_is_not_taken(void)
{
    struct ArrowSchema of = schema();
    struct ArrowArray values = array(0, 3);
    jinguo_batch *batch = NULL;
    uint64_t rows = 0;
    OK(jinguo_batch_new(&batch, &error));
    values.release = NULL;
    released = 0;
    REFUSED(JINGUO_STATUS_WRONG_HANDLE, jinguo_batch_read_arrow(batch, JINGUO_TABLE_PERSONS, NULL, 0, &of, &values, &rows, &error));
    CHECK(released == 1);
    /* The other one is released even where this one is missing, and where nothing else fits. */
    of = schema();
    REFUSED(JINGUO_STATUS_NULL_POINTER, jinguo_batch_read_arrow(batch, JINGUO_TABLE_PERSONS, NULL, 0, &of, NULL, &rows, &error));
    CHECK(released == 2);
    of = schema();
    values = array(0, 3);
    REFUSED(JINGUO_STATUS_NULL_POINTER, jinguo_batch_read_arrow(NULL, JINGUO_TABLE_PERSONS, NULL, 0, &of, &values, NULL, &error));
    CHECK(released == 4);
    jinguo_batch_free(batch);
}

/* A stream of two tables, or of one and a failure. */
static int tables_left, then_fails;

static int get_schema(struct ArrowArrayStream *stream, struct ArrowSchema *out)
{
    (void)stream;
    *out = schema();
    return 0;
}

static int get_next(struct ArrowArrayStream *stream, struct ArrowArray *out)
{
    (void)stream;
    if (tables_left == 0) {
        out->release = NULL;
        return then_fails ? 5 : 0;
    }
    *out = array(--tables_left, 1);
    return 0;
}

static const char *last_error(struct ArrowArrayStream *stream)
{
    (void)stream;
    return then_fails == 2 ? NULL : "the connection was lost";
}

static void release_stream(struct ArrowArrayStream *stream)
{
    streams_released++;
    stream->release = NULL;
}

static void streams_enter_as_a_whole_or_not_at_all(void)
{
    jinguo_batch *batch = NULL;
    uint64_t rows = 0;
    OK(jinguo_batch_new(&batch, &error));
    for (then_fails = 0; then_fails < 3; then_fails++) {
        struct ArrowArrayStream stream = {get_schema, get_next, last_error, release_stream, NULL};
        jinguo_error *error = NULL;
        tables_left = 2;
        released = streams_released = 0;
        int32_t status = jinguo_batch_read_arrow_stream(batch, JINGUO_TABLE_PERSONS, NULL, 0, &stream, &rows, &error);
        CHECK(released == 3 && streams_released == 1 && stream.release == NULL);
        CHECK(status == (then_fails ? JINGUO_STATUS_BAD_PARAMETER : 0));
        CHECK(rows == 2 && jinguo_batch_count(batch) == 2);
        if (then_fails == 1) {
            jinguo_text *text = NULL;
            CHECK(jinguo_error_message(error, JINGUO_LANGUAGE_EN, &text, NULL) == 0);
            CHECK(has(text, "the connection was lost"));
        }
        jinguo_error_free(error);
    }
    struct ArrowArrayStream hollow = {NULL, NULL, NULL, release_stream, NULL};
    REFUSED(JINGUO_STATUS_NULL_POINTER, jinguo_batch_read_arrow_stream(batch, JINGUO_TABLE_PERSONS, NULL, 0, &hollow, &rows, &error));
    CHECK(hollow.release == NULL);
    jinguo_batch_free(batch);
}

int main(void)
{
    rows_without_a_value_and_slices_are_understood();
    types_that_cannot_be_exact_are_refused();
    broken_tables_are_refused();
    lists_in_lists_are_refused_however_deep();
    what_was_released_is_not_taken();
    streams_enter_as_a_whole_or_not_at_all();
    return 0;
}
