"""The project's own run on a generated register: the command lines of the workflow's rules.

This is the one place of the benchmark that knows them. The rules themselves need Snakemake around
them, whose own time is not what is measured here.
"""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from effektspor.benchmark.layout import WEEKS
from effektspor.config.base import Settings
from effektspor.config.brf2019 import Brf2019 as Study
from effektspor.config.load import comparison_study, load_config
from effektspor.config.sources import HoursSource, PopulationSource
from effektspor.config.window import start_years

STUDY = "brf2019"
CONVERTED = (".csv", ".sas7bdat")
BOUNDED = ("convert", "ingest-dream", "ingest-hours", "ingest-population", "cohort")
YEARS = (2016, 2017, 2018)
PERSONS = ("cohort", "outcomes", "placebo_cohort", "placebo_outcomes", "states")
GATHERED = {
    "moment": "moments", "risk": "risk", "yearly_moment": "yearly_moments",
    "yearly_risk": "yearly_risk", "static": "static", "cause": "causes",
}  # fmt: skip
"""Tables that add up, by the option of their parts."""
Plain = dict[str, Any]
Options = dict[str, Path | list[Path]]


@dataclass(frozen=True)
class Step:
    """One job: its sub-command and its command line."""

    name: str
    command: tuple[str, ...]


