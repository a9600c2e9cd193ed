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
DONE, LIMIT = 2, 60


def begun(worker):
    return len(list(workers.glob(f"{worker}-*")))


def until(condition):
    for _ in range(LIMIT * 20):
        if condition():
            return
        time.sleep(0.05)
    raise RuntimeError(f"waited {LIMIT} s in vain: {sorted(os.listdir(workers))}")


def each(index):
    """On a worker, before it computes a state."""
    worker = os.environ["JINGUO_WORKER"]
    (workers / f"{worker}-{index}").touch()
    if begun(worker) > DONE:
        until((workers / "killed").exists)


def kill():
    until(lambda: begun(1) > DONE and begun(2) > DONE)
    os.killpg(int((workers / "2").read_text()), signal.SIGKILL)
    (workers / "killed").touch()


threading.Thread(target=kill, daemon=True).start()
*arguments, of = sys.argv[2:]
job.run(*arguments, int(of), each)
