"""The table of targets in docs/simulation.md is that of the committed parameters."""

from pathlib import Path

import numpy as np
import pytest

from effektspor.calendar import week_number
from effektspor.config.simulation import SimulationSettings
from effektspor.simulate.completed import CountedAt, CourseCounts
from effektspor.simulate.early import EarlyYears
from effektspor.simulate.engine import open_world
from effektspor.simulate.kl2016 import OVERLAY
from effektspor.simulate.leaving import true_incidence
from effektspor.simulate.page import (
    BEGIN,
    END,
    KL_BEGIN,
    KL_END,
    KL_TRUTH_BEGIN,
    KL_TRUTH_END,
    STAFF_BEGIN,
    STAFF_END,
    staff_table,
    targets_table,
)
from effektspor.simulate.parameters import load_parameters
from effektspor.simulate.surveys.parameters import load_survey_parameters
from effektspor.simulate.surveys.questionnaire import read_questionnaire
from effektspor.simulate.surveys.report import staff_report
from effektspor.simulate.surveys.staff import draw_staff
from effektspor.simulate.tally import Tally
from effektspor.simulate.targets import achieved, judge

ROOT = Path(__file__).parents[2]
KL_SEED = 20160101


@pytest.fixture(scope="module")
def page() -> str:
    return (ROOT / "docs" / "simulation.md").read_text(encoding="utf-8")


def test_the_default_seed_hits_and_misses_what_the_page_says(page: str) -> None:
    parameters, settings = load_parameters(ROOT / "data" / "simulation"), SimulationSettings()
    world = open_world(settings, parameters, settings.seed)
    counts, early = Tally(world), EarlyYears(parameters, world.span)
    for chunk in world.chunks(with_off=False):
        counts.add(chunk)
        early.add(chunk)
    own = judge(parameters.targets, {**achieved(counts), **early.values()}, [])
    shown = _rows(page, BEGIN, END)
    fresh = targets_table(own).splitlines()
    assert [_own_columns(row) for row in shown] == [_own_columns(row) for row in fresh]
    assert len(own) == len(parameters.targets)


def test_the_page_names_the_parameters_it_was_made_from(page: str) -> None:
    assert load_parameters(ROOT / "data" / "simulation").sha256[:16] in page


def test_the_page_tells_of_the_staff_survey_as_it_is_drawn(page: str) -> None:
    data = ROOT / "data"
    survey = draw_staff(
        load_parameters(data / "simulation"),
        load_survey_parameters(data / "simulation").staff,
        read_questionnaire(data / "surveys", "staff"),
        SimulationSettings().seed,
    )
    shown = page[page.index(STAFF_BEGIN) + len(STAFF_BEGIN) : page.index(STAFF_END)].strip()
    assert shown == staff_table(staff_report(survey))


def test_the_page_tells_of_the_counted_courses_as_they_are_drawn(page: str) -> None:
    parameters = load_parameters(ROOT / "data" / "simulation", OVERLAY)
    assert parameters.sha256[:16] in page
    settings = SimulationSettings(seed=KL_SEED, starters=17_503, other_persons=5000, last_year=2015)
    world = open_world(settings, parameters, settings.seed)
    counts, ages = CourseCounts(world, CountedAt(week_number(2015, 53))), []
    for chunk in world.chunks(with_off=False):
        counts.add(chunk)
        ages.append(chunk.persons.age[: chunk.persons.n_starters])
    shown = _rows(page, KL_BEGIN, KL_END)
    fresh = targets_table(judge(parameters.targets, counts.values(), [])).splitlines()
    assert [_own_columns(row) for row in shown] == [_own_columns(row) for row in fresh]
    curves = true_incidence(parameters, np.concatenate(ages), 156)
    told = _rows(page, KL_TRUTH_BEGIN, KL_TRUTH_END)[-1].split("|")[2:-1]
    assert [float(cell) for cell in told] == pytest.approx(
        100 * curves[[52, 104, 156]].sum(axis=1), abs=0.006
    )


def _rows(page: str, begin: str, end: str) -> list[str]:
    between = page[page.index(begin) + len(begin) : page.index(end)].splitlines()
    return [line for line in between if line.startswith("|")]


def _own_columns(row: str) -> list[str]:
    cells = [cell.strip() for cell in row.strip().strip("|").split("|")]
    return [*cells[:5], *cells[-2:]]
