// A C++17 program over jinguo.hpp: the same work as the C client, with handles that free themselves and errors that are thrown.
//
//   client REPOSITORY
#include "jinguo.hpp"

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <type_traits>

#define CHECK(condition)                                                                                                           \
    do {                                                                                                                           \
        if (!(condition)) {                                                                                                        \
            std::cerr << __FILE__ << ':' << __LINE__ << ": not so: " #condition "\n";                                              \
            std::exit(1);                                                                                                          \
        }                                                                                                                          \
    } while (0)

namespace {

std::string read(const std::string &path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        std::cerr << "cannot open " << path << "\n";
        std::exit(1);
    }
    return std::string(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
}

jinguo::Ledger ledger_of(const std::string &folder) {
    static const std::pair<std::uint32_t, const char *> tables[] = {
        {JINGUO_TABLE_UNITS, "units.csv"},           {JINGUO_TABLE_PERSONS, "persons.csv"},
        {JINGUO_TABLE_ORGANISATIONS, "organisations.csv"}, {JINGUO_TABLE_ACTIVITIES, "activities.csv"},
        {JINGUO_TABLE_PARTICIPATIONS, "participations.csv"},
    };
    jinguo::Batch batch;
    for (const auto &[table, name] : tables) {
        CHECK(batch.read_csv(table, name, read(folder + "/" + name)) > 0);
    }
    jinguo::Ledger ledger;
    const std::uint64_t held = batch.size();
    CHECK(ledger.apply(batch) == held && batch.size() == 0);
    return ledger;
}

// The status of what a call throws; 0 where it throws nothing.
template <typename Call> std::int32_t thrown(Call &&call) {
    try {
        call();
    } catch (const jinguo::Error &error) {
        CHECK(error.count() > 0 && error.total() >= error.count());
        CHECK(!std::string(error.what()).empty() && !error.zh().empty() && !error.json().empty());
        CHECK(!error.text(0, JINGUO_FAULT_NAME).empty());
        return error.status();
    }
    return 0;
}

void errors_are_thrown_with_all_that_they_say() {
    CHECK(thrown([] { jinguo::Plan::compile("bad.json", "{}"); }) == JINGUO_STATUS_MISSING_KEY);
    CHECK(thrown([] { jinguo::day("2022-02-30"); }) == JINGUO_STATUS_BAD_DATE);
    try {
        jinguo::Plan::compile("bad.json", "{\"schema\":1}");
        CHECK(false);
    } catch (const std::exception &error) {
        CHECK(std::string(error.what()).find("bad.json") != std::string::npos);
    }
    // An error may be kept and copied.
    std::exception_ptr kept;
    try {
        jinguo::Scorecards::compile("cards.json", "[");
    } catch (...) {
        kept = std::current_exception();
    }
    try {
        std::rethrow_exception(kept);
    } catch (const jinguo::Error &error) {
        const jinguo::Error copy = error;
        CHECK(copy.status() == JINGUO_STATUS_BAD_JSON && copy.text(0, JINGUO_FAULT_DOCUMENT) == "cards.json");
        bool refused = false;
        try {
            (void)copy.text(99, JINGUO_FAULT_NAME);
        } catch (const std::out_of_range &) {
            refused = true;
        }
        CHECK(refused);
    }
}

void columns_come_from_vectors() {
    const std::vector<std::string> ids = {"u-1", "u-2"};
    std::vector<const std::uint8_t *> values;
    std::vector<std::size_t> lengths;
    for (const std::string &id : ids) {
        values.push_back(reinterpret_cast<const std::uint8_t *>(id.data()));
        lengths.push_back(id.size());
    }
    const std::vector<std::uint64_t> name_offsets = {0, 3, 6}, level_offsets = {0, 6, 12};
    const std::vector<std::int32_t> days = {JINGUO_NO_DAY, jinguo::day("2022-01-01")};
    const std::vector<std::int64_t> times = {JINGUO_NONE, 1641375000}, sizes = {955, JINGUO_NONE};
    jinguo::Columns columns(JINGUO_TABLE_UNITS, 2);
    columns.pointers("id", values, lengths)
        .text("name", "甲乙", name_offsets)
        .text("level", "countycounty", level_offsets)
        .days("valid_from", days)
        .times("recorded_at", times)
        .numbers("attribute.size", sizes, 1);
    jinguo::Batch batch;
    CHECK(batch.read_columns(columns, "query") == 2 && batch.size() == 2);
    lengths.pop_back();
    bool refused = false;
    try {
        columns.pointers("x", values, lengths);
    } catch (const std::invalid_argument &) {
        refused = true;
    }
    CHECK(refused);
}

void bad_rows_come_back() {
    jinguo::Batch batch;
    const jinguo::Rejections rejected = batch.read_csv_good_rows(JINGUO_TABLE_UNITS, "units.csv", "id,name,level,parent\na,甲,county,\nb,,county,\nc,丙,county,zz\n");
    CHECK(rejected.size() == 1 && rejected.row(0) == 3 && rejected.text(0) == "b,,county,");
    CHECK(rejected.reason(0).status() == JINGUO_STATUS_EMPTY_FIELD);
    jinguo::Ledger ledger;
    const auto [accepted, refused] = ledger.apply_good_rows(batch);
    CHECK(accepted == 1 && refused.size() == 1 && refused.reason(0).status() == JINGUO_STATUS_UNKNOWN_UNIT);
    CHECK(batch.read_json_lines("facts.jsonl", "{\"record\":\"person\",\"id\":\"p\",\"unit\":\"a\"}\n") == 1);
}

void it_follows(const jinguo::Plan &plan, const jinguo::Ledger &ledger, std::int32_t today, const jinguo::Evaluation &anew) {
    jinguo::LiveEvaluation live(plan, ledger, today, today);
    live.move_to(today + 1);
    live.apply_record("{\"record\":\"participation\",\"activity\":\"a-02\",\"person\":\"m-04\",\"role\":\"audience\"}");
    live.move_to(today);
    CHECK(live.report().json() == anew.report().json());
    CHECK(live.result("protection_minors", "4307") == anew.result("protection_minors", "4307"));
    CHECK(live.gaps("protection_minors", "", 0, 9).json() == anew.gaps("protection_minors", "", 0, 9).json());
    CHECK(live.explain("protection_minors", JINGUO_SUBJECT_PERSON, "m-04") ==
          anew.explain("protection_minors", JINGUO_SUBJECT_PERSON, "m-04"));
    const jinguo::Ledger entered = live.ledger();
    CHECK(jinguo::Evaluation(plan, entered, today, today).report().fingerprint() == anew.report().fingerprint());

    const char *const participations = "activity,person,role\na-03,m-05,audience\nnowhere,m-06,audience\n";
    jinguo::Batch batch;
    CHECK(batch.read_csv(JINGUO_TABLE_PARTICIPATIONS, "participations.csv", participations) == 2);
    CHECK(thrown([&] { (void)live.apply(batch); }) == JINGUO_STATUS_UNKNOWN_ACTIVITY);
    CHECK(live.report().fingerprint() == anew.report().fingerprint());
    CHECK(batch.read_csv(JINGUO_TABLE_PARTICIPATIONS, "participations.csv", participations) == 2);
    const auto [accepted, refused] = live.apply_good_rows(batch);
    CHECK(accepted == 1 && refused.size() == 1);
    CHECK(live.result("protection_minors", "4307").find("\"numerator\":5") != std::string::npos);
}

} // namespace

