"""The tables of a desk research as a user provides them."""

from effektspor.contract_parts import InputFile, Variable, one_of
from effektspor.evidence.words import (
    CONTROLS,
    COUNTRIES,
    DESIGNS,
    DIRECTIONS,
    JOURNALS,
    KINDS,
    QUALITIES,
    STUDIED,
    UNITS,
)

PAGES = "whole numbers from 1 on, separated by semicolons"
MAY_BE_OUT = "allowed; the column may be left out"
INPUTS = (
    InputFile(
        "Reports of a desk research",
        "data.reports",
        "a CSV in UTF-8, commas or semicolons between fields, one row per report",
        (
            Variable("`report`", "text", "", "key: small letters, digits, `_`", "refused"),
            Variable("`label`", "text", "", "author and year, each once", "refused"),
            Variable("`year`", "number", "year", "year of publication", "refused"),
            Variable(
                "`author`, `title_da`, `commissioned_by`, `target_da`, `method_da`",
                "text", "", "words", "allowed",
            ),
            Variable(
                "`design`", "text", "", f"{one_of(DESIGNS)}, or a kind of evidence", "refused"
            ),
            Variable("`comparison`", "text", "", one_of(CONTROLS), "refused"),
            Variable("`pages`", "text", "page", PAGES, "refused"),
            Variable(
                "`kind`", "text", "", f"{one_of(KINDS)}; only the first is counted", "`report`"
            ),
            Variable("`n`, `n_unit`", "number, text", "as stated", "both or neither", MAY_BE_OUT),
            Variable("`quality`", "text", "", f"{one_of(QUALITIES)}, as graded", MAY_BE_OUT),
            Variable("`journal`", "text", "", one_of(JOURNALS), MAY_BE_OUT),
            Variable("`country`", "text", "", one_of(COUNTRIES), MAY_BE_OUT),
            Variable("`period`, `note`", "text", "", "words", MAY_BE_OUT),
        ),
    ),
    InputFile(
        "Findings of a desk research",
        "data.findings",
        "a CSV in UTF-8, commas or semicolons between fields, one row per finding of a report on a theme",
        (
            Variable("`finding`", "text", "", "key, each once", "refused"),
            Variable("`report`", "text", "", "key or label of a report", "refused"),
            Variable("`theme`", "text", "", "key of `data/evidence/themes.csv`", "refused"),
            Variable("`finding_da`", "text", "", "the finding in own words", "refused"),
            Variable("`direction`", "text", "", f"{one_of(DIRECTIONS)}: not stated", "refused"),
            Variable("`evidence`", "text", "", "key of `data/evidence/designs.csv`", "refused"),
            Variable("`control_group`", "text", "", one_of(CONTROLS), "refused"),
            Variable("`page`", "text", "page", PAGES, "refused"),
            Variable("`studied`", "text", "", one_of(STUDIED), "`finding`"),
            Variable("`effect`", "number", "`effect_unit`", "as stated", MAY_BE_OUT),
            Variable(
                "`ci_low`, `ci_high`", "number", "`effect_unit`",
                "both or neither, with the effect within; no interval is remarked", MAY_BE_OUT,
            ),
            Variable("`effect_unit`", "text", "", one_of(UNITS), "refused beside an effect"),
            Variable("`outcome`", "text", "", "what the effect is on", "refused beside an effect"),
            Variable("`n`, `n_unit`", "number, text", "as stated", "both or neither", MAY_BE_OUT),
            Variable(
                "`quote`", "text", "", "words of the text, searched on `page`", MAY_BE_OUT
            ),
            Variable("`subtheme_da`, `finding_en`, `coder`", "text", "", "words", MAY_BE_OUT),
        ),
    ),
)  # fmt: skip
