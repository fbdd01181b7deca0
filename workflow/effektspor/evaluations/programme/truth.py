"""Own estimates against the known truth, each quantity in the words of the study."""

from dataclasses import replace

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.municipalities import truth, words
from effektspor.evaluations.municipalities.study_words import StudyWords
from effektspor.evaluations.programme.making import Study
from effektspor.evaluations.result_tables import Tables
from effektspor.evaluations.truth import TOTAL

REQUIRES = truth.REQUIRES
AMONG = {
    "in_programme": Text(da="blandt dem i forløbet", en="among those in the course"),
    "started": Text(da="blandt alle startede", en="among all who started"),
}


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """Each quantity of which estimate and truth are known, and the table."""
    return truth.artefacts(_labelled(tables, study.words), study)


def figure_data(tables: Tables, study: Study) -> dict[str, pd.DataFrame]:
    """The comparison with the study's own labels."""
    return truth.figure_data(_labelled(tables, study.words))


def label(quantity: str, study_words: StudyWords) -> Text:
    """What a quantity is: ``outcome|denominator``, ``outcome|denominator|total`` or the rate ratio."""
    if quantity == "rate_ratio":
        return study_words.event.ratio
    outcome, denominator, *whole = quantity.split("|")
    name, among = words.OUTCOME[outcome], AMONG[denominator]
    da, en = f"Andel med {name.da} {among.da}", f"Share with {name.en} {among.en}"
    return Text(da=f"{da}, {TOTAL[0]}", en=f"{en}, {TOTAL[1]}") if whole else Text(da=da, en=en)


def _labelled(tables: Tables, study_words: StudyWords) -> Tables:
    frame = tables["truth_comparison"]
    labels = [label(str(quantity), study_words) for quantity in frame["quantity"]]
    told = frame.assign(
        label_da=[each.da for each in labels], label_en=[each.en for each in labels]
    )
    return replace(tables, frames={**tables.frames, "truth_comparison": told})
