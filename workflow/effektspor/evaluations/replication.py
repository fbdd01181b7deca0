"""Set own values beside the published figures, by the basis on which a comparison would rest.

Only basis ``recomputed`` may be called reproduced. An own value near a calibration target is a
round trip, one from real registers a new measurement; a fact about the document has no own value; and what was not or cannot be computed is
listed with the reason, so that the table has a row for every published figure.
"""

import math
from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from effektspor.evaluations.arithmetic import Figures
from effektspor.evaluations.coding import Coding
from effektspor.evaluations.formulas import FORMULAS, RESTATEMENTS, Formula
from effektspor.published import BASES, match_rules
from effektspor.qualifier import covers

COLUMNS = ("item_id", "basis", "own_value", "difference", "verdict", "reason", "reason_da")
VERDICTS = (
    "equal_within_rounding", "within_interval", "differs", "withheld", "not_reproducible",
    "document", "not_evaluated",
)  # fmt: skip
ESTIMATED = ("calibration", "simulation")
"""Bases whose own value is an estimate of a run."""
REGISTER = "register"
"""Basis of such an own value where the run is on real registers."""

Item = Mapping[Hashable, Any]


@dataclass(frozen=True)
class Reason:
    """Why a verdict is what it is, in both languages."""

    en: str
    da: str

    def after(self, en: str, da: str) -> "Reason":
        """The reason behind a first clause."""
        return Reason(f"{en}: {self.en}", f"{da}: {self.da}") if self.en else Reason(en, da)


FROM_REGISTERS = Reason(
    "estimated from the study's own registers: neither a round trip nor a recomputation",
    "beregnet på undersøgelsens egne registre: hverken en rundtur eller en genberegning",
)


def replicate(
    published: pd.DataFrame,
    rules: pd.DataFrame,
    own: pd.DataFrame,
    built: Collection[str],
    coding: Coding,
    registers: Collection[str] = (),
) -> pd.DataFrame:
    """One row per published figure with its own value, if it has one, and a verdict.

    Parameters
    ----------
    published
        As `effektspor.published.read_published` gives it.
    rules
        As `effektspor.published.read_basis_rules` gives them: the reasons.
    own
        Estimates as `effektspor.evaluations.own_values.read_own_values` gives them. An estimate
        for a figure of basis ``recomputed`` is not used: arithmetic on the print decides there.
    built
        Ids of the studies in the build.
    coding
        Of the desk research, as `effektspor.evaluations.coding.read_coding` gives it.
    registers
        Those of them that are built on real registers: their estimates have basis ``register``.

    Returns
    -------
    pandas.DataFrame
        `COLUMNS`; ``own_value`` and ``difference`` (own - published) in the printed unit, missing
        where there is none. Verdicts, the first that fits:

        * ``equal_within_rounding``: the print covers it, see `effektspor.qualifier.covers`,
        * ``within_interval``: the printed value lies in the own interval, at the study's level,
        * ``differs``: neither; for ``document``, the figure contradicts the one it repeats,
        * ``withheld``: computed, and kept back by disclosure control,
        * ``not_reproducible``, ``document``: by basis,
        * ``not_evaluated``: this run has no own value.

    Raises
    ------
    InputError
        Where a figure that a formula needs is missing.
    """
    figures = Figures(published, coding)
    formulas = {formula.item_id: formula for formula in FORMULAS}
    estimates = own.set_index("item_id").to_dict("index")
    values = published.set_index("item_id")["value"].to_dict()
    rows = []
    for item, rule in zip(published.to_dict("records"), match_rules(published, rules), strict=True):
        key, basis = item["item_id"], item["basis"]
        why = Reason(str(rules["reason"].iloc[rule]), str(rules["reason_da"].iloc[rule]))
        real = basis in ESTIMATED and item["source"] in registers
        if real:
            why = FROM_REGISTERS if key in estimates else Reason("", "")
        if basis == "recomputed":
            rows.append(_recomputed(item, formulas[key], figures))
        elif basis in ESTIMATED and key in estimates:
            shown = {**item, "basis": REGISTER} if real else item
            rows.append(_estimated(shown, estimates[key], why))
        elif basis in ESTIMATED:
            rows.append(_not_evaluated(item, item["source"] in built, why))
        else:
            rows.append(_given(item, values, why))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def totals(replication: pd.DataFrame) -> pd.DataFrame:
    """Number of figures by basis (rows) and verdict (columns), with all of each basis.

    ``register`` has a row where any figure has that basis.

    There is no total over the bases: adding a round trip to a reproduction means nothing.
    """
    counts = pd.crosstab(replication["basis"], replication["verdict"])
    bases = [*BASES, *([REGISTER] if REGISTER in counts.index else [])]
    counts = counts.reindex(index=bases, columns=list(VERDICTS), fill_value=0)
    counts["all"] = counts.sum(axis=1)
    return counts.rename_axis(columns=None).reset_index()


def _recomputed(item: Item, formula: Formula, figures: Figures) -> tuple[object, ...]:
    shown = "" if formula.plain else f"= {formula.expression}"
    why = Reason(
        "; ".join(filter(None, (shown, formula.note))),
        "; ".join(filter(None, (shown, formula.note_da))),
    )
    value = figures.evaluate(formula.expression)
    return _row(item, value, "equal_within_rounding" if _covers(item, value) else "differs", why)


def _estimated(item: Item, estimate: Item, why: Reason) -> tuple[object, ...]:
    value = estimate["own_value"]
    if math.isnan(value):
        withheld = Reason("kept back by disclosure control", "tilbageholdt af diskretionshensyn")
        return _row(item, value, "withheld", withheld)
    if _covers(item, value):
        verdict = "equal_within_rounding"
    elif estimate["ci_low"] <= item["value"] <= estimate["ci_high"]:
        verdict = "within_interval"
    else:
        verdict = "differs"
    return _row(item, value, verdict, why)


def _not_evaluated(item: Item, in_build: bool, why: Reason) -> tuple[object, ...]:
    missing = (
        why.after("no result of this run speaks to it", "intet resultat af kørslen svarer til det")
        if in_build
        else why.after("study not in this build", "undersøgelsen er ikke med i kørslen")
    )
    return _row(item, math.nan, "not_evaluated", missing)


def _given(item: Item, values: Item, why: Reason) -> tuple[object, ...]:
    """Verdict of a figure without own value, by its basis."""
    other = RESTATEMENTS.get(item["item_id"])
    if other is None:
        return _row(item, math.nan, item["basis"], why)
    if values[other] != item["value"]:
        return _row(item, math.nan, "differs", Reason(f"contradicts {other}", f"modsiger {other}"))
    return _row(item, math.nan, "document", Reason(f"repeats {other}", f"gentager {other}"))


def _row(item: Item, own: float, verdict: str, why: Reason) -> tuple[object, ...]:
    difference = own - item["value"]
    return (item["item_id"], item["basis"], own, difference, verdict, why.en, why.da)


def _covers(item: Item, own: float) -> bool:
    return covers(item["value"], item["decimals"], item["kind"], item["direction"], own)
