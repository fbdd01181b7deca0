"""Numbers, ranges, p values and dates as a Danish reader expects them.

Rules: decimal comma, point between thousands, half-up rounding on decimals, no-break space before a
unit, U+2212 as minus, no "-0,0", en dash in ranges but "til" when an end is negative. `NumberStyle`
holds what another language would do otherwise; every function takes one. Babel gives dates only: it
rounds half to even, prints ASCII minus and minus zero.
"""

import datetime
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from babel.dates import format_date

NBSP, MINUS, EN_DASH = "\u00a0", "\u2212", "\u2013"


@dataclass(frozen=True)
class NumberStyle:
    """What decides the look of numbers in one language."""

    locale: str
    decimal: str
    thousands: str
    to: str
    percent: str
    points: str
    point: str
    interval: str
    currency: str
    week: str
    missing: str = EN_DASH


DANISH = NumberStyle(
    locale="da_DK",
    decimal=",",
    thousands=".",
    to="til",
    percent="pct.",
    points="procentpoint",
    point="procentpoint",
    interval="KI",
    currency="kr.",
    week="uge",
)


_WORDS = (
    "nul",
    "én",
    "to",
    "tre",
    "fire",
    "fem",
    "seks",
    "syv",
    "otte",
    "ni",
    "ti",
    "elleve",
    "tolv",
)


PERIODS: dict[float, tuple[str, str]] = {
    1: ("måned", "måneder"),
    3: ("kvartal", "kvartaler"),
    12: ("år", "år"),
}
"""Names of periods by their months, of one and of several."""


def in_words(value: float) -> str:
    """Write a whole number up to twelve in words, any other in digits.

    Examples
    --------
    >>> in_words(6), in_words(13), in_words(2.5)
    ('seks', '13', '2,5')
    """
    whole = float(value).is_integer()
    if whole and 0 <= value < len(_WORDS):
        return _WORDS[int(value)]
    return number(value, 0 if whole else 1)


def with_dashes(text: str) -> str:
    """Write the ranges in a label of somebody else's with an en dash.

    Examples
    --------
    >>> with_dashes("18-29 år")
    '18–29 år'
    """
    return re.sub(r"(?<![\w-])(\d+)-(\d+)(?![\w-])", rf"\1{EN_DASH}\2", text)


def number(value: float | Decimal | None, decimals: int = 0, style: NumberStyle = DANISH) -> str:
    """Write a number, rounded half up; ``None`` and NaN become the sign for missing.

    Examples
    --------
    >>> number(1302.25, 1), number(-0.04, 1), number(2.45, 1)
    ('1.302,3', '0,0', '2,5')
    """
    if value is None or value != value:
        return style.missing
    rounded = _rounded(value, decimals)
    text = f"{abs(rounded):,.{decimals}f}"
    swapped = text.translate({ord(","): style.thousands, ord("."): style.decimal})
    return f"{MINUS if rounded < 0 else ''}{swapped}"


def signed(value: float | None, decimals: int = 0, style: NumberStyle = DANISH) -> str:
    """Write a change: as `number`, with a plus sign above zero."""
    text = number(value, decimals, style)
    positive = value is not None and value == value and _rounded(value, decimals) > 0
    return f"+{text}" if positive else text


def telling(value: float | None, decimals: int = 0) -> int:
    """Decimals with which the end of an interval shows on which side of nought it lies.

    At most three more than `decimals`; an end that is closer to nought is written as nought.

    Examples
    --------
    >>> telling(-0.002, 2), telling(0.02, 2), telling(0.0, 2), telling(-0.4)
    (3, 2, 2, 1)
    """
    if value is None or value != value:
        return decimals
    tried = range(decimals, decimals + 4)
    return next((each for each in tried if _rounded(value, each) != 0), decimals)


def with_unit(
    value: float | Decimal | None, unit: str, decimals: int = 0, style: NumberStyle = DANISH
) -> str:
    """Write a number bound to its unit by a no-break space."""
    text = number(value, decimals, style)
    return text if text == style.missing else f"{text}{NBSP}{unit}"


def percent(share: float | None, decimals: int = 0, style: NumberStyle = DANISH) -> str:
    """Write a share (0-1) as per cent: ``percent(0.554, 1)`` is "55,4 pct."."""
    return with_unit(_times_100(share), style.percent, decimals, style)


def percentage_points(
    difference: float | None, decimals: int = 1, style: NumberStyle = DANISH
) -> str:
    """Write a difference of two shares (fraction) in percentage points, never in per cent."""
    return with_unit(_times_100(difference), style.points, decimals, style)


def kroner(amount: float | None, decimals: int = 0, style: NumberStyle = DANISH) -> str:
    """Write an amount of money; the price year belongs in the text."""
    return with_unit(amount, style.currency, decimals, style)


def span(
    low: float | None,
    high: float | None,
    unit: str = "",
    decimals: int = 0,
    style: NumberStyle = DANISH,
) -> str:
    r"""Write a range with both ends in full.

    Examples
    --------
    >>> span(14, 21, "pct."), span(-1.2, 2.4, decimals=1)
    ('14–21\xa0pct.', '−1,2 til 2,4')
    """
    ends = number(low, decimals, style), number(high, decimals, style)
    if style.missing in ends:
        return style.missing
    negative = any(end.startswith(MINUS) for end in ends)
    between = f" {style.to} " if negative else EN_DASH
    return f"{ends[0]}{between}{ends[1]}{NBSP + unit if unit else ''}"


def confidence_interval(
    low: float | None,
    high: float | None,
    decimals: int = 1,
    level: float = 95,
    style: NumberStyle = DANISH,
) -> str:
    """Write an interval with its level: "95 pct.-KI: −0,4 til 2,6", always with "til"."""
    ends = f"{number(low, decimals, style)} {style.to} {number(high, decimals, style)}"
    return f"{plain(level, style)}{NBSP}{style.percent}-{style.interval}: {ends}"


def plain(value: float, style: NumberStyle = DANISH) -> str:
    """Write a given number, such as the level of an interval, with the decimals that it has."""
    return f"{value:g}".replace(".", style.decimal)


def p_value(p: float | None, style: NumberStyle = DANISH) -> str:
    """Write a p value with three decimals, never as zero and never as one.

    Raises
    ------
    ValueError
        Outside 0-1: that is a defect, not a p value.
    """
    if p is None or p != p:
        return f"p{NBSP}={NBSP}{style.missing}"
    if not 0 <= p <= 1:
        raise ValueError("a p value lies between 0 and 1")
    if p < 0.001:
        return f"p{NBSP}<{NBSP}{number(0.001, 3, style)}"
    if p > 0.999:
        return f"p{NBSP}>{NBSP}{number(0.999, 3, style)}"
    return f"p{NBSP}={NBSP}{number(p, 3, style)}"


def long_date(date: datetime.date, style: NumberStyle = DANISH) -> str:
    """Write a date in full: "22. november 2026"."""
    return str(format_date(date, format="long", locale=style.locale))


def iso_week(year: int, week: int, style: NumberStyle = DANISH) -> str:
    """Write an ISO week: "uge 47, 2026"."""
    return f"{style.week}{NBSP}{week}, {year}"


def _times_100(share: float | None) -> Decimal | None:
    # In decimals: 0.145 * 100 is 14.499999999999998 in floats and would round down.
    return None if share is None or share != share else Decimal(str(share)) * 100


def _rounded(value: float | Decimal, decimals: int) -> Decimal:
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    return exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
