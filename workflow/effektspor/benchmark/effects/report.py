"""The figures of the benchmark of effects as a table in Markdown."""

from collections.abc import Mapping

from effektspor.benchmark.effects.run import Timed
from effektspor.benchmark.report import table

BASE = {
    "linearmodels": "persons",
    "linearmodels_cr3": "persons",
    "pyfixest": "persons",
    "pyfixest_cr3": "persons",
    "cox": "rates",
}
AIMS = {
    "linearmodels": (100.0, "at least 100 times"),
    "linearmodels_cr3": (100.0, "at least 100 times"),
    "pyfixest_cr3": (20.0, "at least 20 times"),
    "cox": (10.0, "at least 10 times"),
    "stored": (1.0, "less than 1 s"),
    "bootstrap": (60.0, "less than 60 s"),
    "permutation": (60.0, "less than 60 s"),
}


def report(timed: Mapping[str, Timed]) -> str:
    """One row per route: median, range, ratios to effektspor's own, what was aimed at.

    The aim is judged by time on the clock.
    """
    rows = []
    for name, route in timed.items():
        base = timed[BASE[name]] if name in BASE else None
        ratio = route.median / base.median if base else None
        of_cpu = route.cpu_median / base.cpu_median if base else None
        limit, words = AIMS.get(name, (None, ""))
        if limit is not None:
            met = ratio >= limit if ratio is not None else route.median < limit
            words += ": yes" if met else ": no"
        rows.append(
            (
                route.title,
                route.weeks,
                f"{route.median:.2f}",
                f"{min(route.seconds):.2f}-{max(route.seconds):.2f}",
                f"{route.cpu_median:.2f}",
                _times(ratio),
                _times(of_cpu),
                words,
            )
        )
    head = ("route", "weeks fitted", "seconds", "from-to", "CPU s", "ratio", "of CPU", "aim")
    return table(head, rows) + "\n"


def _times(ratio: float | None) -> str:
    return "" if ratio is None else f"{ratio:,.0f}"
