"""Progression and citizen surveys from result tables to the staged report."""

import json
import re

import pandas as pd
import pytest
import yaml
from brf_tables import PLAN, STUDY, make_artefacts, write_tables
from survey_people import book, citizens, progression
from test_figures import WORDS, _draw, _partials, _stage

from effektspor.artefacts import read_artefacts
from effektspor.cli import main
from effektspor.evaluations.brf2019.citizens import judged, robust
from effektspor.evaluations.brf2019.progression import holding
from effektspor.evaluations.citizens.options import chosen
from effektspor.evaluations.citizens.printed import read_star, with_published
from effektspor.evaluations.citizens.shares import citizen_shares
from effektspor.evaluations.citizens.strata import response
from effektspor.evaluations.progression.attrition import progression_attrition
from effektspor.evaluations.progression.change import progression_change
from effektspor.evaluations.progression.measurements import measurements
from effektspor.evaluations.progression.printed import with_published as with_printed
from effektspor.evaluations.progression.shift import progression_shift
from effektspor.published import read_published
from effektspor.report import citizen_figures, danish, style
from effektspor.report.citizen_figures import progression_figure
from effektspor.report.findings import read_catalogues, tell
from effektspor.surveys.survey import survey_of

DATA = PLAN.parents[1] / "data"
PUBLISHED = read_published(DATA / "published")
SURVEYS = ("referral", "later")


def progression_tables(gains=None):
    questions = book("progression").items
    made = progression() if gains is None else progression(gains=gains)
    rows = measurements(*made)
    items = [(q.item, q.element) for q in questions]
    change = progression_change(rows, items, 5, 0.95, 5)
    change.insert(2, "label_da", [q.wording_da for q in questions])
    return {
        "progression": with_printed(change, PUBLISHED, {q.item: q.published for q in questions}),
        "progression_shift": progression_shift(rows, [q.item for q in questions], 5, 5),
        "progression_attrition": progression_attrition(rows, 0.95, 5),
    }


def citizen_tables(names=SURVEYS, invited=900):
    star = read_star(DATA / "surveys" / "star2016.csv")
    found = {"citizens": [], "citizens_response": [], "citizens_options": []}
    for name in names:
        own = survey_of(book(name), *citizens(name, invited=invited), None)
        shares = with_published(citizen_shares(own, 0.95, 5), own.book, PUBLISHED, star)
        for key, table in zip(found, (shares, response(own, 5), chosen(own, 0.95, 5)), strict=True):
            found[key].append(table)
    return {key: pd.concat(tables, ignore_index=True) for key, tables in found.items()}


def add(folder, tables, *, synthetic=True, collected=None):
    """Artefacts of the group that the tables belong to, beside those of the other groups."""
    group = next(iter(tables))
    folder.mkdir(parents=True, exist_ok=True)
    inputs = []
    for name, table in tables.items():
        table.to_csv(folder / f"{name}.csv", index=False)
        inputs += [f"--in-{name.replace('_', '-')}", str(folder / f"{name}.csv")]
    mark = folder / "mark.json"
    mark.write_text(json.dumps({"synthetic": synthetic}), encoding="utf-8")
    assert main([
        "artefacts", "--group", group, "--settings",
        json.dumps({"extract_date": "2019-04-01", "collected": collected or {}}), *inputs,
        "--in-mark", str(mark), "--in-plan", str(PLAN),
        "--out-json", str(folder / f"{group}.artefacts.json"), "--out-dir", str(folder / group),
    ]) == 0  # fmt: skip
    return read_artefacts([folder / f"{group}.artefacts.json"])


def draw(folder, group):
    """The figure of a group, with the settings of the effects beside it."""
    return main([
        "figures", "--group", group, "--artefacts", str(folder / f"{group}.artefacts.json"),
        str(folder / "effects.artefacts.json"), "--data", str(folder / group),
        "--words", str(WORDS), "--out", str(folder / "figures"),
    ])  # fmt: skip


@pytest.fixture(scope="module")
def staged(tmp_path_factory):
    folder = _draw(tmp_path_factory.mktemp("citizens"), synthetic=True)
    for tables in (progression_tables(), citizen_tables()):
        add(folder, tables, collected={"referral": "2018-12", "later": "2019-03-15"})
        assert draw(folder, next(iter(tables))) == 0
    return folder


@pytest.fixture(scope="module")
def partials(staged, tmp_path_factory):
    return _partials(staged, tmp_path_factory.mktemp("staged") / "s")


def test_counts_of_what_holds_are_those_of_the_table():
    table = progression_tables()["progression"]
    found = holding(table, 0.05)
    assert found["rise"] == ((table["p_panel"] < 0.05) & (table["panel"] > 0)).sum()
    assert 4 <= found["rise_holm"] <= found["rise_fdr"] <= found["rise"]
    assert found["fall"] == ((table["p_panel"] < 0.05) & (table["panel"] < 0)).sum()


