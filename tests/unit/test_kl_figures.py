"""The command that draws KL's figures of answers, and which answers it draws."""

import re

import pandas as pd
import pytest
import yaml
from brf_tables import ROOT
from jobcentre_answers import (
    CLASSES,
    CODES,
    SCALES,
    SUMS,
    book,
    contrasts,
    everything,
    printed_shares,
    survey,
)

from effektspor.artefacts import write_artefacts
from effektspor.cli import main
from effektspor.codebook import read_municipalities
from effektspor.errors import ReportError
from effektspor.evaluations.jobcentres import change, response, shares
from effektspor.evaluations.jobcentres.classes import read_classes
from effektspor.evaluations.jobcentres.printed import published
from effektspor.evaluations.jobcentres.sums import read_sums
from effektspor.evaluations.kl2016 import jobcentres
from effektspor.evaluations.kl2016.making import Study
from effektspor.evaluations.plan import Plan, PlannedResult
from effektspor.evaluations.result_tables import Tables
from effektspor.report.kl2016 import survey_charts
from effektspor.report.kl2016.partials import FIGURES
from effektspor.surveys.scales import read_scales

WORDS = ROOT / "reports/kl2016/words.da.yml"
TEXTS = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
PLAN = Plan(study="kl2016", results=(PlannedResult(id="jobcentres.coop_*", question="How?"),))


@pytest.fixture(scope="module")
def table():
    held, sums = survey(everything()), read_sums(SUMS, [book("main"), book("before")])
    own = shares.jobcentre_shares(
        held, sums, "main", 0.95, read_classes(CLASSES, read_scales(SCALES))
    )
    return own.assign(published=published(own, held.name, sums, printed_shares()))


def drawn(table, folder, *, synthetic=True, without=()):
    study = Study(
        "2016-01-01", synthetic=synthetic, plan=PLAN,
        collected={"jobcentres": "2016-03", "jobcentres_before": "2015-03"},
    )  # fmt: skip
    replies = response.jobcentre_response(survey(everything()), read_municipalities(CODES), "main")
    tables = {"jobcentres": table, "jobcentre_response": replies}
    tables["jobcentre_contrasts"] = contrasts(survey(everything()))
    made = jobcentres.artefacts(Tables(tables, "0" * 64), study)
    write_artefacts(folder / "own.json", [a for a in made if a.id not in without])
    table.to_csv(folder / "jobcentres.csv", index=False)
    return main([
        "kl-figures", "--group", "jobcentres", "--artefacts", str(folder / "own.json"),
        "--data", str(folder), "--words", str(WORDS), "--out", str(folder / "out"),
    ])  # fmt: skip


def test_each_figure_of_answers_is_drawn_and_synthetic_ones_say_so(table, tmp_path):
    assert drawn(table, tmp_path) == 0
    wanted = {*survey_charts.STACKS, *survey_charts.QUESTIONS}
    found = {path.name for path in (tmp_path / "out").iterdir()}
    assert found == {f"{name}.syntetisk.svg" for name in wanted}
    assert wanted == {name for name, parts in FIGURES.items() if parts[2] == "survey_n"}


def test_figures_of_real_answers_have_other_names_and_equal_bytes_each_time(table, tmp_path):
    files = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        assert drawn(table, tmp_path / name, synthetic=False) == 0
        files.append({p.name: p.read_bytes() for p in (tmp_path / name / "out").iterdir()})
    assert files[0] == files[1]
    assert not any("syntetisk" in name for name in files[0])


def test_a_figure_without_its_artefact_is_an_error(table, tmp_path, capsys):
    assert drawn(table, tmp_path, without=("figure.sectors",)) != 0
    assert "figure.sectors" in capsys.readouterr().err


def test_each_question_of_a_stack_has_all_answers_from_the_last_to_the_first(table):
    for figure, stack in survey_charts.STACKS.items():
        answers, chosen = survey_charts.stack(table, figure, TEXTS)
        assert list(chosen["item"]) == list(stack.chosen)
        for item, own in answers.groupby("item", sort=False):
            assert own["order"].is_monotonic_decreasing
            assert len(own) == len(stack.fills), item
            assert own["share"].sum() == pytest.approx(1)


def test_what_stands_beside_a_stack_is_the_sum_of_its_first_answers(table):
    for figure in survey_charts.STACKS:
        answers, chosen = survey_charts.stack(table, figure, TEXTS)
        for line in chosen.to_dict("records"):
            running = answers.loc[answers["item"] == line["item"], "n"].cumsum()
            assert line["n"] in set(running), line["item"]


def test_each_figure_of_one_question_draws_the_rows_of_the_table(table):
    for figure, item in survey_charts.QUESTIONS.items():
        own = survey_charts.question(table, figure)
        wanted = table[(table["item"] == item) & (table["year"] == "main")]
        assert list(own["answer"]) == list(wanted.sort_values("order")["answer"])
        pd.testing.assert_series_equal(own["share"], wanted.sort_values("order")["share"])
        assert not own["label"].str.contains(r"\d-\d").any()


def test_a_question_that_the_survey_does_not_have_is_named(table):
    with pytest.raises(ReportError, match="sectors"):
        survey_charts.question(table[table["item"] != "sectors"], "fig-sectors")


def test_changes_have_short_names():
    held = {
        year: survey(everything(seed, year=year), year)
        for seed, year in ((1, "main"), (2, "before"))
    }
    sums = read_sums(SUMS, [book("main"), book("before")])
    own = change.jobcentre_change(held["before"], held["main"], sums, 0.95)
    named = survey_charts.changes(own, TEXTS)
    first = named.loc[named["item"] == "challenge_motivation", "item_label"].iloc[0]
    assert first == "Udfordring: Borgernes motivation"
    assert not named["item_label"].str.contains(re.escape("?")).any()
    unnamed = survey_charts.changes(own, {})
    assert list(unnamed["item_label"]) == list(named["item_da"])
