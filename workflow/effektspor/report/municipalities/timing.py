"""Tables on the time after the start: rate ratios, mean times, competing exits, where persons are."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd

from effektspor.report import danish
from effektspor.report.cohorts import NAMED_BY_YEARS, Cohorts
from effektspor.report.findings import level_of
from effektspor.report.material import Material
from effektspor.report.tables import Column, Group, Row

Writer = Callable[[float | None], str]


def rates(material: Material) -> str:
    """The start-rate ratio by method of inference, then by weeks since the start."""
    words, lines = material.words, material.rows("rate_ratio.table")
    headline = lines[0]["inference"]
    whole = [line for line in lines if line["term"] == "all"]
    blocks = [line for line in lines if "block" in line["term"] and line["inference"] == headline]
    same = [line for line in lines if line["term"] == "constancy"]
    rows: list[Row | Group] = [Group(words["rate_all_weeks"])]
    rows += [_ratio(words[f"rate_{line['inference']}"], line) for line in whole]
    if blocks:
        rows.append(Group(words["rate_by_block"]))
        rows += [
            _ratio(
                words["rate_weeks"].format(first=line["first_week"], last=line["last_week"]), line
            )
            for line in blocks
        ]
        rows += [_ratio(words[f"rate_{line['inference']}"], line) for line in same]
    checks = [line for line in material.rows("rate_ratio.checks") if line["inference"] == headline]
    if checks:
        rows.append(Group(words["rate_checks"]))
        rows += [_ratio(words.get(f"rate_{line['id']}", str(line["id"])), line) for line in checks]
    columns = [Column(words["ratio"]), Column(_level(material)), Column(words["p_value"])]
    return material.table(
        "tbl-rate", "rate_ratio.table", words["rate_stub"], columns, rows,
        text="tbl_rate", n_text=material.say("rate_n"),
    )  # fmt: skip


def means(material: Material, cohorts: Cohorts = NAMED_BY_YEARS) -> str:
    """Restricted mean time without an internship and shares started, with their effects."""
    words, lines = material.words, material.rows("time.table")
    effects = {
        (line["quantity"], line["week"]): line
        for line in material.rows("time.effects")
        if line["method"] == "wild"
    }
    rows: list[Row | Group] = []
    for quantity, write in (("rmst", _weeks), ("share", _per_cent)):
        own = [line for line in lines if line["quantity"] == quantity]
        rows.append(Group(words[f"time_{quantity}"]))
        for week in sorted({int(line["week"]) for line in own}):
            at = [line for line in own if int(line["week"]) == week]
            cells = {(line["group"], line["cohort"]): line["estimate"] for line in at}
            pooled = next((line for line in at if line["method"].startswith("bootstrap")), {})
            rows.append(
                Row(
                    words["time_weeks"].format(week=week),
                    [
                        *(write(cells.get(cell)) for cell in cohorts.pairs),
                        *_with_interval(effects.get((quantity, week), {}), write),
                        _in_one(_with_interval(pooled, write)),
                    ],
                )
            )
    columns = [
        *_columns(material, cohorts),
        Column(words["pooled_curves"], spanner=words["change_against"]),
    ]
    return material.table(
        "tbl-time", "time.table", words["time_stub"], columns, rows,
        text="tbl_time", n_text=material.say("time_n"), wide=True,
    )  # fmt: skip


def incidence(material: Material, cohorts: Cohorts = NAMED_BY_YEARS) -> str:
    """Competing exits at the weeks of reading, with their effects."""
    words, lines = material.words, material.rows("incidence.table")
    rows: list[Row | Group] = []
    for week in sorted({int(line["week"]) for line in lines}):
        rows.append(Group(words["after_start"].format(weeks=week)))
        rows += [
            Row(
                words[f"cause_{line['cause']}"],
                [_per_cent(line[cell]) for cell in cohorts.cells] + _with_interval(line, _per_cent),
            )
            for line in lines
            if int(line["week"]) == week
        ]
    return material.table(
        "tbl-incidence", "incidence.table", words["cause"], _columns(material, cohorts), rows,
        text="tbl_incidence", n_text=material.say("time_n"), wide=True,
    )  # fmt: skip


def exits(material: Material, cohorts: Cohorts = NAMED_BY_YEARS) -> str:
    """Where persons are some weeks after the start; states that nobody is in are left out."""
    words, lines = material.words, material.rows("exits.table")
    rows: list[Row | Group] = []
    for weeks in sorted({int(line["weeks"]) for line in lines}):
        at = [line for line in lines if int(line["weeks"]) == weeks]
        rows.append(Group(words["after_start"].format(weeks=weeks)))
        rows += [
            Row(
                str(line["label_da"]),
                [
                    *(_share(material, line, cell) for cell in cohorts.cells),
                    *_with_interval(line, _per_cent),
                    _p(line["p_holm"]),
                ],
            )
            for line in at
            if any(line[f"hidden_{cell}"] or line[f"share_{cell}"] > 0 for cell in cohorts.cells)
        ]
        rows.append(
            Row(
                words["followed"],
                [danish.number(at[0][f"of_{cell}"]) for cell in cohorts.cells]
                + [danish.DANISH.missing] * 3,
                total=True,
            )
        )
    columns = [*_columns(material, cohorts), Column(words["p_holm"])]
    hidden = any(line[f"hidden_{cell}"] for line in lines for cell in cohorts.cells)
    remark = material.say("exits_hidden") if hidden else ""
    return material.table(
        "tbl-exits", "exits.table", words["state"], columns, rows,
        text="tbl_exits", n_text=material.say("exits_n"), remark=remark, wide=True,
    )  # fmt: skip


def _columns(material: Material, cohorts: Cohorts) -> Sequence[Column]:
    words = material.words
    shares = [Column(cohort, spanner=words[group]) for group, cohort in cohorts.shown]
    return [
        *shares,
        Column(words["effect_short"], spanner=words["change_against"]),
        Column(_level(material), spanner=words["change_against"]),
    ]


def _level(material: Material) -> str:
    return material.words["item_interval"].format(level=danish.plain(level_of(material.artefacts)))


def _ratio(head: str, line: Mapping[str, Any]) -> Row:
    return Row(head, [_two(line["estimate"]), _interval(line, _two), _p(line["p_value"])])


def _with_interval(line: Mapping[str, Any], write: Writer) -> list[str]:
    """Effect with its sign, and its interval."""
    value = line.get("estimate")
    text = write(value)
    plus = value is not None and value > 0 and any(digit in text for digit in "123456789")
    return [f"+{text}" if plus else text, _interval(line, write)]


def _in_one(parts: Sequence[str]) -> str:
    """Effect and interval in one cell; one dash where there is neither."""
    known = [part for part in parts if part != danish.DANISH.missing]
    return "; ".join(known) or danish.DANISH.missing


def _interval(line: Mapping[str, Any], write: Writer) -> str:
    ends = [write(line.get(name)) for name in ("ci_low", "ci_high")]
    return ends[0] if ends[0] == ends[1] == danish.DANISH.missing else f"{ends[0]} til {ends[1]}"


def _share(material: Material, line: Mapping[str, Any], cell: str) -> str:
    return material.words["hidden"] if line[f"hidden_{cell}"] else _per_cent(line[f"share_{cell}"])


def _two(value: float | None) -> str:
    if value is not None and value in (float("inf"), float("-inf")):
        return "∞"
    return danish.number(value, 2)


def _weeks(value: float | None) -> str:
    return danish.number(value, 1)


def _per_cent(value: float | None) -> str:
    return danish.number(None if value is None or pd.isna(value) else value * 100, 1)


def _p(value: float | None) -> str:
    """A p value without its letter: the column says it."""
    return danish.p_value(value).removeprefix("p\u00a0=\u00a0").removeprefix("p\u00a0")
