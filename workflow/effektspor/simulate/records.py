"""From simulated lives to records in the layouts of the real registers."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from effektspor.simulate.municipalities import MunicipalEffects
from effektspor.simulate.parameters import Parameters
from effektspor.simulate.persons import NEVER, Persons
from effektspor.simulate.span import Span
from effektspor.simulate.stata import stata_days

FULL_TIME_HOURS = 160.33  # a month, 37 hours a week
INDUSTRIES = np.array(
    [b"471110", b"873010", b"561010", b"812100", b"494100", b"851000", b"620100", b"412000"]
)
_CODE_TEXT = np.array([b""] + [b"%3d" % code for code in range(1, 1000)], dtype="S3")
_WEEK_31_OF_1991 = np.datetime64("1991-07-29", "D")
_OPENING = np.datetime64("1990-01-01", "D")  # week number 0

BFL = np.dtype(
    [
        ("pnr", "S10"),
        ("ajo_job_slut_dato", "<i4"),
        ("ajo_loentimer", "<f8"),
        ("ajo_indberettede_loentimer", "<f8"),
        ("ajo_loentime_kode", "i1"),
        ("ajo_fuldtid_beskaeftiget", "<f8"),
        ("ajo_smalt_loenbeloeb", "<f8"),
    ]
)
BEF = np.dtype(
    [
        ("pnr", "S10"),
        ("koen", "i1"),
        ("foed_dag", "<i4"),
        ("ie_type", "i1"),
        ("civst", "S1"),
        ("ikkevestlig", "i1"),
    ]
)
STV = np.dtype([("pnr", "S10"), ("stv", "i1")])


@dataclass(frozen=True)
class People:
    """What the population register knows (arrays by person)."""

    pnr: np.ndarray  # S10
    birth: np.ndarray  # datetime64[D]
    origin_type: np.ndarray  # int8
    residence: np.ndarray  # int16 (years, n), municipality number
    civil: np.ndarray  # S1 (years, n)
    stv: np.ndarray  # bool


def dream_dtype(span: Span) -> np.dtype:
    """Record of the DREAM file: one row per person, wide."""
    return np.dtype(
        [("pnr", "S10"), ("kon", "i1"), ("alder9131", "<f8")]
        + [(name, "S3") for name in span.columns]
        + [(f"branche_{year}_{month:02d}", "S6") for year, month in span.months]
        + [(f"nykom{year}", "<i2") for year in span.years]
    )


def person_keys(numbers: np.ndarray) -> np.ndarray:
    """Keys (S10) of serial numbers; the letter tells that they are no CPR numbers."""
    return np.array([b"S%09d" % number for number in numbers], dtype="S10")


def draw_people(
    persons: Persons,
    numbers: np.ndarray,
    *,
    effects: MunicipalEffects,
    parameters: Parameters,
    span: Span,
    rng: np.random.Generator,
) -> People:
    """Draw what does not depend on the benefit history; `numbers` are the serial numbers."""
    n, n_years = len(persons.start), len(span.years)
    starts = persons.start < NEVER
    week = np.where(starts, persons.start, len(span.weeks) // 2)
    born = _OPENING + 7 * span.weeks[week] - (persons.age * 365.25).astype("int64")
    immigrant = np.where(rng.random(n) < 0.85, 2, 3)
    western = rng.random(n) < parameters.baseline.western_or_descendant
    home = span.year_of_week[week] - span.first_year
    place = np.broadcast_to(persons.place, (n_years, n)).copy()
    moves = rng.random((n_years, n)) < parameters.inflow.moves_per_year
    target = rng.choice(len(effects.code), size=(n_years, n), p=effects.share)
    for year in range(1, n_years):  # forwards from the year of the start, then backwards
        place[year] = np.where(moves[year] & (year > home), target[year], place[year - 1])
    for year in range(n_years - 2, -1, -1):
        earlier = np.where(moves[year], target[year], place[year + 1])
        place[year] = np.where(year < home, earlier, place[year])
    flagged = persons.post | np.isin(span.year_of_week[week], parameters.cohorts.pre_years)
    stv = rng.random(n) < parameters.inflow.stv_share.of(persons.treated)
    return People(
        pnr=person_keys(numbers),
        birth=born.astype("datetime64[D]"),
        origin_type=np.where(persons.non_western, immigrant, np.where(western, 2, 1)).astype("i1"),
        residence=effects.code[place].astype("int16"),
        civil=_civil_status(persons, home, n_years, rng),
        stv=stv & starts & flagged,
    )


def _civil_status(
    persons: Persons, home: np.ndarray, n_years: int, rng: np.random.Generator
) -> np.ndarray:
    n = len(persons.start)
    draw = rng.random(n)
    single = np.where(
        persons.age < 32, b"U", np.where(draw < 0.55, b"U", np.where(draw < 0.95, b"F", b"E"))
    )
    at_start = np.where(persons.married, np.where(draw < 0.98, b"G", b"P"), single)
    change = rng.random((n_years, n))
    status = np.broadcast_to(at_start, (n_years, n)).copy()
    for year in range(1, n_years):
        before = status[year - 1]
        divorced = (year > home) & (before == b"G") & (change[year] < 0.015)
        wed = (year > home) & (before != b"G") & (change[year] < 0.01)
        status[year] = np.where(divorced, b"F", np.where(wed, b"G", before))
    return status.astype("S1")


def dream_records(
    man: np.ndarray, people: People, codes: np.ndarray, working: np.ndarray, span: Span
) -> np.ndarray:
    """Records of the DREAM file; `working` is any wage in the month (bool, M x n)."""
    n = len(man)
    records = np.zeros(n, dtype=dream_dtype(span))
    flat = records.view("u1").reshape(n, records.dtype.itemsize)
    records["pnr"], records["kon"] = people.pnr, np.where(man, 1, 2)
    age = (_WEEK_31_OF_1991 - people.birth).astype("int64") / 365.25
    records["alder9131"] = np.round(age, 2)
    fields = records.dtype.fields or {}
    at = fields[span.columns[0]][1]
    text = np.ascontiguousarray(_CODE_TEXT[codes.T])
    flat[:, at : at + 3 * len(span.weeks)] = text.view("u1").reshape(n, -1)
    industry = INDUSTRIES[np.frombuffer(people.pnr.tobytes(), "u1").reshape(n, 10)[:, 9] % 8]
    at += 3 * len(span.weeks)
    text = np.ascontiguousarray(np.where(working.T, industry[:, None], b""), dtype="S6")
    flat[:, at : at + 6 * span.n_months] = text.view("u1").reshape(n, -1)
    for row, year in enumerate(span.years):
        records[f"nykom{year}"] = people.residence[row]
    return records


def job_records(
    people: People,
    codes: np.ndarray,
    jobs: np.ndarray,
    *,
    parameters: Parameters,
    span: Span,
    rng: np.random.Generator,
) -> tuple[dict[int, np.ndarray], np.ndarray]:
    """Records of the BFL files by year, and who has any wage in which month (bool, M x n).

    Supported work (flexjob, wage subsidy) has paid hours too, which are not ordinary hours.
    """
    mid = codes[np.minimum(span.month_starts + 1, len(span.weeks) - 1)]
    supported = np.isin(mid, parameters.codes.not_ordinary) & (mid != 774)
    second = jobs & (rng.random(jobs.shape) < parameters.hours.second_job)
    rows = [np.nonzero(kind.T) for kind in (jobs, second, supported)]
    person = np.concatenate([row[0] for row in rows])
    month = np.concatenate([row[1] for row in rows])
    kind = np.repeat([0, 1, 2], [len(row[0]) for row in rows])
    order = np.lexsort((kind, month, person))
    person, month, kind = person[order], month[order], kind[order]
    records = np.zeros(len(person), dtype=BFL)
    code = mid[month, person]
    low = np.select([kind == 1, kind == 2, code == 0], [5.0, 35.0, 80.0], default=8.0)
    high = np.select([kind == 1, kind == 2, code == 0], [30.0, 105.0, 170.0], default=60.0)
    draw = rng.random((3, len(person)))
    hours = np.round(low + (high - low) * draw[0], 2)
    imputed = draw[1] < parameters.hours.imputed
    first = np.datetime64(f"{span.first_year}-01", "M")
    end = (first + month + 1).astype("datetime64[D]") - np.timedelta64(1, "D")
    records["pnr"] = people.pnr[person]
    records["ajo_job_slut_dato"] = stata_days(end)
    records["ajo_loentimer"] = hours
    records["ajo_indberettede_loentimer"] = np.where(imputed, 0.0, hours)
    records["ajo_loentime_kode"] = ~imputed
    records["ajo_fuldtid_beskaeftiget"] = np.round(hours / FULL_TIME_HOURS, 4)
    records["ajo_smalt_loenbeloeb"] = np.round(hours * (120 + 90 * draw[2]), 2)
    year = span.first_year + month // 12
    return {y: records[year == y] for y in span.years}, jobs | supported


def population_records(
    man: np.ndarray,
    non_western: np.ndarray,
    people: People,
    codes: np.ndarray,
    gone: Collection[int],
    span: Span,
) -> dict[int, np.ndarray]:
    """Records of the BEF files by year: those who are alive and resident on 1 January.

    `gone` are the codes of those who are not.
    """
    records = {}
    for row, year in enumerate(span.years):
        opening = codes[np.searchsorted(span.year_of_week, year)]
        there = ~np.isin(opening, list(gone))
        there &= people.birth < np.datetime64(f"{year}-01-01", "D")
        found = np.zeros(int(there.sum()), dtype=BEF)
        found["pnr"], found["koen"] = people.pnr[there], np.where(man[there], 1, 2)
        found["foed_dag"] = stata_days(people.birth[there])
        found["ie_type"], found["civst"] = people.origin_type[there], people.civil[row, there]
        found["ikkevestlig"] = non_western[there]
        records[year] = found
    return records


def stv_records(people: People) -> np.ndarray:
    """Records of the STV file: only those who took part."""
    records = np.zeros(int(people.stv.sum()), dtype=STV)
    records["pnr"], records["stv"] = people.pnr[people.stv], 1
    return records
