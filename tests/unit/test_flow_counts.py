"""Persons of a programme month by month: states, time in them, refunds, moves, and files that are wrong."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from effektspor.calendar import monday_of_week, week_number
from effektspor.codebook import read_codebook
from effektspor.cohort.flows import counts
from effektspor.cohort.flows.calendar import months_of
from effektspor.cohort.flows.lives import flow_lives, refund_steps, weekly_share
from effektspor.cohort.flows.moves import Moves, boot_table, refund_table
from effektspor.cohort.flows.states import flow_states, read_flow_states
from effektspor.cohort.flows.units import residence, unit_flags
from effektspor.cohort.lookup import programme_codes
from effektspor.config.business_case import Units
from effektspor.config.design import Programme
from effektspor.errors import InputError

JAF, SICK, FLEX, DEAD, UNEMPLOYED = 785, 890, 771, 999, 111
SPAN = range(week_number(2013, 36), week_number(2019, 52))
BANDS = (0, 6, 12, 24)
ALL = slice(None)


@pytest.fixture(scope="module")
def world(request):
    root = request.config.rootpath
    codebook = read_codebook(root / "data/codes/dream_codes.csv")
    states = flow_states(
        read_flow_states(root / "data/business_case/states.csv"), codebook, "jobafklaring"
    )
    programme = programme_codes(
        codebook, Programme(family="jobafklaring", bridge_weeks=4, event_activities=())
    )
    return states, programme, months_of(SPAN, "2018-09-01", "2019-12-15", 24, 4)


def weeks(*parts):
    """Weekly codes from (code, first week as (year, week), last week) on."""
    codes = np.zeros(len(SPAN), dtype=np.uint16)
    for code, first, last in parts:
        codes[week_number(*first) - SPAN.start : week_number(*last) + 1 - SPAN.start] = code
    return codes


def lives_of(world, *rows, working=None):
    states, programme, months = world
    codes = np.array(rows, dtype=np.uint16)
    paid = np.zeros((len(rows), len(months.numbers)), dtype=bool)
    if working is not None:
        paid[:, :] = working
    return codes, paid, flow_lives(codes, paid, months, states, programme)


def at(months, name):
    return months.names.index(name)


def test_a_month_is_read_in_the_week_of_its_fifteenth_day(world):
    _, _, months = world
    assert months.names[0] == "2016-09"
    assert months.names[months.at] == "2018-09"
    for name, column in zip(months.names, months.columns, strict=True):
        monday = monday_of_week(SPAN.start + int(column))
        day = date.fromisoformat(f"{name}-15")
        assert 0 <= (day - monday).days < 7
    assert len(set(months.columns)) == len(months.columns)


def test_a_bridged_gap_is_in_the_programme_and_a_longer_one_is_not(world):
    states, _, months = world
    short = weeks((JAF, (2017, 1), (2017, 30)), (JAF, (2017, 34), (2018, 52)))
    long = weeks((JAF, (2017, 1), (2017, 28)), (JAF, (2017, 36), (2018, 52)))
    _, _, lives = lives_of(world, short, long)
    july = at(months, "2017-08")
    assert months.columns[july] == week_number(2017, 33) - SPAN.start
    assert lives.state[0, july] == states.programme
    assert lives.state[1, july] == states.position("other")
    # Time in the programme goes on over the bridged gap and begins anew after the other.
    september = at(months, "2017-09")
    assert lives.months_in[0, september] == 8
    assert lives.months_in[1, september] == 0


def test_work_is_no_benefit_and_a_wage_and_death_is_for_ever(world):
    states, _, months = world
    row = weeks((JAF, (2017, 1), (2017, 20)), (DEAD, (2018, 10), (2018, 12)))
    _, _, lives = lives_of(world, row, working=True)
    assert lives.state[0, at(months, "2017-08")] == states.position("job")
    assert (lives.state[0, at(months, "2018-04") :] == states.position("gone")).all()
    _, _, idle = lives_of(world, row)
    assert idle.state[0, at(months, "2017-08")] == states.position("other")


@pytest.mark.parametrize(("held", "step"), [(4, 0), (5, 1), (26, 1), (27, 2), (52, 2), (53, 3)])
def test_the_refund_falls_by_weeks_on_benefits(world, held, step):
    states, _, _ = world
    codes = np.zeros((1, 400), dtype=np.uint16)
    codes[0, 100 : 100 + held] = SICK
    assert refund_steps(codes, states.benefit)[0, 99 + held] == step


def test_benefits_of_more_than_three_years_ago_do_not_count_over_a_year_of_53_weeks(world):
    states, _, _ = world
    span = range(week_number(2013, 1), week_number(2018, 1))
    codes = np.zeros((1, len(span)), dtype=np.uint16)
    codes[0, :30] = SICK  # the first 30 weeks of 2013
    now = week_number(2016, 1) - span.start  # 2015 has 53 weeks: 157 weeks after the first of 2013
    assert now == 157
    codes[0, now:] = JAF
    steps = refund_steps(codes, states.benefit)[0]
    # In the last 156 weeks lie weeks 3 to 30 of 2013: 28, and this one.
    assert steps[now] == 2
    assert steps[now + 3] == 2
    codes[0, :30] = DEAD  # no benefit
    assert refund_steps(codes, states.benefit)[0][now] == 0


def test_full_year_persons_are_shares_of_the_weeks(world):
    _, _, months = world
    codes, _, lives = lives_of(world, weeks((JAF, (2017, 1), (2017, 7))))
    full = weekly_share(lives.courses, codes.shape, months)[0]
    february = at(months, "2017-02")  # its weeks are 5 to 8 by their Thursdays
    assert full[at(months, "2017-01")] == 1.0
    assert full[february] == pytest.approx(3 / 4)
    assert full[at(months, "2017-03")] == 0.0


def test_an_end_is_told_some_weeks_later_and_only_when_no_gap_can_bridge_it(world):
    states, _, months = world
    left = weeks((JAF, (2017, 1), (2018, 10)), (FLEX, (2018, 12), (2019, 50)))
    late = weeks((JAF, (2017, 1), (2019, 48)))
    codes, paid, lives = lives_of(world, left, late)
    ended = counts.ends(lives, codes, paid, months, states, (4, 4, "job"))
    assert ended["row"].tolist() == [0]
    assert ended["destination"].tolist() == ["flexjob"]
    soon = counts.ends(lives, codes, paid, months, states, (0, 4, "job"))
    assert soon["destination"].tolist() == ["other"]


def test_a_course_begins_after_a_year_without_and_first_only_once(world):
    states, _, months = world
    row = weeks(
        (JAF, (2016, 40), (2016, 52)), (JAF, (2017, 20), (2017, 30)), (JAF, (2018, 40), (2019, 5))
    )
    codes, _, lives = lives_of(world, row)
    began = counts.starts(lives, codes, months, states, 52)
    assert len(lives.courses) == 3
    assert began["start"].tolist() == [
        week_number(2016, 40) - SPAN.start, week_number(2018, 40) - SPAN.start,
    ]  # fmt: skip
    assert began["first"].tolist() == [True, False]
    assert counts.starts(lives, codes, months, states, 0)["first"].tolist() == [True, False, False]


def own_of(months, n):
    place = np.full((n, len(months.numbers)), 766)
    return unit_flags(place, Units(own=766, cluster=(530,), region=(615, 766)))


def test_moves_add_up_to_the_months_at_risk_and_draws_have_their_mean(world):
    states, _, months = world
    rng = np.random.default_rng(3)
    rows = []
    for _ in range(120):
        first = int(rng.integers(week_number(2016, 20), week_number(2018, 30)))
        length = int(rng.integers(5, 120))
        codes = np.zeros(len(SPAN), dtype=np.uint16)
        codes[first - SPAN.start : first - SPAN.start + length] = JAF
        codes[first - SPAN.start + length :] = UNEMPLOYED
        rows.append(codes)
    codes, _, lives = lives_of(world, *rows)
    began = counts.starts(lives, codes, months, states, 52)
    moves = Moves.empty(len(states.names), BANDS, 300)
    moves.add(lives, own_of(months, 120), began, months, states, BANDS, (1, 0))
    here = lives.followed[:, : months.at]
    assert moves.moved[0, 0].sum() == here.sum()
    inside = here & (lives.state[:, : months.at] == states.programme)
    assert moves.moved[0, 0, states.programme].sum() == inside.sum()
    assert moves.stock[0].sum() == lives.followed[:, months.at].sum()
    stock = moves.stock[:, states.programme].sum(axis=1)
    assert stock[0] == (lives.state[:, months.at] == states.programme).sum()
    assert abs(stock[1:].mean() - stock[0]) < 4 * np.sqrt(stock[0] / 300)
    assert stock[1:].var() == pytest.approx(stock[0], rel=0.4)
    table = boot_table(moves, states, BANDS)
    own = table[(table["draw"] == 0) & (table["kind"] == "move") & (table["scope"] == "own")]
    assert own["n"].sum() == here.sum()
    refunds = refund_table(moves, states, BANDS)
    assert refunds.groupby(["scope", "state", "band"])["share"].sum().round(9).eq(1).all()


def test_counts_of_buckets_add_up_and_each_draws_its_own(world):
    states, _, months = world
    rows = [weeks((JAF, (2017, k), (2018, 20 + k))) for k in range(1, 31)]
    whole, first, again = (Moves.empty(len(states.names), BANDS, 50) for _ in range(3))
    for moves, parts in ((whole, [rows]), (first, [rows[:12], rows[12:]]), (again, [rows])):
        for bucket, part in enumerate(parts):
            codes, _, lives = lives_of(world, *part)
            began = counts.starts(lives, codes, months, states, 52)
            moves.add(lives, own_of(months, len(part)), began, months, states, BANDS, (1, bucket))
    assert (whole.moved[0] == first.moved[0]).all()
    assert (whole.refund == first.refund).all()
    assert (whole.moved == again.moved).all()
    assert not (whole.moved == first.moved).all()


def test_the_municipality_is_no_part_of_its_comparison():
    units = Units(own=766, cluster=(530,), region=(615, 766))
    flags = unit_flags(np.array([[766, 615, 530, 0]]), units)
    assert flags["own"].tolist() == [[True, False, False, False]]
    assert flags["region"].tolist() == [[False, True, False, False]]
    assert flags["national"].tolist() == [[False, True, True, False]]


def test_a_year_without_residence_takes_the_nearest(world):
    _, _, months = world
    persons = pd.DataFrame({"kom_2017": [766], "kom_2018": [615]})
    found = residence(persons, months)[0]
    assert found[0] == 766
    assert found[-1] == 615


GOOD = "state,order,label_da,label_en,families\n"


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("a,1,A,A,jobafklaring\njob,x,J,J,\nother,3,O,O,\ngone,4,G,G,doed\n", "row 3"),
        ("a,1,A,A,jobafklaring\njob,2,J,J,dagpenge\nother,3,O,O,\ngone,4,G,G,doed\n", "row 3"),
        ("a,1,A,,jobafklaring\njob,2,J,J,\nother,3,O,O,\ngone,4,G,G,doed\n", "row 2"),
        ("a,1,A,A,jobafklaring\na,2,B,B,dagpenge\njob,2,J,J,\nother,3,O,O,\n", "a stands twice"),
        ("a,1,A,A,jobafklaring\njob,2,J,J,\nother,3,O,O,\n", "lacks the state gone"),
    ],
)
def test_a_list_of_states_that_is_wrong_is_refused(tmp_path, rows, told):
    path = tmp_path / "states.csv"
    path.write_text(GOOD + rows, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        read_flow_states(path)
    assert told in str(refused.value)


def test_no_month_is_followed_whose_ends_are_not_all_known():
    # The last week read is 51: four weeks after the last one of November nothing is known.
    for until in ("2019-12-15", "2019-11-30", "2019-10-31"):
        assert months_of(SPAN, "2018-09-01", until, 24, 4).names[-1] == "2019-10"
    longer = range(SPAN.start, SPAN.stop + 1)
    assert months_of(longer, "2018-09-01", "2019-12-15", 24, 4).names[-1] == "2019-11"
    assert months_of(longer, "2018-09-01", "2019-10-15", 24, 4).names[-1] == "2019-10"
    assert months_of(SPAN, "2019-12-01", "2019-12-15", 24, 4).names[-1] == "2019-12"


def test_every_end_of_the_last_month_is_counted(world):
    states, _, months = world
    last = [(2019, week) for week in range(40, 44)]
    rows = [weeks((JAF, (2018, 40), end), (FLEX, (2019, end[1] + 1), (2019, 51))) for end in last]
    codes, paid, lives = lives_of(world, *rows)
    found = counts.ends(lives, codes, paid, months, states, (4, 4, "job"))
    assert found["month"].eq(months.last).all()
    assert found["destination"].tolist() == ["flexjob"] * len(last)
