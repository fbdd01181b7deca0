"""Which estimator answers which question of which evaluation, as artefacts."""
