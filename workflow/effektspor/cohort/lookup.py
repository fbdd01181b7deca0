"""Lookup tables over benefit codes, made from the families and activities that the config names."""

from collections.abc import Collection, Iterable

import numpy as np
import numpy.typing as npt

from effektspor.codebook import ACTIVITIES, TABLE_SIZE, Codebook
from effektspor.cohort.spells import ProgrammeCodes
from effektspor.config.design import Municipalities, OrdinaryHours, Programme
from effektspor.errors import ConfigError

Lookup = npt.NDArray[np.bool_]
ENDS = {"death": "doed", "emigration": "udvandret", "pension": "folkepension"}
"""Why a person can no longer be followed, and the family of the code list that says so."""


def family_table(codebook: Codebook, families: Iterable[str], *, key: str) -> Lookup:
    """Lookup table of all codes of some families.

    Raises
    ------
    ConfigError
        Where the code list has no such family.
    """
    families = list(families)
    refuse_unknown_families(codebook, families, key=key)
    return codebook.membership_table(
        code for family in families for code in codebook.codes_of(family)
    )


def refuse_unknown_families(codebook: Codebook, families: Iterable[str], *, key: str) -> None:
    """Stop at families that the code list does not have.

    Raises
    ------
    ConfigError
        With the family and those that there are.
    """
    for family in families:
        _refuse_unknown(family, codebook.families, "benefit family", key)


def activity_table(
    codebook: Codebook, families: Iterable[str], activities: Collection[str], *, key: str
) -> Lookup:
    """Lookup table of the codes of some families with some activities.

    Raises
    ------
    ConfigError
        Where there is no such family or activity.
    """
    for activity in activities:
        _refuse_unknown(activity, ACTIVITIES, "activity", key)
    families = list(families)
    refuse_unknown_families(codebook, families, key=key)
    return codebook.membership_table(
        code for family in families for code in codebook.codes_with(family, activities)
    )


def programme_codes(codebook: Codebook, programme: Programme) -> ProgrammeCodes:
    """What counts as programme, as internship and as a bridged gap."""
    return ProgrammeCodes(
        family_table(codebook, [programme.family], key="programme.family"),
        activity_table(
            codebook,
            [programme.family],
            programme.event_activities,
            key="programme.event_activities",
        ),
        family_table(codebook, programme.bridge_families, key="programme.bridge_families"),
        programme.bridge_weeks,
        programme.bridge_family_weeks,
    )


def end_codes(codebook: Codebook) -> npt.NDArray[np.uint8]:
    """Lookup table (uint8, shape (1000,)): position in `ENDS` from 1 on, 0 for all other codes."""
    table = np.zeros(TABLE_SIZE, dtype=np.uint8)
    for position, family in enumerate(ENDS.values()):
        table[family_table(codebook, [family], key="codes.benefits")] = position + 1
    return table


def supported_work(codebook: Codebook, ordinary: OrdinaryHours) -> Lookup:
    """Codes of supported work: their weeks, or months, have no ordinary hours."""
    return (
        activity_table(
            codebook,
            codebook.families,
            ordinary.excluded_activities,
            key="ordinary_hours.excluded_activities",
        )
        | family_table(codebook, ordinary.excluded_families, key="ordinary_hours.excluded_families")
        | codebook.membership_table(ordinary.excluded_codes)
    )


def refuse_unknown_municipalities(municipalities: Municipalities, known: Collection[int]) -> None:
    """Stop at municipality numbers that no list has: a typing error would change the groups.

    Raises
    ------
    ConfigError
        With the numbers.
    """
    named = {*municipalities.participants, *municipalities.excluded}
    unknown = sorted(named - set(known))
    if unknown:
        raise ConfigError(
            f"There are no municipalities with the numbers {', '.join(map(str, unknown))}",
            where="municipalities",
            todo="Correct the numbers; docs/codes.md lists all of them.",
        )


def _refuse_unknown(name: str, known: Collection[str], kind: str, key: str) -> None:
    if name not in known:
        raise ConfigError(
            f"There is no {kind} {name!r}; allowed are {', '.join(sorted(known))}",
            where=key,
            todo="Correct the name, or add the codes in a CSV named under codes.extension.",
        )
