"""Randomised trials of two arms, drawn as a whole or within blocks: estimates and their inference."""
