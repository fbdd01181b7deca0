"""Courses as KL counted them at a date, straight from simulated codes.

The definitions are those of the data contract, not of the simulator's inner state: a course is
completed where its last week lies more than the longest bridged gap before the last week that is
used, and goes on where a gap is still open there; who is in it and has the code of passive benefit
is passive, in a masked week not. Where a course led is read when the gap after it is over.
"""

from collections import Counter
from dataclasses import dataclass, field

import numpy as np

from effektspor.simulate.engine import Chunk, World
from effektspor.simulate.history import draw_histories, join
from effektspor.simulate.outcomes import BRIDGE_WEEKS, last_week
from effektspor.simulate.parameters import Parameters
from effektspor.simulate.states import Exit
from effektspor.simulate.streams import stream

YEAR_WEEKS = 52
OLDER = 40
_STATES = {  # ways as the evaluation names them, by the first two digits of the code
    0: "self_support",
    11: "dagpenge",
    21: "dagpenge",
    72: "kontanthjaelp",
    73: "kontanthjaelp",
    74: "ledighedsydelse",
    77: "flexjob",
    89: "sygedagpenge",
}
_ALONE = {"pension": 783, "sygedagpenge": 785}  # one family of its own each, among 78x
PLACES: dict[Exit, str] = {
    "flexjob": "flexjob",
    "ledighedsydelse": "ledighedsydelse",
    "pension": "pension",
    "self_support": "self_support",
    "social_assistance": "kontanthjaelp",
    "dead": "dead",
    "emigrated": "emigrated",
}
"""What the evaluation calls each place after the course."""


@dataclass(frozen=True)
class CountedAt:
    """When courses are counted, and after how many weeks since the start."""

    week: int
    """Week number of the last week that is used."""
    passive_weeks: tuple[int, ...] = (26, 52)
    origin_weeks: int = 4
    """Weeks before the start in which the last benefit is the origin."""


@dataclass
class CourseCounts:
    """Counts of one world, added up over its chunks."""

    world: World
    at: CountedAt
    counts: Counter[str] = field(default_factory=Counter)

    def add(self, chunk: Chunk) -> None:
        """Count those of a chunk who have started by the date."""
        end = self.at.week - int(self.world.span.weeks[0])
        start = chunk.persons.start[: chunk.persons.n_starters].astype("int64")
        k = int(np.searchsorted(start, end, side="right"))
        codes, start = self._codes(chunk)[: end + 1, :k], start[:k]
        # Blank before the start, where a gap may be open: what lies before is not of the course.
        last = last_week(chunk.on.codes[:, :k], self.world.parameters, end)
        self.counts["started"] += k
        self._add_completed(codes, start, last, chunk.persons.age[:k])
        self._add_activity(codes, start, last)

    def values(self) -> dict[str, float]:
        """Achieved values by target id: persons, and shares in per cent."""
        found, done = self.counts, self.counts["completed"]
        values = {"ever_started": float(found["started"]), "completed": float(done)}
        for key in [key for key in found if key.startswith(("exit.", "origin."))]:
            values[key] = 100 * found[key] / max(done, 1)
        for name, of, among in (
            ("pension_over_40", "pension.older", "exit.pension"),
            ("pension_long", "long.pension", "long"),
            ("pension_short", "short.pension", "short"),
            ("company_now", "company", "in_course"),
            *((f"passive.w{w}", f"passive.{w}", f"followed.{w}") for w in self.at.passive_weeks),
        ):
            values[name] = 100 * found[of] / max(found[among], 1)
        return values

    def _codes(self, chunk: Chunk) -> np.ndarray:
        """Weekly codes with the history before the start, as the files have them."""
        world, persons = self.world, chunk.persons
        rng = stream(world.root, "history", chunk.number)
        histories = draw_histories(persons, world.parameters, world.span, rng)
        codes, _ = join(
            persons,
            histories,
            chunk.on.codes,
            chunk.on.jobs,
            parameters=world.parameters,
            span=world.span,
        )
        return codes

    def _add_completed(
        self, codes: np.ndarray, start: np.ndarray, last: np.ndarray, age: np.ndarray
    ) -> None:
        done = np.flatnonzero(last < len(codes) - 1 - BRIDGE_WEEKS)
        start, after, age = start[done], last[done] + 1, age[done]
        way = _states(_after_gap(codes, after, done, self.world.parameters), self.world.parameters)
        before = np.zeros(len(done), dtype="uint16")
        for back in range(self.at.origin_weeks, 0, -1):  # the last benefit stays
            code = codes[start - back, done]
            before = np.where(code > 0, code, before)
        length = after - start
        older = age + length * 7 / 365.25 >= OLDER
        pension = way == "pension"
        self.counts["completed"] += len(done)
        self.counts["pension.older"] += int((pension & older).sum())
        for name, mine in (("long", length > YEAR_WEEKS), ("short", length <= YEAR_WEEKS)):
            self.counts[name] += int(mine.sum())
            self.counts[f"{name}.pension"] += int((mine & pension).sum())
        self.counts.update(f"exit.{name}" for name in way)
        self.counts.update(f"origin.{name}" for name in _states(before, self.world.parameters))

    def _add_activity(self, codes: np.ndarray, start: np.ndarray, last: np.ndarray) -> None:
        inside = self.world.parameters.codes.programme
        company = [code for name, code in inside.items() if name.endswith(("private", "public"))]
        in_course = last == len(codes) - 1
        self.counts["in_course"] += int(in_course.sum())
        self.counts["company"] += int((in_course & np.isin(codes[-1], company)).sum())
        for week in self.at.passive_weeks:
            still = np.flatnonzero(start + week <= last)
            then = codes[start[still] + week, still]
            self.counts[f"followed.{week}"] += len(still)
            self.counts[f"passive.{week}"] += int((then == inside["passive"]).sum())


def _after_gap(
    codes: np.ndarray, after: np.ndarray, persons: np.ndarray, parameters: Parameters
) -> np.ndarray:
    """Code in the first week that no gap could hold, from the week `after` the course on."""
    found: np.ndarray = codes[after + BRIDGE_WEEKS, persons]
    for later in range(BRIDGE_WEEKS - 1, -1, -1):
        code = codes[after + later, persons]
        held = (code == 0) | (code // 10 == parameters.codes.sick // 10)
        found = np.where(held, found, code)
    return found


def _states(codes: np.ndarray, parameters: Parameters) -> np.ndarray:
    """Way of each code as the evaluation names it, `other` where none is told apart."""
    table = np.array([_STATES.get(code // 10, "other") for code in range(1000)], dtype=object)
    for state, code in _ALONE.items():
        table[code] = state
    for end in ("dead", "emigrated"):
        table[parameters.codes.exits[end]] = end
    found: np.ndarray = table[codes]
    return found
