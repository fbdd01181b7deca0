"""What the variables and categories of a trial are called, and which values they can have."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from effektspor.csvtable import read_text_table
from effektspor.surveys.scales import Scale
from effektspor.trial.codebook import COLUMNS, TODO, read_scales

YES, NO = "yes", "no"
YES_NO = ((YES, "Ja", "Yes"), (NO, "Nej", "No"))
MEAN = ""
"""Value of the row of a variable that is a number."""


@dataclass(frozen=True)
class Variable:
    """A variable that persons or jobs are described by.

    Attributes
    ----------
    values
        Value, Danish and English label of each category; empty for a number.
    """

    name: str
    block: str
    label_da: str
    label_en: str
    values: tuple[tuple[str, str, str], ...] = ()

    @property
    def told(self) -> tuple[tuple[str, str, str], ...]:
        """The categories that tables show: of yes and no only yes, for the other is what is left."""
        yes = tuple(each for each in self.values if each[0] == YES)
        return yes if {value for value, _, _ in self.values} == {YES, NO} else self.values

    def labels(self, da: str, en: str) -> tuple[str, str]:
        """Labels of one category: those of the variable alone where it is a yes."""
        if len(self.told) < 2:
            return self.label_da, self.label_en
        return f"{self.label_da}: {_small(da)}", f"{self.label_en}: {_small(en)}"


def read_variables(codebooks: Sequence[Path], scales: Path) -> Mapping[str, Variable]:
    """Variables of the codebooks by name, in their order.

    Raises
    ------
    InputError
        Where a file is not as described.
    """
    known = read_scales(scales)
    found = {}
    for path in codebooks:
        rows = read_text_table(path, COLUMNS, "The codebook of the trial", TODO)
        for cells in rows.to_dict("records"):
            name = str(cells["variable"])
            values = _values(known.get(str(cells["scale"])))
            found[name] = Variable(
                name, str(cells["block"]), str(cells["label_da"]), str(cells["label_en"]), values
            )
    return found


def _values(scale: Scale | None) -> tuple[tuple[str, str, str], ...]:
    if scale is None:
        return ()
    return tuple((each.id, each.labels[0], each.label_en) for each in scale.answers)


def _small(label: str) -> str:
    return label[:1].lower() + label[1:]
