"""Files of a trial with defects: a clear message without anybody's values, or a count in the ledger."""

import re

import numpy as np
import pandas as pd
import pytest

from effektspor.errors import InputError
from effektspor.trial.codebook import read_codebook, read_scales
from effektspor.trial.tables import JOBS, PERSONS
from trial_files import BOOKS, ROOT, SCALES, ingest, jobs_file, persons_file, read, write

KEY = re.compile(r"[PX][0-9]{9}")


def refused(folder, *words, persons=None, jobs=None, **options):
    """The message of an ingest that must stop; it holds the words and nobody's key."""
    with pytest.raises(InputError) as caught:
        read(folder, persons, jobs, **options)
    message = str(caught.value)
    for word in words:
        assert word in message, message
    assert not KEY.search(message)
    assert "to do: " in message
    return message


def changed(frame, row, **cells):
    """A copy with other cells in one row (from 0)."""
    frame = frame.copy()
    for column, value in cells.items():
        if isinstance(value, str):
            frame[column] = frame[column].astype(object)
        frame.loc[row, column] = value
    return frame


PERSON_CASES = {
    "an unknown code": ({"koen": 7.0}, ("not on the scale: code 7", "column koen", "row 5")),
    "no arm": ({"arm": np.nan}, ("A value is missing", "column arm", "row 5")),
    "no status at the end": ({"slutstatus": np.nan}, ("missing", "column slutstatus", "row 5")),
    "no mark of who answered": ({"svar_foer": np.nan}, ("missing", "column svar_foer")),
    "no municipality": ({"kommune": np.nan}, ("A value is missing", "column kommune", "row 5")),
    "an unknown municipality": ({"kommune": 999.0}, ("not in the list", "column kommune", "row 5")),
    "a number of after 2007": ({"kommune": 360.0}, ("not in use in 2005: 360", "column kommune")),
    "a new number of an old name": ({"kommune": 316.0}, ("not in use in 2005: 316", "row 5")),
    "a negative number": ({"samtaler": -1.0}, ("numbers of at least zero", "column samtaler")),
    "a negative wait": ({"ventetid": -2.0}, ("numbers of at least zero", "column ventetid")),
    "answers before without answering": (
        {"svar_foer": 0.0, "rette_foer": 2.0}, ("did not answer", "column rette_foer", "row 5"),
    ),
    "answers after without answering": (
        {"svar_efter": 0.0, "tilfreds": 5.0}, ("did not answer", "column tilfreds", "row 5"),
    ),
    "a distance in a flexjob": (
        {"slutstatus": 1.0, "afstand": 2.0}, ("not on ledighedsydelse", "column afstand", "row 5"),
    ),
    "returned from the municipality": (
        {"arm": 0.0, "tilbagevist": pd.Timestamp("2006-01-01")},
        ("drawn to the municipality has been returned", "column tilbagevist"),
    ),
    "returned before the start": (
        {"arm": 1.0, "tilbagevist": pd.Timestamp("2005-01-01")},
        ("before the project began", "column tilbagevist", "row 5"),
    ),
    "born after the start": (
        {"foed_dag": pd.Timestamp("2055-05-01")}, ("not before the project", "column foed_dag"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", PERSON_CASES)
def test_a_wrong_person_stops_the_run_also_with_a_tolerance(tmp_path, case):
    cells, words = PERSON_CASES[case]
    frame = changed(persons_file(), 4, **cells)
    refused(tmp_path, "persons.sav", *words, persons=frame)
    # Who was drawn is never set aside: that would undo the draw.
    refused(tmp_path, *words, persons=frame, tolerance=0.05)


JOB_CASES = {
    "no first day": ({"job_start": pd.NaT}, ("A value is missing", "column job_start", "row 4")),
    "ends before it begins": (
        {"job_slut": pd.Timestamp("2006-01-01")}, ("ends before it begins", "column job_slut"),
    ),
    "of nobody in the trial": ({"pnr": "X000000001"}, ("not among the trial's persons", "column pnr")),
    "a negative number": ({"ansatte": -3.0}, ("numbers of at least zero", "column ansatte")),
    "created by nobody": ({"oprettet_af": np.nan}, ("A value is missing", "column oprettet_af")),
    "two at a time": (
        {"pnr": "P000000006", "job_start": pd.Timestamp("2006-05-01")},
        ("earlier job has ended", "column job_start", "row 4"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", JOB_CASES)
def test_a_wrong_job_stops_the_run_or_is_set_aside_within_the_tolerance(tmp_path, case):
    cells, words = JOB_CASES[case]
    jobs = changed(jobs_file(), 3, **cells)
    refused(tmp_path, "jobs.sav", *words, "row 4", jobs=jobs)
    trial, told = read(tmp_path, jobs=jobs, tolerance=0.1)
    assert told["trial_jobs/out_of_range"] == 1
    assert len(trial.jobs) == 9


def test_an_unknown_code_of_a_job_stops(tmp_path):
    jobs = changed(jobs_file(), 3, sektor=5.0)
    refused(tmp_path, "code 5", "column sektor", "row 4", "data.trial.scales", jobs=jobs)


def test_a_label_that_is_unknown_is_not_shown(tmp_path):
    persons = persons_file()
    persons["koen"] = np.where(persons["koen"] == 1, "Mand", "Noget andet")
    message = refused(tmp_path, "a text", "column koen", persons=persons, suffix=".csv")
    assert "Noget" not in message


def test_all_missing_required_columns_are_named(tmp_path):
    persons = persons_file().drop(columns=["arm", "slutstatus", "samtaler"])
    message = refused(tmp_path, "2 columns", "arm, slutstatus", "codebook", persons=persons)
    assert "samtaler" not in message
    jobs = jobs_file().drop(columns="oprettet_af")
    refused(tmp_path, "A column of the trial is missing: oprettet_af", jobs=jobs)


def test_a_person_twice_in_one_file_or_in_two(tmp_path):
    frame = persons_file()
    refused(tmp_path, "more than once", "row 25", persons=pd.concat([frame, frame.iloc[[3]]]))
    parts = [
        write(part, tmp_path / name, BOOKS[0])
        for name, part in (("a.sav", frame), ("b.sav", frame.iloc[[3]]))
    ]
    jobs = write(jobs_file(), tmp_path / "j.sav", BOOKS[1])
    with pytest.raises(InputError, match=r"more than once(.|\n)*b.sav, column pnr, row 1"):
        ingest(parts, jobs)


def test_an_arm_with_nobody(tmp_path):
    frame = persons_file()
    one = frame[frame["arm"] == 1]
    refused(tmp_path, "Nobody was drawn to the arm municipality", persons=one)


def test_a_municipality_that_is_no_block(tmp_path):
    frame = persons_file()
    frame = frame[(frame["arm"] == 1) | (frame["kommune"] == 101)]
    message = refused(tmp_path, "1 of 2 municipalities have nobody", persons=frame)
    assert "217" not in message


def test_an_unequal_draw_is_remarked(tmp_path):
    trial, told = read(tmp_path, persons_file().iloc[:-2], jobs_file().iloc[[0, 1]])
    assert "trial_persons/unequal_draw" not in told  # one of each arm is gone
    # Those who are 5 and 17 have no job; both were drawn to the municipality.
    trial, told = read(tmp_path, persons_file().drop(index=[5, 17]))
    assert told["trial_persons/unequal_draw"] == 2
    assert len(trial.persons) == 22


def test_a_short_wait_is_counted_and_kept(tmp_path):
    frame = persons_file()
    frame["ventetid"] = np.where(frame.index < 3, 5.9, 6.0)
    trial, told = read(tmp_path, frame)
    assert told == {"trial_persons/short_wait": 3}
    assert len(trial.persons) == 24


def test_jobs_outside_the_project_are_set_aside_and_counted(tmp_path):
    jobs = jobs_file()
    jobs.loc[8, ["job_start", "job_slut"]] = pd.to_datetime(["2005-06-01", "2005-09-30"])
    jobs.loc[9, "job_start"] = pd.Timestamp("2006-10-02")
    jobs.loc[9, "job_slut"] = pd.NaT
    jobs.loc[1, "job_slut"] = pd.Timestamp("2006-10-01")
    trial, told = read(tmp_path, jobs=jobs)
    assert told == {"trial_jobs/job_outside": 2}
    assert len(trial.jobs) == 8


def test_status_and_jobs_that_do_not_agree_are_counted(tmp_path):
    # One employed at the end has left the job before it, and one on ledighedsydelse has a job.
    jobs = changed(jobs_file(), 2, job_slut=pd.Timestamp("2006-09-30"))
    jobs.loc[9, "pnr"] = "P000000001"
    jobs.loc[9, "job_slut"] = pd.NaT
    _, told = read(tmp_path, jobs=jobs)
    assert told["trial_persons/no_job_at_end"] == 1
    assert told["trial_persons/job_at_end"] == 1


def test_files_of_two_studies(tmp_path):
    jobs = jobs_file().assign(pnr=[f"X{i:09d}" for i in range(10)])
    refused(tmp_path, "None of 10 jobs is of a person of the trial", "jobs.sav", jobs=jobs)
    refused(tmp_path, "None of 10 jobs", jobs=jobs, tolerance=0.05)


@pytest.mark.parametrize("form", ["%Y-%m-%d", "%Y%m%d", "%d-%m-%Y"])
def test_dates_as_text_are_read(tmp_path, form):
    frame = persons_file()
    born = frame["foed_dag"]
    frame["foed_dag"] = born.dt.strftime(form)
    trial, _ = read(tmp_path, frame)
    assert (trial.persons["birth_date"] == born).all()


def test_dates_that_nobody_can_read(tmp_path):
    frame = persons_file()
    refused(
        tmp_path, "should hold dates", "column foed_dag", "row 2",
        persons=frame.assign(foed_dag=frame["foed_dag"].dt.strftime("%Y-%m-%d").where(
            frame.index != 1, "foråret 1960")),
    )  # fmt: skip
    doubtful = ["03-04-1960"] * len(frame)
    refused(
        tmp_path, "begin with the day or with the month", persons=frame.assign(foed_dag=doubtful)
    )


def test_person_keys_that_lost_their_zeros(tmp_path):
    frame = persons_file()
    frame["pnr"] = [f"{i + 95:03d}".lstrip("0") for i in range(len(frame))]
    refused(tmp_path, "differ in length", persons=frame)


def test_the_simulators_keys_are_not_called_real(tmp_path):
    frame, jobs = persons_file(), jobs_file()
    for each in (frame, jobs):
        each["pnr"] = each["pnr"].str.replace("P", "S")
    refused(tmp_path, "presents them as real", persons=frame, jobs=jobs)
    assert len(read(tmp_path, frame, jobs, synthetic=True)[0].persons) == 24


def test_a_file_without_rows(tmp_path):
    refused(tmp_path, "no rows", persons=persons_file().iloc[:0])


BOOK_CASES = {
    "a scale that there is not": ("koen,category,sex,", "koen,category,sexes,", "needs a scale"),
    "a scale of a number": ("samtaler,number,,", "samtaler,number,sex,", "needs a scale"),
    "a kind that there is not": ("samtaler,number,", "samtaler,amount,", "A kind is none of"),
    "a variable that there is not": ("talks,samtaler", "chats,samtaler", "no variable chats"),
    "a variable twice": ("courses,kurser", "talks,kurser", "A variable stands twice"),
    "a column twice": ("courses,kurser", "courses,samtaler", "A column stands twice"),
    "a needed variable that is optional": (
        "end_status,yes", "end_status,no", "end_status must stand in the codebook as required",
    ),
    "neither yes nor no": ("arm,category,arm,yes", "arm,category,arm,ja", "Required is yes or no"),
}  # fmt: skip


@pytest.mark.parametrize("case", BOOK_CASES)
def test_a_broken_codebook(tmp_path, case):
    old, new, words = BOOK_CASES[case]
    text = (ROOT / "data/trial/persons.csv").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "persons.csv"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InputError, match=words):
        read_codebook(path, SCALES, PERSONS)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("sex,woman,2", "sex,woman,1", "twice"),
        ("sex,woman,2,Kvinde", "sex,woman,2,Mand", "twice"),
        ("sex,woman,2", "sex,woman,two", "whole number"),
        ("sex,woman,2", "sex,,2", "needs a value"),
    ],
)
def test_a_broken_list_of_scales(tmp_path, old, new, words):
    text = (ROOT / "data/trial/scales.csv").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "scales.csv"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InputError, match=words):
        read_scales(path)


def test_a_users_codebook_names_other_columns(tmp_path):
    text = (ROOT / "data/trial/jobs.csv").read_text(encoding="utf-8")
    path = tmp_path / "jobs.csv"
    path.write_text(text.replace("job_start", "ANSAT_FRA"), encoding="utf-8")
    book = read_codebook(path, SCALES, JOBS)
    jobs = jobs_file().rename(columns={"job_start": "Ansat_fra"})
    trial, _ = read(tmp_path, jobs=jobs, books=(BOOKS[0], book))
    assert len(trial.jobs) == 10