int main(int count, char **arguments) {
    CHECK(count == 2);
    const std::string changde = std::string(arguments[1]) + "/examples/changde-2022";
    static_assert(!std::is_copy_constructible_v<jinguo::Plan> && std::is_nothrow_move_constructible_v<jinguo::Plan>);
    CHECK(jinguo::is_compatible());

    const jinguo::Plan plan = jinguo::Plan::compile("plan.json", read(changde + "/plan.json"));
    CHECK(plan.digest().size() == 64 && plan.describe().find(plan.digest()) != std::string::npos);
    jinguo::Ledger ledger = ledger_of(changde + "/small");
    const std::int32_t today = jinguo::day("2022-06-30");
    CHECK(jinguo::day_text(today) == "2022-06-30");
    const jinguo::Evaluation evaluation(plan, ledger, today, today);
    const jinguo::Report report = evaluation.report();
    const std::uint64_t row = report.find("protection_minors", "4307");
    CHECK(row < report.size() && report.find("protection_minors", "nowhere") == JINGUO_NO_ROW);
    CHECK(report.number(row, JINGUO_NUMBER_NUMERATOR) == 3 && report.number(row, JINGUO_NUMBER_DENOMINATOR) == 8);
    CHECK(jinguo::rounded(report.text(row, JINGUO_TEXT_VALUE), 100, JINGUO_ROUND_HALF_UP, 1) == "37.5");
    CHECK(report.json().find(report.fingerprint()) != std::string::npos);
    CHECK(evaluation.result("protection_minors", "4307").find("\"numerator\":3") != std::string::npos);
    CHECK(thrown([&] { (void)report.number(report.size(), 0); }) == JINGUO_STATUS_INDEX_OUT_OF_RANGE);

    const jinguo::Gaps gaps = evaluation.gaps("protection_minors", "", 0, 2);
    CHECK(gaps.total() == 5 && gaps.size() == 2 && gaps.json().find("\"total\":5") != std::string::npos);
    const std::string why = evaluation.explain("protection_minors", JINGUO_SUBJECT_PERSON, gaps.text(0, JINGUO_GAP_SUBJECT));
    CHECK(why.find("\"populations\"") != std::string::npos);

    jinguo::Ledger copy = ledger.copy();
    copy.apply_record("{\"record\":\"participation\",\"activity\":\"a-02\",\"person\":\"m-04\",\"role\":\"audience\"}");
    const jinguo::Evaluation later(plan, copy, today, today);
    CHECK(later.difference(evaluation, 5).find("\"m-04\"") != std::string::npos);
    it_follows(plan, ledger, today, later);

    const jinguo::Scorecards scorecards = jinguo::Scorecards::compile("scorecards.json", read(changde + "/scorecards.json"));
    jinguo::Inputs inputs = jinguo::Inputs::read("inputs.json", read(changde + "/scorecard-inputs-synthetic.json"));
    const jinguo::Scores scores(scorecards, inputs);
    CHECK(scores.points("offices", "total", "office-1").first == JINGUO_STATE_VALUE && !scores.json().empty());
    CHECK(scores.fingerprint().size() == 64 && scores.explain("offices", "office-1").find("office-1") != std::string::npos);
    // What this layer has no method for is called with the handle.
    jinguo_text *drawn = nullptr;
    CHECK(jinguo_scores_drawn(scores.get(), JINGUO_LITERAL("none"), &drawn, nullptr) == JINGUO_STATUS_OK);
    CHECK(jinguo::detail::taken(drawn) == "[]\n");
    inputs.take_measures(scorecards, report);

    errors_are_thrown_with_all_that_they_say();
    columns_come_from_vectors();
    bad_rows_come_back();
    return 0;
}
