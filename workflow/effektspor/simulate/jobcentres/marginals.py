"""How many municipalities give each answer: all questions of a survey, as printed where they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

from effektspor.errors import ConfigError
from effektspor.simulate.jobcentres.bases import choose
from effektspor.simulate.jobcentres.counting import Bound
from effektspor.simulate.jobcentres.parameters import NAME, Item, JobCentres, Target
from effektspor.simulate.surveys.questionnaire import Questionnaire

DONT_KNOW = "dont_know"
RESPONSE = "response"
"""Item of the list of printed shares that is the response rate."""


@dataclass(frozen=True)
class Marginal:
    """Answers to one question.

    Attributes
    ----------
    base
        Answers that shares are of: the valid ones, with "don't know" where that counts.
    wished
        The base that was wished.
    counts
        Number of each answer of the base, in the order of the scale.
    dont_know, missing
        Those who do not know, and those who say nothing.
    given_up
        Printed shares that no base meets together with the question's others.
    """

    item: str
    base: int
    wished: int
    counts: dict[str, int]
    dont_know: int
    missing: int
    given_up: tuple[Target, ...]


def answered_of(centres: JobCentres, survey: str, invited: int) -> int:
    """How many answer: nearest to the parameter of all numbers that print as the response rate.

    Raises
    ------
    ConfigError
        Where more answer than are invited.
    """
    wished = centres.parameters.survey(survey).answered
    if wished > invited:
        raise ConfigError(
            f"{wished} are to answer, but only {invited} are invited",
            where=f"{NAME}: {survey}.answered",
            todo="correct the value",
        )
    for target in centres.of(survey, RESPONSE):
        possible = target.span.counts(invited)
        if possible:
            return min(possible, key=lambda count: abs(count - wished))
    return wished


def marginals_of(
    centres: JobCentres, survey: str, questionnaire: Questionnaire, answered: int
) -> list[Marginal]:
    """Marginals of all questions with a scale of their own, in the order of the parameters.

    Raises
    ------
    ConfigError
        Where the parameters name a question or an answer that the codebook does not have.
    """
    items = centres.parameters.survey(survey).items
    return [
        _marginal(name, item, centres, centres.of(survey, name), questionnaire, answered)
        for name, item in items.items()
    ]


def _marginal(
    name: str,
    item: Item,
    centres: JobCentres,
    targets: Sequence[Target],
    questionnaire: Questionnaire,
    answered: int,
) -> Marginal:
    settings = centres.parameters
    wish = _wish(name, item, questionnaire)
    least = answered if item.whole else ceil(settings.smallest_base * answered)
    wished = answered if item.whole else round(answered * (1 - item.unsure))
    found = choose(
        range(least, answered + 1), wished, wish, [Bound(t.answers, t.span) for t in targets]
    )
    without = answered - found.base
    if DONT_KNOW in wish:
        unsure, missing = found.counts[DONT_KNOW], without
    else:
        missing = floor(settings.missing * without)
        unsure = without - missing
    counts = {answer: n for answer, n in found.counts.items() if answer != DONT_KNOW}
    given_up = tuple(targets[place] for place in found.given_up)
    return Marginal(name, found.base, wished, counts, unsure, missing, given_up)


def _wish(name: str, item: Item, questionnaire: Questionnaire) -> dict[str, float]:
    """Wished shares in the order of the scale, adding up to 1."""
    if name not in set(questionnaire.variables["item"]):
        raise _strange("no question of the codebook", f"{questionnaire.survey}.items.{name}")
    known = questionnaire.answers_of(name)
    base = known["kind"] == "value"
    if questionnaire.counts_dont_know(name):
        base |= known["kind"] == DONT_KNOW
    order = list(known.loc[base, "answer"])
    if set(item.shares) != set(order):
        raise _strange("not the answers of its scale", f"{questionnaire.survey}.items.{name}")
    total = sum(item.shares.values())
    return {answer: item.shares[answer] / total for answer in order}


def _strange(what: str, where: str) -> ConfigError:
    return ConfigError(
        f"simulation parameter not usable: {what}",
        where=f"{NAME}: {where}",
        todo="use the items and answers of data/surveys",
    )
