"""The trial beside the country: shares, weights, composition, status, and what is withheld."""

import json

import numpy as np
import pandas as pd
import pytest
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from effektspor.cli import main
from effektspor.cohort.waiting.tables import MONTHS, PEOPLE
from effektspor.config.trial import Randomisation
from effektspor.evaluations.trial.agreement import agreement_rows
from effektspor.evaluations.trial.composition import composition_table, smd
from effektspor.evaluations.trial.composition_words import VARIABLES
from effektspor.evaluations.trial.inference import Inference
from effektspor.evaluations.trial.likeness import described_by, likeness
from effektspor.evaluations.trial.national import OUTCOMES, national_table
from effektspor.evaluations.trial.printed_items import COMPOSITION
from effektspor.evaluations.trial.status import END, LATER, status_table, withheld_states
from effektspor.published import read_published
from effektspor.trial.tables import PERSONS

HOW = Inference(0.95, Randomisation(draws=999), 5)
MIN_CELL = 5
PER_ARM, COUNTRY, LAST = 60, 900, 18
STATES = ["flexjob", "disability_pension", "ledighedsydelse", "sickness", "self_support"]


def people(seed=3):
    """A trial that waits longer and is older than the country."""
    rng = np.random.default_rng(seed)
    n, drawn = 2 * PER_ARM + COUNTRY, 2 * PER_ARM
    trial = np.arange(n) < drawn
    return PEOPLE.conform(
        pd.DataFrame(
            {
                "id": np.arange(n),
                "person": np.where(trial, [f"P{i:05d}" for i in range(n)], ""),
                "group": np.where(trial, "trial", "national"),
                "arm": np.where(trial, np.resize(["other_actor", "municipality"], n), ""),
                "place": np.where(trial, np.resize(["A", "A", "B", "B"], n), ""),
                "wait_weeks": np.where(rng.random(n) < np.where(trial, 0.5, 0.25), 90.0, 40.0),
                "age": np.where(trial, 28, 24) + rng.integers(0, 38, n).astype(float),
                "woman": pd.array((rng.random(n) < 0.7).astype(int), dtype="Int8"),
                "non_western": pd.array((rng.random(n) < 0.15).astype(int), dtype="Int8"),
                "origin": rng.choice(["sickness", "rehabilitation", "unknown"], n),
            }
        )
    )


def months(who, seed=4):
    """All wait at first; from then on the longer the wait the fewer flexjobs."""
    rng = np.random.default_rng(seed)
    parts = []
    for month in range(LAST + 1):
        gain = 0.012 * month * np.where(who["wait_weeks"] > 78, 0.5, 1.5)
        draw = rng.random(len(who))
        state = np.select(
            [draw < gain, draw < gain + 0.008 * month, draw < gain + 0.013 * month],
            ["flexjob", "disability_pension", "sickness"],
            "ledighedsydelse",
        )
        parts.append(pd.DataFrame({"id": who["id"], "month": month, "state": state}))
    return MONTHS.conform(pd.concat(parts).sort_values(["id", "month"]))


@pytest.fixture(name="world", scope="module")
def made_world():
    who = people()
    return who, months(who), likeness(who, 78)


def test_shares_differences_and_intervals_are_those_of_other_code(world):
    who, states, like = world
    how = Inference(0.95, HOW.randomisation, min_cell=1)
    table = national_table(like, states, (8, 12), how).set_index(["group", "month", "outcome"])
    own = states[states["month"] == 12].merge(who[["id", "group", "arm"]], on="id")
    assert table.index.is_unique
    for group, inside in (
        ("trial", own["group"] == "trial"),
        ("other_actor", own["arm"] == "other_actor"),
        ("national", own["group"] == "national"),
    ):
        n, of = int((own.loc[inside, "state"] == "flexjob").sum()), int(inside.sum())
        row = table.loc[(group, 12, "flexjob")]
        assert (row["n"], row["of"], row["state"]) == (n, of, "shown")
        low, high = proportion_confint(n, of, method="wilson")
        assert (row["low"], row["high"]) == pytest.approx((low, high))
    trial, country = (table.loc[(g, 12, "flexjob")] for g in ("trial", "national"))
    low, high = confint_proportions_2indep(
        trial["n"], trial["of"], country["n"], country["of"], method="newcomb"
    )
    assert trial["difference"] == pytest.approx(trial["share"] - country["share"])
    assert (trial["diff_low"], trial["diff_high"]) == pytest.approx((low, high))
    assert np.isnan(country["difference"])


