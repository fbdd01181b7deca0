"""Shares, bounds and margins of surveys, on plain arrays."""
