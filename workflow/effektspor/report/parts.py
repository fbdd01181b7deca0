"""What tells the reports of two evaluations apart: partials, figures, sections that may be absent."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from effektspor.report.material import Material
from effektspor.report.partials import Figures
from effektspor.report.sections import Section


@dataclass(frozen=True)
class Texts:
    """The texts of a report that are lists.

    Attributes
    ----------
    mapped
        Printed figure to artefact, unit and sign, from ``published_items.yml``.
    contradictions
        Places in the source that do not agree: pages, stated, problem, filled in; other keys as read.
    deviations
        From the analysis plan, in the report's language; may be empty.
    literature
        Authors, year, title and place of what the method appendix refers to.
    """

    mapped: Mapping[str, Mapping[str, str]]
    contradictions: Sequence[Mapping[str, str]]
    deviations: Sequence[str]
    literature: Sequence[Sequence[object]]


@dataclass(frozen=True)
class Parts:
    """What the report of an evaluation is built with.

    Attributes
    ----------
    build
        Markdown by the names under which the ``.qmd`` takes it in.
    figures
        Its figures.
    sections
        Include file in ``reports/<evaluation>``: when it stands there.
    assets
        Style sheets and scripts of ``reports/shared`` that it has beyond the theme's own.
    """

    build: Callable[[Material, Texts], dict[str, str]]
    figures: Figures
    sections: Mapping[str, Section]
    assets: Sequence[str] = ()
