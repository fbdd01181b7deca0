"""The table of targets in docs/simulation.md is that of the committed parameters."""

from pathlib import Path

import pytest

from effektspor.config.simulation import SimulationSettings
from effektspor.simulate.early import EarlyYears
from effektspor.simulate.engine import open_world
from effektspor.simulate.page import (
    BEGIN,
    END,
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
    between = page[page.index(BEGIN) + len(BEGIN) : page.index(END)].splitlines()
    shown = [line for line in between if line.startswith("|")]
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


def _own_columns(row: str) -> list[str]:
    cells = [cell.strip() for cell in row.strip().strip("|").split("|")]
    return [*cells[:5], *cells[-2:]]
