"""The written files of the synthetic trial, read back: the printed counts, and DREAM beside them."""

import hashlib
import json

import numpy as np
import pandas as pd
import pytest
from trial_world import DATA, arguments, simulate, week

from effektspor.cli import main
from effektspor.errors import ConfigError

START, END = pd.Timestamp("2005-10-01"), pd.Timestamp("2006-10-01")
ACTOR, PUBLIC = "Anden aktør", "Kommune"
PUBLISHED = pd.read_csv(DATA / "published" / "discus2007.csv").set_index("item_id")["value"]
TARGETS = pd.read_csv(DATA / "simulation" / "targets_discus2007.csv")


@pytest.fixture(scope="module", params=[20070101, 5, 77])
def made(request, tmp_path_factory):
    return simulate(tmp_path_factory.mktemp(f"trial{request.param}"), seed=request.param)


@pytest.fixture(scope="module")
def trial(tmp_path_factory):
    return simulate(tmp_path_factory.mktemp("trial"))


def percent(which):
    return 100 * which.mean()


def printed(item):
    return float(PUBLISHED[item])


def employed(made):
    """Persons in a job that counts at the end, and the share of an answer among those who gave one."""
    jobs = made.jobs[made.jobs["counts"] & made.jobs["job_slut"].isna()]
    return made.persons.loc[jobs["pnr"]]


def test_four_places_with_thirty_of_each_arm(made):
    sizes = made.persons.groupby(["kommune", "arm"], observed=True).size()
    assert len(sizes) == 8
    assert (sizes == 30).all()
    codes = made.persons.groupby(made.persons["arm"].astype(str))["arm_code"].unique()
    assert codes.map(list).to_dict() == {ACTOR: [1.0], PUBLIC: [0.0]}


def test_end_status_as_printed(made):
    status = made.persons["slutstatus"].value_counts().to_dict()
    assert status == {
        "Fleksjob": 56, "Ledighedsydelse": 145, "Førtidspension": 16, "Fraflyttet kommunen": 12,
        "Kontanthjælp": 1, "Selvforsørgende": 3, "Fleksydelse": 7,
    }  # fmt: skip
    waiting = made.persons[made.persons["slutstatus"] == "Ledighedsydelse"]
    assert waiting["afstand"].value_counts().tolist() == [73, 29, 24, 19]
    assert waiting["arm"].value_counts().to_dict() == {ACTOR: 77, PUBLIC: 68}
    assert made.persons["afstand"].notna().sum() == 145


def test_jobs_are_not_persons(made):
    jobs = made.jobs
    assert jobs.loc[jobs["counts"], "arm"].value_counts().to_dict() == {PUBLIC: 35, ACTOR: 30}
    lasting = jobs[jobs["job_slut"].isna()]
    assert (lasting["counts"].sum(), len(lasting)) == (55, 56)
    assert lasting["pnr"].is_unique
    assert jobs.loc[jobs["counts"], "job_slut"].notna().sum() == 10
    assert jobs["pnr"].duplicated().sum() == 2
    at_end = made.persons.loc[lasting["pnr"], "slutstatus"]
    assert (at_end == "Fleksjob").all()


def test_the_job_that_does_not_count_is_of_a_person_who_was_returned(made):
    (job,) = made.jobs[~made.jobs["counts"]].itertuples()
    assert (job.arm, job.oprettet_af) == (ACTOR, PUBLIC)
    returned = pd.Timestamp(made.persons.loc[job.pnr, "tilbagevist"])
    assert START < returned < job.job_start
    assert set(made.persons["arm"][made.persons["tilbagevist"].notna()]) == {ACTOR}


def test_one_municipality_found_jobs_for_half_and_none_ended(made):
    jobs = made.jobs[made.jobs["counts"] & (made.jobs["arm"] == PUBLIC)]
    by_place = jobs.groupby(jobs["pnr"].map(made.persons["kommune"]))["job_slut"]
    best = by_place.size().idxmax()
    assert by_place.size()[best] == 15
    assert by_place.count()[best] == 0
    assert (by_place.count().drop(best) > 0).all()


