"""Tables of what other actors are paid, when both arms cost the same, and what the size can show."""

from effektspor.evaluations.trial.fees import STEPS
from effektspor.report import cells, danish
from effektspor.report.material import Material
from effektspor.report.tables import Column, Group, Row

FEES, EVEN, POWER = "fees.table", "break_even.table", "power.table"
READINGS = ("", "owed_", "table_")
"""Beginning of the parts: paid by the text's months, owed after the project too, by the table's."""
UNITS = ("per_person", "per_job", "per_lasting_job", "per_employed")
EVENS = ("per_job", "per_lasting_job", "per_employed")


def model(material: Material) -> str:
    """The steps of the fee, their amounts and their part of the most that is paid for a person."""
    words = material.words
    lines = {str(line["part"]): line for line in material.rows(FEES)}
    rows = [
        Row(
            words[f"step_{step}"],
            [
                _amount(material, lines[f"most_{step}"]),
                cells.per_cent(material, lines[f"most_{step}"], "share", 0),
            ],
        )
        for step in STEPS
    ]
    rows.append(
        Row(words["step_total"], [_amount(material, lines["most_total"]), "100"], total=True)
    )
    columns = [Column(words["amount"]), Column(words["per_cent"])]
    return material.table(
        "tbl-fee-model", FEES, words["step"], columns, rows,
        text="fee_model", n_text=material.say("fees_n"),
    )  # fmt: skip


def fees(material: Material) -> str:
    """What was paid at each step and in all, and what it is for each unit, by each reading."""
    words = material.words
    lines = {str(line["part"]): line for line in material.rows(FEES)}
    rows: list[Row | Group] = []
    for reading in READINGS:
        rows.append(Group(words[f"reading_{reading or 'paid'}"]))
        for part in (*STEPS, "total"):
            line = lines[reading + part]
            rows.append(
                Row(
                    words[f"step_{part}"],
                    [
                        cells.number(material, line, "persons", 0),
                        cells.number(material, line, "paid", 0),
                        cells.ends(line, "low", "high", 0),
                        cells.per_cent(material, line, "share", 0),
                    ],
                    total=part == "total",
                )
            )
    columns = [Column(words["persons"]), Column(words["paid"]), cells.interval(material),
               Column(words["per_cent"])]  # fmt: skip
    return material.table(
        "tbl-fees", FEES, words["step"], columns, rows,
        text="fees", n_text=material.say("fees_n"), wide=True,
    )  # fmt: skip


def costs(material: Material) -> str:
    """Cost for each person and job in both arms, and the municipality's cost at which it is equal."""
    words = material.words
    lines = {str(line["part"]): line for line in material.rows(FEES)}
    even = {str(line["quantity"]): line for line in material.rows(EVEN)}
    rows = []
    for unit in UNITS:
        own, other = lines[unit], lines[f"municipality_{unit}"]
        at = even.get(unit, {})
        rows.append(
            Row(
                words[f"unit_{unit}"],
                [
                    _amount(material, own), cells.ends(own, "low", "high", 0),
                    _amount(material, other), cells.ends(other, "low", "high", 0),
                    cells.number(material, at, "value", 0) if unit in EVENS else cells.DASH,
                    cells.ends(at, "low", "high", 0) if unit in EVENS else cells.DASH,
                ],
            )
        )  # fmt: skip
    own_word, other_word = words["arm_other_actor"], words["arm_municipality"]
    same = words["same_cost"]
    columns = [
        Column(words["amount"], spanner=own_word), cells.interval(material, own_word),
        Column(words["amount"], spanner=other_word), cells.interval(material, other_word),
        Column(words["amount"], spanner=same), cells.interval(material, same),
    ]  # fmt: skip
    return material.table(
        "tbl-costs", EVEN, words["unit"], columns, rows,
        text="costs", n_text=material.say("fees_n"), wide=True,
    )  # fmt: skip


def power(material: Material) -> str:
    """The smallest difference found with each power, and persons that a difference needs."""
    words = material.words
    lines = material.rows(POWER)
    rows: list[Row | Group] = []
    for kind in ("detectable", "needed"):
        rows.append(Group(words[f"power_{kind}"]))
        for line in lines:
            if line["kind"] != kind:
                continue
            share, target, points = (
                danish.number(round(float(line[name]) * 100, 9), decimals)
                for name, decimals in (("base_share", 0), ("target_power", 0), ("difference", 1))
            )
            name = words[f"power_{kind}_row"].format(share=share, power=target, points=points)
            size = danish.number(float(line["per_arm"]))
            rows.append(Row(name, [points, cells.ends(line, "low", "high", scale=100), size]))
    columns = [Column(words["points"]), cells.interval(material), Column(words["per_arm"])]
    return material.table(
        "tbl-power", POWER, words["question"], columns, rows,
        text="power", n_text=material.say("power_n"), wide=True,
    )  # fmt: skip


def _amount(material: Material, line: cells.Line) -> str:
    return cells.number(material, line, "amount", 0)