@dataclass(frozen=True)
class Run:
    """A run of the project on one folder of raw files.

    Attributes
    ----------
    dream
        Raw DREAM file; the other registers lie beside it.
    out
        Folder of everything that is made.
    weeks
        Week numbers of the columns that are read: of the benchmark, all of the file, not only
        those that the study needs.
    """

    study: Study
    dream: Path
    out: Path
    memory_mb: int
    shards: int
    weeks: Sequence[int] = WEEKS

    @property
    def effects(self) -> Path:
        """The last result."""
        return self.out / "weekly_effects.csv"

    def steps(self) -> Iterator[Step]:
        """All jobs in the order of the workflow."""
        dream = self.dream
        if dream.suffix in CONVERTED:
            copy = self.out / "dream.parquet"
            names = {"variables": _plain(self.study.data.dream)["variables"]}
            settings = {"dream": names | self._columns()}
            yield self._job("convert", settings, {"raw": dream, "parquet": copy})
            dream = copy
        yield self._ingest_dream(dream)
        yield self._ingest_hours()
        yield self._ingest_population()
        for shard in range(self.shards):
            yield self._cohort(shard)
        for shard in range(self.shards):
            yield self._moments(shard)
        yield self._gather()
        yield self._effects()

    def _ingest_dream(self, dream: Path) -> Step:
        settings = self._columns() | {
            "dream": _plain(self.study.data.dream),
            "codes": _plain(self.study.codes),
            "synthetic": True,
            "key_digits": self.study.data.key_digits,
        }
        results = {"quality": self.out / "quality_dream.csv", "report": self.out / "dream.json"}
        tables = self._tables("persons", "spells", "employment")
        return self._job("ingest-dream", settings, {"files": dream, **tables, **results})

    def _ingest_hours(self) -> Step:
        files = {"files": _yearly(self.study.data.hours)}
        quality = {"quality": self.out / "quality_hours.csv"}
        options = {**files, **self._tables("hours"), **quality}
        return self._job("ingest-hours", self._source("hours"), options)

    def _ingest_population(self) -> Step:
        files: Options = {
            "files": _yearly(self.study.data.population),
            "stv_files": self.dream.parent / "stv.csv",
        }
        quality = {"quality": self.out / "quality_population.csv"}
        options = {**files, **self._tables("population", "stv"), **quality}
        return self._job("ingest-population", self._source("population", "stv"), options)

    def _cohort(self, shard: int) -> Step:
        groups = ("codes", "programme", "ordinary_hours", "cohorts", "municipalities")
        settings = self._groups(*groups, "background", "exclusions", "follow_up") | {
            "count_imputed": self.study.data.hours.count_imputed,
            "shard": {"number": shard, "of": self.shards},
        }
        tables = self._tables("persons", "spells", "employment", "hours", "population", "stv")
        made = self._made(shard, (*PERSONS, "courses"), ("attrition", "links", "quality"))
        return self._job("cohort", settings, tables | made)

    def _moments(self, shard: int) -> Step:
        settings = self._groups("codes", "outcomes", "cohorts", "follow_up")
        results = ("background", "follow_up", "hours_weekly", "exits", "flows")
        made = self._made(shard, (*PERSONS, *GATHERED.values()), results)
        return self._job("moments", settings, made)

    def _gather(self) -> Step:
        shards = range(self.shards)
        parts = {
            f"{option}_parts": [self._shard(shard) / f"{name}.parquet" for shard in shards]
            for option, name in GATHERED.items()
        }
        return self._job("gather", None, {**parts, **self._tables(*GATHERED.values())})

    def _effects(self) -> Step:
        settings = self._groups("outcomes", "cohorts", "estimation", "disclosure")
        results = {
            "shares": self.out / "weekly_shares.csv",
            "effects": self.effects,
            "curves": self.out / "effect_curves.csv",
            "endpoints": self.out / "endpoints.csv",
            "clusters": self.out / "clusters.csv",
            "spread": self.out / "spread.csv",
        }
        return self._job("effects", settings, {**self._tables("moments"), **results})

    def _job(
        self, command: str, settings: Plain | None, options: Mapping[str, Path | list[Path]]
    ) -> Step:
        line = [sys.executable, "-m", "effektspor.cli", command]
        if settings is not None:
            line += ["--settings", json.dumps(settings, sort_keys=True)]
        if command in BOUNDED:
            line += ["--memory-mb", str(self.memory_mb)]
        for name, value in options.items():
            paths = value if isinstance(value, list) else [value]
            line += [f"--{name.replace('_', '-')}", *(str(path) for path in paths)]
        return Step(command, tuple(line))

    def _columns(self) -> Plain:
        """What finding the weekly columns depends on."""
        return {
            "extract_date": _plain(self.study.data)["extract_date"],
            "first_week": self.weeks[0],
            "last_week": self.weeks[-1],
            "start_years": start_years(self.study.cohorts),
        }

    def _source(self, *names: str) -> Plain:
        data = _plain(self.study.data)
        shared = {"tolerance": data["tolerance"], "key_digits": data["key_digits"]}
        return {name: data[name] for name in names} | shared | {"synthetic": True}

    def _groups(self, *names: str) -> Plain:
        study = _plain(self.study)
        return {name: study[name] for name in names}

    def _tables(self, *names: str) -> Options:
        return {name: self.out / f"{name}.parquet" for name in names}

    def _made(self, shard: int, tables: tuple[str, ...], results: tuple[str, ...]) -> Options:
        folder = self._shard(shard)
        made = {name: folder / f"{name}.parquet" for name in tables}
        return {**made, **{name: folder / f"{name}.csv" for name in results}}

    def _shard(self, number: int) -> Path:
        return self.out / "shards" / str(number)


def study_on(dream: Path, config: Path) -> Study:
    """The study of the config that comes with effektspor, on a raw file and those beside it."""
    raw = dream.parent
    settings = yaml.safe_load(config.read_text(encoding="utf-8"))
    settings["studies"] = {STUDY: settings["studies"][STUDY]}
    study = settings["studies"][STUDY]
    data, cohorts = study["data"], study["cohorts"]
    data.pop("simulate", None)
    for key in [key for key in cohorts if key.startswith("placebo")]:
        del cohorts[key]  # the benchmark's registers of hours and population begin with the cohorts
    data["dream"]["path"] = str(dream)
    for source, path in (("hours", "bfl{year}.dta"), ("population", "bef{year}.dta")):
        data[source] |= {"path": str(raw / path), "years": list(YEARS)}
    data["stv"]["path"] = str(raw / "stv.csv")
    return comparison_study(load_config(settings, source=str(config)), STUDY)


def _yearly(source: HoursSource | PopulationSource) -> list[Path]:
    """The file of each year of a register with one file a year."""
    return [Path(source.path.replace("{year}", str(year))) for year in source.years]


def _plain(group: Settings) -> Plain:
    return group.model_dump(mode="json")
