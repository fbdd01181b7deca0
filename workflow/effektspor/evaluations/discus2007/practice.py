"""What municipalities and other actors learned, as coded from the published report.

Nothing is counted of persons: a point is one statement of the source in words of our own, with its
page.
"""

from itertools import product
from typing import Any

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.errors import InputError
from effektspor.evaluations.discus2007.making import Maker, Study
from effektspor.evaluations.result_tables import Tables

REQUIRES = ("practice",)
THEMES = {
    "jobformidling": ("Jobformidling", "Placement"),
    "virksomhedskontakt": ("Virksomhedskontakt", "Contact with companies"),
    "samarbejde": ("Samarbejde", "Cooperation"),
    "planlaegning": ("Planlægning og opstart", "Planning and start"),
    "visitation": ("Visitation", "Referral"),
    "resultatafloenning": ("Resultataflønning", "Payment by results"),
}
ACTORS = {
    "municipality": ("Kommuner", "Municipalities"),
    "other_actor": ("Andre aktører", "Other actors"),
    "both": ("Begge", "Both"),
}
KINDS = {
    "experience": ("Erfaring", "Experience"),
    "recommendation": ("Anbefaling", "Recommendation"),
    "barrier": ("Barriere", "Barrier"),
}
FIELDS = {"theme": THEMES, "actor": ACTORS, "kind": KINDS}
COMMON: dict[str, Any] = {
    "population": Text(
        da="Den offentliggjorte rapports afsnit om erfaringer.",
        en="The published report's section on what was learned.",
    ),
    "definition": Text(
        da="Et punkt er ét udsagn i kilden, sagt med egne ord og kodet efter tema, hvem det gælder, "
        "og om det er en erfaring, en anbefaling eller en barriere.",
        en="A point is one statement of the source, put in our own words and coded by theme, whom it "
        "is about, and whether it is an experience, a recommendation or a barrier.",
    ),
    "method": Text(da="Kodning af teksten, med sidetal.", en="Coding of the text, with pages."),
    "uncertainty": Text(
        da="Kodet af én; en anden ville dele nogle punkter anderledes.",
        en="Coded once; another coder would divide some points in another way.",
    ),
    "basis": "document",
}


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """Counts by theme, actor and kind, and the table.

    Raises
    ------
    InputError
        As `checked`.
    """
    maker = Maker(study, tables.data_hash, published=True)
    table = checked(tables["practice"])
    common = {**COMMON, "n": {"points": len(table)}}
    found = [
        maker.make(
            f"practice.{key}", "number", value=float(count), unit="count", title=title, **common
        )
        for key, count, title in _counts(table)
    ]
    return [
        *found,
        maker.make(
            "practice.table", "table", unit="mixed", data="practice.csv", **common,
            title=Text(da="Erfaringer efter tema", en="What was learned, by theme"),
        ),
    ]  # fmt: skip


def figure_data(tables: Tables) -> dict[str, pd.DataFrame]:
    """The points with the labels of theme, actor and kind."""
    table = checked(tables["practice"])
    for field, names in FIELDS.items():
        for place, language in enumerate(("da", "en")):
            labels = {key: name[place] for key, name in names.items()}
            table = table.assign(**{f"{field}_{language}": table[field].map(labels)})
    return {"practice.csv": table}


def checked(table: pd.DataFrame) -> pd.DataFrame:
    """The table, themes in the order of the source.

    Raises
    ------
    InputError
        A theme, actor or kind that is not known, a point without text or page, or twice.
    """
    for field, names in FIELDS.items():
        wrong = ~table[field].isin(list(names))
        if wrong.any():
            _fail(f"{table.loc[wrong, field].iloc[0]!r} is no {field}", wrong, field)
    for column in ("point_da", "point_en"):
        empty = table[column].isna() | (table[column].astype(str).str.strip() == "")
        if empty.any():
            _fail("A point has no text", empty, column)
    page = ~table["page"].astype(str).str.fullmatch(r"\d+")
    if page.any():
        _fail("A page is no number", page, "page")
    twice = table.duplicated(["theme", "order"])
    if twice.any():
        _fail("Two points of a theme have one place in its order", twice, "order")
    themes = pd.Categorical(table["theme"], categories=list(THEMES), ordered=True)
    ordered = table.assign(rank=themes.codes).sort_values(["rank", "order"], kind="stable")
    return ordered.drop(columns="rank").reset_index(drop=True)


def _fail(what: str, wrong: "pd.Series[bool]", column: str) -> None:
    row = int(wrong.to_numpy().argmax()) + 2
    raise InputError(what, where=f"practice.csv, row {row}, column {column}", todo="Correct it.")


def _counts(table: pd.DataFrame) -> list[tuple[str, int, Text]]:
    """Id, number of points and title of each count."""
    found = [("points", len(table), Text(da="Punkter i alt", en="Points in all"))]
    for field, names in FIELDS.items():
        for key, (da, en) in names.items():
            count = int((table[field] == key).sum())
            found.append((f"{field}.{key}", count, Text(da=da, en=en)))
    for theme, actor in product(THEMES, ACTORS):
        both = (table["theme"] == theme) & (table["actor"] == actor)
        title = Text(
            da=f"{THEMES[theme][0]}: {ACTORS[actor][0]}",
            en=f"{THEMES[theme][1]}: {ACTORS[actor][1]}",
        )
        found.append((f"theme.{theme}.{actor}", int(both.sum()), title))
    return found
