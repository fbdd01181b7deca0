"""The groups of artefacts, by what they depend on: one rule and one JSON file each."""

from effektspor.evaluations.group import Group, plain
from effektspor.evaluations.kl2016 import (
    change,
    comparison,
    courses,
    dates,
    jobcentres,
    printed,
    quality,
    quotes,
    series,
)
from effektspor.evaluations.printed import printed_data
from effektspor.evaluations.stated import no_data

GROUPS: dict[str, Group] = {
    "study": Group(dates.REQUIRES, dates.artefacts, plain(no_data)),
    "series": Group(series.REQUIRES, series.artefacts, plain(series.figure_data)),
    "jobcentres": Group(jobcentres.REQUIRES, jobcentres.artefacts, plain(jobcentres.figure_data)),
    "jobcentre_change": Group(change.REQUIRES, change.artefacts, plain(change.figure_data)),
    "courses": Group(courses.REQUIRES, courses.artefacts, plain(courses.figure_data)),
    "quotes": Group(quotes.REQUIRES, quotes.artefacts, plain(quotes.figure_data)),
    "quality": Group(quality.REQUIRES, quality.artefacts, quality.figure_data),
    "survey_quality": Group(
        quality.SURVEY_REQUIRES, quality.survey_artefacts, quality.survey_figure_data
    ),
    "printed": Group(printed.REQUIRES, printed.artefacts, plain(printed_data)),
    "comparison": Group(comparison.REQUIRES, comparison.artefacts, comparison.figure_data),
}
