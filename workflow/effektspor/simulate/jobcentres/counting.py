"""How many choose each answer of a question: the exact search.

Printed shares bind sums of answers. Answers that occur in the same sums are interchangeable for them, so
the search goes through the totals of such groups only, all of them; within a group the answers nearest
to what is wished are found one answer at a time, which is exact for a convex distance.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from effektspor.simulate.jobcentres.printed import Span


@dataclass(frozen=True)
class Bound:
    """A sum of answers that prints as a share."""

    answers: frozenset[str]
    span: Span


def counts_of(
    base: int, wish: Mapping[str, float], bounds: Sequence[Bound]
) -> dict[str, int] | None:
    """Whole numbers of answers that meet all bounds, nearest to the wish; None where none do.

    Parameters
    ----------
    base
        Answers in all.
    wish
        Share of each answer; they add up to 1.
    bounds
        Sums that must print as published.

    Returns
    -------
    dict
        Number of each answer. Of all that meet the bounds, the one with the smallest sum of squared
        distances to `base` times `wish`; of several, the first in the order of the answers.
    """
    groups = _groups(tuple(wish), bounds)
    tables = [_Table(group, base, wish) for group in groups]
    within = [
        (
            [number for number, group in enumerate(groups) if group[0] in bound.answers],
            bound.span.counts(base),
        )
        for bound in bounds
    ]
    best: tuple[float, tuple[int, ...]] | None = None
    for totals in _totals(base, len(groups), within):
        distance = sum(table.distance[n] for table, n in zip(tables, totals, strict=True))
        if best is None or distance < best[0] - 1e-9:
            best = distance, totals
    if best is None:
        return None
    found: dict[str, int] = {}
    for table, total in zip(tables, best[1], strict=True):
        found |= table.split(total)
    return {answer: found[answer] for answer in wish}


def _groups(answers: tuple[str, ...], bounds: Sequence[Bound]) -> list[tuple[str, ...]]:
    """Answers by the bounds that they occur in."""
    by: dict[tuple[bool, ...], list[str]] = {}
    for answer in answers:
        by.setdefault(tuple(answer in bound.answers for bound in bounds), []).append(answer)
    return [tuple(group) for group in by.values()]


class _Table:
    """Distance from the wish of the best split of each total among the answers of a group."""

    def __init__(self, group: tuple[str, ...], base: int, wish: Mapping[str, float]) -> None:
        aims = [base * wish[answer] for answer in group]
        counts = [0] * len(group)
        self.group = group
        self.order: list[int] = []
        self.distance = [sum(aim**2 for aim in aims)]
        for _ in range(base):
            steps = [2 * (n - aim) + 1 for n, aim in zip(counts, aims, strict=True)]
            nearest = min(range(len(group)), key=steps.__getitem__)
            counts[nearest] += 1
            self.order.append(nearest)
            self.distance.append(self.distance[-1] + steps[nearest])

    def split(self, total: int) -> dict[str, int]:
        """Number of each answer."""
        given = self.order[:total]
        return {answer: given.count(place) for place, answer in enumerate(self.group)}


def _totals(
    base: int, n_groups: int, within: Sequence[tuple[list[int], range]]
) -> Iterator[tuple[int, ...]]:
    """All totals of the groups that add up to the base and meet the bounds."""

    def meets(totals: tuple[int, ...]) -> bool:
        known, left = len(totals), base - sum(totals)
        for members, span in within:
            so_far = sum(totals[m] for m in members if m < known)
            more = left if any(m >= known for m in members) else 0
            if not span or so_far >= span.stop or so_far + more < span.start:
                return False
        return True

    def grow(totals: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        left = base - sum(totals)
        last = len(totals) == n_groups - 1
        for count in (left,) if last else range(left + 1):
            longer = (*totals, count)
            if meets(longer):
                if last:
                    yield longer
                else:
                    yield from grow(longer)

    yield from grow(())
