"""Persons who wait for a job on some day: how long, what they came from, and what then happens."""
