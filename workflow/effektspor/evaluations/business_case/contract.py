"""The tables of a business case as a user provides them."""

from effektspor.cohort.flows.states import GONE, JOB, OTHER
from effektspor.contract_parts import InputFile, Variable, one_of
from effektspor.evaluations.business_case.baseline import UNITS as BASELINE_UNITS
from effektspor.evaluations.business_case.baseline import WHO
from effektspor.evaluations.business_case.parameter_list import DISTRIBUTIONS
from effektspor.evaluations.business_case.scenarios import DESTINATIONS
from effektspor.evaluations.business_case.status import MEASURES
from effektspor.evaluations.business_case.targets import AT_LEAST, AT_MOST, UNITS

FORM = "a CSV in UTF-8 with commas"
ITEM = "id of a printed figure in [published-data.md](published-data.md); the value must be what is printed"
REFUSED, ALLOWED, BLANK = "refused", "allowed", "blank in the report"
_LABELS = Variable("`label_da`, `label_en`", "text", "", "how it is called", REFUSED)
_KEPT = "; ".join(f"`{name}` {what}" for name, what in MEASURES.items())
INPUTS = (
    InputFile(
        "Targets of a business case",
        "tables.targets",
        f"{FORM}, one row per target",
        (
            Variable(
                "`target`", "text", "",
                f"key, each once; {one_of(tuple(DESTINATIONS))} and `fewer_persons` move persons "
                "in the flow model", REFUSED,
            ),
            Variable("`order`", "number", "", "in which targets are told", REFUSED),
            _LABELS,
            Variable(
                "`measure`", "text", "",
                "`stock`, `over_1y`, `over_2y` or `exit_` and a state: told by registers; "
                "`no_offer`, `internship`, `wage`: by the monthly status", REFUSED,
            ),
            Variable(
                "`baseline`", "number", "per cent", "0-100; on the other side of the targets is refused",
                "where it stood is not stated",
            ),
            Variable("`value_short`", "number", "per cent", "level after a year", "no such target"),
            Variable(
                "`value_long`", "number", "per cent",
                "level in the long term; of `internship` and `wage` of those with an active offer",
                REFUSED,
            ),
            Variable(
                "`unit`", "text", "",
                f"{one_of(UNITS)}: a level, or so many per cent fewer than at `as_of`", REFUSED,
            ),
            Variable("`direction`", "text", "", one_of((AT_LEAST, AT_MOST)), REFUSED),
            Variable("`reading_da`", "text", "", "how the words of the target are read", ALLOWED),
            Variable("`item_base`, `item_short`, `item_long`", "text", "", ITEM, ALLOWED),
            Variable(
                "`affects_rates`", "text", "", "yes or no: whether the flow model moves by it", ALLOWED
            ),
        ),
    ),
    InputFile(
        "Baseline of a business case",
        "tables.baseline",
        f"{FORM}, one row per measure, unit and whom it is of",
        (
            Variable(
                "`measure`", "text", "",
                "as in the targets; `citizens` is the number of persons in the programme", REFUSED,
            ),
            Variable("`unit`", "text", "", one_of(BASELINE_UNITS), REFUSED),
            Variable("`who`", "text", "", one_of(WHO), REFUSED),
            Variable(
                "`value`", "number", "`unit`",
                "from 0; per cent at most 100; no count above `citizens`, which is not 0", REFUSED,
            ),
            Variable("`item`", "text", "", ITEM, ALLOWED),
        ),
    ),
    InputFile(
        "Prices and rules of a business case",
        "tables.parameters",
        f"{FORM}, one row for each parameter of [methods.md](methods.md), no others",
        (
            Variable("`parameter`", "text", "", "key, each once", REFUSED),
            _LABELS,
            Variable("`unit`", "text", "", "the parameter's own", REFUSED),
            Variable("`low`, `base`, `high`", "number", "`unit`", "ascending; a share at most 1", REFUSED),
            Variable("`year`", "number", "year", "of which the value is", REFUSED),
            Variable(
                "`source`, `page`, `url`", "text", "", "where it is printed",
                "allowed where it is assumed",
            ),
            Variable("`assumed`", "text", "", "yes or no", REFUSED),
            Variable("`distribution`", "text", "", one_of(DISTRIBUTIONS), REFUSED),
            Variable("`note_da`", "text", "", "words", ALLOWED),
        ),
    ),
    InputFile(
        "States of a business case",
        "tables.states",
        f"{FORM}, one row per state; a person is in one each month",
        (
            Variable("`state`", "text", "", f"key, each once; {one_of((JOB, OTHER, GONE))} must be there", REFUSED),
            Variable("`order`", "number", "", "in which states are told", REFUSED),
            _LABELS,
            Variable(
                "`families`", "text", "",
                "families of [codes.md](codes.md) with blanks between, each in one state; the programme's "
                "is alone in its state",
                f"refused but for `{JOB}` (a wage and no benefit) and `{OTHER}` (all the rest)",
            ),
        ),
    ),
    InputFile(
        "Practice of a business case",
        "tables.practice",
        f"{FORM}, one row per step of the intervention, for the report only",
        (
            Variable("`order`", "number", "", "of the step", BLANK),
            Variable("`step`", "text", "", "key, each once", BLANK),
            Variable("`label_da`, `label_en`", "text", "", "what the step is called", BLANK),
            Variable("`who_da`, `what_da`", "text", "", "who does what, in own words", BLANK),
            Variable("`limit_items`", "text", "", "ids of printed limits, semicolons between", ALLOWED),
        ),
    ),
    InputFile(
        "Inhabitants",
        "tables.inhabitants",
        f"{FORM}, one row per municipality; the table that comes with the project is approximate: put FOLK1A there",
        (
            Variable(
                "`number`", "number", "",
                "municipality number of [codes.md](codes.md), each once; all of `units` must be there", REFUSED,
            ),
            Variable("`inhabitants`", "number", "persons", "of working age, above 0", REFUSED),
            Variable("`year`, `assumed`, `source`", "text", "", "where it is from; not read", "column may be left out"),
        ),
    ),
    InputFile(
        "The municipality's monthly status (optional)",
        "data.status",
        "a CSV in UTF-8, semicolons or commas between fields, one row per month and measure; months outside "
        "the follow-up are set aside and counted",
        (
            Variable("`month`", "text", "month", "YYYY-MM", REFUSED),
            Variable(
                "`measure`", "text", "", f"{_KEPT}; each once a month",
                "refused; a row that is left out is not stated",
            ),
            Variable(
                "`count`", "number", "persons",
                "from 0, at most `all` of the month, which must be there and not 0; `no_offer` and an "
                "activity together at most `all`", REFUSED,
            ),
        ),
    ),
)  # fmt: skip
