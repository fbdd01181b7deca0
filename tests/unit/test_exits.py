"""Tables of exits and flows: what they count, and what they withhold."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_states import LIST

from effektspor.cohort.exits import (
    exit_counts,
    exits_table,
    flow_counts,
    flows_table,
    refuse_leaks,
)
from effektspor.cohort.withhold import withhold
from effektspor.errors import EstimationError

WEEKS = (26, 52)


@st.composite
def lives(draw):
    persons = draw(st.integers(1, 40))
    states = st.sampled_from(["programme", "pension", "employment", "dead"])
    rows = []
    for start in range(persons):
        seen = draw(st.integers(0, 2))
        rows += [(start, WEEKS[i], draw(states)) for i in range(seen)]
    group = [draw(st.sampled_from(["participants", "comparison"])) for _ in range(persons)]
    cohort = pd.DataFrame({"start": range(persons), "group": group, "cohort": "2016"})
    return cohort, pd.DataFrame(rows, columns=["start", "weeks", "state"])


def of_shards(cohort, states, shards):
    parts = [cohort[cohort["start"] % shards == n] for n in range(shards)]
    own = [states[states["start"] % shards == n] for n in range(shards)]
    exits = [exit_counts(c, s) for c, s in zip(parts, own, strict=True)]
    flows = [flow_counts(c, s, WEEKS) for c, s in zip(parts, own, strict=True)]
    return exits, flows


@settings(deadline=None, max_examples=40)
@given(lives(), st.integers(1, 4))
def test_flows_lead_to_the_exits_in_any_shards(drawn, shards):
    exits, flows = of_shards(*drawn, shards)
    refuse_leaks(pd.concat(exits), pd.concat(flows))
    table = exits_table(exits, LIST, WEEKS, 1)
    assert table["n"].sum() == len(drawn[1])
    assert not table["withheld"].any()
    whole = [
        exits_table(of_shards(*drawn, 1)[0], LIST, WEEKS, 5),
        exits_table(exits, LIST, WEEKS, 5),
    ]
    pd.testing.assert_frame_equal(*whole)
    ways = [flows_table(of_shards(*drawn, 1)[1], LIST, 5), flows_table(flows, LIST, 5)]
    pd.testing.assert_frame_equal(*ways)
    exact = flows_table(flows, LIST, 1)
    assert exact["n"].sum() == len(drawn[1])
    assert (exact.loc[exact["from_weeks"] == 0, "from_state"] == "programme").all()


def test_a_way_too_many_is_refused():
    cohort = pd.DataFrame({"start": [1, 2], "group": "participants", "cohort": "2016"})
    states = pd.DataFrame({"start": [1, 2], "weeks": 26, "state": ["dead", "pension"]})
    exits, flows = of_shards(cohort, states, 1)
    wrong = flows[0].assign(n=flows[0]["n"] + 1)
    with pytest.raises(EstimationError, match="do not add up"):
        refuse_leaks(exits[0], wrong)


def test_ways_of_few_are_withheld_and_others_rounded():
    flows = pd.DataFrame(
        {
            "group": "participants", "cohort": "2016", "from_weeks": 0, "from_state": "programme",
            "to_weeks": 26, "to_state": ["programme", "pension", "dead"], "n": [118, 7, 1],
        }
    )  # fmt: skip
    table = flows_table([flows], LIST, 5)
    assert table["n"].tolist()[:2] == [120, 5]
    assert table["withheld"].tolist() == [False, False, True]
    assert table["n"].isna().tolist() == [False, False, True]
    assert (table["of"] == 126).all()


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ([90, 40, 7], [90, 40, 7]),
        ([90, 40, 3], [90, None, None]),
        ([90, 40, 3, 2], [90, 40, None, None]),
        ([90, 40, 4, 4], [90, None, None, None]),  # only 4 and 4 give 8
        ([3, 0], [None, None]),
        ([3], [None]),
        ([0, 0], [0, 0]),
    ],
)
def test_small_counts_and_their_complements_are_withheld(counts, shown):
    table = withhold(pd.DataFrame({"line": 1, "n": counts}), [["line"]], 5)
    assert [None if pd.isna(n) else n for n in table["n"]] == shown
    assert table["withheld"].tolist() == [n is None for n in shown]


@settings(deadline=None, max_examples=40)
@given(st.lists(st.integers(0, 30), min_size=1, max_size=30), st.integers(1, 10))
def test_no_line_of_a_cross_table_gives_a_small_count_away(counts, min_cell):
    frame = pd.DataFrame({"n": counts})
    frame["row"], frame["column"] = frame.index % 5, frame.index // 5
    table = withhold(frame, [["row"], ["column"]], min_cell)
    small = frame["n"].between(1, min_cell - 1)
    assert table.loc[small, "withheld"].all()
    for key in ("row", "column"):
        for _, line in table.assign(all=frame["n"]).groupby(key):
            hidden = line.loc[line["withheld"], "all"]
            assert len(hidden) != 1 or line["withheld"].all()
