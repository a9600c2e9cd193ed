// A thin C++17 layer over jinguo.h: handles that free themselves, and errors that are thrown. No logic.
//
// Text goes in as std::string_view and comes out as std::string. A handle moves and does not copy; what a thread may do with
// it is said at the type in jinguo.h. Numbers and words have the names of the C header, and what has no method here is called
// with get().
#ifndef JINGUO_HPP
#define JINGUO_HPP

#include "jinguo.h"

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace jinguo {

namespace detail {

template <typename T, void (*Free)(T *)> struct Deleter {
    void operator()(T *handle) const noexcept { Free(handle); }
};

template <typename T, void (*Free)(T *)> using Handle = std::unique_ptr<T, Deleter<T, Free>>;

inline const std::uint8_t *bytes(std::string_view text) noexcept {
    return reinterpret_cast<const std::uint8_t *>(text.data());
}

inline std::string taken(jinguo_text *text) {
    Handle<jinguo_text, jinguo_text_free> owner(text);
    return std::string(reinterpret_cast<const char *>(jinguo_text_data(text)), jinguo_text_len(text));
}

inline std::string_view lent(const std::uint8_t *data, std::size_t len) noexcept {
    return std::string_view(reinterpret_cast<const char *>(data), len);
}

} // namespace detail

// What was wrong with a call. what() has the English sentences, one a line.
class Error : public std::runtime_error {
  public:
    Error(std::int32_t status, jinguo_error *error)
        : std::runtime_error(sentences(error, JINGUO_LANGUAGE_EN)), status_(status),
          error_(error, [](jinguo_error *owned) { jinguo_error_free(owned); }) {}

    std::int32_t status() const noexcept { return status_; }
    std::uint64_t total() const noexcept { return jinguo_error_total(error_.get()); }
    std::uint64_t count() const noexcept { return jinguo_error_count(error_.get()); }
    std::string zh() const { return sentences(error_.get(), JINGUO_LANGUAGE_ZH); }

    // One text of a fault: JINGUO_FAULT_*.
    std::string text(std::uint64_t index, std::uint32_t part) const {
        jinguo_text *out = nullptr;
        if (jinguo_error_fault_text(error_.get(), index, part, &out, nullptr) != JINGUO_STATUS_OK) {
            throw std::out_of_range("jinguo::Error::text");
        }
        return detail::taken(out);
    }

    std::string json() const {
        jinguo_text *out = nullptr;
        return jinguo_error_json(error_.get(), &out, nullptr) == JINGUO_STATUS_OK ? detail::taken(out) : std::string();
    }

  private:
    static std::string sentences(const jinguo_error *error, std::uint32_t language) {
        jinguo_text *out = nullptr;
        return jinguo_error_message(error, language, &out, nullptr) == JINGUO_STATUS_OK ? detail::taken(out) : std::string();
    }

    std::int32_t status_;
    std::shared_ptr<jinguo_error> error_;
};

namespace detail {

// Calls a function of the header with a place for the error object, and throws what it says.
template <typename Call> void checked(Call &&call) {
    jinguo_error *error = nullptr;
    const std::int32_t status = std::forward<Call>(call)(&error);
    if (status != JINGUO_STATUS_OK) {
        throw Error(status, error);
    }
}

template <typename Call> std::string text(Call &&call) {
    jinguo_text *out = nullptr;
    checked([&](jinguo_error **error) { return call(&out, error); });
    return taken(out);
}

} // namespace detail

// The header and the loaded library fit together.
inline bool is_compatible() noexcept {
    return jinguo_abi_min_compatible() <= JINGUO_ABI_VERSION && JINGUO_ABI_VERSION <= jinguo_abi_version();
}

// A day as the number of days since 1970-01-01, from `2022-06-30`.
inline std::int32_t day(std::string_view text) {
    std::int32_t number = 0;
    detail::checked([&](jinguo_error **error) {
        return jinguo_day_from_text(detail::bytes(text), text.size(), &number, error);
    });
    return number;
}

inline std::string day_text(std::int32_t number) {
    return detail::text([&](jinguo_text **out, jinguo_error **error) { return jinguo_day_text(number, out, error); });
}

// A number rounded for a view; factor 100 makes a percentage.
inline std::string rounded(std::string_view number, std::int64_t factor, std::uint32_t mode, std::uint32_t digits) {
    return detail::text([&](jinguo_text **out, jinguo_error **error) {
        return jinguo_number_round(detail::bytes(number), number.size(), factor, mode, digits, out, error);
    });
}

class Plan {
  public:
    static Plan compile(std::string_view name, std::string_view text) {
        jinguo_plan *plan = nullptr;
        detail::checked([&](jinguo_error **error) {
            return jinguo_plan_compile(detail::bytes(name), name.size(), detail::bytes(text), text.size(), &plan, error);
        });
        return Plan(plan);
    }

    std::string describe() const {
        return detail::text([&](jinguo_text **out, jinguo_error **error) { return jinguo_plan_describe(get(), out, error); });
    }

    std::string digest() const {
        return detail::text([&](jinguo_text **out, jinguo_error **error) { return jinguo_plan_digest(get(), out, error); });
    }

    const jinguo_plan *get() const noexcept { return handle_.get(); }

  private:
    explicit Plan(jinguo_plan *plan) noexcept : handle_(plan) {}
    detail::Handle<jinguo_plan, jinguo_plan_free> handle_;
};

// Rows that did not enter, each with its reason.
class Rejections {
  public:
    explicit Rejections(jinguo_rejections *rejections) noexcept : handle_(rejections) {}

    std::uint64_t size() const noexcept { return jinguo_rejections_count(handle_.get()); }

    std::uint64_t row(std::uint64_t index) const {
        std::uint64_t row = 0;
        detail::checked([&](jinguo_error **error) { return jinguo_rejections_row(handle_.get(), index, &row, error); });
        return row;
    }

    // Lent: valid as long as the rejections.
    std::string_view text(std::uint64_t index) const {
        const std::uint8_t *data = nullptr;
        std::size_t len = 0;
        detail::checked([&](jinguo_error **error) {
            return jinguo_rejections_text(handle_.get(), index, &data, &len, error);
        });
        return detail::lent(data, len);
    }

    Error reason(std::uint64_t index) const {
        jinguo_error *reason = nullptr;
        detail::checked([&](jinguo_error **error) {
            return jinguo_rejections_reason(handle_.get(), index, &reason, error);
        });
        return Error(jinguo_error_status(reason), reason);
    }

    const jinguo_rejections *get() const noexcept { return handle_.get(); }

  private:
    detail::Handle<jinguo_rejections, jinguo_rejections_free> handle_;
};

// Columns of a query result. They keep pointers: the vectors must live until the columns are read.
class Columns {
  public:
    Columns(std::uint32_t table, std::size_t rows) {
        jinguo_columns *columns = nullptr;
        detail::checked([&](jinguo_error **error) { return jinguo_columns_new(table, rows, &columns, error); });
        handle_.reset(columns);
    }

    Columns &text(std::string_view name, std::string_view data, const std::vector<std::uint64_t> &offsets) {
        detail::checked([&](jinguo_error **error) {
            return jinguo_columns_add_text(handle_.get(), detail::bytes(name), name.size(), detail::bytes(data), data.size(),
                                           offsets.data(), offsets.size(), error);
        });
        return *this;
    }

    Columns &pointers(std::string_view name, const std::vector<const std::uint8_t *> &values,
                      const std::vector<std::size_t> &lengths) {
        if (values.size() != lengths.size()) {
            throw std::invalid_argument("jinguo::Columns::pointers: as many lengths as values");
        }
        detail::checked([&](jinguo_error **error) {
            return jinguo_columns_add_pointers(handle_.get(), detail::bytes(name), name.size(), values.data(), lengths.data(),
                                               values.size(), error);
        });
        return *this;
    }

    Columns &days(std::string_view name, const std::vector<std::int32_t> &values) {
        detail::checked([&](jinguo_error **error) {
            return jinguo_columns_add_days(handle_.get(), detail::bytes(name), name.size(), values.data(), values.size(), error);
        });
        return *this;
    }

    Columns &times(std::string_view name, const std::vector<std::int64_t> &values) {
        detail::checked([&](jinguo_error **error) {
            return jinguo_columns_add_times(handle_.get(), detail::bytes(name), name.size(), values.data(), values.size(), error);
        });
        return *this;
    }

    Columns &numbers(std::string_view name, const std::vector<std::int64_t> &values, std::uint32_t digits = 0) {
        detail::checked([&](jinguo_error **error) {
            return jinguo_columns_add_numbers(handle_.get(), detail::bytes(name), name.size(), values.data(), values.size(),
                                              digits, error);
        });
        return *this;
    }

    const jinguo_columns *get() const noexcept { return handle_.get(); }

  private:
    detail::Handle<jinguo_columns, jinguo_columns_free> handle_;
};

class Batch {
  public:
    Batch() {
        jinguo_batch *batch = nullptr;
        detail::checked([&](jinguo_error **error) { return jinguo_batch_new(&batch, error); });
        handle_.reset(batch);
    }

    std::uint64_t size() const noexcept { return jinguo_batch_count(handle_.get()); }

    std::uint64_t read_csv(std::uint32_t table, std::string_view name, std::string_view file) {
        std::uint64_t rows = 0;
        detail::checked([&](jinguo_error **error) {
            return jinguo_batch_read_csv(get(), table, detail::bytes(name), name.size(), detail::bytes(file), file.size(),
                                         &rows, error);
        });
        return rows;
    }

    Rejections read_csv_good_rows(std::uint32_t table, std::string_view name, std::string_view file) {
        jinguo_rejections *rejections = nullptr;
        detail::checked([&](jinguo_error **error) {
            return jinguo_batch_read_csv_good_rows(get(), table, detail::bytes(name), name.size(), detail::bytes(file),
                                                   file.size(), &rejections, error);
        });
        return Rejections(rejections);
    }

    std::uint64_t read_json_lines(std::string_view name, std::string_view file) {
        std::uint64_t rows = 0;
        detail::checked([&](jinguo_error **error) {
            return jinguo_batch_read_json_lines(get(), detail::bytes(name), name.size(), detail::bytes(file), file.size(),
                                                &rows, error);
        });
        return rows;
    }

    std::uint64_t read_columns(const Columns &columns, std::string_view name) {
        std::uint64_t rows = 0;
        detail::checked([&](jinguo_error **error) {
            return jinguo_batch_read_columns(get(), columns.get(), detail::bytes(name), name.size(), &rows, error);
        });
        return rows;
    }

    // Takes both structures over and releases them, whatever comes of it.
    std::uint64_t read_arrow(std::uint32_t table, std::string_view name, ArrowSchema *schema, ArrowArray *array) {
        std::uint64_t rows = 0;
        detail::checked([&](jinguo_error **error) {
            return jinguo_batch_read_arrow(get(), table, detail::bytes(name), name.size(), schema, array, &rows, error);
        });
        return rows;
    }

    jinguo_batch *get() noexcept { return handle_.get(); }

  private:
    detail::Handle<jinguo_batch, jinguo_batch_free> handle_;
};

class Ledger {
  public:
    Ledger() {
        jinguo_ledger *ledger = nullptr;
        detail::checked([&](jinguo_error **error) { return jinguo_ledger_new(&ledger, error); });
        handle_.reset(ledger);
    }

    Ledger copy() const {
        jinguo_ledger *ledger = nullptr;
        detail::checked([&](jinguo_error **error) { return jinguo_ledger_copy(get(), &ledger, error); });
        return Ledger(ledger);
    }

    std::uint64_t apply(Batch &batch) {
        std::uint64_t accepted = 0;
        detail::checked([&](jinguo_error **error) {
            return jinguo_ledger_apply(handle_.get(), batch.get(), &accepted, error);
        });
        return accepted;
    }

    std::pair<std::uint64_t, Rejections> apply_good_rows(Batch &batch) {
        std::uint64_t accepted = 0;
        jinguo_rejections *rejections = nullptr;
        detail::checked([&](jinguo_error **error) {
            return jinguo_ledger_apply_good_rows(handle_.get(), batch.get(), &accepted, &rejections, error);
        });
        return {accepted, Rejections(rejections)};
    }

    // One record, or the withdrawal of one, as a line of a JSON Lines file has it.
    void apply_record(std::string_view json) {
        detail::checked([&](jinguo_error **error) {
            return jinguo_ledger_apply_record(handle_.get(), detail::bytes(json), json.size(), error);
        });
    }

    jinguo_ledger *get() noexcept { return handle_.get(); }
    const jinguo_ledger *get() const noexcept { return handle_.get(); }

  private:
    friend class LiveEvaluation;
    explicit Ledger(jinguo_ledger *ledger) noexcept : handle_(ledger) {}
    detail::Handle<jinguo_ledger, jinguo_ledger_free> handle_;
};

// A report, as JSON and as a table.
class Report {
  public:
    explicit Report(jinguo_report *report) noexcept : handle_(report) {}

    std::string json() const {
        return detail::text([&](jinguo_text **out, jinguo_error **error) { return jinguo_report_json(get(), out, error); });
    }

    std::string fingerprint() const {
        const std::uint8_t *data = nullptr;
        std::size_t len = 0;
        detail::checked([&](jinguo_error **error) { return jinguo_report_fingerprint(get(), &data, &len, error); });
        return std::string(detail::lent(data, len));
    }

    std::uint64_t size() const noexcept { return jinguo_report_row_count(get()); }

    // JINGUO_NO_ROW where there is none.
    std::uint64_t find(std::string_view measure, std::string_view unit) const {
        std::uint64_t row = JINGUO_NO_ROW;
        detail::checked([&](jinguo_error **error) {
            return jinguo_report_find(get(), detail::bytes(measure), measure.size(), detail::bytes(unit), unit.size(), &row,
                                      error);
        });
        return row;
    }

    // JINGUO_NUMBER_*; JINGUO_NONE for what the row does not have.
    std::int64_t number(std::uint64_t row, std::uint32_t column) const {
        std::int64_t value = JINGUO_NONE;
        detail::checked([&](jinguo_error **error) { return jinguo_report_number(get(), row, column, &value, error); });
        return value;
    }

    // JINGUO_TEXT_*. Lent: valid as long as the report.
    std::string_view text(std::uint64_t row, std::uint32_t column) const {
        const std::uint8_t *data = nullptr;
        std::size_t len = 0;
        detail::checked([&](jinguo_error **error) { return jinguo_report_text(get(), row, column, &data, &len, error); });
        return detail::lent(data, len);
    }

    const jinguo_report *get() const noexcept { return handle_.get(); }

  private:
    detail::Handle<jinguo_report, jinguo_report_free> handle_;
};

// A page of the gap list.
class Gaps {
  public:
    explicit Gaps(jinguo_gaps *gaps) noexcept : handle_(gaps) {}

    std::uint64_t total() const noexcept { return jinguo_gaps_total(handle_.get()); }
    std::uint64_t size() const noexcept { return jinguo_gaps_count(handle_.get()); }

    // JINGUO_GAP_*. Lent: valid as long as the page.
    std::string_view text(std::uint64_t index, std::uint32_t part) const {
        const std::uint8_t *data = nullptr;
        std::size_t len = 0;
        detail::checked([&](jinguo_error **error) {
            return jinguo_gaps_text(handle_.get(), index, part, &data, &len, error);
        });
        return detail::lent(data, len);
    }

    std::string json() const {
        return detail::text([&](jinguo_text **out, jinguo_error **error) {
            return jinguo_gaps_json(handle_.get(), out, error);
        });
    }

    const jinguo_gaps *get() const noexcept { return handle_.get(); }

  private:
    detail::Handle<jinguo_gaps, jinguo_gaps_free> handle_;
};

class Evaluation {
  public:
    // What was true by the end of one day, as it was known at the end of another.
    Evaluation(const Plan &plan, const Ledger &ledger, std::int32_t as_of, std::int32_t known_at) {
        jinguo_evaluation *evaluation = nullptr;
        detail::checked([&](jinguo_error **error) {
            return jinguo_evaluate(plan.get(), ledger.get(), as_of, known_at, &evaluation, error);
        });
        handle_.reset(evaluation);
    }

    Report report() const {
        jinguo_report *report = nullptr;
        detail::checked([&](jinguo_error **error) { return jinguo_evaluation_report(get(), &report, error); });
        return Report(report);
    }

    std::string result(std::string_view measure, std::string_view unit) const {
        return detail::text([&](jinguo_text **out, jinguo_error **error) {
            return jinguo_evaluation_result(get(), detail::bytes(measure), measure.size(), detail::bytes(unit), unit.size(),
                                            out, error);
        });
    }

    // An empty unit is everywhere.
    Gaps gaps(std::string_view measure, std::string_view unit, std::uint64_t offset, std::uint32_t limit) const {
        jinguo_gaps *gaps = nullptr;
        detail::checked([&](jinguo_error **error) {
            return jinguo_evaluation_gaps(get(), detail::bytes(measure), measure.size(),
                                          unit.empty() ? nullptr : detail::bytes(unit), unit.size(), offset, limit, &gaps,
                                          error);
        });
        return Gaps(gaps);
    }

    std::string explain(std::string_view measure, std::uint32_t kind, std::string_view subject) const {
        return detail::text([&](jinguo_text **out, jinguo_error **error) {
            return jinguo_evaluation_explain(get(), detail::bytes(measure), measure.size(), kind, detail::bytes(subject),
                                             subject.size(), out, error);
        });
    }

    std::string difference(const Evaluation &earlier, std::uint32_t subjects) const {
        return detail::text([&](jinguo_text **out, jinguo_error **error) {
            return jinguo_evaluation_difference(get(), earlier.get(), subjects, out, error);
        });
    }

    std::string subjects(std::string_view query) const {
        return detail::text([&](jinguo_text **out, jinguo_error **error) {
            return jinguo_evaluation_subjects(get(), detail::bytes(query), query.size(), out, error);
        });
    }

    std::string moves(const Evaluation &earlier, std::string_view query) const {
        return detail::text([&](jinguo_text **out, jinguo_error **error) {
            return jinguo_evaluation_moves(get(), earlier.get(), detail::bytes(query), query.size(), out, error);
        });
    }

    const jinguo_evaluation *get() const noexcept { return handle_.get(); }

  private:
    detail::Handle<jinguo_evaluation, jinguo_evaluation_free> handle_;
};

// An evaluation that follows its ledger; jinguo.h says what an error of a change means.
class LiveEvaluation {
  public:
    LiveEvaluation(const Plan &plan, const Ledger &ledger, std::int32_t as_of, std::int32_t known_at) {
        jinguo_live *live = nullptr;
        detail::checked([&](jinguo_error **error) {
            return jinguo_live_new(plan.get(), ledger.get(), as_of, known_at, &live, error);
        });
        handle_.reset(live);
    }

    std::uint64_t apply(Batch &batch) {
        std::uint64_t accepted = 0;
        detail::checked([&](jinguo_error **error) {
            return jinguo_live_apply(handle_.get(), batch.get(), &accepted, error);
        });
        return accepted;
    }

    std::pair<std::uint64_t, Rejections> apply_good_rows(Batch &batch) {
        std::uint64_t accepted = 0;
        jinguo_rejections *rejections = nullptr;
        detail::checked([&](jinguo_error **error) {
            return jinguo_live_apply_good_rows(handle_.get(), batch.get(), &accepted, &rejections, error);
        });
        return {accepted, Rejections(rejections)};
    }

    void apply_record(std::string_view json) {
        detail::checked([&](jinguo_error **error) {
            return jinguo_live_apply_record(handle_.get(), detail::bytes(json), json.size(), error);
        });
    }

    void move_to(std::int32_t as_of) {
        detail::checked([&](jinguo_error **error) { return jinguo_live_move_to(handle_.get(), as_of, error); });
    }

    Ledger ledger() const {
        jinguo_ledger *ledger = nullptr;
        detail::checked([&](jinguo_error **error) { return jinguo_live_ledger(get(), &ledger, error); });
        return Ledger(ledger);
    }

    Report report() const {
        jinguo_report *report = nullptr;
        detail::checked([&](jinguo_error **error) { return jinguo_live_report(get(), &report, error); });
        return Report(report);
    }

    std::string result(std::string_view measure, std::string_view unit) const {
        return detail::text([&](jinguo_text **out, jinguo_error **error) {
            return jinguo_live_result(get(), detail::bytes(measure), measure.size(), detail::bytes(unit), unit.size(), out,
                                      error);
        });
    }

    // An empty unit is everywhere.
    Gaps gaps(std::string_view measure, std::string_view unit, std::uint64_t offset, std::uint32_t limit) const {
        jinguo_gaps *gaps = nullptr;
        detail::checked([&](jinguo_error **error) {
            return jinguo_live_gaps(get(), detail::bytes(measure), measure.size(),
                                    unit.empty() ? nullptr : detail::bytes(unit), unit.size(), offset, limit, &gaps, error);
        });
        return Gaps(gaps);
    }

    std::string explain(std::string_view measure, std::uint32_t kind, std::string_view subject) const {
        return detail::text([&](jinguo_text **out, jinguo_error **error) {
            return jinguo_live_explain(get(), detail::bytes(measure), measure.size(), kind, detail::bytes(subject),
                                       subject.size(), out, error);
        });
    }

    const jinguo_live *get() const noexcept { return handle_.get(); }

  private:
    detail::Handle<jinguo_live, jinguo_live_free> handle_;
};

class Scorecards {
  public:
    static Scorecards compile(std::string_view name, std::string_view text) {
        jinguo_scorecards *scorecards = nullptr;
        detail::checked([&](jinguo_error **error) {
            return jinguo_scorecards_compile(detail::bytes(name), name.size(), detail::bytes(text), text.size(), &scorecards,
                                             error);
        });
        return Scorecards(scorecards);
    }

    const jinguo_scorecards *get() const noexcept { return handle_.get(); }

  private:
    explicit Scorecards(jinguo_scorecards *scorecards) noexcept : handle_(scorecards) {}
    detail::Handle<jinguo_scorecards, jinguo_scorecards_free> handle_;
};

class Inputs {
  public:
    static Inputs read(std::string_view name, std::string_view text) {
        jinguo_inputs *inputs = nullptr;
        detail::checked([&](jinguo_error **error) {
            return jinguo_inputs_read(detail::bytes(name), name.size(), detail::bytes(text), text.size(), &inputs, error);
        });
        return Inputs(inputs);
    }

    void take_measures(const Scorecards &scorecards, const Report &report) {
        detail::checked([&](jinguo_error **error) {
            return jinguo_inputs_take_measures(handle_.get(), scorecards.get(), report.get(), error);
        });
    }

    jinguo_inputs *get() noexcept { return handle_.get(); }
    const jinguo_inputs *get() const noexcept { return handle_.get(); }

  private:
    explicit Inputs(jinguo_inputs *inputs) noexcept : handle_(inputs) {}
    detail::Handle<jinguo_inputs, jinguo_inputs_free> handle_;
};

class Scores {
  public:
    Scores(const Scorecards &scorecards, const Inputs &inputs) {
        jinguo_scores *scores = nullptr;
        detail::checked([&](jinguo_error **error) {
            return jinguo_scorecards_evaluate(scorecards.get(), inputs.get(), &scores, error);
        });
        handle_.reset(scores);
    }

    std::string json() const {
        return detail::text([&](jinguo_text **out, jinguo_error **error) {
            return jinguo_scores_json(handle_.get(), out, error);
        });
    }

    // State (JINGUO_STATE_*) and exact points.
    std::pair<std::uint32_t, std::string> points(std::string_view scorecard, std::string_view part,
                                                 std::string_view candidate) const {
        std::uint32_t state = 0;
        std::string points = detail::text([&](jinguo_text **out, jinguo_error **error) {
            return jinguo_scores_points(handle_.get(), detail::bytes(scorecard), scorecard.size(), detail::bytes(part),
                                        part.size(), detail::bytes(candidate), candidate.size(), &state, out, error);
        });
        return {state, std::move(points)};
    }

    std::string explain(std::string_view scorecard, std::string_view candidate) const {
        return detail::text([&](jinguo_text **out, jinguo_error **error) {
            return jinguo_scores_explain(handle_.get(), detail::bytes(scorecard), scorecard.size(), detail::bytes(candidate),
                                         candidate.size(), out, error);
        });
    }

    std::string fingerprint() const {
        return detail::text([&](jinguo_text **out, jinguo_error **error) {
            return jinguo_scores_fingerprint(handle_.get(), out, error);
        });
    }

    const jinguo_scores *get() const noexcept { return handle_.get(); }

  private:
    detail::Handle<jinguo_scores, jinguo_scores_free> handle_;
};

} // namespace jinguo

#endif
