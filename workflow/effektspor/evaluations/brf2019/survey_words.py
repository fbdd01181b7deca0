"""What the artefacts of surveys of citizens say of their source and population."""

from effektspor.artefacts import Text

CITIZENS = Text(
    da="Spørgeskemasvar fra borgere og sagsbehandlere; egne beregninger.",
    en="Survey answers of citizens and caseworkers; own calculations.",
)
SYNTHETIC_CITIZENS = Text(
    da="Syntetiske spørgeskemasvar, uden virkelige personer; egne beregninger.",
    en="Synthetic survey answers, without real persons; own calculations.",
)
SURVEY = {
    "referral": Text(da="første borgersurvey", en="first citizen survey"),
    "later": Text(da="anden borgersurvey", en="second citizen survey"),
}


def source(*, synthetic: bool) -> Text:
    """Where the answers come from."""
    return SYNTHETIC_CITIZENS if synthetic else CITIZENS
