"""Dates and limits of the study as artefacts, so that no text has a year of its own."""

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.hedensted2019.making import Maker, Study
from effektspor.evaluations.result_tables import Tables
from effektspor.evaluations.stated import COMMON, DATE, LEAST, LEVEL, day_number

REQUIRES: tuple[str, ...] = ()
MONTHS = Text(da="Måneder.", en="Months.")
WEEKS = Text(da="Uger.", en="Weeks.")
DRAWS = Text(da="Antal udtræk.", en="Number of draws.")
COUNTED = Text(da="Antal kommuner i indstillingerne.", en="Number of municipalities in the config.")
YEAR = Text(da="Kalenderår.", en="Calendar year.")
CHOSEN = Text(da="1, hvis det er med, ellers 0.", en="1 where it is counted, else 0.")
Number = tuple[float, Text, str, str, str]
"""Value, definition, title in both languages, unit."""


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """Dates, months, draws, municipalities and limits."""
    maker = Maker(study, tables.data_hash)
    return [
        maker.make(
            key, "number", value=float(value), definition=what, title=Text(da=da, en=en),
            unit=unit, **COMMON,
        )
        for key, (value, what, da, en, unit) in _numbers(study).items()
    ]  # fmt: skip


def _numbers(study: Study) -> dict[str, Number]:
    months = {
        "history_months": (study.history_months, "Måneder bag raterne", "Months behind the rates"),
        "horizon_months": (study.horizon_months, "Måneder frem", "Months ahead"),
        "ramp_months": (study.ramp_months, "Måneder til langsigtede mål", "Months to the long run"),
    }
    return {
        "study.as_of": (
            day_number(study.as_of), DATE, "Udgangspunktets dag", "Day of the baseline", "count",
        ),
        "study.followed_until": (
            day_number(study.followed_until), DATE, "Opfølgningens sidste dag",
            "Last day of the follow-up", "count",
        ),
        **{
            f"study.{key}": (value, MONTHS, da, en, "months")
            for key, (value, da, en) in months.items()
        },
        "study.exit_weeks": (
            study.exit_weeks, WEEKS, "Uger efter forløbet", "Weeks after the course", "weeks",
        ),
        "study.flow_draws": (
            study.flow_draws, DRAWS, "Udtræk af borgere", "Draws of persons", "count",
        ),
        "study.draws": (study.draws, DRAWS, "Udtræk af priser", "Draws of prices", "count"),
        "study.first_year": (study.first_year, YEAR, "Første år", "First year", "count"),
        "study.tax": (float(study.tax), CHOSEN, "Skat er talt med", "Tax is counted", "count"),
        "study.cluster": (
            study.cluster, COUNTED, "Lignende kommuner", "Similar municipalities", "municipalities",
        ),
        "study.region": (
            study.region, COUNTED, "Regionens øvrige kommuner", "Other municipalities of the region",
            "municipalities",
        ),
        "disclosure.min_cell": (
            study.min_cell, LEAST, "Mindste antal, der vises", "Smallest count that is shown",
            "persons",
        ),
        "reference.confidence": (
            study.confidence, LEVEL, "Intervallernes niveau", "Level of intervals", "share",
        ),
    }  # fmt: skip
