package oa;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.Arrays;
import jinguo.JinguoException;
import jinguo.Plan;

/** 检查作业：结果、重算、出错时不留痕迹、内存不增长。{@code java oa.Check 项目文件夹 工作文件夹} */
public final class Check {
    private static final LocalDate DAY = LocalDate.of(2022, 6, 30);

    private Check() {}

    public static void main(String[] arguments) throws Exception {
        Path root = Path.of(arguments[0]).toAbsolutePath(), work = Path.of(arguments[1]).toAbsolutePath();
        Path changde = root.resolve("examples/changde-2022");
        Files.deleteIfExists(work.resolve("office.mv.db"));
        String url = "jdbc:h2:" + work.resolve("office");
        try (Connection database = DriverManager.getConnection(url)) {
            SmallOffice.create(database, root.resolve("examples/oa-java/schema.sql"), changde.resolve("small"));
        }
        try (Connection database = DriverManager.getConnection(url);
                Plan plan = new Plan("plan.json", Files.readAllBytes(changde.resolve("plan.json")))) {
            theJobWritesResultsAndGaps(database, plan);
            aSecondRunReplacesTheFirst(database, plan);
            aLaterEntryIsNotKnownEarlier(database, plan);
            aBadRowChangesNothing(database, plan);
            memoryDoesNotGrow(database, plan);
        }
        System.out.println("oa-java：结果、重算、登记截至、出错撤回、内存，都对");
    }

    private static void theJobWritesResultsAndGaps(Connection database, Plan plan) throws SQLException {
        System.out.println(YearJob.run(database, plan, DAY, DAY));
        same("3/8", one(database, "select numerator || '/' || denominator from jinguo_result"
                + " where measure = 'protection_minors' and unit_code = '4307' and stratum = ''"));
        same("0.375", one(database, "select exact_value from jinguo_result"
                + " where measure = 'protection_minors' and unit_code = '4307' and stratum = ''"));
        same("5", one(database, "select count(*) from jinguo_gap where measure = 'protection_minors'"));
        same("64", one(database, "select length(fingerprint) from jinguo_run"));
        // 缺口就是应覆盖而未覆盖的：每个指标在全市的两个数相减，与缺口表一致。
        same("5", one(database, "select denominator - numerator from jinguo_result"
                + " where measure = 'protection_minors' and unit_code = '4307' and stratum = ''"));
        same(one(database, "select count(*) from jinguo_result"), one(database, "select result_rows from jinguo_run"));
        same(one(database, "select count(*) from jinguo_gap"), one(database, "select gap_rows from jinguo_run"));
        // 没有应覆盖对象的单位，值是空的。
        same("0", one(database, "select count(*) from jinguo_result where (exact_value is null) <> (state <> 'value')"));
    }

    private static void aSecondRunReplacesTheFirst(Connection database, Plan plan) throws SQLException {
        String before = one(database, "select fingerprint || result_rows || '+' || gap_rows from jinguo_run");
        YearJob.run(database, plan, DAY, DAY);
        same("1", one(database, "select count(*) from jinguo_run"));
        same(before, one(database, "select fingerprint || result_rows || '+' || gap_rows from jinguo_run"));
    }

    private static void aLaterEntryIsNotKnownEarlier(Connection database, Plan plan) throws SQLException {
        change(database, "insert into oa_attendance values ('a-02', 'm-04', 'audience', timestamp '2022-07-03 00:10:00')");
        YearJob.run(database, plan, DAY, LocalDate.of(2022, 7, 2));
        same("3", one(database, "select numerator from jinguo_result where measure = 'protection_minors' and unit_code = '4307' and stratum = ''"));
        YearJob.run(database, plan, DAY, LocalDate.of(2022, 7, 3));
        same("4", one(database, "select numerator from jinguo_result where measure = 'protection_minors' and unit_code = '4307' and stratum = ''"));
        change(database, "delete from oa_attendance where entered_at is not null");
        YearJob.run(database, plan, DAY, DAY);
    }

    private static void aBadRowChangesNothing(Connection database, Plan plan) throws SQLException {
        String before = one(database, "select fingerprint from jinguo_run");
        change(database, "update oa_activity set act_status = 'hold' where act_id = 'a-02'");
        change(database, "insert into oa_person values ('x-1', 'nowhere', null, 'minor', null)");
        try {
            YearJob.run(database, plan, DAY, DAY);
            throw new AssertionError("应当报错");
        } catch (JinguoException wrong) {
            // JINGUO_STATUS_UNKNOWN_WORD，写明表、行、列。
            same("2007", String.valueOf(wrong.status));
            for (String part : new String[] {"oa_activity", "第 2 行", "status", "hold"}) {
                if (!wrong.getMessage().contains(part)) {
                    throw new AssertionError("“" + part + "”不在：" + wrong.getMessage());
                }
            }
        }
        same(before, one(database, "select fingerprint from jinguo_run"));
        change(database, "update oa_activity set act_status = 'held' where act_id = 'a-02'");
        try {
            YearJob.run(database, plan, DAY, DAY);
            throw new AssertionError("应当报错");
        } catch (JinguoException wrong) {
            // JINGUO_STATUS_UNKNOWN_UNIT
            same("4001", String.valueOf(wrong.status));
        }
        change(database, "delete from oa_person where person_key = 'x-1'");
        YearJob.run(database, plan, DAY, DAY);
        same(before, one(database, "select fingerprint from jinguo_run"));
    }

    private static void memoryDoesNotGrow(Connection database, Plan plan) throws Exception {
        for (int round = 0; round < 50; round++) {
            YearJob.run(database, plan, DAY, DAY);
        }
        long before = resident();
        for (int round = 0; round < 150; round++) {
            YearJob.run(database, plan, DAY, DAY);
        }
        long grown = resident() - before;
        System.out.printf("150 次重算后内存增加 %d KiB%n", grown);
        // 每次漏掉一个计算结果或台账，至少会是 150 × 100 KiB。
        if (grown > 12_000) {
            throw new AssertionError("内存增加了 " + grown + " KiB");
        }
    }

    /** 进程占用的内存，KiB，垃圾回收之后。 */
    private static long resident() throws IOException {
        System.gc();
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    private static void change(Connection database, String sql) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private static String one(Connection database, String query) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            if (!rows.next()) {
                throw new AssertionError("没有结果：" + query);
            }
            return rows.getString(1);
        }
    }

    private static void same(String expected, String found) {
        if (!expected.equals(found)) {
            throw new AssertionError(Arrays.asList("应为", expected, "而是", found).toString());
        }
    }
}
