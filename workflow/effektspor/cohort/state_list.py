"""The list of states in which a person can be after the start, and what each code means in it.

The list is a file of the user: which benefit families make a state, what it is called, and as which
cause a stay counts that ends in it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.codebook import BLANK, Codebook
from effektspor.cohort.lookup import ENDS, family_table, refuse_unknown_families
from effektspor.csvtable import read_text_table
from effektspor.errors import InputError

EVENT = "internship"
PROGRAMME, EMPLOYMENT, OTHER_BENEFIT, NO_BENEFIT = (
    "programme", "employment", "other_benefit", "no_benefit",
)  # fmt: skip
BY_RULE = (PROGRAMME, EMPLOYMENT, OTHER_BENEFIT, NO_BENEFIT)
"""States that no family makes: the programme's own, those of weeks without benefit, and the rest."""
COLUMNS = ("state", "label_da", "label_en", "families", "cause")
KEY = "codes.states"
_TODO = "The columns of the file are described in docs/codes.md."


def read_state_list(path: Path) -> pd.DataFrame:
    """Read the states in the order of the file.

    Returns
    -------
    DataFrame
        Columns state, label_da, label_en, families (a tuple) and cause.

    Raises
    ------
    InputError
        File or column missing, a state twice or with a blank cell, a state of `BY_RULE` absent or
        with families, another without; a family in two states; none for a family of `ENDS`.
    """
    frame = read_text_table(path, COLUMNS, "The list of states", _TODO)
    frame["families"] = [tuple(text.split()) for text in frame["families"]]
    for number, row in enumerate(frame.to_dict("records"), start=2):
        where = f"{path}, row {number}"
        if not all(row[name] for name in COLUMNS if name != "families"):
            _refuse("A state needs a key, two labels and a cause", where)
        if not (row["state"].isascii() and row["state"].replace("_", "").isalnum()):
            _refuse("The key of a state has ASCII letters, digits and _ only", where)
        if (row["state"] in BY_RULE) == bool(row["families"]):
            _refuse(f"{', '.join(BY_RULE)} have no families, all other states have some", where)
        if row["cause"] == EVENT:
            _refuse(f"The cause {EVENT} is that of the event itself, not of a state", where)
    families = frame["families"].explode().dropna()
    for what, named in (("state", frame["state"]), ("family", families)):
        if named.duplicated().any():
            _refuse(f"The {what} {named[named.duplicated()].iloc[0]} stands twice", str(path))
    absent = [name for name in BY_RULE if name not in set(frame["state"])]
    absent += [f"with the family {f}" for f in ENDS.values() if f not in set(families)]
    if absent:
        _refuse(f"The list lacks a state {absent[0]}", str(path))
    return frame


def _refuse(what: str, where: str) -> None:
    raise InputError(what, where=where, todo=_TODO)


@dataclass(frozen=True)
class States:
    """Which state each benefit code means.

    Attributes
    ----------
    names
        States in the order of the list.
    of_code
        Lookup table (uint8, shape (1000,)) of positions in `names`; a week without benefit is
        `NO_BENEFIT`, a code of no state `OTHER_BENEFIT`.
    of_end
        Position of the state of each key of `lookup.ENDS`.
    """

    names: tuple[str, ...]
    of_code: npt.NDArray[np.uint8]
    of_end: dict[str, int]

    def position(self, name: str) -> int:
        """Position of a state."""
        return self.names.index(name)


def states_of(states: pd.DataFrame, codebook: Codebook, programme: str) -> States:
    """Make the lookup table of a list of states.

    Parameters
    ----------
    states
        What `read_state_list` gives.
    programme
        Family of the programme: its weeks are the state of the programme, also where the list has
        the family under another.

    Raises
    ------
    ConfigError
        Where the code list has no such family.
    """
    names = tuple(states["state"])
    table = np.full(1000, names.index(OTHER_BENEFIT), dtype=np.uint8)
    of_end: dict[str, int] = {}
    for place, families in enumerate(states["families"]):
        refuse_unknown_families(codebook, families, key=KEY)
        table[family_table(codebook, families, key=KEY)] = place
        of_end |= {end: place for end, family in ENDS.items() if family in families}
    table[family_table(codebook, [programme], key="programme.family")] = names.index(PROGRAMME)
    table[BLANK] = names.index(NO_BENEFIT)
    return States(names, table, of_end)


def state_of_family(states: pd.DataFrame) -> dict[str, str]:
    """State of each family that makes one."""
    return {
        family: state
        for state, families in zip(states["state"], states["families"], strict=True)
        for family in families
    }


def cause_of_state(states: pd.DataFrame) -> dict[str, str]:
    """Cause of each state."""
    return dict(zip(states["state"], states["cause"], strict=True))


def labels_of_states(states: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """Labels and order of states, indexed by state."""
    order = states.assign(order=range(len(states))).set_index("state")
    return order.loc[list(names), ["label_da", "label_en", "order"]]
