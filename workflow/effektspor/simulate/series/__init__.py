"""Synthetic open series in the layouts of the public interfaces."""