def test_profile_of_those_employed_by_arm(made):
    mine = employed(made)
    for arm, key in ((ACTOR, "other_actors"), (PUBLIC, "municipalities")):
        rows = mine[mine["arm"] == arm]
        shares = {
            "flex.from_sickness": percent(rows["oprindelse"].dropna() == "Sygedagpenge"),
            "flex.wait18m": percent(rows["ventetid"] > 18),
            "flex.right_solution_before": percent(rows["rette_foer"].dropna() == "Ja"),
            "satisfied": percent(rows["tilfreds"].dropna().isin(["Meget tilfreds", "Tilfreds"])),
        }
        for name, share in shares.items():
            assert round(share) == printed(f"d07.{name}.{key}"), (name, key)


def test_profile_of_all(made):
    persons = made.persons
    born = pd.to_datetime(persons["foed_dag"])
    fifties = (born <= START - pd.DateOffset(years=50)) & (born > START - pd.DateOffset(years=60))
    assert fifties.sum() == 120
    assert (persons["koen"] == "Kvinde").sum() == 168
    assert (persons["begrundelse"] == "Kun fysisk").sum() == 192
    assert (persons["ventetid"] >= 18).sum() == 98
    assert not persons["ventetid"].between(17.5, 18.5).any()  # no reading depends on the limit
    assert persons["ventetid"].min() >= 6
    abroad = persons[persons["ikkevestlig"] == "Ja"]
    assert len(abroad) == 23
    assert 75 < percent(abroad["slutstatus"] == "Ledighedsydelse") < 82.5
    for variable, item in (
        ("aktivitet_efter", "activity.trial"),
        ("aktivitet_foer", "activity.before"),
        ("tilbudt_efter", "offered_flexjob.trial"),
        ("tilbudt_foer", "offered_flexjob.before"),
    ):
        assert round(percent(persons[variable].dropna() == "Ja")) == printed(f"d07.{item}")


def test_those_who_did_not_answer_say_nothing(made):
    persons = made.persons
    for when, told in (("foer", "svar_foer"), ("efter", "svar_efter")):
        silent = persons[persons[told] == "Nej"]
        assert 0 < len(silent) < 60
        assert silent.filter(regex=f"^(rette|aktivitet|tilbudt)_{when}").isna().all(axis=None)
    active = persons.filter(["samtaler", "kurser", "afklaringer", "arbejdsproevninger"]).sum(axis=1)
    answered = persons["aktivitet_efter"].notna()
    assert ((active > 0) == (persons["aktivitet_efter"] == "Ja"))[answered].all()


def test_statements_in_words(made):
    persons = made.persons
    status = persons["slutstatus"].astype(str)
    pension, stuck = (
        persons[status == "Førtidspension"],
        persons[persons["afstand"] == "Sidder fast i ledighed"],
    )
    assert (pension["begrundelse"] == "Både fysisk og psykisk").sum() == 4
    few = persons["timer_evne"] == "Under 10 timer"
    assert percent(few[pension.index]) > 1.5 * percent(few)
    assert percent(pension["ventetid"] > 18) > percent(persons["ventetid"] > 18)
    assert 45 < percent(stuck["arbejdsproevninger"] == 0) < 50
    for when in ("foer", "efter"):
        no = persons[f"rette_{when}"] == "Nej"
        assert percent(status[no] == "Ledighedsydelse") == pytest.approx(100 * 2 / 3)
    right = persons["rette_efter"] == "Ja"
    assert percent(right[status == "Fleksjob"]) > percent(right[status == "Ledighedsydelse"])
    talks = persons[["samtaler", "kurser", "afklaringer"]].sum(axis=1)
    waiting = status == "Ledighedsydelse"
    by_arm = talks[waiting].groupby(persons["arm"][waiting].astype(str)).mean()
    assert by_arm[ACTOR] > by_arm[PUBLIC]


def test_time_in_jobs_within_the_project(made):
    jobs = made.jobs[made.jobs["counts"]]
    last = jobs["job_slut"].fillna(END)
    months = (last - jobs["job_start"]).dt.days / 30.4375
    mean = months.groupby(jobs["arm"]).mean()
    assert round(mean[PUBLIC], 1) == printed("d07.duration.municipalities")
    assert round(mean[ACTOR], 1) == printed("d07.duration.other_actors")
    assert jobs["job_start"].between(START, END).all()
    assert (last <= END).all()
    soon = (jobs["job_start"] < START + pd.DateOffset(months=3)).groupby(jobs["arm"]).mean()
    assert soon[PUBLIC] > 2 * soon[ACTOR]
    for _, own in jobs.groupby("pnr"):
        own = own.sort_values("job_start")
        assert (own["job_slut"].iloc[:-1].to_numpy() < own["job_start"].iloc[1:].to_numpy()).all()


