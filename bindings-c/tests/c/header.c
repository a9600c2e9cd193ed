/* The header in every language version, included twice; compiled as C and as C++. */
#include "jinguo.h"
#include "jinguo.h"

int main(void)
{
    int32_t (*compile)(const uint8_t *, size_t, const uint8_t *, size_t, jinguo_plan **, jinguo_error **) = jinguo_plan_compile;
    int64_t none = JINGUO_NONE;
    int32_t no_day = JINGUO_NO_DAY;
    uint64_t no_row = JINGUO_NO_ROW;
    jinguo_plan *plan = NULL;
    int32_t status = compile(JINGUO_LITERAL("plan.json"), JINGUO_LITERAL("{}"), &plan, NULL);
    int fits = jinguo_abi_min_compatible() <= JINGUO_ABI_VERSION && JINGUO_ABI_VERSION <= jinguo_abi_version();
    return fits && status == JINGUO_STATUS_MISSING_KEY && plan == NULL && none < 0 && no_day < 0 && no_row > 0 ? 0 : 1;
}
