"""What the words around a printed figure allow."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from effektspor.qualifier import Qualifier, covers, parse_qualifier


@pytest.mark.parametrize(
    ("text", "kind", "direction"),
    [
        ("exact", "exact", "about"),
        ("exact (kun)", "exact", "about"),
        ('target; printed "pct."', "target", "about"),
        ("approx: knap", "approx", "below"),
        ("approx: words (knapt halvdelen)", "approx", "below"),
        ("approx: words (næsten halvdelen)", "approx", "below"),
        ("approx: godt (ned til; a fall)", "approx", "above"),
        ("approx: lidt over 1/3", "approx", "above"),
        ("approx: ca.", "approx", "about"),
        ("bound: <0.001", "bound", "below"),
        ("bound: under (overvejende)", "bound", "below"),
        ("bound: at most (højst)", "bound", "below"),
        ("bound: over (størstedelen)", "bound", "above"),
        ("bound: minimum (in words)", "bound", "above"),
        ("bound: helt op til", "bound", "peak"),
    ],
)
def test_words_of_the_published_tables(text, kind, direction):
    assert parse_qualifier(text) == Qualifier(kind, direction)


def test_text_without_a_kind_is_not_understood():
    assert parse_qualifier("roughly") is None


@pytest.mark.parametrize(
    ("published", "decimals", "text", "covered", "outside"),
    [
        (21, 0, "exact", [20.5, 21.4999, 21.5], [20.49, 21.51]),
        (18.6, 1, "exact", [18.55, 18.65], [18.54, 18.66]),
        (1, 0, "approx: knap", [0.7, 0.5], [0.49, 1.51]),
        (1, 0, "approx: godt", [1.1, 1.5], [0.49, 1.51]),
        (30, 0, "approx: godt", [30, 32.9], [29.4, 33.1]),
        (40, 0, "approx: knap", [36.1, 40], [35.9, 40.6]),
        (25, 0, "approx: omkring", [22.6, 27.4], [22.4, 27.6]),
        (0.001, 3, "bound: <0.001", [0, 0.001], [0.0011]),
        (10, 0, "bound: over", [10, 99], [9.9]),
        (27, 0, "bound: op til", [26.5, 27.5], [2.0, 28.0]),
    ],
)
def test_rounding_rule(published, decimals, text, covered, outside):
    qualifier = parse_qualifier(text)
    for own in covered:
        assert covers(published, decimals, qualifier.kind, qualifier.direction, own), own
    for own in outside:
        assert not covers(published, decimals, qualifier.kind, qualifier.direction, own), own


@given(own=st.floats(-1e4, 1e4), decimals=st.integers(0, 3))
def test_a_value_printed_to_its_rounding_is_covered(own, decimals):
    assert covers(round(own, decimals), decimals, "exact", "about", own)
