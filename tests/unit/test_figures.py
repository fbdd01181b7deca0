import json
import re
from itertools import combinations, pairwise
from pathlib import Path

import pandas as pd
import pytest
import yaml
from brf_tables import PLAN, ROOT, STUDY, make_artefacts, write_tables
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from effektspor.cli import main
from effektspor.errors import ReportError
from effektspor.evaluations.brf2019.words import PLACEBO_PAIRS
from effektspor.evaluations.plan import plan_hash
from effektspor.report import effect_figures, figures, style
from effektspor.report.findings import read_catalogues
from effektspor.report.shortcodes import expand_file

WORDS = STUDY / "words.da.yml"
RANGE = effect_figures.Printed(low=-0.11, high=0.27)
GROUPS = (
    "effects", "specifications", "survival", "time", "exits", "diagnostics", "event_study", "heterogeneity",
)  # fmt: skip
BESIDE = {"heterogeneity": ("printed", "effects"), "time": ("effects",)}
"""Groups whose artefacts a figure needs beside its own."""


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    return _draw(tmp_path_factory.mktemp("synthetic"), synthetic=True)


@pytest.fixture(scope="module")
def drawn_real(tmp_path_factory):
    return _draw(tmp_path_factory.mktemp("real"), synthetic=False)


def _draw(folder: Path, *, synthetic: bool, confidence: float = 0.95) -> Path:
    make_artefacts(write_tables(folder / "t"), folder, synthetic=synthetic, confidence=confidence)
    for group in GROUPS:
        assert _figures(folder, group, folder / "figures") == 0
    return folder


def _figures(folder: Path, group: str, out: Path) -> int:
    return main([
        "figures", "--group", group, "--artefacts",
        *(str(folder / f"{name}.artefacts.json") for name in (group, *BESIDE.get(group, ()))),
        "--data", str(folder / group), "--words", str(WORDS), "--out", str(out),
    ])  # fmt: skip


def _partials(folder: Path, out: Path, report: Path = STUDY, plan: Path = PLAN) -> dict[str, str]:
    """The staged partials by name, no-break spaces as plain ones."""
    assert _stage(folder, out, report, plan) == 0
    return {
        path.stem: path.read_text(encoding="utf-8").replace("\u00a0", " ")
        for path in (out / "_partials").iterdir()
    }


def _stage(folder: Path, out: Path, report: Path = STUDY, plan: Path = PLAN) -> int:
    groups = [path.name.partition(".")[0] for path in folder.glob("*.artefacts.json")]
    settings = {"study": "brf2019", "report_date": "2026-11-22", "config_hash": "0" * 64}
    return main([
        "stage", "--settings", json.dumps(settings),
        "--artefacts", *(str(path) for path in sorted(folder.glob("*.artefacts.json"))),
        "--data", *(str(folder / group) for group in groups),
        "--figures", str(folder / "figures"), "--report", str(report),
        "--theme", str(ROOT / "reports" / "shared"), "--out", str(out),
        "--plan", str(plan),
    ])  # fmt: skip


def _texts(figure: Figure) -> list[str]:
    found = [text.get_text() for text in figure.texts]
    return found + [text.get_text() for axes in figure.axes for text in axes.texts]


def test_a_synthetic_run_marks_every_figure_in_name_and_picture(drawn, drawn_real):
    names = sorted(path.name for path in (drawn / "figures").iterdir())
    assert len(names) == 12
    assert all(name.endswith(".syntetisk.svg") for name in names)
    plain = sorted(path.name for path in (drawn_real / "figures").iterdir())
    assert plain == [name.replace(".syntetisk", "") for name in names]
    for name in names:
        marked = (drawn / "figures" / name).read_text(encoding="utf-8")
        real = (drawn_real / "figures" / name.replace(".syntetisk", "")).read_text(encoding="utf-8")
        assert "<!-- SYNTETISKE DATA -->" in marked
        assert "SYNTETISKE" not in real


def test_figures_are_the_same_bytes_in_every_run(drawn, tmp_path):
    for group in GROUPS:
        assert _figures(drawn, group, tmp_path) == 0
    for path in sorted((drawn / "figures").iterdir()):
        content = path.read_bytes()
        assert (tmp_path / path.name).read_bytes() == content
        assert b"dc:date" not in content


def test_no_font_is_needed_where_a_figure_is_read(drawn):
    for path in (drawn / "figures").iterdir():
        assert "<text" not in path.read_text(encoding="utf-8")


