package jinguo;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;

/**
 * The functions of {@code jinguo.h} that a job needs, by their names there. {@code size_t} is a {@code long}: the library is built for 64 bits. Signs do not
 * matter, because no count reaches 2^63.
 */
final class Library {
    static {
        Native.register(Library.class, "jinguo");
    }

    private Library() {}

    static native int jinguo_abi_version();

    static native int jinguo_abi_min_compatible();

    static native Pointer jinguo_text_data(Pointer text);

    static native long jinguo_text_len(Pointer text);

    static native int jinguo_error_message(Pointer error, int language, PointerByReference text, Pointer none);

    static native int jinguo_plan_compile(byte[] name, long nameLen, byte[] text, long textLen, PointerByReference plan, PointerByReference error);

    static native int jinguo_batch_new(PointerByReference batch, PointerByReference error);

    static native int jinguo_columns_new(int table, long rows, PointerByReference columns, PointerByReference error);

    static native int jinguo_columns_add_text(
            Pointer columns, byte[] name, long nameLen, Pointer data, long dataLen, Pointer offsets, long offsetCount, PointerByReference error);

    static native int jinguo_columns_add_days(Pointer columns, byte[] name, long nameLen, Pointer values, long count, PointerByReference error);

    static native int jinguo_columns_add_times(Pointer columns, byte[] name, long nameLen, Pointer values, long count, PointerByReference error);

    static native int jinguo_columns_add_numbers(
            Pointer columns, byte[] name, long nameLen, Pointer values, long count, int digits, PointerByReference error);

    static native int jinguo_batch_read_columns(
            Pointer batch, Pointer columns, byte[] name, long nameLen, LongByReference rows, PointerByReference error);

    static native int jinguo_ledger_new(PointerByReference ledger, PointerByReference error);

    static native int jinguo_ledger_apply(Pointer ledger, Pointer batch, LongByReference accepted, PointerByReference error);

    static native int jinguo_evaluate(
            Pointer plan, Pointer ledger, int asOf, int knownAt, PointerByReference evaluation, PointerByReference error);

    static native int jinguo_evaluation_report(Pointer evaluation, PointerByReference report, PointerByReference error);

    static native int jinguo_evaluation_gaps(
            Pointer evaluation,
            byte[] measure,
            long measureLen,
            byte[] unit,
            long unitLen,
            long offset,
            int limit,
            PointerByReference gaps,
            PointerByReference error);

    static native int jinguo_report_fingerprint(Pointer report, PointerByReference data, LongByReference len, PointerByReference error);

    static native long jinguo_report_row_count(Pointer report);

    static native int jinguo_report_numbers(
            Pointer report, int column, PointerByReference values, LongByReference count, PointerByReference error);

    static native int jinguo_report_text(
            Pointer report, long row, int column, PointerByReference data, LongByReference len, PointerByReference error);

    static native long jinguo_gaps_total(Pointer gaps);

    static native long jinguo_gaps_count(Pointer gaps);

    static native int jinguo_gaps_text(
            Pointer gaps, long index, int part, PointerByReference data, LongByReference len, PointerByReference error);

    static native int jinguo_gaps_numbers(
            Pointer gaps, long index, IntByReference classOf, LongByReference due, PointerByReference error);

    static native void jinguo_text_free(Pointer text);

    static native void jinguo_error_free(Pointer error);

    static native void jinguo_plan_free(Pointer plan);

    static native void jinguo_batch_free(Pointer batch);

    static native void jinguo_columns_free(Pointer columns);

    static native void jinguo_ledger_free(Pointer ledger);

    static native void jinguo_evaluation_free(Pointer evaluation);

    static native void jinguo_report_free(Pointer report);

    static native void jinguo_gaps_free(Pointer gaps);
}
