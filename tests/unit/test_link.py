"""From answers and moments to the link: exposures, table, points without a key, report texts."""

import json
import re

import numpy as np
import pandas as pd
import pytest
import yaml
from brf_tables import PLAN, STUDY
from link_world import TREATED, WEEK, answers, codes, levels, moments
from matplotlib.backends.backend_agg import FigureCanvasAgg
from report_sample import THEME

from effektspor.artefacts import read_artefacts
from effektspor.cli import main
from effektspor.errors import EstimationError, ReportError
from effektspor.estimators.link.regression import regress
from effektspor.estimators.moments import MOMENTS, Cells
from effektspor.evaluations.brf2019 import link_words
from effektspor.evaluations.brf2019.link import artefacts as link_artefacts
from effektspor.evaluations.brf2019.making import Study
from effektspor.evaluations.link.exposures import ELEMENTS, PRIMARY, exposures, staff_shares
from effektspor.evaluations.link.points import POINT_COLUMNS, link_points
from effektspor.evaluations.link.table import (
    LINK_COLUMNS,
    POWER_COLUMNS,
    Effects,
    link_table,
    power_table,
)
from effektspor.evaluations.plan import read_plan
from effektspor.evaluations.result_tables import Tables
from effektspor.report import danish
from effektspor.report.brf2019 import link as link_report
from effektspor.report.findings import read_catalogue, tell
from effektspor.report.labels import load_labels
from effektspor.report.link_figure import link_figure
from effektspor.report.material import Material
from effektspor.surveys.tables import ANSWERS

WORDS = yaml.safe_load((STUDY / "words.da.yml").read_text(encoding="utf-8"))
CATALOGUE = STUDY / "findings_sammenhaeng.da.yml"
DRAWS = 499


@pytest.fixture(scope="module")
def world():
    """Effects that follow what is common to the elements: exposures, effects, slopes."""
    shares, common = levels()
    said = answers(shares)
    effect = 0.15 + 0.12 * common
    return shares, said, moments(effect), common


@pytest.fixture(scope="module")
def analysis(world):
    _, said, sums, _ = world
    effects, pooled = Effects.of(
        Cells.of(sums, "internship", "in_programme"), WEEK, "persons"
    ).with_shares(staff_shares(said))
    found = exposures(pooled)
    table = link_table(effects, found, confidence=0.95, draws=DRAWS, seed=1)
    return effects, found, table


def test_exposures_are_the_pooled_shares_of_agreeing_answers(world, analysis):
    _, said, _, _ = world
    _, found, _ = analysis
    level = next(e for e in found if (e.name, e.measure) == ("cv", "level"))
    rows = said[(said["wave"] == 3) & (said["element"] == "cv") & said["counts"].notna()]
    shares = rows.groupby("municipality")["counts"].mean().astype(float)
    np.testing.assert_allclose(level.value / 10, shares.to_numpy())
    change = next(e for e in found if (e.name, e.measure) == ("cv", "change"))
    early = said[(said["wave"] == 1) & (said["element"] == "cv")].groupby("municipality")["counts"]
    np.testing.assert_allclose(change.value / 10, shares - early.mean().astype(float))
    index = next(e for e in found if e.name == "index")
    assert index.value.mean() == pytest.approx(0, abs=1e-12)
    assert index.value.std(ddof=1) == pytest.approx(1)
    assert (level.error_variance > 0).all()


def test_a_link_is_found_and_the_table_says_what_it_rests_on(analysis):
    effects, found, table = analysis
    assert list(table.columns) == LINK_COLUMNS
    rows = table.set_index(["exposure", "measure"])
    assert rows.loc["index", "level"]["p_value"].item() < 0.001
    six = table[table["family"] == "elements"]
    assert sorted(six["exposure"]) == sorted(PRIMARY)
    assert (six["p_family"] >= six["p_permutation"]).all()
    assert (six["slope"] > 0).all()
    assert (table["leave_low"] <= table["slope"] + 1e-12).all()
    assert (table["slope"] <= table["leave_high"] + 1e-12).all()
    assert six["reliability"].between(0.5, 1).all()
    assert (six["slope_corrected"] > six["slope"]).all()
    alone = table[~table["family"].isin(["elements", "changes"])]
    assert alone["p_family"].isna().all()
    assert set(alone["exposure"]) == {"followup", "index", "score", "belief"}
    level = next(e for e in found if (e.name, e.measure) == ("prep", "level"))
    own = regress(effects.effect, effects.variance, level.value)
    assert rows.loc["prep", "level"]["slope"].item() == pytest.approx(own.slope)


