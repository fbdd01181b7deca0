"""Diagnostics that decide whether effects may be believed.

Each module makes the findings of one kind of diagnostic from tables of sums; `rules` alone turns
numbers into pass, concern, fail or not evaluated, and `words` alone says it to a reader.
"""
