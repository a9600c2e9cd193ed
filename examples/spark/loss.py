"""The job, and the loss of a worker in the middle of it, always at the same point.

    spark-submit … loss.py WORKERS LIBRARY TABLES PLAN OUT AS_OF KNOWN_AT PARTITIONS

Each worker computes two states and then waits. When both have done so, the second worker is killed with its executor and what
they have computed. WORKERS is a folder with the process groups of the workers as `1` and `2`; a worker tells by JINGUO_WORKER which it is.
"""

import os
import pathlib
import signal
import sys
import threading
import time

import job

workers = pathlib.Path(sys.argv[1])
DONE, LIMIT = 2, 120


def begun(worker):
    return len(list(workers.glob(f"{worker}-*")))


def each(index):
    """On a worker, before it computes a state."""
    worker, end = os.environ["JINGUO_WORKER"], time.monotonic() + LIMIT
    (workers / f"{worker}-{index}").touch()
    while begun(worker) > DONE and not (workers / "killed").exists():
        if time.monotonic() > end:
            raise RuntimeError(f"not killed after {LIMIT} s: {sorted(os.listdir(workers))}")
        time.sleep(0.05)


def kill():
    while min(begun(1), begun(2)) <= DONE:
        time.sleep(0.05)
    os.killpg(int((workers / "2").read_text()), signal.SIGKILL)
    (workers / "killed").touch()


threading.Thread(target=kill, daemon=True).start()
*arguments, of = sys.argv[2:]
job.run(*arguments, int(of), each)
