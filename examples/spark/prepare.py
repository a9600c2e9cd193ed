"""Facts of persons from CSV files as a Parquet dataset, partitioned by person; the observations of units as a CSV file of their own.

    prepare.py FOLDER FACTS OF
"""

import csv
import os
import sys
import zlib

import pyarrow
import pyarrow.parquet

folder, facts, of = sys.argv[1], sys.argv[2], int(sys.argv[3])
parts = {part: [{"kind": 0}] for part in range(of)}
for kind, name in [(1, "persons"), (4, "participations"), (5, "observations")]:
    with open(os.path.join(folder, name + ".csv"), newline="", encoding="utf-8") as file:
        reader = csv.DictReader(file)
        common = [reader.fieldnames]
        for row in reader:
            person = row["id" if kind == 1 else "person"]
            if kind == 5:
                if not person:
                    common.append([row[name] for name in reader.fieldnames])
                    continue
                row["kind_of"] = row.pop("kind")
            part = zlib.crc32(person.encode()) % 1024 * of // 1024
            parts[part].append({"kind": kind, **{name: value or None for name, value in row.items()}})
    if kind == 5:
        with open(os.path.join(folder, "unit-observations.csv"), "w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(common)
names = "id unit birth_date roles valid_from valid_to recorded_at withdrawn activity person role kind_of date value source".split()
schema = pyarrow.schema([("kind", pyarrow.int32()), *((name, pyarrow.string()) for name in names)])
for part, rows in parts.items():
    path = os.path.join(facts, f"part={part}")
    os.makedirs(path)
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows, schema=schema), os.path.join(path, "facts.parquet"))
