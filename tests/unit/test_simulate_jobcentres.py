"""The written surveys of the job centres, read back by pyreadstat: shares, pairs, labels, bytes."""

import hashlib
import re
import shutil
from fractions import Fraction
from pathlib import Path

import numpy as np
import pandas as pd
import pyreadstat
import pytest

from effektspor.config.surveys import JOB_CENTRE_SURVEYS, KL_SIMULATED
from effektspor.errors import ConfigError
from effektspor.qualifier import covers, parse_qualifier
from effektspor.simulate.jobcentres.page import renewed
from effektspor.simulate.jobcentres.parameters import load_job_centres
from effektspor.simulate.jobcentres.run import JobCentrePlan, write
from survey_files import BOOKS, ingest

ROOT = Path(__file__).parents[2]
FOLDER, CODEBOOKS = ROOT / "data" / "simulation", ROOT / "data" / "surveys"
PLACES = pd.read_csv(FOLDER / "municipalities.csv")
PUBLISHED = pd.read_csv(ROOT / "data" / "published" / "kl2016.csv", dtype=str).set_index("item_id")
TARGETS = pd.read_csv(FOLDER / "jobcentres_targets.csv", dtype=str, keep_default_na=False)
SEED = 4


def simulate(out, seed=SEED, surveys=JOB_CENTRE_SURVEYS, folder=FOLDER):
    out.mkdir(parents=True, exist_ok=True)
    return write(JobCentrePlan(surveys, load_job_centres(folder), CODEBOOKS), PLACES, seed, out)


@pytest.fixture(scope="module", params=[SEED, 2016, 77])
def made(request, tmp_path_factory):
    """Folder and truth of one seed."""
    folder = tmp_path_factory.mktemp(f"seed{request.param}")
    return folder, simulate(folder, request.param)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    out = tmp_path_factory.mktemp("centres")
    simulate(out)
    return out


def raw(folder, survey="jobcentres"):
    """Labels as text, "Ved ikke" among them, by item."""
    frame, meta = pyreadstat.read_sav(folder / KL_SIMULATED[survey], user_missing=True)
    columns = {}
    for question in BOOKS[survey].items:
        labels = meta.variable_value_labels.get(question.variable)
        column = frame[question.variable]
        columns[question.item] = column.map(labels) if labels else column
    return pd.DataFrame(columns).assign(kommune=frame["kommune"], status=frame["status"])


def printed_share(frame, survey, item, answers):
    """Per cent from the file by the codebook: of the valid answers, with "don't know" where it counts."""
    question = next(q for q in BOOKS[survey].items if q.item == item)
    if question.part == "text":
        of = frame.loc[frame["status"] == 1, item]
        return Fraction(100 * int((of != "").sum()), len(of)), len(of)
    ids = {label: a for a in question.scale.answers for label in a.labels}
    given = [ids[label] for label in frame[item].dropna()]
    base = [a for a in given if a.kind == "value" or question.dont_know_counts]
    return Fraction(100 * sum(a.id in answers for a in base), len(base)), len(base)


def test_the_simulator_aims_at_the_printed_shares():
    rows = TARGETS.drop_duplicates("item_id").set_index("item_id")
    printed = PUBLISHED.loc[rows.index]
    assert (printed["value"] == rows["percent"]).all()
    assert [parse_qualifier(q) for q in rows["qualifier"]] == [
        parse_qualifier(q) for q in printed["qualifier"]
    ]


def test_every_printed_share_of_the_survey_is_aimed_at():
    about = PUBLISHED[
        PUBLISHED["basis"].isin(["calibration", "recomputed"])
        & (PUBLISHED["unit"] == "percent")
        & ~PUBLISHED.index.str.match(r"kl\.(exit|origin|passive|company_offer|fig1|fig2)\.")
    ]
    left = set(about.index) - set(TARGETS["item_id"])
    # A statement on citizens, and no share of job centres.
    assert left == {"kl.expect.disability_pension.p4"}


def test_shares_of_the_file_print_as_published(made):
    folder, _ = made
    frames = {survey: raw(folder, survey) for survey in JOB_CENTRE_SURVEYS}
    checked = 0
    for target in TARGETS.itertuples():
        if target.item == "response" or target.reading == "nested":
            continue
        own, base = printed_share(
            frames[target.survey], target.survey, target.item, target.answers.split()
        )
        words = parse_qualifier(target.qualifier)
        decimals = len(target.percent.partition(".")[2])
        assert covers(float(target.percent), decimals, words.kind, words.direction, float(own))
        if words.kind == "exact":
            assert round(own) == int(target.percent), target.item_id
        assert base <= 72
        checked += 1
    assert checked > 45


