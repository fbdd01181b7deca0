"""Write the files of the trial, each under a temporary name until it is whole."""

from datetime import datetime
from pathlib import Path

import pandas as pd

from effektspor.simulate.files import PARTIAL
from effektspor.simulate.surveys.spss import write_sav
from effektspor.simulate.trial.codebook import TrialBook

LABEL = "SYNTHETIC trial of effektspor - no real persons"
_NO_TIME = datetime(1900, 1, 1)  # the same bytes whenever the file is written
_LONGEST_LABEL = 80  # letters of a variable's label in Stata


def write_trial_file(frame: pd.DataFrame, path: Path, book: TrialBook) -> None:
    """Write a file of the trial as SPSS or Stata file, as its ending says.

    Parameters
    ----------
    frame
        One column per variable of the codebook, categories by the values of their scales.
    """
    coded, dates = book.encoded(frame), book.of_kind("date")
    if path.suffix == ".sav":
        for column in dates:
            days = [None if pd.isna(day) else day.date() for day in coded[column]]
            coded[column] = pd.Series(days, dtype=object)
        write_sav(
            coded,
            path,
            label=LABEL,
            labels=book.labels,
            value_labels=book.value_labels,
            dates=dates,
        )
        return
    partial = path.with_name(path.name + PARTIAL)
    coded.to_stata(
        partial,
        write_index=False,
        version=118,
        time_stamp=_NO_TIME,
        data_label=LABEL,
        convert_dates=dict.fromkeys(dates, "td"),
        variable_labels={name: text[:_LONGEST_LABEL] for name, text in book.labels.items()},
        value_labels={
            column: {int(code): text for code, text in labels.items()}
            for column, labels in book.value_labels.items()
        },
    )
    partial.replace(path)
