"""Polars' answer, lazily and streaming: with_polars.py TABLES ANSWER. POLARS_MAX_THREADS limits its threads."""
import json
import sys

import polars
import tables
from polars import col, lit

folder, answer = sys.argv[1:3]
clock = tables.Clock()


def scan(table):
    file, columns = tables.COLUMNS[table]
    return polars.scan_csv(f"{folder}/{file}.csv", schema={column: polars.String for column in columns})


lecture = scan("a").filter(
    (col("type") == "abuse-prevention-lecture")
    & (col("status") == "verified")
    & col("date").is_between(lit("2022-01-01"), lit("2022-12-31"))
)
reached = scan("t").join(lecture, on="activity_id", how="semi").select("person_id").unique().with_columns(covered=lit(1))
counted = (
    scan("p")
    .filter((col("kind") == "guardian") | (col("birth_date") > "2004-12-31"))
    .join(reached, on="person_id", how="left")
    .group_by("region", "kind")
    .agg(due=polars.len(), covered=col("covered").sum())
)


def kind(word, name):
    of = counted.filter(col("kind") == word)
    return of.select(col("region").alias("code"), col("due").alias(name), col("covered").alias(f"{name}_covered"))


held = lecture.select(col("host_region").alias("code")).unique().with_columns(held=lit(1))
community = (
    scan("r")
    .select("code")
    .join(kind("minor", "minors"), on="code", how="left")
    .join(kind("guardian", "guardians"), on="code", how="left")
    .join(held, on="code", how="left")
    .fill_null(0)
    .collect(engine="streaming")
)
rows = []
for digits in tables.LEVELS:
    sums = [col(name).sum() for name in ("minors", "minors_covered", "guardians", "guardians_covered")]
    by_code = community.group_by(col("code").str.slice(0, digits))
    rows += by_code.agg(*sums, polars.len(), col("held").sum()).sort("code").rows()
tables.write([list(row) for row in rows], answer)
print(json.dumps({"wall": clock.look(), "cpu": clock.cpu()}))
