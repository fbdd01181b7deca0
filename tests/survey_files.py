"""Small survey files with known answers, as a statistics package writes them."""

import struct
from pathlib import Path

import numpy as np
import pandas as pd
import pyreadstat

from effektspor.codebook import read_municipalities
from effektspor.registers.keys import Keys
from effektspor.registers.quality import Ledger, refuse_gaps
from effektspor.registers.reading import source_files
from effektspor.surveys.codebook import read_codebook
from effektspor.surveys.ingest import Rules, read_survey
from effektspor.surveys.scales import read_scales

ROOT = Path(__file__).parents[1]
SCALES = read_scales(ROOT / "data/surveys/scales.csv")
BOOKS = {
    name: read_codebook(ROOT / f"data/surveys/{name}.csv", name, SCALES)
    for name in ("staff", "progression", "referral", "later", "jobcentres", "jobcentres_before")
}
KNOWN = read_municipalities(ROOT / "data/codes/municipalities.csv")
PARTICIPANTS = (165, 430, 157)
DONT_KNOW, REFUSED = 8, 9


def staff(persons=40, waves=(1, 2, 3), seed=1):
    """Answers by code of a staff that is the same in all waves, with one factor behind them.

    A third work in each of three municipalities; roles take turns.
    """
    generator = np.random.default_rng(seed)
    items = BOOKS["staff"].items
    agreement = generator.normal(size=persons)
    parts = []
    for wave in waves:
        frame = pd.DataFrame(
            {
                "respid": np.arange(1, persons + 1, dtype=float),
                "maaling": float(wave),
                "kommune": np.resize(PARTICIPANTS, persons).astype(float),
                "rolle": np.resize([1.0, 2, 3, 4, 5], persons),
                "vaegt": 1.0,
            }
        )
        for question in items:
            noise = generator.normal(size=persons)
            value = np.clip(np.round(3.4 + agreement + 0.7 * noise), 1, 5)
            frame[question.variable] = 6 - value if question.reverse else value
        parts.append(frame)
    return pd.concat(parts, ignore_index=True)


def job_centres(answered=20, silent=5, seed=1):
    """Answers by code of municipalities, and others that did not answer; every third comments."""
    generator = np.random.default_rng(seed)
    numbers = np.sort(KNOWN["number"].to_numpy())[: answered + silent].astype(float)
    gave = np.arange(len(numbers)) < answered
    frame = pd.DataFrame({"kommune": numbers, "status": np.where(gave, 1.0, 3.0)})
    for question in BOOKS["jobcentres"].items:
        if question.part == "text":
            written = gave & (np.arange(len(numbers)) % 3 == 0)
            frame[question.variable] = np.where(written, "Noget om sagen.", "")
            continue
        codes = [a.code for a in question.scale.answers if a.kind == "value"]
        drawn = generator.choice(codes, len(numbers)).astype(float)
        frame[question.variable] = np.where(gave, drawn, np.nan)
    return frame


def labels_of(survey, turned=()):
    """Value labels by variable; those of the variables in `turned` have their codes mirrored."""
    labels = {}
    for question in BOOKS[survey].variables:
        if question.scale is None or question.part == "text":
            continue
        codes = {float(a.code): a.labels[0] for a in question.scale.answers}
        if question.variable in turned:
            codes = {6 - c if c <= 5 else c: label for c, label in codes.items()}
        labels[question.variable] = codes
    return labels


def missing_of(survey):
    """Codes of "don't know" and refusals, declared missing as SPSS users do."""
    return {
        question.variable: [float(a.code) for a in question.scale.answers if a.kind != "value"]
        for question in BOOKS[survey].items
        if question.part != "text" and any(a.kind != "value" for a in question.scale.answers)
    }


def write_sav(frame, path, survey="staff", *, labels=None, missing=None):
    """Write an SPSS file with labels and declared missing codes; `{}` leaves either out."""
    labels = labels_of(survey) if labels is None else labels
    missing = missing_of(survey) if missing is None else missing
    path.parent.mkdir(parents=True, exist_ok=True)
    pyreadstat.write_sav(
        frame,
        str(path),
        variable_value_labels={k: v for k, v in labels.items() if k in frame},
        missing_ranges={k: v for k, v in missing.items() if k in frame},
    )
    return path


def with_set(path, name, counted, variables):
    """Put a multi-response set of dichotomies into an SPSS file, which pyreadstat cannot write.

    It is an extension record (type 7, subtype 7) in front of the end of the dictionary.
    """
    data = path.read_bytes()
    text = f"${name}=D{len(str(counted))} {counted} 0  {' '.join(variables)}\n".encode()
    end = data.index(struct.pack("<ii", 999, 0))
    record = struct.pack("<4i", 7, 7, 1, len(text)) + text
    path.write_bytes(data[:end] + record + data[end:])
    return path


def weighted_by(path, place):
    """Say in an SPSS file's header that the variable at a place (from 1) is the weight."""
    data = bytearray(path.read_bytes())
    data[76:80] = struct.pack("<i", place)
    path.write_bytes(data)
    return path


def ingest(paths, survey="staff", *, tolerance=0.0, participants=PARTICIPANTS, invited=None):
    """Read files: the survey and what became of the rows by check, all accounted for."""
    ledger = Ledger()
    rules = Rules(
        Keys(None, running=survey != "progression"),
        tolerance,
        ledger,
        dict(zip(KNOWN["name"].str.lower(), KNOWN["number"], strict=True)),
        participants,
        invited,
        500,
    )
    files = [file for path in paths for file in source_files(str(path), ())]
    read = read_survey(files, BOOKS[survey], rules)
    quality = ledger.frame()
    refuse_gaps(quality, {survey: len(read.respondents)})
    counts = quality.groupby("check")["n_affected"].sum()
    return read, {str(check): int(count) for check, count in counts.items() if count}


def shares(answers, item=None):
    """Share that agrees by wave, of one item or all."""
    if item is not None:
        answers = answers[answers["item"] == item]
    return answers.groupby("wave")["counts"].mean().astype(float).round(6).to_dict()
