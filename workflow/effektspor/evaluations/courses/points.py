"""Weeks at which a running count may be told, so that no two of them lie few persons apart."""

from bisect import bisect
from collections.abc import Iterable, Mapping


def is_few(n: int, min_cell: int) -> bool:
    """Whether a count is of few persons; nought is not."""
    return 0 < n < min_cell


def points(
    counts: Mapping[int, int],
    wanted: Iterable[int],
    ends: tuple[int, int],
    min_cell: int,
) -> list[int]:
    """Weeks that may be told, ascending; persons of the weeks between count at the next of them.

    Parameters
    ----------
    counts
        A count by week that never falls, or never rises: those who have left, or who are left.
    wanted
        Weeks that go before all others.
    ends
        What a reader knows of the count before the first week and after the last.
    min_cell
        Two points differ by none or by this many at least, and so do they from `ends`.

    Examples
    --------
    One person leaves in week 4, five by week 8, and the last two much later:

    >>> points({0: 0, 4: 1, 8: 5, 12: 6}, [], (0, 12), 5)
    [0, 8]
    """
    kept: list[int] = []
    for week in [*(week for week in wanted if week in counts), *sorted(counts)]:
        place = bisect(kept, week)
        if week in kept:
            continue
        before = counts[kept[place - 1]] if place else ends[0]
        after = counts[kept[place]] if place < len(kept) else ends[1]
        n = counts[week]
        if not (is_few(abs(n - before), min_cell) or is_few(abs(after - n), min_cell)):
            kept.insert(place, week)
    return kept
