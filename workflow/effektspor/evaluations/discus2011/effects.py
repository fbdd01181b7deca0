"""Effects that reports state with intervals, and their pooling where there is any."""

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.discus2011.making import Maker, Study
from effektspor.evaluations.result_tables import Tables

REQUIRES = ("evidence_effects", "evidence_pooled", "evidence_reports")
EFFECT = Text(
    da="Virkning med interval og enhed, som en rapport oplyser den; intet er regnet om eller gættet.",
    en="Effect with interval and unit as a report states it; nothing is converted or guessed.",
)
METHOD = Text(
    da="Vægtet gennemsnit med tilfældige virkninger (REML) og Knapp-Hartungs interval, inden for "
    "samme tema, udfald og enhed; ét studie lægges ikke sammen med noget.",
    en="Random-effects mean (REML) with the interval of Knapp and Hartung, within theme, outcome and "
    "unit; a single study is not pooled.",
)
UNCERTAIN = Text(
    da="Intervaller, som rapporterne har trykt dem; gennemsnittets hviler på dem.",
    en="Intervals as the reports printed them; that of the mean rests on them.",
)


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """How many effects and means there are; tables and figure only where there are any."""
    maker = Maker(study, tables.data_hash)
    effects, pooled = tables["evidence_effects"], tables["evidence_pooled"]
    several = pooled[pooled["k"] >= 2]
    common = {"method": METHOD, "uncertainty": UNCERTAIN}
    found = [
        maker.count("effects.n", float(len(effects)),
                    Text(da="Fund med virkning", en="Findings with an effect"), EFFECT, **common),
        maker.count("effects.reports", float(effects["report"].nunique()),
                    Text(da="Rapporter med virkning", en="Reports with an effect"), EFFECT, **common),
        maker.count("effects.means", float(len(several)),
                    Text(da="Gennemsnit af flere studier", en="Means of several studies"),
                    EFFECT, **common),
    ]  # fmt: skip
    if effects.empty:
        return found
    if len(several):
        found.append(
            maker.whole("effects.means_table", "table", "evidence_pooled.csv", len(several),
                        Text(da="Gennemsnit af flere studier", en="Means of several studies"),
                        EFFECT, **common)
        )  # fmt: skip
    title = Text(da="Virkninger, som rapporterne oplyser", en="Effects that the reports state")
    return [
        *found,
        maker.whole("effects.table", "table", "evidence_effects.csv", len(effects), title, EFFECT,
                    **common),
        maker.whole("figure.forest", "figure", "evidence_effects.csv", len(effects), title, EFFECT,
                    **common),
    ]  # fmt: skip


def figure_data(tables: Tables) -> dict[str, pd.DataFrame]:
    """Effects with the names of their reports, and means; both may be without rows."""
    labels = tables["evidence_reports"].set_index("report")["label"]
    effects = tables["evidence_effects"]
    named = effects["report"].map(labels).fillna(effects["report"])
    return {
        "evidence_effects.csv": effects.assign(report_label=named),
        "evidence_pooled.csv": tables["evidence_pooled"],
    }
