"""Slopes of unit effects on exposures of the units: few units, noise on both sides."""