def test_a_municipality_without_answers_to_an_element_is_left_out_of_it_only(world):
    _, said, sums, _ = world
    few = said[~((said["municipality"] == codes()[3]) & (said["element"] == "match"))]
    effects, pooled = Effects.of(
        Cells.of(sums, "internship", "in_programme"), WEEK, "persons"
    ).with_shares(staff_shares(few))
    table = link_table(effects, exposures(pooled), confidence=0.95, draws=99, seed=1)
    k = table.set_index(["exposure", "measure"])["k"]
    assert (k["match", "level"], k["cv", "level"], k["index", "level"]) == (16, 17, 16)


def test_too_few_municipalities_or_nobody_in_the_week_stop():
    shares, common = levels()
    sums = moments(0.1 + 0.1 * common)
    cells = Cells.of(sums[sums["municipality"] > codes()[-4]], "internship", "in_programme")
    with pytest.raises(EstimationError, match="too few municipalities"):
        Effects.of(cells, WEEK, "persons")
    with pytest.raises(EstimationError, match="no persons in week 96"):
        Effects.of(Cells.of(sums, "internship", "in_programme"), 96, "persons")
    assert len(shares) == TREATED


def test_power_does_not_see_how_effects_and_answers_go_together(analysis):
    effects, found, _ = analysis
    one = power_table(effects, found, confidence=0.95, seed=1)
    order = np.argsort(-effects.effect)
    equal = np.full(TREATED, effects.variance.mean())
    other = Effects(effects.units, effects.effect[order], equal, 0.0, effects.fewest)
    same = Effects(effects.units, effects.effect, equal, 0.0, effects.fewest)
    pd.testing.assert_frame_equal(
        power_table(other, found, confidence=0.95, seed=1),
        power_table(same, found, confidence=0.95, seed=1),
    )
    assert set(POWER_COLUMNS) <= set(one.columns)
    assert one["expected_hits"].iloc[0] == pytest.approx(0.3, abs=0.1)
    none = Effects(effects.units, np.full(TREATED, 0.1), effects.variance, 0.0, effects.fewest)
    assert power_table(none, found, confidence=0.95, seed=1).empty


def _points(analysis, **changes):
    effects, found, table = analysis
    options = {"confidence": 0.95, "min_cell": 5, "synthetic": True} | changes
    return link_points(effects, found, table, **options)


def test_real_points_are_exact_and_their_letters_begin_anew(analysis):
    effects, found, _ = analysis
    points = _points(analysis, synthetic=False)
    assert list(points.columns) == POINT_COLUMNS
    for name, rows in points.groupby("exposure"):
        level = next(e for e in found if (e.name, e.measure) == (name, "level"))
        assert rows["label"].tolist() == [f"Kommune {letter}" for letter in "ABCDEFGHIJKLMNOPQ"]
        assert rows["x"].is_monotonic_decreasing
        own = sorted(zip((level.value / 10).round(3), effects.effect.round(3), strict=True))
        assert sorted(zip(rows["x"], rows["y"], strict=True)) == own
    assert set(points["exposure"]) == {*ELEMENTS, "belief"}


