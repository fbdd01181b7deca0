"""Where numbers from registers come from."""

from effektspor.artefacts import Text

REGISTER = Text(
    da="DREAM (Styrelsen for Arbejdsmarked og Rekruttering) og eIndkomst; egne beregninger.",
    en="DREAM (Danish Agency for Labour Market and Recruitment) and eIndkomst; own calculations.",
)
SYNTHETIC_REGISTER = Text(
    da="Syntetisk register i DREAM's og eIndkomsts format, uden virkelige personer; egne "
    "beregninger.",
    en="Synthetic register in the format of DREAM and eIndkomst, without real persons; own "
    "calculations.",
)
