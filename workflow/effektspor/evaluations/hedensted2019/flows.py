"""Where persons are, how long they have been there and where courses end, as artefacts."""

from typing import Any

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.cohort.flows.tables import OWN
from effektspor.estimators.survey.proportions import wilson
from effektspor.evaluations.business_case.potential import month_before
from effektspor.evaluations.hedensted2019.making import (
    NO_INTERVAL,
    Maker,
    Study,
    absence,
    persons,
)
from effektspor.evaluations.hedensted2019.names import MEASURES, STATES, joined, named
from effektspor.evaluations.result_tables import Tables, records

REQUIRES = ("flow_stocks", "flow_durations", "flow_exits", "flow_entries")
OVER = ("over_1y", "over_2y")
COUNTED = Text(
    da="Optælling i den uge, der rummer månedens 15. dag.",
    en="A count in the week that holds the 15th day of the month.",
)
COMMON: dict[str, Any] = {
    "population": Text(
        da="Kommunens borgere, der er eller har været i jobafklaringsforløb.",
        en="Citizens of the municipality who are or have been in job clarification.",
    ),
    "method": COUNTED,
}
WHERE = Text(
    da="Ydelse i månedens uge; job er en måned med løn og ingen ydelse.",
    en="Benefit in the week of the month; a job is a month with a wage and no benefit.",
)
SINCE = Text(
    da="Måneder siden forløbets begyndelse, korte huller regnet med.",
    en="Months since the course began, short gaps counted in.",
)
ENDS = Text(
    da="Af forløb, der endte i de 12 måneder før udgangspunktet: hvor borgeren var nogle uger efter.",
    en="Of courses that ended in the 12 months before the baseline: where the person was weeks later.",
)
SWAY = Text(
    da="Wilsons interval: hvor meget en andel af så mange svinger.",
    en="Wilson's interval: how much a share of so many sways.",
)


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """Persons by state, shares of long courses, exits by destination; tables and figure."""
    maker = Maker(study, tables.data_hash)
    return [
        *_stocks(maker, tables["flow_stocks"]),
        *_long(maker, tables["flow_durations"]),
        *_exits(maker, tables["flow_exits"]),
        *_tables(maker, tables),
    ]


def _stocks(maker: Maker, stocks: pd.DataFrame) -> list[Artefact]:
    own = stocks[(stocks["unit"] == OWN) & (stocks["month"] == maker.study.month)]
    return [
        maker.told(
            f"flows.{row['state']}.persons", row["persons"], absent=absence(row), unit="persons",
            definition=WHERE, uncertainty=NO_INTERVAL, n={"persons": persons(row["persons"])},
            title=named(STATES, str(row["state"])), **COMMON,
        )
        for row in records(own)
    ]  # fmt: skip


def _long(maker: Maker, durations: pd.DataFrame) -> list[Artefact]:
    own = durations[(durations["unit"] == OWN) & (durations["month"] == maker.study.month)]
    found = []
    for row in records(own[own["band"].isin(OVER)]):
        share = row["persons"] / row["of"] if row["of"] > 0 else float("nan")
        low, high = (float(end) for end in wilson(share, row["of"], maker.study.confidence))
        found.append(
            maker.told(
                f"flows.{row['band']}.share", share, low, high, absent=absence(row), unit="share",
                definition=SINCE, uncertainty=SWAY, n={"persons": persons(row["of"])},
                title=named(MEASURES, str(row["band"])), **COMMON,
            )
        )  # fmt: skip
    return found


def _exits(maker: Maker, exits: pd.DataFrame) -> list[Artefact]:
    at = month_before(maker.study.month)
    own = exits[(exits["unit"] == OWN) & (exits["window_end"] == at)]
    ended = Text(da="Forløb endt", en="Courses ended")
    return [
        maker.told(
            f"exits.{row['destination']}.share", row["share"], row["low"], row["high"],
            absent=absence(row), unit="share", definition=ENDS, uncertainty=SWAY,
            n={"courses": persons(row["of"])},
            title=joined(ended, named(STATES, str(row["destination"]))), **COMMON,
        )
        for row in records(own)
    ]  # fmt: skip


def _tables(maker: Maker, tables: Tables) -> list[Artefact]:
    stock = tables["flow_stocks"]
    count = {"months": int(stock["month"].nunique())}
    named_tables = (
        ("flows.table", "table", "flow_stocks", WHERE, "Borgere efter sted", "Persons by state"),
        ("entries.table", "table", "flow_entries", WHERE, "Nye forløb", "Courses begun"),
        ("exits.table", "table", "flow_exits", ENDS, "Hvor forløb ender", "Where courses end"),
        ("figure.durations", "figure", "flow_durations", SINCE, "Borgere efter tid i forløb",
         "Persons by time in it"),
    )  # fmt: skip
    return [
        maker.make(
            key, kind, unit="mixed", data=f"{data}.csv", n=count, definition=what,
            uncertainty=SWAY, title=Text(da=da, en=en), **COMMON,
        )
        for key, kind, data, what, da, en in named_tables
    ]  # fmt: skip