def test_seventy_of_ninety_eight_answer_and_the_others_stand_in_the_file(made):
    folder, truth = made
    frame = raw(folder)
    assert frame["kommune"].tolist() == PLACES["code"].tolist()
    assert frame["status"].value_counts().to_dict() == {1: 70, 3: 28}
    silent = frame[frame["status"] == 3].drop(columns=["kommune", "status", "comments"])
    assert silent.isna().all(axis=None)
    assert (frame.loc[frame["status"] == 3, "comments"] == "").all()
    assert truth["jobcentres"]["answered"] == 70
    assert raw(folder, "jobcentres_before")["status"].value_counts()[1] == 72


def test_the_truth_says_what_can_be_printed_and_from_which_base(made):
    _, truth = made
    told = truth["jobcentres"]
    by_id = {target["item_id"]: target for target in told["targets"]}
    assert told["targets_missed"] == truth["jobcentres_before"]["targets_missed"] == []
    assert told["targets_met"] == len(told["targets"]) == len(by_id)
    eight = by_id["kl.fig4.knowledge"]
    assert not eight["possible_of_all"]
    assert "59-66" in eight["possible_bases"]
    assert eight["base"] in range(59, 67)
    assert by_id["kl.challenge.motivation.large"]["possible_of_all"]
    assert by_id["kl.survey2016.response_rate"]["possible_counts"] == "70"
    for item in told["items"].values():
        unsure = 0 if sum(item["counts"].values()) == item["base"] else item["dont_know"]
        assert sum(item["counts"].values()) + unsure == item["base"]
        in_base = item["base"] + item["missing"] + (0 if unsure else item["dont_know"])
        assert in_base == 70


def test_dont_know_is_in_the_base_where_the_codebook_says_so(folder):
    frame = raw(folder)
    share, base = printed_share(frame, "jobcentres", "motivation_time", ["dont_know"])
    assert round(share) == 21
    assert base == frame["motivation_time"].notna().sum()
    _, without = printed_share(frame, "jobcentres", "challenge_knowledge", [])
    unsure = (frame["challenge_knowledge"] == "Ved ikke").sum()
    assert unsure > 0
    assert without == frame["challenge_knowledge"].notna().sum() - unsure


def test_the_second_reading_of_figure_9_nests_its_shares(tmp_path):
    for name in ("jobcentres.yaml", "jobcentres_targets.csv"):
        shutil.copy(FOLDER / name, tmp_path / name)
    text = (tmp_path / "jobcentres.yaml").read_text(encoding="utf-8")
    (tmp_path / "jobcentres.yaml").write_text(
        text.replace("reading: additive", "reading: nested"), encoding="utf-8"
    )
    truth = simulate(tmp_path / "nested", folder=tmp_path)
    simulate(tmp_path / "additive")
    both = ["rises", "rises_strongly"]
    rising = {
        reading: printed_share(raw(tmp_path / reading), "jobcentres", "company_expectation", both)
        for reading in ("nested", "additive")
    }
    assert truth["reading"] == "nested"
    assert truth["jobcentres"]["targets_missed"] == []
    assert round(rising["nested"][0]) == 66
    assert round(rising["additive"][0]) == 78


def test_expectations_of_a_municipality_can_be(made):
    folder, truth = made
    lowest = {"Under 10 pct.": 0, "10-25 pct.": 10, "26-50 pct.": 26, "Over 50 pct.": 51}
    for survey in JOB_CENTRE_SURVEYS:
        expected = raw(folder, survey).filter(regex="^expected_")
        least = expected.apply(lambda column: column.map(lowest)).sum(axis=1)
        assert least.max() <= 100
        assert truth[survey]["over_hundred"] == 0


def places(frame, item, survey="jobcentres"):
    """Place on the scale; missing without a valid answer."""
    question = next(q for q in BOOKS[survey].items if q.item == item)
    value = {label: a.value for a in question.scale.answers for label in a.labels}
    return frame[item].map(value).astype(float)


def test_answers_go_together_as_one_would_think(tmp_path):
    """Mean rank correlation over worlds, so that no seed decides."""
    found = []
    for seed in range(12):
        simulate(tmp_path / str(seed), seed)
        frame = raw(tmp_path / str(seed))
        pairs = [
            ("coop_health", "coop_social"),
            ("challenge_motivation", "motivation_change"),
            ("challenge_rehabteam", "coop_social"),
            ("expected_selfsupport", "expected_pension"),
        ]
        found.append([places(frame, a).corr(places(frame, b), method="spearman") for a, b in pairs])
    together = np.mean(found, axis=0)
    assert together[0] > 0.3
    assert (together[1:] < -0.15).all()


