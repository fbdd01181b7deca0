"""Invented answers of job centres in the form of survey ingest, one for each municipality."""

from pathlib import Path

import numpy as np
import pandas as pd

from effektspor.evaluations.jobcentres.contrasts import jobcentre_contrasts, read_contrasts
from effektspor.evaluations.jobcentres.printed import read_printed
from effektspor.published import read_published
from effektspor.surveys.codebook import read_codebook
from effektspor.surveys.scales import read_scales
from effektspor.surveys.survey import survey_of
from effektspor.surveys.tables import ANSWERS, RESPONDENTS

ROOT = Path(__file__).parents[2]
SURVEYS = ROOT / "data" / "surveys"
SCALES = SURVEYS / "scales.csv"
SUMS = SURVEYS / "jobcentres_sums.csv"
CLASSES = SURVEYS / "jobcentres_classes.csv"
CONTRASTS = SURVEYS / "jobcentres_contrasts.csv"
PRINTED = SURVEYS / "jobcentres_printed.csv"
PUBLISHED = ROOT / "data" / "published"
CODES = ROOT / "data" / "codes" / "municipalities.csv"
NUMBERS = pd.read_csv(CODES)["number"].tolist()
NAMES = {"main": "jobcentres", "before": "jobcentres_before"}


def book(year="main"):
    name = NAMES[year]
    return read_codebook(SURVEYS / f"{name}.csv", name, read_scales(SCALES))


def printed_shares():
    """The printed shares as the project's lists have them."""
    return read_printed(PRINTED, read_published(PUBLISHED))


def contrasts(held):
    """Differences within a survey of the main year."""
    return jobcentre_contrasts(held, read_contrasts(CONTRASTS, book()), 0.95)


def frames(cells, year="main", invited=98):
    """Answers and respondents from {respondent: {item: value or state}}; the rest are silent."""
    codebook = book(year)
    known = {question.item: question for question in codebook.items}
    who = {"survey": NAMES[year], "wave": 0, "role": "", "weight": 1.0}
    rows = []
    for respondent, answers in cells.items():
        for item, given in answers.items():
            question = known[item]
            state = given if isinstance(given, str) else "answered"
            value = pd.NA if isinstance(given, str) else given
            counts = next((a.counts for a in question.scale.answers if a.value == given), None)
            rows.append({
                **who, "respondent": str(respondent), "municipality": int(respondent),
                "item": item, "element": question.element, "value": value, "state": state,
                "counts": pd.NA if counts is None else int(counts),
            })  # fmt: skip
    everybody = [*cells, *[number for number in NUMBERS if number not in cells]][:invited]
    people = [
        {**who, "respondent": str(number), "municipality": int(number), "date": pd.NaT,
         "status": "answered" if number in cells else "none"}
        for number in everybody
    ]  # fmt: skip
    answers = pd.DataFrame(rows).astype({"value": "Int8", "counts": "Int8"})
    respondents = pd.DataFrame(people)
    respondents["date"] = pd.to_datetime(respondents["date"])
    return ANSWERS.conform(answers), RESPONDENTS.conform(respondents)


def survey(cells, year="main", invited=98):
    answers, respondents = frames(cells, year, invited)
    return survey_of(book(year), answers, respondents, invited)


def one_item(item, given, year="main", invited=98):
    """A survey in which as many municipalities answer one question as answers are given."""
    numbers = NUMBERS[: len(given)]
    cells = {number: {item: answer} for number, answer in zip(numbers, given, strict=True)}
    return survey(cells, year, invited)


def everything(seed=1, answered=70, year="main"):
    """Random answers to all questions, some of them "don't know" or skipped."""
    rng = np.random.default_rng(seed)
    cells = {}
    for number in sorted(rng.choice(NUMBERS, answered, replace=False).tolist()):
        own = {}
        for question in book(year).items:
            values = [a.value for a in question.scale.answers if a.value is not None]
            odd = question.part == "item" and rng.random() < 0.12
            own[question.item] = (
                str(rng.choice(["dont_know", "missing"])) if odd else int(rng.choice(values))
            )
        cells[number] = own
    return cells