def test_the_weighted_country_has_the_trials_composition_and_its_own_outcome(world):
    who, states, like = world
    table = national_table(like, states, (8, 12), HOW).set_index(["group", "month", "outcome"])
    country = who["group"] == "national"
    own = states[(states["month"] == 12)].set_index("id")["state"][who.loc[country, "id"]]
    expected = np.average(own == "flexjob", weights=like.weights)
    row, trial = (table.loc[(g, 12, "flexjob")] for g in ("national_weighted", "trial"))
    assert row["share"] == pytest.approx(expected)
    # Long waits have fewer flexjobs, and the trial has more of them.
    assert row["share"] < table.loc[("national", 12, "flexjob"), "share"]
    size = like.weights.sum() ** 2 / (like.weights**2).sum()
    assert row["of"] == pytest.approx(size)
    assert row["of"] < COUNTRY
    assert np.isnan(row["n"])
    low, high = proportion_confint(expected * size, size, method="wilson")
    assert (row["low"], row["high"]) == pytest.approx((low, high))
    assert row["difference"] == pytest.approx(trial["share"] - expected)
    assert row["diff_low"] < row["difference"] < row["diff_high"]


def test_all_months_are_there_and_those_of_the_comparison_are_marked(world):
    _, states, like = world
    table = national_table(like, states, (8, 12), HOW)
    assert len(table) == (LAST + 1) * 5 * 3
    assert sorted(table.loc[table["compared"], "month"].unique()) == [8, 12]
    start = table[(table["month"] == 0) & (table["outcome"] == "flexjob")]
    assert (start["share"] == 0).all()


def test_no_small_count_can_be_found_by_subtraction(world):
    who, states, like = world
    table = national_table(like, states, (), HOW)
    own = states.merge(who[["id", "group", "arm"]], on="id")
    own["group"] = own["group"].where(own["group"] == "national", own["arm"])
    hidden = 0
    for month, rows in table.groupby("month"):
        shown = rows.set_index(["group", "outcome"])["n"]
        true = own[own["month"] == month].groupby("group")["state"].value_counts()
        for outcome in OUTCOMES:
            pair = shown[[("other_actor", outcome), ("municipality", outcome)]]
            # A sum of both arms beside one of them would tell the other.
            assert pair.isna().sum() != 1 or np.isnan(shown["trial", outcome])
            assert pair.isna().any() or not np.isnan(shown["trial", outcome])
            for group in ("other_actor", "municipality", "national"):
                n = true.get((group, outcome), 0)
                assert np.isnan(shown[group, outcome]) or not 0 < n < MIN_CELL
                hidden += int(np.isnan(shown[group, outcome]))
        for group in ("other_actor", "municipality", "national"):
            known = shown[group].dropna()
            of = rows.loc[rows["group"] == group, "of"].iloc[0]
            if len(known) == len(OUTCOMES):  # then the rest is told
                assert not 0 < of - known.sum() < MIN_CELL
    assert hidden  # the world has small counts


def test_weighting_with_a_category_that_the_country_lacks():
    who = people()
    who.loc[who.index[:10], "origin"] = "flexjob"
    like = likeness(who, 78)
    origin = like.group("national")["origin"]
    held = pd.Series(like.weights).groupby(origin.to_numpy()).sum() / COUNTRY
    trial = like.group("trial")["origin"]
    expected = trial[trial != "flexjob"].value_counts(normalize=True)
    pd.testing.assert_series_equal(held, expected, check_names=False, check_like=True)


def test_a_country_that_cannot_be_made_like_the_trial_has_no_weights():
    who = people()
    who.loc[who["group"] == "national", "wait_weeks"] = 30.0
    who.loc[who["group"] == "trial", "wait_weeks"] = 90.0
    like = likeness(who, 78)
    assert like.weights is None
    table = national_table(like, months(who), (12,), HOW)
    weighted = table[table["group"] == "national_weighted"]
    assert weighted["share"].isna().all()
    assert (weighted["state"] != "shown").all()
    assert composition_table(like, 5)["share_national_weighted"].isna().all()


