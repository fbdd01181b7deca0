"""Counts behind the synthetic trial: the search for the bases, apportioning, targets, the country."""

import shutil
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from trial_world import DATA, simulate

from effektspor.errors import ConfigError
from effektspor.simulate.span import Span
from effektspor.simulate.trial.bases import search
from effektspor.simulate.trial.draw import world_shares
from effektspor.simulate.trial.life import DEAD, PENSION, STATES, WAITING, Risks, live
from effektspor.simulate.trial.page import bases_table, targets_table
from effektspor.simulate.trial.parameters import Category, load_trial
from effektspor.simulate.trial.quotas import apportioned, table_of
from effektspor.simulate.trial.targets import check_printed, judge
from effektspor.simulate.trial.window import Window, same_day

FOLDER = DATA / "simulation"
TRIAL = load_trial(FOLDER)
WINDOW = Window(date(2005, 10, 1), date(2006, 10, 1), date(2007, 4, 1))
GROUPS = (("other_actor", "flexjob"), ("municipality", "flexjob"), ("municipality", "stuck"))


def brute(printed, largest):
    """Largest base up to a number of persons of which a share prints so."""
    return max(
        base for base in range(1, largest + 1)
        if any(abs(100 * k / base - printed) < 0.5 for k in range(base + 1))
    )  # fmt: skip


def test_the_split_with_the_fewest_missing_answers_is_found():
    employed = TRIAL.parameters.employed
    missing = {}
    for actors in range(20, 31):
        sizes = {"other_actor": actors, "municipality": 55 - actors}
        missing[actors] = sum(
            sizes[arm] - brute(printed, sizes[arm])
            for by_arm in employed.shares.values()
            for arm, printed in by_arm.items()
        )
    splits = search(employed)
    assert {s.persons["other_actor"]: s.missing for s in splits} == missing
    assert splits[0].persons == {"other_actor": 29, "municipality": 26}
    assert splits[0].missing == min(missing.values()) == 5
    assert sorted(missing.values())[1] == 8


def test_no_number_of_persons_prints_all_four_shares_of_an_arm_of_other_actors():
    shares = [by_arm["other_actor"] for by_arm in TRIAL.parameters.employed.shares.values()]
    for base in range(1, 31):
        assert not all(
            any(abs(100 * k / base - share) < 0.5 for k in range(base + 1)) for share in shares
        )


@given(
    st.lists(st.tuples(st.integers(0, 40), st.floats(0, 5)), min_size=1, max_size=12),
    st.integers(0, 200),
)
def test_parts_add_up_and_none_is_larger_than_its_group(groups, total):
    sizes, weights = (np.array(column) for column in zip(*groups, strict=True))
    parts = apportioned(total, sizes, weights)
    if total > sizes.sum():
        assert parts is None
        return
    assert parts.sum() == total
    assert ((parts >= 0) & (parts <= sizes)).all()


def test_parts_are_in_proportion_to_size_and_weight():
    sizes, weights = np.array([100, 100, 200]), np.array([1.0, 3.0, 1.0])
    assert apportioned(60, sizes, weights).tolist() == [10, 30, 20]


def test_fixed_counts_come_first_and_the_rest_takes_who_is_left():
    categories = [
        Category(value="a", count=6, fixed={"municipality.flexjob": 0, "stuck": 4}),
        Category(value="b"),
    ]
    table = table_of("test", categories, GROUPS, np.array([5, 5, 5]))
    assert table.tolist() == [[2, 3], [0, 5], [4, 1]]


@pytest.mark.parametrize(
    ("categories", "told"),
    [
        ([Category(value="a", count=16), Category(value="b")], "there are not 16 for a"),
        ([Category(value="a", fixed={"stuck": 6})], "stuck has fewer than 6 for a"),
        ([Category(value="a"), Category(value="b")], "without a count"),
        (
            [Category(value="a", count=1), Category(value="b", fixed={"stuck": 0})],
            "b takes the rest",
        ),
    ],
)
def test_counts_that_do_not_fit_are_refused(categories, told):
    with pytest.raises(ConfigError, match=told):
        table_of("test", categories, GROUPS, np.array([5, 5, 5]))


def test_targets_that_are_not_printed_are_refused(tmp_path):
    shutil.copy(DATA / "published" / "discus2007.csv", tmp_path)
    check_printed(TRIAL.targets, tmp_path)
    frame = pd.read_csv(tmp_path / "discus2007.csv", dtype=str)
    frame.loc[frame["item_id"] == "d07.end.moved.n", "value"] = "13"
    frame.to_csv(tmp_path / "discus2007.csv", index=False)
    with pytest.raises(ConfigError, match=r"status\.moved aims at 12"):
        check_printed(TRIAL.targets, tmp_path)


