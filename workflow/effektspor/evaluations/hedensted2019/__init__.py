"""The business case of a municipality: results to artefacts."""
