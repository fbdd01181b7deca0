"""Compute the formulas of `effektspor.evaluations.formulas` from what is published alone."""

import ast
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase

import pandas as pd

from effektspor.calendar import weeks_in_year
from effektspor.errors import InputError
from effektspor.evaluations.coding import Coding

_ITEM = re.compile(r"\{([a-z0-9_.]+)\}")
_BINARY: Mapping[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


@dataclass(frozen=True)
class Figures:
    """What a formula may look at.

    Attributes
    ----------
    published
        As `effektspor.published.read_published` gives it.
    coding
        Of the desk research.
    """

    published: pd.DataFrame
    coding: Coding

    def evaluate(self, expression: str) -> float:
        """Value of an expression, in the unit that it was written for.

        Raises
        ------
        InputError
            Where an item is missing or a divisor is zero.
        ValueError
            Where the expression is none that the module describes: a defect of the formula table.
        """
        names = {f"item_{number}": item for number, item in enumerate(items_of(expression))}
        text = expression
        for name, item in names.items():
            text = text.replace(f"{{{item}}}", name)
        values = {name: self._value(item, expression) for name, item in names.items()}
        try:
            return self._node(ast.parse(text, mode="eval").body, values)
        except ZeroDivisionError:
            raise InputError(
                "A published figure that others are divided by is zero",
                where=f"data/published, formula {expression}",
                todo="Correct the figure in data/published/corrections.csv.",
            ) from None

    def _value(self, item: str, expression: str) -> float:
        found = self.published.loc[self.published["item_id"] == item, "value"]
        if found.empty:
            raise InputError(
                f"The published figure {item} is missing",
                where=f"data/published, formula {expression}",
                todo="Restore the row: other figures are recomputed from it.",
            )
        return float(found.iloc[0])

    def _node(self, node: ast.expr, values: Mapping[str, float]) -> float:
        match node:
            case ast.Constant(value=int() | float() as number):
                return float(number)
            case ast.Name(id=name) if name in values:
                return values[name]
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return -self._node(operand, values)
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _BINARY:
                return _BINARY[type(op)](self._node(left, values), self._node(right, values))
            case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]):
                return self._call(name, [ast.literal_eval(argument) for argument in arguments])
        raise ValueError(f"not an expression of the formula table: {ast.unparse(node)}")

    def _call(self, name: str, arguments: list[object]) -> float:
        match name, arguments:
            case "weeks", [int() as year]:
                return float(weeks_in_year(year))
            case "count", [str() as pattern]:
                return float(len(self._fitting(pattern)))
            case "count_below", [str() as pattern, int() | float() as limit]:
                # A value printed as "< 0.001" lies below 0.05 as its bound does.
                return float((self._fitting(pattern)["value"] < limit).sum())
            case "count_groups", [str() as pattern]:
                return float(self._fitting(pattern)["group"].nunique())
            case "count_reports", []:
                return float(self.coding.count())
            case "count_commissioned", [str() as pattern]:
                return float(self.coding.commissioned(pattern))
            case "count_aimed_at", [str() as pattern]:
                return float(self.coding.aimed_at(pattern))
            case "count_on", [str() as theme]:
                return float(self.coding.on_theme(theme))
            case "count_mainly_on", [str() as theme]:
                return float(self.coding.mainly_on(theme))
        raise ValueError(f"not a function of the formula table: {name}")

    def _fitting(self, pattern: str) -> pd.DataFrame:
        return self.published[[fnmatchcase(i, pattern) for i in self.published["item_id"]]]


def items_of(expression: str) -> tuple[str, ...]:
    """Item ids that an expression names in braces, each once, in order."""
    return tuple(dict.fromkeys(_ITEM.findall(expression)))
