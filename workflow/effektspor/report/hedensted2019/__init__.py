"""The report on a municipality's business case."""
