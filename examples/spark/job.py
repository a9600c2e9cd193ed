"""The report of a city from Parquet tables that are partitioned by person, on a Spark cluster.

    spark-submit job.py LIBRARY FOLDER PLAN FACTS OUT AS_OF KNOWN_AT OF

FACTS is a Parquet dataset with a row for each fact of a person: `part`, `kind` (the number of the table) and the columns of all tables
as text. Each task takes whole partitions as Arrow batches and gives states; states are merged in groups on the workers, then here.
"""

import json
import os
import sys
import time

import pyarrow
import pyarrow.compute
import pyarrow.parquet
from library import job
from pyspark.sql import SparkSession

COLUMNS = {
    1: ["id", "unit", "birth_date", "roles", "valid_from", "valid_to", "recorded_at", "withdrawn"],
    4: ["activity", "person", "role", "recorded_at", "withdrawn"],
    5: ["id", "kind_of", "person", "date", "value", "source", "recorded_at"],
}
STATE = pyarrow.schema([("part", pyarrow.int32()), ("state", pyarrow.binary())])


def states_of(question, of):
    def states(batches):
        batches = list(batches)
        if not batches:
            return
        facts = pyarrow.Table.from_batches(batches)
        for part in sorted(pyarrow.compute.unique(facts["part"]).to_pylist()):
            # A test that kills a worker needs the time to do it.
            time.sleep(float(os.environ.get("JINGUO_SLOW", 0)))
            own = facts.filter(pyarrow.compute.equal(facts["part"], part))
            tables = {}
            for table, columns in COLUMNS.items():
                rows = own.filter(pyarrow.compute.equal(own["kind"], table)).select(columns)
                if rows.num_rows:
                    tables[table] = rows.rename_columns(["kind" if name == "kind_of" else name for name in columns])
            state = job(*question).state(part, of, tables)
            yield pyarrow.record_batch([[part], [state]], schema=STATE)

    return states


def merged(question):
    def merge(batches):
        states = [state for batch in batches for state in batch["state"].to_pylist()]
        if states:
            yield pyarrow.record_batch([[-1], [job(*question).library.merged(states)]], schema=STATE)

    return merge


def main(library, folder, plan, facts, out, as_of, known_at, of):
    question, of = (library, folder, plan, as_of, known_at), int(of)
    spark = SparkSession.builder.appName("jinguo").getOrCreate()
    table = spark.read.parquet(facts).repartition(of, "part")
    states = table.mapInArrow(states_of(question, of), "part int, state binary")
    groups = states.coalesce(max(2, of // 8)).mapInArrow(merged(question), "part int, state binary")
    rows = [bytes(row.state) for row in groups.collect()]
    report = job(*question).report(job(*question).library.merged(rows))
    with open(os.path.join(out, "report.json"), "wb") as file:
        file.write(report)
    # The report as a table: one row for each measure, unit and stratum.
    results = [
        {
            "measure": measure["id"],
            "unit": result["unit"],
            "stratum": ";".join(result.get("stratum", [])),
            "state": result["state"],
            "status": result["status"],
            "numerator": result["numerator"],
            "denominator": result["denominator"],
            "value": None if result.get("value") is None else str(result["value"]),
        }
        for measure in json.loads(report)["measures"]
        for result in measure["results"]
    ]
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(results), os.path.join(out, "report.parquet"))
    spark.stop()


main(*sys.argv[1:])
