package oa;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Date;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.Set;
import jinguo.Batch;
import jinguo.Evaluation;
import jinguo.Gaps;
import jinguo.JinguoException;
import jinguo.Ledger;
import jinguo.Plan;
import jinguo.Report;

/**
 * OA 系统的一项作业：读六张业务表，按工作要点计算，把结果表和缺口表写回同一个库，全部在一个事务里。
 *
 * <pre>java oa.YearJob JDBC地址 工作要点.json 数据时点 [登记截至]</pre>
 *
 * 有一行数据不对，就什么都不写：错误逐条列出表、行、列、读到什么、应为什么，退出码为 1。
 */
public final class YearJob {
    /** 台账的六张表，次序就是 JINGUO_TABLE_* 的编号。 */
    private static final String[][] QUERIES = {
        {
            "oa_unit",
            "select code as \"id\", unit_name as \"name\", unit_level as \"level\", parent_code as \"parent\","
                    + " categories as \"groups\", entered_at as \"recorded_at\" from oa_unit order by code"
        },
        {
            "oa_person",
            "select person_key as \"id\", unit_code as \"unit\", birth as \"birth_date\", roles as \"roles\","
                    + " entered_at as \"recorded_at\" from oa_person order by person_key"
        },
        {
            "oa_organisation",
            "select org_id as \"id\", org_kind as \"kind\", build_mode as \"mode\", host_code as \"host\", covers as \"covers\","
                    + " founded as \"established\", members as \"members\", entered_at as \"recorded_at\" from oa_organisation order by org_id"
        },
        {
            "oa_activity",
            "select act_id as \"id\", act_kind as \"kind\", topics as \"topics\", held_on as \"date\", act_status as \"status\","
                    + " hosts as \"hosts\", minors as \"headcount.minor\", guardians as \"headcount.guardian\","
                    + " entered_at as \"recorded_at\" from oa_activity order by act_id"
        },
        {
            "oa_attendance",
            "select act_id as \"activity\", person_key as \"person\", as_role as \"role\","
                    + " entered_at as \"recorded_at\" from oa_attendance order by act_id, person_key, as_role"
        },
        {
            "oa_observation",
            "select obs_id as \"id\", obs_kind as \"kind\", unit_code as \"unit\", obs_date as \"date\", obs_value as \"value\","
                    + " source as \"source\", entered_at as \"recorded_at\" from oa_observation order by obs_id"
        },
    };

    private static final int PAGE = 10_000;

