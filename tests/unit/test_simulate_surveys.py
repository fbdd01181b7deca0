"""The written surveys, read back: shares, panel, labels, bytes, and nothing taken from registers."""

import hashlib
import itertools
import json
import struct
from pathlib import Path

import numpy as np
import pandas as pd
import pyreadstat
import pytest

from effektspor.config.simulation import SimulationSettings
from effektspor.config.surveys import BRF_SURVEYS, SIMULATED, SIMULATED_KEY
from effektspor.errors import ConfigError
from effektspor.simulate.link import deal_profiles
from effektspor.simulate.parameters import load_parameters
from effektspor.simulate.run import simulate
from effektspor.simulate.surveys.parameters import load_survey_parameters
from effektspor.simulate.surveys.questionnaire import read_questionnaire
from effektspor.simulate.surveys.run import SurveyPlan

ROOT = Path(__file__).parents[2]
FOLDER, CODEBOOKS = ROOT / "data" / "simulation", ROOT / "data" / "surveys"
SMALL = {"starters": 12_000, "other_persons": 0, "replications": 0}
ROLES = {"leader": 1, "projectleader": 2, "caseworker": 3, "consultant": 4, "mentor": 5}
PLAN = SurveyPlan(BRF_SURVEYS, load_survey_parameters(FOLDER), CODEBOOKS)
ELEMENTS = {
    "prep": "f1a_",
    "ready": "f1b_",
    "referral": "f2a_",
    "plan": "f2b_",
    "cv": "f2c_",
    "followup": "f2d_",
    "match": "f3a_",
}


def _simulate(out: Path, plan: SurveyPlan | None = PLAN, **settings: object) -> Path:
    simulate(SimulationSettings(**{**SMALL, **settings}), load_parameters(FOLDER), out, plan)
    return out


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _simulate(tmp_path_factory.mktemp("surveys"))


def _read(folder: Path, survey: str) -> pd.DataFrame:
    """As any reader of the file sees it: user-missing codes are missing."""
    frame, _ = pyreadstat.read_sav(folder / SIMULATED[survey])
    return frame


@pytest.fixture(scope="module")
def staff(folder: Path) -> pd.DataFrame:
    return _read(folder, "staff")


def _items(frame: pd.DataFrame, element: str) -> pd.DataFrame:
    return frame.filter(regex=f"^{ELEMENTS[element]}")


def test_the_simulator_aims_at_the_published_tables() -> None:
    published = pd.read_csv(ROOT / "data" / "published" / "brf2019.csv").set_index("item_id")
    cells = pd.read_csv(FOLDER / "fidelity.csv")
    assert len(cells) == 7 * 2 * (1 + 5 + 17)
    assert (published.loc[cells["item_id"], "value"].to_numpy() == cells["percent"]).all()
    names = pd.read_csv(FOLDER / "municipalities.csv").set_index("code")["name"]
    in_table_3 = cells[cells["table"] == "t3"]
    assert (
        published.loc[in_table_3["item_id"], "group"].to_numpy()
        == names.loc[in_table_3["municipality"]].to_numpy()
    ).all()


def test_pooled_shares_print_as_published_in_every_cell_of_the_three_tables(
    staff: pd.DataFrame,
) -> None:
    for cell in pd.read_csv(FOLDER / "fidelity.csv").to_dict("records"):
        rows = staff["maaling"] == {"start": 1, "slut": 3}[cell["wave"]]
        if cell["table"] == "t2":
            rows &= staff["rolle"] == ROLES[cell["unit"]]
        if cell["table"] == "t3":
            rows &= staff["kommune"] == cell["municipality"]
        answers = _items(staff[rows], cell["element"]).stack()
        assert 100 * (answers >= 4).mean() == pytest.approx(cell["percent"], abs=0.5), cell


def test_the_truth_counts_the_cells_as_the_file_has_them(folder: Path) -> None:
    told = json.loads((folder / "truth.json").read_text())["surveys"]["staff"]
    assert told["cells"] == told["within_rounding"] == 322
    assert told["missed"] == []
    assert told["largest_miss"] < 0.5
    assert {sum(by_role.values()) for by_role in told["respondents"].values()} == {420, 390, 400}


def test_every_municipality_has_respondents_in_every_wave(staff: pd.DataFrame) -> None:
    numbers = staff.groupby(["maaling", "kommune"]).size().unstack()
    assert numbers.shape == (3, 17)
    assert numbers.to_numpy().min() >= 8
    assert list(staff.groupby("maaling").size()) == [420, 390, 400]


