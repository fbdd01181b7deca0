"""Tables of the job centres' answers: shares with base and bounds, response, change."""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from effektspor.report import danish
from effektspor.report.findings import level_of
from effektspor.report.material import Material
from effektspor.report.tables import Column, Group, Row

TABLE = "jobcentres.table"
THEMES: Mapping[str, str] = {
    "challenge": "challenge",
    "coop": "cooperation",
    "offers": "offers",
    "companies": "companies",
    "progression": "progression",
    "motivation": "motivation",
    "meetings": "meetings",
    "expectation": "expectation",
}
"""Table ``tbl-base-<key>``: the group of questions in it."""
Line = Mapping[str, Any]


def bases(material: Material) -> dict[str, str]:
    """One table per theme: answers that are summed or printed, with n, intervals and bounds."""
    lines = [line for line in material.rows(TABLE) if line["year"] == "main"]
    return {
        f"tbl-base-{theme}": _base(
            material, theme, [line for line in lines if line["group"] == group]
        )
        for theme, group in THEMES.items()
    }


def response(material: Material) -> str:
    """Invited, answered and with comments: of all, and by region where it is known."""
    words = material.words
    rows: list[Row | Group] = []
    for year, years in (("main", "survey_year"), ("before", "before_year")):
        lines = [
            line for line in material.rows("jobcentres.response_table") if line["year"] == year
        ]
        if lines:
            rows.append(Group(f"{material.artefact(f'study.{years}').value:.0f}"))
        rows += [_replied(material, line) for line in lines]
    columns = [
        Column(words[name]) for name in ("invited", "answered", "response_rate", "with_comments")
    ]
    return material.table(
        "tbl-response", "jobcentres.response_table", words["survey_of"], columns, rows,
        text="response", n_text=material.say("response_n"),
    )  # fmt: skip


def change(material: Material) -> str:
    """Shares in both surveys with the change, and who changed sides of those that answered twice."""
    words = material.words
    rows: list[Row | Group] = []
    item = ""
    for line in material.rows("change.table"):
        if line["item"] != item:
            item = str(line["item"])
            rows.append(Group(danish.with_dashes(str(line["item_da"]))))
        rows.append(Row(danish.with_dashes(str(line["label_da"])), _changed(line)))
    both = words["paired"]
    interval = words["interval"].format(level=danish.plain(level_of(material.artefacts)))
    columns = [
        Column(words["before_share"]),
        Column(words["now_share"]),
        Column(words["change_points"]),
        Column(interval),
        Column(words["valid"], spanner=both),
        Column(words["only_before"], spanner=both),
        Column(words["only_now"], spanner=both),
        Column(interval, spanner=both),
        Column(words["p_mcnemar"], spanner=both),
    ]
    return material.table(
        "tbl-change", "change.table", words["answer"], columns, rows,
        text="change", n_text=material.say("change_n"), wide=True,
    )  # fmt: skip


def _base(material: Material, theme: str, lines: list[dict[str, Any]]) -> str:
    words = material.words
    rows: list[Row | Group] = []
    for item in dict.fromkeys(str(line["item"]) for line in lines):
        own = [line for line in lines if line["item"] == item]
        rows.append(Group(_head(material, own[0])))
        rows += _answers(material, own)
    level = danish.plain(level_of(material.artefacts))
    columns = [
        Column(words["valid"]),
        Column(words["share_short"]),
        Column(words["interval"].format(level=level)),
        Column(words["fpc_interval"]),
        Column(words["bounds"]),
        Column(words["printed_share"]),
    ]
    name = f"tbl-base-{theme}"
    return material.table(
        name, TABLE, words["answer"], columns, rows,
        text=f"base_{theme}", n_text=material.say("survey_n"), wide=True,
    )  # fmt: skip


def _head(material: Material, line: Line) -> str:
    """The question, and how many did not know where they are left out."""
    asked = danish.with_dashes(str(line["item_da"]))
    if line["dont_know_counts"] or not line["dont_know"]:
        return asked
    unknown = material.words["dont_know_left_out"].format(n=danish.number(line["dont_know"]))
    return f"{asked} ({unknown})"


def _answers(material: Material, own: list[dict[str, Any]]) -> Iterator[Row]:
    """Sums and what is printed, as the scale goes; all answers where the question has neither."""
    chosen = [line for line in own if line["kind"] == "sum" or pd.notna(line["published"])]
    for line in sorted(chosen or own, key=lambda line: int(line["place"])):
        if pd.isna(line["share"]):
            continue
        unknown = pd.isna(line["published"])
        yield Row(
            danish.with_dashes(str(line["label_da"])),
            [
                danish.number(line["base"]),
                _per_cent(line["share"]),
                _span(line, "ci"),
                _span(line, "fpc"),
                _span(line, "bound"),
                material.words["not_printed"] if unknown else _per_cent(line["published"]),
            ],
        )


def _replied(material: Material, line: Line) -> Row:
    words = material.words
    whole = line["variable"] == "total"
    head = words["sum"] if whole else words["region"].format(name=line["category"])
    cells = [danish.number(line["invited"]), danish.number(line["answered"])]
    shares = [_per_cent(line[name]) for name in ("rate", "with_comments")]
    return Row(head, [*cells, *shares], total=whole)


def _changed(line: Line) -> list[str]:
    shares = [
        f"{_per_cent(line[f'{when}_share'])} ({danish.number(line[f'{when}_base'])})"
        for when in ("before", "now")
    ]
    counts = [danish.number(line[name]) for name in ("paired_n", "only_before", "only_now")]
    change, p = float(line["change"]), float(line["p_mcnemar"])
    paired = [*counts, _span(line, "paired"), danish.number(p, 3)]
    return [*shares, danish.signed(change * 100), _span(line, "ci"), *paired]


def _per_cent(value: float) -> str:
    return danish.number(None if pd.isna(value) else value * 100)


def _span(line: Line, name: str) -> str:
    low, high = line[f"{name}_low"], line[f"{name}_high"]
    if pd.isna(low) or pd.isna(high):
        return danish.DANISH.missing
    return danish.span(low * 100, high * 100)