def test_a_country_without_anybody():
    who = people().query("group == 'trial'")
    like = likeness(who, 78)
    table = national_table(like, months(who), (12,), HOW)
    assert set(table.loc[table["group"] == "national", "state"]) == {"not_evaluated"}
    assert table.loc[table["group"] == "trial", "difference"].isna().all()
    assert (composition_table(like, 5)["of_national"] == 0).all()


def test_composition_before_and_after_weighting(world):
    who, _, like = world
    table = composition_table(like, MIN_CELL).set_index(["variable", "value"])
    assert list(dict.fromkeys(table.index.get_level_values(0))) == list(VARIABLES)
    trial = who["group"] == "trial"
    long = who["wait_weeks"] >= 78
    row = table.loc[("long_wait", "yes")]
    assert (row["n_trial"], row["of_trial"]) == (int((trial & long).sum()), 120)
    p, q = long[trial].mean(), long[~trial].mean()
    assert row["smd_before"] == pytest.approx((p - q) / np.sqrt((p * (1 - p) + q * (1 - q)) / 2))
    shown = table[table["state"] == "shown"]
    assert shown["smd_after"].abs().max() < 1e-8
    np.testing.assert_allclose(shown["share_national_weighted"], shown["share_trial"], atol=1e-9)
    for variable, rows in table.groupby(level=0):
        if (rows["state"] == "shown").all():
            assert rows["share_national"].sum() == pytest.approx(1), variable


def test_a_hidden_count_of_the_trial_is_in_no_other_column():
    who = people()
    few = who.index[who["group"] == "trial"][:3]
    who["origin"] = who["origin"].where(~who.index.isin(few), "social_assistance")
    who.loc[who.index[-40:], "origin"] = "social_assistance"
    table = composition_table(likeness(who, 78), MIN_CELL).set_index(["variable", "value"])
    row = table.loc[("origin", "social_assistance")]
    assert row["state"] == "withheld"
    told = row[["n_trial", "share_trial", "share_national_weighted", "smd_before", "smd_after"]]
    assert told.isna().all()
    # Another category of the variable goes with it: the trial's size is known.
    assert (table.loc["origin", "n_trial"].isna()).sum() == 2


def test_described_by_knows_ages_limits_and_what_is_missing():
    who = (
        people()
        .iloc[:6]
        .assign(age=[29.0, 30, 39, 59, 60, np.nan], wait_weeks=[77.9, 78, 26, 90, 117, 0])
    )
    who.loc[who.index[0], ["woman", "non_western"]] = pd.NA
    told = described_by(who, 78)
    assert told["age"].tolist() == ["under_30", "30_39", "30_39", "50_59", "60_over", "unknown"]
    assert told["long_wait"].tolist() == ["no", "yes", "no", "yes", "yes", "no"]
    assert told.iloc[0][["sex", "non_western"]].tolist() == ["unknown", "unknown"]
    for variable, (_, _, values) in VARIABLES.items():
        assert set(told[variable]) <= {value for value, _, _ in values}


def test_smd_without_spread():
    assert smd(1.0, 1.0, 1.0) == 0
    assert np.isnan(smd(1.0, 0.0, 1.0))


def test_printed_items_are_published(pytestconfig):
    known = set(read_published(pytestconfig.rootpath / "data/published")["item_id"])
    for (variable, value), items in COMPOSITION.items():
        assert value in [each for each, _, _ in VARIABLES[variable][2]]
        assert set(items) <= known


# --- status ---

END_STATES = {
    "flexjob": "flexjob", "ledighedsydelse": "ledighedsydelse", "moved": "ledighedsydelse",
    "disability_pension": "disability_pension", "self_support": "self_support",
}  # fmt: skip


def drawn(who, seed=5):
    """Persons of the trial with a status at the end, by key."""
    trial = who[who["group"] == "trial"]
    rng = np.random.default_rng(seed)
    status = rng.choice(list(END_STATES), len(trial), p=[0.3, 0.4, 0.1, 0.1, 0.1])
    return pd.DataFrame(
        {"person": trial["person"], "arm": trial["arm"], "end_status": status}
    ).reset_index(drop=True)


