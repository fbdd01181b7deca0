"""What follows from the counts that a published trial prints, and from nothing else.

Every number is calculated from printed ones, looked up by their ids; what the text says in words
("about half") is a reading, and the row says so. Jobs are compared as if each were one person's:
the source tells no more, and with several jobs to a person the intervals would be wider.
"""

from collections.abc import Iterator

import pandas as pd

from effektspor.evaluations.trial.counts_draw import draw_counts
from effektspor.evaluations.trial.counts_printed import Count, Printed
from effektspor.evaluations.trial.counts_status import status_counts

SOURCE = "discus2007"
COLUMNS = [
    "quantity", "label_da", "label_en", "value", "low", "high", "p", "unit", "method", "items",
]  # fmt: skip


def trial_counts(published: pd.DataFrame, confidence: float) -> pd.DataFrame:
    """One row per quantity.

    Parameters
    ----------
    published
        Of `effektspor.published.read_published`.
    confidence
        Level of the intervals; the level of tests whose power is told is what it lacks of 1.

    Returns
    -------
    DataFrame
        `COLUMNS`; shares, differences and ratios as fractions. ``low`` and ``high`` are an interval,
        or the range of what the printed figures may mean: ``method`` says which. ``items`` are the
        printed ids behind it, with a semicolon between them.

    Raises
    ------
    InputError
        Where a printed figure that is needed is absent, or printed figures contradict each other.
    """
    printed = Printed(published[published["source"] == SOURCE], confidence)
    rows = [_row(count) for count in _counts(printed)]
    return pd.DataFrame(rows).reindex(columns=COLUMNS)


def _counts(printed: Printed) -> Iterator[Count]:
    yield from draw_counts(printed)
    yield from status_counts(printed)


def _row(count: Count) -> dict[str, object]:
    return {
        "quantity": count.quantity, "label_da": count.label_da, "label_en": count.label_en,
        "value": count.value, "low": count.low, "high": count.high, "p": count.p,
        "unit": count.unit, "method": count.method, "items": ";".join(count.items),
    }  # fmt: skip
