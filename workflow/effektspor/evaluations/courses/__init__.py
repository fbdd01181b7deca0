"""Courses counted at a date: how many, by which ways they ended, where they came from, what was done."""