def test_midway_lies_between_start_and_end_in_the_large_units(staff: pd.DataFrame) -> None:
    by_wave = {
        element: [
            (_items(staff[staff["maaling"] == wave], element).stack() >= 4).mean()
            for wave in (1, 2, 3)
        ]
        for element in ELEMENTS
    }
    for shares in by_wave.values():
        assert min(shares[0], shares[2]) - 0.01 < shares[1] < max(shares[0], shares[2]) + 0.01


def test_most_respondents_stay_in_the_panel_with_their_place_and_role(staff: pd.DataFrame) -> None:
    persons = [set(staff.loc[staff["maaling"] == wave, "respid"]) for wave in (1, 2, 3)]
    assert not staff.duplicated(["respid", "maaling"]).any()
    for earlier, later in itertools.pairwise(persons):
        assert 0.5 < len(earlier & later) / len(later) < 0.7
    assert (staff.groupby("respid")[["kommune", "rolle"]].nunique() == 1).all(axis=None)


def _alpha(items: pd.DataFrame) -> float:
    covariance = items.cov().to_numpy()
    k = len(covariance)
    return float(k / (k - 1) * (1 - np.trace(covariance) / covariance.sum()))


def test_items_of_an_element_belong_together_and_elements_correlate(staff: pd.DataFrame) -> None:
    end = staff[staff["maaling"] == 3]
    for element in ELEMENTS:
        assert 0.6 < _alpha(_items(end, element)) < 0.9, element
    means = pd.DataFrame({element: _items(end, element).mean(axis=1) for element in ELEMENTS})
    off = means.corr().to_numpy()[np.triu_indices(7, 1)]
    assert 0.15 < off.mean() < 0.5


def test_belief_is_stable_and_has_nothing_to_do_with_fidelity(staff: pd.DataFrame) -> None:
    belief = staff.filter(regex="^b_").assign(b_3=6 - staff["b_3"])
    assert 0.65 < _alpha(belief) < 0.85
    shares = [(belief[staff["maaling"] == w].stack() >= 4).mean() for w in (1, 2, 3)]
    assert max(shares) - min(shares) < 0.06
    fidelity = pd.concat([_items(staff, element) for element in ELEMENTS], axis=1).mean(axis=1)
    assert abs(fidelity.corr(belief.mean(axis=1))) < 0.1
    by_place = pd.DataFrame(
        {"f": fidelity, "b": belief.mean(axis=1), "kommune": staff["kommune"]}
    ).groupby("kommune")
    assert abs(by_place.mean().corr().to_numpy()[0, 1]) < 0.6  # 17 points: within chance


def test_three_to_six_per_cent_of_the_answers_are_not_given(staff: pd.DataFrame) -> None:
    items = pd.concat([_items(staff, element) for element in ELEMENTS], axis=1)
    assert 0.03 < items.isna().to_numpy().mean() < 0.06


def test_a_person_s_answers_of_two_waves_go_together(staff: pd.DataFrame) -> None:
    level = pd.concat([_items(staff, element) for element in ELEMENTS], axis=1).mean(axis=1)
    wide = staff.assign(level=level).pivot_table(index="respid", columns="maaling", values="level")
    assert wide.corr().to_numpy()[0, 1] > 0.3


CITIZENS = [
    (survey, item, kind, percent)
    for survey, settings in (
        ("referral", PLAN.parameters.citizens.referral),
        ("later", PLAN.parameters.citizens.later),
    )
    for kind, shares in (
        ("positive", settings.positive),
        ("negative", settings.negative),
        ("neither", settings.neither),
    )
    for item, percent in shares.items()
]


@pytest.mark.parametrize(("survey", "item", "kind", "percent"), CITIZENS)
def test_shares_of_citizens_print_as_published_whoever_broke_off(
    folder: Path, survey: str, item: str, kind: str, percent: float
) -> None:
    whole, _ = pyreadstat.read_sav(folder / SIMULATED[survey], user_missing=True)
    asked = whole[whole["status"] < 3]
    if item in ("s2_hjulpet", "s2_tilfreds_praktik"):
        asked = asked[asked["s2_praktik"] == 1]
    codes = {"positive": (4, 5), "negative": (1, 2), "neither": (3,)}[kind]
    given = asked[item].isin((1,) if item.startswith("s1_maal") else codes)
    assert 100 * given.mean() == pytest.approx(percent, abs=0.5)
    assert 100 * given[asked[item].notna()].mean() == pytest.approx(percent, abs=0.5)


