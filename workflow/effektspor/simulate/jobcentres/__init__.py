"""Synthetic surveys of the job centres, whose shares print as the published ones."""
