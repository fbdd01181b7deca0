"""Checking a config and its data: what is told, what is withheld, and how it ends."""

import contextlib
import io
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest
import yaml

from effektspor.checking import masked, page
from effektspor.checking.outlook import Outlook, Weeks
from effektspor.checking.trial_run import make_files
from effektspor.cli import main
from effektspor.cohort.link_limits import refuse_unlinked
from effektspor.commands import check
from effektspor.config.load import load_config
from effektspor.errors import InputError
from effektspor.evaluations.diagnostics.finding import Series

ROOT = Path(__file__).parents[2]
SIZES = {"starters": 1200, "other_persons": 100, "replications": 0, "seed": 4}


@pytest.fixture(autouse=True)
def in_the_project(monkeypatch):
    monkeypatch.chdir(ROOT)


def study_in(folder, **simulate):
    """The built-in study of registers, small, with its files in a folder."""
    config = yaml.safe_load((ROOT / "config.yaml").read_text(encoding="utf-8"))
    study = config["studies"]["brf2019"]
    data = study["data"]
    del data["surveys"]
    data["simulate"] |= SIZES | simulate
    for source in ("dream", "hours", "population", "stv"):
        data[source]["path"] = str(folder / Path(data[source]["path"]).name)
    study["estimation"]["smallest_group"] = 5
    return {"studies": {"small": study}}


def write(path, config):
    path.write_text(yaml.safe_dump(config, allow_unicode=True), encoding="utf-8")
    return str(path)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """What a whole check says of a study whose files are not there: they are made and removed."""
    folder = tmp_path_factory.mktemp("check")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        config = study_in(folder / "raw")
        file = write(folder / "study.yaml", config)
        told = io.StringIO()
        with contextlib.redirect_stdout(told):
            code = main(["check", file, "--scratch", str(folder / "scratch")])
    return folder, config, code, told.getvalue()


def table_after(text, head):
    """Cells of the table below a line."""
    lines = text.splitlines()
    first = next(k for k, line in enumerate(lines) if line.strip().startswith(head)) + 1
    rows = []
    for line in lines[first:]:
        if not line.startswith("    "):
            break
        rows.append(re.split(r"\s{2,}", line.strip()))
    return rows


def test_files_that_the_run_makes_are_made_to_count_and_removed(made):
    folder, _, code, text = made
    assert code == check.FINE
    assert "made by the run" in text
    assert not list((folder / "scratch").iterdir())
    assert not (folder / "raw").exists()
    assert "OK. Build it: snakemake" in text


def test_persons_of_the_registers_are_counted_as_the_stages_count_them(made):
    _, config, _, text = made
    steps = dict(table_after(text, "Who is left"))
    assert steps["Persons in DREAM"] == f"{SIZES['starters'] + SIZES['other_persons']:,}"
    starts = table_after(text, "Starts that would be studied")
    counts = [int(cell.replace(",", "")) for row in starts[1:] for cell in row[1:]]
    last = list(steps.values())[-1]
    assert sum(counts) == int(last.replace(",", ""))
    ids = [config["studies"]["small"]["cohorts"][each]["id"] for each in ("pre", "post")]
    assert starts[0] == ids
    places = {row[0]: row[1:] for row in table_after(text, "Municipalities")[1:]}
    named = config["studies"]["small"]["municipalities"]["participants"]
    assert int(places["participants"][0]) <= len(named)


def test_it_tells_outcomes_event_placebo_years_and_what_is_not_evaluated(made):
    _, _, _, text = made
    outcomes = dict(table_after(text, "Outcomes"))
    assert len(outcomes) == 3
    assert all(weeks.endswith("of 104") for weeks in outcomes.values())
    assert "Time to event: first internship" in text
    assert [row[0] for row in table_after(text, "Placebo years")[1:]] == ["2013", "2014", "2015"]
    assert "Will be told as not evaluated:" in text
    assert "in a group and cohort" in text


def test_what_became_of_the_rows_is_told(made):
    rows = dict(table_after(made[3], "What ingest did"))
    assert rows["dream: Rows read"] == f"{SIZES['starters'] + SIZES['other_persons']:,}"
    assert {label.partition(":")[0] for label in rows} == {"dream", "hours", "population", "stv"}


def test_sources_that_hardly_link_are_told_without_a_count_of_few():
    links = pd.DataFrame([("hours", 2016, 40, 3)], columns=["source", "year", "n", "linked"])
    with pytest.raises(InputError) as stopped:
        refuse_unlinked(links, 0.5)
    assert "fewer than 5 have hours in 2016: below 12.5 per cent" in str(stopped.value)


