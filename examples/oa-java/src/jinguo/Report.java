package jinguo;

import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;

/** A report as a table: one row for each measure, unit and stratum. Any number of threads may use it at once. */
public final class Report extends Handle {
    /** Columns of text, {@code JINGUO_TEXT_*}. */
    public static final int MEASURE = 0, UNIT = 3, UNIT_NAME = 4, STRATUM = 7, STATE = 8, STATUS = 9, VALUE = 10, TARGET = 11, SCORING = 14;

    /** Columns of numbers, {@code JINGUO_NUMBER_*}. */
    public static final int NUMERATOR = 2, DENOMINATOR = 3, EXCLUDED = 4, EXCEPTED = 5, MET = 6, VOID = 7, OPEN = 8, PROSPECTIVE = 9, UNKNOWN = 10, DUE = 22;

    /** {@code JINGUO_NONE}: a number that is not there. */
    public static final long NONE = Long.MIN_VALUE;

    public Report(Evaluation evaluation) {
        super((out, error) -> Library.jinguo_evaluation_report(evaluation.get(), out, error), Library::jinguo_report_free);
    }

    public long size() {
        return Library.jinguo_report_row_count(get());
    }

    /** SM3 over plan, ledger and parameters: which inputs gave this report. */
    public String fingerprint() {
        return lent((data, len, error) -> Library.jinguo_report_fingerprint(get(), data, len, error));
    }

    /** A whole column. */
    public long[] numbers(int column) {
        PointerByReference values = new PointerByReference();
        LongByReference count = new LongByReference();
        check(error -> Library.jinguo_report_numbers(get(), column, values, count, error));
        return count.getValue() == 0 ? new long[0] : values.getValue().getLongArray(0, Math.toIntExact(count.getValue()));
    }

    public String text(long row, int column) {
        return lent((data, len, error) -> Library.jinguo_report_text(get(), row, column, data, len, error));
    }
}
