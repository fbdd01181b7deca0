"""The truth of a programme's effect: persons of the later cohort with and without the effort."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from effektspor.config.window import cohort_weeks
from effektspor.simulate.flows.codes import INTERNSHIP, activity_codes
from effektspor.simulate.flows.programme import Chunk, Life, ProgrammeWorld
from effektspor.simulate.flows.states import PROGRAMME, WORK
from effektspor.simulate.outcomes import PAIRS, Seen, count_cells


@dataclass
class Contrast:
    """Counts of the reached in both lives, added up over chunks."""

    world: ProgrammeWorld
    n: np.ndarray = field(init=False)  # (life, pair, week)
    events: np.ndarray = field(init=False)
    waiting: np.ndarray = field(init=False)  # (life, [weeks at risk, events])
    reached: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        weeks = self.world.given.cohorts.weeks
        self.n, self.events = np.zeros((2, 2, len(PAIRS), weeks), dtype="int64")
        self.waiting = np.zeros((2, 2), dtype="int64")

    def add(self, chunk: Chunk) -> None:
        """Count the reached of a chunk in both lives."""
        rows = chunk.reached
        self.reached += len(rows)
        start = chunk.persons.start[rows]
        on = Life(chunk.on.states[:, rows], chunk.on.codes[:, rows], chunk.on.jobs[:, rows])
        for life, shown in enumerate((on, chunk.off)):
            seen, final = self._see(start, shown)
            n, events = count_cells(
                seen, np.zeros(len(rows), dtype="int64"), 1, first_week=self._window.start,
                weeks=len(self._window), span=self.world.span,
            )  # fmt: skip
            self.n[life] += n[:, 0]
            self.events[life] += events[:, 0]
            self.waiting[life] += self._wait(start, seen, final)

    def quantities(self) -> dict[str, Any]:
        """Contrasts by quantity, in the layout of ``truth.json``.

        Expected values over worlds are not made here: they are null.
        """
        with np.errstate(invalid="ignore", divide="ignore"):
            shares = self.events / self.n
            rates = self.waiting[:, 1] / self.waiting[:, 0]
        difference = shares[0] - shares[1]
        wanted = {(o.outcome, o.denominator) for o in self.world.given.outcomes}
        found: dict[str, Any] = {}
        for row, pair in enumerate(PAIRS):
            if pair not in wanted:
                continue
            key = "|".join(pair)
            weekly = [float(x) if np.isfinite(x) else None for x in np.round(difference[row], 7)]
            found[key] = _entry(weekly) | {"weeks": list(range(1, len(weekly) + 1))}
            found[f"{key}|total"] = _entry(round(float(np.nansum(difference[row])), 7))
        found["rate_ratio"] = _entry(round(float(rates[0] / rates[1]), 7))
        return found

    @property
    def _window(self) -> range:
        """Weeks of the later cohort's figures, as indices of the span."""
        cohorts = self.world.given.cohorts
        weeks = cohort_weeks(cohorts.post, cohorts.weeks)
        first = weeks.start - int(self.world.span.weeks[0])
        return range(first, first + len(weeks))

    def _see(self, start: np.ndarray, life: Life) -> tuple[Seen, np.ndarray]:
        followed = life.states[: self._window.stop]
        inside = followed == PROGRAMME
        last = self._window.stop - 1 - np.argmax(inside[::-1], axis=0)
        after = np.minimum(last + 1, len(life.states) - 1)
        final = life.states[after, np.arange(len(start))]
        codes = activity_codes(self.world.codebook, self.world.given.programme.family)
        internship = np.isin(life.codes, [codes[INTERNSHIP]] if INTERNSHIP in codes else [])
        return Seen(start, last, internship & (life.states == PROGRAMME), life.jobs), final

    def _wait(self, start: np.ndarray, seen: Seen, final: np.ndarray) -> np.ndarray:
        """Weeks at risk and events of what the study waits for."""
        event, end = self.world.given.programme.event, self._window.stop - 1
        left = (seen.last < end) & (final != PROGRAMME)
        stop = np.minimum(seen.last, end) - start + 1
        if event == "internship":
            ever = seen.internship[: end + 1].any(axis=0)
            first = np.argmax(seen.internship, axis=0) - start + 1
            return np.array([np.where(ever, first, stop).sum(), ever.sum()])
        happened = left & ((final == WORK) if event == "employment" else True)
        return np.array([stop.sum(), happened.sum()])


def _entry(value: Any) -> dict[str, Any]:
    unknown = dict.fromkeys(("contrast_expected", "contrast_mc_se", "estimator_expected", "mc_se"))
    return {"contrast": value, **unknown}