def test_a_change_is_shown_with_the_interval_that_its_p_value_belongs_to(staged, partials):
    """Estimate, interval and p-value are of one regression; last less first has no p-value."""
    table = progression_tables()["progression"].set_index("item")
    row = table.loc["q4"]
    assert abs(row["panel"] - row["change"]) > 0.005  # else the test could not tell them apart
    own = read_artefacts([staged / "progression.artefacts.json"])["progression.change.q4"]
    assert (own.value, own.ci_low, own.ci_high) == pytest.approx(
        (row["panel"], row["panel_low"], row["panel_high"])
    )
    # The interval of a t test with p below .05 leaves nought out, and only then.
    sure = table["p_panel"] < 0.05
    assert ((table["panel_low"] > 0) | (table["panel_high"] < 0)).tolist() == sure.tolist()
    name = yaml.safe_load(WORDS.read_text(encoding="utf-8"))["question_q4"]
    cells = next(row for row in partials["tbl-progression"].split("<tr") if name in row)
    texts = re.findall(r"<td[^>]*>(.*?)</td>", cells, re.S)
    assert texts[3] == danish.signed(row["change"], 2)
    assert texts[5] == danish.signed(row["panel"], 2)
    assert texts[6].startswith(danish.number(row["panel_low"], 2))


def test_the_figure_draws_what_the_p_values_belong_to():
    table = progression_tables()["progression"]
    words = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    axes = progression_figure(table, words, synthetic=True).axes[0]
    drawn = [x for line in axes.lines if line.get_marker() == "o" for x in line.get_xdata()]
    assert sorted(drawn) == pytest.approx(sorted(table["panel"]))
    ends = [tuple(path[:, 0]) for path in axes.collections[0].get_segments()]
    assert ends == [
        pytest.approx(e) for e in zip(table["panel_low"], table["panel_high"], strict=True)
    ]


def test_the_report_has_the_tables_and_figures(staged, partials):
    names = {"tbl-progression", "tbl-progression-tests", "tbl-progression-shift", "fig-progression",
             "tbl-progression-attrition", "tbl-citizens", "tbl-citizens-response", "fig-citizens",
             "tbl-citizens-options"}  # fmt: skip
    assert names <= set(partials)
    for name in names:
        assert "yntetisk" in partials[name], name  # says of itself that it is invented
    assert (staged / "figures" / "fig-citizens.syntetisk.svg").is_file()


def test_a_survey_has_the_date_of_its_answers_and_never_that_of_the_register_extract(partials):
    for name in ("tbl-citizens", "tbl-citizens-response", "fig-citizens"):
        told = "Svar indsamlet til og med december 2018 og 15. marts 2019 (opdigtet dato)."
        assert told in partials[name].replace("\\", "").replace("\u00a0", " "), name
        assert "Udtræk" not in partials[name]
    for name in ("tbl-progression", "tbl-progression-shift", "fig-progression"):
        assert "indsamlet" not in partials[name]  # its date is not given
        assert "Udtræk" not in partials[name]


def test_ranges_of_age_are_printed_with_a_dash(partials):
    assert "30–39 år" in partials["tbl-citizens-response"]
    assert "30-39" not in partials["tbl-citizens-response"]


def test_the_response_of_a_full_list_has_no_interval(staged, partials):
    own = read_artefacts([staged / "citizens.artefacts.json"])
    assert own["citizens.referral.response"].ci_low is None
    table = partials["tbl-citizens-response"]
    assert "KI" not in table
    assert "Wilson" not in table
    assert "uden stikprøveusikkerhed" in table


def test_printed_p_values_stand_beside_as_printed_and_with_their_limits(partials):
    table = partials["tbl-progression"]
    assert table.count("&lt; 0,001") + table.count("< 0,001") >= 4
    for text in ("0,048", "0,818", "0,903", "kan ikke genskabes"):
        assert text in table
    assert table.count('scope="row"') == 11


def test_the_text_says_what_holds_and_what_may_not_be_concluded(staged, tmp_path):
    assert _stage(staged, tmp_path / "s") == 0
    variables = yaml.safe_load((tmp_path / "s" / "_variables.yml").read_text(encoding="utf-8"))
    told = variables["finding"]
    assert "6 af de 11" in told["progression_printed"].replace("\\", "")
    assert "er 4 tilbage" in told["progression_printed"].replace("\\", "")
    assert "opdigtede" in told["progression_status"]
    assert "ingen sammenligningsgruppe" in told["progression_no_effect"]
    assert "1.950" in told["citizens_not_a_panel"].replace("\\", "")


