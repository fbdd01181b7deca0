"""Which reports were read, how they were chosen and what they build on."""

from collections.abc import Iterator

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.discus2011.making import Maker, Study
from effektspor.evaluations.result_tables import Tables, finite, records
from effektspor.evidence.words import CONTROLS, EFFECT_DESIGNS

REQUIRES = ("evidence_reports", "evidence_flow")
ONE_REPORT = Text(da="Antal læste rapporter.", en="Number of reports that were read.")
UNKNOWN = "not_stated"


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """Numbers of reports by design and comparison, steps of the selection, tables and figure."""
    maker = Maker(study, tables.data_hash)
    reports, flow = tables["evidence_reports"], tables["evidence_flow"]
    return [
        *_counts(maker, reports),
        *_steps(maker, flow),
        maker.whole(
            "overview.table", "table", "evidence_reports.csv", len(reports),
            Text(da="Rapporterne, deres tilgange og temaer",
                 en="The reports, their approaches and themes"),
            Text(da="Én række pr. læst rapport, som den er kodet.",
                 en="One row per report, as it was coded."),
        ),
        maker.whole(
            "figure.selection", "figure", "evidence_flow.csv", len(flow),
            Text(da="Hvordan rapporterne er valgt", en="How the reports were chosen"),
            Text(da="Trin i udvælgelsen; et antal, som kilden ikke oplyser, er sagt med ord.",
                 en="Steps of the selection; a number that the source does not give is said in words."),
        ),
    ]  # fmt: skip


def figure_data(tables: Tables) -> dict[str, pd.DataFrame]:
    """The two tables as they are."""
    return {f"{name}.csv": tables[name] for name in REQUIRES}


def _counts(maker: Maker, reports: pd.DataFrame) -> Iterator[Artefact]:
    years, n = reports["year"].astype(float), len(reports)
    effect = int(reports["design"].isin(EFFECT_DESIGNS).sum())
    numbers = {
        "n_reports": (n, "Læste rapporter", "Reports that were read"),
        "n_findings": (reports["n_findings"].sum(), "Kodede fund", "Coded findings"),
        "n_designs": (reports["design"].nunique(), "Slags undersøgelser", "Kinds of studies"),
        "with_n": (
            reports["n"].notna().sum(), "Rapporter, hvis antal personer er oplyst",
            "Reports whose number of persons is stated",
        ),
        "effect_reports": (effect, "Effektstudier og gennemgange af dem", "Effect studies, or reviews of them"),
        "other_reports": (n - effect, "Andre rapporter", "Other reports"),
        "unknown_design": (
            (reports["design"] == UNKNOWN).sum(), "Rapporter uden oplyst metode",
            "Reports without stated method",
        ),
        **{
            f"comparison.{kind}": (
                (reports["comparison"] == kind).sum(), f"Rapporter, sammenligning: {kind}",
                f"Reports, comparison: {kind}",
            )
            for kind in CONTROLS
        },
    }  # fmt: skip
    for name, (value, da, en) in numbers.items():
        yield maker.count(
            f"overview.{name}", float(value), Text(da=da, en=en), ONE_REPORT, n={"reports": n}
        )
    for name, year in (("first_year", years.min()), ("last_year", years.max())):
        yield maker.count(
            f"overview.{name}", finite(year),
            Text(da="År for ældste eller nyeste rapport", en="Year of oldest or newest report"),
            Text(da="Kalenderår.", en="Calendar year."), n={"reports": n},
        )  # fmt: skip


def _steps(maker: Maker, flow: pd.DataFrame) -> Iterator[Artefact]:
    yield maker.count(
        "overview.flow_unknown", float(flow["n"].isna().sum()),
        Text(da="Trin uden oplyst antal", en="Steps without a stated number"),
        Text(da="Trin i udvælgelsen, hvis antal ikke er oplyst.",
             en="Steps of the selection whose number is not stated."),
    )  # fmt: skip
    for row in records(flow):
        label = str(row["label_da"])
        yield maker.count(
            f"overview.flow.{row['step']}", finite(float(row["n"])), Text(da=label, en=label),
            Text(da="Antal rapporter på trinnet, hvor det er oplyst.",
                 en="Number of reports at the step, where it is stated."),
        )  # fmt: skip
