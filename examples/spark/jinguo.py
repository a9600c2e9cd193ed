"""The C library from Python, as far as the job needs it: ctypes for the calls, Arrow's C stream for the facts."""

import ctypes

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
            self.free(error=error)
            raise RuntimeError(self.taken(text).decode())

    def make(self, name, *arguments):
        """Calls a function whose last output is a handle."""
        out = Handle()
        self.call(name, *arguments, ctypes.byref(out))
        return out

    def taken(self, text):
        """The bytes of a text, which is freed."""
        data = ctypes.string_at(self.c.jinguo_text_data(text), self.c.jinguo_text_len(text))
        self.free(text=text)
        return data

    def free(self, **handles):
        for kind, handle in handles.items():
            getattr(self.c, f"jinguo_{kind}_free")(handle)

    def day(self, text):
        number = ctypes.c_int32()
        self.call("day_from_text", text.encode(), ctypes.byref(number))
        return number

    def plan(self, text):
        return self.make("plan_compile", b"plan.json", text)

    def ledger(self, tables):
        """A ledger with the Arrow tables, by name. Their memory is lent: nothing is copied to Python, and nothing done row by row."""
        batch, ledger, count = self.make("batch_new"), self.make("ledger_new"), ctypes.c_uint64()
        pointer = ctypes.pythonapi.PyCapsule_GetPointer
        pointer.restype, pointer.argtypes = ctypes.c_void_p, [ctypes.py_object, ctypes.c_char_p]
        for name, table in tables.items():
            number = ctypes.c_uint32(TABLES.index(name))
            capsule = table.__arrow_c_stream__()
            stream = Handle(pointer(capsule, b"arrow_array_stream"))
            self.call("batch_read_arrow_stream", batch, number, name.encode(), stream, ctypes.byref(count))
        self.call("ledger_apply", ledger, batch, ctypes.byref(count))
        self.free(batch=batch)
        return ledger

    def state(self, plan, tables, days, index, of):
        """The bytes of the state of partition `index`, from the common facts and those of its persons."""
        plan, ledger = self.plan(plan), self.ledger(tables)
        days = [self.day(day) for day in days]
        partial = self.make("partial_new", plan, ledger, *days, ctypes.c_uint32(index), ctypes.c_uint32(of))
        state = self.bytes_of(partial)
        self.free(partial=partial, ledger=ledger, plan=plan)
        return state

    def merged(self, states):
        """The bytes of the state that many states give."""
        handles = [self.make("partial_read", state) for state in states]
        whole = self.make("partial_merge", (Handle * len(handles))(*handles), ctypes.c_size_t(len(handles)))
        state = self.bytes_of(whole)
        for handle in [whole, *handles]:
            self.free(partial=handle)
        return state

    def bytes_of(self, partial):
        data, length = ctypes.c_void_p(), ctypes.c_size_t()
        self.call("partial_bytes", partial, ctypes.byref(data), ctypes.byref(length))
        return ctypes.string_at(data.value, length.value)

    def report(self, plan, tables, state):
        """The canonical JSON of the report, from the common facts and the state of all partitions."""
        plan, ledger, partial = self.plan(plan), self.ledger(tables), self.make("partial_read", state)
        report = self.make("partial_report", partial, plan, ledger)
        text = self.make("report_json", report)
        self.free(partial=partial, ledger=ledger, plan=plan, report=report)
        return self.taken(text)
