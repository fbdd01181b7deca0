"""Tables of the progression of citizens: changes, tests, moves and attrition."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from effektspor.report import danish
from effektspor.report.findings import level_of
from effektspor.report.material import Material
from effektspor.report.tables import Column, Group, Row

ASKED = ("citizen", "caseworker")
RELATED = ("q4", "q5", "q7", "q11")
"""Questions that the source calls directly related to the project; their moves are printed."""
SCALE = range(1, 6)
Record = Mapping[str, Any]


def changes(material: Material) -> str:
    """First and last answers, the change with its own interval and p-values, the printed p-value.

    The p-values stand under the heading of the estimate that they belong to, and nothing else does.
    """
    words = material.words
    panel, ends = words["later_than_first"], words["mean_answer"]
    columns = [
        Column(words["pairs"]),
        Column(words["first_mean"], spanner=ends),
        Column(words["last_mean"], spanner=ends),
        Column(words["last_less_first"], spanner=ends),
        Column(words["effect_size"], spanner=ends),
        Column(words["change"], spanner=panel),
        Column(_level(material), spanner=panel),
        Column("p", spanner=panel),
        Column(words["after_holm"], spanner=panel),
        Column(words["after_fdr"], spanner=panel),
        Column(words["p_printed"]),
    ]

    def cells(row: Record) -> list[str]:
        return [
            danish.number(row["n_pairs"]),
            danish.number(row["first_mean"], 2),
            danish.number(row["last_mean"], 2),
            danish.signed(row["change"], 2),
            danish.number(row["effect_size"], 2),
            danish.signed(row["panel"], 2),
            _span(row["panel_low"], row["panel_high"]),
            *(_p(row[name]) for name in ("p_panel", "p_holm", "p_fdr")),
            _printed(row),
        ]

    return material.table(
        "tbl-progression", "progression.table", words["question"], columns,
        _by_asked(material, cells), text="tbl_progression", n_text=material.say("progression_n"),
        wide=True,
    )  # fmt: skip


def tests(material: Material) -> str:
    """How many moved which way, and what other tests say."""
    words = material.words
    columns = [
        *(Column(words[name]) for name in ("went_up", "went_same", "went_down")),
        Column("p", spanner=words["p_sign"]),
        Column(words["after_holm"], spanner=words["p_sign"]),
        Column(words["p_margins"]),
        Column(words["p_by_municipality"]),
        Column(words["per_year"]),
        Column(_level(material)),
    ]

    def cells(row: Record) -> list[str]:
        same = row["n_pairs"] - row["up"] - row["down"]
        return [
            *(danish.number(n) for n in (row["up"], same, row["down"])),
            *(_p(row[name]) for name in ("p_ordinal", "p_ordinal_holm", "p_marginal",
                                         "p_municipality")),
            danish.signed(row["trend_per_year"], 2),
            _span(row["trend_low"], row["trend_high"]),
        ]  # fmt: skip

    return material.table(
        "tbl-progression-tests", "progression.table", words["question"], columns,
        _by_asked(material, cells), text="tbl_progression_tests",
        n_text=material.say("progression_n"), wide=True,
    )  # fmt: skip


def shift(material: Material) -> str:
    """First by last answer of the questions that the source calls related to the project."""
    words = material.words
    rows: list[Row | Group] = []
    lines = material.rows("progression.shift")
    for item in RELATED:
        own = {(line["first"], line["last"]): line for line in lines if line["item"] == item}
        if not own:
            continue
        rows.append(Group(words[f"question_{item}"]))
        rows += [
            Row(
                f"{words['first_answer']} {first}",
                [_count(material, own[first, last]) for last in SCALE],
            )
            for first in SCALE
        ]
    columns = [Column(str(last), spanner=words["last_answer"]) for last in SCALE]
    return material.table(
        "tbl-progression-shift", "progression.shift", words["first_answer"], columns, rows,
        text="tbl_progression_shift", n_text=material.say("progression_n"),
    )  # fmt: skip


def attrition(material: Material) -> str:
    """How many are measured again, and how their first answers differ."""
    words = material.words
    lines = material.rows("progression.attrition")
    rows: list[Row | Group] = []
    for asked in ASKED:
        own = [line for line in lines if line["asked"] == asked]
        if not own:
            continue
        rows.append(Group(words[f"asked_{asked}"]))
        for line in own:
            head = words["measurement_at_least"].format(n=line["measurement"])
            counts = (
                [words["hidden"]] * 2
                if line["withheld"]
                else [danish.number(line["persons"]), danish.number(line["share"] * 100)]
            )
            means = [danish.number(line[name], 2) for name in ("stay_mean", "left_mean")]
            gap = [danish.signed(line["difference"], 2), _span(line["ci_low"], line["ci_high"])]
            rows.append(Row(head, [*counts, *means, *gap]))
    columns = [
        Column(words["measured_persons"]),
        Column(words["measured_share"]),
        Column(words["stayed"], spanner=words["first_answers"]),
        Column(words["not_measured_again"], spanner=words["first_answers"]),
        Column(words["difference"], spanner=words["first_answers"]),
        Column(_level(material), spanner=words["first_answers"]),
    ]
    return material.table(
        "tbl-progression-attrition", "progression.attrition", words["measurement"], columns, rows,
        text="tbl_progression_attrition", n_text=material.say("progression_n"),
    )  # fmt: skip


def _by_asked(material: Material, cells: Callable[[Record], list[str]]) -> list[Row | Group]:
    lines = material.rows("progression.table")
    rows: list[Row | Group] = []
    for asked in ASKED:
        own = [line for line in lines if line["asked"] == asked]
        if own:
            rows.append(Group(material.words[f"asked_{asked}"]))
        rows += [Row(material.words[f"question_{line['item']}"], cells(line)) for line in own]
    return rows


def _count(material: Material, line: Record) -> str:
    return material.words["hidden"] if line["withheld"] else danish.number(line["n"])


def _printed(row: Record) -> str:
    """The printed p-value; an upper limit keeps its sign."""
    text = danish.number(row["published_p"], 3)
    return f"<\u00a0{text}" if str(row["published_below"]) == "True" else text


def _level(material: Material) -> str:
    return material.words["item_interval"].format(level=danish.plain(level_of(material.artefacts)))


def _span(low: float, high: float) -> str:
    if pd.isna(low) or pd.isna(high):
        return danish.DANISH.missing
    ends = (danish.number(end, danish.telling(end, 2)) for end in (low, high))
    return f" {danish.DANISH.to} ".join(ends)


def _p(value: float) -> str:
    """A p value without its letter: the column says it."""
    return danish.p_value(value).removeprefix("p\u00a0=\u00a0").removeprefix("p\u00a0")
