"""The result tables of a study of any programme."""

from effektspor.evaluations.municipalities.register_columns import MAY_BE_EMPTY, REGISTER_COLUMNS
from effektspor.evaluations.result_tables import Layout

LAYOUT = Layout("programme", REGISTER_COLUMNS, MAY_BE_EMPTY)
