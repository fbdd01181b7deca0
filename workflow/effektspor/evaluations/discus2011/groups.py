"""The groups of artefacts, by what they depend on: one rule and one JSON file each."""

from effektspor.evaluations.discus2011 import (
    comparison,
    dates,
    effects,
    grades,
    mapping,
    matrix,
    overview,
    printed,
    quotes,
    themes,
)
from effektspor.evaluations.group import Group, plain
from effektspor.evaluations.printed import printed_data
from effektspor.evaluations.stated import no_data

GROUPS: dict[str, Group] = {
    "study": Group(dates.REQUIRES, dates.artefacts, plain(no_data)),
    "overview": Group(overview.REQUIRES, overview.artefacts, plain(overview.figure_data)),
    "matrix": Group(matrix.REQUIRES, matrix.artefacts, plain(matrix.figure_data)),
    "themes": Group(themes.REQUIRES, themes.artefacts, plain(themes.figure_data)),
    "map": Group(mapping.REQUIRES, mapping.artefacts, plain(mapping.figure_data)),
    "grades": Group(grades.REQUIRES, grades.artefacts, plain(grades.figure_data)),
    "effects": Group(effects.REQUIRES, effects.artefacts, plain(effects.figure_data)),
    "quotes": Group(quotes.REQUIRES, quotes.artefacts, plain(quotes.figure_data)),
    "printed": Group(printed.REQUIRES, printed.artefacts, plain(printed_data)),
    "comparison": Group(comparison.REQUIRES, comparison.artefacts, comparison.figure_data),
}
