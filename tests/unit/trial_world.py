"""A synthetic trial in a folder, and its files read back with pyreadstat and pandas."""

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd
import pyreadstat

from effektspor.cli import main

ROOT = Path(__file__).parents[2]
DATA = ROOT / "data"
SETTINGS = {
    "project_start": "2005-10-01",
    "project_end": "2006-10-01",
    "status_date": "2007-04-01",
    "national_months": [8, 12],
    "waiting": {},
}
SIZES = {"waiting_persons": 400, "other_persons": 60, "replications": 0}


def arguments(folder, settings=None, parameters=DATA / "simulation", **simulate):
    """Arguments of the command; `simulate` changes the settings of the simulator."""
    task = SETTINGS | (settings or {}) | {"simulate": SIZES | simulate}
    return [
        *("trial-simulate", "--settings", json.dumps(task), "--parameters", str(parameters)),
        *("--codebooks", str(DATA / "trial/persons.csv"), str(DATA / "trial/jobs.csv")),
        *("--scales", str(DATA / "trial/scales.csv")),
        *("--municipalities", str(DATA / "codes/municipalities_by_year.csv")),
        *("--published", str(DATA / "published"), "--out-dir", str(folder)),
    ]


def simulate(folder, settings=None, **changes):
    assert main(arguments(folder, settings, **changes)) == 0
    return TrialFiles(folder, changes.get("trial_format", "sav"))


@dataclass
class TrialFiles:
    folder: Path
    ending: str = "sav"

    def read(self, name, labelled):
        reader = pyreadstat.read_sav if self.ending == "sav" else pyreadstat.read_dta
        return reader(self.folder / f"{name}.{self.ending}", apply_value_formats=labelled)

    @cached_property
    def persons(self):
        """Persons with the labels of their values, and arm as it is coded in `arm_code`."""
        frame = self.read("forsoegspersoner", labelled=True)[0]
        codes = self.read("forsoegspersoner", labelled=False)[0]
        return frame.assign(arm_code=codes["arm"]).set_index("pnr")

    @cached_property
    def jobs(self):
        """Jobs with the arm of their person; a job counts that this arm created."""
        frame = self.read("fleksjob", labelled=True)[0]
        arm = frame["pnr"].map(self.persons["arm"]).astype(str)
        counts = arm == frame["oprettet_af"].astype(str)
        days = {c: pd.to_datetime(frame[c]) for c in ("job_start", "job_slut")}
        return frame.assign(arm=arm, counts=counts, **days)

    @cached_property
    def dream(self):
        frame = pd.read_stata(self.folder / "dream.dta").set_index("pnr")
        weeks = frame.filter(regex=r"^y_")
        return frame.drop(columns=weeks.columns).join(weeks.apply(lambda week: week.str.strip()))

    @cached_property
    def truth(self):
        return json.loads((self.folder / "truth.json").read_text(encoding="utf-8"))


def week(day):
    """DREAM column of a day."""
    year, number, _ = pd.Timestamp(day).isocalendar()
    return f"y_{year % 100:02d}{number:02d}"