def register(persons, who, wrong=()):
    """Months that say the same as the file at the end, but of some persons; later all is as then."""
    state = persons["end_status"].map(END_STATES).to_numpy(dtype=object)
    for row in wrong:
        state[row] = "other"
    ids = who.loc[who["group"] == "trial", "id"]
    parts = [pd.DataFrame({"id": ids, "month": m, "state": state}) for m in (12, 18)]
    return MONTHS.conform(pd.concat(parts))


def status_of(persons, who, states, min_cell=MIN_CELL):
    table = status_table(persons, who, states, {END: 12, LATER: 18}, min_cell)
    return table.set_index(["date", "source", "arm", "status"]).sort_index()


def test_status_by_both_sources_and_their_agreement(world):
    who = world[0]
    persons = drawn(who)
    compared = np.flatnonzero((persons["end_status"] == "ledighedsydelse").to_numpy())[:7]
    table = status_of(persons, who, register(persons, who, compared), min_cell=1)
    assert (table["state"] == "shown").all()
    for arm, inside in (
        ("all", slice(None)),
        *((a, persons["arm"] == a) for a in ("other_actor",)),
    ):
        counts = persons.loc[inside, "end_status"].value_counts()
        own = table.loc[("project_end", "trial_file", arm)]
        assert own.loc["flexjob", "n"] == counts["flexjob"]
        assert own.loc["fleksydelse", "n"] == 0
        assert (own["of"] == counts.sum()).all()
        assert own["share"].sum() == pytest.approx(1)
    counts = persons["end_status"].value_counts()
    later = table.loc[("status_date", "register", "all")]
    assert later.loc["ledighedsydelse", "n"] == counts["ledighedsydelse"] + counts["moved"] - 7
    assert later.loc["other", "n"] == 7
    assert later.loc["followed", "n"] == 120
    assert later.loc["flexjob_kept", ["n", "of"]].tolist() == [counts["flexjob"]] * 2
    agree = table.loc[("project_end", "agreement", "all")]
    assert agree.loc["all", ["n", "of"]].tolist() == [113 - counts["moved"], 120 - counts["moved"]]
    assert agree.loc["ledighedsydelse", "n"] == counts["ledighedsydelse"] - 7


def test_who_is_not_in_the_register_counts_in_the_file_only(world):
    who = world[0]
    persons = drawn(who)
    without = who[who["person"] != "P00000"]
    table = status_of(persons, without, register(persons, who), min_cell=1)
    assert (table.loc[("project_end", "trial_file", "all"), "of"] == 120).all()
    assert table.loc[("project_end", "register", "all", "flexjob"), "of"] == 119


def test_the_few_who_moved_are_not_told_by_what_the_register_adds():
    """Ten moved: seven of one arm are still on the benefit elsewhere, three of the other."""
    who = people()
    n = 2 * PER_ARM
    arm = who.loc[who["group"] == "trial", "arm"].to_numpy()
    status = np.full(n, "ledighedsydelse", dtype=object)
    status[:30], status[30:46] = "flexjob", "disability_pension"
    for group, many in (("other_actor", 3), ("municipality", 7)):
        status[np.flatnonzero((arm == group) & (status == "ledighedsydelse"))[:many]] = "moved"
        status[np.flatnonzero((arm == group) & (status == "ledighedsydelse"))[-6:]] = "self_support"
    persons = drawn(who).assign(end_status=status)
    states = register(persons, who)
    table = status_of(persons, who, states)
    told = table["state"] == "shown"
    end = table["n"].where(told).xs("project_end")
    for group in ("other_actor", "municipality"):
        apart = (
            end["register", group, "ledighedsydelse"] - end["trial_file", group, "ledighedsydelse"]
        )
        assert np.isnan(apart)
    # What the outcomes of the draw tell by arm is told here too, in both sources.
    for source in ("trial_file", "register"):
        assert told[("project_end", source, "other_actor", "flexjob")]
        assert told[("project_end", source, "other_actor", "disability_pension")]
    assert told[("project_end", "trial_file", "other_actor", "ledighedsydelse")]
    hidden = {12: withheld_states(table.reset_index())}
    assert "ledighedsydelse" in hidden[12]
    both = pd.concat([states[states["month"] == 12], months(who)[lambda all_: all_["month"] == 12]])
    both = both.drop_duplicates("id").sort_values("id")
    beside = national_table(likeness(who, 78), both, (12,), HOW, hidden)
    rows = beside.set_index(["group", "outcome"])
    for group in ("trial", "other_actor", "municipality"):
        assert np.isnan(rows.loc[(group, "ledighedsydelse"), "n"])
        assert rows.loc[(group, "disability_pension"), "state"] == "shown"


