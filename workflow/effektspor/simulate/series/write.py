"""Write the three files of series, each under a temporary name until it is whole."""

import json
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

import numpy as np

from effektspor.config.series import SERIES, SERIES_SIMULATED, SeriesId
from effektspor.series.areas import SYNTHETIC_COUNTRY
from effektspor.series.periods import Period
from effektspor.simulate.files import PARTIAL
from effektspor.simulate.series.draw import (
    draw_awards,
    draw_fulltime,
    expected_awards,
    months,
    quarters,
)
from effektspor.simulate.series.parameters import SeriesParameters
from effektspor.simulate.streams import Root, stream

Rows = Iterable[tuple[str, str, int]]
"""Label of the source, period as the source writes it, and persons."""


def write(
    out_dir: Path,
    root: Root,
    last_year: int,
    parameters: SeriesParameters,
    wanted: Collection[SeriesId] = SERIES,
) -> dict[str, Any]:
    """Write the files that are wanted; the draws do not depend on which those are.

    Parameters
    ----------
    root
        Seed of the study.
    last_year
        Last year of the files, as of the registers.

    Returns
    -------
    dict
        For the truth: hash of the parameters, and the expected levels before and after.
    """
    rng = stream(root, "series")
    by_quarter = quarters(parameters.years_before, last_year)
    by_month = months(parameters.years_before, last_year)
    awards = draw_awards(parameters.awards, by_quarter, rng)
    ages = dict(zip(parameters.awards.ages, awards.sum(axis=2).T, strict=True))
    causes = dict(zip(parameters.awards.causes, awards.sum(axis=1).T, strict=True))
    split = parameters.labels
    found: dict[SeriesId, list[tuple[str, str, int]]] = {
        "awards_age": list(_rows(ages, by_quarter, split["awards_age"], rng)),
        "awards_cause": list(_rows(causes, by_quarter, split["awards_cause"], rng)),
    }
    fulltime = draw_fulltime(parameters.fulltime, by_month, rng)
    found["fulltime"] = list(_rows(fulltime, by_month, split["fulltime"], rng))
    out_dir.mkdir(parents=True, exist_ok=True)
    for name in SERIES:
        if name in wanted:
            text = _json(found[name]) if name == "fulltime" else _csv(found[name], name)
            _whole(out_dir / SERIES_SIMULATED[name], text)
    return {"sha256": parameters.sha256, "awards": _truth(parameters, by_quarter)}


def _rows(
    values: dict[str, Any], periods: list[Period], labels: dict[str, dict[str, float]],
    rng: np.random.Generator,
) -> Rows:  # fmt: skip
    """Groups dealt out to the labels of the source, at random where there are several."""
    for group, counts in values.items():
        names, shares = list(labels[group]), np.array(list(labels[group].values()))
        parts = rng.multinomial(counts, shares)
        for period, part in zip(periods, parts, strict=True):
            for name, count in zip(names, part, strict=True):
                yield name, period.label, int(count)


def _csv(rows: Rows, series: str) -> str:
    """Layout of StatBank; a quarter is 2013K1 there."""
    variable = {"awards_age": "ALDER", "awards_cause": "ÅRSAG"}[series]
    lines = [f"OMRÅDE;{variable};TID;INDHOLD"]
    lines += [
        f"{SYNTHETIC_COUNTRY};{label};{period.replace('Q', 'K')};{count}"
        for label, period, count in rows
    ]
    return "\n".join(lines) + "\n"


def _json(rows: Rows) -> str:
    """Layout of Jobindsats, version 3; a benefit has no rows before it existed."""
    content = {
        "columns": ["Periode", "Område", "Ydelse", "Antal fuldtidspersoner"],
        "rows": [
            [period, SYNTHETIC_COUNTRY, label, count] for label, period, count in rows if count
        ],
    }
    return json.dumps(content, ensure_ascii=False) + "\n"


def _whole(path: Path, text: str) -> None:
    unfinished = path.with_name(path.name + PARTIAL)
    unfinished.write_text(text, encoding="utf-8", newline="\n")
    unfinished.replace(path)


def _truth(parameters: SeriesParameters, periods: list[Period]) -> dict[str, float]:
    """Expected new pensions a year: the last before the rush, and the last of the files."""
    expected = expected_awards(parameters.awards, periods).sum(axis=(1, 2))
    before = 4 * (parameters.years_before - 1)
    level = {"before": expected[before - 4 : before].sum(), "after": expected[-4:].sum()}
    return {name: round(float(value), 3) for name, value in level.items()} | {
        "ratio": round(float(level["after"] / level["before"]), 6)
    }
