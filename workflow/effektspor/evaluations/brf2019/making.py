"""Make an artefact: what all results of a study share is filled in here, the rest by the caller."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.brf2019 import words
from effektspor.evaluations.brf2019.plan import Plan

REGISTER = Text(
    da="DREAM (Styrelsen for Arbejdsmarked og Rekruttering) og eIndkomst; egne beregninger.",
    en="DREAM (Danish Agency for Labour Market and Recruitment) and eIndkomst; own calculations.",
)
SYNTHETIC_REGISTER = Text(
    da="Syntetisk register i DREAM's og eIndkomsts format, uden virkelige personer; egne "
    "beregninger.",
    en="Synthetic register in the format of DREAM and eIndkomst, without real persons; own "
    "calculations.",
)
PUBLISHED = Text(
    da="Projekt Bedre Ressourceforløb, afsluttende evaluering, DISCUS, september 2019.",
    en="Projekt Bedre Ressourceforløb, final evaluation, DISCUS, September 2019.",
)
PUBLICATION_DATE = "2019-09"
SIMULATED = ("calibration", "simulation")


@dataclass(frozen=True)
class Study:
    """What every artefact of a run has in common.

    Attributes
    ----------
    extract_date
        ISO date, month or year of the register extract.
    collected
        Month or date of the last answers, by survey; only where it is known.
    synthetic
        Whether the registers are synthetic: from the mark in the data, never from a setting.
    reference_week
        Calendar week of the window at which levels are read off.
    smallest_group
        Persons that the smallest of the four groups must have for a week to be evaluated.
    confidence
        Level of the intervals, 0-1.
    washout_weeks, bridge_weeks
        Weeks without the programme before a start; longest gap that does not end a spell.
    bridge_family_weeks
        Most weeks on sickness benefit in such a gap where they are counted apart.
    min_cell
        Counts of persons, rows or cells from 1 to one below it are not shown.
    censor
        Whether weeks after death, emigration or pension leave the denominators.
    count_imputed
        Whether imputed hours count as hours.
    hours_scope
        Whether a week of supported work voids the hours of its "month" or its own ("week").
    """

    extract_date: str
    synthetic: bool
    plan: Plan
    reference_week: int = 95
    smallest_group: int = 50
    confidence: float = 0.95
    washout_weeks: int = 52
    bridge_weeks: int = 4
    bridge_family_weeks: int | None = None
    min_cell: int = 5
    censor: bool = False
    count_imputed: bool = True
    hours_scope: str = "month"
    collected: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Maker:
    """Makes the artefacts of one group of inputs.

    Attributes
    ----------
    data_hash
        SHA-256 of the inputs of the group.
    published
        Whether the group rests on published figures instead of registers.
    registers
        Whether it rests on registers, so that the date of their extract is its own.
    surveys
        Surveys that it rests on, whose dates of collection are its own.
    """

    study: Study
    data_hash: str
    published: bool = False
    registers: bool = True
    surveys: Sequence[str] = ()

    def make(self, artefact_id: str, kind: str, **fields: Any) -> Artefact:
        """One artefact; ``pydantic.ValidationError`` where a field is lacking or wrong.

        A basis that speaks of the simulator becomes ``register`` where the registers are real.
        """
        common: dict[str, Any] = {
            "id": artefact_id,
            "kind": kind,
            "source": self.source(),
            "extract_date": PUBLICATION_DATE if self.published else self.study.extract_date,
            "from_registers": self.registers and not self.published,
            "collected": self._collected(),
            "data_hash": self.data_hash,
            "disclosure": "published" if self.published else "aggregate",
            "basis": "recomputed" if self.published else "simulation",
            "prespecified": self.study.plan.covers(artefact_id),
            "synthetic": self.study.synthetic and not self.published,
        }
        whole = {**common, **fields}
        if not self.study.synthetic and whole["basis"] in SIMULATED:
            whole["basis"] = "register"
        return Artefact(**whole)

    def _collected(self) -> tuple[str, ...]:
        known = self.study.collected
        return tuple(sorted({known[name] for name in self.surveys if name in known}))

    def number(
        self,
        artefact_id: str,
        value: float | None,
        *,
        absent: str = "withheld",
        **fields: Any,
    ) -> Artefact:
        """Make a number, or where there is no value the mark that says why: ``withheld.<id>``.

        Sentences that rest on the number then take their variant for it. A mark is prespecified
        where the number is.
        """
        if value is not None and not math.isnan(value):
            return self.make(artefact_id, "number", value=float(value), **fields)
        gone = {name: fields[name] for name in fields if name not in {"ci_low", "ci_high", "unit"}}
        gone.setdefault("prespecified", self.study.plan.covers(artefact_id))
        return self.make(f"{absent}.{artefact_id}", "number", value=1.0, unit="count", **gone)

    def estimate(
        self, artefact_id: str, value: Any, low: Any, high: Any, **fields: Any
    ) -> Artefact:
        """Make a number with its interval, or the mark ``not_evaluated.<id>`` where either lacks.

        An estimate whose interval has no end is not evaluated either: nothing is known of it.
        """
        numbers = [float("nan") if each is None else float(each) for each in (value, low, high)]
        if not all(math.isfinite(each) for each in numbers):
            return self.number(artefact_id, None, absent="not_evaluated", **fields)
        value, low, high = numbers
        return self.number(artefact_id, value, ci_low=low, ci_high=high, **fields)

    def population(self, denominator: str) -> Text:
        """The population of a weekly measure, as the study's settings have it."""
        return words.population(denominator, censor=self.study.censor)

    def definition(self, outcome: str) -> Text:
        """What a weekly measure counts, as the study's settings have it."""
        study = self.study
        return words.definition(outcome, count_imputed=study.count_imputed, scope=study.hours_scope)

    def source(self) -> Text:
        """Where the numbers come from."""
        if self.published:
            return PUBLISHED
        return SYNTHETIC_REGISTER if self.study.synthetic else REGISTER
