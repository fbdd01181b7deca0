"""The truth of a business case: rates, expected stock with and without the effort, the memo beside."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from effektspor.calendar import iso_week
from effektspor.simulate.flows.calibration import weekly
from effektspor.simulate.flows.case import CaseChunk, CaseWorld
from effektspor.simulate.flows.lives import ramped
from effektspor.simulate.flows.states import INDEX, PROGRAMME, STATES

YEAR, TWO_YEARS = 52, 104
MONTH_WEEKS = 365.25 / 7 / 12
NAMED = ("work", "flexjob", "unemployment")


@dataclass
class Made:
    """What the registers of this seed have of the municipality, added up over chunks."""

    world: CaseWorld
    present: np.ndarray = field(init=False)  # persons by week
    over: np.ndarray = field(init=False)  # at the memo's date: over one and over two years
    left: np.ndarray = field(init=False)  # courses ended in the year before it, by state then

    def __post_init__(self) -> None:
        self.present = np.zeros(len(self.world.span.weeks), dtype="int64")
        self.over, self.left = np.zeros(2, dtype="int64"), np.zeros(len(STATES), dtype="int64")

    def add(self, chunk: CaseChunk) -> None:
        """Count the persons of a chunk, if they are the municipality's."""
        if chunk.part != "own":
            return
        inside, at = chunk.states == PROGRAMME, self.world.as_of
        self.present += inside.sum(axis=1)
        long = (at - chunk.persons.start)[inside[at]]
        self.over += [(long >= YEAR).sum(), (long >= TWO_YEARS).sum()]
        after = self.world.given.flow.exit_weeks
        for week in range(at - after - YEAR + 1, at - after + 1):
            leaves = inside[week - 1] & ~inside[week]
            states = chunk.states[week + after, leaves]
            self.left += np.bincount(states, minlength=len(STATES))


def truth_of(world: CaseWorld, made: Made) -> dict[str, Any]:
    """Content of ``truth.json``."""
    given, flows, own = world.given, world.flows, world.calibrated
    moves = weekly(flows.rates())
    stock = {
        key: expected(world, effort=key == "with_effort") for key in ("with_effort", "without")
    }
    return {
        "synthetic": True,
        "seed": given.simulate.seed,
        "parameters_hash": flows.sha256,
        "states": list(STATES),
        "first_week": int(world.span.weeks[0]),
        "as_of_week": int(world.span.weeks[world.as_of]),
        "starts_per_week": round(own.inflow, 6),
        "weekly_leave": {"first_two_years": _r(own.leave[1]), "later": _r(own.leave[TWO_YEARS])},
        "leave_to": {"own": _r(own.own), "others": _r(own.others)},
        "others_leave": world.case.others_leave,
        "inflow_scale": given.simulate.inflow_scale,
        "weekly_moves": _r(moves),
        "monthly_moves": _r(_monthly(moves)),
        "monthly_from_programme": _by_band(world, moves),
        "effort": world.case.effort.model_dump(),
        "weeks": ["{}-W{:02d}".format(*iso_week(int(week))) for week in world.span.weeks],
        "expected_persons": {key: _r(path.sum(axis=1), 3) for key, path in stock.items()},
        "persons": [int(n) for n in made.present],
        "memo": _beside_memo(world, made, stock["without"]),
    }


def expected(world: CaseWorld, *, effort: bool) -> np.ndarray:
    """Expected persons of the municipality by week and weeks since the start (float64, W x W)."""
    flows, own, weeks = world.flows, world.calibrated, len(world.span.weeks)
    gone, factors = flows.death + flows.emigration, world.ratios("own", 1)
    starts = world.starts()["own"].sum() / (weeks - world.begins)
    found = np.zeros((weeks, weeks))
    for week in range(world.begins, weeks):
        share = ramped(week, factors.since, factors.ramp)[0] if effort else 0.0
        faster = float((own.own * (1 + share * (factors.to[0] - 1))).sum())
        found[week, 0] = starts
        found[week, 1:] = found[week - 1, :-1] * np.exp(-own.leave[1:weeks] * faster - gone)
    return found


def _beside_memo(world: CaseWorld, made: Made, stock: np.ndarray) -> list[dict[str, Any]]:
    """What the memo prints, what is expected here, what this seed has, and what cannot be met."""
    case, at = world.case, world.as_of
    now, n = stock[at], made.present[at]
    left = max(made.left.sum(), 1)
    moves = weekly(world.flows.rates())
    left_to = world.calibrated.own @ np.linalg.matrix_power(moves, world.given.flow.exit_weeks)
    year = slice(at - YEAR + 1, at + 1)
    rows = [
        ("citizens", case.citizens, now.sum(), n, True),
        ("over_1y", case.over_1y, now[YEAR:].sum() / now.sum(), made.over[0] / n, True),
        ("over_2y", case.over_2y, now[TWO_YEARS:].sum() / now.sum(), made.over[1] / n, True),
        *(
            (f"exits.{key}", case.own[key], left_to[INDEX[key]],
             made.left[INDEX[key]] / left, True)
            for key in NAMED
        ),
        # 12.5 per cent are printed to be 25: of 200 full-year persons, who cannot be 218 at once.
        ("full_year", 200, stock[year].sum() / YEAR, made.present[year].mean(), False),
    ]  # fmt: skip
    return [
        {"what": what, "memo": memo, "expected": _r(mean, 4), "made": _r(own, 4), "calibrated": met}
        for what, memo, mean, own, met in rows
    ]


def _by_band(world: CaseWorld, moves: np.ndarray) -> list[dict[str, Any]]:
    """Where those in the programme are a month later, by band of months since the start.

    Mean over the weeks of a band, weighted by the persons expected at the memo's date; the band
    holds who is in it at the beginning of the month.
    """
    flows, own = world.flows, world.calibrated
    now = expected(world, effort=False)[world.as_of]
    first = [round(month * MONTH_WEEKS) for month in world.given.flow.bands]
    gone = np.zeros(len(STATES))
    gone[INDEX["dead"]], gone[INDEX["emigrated"]] = flows.death, flows.emigration
    found = []
    for low, high in zip(first, [*first[1:], world.as_of - world.begins], strict=True):
        total, weight = np.zeros(len(STATES)), 0.0
        for since in range(low, high):
            for steps, share in _month():
                where = np.zeros(len(STATES))
                where[PROGRAMME] = 1.0
                for step in range(1, steps + 1):
                    rates = own.leave[since + step] * own.own + gone
                    leaves = where[PROGRAMME] * (1 - np.exp(-rates.sum())) * rates / rates.sum()
                    stays = where[PROGRAMME] - leaves.sum()
                    where[PROGRAMME] = 0.0
                    where = where @ moves + leaves
                    where[PROGRAMME] = stays
                total += now[since] * share * where
            weight += now[since]
        found.append({"from_week": low, "below_week": high, "to": _r(total / max(weight, 1e-12))})
    return found


def _monthly(moves: np.ndarray) -> np.ndarray:
    """Probabilities of moves over a month outside the programme (S x S)."""
    parts = [share * np.linalg.matrix_power(moves, steps) for steps, share in _month()]
    found: np.ndarray = np.sum(parts, axis=0)
    return found


def _month() -> tuple[tuple[int, float], tuple[int, float]]:
    """Weeks between the same day of two months: four or five, and how often."""
    return (4, 5 - MONTH_WEEKS), (5, MONTH_WEEKS - 4)


def _r(value: Any, digits: int = 7) -> Any:
    rounded = np.round(np.asarray(value, dtype="float64"), digits)
    return rounded.tolist()
