"""What a coded quote is, and the table of quotes that may be printed."""

from effektspor.tables import Column, Table

THEMES = (
    "leadership",
    "belief",
    "preparation",
    "ownership",
    "organisation",
    "direction",
    "citizen",
)
"""The six themes of chapter 4 in its order, and what citizens told (section 2.2.2)."""
STAFF_TYPES = ("leader", "projectleader", "caseworker", "consultant", "mentor")
TYPES = (*STAFF_TYPES, "citizen", "other")
STAFF, PERSON = "staff", "person"
"""What a respondent is called where the own type would be of too few: one of the staff, or anyone."""
QUOTES = Table(
    "quotes",
    "Quotes that may be printed",
    (
        Column("theme", "str", f"one of {', '.join(THEMES)}"),
        Column(
            "respondent",
            "str",
            f"one of {', '.join(TYPES)}; {STAFF} or {PERSON} where the type would be of too few",
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
