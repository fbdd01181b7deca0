"""Hide counts of few, and the counts that would give them away by subtraction.

A count from 1 to one below the smallest cell is hidden as `SMALL`. Where the reader knows the sum
of some counts and could tell the hidden ones from it, another is hidden as `COMPLEMENT`. Nought is
shown, for there is nobody to recognise.
"""

from collections.abc import Sequence

SHOWN, SMALL, COMPLEMENT = "", "small", "complement"


def mask_parts(counts: Sequence[int], min_cell: int) -> list[str]:
    """Marks of counts whose sum the reader knows.

    A reader who subtracts gets the sum of the hidden counts. It may be of few itself, or leave no
    choice (one count; all of them the least or the most that is hidden): then a complement is
    needed. It is the smallest count that is not small, so that as little as possible is lost;
    where there is none, a nought serves, for the reader cannot tell it from the others.

    Returns
    -------
    list of str
        `SHOWN`, `SMALL` or `COMPLEMENT` for each count.

    Examples
    --------
    >>> mask_parts([2, 90, 40, 0], 5)
    ['small', '', 'complement', '']
    >>> mask_parts([2, 4, 40, 0], 5)
    ['small', 'small', '', '']
    """
    marks = [SMALL if 0 < count < min_cell else SHOWN for count in counts]
    hidden = [count for count, mark in zip(counts, marks, strict=True) if mark == SMALL]
    total, least, most = sum(hidden), len(hidden), len(hidden) * (min_cell - 1)
    shown = [index for index, mark in enumerate(marks) if mark == SHOWN]
    if hidden and shown and (total < min_cell or not least < total < most):
        chosen = min(shown, key=lambda index: (counts[index] == 0, counts[index]))
        marks[chosen] = COMPLEMENT
    return marks
