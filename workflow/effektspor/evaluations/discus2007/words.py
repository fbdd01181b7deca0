"""What readers are told of the trial's results: of whom, defined how, by which method."""

from collections.abc import Mapping
from typing import Any

from effektspor.artefacts import Text
from effektspor.evaluations.trial.arms import LABELS

WITHHELD = "withheld"
ARM = {arm: Text(da=da, en=en) for arm, (da, en) in LABELS.items()}
RANDOMISED = Text(
    da="Alle, der blev trukket lod om, i den gruppe, de blev trukket til, uanset hvad der siden skete.",
    en="All who were randomised, in the arm drawn for them, whatever happened later.",
)
JOBS = Text(
    da="Fleksjob, der er oprettet i projektet og tæller for den gruppe, personen blev trukket til.",
    en="Flexjobs that were created in the project and count for the arm drawn for the person.",
)
COUNTED_JOBS = Text(
    da="Et job, som en kommune har oprettet til en person, der blev trukket til anden aktør, tæller ikke.",
    en="A job created by a municipality for a person drawn to an other actor does not count.",
)
OUTCOME = Text(
    da="Andel af alle i gruppen, hvad enten de blev fulgt til slut eller ej.",
    en="Share of all in the arm, whether they were followed to the end or not.",
)
SOME_PLACES = Text(
    da="Alle, der blev trukket lod om, uden den kommune, der er udeladt.",
    en="All who were randomised, without the municipality that is left out.",
)
CHOSEN = Text(
    da="Kommunen er valgt, fordi den har mest; den er derfor også heldig. Resultatet er eksplorativt.",
    en="The municipality is chosen for having most, and so is lucky too. The result is explorative.",
)
CONTRAST = Text(
    da="Andre aktører minus kommuner; positiv betyder, at andre aktører har mest.",
    en="Other actors minus municipalities; positive means that other actors have more.",
)
CONTRAST_NAME = Text(da="Forskel", en="Difference")
P = Text(
    da="Sandsynligheden for mindst så stor en forskel, hvis gruppen intet betød.",
    en="Probability of at least so large a difference if the arm meant nothing.",
)
COUNT = Text(da="Optælling.", en="A count.")
ALL_COUNTED = Text(
    da="Ingen stikprøve: alle i forsøget er talt.", en="No sampling: all of the trial are counted."
)
ROUNDED = Text(da="Afrundingen af de trykte tal.", en="The rounding of the print.")
SET = Text(da="Ingen: beløbet er sat.", en="None: the amount is set.")
DRAWN = Text(
    da="Forskelle af lodtrækningen selv; se randomiseringstesten.",
    en="Differences by the draw itself; see the randomisation test.",
)


def level(confidence: float) -> str:
    """A level of confidence in per cent: 95."""
    return f"{confidence * 100:g}"


def wilson(confidence: float) -> Text:
    """Of a share."""
    at = level(confidence)
    return Text(
        da=f"{at} pct.-konfidensinterval efter Wilson; personerne ses som tilfældige.",
        en=f"{at}% confidence interval by Wilson; persons are taken as random.",
    )


def within_places(confidence: float) -> Text:
    """Of a difference or a ratio of shares between the arms."""
    at = level(confidence)
    return Text(
        da=f"{at} pct.-konfidensinterval (score) inden for kommunerne; p af lodtrækningen.",
        en=f"{at}% confidence interval (score) within municipalities; p by the draw.",
    )


def neyman(confidence: float) -> Text:
    """Of a difference of means between the arms."""
    at = level(confidence)
    return Text(
        da=f"{at} pct.-konfidensinterval efter Neyman inden for kommunerne; p af lodtrækningen.",
        en=f"{at}% confidence interval by Neyman within municipalities; p by the draw.",
    )


def slug(text: object) -> str:
    """A value as part of an id: ``50-59`` becomes ``50_59``, a value without name ``value``."""
    name = "" if text is None or text != text else str(text)
    kept = "".join(letter if letter.isalnum() else "_" for letter in name.lower()).strip("_")
    return kept or "value"


def whole(count: object) -> int:
    """A count for the field n; 0 where it may not be shown."""
    return 0 if count is None or count != count else int(float(str(count)))


def absence(row: Mapping[str, Any]) -> str:
    """The mark of a number that is not there: kept back, or none to be had."""
    return "withheld" if str(row.get("state", WITHHELD)) == WITHHELD else "not_evaluated"


def drawn(draws: object) -> Text:
    """Of a p value from the draw; 0 draws: all of them were counted."""
    if not whole(draws):
        return Text(da="Alle mulige lodtrækninger er talt.", en="All possible draws are counted.")
    count = whole(draws)
    return Text(da=f"{count} lodtrækninger.", en=f"{count} draws.")


def bootstrap(confidence: float) -> Text:
    """Of sums and ratios of sums."""
    at = level(confidence)
    return Text(
        da=f"{at} pct.-interval af gentagne udtræk af personer inden for kommune og gruppe.",
        en=f"{at}% interval by drawing persons again within municipality and arm.",
    )


def of_mean(confidence: float) -> Text:
    """Of a mean."""
    at = level(confidence)
    return Text(
        da=f"{at} pct.-konfidensinterval efter t-fordelingen.",
        en=f"{at}% confidence interval of the t distribution.",
    )
