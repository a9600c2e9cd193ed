"""The C library from Python, as far as the job needs it: ctypes for the calls, Arrow's C stream for the facts."""

import ctypes
import functools
import os

TABLES = ["units", "persons", "organisations", "activities", "participations", "observations"]
Handle = ctypes.c_void_p


class Library:
    def __init__(self, path):
        self.c = ctypes.CDLL(path)
        self.c.jinguo_text_data.restype = ctypes.c_void_p
        self.c.jinguo_text_len.restype = ctypes.c_size_t

    def call(self, name, *arguments):
        """Calls a function that returns a status; bytes become pointer and length, and a failure an exception."""
        flat = []
        for argument in arguments:
            flat += [argument, ctypes.c_size_t(len(argument))] if isinstance(argument, bytes) else [argument]
        error, text = Handle(), Handle()
        if getattr(self.c, f"jinguo_{name}")(*flat, ctypes.byref(error)) != 0:
            self.c.jinguo_error_message(error, ctypes.c_uint32(1), ctypes.byref(text), None)
            sentences = self.taken(text).decode()
            self.free(error=error)
            raise RuntimeError(sentences)

    def make(self, name, *arguments):
        """Calls a function whose last output is a handle."""
        out = Handle()
        self.call(name, *arguments, ctypes.byref(out))
        return out

    def taken(self, text):
        data = ctypes.string_at(self.c.jinguo_text_data(text), self.c.jinguo_text_len(text))
        self.free(text=text)
        return data

    def free(self, **handles):
        for kind, handle in handles.items():
            getattr(self.c, f"jinguo_{kind}_free")(handle)

    def read_arrow(self, batch, table, facts):
        """Enters an Arrow table: its memory is lent, nothing is copied row by row."""
        capsule = facts.__arrow_c_stream__()
        pointer = ctypes.pythonapi.PyCapsule_GetPointer
        pointer.restype, pointer.argtypes = ctypes.c_void_p, [ctypes.py_object, ctypes.c_char_p]
        stream, rows = Handle(pointer(capsule, b"arrow_array_stream")), ctypes.c_uint64()
        name = TABLES[table].encode()
        self.call("batch_read_arrow_stream", batch, ctypes.c_uint32(table), name, stream, ctypes.byref(rows))

    def day(self, text):
        number = ctypes.c_int32()
        self.call("day_from_text", text.encode(), ctypes.byref(number))
        return number

    def partition(self, person, of):
        index = ctypes.c_uint32()
        self.call("partition", person.encode(), ctypes.c_uint32(of), ctypes.byref(index))
        return index.value

    def bytes_of(self, partial):
        data, length = ctypes.c_void_p(), ctypes.c_size_t()
        self.call("partial_bytes", partial, ctypes.byref(data), ctypes.byref(length))
        return ctypes.string_at(data.value, length.value)

    def merged(self, states):
        """The bytes of the state that many states give."""
        handles = [self.make("partial_read", state) for state in states]
        whole = self.make("partial_merge", (Handle * len(handles))(*handles), ctypes.c_size_t(len(handles)))
        result = self.bytes_of(whole)
        for handle in [whole, *handles]:
            self.free(partial=handle)
        return result


class Job:
    """The plan, the common facts and the question: small, and on every machine."""

    def __init__(self, library, folder, plan, as_of, known_at):
        self.library, self.folder = library, folder
        with open(plan, "rb") as file:
            self.plan = library.make("plan_compile", b"plan.json", file.read())
        self.days = library.day(as_of), library.day(known_at)

    def common(self):
        """A batch with the common facts."""
        batch = self.library.make("batch_new")
        for table, name in enumerate(["units", None, "organisations", "activities", None, "unit-observations"]):
            if name:
                with open(os.path.join(self.folder, name + ".csv"), "rb") as file:
                    rows = ctypes.c_uint64()
                    label = TABLES[table].encode()
                    self.library.call("batch_read_csv", batch, ctypes.c_uint32(table), label, file.read(), ctypes.byref(rows))
        return batch

    def ledger(self, batch):
        ledger, accepted = self.library.make("ledger_new"), ctypes.c_uint64()
        self.library.call("ledger_apply", ledger, batch, ctypes.byref(accepted))
        self.library.free(batch=batch)
        return ledger

    def state(self, index, of, tables):
        """The bytes of the state of one partition, from the Arrow tables of its facts by number of the table."""
        batch = self.common()
        for table, facts in tables.items():
            self.library.read_arrow(batch, table, facts)
        ledger = self.ledger(batch)
        partial = self.library.make("partial_new", self.plan, ledger, *self.days, ctypes.c_uint32(index), ctypes.c_uint32(of))
        state = self.library.bytes_of(partial)
        self.library.free(partial=partial, ledger=ledger)
        return state

    def report(self, state):
        """The canonical JSON of the report of all partitions."""
        partial, ledger = self.library.make("partial_read", state), self.ledger(self.common())
        report = self.library.make("partial_report", partial, self.plan, ledger)
        text = self.library.make("report_json", report)
        self.library.free(partial=partial, ledger=ledger, report=report)
        return self.library.taken(text)


@functools.cache
def job(path, *question):
    """One library and one plan for each process."""
    return Job(Library(path), *question)
