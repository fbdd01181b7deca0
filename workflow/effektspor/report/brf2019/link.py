"""Tables of the link between effect, fidelity and belief, and of what so few municipalities show."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from effektspor.report import danish
from effektspor.report.findings import level_of
from effektspor.report.material import Material
from effektspor.report.tables import Cell, Column, Group, Row

# Subheading: family of the rows, their measure, their exposures where not all.
GROUPS: Mapping[str, tuple[str, str, tuple[str, ...]]] = {
    "link_group_elements": ("elements", "level", ()),
    "link_group_common": ("", "level", ("followup", "index", "score")),
    "link_group_changes": ("changes", "change", ()),
    "link_group_belief": ("", "", ("belief",)),
}
STRENGTHS = {0.0: "link_none", 0.25: "link_quarter", 0.5: "link_half", 0.75: "link_most"}
Record = Mapping[str, Any]


def slopes(material: Material) -> str:
    """Each exposure: slope, tests, what it hangs on."""
    words = material.words
    rows = _known(material.rows("link.table"))
    lines: list[Row | Group] = []
    for heading, (family, measure, names) in GROUPS.items():
        chosen = [
            row
            for row in rows
            if (row["family"] or "") == family
            and (not measure or row["measure"] == measure)
            and (not names or row["exposure"] in names)
        ]
        if chosen:
            lines.append(Group(words[heading]))
            lines += [_slope(row, words) for row in chosen]
    if not lines:
        lines = [Row(words["not_evaluated"], [""] * 9)]
    level = danish.plain(level_of(material.artefacts))
    tests = words["link_p"]
    columns = [
        Column(words["link_slope"]), Column(words["interval"].format(level=level)),
        Column(words["link_p_t"], spanner=tests), Column(words["link_p_permutation"], spanner=tests),
        Column(words["link_p_family"], spanner=tests), Column(words["link_correlation"]),
        Column(words["leave_one_out"]), Column(words["link_reliability"]),
        Column(words["link_corrected"]),
    ]  # fmt: skip
    return material.table(
        "tbl-link", "link.table", words["link_exposure"], columns, lines,
        text="link_table", n_text=material.say("link_n"), wide=True,
    )  # fmt: skip


def expected(material: Material) -> str:
    """What could be found, by how much of the spread the index explains."""
    words = material.words
    lines: list[Row | Group] = []
    for row in _known(material.rows("link.power.table")):
        single = [float(value) for name, value in row.items()
                  if str(name).startswith("power_") and value is not None]  # fmt: skip
        lines.append(
            Row(
                words[STRENGTHS[round(float(row["r2"]), 2)]],
                [
                    danish.number(row["expected_hits"], 1), _per_cent(row["p_any"]),
                    _per_cent(row["p_all"], 1), _per_cent(sum(single) / len(single)),
                    f"{_per_cent(min(single))}–{_per_cent(max(single))}",
                ],
            )
        )  # fmt: skip
    if not lines:
        lines = [Row(words["not_evaluated"], [""] * 5)]
    columns = [
        Column(words[name])
        for name in ("link_expected", "link_any", "link_all", "link_single", "link_single_range")
    ]
    return material.table(
        "tbl-link-power", "link.power.table", words["link_strength"], columns, lines,
        text="link_power", n_text=material.say("link_n"),
    )  # fmt: skip


def _slope(row: Record, words: Mapping[str, str]) -> Row:
    name = str(row["exposure"])
    head = words[f"short_{name}"] if f"short_{name}" in words else words[f"link_{name}"]
    if name == "belief":
        head = f"{head}, {words['link_' + str(row['measure'])]}"
    corrected = row["slope_corrected"]
    cells: list[Cell | str] = [
        _points(row["slope"]), _span(row["ci_low"], row["ci_high"]),
        _p(row["p_value"]), _p(row["p_permutation"]), _p(row["p_family"]),
        danish.number(row["correlation"], 2), _span(row["leave_low"], row["leave_high"]),
        _per_cent(row["reliability"]),
        _points(corrected) if corrected is None
        else f"{_points(corrected)} ({_span(row['corrected_low'], row['corrected_high'])})",
    ]  # fmt: skip
    return Row(head, cells)


def _known(rows: list[dict[str, Any]]) -> list[Record]:
    """The rows, what is missing as None."""
    return [
        {name: None if isinstance(value, float) and pd.isna(value) else value
         for name, value in row.items()}
        for row in rows
    ]  # fmt: skip


def _points(value: float | None) -> str:
    return danish.number(None if value is None else float(value) * 100, 1)


def _span(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return danish.number(None)
    return danish.span(float(low) * 100, float(high) * 100, decimals=1)


def _per_cent(share: float | None, decimals: int = 0) -> str:
    return danish.number(None if share is None else float(share) * 100, decimals)


def _p(value: float | None) -> str:
    """The p-value alone, without the sign of equality: the column says what it is."""
    if value is None:
        return danish.number(None)
    return danish.p_value(float(value)).removeprefix("p").lstrip(" \u00a0=")
