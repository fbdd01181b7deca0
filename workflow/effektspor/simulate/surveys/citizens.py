"""The two surveys of citizens: everybody who was invited, most of whom answered.

The published shares are of all who were asked, don't know and refused included. The number of
positive answers is the whole number nearest to the published share that prints as published
whether those who broke off are counted or not; who gives them follows a general contentment.
"""

import numpy as np
import pandas as pd

from effektspor.simulate.parameters import Parameters
from effektspor.simulate.streams import Purpose, Root, stream
from effektspor.simulate.surveys.parameters import Citizens, CitizenSurvey
from effektspor.simulate.surveys.questionnaire import Questionnaire
from effektspor.simulate.surveys.response import Invited, draw_invited

DONT_KNOW, REFUSED = 8.0, 9.0
STRONG, POSITIVE, NEITHER, NEGATIVE, STRONGLY_NEGATIVE = 5.0, 4.0, 3.0, 2.0, 1.0
YES, NO = 1.0, 2.0


def draw_citizens(
    parameters: Parameters,
    citizens: Citizens,
    survey: CitizenSurvey,
    questionnaire: Questionnaire,
    root: Root,
    purpose: Purpose,
) -> pd.DataFrame:
    """One row per invited person."""
    rng = stream(root, purpose)
    invited = draw_invited(parameters, citizens, survey, rng)
    content = rng.standard_normal(survey.invited)
    gate = next(iter(survey.gate), None)
    answers: dict[str, np.ndarray] = {}
    asked_if = dict(
        zip(questionnaire.variables["variable"], questionnaire.variables["asked_if"], strict=True)
    )
    items = questionnaire.of_part("item")
    reached = np.where(invited.broke_off, rng.integers(1, len(items), survey.invited), len(items))
    for place, item in enumerate(items):
        asked, given = invited.answered.copy(), invited.answered & (place < reached)
        if asked_if[item]:
            assert gate is not None  # the codebook asks nobody by an unknown item
            asked &= answers[gate] == YES
        answers[item] = _answer(item, (asked, given & asked), content, citizens, survey, rng)
    columns = {
        questionnaire.name_of("respondent"): rng.permutation(survey.invited) + 1.0,
        questionnaire.name_of("municipality"): invited.municipality.astype("float64"),
        questionnaire.name_of("status"): invited.status,
        "koen": np.where(invited.man, 1.0, 2.0),
        "aldersgruppe": invited.age_group + 1.0,
        questionnaire.name_of("weight"): np.round(invited.weight, 4),
        **answers,
        **_options(questionnaire.of_part("option"), invited, survey, rng),
    }
    frame = pd.DataFrame(columns)[list(questionnaire.variables["variable"])]
    return frame.sort_values(questionnaire.name_of("respondent"), ignore_index=True)


def _answer(
    item: str,
    asked_and_given: tuple[np.ndarray, np.ndarray],
    content: np.ndarray,
    citizens: Citizens,
    survey: CitizenSurvey,
    rng: np.random.Generator,
) -> np.ndarray:
    """Codes of one item: the published shares of those who were asked, as whole numbers give."""
    asked, answering = asked_and_given
    codes = np.full(len(asked), np.nan)
    given = np.flatnonzero(answering)
    general = np.sqrt(citizens.variance["person"]) * content[given]
    latent = general + np.sqrt(1 - citizens.variance["person"]) * rng.standard_normal(len(given))
    order = given[np.argsort(-latent, kind="stable")]
    bases = len(given), int(asked.sum())
    percent = 100 * survey.gate[item] if item in survey.gate else survey.positive[item]
    n_positive = whole_number(percent, bases)
    if item in survey.negative:
        n_negative = whole_number(survey.negative[item], bases)
        n_neither = whole_number(survey.neither[item], bases)
        unsure = len(given) - n_positive - n_negative - n_neither
    else:
        unsure = round(sum(citizens.unsure.values()) * len(given))
        rest = len(given) - n_positive - unsure
        n_negative = round(citizens.split["disagree_of_rest"] * rest)
        n_neither = rest - n_negative
    # Those who do not know are anywhere among the respondents, not the least content.
    undecided = np.sort(rng.choice(len(order), size=unsure, replace=False))
    refused = citizens.unsure["refused"] / sum(citizens.unsure.values())
    codes[order[undecided]] = np.where(rng.random(unsure) < refused, REFUSED, DONT_KNOW)
    decided = np.delete(order, undecided)
    if item in survey.yes_no:
        codes[decided] = np.where(np.arange(len(decided)) < n_positive, YES, NO)
        return codes
    strong = round(citizens.split["strong"] * n_positive)
    strongly = round(citizens.split["strong_disagree"] * n_negative)
    numbers = [strong, n_positive - strong, n_neither, n_negative - strongly, strongly]
    scale = [STRONG, POSITIVE, NEITHER, NEGATIVE, STRONGLY_NEGATIVE]
    codes[decided] = np.repeat(scale, numbers)
    return codes


def whole_number(percent: float, bases: tuple[int, int]) -> int:
    """Number nearest to a share of the second base that prints as `percent` of both bases."""
    wish = round(percent * bases[1] / 100)
    fits = [
        number
        for number in range(max(wish - 30, 0), min(wish + 30, bases[0]) + 1)
        if all(abs(100 * number / max(base, 1) - percent) < 0.5 for base in bases)
    ]
    return min(fits, key=lambda number: abs(number - wish)) if fits else wish


def _options(
    options: list[str], invited: Invited, survey: CitizenSurvey, rng: np.random.Generator
) -> dict[str, np.ndarray]:
    """Chosen (1) or not (0); the last option is for those who chose none of the others."""
    whole = invited.answered & ~invited.broke_off
    chosen = {name: rng.random(len(whole)) < share for name, share in survey.options.items()}
    chosen[options[-1]] = ~np.any(list(chosen.values()), axis=0)
    return {name: np.where(whole, chosen[name] * 1.0, np.nan) for name in options}
