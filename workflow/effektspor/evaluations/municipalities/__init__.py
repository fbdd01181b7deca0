"""Comparisons of municipalities over two cohorts on registers: result tables to artefacts."""
