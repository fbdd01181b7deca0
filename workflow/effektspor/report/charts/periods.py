"""Series laid out on an unbroken calendar, so that what is not known is seen as a gap."""

import pandas as pd

COLUMNS = ["group", "order", "label_da", "value", "state"]


def by_period(series: pd.DataFrame) -> pd.DataFrame:
    """A row for each period of each group from its first on, and of the sum of the groups.

    Parameters
    ----------
    series
        Of one series: `group`, `order`, `label_da`, `period` ("2013Q1", "2013M01" or "2013"),
        `start` (ISO date), `value`, `state`.

    Returns
    -------
    pandas.DataFrame
        `group` (missing: the sum), `order`, `label_da`, `value` (NaN is a gap), `state`, and the
        timestamps `from`, `middle` and `to` of the period. A group that begins late has no rows
        before, and counts as nought in the sum; where a group that has begun is not known, the
        sum is not known.
    """
    mark = str(series["period"].iloc[0])[4:5]
    period = pd.to_datetime(series["start"]).dt.to_period(mark or "Y")
    calendar = pd.period_range(period.min(), period.max(), freq=period.dt.freq)
    keyed = series.assign(at=period)
    parts = [_filled(rows, calendar) for _, rows in keyed.groupby("order", sort=True)]
    parts.append(_total(parts, calendar))
    table = pd.concat(parts)
    start, end = table.index.to_timestamp(), (table.index + 1).to_timestamp()  # type: ignore[attr-defined]
    table = table.assign(**{"from": start, "middle": start + (end - start) / 2, "to": end})
    return table.reset_index(drop=True)


def _filled(rows: pd.DataFrame, calendar: pd.PeriodIndex) -> pd.DataFrame:
    """One group from its first period to the last of all groups."""
    own = rows.set_index("at")[COLUMNS]
    filled = own.reindex(calendar[calendar >= own.index.min()])
    same = {name: own[name].iloc[0] for name in ("group", "order", "label_da")}
    return filled.assign(**same, state=filled["state"].fillna("missing"))


def _total(parts: list[pd.DataFrame], calendar: pd.PeriodIndex) -> pd.DataFrame:
    begun = [part["value"].reindex(calendar, fill_value=0.0) for part in parts]
    value = pd.concat(begun, axis=1).sum(axis=1, skipna=False)
    early = [(part["state"] == "provisional").reindex(calendar, fill_value=False) for part in parts]
    state = pd.concat(early, axis=1).any(axis=1).map({True: "provisional", False: "final"})
    return pd.DataFrame(
        {"group": None, "order": None, "label_da": "", "value": value, "state": state}
    )
