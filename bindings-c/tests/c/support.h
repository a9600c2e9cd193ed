/* What the client programs share: checks that stop the program and say where, and files as bytes. */
#ifndef SUPPORT_H
#define SUPPORT_H

#include "jinguo.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHECK(condition)                                                                                                           \
    do {                                                                                                                           \
        if (!(condition)) {                                                                                                        \
            fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition);                                                \
            exit(1);                                                                                                               \
        }                                                                                                                          \
    } while (0)

/* A call that must succeed; it has `&error` as its last argument. */
#define OK(call)                                                                                                                   \
    do {                                                                                                                           \
        jinguo_error *error = NULL;                                                                                                \
        int32_t status_ = (call);                                                                                                  \
        said(error, status_, JINGUO_STATUS_OK, __FILE__, __LINE__, #call);                                                         \
    } while (0)

/* A call that must be refused with a status, and with an error object that has the same one. */
#define REFUSED(status, call)                                                                                                      \
    do {                                                                                                                           \
        jinguo_error *error = NULL;                                                                                                \
        int32_t status_ = (call);                                                                                                  \
        said(error, status_, (status), __FILE__, __LINE__, #call);                                                                 \
    } while (0)

static inline void said(jinguo_error *error, int32_t status, int32_t wanted, const char *file, int line, const char *call)
{
    int fits = status == wanted && (error == NULL) == (status == JINGUO_STATUS_OK);
    if (error != NULL && (jinguo_error_status(error) != status || jinguo_error_count(error) == 0)) {
        fits = 0;
    }
    if (!fits) {
        jinguo_text *text = NULL;
        const char *name = jinguo_status_name(status);
        if (jinguo_error_message(error, JINGUO_LANGUAGE_EN, &text, NULL) != JINGUO_STATUS_OK) {
            text = NULL;
        }
        fprintf(stderr, "%s:%d: status %d (%s), expected %d: %s\n%s\n", file, line, (int)status, name ? name : "?", (int)wanted,
                call, text ? (const char *)jinguo_text_data(text) : "no error object");
        exit(1);
    }
    if (error != NULL) {
        /* Every error can be told, in both languages and as JSON. */
        for (uint32_t language = JINGUO_LANGUAGE_ZH; language <= JINGUO_LANGUAGE_EN; language++) {
            jinguo_text *text = NULL;
            CHECK(jinguo_error_message(error, language, &text, NULL) == JINGUO_STATUS_OK && jinguo_text_len(text) > 0);
            jinguo_text_free(text);
        }
        jinguo_text *json = NULL;
        CHECK(jinguo_error_json(error, &json, NULL) == JINGUO_STATUS_OK && jinguo_text_len(json) > 0);
        jinguo_text_free(json);
        jinguo_error_free(error);
    }
}

typedef struct {
    uint8_t *data;
    size_t len;
} bytes;

/* A whole file; stops the program where it cannot be read. The caller frees `data`. */
static inline bytes read_file(const char *folder, const char *name)
{
    char path[4096];
    int written = snprintf(path, sizeof path, "%s/%s", folder, name);
    CHECK(written > 0 && (size_t)written < sizeof path);
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        fprintf(stderr, "cannot open %s\n", path);
        exit(1);
    }
    CHECK(fseek(file, 0, SEEK_END) == 0);
    long size = ftell(file);
    CHECK(size >= 0);
    rewind(file);
    bytes all = {(uint8_t *)malloc((size_t)size + 1), (size_t)size};
    CHECK(all.data != NULL && fread(all.data, 1, all.len, file) == all.len);
    fclose(file);
    return all;
}

static inline void write_file(const char *path, const uint8_t *data, size_t len)
{
    FILE *file = fopen(path, "wb");
    CHECK(file != NULL);
    CHECK(fwrite(data, 1, len, file) == len);
    CHECK(fclose(file) == 0);
}

/* A NUL-terminated text as pointer and length. */
#define TEXT(text) ((const uint8_t *)(text)), strlen(text)

/* Whether bytes of the library are this text. */
static inline int is(const uint8_t *data, size_t len, const char *text)
{
    return len == strlen(text) && memcmp(data, text, len) == 0;
}

/* Whether a text of the library has a part; the text is freed. */
static inline int has(jinguo_text *text, const char *part)
{
    int found = strstr((const char *)jinguo_text_data(text), part) != NULL;
    if (!found) {
        fprintf(stderr, "`%s` is not in:\n%s\n", part, (const char *)jinguo_text_data(text));
    }
    jinguo_text_free(text);
    return found;
}

static inline int32_t day(const char *text)
{
    int32_t number = 0;
    OK(jinguo_day_from_text(TEXT(text), &number, &error));
    return number;
}

static inline jinguo_plan *compiled(const char *folder, const char *name)
{
    bytes text = read_file(folder, name);
    jinguo_plan *plan = NULL;
    OK(jinguo_plan_compile(TEXT(name), text.data, text.len, &plan, &error));
    free(text.data);
    return plan;
}

static inline void apply(jinguo_ledger *ledger, jinguo_batch *batch)
{
    uint64_t before = jinguo_batch_count(batch), accepted = 0;
    OK(jinguo_ledger_apply(ledger, batch, &accepted, &error));
    CHECK(accepted == before && jinguo_batch_count(batch) == 0);
}

/* The ledger of a folder with CSV files; those that are not there are left out. */
static inline jinguo_ledger *ledger_of(const char *folder)
{
    static const char *const names[] = {"units.csv",      "persons.csv",        "organisations.csv",
                                        "activities.csv", "participations.csv", "observations.csv"};
    jinguo_batch *batch = NULL;
    jinguo_ledger *ledger = NULL;
    OK(jinguo_batch_new(&batch, &error));
    OK(jinguo_ledger_new(&ledger, &error));
    for (uint32_t table = JINGUO_TABLE_UNITS; table <= JINGUO_TABLE_OBSERVATIONS; table++) {
        char path[4096];
        uint64_t rows = 0;
        int written = snprintf(path, sizeof path, "%s/%s", folder, names[table]);
        CHECK(written > 0 && (size_t)written < sizeof path);
        FILE *file = fopen(path, "rb");
        if (file == NULL) {
            continue;
        }
        fclose(file);
        bytes all = read_file(folder, names[table]);
        OK(jinguo_batch_read_csv(batch, table, TEXT(names[table]), all.data, all.len, &rows, &error));
        CHECK(rows > 0);
        free(all.data);
    }
    apply(ledger, batch);
    jinguo_batch_free(batch);
    return ledger;
}

#endif