def test_few_participating_municipalities_are_remarked(small_study):
    text = "\n".join(page.outlook_lines(small_study, outlook((9, 9, 9, 9), (0, 0, 0, 0))))
    assert "Fewer than 10 participating municipalities" in text


def test_no_key_of_a_person_is_told(made):
    assert not re.search(r"[Ss]\d{9}", made[3])


def simulated(made):
    """The files of the study on the disk, made once."""
    folder, config, _, _ = made
    if not (folder / "raw").exists():
        make_files(load_config(config).studies["small"], folder / "raw")
    return folder / "raw"


def test_a_new_study_is_counted_before_its_registers_are_made(tmp_path, capsys):
    file = tmp_path / "new.yaml"
    options = ["--family", "kontanthjaelp", "--placebo", "2013", "--simulate", "--yes"]
    assert main(["new-study", "never_built", *options, "--out", str(file)]) == 0
    text = file.read_text(encoding="utf-8")
    small = text.replace("starters: 6000", "starters: 800, other_persons: 100")
    assert small != text
    file.write_text(small, encoding="utf-8")
    main(["check", str(file), "--scratch", str(tmp_path / "scratch")])
    told = capsys.readouterr().out
    assert "they were made to count, and removed" in told
    assert dict(table_after(told, "Who is left"))["Persons in DREAM"] == "900"
    assert not (ROOT / "resources/synthetic/never_built").exists()


def test_quick_reads_the_first_rows_and_counts_no_person(made, tmp_path, capsys):
    raw = simulated(made)
    file = write(tmp_path / "study.yaml", study_in(raw))
    assert main(["check", file, "--quick"]) == check.FINE
    text = capsys.readouterr().out
    assert "not counted (--quick)" in text
    assert "Starts that would be studied" not in text
    rows = {row[0]: row for row in table_after(text, "Files") if len(row) > 3}
    assert rows["data.dream"][2] == f"{SIZES['starters'] + SIZES['other_persons']:,}"


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda raw: (raw / "bfl2016.dta").unlink(), "bfl2016.dta"),
        (lambda raw: (raw / "bef2016.csv").write_text("pnr,koen\n1,1\n"), "foed_dag"),
        (lambda raw: (raw / "stv.csv").write_text("pnr,other\nS000000001,1\n"), "stv is missing"),
        (lambda raw: (raw / "dream.dta").write_bytes(b"no data"), "dream.dta"),
        (lambda raw: (raw / "SYNTHETIC.json").unlink(), "does not carry the mark"),
        (lambda raw: _impossible(raw / "bef2017.csv"), "bef2017.csv, column koen"),
    ],
)
def test_a_file_that_is_wrong_is_named_and_the_others_are_still_looked_at(
    made, tmp_path, capsys, spoil, said
):
    raw = tmp_path / "raw"
    shutil.copytree(simulated(made), raw)
    spoil(raw)
    file = write(tmp_path / "study.yaml", study_in(raw))
    assert main(["check", file, "--quick"]) == check.PROBLEMS
    text = capsys.readouterr().out
    assert said in text
    assert "PROBLEM in study small" in text
    assert "to do:" in text
    assert not re.search(r"[Ss]\d{9}", text)
    assert sum("PROBLEM" in row for row in table_after(text, "Files")) in (1, 4)


def _impossible(path):
    people = pd.read_csv(path, dtype=str)
    people.loc[2, "koen"] = "7"
    people.to_csv(path, index=False)


def test_windows_that_the_files_do_not_reach_are_told_with_the_weeks(made, tmp_path, capsys):
    config = study_in(simulated(made), last_year=2020)
    study = config["studies"]["small"]
    study["cohorts"]["post"] = {"id": "2017-18", "first_year": 2018, "last_year": 2019}
    study["data"]["extract_date"] = "2020-04-01"
    study["data"]["hours"]["years"] = list(range(2013, 2020))
    study["data"]["population"]["years"] = list(range(2013, 2020))
    assert main(["check", write(tmp_path / "study.yaml", config), "--quick"]) == check.PROBLEMS
    text = capsys.readouterr().out
    assert "y_19" in text
    assert "covers the study's years" in text
    assert "bfl2019.dta" in text


