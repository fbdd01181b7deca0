"""Coded quotes as artefacts, of any evaluation: the list of quotes and what became of the file."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.making import Maker
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
METHOD = Text(da="Kodning i hånden; ingen beregning.", en="Coding by hand; no calculation.")
NO_SAMPLING = Text(
    da="Ingen: et citat siger intet om, hvor mange der mener det samme.",
    en="None: a quote says nothing of how many think the same.",
)


@dataclass(frozen=True)
class Words:
    """What an evaluation says of its quotes.

    Attributes
    ----------
    said
        Where they come from, where somebody said them.
    population, definition
        Whom they are of, and how they are coded.
    """

    said: Text
    population: Text
    definition: Text


def quote_artefacts(tables: Tables, maker: Maker, words: Words) -> list[Artefact]:
    """The list, and what became of the file's rows."""
    quotes, counts = tables["quotes"], tables["quotes_counts"].iloc[0]
    common: dict[str, Any] = {
        "population": words.population,
        "n": {"quotes": len(quotes)},
        "definition": words.definition,
        "source": MADE if maker.study.synthetic else words.said,
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