def test_synthetic_points_hold_nobodys_effect_and_nobody_can_be_followed(analysis):
    effects, found, table = analysis
    points = _points(analysis)
    exact = _points(analysis, synthetic=False)
    for name, rows in points.groupby("exposure"):
        mine = exact[exact["exposure"] == name]
        level = next(e for e in found if (e.name, e.measure) == (name, "level"))
        shown = set(zip(rows["x"], rows["y"], strict=True))
        assert not shown & set(zip(mine["x"], mine["y"], strict=True))
        # One width for all: a narrow interval would tell the largest municipality.
        assert np.ptp(rows["y_high"] - rows["y_low"]) < 0.0025
        inside = rows[(rows["x_low"] > 0) & (rows["x_high"] < 1)]
        assert np.ptp(inside["x_high"] - inside["x_low"]) < 0.0025
        # The distances from the line are those of the estimates, dealt out anew.
        line = table[(table["exposure"] == name) & (table["measure"] == "level")].iloc[0]
        fitted = line["constant"] + line["slope"] * 10 * rows["x"]
        own = effects.effect - line["constant"] - line["slope"] * level.value
        slack = 0.001 * (1 + abs(line["slope"]) * 10)
        np.testing.assert_allclose(sorted(rows["y"] - fitted), sorted(own), atol=slack)
    # An effect that stands out is found at another exposure's rank in most parts.
    ranks = {int(rows["y"].to_numpy().argmax()) for _, rows in points.groupby("exposure")}
    assert len(ranks) > 2
    pd.testing.assert_frame_equal(points, _points(analysis))


def test_an_outlying_effect_is_not_tied_to_its_municipality(world):
    """What stands out is found again at random exposures: knowing one part says nothing of others."""
    _, said, _, _ = world
    effects, pooled = Effects.of(
        Cells.of(moments(np.full(TREATED, 0.1)), "internship", "in_programme"), WEEK, "persons"
    ).with_shares(staff_shares(said))
    found = exposures(pooled)
    lowest = int(next(e for e in found if e.name == "prep").value.argmin())
    hits = 0
    for world_number in range(30):
        moved = effects.effect.copy()
        moved[lowest] = 0.5 + world_number / 1000
        changed = Effects(effects.units, moved, effects.variance, 0.0, effects.fewest)
        table = pd.DataFrame(
            [(e.name, "level", 0.1, 0.0) for e in found if e.measure == "level"],
            columns=["exposure", "measure", "constant", "slope"],
        )
        points = link_points(changed, found, table, confidence=0.95, min_cell=5, synthetic=True)
        rows = points[points["exposure"] == "prep"].reset_index(drop=True)
        hits += int(rows["y"].argmax()) == len(rows) - 1
    assert hits <= 7  # one in seventeen by chance


def test_small_groups_are_not_shown(analysis):
    effects, found, table = analysis
    few = Effects(effects.units, effects.effect, effects.variance, effects.shared_variance,
                  np.where(np.arange(TREATED) < 4, 4.0, 99.0))  # fmt: skip
    points = link_points(few, found, table, confidence=0.95, min_cell=5, synthetic=False)
    assert points.groupby("exposure").size().eq(TREATED - 4).all()
    assert link_points(few, found, table, confidence=0.95, min_cell=100, synthetic=False).empty


@pytest.fixture(scope="module")
def made(world, tmp_path_factory):
    """The command and the artefacts, from files."""
    folder = tmp_path_factory.mktemp("link")
    _, said, sums, _ = world
    return folder, *_run(folder, said, sums)


def _run(folder, said, sums, *, synthetic=True):
    folder.mkdir(exist_ok=True)
    MOMENTS.write(sums, folder / "moments.parquet")
    ANSWERS.write(said, folder / "answers.parquet")
    (folder / "mark.json").write_text(json.dumps({"synthetic": synthetic}), encoding="utf-8")
    settings = {"estimation": {"draws": DRAWS}, "disclosure": {}}
    outputs = {name: folder / f"{name}.csv" for name in ("link", "link_power", "link_points")}
    assert main([
        "link", "--settings", json.dumps(settings), "--moments", str(folder / "moments.parquet"),
        "--answers", str(folder / "answers.parquet"), "--marks", str(folder / "mark.json"),
        "--link", str(outputs["link"]), "--power", str(outputs["link_power"]),
        "--points", str(outputs["link_points"]),
    ]) == 0  # fmt: skip
    assert main([
        "artefacts", "--group", "link", "--settings", '{"extract_date": "2019-04-01"}',
        *(part for name, path in outputs.items()
          for part in (f"--in-{name.replace('_', '-')}", str(path))),
        "--in-mark", str(folder / "mark.json"), "--in-plan", str(PLAN),
        "--out-json", str(folder / "link.json"), "--out-dir", str(folder / "data"),
    ]) == 0  # fmt: skip
    return outputs, read_artefacts([folder / "link.json"])