def test_weeks_that_are_not_evaluated_have_no_line_and_a_hatched_region(drawn):
    kept = {"cohort": str}
    shares = pd.read_csv(drawn / "effects" / "internship_in_programme_shares.csv", dtype=kept)
    effects = pd.read_csv(drawn / "effects" / "internship_in_programme_effects.csv")
    words = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    figure = figures.weekly_figure(shares, effects, words, week=95, synthetic=True)
    upper, lower = figure.axes
    assert min(upper.lines[0].get_xdata()) == 4
    hatched = [patch for patch in lower.patches if patch.get_hatch()]
    assert [round(patch.get_x() + patch.get_width(), 1) for patch in hatched] == [3.5]
    assert {"Deltagere 2016", "Sammenligning 2017-18", "400"} <= set(_texts(figure))


@pytest.mark.parametrize("groups", [1, 4])
def test_a_group_whose_weeks_are_all_withheld_has_its_name_and_the_reason(drawn, groups):
    shares = pd.read_csv(
        drawn / "effects" / "internship_in_programme_shares.csv", dtype={"cohort": str}
    )
    effects = pd.read_csv(drawn / "effects" / "internship_in_programme_effects.csv")
    words = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    few = (shares["group"] == "participants") & (shares["cohort"] == "2016")
    shares.loc[few | (groups == 4), "share"] = float("nan")
    figure = figures.weekly_figure(shares, effects, words, week=95, synthetic=True)
    named = [text for text in _texts(figure) if text.endswith(": for få til at vise")]
    assert len(named) == groups
    assert "Deltagere 2016: for få til at vise" in named


def test_a_single_week_that_is_shown_is_a_point(drawn):
    shares = pd.read_csv(
        drawn / "effects" / "internship_in_programme_shares.csv", dtype={"cohort": str}
    )
    effects = pd.read_csv(drawn / "effects" / "internship_in_programme_effects.csv")
    words = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    few = (shares["group"] == "participants") & (shares["cohort"] == "2016")
    shares.loc[few & (shares["week"] != 50), "share"] = float("nan")
    figure = figures.weekly_figure(shares, effects, words, week=95, synthetic=True)
    points = [line for line in figure.axes[0].lines if line.get_marker() == "."]
    assert [list(line.get_xdata()) for line in points] == [[50]]


def test_no_letter_of_a_figure_prints_below_seven_points(drawn):
    kept = {"cohort": str, "label": str}
    words = yaml.safe_load(WORDS.read_text(encoding="utf-8"))

    def read(name):
        return pd.read_csv(drawn / name, dtype=kept)

    weekly = [read(f"effects/internship_in_programme_{part}.csv") for part in ("shares", "effects")]
    curves, printed = (
        read("diagnostics/diagnostic_curves.csv"),
        {("internship", "in_programme"): RANGE},
    )
    made = [
        figures.weekly_figure(*weekly, words, week=95, synthetic=True),
        figures.survival_figure(read("survival/survival.csv"), words, synthetic=True),
        effect_figures.event_study_figure(
            read("event_study/event_study.csv"), words, synthetic=True
        ),
        effect_figures.curve_grid(curves, PLACEBO_PAIRS, words, synthetic=True),
        effect_figures.caterpillar_figure(
            read("heterogeneity/heterogeneity.csv"), printed, words, synthetic=True
        ),
    ]
    text_width = 210 - 2 * 27  # millimetres; the margins of reports/shared/report.typ
    for figure in made:
        scale = text_width / 25.4 / figure.get_figwidth()
        sizes = [text.get_fontsize() for text in figure.findobj(Text) if text.get_text()]
        assert min(sizes) * scale >= 7


def test_the_last_column_under_the_curves_is_the_last_week_with_anyone_at_risk(drawn):
    survival = pd.read_csv(drawn / "survival/survival.csv", dtype={"cohort": str})
    survival.loc[survival["week"] == 104, "at_risk"] = 0
    words = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    texts = _texts(figures.survival_figure(survival, words, synthetic=True))
    # 400 - 3 * 103 at risk; one event and two censored in each of the weeks 0 to 103
    assert {"91", "104", "208"} <= set(texts)
    assert "105" not in texts


