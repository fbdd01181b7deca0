"""Tables of the open series: levels before and after the reform, and the files that were read."""

from typing import Any

import pandas as pd

from effektspor.report import danish
from effektspor.report.formats import write
from effektspor.report.material import Material, date_text
from effektspor.report.tables import Column, Group, Row

LEVELS = {
    "level_before": "before_mean",
    "level_peak": "peak_value",
    "level_after": "after_mean",
    "level_reform": "reform_value",
    "level_last": "last_value",
}
COUNTS = ("rows", "gaps", "revised", "regrouped")
TOTAL = "total"


def levels(material: Material) -> str:
    """Each group's mean before and after, largest just before, last before the reform and now."""
    words = material.words
    rows: list[Row | Group] = []
    series = ""
    for line in material.rows("series.table"):
        if line["series"] != series:
            series = str(line["series"])
            rows.append(Group(_title(material, series)))
        cells = [danish.number(line[name]) for name in LEVELS.values()]
        ratio = danish.number(line["ratio"] * 100)
        label = danish.with_dashes(str(line["label_da"]))
        rows.append(Row(label, [*cells, ratio], total=line["group"] == TOTAL))
    columns = [Column(words[name]) for name in (*LEVELS, "level_ratio")]
    return material.table(
        "tbl-series", "series.table", words["series"], columns, rows,
        text="series", n_text=material.say("series_n"), wide=True,
    )  # fmt: skip


def _title(material: Material, series: str) -> str:
    """The series and how long its periods are."""
    name, key = material.words[f"series_{series}"], f"series.{series}.period_months"
    if key not in material.artefacts:
        return name
    period = write(material.artefacts[key], "period", "series_per")
    return material.words["series_per"].format(series=name, period=period)


def files(material: Material) -> str:
    """What was read from each file, what it lacks, and of which day it is."""
    words = material.words
    columns = [Column(words["series_source"], align="left")]
    columns += [Column(words[f"series_{name}"]) for name in COUNTS]
    columns += [Column(words["series_downloaded"], align="left")]
    rows = [
        Row(
            words[f"series_{line['series']}"],
            [_origin(line), *(danish.number(line[name]) for name in COUNTS), _day(material, line)],
        )
        for line in material.rows("series.quality.table")
    ]
    return material.table(
        "tbl-series-quality", "series.quality.table", words["series_file"], columns, rows,
        text="series_quality", n_text=material.say("series_quality_n"), wide=True,
    )  # fmt: skip


def _origin(line: dict[str, Any]) -> str:
    """The table where the file tells it, else the file's name."""
    known = [str(line[name]) for name in ("source", "table") if not pd.isna(line[name])]
    return " ".join(known) or str(line["file"])


def _day(material: Material, line: dict[str, Any]) -> str:
    if pd.isna(line["downloaded"]):
        return danish.DANISH.missing
    day = date_text(str(line["downloaded"])[:10])
    return material.words["cached"].format(date=day) if line["cached"] else day
