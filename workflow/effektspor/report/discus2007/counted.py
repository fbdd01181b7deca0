"""The table of what follows from the printed counts alone."""

from collections.abc import Mapping

from effektspor.report import cells, danish
from effektspor.report.material import Material
from effektspor.report.tables import Column, Group, Row

TABLE = "counts.table"
P_VALUE = "mixed"
CHAPTERS: Mapping[str, tuple[str, ...]] = {
    "created": ("created_",),
    "without": ("without_best_",),
    "subsidy": ("half_subsidy_",),
    "ends": ("flexjob_counted", "end_", "toward_pension", "non_western"),
    "stayed": ("stayed_",),
    "distance": ("distance_",),
    "country": ("national_", "flexjob_8", "long_wait_"),
}
"""Heading of the quantities whose names begin so."""
SCALED: Mapping[str, tuple[float, int, str]] = {
    # Unit: factor, decimals, word of the unit.
    "share": (100, 1, "unit_percent"),
    "percentage_points": (100, 1, "unit_percentage_points"),
    "ratio": (1, 2, ""),
    "mixed": (1, 3, ""),
    "persons": (1, 0, "unit_persons"),
    "jobs": (1, 0, "unit_flexjobs"),
    "months": (1, 1, "unit_months"),
}


def counts(material: Material) -> str:
    """Every quantity with its interval or range and its p value."""
    words = material.words
    lines = material.rows(TABLE)
    rows: list[Row | Group] = []
    for chapter, starts in CHAPTERS.items():
        own = [line for line in lines if str(line["quantity"]).startswith(starts)]
        if own:
            rows.append(Group(words[f"counts_{chapter}"]))
            rows += [Row(cells.label(line), _cells(material, line)) for line in own]
    columns = [Column(words["value"]), Column(words["interval_or_range"]), Column(words["p"])]
    return material.table(
        "tbl-counts", TABLE, words["quantity"], columns, rows,
        text="counts", n_text=material.say("counts_n"),
    )  # fmt: skip


def _cells(material: Material, line: cells.Line) -> list[str]:
    factor, decimals, unit = SCALED[str(line["unit"])]
    signed = line["unit"] == "percentage_points"
    value = cells.number(material, line, "value", decimals, factor, sign=signed)
    if unit and value != cells.DASH:
        value = f"{value}{danish.NBSP}{material.words[unit]}"
    # Where the value is a p value itself it stands once.
    tested = cells.DASH if line["unit"] == P_VALUE else cells.p_of(line, "p")
    return [value, cells.ends(line, "low", "high", decimals, factor), tested]
