"""Coded quotes of the case studies as artefacts: the list of quotes and how many there are."""

from typing import Any

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.brf2019.making import Maker, Study
from effektspor.evaluations.result_tables import Tables

REQUIRES = ("quotes", "quotes_counts")
TITLES = {
    "read": Text(da="Rækker i filen med citater", en="Rows of the file of quotes"),
    "merged": Text(da="Gentagne rækker", en="Repeated rows"),
    "shown": Text(da="Citater, der er gengivet", en="Quotes that are printed"),
    "municipality_hidden": Text(
        da="Citater gengivet uden kommune", en="Quotes printed without their municipality"
    ),
    "respondent_pooled": Text(
        da="Citater gengivet med en bredere betegnelse for respondenten",
        en="Quotes printed with a wider type of respondent",
    ),
}
MADE = Text(
    da="Opdigtede eksempler, skrevet til projektet; ingen har sagt dem.",
    en="Made examples, written for the project; nobody said them.",
)
SAID = Text(
    da="Interview i casekommunerne, udvalgt og kodet af undersøgelsens forfattere.",
    en="Interviews in the case municipalities, chosen and coded by the study's authors.",
)
POPULATION = Text(
    da="Citater, som undersøgelsens forfattere har valgt; ikke repræsentative for nogen gruppe.",
    en="Quotes chosen by the study's authors; not representative of any group.",
)
DEFINITION = Text(
    da="Hvert citat er kodet med ét tema. Respondentens type og kommune er kun nævnt, hvor "
    "tilstrækkeligt mange deler den.",
    en="Each quote is coded with one theme. Type and municipality of the respondent are named only "
    "where enough share them.",
)
METHOD = Text(da="Kodning i hånden; ingen beregning.", en="Coding by hand; no calculation.")
NO_SAMPLING = Text(
    da="Ingen: et citat siger intet om, hvor mange der mener det samme.",
    en="None: a quote says nothing of how many think the same.",
)


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """The list, what became of the file's rows, and the number of made ones."""
    maker = Maker(study, tables.data_hash, registers=False)
    quotes, counts = tables["quotes"], tables["quotes_counts"].iloc[0]
    common: dict[str, Any] = {
        "population": POPULATION,
        "n": {"quotes": len(quotes)},
        "definition": DEFINITION,
        "source": MADE if study.synthetic else SAID,
        "method": METHOD,
        "uncertainty": NO_SAMPLING,
        "basis": "document",
        "prespecified": False,
    }
    found = [
        maker.make(
            "quotes.table", "table", **common, unit="mixed", data="quotes.csv",
            title=Text(da="Citater efter tema", en="Quotes by theme"),
        )
    ]  # fmt: skip
    found += [
        maker.make(
            f"quotes.{name}", "number", **common, unit="count", title=title, value=counts[name]
        )
        for name, title in TITLES.items()
    ]
    return found


def figure_data(tables: Tables) -> dict[str, pd.DataFrame]:
    """The quotes as they may be printed."""
    return {"quotes.csv": tables["quotes"]}
