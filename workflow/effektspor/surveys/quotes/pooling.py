"""Which categories are too small to be named, and which go with them so that none can be told."""

from collections.abc import Collection, Mapping


def pooled(persons: Mapping[str, int], min_cell: int, unnamed: Collection[str] = ()) -> set[str]:
    """Categories that are given one common name.

    A category of fewer persons than `min_cell` is not named. The pool of such categories must hold
    `min_cell` persons too, for a reader can tell which categories are not named elsewhere: the
    smallest that is left goes into it until it does.

    Parameters
    ----------
    persons
        Different persons by category; each at least one.
    unnamed
        Categories that have no name anyhow.

    Examples
    --------
    >>> sorted(pooled({"a": 2, "b": 6, "c": 9}, 5))
    ['a', 'b']
    >>> sorted(pooled({"a": 2, "b": 3, "c": 9}, 5))
    ['a', 'b']
    """
    pool = {name for name, number in persons.items() if number < min_cell or name in unnamed}
    left = sorted((number, name) for name, number in persons.items() if name not in pool)
    while pool and left and sum(persons[name] for name in pool) < min_cell:
        pool.add(left.pop(0)[1])
    return pool
