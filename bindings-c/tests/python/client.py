"""The C library from Python: ctypes for the calls, Arrow for the columns.

    python client.py libjinguo.so REPOSITORY

Any object with `__arrow_c_stream__` is a table: of pyarrow, of DuckDB, of Polars. The same facts as CSV, as pyarrow tables in many types,
and as a query over a DuckDB file give the same bytes.
"""

import ctypes
import decimal
import gc
import pathlib
import resource
import sys
import tempfile

import duckdb
import pyarrow
import pyarrow.csv

TABLES = ["units", "persons", "organisations", "activities", "participations", "observations"]
Handle = ctypes.c_void_p


class Error(Exception):
    """What was wrong with a call."""

    def __init__(self, status, sentences):
        super().__init__(sentences)
        self.status = status


class Library:
    """The functions of the header that this program needs."""

    def __init__(self, path):
        self.c = ctypes.CDLL(path)
        for name in ["text_data", "status_name", "version"]:
            getattr(self.c, f"jinguo_{name}").restype = ctypes.c_char_p
        for name in ["text_len", "error_count", "report_row_count", "gaps_total", "gaps_count", "batch_count"]:
            getattr(self.c, f"jinguo_{name}").restype = ctypes.c_uint64
        for name in ["text", "error", "plan", "batch", "ledger", "evaluation", "report", "gaps"]:
            getattr(self.c, f"jinguo_{name}_free").argtypes = [Handle]
            getattr(self.c, f"jinguo_{name}_free").restype = None
        self.c.jinguo_text_data.restype = ctypes.POINTER(ctypes.c_char)

    def call(self, name, *arguments):
        """Calls a function that returns a status; a text becomes pointer and length, and a failure an exception."""
        flat = []
        for argument in arguments:
            if isinstance(argument, str):
                argument = argument.encode()
            if isinstance(argument, bytes):
                flat += [ctypes.c_char_p(argument), ctypes.c_size_t(len(argument))]
            else:
                flat.append(argument)
        error = Handle()
        function = getattr(self.c, f"jinguo_{name}")
        function.restype = ctypes.c_int32
        status = function(*flat, ctypes.byref(error))
        if status != 0:
            text = Handle()
            assert self.c.jinguo_error_message(error, ctypes.c_uint32(1), ctypes.byref(text), None) == 0
            sentences = self.taken(text)
            self.c.jinguo_error_free(error)
            raise Error(status, sentences)
        assert error.value is None

    def make(self, name, *arguments):
        """Calls a function whose last output is a handle."""
        out = Handle()
        self.call(name, *arguments, ctypes.byref(out))
        return out

    def taken(self, text):
        """A text of the library as `str`; it is freed."""
        data = ctypes.string_at(self.c.jinguo_text_data(text), self.c.jinguo_text_len(text))
        self.c.jinguo_text_free(text)
        return data.decode()

    def free(self, **handles):
        for kind, handle in handles.items():
            getattr(self.c, f"jinguo_{kind}_free")(handle)


def stream(table):
    """The C stream of a table, and the capsule that owns the memory of the structure."""
    capsule = table.__arrow_c_stream__()
    pointer = ctypes.pythonapi.PyCapsule_GetPointer
    pointer.restype = ctypes.c_void_p
    pointer.argtypes = [ctypes.py_object, ctypes.c_char_p]
    return capsule, Handle(pointer(capsule, b"arrow_array_stream"))


def read_arrow(library, batch, number, table):
    rows = ctypes.c_uint64()
    capsule, pointer = stream(table)
    library.call("batch_read_arrow_stream", batch, ctypes.c_uint32(number), TABLES[number], pointer, ctypes.byref(rows))
    del capsule
    return rows.value


def report_of(library, plan, fill):
    """The report of the ledger that `fill` puts into a batch, and a look at the gaps."""
    batch = library.make("batch_new")
    fill(batch)
    ledger = library.make("ledger_new")
    accepted = ctypes.c_uint64()
    library.call("ledger_apply", ledger, batch, ctypes.byref(accepted))
    day = ctypes.c_int32()
    library.call("day_from_text", "2022-06-30", ctypes.byref(day))
    evaluation = library.make("evaluate", plan, ledger, day, day)
    report = library.make("evaluation_report", evaluation)
    gaps = library.make(
        "evaluation_gaps", evaluation, "protection_minors", None, ctypes.c_size_t(0), ctypes.c_uint64(0), ctypes.c_uint32(100)
    )
    assert library.c.jinguo_gaps_total(gaps) == library.c.jinguo_gaps_count(gaps) == 5
    row, numerator = ctypes.c_uint64(), ctypes.c_int64()
    library.call("report_find", report, "protection_minors", "4307", ctypes.byref(row))
    library.call("report_number", report, row, ctypes.c_uint32(2), ctypes.byref(numerator))
    assert numerator.value == 3
    json = library.taken(library.make("report_json", report))
    library.free(gaps=gaps, report=report, evaluation=evaluation, ledger=ledger, batch=batch)
    return json


