"""A section for each measure of the study: its sum, its weeks, its figure."""

from collections.abc import Mapping

from effektspor.report.blocks import heading
from effektspor.report.material import Material
from effektspor.report.municipalities import diagnostics
from effektspor.report.programme.measures import Measure, measures_of, name_of
from effektspor.report.programme.text import blocks, include, told

FIGURES: Mapping[Measure, str] = {
    ("internship", "in_programme"): "fig-internship",
    ("hours", "started"): "fig-hours",
    ("hours", "in_programme"): "fig-hours-in",
}
"""The figure of the weeks of each measure."""


def table_id(measure: Measure) -> str:
    """Of the table of its diagnostics."""
    return f"tbl-diagnostics-{'-'.join(measure).replace('_', '-')}"


def effects(material: Material) -> str:
    """Of every measure: the sum over the weeks, the week of reading, the curve."""
    parts: list[str] = []
    for number, measure in enumerate(measures_of(material.artefacts), start=1):
        name = name_of(measure)
        parts += [
            heading(material.words[f"measure_{name}_long"], 2, f"sec-4-{number}"),
            told(material, f"endpoint_{name}"),
            told(
                material, f"levels_participants_{name}", f"levels_comparison_{name}",
                f"effect_{name}",
            ),
            told(material, f"fig_{name}_who", f"fig_{name}_weeks", see=[FIGURES[measure]]),
            include(FIGURES[measure]),
        ]  # fmt: skip
    return blocks(*parts)


def trust(material: Material) -> str:
    """What the diagnostics of each measure say, and their table.

    Those of who starts are of all measures; they stand in the first table.
    """
    parts: list[str] = []
    for number, measure in enumerate(measures_of(material.artefacts)):
        name, first = name_of(measure), number == 0
        named = diagnostics.NAMED if first else ("fail",)
        parts += [
            diagnostics.summary(material, measure, named).strip()
            + " "
            + told(material, see=[table_id(measure)]),
            diagnostics.table(
                material, measure, table_id(measure), f"diagnostics_{name}", cohort=first
            ),
        ]
    return blocks(*parts)


def of_each(material: Material, *beginnings: str) -> str:
    """A paragraph for each measure, of the sentences whose names begin so."""
    return blocks(
        *(
            told(material, *(f"{beginning}_{name_of(measure)}" for beginning in beginnings))
            for measure in measures_of(material.artefacts)
        )
    )