    private YearJob() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 3 && arguments.length != 4) {
            System.err.println("用法：java oa.YearJob JDBC地址 工作要点.json 数据时点 [登记截至]");
            System.exit(2);
        }
        LocalDate asOf = LocalDate.parse(arguments[2]);
        LocalDate knownAt = arguments.length == 4 ? LocalDate.parse(arguments[3]) : asOf;
        Path file = Path.of(arguments[1]);
        try (Plan plan = new Plan(file.getFileName().toString(), Files.readAllBytes(file));
                Connection database = DriverManager.getConnection(arguments[0])) {
            System.out.println(run(database, plan, asOf, knownAt));
        } catch (JinguoException wrong) {
            System.err.println(wrong.getMessage());
            System.exit(1);
        }
    }

    /** 计算并写回；返回一句话的小结。出错时库里保持原样。 */
    static String run(Connection database, Plan plan, LocalDate asOf, LocalDate knownAt) throws SQLException {
        boolean automatic = database.getAutoCommit();
        int isolation = database.getTransactionIsolation();
        database.setAutoCommit(false);
        // 六次查询看到的是同一时刻的库。
        database.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        try (Ledger ledger = ledger(database);
                Evaluation evaluation = new Evaluation(plan, ledger, asOf, knownAt);
                Report report = new Report(evaluation)) {
            String summary = write(database, evaluation, report, asOf, knownAt);
            database.commit();
            return summary;
        } finally {
            // 提交之后这里无事可撤；出错时全部撤回。
            database.rollback();
            database.setTransactionIsolation(isolation);
            database.setAutoCommit(automatic);
        }
    }

    private static Ledger ledger(Connection database) throws SQLException {
        Ledger ledger = new Ledger();
        try (Batch batch = new Batch();
                Statement statement = database.createStatement()) {
            for (int table = 0; table < QUERIES.length; table++) {
                try (ResultSet rows = statement.executeQuery(QUERIES[table][1])) {
                    batch.read(table, QUERIES[table][0], rows);
                }
            }
            ledger.apply(batch);
            return ledger;
        } catch (SQLException | RuntimeException wrong) {
            ledger.close();
            throw wrong;
        }
    }

    private static String write(Connection database, Evaluation evaluation, Report report, LocalDate asOf, LocalDate knownAt)
            throws SQLException {
        try (PreparedStatement old = database.prepareStatement("delete from jinguo_run where as_of = ?")) {
            old.setObject(1, asOf);
            old.executeUpdate();
        }
        try (PreparedStatement run =
                database.prepareStatement(
                        "insert into jinguo_run (as_of, known_at, fingerprint, result_rows, gap_rows) values (?, ?, ?, ?, 0)")) {
            run.setObject(1, asOf);
            run.setObject(2, knownAt);
            run.setString(3, report.fingerprint());
            run.setLong(4, report.size());
            run.executeUpdate();
        }
        Set<String> measures = writeResults(database, report, asOf);
        long gaps = 0;
        for (String measure : measures) {
            gaps += writeGaps(database, evaluation, measure, asOf);
        }
        try (PreparedStatement run = database.prepareStatement("update jinguo_run set gap_rows = ? where as_of = ?")) {
            run.setLong(1, gaps);
            run.setObject(2, asOf);
            run.executeUpdate();
        }
        return String.format("%s：结果 %d 行，%d 个指标的缺口 %d 行，指纹 %s", asOf, report.size(), measures.size(), gaps, report.fingerprint());
    }

    /** 写结果表；返回有缺口清单的指标。 */
    private static Set<String> writeResults(Connection database, Report report, LocalDate asOf) throws SQLException {
        int[] counts = {
            Report.NUMERATOR, Report.DENOMINATOR, Report.EXCLUDED, Report.EXCEPTED, Report.MET, Report.VOID, Report.OPEN, Report.PROSPECTIVE, Report.UNKNOWN
        };
        long[][] columns = new long[counts.length][];
        for (int at = 0; at < counts.length; at++) {
            columns[at] = report.numbers(counts[at]);
        }
        long[] due = report.numbers(Report.DUE);
        // 合成指标的缺口就是各组成指标的缺口。
        Set<String> measures = new LinkedHashSet<>();
        try (PreparedStatement insert =
                database.prepareStatement("insert into jinguo_result values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (int row = 0; row < due.length; row++) {
                if (!report.text(row, Report.SCORING).equals("composite")) {
                    measures.add(report.text(row, Report.MEASURE));
                }
                insert.setObject(1, asOf);
                insert.setString(2, report.text(row, Report.MEASURE));
                insert.setString(3, report.text(row, Report.UNIT));
                insert.setString(4, report.text(row, Report.STRATUM));
                insert.setString(5, report.text(row, Report.STATE));
                insert.setString(6, report.text(row, Report.STATUS));
                for (int at = 0; at < counts.length; at++) {
                    insert.setLong(7 + at, columns[at][row]);
                }
                // 没有值就是 null，不是 0，也不是 100%。
                insert.setString(16, orNull(report.text(row, Report.VALUE)));
                insert.setString(17, orNull(report.text(row, Report.TARGET)));
                insert.setDate(18, due[row] == Report.NONE ? null : Date.valueOf(LocalDate.ofEpochDay(due[row])));
                insert.addBatch();
                if (row % 1000 == 999) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
        }
        return measures;
    }

    private static long writeGaps(Connection database, Evaluation evaluation, String measure, LocalDate asOf) throws SQLException {
        long written = 0;
        long total;
        try (PreparedStatement insert = database.prepareStatement("insert into jinguo_gap values (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            do {
                try (Gaps gaps = new Gaps(evaluation, measure, written, PAGE)) {
                    total = gaps.total();
                    long size = gaps.size();
                    for (long index = 0; index < size; index++) {
                        LocalDate due = gaps.due(index);
                        insert.setObject(1, asOf);
                        insert.setString(2, measure);
                        insert.setLong(3, written + index);
                        insert.setString(4, gaps.text(index, Gaps.SUBJECT_KIND));
                        insert.setString(5, gaps.text(index, Gaps.SUBJECT));
                        insert.setString(6, gaps.text(index, Gaps.UNIT));
                        insert.setString(7, gaps.text(index, Gaps.CLASS));
                        insert.setString(8, gaps.text(index, Gaps.REASON));
                        insert.setDate(9, due == null ? null : Date.valueOf(due));
                        insert.addBatch();
                    }
                    insert.executeBatch();
                    written += size;
                    if (size == 0 && written < total) {
                        throw new IllegalStateException("缺口清单少了一页");
                    }
                }
            } while (written < total);
        }
        return written;
    }

    private static String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
