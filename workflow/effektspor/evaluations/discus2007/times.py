"""Time to a flexjob, months in jobs and how long jobs last, as artefacts.

All of it rests on when jobs began and ended, which no published figure but two tells of.
"""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.discus2007 import time_words, words
from effektspor.evaluations.discus2007.making import Maker, Study, trial_maker
from effektspor.evaluations.discus2007.rows import LOW_HIGH, number_of
from effektspor.evaluations.result_tables import Tables, records
from effektspor.evaluations.trial.arms import ARMS, DIFFERENCE

REQUIRES = ("trial_times", "trial_time_effects", "trial_durability")
LOGRANK, RATIO = "logrank", "hazard_ratio"
SELECTED = "months_in_flexjob_those_with_job"
UNITS = {"weeks": "weeks", "months": "months", "share": "share"}


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """Numbers of the curves and of durability, tables and figures."""
    maker = trial_maker(study, tables.data_hash)
    effects, lasting = tables["trial_time_effects"], tables["trial_durability"]
    found = [each for row in records(effects) for each in _effect(maker, row)]
    found += [each for row in records(lasting) for each in _durability(maker, row)]
    persons = {
        f"{arm}": words.whole(effects[f"n_{arm}"].max()) for arm in ARMS if f"n_{arm}" in effects
    }
    jobs = lasting[lasting["arm"].isin(ARMS)].groupby("arm")["jobs"].max()
    of_jobs = {str(arm): words.whole(count) for arm, count in jobs.items()}
    return [*found, *_wholes(maker, persons or {"persons": 0}, of_jobs or {"jobs": 0})]


def figure_data(tables: Tables) -> dict[str, pd.DataFrame]:
    """The tables as they are: steps of few persons are put together in them."""
    return {f"{name}.csv": tables[name] for name in REQUIRES}


def _effect(maker: Maker, row: dict[str, Any]) -> Iterator[Artefact]:
    quantity = str(row["quantity"])
    key, title = f"times.{quantity}", time_words.TIMES.get(quantity, (quantity, quantity))
    common: dict[str, Any] = {
        "n": {arm: words.whole(row.get(f"n_{arm}")) for arm in ARMS},
        "population": time_words.WITH_JOB if quantity == SELECTED else words.RANDOMISED,
        "definition": time_words.DEFINITION.get(quantity, time_words.TO_JOB),
        "method": time_words.METHOD,
    }
    interval = time_words.interval(quantity, maker.study.confidence)
    unit = UNITS.get(str(row.get("unit")), "ratio")
    if quantity == RATIO:
        yield number_of(
            maker, f"{key}.ratio", row, "value_other_actor", LOW_HIGH, unit="ratio",
            uncertainty=interval, title=Text(da=title[0], en=title[1]), **common,
        )  # fmt: skip
    else:
        for arm in ARMS:
            of = words.ARM[arm]
            yield number_of(
                maker, f"{key}.{arm}", row, f"value_{arm}", unit=unit, **common,
                title=Text(da=f"{title[0]}: {of.da}", en=f"{title[1]}: {of.en}"),
            )  # fmt: skip
    if quantity not in (LOGRANK, RATIO):
        yield number_of(
            maker, f"{key}.difference", row, "difference", LOW_HIGH, unit=unit, uncertainty=interval,
            title=Text(da=f"{title[0]}: forskel", en=f"{title[1]}: difference"), **common,
        )  # fmt: skip
    if quantity == SELECTED:
        return  # no draw made these two groups alike
    tested = {**common, "definition": words.P, "uncertainty": words.drawn(maker.study.draws)}
    yield number_of(
        maker, f"{key}.p", row, "p_randomisation", unit="mixed",
        title=Text(da=f"{title[0]}: p", en=f"{title[1]}: p"), **tested,
    )  # fmt: skip


def _durability(maker: Maker, row: dict[str, Any]) -> Iterator[Artefact]:
    quantity, arm = str(row["quantity"]), str(row["arm"])
    da, en = time_words.DURABILITY.get(quantity, (quantity, quantity))
    of = words.CONTRAST_NAME if arm == DIFFERENCE else words.ARM[arm]
    common: dict[str, Any] = {
        "n": {"jobs": words.whole(row["jobs"])},
        "title": Text(da=f"{da}: {of.da}", en=f"{en}: {of.en}"),
        "population": words.JOBS,
        "definition": time_words.cut(quantity),
        "method": time_words.lasting(quantity),
    }
    key = f"durability.{quantity}.{arm}"
    yield number_of(
        maker, key, row, "value", LOW_HIGH, unit=UNITS.get(str(row["unit"]), "months"),
        uncertainty=time_words.interval(quantity, maker.study.confidence), **common,
    )  # fmt: skip
    if quantity == "truncated_mean" and arm != DIFFERENCE:
        for column in ("jobs", "ended"):
            yield number_of(
                maker, f"durability.{column}.{arm}", {**row, "state": words.WITHHELD}, column,
                unit="jobs",
                **{**common, "title": time_words.counted(column, of),
                   "definition": words.COUNTED_JOBS, "method": words.COUNT},
            )  # fmt: skip
    if quantity == "restricted_mean":
        yield number_of(
            maker, f"durability.horizon.{arm}", row, "horizon_months", unit="months",
            **{**common, "title": time_words.HORIZON_TITLE, "definition": time_words.HORIZON},
        )  # fmt: skip


def _wholes(maker: Maker, persons: dict[str, int], jobs: dict[str, int]) -> Iterator[Artefact]:
    level = maker.study.confidence
    for key, kind, data, n, definition, title in (
        ("figure.times", "figure", "trial_times", persons, time_words.TO_JOB,
         Text(da="Uden fleksjob uge for uge", en="Without a flexjob week by week")),
        ("times.table", "table", "trial_time_effects", persons, time_words.TO_JOB,
         Text(da="Tid til fleksjob og måneder i job", en="Time to a flexjob and months in jobs")),
        ("figure.durability", "figure", "trial_durability", jobs, time_words.BOTH,
         Text(da="Hvor længe job varer", en="How long jobs last")),
        ("durability.table", "table", "trial_durability", jobs, time_words.BOTH,
         Text(da="Hvor længe job varer", en="How long jobs last")),
    ):  # fmt: skip
        yield maker.make(
            key, kind, data=f"{data}.csv", n=n, definition=definition, title=title,
            population=words.RANDOMISED if n is persons else words.JOBS,
            method=time_words.METHOD if n is persons else time_words.KAPLAN_MEIER,
            uncertainty=time_words.interval("", level),
            unit="share" if key == "figure.times" else "mixed",
        )  # fmt: skip
