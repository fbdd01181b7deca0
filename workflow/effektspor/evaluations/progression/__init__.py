"""Repeated measurements of the same citizens: how far their answers move, and who is measured again."""
