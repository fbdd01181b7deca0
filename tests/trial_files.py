"""Small files of a trial with known answers, as a statistics package writes them."""

from pathlib import Path

import numpy as np
import pandas as pd
import pyreadstat

from effektspor.municipality_years import read_municipality_years
from effektspor.registers.keys import Keys
from effektspor.registers.quality import Ledger, refuse_gaps
from effektspor.registers.reading import source_files
from effektspor.trial.codebook import read_codebook, read_scales
from effektspor.trial.files import Rules
from effektspor.trial.ingest import read_trial
from effektspor.trial.tables import JOBS, PERSONS

ROOT = Path(__file__).parents[1]
SCALES = read_scales(ROOT / "data/trial/scales.csv")
BOOKS = (
    read_codebook(ROOT / "data/trial/persons.csv", SCALES, PERSONS),
    read_codebook(ROOT / "data/trial/jobs.csv", SCALES, JOBS),
)
PLACES = read_municipality_years(ROOT / "data/codes/municipalities_by_year.csv")
START, END = pd.Timestamp("2005-10-01"), pd.Timestamp("2006-10-01")
MUNICIPALITIES = (101, 217)
PER_ARM = 6


def codes(book, frame):
    """A frame of values as a frame of the file's columns and codes."""
    out = {}
    for name in frame:
        item = book[name]
        if item.scale is not None:
            code = {answer.id: float(answer.code) for answer in item.scale.answers}
            out[item.column] = frame[name].map(code).astype(float)
        elif item.kind == "date":
            out[item.column] = frame[name].astype("datetime64[ns]")
        else:
            out[item.column] = frame[name]
    return pd.DataFrame(out)


def person_values():
    """Two municipalities with six in each arm; every third has a flexjob at the end."""
    n = 2 * 2 * PER_ARM
    at = np.arange(n)
    employed = at % 3 == 0
    answered = at % 4 != 3
    return pd.DataFrame(
        {
            "person": [f"P{i:09d}" for i in at],
            "municipality": np.repeat(MUNICIPALITIES, 2 * PER_ARM).astype(float),
            "arm": np.where(at % 2 == 0, "other_actor", "municipality"),
            "birth_date": pd.Timestamp("1955-10-02") + pd.to_timedelta(at * 200, unit="D"),
            "sex": np.where(at % 3 < 2, "woman", "man"),
            "non_western": np.where(at % 10 == 0, "yes", "no"),
            "origin": np.resize(["sickness", "wage", "rehabilitation"], n),
            "wait_months": 6.0 + at,
            "answered_before": np.where(answered, "yes", "no"),
            "right_solution_before": np.where(answered, "yes", None),
            "answered_after": np.where(answered, "yes", "no"),
            "satisfied": np.where(answered, "satisfied", None),
            "talks": (at % 5).astype(float),
            "first_work_trial": pd.to_datetime(np.where(at == 1, "2005-12-01", None)),
            "returned": pd.to_datetime(np.where(at == 2, "2006-03-01", None)),
            "end_status": np.where(employed, "flexjob", "ledighedsydelse"),
            "ly_distance": np.where(employed, None, "stuck"),
        }
    )


def job_values(persons=None):
    """A job from the spring on for each who has one at the end, and two that ended before."""
    persons = person_values() if persons is None else persons
    held = persons[persons["end_status"] == "flexjob"]
    lasting = pd.DataFrame(
        {
            "person": held["person"],
            "start": pd.Timestamp("2006-03-15"),
            "end": pd.Series(pd.NaT, held.index, dtype="datetime64[ns]"),
            "employees": 12.0,
            "sector": "private",
            "subsidy": "half",
            "created_by": held["arm"],
            "trial_before": "yes",
            "same_place": "no",
        }
    )
    short = lasting.iloc[:2].assign(
        start=pd.Timestamp("2005-11-01"), end=pd.Timestamp("2006-01-31"), sector="public"
    )
    whole = pd.concat([lasting.drop(columns="end"), short.drop(columns="end")])
    return whole.assign(end=[*lasting["end"], *short["end"]]).reset_index(drop=True)


def persons_file():
    """The persons as columns and codes of the file."""
    return codes(BOOKS[0], person_values())


def jobs_file():
    """The jobs as columns and codes of the file."""
    return codes(BOOKS[1], job_values())


def labels_of(book, frame):
    """Value labels by column."""
    return {
        item.column: {float(a.code): a.labels[0] for a in item.scale.answers}
        for item in book.items
        if item.scale is not None and item.column in frame
    }


def write(frame, path, book, labels=None):
    """Write one file in the format of the path; `{}` leaves labels out."""
    labels = labels_of(book, frame) if labels is None else labels
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix in (".sav", ".zsav"):
        pyreadstat.write_sav(
            frame, str(path), variable_value_labels=labels, compress=path.suffix == ".zsav"
        )
    elif path.suffix == ".dta":
        whole = {column: {int(c): text for c, text in of.items()} for column, of in labels.items()}
        pyreadstat.write_dta(frame, str(path), variable_value_labels=whole)
    else:
        frame.to_csv(path, index=False)
    return path


def ingest(persons, jobs, *, books=BOOKS, tolerance=0.0, synthetic=False):
    """Read both kinds of files (paths, or lists of them) and count what was remarked.

    Returns
    -------
    tuple
        The trial, and counts by source and check without what was read.
    """
    ledger = Ledger()
    rules = Rules(
        Keys(None, synthetic=synthetic), ledger, PLACES, START, END, tolerance, 26 * 12 / 52, 500
    )
    persons, jobs = (
        [f for path in (paths if isinstance(paths, list) else [paths])
         for f in source_files(str(path), ())]
        for paths in (persons, jobs)
    )  # fmt: skip
    trial = read_trial(persons, jobs, books, rules)
    quality = ledger.frame()
    refuse_gaps(quality, {PERSONS.name: len(trial.persons), JOBS.name: len(trial.jobs)})
    told = quality[quality["check"] != "read"].groupby(["source", "check"])["n_affected"].sum()
    return trial, {"/".join(key): int(n) for key, n in told.items() if n}


def read(folder, persons=None, jobs=None, suffix=".sav", **options):
    """Write both frames (as `persons_file` and `jobs_file` where left out) and read them."""
    persons = persons_file() if persons is None else persons
    jobs = jobs_file() if jobs is None else jobs
    books = options.get("books", BOOKS)
    paths = (
        write(persons, folder / f"persons{suffix}", books[0]),
        write(jobs, folder / f"jobs{suffix}", books[1]),
    )
    return ingest(*paths, **options)
