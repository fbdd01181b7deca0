"""Whatever codes a file has for the answers, in whatever order: what is read is what was meant."""

import tempfile
from pathlib import Path

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from survey_files import BOOKS, PARTICIPANTS, ingest, labels_of, write_sav

ITEMS = BOOKS["staff"].items
MEANT = [1, 2, 3, 4, 5, "dont_know", "refused", "missing"]
USUAL = {1: 1.0, 2: 2.0, 3: 3.0, 4: 4.0, 5: 5.0, "dont_know": 8.0, "refused": 9.0}
LABEL = {meant: labels_of("staff")["f1a_1"][code] for meant, code in USUAL.items()}


@st.composite
def files(draw):
    """What persons meant, shape (persons, questions), and the code that each question has for it."""
    persons = draw(st.integers(2, 12))
    seed = draw(st.integers(0, 2**32 - 1))
    generator = np.random.default_rng(seed)
    meant = generator.choice(len(MEANT), size=(persons, len(ITEMS)))
    meant[0] = 0  # at least one person says something
    codes = [
        dict(zip(USUAL, draw(st.permutations(list(USUAL.values()))), strict=True)) for _ in ITEMS
    ]
    order = draw(st.permutations(range(persons)))
    return meant, codes, order


@settings(max_examples=25, deadline=None)
@given(files())
def test_a_written_file_gives_back_what_was_meant(world):
    meant, codes, order = world
    frame = pd.DataFrame(
        {
            "respid": np.arange(1.0, len(meant) + 1),
            "maaling": 1.0,
            "kommune": float(PARTICIPANTS[0]),
            "rolle": 3.0,
            "vaegt": 1.0,
        }
    )
    labels = labels_of("staff")
    for column, question in enumerate(ITEMS):
        code = codes[column]
        labels[question.variable] = {code[m]: LABEL[m] for m in USUAL}
        frame[question.variable] = [code.get(MEANT[k], np.nan) for k in meant[:, column]]
    with tempfile.TemporaryDirectory() as folder:
        path = write_sav(
            frame.iloc[list(order)], Path(folder) / "staff.sav", labels=labels, missing={}
        )
        read, counts = ingest([path])
    answers = read.answers.set_index(["respondent", "item"])
    for row, cells in enumerate(meant):
        given_any = any(MEANT[k] != "missing" for k in cells)
        for column, question in enumerate(ITEMS):
            at = (str(row + 1), question.item)
            if not given_any:
                assert at not in answers.index
                continue
            wanted = MEANT[cells[column]]
            if isinstance(wanted, str):
                assert answers.loc[at, "state"] == wanted
                assert pd.isna(answers.loc[at, "value"])
                continue
            value = 6 - wanted if question.reverse else wanted
            assert answers.loc[at, "value"] == value
            assert answers.loc[at, "counts"] == (value >= 4)
            assert answers.loc[at, "state"] == "answered"
    said = meant != MEANT.index("missing")
    usual = np.array([[code[m] == USUAL[m] for m in USUAL] + [True] for code in codes])
    other = sum(not usual[c, k] for cells in meant for c, k in enumerate(cells))
    assert counts.get("scale_recoded", 0) == other
    assert len(answers) == said.any(axis=1).sum() * len(ITEMS)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(0, 9), min_size=1, max_size=12), st.integers(0, 2**32 - 1))
def test_rows_in_equal_rows_out_and_explained(again, seed):
    generator = np.random.default_rng(seed)
    frame = pd.DataFrame(
        {
            "respid": np.arange(1.0, 11),
            "maaling": 1.0,
            "kommune": generator.choice([*PARTICIPANTS, 101], 10).astype(float),
            "rolle": 2.0,
            "vaegt": 1.0,
            **{q.variable: generator.integers(1, 6, 10).astype(float) for q in ITEMS},
        }
    )
    frame.loc[0, "kommune"] = float(PARTICIPANTS[0])
    with tempfile.TemporaryDirectory() as folder:
        path = write_sav(pd.concat([frame, frame.iloc[again]]), Path(folder) / "staff.sav")
        read, counts = ingest([path])  # holds the ledger against the rows written
    outside = frame["kommune"] == 101
    repeats = pd.Series(again).map(~outside)
    assert counts.get("not_participant", 0) == outside.sum() + (~repeats).sum()
    assert counts.get("same_answers", 0) == repeats.sum()
    assert len(read.respondents) == (~outside).sum()
