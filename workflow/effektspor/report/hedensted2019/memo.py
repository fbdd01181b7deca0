"""Tables of the memo itself: the model of intervention step by step, and the targets."""

from typing import Any

import pandas as pd

from effektspor.report import danish
from effektspor.report.hedensted2019 import names
from effektspor.report.items import as_printed
from effektspor.report.material import Material
from effektspor.report.tables import Column, Row

PRACTICE, PRINTED = "practice.table", "printed.table"
DASH = danish.DANISH.missing
GOALS = (
    # Target; ends of the ids of its printed baseline, target after a year and in the long term.
    ("fewer_persons", "n_citizens", "short.fewer_persons", "long.fewer_persons.pct"),
    ("ordinary_job", "base.exit_ordinary_job", "short.ordinary_job.increase",
     "long.exit_ordinary_job"),
    ("flexjob", "base.exit_flexjob", "short.flexjob.increase", "long.exit_flexjob"),
    ("unemployment_benefit", "base.exit_unemp_benefit", "short.unemp_benefit.increase",
     "long.exit_unemp_benefit"),
    ("over_1y", "over_52w.share", "short.over_1y", "long.over_1y"),
    ("over_2y", "over_2y.share", "", "long.over_2y"),
    ("no_offer", "no_active_offer", "short.no_offer", "long.no_offer"),
    ("internship", "", "short.internship", "long.active.internship"),
    ("wage", "", "short.wage", "long.active.wage"),
)  # fmt: skip


def practice(material: Material) -> str:
    """What happens at each step, with whom, and the printed limit of it."""
    words, printed = material.words, _printed(material)
    rows = [
        Row(
            f"{int(line['order'])}. {line['label_da']}",
            [str(line["what_da"]), str(line["who_da"]), _limits(material, line, printed)],
        )
        for line in material.rows(PRACTICE)
    ]
    columns = [
        Column(words["what"], align="left", roomy=True),
        Column(words["who"], align="left"),
        Column(words["limit"], align="left"),
    ]
    return material.table(
        "tbl-practice", PRACTICE, words["step"], columns, rows,
        text="practice", n_text=material.say("practice_n"),
    )  # fmt: skip


def _limits(material: Material, line: dict[str, Any], printed: dict[str, Any]) -> str:
    """The printed figures of a step, each with what it is of."""
    if pd.isna(line["limit_items"]):
        return DASH
    told = []
    for item in str(line["limit_items"]).split(";"):
        of = material.words[f"limit_{item.rpartition('.')[2]}"]
        told.append(of.format(value=as_printed(material, printed[item])))
    return "; ".join(told)


def goals(material: Material) -> str:
    """The targets as the memo prints them, and how they are read."""
    words, printed = material.words, _printed(material)

    def cell(end: str) -> str:
        line = printed.get(f"hed.{end}")
        return as_printed(material, line) if line is not None else DASH

    rows = [
        Row(names.target(goal, words), [*(cell(end) for end in ends), material.say(f"read_{goal}")])
        for goal, *ends in GOALS
    ]
    columns = [
        Column(words["baseline"]), Column(words["short"]), Column(words["long"]),
        Column(words["reading"], align="left", roomy=True),
    ]  # fmt: skip
    return material.table(
        "tbl-goals", PRINTED, words["goal"], columns, rows,
        text="goals", n_text=material.say("goals_n"),
    )  # fmt: skip


def _printed(material: Material) -> dict[str, Any]:
    return {str(line["item_id"]): line for line in material.rows(PRINTED)}
