"""Tables of money: prices and rules, net by year and party, present values."""

import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from effektspor.report import cells, danish
from effektspor.report.cells import Line
from effektspor.report.hedensted2019 import names
from effektspor.report.material import Material
from effektspor.report.tables import Column, Row

PARAMETERS, RESULTS = "parameters.table", "results.table"
YEAR = "year"
THOUSAND = 1e-3
"""Amounts in tables are thousands of kroner."""
NET_YEAR = "net_year_"
ALL_PARTIES = (*names.PARTIES, names.ALL)
SHARES = ("share", "share_year")
_UNITS = re.compile(r"(\d) (kr\.|pct\.)")


def parameters(material: Material) -> str:
    """Low, base and high of each, with year and source; what is assumed is said in words."""
    words = material.words
    rows = [
        Row(
            str(line["label_da"]),
            [
                *(amount(line, name) for name in ("low", "base", "high")),
                words.get(f"unit_of_{line['unit']}", str(line["unit"])),
                year(line),
                _source(line, words),
            ],
        )
        for line in material.rows(PARAMETERS)
    ]
    columns = [
        Column(words["low"]), Column(words["base"]), Column(words["high"]),
        Column(words["unit"], align="left"), Column(words["year"]),
        Column(words["source"], align="left", roomy=True),
    ]  # fmt: skip
    return material.table(
        "tbl-parameters", PARAMETERS, words["parameter"], columns, rows,
        text="parameters", n_text=material.say("parameters_n"), wide=True,
    )  # fmt: skip


def amount(line: Line, name: str) -> str:
    """A price or rule in its unit; a share as per cent."""
    value = line.get(name)
    if value is None or pd.isna(value):
        return cells.DASH
    number = round(float(value) * (100 if line["unit"] in SHARES else 1), 9)
    if line["unit"] == YEAR:
        return f"{number:.0f}"
    places = next((n for n in (0, 1, 2) if abs(number - round(number, n)) < 1e-9), 2)
    return danish.number(number, places)


def year(line: Line) -> str:
    """A year without the point of thousands; a dash where there is none."""
    value = line.get("year")
    if value is None or pd.isna(value):
        return cells.DASH
    return str(value).removesuffix(".0")


def is_assumed(line: Line) -> bool:
    """Whether a price or rule has no source that can be named."""
    return str(line["assumed"]).lower() in ("yes", "true", "1", "1.0")


def _source(line: Line, words: names.Words) -> str:
    """The source with its page and a remark; of what is assumed the word for that and why."""
    source, page, note = (_text(line.get(name)) for name in ("source", "page", "note_da"))
    told = words["source_page"].format(source=source, page=page) if page else source
    if is_assumed(line):
        told = words["assumed"].format(source=told) if told else words["assumed_only"]
    return danish.with_dashes(
        _UNITS.sub(rf"\1{danish.NBSP}\2", ". ".join(filter(None, (told, note))))
    )


def _text(value: Any) -> str:
    return "" if value is None or pd.isna(value) else str(value).strip().rstrip(".")


def with_added(rows: pd.DataFrame) -> pd.DataFrame:
    """Targets of a party with `added`: what each brings on top of all others.

    Its contribution is the mean of that and of what it brings alone.
    """
    return rows.assign(added=2 * rows["contribution"] - rows["only"])


def net(material: Material) -> str:
    """Each party's net by year, thousands of kroner."""
    words, found = material.words, _results(material)
    years = sorted(
        {int(name.removeprefix(NET_YEAR)) for _, name in found if name.startswith(NET_YEAR)}
    )
    rows = [
        Row(
            words[f"party_{party}"],
            [cells.number(material, found.get((party, f"{NET_YEAR}{each}"), {}), "value", 0,
                          THOUSAND) for each in years],
            total=party == names.ALL,
        )
        for party in ALL_PARTIES
        if any(own == party for own, _ in found)
    ]  # fmt: skip
    columns = [Column(words["year_number"].format(year=each)) for each in years]
    return material.table(
        "tbl-net", RESULTS, words["party"], columns, rows,
        text="net", n_text=material.say("economics_n"),
    )  # fmt: skip


def results(material: Material) -> str:
    """Present value, payback, probability and break-even of each party."""
    words, found = material.words, _results(material)
    rows: list[Row] = []
    for party in ALL_PARTIES:
        own = {name: line for (of, name), line in found.items() if of == party}
        if not own:
            continue
        value = own.get("npv", {})
        rows.append(
            Row(
                words[f"party_{party}"],
                [
                    cells.number(material, value, "value", 0, THOUSAND),
                    cells.ends(value, "low", "high", 0, THOUSAND),
                    _payback(material, own),
                    cells.per_cent(material, own.get("probability_positive", {}), "value", 0),
                    cells.per_cent(material, own.get("break_even_effect", {}), "value", 0),
                ],
                total=party == names.ALL,
            )
        )
    columns = [
        Column(words["npv_thousand"]), cells.interval(material), Column(words["payback"]),
        Column(words["probability"]), Column(words["break_even"]),
    ]  # fmt: skip
    return material.table(
        "tbl-results", RESULTS, words["party"], columns, rows,
        text="results", n_text=material.say("economics_n"), wide=True,
    )  # fmt: skip


def _payback(material: Material, own: Mapping[str, Line]) -> str:
    """Months until the money is back; a dash for a party that has paid none."""
    told = cells.number(material, own.get("payback_months", {}), "value", 0)
    invested = own.get("invested", {}).get("value")
    paid = invested is not None and float(invested) < 0
    return material.words["never"] if told == cells.DASH and paid else told


def _results(material: Material) -> dict[tuple[str, str], Line]:
    """Results with all targets reached, by party and quantity."""
    return {
        (str(line["party"]), str(line["quantity"])): line
        for line in material.rows(RESULTS)
        if line["scenario"] == names.GOALS
    }
