/* Faults of a caller that the sanitizers must find; if they do not, they are not there.
 *
 *   caught REPOSITORY use-after-free|leak|overflow
 */
#include "support.h"

int main(int count, char **arguments)
{
    char path[4096];
    CHECK(count == 3);
    snprintf(path, sizeof path, "%s/examples/changde-2022", arguments[1]);
    jinguo_plan *plan = compiled(path, "plan.json");
    if (strcmp(arguments[2], "use-after-free") == 0) {
        jinguo_text *text = NULL;
        OK(jinguo_plan_digest(plan, &text, &error));
        const uint8_t *lent = jinguo_text_data(text);
        jinguo_text_free(text);
        printf("%c\n", lent[3]);
    } else if (strcmp(arguments[2], "leak") == 0) {
        plan = NULL;
    } else if (strcmp(arguments[2], "overflow") == 0) {
        int32_t most = INT32_MAX;
        printf("%d\n", (int)(most + count));
    }
    jinguo_plan_free(plan);
    return 0;
}
