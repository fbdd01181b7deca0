"""The two surveys of the job centres together, as artefacts: shares that changed."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.kl2016 import answer_words as words
from effektspor.evaluations.kl2016.making import Maker, Study, answers_source
from effektspor.evaluations.result_tables import Tables, finite, records

REQUIRES = ("jobcentre_change",)
SURVEYS = ("jobcentres", "jobcentres_before")


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """Each change, of all answers and in pairs, with the table and the figure."""
    maker = Maker(study, tables.data_hash, registers=False, surveys=SURVEYS)
    table = tables["jobcentre_change"]
    found = [each for row in records(table) for each in _change(maker, row)]
    found += _counts(maker, table)
    common: dict[str, Any] = {
        "unit": "percentage_points",
        "n": {"questions": int(table["item"].nunique())},
        "population": words.BOTH_YEARS,
        "definition": words.CHANGE,
        "method": words.METHOD,
        "uncertainty": words.NEWCOMBE,
        "source": answers_source(synthetic=study.synthetic),
    }
    title = Text(da="Svar i de to undersøgelser", en="Answers in the two surveys")
    for key, kind in (("change.table", "table"), ("figure.change", "figure")):
        found.append(maker.make(key, kind, data="jobcentre_change.csv", title=title, **common))
    return found


def figure_data(tables: Tables) -> dict[str, pd.DataFrame]:
    """The table as it is."""
    return {"jobcentre_change.csv": tables["jobcentre_change"]}


def _counts(maker: Maker, table: pd.DataFrame) -> Iterator[Artefact]:
    """How many changes there are, how many are beyond doubt, and who answered both times."""
    known = table[table["ci_low"].notna()]
    sure = (known["ci_low"] > 0) | (known["ci_high"] < 0)
    both = int(table["replied_both"].max()) if len(table) else 0
    parts = {
        "cells": (len(known), "count", "Ændringer, der er regnet ud", "Changes that are calculated"),
        "sure": (
            int(sure.sum()), "count", "Ændringer, hvis interval ikke rummer nul",
            "Changes whose interval is without nought",
        ),
        "paired": (
            both, "municipalities", "Kommuner, der svarede begge gange",
            "Municipalities that answered both times",
        ),
    }  # fmt: skip
    for name, (value, unit, da, en) in parts.items():
        yield maker.make(
            f"change.{name}", "number", value=float(value), unit=unit, title=Text(da=da, en=en),
            n={"changes": len(known)}, population=words.BOTH_YEARS, definition=words.CHANGE,
            method=words.METHOD, uncertainty=words.NEWCOMBE,
            source=answers_source(synthetic=maker.study.synthetic),
        )  # fmt: skip


def _change(maker: Maker, row: dict[str, Any]) -> Iterator[Artefact]:
    key = f"change.{row['item']}.{row['sum']}"
    common: dict[str, Any] = {
        "title": Text(
            da=f"{row['item_da']} ({row['label_da']})", en=f"{row['item_en']} ({row['label_en']})"
        ),
        "definition": words.CHANGE,
        "method": words.METHOD,
        "source": answers_source(synthetic=maker.study.synthetic),
    }
    all_answers = {"before": int(row["before_base"]), "now": int(row["now_base"])}
    pairs = {"paired": int(row["paired_n"])}
    yield maker.estimate(
        key, row["change"], row["ci_low"], row["ci_high"], unit="percentage_points", n=all_answers,
        population=words.BOTH_YEARS, uncertainty=words.NEWCOMBE, **common,
    )  # fmt: skip
    same = {**common, "n": pairs, "population": words.PAIRS, "uncertainty": words.PAIRED}
    yield maker.estimate(
        f"{key}.paired", row["paired_change"], row["paired_low"], row["paired_high"],
        unit="percentage_points", **same,
    )  # fmt: skip
    yield maker.number(
        f"{key}.p_mcnemar", finite(row["p_mcnemar"]), unit="ratio", absent="not_evaluated", **same
    )
    for name in ("both", "only_before", "only_now", "neither"):
        yield maker.make(
            f"{key}.{name}", "number", value=float(row[name]), unit="municipalities", **same
        )
