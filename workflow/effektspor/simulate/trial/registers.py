"""What the registers know of all persons, those of the trial and the others, and their files."""

from pathlib import Path

import numpy as np

from effektspor.simulate.files import PARTIAL, open_records
from effektspor.simulate.records import BEF, People, dream_dtype, dream_records, population_records
from effektspor.simulate.span import Span
from effektspor.simulate.trial.draw import DrawnOthers, DrawnTrial
from effektspor.simulate.trial.parameters import TrialParameters
from effektspor.simulate.trial.places import Places
from effektspor.simulate.trial.window import Window

_NO_MOVE = 9999
_YEAR_DAYS = 365.25


def write_registers(
    out_dir: Path,
    ending: str,
    trial: DrawnTrial,
    others: DrawnOthers,
    keys: np.ndarray,
    homes: tuple[np.ndarray, Places],
    parameters: TrialParameters,
    window: Window,
    span: Span,
    rng: np.random.Generator,
) -> None:
    """Write ``dream`` and ``bef<year>.csv``, the persons in an order that tells nothing.

    Parameters
    ----------
    keys
        Person keys (S10): those of the trial, then the others.
    homes
        Places of the municipalities that take part, and all of them.
    """
    people, persons = trial.people, others.persons
    codes = np.concatenate([trial.codes, others.codes], axis=1)
    order = rng.permutation(len(keys))
    man = np.r_[people["sex"] == "man", persons.man][order]
    non_western = np.r_[people["non_western"] == "yes", persons.non_western][order]
    birth = np.r_[people["birth"].to_numpy("datetime64[D]"), _births(persons.age, window)]
    residence = np.concatenate(
        [
            _trial_residence(trial, *homes, window, rng),
            _other_residence(len(persons.age), homes[1], parameters, rng),
        ],
        axis=1,
    )
    known = _known(keys[order], birth[order], non_western, residence[:, order], parameters, rng)
    working = _months_with_wage(codes, span, parameters, rng)
    gone = (parameters.codes["dead"], parameters.codes["emigrated"])
    ordered = codes[:, order]
    names = [f"dream.{ending}"]
    with open_records(out_dir / (names[0] + PARTIAL), names[0], dream_dtype(span)) as writer:
        writer.append(dream_records(man, known, ordered, working[:, order], span))
    for year, records in population_records(man, non_western, known, ordered, gone, span).items():
        names.append(f"bef{year}.csv")
        path = out_dir / (names[-1] + PARTIAL)
        with open_records(path, names[-1], BEF, dates=("foed_dag",)) as writer:
            writer.append(records)
    for name in names:
        (out_dir / (name + PARTIAL)).replace(out_dir / name)


def _births(ages: np.ndarray, window: Window) -> np.ndarray:
    start = np.datetime64(window.start, "D")
    found: np.ndarray = start - np.floor(ages * _YEAR_DAYS).astype("timedelta64[D]")
    return found


def _trial_residence(
    trial: DrawnTrial, chosen: np.ndarray, places: Places, window: Window, rng: np.random.Generator
) -> np.ndarray:
    """Municipality numbers (years x n): those who moved have another from the next year on."""
    people = trial.people
    other = np.setdiff1d(np.arange(len(places.number)), chosen)
    left = np.datetime64(window.start, "D") + people["left_day"].to_numpy()
    year = left.astype("datetime64[Y]").astype(int) + 1970 + 1
    away = (people["outcome"] == "moved").to_numpy()
    home = chosen[people["place"].to_numpy()]
    return places.residence(home, np.where(away, year, _NO_MOVE), rng.choice(other, len(people)))


def _other_residence(
    n: int,
    places: Places,
    parameters: TrialParameters,
    rng: np.random.Generator,
) -> np.ndarray:
    """Municipality numbers (years x n) of persons outside the trial; some move once."""
    year = places.years[0] + rng.geometric(parameters.population.moves_per_year, n)
    home, then = rng.integers(0, len(places.number), (2, n))
    return places.residence(home, year, then)


def _known(
    keys: np.ndarray,
    birth: np.ndarray,
    non_western: np.ndarray,
    residence: np.ndarray,
    parameters: TrialParameters,
    rng: np.random.Generator,
) -> People:
    """The population register's view."""
    given, n = parameters.population, len(keys)
    immigrant = non_western | (rng.random(n) < given.western_immigrants)
    draw = rng.random(n)
    civil = np.where(draw < given.married, b"G", np.where(draw < given.never_married, b"U", b"F"))
    return People(
        pnr=keys,
        birth=birth.astype("datetime64[D]"),
        origin_type=np.where(immigrant, 2, 1).astype("i1"),
        residence=residence,
        civil=np.broadcast_to(civil.astype("S1"), (len(residence), n)),
        stv=np.zeros(n, dtype=bool),
    )


def _months_with_wage(
    codes: np.ndarray, span: Span, parameters: TrialParameters, rng: np.random.Generator
) -> np.ndarray:
    """Who has a wage in which month (bool, months x n): in a flexjob, and most without benefit."""
    middle = codes[np.minimum(span.month_starts + 1, len(span.weeks) - 1)]
    works = rng.random(codes.shape[1]) < parameters.population.wage_without_benefit
    jobs = [parameters.codes["flexjob"], parameters.codes["flexjob_sick"]]
    found: np.ndarray = np.isin(middle, jobs) | ((middle == 0) & works)
    return found
