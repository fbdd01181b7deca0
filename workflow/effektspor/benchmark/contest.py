"""Let routes run on one file, in turns, and hold their spells against each other."""

import json
import statistics
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from effektspor.benchmark.measure import Measured, measure
from effektspor.benchmark.routes import BASE, Route
from effektspor.errors import UserError

_START_UP = 1_000  # persons of the run that shows what a process costs before it works


class DisagreementError(UserError):
    """Two routes have found different spells in one file."""


@dataclass(frozen=True)
class Result:
    """What a route took, over all turns.

    Attributes
    ----------
    persons
        Persons that it read; fewer than the file has where its time is scaled.
    seconds, cpu_seconds
        Of each turn, for all persons of the file. CPU seconds hardly depend on what else the
        machine does.
    start_up
        Runs on few persons, whose median time is not scaled; empty where nothing is scaled.
    """

    route: Route
    persons: int
    seconds: list[float]
    cpu_seconds: list[float]
    runs: list[Measured] = field(repr=False)
    start_up: list[Measured] = field(default_factory=list, repr=False)

    @property
    def median(self) -> float:
        """Median seconds for all persons."""
        return statistics.median(self.seconds)

    @property
    def peak_mb(self) -> float:
        """Largest peak memory of any turn."""
        return max(run.peak_mb for run in self.runs)


@dataclass(frozen=True)
class Contest:
    """One file and how its routes are run."""

    file: Path
    persons: int
    work: Path
    memory_mb: int
    repeats: int
    part: int
    """Persons that a route reads which may read a part."""

    def run(self, routes: Sequence[Route], tell: Callable[[str], None]) -> list[Result]:
        """Run all routes in turns; the spells of each must be those of the first.

        Raises
        ------
        DisagreementError
            Where a route finds other spells.
        """
        ending = self.file.suffix[1:]
        routes = [route for route in routes if ending in route.formats]
        for route in [route for route in routes if route.missing()]:
            tell(f"{ending}: {route.title} is left out, not installed: {route.missing()}")
        routes = [route for route in routes if not route.missing()]
        start_up: dict[str, list[Measured]] = {route.name: [] for route in routes}
        runs: dict[str, list[Measured]] = {route.name: [] for route in routes}
        for turn in range(self.repeats):
            for route in routes:
                if self._rows(route):
                    start_up[route.name].append(self._run(route, _START_UP))
                runs[route.name].append(self._run(route, self._rows(route)))
                tell(
                    f"{ending}: {route.title}, turn {turn + 1}: {runs[route.name][-1].seconds:.1f} s"
                )
                if turn == 0:
                    self._agree(route)
        return [self._result(route, runs[route.name], start_up[route.name]) for route in routes]

    def _rows(self, route: Route) -> int:
        """Persons to read; 0 for all."""
        return self.part if route.part and self.part < self.persons else 0

    def _run(self, route: Route, rows: int) -> Measured:
        line = route.command(self.file, self._out(route), self.memory_mb, rows)
        return measure(line, self.work / f"{route.name}.log")

    def _result(self, route: Route, runs: list[Measured], start_up: list[Measured]) -> Result:
        rows = self._rows(route)
        seconds = [run.seconds for run in runs]
        cpu = [run.cpu_seconds for run in runs]
        if rows:
            factor = (self.persons - _START_UP) / (rows - _START_UP)
            seconds = _scaled(seconds, [run.seconds for run in start_up], factor)
            cpu = _scaled(cpu, [run.cpu_seconds for run in start_up], factor)
        return Result(route, rows or self.persons, seconds, cpu, runs, start_up)

    def _out(self, route: Route) -> Path:
        return self.work / f"{route.name}.parquet"

    def _agree(self, route: Route) -> None:
        """Compare with the first route's spells, of the persons that both have read."""
        base = self.work / f"{BASE}.parquet"
        if route.name == BASE or not base.exists() or route.name.partition("-")[0] in _READERS:
            return
        rows = self._rows(route)
        ours, theirs = fingerprint(base, rows), fingerprint(self._out(route), rows)
        if ours != theirs:
            raise DisagreementError(
                f"{route.title} finds {theirs['rows']} spells, effektspor {ours['rows']}, "
                "or the same number of others",
                where=str(self.file),
                todo="One of the two is wrong: compare the tables of spells.",
            )


def _scaled(seconds: list[float], start_up: list[float], factor: float) -> list[float]:
    start = statistics.median(start_up)
    return [start + max(each - start, 0.0) * factor for each in seconds]


_READERS = ("read", "compare")


def fingerprint(path: Path, persons: int = 0) -> dict[str, int]:
    """Fingerprint of a table of spells, made in a process of its own to stay small."""
    line = [sys.executable, "-m", "effektspor.benchmark.checksum", str(path), str(persons)]
    return dict(json.loads(subprocess.run(line, check=True, capture_output=True).stdout))


def as_plain(result: Result) -> dict[str, object]:
    """A result as JSON takes it."""
    return {
        "route": result.route.name,
        "title": result.route.title,
        "persons": result.persons,
        "seconds": result.seconds,
        "cpu_seconds": result.cpu_seconds,
        "start_up": [asdict(run) for run in result.start_up],
        "median": result.median,
        "runs": [asdict(run) for run in result.runs],
    }