CHAPTERS = ("theme_preparation_own", "theme_ownership_own", "theme_direction_own")


def _told(artefacts):
    week = next(iter(artefacts.values())).model_copy(
        update={"id": "reference.week", "kind": "number", "value": 95.0, "unit": "weeks",
                "data": None, "ci_low": None, "ci_high": None}
    )  # fmt: skip
    catalogue = read_catalogue(CATALOGUE)
    default = read_catalogue(STUDY / "findings.da.yml")
    kept = {name: default[name] for name in ("default", "absent")}
    return tell({**kept, **catalogue}, {**artefacts, "reference.week": week})


def test_the_command_writes_the_same_table_and_sentences_that_fit_it(made):
    _, outputs, artefacts = made
    table = pd.read_csv(outputs["link"])
    six = table[table["family"] == "elements"]
    hits = ((six["p_value"] < 0.05) & (six["slope"] > 0)).sum()
    family = ((six["p_family"] < 0.05) & (six["slope"] > 0)).sum()
    assert artefacts["link.hits"].value == hits
    assert artefacts["link.hits_family"].value == family
    told = _told(artefacts)
    assert ("kan altså ikke bekræftes her" in told["link_claim"]) == (family < 6)
    assert "sat i simulatoren" in told["link_caution"]
    assert artefacts["link.index.level.slope"].synthetic


@pytest.mark.parametrize("lacking", ["an element", "the wave at the end"])
def test_the_chapters_speak_of_elements_that_a_survey_lacks(world, tmp_path, lacking):
    _, said, sums, _ = world
    lost = said["element"] == "cv" if lacking == "an element" else said["wave"] == 3
    outputs, artefacts = _run(tmp_path, said[~lost], sums)
    table = pd.read_csv(outputs["link"])
    assert not ((table["exposure"] == "cv") & (table["measure"] == "level")).any()
    assert "not_evaluated.link.cv.level.slope" in artefacts
    chapters = read_catalogue(STUDY / "findings_kapitler.da.yml")
    own = {name: each for name, each in chapters.items() if name in CHAPTERS}
    default = read_catalogue(STUDY / "findings.da.yml")
    told = tell({**{name: default[name] for name in ("default", "absent")}, **own}, artefacts)
    assert "ikke vurderet" in told["theme_ownership_own"]


def test_the_error_of_simulated_chances_is_told_and_no_smaller_than_it_is(made):
    _, outputs, _ = made
    power = pd.read_csv(outputs["link_power"])
    assert (power["worlds"] >= 40_000).all()
    told = link_words.simulated(power)
    one, every, number = map(float, re.findall(r"\d\.\d+", told.en))
    for column, limit in ({n: one for n in power if n.startswith("power_")}
                          | {"p_any": one, "p_all": every}).items():  # fmt: skip
        assert 100 * np.sqrt(power[column] * (1 - power[column]) / 40_000).max() <= limit, column
    # Worlds drawn anew differ by no more than the error that is told lets expect.
    rng = np.random.default_rng(1)
    found = rng.binomial(40_000, power["p_all"].max(), 400) / 40_000
    assert 100 * found.std() <= every * 1.1
    assert 0 < every <= one <= 0.26
    assert 0 < number < 0.05
    assert f"{one:.2f} procentpoint".replace(".", ",") in told.da
    assert link_words.simulated(power.iloc[:0]) == link_words.COUNTED


