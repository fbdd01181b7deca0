"""The report on a business case: whole, without own numbers, right for results of either sign."""

import re
from datetime import date

import pytest
from case_report import PLAN, REPORT, ROOT, artefacts_of, draw, made, published, words

from effektspor.evaluations.plan import read_plan
from effektspor.report.findings import read_catalogues, tell
from effektspor.report.hedensted2019 import items
from effektspor.report.hedensted2019.partials import FIGURES, PARTS, TABLES
from effektspor.report.templates import written_out
from effektspor.report.variables import Provenance, document

CATALOGUE = read_catalogues(REPORT, "da")
TEXTS = {path.name: path.read_text(encoding="utf-8") for path in REPORT.glob("*.qmd")}
WORDS = words()
NPV = "economics.all.municipality.npv"


def whole(folder):
    provenance = Provenance("1", "0" * 64, "0" * 64, date(2026, 11, 22))
    return document(
        PARTS, REPORT, ROOT / "reports" / "shared", "da", artefacts_of(folder), [folder],
        provenance, read_plan(PLAN).deviations,
    )  # fmt: skip


def told(folder, **changed):
    """Sentences where some numbers are others: id with ``__`` for points to value, low and high."""
    found = artefacts_of(folder)
    for name, (value, low, high) in changed.items():
        key = name.replace("__", ".")
        found[key] = found[key].model_copy(
            update={"value": value, "ci_low": low, "ci_high": high}
        )  # fmt: skip
    return tell(written_out(CATALOGUE, found), found)


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    return made(tmp_path_factory.mktemp("synthetic"))


@pytest.fixture(scope="module")
def content(run):
    return whole(run)


def test_every_partial_that_the_document_takes_in_is_built_and_none_in_vain(content):
    taken = set(re.findall(r"include _partials/(\S+)\.md", "".join(TEXTS.values())))
    assert taken == set(content.partials)
    assert set(TABLES) | set(FIGURES) <= taken
    includes = set(re.findall(r"include (_\w+\.qmd)", "".join(TEXTS.values())))
    assert includes == {name for name in TEXTS if name.startswith("_")}


def test_every_figure_and_table_is_referred_to_and_every_finding_is_said(content):
    text = "".join(TEXTS.values())
    for name in (*TABLES, *FIGURES, "tbl-items-results", "tbl-items-document"):
        assert f"[@{name}]" in text, name
    said = set(re.findall(r"var finding\.(\w+)", text))
    for name in said:
        assert name in content.variables["finding"], name


@pytest.mark.parametrize(
    ("ends", "word"),
    [((2e6, 1e6, 3e6), "vinder kommunen"), ((-2e6, -3e6, -1e6), "taber kommunen"),
     ((1e6, -1e6, 3e6), "ikke afgjort")],
)  # fmt: skip
def test_a_gain_is_said_only_where_the_interval_lies_above_nought(run, ends, word):
    sentences = told(run, **{NPV.replace(".", "__"): ends})
    assert word in sentences["box_money"]
    assert word in sentences["money_npv"] or word == "taber kommunen"
    others = {"vinder kommunen", "taber kommunen", "ikke afgjort"} - {word}
    assert not any(other in sentences["box_money"] for other in others)


def test_the_effect_at_which_the_result_is_nought_is_told_on_both_sides_of_the_targets(run):
    key = "economics__all__municipality__break_even"
    assert "62" in told(run)["even_text"]
    assert "under nul" in told(run, **{key: (1.3, 1.2, 1.4)})["even_text"]


def test_a_real_run_says_nothing_of_invented_citizens(tmp_path):
    text = " ".join(whole(made(tmp_path, synthetic=False)).variables["finding"].values())
    assert "syntetisk" not in text.lower()
    assert "opdigtet" not in text.lower()


def test_amounts_are_whole_thousands(content):
    amounts = re.findall(r"([\d.]+)\u00a0kr\.", content.variables["finding"]["box_parties"])
    assert amounts
    assert all(each.endswith(".000") or each == "0" for each in amounts)


def test_no_own_result_stands_beside_the_name_of_the_municipality(content):
    for name, sentence in content.variables["finding"].items():
        for part in re.split(r"(?<=[.;:)]) ", sentence):
            if "Hedensted Kommune" in part:
                assert "syntetisk" not in part, name
    own = [each for each in content.partials.values() if "tbl-results" in each]
    assert "Hedensted" not in "".join(own)


def test_each_printed_figure_stands_in_one_table_once(content):
    text = "".join(content.partials[name] for name in ("tbl-items-results", "tbl-items-document"))
    for item in published()["item_id"]:
        label = WORDS[f"item_{item}"]
        assert text.count(f">{label}<") == 1, item
    assert set(items.RESULTS) | set(items.FACTS) == {
        key.removeprefix("chapter_") for key in WORDS if key.startswith("chapter_")
    }


def test_an_assumed_price_is_told_as_such(content):
    rows = content.partials["tbl-parameters"].split("<tr")
    wage = next(row for row in rows if "Løn i ordinært job" in row)
    refund = next(row for row in rows if "Statens refusion, første trin" in row)
    assert "Antaget" in wage
    assert "Antaget" not in refund


def test_follow_up_without_a_status_has_no_value_and_a_word(content):
    row = next(r for r in content.partials["tbl-followup"].split("<tr") if "Uden tilbud" in r)
    assert "ikke oplyst" in row
    assert "–" in row


@pytest.mark.parametrize(
    ("group", "names"),
    [
        ("benchmark", ["fig-benchmark"]), ("flows", ["fig-durations"]),
        ("model", ["fig-states", "fig-stock", "fig-transitions"]), ("economics", ["fig-net"]),
        ("sensitivity", ["fig-break-even", "fig-probability", "fig-tornado"]),
        ("targets", ["fig-targets"]), ("followup", ["fig-followup"]),
    ],
)  # fmt: skip
def test_each_group_draws_its_figures_and_marks_them(run, tmp_path, group, names):
    for name in ("all.json", *(path.name for path in run.glob("*.csv"))):
        (tmp_path / name).write_bytes((run / name).read_bytes())
    assert draw(tmp_path, group) == [f"{name}.syntetisk.svg" for name in names]


def test_headlines_are_short(content):
    for name, text in content.variables["finding"].items():
        if name.endswith("_headline"):
            assert len(text.split()) <= 11, (name, text)
