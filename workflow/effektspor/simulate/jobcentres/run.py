"""Write the surveys of the job centres: a row for each municipality, whether it answered or not."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from effektspor.config.surveys import KL_SIMULATED, SurveyId
from effektspor.simulate.jobcentres.answers import Drawn, Own, as_codes, draw_answers, excess
from effektspor.simulate.jobcentres.centres import SURVEYS, Centres, draw_centres
from effektspor.simulate.jobcentres.marginals import Marginal, answered_of, marginals_of
from effektspor.simulate.jobcentres.parameters import JobCentres
from effektspor.simulate.jobcentres.report import report
from effektspor.simulate.streams import Root, stream
from effektspor.simulate.surveys.questionnaire import Questionnaire, read_questionnaire
from effektspor.simulate.surveys.spss import AnswerSet, write_survey

LOG = logging.getLogger(__name__)
_ANSWERED, _NOT_ANSWERED = 1.0, 3.0  # codes of the scale status3
_CHUNK = 1_000  # numbers of random streams that a survey may use


@dataclass(frozen=True)
class JobCentrePlan:
    """Which surveys to write, and from what."""

    surveys: tuple[SurveyId, ...]
    centres: JobCentres
    codebooks: Path


def write(plan: JobCentrePlan, places: pd.DataFrame, root: Root, out_dir: Path) -> dict[str, Any]:
    """Write the files of the plan; both surveys are drawn whichever of them are written.

    Parameters
    ----------
    places
        All municipalities: code and population_thousands_approx.

    Returns
    -------
    dict
        For ``truth.json``: what can be printed as published, and what was put into the files.
    """
    parameters = plan.centres.parameters
    drawn_by = [parameters.survey(survey) for survey in SURVEYS]
    views = {view for each in drawn_by for item in each.items.values() for view in item.views}
    views |= {view for each in drawn_by for item in each.options.values() for view in item.views}
    centres = draw_centres(
        places,
        views,
        parameters.persistence,
        (parameters.response.size, parameters.response.persistence),
        stream(root, "jobcentres"),
    )
    truth: dict[str, Any] = {
        "parameters_hash": plan.centres.sha256,
        "reading": parameters.reading,
    }
    earlier: Own = {}
    for number, survey in enumerate(SURVEYS):
        questionnaire = read_questionnaire(plan.codebooks, survey)
        answered = answered_of(plan.centres, survey, len(places))
        marginals = marginals_of(plan.centres, survey, questionnaire, answered)
        who = np.sort(np.argsort(-centres.eagerness[survey], kind="stable")[:answered])
        drawn = _possible(survey, marginals, who, centres, plan.centres, earlier, root, number)
        earlier = earlier or drawn.own
        if survey not in plan.surveys:
            continue
        frame = _rows(drawn.answers, centres.code, questionnaire, parameters.comments)
        sets = _sets(questionnaire, parameters.set_label)
        write_survey(frame, out_dir / KL_SIMULATED[survey], questionnaire, sets)  # type: ignore[index]
        over = excess(drawn.answers, parameters.expected)
        truth[survey] = report(plan.centres, survey, marginals, len(places), answered, over)
        LOG.info("survey written: %s, %d answers", survey, answered)
    return truth


def _possible(
    survey: str,
    marginals: Sequence[Marginal],
    who: np.ndarray,
    centres: Centres,
    given: JobCentres,
    earlier: Own,
    root: Root,
    number: int,
) -> Drawn:
    """The first draw in which nobody expects more than everybody to leave, else the best one."""
    best: tuple[int, Drawn] | None = None
    for attempt in range(given.parameters.draws):
        rng = stream(root, "jobcentres", 1 + number * _CHUNK + attempt)
        drawn = draw_answers(survey, marginals, who, centres, given.parameters, earlier, rng)
        over = excess(drawn.answers, given.parameters.expected)
        if best is None or over < best[0]:
            best = over, drawn
        if not over:
            break
    assert best is not None  # at least one draw
    return best[1]


def _rows(
    answers: pd.DataFrame, code: np.ndarray, questionnaire: Questionnaire, comments: Sequence[str]
) -> pd.DataFrame:
    """The file: the columns of the codebook in its order, a row for each municipality."""
    codes = as_codes(answers, questionnaire).reindex(range(len(code)))
    codes[questionnaire.name_of("municipality")] = code.astype("float64")
    there = codes.index.isin(answers.index)
    codes[questionnaire.name_of("status")] = np.where(there, _ANSWERED, _NOT_ANSWERED)
    for variable in questionnaire.of_part("text"):
        written = np.flatnonzero(codes[variable].to_numpy() == 1)
        texts = np.full(len(codes), "", dtype=object)
        texts[written] = [comments[place % len(comments)] for place in range(len(written))]
        codes[variable] = texts
    return codes[list(questionnaire.variables["variable"])]


def _sets(questionnaire: Questionnaire, label: str) -> tuple[AnswerSet, ...]:
    options = questionnaire.of_part("option")
    if not options:
        return ()
    name = questionnaire.variables.set_index("variable").loc[options[0], "set"]
    return (AnswerSet(str(name), label, options),)
