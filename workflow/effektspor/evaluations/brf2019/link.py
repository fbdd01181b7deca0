"""The link of effect with fidelity and belief, by municipality: slopes, tests, what could be found.

How many elements come out is counted; what is expected where there is a link, and where there is
none, stands beside it. Municipalities carry letters that begin anew in each part of the figure.
"""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.brf2019 import link_words as words
from effektspor.evaluations.brf2019.making import Maker, Study
from effektspor.evaluations.link.exposures import PRIMARY
from effektspor.evaluations.municipalities.spread import refuse_names
from effektspor.evaluations.result_tables import Tables, finite, records

REQUIRES = ("link", "link_power", "link_points")
GONE = "not_evaluated"
ELEMENTS, CHANGES = "elements", "changes"
STRENGTHS = {0.0: "none", 0.25: "quarter", 0.5: "half", 0.75: "most"}
SINGLE = (("followup", "level"), ("index", "level"), ("score", "level"),
          ("belief", "level"), ("belief", "change"))  # fmt: skip
UNITS = {
    "reliability": "share", "leave_low": "percentage_points", "leave_high": "percentage_points",
}  # fmt: skip
Row = dict[str, Any]


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """Slopes, tests, counts of findings, what was to be expected, table and figure."""
    if len(tables["link_points"]):
        refuse_names(tables["link_points"])
    maker = Maker(study, tables.data_hash, surveys=("staff",))
    rows = {(row["exposure"], row["measure"]): row for row in records(tables["link"])}
    most = max((int(row["k"]) for row in rows.values()), default=0)
    common: dict[str, Any] = {
        "population": words.POPULATION,
        "n": {"municipalities": most},
        "definition": _definition(study),
        "source": words.SYNTHETIC_SOURCE if study.synthetic else words.SOURCE,
    }
    family = {key: row for key, row in rows.items() if row["family"] == ELEMENTS}
    # A survey may lack an element or the wave at the end; the texts speak of all six all the same.
    wanted = dict.fromkeys([*((name, "level") for name in PRIMARY), *family, *SINGLE])
    found = [each for key in wanted for each in _of_exposure(maker, common, key, rows.get(key, {}))]
    found += _counts(maker, common, tables["link"])
    found += _expected(maker, common, tables["link_power"])
    return [*found, *_shown(maker, common, tables["link_power"])]


def figure_data(tables: Tables) -> dict[str, pd.DataFrame]:
    """The table, what could be found, and the points of the figure."""
    if len(tables["link_points"]):
        refuse_names(tables["link_points"])
    return {
        "link.csv": tables["link"],
        "link_power.csv": tables["link_power"],
        "link_points.csv": tables["link_points"],
    }


def _definition(study: Study) -> Text:
    week = study.reference_week
    return Text(
        da=f"Effekt på andelen i virksomhedspraktik i uge {week} sat over for andelen af svar, der er "
        "enige i udsagnene, ved slutmålingen.",
        en=f"Effect on the share in company internship in week {week} against the share of answers "
        "that agree with the statements at the end.",
    )


def _of_exposure(
    maker: Maker, common: dict[str, Any], key: tuple[str, str], row: Row
) -> Iterator[Artefact]:
    name = f"link.{key[0]}.{key[1]}"
    about, measure = words.NAMES[key[0]], words.MEASURES[key[1]]
    what = Text(da=f"{about.da}, {measure.da}", en=f"{about.en}, {measure.en}")
    slope = {**common, "unit": "percentage_points", "uncertainty": words.UNCERTAINTY}
    yield maker.estimate(
        f"{name}.slope", row.get("slope"), row.get("ci_low"), row.get("ci_high"), **slope,
        method=words.METHOD, title=_title("Hældning", "Slope", what),
    )  # fmt: skip
    yield maker.estimate(
        f"{name}.corrected", row.get("slope_corrected"), row.get("corrected_low"),
        row.get("corrected_high"), **slope, method=words.CORRECTED,
        title=_title("Hældning, rettet for målefejl", "Slope corrected for errors", what),
    )  # fmt: skip
    for column, da, en, method in (
        ("leave_low", "Laveste hældning uden én kommune", "Lowest slope without one", words.METHOD),
        (
            "leave_high",
            "Højeste hældning uden én kommune",
            "Highest slope without one",
            words.METHOD,
        ),
        ("p_value", "P-værdi", "P-value", words.METHOD),
        ("p_permutation", "P-værdi ved permutation", "P-value by permutation", words.FAMILY),
        ("p_family", "P-værdi for de seks under ét", "P-value in the family of six", words.FAMILY),
        ("correlation", "Korrelation", "Correlation", words.METHOD),
        ("reliability", "Pålidelighed", "Reliability", words.CORRECTED),
    ):
        if column == "p_family" and row.get("family") != ELEMENTS:
            continue
        yield maker.number(
            f"{name}.{column}", finite(row.get(column)), **common, absent=GONE, method=method,
            unit=UNITS.get(column, "ratio"), uncertainty=words.COUNTED,
            title=_title(da, en, what),
        )  # fmt: skip