def test_two_studies_are_checked_each_by_itself(made, tmp_path, capsys):
    config = study_in(simulated(made))
    wrong = yaml.safe_load(yaml.safe_dump(config["studies"]["small"]))
    wrong["municipalities"]["participants"] = [101, 102]
    wrong["diagnostics"] = {}
    config["studies"]["other"] = wrong
    assert main(["check", write(tmp_path / "study.yaml", config), "--quick"]) == check.PROBLEMS
    text = capsys.readouterr().out
    assert "Study small" in text
    assert "PROBLEM in study other: There are no municipalities with the numbers 102" in text
    assert "PROBLEM in study small" not in text


def test_nobody_left_is_told_with_the_step(made, tmp_path, capsys):
    config = study_in(simulated(made))
    config["studies"]["small"]["exclusions"] = {"min_age": 119}
    scratch = tmp_path / "scratch"
    file = write(tmp_path / "study.yaml", config)
    assert main(["check", file, "--scratch", str(scratch)]) == check.PROBLEMS
    text = capsys.readouterr().out
    assert "No course start is left" in text
    assert "attrition flow, step" in text
    assert not list(scratch.iterdir())


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "does not exist"),
        ("", "empty"),
        ("studies: {x: {evaluation: programm}}", "must be one of"),
        ("studies: [", "not valid YAML"),
        (
            "studies: {x: {evaluation: programme, name: A, data: {}, programme: {family: hest}}}",
            "studies.x",
        ),
    ],
)
def test_a_config_that_is_wrong_ends_with_two(tmp_path, capsys, content, said):
    file = tmp_path / "study.yaml"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    assert main(["check", str(file)]) == check.WRONG_CONFIG
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        (r"C:\data\dream.dta", r"Folders are separated by / here"),
        ("~/dream.dta", "~ is not understood"),
        ("/nowhere/at/all/dream.dta", "Its folder is not there either"),
        ("data/dræm.dta", "looked up from"),
    ],
)
def test_a_path_that_leads_nowhere_is_told_why(tmp_path, capsys, path, hint):
    config = study_in(tmp_path)
    data = config["studies"]["small"]["data"]
    del data["simulate"]
    data["dream"]["path"] = path
    assert main(["check", write(tmp_path / "study.yaml", config), "--quick"]) == check.PROBLEMS
    text = capsys.readouterr().out
    assert hint in text
    assert path in text


def outlook(starts, events, steps=(("a", 900), ("b", 900))):
    cells = [
        (group, cohort)
        for group in ("participants", "comparison")
        for cohort in ("2016", "2017-18")
    ]
    return Outlook(
        steps,
        dict(zip(cells, starts, strict=True)),
        dict(zip(cells, events, strict=True)),
        {"participants": (3, 2), "comparison": (40, 30)},
        {2013: {"participants": 3, "comparison": 0}},
        (Weeks(Series("hours", "started"), (), ("104 weeks: fewer than 50 persons",), ()),),
    )


@pytest.fixture
def small_study():
    config = yaml.safe_load((ROOT / "config.yaml").read_text(encoding="utf-8"))
    return load_config(config).studies["brf2019"]


def test_counts_of_few_are_withheld_with_those_that_give_them_away(small_study):
    seen = outlook((3, 100, 200, 300), (0, 98, 50, 60), steps=(("a", 605), ("b", 603), ("c", 603)))
    text = "\n".join(page.outlook_lines(small_study, seen))
    starts = table_after(text, "Starts that would be studied")[1:]
    assert [row.count("withheld") for row in starts] == [2, 2]
    # Two of a hundred are without the event: their number is withheld as well.
    assert "98" not in text
    assert dict(table_after(text, "Who is left")) == {"a": "withheld", "b": "603", "c": "603"}
    assert table_after(text, "Placebo years")[1] == ["2013", "under 5", "0"]


def test_nothing_to_evaluate_is_a_problem(small_study):
    (problem,) = page.problems_of(small_study, outlook((9, 9, 9, 9), (1, 1, 1, 1)))
    assert "No week of any outcome" in problem
    assert "estimation.smallest_group" in problem


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ([10, 10, 10], [10, 10, 10]),
        ([13, 12, 10], [None, None, 10]),
        ([20, 12, 10], [20, None, 10]),
        ([20, 3], [20, None]),
        ([20, 0], [20, 0]),
    ],
)
def test_a_chain_of_counts_tells_no_drop_of_few(counts, told):
    assert masked.chain(counts, 5) == told


def test_weeks_are_told_as_runs():
    assert page.runs_of([3, 4, 5, 9, 11, 12]) == "3-5, 9, 11-12"
    assert page.runs_of([]) == "none"
    assert page.runs_of([1, 3, 5, 7, 9]) == "1, 3, 5, 2 more runs"
