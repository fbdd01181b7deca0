"""What the source prints of each question: direction and p-value, and nothing else.

No number of persons, no mean and no test is named there, so that none of it can be reproduced.
"""

from collections.abc import Mapping

import pandas as pd

from effektspor.errors import InputError

COLUMNS = ("published_direction", "published_p", "published_below", "published_significant")


def with_published(
    table: pd.DataFrame, published: pd.DataFrame, items: Mapping[str, str]
) -> pd.DataFrame:
    """The table of changes with the printed p-value of each question.

    Parameters
    ----------
    published
        As `effektspor.published.read_published` gives it.
    items
        Published item by question, as the codebook has them; questions may lack one.

    Returns
    -------
    DataFrame
        The table and `COLUMNS`: ``up`` or ``down``; the p-value, which is an upper limit where
        ``published_below``; whether the text calls it significant. Missing without an item.

    Raises
    ------
    InputError
        Where the codebook names an item that is not published.
    """
    known = published.set_index("item_id")
    lines = [_printed(known, items.get(str(item), "")) for item in table["item"]]
    return table.join(pd.DataFrame(lines, columns=list(COLUMNS), index=table.index))


def _printed(known: pd.DataFrame, item: str) -> tuple[object, ...]:
    if not item:
        return None, None, None, None
    if item not in known.index:
        raise InputError(
            f"The published figure {item} is missing",
            where="codebook of the survey progression, column published",
            todo="Correct the id, or leave the cell empty.",
        )
    row = known.loc[item]
    words = str(row["measure"]).lower()
    return (
        "down" if "decline" in words else "up",
        float(row["value"]),
        row["kind"] == "bound",
        "not significant" not in words,
    )
