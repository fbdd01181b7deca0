"""The settings of a study of any programme as artefacts, so that no text has a year of its own.

A name is the title of its artefact: of what is evaluated (`study.name`), of the benefit
(`study.family`) and of the cohorts (`study.cohort_pre`, `study.cohort_post`; their ids are titles of
`study.pre` and `study.post`). Numbers that stand for yes and no are 1 and 0; `study.event` is 0 for
internship, 1 for employment, 2 for exit, and `study.event.<name>` is there for the one that is.
"""

from effektspor.artefacts import Artefact, Text, Unit
from effektspor.config.programme import MEASURES
from effektspor.evaluations.municipalities.making import maker_of
from effektspor.evaluations.programme.event import CODES, EVENTS
from effektspor.evaluations.programme.making import Study
from effektspor.evaluations.programme.settings import ProgrammeSettings
from effektspor.evaluations.result_tables import Tables
from effektspor.evaluations.stated import COMMON, DATE, LEAST, LEVEL, day_number

REQUIRES: tuple[str, ...] = ()
NAMED = Text(da="Navnet er titlen.", en="The name is the title.")
YEAR = Text(da="Kalenderår (ISO).", en="Calendar year (ISO).")
WEEKS = Text(da="Uger.", en="Weeks.")
CHOSEN = Text(da="1, hvis det er med i undersøgelsen, ellers 0.", en="1 where it is in the study.")
COUNTED = Text(da="Antal i konfigurationen.", en="Number in the config.")
Number = tuple[float, Text, str, str, Unit]
"""Value, definition, title in both languages, unit."""


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """Names, years, weeks, limits and what is in the study."""
    maker, settings = maker_of(study, tables.data_hash), study.settings
    numbers = {
        **_names(settings), **_years(settings), **_weeks(settings), **_limits(settings),
        **_chosen(settings),
    }  # fmt: skip
    return [
        maker.make(
            f"study.{key}", "number", value=float(value), definition=what,
            title=Text(da=da, en=en), unit=unit, **COMMON,
        )
        for key, (value, what, da, en, unit) in numbers.items()
    ]  # fmt: skip


def _names(settings: ProgrammeSettings) -> dict[str, Number]:
    event = EVENTS[settings.event].name
    return {
        "name": (1, NAMED, settings.name, settings.name, "count"),
        "family": (1, NAMED, *settings.family, "count"),
        "cohort_pre": (1, NAMED, *_cohort(settings.pre.id), "count"),
        "cohort_post": (1, NAMED, *_cohort(settings.post.id), "count"),
        "pre": (1, NAMED, settings.pre.id, settings.pre.id, "count"),
        "post": (1, NAMED, settings.post.id, settings.post.id, "count"),
        "event": (CODES[settings.event], NAMED, event.da, event.en, "count"),
        f"event.{settings.event}": (1, CHOSEN, event.da, event.en, "count"),
    }


def _cohort(name: str) -> tuple[str, str]:
    return f"{name}-kohorten", f"the {name} cohort"


def _years(settings: ProgrammeSettings) -> dict[str, Number]:
    pre, post = settings.pre, settings.post
    years = {
        "pre_first_year": (pre.first_year, "Tidlig kohorte, første år", "Earlier cohort, first"),
        "pre_last_year": (pre.last_year, "Tidlig kohorte, sidste år", "Earlier cohort, last"),
        "post_first_year": (post.first_year, "Sen kohorte, første år", "Later cohort, first"),
        "post_last_year": (post.last_year, "Sen kohorte, sidste år", "Later cohort, last"),
    }
    if settings.placebo_years:
        first, last = settings.placebo_years[0], settings.placebo_years[-1]
        years |= {
            "placebo_first_year": (first, "Første år før kohorterne", "First year before them"),
            "placebo_last_year": (last, "Sidste år før kohorterne", "Last year before them"),
        }
    found: dict[str, Number] = {
        key: (year, YEAR, da, en, "count") for key, (year, da, en) in years.items()
    }
    days = {"extract": (settings.extract_date, "Udtrækkets dato", "Date of the extract")}
    if settings.placebo_through is not None:
        days["placebo_through"] = (
            settings.placebo_through, "Sidste måned før indsatsen", "Last month before the effort",
        )  # fmt: skip
    return found | {
        key: (day_number(day), DATE, da, en, "count") for key, (day, da, en) in days.items()
    }


def _weeks(settings: ProgrammeSettings) -> dict[str, Number]:
    weeks = {
        "weeks": (settings.weeks, "Ugers opfølgning", "Weeks of follow-up"),
        "reference_week": (settings.reference_week, "Ugen, der aflæses", "The week of reading"),
        "washout_weeks": (settings.washout_weeks, "Uger uden forløb før start", "Washout"),
        "bridge_weeks": (settings.bridge_weeks, "Uger i et hul", "Weeks of a gap"),
        "history_weeks": (settings.history_weeks, "Uger før start, der tælles", "Weeks before"),
        "last_exit_week": (max(settings.exit_weeks), "Sidste uge for situation", "Last exit week"),
    }
    return {key: (value, WEEKS, da, en, "weeks") for key, (value, da, en) in weeks.items()}


def _limits(settings: ProgrammeSettings) -> dict[str, Number]:
    return {
        "participants": (
            settings.participants, COUNTED, "Deltagerkommuner", "Participating municipalities",
            "municipalities",
        ),
        "excluded": (
            settings.excluded, COUNTED, "Kommuner, der er holdt ude", "Municipalities left out",
            "municipalities",
        ),
        "placebo_years": (
            len(settings.placebo_years), COUNTED, "Årgange før kohorterne", "Years before them",
            "count",
        ),
        "outcomes": (len(settings.measures), COUNTED, "Ugentlige mål", "Weekly measures", "count"),
        "draws": (settings.draws, COUNTED, "Lodtrækninger", "Draws", "count"),
        "pension_age": (settings.pension_age, COUNTED, "Pensionsalder", "Pension age", "count"),
        "confidence": (
            settings.confidence, LEVEL, "Intervallernes niveau", "Level of intervals", "share",
        ),
        "min_cell": (settings.min_cell, LEAST, "Mindste antal", "Smallest count", "persons"),
        "smallest_group": (
            settings.smallest_group, COUNTED, "Mindste gruppe i en uge", "Smallest group of a week",
            "persons",
        ),
    }  # fmt: skip


def _chosen(settings: ProgrammeSettings) -> dict[str, Number]:
    """Which measures the study has, and how hours and losses are treated."""
    marks = {
        f"has_{outcome}_{denominator}": (outcome, denominator) in settings.measures
        for outcome, denominator in MEASURES
    } | {
        "censor": settings.censor,
        "count_imputed": settings.count_imputed,
        "whole_months": settings.hours_scope == "month",
    }
    return {key: (float(mark), CHOSEN, key, key, "count") for key, mark in marks.items()}
