"""Writes rankdata.csv: ranks of random values with ties, by scipy.stats.rankdata.

    pip install scipy==1.17.1 && python3 rankdata.py > rankdata.csv

Columns: case, value, then the rank from below by each of SciPy's five methods. `ordinal` breaks ties by position.
"""
import random

from scipy.stats import rankdata

METHODS = ["min", "max", "average", "dense", "ordinal"]
random.seed(20220630)
print("case,value," + ",".join(METHODS))
for case in range(40):
    size = random.randint(1, 25)
    spread = random.choice([1, 3, 10, 1000])
    values = [random.randint(-spread, spread) for _ in range(size)]
    ranks = [rankdata(values, method=method) for method in METHODS]
    for place, value in enumerate(values):
        print(f"{case},{value}," + ",".join(f"{column[place]:g}" for column in ranks))
