"""Tables of what the targets mean in persons, and of the comparison with other municipalities."""

from effektspor.report import cells, danish
from effektspor.report.cells import Line
from effektspor.report.hedensted2019 import names
from effektspor.report.material import Material
from effektspor.report.tables import Column, Group, Row

POTENTIAL, BENCHMARK = "potential.table", "benchmark.table"
BASES = ("citizens", "full_year", "ended", "active", "register", "register_full_year")
SHARE = "share"
MEASURES = ("stock_share", "inflow", "over_1y", "over_2y")
FINE = ("stock_share", "inflow")
"""Shares that are so small that they need two decimals."""


def potential(material: Material) -> str:
    """Each target by the base that it is of."""
    words, lines = material.words, material.rows(POTENTIAL)
    rows: list[Row | Group] = []
    for base in names.ordered([str(line["base_name"]) for line in lines], BASES):
        rows.append(Group(words.get(f"base_{base}", base)))
        rows += [
            Row(names.target(line["target"], words), _targets(material, line))
            for line in lines
            if line["base_name"] == base
        ]
    change, persons = words["change_long"], words["in_persons"]
    columns = [
        Column(words["baseline"]), Column(words["short"]), Column(words["long"]),
        Column(words["points_change"], spanner=change),
        Column(words["relative_change"], spanner=change),
        Column(words["persons_short"], spanner=persons),
        Column(words["persons_long"], spanner=persons),
    ]  # fmt: skip
    return material.table(
        "tbl-potential", POTENTIAL, words["goal"], columns, rows,
        text="potential", n_text=material.say("potential_n"), wide=True,
    )  # fmt: skip


def _targets(material: Material, line: Line) -> list[str]:
    return [
        *(level(material, line, name) for name in ("baseline", "short", "long")),
        cells.number(material, line, "change_points", 1, 100, sign=True),
        cells.number(material, line, "change_relative", 1, 100, sign=True),
        *(cells.number(material, line, name, 0, sign=True)
          for name in ("persons_short", "persons_long")),
    ]  # fmt: skip


def level(material: Material, line: Line, name: str) -> str:
    """A number in its own unit: a share as per cent with its unit, else a whole number."""
    if line["unit"] != SHARE:
        return cells.number(material, line, name, 0)
    told = cells.per_cent(material, line, name)
    known = told not in (cells.DASH, material.words["hidden"])
    return f"{told}{danish.NBSP}{material.words['unit_percent']}" if known else told


def benchmark(material: Material) -> str:
    """Each measure beside each comparison, raw and weighted."""
    words, lines = material.words, material.rows(BENCHMARK)
    rows: list[Row | Group] = []
    for measure in names.ordered([str(line["measure"]) for line in lines], MEASURES):
        rows.append(Group(measure_name(measure, material)))
        for unit in names.UNITS:
            own = [each for each in lines if (each["measure"], each["unit"]) == (measure, unit)]
            rows += [Row(words[unit], _compared(material, line, measure)) for line in own]
    columns = [
        Column(words["own"]), Column(words["raw"]), Column(words["adjusted"]),
        Column(words["gap"]), cells.interval(material), Column(words["in_citizens"]),
        Column(words["n_own"]), Column(words["n_benchmark"]),
    ]  # fmt: skip
    return material.table(
        "tbl-benchmark", BENCHMARK, words["compared_with"], columns, rows,
        text="benchmark", n_text=material.say("benchmark_n"), wide=True,
    )  # fmt: skip


def scale_of(measure: str) -> tuple[float, int]:
    """What a measure is multiplied with to be read, and its decimals: months stay months."""
    if measure == "duration":
        return 1.0, 1
    return 100.0, 2 if measure in FINE else 1


def measure_name(measure: str, material: Material) -> str:
    """What is compared; its key where it has no name."""
    return material.words.get(f"measure_{measure}", measure)


def _compared(material: Material, line: Line, measure: str) -> list[str]:
    scale, decimals = scale_of(measure)
    return [
        *(cells.number(material, line, name, decimals, scale)
          for name in ("own", "benchmark", "adjusted")),
        cells.number(material, line, "gap", decimals, scale, sign=True),
        cells.ends(line, "low", "high", decimals, scale),
        cells.number(material, line, "persons", 0, sign=True),
        *(cells.number(material, line, name, 0) for name in ("n_own", "n_benchmark")),
    ]  # fmt: skip
