"""Persons of a programme month by month: where they are, where they go, and for how long."""
