"""The formats of placeholders: how the value, interval or n of an artefact is printed.

====================  ==============================================================
``pct0``, ``pct1``    share as per cent: "21,4 pct."
``pp1``, ``pp2``      difference of shares: "9,8 procentpoint"; ``pp1abs`` without sign
``num0`` ... ``num2`` the bare number; ``hundred0``, ``hundred1`` the number times 100
``word``              a whole number up to twelve in words: "seks"
``ci_pp1``            interval in points or per cent: "95 pct.-KI: 7,1 til 12,4"
``ci_num2``           interval of a ratio
``span0``             the ends of a share's interval alone: "37–65 pct."
``kr``                an amount of money rounded to a thousand: "1.234.000 kr."; ``krabs``
``ci_kr``             its interval: "95 pct.-KI: −20.000 til 1.540.000 kr."
``count``             a count, with the word for none where it is zero
``p``                 p value
``tiny``              a calculating difference in points: "under 0,001 procentpoint"
``level``             a level of confidence in per cent, unrounded: "95", "97,5"
``year``              a year without the point of thousands: "2016"
``date``              a date written as a number, 20160101: "1. januar 2016"
``month``             a month written as a number, 201603: "marts 2016"
``period``            months as the length of a period: "kvartal"; ``periods`` in the plural
``title``             the title of the artefact, such as the name of a theme
``noun.<one>.<more>`` a noun behind its number: "rapport" where it is one, else "rapporter"
``n.<label>``         persons of one group; ``n_sum`` of all
====================  ==============================================================
"""

import datetime
import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

from effektspor.artefacts import Artefact
from effektspor.errors import ReportError
from effektspor.report import danish

_FORMAT = re.compile(
    r"(periods|period|pct|pp|num|kr|hundred|span|ci_pp|ci_num|ci_kr|p|count|word|tiny|level|year|date|month|n_sum)([0-3])?(abs)?"
)
NONE_AT_ALL = "ingen"
THOUSAND = 1_000.0
"""Amounts of money in sentences are no more exact than this."""
_UNITS = {
    "pct": ("share", "ratio"),
    "pp": ("percentage_points",),
    "num": (
        "ratio",
        "persons",
        "municipalities",
        "weeks",
        "months",
        "jobs",
        "full_time_persons",
        "hours",
        "dkk",
        "count",
        "mixed",
    ),
    "hundred": ("share", "percentage_points", "ratio"),
    "level": ("share",),
    "word": ("persons", "municipalities", "weeks", "months", "jobs", "hours", "count", "mixed"),
    "kr": ("dkk",),
    "ci_kr": ("dkk",),
    "ci_pp": ("share", "percentage_points", "ratio"),
    "span": ("share",),
}


def write(artefact: Artefact, form: str, where: str, level: float = 95) -> str:
    """Print one part of an artefact.

    Parameters
    ----------
    level
        Of intervals, per cent.

    Raises
    ------
    ReportError
        Where the format is unknown or does not fit the unit, so that percentage points are never
        printed as per cent or the other way round.
    """
    if form.startswith("n."):
        return _count(artefact, form[2:], where)
    if form == "title":
        return artefact.title.da
    if form.startswith("noun."):
        return _noun(artefact, form, where)
    found = _FORMAT.fullmatch(form)
    if not found:
        raise _error(where, f"The format {form!r} is unknown", "See effektspor.report.formats.")
    kind, decimals = found[1], int(found[2] or 0)
    if kind in _UNITS and artefact.unit not in _UNITS[kind]:
        raise _error(
            where, f"{artefact.id!r} is in {artefact.unit}, not fit for {form!r}", "Change it."
        )
    if kind == "n_sum":
        return danish.number(sum(artefact.n.values()))
    if kind == "span":
        low, high = _ends(artefact, where)
        return danish.span(low * 100, high * 100, danish.DANISH.percent, decimals)
    if kind == "ci_kr":
        low, high = (thousands(end) for end in _ends(artefact, where))
        ends = danish.confidence_interval(low, high, 0, level)
        return f"{ends}{danish.NBSP}{danish.DANISH.currency}"
    if kind.startswith("ci_"):
        return _interval(artefact, 100.0 if kind == "ci_pp" else 1.0, decimals, where, level)
    if artefact.value is None:
        raise _error(where, f"{artefact.id!r} is not a number", "Refer to a number.")
    value = abs(artefact.value) if found[3] else artefact.value
    if kind in ("period", "periods"):
        return _period(artefact, value, kind, where)
    if kind in ("date", "month"):
        return _dated(artefact, value, kind, where)
    return _WRITERS[kind](value, decimals)


