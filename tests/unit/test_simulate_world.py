"""What is true of every simulated world, and of the two worlds against each other."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from effektspor.config.simulation import SimulationSettings
from effektspor.simulate.engine import Chunk, World, open_world
from effektspor.simulate.estimand import (
    contrast,
    did_within,
    rate_ratio_contrast,
    started,
)
from effektspor.simulate.outcomes import Seen, count_survival, see
from effektspor.simulate.parameters import Parameters, load_parameters
from effektspor.simulate.run import simulate
from effektspor.simulate.span import Span
from effektspor.simulate.tally import POST, PRE, Tally, tally
from effektspor.simulate.truth import build_truth
from effektspor.simulate.world import simulate_study

FOLDER = Path(__file__).parents[2] / "data" / "simulation"
SETTINGS = SimulationSettings(starters=3000, other_persons=0, replications=0)


@pytest.fixture(scope="module")
def parameters() -> Parameters:
    return load_parameters(FOLDER)


@pytest.fixture(scope="module")
def without_effect(parameters: Parameters) -> Parameters:
    nothing = parameters.programme.model_copy(
        update={
            "start_ratio": [(0, 1.0)],
            "return_ratio": 1.0,
            "stop_ratio": 1.0,
            "hours_after_exit": [(0, 0.0)],
        }
    )
    return parameters.model_copy(update={"programme": nothing})


@pytest.fixture(scope="module")
def world(parameters: Parameters) -> World:
    return open_world(SETTINGS, parameters, 11)


@pytest.fixture(scope="module")
def chunk(world: World) -> Chunk:
    return next(world.chunks())


def test_there_are_98_municipalities_17_of_them_with_the_programme(parameters: Parameters) -> None:
    places = parameters.places
    assert len(places) == places["code"].nunique() == places["name"].nunique() == 98
    assert places["participant"].sum() == 17
    assert {101, 165, 849} <= set(places.loc[places["participant"] == 1, "code"])


def test_nobody_starts_before_2013_and_the_first_week_is_a_programme_code(chunk: Chunk) -> None:
    start = chunk.persons.start
    assert start.min() >= Span(2011, 2018).index_of(2013, 1)
    first = chunk.on.codes[start, np.arange(len(start))]
    assert ((first >= 810) & (first <= 818)).all()


def test_nothing_but_death_follows_death(chunk: Chunk) -> None:
    dead = chunk.on.codes == 999
    assert dead.any()
    assert (np.diff(dead.astype("int8"), axis=0) >= 0).all()
    gone = np.flatnonzero(dead.any(axis=0))
    months = Span(2011, 2018).month_index[np.argmax(dead[:, gone], axis=0)]
    for person, month in zip(gone, months, strict=True):
        assert not chunk.on.jobs[month + 1 :, person].any()


def test_programme_off_differs_for_the_reached_only(chunk: Chunk, world: World) -> None:
    persons = chunk.persons
    expected = np.flatnonzero(persons.treated & persons.post)
    assert np.array_equal(chunk.reached, expected)
    assert chunk.off is not None
    assert (chunk.off.codes != chunk.on.codes[:, chunk.reached]).any()


def test_switching_the_programme_off_leaves_everybody_else_as_they_are(
    chunk: Chunk, without_effect: Parameters
) -> None:
    blank = next(open_world(SETTINGS, without_effect, 11).chunks())
    others = np.setdiff1d(np.arange(len(chunk.persons.start)), chunk.reached)
    assert np.array_equal(chunk.on.codes[:, others], blank.on.codes[:, others])
    assert np.array_equal(chunk.on.jobs[:, others], blank.on.jobs[:, others])
    assert chunk.off is not None
    assert np.array_equal(blank.on.codes[:, chunk.reached], chunk.off.codes)


def test_without_effect_the_contrast_is_exactly_zero(without_effect: Parameters) -> None:
    counts = simulate_study(SETTINGS, without_effect, 5).counts
    assert np.nan_to_num(contrast(counts)).any() == np.False_
    assert rate_ratio_contrast(counts) == 1.0


def test_leaving_and_its_destination_are_untouched_by_the_programme(chunk: Chunk) -> None:
    assert chunk.off is not None
    assert np.array_equal(chunk.on.place[:, chunk.reached], chunk.off.place)


def test_hours_in_the_course_are_untouched_by_the_programme(chunk: Chunk) -> None:
    assert chunk.off is not None
    month_end = np.r_[Span(2011, 2018).month_starts[1:], len(chunk.off.place)] - 1
    inside = chunk.off.place[month_end] == 0
    on = chunk.on.jobs[:, chunk.reached]
    assert np.array_equal(on[inside], chunk.off.jobs[inside])
    assert on.sum() > chunk.off.jobs.sum()


def test_within_formula_is_least_squares_with_municipality_dummies(
    parameters: Parameters,
) -> None:
    counts = simulate_study(SETTINGS.model_copy(update={"starters": 8000}), parameters, 2).counts
    week, pair = 90, 0
    rows = []
    for place, treated in enumerate(counts.world.effects.treated):
        for cohort in (PRE, POST):
            n, events = (int(x[cohort, pair, place, week - 1]) for x in (counts.n, counts.events))
            rows += [(place, cohort, treated * cohort, 1.0)] * events
            rows += [(place, cohort, treated * cohort, 0.0)] * (n - events)
    table = np.array(rows)
    dummies = table[:, :1] == np.unique(table[:, 0])
    x = np.column_stack([dummies, table[:, 1], table[:, 2]])
    beta, *_ = np.linalg.lstsq(x, table[:, 3], rcond=None)
    assert did_within(counts)[pair, week - 1] == pytest.approx(beta[-1], abs=1e-10)


def test_survival_counts_by_hand() -> None:
    internship = np.zeros((10, 4), dtype=bool)
    internship[4, 0] = internship[6, 0] = True  # starts week 1, event 3 weeks on
    internship[9, 1] = True  # beyond the follow-up
    seen = Seen(
        start=np.array([1, 2, 3, 3]),
        last=np.array([9, 9, 5, 9]),
        internship=internship,
        hours=np.zeros((1, 4), dtype=bool),
    )
    at_risk, events, censored = count_survival(seen, last_week=8, horizon=6)
    assert at_risk.tolist() == [4, 4, 4, 3, 2, 2, 1]
    assert events.tolist() == [0, 0, 0, 1, 0, 0, 0]
    assert censored.tolist() == [0, 0, 1, 0, 0, 1, 1]
    assert started(np.stack([at_risk, events, censored]))[-1] == pytest.approx(1 / 3)


def test_supported_work_in_a_month_is_not_ordinary(parameters: Parameters) -> None:
    span = Span(2016, 2016)
    codes = np.full((52, 2), 810, dtype="uint16")
    codes[5, 0] = 815  # a week of February
    jobs = np.ones((12, 2), dtype=bool)
    seen = see(np.zeros(2, dtype="int32"), codes, jobs, parameters, span, len(codes) - 1)
    assert np.flatnonzero(~seen.hours[:, 0]).tolist() == [1]
    assert seen.hours[:, 1].all()


def test_counts_agree_with_a_slow_reading_of_the_files(
    parameters: Parameters, tmp_path: Path
) -> None:
    """Denominators and events person by person from the raw files, with the gap rule spelt out."""
    settings = SimulationSettings(starters=2500, other_persons=0, replications=0, chunk_persons=300)
    simulate(settings, parameters, tmp_path)
    counts = tally(open_world(settings, parameters, settings.seed))
    expected = _slow_counts(tmp_path, counts)
    for cohort in (PRE, POST):
        assert np.array_equal(counts.n[cohort].sum(axis=1), expected[0, cohort])
        assert np.array_equal(counts.events[cohort].sum(axis=1), expected[1, cohort])
    assert expected[1].sum(axis=-1).min() > 0


def _slow_counts(folder: Path, counts: Tally) -> np.ndarray:
    """Shape (n or events, cohort, pair, week)."""
    dream = pd.read_stata(folder / "dream.dta")
    names = [name for name in dream if name.startswith("y_")]
    jobs = pd.concat(pd.read_stata(folder / f"bfl{year}.dta") for year in range(2016, 2019))
    paid = set(zip(jobs["pnr"], jobs["ajo_job_slut_dato"].dt.strftime("%Y-%m"), strict=True))
    found = np.zeros((2, 2, 3, 104), dtype="int64")
    thursday = [
        pd.Timestamp.fromisocalendar(2000 + int(n[2:4]), int(n[4:]), 4).strftime("%Y-%m")
        for n in names
    ]
    bases = {"16": (PRE, "y_1601"), "17": (POST, "y_1701"), "18": (POST, "y_1701")}
    supported = {str(code) for code in counts.world.parameters.codes.not_ordinary}
    for pnr, row in zip(dream["pnr"], dream[names].to_numpy(), strict=True):
        weeks = [i for i, code in enumerate(row) if code[:2] == "81"]
        if not weeks or names[weeks[0]][2:4] not in bases:
            continue
        assert weeks[0] >= 52  # washout
        spell = set()
        for before, after in zip([weeks[0], *weeks], weeks, strict=False):
            gap = row[before + 1 : after]
            if len(gap) > 4 or any(code and code[:2] != "89" for code in gap):
                break
            spell |= set(range(before, after + 1))
        else:
            tail = row[weeks[-1] + 1 :]
            if len(tail) <= 4 and not any(code and code[:2] != "89" for code in tail):
                spell |= set(range(weeks[-1], len(row)))
        cohort, base = bases[names[weeks[0]][2:4]]
        blocked = {thursday[i] for i, code in enumerate(row) if code in supported}
        for week in range(104):
            i = names.index(base) + week
            month = thursday[i]
            hours = (pnr, month) in paid and month not in blocked
            inside, after = i in spell, i > weeks[0]
            found[0, cohort, :, week] += [inside, after, inside]
            found[1, cohort, :, week] += [
                inside and row[i] in ("817", "818"),
                after and hours,
                inside and hours,
            ]
    return found


def test_truth_holds_what_the_contract_says(parameters: Parameters) -> None:
    settings = SETTINGS.model_copy(update={"replications": 3})
    counts = simulate_study(settings, parameters, 9).counts
    truth = build_truth(settings, parameters, counts, {})
    assert truth["synthetic"] is True
    assert truth["replications"] == 3
    for name in ("internship|in_programme", "hours|started", "hours|in_programme"):
        quantity = truth["quantities"][name]
        assert quantity["weeks"] == list(range(1, 105))
        for key in ("contrast", "estimator_expected", "mc_se"):
            assert len(quantity[key]) == 104
    assert {"contrast", "estimator_expected", "mc_se"} <= set(truth["quantities"]["rate_ratio"])
    ids = set(parameters.targets["id"])
    assert {row["id"] for row in truth["targets"]} <= ids
    by_id = {row["id"]: row for row in truth["targets"]}
    row = by_id["started.comparison.2016.w52"]
    assert row["hit"] == (abs(row["achieved"] - row["target"]) <= row["tolerance"])


def test_baseline_differs_as_the_evaluation_says_in_words(parameters: Parameters) -> None:
    settings = SETTINGS.model_copy(update={"starters": 30_000, "chunk_persons": 30_000})
    persons = next(open_world(settings, parameters, 1).chunks(with_off=False)).persons
    treated = persons.treated
    assert persons.age[treated].mean() > persons.age[~treated].mean()
    assert persons.non_western[treated].mean() > persons.non_western[~treated].mean()
    assert persons.married[treated].mean() < persons.married[~treated].mean()
    assert persons.attachment[treated].mean() < persons.attachment[~treated].mean()
    assert (persons.origin[treated] == 0).mean() > (persons.origin[~treated] == 0).mean() + 0.05
