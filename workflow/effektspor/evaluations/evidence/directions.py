"""Which way a report points, from findings that may point several ways."""

from collections.abc import Iterable

SYMBOLS = {"positive": "+", "negative": "-", "mixed": "±", "none": "?"}
WORDS = {
    "positive": "positiv",
    "negative": "negativ",
    "mixed": "blandet",
    "none": "ikke oplyst",
    "no_finding": "undersøgt, intet fund",
    "not_studied": "ikke undersøgt",
}
"""Danish words of directions, and of cells without one; three of them are easily taken for one."""


def dominating(directions: Iterable[str]) -> str:
    """The direction of most findings that have one; a tie is mixed, and none where none has one.

    Examples
    --------
    >>> dominating(["positive", "none", "positive", "negative"]), dominating(["positive", "negative"])
    ('positive', 'mixed')
    """
    stated = [each for each in directions if each != "none"]
    if not stated:
        return "none"
    counts = {each: stated.count(each) for each in set(stated)}
    most = [each for each, n in counts.items() if n == max(counts.values())]
    return most[0] if len(most) == 1 else "mixed"


def verdict(directions: Iterable[str]) -> str:
    """Whether reports agree, by the direction of each: agreement, disagreement, single or none.

    One report, or one only that states a direction, is single: there is nothing to agree with.
    """
    reports = list(directions)
    stated = [each for each in reports if each != "none"]
    if len(reports) == 1 or len(stated) == 1:
        return "single"
    if not stated:
        return "none"
    return "agreement" if len(set(stated)) == 1 else "disagreement"