def test_a_word_that_is_unknown_is_refused_with_its_row(tmp_path):
    for name in ("discus2007.yaml", "targets_discus2007.csv"):
        shutil.copy(FOLDER / name, tmp_path)
    path = tmp_path / "targets_discus2007.csv"
    lines = path.read_text().splitlines()
    path.write_text("\n".join([*lines[:2], lines[2].replace("exact", "maybe"), *lines[3:]]))
    with pytest.raises(ConfigError, match="how is one of"):
        load_trial(tmp_path)
    (tmp_path / "discus2007.yaml").write_text("version: 2\n")
    with pytest.raises(ConfigError, match="not usable"):
        load_trial(tmp_path)
    (tmp_path / "discus2007.yaml").unlink()
    with pytest.raises(ConfigError, match="is missing"):
        load_trial(tmp_path)


def test_a_miss_is_told_as_a_miss():
    target = next(t for t in TRIAL.targets if t.target == "status.moved")
    (row,) = judge([target], {"status.moved": 11.0}, [])
    assert (row["hit"], row["published"], row["made"]) == (False, 12.0, 11.0)


def test_the_country_meets_its_prints_on_average():
    """Several standard errors of one large world are within what the report prints."""
    span = Span(2003, 2008)
    found = world_shares((1, 0), 200_000, TRIAL.parameters, WINDOW, span, (8, 12))
    assert found["national.flexjob.8m"] == pytest.approx(9, abs=0.5)
    assert found["national.flexjob.12m"] == pytest.approx(14, abs=0.5)
    assert found["national.pension.end"] == pytest.approx(12, abs=0.5)
    assert found["national.fifties"] == pytest.approx(38, abs=0.1)
    assert found["national.long_wait"] == pytest.approx(26, abs=0.1)


def test_the_other_reading_of_the_long_waits():
    national = TRIAL.parameters.national.model_copy(update={"long_of": "all"})
    given_all = TRIAL.parameters.model_copy(update={"national": national})
    found = world_shares((1, 0), 20_000, given_all, WINDOW, Span(2003, 2008), (8,))
    assert found["national.long_wait"] == pytest.approx(100 * 0.26 / 0.74, abs=0.1)
    assert found["national.long_wait_of_all"] == pytest.approx(26, abs=0.1)


def test_rates_are_those_of_the_parameters():
    """With one rate only, those who are left after n weeks are (1 - rate) ** n."""
    rates = dict.fromkeys(type(TRIAL.parameters.life).model_fields, 0.0)
    life = TRIAL.parameters.life.model_copy(
        update=rates | {"to_flexjob": [(0, 0.0)], "to_pension": [(0, 0.02)]}
    )
    n = 100_000
    ones = np.ones(n)
    states = live(np.full(n, WAITING), Risks(ones, ones, ones), 20, life, np.random.default_rng(1))
    left = (states[-1] == WAITING).mean()
    assert left == pytest.approx(0.98**20, abs=4 * np.sqrt(0.25 / n))
    assert set(np.unique(states)) == {WAITING, PENSION}


def test_nobody_comes_back_from_pension_or_death():
    rng = np.random.default_rng(2)
    n = 20_000
    ones = np.ones(n)
    states = live(
        rng.integers(0, len(STATES), n), Risks(ones, ones, ones), 150, TRIAL.parameters.life, rng
    )
    for state, ways in ((DEAD, {DEAD}), (PENSION, {PENSION, DEAD, STATES.index("emigrated")})):
        there = states[:-1] == state
        assert set(states[1:][there].tolist()) <= ways


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2005, 10, 1), 8, date(2006, 6, 1)),
        (date(2005, 8, 31), 6, date(2006, 2, 28)),
        (date(2004, 2, 29), -12, date(2003, 2, 28)),
        (date(2005, 10, 1), -12 * 50, date(1955, 10, 1)),
    ],
)
def test_the_same_day_of_another_month(day, months, then):
    assert same_day(day, months) == then


def test_a_week_belongs_to_a_spell_that_holds_its_thursday():
    span = Span(2003, 2008)
    days = np.arange(-40, 400)
    own = WINDOW.weeks_of(days, span)
    for day, at in zip(days, own, strict=True):
        calendar = WINDOW.start + pd.Timedelta(days=int(day))
        monday = pd.Timestamp("1990-01-01") + pd.Timedelta(weeks=int(span.weeks[at]))
        thursday = (monday + pd.Timedelta(days=3)).date()
        assert 0 <= (thursday - calendar).days < 7


def test_the_page_tells_of_the_trial_as_it_is_drawn(tmp_path):
    page = (DATA.parent / "docs" / "simulation.md").read_text(encoding="utf-8")
    made = simulate(tmp_path, waiting_persons=9_000, other_persons=1_000).truth
    assert made["parameters_hash"][:16] in page
    shown, fresh = (_own_columns(text) for text in (page, targets_table(made)))
    assert set(fresh) <= set(shown)
    assert len(fresh) == len(TRIAL.targets) + 1  # the head
    assert bases_table(made) in page


def _own_columns(text):
    """Rows of the table of targets without the expected values, which take many worlds."""
    rows = [[cell.strip() for cell in row.split("|")[1:-1]] for row in text.splitlines()]
    return [tuple(row[:5] + row[6:]) for row in rows if len(row) == 8 and "---" not in row[0]]
