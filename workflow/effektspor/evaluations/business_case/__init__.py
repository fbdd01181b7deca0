"""A municipality's business case: potential, money and follow-up."""