def test_published_shares_of_citizens_are_those_of_the_codebook() -> None:
    published = pd.read_csv(ROOT / "data" / "published" / "brf2019.csv").set_index("item_id")
    aims = {(item, kind): percent for _, item, kind, percent in CITIZENS}
    for survey in ("referral", "later"):
        book = read_questionnaire(CODEBOOKS, survey).variables
        for row in book[book["published"] != ""].to_dict("records"):
            value = published.loc[row["published"], "value"]
            assert aims.pop((row["variable"], "positive")) == value
    assert (
        aims.pop(("s2_maal", "negative")) == published.loc["brf.cs2.clear_goal_disagree", "value"]
    )
    assert aims.pop(("s2_maal", "neither")) == published.loc["brf.cs2.clear_goal_neither", "value"]
    assert not aims


@pytest.mark.parametrize(
    ("survey", "invited", "answered"), [("referral", 1950, 1326), ("later", 2192, 1096)]
)
def test_all_invited_stand_in_the_file_and_only_some_answered(
    folder: Path, survey: str, invited: int, answered: int
) -> None:
    frame = _read(folder, survey)
    assert len(frame) == frame["lbnr"].nunique() == invited
    assert (frame["status"] < 3).sum() == answered
    items = frame.filter(regex=r"^s[12]_")
    assert items[frame["status"] == 3].isna().all(axis=None)
    assert items[frame["status"] < 3].notna().any(axis=1).all()
    weight = frame["vaegt"]
    assert (weight[frame["status"] == 3] == 0).all()
    assert weight[frame["status"] < 3].mean() == pytest.approx(1, abs=1e-3)


def test_those_without_an_internship_are_not_asked_about_it(folder: Path) -> None:
    later = _read(folder, "later")
    others = later[later["s2_praktik"] != 1]
    assert others[["s2_hjulpet", "s2_tilfreds_praktik"]].isna().all(axis=None)


def test_women_and_older_persons_answer_more_often(folder: Path) -> None:
    both = pd.concat([_read(folder, "referral"), _read(folder, "later")])
    answered = both["status"] < 3
    by_sex = answered.groupby(both["koen"]).mean()
    assert by_sex[2] > by_sex[1]
    assert answered[both["aldersgruppe"] == 4].mean() > answered[both["aldersgruppe"] == 1].mean()


def test_nobody_helped_only_those_who_name_nobody(folder: Path) -> None:
    chosen = _read(folder, "referral").filter(regex="^s1_hjalp_").dropna().astype(int)
    assert ((chosen.iloc[:, :4].sum(axis=1) == 0) == (chosen.iloc[:, 4] == 1)).all()


@pytest.fixture(scope="module")
def progression(folder: Path) -> pd.DataFrame:
    return _read(folder, "progression")


def test_measurements_of_a_citizen_are_numbered_in_time(progression: pd.DataFrame) -> None:
    ordered = progression.sort_values(["pnr", "maaling_nr"])
    by_person = ordered.groupby("pnr")
    assert (ordered["maaling_nr"] == by_person.cumcount() + 1).all()
    days = pd.to_datetime(ordered["dato"]).groupby(ordered["pnr"]).diff().dt.days.dropna()
    assert days.between(91, 182).all()
    assert (by_person["kommune"].nunique() == 1).all()


def test_those_measured_are_participants_who_started_in_the_project(
    folder: Path, progression: pd.DataFrame
) -> None:
    dream = pd.read_stata(folder / "dream.dta").set_index("pnr")
    weeks = dream.filter(regex=r"^y_\d{4}$")
    programme = weeks.isin([str(code) for code in range(810, 819)])
    first = programme.to_numpy().argmax(axis=1)
    started = pd.Series(weeks.columns[first], index=weeks.index).loc[progression["pnr"]]
    assert started.str[2:4].isin(["17", "18"]).all()
    participants = set(pd.read_csv(FOLDER / "fidelity.csv")["municipality"].dropna().astype(int))
    assert set(progression["kommune"].astype(int)) <= participants


def test_the_changes_come_out_in_the_order_that_was_put_in() -> None:
    from effektspor.simulate.span import Span
    from effektspor.simulate.surveys.progression import draw_progression
    from effektspor.simulate.surveys.starters import Starters

    n = 20_000
    starters = Starters(
        pnr=np.array([b"S%09d" % k for k in range(n)], dtype="S10"),
        municipality=np.full(n, 101),
        start=np.full(n, 310),
        end=np.full(n, 10**6),
    )
    settings = PLAN.parameters.progression.model_copy(update={"persons": n})
    book = read_questionnaire(CODEBOOKS, "progression")
    frame = draw_progression(starters, settings, book, Span(2011, 2018), 3)
    answers = frame.set_index(["pnr", "maaling_nr"]).filter(regex="^q")
    answers = answers.where(answers <= 5)
    first, second = answers.xs(1.0, level=1), answers.xs(2.0, level=1)
    change = (second - first.reindex(second.index)).mean()
    for item, put_in in settings.change.items():
        assert change[item] == pytest.approx(put_in, abs=0.07), item
    assert set(change.nlargest(4).index) == {"q4", "q5", "q7", "q11"}
    stays = first.index.isin(second.index)
    level = first.mean(axis=1)
    assert level[stays].mean() > level[~stays].mean() + 0.02


