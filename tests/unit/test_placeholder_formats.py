"""Dates and lengths of periods that stand as numbers, written for a Danish reader."""

import pytest

from effektspor.artefacts import Artefact
from effektspor.errors import ReportError
from effektspor.report.formats import write

TEXT = {"da": "Tekst.", "en": "Text."}
NUMBER = {
    "id": "a.day", "kind": "number", "title": TEXT, "population": TEXT, "n": {"items": 1},
    "definition": TEXT, "unit": "mixed", "source": TEXT, "extract_date": "2016",
    "method": TEXT, "uncertainty": TEXT, "data_hash": "0" * 64, "disclosure": "aggregate",
    "basis": "document", "prespecified": True, "synthetic": False,
}  # fmt: skip


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (20160101, "date", "1. januar 2016"),
        (20171231.0, "date", "31. december 2017"),
        (201603, "month", "marts 2016"),
        (2016, "year", "2016"),
    ],
)
def test_dates_are_written_in_full(value, form, text):
    assert write(Artefact(**NUMBER, value=value), form, "x") == text


@pytest.mark.parametrize(
    ("value", "form"), [(20161301, "date"), (2016011, "date"), (201600, "month"), (0.5, "date")]
)
def test_what_is_no_date_is_refused(value, form):
    with pytest.raises(ReportError, match=f"no {form}"):
        write(Artefact(**NUMBER, value=value), form, "x")


def test_the_ends_of_a_share_stand_without_a_level():
    share = {**NUMBER, "unit": "share", "value": 0.51, "ci_low": 0.37, "ci_high": 0.65}
    assert write(Artefact(**share), "span0", "x") == "37–65\u00a0pct."
    with pytest.raises(ReportError, match="no interval"):
        write(Artefact(**{**share, "ci_low": None, "ci_high": None}), "span0", "x")


@pytest.mark.parametrize(
    ("months", "one", "several"),
    [(1, "måned", "måneder"), (3, "kvartal", "kvartaler"), (12, "år", "år")],
)
def test_periods_are_named_by_their_length(months, one, several):
    period = Artefact(**NUMBER, value=months)
    assert (write(period, "period", "x"), write(period, "periods", "x")) == (one, several)


def test_months_that_are_no_period_stop():
    with pytest.raises(ReportError, match="no period"):
        write(Artefact(**NUMBER, value=2), "period", "x")


def test_a_noun_follows_its_number():
    one, many = (Artefact(**NUMBER, value=value) for value in (1, 2))
    assert write(one, "noun.række.rækker", "x") == "række"
    assert write(many, "noun.række.rækker", "x") == "rækker"
    with pytest.raises(ReportError, match="unknown"):
        write(many, "noun.række", "x")


def test_money_is_rounded_to_a_thousand_and_only_money_is():
    sum_ = {**NUMBER, "unit": "dkk", "value": -1_234_500.0, "ci_low": -2_000_499, "ci_high": 499.0}
    assert write(Artefact(**sum_), "kr", "x") == "−1.235.000\u00a0kr."
    assert write(Artefact(**sum_), "krabs", "x") == "1.235.000\u00a0kr."
    assert write(Artefact(**sum_), "ci_kr", "x", 90) == (
        "90\u00a0pct.-KI: −2.000.000 til 0\u00a0kr."
    )
    with pytest.raises(ReportError, match="not fit"):
        write(Artefact(**{**sum_, "unit": "persons"}), "kr", "x")
