"""Counts of persons as they may be shown."""


def shown(count: int, min_cell: int) -> str:
    """A count, or that it is withheld: from 1 to one below the smallest cell."""
    return f"under {min_cell}" if 0 < count < min_cell else f"{count:,}"


def chain(counts: list[int], min_cell: int) -> list[int | None]:
    """Counts of which each is what is left of the one before; None where it would give away few.

    The last is shown, and before it each that is equal to the next shown one or at least `min_cell`
    more: what was left out between two shown counts is then nobody, or not few.
    """
    found: list[int | None] = []
    after: int | None = None
    for count in reversed(counts):
        told = after is None or count == after or count - after >= min_cell
        told = told and not 0 < count < min_cell
        found.append(count if told else None)
        after = count if told else after
    return found[::-1]
