"""Settings: open series of benefits, from files in the layouts of the public interfaces."""

import re
from collections.abc import Mapping
from pathlib import PurePath
from typing import Annotated, Literal, Self, get_args

from pydantic import Field, field_validator, model_validator

from effektspor.config.base import Key, Settings
from effektspor.config.sources import Names, UndatedPath

SeriesId = Literal["awards_age", "awards_cause", "fulltime"]
SERIES: tuple[SeriesId, ...] = get_args(SeriesId)
"""Series of a study, in the order of reports."""
GROUP_LISTS = "data/series"
GROUP = "{group}"
SERIES_SIMULATED: Mapping[SeriesId, str] = {
    "awards_age": "foertidspension_alder.csv",
    "awards_cause": "foertidspension_aarsag.csv",
    "fulltime": "fuldtidspersoner.json",
}
"""Files that the simulator writes."""
_SECRET = frozenset({"key", "auth", "pwd", "sig", "pass"})
_SECRETS = (
    "token",
    "password",
    "passwd",
    "secret",
    "apikey",
    "authorization",
    "credential",
    "kodeord",
)
_BEARER = re.compile(r"\s*(bearer|basic)\s", re.IGNORECASE)
_BY: Mapping[str, Names] = {
    "awards_age": ("alder", "aldersgruppe"),
    "awards_cause": ("årsag", "tilkendelsesårsag", "bevillingsårsag", "diagnose", "diagnosegruppe"),
    "fulltime": ("ydelse", "ydelsestype", "ydelsesgruppe", "ydelsesgrupper"),
}
_COUNTED: Mapping[str, Names] = {
    "awards_age": ("indhold", "antal tilkendelser", "tilkendelser", "antal personer"),
    "awards_cause": ("indhold", "antal tilkendelser", "tilkendelser", "antal personer"),
    "fulltime": ("antal fuldtidspersoner", "fuldtidspersoner", "indhold"),
}


class SeriesVariables(Settings):
    """Names of columns; upper and lower case are alike, and the first that a file has is read."""

    period: Names = ("tid", "periode", "period")
    """Year, quarter or month."""
    area: Names = ("område", "kommune", "bopælskommune", "region")
    """Country or municipalities; a file without it is taken to be of the country."""
    group: Names | None = None
    """Age, cause or benefit; None: the usual names of the series."""
    value: Names | None = None
    """What is counted; None: the usual names of the series."""


class SeriesSource(Settings):
    """One series: the file as the interface gave it, and where to fetch it anew."""

    path: UndatedPath
    """File in the layout of StatBank (CSV, JSON-stat) or Jobindsats v3 (JSON, CSV). With `{group}` in
    its name a file for each group of the list, such as `pension`, which then needs no column that says
    so. An earlier download beside it, `<name>.earlier`, is compared with it."""
    groups: str | None = None
    """List of the groups, a CSV; `data/series/<series>.csv` where it is left out."""
    variables: SeriesVariables = SeriesVariables()
    """Names of columns."""
    interface: Literal["statbank", "jobindsats"] | None = None
    """Interface to fetch from with `effektspor fetch-series`; a run never fetches."""
    table: str | dict[Key, str] | None = None
    """Id of the table at the interface, as `y10a02`; by group where `path` has `{group}`."""
    query: Mapping[str, str] = {}
    """Parameters of the request, as `period.M: "*"`."""
    base_url: Annotated[str, Field(pattern=r"^https?://[^\s@?#]+$")] | None = None
    """Address of the interface, without a query; None: its public one."""

    @field_validator("query")
    @classmethod
    def _no_secret(cls, query: Mapping[str, str]) -> Mapping[str, str]:
        # The whole address is written down beside the file.
        for name, value in query.items():
            plain = re.sub(r"[^a-z]", "", name.lower())
            if plain in _SECRET or any(word in plain for word in _SECRETS) or _BEARER.match(value):
                raise ValueError(
                    f"{name} looks like a secret, which would be written beside the file; the token "
                    "is read from the environment"
                )
        return query

    @model_validator(mode="after")
    def _table_by_group(self) -> Self:
        if self.table is not None and isinstance(self.table, dict) != (GROUP in self.path):
            raise ValueError(f"table names a table by group where path has {GROUP}, and only there")
        return self

    def path_of(self, group: str) -> str:
        """Path of a group's file."""
        return self.path.replace(GROUP, group)

    @property
    def pattern(self) -> str:
        """The path as a pattern that all files match."""
        return self.path_of("*")

    @property
    def tables(self) -> Mapping[str, str]:
        """Ids of tables by group; under an empty name where one file has all groups."""
        if isinstance(self.table, dict):
            return self.table
        return {} if self.table is None else {"": self.table}


class Series(Settings):
    """Open series; what is left out is left out of the report, which says so."""

    awards_age: SeriesSource | None = None
    """New disability pensions by age."""
    awards_cause: SeriesSource | None = None
    """New disability pensions by cause."""
    fulltime: SeriesSource | None = None
    """Full-time persons on four benefits."""
    level_years: Annotated[int, Field(ge=1, le=10)] = 1
    """Years whose mean is a level: the last before the rush, and the last before the date of the study."""
    rush_years: Annotated[int, Field(ge=0, le=10)] = 1
    """Years just before the reform that do not count in the level before it: cases were hurried through."""
    rush_margin: Annotated[float, Field(ge=0, le=1)] = 0.1
    """Share by which the highest period of those years must lie above all periods of the level before,
    and beyond what counts vary by chance, to be told as a rush."""

    def source(self, series: str) -> SeriesSource | None:
        """Settings of a series by its id; None where it is left out."""
        found: SeriesSource | None = getattr(self, series)
        return found

    def groups(self, series: str) -> str:
        """Path of a series' list of groups."""
        source = self.source(series)
        own = source.groups if source is not None else None
        return own or f"{GROUP_LISTS}/{series}.csv"

    def held(self) -> tuple[SeriesId, ...]:
        """Ids of the series that there are."""
        return tuple(name for name in SERIES if self.source(name) is not None)

    def check_simulated(self) -> None:
        """Refuse other names of files than those that the simulator writes.

        Raises
        ------
        ValueError
            With the key.
        """
        for name in self.held():
            source = self.source(name)
            if source is not None and PurePath(source.path).name != SERIES_SIMULATED[name]:
                raise ValueError(
                    f"series.{name}.path must end in {SERIES_SIMULATED[name]}, which the simulator "
                    "writes"
                )


def group_names(series: str, variables: SeriesVariables) -> Names:
    """Names that the column of groups may have."""
    return variables.group or _BY[series]


def value_names(series: str, variables: SeriesVariables) -> Names:
    """Names that the column of values may have."""
    return variables.value or _COUNTED[series]
