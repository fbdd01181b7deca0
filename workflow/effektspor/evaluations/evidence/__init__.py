"""Coded findings read across: matrix, map, votes and grades."""
