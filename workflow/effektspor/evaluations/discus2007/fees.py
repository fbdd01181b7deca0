"""What other actors are paid as artefacts, and when both arms cost the same."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from effektspor.artefacts import Artefact, Text
from effektspor.evaluations.discus2007 import words
from effektspor.evaluations.discus2007.fee_words import METHOD, PARTS, QUANTITIES, title_of
from effektspor.evaluations.discus2007.making import Maker, Study, trial_maker
from effektspor.evaluations.discus2007.rows import LOW_HIGH, number_of
from effektspor.evaluations.result_tables import Tables, finite, records
from effektspor.evaluations.trial.break_even import DKK_PER_PERSON

REQUIRES = ("trial_fees", "trial_break_even")
DEFINITION = Text(
    da="Beløb i kroner uden moms efter honorarmodellen, med de beløb, der er sat i konfigurationen.",
    en="Amounts in DKK without VAT by the fee model, at the amounts that the config sets.",
)
EVEN = Text(
    da="Det beløb, kommunen kan bruge på hver borger, når de to grupper skal koste det samme.",
    en="What the municipality may spend on each citizen where both arms are to cost the same.",
)
JOBS_NEEDED = Text(
    da="Job, som andre aktører skal oprette, for at et job koster det samme i begge grupper.",
    en="Jobs that other actors must create for a job to cost the same in both arms.",
)
UNITS = {"paid": "dkk", "amount": "dkk", "share": "share"}


def artefacts(tables: Tables, study: Study) -> list[Artefact]:
    """What was paid by part with its interval, break-even costs, the tables and the figure."""
    maker = trial_maker(study, tables.data_hash)
    fees, even = tables["trial_fees"], tables["trial_break_even"]
    found = [each for row in records(fees) for each in _part(maker, row)]
    found += [_quantity(maker, row) for row in records(even)]
    common: dict[str, Any] = {
        "n": {"parts": len(fees)}, "population": words.RANDOMISED, "method": METHOD,
        "uncertainty": words.bootstrap(study.confidence),
    }  # fmt: skip
    for key, kind, data, definition, title in (
        ("fees.table", "table", "trial_fees", DEFINITION,
         Text(da="Honoraret trin for trin", en="The fee step by step")),
        ("break_even.table", "table", "trial_break_even", EVEN,
         Text(da="Hvornår grupperne koster det samme", en="When both arms cost the same")),
        ("figure.fees", "figure", "trial_fees", DEFINITION,
         Text(da="Udgift pr. person og pr. job", en="Cost per person and per job")),
    ):  # fmt: skip
        unit = "dkk" if kind == "figure" else "mixed"
        whole = {**common, "title": title, "definition": definition, "unit": unit}
        found.append(maker.make(key, kind, data=f"{data}.csv", **whole))
    return found


def figure_data(tables: Tables) -> dict[str, pd.DataFrame]:
    """The tables as they are: small counts are hidden in them."""
    return {f"{name}.csv": tables[name] for name in REQUIRES}


def _part(maker: Maker, row: dict[str, Any]) -> Iterator[Artefact]:
    """The number that the row's interval belongs to, and what else it holds under its own name."""
    key, measure = f"fees.{words.slug(row['part'])}", str(row["measure"])
    persons = finite(row["persons"])
    common: dict[str, Any] = {
        "n": {"units": words.whole(persons)}, "title": title_of(str(row["part"]), PARTS),
        "population": words.RANDOMISED, "definition": DEFINITION, "method": METHOD,
    }  # fmt: skip
    interval = words.bootstrap(maker.study.confidence)
    yield number_of(
        maker, key, row, measure, LOW_HIGH, unit=UNITS[measure], **common,
        uncertainty=words.SET if finite(row["low"]) is None else interval,
    )  # fmt: skip
    for name in ("amount", "share"):
        if name != measure and finite(row[name]) is not None:
            yield maker.make(
                f"{key}.{name}", "number", value=float(row[name]), unit=UNITS[name],
                uncertainty=words.SET, **common,
            )  # fmt: skip
    if persons is not None:
        unit = "jobs" if "job" in str(row["unit"]) or row["unit"] == "lasting" else "persons"
        yield maker.make(
            f"{key}.n", "number", value=persons, unit=unit, uncertainty=words.ALL_COUNTED, **common
        )


def _quantity(maker: Maker, row: dict[str, Any]) -> Artefact:
    money = row["unit"] == DKK_PER_PERSON
    known = finite(row["low"]) is not None
    return number_of(
        maker, f"break_even.{words.slug(row['quantity'])}", row, "value", LOW_HIGH,
        unit="dkk" if money else "jobs", n={"quantities": 1}, population=words.RANDOMISED,
        title=title_of(str(row["quantity"]), QUANTITIES), definition=EVEN if money else JOBS_NEEDED,
        method=METHOD, uncertainty=words.bootstrap(maker.study.confidence) if known else words.SET,
    )  # fmt: skip
