"""The tables of the recovery study in ``docs/methods.md``."""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

BEGIN, END = "<!-- recovery: begin -->", "<!-- recovery: end -->"
SERIES = {
    "internship|in_programme": "internship, in programme",
    "hours|started": "hours, started",
    "hours|in_programme": "hours, in programme",
}
METHODS = {
    "wild": "wild bootstrap",
    "cr1": "CR1",
    "cr2": "CR2, Satterthwaite",
    "cr3": "CR3 jackknife",
    "randomisation": "randomisation",
    "band": "band (bootstrap max-t)",
}
BLOCKS = {"block_1": "weeks 1-26", "block_2": "weeks 27-52", "block_3": "weeks 53-104"}
WORDS = {"by_size": "small municipalities deviate more", "equal": "all deviate alike"}
GOALS = {"reached": "", "near": " ~", "missed": " **x**"}
SCOPES = {"evaluated": "evaluated weeks", "thin_too": "with weeks of few events"}


def renew(page: str, tables: Mapping[str, pd.DataFrame]) -> str:
    """The page with its block of tables made anew.

    Parameters
    ----------
    tables
        Of the command ``recovery``: summary, curve_summary, pipeline_summary; each may be absent.
    """
    makers = {"summary": _endpoints, "curve_summary": _curves, "pipeline_summary": _pipeline}
    parts = [make(tables[name]) for name, make in makers.items() if name in tables]
    if "summary" in tables and "pipeline_summary" in tables:
        parts.append(_spread(tables["summary"], tables["pipeline_summary"]))
    head, rest = page.split(BEGIN)
    tail = rest.split(END)[1]
    return "\n".join([head + BEGIN, "\n\n".join(parts), END + tail])


def _endpoints(table: pd.DataFrame) -> str:
    total = table[table["endpoint"] == "total"]
    lines = (
        [
            _series(row["series"], row["deviations"]),
            row["weighting"],
            METHODS[row["method"]],
            f"{row['bias']:+.3f} ({row['bias_mc_se']:.3f})",
            _share(row, "coverage") + GOALS[row["coverage_goal"]],
            _share(row, "coverage_own"),
            _share(row, "size") + GOALS[row["size_goal"]],
            _share(row, "power"),
        ]
        for row in total.to_dict("records")
    )
    headings = [
        "series", "weights", "method", "bias, weeks", "coverage", "coverage, these 17", "size", "power",
    ]  # fmt: skip
    counts = " and ".join(
        f"{rows['worlds'].min()} ({WORDS[str(name)]})"
        for name, rows in total.groupby("deviations", sort=False)
    )
    title = (
        f"**Primary endpoint**, worlds with and as many without an effect: {counts}; per "
        "cent, Monte Carlo standard errors in brackets; ~ within two of them of a bound of the goal "
        "(coverage 93 to 97, size 3 to 7), **x** outside by more."
    )
    return "\n\n".join([title, _table(headings, "lllrrrrr", lines), _blocks(table)])


def _blocks(table: pd.DataFrame) -> str:
    parts = table[table["endpoint"] != "total"]
    rows = []
    keys: Any
    for keys, group in parts.groupby(["deviations", "series", "weighting", "endpoint"], sort=False):
        by = {row["method"]: row for row in group.to_dict("records")}
        cells = [
            _share(by[method], name) + GOALS[by[method][f"{name}_goal"]]
            for method in ("wild", "cr1", "cr2")
            for name in ("coverage", "size")
        ]
        deviations, series, weighting, endpoint = keys
        power = _share(by["wild"], "power")
        rows.append([_series(series, deviations), weighting, BLOCKS[endpoint], *cells, power])
    headings = [
        "series", "weights", "block", "wild: coverage", "size", "CR1: coverage", "size",
        "CR2: coverage", "size", "wild: power",
    ]  # fmt: skip
    return "**Blocks of weeks**, the same.\n\n" + _table(headings, "lllrrrrrrr", rows)


def _curves(table: pd.DataFrame) -> str:
    rows = []
    keys: Any
    for keys, group in table.groupby(["deviations", "series", "weighting", "scope"], sort=False):
        by = {(row["scenario"], row["method"]): row for row in group.to_dict("records")}
        deviations, series, weighting, scope = keys
        cells = [f"{100 * by['effect', method]['pointwise']:.1f}" for method in ("wild", "cr1")]
        cells += [
            _share(by[scenario, method], "all_weeks")
            for scenario, method in (("effect", "wild"), ("effect", "band"), ("none", "band"))
        ]
        weeks = f"{SCOPES[scope]} ({by['effect', 'band']['weeks']:.0f})"
        rows.append([_series(series, deviations), weighting, weeks, *cells])
    headings = [
        "series", "weights", "weeks", "wild, mean week", "CR1, mean week",
        "wild pointwise, all weeks", "band, all weeks", "band, all weeks, no effect",
    ]  # fmt: skip
    title = "**Curve**: coverage of the true weekly effects, per cent, by the same worlds."
    return f"{title}\n\n{_table(headings, 'lllrrrrr', rows)}"


def _pipeline(table: pd.DataFrame) -> str:
    rows = []
    for row in table.to_dict("records"):
        # The sum is in weeks, a single week's effect in percentage points.
        scale, unit = (1, "weeks") if row["quantity"] == "total" else (100, "points")
        rows.append(
            [
                SERIES[row["series"]],
                "sum over weeks" if row["quantity"] == "total" else "reference week",
                unit,
                f"{scale * row['estimate']:.2f}",
                f"{scale * row['expected']:.2f}",
                f"{scale * row['difference']:+.2f} ({scale * row['mc_se']:.2f})",
                f"{scale * row['from_simulator']:.0e}",
                f"{scale * row['identification_bias']:+.2f} ({scale * row['identification_mc_se']:.2f})",
            ]
        )
    headings = [
        "series", "quantity", "unit", "mean estimate", "expected", "difference",
        "largest distance in one world", "expected minus contrast",
    ]  # fmt: skip
    worlds = int(table["worlds"].min())
    title = (
        f"**From raw files**, {worlds} worlds of persons through the pipeline; expected: the "
        "simulator's own formula in other worlds; largest distance: to that formula in the same world."
    )
    return f"{title}\n\n{_table(headings, 'lllrrrrr', rows)}"


def _spread(cells: pd.DataFrame, persons: pd.DataFrame) -> str:
    """Whether cell worlds vary as much as worlds of persons do."""
    drawn = cells[
        (cells["deviations"] == "by_size") & (cells["weighting"] == "persons")
        & (cells["endpoint"] == "total") & (cells["method"] == "wild")
    ].set_index("series")["sd"]  # fmt: skip
    known = persons[persons["quantity"] == "total"].set_index("series")["sd"]
    both = [
        f"{drawn[name]:.2f} in cell worlds and {known[name]:.2f} in worlds of persons ({SERIES[name]})"
        for name in drawn.index.intersection(known.index)
    ]
    return (
        f"The standard deviation of the estimated sum, weighted by persons, is {', '.join(both)}."
    )


def _series(series: str, deviations: str) -> str:
    return SERIES[series] + ("" if deviations == "by_size" else ", equal deviations")


def _share(row: Mapping[Any, Any], name: str) -> str:
    return f"{100 * row[name]:.1f} ({100 * row[f'{name}_mc_se']:.1f})"


def _table(headings: list[str], align: str, rows: Iterable[list[str]]) -> str:
    marks = {"l": "---", "r": "---:"}
    lines = [headings, [marks[letter] for letter in align], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
