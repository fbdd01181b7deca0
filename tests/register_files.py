"""One small register file in every format that is read."""

import pandas as pd
import pyreadstat

from sas_writer import write_sas7bdat

ENDINGS = (".sas7bdat", ".xpt", ".sav", ".zsav", ".dta", ".csv", ".parquet")
SECRET = "P000000042"  # a person key that no message may show


def sample(rows=40):
    """Persons with text codes, numbers with decimals, gaps and leading blanks."""
    return pd.DataFrame(
        {
            "PNR": [SECRET if k == 2 else f"P{k:09d}" for k in range(rows)],
            "y_1601": [["810", "", " 73", "999"][k % 4] for k in range(rows)],
            "y_1602": [["810", "890", "", "21"][k % 4] for k in range(rows)],
            "navn": [["Ærø", "Åse", "b c", ""][k % 4] for k in range(rows)],
            "timer": [None if k % 5 == 0 else k + 0.25 for k in range(rows)],
            "kom": [101.0 + k % 3 for k in range(rows)],
        }
    )


def write_file(frame, path, **options):
    """Write a frame in the format of the path's ending.

    Parameters
    ----------
    options
        Of the format's writer.
    """
    ending = path.suffix.lower()
    if ending == ".csv":
        frame.to_csv(path, index=False, **options)
    elif ending == ".parquet":
        frame.to_parquet(path, index=False, **options)
    elif ending == ".sas7bdat":
        write_sas7bdat(frame, path, **options)
    elif ending == ".xpt":
        pyreadstat.write_xport(frame, path, **{"file_format_version": 8, **options})
    elif ending == ".dta":
        pyreadstat.write_dta(frame, path, **options)
    else:
        pyreadstat.write_sav(frame, path, compress=ending == ".zsav", **options)
    return path