def test_the_surveys_are_paired(tmp_path):
    """The same municipality says about the same in both, more than chance."""
    found, both = [], []
    for seed in range(12):
        simulate(tmp_path / str(seed), seed)
        now, before = (raw(tmp_path / str(seed), survey) for survey in JOB_CENTRE_SURVEYS)
        a = places(now, "challenge_motivation")
        b = places(before, "challenge_motivation", "jobcentres_before")
        found.append(a.corr(b, method="spearman"))
        both.append(int(((now["status"] == 1) & (before["status"] == 1)).sum()))
    assert np.mean(found) > 0.3
    assert np.mean(both) > 70 * 72 / 98


def test_the_same_seed_gives_the_same_bytes_and_another_survey_changes_nothing(tmp_path, folder):
    simulate(tmp_path / "again")
    simulate(tmp_path / "one", surveys=("jobcentres_before",))
    simulate(tmp_path / "other", seed=SEED + 1)

    def digest(where, survey):
        return hashlib.sha256((where / KL_SIMULATED[survey]).read_bytes()).hexdigest()

    for survey in JOB_CENTRE_SURVEYS:
        assert digest(tmp_path / "again", survey) == digest(folder, survey)
        assert digest(tmp_path / "other", survey) != digest(folder, survey)
    assert digest(tmp_path / "one", "jobcentres_before") == digest(folder, "jobcentres_before")
    assert not (tmp_path / "one" / KL_SIMULATED["jobcentres"]).exists()


def test_the_file_has_labels_missing_codes_and_the_set_of_sectors(folder):
    _, meta = pyreadstat.read_sav(folder / KL_SIMULATED["jobcentres"], user_missing=True)
    assert meta.file_label.startswith("SYNTHETIC")
    assert meta.column_names == [v.variable for v in BOOKS["jobcentres"].variables]
    assert meta.missing_ranges["udf_viden"] == [{"lo": 8.0, "hi": 8.0}]
    assert meta.variable_value_labels["udf_viden"][8.0] == "Ved ikke"
    assert "bemaerkninger" not in meta.variable_value_labels
    [declared] = meta.mr_sets.values()
    assert declared["counted_value"] == 1
    assert len(declared["variable_list"]) == 7


def test_ingest_reads_what_the_truth_says(folder, tmp_path):
    truth = simulate(tmp_path)
    for survey in JOB_CENTRE_SURVEYS:
        read, counts = ingest([folder / KL_SIMULATED[survey]], survey, participants=None)
        told = truth[survey]
        assert read.summary["invited"] == told["invited"] == 98
        assert read.summary["valid"] == told["answered"]
        states = read.answers.groupby(["item", "state"]).size()
        for item, counted in told["items"].items():
            assert states.get((item, "answered"), 0) == sum(counted["counts"].values())
            assert states.get((item, "dont_know"), 0) == counted["dont_know"]
            assert states.get((item, "missing"), 0) == counted["missing"]
        assert set(counts) == {"read", "dont_know"}


def test_nothing_in_the_surveys_is_of_a_year():
    """A study of another year has the same files: the year is the config's."""
    texts = [q.wording_da + q.wording_en for s in JOB_CENTRE_SURVEYS for q in BOOKS[s].variables]
    comments = load_job_centres(FOLDER).parameters.comments
    assert not re.search(r"20[0-9]{2}", " ".join([*texts, *comments]))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("  answered: 70", "  answered: 99", "only 98 are invited"),
        ("coop_health: {", "coop_heaven: {", "no question of the codebook"),
        ("{very_bad: 0, bad: 1,", "{awful: 0, bad: 1,", "not the answers of its scale"),
        ("reading: additive", "reading: both", "reading"),
        ("draws: 200", "draws: 0", "draws"),
    ],
)
def test_a_wrong_parameter_is_named(tmp_path, old, new, words):
    shutil.copy(FOLDER / "jobcentres_targets.csv", tmp_path)
    text = (FOLDER / "jobcentres.yaml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "jobcentres.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ConfigError) as told:
        simulate(tmp_path / "out", folder=tmp_path)
    assert words in str(told.value)
    assert "jobcentres.yaml" in str(told.value)


def test_the_page_has_the_table_of_the_committed_parameters():
    page = (ROOT / "docs" / "simulation.md").read_text(encoding="utf-8")
    assert renewed(page, ROOT / "data") == page
    assert "59-66" in page


def test_missing_parameters_are_named(tmp_path):
    with pytest.raises(ConfigError, match=r"jobcentres\.yaml is missing"):
        load_job_centres(tmp_path)
