"""Write the surveys of a study, after its registers and from random numbers of their own."""

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from effektspor.config.surveys import SIMULATED, SIMULATED_KEY, BrfSurveyId
from effektspor.simulate.engine import World
from effektspor.simulate.link import deal_profiles
from effektspor.simulate.surveys.citizens import draw_citizens
from effektspor.simulate.surveys.parameters import SurveyParameters
from effektspor.simulate.surveys.progression import draw_progression
from effektspor.simulate.surveys.questionnaire import Questionnaire, read_questionnaire
from effektspor.simulate.surveys.report import staff_report
from effektspor.simulate.surveys.spss import AnswerSet, write_survey
from effektspor.simulate.surveys.staff import draw_staff
from effektspor.simulate.surveys.starters import Starters
from effektspor.tables import write_csv

LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class SurveyPlan:
    """Which surveys to write, and from what."""

    surveys: tuple[BrfSurveyId, ...]
    parameters: SurveyParameters
    codebooks: Path


def write_surveys(
    plan: SurveyPlan, world: World, starters: Starters, out_dir: Path
) -> dict[str, Any]:
    """Write the files of the plan, and for the staff's which register each municipality has.

    Returns
    -------
    dict
        For ``truth.json``: what was put into them.
    """
    truth: dict[str, Any] = {"parameters_hash": plan.parameters.sha256}
    for survey in plan.surveys:
        questionnaire = read_questionnaire(plan.codebooks, survey)
        frame, told = _draw(survey, plan.parameters, questionnaire, world, starters)
        sets = _sets(survey, plan.parameters, questionnaire)
        write_survey(frame, out_dir / SIMULATED[survey], questionnaire, sets)
        truth[survey] = {"rows": len(frame)} | told
        LOG.info("survey written: %s, %d rows", SIMULATED[survey], len(frame))
    if "staff" in plan.surveys:
        key = deal_profiles(world.parameters, world.root).reset_index()[["survey", "register"]]
        write_csv(key.sort_values("survey"), out_dir / SIMULATED_KEY)
    return truth


def _draw(
    survey: BrfSurveyId,
    parameters: SurveyParameters,
    questionnaire: Questionnaire,
    world: World,
    starters: Starters,
) -> tuple[pd.DataFrame, dict[str, Any]]:
    if survey == "staff":
        found = draw_staff(world.parameters, parameters.staff, questionnaire, world.root)
        return found.frame, staff_report(found)
    if survey == "progression":
        settings = parameters.progression
        frame = draw_progression(starters, settings, questionnaire, world.span, world.root)
        return frame, {"change": dict(settings.change)}
    citizens = parameters.citizens
    mine = citizens.referral if survey == "referral" else citizens.later
    frame = draw_citizens(world.parameters, citizens, mine, questionnaire, world.root, survey)
    return frame, {"invited": mine.invited, "answered": mine.answered}


def _sets(
    survey: BrfSurveyId, parameters: SurveyParameters, questionnaire: Questionnaire
) -> tuple[AnswerSet, ...]:
    options = questionnaire.of_part("option")
    if not options:
        return ()
    citizens = parameters.citizens
    label = (citizens.referral if survey == "referral" else citizens.later).set_label
    rows = questionnaire.variables.set_index("variable").loc[options]
    return (AnswerSet(str(rows["set"].iloc[0]), label, options),)
