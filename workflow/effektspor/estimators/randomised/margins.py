"""How far the p-value of a draw within blocks can lie where only sums over the blocks are known.

With equal arms in every block the observed difference is known from the sums, but how it compares
with other draws depends on how many in each block have the event. Every table that fits is tried.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from effektspor.errors import EstimationError
from effektspor.estimators.randomised.exact import ExactP, treated_sum, two_sided


@dataclass(frozen=True)
class Margins:
    """What is known of K equal blocks.

    Attributes
    ----------
    blocks, treated, control
        Number of blocks, and units by arm in each.
    treated_events, control_events
        Units with the event by arm, over all blocks.
    known
        Controls with the event in one block; None where no block is known.
    most
        Whether no other block has more such controls than the known one.
    """

    blocks: int
    treated: int
    control: int
    treated_events: int
    control_events: int
    known: int | None = None
    most: bool = False

    def tables(self) -> Iterator[tuple[int, ...]]:
        """Events by block, the known block first, the others in ascending order."""
        total = self.treated_events + self.control_events
        if self.known is None:
            yield from self._fit((), total, self.blocks, self.control_events)
            return
        for treated in range(min(self.treated, self.treated_events) + 1):
            own = self.known + treated
            left = self.control_events - self.known
            yield from self._fit((own,), total - own, self.blocks - 1, left)

    def _fit(
        self, known: tuple[int, ...], total: int, blocks: int, control: int
    ) -> Iterator[tuple[int, ...]]:
        ceiling = self.control
        if self.known is not None and self.most:
            ceiling = self.known
        for others in _ascending(total, blocks, 0, self.treated + ceiling):
            least = sum(max(0, each - self.treated) for each in others)
            if least <= control <= sum(min(ceiling, each) for each in others):
                yield (*known, *others)


@dataclass(frozen=True)
class Range:
    """Smallest and largest p-value, and of how many tables."""

    low: ExactP
    high: ExactP
    tables: int


def p_range(margins: Margins) -> Range:
    """Range of the p-value of the draw within blocks over all tables that fit.

    Raises
    ------
    EstimationError
        Where no table fits.
    """
    n, m = margins.treated, margins.control
    expected = (margins.treated_events + margins.control_events) * n / (n + m)
    found = []
    for events in margins.tables():
        first, chance = treated_sum(tuple((n, m, each) for each in events))
        found.append(two_sided(first, chance, margins.treated_events, expected))
    if not found:
        raise EstimationError(
            "No table of blocks fits the counts",
            where="draw within blocks",
            todo="Check the counts by arm and the number and size of the blocks.",
        )
    by_p = sorted(found, key=lambda each: each.p)
    return Range(by_p[0], by_p[-1], len(found))


def _ascending(total: int, parts: int, least: int, most: int) -> Iterator[tuple[int, ...]]:
    """All ways to write `total` as ascending parts from `least` to `most`."""
    if parts == 0:
        if total == 0:
            yield ()
        return
    for first in range(least, min(most, total // parts) + 1):
        if total - first <= most * (parts - 1):
            for rest in _ascending(total - first, parts - 1, first, most):
                yield (first, *rest)