def test_numbers_under_the_curves_do_not_run_into_each_other(drawn):
    survival = pd.read_csv(drawn / "survival/survival.csv", dtype={"cohort": str})
    survival["at_risk"] = survival["week"].map(lambda week: 1672 if week <= 78 else 54)
    survival.loc[survival["week"] == 104, "at_risk"] = 0
    survival["events"] = 29
    words = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    figure = figures.survival_figure(survival, words, synthetic=True)
    FigureCanvasAgg(figure).draw()
    boxes = [text.get_window_extent() for text in figure.texts if text.get_text()]
    assert not [1 for a, b in combinations(boxes, 2) if a.overlaps(b)]


def test_groups_differ_in_line_style_and_not_by_colour_alone():
    dashes = [str(line.dash) for line in style.LINES.values()]
    assert len(set(dashes)) == len(dashes)


def test_labels_at_line_ends_keep_their_distance_and_order():
    placed = style.spread_labels([0.14, 0.21, 0.145, 0.142], 0.02)
    ordered = sorted(placed)
    assert min(b - a for a, b in pairwise(ordered)) >= 0.02 - 1e-9
    assert sorted(range(4), key=lambda i: placed[i]) == [0, 3, 2, 1]
    assert style.spread_labels([0.0, 1.0], 0.1) == [0.0, 1.0]


def test_the_report_is_staged_from_artefacts_and_texts(drawn, tmp_path):
    assert _stage(drawn, tmp_path / "staged") == 0
    partials = tmp_path / "staged" / "_partials"
    fidelity = (partials / "tbl-municipalities.md").read_text(encoding="utf-8")
    assert "Ringkøbing-Skjern" in fidelity
    assert "Syntetiske data" not in fidelity
    municipal = (partials / "fig-heterogeneity.md").read_text(encoding="utf-8")
    assert "beregnet på syntetiske data" in municipal
    assert "Trykt spænd er offentliggjorte tal" in municipal


def test_a_report_on_real_registers_claims_neither_a_round_trip_nor_a_truth(
    drawn, drawn_real, tmp_path
):
    made, real = (
        _partials(folder, tmp_path / name) for folder, name in ((drawn, "s"), (drawn_real, "r"))
    )
    assert real["sandhed"] == ""
    assert made["sandhed"].startswith("# Egne estimater og den kendte sandhed {#sec-b}")
    del real["litteratur"]  # titles of works: simultaneous bands
    del real["afvigelser"]  # the plan's own words, of the synthetic runs it was changed after
    text = " ".join(real.values()).lower()
    for word in ("kalibrering", "simul", "syntetisk", "sandhed"):
        assert word not in text, word
    for name in ("tbl-bases", "tbl-items"):
        assert "Kalibreringsmål" in made[name]
        assert "Beregnet på egne registre" in real[name]
        assert "Beregnet på egne registre" not in made[name]
    assert "Hvad er syntetisk" in made["data"]


@pytest.mark.parametrize("run", ["drawn", "drawn_real"])
def test_a_staged_report_renders_with_and_without_a_truth(run, request, tmp_path):
    assert _stage(request.getfixturevalue(run), tmp_path / "staged") == 0
    text = expand_file(
        tmp_path / "staged" / "report.qmd",
        yaml.safe_load((tmp_path / "staged" / "_variables.yml").read_text(encoding="utf-8")),
    )
    assert ("den kendte sandhed" in text) == (run == "drawn")
    assert "# Modsigelser i kilden" in text


def test_nothing_is_added_up_over_the_bases(drawn, tmp_path):
    table = _partials(drawn, tmp_path / "s")["tbl-bases"]
    assert "I alt" not in re.sub(r"Tal i alt", "", table)
    rows = re.findall(r"<tr.*?</tr>", table, re.DOTALL)
    assert len(rows) == 1 + 5


def test_mixed_tables_say_which_column_is_synthetic(drawn, tmp_path):
    partials = _partials(drawn, tmp_path / "s")
    for name in ("tbl-bases", "tbl-items"):
        assert "beregnet på syntetiske data" in partials[name]
        assert "Syntetiske data\\." not in partials[name]
        assert "Syntetiske data." not in partials[name]
    assert "Kolonnen Trykt er offentliggjorte tal" in partials["tbl-items"]


def test_the_rate_ratio_has_no_estimation_error_and_the_table_says_why(drawn, tmp_path):
    text = _partials(drawn, tmp_path / "s")["sandhed"]
    row = next(
        row for row in re.findall(r"<tr.*?</tr>", text, re.DOTALL) if "påbegyndelsesrater" in row
    )
    assert re.findall(r"<td[^>]*>([^<]*)</td>", row) == ["1,60", "–", "–", "1,80", "1,65", "–"]
    assert "ikke vist" in text


