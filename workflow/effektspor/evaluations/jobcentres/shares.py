"""Shares of answers in a survey of job centres, with what is uncertain about each.

The unit is the municipality, which answers once. The Wilson interval is for chance alone. The bounds
assume nothing: every municipality without a valid answer may have thought so, or none. Those who do
not know, where that is no answer, count among them: they too may have an opinion that is not known. The
interval of the finite population stands between them in width, and rests on the assumption that those
without a valid answer are like those with one.
"""

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from effektspor.estimators.survey.bounds import bounds
from effektspor.estimators.survey.finite import finite_wilson
from effektspor.estimators.survey.proportions import wilson
from effektspor.evaluations.jobcentres.classes import Limits
from effektspor.evaluations.jobcentres.counting import DONT_KNOW, Counted, counted
from effektspor.evaluations.jobcentres.sums import Sum
from effektspor.surveys.survey import Survey

SUM = "sum"
Classes = Mapping[tuple[str, str], Limits]
COLUMNS = (
    "year", "item", "group", "item_da", "item_en", "order", "answer", "label_da", "label_en",
    "place", "kind", "n", "base", "share", "ci_low", "ci_high", "fpc_low", "fpc_high", "bound_low",
    "bound_high", "invited", "answered", "dont_know", "missing", "not_asked", "dont_know_counts",
    "low", "high",
)  # fmt: skip


def jobcentre_shares(
    survey: Survey,
    sums: Mapping[str, Sequence[Sum]],
    year: str,
    confidence: float,
    classes: Classes | None = None,
) -> pd.DataFrame:
    """One row per answer to each question, then its sums and "don't know".

    Parameters
    ----------
    year
        Which survey it is: ``main`` or ``before``.
    classes
        Limits of answers that are classes, by scale and answer; none has limits where it is left out.

    Returns
    -------
    DataFrame
        `COLUMNS`, questions in the order of the codebook. ``base`` are those with a valid answer, to
        which "don't know" belongs where the codebook counts it; where it does not, its row has a
        count and no share. ``place`` is where an answer stands on its scale, of a sum its first answer.
        ``low`` and ``high`` are the limits of a class. Of a multi-response set ``base`` are those who
        answered it, and the shares add to more than one.
    """
    lines = []
    for item in counted(survey):
        own = {
            "year": year, "item": item.item, "group": item.group, "item_da": item.item_da,
            "item_en": item.item_en, "base": item.base, "invited": item.invited,
            "answered": survey.replied, "dont_know": item.dont_know, "missing": item.missing,
            "not_asked": item.not_asked, "dont_know_counts": int(item.dont_know_counts),
        }  # fmt: skip
        for order, row in enumerate(_rows(item, sums.get(item.item, ()), confidence), start=1):
            limits = (classes or {}).get((item.scale, str(row["answer"])), Limits())
            lines.append({**own, "order": order, "low": limits.low, "high": limits.high, **row})
    return pd.DataFrame(lines, columns=list(COLUMNS))


def _rows(item: Counted, sums: Sequence[Sum], confidence: float) -> Iterator[dict[str, object]]:
    places = {answer: place for place, answer in enumerate(item.counts, start=1)}
    for answer, (n, da, en) in item.counts.items():
        row = _row(answer, item.kind, (da, en), n, places[answer])
        yield row | _share(item, n, confidence)
    for one in sums:
        n = sum(item.counts[answer][0] for answer in one.answers)
        first = min(places[answer] for answer in one.answers)
        row = _row(one.name, SUM, (one.label_da, one.label_en), n, first)
        yield row | _share(item, n, confidence)
    if item.dont_know_label is not None:
        share = _share(item, item.dont_know, confidence) if item.dont_know_counts else {}
        last = len(places) + 1
        yield _row(DONT_KNOW, DONT_KNOW, item.dont_know_label, item.dont_know, last) | share


def _row(answer: str, kind: str, labels: tuple[str, str], n: int, place: int) -> dict[str, object]:
    da, en = labels
    return {
        "answer": answer, "kind": kind, "label_da": da, "label_en": en, "n": n, "place": place,
    }  # fmt: skip


def _share(item: Counted, n: int, confidence: float) -> dict[str, object]:
    base = item.base
    share = n / base if base else float("nan")
    low, high = wilson(share, base, confidence)
    finite = finite_wilson(n, base, item.asked, confidence)
    possible = bounds(n, base, item.asked)
    return {
        "share": share, "ci_low": float(low), "ci_high": float(high), "fpc_low": finite[0],
        "fpc_high": finite[1], "bound_low": possible.low, "bound_high": possible.high,
    }  # fmt: skip
