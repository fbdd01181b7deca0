"""Questions answered in classes: the class that most chose, and what the mean may be."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.kl2016 import answer_words as words
from effektspor.evaluations.kl2016.making import Maker, answers_source
from effektspor.evaluations.result_tables import finite

MEAN = {"low": "Mindste mulige gennemsnit", "high": "Største mulige gennemsnit"}
MEAN_EN = {"low": "Least possible mean", "high": "Largest possible mean"}
TYPICAL = {
    "low": "Nedre grænse for det hyppigste svar",
    "high": "Øvre grænse for det hyppigste svar",
}
TYPICAL_EN = {"low": "Lower limit of the most frequent answer", "high": "Upper limit of it"}


def class_artefacts(maker: Maker, table: pd.DataFrame, prefix: str) -> Iterator[Artefact]:
    """Limits of the most chosen class (``typical`` where they are one), and of the mean.

    The answers of job centres are given equal weight. What an open end leaves unknown is marked
    ``not_evaluated``; of two classes that equally many chose the lower one counts.
    """
    for item, rows in table[table["kind"] == "value"].groupby("item", sort=False):
        if rows[["low", "high"]].isna().all(axis=None):
            continue
        base = int(rows["n"].sum())
        first = rows.loc[rows["n"].idxmax()]
        common: dict[str, Any] = {
            "unit": "count",
            "n": {"base": base},
            "population": words.POPULATION,
            "method": words.METHOD,
            "uncertainty": words.COUNTED,
            "source": answers_source(synthetic=maker.study.synthetic),
            "basis": "calibration",
            "absent": "not_evaluated",
        }
        point = first["low"] if first["low"] == first["high"] and base else None
        title = Text(
            da=f"Det hyppigste svar: {first['item_da']}", en=f"Most frequent answer: {item}"
        )
        yield maker.number(
            f"{prefix}.{item}.typical",
            finite(point),
            title=title,
            definition=words.CLASSES,
            **common,
        )
        for end in ("low", "high"):
            limit = finite(first[end]) if base else None
            title = Text(da=f"{TYPICAL[end]}: {first['item_da']}", en=f"{TYPICAL_EN[end]}: {item}")
            yield maker.number(
                f"{prefix}.{item}.typical_{end}", limit, title=title, definition=words.CLASSES,
                **common,
            )  # fmt: skip
            mean = (rows["n"] * rows[end]).sum(skipna=False) / base if base else None
            title = Text(da=f"{MEAN[end]}: {first['item_da']}", en=f"{MEAN_EN[end]}: {item}")
            yield maker.number(
                f"{prefix}.{item}.mean_{end}", finite(mean), title=title, definition=words.MEAN,
                **common,
            )  # fmt: skip