@pytest.mark.parametrize(
    ("gains", "words"),
    [
        ({}, "På intet af de 11 spørgsmål"),
        ({"q4": 0.9, "q5": 0.9}, "af 11 spørgsmål er der fremgang"),
    ],
)
def test_the_words_follow_what_is_found(gains, words, tmp_path):
    tables = progression_tables(gains)
    if not gains:
        tables["progression"]["p_panel"] = 0.5
    make_artefacts(write_tables(tmp_path / "t"), tmp_path)
    add(tmp_path, tables)
    artefacts = read_artefacts(sorted(tmp_path.glob("*.artefacts.json")))
    assert words in tell(read_catalogues(STUDY, "da"), artefacts)["progression_own"]


def test_a_majority_is_counted_only_where_all_were_asked_what_they_think():
    table = citizen_tables()["citizens"]
    asked = judged(table)
    assert not asked["item"].isin(["in_internship", "internship_helped"]).any()
    assert len(asked) == 10
    assert (
        robust(table, "published_low") == 3
    )  # heard, informed and purpose: .68 of 75 is above half
    assert robust(table, "bound_low") == (asked["n"] / 900 > 0.5).sum()


def test_bounds_and_printed_bounds_are_artefacts(tmp_path):
    artefacts = add(tmp_path, citizen_tables())
    own = artefacts["citizens.referral.heard.positive"]
    assert own.ci_low < own.value < own.ci_high
    assert own.basis == "calibration"
    assert artefacts["citizens.referral.heard.positive.low"].value < own.ci_low
    printed = artefacts["citizens.printed.referral.heard.positive.low"]
    assert printed.value == pytest.approx(0.83 * 0.68)
    assert printed.disclosure == "published"
    assert not printed.synthetic
    real = add(tmp_path / "real", citizen_tables(), synthetic=False)
    assert real["citizens.referral.heard.positive"].basis == "register"


def test_one_survey_of_two_is_told_without_the_other(staged, tmp_path):
    folder = tmp_path / "one"
    make_artefacts(write_tables(folder / "t"), folder)
    add(folder, citizen_tables(["later"]))
    (folder / "figures").mkdir()
    for path in (staged / "figures").iterdir():
        (folder / "figures" / path.name).write_bytes(path.read_bytes())
    assert draw(folder, "citizens") == 0
    assert _stage(folder, tmp_path / "s") == 0
    assert "ingen svar fra den første survey" in (
        tmp_path / "s" / "_borgere_visitation.qmd"
    ).read_text(encoding="utf-8")
    assert "ingen progressionsmålinger" in (tmp_path / "s" / "_progression.qmd").read_text("utf-8")
    assert not (tmp_path / "s" / "_partials" / "tbl-progression.md").exists()


def test_hidden_counts_are_words_and_no_numbers(staged, tmp_path):
    tables = citizen_tables(invited=60)
    hidden = tables["citizens"]["state"] != ""
    assert hidden.any()
    folder = tmp_path / "few"
    make_artefacts(write_tables(folder / "t"), folder)
    add(folder, tables)
    (folder / "figures").mkdir()
    for path in (staged / "figures").iterdir():
        (folder / "figures" / path.name).write_bytes(path.read_bytes())
    assert draw(folder, "citizens") == 0
    assert "skjult" in _partials(folder, tmp_path / "s")["tbl-citizens-response"]


def test_the_figure_shows_change_direction_and_hollow_points_for_what_is_not_sure():
    table = progression_tables()["progression"]
    words = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    figure = citizen_figures.progression_figure(table, words, synthetic=True)
    axes = figure.axes[0]
    sure, unsure = (line for line in axes.lines if line.get_marker() == "o")
    assert len(sure.get_xdata()) == (table["p_holm"] < 0.05).sum()
    assert unsure.get_markerfacecolor() == "white"
    texts = [text.get_text() for text in axes.texts]
    assert sum(text.startswith("↗ p") for text in texts) == 10
    assert "↘ p = 0,818" in texts
    assert words["synthetic_mark"] in [text.get_text() for text in figure.texts]
    plain = citizen_figures.progression_figure(table, words, synthetic=False)
    assert words["synthetic_mark"] not in [text.get_text() for text in plain.texts]


def test_the_bounds_in_the_figure_are_those_of_the_table():
    table = citizen_tables()["citizens"]
    words = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    with style.drawing("x"):
        figure = citizen_figures.citizens_figure(table, words, synthetic=False)
    own = table[(table["survey"] == "later") & (table["answer"] == "positive")]
    bars = figure.axes[1].patches
    assert [bar.get_x() for bar in bars] == pytest.approx(own["bound_low"].tolist())
    assert [bar.get_width() for bar in bars] == pytest.approx(
        (own["bound_high"] - own["bound_low"]).tolist()
    )


def test_every_question_has_its_name():
    words = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    for question in book("progression").items:
        assert re.match(rf"{question.item[1:]} \w", words[f"question_{question.item}"])
    for name in SURVEYS:
        for question in book(name).items:
            if question.part == "item":
                assert words[f"citizen_{question.item}"]
        for each in book(name).sets:
            assert words[f"set_{each}"]
