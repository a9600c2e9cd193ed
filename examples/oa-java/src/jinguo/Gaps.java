package jinguo;

import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import java.time.LocalDate;

/** A page of the gap list (缺口清单). */
public final class Gaps extends Handle {
    /** Texts, {@code JINGUO_GAP_*}. */
    public static final int SUBJECT_KIND = 0, SUBJECT = 1, UNIT = 2, CLASS = 3, REASON = 4;

    /** All gaps of a measure, at most {@code limit} (10,000) of them, from {@code offset}. */
    public Gaps(Evaluation evaluation, String measure, long offset, int limit) {
        super(
                (out, error) ->
                        Library.jinguo_evaluation_gaps(
                                evaluation.get(), bytes(measure), bytes(measure).length, null, 0, offset, limit, out, error),
                Library::jinguo_gaps_free);
    }

    /** On all pages. */
    public long total() {
        return Library.jinguo_gaps_total(get());
    }

    /** On this page. */
    public long size() {
        return Library.jinguo_gaps_count(get());
    }

    public String text(long index, int part) {
        return lent((data, len, error) -> Library.jinguo_gaps_text(get(), index, part, data, len, error));
    }

    /** By when; null without a due day. */
    public LocalDate due(long index) {
        IntByReference classOf = new IntByReference();
        LongByReference due = new LongByReference();
        check(error -> Library.jinguo_gaps_numbers(get(), index, classOf, due, error));
        return due.getValue() == Report.NONE ? null : LocalDate.ofEpochDay(due.getValue());
    }
}
