"""Answers of the municipalities: exact numbers of each answer, given out by latent places."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from effektspor.simulate.jobcentres.centres import Centres, kept
from effektspor.simulate.jobcentres.marginals import Marginal
from effektspor.simulate.jobcentres.parameters import JobCentreParameters, Option
from effektspor.simulate.surveys.questionnaire import Questionnaire

Own = Mapping[str, np.ndarray]
"""The part of each question's latent place that is its own, shape (municipalities,)."""


@dataclass(frozen=True)
class Drawn:
    """Answers of one draw.

    Attributes
    ----------
    answers
        Name of the answer by item, missing where nothing was answered; a row for each respondent.
    own
        Own parts, for a survey that is drawn after this one.
    """

    answers: pd.DataFrame
    own: Own


def draw_answers(
    survey: str,
    marginals: Sequence[Marginal],
    who: np.ndarray,
    centres: Centres,
    parameters: JobCentreParameters,
    earlier: Own,
    rng: np.random.Generator,
) -> Drawn:
    """Draw who gives which answer.

    Parameters
    ----------
    who
        Respondents as places among the municipalities, int, shape (respondents,).
    earlier
        Own parts of the survey that this one is paired with; empty for none.
    """
    settings = parameters.survey(survey)
    shy = rng.standard_normal(len(centres.code))
    share = parameters.reluctance
    found: dict[str, np.ndarray] = {}
    own: dict[str, np.ndarray] = {}
    for marginal in marginals:
        own[marginal.item] = _own(marginal.item, earlier, parameters.persistence, centres, rng)
        place = centres.latent(survey, settings.items[marginal.item].views, own[marginal.item])
        reluctance = np.sqrt(share) * shy + np.sqrt(1 - share) * rng.standard_normal(len(shy))
        found[marginal.item] = _given_out(marginal, place[who], reluctance[who])
    for item, option in settings.options.items():
        own[item] = _own(item, earlier, parameters.persistence, centres, rng)
        place = centres.latent(survey, option.views, own[item])
        found[item] = _chosen(option, place[who])
    return Drawn(pd.DataFrame(found, index=who), own)


def excess(answers: pd.DataFrame, lowest: Mapping[str, float]) -> int:
    """Respondents who expect of more than all citizens where each answer stands for the fewest."""
    expected = answers.filter(regex="^expected_")
    shares = expected.apply(lambda column: column.map(lowest)).astype(float)
    return int((shares.sum(axis=1) > 100).sum())


def as_codes(answers: pd.DataFrame, questionnaire: Questionnaire) -> pd.DataFrame:
    """Codes by variable of the file, float64, missing where nothing was answered."""
    columns = {}
    for item in answers:
        known = questionnaire.answers_of(str(item))
        codes = dict(zip(known["answer"], known["code"], strict=True))
        columns[questionnaire.variable_of(str(item))] = answers[item].map(codes).astype("float64")
    return pd.DataFrame(columns, index=answers.index)


def _own(
    item: str, earlier: Own, persistence: float, centres: Centres, rng: np.random.Generator
) -> np.ndarray:
    if item in earlier:
        return kept(earlier[item], persistence, rng)
    return rng.standard_normal(len(centres.code))


def _given_out(marginal: Marginal, place: np.ndarray, reluctance: np.ndarray) -> np.ndarray:
    """Those who are most reluctant say nothing, the next do not know; the others go by place."""
    answers = np.full(len(place), None, dtype=object)
    shyest = np.argsort(-reluctance, kind="stable")
    unsure = marginal.missing + marginal.dont_know
    answers[shyest[marginal.missing : unsure]] = "dont_know"
    sure = np.sort(shyest[unsure:])
    ordered = sure[np.argsort(place[sure], kind="stable")]
    names, counts = list(marginal.counts), list(marginal.counts.values())
    answers[ordered] = np.repeat(np.array(names, dtype=object), counts)
    return answers


def _chosen(option: Option, place: np.ndarray) -> np.ndarray:
    count = round(option.share / 100 * len(place))
    answers = np.full(len(place), "not_chosen", dtype=object)
    answers[np.argsort(-place, kind="stable")[:count]] = "chosen"
    return answers