def test_companies(made):
    jobs = made.jobs[made.jobs["counts"]]
    small = (jobs["sektor"] == "Privat") & (jobs["ansatte"] < 50)
    assert small.sum() == 39
    assert (jobs["ansatte"][small] < 10).sum() == 20  # half of 39 is no whole number
    half = (jobs["loentilskud"] == "Halvt løntilskud").groupby(jobs["arm"]).sum()
    assert half.to_dict() == {PUBLIC: 12, ACTOR: 2}
    tried = jobs["proevet_foer"] == "Ja"
    assert jobs["samme_sted"].notna().equals(tried)
    same = (jobs["samme_sted"] == "Ja")[tried].groupby(jobs["arm"][tried]).mean()
    assert same[ACTOR] > same[PUBLIC]
    first = pd.to_datetime(jobs["pnr"].map(made.persons["foerste_proevning"]))
    assert (first[tried] < jobs["job_start"][tried]).all()


def test_dream_agrees_with_the_file(made):
    persons = made.persons
    dream = made.dream.loc[persons.index]
    assert (dream[week(START)] == "740").all()
    at_end = dream[week(END)].groupby(persons["slutstatus"].astype(str)).unique().map(set)
    assert at_end["Fleksjob"] <= {"771", "774"}
    assert at_end["Førtidspension"] == {"783"}
    assert at_end["Fleksydelse"] == {"622"}
    assert at_end["Kontanthjælp"] == {"730"}
    assert at_end["Selvforsørgende"] == {""}
    assert at_end["Ledighedsydelse"] <= {"740", "743", "747"}
    for month, share in ((8, 20), (12, 23)):
        codes = dream[week(START + pd.DateOffset(months=month))]
        assert round(percent(codes.isin(["771", "774"]))) == share


def test_dream_has_the_jobs_from_their_first_to_their_last_week(made):
    weeks = [c for c in made.dream if c.startswith("y_")]
    mondays = pd.Series(
        pd.to_datetime([f"20{c[2:4]}-W{c[4:]}-1" for c in weeks], format="%G-W%V-%u")
    )
    inside = mondays.between(START, END - pd.Timedelta(days=7)).to_numpy()
    for pnr, own in made.jobs.groupby("pnr"):
        codes = made.dream.loc[pnr, weeks].isin(["771", "774"]).to_numpy()
        spans = [
            mondays.between(start - pd.Timedelta(days=3), last - pd.Timedelta(days=3))
            for start, last in zip(own["job_start"], own["job_slut"].fillna(END), strict=True)
        ]
        expected = np.any(spans, axis=0)
        assert (codes[inside] == expected[inside]).all()


def test_the_wait_in_dream_is_that_of_the_file(made):
    weeks = [c for c in made.dream if c.startswith("y_")]
    before = made.dream.loc[made.persons.index, weeks].iloc[:, : weeks.index(week(START))]
    waits = before.apply(lambda row: _wait(row.tolist()[::-1]), axis=1)
    seen = waits < 0.95 * before.shape[1]  # others have waited since before the register
    assert seen.sum() > 150
    assert (np.floor(waits * 12 / 52) == made.persons["ventetid"])[seen].all()
    assert (made.persons["ventetid"][~seen] >= 30).all()


def _wait(codes):
    """Weeks backwards on ledighedsydelse, over gaps of sickness of at most four weeks."""
    weeks = gap = 0
    for code in codes:
        if code.startswith("74"):
            weeks, gap = weeks + gap + 1, 0
        elif code.startswith("89") and gap < 4:
            gap += 1
        else:
            break
    return weeks


def test_population_register_agrees_with_the_trial(made):
    for year in (2005, 2006):
        known = pd.read_csv(made.folder / f"bef{year}.csv").set_index("pnr").loc[made.persons.index]
        assert (known["foed_dag"] == made.persons["foed_dag"].astype(str)).all()
        assert ((known["koen"] == 2) == (made.persons["koen"] == "Kvinde")).all()
        assert ((known["ikkevestlig"] == 1) == (made.persons["ikkevestlig"] == "Ja")).all()


