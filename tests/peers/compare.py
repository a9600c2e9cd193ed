"""Runs all sides side by side, checks that their answers are equal, and prints the table.

compare.py WORKLOAD FOLDER RUNS PYTHON SIDE…   with the sides jinguo, duckdb, polars, sqlite

A side runs in a process of its own on the processors that it may use, one after the other, in turns, so that a busy
moment of the machine meets them all. Times are medians; peak memory is what the system counted for the process.
"""
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
workload, folder, runs, python = sys.argv[1:5]
sides = sys.argv[5:]
runs = int(runs)


def commands(side, answer, threads):
    if side == "jinguo":
        return [workload, "answer", f"{folder}/ledger", answer]
    return [python, str(HERE / f"with_{side}.py"), f"{folder}/tables", answer, str(threads)]


def run(side, threads):
    """One run: what it printed, peak memory in bytes, seconds on processors up to the answer; and the answer."""
    processors = sorted(os.sched_getaffinity(0))[:threads]
    with tempfile.TemporaryDirectory() as place:
        answer = f"{place}/answer.json"
        process = subprocess.Popen(
            commands(side, answer, threads),
            stdout=subprocess.PIPE,
            env=os.environ | {"POLARS_MAX_THREADS": str(threads)},
            preexec_fn=lambda: os.sched_setaffinity(0, processors),
        )
        printed = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.stdout.close()
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            sys.exit(f"{side} ended with {process.returncode}")
        with open(answer, encoding="utf-8") as file:
            rows = json.load(file)
    counted = {"memory": usage.ru_maxrss * 1024, "cpu": usage.ru_utime + usage.ru_stime}
    return counted | json.loads(printed), rows


def check(side, rows, wanted):
    """Every unit must have the same six numbers on all sides."""
    found, wanted = ({row[0]: row[1:] for row in answer} for answer in (rows, wanted))
    for unit in sorted(found.keys() | wanted.keys()):
        if found.get(unit) != wanted.get(unit):
            sys.exit(f"{side} differs at {unit}: {found.get(unit)}, where {sides[0]} has {wanted.get(unit)}")


cores = len(os.sched_getaffinity(0))
figures = {}
wanted = None
for turn in range(runs):
    for threads in [2, 1] if cores > 1 else [1]:
        for side in sides:
            # SQLite works on one thread and takes long: once is enough.
            if side == "sqlite" and (threads == 2 or turn > 0):
                continue
            printed, rows = run(side, threads)
            wanted = wanted or rows
            check(side, rows, wanted)
            of = figures.setdefault((side, threads), {})
            for name, value in printed.items():
                of.setdefault(name, []).append(value)

print(f"All answers are equal at all {len(wanted)} units: {wanted[0]}")
print(f"{'side':8} {'threads':>7} {'wall s':>8} {'cpu s':>8} {'peak MB':>8} {'again s':>8}   ours ÷ theirs: wall, peak, again")
for (side, threads), of in sorted(figures.items(), key=lambda item: (-item[0][1], sides.index(item[0][0]))):
    middle = {name: statistics.median(values) for name, values in of.items() if values}
    ours = figures.get(("jinguo", threads))
    ratios = ""
    if ours and side != "jinguo":
        for name in ("wall", "memory", "again"):
            if name in middle:
                ratios += f"  1/{middle[name] / statistics.median(ours[name]):.2f}"
    again = f"{middle['again']:8.3f}" if "again" in middle else " " * 8
    print(f"{side:8} {threads:7} {middle['wall']:8.3f} {middle['cpu']:8.2f} {middle['memory'] / 1e6:8.0f} {again} {ratios}")
