"""Make an artefact: what all results of a study share is filled in here, the rest by the caller."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field
from typing import Any

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.plan import Plan

SIMULATED = ("calibration", "simulation")


@dataclass(frozen=True)
class Sources:
    """What the artefacts of an evaluation say of where their numbers come from.

    Attributes
    ----------
    register, synthetic
        Of results from registers, real and synthetic.
    published
        Of printed figures.
    publication_date
        ISO date, month or year.
    """

    register: Text
    synthetic: Text
    published: Text
    publication_date: str


@dataclass(frozen=True)
class Context:
    """What every artefact of a run has in common.

    Attributes
    ----------
    extract_date
        ISO date, month or year of the register extract.
    synthetic
        Whether the data are synthetic: from the mark in the data, never from a setting.
    plan
        The analysis plan.
    confidence
        Level of the intervals, 0-1.
    min_cell
        Counts of persons, rows or cells from 1 to one below it are not shown.
    collected
        Month or date of the last answers, by survey; only where it is known.
    """

    extract_date: str
    synthetic: bool
    plan: Plan
    _: KW_ONLY
    confidence: float = 0.95
    min_cell: int = 5
    collected: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Maker:
    """Makes the artefacts of one group of inputs.

    Attributes
    ----------
    study
        What the run's artefacts have in common.
    data_hash
        SHA-256 of the inputs of the group.
    published
        Whether the group rests on published figures instead of registers.
    registers
        Whether it rests on registers, so that the date of their extract is its own.
    surveys
        Surveys that it rests on, whose dates of collection are its own.
    sources
        Of the evaluation.
    """

    study: Context
    data_hash: str
    published: bool = False
    registers: bool = True
    surveys: Sequence[str] = ()
    sources: Sources = field(kw_only=True)

    def make(self, artefact_id: str, kind: str, **fields: Any) -> Artefact:
        """One artefact; ``pydantic.ValidationError`` where a field is lacking or wrong.

        A basis that speaks of the simulator becomes ``register`` where the registers are real.
        """
        common: dict[str, Any] = {
            "id": artefact_id,
            "kind": kind,
            "source": self.source(),
            "extract_date": self.sources.publication_date
            if self.published
            else self.study.extract_date,
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

    def source(self) -> Text:
        """Where the numbers come from."""
        if self.published:
            return self.sources.published
        return self.sources.synthetic if self.study.synthetic else self.sources.register
