"""Which characteristics a study has: names, labels and units, from settings and code list."""

from collections.abc import Sequence
from dataclasses import dataclass

from effektspor.codebook import Codebook
from effektspor.cohort.lookup import refuse_unknown_families
from effektspor.config.design import Background
from effektspor.errors import ConfigError

ENGLISH = {
    "andet": "other benefits and schemes",
    "barsel": "parental leave benefit",
    "dagpenge": "unemployment insurance",
    "dagpenge_forlaenget": "extended unemployment insurance",
    "doed": "death",
    "efterloen": "early retirement pay",
    "feriedagpenge_beskaeftigelse": "holiday benefit from employment",
    "fleksjob": "flexjob",
    "foertidspension": "disability pension and sheltered job",
    "folkepension": "old-age pension",
    "forrevalidering": "pre-rehabilitation",
    "integration": "integration benefit",
    "jobafklaring": "job clarification",
    "kontanthjaelp": "social assistance",
    "ledighedsydelse": "unemployment benefit of the flexjob scheme",
    "ressourceforloeb": "resource course",
    "revalidering": "rehabilitation",
    "su": "student grant",
    "sygedagpenge": "sickness benefit",
    "sygedagpenge_fleksjob": "sickness benefit in flexjob",
    "uddannelseshjaelp": "educational assistance",
    "udvandret": "residence abroad",
}
"""English names of the benefit families of the official list; a user's own keep their Danish."""


@dataclass(frozen=True)
class Characteristic:
    """One background characteristic."""

    name: str
    label_da: str
    label_en: str
    unit: str


def characteristics(codebook: Codebook, background: Background) -> tuple[Characteristic, ...]:
    """Characteristics of a study in the order of its tables.

    Raises
    ------
    ConfigError
        Where a family is unknown or named twice.
    """
    for key, families in (
        ("background.benefit_families", background.benefit_families),
        ("background.origin_families", background.origin_families),
    ):
        refuse_unknown_families(codebook, families, key=key)
        _refuse_repeated(families, key)
    weeks, origins = [], []
    for family in background.benefit_families:
        da, en = family_names(codebook, family)
        label = f"Uger på {da} før start", f"Weeks on {en} before start"
        weeks.append(Characteristic(weeks_on(family), *label, "weeks"))
    for family in background.origin_families:
        da, en = family_names(codebook, family)
        origins.append(Characteristic(origin(family), f"Kom fra {da}", f"Came from {en}", "share"))
    return (
        Characteristic("age", "Alder ved start", "Age at start", "years"),
        Characteristic("female", "Kvinder", "Women", "share"),
        Characteristic("non_western", "Ikke-vestlig oprindelse", "Non-western origin", "share"),
        Characteristic(
            "married", "Gift eller i registreret partnerskab", "Married or partnered", "share"
        ),
        *weeks,
        Characteristic(
            "months_employed", "Måneder med løn før start", "Months with a wage before start",
            "months",
        ),
        *origins,
        Characteristic("stv", "Deltog i STV-projektet", "Took part in the STV project", "share"),
    )  # fmt: skip


def family_names(codebook: Codebook, family: str) -> tuple[str, str]:
    """Danish and English name of a family as they stand within a sentence."""
    labels = codebook.frame.loc[codebook.frame["family"] == family, "family_label_da"]
    label = str(labels.iloc[0])
    label = label[0].lower() + label[1:]
    return label, ENGLISH.get(family, label)


def weeks_on(family: str) -> str:
    """Name of the count of weeks on a family."""
    return f"weeks_{family}"


def origin(family: str) -> str:
    """Name of the mark of who comes from a family."""
    return f"from_{family}"


def _refuse_repeated(families: Sequence[str], key: str) -> None:
    repeated = sorted({family for family in families if families.count(family) > 1})
    if repeated:
        raise ConfigError(
            f"Benefit families are named twice: {', '.join(repeated)}",
            where=key,
            todo="Name each family once.",
        )
