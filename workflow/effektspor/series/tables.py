"""The tables of open series: what ingest writes, the levels, and the ledger."""

from effektspor.tables import Column, Table

TOTAL = "total"
"""Group of the sum over all groups, in the tables of levels only."""
UNITS = {"awards_age": "persons", "awards_cause": "persons", "fulltime": "full_time_persons"}
_WHAT = (
    Column("series", "str", "awards_age, awards_cause or fulltime"),
    Column("group", "str", "id of the group in the list of the series"),
    Column("order", "int8", "place of the group in tables and figures"),
    Column("label_da", "str", "name in Danish"),
    Column("label_en", "str", "name in English"),
)
SERIES = Table(
    "series",
    "Open series, one row per group and period",
    (
        *_WHAT,
        Column("period", "str", "2013, 2013Q1 or 2013M01"),
        Column("start", "str", "first day of the period, YYYY-MM-DD"),
        Column("value", "float64", "persons or full-time persons", missing=True),
        Column("unit", "str", "persons or full_time_persons"),
        Column(
            "state", "str", "final, provisional, missing or suppressed; no value in the last two"
        ),
    ),
    key=("series", "group", "period"),
)
"""No period between a group's first and last is left out: what is not known has no value."""
LEVELS = Table(
    "series_levels",
    "Levels of open series before and after the reform",
    (
        *_WHAT,
        Column("unit", "str", "persons or full_time_persons"),
        Column("before_mean", "float64", "mean of a period before the rush", missing=True),
        Column("before_from", "str", "first period of that level", missing=True),
        Column("before_to", "str", "last period of that level", missing=True),
        Column("after_mean", "float64", "mean of a period in the last years", missing=True),
        Column("after_from", "str", "first period of that level", missing=True),
        Column("after_to", "str", "last period of that level", missing=True),
        Column("change", "float64", "after_mean - before_mean", missing=True),
        Column("ratio", "float64", "after_mean / before_mean", missing=True),
        Column("usual_value", "float64", "largest value of the level before", missing=True),
        Column(
            "rush_margin", "float64", "what peak_value must exceed it by to be a rush", missing=True
        ),
        Column("peak_value", "float64", "largest value of the rush", missing=True),
        Column("peak_period", "str", "its period", missing=True),
        Column("reform_value", "float64", "last value before the reform", missing=True),
        Column("reform_period", "str", "its period", missing=True),
        Column("last_value", "float64", "last value", missing=True),
        Column("last_period", "str", "its period", missing=True),
        Column("since_reform", "float64", "last_value - reform_value", missing=True),
    ),
    key=("series", "group"),
)
LEDGER = Table(
    "series_quality",
    "What was read of open series, one row per file",
    (
        Column("series", "str", "awards_age, awards_cause or fulltime"),
        Column("file", "str", "name of the file"),
        Column("layout", "str", "statbank or jobindsats"),
        Column("rows", "int64", "rows of the file"),
        Column("used", "int64", "rows that the series is made of"),
        Column("totals", "int64", "rows of totals, which are not added to the groups"),
        Column("elsewhere", "int64", "rows of other areas or parts than the whole country"),
        Column("later", "int64", "rows after the date of the study"),
        Column("merged", "int64", "rows that stood twice with one value"),
        Column("periods", "int64", "periods of the series"),
        Column("first_period", "str", "first of them"),
        Column("last_period", "str", "last of them"),
        Column("gaps", "int64", "values of groups that are not known"),
        Column("suppressed", "int64", "those of them that the source holds back"),
        Column("provisional", "int64", "values that the source calls provisional"),
        Column(
            "regrouped", "int64", "periods whose labels are of another grouping than the last's"
        ),
        Column("totals_compared", "int64", "periods with a total of the file and all groups"),
        Column(
            "totals_differ",
            "int64",
            "those of them where the total is not their sum, beyond rounding",
        ),
        Column("divisions_compared", "int64", "periods with all new pensions by age and by cause"),
        Column("divisions_differ", "int64", "those of them where the two differ beyond rounding"),
        Column("revised", "int64", "values that differ from the earlier download", missing=False),
        Column("compared", "str", "when the earlier download was made; empty where there is none"),
        Column("source", "str", "interface; empty where the file does not come with its origin"),
        Column("table", "str", "id of the table there"),
        Column("downloaded", "str", "day of the download; empty where it is not known"),
        Column("sha256", "str", "hash of the file"),
        Column("cached", "bool", "whether the last attempt to fetch it anew failed"),
    ),
    key=("series", "file"),
)
