"""Layouts of the public interfaces: StatBank's CSV and JSON-stat, Jobindsats' JSON and CSV."""
