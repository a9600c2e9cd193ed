"""What the sides that speak SQL share: the question, its clean-up, and how the answer is written."""
import json
import pathlib
import time

COLUMNS = {
    "p": ("persons", ["person_id", "kind", "region", "birth_date"]),
    "a": ("activities", ["activity_id", "type", "date", "host_region", "status"]),
    "r": ("regions", ["code", "name"]),
    "t": ("attendance", ["activity_id", "person_id"]),
}
# Digits of a city's, county's, township's and community's code.
LEVELS = (4, 6, 9, 12)
QUESTION = (pathlib.Path(__file__).parent / "question.sql").read_text(encoding="utf-8")
STEPS = [step for step in (part.strip() for part in QUESTION.split(";")) if step]


def ask(run):
    """Answers over the tables; `run` takes a statement and gives its rows."""
    for step in STEPS:
        run(step)
    rows = []
    for digits in LEVELS:
        rows += run(
            f"select substr(code, 1, {digits}), sum(minors), sum(minors_covered), sum(guardians),"
            " sum(guardians_covered), count(*), sum(held) from community group by 1 order by 1"
        )
    for table in ("community", "counted", "reached", "lecture"):
        run(f"drop table {table}")
    return [[row[0], *map(int, row[1:])] for row in rows]


def write(rows, path):
    with open(path, "w", encoding="utf-8") as file:
        json.dump(rows, file)


class Clock:
    """Seconds since it was made, or since the last look; and all seconds that the process has had on processors since."""

    def __init__(self):
        self.begin = time.perf_counter()
        self.cpu_before = time.process_time()

    def cpu(self):
        return round(time.process_time() - self.cpu_before, 2)

    def look(self):
        now = time.perf_counter()
        seconds, self.begin = now - self.begin, now
        return round(seconds, 4)
