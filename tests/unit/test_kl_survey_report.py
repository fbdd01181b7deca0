"""What KL's report says of the answers: rows as the scale goes, pairs, and claims that may be undecided."""

from types import SimpleNamespace

import pytest
import yaml
from jobcentre_answers import NUMBERS, ROOT, SUMS, book, contrasts, one_item, survey

from effektspor.evaluations.jobcentres.change import jobcentre_change
from effektspor.evaluations.jobcentres.shares import jobcentre_shares
from effektspor.evaluations.jobcentres.sums import read_sums
from effektspor.evaluations.kl2016 import answer_words, change, dates
from effektspor.evaluations.kl2016.answer_counts import contrast_artefacts
from effektspor.evaluations.kl2016.making import Maker, Study
from effektspor.evaluations.plan import Plan, PlannedResult
from effektspor.evaluations.result_tables import Tables
from effektspor.report.findings import read_catalogues, tell
from effektspor.report.kl2016 import answers

REPORT = ROOT / "reports" / "kl2016"
WORDS = yaml.safe_load((REPORT / "words.da.yml").read_text(encoding="utf-8"))
CATALOGUE = read_catalogues(REPORT, "da")
BESIDE = {name: CATALOGUE[name] for name in ("default", "absent")}
SUM = read_sums(SUMS, [book("main"), book("before")])
PRINTED = ("within_2y", "later", "dont_know", "fair")
PLAN = Plan(study="kl2016", results=(PlannedResult(id="jobcentres.*", question="How?"),))
DATES = {"extract_date": "2016-01-01", "synthetic": True, "plan": PLAN}


def study(**changed):
    collected = {"jobcentres": "2016-03", "jobcentres_before": "2015-03"}
    return Study(**{**DATES, "collected": collected, **changed})


@pytest.mark.parametrize(
    ("item", "value", "wanted"),
    [
        ("progression_time", 3, ["Inden for et år", "Efter et år", "Senere end to år", "Ved ikke"]),
        ("coop_health", 3, ["Godt eller", "Nogenlunde", "Dårligt eller"]),
    ],
)
def test_rows_stand_in_the_order_of_the_scale(item, value, wanted):
    table = jobcentre_shares(one_item(item, [1, 2, value, 4, "dont_know"]), SUM, "main", 0.95)
    lines = table[table["item"] == item].to_dict("records")
    for line in lines:
        line["published"] = 0.2 if line["answer"] in PRINTED else float("nan")
    found = [row.head for row in answers._answers(SimpleNamespace(words=WORDS), lines)]
    places = [next(at for at, head in enumerate(found) if head.startswith(each)) for each in wanted]
    assert places in (sorted(places), sorted(places, reverse=True)), found


def test_the_table_of_changes_has_the_interval_of_the_pairs():
    before = survey({n: {"challenge_motivation": 5} for n in NUMBERS[:30]}, "before")
    now = survey({n: {"challenge_motivation": 1} for n in NUMBERS[10:60]})
    line = jobcentre_change(before, now, SUM, 0.95).iloc[0].to_dict()
    assert answers._span(line, "paired") in answers._changed(line)
    assert answers._span(line, "paired") != answers._span(line, "ci")


def said(name, held):
    maker = Maker(study(), "0" * 64, registers=False, surveys=["jobcentres"])
    found = {a.id: a for a in contrast_artefacts(maker, contrasts(held))}
    alone = CATALOGUE[name].model_copy(update={"needs": None})
    return tell({name: alone, **BESIDE}, found)[name]


@pytest.mark.parametrize(
    ("name", "item", "more", "less"),
    [
        ("fig_companies_headline", "companies_barrier", 4, 2),
        ("fig_motivation_change_headline", "motivation_change", 4, 2),
        ("fig_motivation_time_headline", "motivation_time", 2, 3),
    ],
)
def test_one_answer_more_does_not_make_a_headline(name, item, more, less):
    close = said(name, one_item(item, [more] * 20 + [less] * 19))
    assert "kan ikke afgøres" in close
    assert said(name, one_item(item, [less] * 20 + [more] * 19)) == close
    clear = [
        said(name, one_item(item, [a] * 40 + [b] * 5)) for a, b in ((more, less), (less, more))
    ]
    assert clear[0] != clear[1]
    assert not [text for text in clear if "afgøres" in text]


def test_changes_beyond_doubt_are_those_of_the_interval_that_knows_the_overlap():
    before = survey(
        {n: {"challenge_laws": 5 if n in NUMBERS[:24] else 1} for n in NUMBERS[:60]}, "before"
    )
    now = survey({n: {"challenge_laws": 5 if n in NUMBERS[:31] else 1} for n in NUMBERS[:60]})
    frame = jobcentre_change(before, now, SUM, 0.95)
    found = {
        a.id: a for a in change.artefacts(Tables({"jobcentre_change": frame}, "0" * 64), study())
    }
    assert found["change.sure"].value == 1
    assert "begge gange" in found["change.sure"].uncertainty.da


def of_year(**changed):
    made = {a.id: a for a in dates.artefacts(Tables({}, "0" * 64), study(**changed))}
    return tell({"replication_year": CATALOGUE["replication_year"], **BESIDE}, made)[
        "replication_year"
    ]


def test_a_study_of_another_year_says_that_its_numbers_are_not_compared():
    assert "holdes op mod hinanden" in of_year()
    other = of_year(as_of="2018-01-01", survey_year=2018, before_year=2017)
    assert "2018" in other
    assert "ikke holdt op mod" in other
    assert "KL 2016" in other
    document = (REPORT / "kl2016.qmd").read_text(encoding="utf-8")
    assert "finding.replication_year" in document


def test_what_bounds_and_narrow_intervals_take_for_granted_of_dont_know_is_said():
    for text in (answer_words.BOUNDS.da, answer_words.FINITE.da, CATALOGUE["survey_bounds"].text):
        assert "»ved ikke«" in text
    assert "skøn" not in CATALOGUE["progression_tools"].text
