"""Checking a config and its data before anything is estimated: what `effektspor check` does."""