def test_labels_missing_codes_sets_and_weight_stand_in_the_files(folder: Path) -> None:
    _, later = pyreadstat.read_sav(folder / SIMULATED["later"], user_missing=True)
    assert later.variable_value_labels["s2_plan"][8.0] == "Ved ikke"
    assert later.column_names_to_labels["s2_plan"].startswith("Der er en klar plan")
    assert {each["lo"] for each in later.missing_ranges["s2_plan"]} == {8.0, 9.0}
    (found,) = later.mr_sets.values()
    assert found["variable_list"] == [f"s2_barriere_{k}" for k in range(1, 6)]
    assert found["counted_value"] == 1
    assert found["is_dichotomy"]
    assert "SYNTHETIC" in later.file_label
    for survey, name in SIMULATED.items():
        content = (folder / name).read_bytes()
        (place,) = struct.unpack_from("<i", content, 76)
        book = read_questionnaire(CODEBOOKS, survey)
        names = list(book.variables["variable"])
        assert place == (names.index("vaegt") + 1 if "vaegt" in names else 0)


def test_a_long_text_variable_counts_several_places(tmp_path: Path) -> None:
    from effektspor.simulate.surveys.spss import _dictionary

    frame = pd.DataFrame({"key": ["x" * 20], "vaegt": [1.0]})
    pyreadstat.write_sav(frame, tmp_path / "a.sav")
    places, _ = _dictionary((tmp_path / "a.sav").read_bytes())
    assert places == {"KEY": 1, "VAEGT": 4}


def _digests(folder: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.iterdir())
    }


def test_the_same_seed_gives_the_same_bytes_and_registers_do_not_know_of_surveys(
    folder: Path, tmp_path: Path
) -> None:
    first = _digests(folder)
    assert _digests(_simulate(tmp_path / "again")) == first
    alone = _digests(_simulate(tmp_path / "alone", plan=None))
    assert {name for name in first if name not in alone} == {
        *SIMULATED.values(), SIMULATED_KEY
    }  # fmt: skip
    assert {name for name in alone if alone[name] != first[name]} == {"truth.json"}
    other = _digests(_simulate(tmp_path / "other", seed=5))
    assert all(other[name] != first[name] for name in SIMULATED.values())


def test_each_survey_is_the_same_without_the_others(folder: Path, tmp_path: Path) -> None:
    plan = SurveyPlan(("later",), PLAN.parameters, CODEBOOKS)
    alone = _digests(_simulate(tmp_path, plan=plan))
    assert alone[SIMULATED["later"]] == _digests(folder)[SIMULATED["later"]]
    assert not {SIMULATED["staff"], SIMULATED_KEY} & set(alone)


def test_the_key_pairs_the_participants_as_the_lots_fell_and_the_truth_is_silent(
    folder: Path,
) -> None:
    parameters = load_parameters(FOLDER)
    key = pd.read_csv(folder / SIMULATED_KEY)
    assert list(key) == ["survey", "register"]
    dealt = deal_profiles(parameters, SimulationSettings().seed)
    assert dict(zip(key["register"], key["survey"], strict=True)) == dealt.to_dict()
    codes = parameters.places.loc[parameters.places["participant"] == 1, "code"]
    assert sorted(key["survey"]) == sorted(key["register"]) == sorted(codes)
    truth = (folder / "truth.json").read_text(encoding="utf-8")
    assert set(json.loads(truth)["fidelity_link"]) == {"r2", "realised_r2", "municipalities"}
    assert "register" not in truth


def test_a_missing_codebook_or_a_wrong_parameter_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"staff\.csv is missing"):
        read_questionnaire(tmp_path, "staff")
    with pytest.raises(ConfigError, match=r"surveys\.yaml is missing"):
        load_survey_parameters(tmp_path)
    text = (FOLDER / "surveys.yaml").read_text(encoding="utf-8")
    (tmp_path / "surveys.yaml").write_text(text.replace("  stay:", "  stai:"))
    with pytest.raises(ConfigError, match="not usable") as told:
        load_survey_parameters(tmp_path)
    assert "staff" in str(told.value)


def test_a_study_too_small_for_any_participant_still_has_its_files(tmp_path: Path) -> None:
    _simulate(tmp_path, starters=100, seed=3)
    frame = _read(tmp_path, "progression")
    assert list(frame.columns[:4]) == ["pnr", "maaling_nr", "dato", "kommune"]
