"""The first years of ressourceforloeb, before the cohorts: what KL counted at the start of 2016."""

from dataclasses import dataclass

import numpy as np

from effektspor.simulate.engine import Chunk
from effektspor.simulate.parameters import Parameters
from effektspor.simulate.span import Span

COUNTED_AT = (2016, 1)  # ISO week of KL's count, 1 January 2016


@dataclass
class EarlyYears:
    """Counts added up over chunks."""

    parameters: Parameters
    span: Span
    started: int = 0
    ended: int = 0
    in_course: int = 0
    in_company: int = 0
    passive: np.ndarray | None = None  # (2, 2): at 26 and 52 weeks; passive, all

    def add(self, chunk: Chunk) -> None:
        """Count those who started before 2016 (nobody, where the span begins later)."""
        week = self.span.index_of(*COUNTED_AT)
        start = chunk.persons.start[: chunk.persons.n_starters]
        k = int(np.searchsorted(start, max(week, 0)))
        codes, start = chunk.on.codes[:, :k], start[:k]
        inside = self.parameters.codes.programme
        programme = (codes >= min(inside.values())) & (codes <= max(inside.values()))
        self.started += k
        self.ended += int((~programme[max(week, 0) :].any(axis=0)).sum())
        now = codes[max(week - 1, 0)]
        company = [code for name, code in inside.items() if "private" in name or "public" in name]
        self.in_course += int(programme[max(week - 1, 0)].sum())
        self.in_company += int(np.isin(now, company).sum())
        found = np.zeros((2, 2), dtype="int64")
        for row, elapsed in enumerate((26, 52)):
            reached = np.flatnonzero(start + elapsed < week)
            then = codes[start[reached] + elapsed, reached]
            found[row, 0] = (then == inside["passive"]).sum()
            found[row, 1] = ((then >= 810) & (then <= 818)).sum()
        self.passive = found if self.passive is None else self.passive + found

    def values(self) -> dict[str, float]:
        """Achieved values by target id."""
        if not self.started or self.passive is None:
            return {}
        passive = self.passive[:, 0] / np.maximum(self.passive[:, 1], 1)
        return {
            "inflow.2013-2015": float(self.started),
            "ended.2016-01-01": float(self.ended),
            "company.2016-01-01": 100 * self.in_company / max(self.in_course, 1),
            "passive.w26": 100 * float(passive[0]),
            "passive.w52": 100 * float(passive[1]),
        }