def typed(table):
    """A table of text as a database has it: days, numbers, lists, and text in every form that Arrow knows."""
    forms = [pyarrow.string(), pyarrow.large_string(), pyarrow.string_view(), pyarrow.dictionary(pyarrow.int16(), pyarrow.string())]
    columns = []
    for place, name in enumerate(table.column_names):
        values = [value or None for value in table[name].to_pylist()]
        if name in ("date", "established", "birth_date"):
            column = pyarrow.array(values).cast(pyarrow.date32() if place % 2 else pyarrow.date64())
        elif name.startswith("headcount."):
            column = pyarrow.array([value and int(value) for value in values], pyarrow.uint16())
        elif name in ("roles", "topics", "hosts", "covers", "groups"):
            column = pyarrow.array([value and value.split(";") for value in values], pyarrow.list_(pyarrow.string()))
        else:
            column = pyarrow.array(values, forms[place % len(forms)])
        columns.append(column)
    made = pyarrow.table(columns, names=table.column_names)
    # Two record batches, the first of them a slice that does not start at the beginning of its buffers.
    middle = made.num_rows // 2
    twice = pyarrow.concat_tables([made, made])
    return pyarrow.concat_tables([twice.slice(made.num_rows, middle), made.slice(middle)])


def main():
    library = Library(sys.argv[1])
    changde = pathlib.Path(sys.argv[2]) / "examples/changde-2022"
    plan = library.make("plan_compile", "plan.json", (changde / "plan.json").read_bytes())
    files = {number: changde / "small" / f"{name}.csv" for number, name in enumerate(TABLES)}
    files = {number: path for number, path in files.items() if path.exists()}
    as_text = pyarrow.csv.ConvertOptions(strings_can_be_null=False)
    tables = {}
    for number, path in files.items():
        names = pyarrow.csv.read_csv(path).column_names
        as_text.column_types = {name: pyarrow.string() for name in names}
        tables[number] = pyarrow.csv.read_csv(path, convert_options=as_text)

    def by_csv(batch):
        for number, path in files.items():
            rows = ctypes.c_uint64()
            library.call("batch_read_csv", batch, ctypes.c_uint32(number), path.name, path.read_bytes(), ctypes.byref(rows))
            assert rows.value == tables[number].num_rows

    def by_arrow(batch):
        for number, table in tables.items():
            made = typed(table)
            assert made.num_rows == read_arrow(library, batch, number, made) == table.num_rows

    expected = report_of(library, plan, by_csv)
    assert report_of(library, plan, by_arrow) == expected

    # A database on disk, written by one connection and read by another.
    with tempfile.TemporaryDirectory() as folder:
        file = f"{folder}/office.duckdb"
        with duckdb.connect(file) as database:
            for number, table in tables.items():
                database.register("given", typed(table).cast(pyarrow.schema([plain(field) for field in typed(table).schema])))
                database.execute(f"create table {TABLES[number]} as select * from given")
        with duckdb.connect(file, read_only=True) as database:

            def by_database(batch):
                for number in tables:
                    read_arrow(library, batch, number, database.sql(f"select * from {TABLES[number]}"))

            assert report_of(library, plan, by_database) == expected

    exact_numbers_enter_and_floats_do_not(library)
    nothing_leaks(lambda: report_of(library, plan, by_arrow))
    library.free(plan=plan)
    print(f"Python {sys.version.split()[0]}, pyarrow {pyarrow.__version__}, DuckDB {duckdb.__version__}: the same bytes as CSV")


def plain(field):
    """A type that DuckDB stores."""
    kind = field.type
    if pyarrow.types.is_dictionary(kind) or pyarrow.types.is_string_view(kind):
        kind = pyarrow.string()
    return pyarrow.field(field.name, pyarrow.date32() if kind == pyarrow.date64() else kind)


def exact_numbers_enter_and_floats_do_not(library):
    batch = library.make("batch_new")
    columns = {"id": ["n-1"], "kind": ["satisfaction"], "unit": ["4307"], "date": ["2022-06-01"]}
    exact = pyarrow.table(columns | {"value": pyarrow.array([decimal.Decimal("95.50")], pyarrow.decimal128(10, 2))})
    assert read_arrow(library, batch, 5, exact) == 1
    entered = pyarrow.array([1641375000_000_000], pyarrow.timestamp("us"))
    assert read_arrow(library, batch, 5, exact.append_column("recorded_at", entered)) == 1
    for wrong, column in [("value", pyarrow.array([95.5])), ("recorded_at", entered.cast(pyarrow.timestamp("us", "Asia/Shanghai")))]:
        table = exact.drop_columns(["value"]) if wrong == "value" else exact
        try:
            read_arrow(library, batch, 5, table.append_column(wrong, column))
            raise AssertionError(wrong)
        except Error as error:
            assert error.status == 1003 and wrong in str(error), error
    assert library.c.jinguo_batch_count(batch) == 2
    library.free(batch=batch)


def nothing_leaks(work):
    """What pyarrow lent comes back, and the process does not grow."""
    for _ in range(30):
        work()
    gc.collect()
    lent, size = pyarrow.total_allocated_bytes(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(100):
        work()
    gc.collect()
    assert pyarrow.total_allocated_bytes() == lent
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - size
    assert grown < 4096, f"{grown} KiB more after 100 rounds"


main()