_WRITERS: dict[str, Callable[[float, int], str]] = {
    "pct": danish.percent,
    "pp": danish.percentage_points,
    "num": danish.number,
    "kr": lambda value, _decimals: danish.kroner(thousands(value)),
    "hundred": lambda value, decimals: danish.number(value * 100, decimals),
    "word": lambda value, _decimals: danish.in_words(value),
    "count": lambda value, _decimals: danish.number(value) if value else NONE_AT_ALL,
    "tiny": lambda value, _decimals: _tiny(value),
    "p": lambda value, _decimals: danish.p_value(value),
    "level": lambda value, _decimals: danish.plain(round(value * 100, 6)),
    "year": lambda value, _decimals: f"{value:.0f}",
}


def thousands(amount: float) -> float:
    """An amount rounded half up to a thousand.

    Examples
    --------
    >>> thousands(1_499.9), thousands(-2_500.0)
    (1000.0, -3000.0)
    """
    whole = Decimal(str(amount / THOUSAND)).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return float(whole) * THOUSAND


def _dated(artefact: Artefact, value: float, kind: str, where: str) -> str:
    """A month is the first day of it without its number."""
    digits = f"{value:.0f}" + ("01" if kind == "month" else "")
    try:
        written = danish.long_date(datetime.date.fromisoformat(digits))
    except ValueError:
        raise _error(where, f"{artefact.id!r} is no {kind}", "Choose another format.") from None
    return written.partition(" ")[2] if kind == "month" else written


def _period(artefact: Artefact, months: float, kind: str, where: str) -> str:
    if months not in danish.PERIODS:
        raise _error(where, f"{artefact.id!r} is no {kind}", "Choose another format.")
    return danish.PERIODS[months][kind == "periods"]


def _tiny(value: float) -> str:
    smallest = 1e-5
    if abs(value) < smallest:
        return f"under {danish.percentage_points(smallest, 3)}"
    return danish.percentage_points(value, 3)


def _interval(artefact: Artefact, scale: float, decimals: int, where: str, level: float) -> str:
    low, high = _ends(artefact, where)
    return danish.confidence_interval(low * scale, high * scale, decimals, level)


def _ends(artefact: Artefact, where: str) -> tuple[float, float]:
    if artefact.ci_low is None or artefact.ci_high is None:
        raise _error(where, f"{artefact.id!r} has no interval", "Use another format.")
    return artefact.ci_low, artefact.ci_high


def _count(artefact: Artefact, label: str, where: str) -> str:
    if label not in artefact.n:
        known = ", ".join(artefact.n)
        raise _error(where, f"{artefact.id!r} has no n called {label!r}", f"It has {known}.")
    return danish.number(artefact.n[label])


def _noun(artefact: Artefact, form: str, where: str) -> str:
    forms = form.split(".")[1:]
    if len(forms) != 2 or not all(forms) or artefact.value is None:
        raise _error(
            where, f"The format {form!r} is unknown", "Give a number both forms of its noun."
        )
    return forms[0] if artefact.value == 1 else forms[1]


def _error(where: str, what: str, todo: str) -> ReportError:
    return ReportError(what, where=f"finding {where}", todo=todo)
