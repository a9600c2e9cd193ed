"""DuckDB's answer: with_duckdb.py TABLES ANSWER THREADS."""
import json
import sys

import duckdb
import tables

folder, answer, threads = sys.argv[1:4]
clock = tables.Clock()
connection = duckdb.connect()
connection.execute(f"set threads = {int(threads)}")


def run(statement):
    return connection.execute(statement).fetchall()


def source(table):
    file, columns = tables.COLUMNS[table]
    types = {column: "DATE" if column in ("birth_date", "date") else "VARCHAR" for column in columns}
    return f"select * from read_csv('{folder}/{file}.csv', header = true, columns = {types})"


# The large table is asked for once, so it is read where it is used.
for table in "par":
    run(f"create table {table} as {source(table)}")
run(f"create view t as {source('t')}")
tables.write(tables.ask(run), answer)
wall, cpu = clock.look(), clock.cpu()
run("drop view t")
run(f"create table t as {source('t')}")
clock.look()
tables.ask(run)
print(json.dumps({"wall": wall, "cpu": cpu, "again": clock.look()}))
