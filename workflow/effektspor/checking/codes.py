"""Whether the settings name families, activities and municipalities that the code lists have."""

from pathlib import Path

from effektspor.codebook import read_codebook, read_municipalities
from effektspor.cohort.design import Design
from effektspor.cohort.lookup import refuse_unknown_municipalities
from effektspor.cohort.meanings import codebook_of_study
from effektspor.cohort.select import lookups
from effektspor.cohort.state_list import read_state_list, state_of_family
from effektspor.config.comparison import Comparison


def refuse_unknown_codes(study: Comparison) -> None:
    """Stop at what no list has, as the cohort would after the registers were read.

    Raises
    ------
    ConfigError, InputError
        With the key of the settings, or the row of the list.
    """
    codes = study.codes
    known = read_municipalities(Path(codes.municipalities))["number"]
    refuse_unknown_municipalities(study.municipalities, set(known))
    fields = {key: getattr(study, key) for key in Design.model_fields if key != "count_imputed"}
    design = Design(**fields, count_imputed=study.data.hours.count_imputed)
    states = read_state_list(Path(codes.states))
    extension = Path(codes.extension) if codes.extension else None
    codebook = codebook_of_study(
        read_codebook(Path(codes.benefits), extension),
        design.whole_span,
        design.programme,
        design.ordinary_hours,
        design.background,
        state_of_family(states),
    )
    lookups(design, codebook, states)
