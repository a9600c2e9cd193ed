package oa;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * 建一个示例 OA 库：{@code java oa.SmallOffice JDBC地址 schema.sql 台账文件夹}。数据来自本项目的合成小台账，没有真实的人。
 */
public final class SmallOffice {
    private SmallOffice() {}

    public static void main(String[] arguments) throws Exception {
        try (Connection database = DriverManager.getConnection(arguments[0])) {
            create(database, Path.of(arguments[1]), Path.of(arguments[2]));
        }
    }

    static void create(Connection database, Path schema, Path folder) throws Exception {
        try (Statement statement = database.createStatement()) {
            statement.execute(Files.readString(schema));
        }
        fill(database, "oa_unit", "`id`, `name`, `level`, nullif(`parent`, ''), nullif(`groups`, ''), null", folder.resolve("units.csv"));
        fill(database, "oa_person", "`id`, `unit`, cast(nullif(`birth_date`, '') as date), `roles`, null", folder.resolve("persons.csv"));
        fill(
                database,
                "oa_organisation",
                "`id`, `kind`, `mode`, `host`, nullif(`covers`, ''), cast(`established` as date), null, null",
                folder.resolve("organisations.csv"));
        fill(
                database,
                "oa_activity",
                "`id`, `kind`, nullif(`topics`, ''), cast(`date` as date), `status`, `hosts`,"
                        + " cast(nullif(`headcount.minor`, '') as integer), cast(nullif(`headcount.guardian`, '') as integer), null",
                folder.resolve("activities.csv"));
        fill(database, "oa_attendance", "`activity`, `person`, `role`, null", folder.resolve("participations.csv"));
    }

    private static void fill(Connection database, String table, String columns, Path file) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute(
                    "insert into " + table + " select " + columns.replace('`', '"') + " from csvread('" + file
                            + "', null, 'charset=UTF-8 caseSensitiveColumnNames=true')");
        }
    }
}
