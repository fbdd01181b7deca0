"""The base of a question: the number of valid answers of which its printed shares can come.

A report that leaves "don't know" out of its shares does not print how many answers are left. The base
nearest to a wished one is taken of which all printed shares of the question can come; where there is
none, the fewest shares are given up, which the truth file says.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from effektspor.simulate.jobcentres.counting import Bound, counts_of
from effektspor.simulate.jobcentres.printed import possible_bases


@dataclass(frozen=True)
class Chosen:
    """Base and counts of a question.

    Attributes
    ----------
    base
        Answers that shares are of.
    counts
        Number of each answer; they add up to the base.
    given_up
        Places of the bounds that no base meets together with the others.
    """

    base: int
    counts: dict[str, int]
    given_up: tuple[int, ...]


def choose(bases: range, wished: int, wish: Mapping[str, float], bounds: Sequence[Bound]) -> Chosen:
    """Choose base and counts.

    Parameters
    ----------
    bases
        Bases that may be chosen.
    wished
        The base that is nearest to be taken; of two as near, the larger.
    wish
        Share of each answer; they add up to 1.
    bounds
        Sums of answers with printed shares.

    Raises
    ------
    ValueError
        Where there is no base at all.
    """
    order = sorted(bases, key=lambda base: (abs(base - wished), -base))
    if not order:
        raise ValueError("no base")
    possible = [set(possible_bases(bound.span, max(bases))) for bound in bounds]
    for fewer in range(len(bounds) + 1):
        for given_up in combinations(range(len(bounds)), fewer):
            kept = [place for place in range(len(bounds)) if place not in given_up]
            for base in order:
                if any(base not in possible[place] for place in kept):
                    continue
                counts = counts_of(base, wish, [bounds[place] for place in kept])
                if counts is not None:
                    return Chosen(base, counts, given_up)
    raise AssertionError("without bounds every base has counts")
