/* Answers to the conformance cases as files, for a comparison with those of another binding.
 *
 *   conformance WORK OUTPUT
 *
 * WORK has a folder for each question. One with `plan.json`, `ledger.jsonl` and `query.txt` (two days and a measure, one a line) is
 * evaluated; one with `scorecards.json` and `inputs.json` is scored. OUTPUT gets NAME.json with all answers, one after the other.
 */
#define _POSIX_C_SOURCE 200809L
#include "support.h"

#include <dirent.h>
#include <unistd.h>

static void append(FILE *file, jinguo_text *text)
{
    CHECK(fwrite(jinguo_text_data(text), 1, jinguo_text_len(text), file) == jinguo_text_len(text));
    jinguo_text_free(text);
}

static void evaluated(const char *folder, FILE *out)
{
    bytes lines = read_file(folder, "ledger.jsonl"), query = read_file(folder, "query.txt");
    char as_of[11], known_at[11], measure[256];
    jinguo_plan *plan = compiled(folder, "plan.json");
    jinguo_batch *batch = NULL;
    jinguo_ledger *ledger = NULL;
    jinguo_evaluation *evaluation = NULL;
    jinguo_report *report = NULL;
    jinguo_gaps *gaps = NULL;
    jinguo_text *text = NULL;
    uint64_t rows = 0;
    query.data[query.len] = 0;
    CHECK(sscanf((const char *)query.data, "%10s %10s %255s", as_of, known_at, measure) == 3);
    OK(jinguo_batch_new(&batch, &error));
    OK(jinguo_batch_read_json_lines(batch, JINGUO_LITERAL("ledger.jsonl"), lines.data, lines.len, &rows, &error));
    OK(jinguo_ledger_new(&ledger, &error));
    apply(ledger, batch);
    OK(jinguo_evaluate(plan, ledger, day(as_of), day(known_at), &evaluation, &error));
    OK(jinguo_plan_describe(plan, &text, &error));
    append(out, text);
    OK(jinguo_evaluation_report(evaluation, &report, &error));
    OK(jinguo_report_json(report, &text, &error));
    append(out, text);
    OK(jinguo_evaluation_gaps(evaluation, TEXT(measure), NULL, 0, 0, 1000, &gaps, &error));
    OK(jinguo_gaps_json(gaps, &text, &error));
    append(out, text);
    for (uint64_t index = 0; index < jinguo_gaps_count(gaps); index++) {
        static const char *const kinds[] = {"person", "unit", "event", "organisation"};
        const uint8_t *kind = NULL, *id = NULL;
        size_t kind_len = 0, id_len = 0;
        uint32_t number = 0;
        OK(jinguo_gaps_text(gaps, index, JINGUO_GAP_SUBJECT_KIND, &kind, &kind_len, &error));
        OK(jinguo_gaps_text(gaps, index, JINGUO_GAP_SUBJECT, &id, &id_len, &error));
        while (!is(kind, kind_len, kinds[number])) {
            CHECK(++number < 4);
        }
        OK(jinguo_evaluation_explain(evaluation, TEXT(measure), number, id, id_len, &text, &error));
        append(out, text);
    }
    jinguo_gaps_free(gaps);
    jinguo_report_free(report);
    jinguo_evaluation_free(evaluation);
    jinguo_ledger_free(ledger);
    jinguo_batch_free(batch);
    jinguo_plan_free(plan);
    free(query.data);
    free(lines.data);
}

static void scored(const char *folder, FILE *out)
{
    bytes document = read_file(folder, "scorecards.json"), given = read_file(folder, "inputs.json");
    jinguo_scorecards *scorecards = NULL;
    jinguo_inputs *inputs = NULL;
    jinguo_scores *scores = NULL;
    jinguo_text *text = NULL;
    OK(jinguo_scorecards_compile(JINGUO_LITERAL("scorecards.json"), document.data, document.len, &scorecards, &error));
    OK(jinguo_inputs_read(JINGUO_LITERAL("inputs.json"), given.data, given.len, &inputs, &error));
    OK(jinguo_scorecards_describe(scorecards, &text, &error));
    append(out, text);
    OK(jinguo_scorecards_evaluate(scorecards, inputs, &scores, &error));
    OK(jinguo_scores_json(scores, &text, &error));
    append(out, text);
    jinguo_scores_free(scores);
    jinguo_inputs_free(inputs);
    jinguo_scorecards_free(scorecards);
    free(given.data);
    free(document.data);
}

int main(int count, char **arguments)
{
    CHECK(count == 3);
    DIR *work = opendir(arguments[1]);
    CHECK(work != NULL);
    int cases = 0;
    for (struct dirent *entry = readdir(work); entry != NULL; entry = readdir(work)) {
        char folder[1024], path[2048];
        if (entry->d_name[0] == '.') {
            continue;
        }
        snprintf(folder, sizeof folder, "%s/%s", arguments[1], entry->d_name);
        snprintf(path, sizeof path, "%s/%s.json", arguments[2], entry->d_name);
        FILE *out = fopen(path, "wb");
        CHECK(out != NULL);
        snprintf(path, sizeof path, "%s/plan.json", folder);
        if (access(path, R_OK) == 0) {
            evaluated(folder, out);
        } else {
            scored(folder, out);
        }
        CHECK(fclose(out) == 0);
        cases++;
    }
    closedir(work);
    printf("%d cases answered\n", cases);
    CHECK(cases > 0);
    return 0;
}
