"""Tables of what the result depends on: effect reached, prices and rules, targets."""

import pandas as pd

from effektspor.evaluations.result_tables import records
from effektspor.report import cells, danish
from effektspor.report.hedensted2019 import names
from effektspor.report.hedensted2019.money import (
    ALL_PARTIES,
    THOUSAND,
    amount,
    is_assumed,
    with_added,
)
from effektspor.report.material import Material
from effektspor.report.tables import Column, Group, Row

EVEN, TORNADO, TARGETS = (
    "break_even.table", "sensitivity.table", "targets.table",
)  # fmt: skip
MUNICIPALITY = names.PARTIES[0]
QUARTER = 0.25
"""Shares of the effect that have a row."""


def break_even(material: Material) -> str:
    """Present values by the share of the effect that is reached."""
    words, lines = material.words, material.rows(EVEN)
    shares = sorted({float(line["effect_share"]) for line in lines})
    shown = [share for share in shares if abs(share / QUARTER - round(share / QUARTER)) < 1e-6]
    found = {(round(float(line["effect_share"]), 6), str(line["party"])): line for line in lines}
    parties = [party for party in ALL_PARTIES if any(own == party for _, own in found)]
    rows = [
        Row(
            words["share_of_goals"].format(share=danish.number(share * 100)),
            [
                cells.number(material, found.get((round(share, 6), party), {}), "npv", 0, THOUSAND)
                for party in parties
            ],
        )
        for share in shown or shares
    ]
    columns = [Column(words[f"party_{party}"]) for party in parties]
    return material.table(
        "tbl-break-even", EVEN, words["effect_share"], columns, rows,
        text="break_even", n_text=material.say("economics_n"),
    )  # fmt: skip


def tornado(material: Material) -> str:
    """Low and high of each price and rule, and the municipality's present value at both."""
    words = material.words
    rows = []
    for line in sorted(_of_municipality(material, TORNADO), key=lambda each: each["order"]):
        unit: str = "" if pd.isna(line["unit"]) else str(line["unit"])
        label = str(line["label_da"])
        values = {"unit": unit, "low": line["low_value"], "high": line["high_value"]}
        rows.append(
            Row(
                words["assumed_mark"].format(label=label) if is_assumed(line) else label,
                [
                    amount(values, "low"),
                    amount(values, "high"),
                    words.get(f"unit_of_{unit}", unit or cells.DASH),
                    *(cells.number(material, line, name, 0, THOUSAND)
                      for name in ("npv_low", "npv_high", "swing")),
                ],
            )
        )  # fmt: skip
    value = words["npv_thousand"]
    columns = [
        Column(words["value_low"]), Column(words["value_high"]),
        Column(words["unit"], align="left"),
        Column(words["at_low"], spanner=value), Column(words["at_high"], spanner=value),
        Column(words["swing"], spanner=value),
    ]  # fmt: skip
    return material.table(
        "tbl-tornado", TORNADO, words["parameter"], columns, rows,
        text="tornado", n_text=material.say("economics_n"), wide=True,
    )  # fmt: skip


def targets(material: Material) -> str:
    """Each target alone and on top of the others, party by party."""
    words, lines = material.words, material.data(TARGETS)
    rows: list[Row | Group] = []
    for party in ALL_PARTIES:
        own = records(with_added(lines[lines["party"] == party]))
        # A party for which no target moves anything has no rows.
        if not any(line[name] for line in own for name in ("only", "added")):
            continue
        rows.append(Group(words[f"party_{party}"]))
        rows += [
            Row(
                str(line["label_da"]),
                [
                    cells.number(material, line, "only", 0, THOUSAND),
                    cells.number(material, line, "added", 0, THOUSAND),
                    cells.number(material, line, "contribution", 0, THOUSAND),
                    cells.ends(line, "low", "high", 0, THOUSAND),
                    cells.per_cent(material, line, "share", 0),
                ],
            )
            for line in own
        ]
    columns = [
        Column(words["only"]), Column(words["added"]), Column(words["contribution"]),
        cells.interval(material), Column(words["carries"]),
    ]  # fmt: skip
    return material.table(
        "tbl-targets", TARGETS, words["goal"], columns, rows,
        text="targets", n_text=material.say("economics_n"),
    )  # fmt: skip


def _of_municipality(material: Material, key: str) -> list[cells.Line]:
    return [line for line in material.rows(key) if line["party"] == MUNICIPALITY]
