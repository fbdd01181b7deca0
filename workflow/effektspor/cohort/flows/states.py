"""The states between which persons of a programme move, as a file of the user names them."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.codebook import BLANK, TABLE_SIZE, Codebook
from effektspor.cohort.lookup import ENDS, family_table, refuse_unknown_families
from effektspor.csvtable import read_text_table
from effektspor.errors import InputError

JOB, OTHER, GONE = "job", "other", "gone"
BY_RULE = (JOB, OTHER)
"""States that no family makes: work without benefit, and all the rest."""
COLUMNS = ("state", "order", "label_da", "label_en", "families")
KEY = "tables.states"
_TODO = "docs/methods.md, Business case, describes the columns of the file."


def read_flow_states(path: Path) -> pd.DataFrame:
    """Read the states in their order.

    Returns
    -------
    DataFrame
        Columns state, order (int), label_da, label_en, families (a tuple).

    Raises
    ------
    InputError
        A blank cell, a state or family twice, an order that is no whole number, `job`, `other` or
        `gone` absent, families for `job` or `other`, none for another state; with the row.
    """
    frame = read_text_table(path, COLUMNS, "The list of states", _TODO)
    frame["families"] = [tuple(text.split()) for text in frame["families"]]
    for number, row in enumerate(frame.to_dict("records"), start=2):
        where = f"{path}, row {number}"
        if not all(row[name] for name in COLUMNS if name != "families"):
            _refuse("A state needs a key, an order and two labels", where)
        if not str(row["order"]).isdigit():
            _refuse(f"The order of the state {row['state']} is no whole number", where)
        if (row["state"] in BY_RULE) == bool(row["families"]):
            _refuse(f"{', '.join(BY_RULE)} have no families, all other states have some", where)
    families = frame["families"].explode().dropna()
    for what, named in (("state", frame["state"]), ("family", families)):
        if named.duplicated().any():
            _refuse(f"The {what} {named[named.duplicated()].iloc[0]} stands twice", str(path))
    absent = [name for name in (*BY_RULE, GONE) if name not in set(frame["state"])]
    if absent:
        _refuse(f"The list lacks the state {absent[0]}", str(path))
    return frame.astype({"order": int}).sort_values("order", ignore_index=True)


def _refuse(what: str, where: str) -> None:
    raise InputError(what, where=where, todo=_TODO)


@dataclass(frozen=True)
class FlowStates:
    """Which state each benefit code means.

    Attributes
    ----------
    names
        States in their order.
    programme
        Position of the programme's state.
    of_code
        Lookup table (int8, shape (1000,)); a week without benefit is `other` here.
    benefit
        Lookup table (bool, shape (1000,)): codes of benefits, which count for the refund.
    """

    names: tuple[str, ...]
    programme: int
    of_code: npt.NDArray[np.int8]
    benefit: npt.NDArray[np.bool_]

    def position(self, name: str) -> int:
        """Position of a state."""
        return self.names.index(name)


def flow_states(frame: pd.DataFrame, codebook: Codebook, family: str) -> FlowStates:
    """Make the lookup tables.

    Parameters
    ----------
    frame
        What `read_flow_states` gives.
    family
        Family of the programme, which must be one state alone.

    Raises
    ------
    InputError
        Where no state is the programme's family alone.
    ConfigError
        Where the code list has no such family.
    """
    names = tuple(frame["state"])
    alone = frame.index[frame["families"] == (family,)]
    if len(alone) != 1:
        _refuse(f"No state has the family of the programme, {family}, and no other", KEY)
    table = np.full(TABLE_SIZE, names.index(OTHER), dtype=np.int8)
    benefit = np.ones(TABLE_SIZE, dtype=bool)
    for place, families in enumerate(frame["families"]):
        refuse_unknown_families(codebook, families, key=KEY)
        table[family_table(codebook, families, key=KEY)] = place
    for ending in ENDS.values():
        benefit[family_table(codebook, [ending], key=KEY)] = False
    benefit[BLANK] = False
    return FlowStates(names, int(alone[0]), table, benefit)