def _counts(maker: Maker, common: dict[str, Any], link: pd.DataFrame) -> list[Artefact]:
    """How many come out, upwards and downwards, each for itself and within the family."""
    alpha = 1 - maker.study.confidence
    rising = link["slope"] > 0
    six, changes = link["family"] == ELEMENTS, link["family"] == CHANGES
    alone, together = link["p_value"] < alpha, link["p_family"] < alpha
    reliable = link.loc[six, "reliability"].dropna()
    counts = {
        "tested": (six.sum(), "Kerneelementer i familien", "Elements in the family"),
        "hits": ((six & rising & alone).sum(), "Med stigende hældning, hver for sig",
                 "With a rising slope, each for itself"),
        "hits_family": ((six & rising & together).sum(), "Med stigende hældning, under ét",
                        "With a rising slope, in the family"),
        "falls": ((six & ~rising & alone).sum(), "Med faldende hældning, hver for sig",
                  "With a falling slope, each for itself"),
        "changes_tested": (changes.sum(), "Ændringer i familien", "Changes in the family"),
        "changes_hits": ((changes & alone).sum(), "Ændringer med hældning, hver for sig",
                         "Changes with a slope, each for itself"),
        "changes_hits_family": ((changes & together).sum(), "Ændringer med hældning, under ét",
                                "Changes with a slope, in the family"),
    }  # fmt: skip
    found = [
        maker.number(
            f"link.{name}", float(value) if len(link) else None, **common, absent=GONE,
            unit="count", method=words.FAMILY, uncertainty=words.COUNTED, title=Text(da=da, en=en),
        )
        for name, (value, da, en) in counts.items()
    ]  # fmt: skip
    ends = (("low", "Laveste", "Lowest", reliable.min()),
            ("high", "Højeste", "Highest", reliable.max()))  # fmt: skip
    found += [
        maker.number(
            f"link.reliability_{name}", finite(value), **common, absent=GONE, unit="share",
            method=words.CORRECTED, uncertainty=words.COUNTED,
            title=Text(da=f"{da} pålidelighed af de seks", en=f"{en} reliability of the six"),
        )
        for name, da, en, value in ends
    ]  # fmt: skip
    return found


def _expected(maker: Maker, common: dict[str, Any], power: pd.DataFrame) -> list[Artefact]:
    """What was to be expected, by the part of the spread that the index explains."""
    rows = {round(float(row["r2"]), 2): row for row in records(power)}
    single = [name for name in power.columns if str(name).startswith("power_")]
    found = []
    for strength, word in STRENGTHS.items():
        row = rows.get(strength, {})
        each = [float(row[name]) for name in single if finite(row.get(name)) is not None]
        for suffix, value, unit, da, en in (
            ("expected", row.get("expected_hits"), "count", "Ventede fund", "Expected findings"),
            ("all", row.get("p_all"), "share", "Chance for alle", "Chance of all"),
            ("any", row.get("p_any"), "share", "Chance for mindst ét", "Chance of any"),
            ("single", sum(each) / len(each) if each else None, "share",
             "Styrke for et element", "Power for one element"),
        ):  # fmt: skip
            found.append(
                maker.number(
                    f"link.power.{word}.{suffix}", finite(value), **common, absent=GONE, unit=unit,
                    method=words.POWER, uncertainty=words.simulated(power), title=_title(da, en, words.STRENGTHS[word]),
                )
            )  # fmt: skip
    return found


def _shown(maker: Maker, common: dict[str, Any], power: pd.DataFrame) -> list[Artefact]:
    points = {
        **common,
        "unit": "percentage_points",
        "method": words.METHOD,
        "uncertainty": words.UNCERTAINTY,
    }
    return [
        maker.make("link.table", "table", data="link.csv", **points,
                   title=Text(da="Effekt, fidelitet og belief", en="Effect, fidelity and belief")),
        maker.make("link.power.table", "table", data="link_power.csv", **common, unit="mixed",
                   method=words.POWER, uncertainty=words.simulated(power),
                   title=Text(da="Hvad der kan findes", en="What can be found")),
        maker.make("figure.link", "figure", data="link_points.csv", **points,
                   title=Text(da="Effekt og fidelitet efter kommune",
                              en="Effect and fidelity by municipality")),
    ]  # fmt: skip


def _title(da: str, en: str, what: Text) -> Text:
    return Text(da=f"{da}: {what.da}", en=f"{en}: {what.en}")
