"""The report of a year from Parquet tables, by a Spark cluster: every worker works on the facts of some persons.

    spark-submit --py-files jinguo.py job.py LIBRARY TABLES PLAN OUT AS_OF KNOWN_AT PARTITIONS

LIBRARY is the C library, which the workers get from here; TABLES a folder with the six Parquet tables of the ledger, `units` to
`observations`. The report is written into the folder OUT as `report.json` and `report.parquet`.
"""

import json
import os
import sys

import pyarrow
import pyarrow.compute
import pyarrow.parquet
from jinguo import TABLES, Library
from pyspark import SparkFiles, TaskContext
from pyspark.sql import SparkSession, Window
from pyspark.sql import functions as sql

OF_PERSONS = ["persons", "participations", "observations"]
STATE = pyarrow.schema([("part", pyarrow.int32()), ("state", pyarrow.binary())])
SHAPE = "part int, state binary"
# So many states are merged into one at a time.
FAN = 4


def arrow_bytes(table):
    sink = pyarrow.BufferOutputStream()
    with pyarrow.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
    return sink.getvalue().to_pybytes()


def arrow_tables(tables):
    return {name: pyarrow.ipc.open_stream(data).read_all() for name, data in tables.items()}


def states_of(library, question, columns, of, each):
    """Makes a function from the facts of one partition's persons to the state of the partition."""

    def state(batches):
        index = TaskContext.get().partitionId()
        each(index)
        batches, (plan, common, days) = list(batches), question.value
        tables = arrow_tables(common)
        if batches:
            facts = pyarrow.Table.from_batches(batches)
            for name in OF_PERSONS:
                own = facts.filter(pyarrow.compute.equal(facts["table"], name)).select(columns[name])
                # Observations of units are common facts.
                tables[name] = pyarrow.concat_tables([tables[name], own]) if name in tables else own
        yield pyarrow.record_batch([[index], [Library(SparkFiles.get(library)).state(plan, tables, days, index, of)]], schema=STATE)

    return state


def merge_of(library):
    """Makes a function from some states to one that has them all."""

    def merge(batches):
        index, states = TaskContext.get().partitionId(), [state for batch in batches for state in batch["state"].to_pylist()]
        yield pyarrow.record_batch([[index], [Library(SparkFiles.get(library)).merged(states)]], schema=STATE)

    return merge


def run(path, folder, plan, out, as_of, known_at, of, each=lambda index: None):
    """Runs the job; `each` is called on the worker before the state of a partition is computed."""
    # The number of a Spark partition is that of ours, even where it has no rows.
    spark = SparkSession.builder.appName("jinguo").config("spark.sql.adaptive.enabled", False).getOrCreate()
    # Spark follows links and keeps the last name.
    path = os.path.realpath(path)
    library = os.path.basename(path)
    spark.sparkContext.addFile(path)
    tables = {name: spark.read.parquet(os.path.join(folder, name)) for name in TABLES}

    # Whose an observation is; an entry that only withdraws it need not say so.
    owner = sql.coalesce("person", sql.max("person").over(Window.partitionBy("id")))
    observations = tables["observations"].withColumn("key", owner)
    of_units = observations.where("key is null").drop("key")
    common = {name: tables[name].toArrow() for name in TABLES if name not in OF_PERSONS} | {"observations": of_units.toArrow()}
    with open(plan, "rb") as file:
        plan = file.read()
    question = spark.sparkContext.broadcast((plan, {name: arrow_bytes(table) for name, table in common.items()}, (as_of, known_at)))

    keyed = {
        "persons": tables["persons"].withColumn("key", sql.col("id")),
        "participations": tables["participations"].withColumn("key", sql.col("person")),
        "observations": observations.where("key is not null"),
    }
    facts = None
    for name, table in keyed.items():
        table = table.withColumn("table", sql.lit(name))
        facts = facts.unionByName(table, allowMissingColumns=True) if facts else table
    part = sql.expr(f"cast(crc32(cast(key as binary)) % 1024 * {of} div 1024 as int)")
    columns = {name: tables[name].columns for name in OF_PERSONS}
    compute = states_of(library, question, columns, of, each)
    states = facts.repartitionById(of, part).drop("key").mapInArrow(compute, SHAPE)

    # A tree: states that lie side by side are merged on the workers, until one is left.
    while of > 1:
        of = -(-of // FAN)
        states = states.repartitionById(of, sql.expr(f"cast(part div {FAN} as int)")).mapInArrow(merge_of(library), SHAPE)
    report = Library(path).report(plan, common, bytes(states.collect()[0]["state"]))

    os.makedirs(out, exist_ok=True)
    with open(os.path.join(out, "report.json"), "wb") as file:
        file.write(report)
    pyarrow.parquet.write_table(rows(json.loads(report)), os.path.join(out, "report.parquet"))
    spark.stop()


def rows(report):
    """The report as a table: a row for each measure, unit and stratum. A value is an exact fraction, so it is text."""
    numbers = dict.fromkeys(["numerator", "denominator"], pyarrow.int64())
    texts = dict.fromkeys(["measure", "unit", "state", "status", "value"], pyarrow.string())
    schema = pyarrow.schema({**texts, **numbers, "stratum": pyarrow.list_(pyarrow.string())})
    results = [{"measure": measure["id"], **result} for measure in report["measures"] for result in measure["results"]]
    return pyarrow.Table.from_pylist(results, schema=schema)


if __name__ == "__main__":
    *arguments, of = sys.argv[1:]
    run(*arguments, int(of))
