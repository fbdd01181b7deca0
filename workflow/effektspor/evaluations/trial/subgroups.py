"""Whether the arm mattered more for some: the primary outcome by background, and the interaction.

Three subgroups are prespecified; their p-values are corrected together (Holm). Others are explorative
and have none. Those of whom it is not known are among those who do not belong, so that all who were
drawn count. A level holds about half of a small trial: what is not found may still be there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import nan

import numpy as np
import pandas as pd

from effektspor.config.trial import Waiting
from effektspor.errors import EstimationError
from effektspor.estimators.multiplicity import holm
from effektspor.estimators.randomised.blocks import Blocks
from effektspor.estimators.randomised.interaction import Interaction, interaction
from effektspor.estimators.randomised.score import difference_interval
from effektspor.evaluations.courses.points import is_few
from effektspor.evaluations.trial.arms import ARMS, OTHER_ACTOR
from effektspor.evaluations.trial.inference import SHOWN, WITHHELD, Inference
from effektspor.evaluations.trial.labels import NO, YES
from effektspor.evaluations.trial.outcome_values import PRIMARY, Outcome, Trial, outcomes
from effektspor.evaluations.trial.variables import made

NOWHERE = Interaction(nan, nan, nan, nan)
COLUMNS = [
    "subgroup", "level", "label_da", "label_en",
    *(f"{part}_{arm}" for arm in ARMS for part in ("n", "of", "share")),
    "difference", "low", "high", "interaction", "interaction_low", "interaction_high",
    "p_interaction", "p_holm", "prespecified", "state",
]  # fmt: skip
ABOUT = ("subgroup", "level", "label_da", "label_en", "prespecified", "state")
Row = dict[str, object]


@dataclass(frozen=True)
class Subgroup:
    """A division of all who were drawn.

    Attributes
    ----------
    member
        Rows as the persons: whether the person is known to belong.
    labels
        Danish and English names of the two levels.
    """

    subgroup: str
    member: "pd.Series[bool]"
    labels: Mapping[str, tuple[str, str]]
    prespecified: bool = True


def subgroup_table(trial: Trial, waiting: Waiting, how: Inference) -> pd.DataFrame:
    """Two rows per subgroup, those who belong first.

    Returns
    -------
    DataFrame
        `COLUMNS`; fractions, on the primary outcome. ``interaction`` is the difference among those
        who belong minus that among the others, the same in both rows. Both rows are withheld where
        one would tell of few persons.
    """
    primary = next(each for each in outcomes(trial) if each.outcome == PRIMARY)
    groups = subgroups(trial.persons, waiting)
    found = [_interaction(primary, each, how) for each in groups]
    planned = [index for index, each in enumerate(groups) if each.prespecified]
    corrected = dict(zip(planned, holm([found[i].p for i in planned]), strict=True))
    rows = [
        row
        for index, group in enumerate(groups)
        for row in _rows(primary, group, found[index], corrected.get(index, nan), how)
    ]
    return pd.DataFrame(rows).reindex(columns=COLUMNS)


def subgroups(persons: pd.DataFrame, waiting: Waiting) -> list[Subgroup]:
    """The prespecified subgroups, then the others."""
    described, weeks = made(persons, waiting.long_weeks), waiting.long_weeks
    return [
        Subgroup(
            "long_wait", _member(described["long_wait"], YES),
            {YES: (f"Ventet mindst {weeks} uger", f"Waited at least {weeks} weeks"),
             NO: ("Ventet kortere eller ukendt", "Waited less, or not known")},
        ),
        Subgroup(
            "origin_sickness", _member(described["origin"], "sickness"),
            {YES: ("Fra sygedagpenge", "From sickness benefit"),
             NO: ("Fra anden forsørgelse eller ukendt", "From other support, or not known")},
        ),
        Subgroup(
            "motivated_before", _member(described["right_solution_before"], YES),
            {YES: ("Fleksjob rette løsning før start", "Flexjob the right solution before"),
             NO: ("Ikke, ved ikke eller ikke svaret", "Not, does not know or did not answer")},
        ),
        Subgroup(
            "women", _member(described["sex"], "woman"),
            {YES: ("Kvinder", "Women"), NO: ("Mænd", "Men")}, prespecified=False,
        ),
    ]  # fmt: skip


def _member(variable: "pd.Series[str]", value: str) -> "pd.Series[bool]":
    return (variable == value).fillna(value=False).astype(bool).reset_index(drop=True)


def _levels(primary: Outcome, group: Subgroup) -> dict[str, pd.DataFrame]:
    return {YES: primary.frame[group.member], NO: primary.frame[~group.member]}


def _blocks(frame: pd.DataFrame) -> Blocks | None:
    try:
        return Blocks.of_units(frame["value"] > 0, frame["arm"] == OTHER_ACTOR, frame["place"])
    except EstimationError:
        return None  # nobody of an arm belongs


def _interaction(primary: Outcome, group: Subgroup, how: Inference) -> Interaction:
    part, rest = (_blocks(frame) for frame in _levels(primary, group).values())
    if part is None or rest is None:
        return NOWHERE
    draws, seed = how.drawing
    return interaction(part, rest, confidence=how.confidence, draws=draws, seed=seed)


def _rows(
    primary: Outcome, group: Subgroup, found: Interaction, corrected: float, how: Inference
) -> list[Row]:
    hidden = _hidden(primary, group, how.min_cell)
    rows = []
    for level, frame in _levels(primary, group).items():
        da, en = group.labels[level]
        row: Row = {
            "subgroup": group.subgroup, "level": level, "label_da": da, "label_en": en,
            "interaction": found.value, "interaction_low": found.low,
            "interaction_high": found.high, "p_interaction": found.p, "p_holm": corrected,
            "prespecified": group.prespecified, "state": SHOWN,
            **_level(frame, how),
        }  # fmt: skip
        if hidden:
            row = {key: row[key] for key in ABOUT} | {"state": WITHHELD}
        rows.append(row)
    return rows


def _level(frame: pd.DataFrame, how: Inference) -> Row:
    row: Row = {}
    for arm in ARMS:
        own = frame.loc[frame["arm"] == arm, "value"]
        n, of = int(own.sum()), len(own)
        row |= {f"n_{arm}": n, f"of_{arm}": of, f"share_{arm}": n / of if of else np.nan}
    blocks = _blocks(frame)
    if blocks is None:
        return row
    low, high = difference_interval(blocks, how.confidence)
    return row | {"difference": blocks.difference, "low": low, "high": high}


def _hidden(primary: Outcome, group: Subgroup, min_cell: int) -> bool:
    """Whether a level would tell of few persons: then the other would too, by subtraction."""
    return any(
        is_few(count, min_cell)
        for frame in _levels(primary, group).values()
        for arm in ARMS
        for own in (frame.loc[frame["arm"] == arm, "value"],)
        for count in (int(own.sum()), int((1 - own).sum()))
    )
