"""Fidelity and belief by unit, wave and element: shares with intervals, small cells hidden.

Hidden is a share of fewer respondents than the smallest cell, and another one of the same wave and
element where the total would give it away; see `effektspor.evaluations.masking`. Roles and
municipalities each add up to the total; no table crosses them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from effektspor.errors import InputError
from effektspor.estimators.survey.proportions import Share, clustered_share
from effektspor.evaluations.brf2019.staff.units import LEVELS, MEASURED, WAVES, Unit
from effektspor.evaluations.masking import COMPLEMENT, SHOWN, SMALL, mask_parts

COLUMNS = (
    "level", "unit_id", "unit_label", "wave", "element", "n", "answers", "agree", "share",
    "weighted", "ci_low", "ci_high", "state",
)  # fmt: skip
HIDDEN = ("n", "answers", "agree", "share", "weighted", "ci_low", "ci_high")
STATE_SHOWN = "shown"
Key = tuple[str, str, str, str]
"""Level, unit, wave and element."""


@dataclass(frozen=True)
class Measured:
    """A share and whose it is.

    Attributes
    ----------
    ids
        Respondents in the order of the scores of `share`.
    weighted
        The share with the weights of the file; the same where all are 1.
    """

    unit: Unit
    share: Share
    ids: pd.Series
    weighted: float


def measure(every: Iterable[Unit], confidence: float) -> dict[Key, Measured]:
    """The share of each unit, wave and element; a wave without answers of a unit has none.

    Raises
    ------
    InputError
        Where more have answered than there are in the population.
    """
    found: dict[Key, Measured] = {}
    for unit in every:
        groups = dict(iter(unit.rows.groupby(["wave", "element"])))
        for number, wave in WAVES.items():
            for element in MEASURED:
                rows = groups.get((number, element), unit.rows.iloc[:0])
                found[unit.level, unit.id, wave, element] = _one(unit, rows, confidence)
    return found


def _one(unit: Unit, rows: pd.DataFrame, confidence: float) -> Measured:
    try:
        share = clustered_share(
            rows["agree"], rows["answers"], confidence=confidence, population=unit.population
        )
    except InputError as error:
        raise InputError(
            error.what, where=f"data.surveys.staff.population, {unit.id}", todo=error.todo
        ) from None
    whole = float((rows["weight"] * rows["answers"]).sum())
    agree = float((rows["weight"] * rows["agree"]).sum())
    return Measured(unit, share, rows["respondent"], agree / whole if whole else np.nan)


def states(measured: Mapping[Key, Measured], min_cell: int) -> dict[Key, str]:
    """Whether each share is ``shown``, or hidden as ``small`` or as ``complement``.

    The respondents of a level add up to the total of the wave and element. Where the total itself
    is of few, all is hidden. The agreeing answers add up too: where those of the hidden units
    together are all or none, they would be known of each, and another unit is hidden.
    """
    marks: dict[Key, str] = {}
    for wave in WAVES.values():
        for element in MEASURED:
            for level in LEVELS:
                keys = [k for k in measured if (k[0], k[2], k[3]) == (level, wave, element)]
                sizes = [measured[key].share.n for key in keys]
                each = mask_parts(sizes, min_cell)
                if 0 < sum(sizes) < min_cell:
                    each = [SMALL if size else SHOWN for size in sizes]
                each = _mixed(each, [measured[key].share for key in keys])
                marks |= {k: mark or STATE_SHOWN for k, mark in zip(keys, each, strict=True)}
    return marks


def _mixed(marks: Sequence[str], shares: Sequence[Share]) -> list[str]:
    """Hide more units, the smallest first, until the hidden ones together do not all answer alike."""
    marks = list(marks)
    for at in sorted(range(len(marks)), key=lambda index: shares[index].n):
        hidden = [share for mark, share in zip(marks, shares, strict=True) if mark != SHOWN]
        agree, answers = (sum(getattr(s, part) for s in hidden) for part in ("agree", "answers"))
        if not hidden or 0 < agree < answers:
            break
        if marks[at] == SHOWN and shares[at].n > 0:
            marks[at] = COMPLEMENT
    return marks


def fidelity(measured: Mapping[Key, Measured], marks: Mapping[Key, str]) -> pd.DataFrame:
    """One row per unit, wave and element.

    Returns
    -------
    pandas.DataFrame
        `COLUMNS`; shares as fractions. What is not ``shown`` has no number; where nobody answered
        n is 0 and the share missing.
    """
    rows = [
        (
            *key[:2], one.unit.label, *key[2:], one.share.n, one.share.answers, one.share.agree,
            one.share.value, one.weighted, one.share.low, one.share.high, marks[key],
        )
        for key, one in measured.items()
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    frame = frame.astype(dict.fromkeys(("n", "answers", "agree"), "Int64"))
    frame.loc[frame["state"] != STATE_SHOWN, list(HIDDEN)] = pd.NA
    return frame
