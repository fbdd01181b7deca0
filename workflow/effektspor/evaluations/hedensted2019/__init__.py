"""The business case of a municipality of 2019: its artefacts."""
