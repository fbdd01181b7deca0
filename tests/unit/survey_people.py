"""Invented answers in the form of survey ingest: repeated measurements, and two citizen surveys."""

from pathlib import Path

import numpy as np
import pandas as pd

from effektspor.surveys.codebook import read_codebook
from effektspor.surveys.scales import read_scales
from effektspor.surveys.tables import ANSWERS, RESPONDENTS

SURVEYS = Path(__file__).parents[2] / "data" / "surveys"
SCALES = SURVEYS / "scales.csv"
GAINS = {"q4": 0.6, "q5": 0.6, "q7": 0.5, "q11": 0.7, "q1": 0.3, "q2": 0.3, "q3": 0.15, "q6": 0.15}


def book(survey):
    return read_codebook(SURVEYS / f"{survey}.csv", survey, read_scales(SCALES))


def answers_of(rows, survey):
    """Declared columns from survey, wave, respondent, item, value and what else is given."""
    questions = {q.item: q for q in book(survey).items}
    frame = pd.DataFrame(rows)
    defaults = {"survey": survey, "wave": 0, "municipality": 101, "role": "", "weight": 1.0}
    for name, value in defaults.items():
        if name not in frame:
            frame[name] = value
    frame["element"] = [questions[item].element for item in frame["item"]]
    if "state" not in frame:
        frame["state"] = np.where(frame["value"].isna(), "dont_know", "answered")
    frame["value"] = frame["value"].astype("Int8")
    counts = {
        (q.item, a.value): int(bool(a.counts)) for q in questions.values() for a in q.scale.answers
    }
    frame["counts"] = pd.array(
        [
            pd.NA if pd.isna(value) else counts[item, int(value)]
            for item, value in zip(frame["item"], frame["value"], strict=True)
        ],
        dtype="Int8",
    )
    return ANSWERS.conform(frame)


def respondents_of(frame, survey):
    defaults = {"survey": survey, "wave": 0, "municipality": 101, "role": "", "weight": 1.0,
                "status": "answered", "date": pd.NaT}  # fmt: skip
    for name, value in defaults.items():
        if name not in frame:
            frame[name] = value
    return RESPONDENTS.conform(frame.assign(date=pd.to_datetime(frame["date"])))


def progression(seed=1, persons=240, gains=GAINS):
    """Persons with one to four measurements; the weak are lost more often."""
    rng = np.random.default_rng(seed)
    rows, people = [], []
    for person in range(persons):
        level = rng.normal(3, 0.8)
        number = 1 + int(rng.binomial(3, 1 / (1 + np.exp(0.2 - 0.5 * (level - 3)))))
        start = pd.Timestamp("2017-03-01") + pd.Timedelta(days=int(rng.integers(300)))
        town = 101 + person % 9
        for wave in range(1, number + 1):
            date = start + pd.Timedelta(days=130 * (wave - 1))
            who = {"wave": wave, "respondent": f"{person:010d}", "municipality": town}
            people.append({**who, "date": date})
            for question in range(1, 12):
                item = f"q{question}"
                gain = gains.get(item, 0.0) * (wave > 1)
                value = int(np.clip(round(level + gain + rng.normal(0, 0.8)), 1, 5))
                rows.append({**who, "item": item, "value": value if rng.random() > 0.03 else None})
    answers = answers_of(rows, "progression")
    return answers, respondents_of(pd.DataFrame(people), "progression")


def citizens(survey, seed=1, invited=1950, rate=0.68, agree=0.75):
    """All invited persons with their status; those who replied answer all that they are asked."""
    rng = np.random.default_rng(seed)
    questions = book(survey)
    people = pd.DataFrame(
        {
            "respondent": [f"{n:06d}" for n in range(invited)],
            "municipality": 101 + np.arange(invited) % 17,
            "koen": rng.choice(["man", "woman"], invited),
            "aldersgruppe": rng.choice(["18-29", "30-39", "40-49", "50 and over"], invited),
            "weight": rng.choice([0.8, 1.0, 1.3], invited),
        }
    )
    chance = rate + 0.08 * (people["koen"] == "woman") - 0.04
    people["status"] = np.where(rng.random(invited) < chance, "answered", "none")
    rows = []
    for person in people[people["status"] == "answered"].to_dict("records"):
        who = {name: person[name] for name in ("respondent", "municipality", "weight")}
        tilt = 0.1 * (person["koen"] == "woman")
        given = {}
        for question in questions.items:
            value, state = _answer(rng, question, agree + tilt, given)
            given[question.item] = value
            rows.append({**who, "item": question.item, "value": value, "state": state})
    return answers_of(rows, survey), respondents_of(people, survey)


def _answer(rng, question, agree, given):
    if question.asked_if and given[question.asked_if[0]] != question.asked_if[1]:
        return None, "not_asked"
    if question.scale.name == "chosen":
        return int(rng.random() < 0.3), "answered"
    if rng.random() < 0.06:
        return None, str(rng.choice(["dont_know", "refused", "missing"]))
    positive = rng.random() < agree
    if question.scale.name == "yesno":
        return int(positive), "answered"
    return int(rng.choice([4, 5] if positive else [1, 2, 3])), "answered"
