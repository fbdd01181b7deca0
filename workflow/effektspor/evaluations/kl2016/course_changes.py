"""Differences between two shares of courses, with intervals that say whether they can be told apart."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.estimators.survey.differences import difference
from effektspor.estimators.survey.paired import share_of
from effektspor.evaluations.kl2016 import course_words as words
from effektspor.evaluations.kl2016.making import Maker

Row = dict[str, Any]


def course_changes(maker: Maker, counts: dict[str, Row], ages: list[Row]) -> Iterator[Artefact]:
    """Pension after long courses less that after short ones; companies at a year less half a year."""
    lengths = {row["group"]: row for row in ages if row["measure"] == "pension_duration"}
    for key, before, after, population, definition, title in (
        ("pension_length", lengths["under_1y"], lengths["over_1y"], words.COMPLETED, words.DURATION,
         Text(da="Førtidspension efter lange forløb minus korte",
              en="Pension after long courses less short ones")),
        ("company", counts["company_26"], counts["company_52"], words.STILL, words.COMPANY,
         Text(da="I virksomhedsrettet indsats efter et år minus et halvt",
              en="At companies after a year less half a year")),
    ):  # fmt: skip
        n = {name: 0 if pd.isna(row["base"]) else int(row["base"])
             for name, row in (("before", before), ("after", after))}  # fmt: skip
        none = any(row["base"] == 0 for row in (before, after))
        change = _difference(before, after, maker.study.confidence)
        yield maker.number(
            f"courses.{key}.change", change[0], ci_low=change[1], ci_high=change[2], n=n,
            absent="not_evaluated" if none else "withheld", unit="percentage_points",
            population=population, definition=definition, method=words.COUNT, title=title,
            uncertainty=words.newcombe(maker.study.confidence),
        )  # fmt: skip


def _difference(before: Row, after: Row, confidence: float) -> tuple[float, float, float]:
    """Missing where a share is; the two as if of different persons."""
    if any(pd.isna(row["share"]) for row in (before, after)):
        return np.nan, np.nan, np.nan
    first, second = (
        share_of(np.arange(int(row["base"])) < int(row["n"]), confidence) for row in (before, after)
    )
    return difference(first, second)
