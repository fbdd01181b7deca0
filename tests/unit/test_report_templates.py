"""Entries of the catalogue that are told of each theme, also of one that nobody thought of."""

import pytest

from effektspor.artefacts import Artefact
from effektspor.errors import ReportError
from effektspor.report.findings import Finding, tell
from effektspor.report.templates import keys_of, written_out

TEXT = {"da": "Motivation", "en": "Motivation"}
ABSENT = {
    "default": Finding(rule="absent", withheld="Skjult.", not_evaluated="Ikke vurderet."),
    "absent": Finding(rule="absent", withheld="skjult", not_evaluated="ikke vurderet"),
}


def made(key, value=1.0, title="Motivation"):
    return Artefact(
        id=key, kind="number", title={"da": title, "en": title}, population=TEXT, n={"items": 1},
        definition=TEXT, unit="count", source=TEXT, extract_date="2011", method=TEXT,
        uncertainty=TEXT, value=value, data_hash="0" * 64, disclosure="aggregate",
        basis="register", prespecified=True, synthetic=False,
    )  # fmt: skip


RUN = {
    key: made(key, value, title)
    for key, value, title in (
        ("themes.motivation.n_reports", 4, "Motivation"),
        ("themes.motivation.disagreement", 1, "Motivation"),
        ("themes.nyt.n_reports", 1, "Et nyt tema"),
        ("themes.total", 2, "Alle"),
    )
}


def test_an_entry_is_told_of_each_theme_by_its_own_numbers_and_name():
    catalogue = {
        "few": Finding(
            each="themes", rule="sign", of="themes.each.n_reports", within=1,
            up="»{themes.each.n_reports|title}«: {themes.each.n_reports|word} rapporter.",
            down="Ingen.", unclear="»{themes.each.n_reports|title}«: én rapport.",
        ),
        "split": Finding(each="themes", needs="themes.each.disagreement", text="De er uenige."),
        "plain": Finding(text="Uden tema."),
    }  # fmt: skip
    assert tell(written_out(catalogue, RUN) | ABSENT, RUN) == {
        "few.motivation": "»Motivation«: fire rapporter.",
        "few.nyt": "»Et nyt tema«: én rapport.",
        "split.motivation": "De er uenige.",
        "plain": "Uden tema.",
    }


def test_only_ids_with_a_key_and_a_quantity_are_of_a_thing():
    assert keys_of("themes", RUN) == ["motivation", "nyt"]
    assert keys_of("theme", RUN) == []


def test_the_word_each_is_replaced_as_a_whole_part_only():
    finding = Finding(each="themes", text="{themes.each.reached|word} each {x.each_other|word}")
    text = written_out({"a": finding}, {"themes.k.n": made("themes.k.n")})["a.k"].text
    assert text == "{themes.k.reached|word} each {x.each_other|word}"


def test_a_number_that_a_theme_lacks_stops_the_report():
    with pytest.raises(ReportError, match=r"themes\.nyt\.missing"):
        tell(written_out({"a": Finding(each="themes", text="{themes.each.missing|word}")},
                         {"themes.nyt.n": made("themes.nyt.n")}) | ABSENT, RUN)  # fmt: skip
