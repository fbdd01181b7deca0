"""The layer from raw files: which study it runs, and what it says when a step fails."""

import sys
from pathlib import Path

import pytest

from effektspor.benchmark.project import Run
from effektspor.config.window import study_span
from effektspor.errors import EstimationError
from effektspor.evaluations.recovery import pipeline
from effektspor.evaluations.recovery.pipeline import PipelineTask, reference, study_of

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def task():
    text = (ROOT / "config.yaml").read_text(encoding="utf-8")
    return PipelineTask(text, "brf2019", ROOT / "data" / "simulation", 2_000)


def test_the_study_is_that_of_the_config_on_the_files_of_a_world(task, tmp_path):
    study = study_of(task, tmp_path)
    assert study.data.simulate is None
    assert study.data.dream.path == str(tmp_path / "dream.dta")
    assert set(study.data.hours.years) == {2016, 2017, 2018}
    assert not study.cohorts.placebo_years
    assert study.estimation.draws == pipeline.FEWEST_DRAWS


def test_every_step_reads_what_the_world_writes(task, tmp_path):
    study = study_of(task, tmp_path)
    span = study_span(study.cohorts, study.programme, study.background)
    run = Run(study, tmp_path / "dream.dta", tmp_path / "out", 500, 1, span)
    steps = {step.name: " ".join(step.command) for step in run.steps()}
    assert next(iter(steps)) == "ingest-dream"
    assert list(steps)[-1] == "effects"
    assert f"{tmp_path}/bfl2018.dta" in steps["ingest-hours"]
    assert f"{tmp_path}/bef2016.csv" in steps["ingest-population"]
    assert f'"first_week": {span.start}' in steps["ingest-dream"]


def test_the_reference_has_every_week_of_every_series(task):
    weeks = reference(task, [1, 2])["weeks"]
    assert weeks.groupby(["world", "series"]).size().tolist() == [104] * 6
    again = reference(task, [2])["weeks"]
    own = weeks[weeks["world"] == 2].reset_index(drop=True)
    assert own.equals(again)


def test_a_failed_step_names_the_world_and_what_the_step_said():
    command = [sys.executable, "-c", "import sys; sys.exit('no such column')"]
    with pytest.raises(EstimationError, match="no such column") as said:
        pipeline._call("cohort", command, 7)
    assert "world 7, effektspor cohort" in str(said.value)
