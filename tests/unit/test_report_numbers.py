"""Numbers as Danish readers expect them, and the search for those that are not."""

import datetime
import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from effektspor.report import danish
from effektspor.report.danish import NumberStyle
from effektspor.report.numberlint import lint_danish

N, M = danish.NBSP, danish.MINUS
ENGLISH = NumberStyle(
    "en_GB",
    ".",
    ",",
    "to",
    "per cent",
    "percentage points",
    "percentage point",
    "CI",
    "DKK",
    "week",
)


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (1302, 0, "1.302"),
        (1234567.25, 1, "1.234.567,3"),
        (0.25, 1, "0,3"),  # half up, where Python and Babel round to even
        (2.45, 1, "2,5"),
        (-0.04, 1, "0,0"),
        (-0.05, 1, f"{M}0,1"),
        (-1234.5, 0, f"{M}1.235"),
        (None, 1, "–"),
        (math.nan, 1, "–"),
    ],
)
def test_number(value, decimals, text):
    assert danish.number(value, decimals) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "nul"),
        (1.0, "én"),
        (12, "tolv"),
        (13, "13"),
        (1234, "1.234"),
        (2.5, "2,5"),
        (-1, f"{M}1"),
    ],
)
def test_small_whole_numbers_are_words(value, text):
    assert danish.in_words(value) == text


def test_ranges_of_a_label_get_a_dash_and_other_hyphens_stay():
    assert danish.with_dashes("30-39 år, 2-årig, 2017-11-02") == "30–39 år, 2-årig, 2017-11-02"


def test_shares_round_as_decimals_not_as_floats():
    assert danish.percent(0.145) == f"15{N}pct."  # 0.145 * 100 is 14.499999999999998
    assert danish.percent(0.285) == f"29{N}pct."


def test_points_are_not_per_cent():
    assert danish.percentage_points(0.098) == f"9,8{N}procentpoint"
    assert danish.percent(0.554, 1) == f"55,4{N}pct."
    assert danish.percent(None) == "–"


def test_signed():
    assert danish.signed(4.1, 1) == "+4,1"
    assert danish.signed(-4.1, 1) == f"{M}4,1"
    assert danish.signed(0.04, 1) == "0,0"
    assert danish.signed(None) == "–"


def test_span_takes_a_word_where_an_end_is_negative():
    assert danish.span(14, 21, "pct.") == f"14–21{N}pct."
    assert danish.span(-1.2, 2.4, "procentpoint", 1) == f"{M}1,2 til 2,4{N}procentpoint"
    assert danish.span(-0.04, 2, decimals=1) == "0,0–2,0"  # rounds to zero, so not negative
    assert danish.span(None, 2) == "–"
    assert danish.confidence_interval(0.5, 2.6) == f"95{N}pct.-KI: 0,5 til 2,6"


@pytest.mark.parametrize(
    ("p", "text"),
    [
        (0.0004, f"p{N}<{N}0,001"),
        (0.0, f"p{N}<{N}0,001"),
        (0.0312, f"p{N}={N}0,031"),
        (0.9996, f"p{N}>{N}0,999"),
        (None, f"p{N}={N}–"),
    ],
)
def test_p_value_is_never_zero_nor_one(p, text):
    assert danish.p_value(p) == text


@pytest.mark.parametrize("p", [-0.01, 1.2])
def test_no_p_value_outside_its_range(p):
    with pytest.raises(ValueError, match="between 0 and 1"):
        danish.p_value(p)


def test_dates_weeks_money():
    assert danish.long_date(datetime.date(2026, 11, 22)) == "22. november 2026"
    assert danish.iso_week(2026, 47) == f"uge{N}47, 2026"
    assert danish.kroner(1302) == f"1.302{N}kr."


def test_language_is_a_parameter():
    assert danish.number(-1302.25, 1, ENGLISH) == f"{M}1,302.3"
    assert danish.percentage_points(0.098, style=ENGLISH) == f"9.8{N}percentage points"
    assert danish.long_date(datetime.date(2026, 11, 22), ENGLISH) == "22 November 2026"


def read(text):
    """The value that a Danish reader takes from a written number."""
    plain = text.replace(".", "").replace(",", ".").replace(M, "-")
    return Decimal(plain)


@given(st.floats(-1e9, 1e9), st.integers(0, 3))
def test_reader_finds_the_value_rounded_half_up(value, decimals):
    text = danish.number(value, decimals)
    exact, step = Decimal(str(value)), Decimal(1).scaleb(-decimals)
    assert abs(read(text) - exact) <= step / 2
    if abs(read(text) - exact) == step / 2:
        assert abs(read(text)) > abs(exact)  # a half goes away from zero
    assert text.startswith(M) == (read(text) < 0)  # and nothing is minus zero
    sign = "+" if read(text) > 0 else ""
    assert danish.signed(value, decimals) == sign + text


@given(st.decimals(-999, 999, places=3))
def test_halves_go_away_from_zero(value):
    half = value + Decimal("0.0005").copy_sign(value)
    assert read(danish.number(half, 3)) == half + Decimal("0.0005").copy_sign(half)


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.integers(0, 3))
def test_reader_finds_both_ends_of_an_interval(low, high, decimals):
    _, ends = danish.confidence_interval(low, high, decimals).split(": ")
    assert ends.split(" til ") == [danish.number(x, decimals) for x in (low, high)]
    span = danish.span(low, high, decimals=decimals)
    assert ("–" in span) == (M not in span)


@given(st.floats(-1e9, 1e9), st.integers(0, 3))
def test_what_is_written_passes_the_search(value, decimals):
    assert not list(lint_danish(f"Antallet er {danish.number(value, decimals)} i alt."))


@given(st.floats(-1, 1), st.floats(-1, 1))
def test_ranges_and_intervals_pass_the_search(low, high):
    text = f"{danish.span(low, high, 'pct.', 1)}; {danish.confidence_interval(low, high)}"
    assert not list(lint_danish(text))


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("steg med 4.1 point", "decimal point"),
        ("p = 0.031", "decimal point"),
        ("1,302,000 kr", "comma between thousands"),
        ("i alt 22578 borgere", "no point between thousands"),
        ("i alt 1302 borgere", "no point between thousands"),
        ("faldt til -3,2", "hyphen as minus"),
        ("mellem 14-21 pct", "hyphen in a range"),
        ("perioden 2016-2018", "hyphen in a range"),
        (f"{M}1–{M}2", "en dash before a negative number"),
        (f"ændringen er {M}0,0", "minus zero"),
        ("p = 0,000", "p value of zero"),
        ("steg 15 %", "per cent sign in prose"),
        ("15pct. af dem", "no space before the unit"),
        ("15 pct. af dem", "breaking space before the unit"),
        ("steg til 15 pct..", "two full stops"),
    ],
)
def test_search_finds(text, rule):
    assert rule in [found for found, _ in lint_danish(text)]


@pytest.mark.parametrize(
    "text",
    [
        "1.302 borgere, 22.578 i alt, 1.234.567 kr, 0,5 og 12,75",
        "i 2016, 1998 og 2018; 2017-18-kohorten og 2017-18, uge 95",
        "se afsnit 2.1.4 og figur 3.2; den 22.11.2026; 2026-11-22; 2017-W01; lov nr. 1482",
        "kode 817 eller 81x; K-7 og DB07 620100x; 14–21; −1,2 til 2,4; PDF/A-2a; e-post",
        "https://example.org/a-1.5/22578",
    ],
)
def test_search_leaves_alone(text):
    assert not list(lint_danish(text))
