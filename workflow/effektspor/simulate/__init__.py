"""Synthetic registers in the real layouts, with a written-down truth."""