def test_what_is_withheld_in_one_source_is_in_the_other(world):
    who = world[0]
    persons = drawn(who)
    persons.loc[persons["end_status"] == "self_support", "end_status"] = "ledighedsydelse"
    persons.loc[:2, "end_status"] = "self_support"
    persons.loc[3:5, "end_status"] = "disability_pension"
    table = status_of(persons, who, register(persons, who))
    for arm in ("all", "other_actor", "municipality"):
        hidden = [
            table.loc[("project_end", source, arm, "self_support"), "state"]
            for source in ("trial_file", "register")
        ]
        assert hidden[0] == hidden[1]
    for (_, source, arm), rows in table.groupby(level=[0, 1, 2]):
        if source == "agreement":
            continue
        rows = rows[~rows.index.get_level_values(3).isin(["followed", "flexjob_kept"])]
        assert not rows["n"].between(1, MIN_CELL - 1).any(), arm
        assert (rows["state"] == "withheld").sum() != 1
    assert table.loc[("project_end", "trial_file", "all", "self_support"), "state"] == "withheld"


def test_agreement_does_not_tell_a_base_that_is_withheld(world):
    who = world[0]
    persons = drawn(who)
    persons["end_status"] = persons["end_status"].replace("disability_pension", "ledighedsydelse")
    persons.loc[:2, "end_status"] = "disability_pension"
    table = status_of(persons, who, register(persons, who))
    row = table.loc[("project_end", "agreement", "all", "disability_pension")]
    assert row["state"] == "withheld"
    assert np.isnan(row["n"])
    assert np.isnan(row["of"])


def test_agreement_of_few_who_differ_is_withheld():
    told = pd.Series(["flexjob"] * 30 + ["ledighedsydelse"] * 40, index=range(70))
    known = pd.Series(["flexjob"] * 28 + ["other"] * 2 + ["ledighedsydelse"] * 40, index=range(70))
    rows = {row["status"]: row for row in agreement_rows(told, known, 5)}
    assert rows["flexjob"]["withheld"]
    assert rows["all"]["withheld"]
    whole = {row["status"]: row for row in agreement_rows(told, known, 1)}
    assert (whole["all"]["n"], whole["all"]["of"]) == (68, 70)


def test_the_command_writes_three_tables(tmp_path, world):
    who, states, _ = world
    persons = drawn(who)
    whole = persons.assign(
        municipality=101, place="A", birth_date=pd.NaT, answered_before="no", answered_after="no"
    )
    for column in PERSONS.columns:
        if column.name not in whole:
            whole[column.name] = pd.Series([None] * len(whole), dtype=column.dtype)
    inputs = {"persons": (PERSONS, whole), "people": (PEOPLE, who), "months": (MONTHS, states)}
    settings = {
        "project_start": "2005-10-01", "project_end": "2006-10-01", "status_date": "2007-04-01",
        "national_months": [8, 12], "waiting": {}, "randomisation": {}, "confidence": 0.95,
        "disclosure": {"min_cell": 5},
    }  # fmt: skip
    argv = ["trial-national", "--settings", json.dumps(settings)]
    for name, (table, frame) in inputs.items():
        table.write(frame, tmp_path / f"{name}.parquet")
        argv += [f"--{name}", str(tmp_path / f"{name}.parquet")]
    for name in ("national", "composition", "status"):
        argv += [f"--{name}", str(tmp_path / f"trial_{name}.csv")]
    assert main(argv) == 0
    national = pd.read_csv(tmp_path / "trial_national.csv")
    assert set(national["group"]) == {
        "trial", "other_actor", "municipality", "national", "national_weighted",
    }  # fmt: skip
    assert len(pd.read_csv(tmp_path / "trial_composition.csv")) >= 10
    assert set(pd.read_csv(tmp_path / "trial_status.csv")["source"]) == {
        "trial_file", "register", "agreement",
    }  # fmt: skip
