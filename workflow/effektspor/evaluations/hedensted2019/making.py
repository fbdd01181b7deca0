"""Make an artefact of this evaluation: its sources, and what all of a run have in common."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations import making
from effektspor.evaluations.business_case.masked import HIDDEN
from effektspor.evaluations.result_tables import finite

REGISTER = Text(
    da="DREAM (Styrelsen for Arbejdsmarked og Rekruttering) og befolkningsregisteret (BEF); egne "
    "beregninger.",
    en="DREAM (Danish Agency for Labour Market and Recruitment) and the population register (BEF); "
    "own calculations.",
)
SYNTHETIC_REGISTER = Text(
    da="Syntetiske registre i formaterne for DREAM og befolkningsregisteret (BEF), uden virkelige "
    "personer; egne beregninger.",
    en="Synthetic registers in the formats of DREAM and the population register (BEF), without real "
    "persons; own calculations.",
)
PUBLISHED = Text(
    da="Potentialebeskrivelse, en styrket indsats for borgere i jobafklaringsforløb, Hedensted "
    "Kommune, februar 2019.",
    en="Potentialebeskrivelse (potential of a stronger effort for citizens in job clarification), "
    "Hedensted municipality, February 2019.",
)
PRICES = Text(
    da="Tabellen over priser og regler, med kilde for hver; hvad ingen kilde har, er antaget.",
    en="The table of prices and rules, each with its source; what has none is assumed.",
)
SCHEME = Text(da="Kommunens eget månedlige skema.", en="The municipality's own monthly scheme.")
SYNTHETIC_SCHEME = Text(
    da="Et syntetisk månedligt skema, ingen kommunes.", en="A synthetic scheme, no municipality's."
)
REPRINTED = Text(da="Regnet alene af andre trykte tal.", en="From other printed figures alone.")
PUBLICATION_DATE = "2019-02-18"
SOURCES = making.Sources(REGISTER, SYNTHETIC_REGISTER, PUBLISHED, PUBLICATION_DATE)
CALIBRATED = (
    "flows.jobafklaring.persons",
    "flows.over_1y.share",
    "flows.over_2y.share",
    *(f"exits.{place}.share" for place in ("job", "flexjob", "dagpenge")),
    "benchmark.stock_share.*",
)
"""Patterns of the ids of what a simulator is set to."""
MODELLED = Text(
    da="Fra den laveste til den højeste af den midterste del af udtrækkene.",
    en="From the lowest to the highest of the middle part of the draws.",
)
NO_INTERVAL = Text(da="Ingen er beregnet.", en="None is calculated.")


@dataclass(frozen=True)
class Study(making.Context):
    """What every artefact of a run has in common.

    Attributes
    ----------
    as_of, followed_until
        ISO dates: where the municipality stands, and the end of the follow-up.
    exit_weeks, history_months, horizon_months, ramp_months, bands
        Of the flow of persons.
    flow_draws, draws
        Draws of persons, and of prices each with a draw of persons.
    first_year, tax
        Of the money.
    cluster, region
        Municipalities that it is compared with.
    """

    as_of: str = "2018-09-01"
    followed_until: str = "2019-12-31"
    exit_weeks: int = 4
    history_months: int = 24
    horizon_months: int = 60
    ramp_months: int = 36
    bands: tuple[int, ...] = (0, 6, 12, 24)
    flow_draws: int = 200
    draws: int = 2_000
    first_year: int = 2019
    tax: bool = True
    cluster: int = 1
    region: int = 1

    @property
    def month(self) -> str:
        """Month at which the municipality stands, YYYY-MM."""
        return self.as_of[:7]


@dataclass(frozen=True)
class Maker(making.Maker):
    """Makes the artefacts of one group of inputs."""

    study: Study
    sources: making.Sources = field(default=SOURCES, kw_only=True)

    def make(self, artefact_id: str, kind: str, **fields: Any) -> Artefact:
        """One artefact, whose basis says whether the simulator is set to it."""
        number = artefact_id.removeprefix("withheld.").removeprefix("not_evaluated.")
        if not self.published and any(fnmatchcase(number, each) for each in CALIBRATED):
            fields.setdefault("basis", "calibration")
        return super().make(artefact_id, kind, **fields)

    def told(
        self, artefact_id: str, value: Any, low: Any = None, high: Any = None, **fields: Any
    ) -> Artefact:
        """A number, with its interval where that has two ends; a mark where there is no number.

        The mark says ``not_evaluated`` unless `absent` is given.
        """
        number, ends = finite(value), (finite(low), finite(high))
        interval: dict[str, Any] = {}
        if number is not None and ends[0] is not None and ends[1] is not None:
            interval = {"ci_low": ends[0], "ci_high": ends[1]}
        fields.setdefault("absent", "not_evaluated")
        fields.setdefault("uncertainty", MODELLED if interval else NO_INTERVAL)
        return self.number(artefact_id, number, **interval, **fields)


def price_maker(study: Study, data_hash: str) -> Maker:
    """A maker of what rests on prices and rules and no register."""
    return _without_registers(study, data_hash, PRICES, PRICES)


def scheme_maker(study: Study, data_hash: str) -> Maker:
    """A maker of what rests on the municipality's own scheme and no register."""
    return _without_registers(study, data_hash, SCHEME, SYNTHETIC_SCHEME)


def reprint_maker(study: Study, data_hash: str) -> Maker:
    """A maker of what compares printed figures with what follows from the print alone."""
    return _without_registers(study, data_hash, REPRINTED, REPRINTED)


def _without_registers(study: Study, data_hash: str, real: Text, synthetic: Text) -> Maker:
    sources = making.Sources(real, synthetic, PUBLISHED, PUBLICATION_DATE)
    return Maker(study, data_hash, registers=False, sources=sources)


def memo_maker(study: Study, data_hash: str) -> Maker:
    """A maker of what the memo says, and of arithmetic on it."""
    return Maker(study, data_hash, published=True)


def absence(row: Mapping[str, Any]) -> str:
    """Why a row has no number: withheld since few are behind it, or nothing to tell."""
    return "withheld" if row["shown"] == HIDDEN else "not_evaluated"


def persons(value: Any) -> int:
    """A count for ``n``; nought where it is withheld or there is none."""
    number = finite(value)
    return 0 if number is None else round(number)
