"""Any programme that some municipalities run otherwise: words and groups; no figures to compare with."""
