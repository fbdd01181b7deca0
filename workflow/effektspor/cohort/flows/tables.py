"""The table of persons of a business case: who is in the programme, who began and who ended."""

from effektspor.tables import Column, Table

OWN, CLUSTER, REGION, NATIONAL = "own", "cluster", "region", "national"
UNITS = (OWN, CLUSTER, REGION, NATIONAL)
"""The municipality, those it is compared with, and all others; a person may count in several."""
AS_OF, ENDED, ENTERED = "as_of", "ended", "entered"
MOMENTS = (AS_OF, ENDED, ENTERED)
UNKNOWN = "unknown"
PEOPLE = Table(
    "flow_people",
    "Persons in the programme at a date, and courses ended and begun in the year before",
    (
        Column("person", "int32", "row number of the person in DREAM, from 0"),
        Column("moment", "str", "as_of: in the programme then; ended, entered: in the year before"),
        *(Column(unit, "bool", f"whether in the unit {unit} at the moment") for unit in UNITS),
        Column("age", "float64", "full years at the moment", missing=True),
        Column("woman", "Int8", "1 woman, 0 man", missing=True),
        Column("non_western", "Int8", "1 non-western origin, else 0", missing=True),
        Column("origin", "str", "state in the week before the course; unknown where not read"),
        Column("prior_weeks", "float64", "weeks with any benefit in the 156 before the course"),
        Column("months", "float64", "months of the course at the moment"),
        Column("destination", "str", "state some weeks after the end; empty but for ended"),
    ),
    key=("person", "moment"),
)
STOCK_COLUMNS = ["unit", "month", "state", "persons", "full_year", "shown"]
DURATION_COLUMNS = ["unit", "month", "band", "persons", "of", "shown"]
EXIT_COLUMNS = ["unit", "window_end", "destination", "n", "of", "share", "low", "high", "shown"]
ENTRY_COLUMNS = ["unit", "month", "from_state", "n", "shown"]
TRANSITION_COLUMNS = ["scope", "from_state", "band", "to_state", "n", "months", "shown"]
REFUND_COLUMNS = ["scope", "state", "band", "step", "n", "months", "share", "shown"]
BOOT_COLUMNS = ["draw", "kind", "scope", "from_state", "band", "to_state", "n", "months"]
