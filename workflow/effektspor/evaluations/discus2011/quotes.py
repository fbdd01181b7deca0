"""Whether quotes stand where the coding says, where the reports' texts were given."""

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.discus2011.making import Maker, Study
from effektspor.evaluations.result_tables import Tables

REQUIRES = ("evidence_quotes",)
STATES = ("found", "found_elsewhere", "not_found", "no_text", "no_quote")
CHECK = Text(
    da="Hvert citat er søgt på den side, kodningen angiver, og ellers på alle sider.",
    en="Each quote is searched on the page that the coding states, and otherwise on all pages.",
)
METHOD = Text(
    da="Søgning i teksten uden hensyn til linjeskift, orddeling og anførselstegn.",
    en="Search of the text without regard to line ends, hyphenation and quotation marks.",
)


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """Quotes by what became of the search, and the table where there are any quotes."""
    maker = Maker(study, tables.data_hash)
    quotes = tables["evidence_quotes"]
    found = [
        maker.count(
            f"quotes.{state}", float((quotes["state"] == state).sum()),
            Text(da=f"Citater: {state}", en=f"Quotes: {state}"), CHECK, method=METHOD,
        )
        for state in STATES
    ]  # fmt: skip
    given = quotes[quotes["state"] != "no_quote"]
    total = maker.count(
        "quotes.given", float(len(given)), Text(da="Citater i kodningen", en="Quotes of the coding"),
        CHECK, method=METHOD,
    )  # fmt: skip
    wrong = maker.count(
        "quotes.wrong", float(quotes["state"].isin(["found_elsewhere", "not_found"]).sum()),
        Text(da="Citater, der ikke står, hvor de skulle", en="Quotes that are not where they should be"),
        CHECK, method=METHOD,
    )  # fmt: skip
    if given.empty:
        return [*found, total, wrong]
    table = maker.whole(
        "quotes.table", "table", "evidence_quotes.csv", len(given),
        Text(da="Citater og deres sider", en="Quotes and their pages"), CHECK, method=METHOD,
    )  # fmt: skip
    return [*found, total, wrong, table]


def figure_data(tables: Tables) -> dict[str, pd.DataFrame]:
    """The table as it is."""
    return {f"{name}.csv": tables[name] for name in REQUIRES}
