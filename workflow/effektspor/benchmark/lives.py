"""Benefit histories of persons outside the programme, cheap enough for millions of them.

The simulator's own histories change activity every few weeks. A national register is calmer: here
a history is a row of runs of 30 weeks on average, about 13 of them on a benefit in 12 years.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

BLANK = 0
# code -> share of all runs [assumed]; all are codes of the official list, none is of the programme
RUNS: dict[int, float] = {
    BLANK: 0.345,
    111: 0.075,
    112: 0.03,
    113: 0.02,
    121: 0.02,
    124: 0.015,
    130: 0.04,
    131: 0.01,
    133: 0.02,
    134: 0.005,
    135: 0.005,
    137: 0.01,
    138: 0.005,
    139: 0.005,
    211: 0.02,
    213: 0.02,
    214: 0.005,
    215: 0.005,
    217: 0.01,
    231: 0.005,
    521: 0.005,
    621: 0.01,
    651: 0.04,
    652: 0.02,
    661: 0.005,
    703: 0.005,
    710: 0.005,
    730: 0.05,
    731: 0.01,
    733: 0.02,
    735: 0.004,
    737: 0.01,
    738: 0.004,
    740: 0.015,
    743: 0.006,
    750: 0.004,
    753: 0.002,
    760: 0.006,
    764: 0.006,
    771: 0.02,
    774: 0.004,
    783: 0.02,
    881: 0.02,
    890: 0.05,
    893: 0.005,
    897: 0.004,
    899: 0.005,
}
NEW_RUN = 1 / 32  # chance per week of a new draw; some draws repeat the code, so runs are longer
AT_WORK, AT_WORK_TOO = 0.8, 0.08  # share of runs with a wage: without a benefit, beside one


@dataclass(frozen=True)
class Lives:
    """Week-major, one column per person."""

    codes: npt.NDArray[np.uint16]
    """Shape (weeks, persons), 0 = blank."""
    jobs: npt.NDArray[np.bool_]
    """Shape (months, persons): a wage in the month."""


def draw_lives(
    persons: int, month_starts: npt.NDArray[np.int64], weeks: int, rng: np.random.Generator
) -> Lives:
    """Draw the histories of some persons.

    Parameters
    ----------
    month_starts
        Index of the first week of each month.
    weeks
        Length of the histories in weeks.
    """
    begins = rng.random((weeks, persons), dtype=np.float32) < NEW_RUN
    begins[0] = True
    run = np.cumsum(begins.T.reshape(-1), dtype=np.int64).reshape(persons, weeks).T - 1
    drawn = int(run[-1, -1]) + 1
    shares = np.cumsum(list(RUNS.values()))
    index = np.searchsorted(shares / shares[-1], rng.random(drawn), side="right")
    code = np.array(list(RUNS), dtype=np.uint16)[np.minimum(index, len(RUNS) - 1)]
    works = rng.random(drawn) < np.where(code == BLANK, AT_WORK, AT_WORK_TOO)
    middle = np.minimum(month_starts + 1, weeks - 1)
    return Lives(codes=code[run], jobs=works[run[middle]])