def test_the_level_of_the_study_stands_everywhere(tmp_path):
    partials = _partials(_draw(tmp_path / "d", synthetic=True, confidence=0.9), tmp_path / "s")
    text = " ".join(partials.values())
    assert "90 pct" in text
    assert not re.search(r"\b95 ?(pct|ud af|%)", text)


def test_deviations_from_the_plan_are_printed(drawn, tmp_path, capsys):
    known = re.compile(r"^deviations:.*?(?=^```)", re.DOTALL | re.MULTILINE)
    text = known.sub("deviations: []\n", PLAN.read_text(encoding="utf-8"))
    followed = tmp_path / "followed.md"
    followed.write_text(text, encoding="utf-8")
    told = _partials(drawn, tmp_path / "a", plan=followed)["afvigelser"]
    assert "Afvigelser fra planen: ingen" in told
    entry = 'deviations: [{da: "Uge % er valgt senere.", en: "A week was chosen later."}]'
    plan = tmp_path / "plan.md"
    plan.write_text(text.replace("deviations: []", entry.replace("%", "x")), encoding="utf-8")
    partials = _partials(drawn, tmp_path / "b", plan=plan)
    assert "- Uge x er valgt senere" in partials["afvigelser"]
    assert plan_hash(plan) in (tmp_path / "b" / "_quarto.yml").read_text(encoding="utf-8")
    plan.write_text(text.replace("deviations: []", entry.replace("%", "12")), encoding="utf-8")
    assert _stage(drawn, tmp_path / "c", plan=plan) == ReportError.exit_code
    assert "'12'" in capsys.readouterr().err


NAMED = {"tbl-municipalities.md", "tbl-municipal-index.md"}
"""The printed shares, and an index of nothing but them."""


def test_municipality_names_stand_only_with_published_values(drawn, tmp_path):
    assert _stage(drawn, tmp_path / "staged") == 0
    names = ("Horsens", "Jammerbugt", "Vejen", "Gribskov", "København")
    for path in sorted((tmp_path / "staged" / "_partials").iterdir()):
        if path.name not in NAMED:
            text = path.read_text(encoding="utf-8")
            assert not [name for name in names if name in text], path.name
    for path in sorted(drawn.glob("*/*.csv")):
        if path.parent.name not in ("fidelity", "printed", "comparison", "municipal_factors", "t"):
            text = path.read_text(encoding="utf-8")
            assert not [name for name in names if name in text], path


def test_a_figure_without_the_mark_is_not_taken_for_a_synthetic_one(drawn, tmp_path):
    folder = tmp_path / "run"
    folder.mkdir()
    for path in drawn.glob("*.artefacts.json"):
        (folder / path.name).write_bytes(path.read_bytes())
    for group in drawn.iterdir():
        if group.is_dir():
            (folder / group.name).mkdir()
            for path in group.iterdir():
                if path.is_file():
                    name = path.name.replace(".syntetisk", "")
                    (folder / group.name / name).write_bytes(path.read_bytes())
    assert _stage(folder, tmp_path / "staged") == ReportError.exit_code
    assert not (tmp_path / "staged").exists()


@pytest.mark.parametrize("file", ["brf2019.qmd", "findings.da.yml", "contradictions.da.yml"])
def test_a_number_in_any_text_of_the_study_stops_the_build(file, drawn, tmp_path, capsys):
    report = tmp_path / "report"
    report.mkdir()
    for path in STUDY.iterdir():
        (report / path.name).write_bytes(path.read_bytes())
    text = (report / file).read_text(encoding="utf-8")
    spoilt = {
        "brf2019.qmd": text + "\nEffekten er 12 procentpoint.\n",
        "findings.da.yml": text + '\nextra: "Effekten er 12 procentpoint."\n',
        "contradictions.da.yml": text + '- {pages: "3", stated: "Der var 12.", problem: "Nej."}\n',
    }
    (report / file).write_text(spoilt[file], encoding="utf-8")
    assert _stage(drawn, tmp_path / "staged", report) == ReportError.exit_code
    assert "'12'" in capsys.readouterr().err


def test_the_document_names_only_findings_that_exist():
    qmd = "".join(path.read_text(encoding="utf-8") for path in sorted(STUDY.glob("*.qmd")))
    used = set(re.findall(r"var finding\.(\w+)", qmd))
    assert used
    assert used <= set(read_catalogues(STUDY, "da"))
