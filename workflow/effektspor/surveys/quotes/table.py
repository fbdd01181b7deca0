"""What a coded quote is, and the table of quotes that may be printed."""

from effektspor.surveys.quotes.coding import PERSON, STAFF
from effektspor.tables import Column, Table

QUOTES = Table(
    "quotes",
    "Quotes that may be printed",
    (
        Column("theme", "str", "theme of the coding of the evaluation"),
        Column(
            "respondent",
            "str",
            f"type of the coding; {STAFF} or {PERSON} where the type would be of too few",
        ),
        Column("municipality", "str", "name; empty where it is not given or would be of too few"),
        Column("quote", "str", "the words"),
        Column("made", "int8", "1 where the quote is a made example, 0 where somebody said it"),
        Column("row", "int32", "row of the user's file"),
    ),
    key=("row",),
)
COUNTS = Table(
    "quotes_counts",
    "What became of the rows of the file of quotes",
    (
        Column("read", "int32", "rows of the file"),
        Column("merged", "int32", "rows that repeat another row word for word"),
        Column("shown", "int32", "quotes that are printed"),
        Column("municipality_hidden", "int32", "quotes printed without their municipality"),
        Column("respondent_pooled", "int32", "quotes printed with a wider type of respondent"),
    ),
)
