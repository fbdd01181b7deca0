"""Tables of time: until the first flexjob, how long jobs last, and the panel of months."""

from typing import Any

from effektspor.evaluations.trial.arms import ARMS, DIFFERENCE
from effektspor.report import cells
from effektspor.report.cells import Line
from effektspor.report.material import Material
from effektspor.report.tables import Column, Row

TIMES, DURABILITY, PANEL = "times.table", "durability.table", "panel.table"
RATIO = "hazard_ratio"
SHARES = ("share",)


def times(material: Material) -> str:
    """Weeks without a job, the rate of getting one, months in jobs."""
    words = material.words
    rows = [
        Row(
            words[f"quantity_{line['quantity']}"],
            [
                *(cells.number(material, line, f"value_{arm}", _decimals(line)) for arm in ARMS),
                cells.number(material, line, "difference", 1, sign=True),
                cells.ends(line, "low", "high", _decimals(line)),
                cells.p_of(line, "p_randomisation"),
            ],
        )
        for line in material.rows(TIMES)
    ]
    return material.table(
        "tbl-times", TIMES, words["measure"], _columns(material, words["p_draw"]), rows,
        text="times", n_text=material.say("times_n"), wide=True,
    )  # fmt: skip


def durability(material: Material) -> str:
    """Months in the job by each way of counting, with the printed means beside the first."""
    words = material.words
    lines = {(str(line["arm"]), str(line["quantity"])): line for line in material.rows(DURABILITY)}
    quantities = dict.fromkeys(quantity for _, quantity in lines)
    rows = [Row(_quantity(material, lines, quantity), _durations(material, lines, quantity))
            for quantity in quantities]  # fmt: skip
    return material.table(
        "tbl-durability", DURABILITY, words["measure"], _columns(material), rows,
        text="durability", n_text=material.say("durability_n"), wide=True,
    )  # fmt: skip


def panel(material: Material) -> str:
    """The terms of the panel regression: all months, the first and the later ones."""
    words = material.words
    rows = [
        Row(
            words[f"term_{line['term']}"],
            [
                cells.number(material, line, "estimate", 1, 100, sign=True),
                cells.ends(line, "ci_low", "ci_high", scale=100),
                cells.p_of(line, "p"),
                cells.p_of(line, "p_randomisation"),
                cells.number(material, line, "months", 0),
            ],
        )
        for line in material.rows(PANEL)
    ]
    columns = [Column(words["points"]), cells.interval(material), Column(words["p_model"]),
               Column(words["p_draw"]), Column(words["months"])]  # fmt: skip
    return material.table(
        "tbl-panel", PANEL, words["term"], columns, rows,
        text="panel", n_text=material.say("panel_n"), wide=True,
    )  # fmt: skip


def _columns(material: Material, last: str = "") -> list[Column]:
    words = material.words
    columns = [*(Column(words[f"arm_{arm}"]) for arm in ARMS), Column(words["difference"]),
               cells.interval(material)]  # fmt: skip
    return [*columns, Column(last)] if last else columns


def _decimals(line: Line) -> int:
    return 2 if line["quantity"] in (RATIO, "logrank") else 1


def _quantity(
    material: Material, lines: dict[tuple[str, str], dict[str, Any]], quantity: str
) -> str:
    """Name of a row, with the horizon that it reaches to."""
    horizon = next(
        (line["horizon_months"] for (_, own), line in lines.items() if own == quantity), None
    )
    told = cells.number(material, {"value": horizon}, "value", 1)
    return material.words[f"durability_{quantity}"].format(horizon=told)


def _durations(
    material: Material, lines: dict[tuple[str, str], dict[str, Any]], quantity: str
) -> list[str]:
    gap = lines.get((DIFFERENCE, quantity), {})
    found = [
        _with_ends(material, lines.get((arm, quantity), {})) for arm in ARMS
    ]  # fmt: skip
    return [
        *found,
        cells.number(material, gap, "value", 1, sign=True),
        cells.ends(gap, "low", "high"),
    ]


def _with_ends(material: Material, line: Line) -> str:
    scale = 100 if line.get("unit") in SHARES else 1
    value = cells.number(material, line, "value", 1, scale)
    low_high = cells.ends(line, "low", "high", 1, scale)
    return value if low_high == cells.DASH else f"{value} ({low_high})"
