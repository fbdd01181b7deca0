"""Run the routes in turns, hold their answers against each other, and take medians."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import pandas as pd

from effektspor.benchmark.effects import own, peers
from effektspor.benchmark.effects.invent import Persons, Size, invent
from effektspor.errors import UserError

Answer = TypeVar("Answer")
Tell = Callable[[str], None]
CLOSE = 1e-8
PEERS: tuple[tuple[str, str, peers.Route], ...] = (
    ("linearmodels", "linearmodels PanelOLS, CR1", peers.linearmodels_cr1),
    ("linearmodels_cr3", "linearmodels PanelOLS, CR1 and CR3", peers.linearmodels_cr3),
    ("pyfixest", "pyfixest feols, CR1", peers.pyfixest_cr1),
    ("pyfixest_cr3", "pyfixest feols, CR1 and CR3", peers.pyfixest_cr3),
)


class DisagreementError(UserError):
    """Two routes have found different effects of the same persons."""


@dataclass(frozen=True)
class Plan:
    """What is run.

    Attributes
    ----------
    repeats
        Turns of each route.
    part
        Weeks that a peer fits in a turn; its time is scaled to all.
    draws
        Of the bootstrap and of the permutations.
    folder
        For the file of moments.
    """

    size: Size
    repeats: int
    part: int
    draws: int
    folder: Path


@dataclass
class Timed:
    """Seconds of each turn of one route, for all weeks.

    CPU seconds hardly depend on what else the machine does.
    """

    title: str
    weeks: int
    seconds: list[float] = field(default_factory=list)
    cpu_seconds: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        """Median seconds for all weeks."""
        return statistics.median(self.seconds)

    @property
    def cpu_median(self) -> float:
        """Median CPU seconds of all threads, for all weeks."""
        return statistics.median(self.cpu_seconds)

    def add(self, taken: "Taken", factor: float = 1.0) -> None:
        """Add a turn that took a part of the weeks."""
        self.seconds.append(taken.seconds * factor)
        self.cpu_seconds.append(taken.cpu_seconds * factor)


@dataclass(frozen=True)
class Taken:
    """Time of one call, on the clock and of the processor."""

    seconds: float = 0.0
    cpu_seconds: float = 0.0

    @classmethod
    def by(cls, route: Callable[[], Answer]) -> tuple["Taken", Answer]:
        """Call and time."""
        begun, cpu = time.perf_counter(), time.process_time()
        found = route()
        return cls(time.perf_counter() - begun, time.process_time() - cpu), found

    def __add__(self, other: "Taken") -> "Taken":
        return Taken(self.seconds + other.seconds, self.cpu_seconds + other.cpu_seconds)


def run(plan: Plan, tell: Tell) -> dict[str, Timed]:
    """Time everything.

    Raises
    ------
    DisagreementError
        Where a peer finds another effect or standard error than effektspor.
    """
    size = plan.size
    persons = invent(size)
    tell(f"{len(persons.cohort):,} persons, {len(persons.rows):,} weekly rows invented")
    plan.folder.mkdir(parents=True, exist_ok=True)
    stored = plan.folder / "moments.parquet"
    moments = own.moments_of(persons, size.weeks)
    moments.to_parquet(stored)
    names = persons.covariates
    routes: dict[str, tuple[str, Callable[[], object]]] = {
        "persons": ("effektspor, from persons, CR1 and CR3",
                    lambda: own.from_persons(persons, size.weeks)),
        "stored": ("effektspor, from stored moments, CR1 and CR3",
                   lambda: own.from_stored(stored, names)),
        "bootstrap": (f"effektspor, {plan.draws:,} bootstrap draws, intervals and band",
                      lambda: own.bootstrap(moments, names, plan.draws)),
        "permutation": (f"effektspor, {plan.draws:,} permutations",
                        lambda: own.permutations(moments, names, plan.draws)),
        "rates": ("effektspor, rate ratio from persons, CR1",
                  lambda: own.rate_ratio(persons, size.weeks)),
        "rates_cr3": ("effektspor, rate ratio from persons, CR1 and CR3",
                      lambda: own.rate_ratio_cr3(persons, size.weeks)),
        "cox": ("statsmodels PHReg, clustered", lambda: peers.cox(persons)),
    }  # fmt: skip
    timed = {name: Timed(title, size.weeks) for name, (title, _) in routes.items()}
    chosen = _weeks(size.weeks, plan.part)
    by_week = own.from_moments(moments, names)
    answer = {int(row["week"]): row for _, row in by_week.iterrows()}
    rivals = [peer for peer in PEERS if _installed(peer[0], tell)]
    _warm_up(routes, rivals, persons, chosen[0])
    timed["select"] = Timed("pandas, rows of each week with covariates (in all below)", len(chosen))
    timed |= {name: Timed(title, len(chosen)) for name, title, _ in rivals}
    for turn in range(plan.repeats):
        for name, (title, route) in routes.items():
            # Memory that another route gave back is fetched anew by the first call; peers spread
            # that over their many fits.
            route()
            taken, _ = Taken.by(route)
            timed[name].add(taken)
            tell(f"turn {turn + 1}: {title}: {taken.seconds:.2f} s")
        frames, selecting = {}, Taken()
        for week in chosen:
            taken, frames[week] = Taken.by(lambda week=week: peers.week_of(persons, week))  # type: ignore[misc]
            selecting += taken
        timed["select"].add(selecting, size.weeks / len(chosen))
        for name, title, peer in rivals:
            few = chosen[:1] if name.endswith("_cr3") else chosen  # a hundred refits a week
            taken = Taken()
            for week in few:
                one, found = Taken.by(lambda peer=peer, frame=frames[week]: peer(frame, names))  # type: ignore[misc]
                taken += one
                _agree(title, week, found, answer[week])
            timed[name].weeks = len(few)
            # Each starts from the tables of persons, as effektspor does.
            timed[name].add(taken, size.weeks / len(few))
            timed[name].seconds[-1] += timed["select"].seconds[-1]
            timed[name].cpu_seconds[-1] += timed["select"].cpu_seconds[-1]
            tell(f"turn {turn + 1}: {title}: {timed[name].seconds[-1]:.1f} s for all weeks")
    return timed


def _weeks(weeks: int, part: int) -> list[int]:
    """Some weeks, evenly over all: persons of a week differ in number."""
    return [int(week) for week in np.linspace(1, weeks, part + 2)[1:-1]]


def _installed(name: str, tell: Tell) -> bool:
    package = name.partition("_")[0]
    if find_spec(package) is None:
        tell(f"{package} is left out, not installed")
        return False
    return True


def _warm_up(
    routes: dict[str, tuple[str, Callable[[], object]]],
    rivals: Sequence[tuple[str, str, peers.Route]],
    persons: Persons,
    week: int,
) -> None:
    """Imports and first calls cost more than they will again: one of each is not timed."""
    for name in ("persons", "rates"):
        routes[name][1]()
    some = persons.cohort["start"] % max(len(persons.cohort) // 5_000, 1) == 0
    few = Persons(persons.cohort[some], persons.rows, persons.covariates[:1])
    frame = peers.week_of(few, week)
    for _, _, peer in rivals:
        peer(frame, few.covariates)


def _agree(title: str, week: int, found: peers.Effect, answer: "pd.Series[Any]") -> None:
    for name, value in found.items():
        if np.isfinite(value) and abs(value - float(answer[name])) > CLOSE:
            raise DisagreementError(
                f"{title} and effektspor differ in {name} by {abs(value - answer[name]):.2g}",
                where=f"week {week} of the invented persons",
                todo="Report this as a defect: all must find the same.",
            )
