"""The ledger's CSV files as Parquet tables, each in a folder of several files.

    tables.py CSV TABLES
"""

import pathlib
import sys

import pyarrow
import pyarrow.csv
import pyarrow.parquet
from jinguo import TABLES

DAYS = ["birth_date", "valid_from", "valid_to", "date", "last_date", "established", "dissolved"]
FILES = 4

source, target = map(pathlib.Path, sys.argv[1:])
for name in TABLES:
    with open(source / f"{name}.csv", encoding="utf-8") as file:
        header = file.readline().strip().split(",")
    types = {column: pyarrow.date32() if column in DAYS else pyarrow.string() for column in header}
    options = pyarrow.csv.ConvertOptions(column_types=types, strings_can_be_null=True)
    table = pyarrow.csv.read_csv(source / f"{name}.csv", convert_options=options)
    (target / name).mkdir(parents=True)
    size = table.num_rows // FILES + 1
    for number in range(FILES):
        pyarrow.parquet.write_table(table.slice(number * size, size), target / name / f"{number}.parquet")