def test_only_all_six_in_the_family_are_called_all_six(made):
    _, outputs, _ = made
    table = pd.read_csv(outputs["link"])
    study = Study(extract_date="2019-04-01", synthetic=True, plan=read_plan(PLAN))
    for count in range(7):
        chosen = table.copy()
        six = chosen["family"] == "elements"
        chosen.loc[six, "p_family"] = np.where(np.arange(6) < count, 0.01, 0.2)
        chosen.loc[six, "p_value"] = 0.01
        chosen.loc[six, "slope"] = 0.02
        frames = {"link": chosen, "link_power": pd.read_csv(outputs["link_power"]),
                  "link_points": pd.read_csv(outputs["link_points"])}  # fmt: skip
        artefacts = {a.id: a for a in link_artefacts(Tables(frames, "0" * 64), study)}
        told = _told(artefacts)
        for name in ("link_claim", "link_conclusion"):
            assert told[name].startswith("Alle") == (count == 6), (name, count)
        words = f"{count} af 6" if count else "Ingen elementer"
        assert told["fig_link_headline"].startswith(words)
    falling = table.assign(slope=-0.01, p_value=0.001, p_family=0.001)
    frames = {**frames, "link": falling}
    artefacts = {a.id: a for a in link_artefacts(Tables(frames, "0" * 64), study)}
    assert artefacts["link.hits"].value == 0
    assert artefacts["link.falls"].value == 6
    assert "har ingen en sikker stigende" in _told(artefacts)["link_claim"]


def test_names_are_refused(made):
    _, outputs, _ = made
    frames = {name: pd.read_csv(path) for name, path in outputs.items()}
    frames["link_points"].loc[0, "label"] = "Vejen"
    study = Study(extract_date="2019-04-01", synthetic=True, plan=read_plan(PLAN))
    with pytest.raises(ReportError, match="something else than letters"):
        link_artefacts(Tables(frames, "0" * 64), study)


def test_a_study_of_few_municipalities_has_sentences_and_no_numbers(world, tmp_path):
    _, said, sums, _ = world
    few = sums[sums["municipality"] > codes()[-4]]
    outputs, artefacts = _run(tmp_path / "few", said, few)
    assert pd.read_csv(outputs["link"]).empty
    told = _told(artefacts)
    assert "For få kommuner" in told["link_claim"]
    assert "ikke vurderet" in told["link_belief"]
    assert "link.table" in artefacts
    figure = link_figure(pd.read_csv(outputs["link_points"]), pd.read_csv(outputs["link"]), WORDS,
                         synthetic=True)  # fmt: skip
    FigureCanvasAgg(figure).draw()


def test_one_synthetic_part_makes_the_points_synthetic(world, tmp_path):
    _, said, sums, _ = world
    real, _ = _run(tmp_path / "real", said, sums, synthetic=False)
    invented, _ = _run(tmp_path / "invented", said, sums)
    one, other = (pd.read_csv(each["link_points"]) for each in (real, invented))
    assert not one["y"].equals(other["y"])
    pd.testing.assert_frame_equal(pd.read_csv(real["link"]), pd.read_csv(invented["link"]))


def test_the_figure_has_a_part_per_element_with_letters_only(made):
    _, outputs, _ = made
    figure = link_figure(pd.read_csv(outputs["link_points"]), pd.read_csv(outputs["link"]), WORDS,
                         synthetic=True)  # fmt: skip
    assert len(figure.axes) == 8
    for axes in figure.axes:
        letters = [text.get_text() for text in axes.texts]
        assert sorted(letters) == sorted("ABCDEFGHIJKLMNOPQ")
    assert any("SYNTETISKE DATA" in text.get_text() for text in figure.texts)


def test_tables_hold_every_exposure_and_every_strength(made):
    folder, outputs, artefacts = made
    material = Material(
        artefacts, _told(artefacts), WORDS, load_labels(THEME, "da"), [folder / "data"]
    )
    slopes, expected = link_report.slopes(material), link_report.expected(material)
    table = pd.read_csv(outputs["link"])
    assert slopes.count('scope="row"') == len(table) == 18
    assert slopes.count('scope="rowgroup"') == 4
    assert f"{WORDS['short_belief']}, {WORDS['link_level']}" in slopes
    first = table[table["family"] == "elements"].iloc[0]
    assert f">{danish.number(first['slope'] * 100, 1)}</td>" in slopes
    assert expected.count('scope="row"') == 4
    half = pd.read_csv(outputs["link_power"]).set_index("r2")["expected_hits"][0.5]
    assert f">{danish.number(half, 1)}</td>" in expected
