"""Nobody stands behind a printed quote with fewer than the smallest cell of others."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from effektspor.surveys.quotes.clearing import clear
from effektspor.surveys.quotes.coding import CODINGS
from effektspor.surveys.quotes.pooling import pooled

CODING = CODINGS["brf2019"]
PERSON = ["respondent_type", "municipality", "source"]
ROWS = st.lists(
    st.tuples(
        st.sampled_from(CODING.types[:4]),
        st.sampled_from(["", "Køge", "Vejen", "Holbæk"]),
        st.integers(0, 9),
        st.sampled_from(["belief", "citizen"]),
    ),
    min_size=1,
    max_size=60,
)


def filed(rows):
    frame = pd.DataFrame(rows, columns=["respondent_type", "municipality", "source", "theme"])
    frame["source"] = frame["source"].astype(str)
    frame["quote"] = [f"ord {number}" for number in range(len(frame))]
    frame["made"], frame["row"] = 0, range(2, len(frame) + 2)
    return frame


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 12)), st.integers(1, 8))
def test_the_pool_is_empty_or_large_enough_or_everything(persons, min_cell):
    pool = pooled(persons, min_cell)
    assert all(persons[name] >= min_cell for name in set(persons) - pool)
    within = sum(persons[name] for name in pool)
    assert not pool or within >= min_cell or pool == set(persons)


@given(ROWS, st.integers(2, 6))
def test_every_printed_name_is_shared_by_enough(rows, min_cell):
    frame = filed(rows)
    shown, counts = clear(frame, CODING, min_cell)
    both = shown.merge(frame, on="row", suffixes=("", "_own"))
    persons = len(frame.drop_duplicates(PERSON))
    own = ["respondent_type", "municipality_own", "source"]
    for _, quotes in both.groupby("respondent"):
        assert len(quotes.drop_duplicates(own)) >= min(min_cell, persons)
    for (_, municipality), quotes in both.groupby(["respondent", "municipality"]):
        if municipality:
            assert len(quotes.drop_duplicates(own)) >= min_cell
            assert (quotes["municipality_own"] == municipality).all()
    assert counts.loc[0, "shown"] == len(shown) == len(frame)


@given(ROWS)
def test_repeated_rows_are_printed_once_and_counted(rows):
    frame = filed(rows)
    twice = pd.concat([frame, frame.assign(row=frame["row"] + 1000)])
    shown, counts = clear(twice, CODING, 3)
    pd.testing.assert_frame_equal(shown, clear(frame, CODING, 3)[0])
    assert (counts.loc[0, "read"], counts.loc[0, "merged"]) == (2 * len(frame), len(frame))


def test_a_type_of_few_takes_a_larger_one_with_it_where_the_few_could_be_told():
    """Two leaders and six consultants: to name the consultants would name the leaders too."""
    rows = [("leader", "", n, "belief") for n in range(2)]
    rows += [("consultant", "", n, "belief") for n in range(6)]
    rows += [("caseworker", "", n, "belief") for n in range(7)]
    shown, counts = clear(filed(rows), CODING, 5)
    assert shown["respondent"].value_counts().to_dict() == {"staff": 8, "caseworker": 7}
    assert counts.loc[0, "respondent_pooled"] == 8


@given(st.lists(st.tuples(st.sampled_from(["", "Køge", "Vejen"]), st.integers(0, 30)), min_size=1))
def test_comments_of_a_survey_never_name_their_municipality(rows):
    frame = filed([("job_centre", place, n, "challenge") for place, n in rows])
    shown, counts = clear(frame, CODINGS["kl2016"], 3)
    assert (shown["municipality"] == "").all()
    assert counts.loc[0, "municipality_hidden"] == sum(place != "" for place, _ in rows)
    assert len(shown) == len(frame)
