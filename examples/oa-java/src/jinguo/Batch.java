package jinguo;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.LongByReference;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Records on their way into a ledger. One thread at a time. */
public final class Batch extends Handle {
    public Batch() {
        super(Library::jinguo_batch_new, Library::jinguo_batch_free);
    }

    /**
     * Adds all rows of a query. Its columns are named as those of the CSV file, with {@code as "headcount.minor"} where needed; text, days, times, whole
     * numbers and decimals go over as they are.
     *
     * @param table {@code JINGUO_TABLE_*}
     * @param name what messages call the table
     * @return how many rows there were
     */
    public long read(int table, String name, ResultSet rows) throws SQLException {
        ResultSetMetaData meta = rows.getMetaData();
        List<Column> columns = new ArrayList<>();
        for (int at = 1; at <= meta.getColumnCount(); at++) {
            columns.add(Column.of(meta, at));
        }
        int count = 0;
        for (; rows.next(); count++) {
            for (Column column : columns) {
                column.take(rows);
            }
        }
        long height = count;
        try (Columns handle = new Columns(table, height)) {
            for (Column column : columns) {
                column.lendTo(handle.get(), height);
            }
            LongByReference read = new LongByReference();
            check(error -> Library.jinguo_batch_read_columns(get(), handle.get(), bytes(name), bytes(name).length, read, error));
            return read.getValue();
        } finally {
            // The library follows pointers into this memory until the columns are freed.
            columns.forEach(Column::release);
        }
    }

    private static final class Columns extends Handle {
        Columns(int table, long rows) {
            super((out, error) -> Library.jinguo_columns_new(table, rows, out, error), Library::jinguo_columns_free);
        }
    }

    /** One column of a query, collected. */
    private abstract static class Column {
        final byte[] name;
        final int at;
        private final List<Memory> lent = new ArrayList<>();

        Column(ResultSetMetaData meta, int at) throws SQLException {
            this.name = bytes(meta.getColumnLabel(at));
            this.at = at;
        }

        static Column of(ResultSetMetaData meta, int at) throws SQLException {
            switch (meta.getColumnType(at)) {
                case Types.DATE:
                    return new Days(meta, at);
                case Types.TIMESTAMP:
                    return new Times(meta, at);
                case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT:
                    return new Numbers(meta, at, 0);
                case Types.NUMERIC, Types.DECIMAL:
                    return new Numbers(meta, at, meta.getScale(at));
                case Types.REAL, Types.FLOAT, Types.DOUBLE:
                    throw new SQLException("浮点数不精确，请改为 DECIMAL：" + meta.getColumnLabel(at));
                default:
                    return new Text(meta, at);
            }
        }

        abstract void take(ResultSet rows) throws SQLException;

        abstract void lendTo(Pointer columns, long rows);

        /** Memory that lives until the columns have been read. */
        Memory memory(long size) {
            Memory made = new Memory(Math.max(size, 8));
            lent.add(made);
            return made;
        }

        void release() {
            lent.forEach(Memory::close);
            lent.clear();
        }
    }

    private static final class Text extends Column {
        private final ByteArrayOutputStream data = new ByteArrayOutputStream();
        private final List<Long> offsets = new ArrayList<>(List.of(0L));

        Text(ResultSetMetaData meta, int at) throws SQLException {
            super(meta, at);
        }

        @Override
        void take(ResultSet rows) throws SQLException {
            String value = rows.getString(at);
            if (value != null) {
                data.writeBytes(bytes(value));
            }
            offsets.add((long) data.size());
        }

        @Override
        void lendTo(Pointer columns, long rows) {
            Memory bytes = memory(data.size()), starts = memory(offsets.size() * 8L);
            bytes.write(0, data.toByteArray(), 0, data.size());
            starts.write(0, offsets.stream().mapToLong(Long::longValue).toArray(), 0, offsets.size());
            check(error -> Library.jinguo_columns_add_text(columns, name, name.length, bytes, data.size(), starts, offsets.size(), error));
        }
    }

    /** Values of eight bytes. */
    private abstract static class Longs extends Column {
        /** {@code JINGUO_NONE}: not there, which is not 0. */
        static final long NONE = Long.MIN_VALUE;

        private final List<Long> values = new ArrayList<>();

        Longs(ResultSetMetaData meta, int at) throws SQLException {
            super(meta, at);
        }

        void add(long value) {
            values.add(value);
        }

        Memory values() {
            Memory memory = memory(values.size() * 8L);
            memory.write(0, values.stream().mapToLong(Long::longValue).toArray(), 0, values.size());
            return memory;
        }
    }

    private static final class Numbers extends Longs {
        private final int digits;

        Numbers(ResultSetMetaData meta, int at, int digits) throws SQLException {
            super(meta, at);
            this.digits = digits;
        }

        @Override
        void take(ResultSet rows) throws SQLException {
            BigDecimal value = rows.getBigDecimal(at);
            add(value == null ? NONE : value.setScale(digits, RoundingMode.UNNECESSARY).unscaledValue().longValueExact());
        }

        @Override
        void lendTo(Pointer columns, long rows) {
            Memory values = values();
            check(error -> Library.jinguo_columns_add_numbers(columns, name, name.length, values, rows, digits, error));
        }
    }

    private static final class Times extends Longs {
        Times(ResultSetMetaData meta, int at) throws SQLException {
            super(meta, at);
        }

        @Override
        void take(ResultSet rows) throws SQLException {
            LocalDateTime value = rows.getObject(at, LocalDateTime.class);
            // The clock of the office: the offset only turns a wall clock into seconds.
            add(value == null ? NONE : value.toEpochSecond(ZoneOffset.UTC));
        }

        @Override
        void lendTo(Pointer columns, long rows) {
            Memory values = values();
            check(error -> Library.jinguo_columns_add_times(columns, name, name.length, values, rows, error));
        }
    }

    private static final class Days extends Column {
        private final List<Integer> values = new ArrayList<>();

        Days(ResultSetMetaData meta, int at) throws SQLException {
            super(meta, at);
        }

        @Override
        void take(ResultSet rows) throws SQLException {
            LocalDate value = rows.getObject(at, LocalDate.class);
            // JINGUO_NO_DAY where there is none.
            values.add(value == null ? Integer.MIN_VALUE : Math.toIntExact(value.toEpochDay()));
        }

        @Override
        void lendTo(Pointer columns, long rows) {
            Memory memory = memory(values.size() * 4L);
            memory.write(0, values.stream().mapToInt(Integer::intValue).toArray(), 0, values.size());
            check(error -> Library.jinguo_columns_add_days(columns, name, name.length, memory, rows, error));
        }
    }
}
