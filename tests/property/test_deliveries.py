"""Jobs that stand in two files, against plain counting of the same jobs."""

from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from effektspor.errors import InputError
from effektspor.registers.deliveries import LEAST_ROWS, Deliveries
from effektspor.registers.reading import SourceFile

YEARS = (2015, 2017)


def drawn(seed, persons, number):
    """Jobs: person, month, hundredths of hours, whether reported, file."""
    rng = np.random.default_rng(seed)
    bounds = (persons, 2, 4, 2, 3)
    jobs = np.stack([rng.integers(0, bound, number) for bound in bounds], axis=1)
    jobs[:, 1] = np.array([12 * 2015, 12 * 2017 + 11])[jobs[:, 1]]
    return jobs


def delivered_twice(jobs):
    """Files and months of which most jobs stand in an earlier file."""
    first = {}
    for *job, file in jobs:
        first[tuple(job)] = min(file, first.get(tuple(job), file))
    rows, again = Counter(), Counter()
    for *job, file in jobs:
        rows[file, job[1]] += 1
        again[file, job[1]] += file != first[tuple(job)]
    return {p for p, n in rows.items() if n >= LEAST_ROWS and again[p] > n / 2}


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**6), st.integers(3, 150), st.integers(1, 500), st.integers(1, 3))
def test_months_delivered_twice_are_those_of_plain_counting(seed, persons, number, buckets):
    jobs = drawn(seed, persons, number)
    files = [SourceFile(Path(f"{n}.csv"), f"{n}.csv", Path(f"{n}.csv"), None) for n in range(3)]
    deliveries = Deliveries(files, YEARS)
    for bucket in range(buckets):
        person, month, hours, reported, file = jobs[jobs[:, 0] % buckets == bucket].T
        cell = person * 36 + month - 12 * 2015
        in_files = defaultdict(set)
        for one, of in zip(cell.tolist(), file.tolist(), strict=True):
            in_files[one].add(of)
        shared = np.array([len(in_files[one]) > 1 for one in cell.tolist()], dtype=bool)
        deliveries.look(file, month, (cell, hours, reported), shared)
    twice = delivered_twice(jobs.tolist())
    if not twice:
        deliveries.refuse()
        return
    file, month = min(twice)
    with pytest.raises(InputError, match=f"of {month // 12}-{month % 12 + 1:02d} in one") as caught:
        deliveries.refuse()
    assert caught.value.where.startswith(f"{file}.csv and ")