def test_municipality_numbers_of_the_year(made):
    places = pd.read_csv(DATA / "codes" / "municipalities_by_year.csv")
    low, high = places["valid_from"].fillna(0), places["valid_to"].fillna(9999)
    for year in range(2003, 2009):
        known = places["number"][(low <= year) & (high >= year)]
        assert set(made.dream[f"nykom{year}"]) <= set(known), year
    mine = made.dream.loc[made.persons.index]
    assert (mine["nykom2005"] == made.persons["kommune"]).all()
    moved = made.persons["slutstatus"] == "Fraflyttet kommunen"
    assert (mine["nykom2006"] == made.persons["kommune"])[~moved].all()
    became = places.dropna(subset="became").set_index("number")["became"]
    now = made.persons["kommune"].map(became[~became.index.duplicated()])
    assert (mine["nykom2007"] == now)[~moved].all()
    assert (mine["nykom2007"] != now)[moved].all()
    assert now.nunique() == 4


def test_every_target_is_met_and_is_what_is_printed(made):
    exact = [t for t in made.truth["targets"] if t["how"] != "expected"]
    assert [t["target"] for t in exact if not t["hit"]] == []
    assert {t["item"] for t in made.truth["targets"]} == set(TARGETS["item"])
    for target in made.truth["targets"]:
        assert target["published"] == printed(target["item"])


def test_the_truth_tells_what_was_searched_and_read(trial):
    best, second = trial.truth["employed_by_arm"][:2]
    assert best["employed"] == {"other_actor": 29, "municipality": 26}
    assert best["missing_answers"] < second["missing_answers"]
    assert any("no whole number" in each["what"] for each in trial.truth["readings"])
    mark = json.loads((trial.folder / "SYNTHETIC.json").read_text())
    assert mark["synthetic"] is True
    assert mark["parameters_hash"] == trial.truth["parameters_hash"]


def test_same_seed_same_bytes_another_seed_other_bytes(trial, tmp_path):
    again = simulate(tmp_path / "again")
    other = simulate(tmp_path / "other", seed=3)
    files = sorted(path.name for path in trial.folder.iterdir())
    assert files == sorted(path.name for path in again.folder.iterdir())
    assert not any(name.endswith(".partial") for name in files)
    for name in files:
        assert _hash(trial.folder / name) == _hash(again.folder / name), name
        assert _hash(trial.folder / name) != _hash(other.folder / name), name


def test_stata_files_have_the_same_bytes_too(tmp_path):
    once, again = (simulate(tmp_path / n, trial_format="dta").folder for n in ("once", "again"))
    for name in ("forsoegspersoner.dta", "fleksjob.dta"):
        assert _hash(once / name) == _hash(again / name)


def _hash(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_stata_files_hold_the_same(trial, tmp_path):
    stata = simulate(tmp_path, trial_format="dta", file_format="csv")
    for name in ("forsoegspersoner", "fleksjob"):
        own, meta = stata.read(name, labelled=True)
        spss, other = trial.read(name, labelled=True)
        pd.testing.assert_frame_equal(
            own.astype(str).replace("nan", "None"), spss.astype(str).replace("nan", "None")
        )
        assert meta.column_names_to_labels == other.column_names_to_labels
        labels = {
            k: {int(c): t for c, t in v.items()} for k, v in other.variable_value_labels.items()
        }
        assert meta.variable_value_labels == labels
    dream = pd.read_csv(tmp_path / "dream.csv", dtype=str, keep_default_na=False).set_index("pnr")
    codes = trial.dream.filter(regex=r"^y_")
    assert (dream.loc[codes.index, codes.columns] == codes).all(axis=None)


def test_a_project_that_is_too_short_is_refused(tmp_path, capsys):
    settings = {"project_end": "2006-04-01", "status_date": "2006-10-01"}
    assert main(arguments(tmp_path, settings)) == ConfigError.exit_code
    assert "a synthetic project lasts at least 273 days, this one 182" in capsys.readouterr().err


def test_registers_that_do_not_reach_the_status_are_refused(tmp_path, capsys):
    settings = {"status_date": "2009-04-01"}
    assert main(arguments(tmp_path, settings)) == ConfigError.exit_code
    assert "simulate.first_year and last_year must hold" in capsys.readouterr().err


def test_another_project_of_a_year_meets_the_counts_too(tmp_path):
    settings = {
        "project_start": "2004-11-15",
        "project_end": "2005-11-15",
        "status_date": "2006-05-01",
        "national_months": [6],
    }
    other = simulate(tmp_path, settings, first_year=2001, last_year=2007)
    assert other.truth["targets_missed"] == [
        name for name in other.truth["targets_missed"] if name.startswith("national.")
    ]
    assert "national.flexjob.6m" in other.truth["national"]
